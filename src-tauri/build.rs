//! The Tauri step of the build: only with the window.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(feature = "desktop")]
    {
        // A pattern of one's own turns off the automatic watching.
        println!("cargo:rerun-if-changed=src-tauri/capabilities");
        println!("cargo:rerun-if-changed=src-tauri/permissions");
        // Having an app manifest makes Tauri refuse every command that the one permission does not list.
        let manifest = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*");
        let attributes = tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*").app_manifest(manifest);
        tauri_build::try_build(attributes)?;
    }
    Ok(())
}
