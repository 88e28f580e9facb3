//! Files in and out. Knows the nouns of the shop and the shapes of other programs' files; knows no SQL.

pub mod decode;
pub mod rows;
pub mod text;
