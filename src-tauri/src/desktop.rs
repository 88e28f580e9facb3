//! The window: one page, from this program only, that may call the book's deeds and nothing else.
//!
//! The window is made at once and the book is opened beside it on a thread, so that something to look at is there before a large book
//! is. Nothing here knows what a customer is.

use std::process::ExitCode;

use tauri::webview::{NewWindowResponse, PermissionResponse, WebviewWindowBuilder};
use tauri::{App, DragDropEvent, Manager, RunEvent, Url, WebviewWindow, WindowEvent};

use crate::commands;
use crate::commands::files::{Heard, Listener, Picks};
use crate::commands::imports::Readings;
use crate::commands::long::Running;
use crate::commands::open::OpenBook;

/// Runs the program until its window is closed.
pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    {
        if !crate::graphics::has_screen() {
            complain("there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set)");
            return ExitCode::FAILURE;
        }
        crate::graphics::prefer_plain_pictures();
    }
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(OpenBook::default())
        .manage(Picks::default())
        .manage(Listener::default())
        .manage(Readings::default())
        .manage(Running::default())
        .invoke_handler(commands::handler())
        .setup(|app| {
            let handle = app.handle().clone();
            std::thread::spawn(move || handle.state::<OpenBook>().open());
            Ok(open_window(app)?)
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    app.state::<OpenBook>().put_sample_away();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Whether WebDriver drives this window: the tests set the variable in the environment of the program that they start.
pub fn under_automation() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// The window of `tauri.conf.json`, shut to everything that is not this program's own page.
fn open_window(app: &App) -> tauri::Result<()> {
    let config = &app.config().app.windows[0];
    let home = app.config().build.dev_url.clone();
    let window = WebviewWindowBuilder::from_config(app.handle(), config)?
        // Nothing of the page stays on the disk. WebDriver can only drive the ordinary, lasting kind.
        .incognito(!under_automation())
        .on_navigation(move |url| is_own_page(url, home.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    let watched = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(event) = event {
            tell_of_files(&watched, event);
        }
    });
    Ok(())
}

/// Whether the address is this program's own page: by Tauri's scheme, or by the address that `tauri dev` serves it from.
fn is_own_page(url: &Url, home: Option<&Url>) -> bool {
    let tauri = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost") && url.port().is_none(),
        _ => false,
    };
    tauri || (cfg!(debug_assertions) && home.is_some_and(|home| home.origin() == url.origin()))
}

/// Passes on that a file hangs over the window or was let go there. The page gets a token and a name, never the path.
fn tell_of_files(window: &WebviewWindow, event: &DragDropEvent) {
    let listener = window.state::<Listener>();
    match event {
        DragDropEvent::Enter { .. } => listener.tell(Heard::Dragging { over: true }),
        DragDropEvent::Leave => listener.tell(Heard::Dragging { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            listener.tell(Heard::Dragging { over: false });
            if let Some(path) = paths.first() {
                listener.tell(Heard::Dropped { file: window.state::<Picks>().keep(path.clone()) });
            }
        }
        _ => {}
    }
}

/// Says on the terminal why there is no window; a person who started the program from an icon never sees it.
#[expect(clippy::print_stderr, reason = "without a window there is nowhere else to say it")]
fn complain(why: &str) {
    eprintln!("regulars: the window could not be opened: {why}");
}
