//! Keeps the window from staying blank where NVIDIA's driver draws it.
//!
//! WebKitGTK shares pictures with the screen by DMA-BUF, and with that driver nothing then appears. Pictures shared the plain way cost
//! nothing that this program would notice. The variable that says so must stand before the first library looks at it, and setting one's
//! own is `unsafe`; starting once more with it set is not. That takes some 70 ms, so it is done only where it is needed.

use std::env;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const PLAIN_PICTURES: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// There while the driver is loaded.
const NVIDIA: &str = "/sys/module/nvidia";

/// Starts this program again with plain pictures; returns where that is not wanted, or failed and the window must do without.
pub fn prefer_plain_pictures() {
    // WebKitWebDriver never gets a screenshot of a window with plain pictures.
    if env::var_os(PLAIN_PICTURES).is_some() || crate::desktop::under_automation() || !Path::new(NVIDIA).exists() {
        return;
    }
    if let Ok(program) = env::current_exe() {
        let _why_not = Command::new(program).args(env::args_os().skip(1)).env(PLAIN_PICTURES, "1").exec();
    }
}

/// Whether there is a screen to open a window on.
pub fn has_screen() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
