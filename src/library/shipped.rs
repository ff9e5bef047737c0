//! The five founding texts and the annotations beside them, inside the binary.

use crate::model::Document;

/// One shipped source.
pub struct Shipped {
    /// File name.
    pub name: &'static str,
    /// The bytes as they were found.
    pub bytes: &'static [u8],
    /// The annotation beside it (TOML), empty where there is none.
    pub annotations: &'static str,
}

/// The shipped sources, in the order of their names.
pub const SOURCES: &[Shipped] = &[];

/// The shipped documents, imported and annotated.
pub fn documents() -> Vec<Document> {
    SOURCES.iter().flat_map(|source| crate::import::import(source.name, source.bytes).documents).collect()
}
