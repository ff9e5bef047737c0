//! A place in the text that survives resize, re-import and re-layout: what scroll, marks, hits and history hold.

use serde::{Deserialize, Serialize};

use super::DocumentId;

/// A place: a char of a paragraph of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Locator {
    /// The document.
    pub document: DocumentId,
    /// Index of the paragraph, from 0.
    pub paragraph: usize,
    /// Index of the char within the paragraph, from 0.
    pub char: usize,
}
