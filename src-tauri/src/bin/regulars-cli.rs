//! The book without a window.
fn main() {}
