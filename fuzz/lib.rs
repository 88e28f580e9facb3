//! What the targets share: the bodies that `cargo test` runs too.

#[path = "../tests/fuzzed/bodies.rs"]
pub mod bodies;
