//! Opens the window of *Regulars* on the shop's book.

// A release build on Windows must not open a console behind its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod desktop;
#[cfg(target_os = "linux")]
mod graphics;

fn main() -> std::process::ExitCode {
    desktop::run()
}
