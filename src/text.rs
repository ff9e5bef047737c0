//! Floor 0: what is true of characters before anything is known of meetings.
//! Width in cells, grapheme clusters, classes of punctuation, folding, numerals, spans.
//! Nothing here allocates where a borrow does, and nothing here knows a document.

pub mod clusters;
pub mod columns;
pub mod fold;
pub mod numeral;
pub mod office;
pub mod sanitise;
pub mod sounds;
pub mod width;
pub mod words;

/// A half-open range of bytes of the decoded source (UTF-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no byte lies in it.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}
