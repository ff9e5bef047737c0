//! Floor 1: paragraphs to rows of cells. Strings in, byte ranges out: no meeting, no colour, no screen.
//! Line breaks follow UAX 14 with the tailoring of W3C CLREQ and GB/T 15834 (`rules.rs`).
//! Invariant: rows are in order, lose only white space at their ends, and no row is wider than the measure (but for one
//! hanging mark, and for a cluster that is wider than the measure).

mod breaks;
pub mod columns;
mod rules;
mod strictness;

use std::ops::Range;

use crate::text::clusters::clusters;
use crate::text::width::{self, Mode};

pub use strictness::Strictness;

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

/// What a paragraph is, for its indents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Running text: the first row stands in by two Han.
    Body,
    /// An item: the other rows stand in by one Han.
    Item,
    /// A stage direction: all rows stand in by two Han.
    Inset,
    /// All rows at the margin.
    Plain,
}

impl Options {
    /// How a paragraph of a style is set in `width` cells. Rows too short for an indent have none.
    pub fn of(style: Style, width: u16, mode: Mode, strictness: Strictness, hang: Hang) -> Self {
        let (indent, hanging_indent) = match style {
            Style::Body if width >= 16 => (4, 0),
            Style::Item if width >= 16 => (0, 2),
            Style::Inset if width >= 16 => (4, 4),
            _ => (0, 0),
        };
        Self { width, mode, strictness, indent, hanging_indent, hang }
    }
}

/// How well a place serves as a row's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Between clusters: the last resort.
    Cluster,
    /// Where UAX 14 allows it.
    Allowed,
    /// Where the tailoring allows it too.
    Good,
}

/// A cluster with the place behind it.
struct Piece {
    end: usize,
    cells: u16,
    blank: bool,
    hangs: bool,
    place: Place,
}

/// The rows of a paragraph; one empty row for an empty text.
pub fn rows(text: &str, options: &Options) -> Vec<Row> {
    let pieces = pieces(text, options);
    let mut out = Vec::with_capacity(pieces.len() * 2 / usize::from(options.width.max(1)) + 1);
    let (mut at, mut indent) = (0, options.indent);
    let mut start = 0;
    loop {
        let room = options.width.saturating_sub(indent).max(1);
        let (mut end, place) = row_end(&pieces, at, room, options.hang);
        if place == Place::Cluster && indent > 0 {
            // What would be cut for the indent alone stands whole at the margin.
            let (whole, place) = row_end(&pieces, at, options.width.max(1), options.hang);
            if place > Place::Cluster {
                (end, indent) = (whole, 0);
            }
        }
        let (range, cells) = trimmed(&pieces, at, end, start);
        out.push(Row { range, indent, cells });
        // Blanks at the seam belong to no row.
        at = end;
        while pieces.get(at).is_some_and(|p| p.blank) {
            at += 1;
        }
        start = at.checked_sub(1).map_or(0, |last| pieces[last].end);
        indent = options.hanging_indent.min(options.width.saturating_sub(2));
        if at >= pieces.len() {
            return out;
        }
    }
}

/// The range and the width of the pieces from `at` to `end`, blanks at the end left out.
fn trimmed(pieces: &[Piece], at: usize, end: usize, start: usize) -> (Range<usize>, u16) {
    let mut last = end;
    while last > at && pieces[last - 1].blank {
        last -= 1;
    }
    let cells = pieces[at..last].iter().map(|p| p.cells).sum();
    let stop = if last > at { pieces[last - 1].end } else { start };
    (start..stop, cells)
}

/// The piece at which the row that begins at `at` ends, and how good a place that is.
fn row_end(pieces: &[Piece], at: usize, room: u16, hang: Hang) -> (usize, Place) {
    let mut used: u16 = 0;
    let mut best: [Option<usize>; 3] = [None; 3];
    for (index, piece) in pieces.iter().enumerate().skip(at) {
        let before = used;
        used = used.saturating_add(piece.cells);
        let hanging = hang == Hang::Marks && piece.hangs && before <= room && used <= room + 2;
        if used > room && !piece.blank && !hanging {
            let found =
                [Place::Good, Place::Allowed, Place::Cluster].into_iter().find_map(|p| Some((best[p as usize]?, p)));
            let (end, place) = found.unwrap_or((index, Place::Cluster));
            return (end.max(at + 1), place);
        }
        // A mark that hangs must end its row; what follows it is looked at only to see whether it may.
        best[Place::Cluster as usize] =
            Some(index + 1).filter(|_| !hanging || used <= room).or(best[Place::Cluster as usize]);
        for place in [Place::Allowed, Place::Good] {
            if piece.place >= place {
                best[place as usize] = Some(index + 1);
            }
        }
    }
    (pieces.len(), Place::Good)
}

/// The clusters of a text with their widths and the places between them.
fn pieces(text: &str, options: &Options) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let urls = rules::urls(text, &chars);
    let breaks = breaks::breaks(text);
    let mut breaks = breaks.into_iter().peekable();
    let mut out: Vec<Piece> = Vec::with_capacity(chars.len());
    let (mut count, mut joins) = (0, false);
    for (start, cluster) in clusters(text) {
        let end = start + cluster.len();
        let is_han = cluster.len() == 3 && chars.get(count).copied().is_some_and(breaks::is_han);
        count += if is_han { 1 } else { cluster.chars().count() };
        while breaks.next_if(|b| *b < end).is_some() {}
        let allowed = breaks.next_if_eq(&end).is_some() || rules::parts_nested(&chars, count);
        let place = if !allowed {
            // By UAX 14 no row begins with a full stop, not even behind a blank: leaders do, rather than be cut.
            let leads = matches!(cluster, " " | "\u{3000}") && chars.get(count..count + 2) == Some(&['.', '.']);
            if leads { Place::Good } else { Place::Cluster }
        } else if is_han && chars.get(count).copied().is_some_and(breaks::is_han) {
            Place::Good
        } else {
            let url = urls.iter().copied().find(|(from, to)| (*from..=*to).contains(&count));
            if rules::may_break(&chars, count, options.strictness, url) { Place::Good } else { Place::Allowed }
        };
        let apostrophe = options.mode == Mode::Replace && width::is_apostrophe(text, start, cluster);
        if (apostrophe && start > 0) || joins {
            // A mark that is set by its neighbours never stands without them.
            if let Some(word) = out.last_mut() {
                *word = Piece {
                    end,
                    cells: word.cells + if apostrophe { 1 } else { width::cells(cluster, options.mode) },
                    place,
                    ..*word
                };
                joins = apostrophe;
                continue;
            }
        }
        joins = apostrophe;
        let piece = if is_han {
            Piece { end, cells: 2, blank: false, hangs: false, place }
        } else {
            let blank = cluster.chars().all(char::is_whitespace) && cluster != "\t";
            let cells = if apostrophe { 1 } else { width::cells(cluster, options.mode) };
            Piece { end, cells, blank, hangs: rules::hangs(cluster), place }
        };
        out.push(piece);
    }
    out
}

#[cfg(test)]
mod tests;
