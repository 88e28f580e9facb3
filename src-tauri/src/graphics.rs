//! Keeps the window from staying blank on some graphics cards.
//!
//! WebKitGTK shares pictures with the screen by DMA-BUF, and with some drivers nothing then appears. The plain way costs nothing that
//! this program would notice, so it is taken unless the person said otherwise. The variable must stand before the first library looks
//! at it, and setting one's own is `unsafe`; starting once more with it set is not, and takes about ten milliseconds.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

const PLAIN_PICTURES: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts this program again with plain pictures; returns where that is not wanted, or failed and the window must do without.
pub fn prefer_plain_pictures() {
    // WebKitWebDriver never gets a screenshot of a window with plain pictures.
    if env::var_os(PLAIN_PICTURES).is_some() || crate::desktop::under_automation() {
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
