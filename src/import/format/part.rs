//! What every format hands on or says: a part of a source, what could not be read, how large a text may be.

use super::page::Page;
use crate::model::{Code, Finding};
use crate::text::Span;

/// Bytes of one text at most, decoded or unpacked.
pub const LARGEST: usize = 96 << 20;

/// What could not be read: what is wrong, and what to do, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

/// One part of a source, as it is handed on.
#[derive(Debug)]
pub struct Part<'a> {
    /// The path: that of the source, of a member `a.zip!/b.txt`.
    pub path: String,
    /// The bytes whose hash names the source.
    pub bytes: &'a [u8],
    /// The number of its first article among those of the same bytes.
    pub first: usize,
    /// Where it stands in the decoded source, where it is a part of one that may be unreadable by itself.
    pub place: Option<Span>,
    /// What stands in it.
    pub page: Result<Page, Unreadable>,
}

/// A finding without a place.
pub fn finding(code: Code, message: impl Into<String>, evidence: impl Into<String>) -> Finding {
    Finding { code, message: message.into(), spans: Vec::new(), evidence: evidence.into() }
}

/// The extension in lower case; of a member of an archive, that of the member.
pub fn extension(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase())
}
