//! In which order the parts of a frame are painted. A colour costs up to 19 bytes and a way of the cursor no more than 8: it
//! pays to paint what looks alike one after the other, down a column of bars or of dates, and to come back for the rest.
//!
//! A part is a run of cells in a row, of one look. No part begins or ends within a wide character of what stood there, so
//! that the order cannot be seen in what is left of it.

use std::collections::VecDeque;
use std::mem;
use std::ops::Range;

use ratatui::buffer::Cell;

use super::cursor::Cursor;
use crate::runtime::pen::{Look, is_blank, same};

/// Cells of a row that are to be painted at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The row.
    pub(super) y: u16,
    /// From the first cell that must be painted to behind the last.
    pub(super) columns: Range<usize>,
    /// Cells from here on must be painted whatever is known of them.
    pub(super) stale: usize,
    /// From here on the row is blank.
    pub(super) tail: usize,
    /// What its first character looks like; of blanks alone the first blank.
    first: Look,
    /// What its last character looks like.
    last: Look,
    /// Nothing but blanks, which many a pen can write.
    is_blank: bool,
}

impl Part {
    /// The part that begins with this cell.
    fn begin(y: u16, x: usize, tail: usize, cell: &Cell) -> Self {
        let look = Look::of(cell);
        let is_blank = cell.symbol() == " ";
        Self { y, columns: x..x + 1, stale: usize::MAX, tail, first: look, last: look, is_blank }
    }

    /// Whether a character is written with the same pen.
    fn takes(&self, cell: &Cell) -> bool {
        let look = Look::of(cell);
        if cell.symbol() == " " {
            look == self.last.of_blank()
        } else {
            look == self.last || (self.is_blank && look.of_blank() == self.last)
        }
    }

    /// Takes one more cell.
    fn extend(&mut self, x: usize, cell: &Cell) {
        self.columns.end = x + 1;
        if !matches!(cell.symbol(), "" | " ") {
            self.last = Look::of(cell);
            if mem::take(&mut self.is_blank) {
                self.first = self.last;
            }
        }
    }
}

/// The parts of a row that changed. `doubtful`: where a cluster of doubtful width stands or stood.
pub(super) fn parts(y: u16, old: &[Cell], new: &[Cell], doubtful: Option<usize>, out: &mut Vec<Part>) {
    let Some(last) = old.iter().zip(new).rposition(|(a, b)| !same(a, b)) else { return };
    let width = new.len();
    let tail = new.iter().rposition(|cell| !is_blank(cell)).map_or(0, |at| at + 1);
    if let Some(stale) = doubtful.filter(|at| *at <= last) {
        // Such a row is painted from left to right.
        let look = Look::default();
        out.push(Part { y, columns: 0..width, stale, tail, first: look, last: look, is_blank: true });
        return;
    }
    let mut open: Option<Part> = None;
    for (x, (a, b)) in old.iter().zip(new).enumerate() {
        let goes_on = open.as_ref().is_some_and(|part| part.takes(b));
        if same(a, b) {
            // Blanks that stay between blanks that come are erased with them.
            let stays_open = b.symbol().is_empty() || (goes_on && is_blank(b) && x < tail);
            out.extend(open.take_if(|_| !stays_open));
            continue;
        }
        let is_whole = !a.symbol().is_empty() && !b.symbol().is_empty();
        if let Some(part) = &mut open {
            let is_next = part.columns.end == x;
            if (is_next && !is_whole) || (goes_on && x != tail && (is_next || b.symbol() == " ")) {
                part.extend(x, b);
                continue;
            }
            out.extend(open.take());
        }
        open = Some(Part::begin(y, x, tail, b));
    }
    out.extend(open);
}

/// The parts that are left, by what they look like.
pub(super) struct Route<'a> {
    left: Vec<Alike<'a>>,
    /// The look from which and to which the bytes of each are counted.
    counted: Option<Look>,
}

/// Parts that begin with the same look, in the order of reading.
struct Alike<'a> {
    look: Look,
    parts: VecDeque<&'a Part>,
    /// Bytes that take this look.
    to: usize,
    /// Bytes that leave it again.
    back: usize,
}

impl<'a> Route<'a> {
    pub(super) fn new(parts: &'a [Part]) -> Self {
        let mut left: Vec<Alike> = Vec::new();
        for part in parts {
            match left.iter_mut().find(|alike| alike.look == part.first) {
                Some(alike) => alike.parts.push_back(part),
                None => left.push(Alike { look: part.first, parts: VecDeque::from([part]), to: 0, back: 0 }),
            }
        }
        Self { left, counted: None }
    }

    /// Takes the part that is the nearest: fewest bytes for the way and the look, and for coming back to the look that it
    /// leaves where more is to be painted in that.
    pub(super) fn next(&mut self, cursor: &Cursor) -> Option<&'a Part> {
        let here = cursor.pen.look();
        if self.counted.replace(here) != Some(here) {
            for alike in &mut self.left {
                (alike.to, alike.back) = (here.cost(alike.look), alike.look.cost(here));
            }
        }
        let stays = self.left.iter().any(|alike| alike.look == here);
        let cost = |alike: &Alike| {
            let part = alike.parts.front()?;
            let x = u16::try_from(part.columns.start).unwrap_or(u16::MAX);
            let back = || if part.last == alike.look { alike.back } else { part.last.cost(here) };
            let look = if part.is_blank && part.first == here.of_blank() {
                0
            } else {
                alike.to + if stays { back() } else { 0 }
            };
            Some((cursor.distance(x, part.y) + look, part.y, x))
        };
        let (at, _) = self.left.iter().enumerate().min_by_key(|(_, alike)| cost(alike))?;
        let part = self.left.get_mut(at)?.parts.pop_front();
        self.left.retain(|alike| !alike.parts.is_empty());
        part
    }
}
