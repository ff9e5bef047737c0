//! Floor 2: raw bytes to documents, in pure passes that lose nothing:
//! `decode` → `format` → `clean` → `reflow` → `recognise` → `assemble`.
//! Every non-blank character of the source ends in a paragraph or in a finding. Import never fails in the middle: dirty
//! input gives documents and findings.

pub mod article;

use crate::model::{Document, Finding};

/// Counts up whenever what import understands changes: caches of an older version are stale.
pub const VERSION: u32 = 1;

/// What import understood of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The articles in order; empty where nothing could be read, and then `findings` says why.
    pub documents: Vec<Document>,
    /// Findings of the source as a whole where there is no document to hold them.
    pub findings: Vec<Finding>,
}

/// Reads one source. `path` names it and hints at its format; `bytes` are the file as it is.
pub fn import(path: &str, bytes: &[u8]) -> Imported {
    let _ = (path, bytes);
    Imported::default()
}

/// The decoded source that spans point into, for the view of the source.
pub fn decoded(path: &str, bytes: &[u8]) -> String {
    let _ = path;
    String::from_utf8_lossy(bytes).into_owned()
}
