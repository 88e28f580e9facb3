//! The Tauri step of the build: only with the window.

fn main() {
    #[cfg(feature = "desktop")]
    {
        println!("cargo:rerun-if-changed=src-tauri/capabilities");
        println!("cargo:rerun-if-changed=src-tauri/permissions");
        // Having an app manifest makes Tauri refuse every command that the one permission does not list.
        let attributes = tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .app_manifest(tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*"));
        tauri_build::try_build(attributes).expect("the Tauri step of the build failed");
    }
}
