//! Cells to bytes, by a model of what stands on the real screen.
//!
//! A frame is compared with the model cell by cell and becomes the fewest bytes that make them equal: the shortest way of
//! the cursor, the smallest change of style, erasing for blank tails. One frame is one buffer for one write; where
//! nothing changed it is empty. After a cluster whose width a terminal may see otherwise the cursor is moved absolutely.
//!
//! The invariant, proved against another terminal model in the tests: after the bytes of a frame every cell of the
//! screen is the cell of the frame, whatever stood there before.

use std::io::Write as _;
use std::mem;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use self::cursor::Cursor;
use self::route::{Part, Route};
use super::pen::{is_blank, same};
use super::scroll::Scroll;
use crate::text::width::{Mode, Risk, cells, cells_apart, risk};

mod cursor;
mod route;

/// The model of the screen, and the bytes of the next write.
#[derive(Debug)]
pub struct Painter {
    shown: Buffer,
    next: Buffer,
    cursor: Cursor,
    seen: Option<Position>,
    out: Vec<u8>,
    mode: Mode,
    /// What stands on the screen is unknown: the next frame erases it first.
    lost: bool,
    /// What the terminal said that it knows.
    knows: Knows,
}

/// Whether anything is to be painted behind a place in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Behind {
    More,
    Nothing,
}

/// A frame of fewer bytes is there at once on any line: nothing is gained by holding it back.
const SMALL: usize = 1024;

/// Bytes of a frame beyond which it is asked whether text only moved.
const MUCH: usize = 64;

/// Which characters a terminal repeats (REP).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repeats {
    /// None.
    #[default]
    Nothing,
    /// Those of one byte (tmux).
    Ascii,
    /// All.
    Any,
}

/// What a terminal may know beside what every terminal knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knows {
    /// Synchronized output (DEC 2026).
    pub synchronized: bool,
    /// Left and right margins (DEC 69).
    pub margins: bool,
    /// Repeating the character before (REP).
    pub repeats: Repeats,
    /// The width mode that its answers proved: in it the clusters that the samples speak for are where they should be.
    pub proved: Option<Mode>,
}

impl Painter {
    /// A painter for a screen of so many columns and rows on which nothing is known to stand.
    pub fn new((cols, rows): (u16, u16)) -> Self {
        let blank = Buffer::empty(Rect::new(0, 0, cols, rows));
        Self {
            shown: blank.clone(),
            next: blank,
            cursor: Cursor::default(),
            seen: None,
            out: Vec::with_capacity(1 << 14),
            mode: Mode::Safe,
            lost: true,
            knows: Knows::default(),
        }
    }

    /// Forgets what stands on the screen: the next frame paints all of it.
    pub fn forget(&mut self) {
        self.lost = true;
    }

    /// Uses what the terminal said that it knows.
    pub fn learn(&mut self, knows: Knows) {
        self.knows = knows;
    }

    /// Puts bytes before the next frame, in the same write; where the cursor stands after them is unknown.
    pub fn prelude(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
        self.cursor.x = None;
        self.cursor.y = None;
    }

    /// The bytes that make the screen show what `draw` draws, and put the cursor where it says. A new size or a new mode
    /// paints everything.
    pub fn frame(
        &mut self,
        size: (u16, u16),
        mode: Mode,
        draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> &[u8] {
        let area = Rect::new(0, 0, size.0, size.1);
        if self.shown.area != area || self.mode != mode {
            self.lost = true;
        }
        self.mode = mode;
        self.next.resize(area);
        let place = draw(area, &mut self.next);
        let lost = mem::take(&mut self.lost);
        if lost {
            self.shown = Buffer::empty(area);
            self.out.extend_from_slice(b"\x1b[?25l\x1b[m\x1b[r\x1b[2J");
            self.cursor = Cursor::default();
            self.seen = None;
        }
        let start = self.out.len();
        let (shown, next) = (mem::take(&mut self.shown), mem::take(&mut self.next));
        let before = self.cursor.clone();
        self.paint(&shown, &next);
        if !lost && self.out.len() - start > MUCH {
            for scroll in Scroll::find(&shown, &next, self.knows.margins) {
                self.or(start, &before, |painter| painter.move_text(&scroll, &shown, &next));
            }
        }
        self.shown = next;
        self.next = shown;
        self.place(place);
        if self.knows.synchronized && self.out.len() - start > SMALL {
            self.out.splice(start..start, *b"\x1b[?2026h");
            self.out.extend_from_slice(b"\x1b[?2026l");
        }
        &self.out
    }

    /// The frame was written.
    pub fn written(&mut self) {
        self.out.clear();
    }

    /// Makes every row equal: row by row, or in another order of their parts where that is fewer bytes.
    fn paint(&mut self, shown: &Buffer, next: &Buffer) {
        let (start, before) = (self.out.len(), self.cursor.clone());
        let parts = self.parts(shown, next);
        for part in &parts {
            self.part(part, shown, next);
        }
        if parts.len() > 2 {
            self.or(start, &before, |painter| {
                let mut route = Route::new(&parts);
                while let Some(part) = route.next(&painter.cursor) {
                    painter.part(part, shown, next);
                }
            });
        }
    }

    /// Does again what was done from the cursor `before` and from the byte `start` on, in another way, and keeps the way of
    /// fewer bytes.
    fn or(&mut self, start: usize, before: &Cursor, other: impl FnOnce(&mut Self)) {
        let done = self.out.split_off(start);
        let after = mem::replace(&mut self.cursor, before.clone());
        other(self);
        if self.out.len() - start >= done.len() {
            self.out.truncate(start);
            self.out.extend_from_slice(&done);
            self.cursor = after;
        }
    }

    /// Lets the terminal move a part of what it shows, and paints the rest.
    fn move_text(&mut self, scroll: &Scroll, shown: &Buffer, next: &Buffer) {
        // The rows that come in take the ground that is set.
        self.cursor.pen.set_ground(&mut self.out);
        if scroll.write(&mut self.cursor.region, &mut self.out) {
            (self.cursor.x, self.cursor.y) = (None, None);
        }
        let mut moved = shown.clone();
        scroll.apply(&mut moved);
        self.paint(&moved, next);
    }

    /// Puts the cursor in its place, shown or hidden.
    fn place(&mut self, place: Option<Position>) {
        match place {
            Some(Position { x, y }) => {
                self.go(x, y);
                if self.seen.is_none() {
                    self.out.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if self.seen.is_some() => self.out.extend_from_slice(b"\x1b[?25l"),
            None => {}
        }
        self.seen = place;
    }

    /// What is to be painted, in the order of reading.
    fn parts(&self, shown: &Buffer, next: &Buffer) -> Vec<Part> {
        let mut out = Vec::new();
        for y in 0..next.area.height {
            let (old, new) = (row_of(shown, y), row_of(next, y));
            if old != new {
                // A cluster of doubtful width may have put its ink, or taken it away, anywhere to its right.
                let doubtful = old.iter().zip(new).position(|(a, b)| self.is_doubtful(a) || self.is_doubtful(b));
                route::parts(y, old, new, doubtful, &mut out);
            }
        }
        out
    }

    /// Makes a part of a row equal.
    fn part(&mut self, part: &Part, shown: &Buffer, next: &Buffer) {
        let (y, old, new) = (part.y, row_of(shown, part.y), row_of(next, part.y));
        let width = new.len();
        let is_dirty = |x: usize| {
            part.columns.contains(&x)
                && (x >= part.stale || old.get(x).zip(new.get(x)).is_none_or(|(a, b)| !same(a, b)))
        };
        if part.stale < width {
            // What must go before it stands behind the new row's last cell: one erasing takes both.
            let from = (part.tail..part.stale).find(|x| is_dirty(*x)).unwrap_or(part.stale);
            self.go(from as u16, y);
            self.erase();
        }
        let mut x = part.columns.start;
        while x < part.tail.min(part.columns.end) {
            let Some(cell) = new.get(x) else { break };
            let span = if new.get(x + 1).is_some_and(|right| right.symbol().is_empty()) { 2 } else { 1 };
            if (x..x + span).any(is_dirty) {
                self.reach(x as u16, y, new);
                // Cells alike, up to the last that is dirty; those between are written again.
                let alike = new.iter().enumerate().skip(x).take_while(|(_, other)| same(cell, other));
                let last = alike.filter(|(at, _)| is_dirty(*at)).last().map_or(x, |(at, _)| at);
                let run = if span == 1 { last + 1 - x } else { 1 };
                let more = if (last + 1..width).any(is_dirty) { Behind::More } else { Behind::Nothing };
                let count = self.put_run(cell, (x as u16, span as u16, width as u16), (run, more));
                self.mop_up(cell.symbol(), ((x + count) as u16, y), width as u16);
                x += count;
            } else {
                x += span;
            }
        }
        if part.stale >= width
            && let Some(first) = (part.tail..width).find(|x| is_dirty(*x))
        {
            self.go(first as u16, y);
            self.erase();
        }
    }

    /// Whether the terminal may set this cell's cluster otherwise than it stands in the buffer.
    fn is_doubtful(&self, cell: &Cell) -> bool {
        let symbol = cell.symbol();
        symbol.len() > 1 && self.may_differ(symbol) && !self.is_padded(symbol)
    }

    /// Whether the cursor may stand elsewhere after this cluster than it should.
    fn may_differ(&self, symbol: &str) -> bool {
        match risk(symbol) {
            Risk::Certain => false,
            Risk::Ambiguous => self.knows.proved != Some(self.mode),
            Risk::Risky => true,
        }
    }

    /// Whether the cluster is set so that it is right in both kinds of terminal.
    fn is_padded(&self, symbol: &str) -> bool {
        self.mode == Mode::Safe && cells(symbol, Mode::Narrow) == 1 && cells(symbol, Mode::Wide) == 2
    }

    /// Writes a cluster, or `run` cells of it, the shortest way; how many cells that was.
    fn put_run(&mut self, cell: &Cell, (x, span, width): (u16, u16, u16), (run, behind): (usize, Behind)) -> usize {
        let length = cell.symbol().len();
        let digits = |n: usize| {
            if n < 10 {
                1
            } else if n < 100 {
                2
            } else {
                3
            }
        };
        if run > 1 && usize::from(x) + run < usize::from(width) && !self.is_doubtful(cell) {
            let repeated = length + 3 + digits(run - 1);
            // What is erased must be crossed to reach what stands behind it.
            let erased = 3 + digits(run) + if behind == Behind::More { 4 } else { 0 };
            let blank = is_blank(cell);
            let repeats = self.knows.repeats >= if length == 1 { Repeats::Ascii } else { Repeats::Any };
            if repeats && repeated < run * length && !(blank && erased < repeated) {
                self.put(cell, x, 1, width);
                let _ = write!(self.out, "\x1b[{}b", run - 1);
                self.cursor.x = Some(x + run as u16);
                return run;
            }
            if blank && erased < run {
                self.cursor.pen.set_ground(&mut self.out);
                let _ = write!(self.out, "\x1b[{run}X");
                return run;
            }
        }
        self.put(cell, x, span, width);
        usize::from(span)
    }

    /// Writes a cluster of `span` cells at the cursor's place `x`. What may have spilled over its cells is erased: all
    /// behind a doubtful cluster is painted again.
    fn put(&mut self, cell: &Cell, x: u16, span: u16, width: u16) {
        let symbol = cell.symbol();
        self.cursor.pen.take(cell, &mut self.out);
        let symbol = if symbol.is_empty() { " " } else { symbol };
        if symbol.len() > 1 && span == 2 && self.is_padded(symbol) {
            let _ = write!(self.out, "  \x1b[{}G{symbol}", x + 1);
            self.cursor.x = None;
            return;
        }
        // At the right edge nothing may spill: the first character stands for the cluster there.
        let spills = symbol.len() > 3 && x + cells_apart(symbol, self.mode).max(span) > width;
        let first = symbol.chars().next().map_or(0, char::len_utf8);
        let written = if spills { symbol.get(..first).unwrap_or(symbol) } else { symbol };
        self.out.extend_from_slice(written.as_bytes());
        let after = x + span;
        // At the right edge terminals differ in where the cursor stands.
        self.cursor.x = (after < width && !(symbol.len() > 1 && self.may_differ(symbol))).then_some(after);
    }

    /// Erases what a cluster may have set beyond its cells.
    fn mop_up(&mut self, symbol: &str, (after, y): (u16, u16), width: u16) {
        if symbol.len() > 3 && after < width && cells_apart(symbol, self.mode) > cells(symbol, self.mode) {
            self.go(after, y);
            self.erase();
        }
    }

    /// Erases from the cursor to the row's end; the cells become blanks of the terminal's own colours.
    fn erase(&mut self) {
        self.cursor.pen.set_ground(&mut self.out);
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Goes to `x`, over what stands between by writing it again where that is shorter.
    fn reach(&mut self, x: u16, y: u16, row: &[Cell]) {
        if self.cursor.y == Some(y)
            && let Some(from) = self.cursor.x.filter(|from| *from < x)
            && let Some(between) = row.get(usize::from(from)..usize::from(x))
            // A cursor that was put on a right half is in no place to write from.
            && between.first().is_some_and(|cell| !cell.symbol().is_empty())
        {
            let bytes: usize = between.iter().map(|cell| cell.symbol().len()).sum();
            let move_bytes = if x - from == 1 { 3 } else { 4 };
            let plain = |cell: &Cell| {
                let symbol = cell.symbol();
                let is_certain = symbol.len() <= 1 || (risk(symbol) == Risk::Certain && cells(symbol, self.mode) > 0);
                is_certain && self.cursor.pen.shows(cell)
            };
            if bytes <= move_bytes && between.iter().all(plain) {
                for cell in between {
                    self.out.extend_from_slice(cell.symbol().as_bytes());
                }
                self.cursor.x = Some(x);
                return;
            }
        }
        self.go(x, y);
    }

    /// Moves the cursor the shortest way.
    fn go(&mut self, x: u16, y: u16) {
        self.cursor.go(x, y, &mut self.out);
    }
}

/// The cells of a row.
fn row_of(screen: &Buffer, y: u16) -> &[Cell] {
    let width = usize::from(screen.area.width);
    screen.content.get(usize::from(y) * width..usize::from(y + 1) * width).unwrap_or_default()
}

#[cfg(test)]
mod tests;
