//! Text that moved: which part of the screen stands as it stood, some rows higher or lower. The terminal can move it
//! itself, in a few bytes, between scroll margins.

use std::hash::{Hash as _, Hasher};
use std::io::Write as _;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

use super::pen::Look;

/// Rows of a part of the screen that move, all by the same number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scroll {
    /// Rows of the region.
    rows: Range<u16>,
    /// Columns of the region.
    columns: Range<u16>,
    /// Rows by which the text moves up; below 0: down.
    up: i32,
    /// Whether the region is less than the whole width.
    within: bool,
}

/// Fewer rows that stay than this are painted anew.
const LEAST: usize = 3;

impl Scroll {
    /// Ways to make `new` of `old` by moving text: over the whole width, by what moved there or in the columns that
    /// changed, and, with `margins`, within these columns. Which is the cheapest, the bytes tell.
    pub fn find(old: &Buffer, new: &Buffer, margins: bool) -> Vec<Self> {
        let (width, height) = (new.area.width, new.area.height);
        let mut out: Vec<Self> = best(old, new, 0..width).into_iter().collect();
        if height <= 2 {
            return out;
        }
        // The status row and the head of the panes change with the text, but do not move with it.
        let changed = changed_columns(old, new, 1..height - 1);
        if changed.is_empty() || (changed.start == 0 && changed.end == width) {
            return out;
        }
        let Some(scroll) = best(old, new, changed) else { return out };
        // What stands beside it and moves along is painted again.
        let whole = Self { columns: 0..width, within: false, ..scroll.clone() };
        if !out.contains(&whole) {
            out.push(whole);
        }
        if margins && scroll.is_clean(old) && scroll.is_clean(new) {
            out.push(scroll);
        }
        out
    }

    /// No wide character stands across an edge of the columns.
    fn is_clean(&self, screen: &Buffer) -> bool {
        let cut = |x: u16, y: u16| screen.cell((x, y)).is_some_and(|cell| cell.symbol().is_empty());
        self.rows.clone().all(|y| !cut(self.columns.start, y) && !cut(self.columns.end, y))
    }

    /// The bytes that make the terminal move the region. `set`: the rows between which the terminal scrolls, which stay
    /// set after it. Whether the cursor moved: setting margins
    /// takes it to the first cell of the screen, or of the region.
    pub fn write(&self, set: &mut Option<Range<u16>>, out: &mut Vec<u8>) -> bool {
        let start = out.len();
        if self.within {
            let _ = write!(out, "\x1b[?69h\x1b[{};{}s", self.columns.start + 1, self.columns.end);
        }
        if set.as_ref() != Some(&self.rows) {
            let _ = match self.rows.start {
                0 => write!(out, "\x1b[;{}r", self.rows.end),
                top => write!(out, "\x1b[{};{}r", top + 1, self.rows.end),
            };
            *set = Some(self.rows.clone());
        }
        let moved = out.len() > start;
        let way = if self.up > 0 { 'S' } else { 'T' };
        let _ = match self.up.unsigned_abs() {
            1 => write!(out, "\x1b[{way}"),
            count => write!(out, "\x1b[{count}{way}"),
        };
        if self.within {
            out.extend_from_slice(b"\x1b[?69l");
        }
        moved
    }

    /// Moves the region of a model of the screen; what comes in is blank. Beside the region nobody knows what stands of a
    /// wide character across its edge: xterm blanks some.
    pub fn apply(&self, screen: &mut Buffer) {
        if self.within {
            for y in (0..screen.area.height).filter(|y| !self.rows.contains(y)) {
                for x in [self.columns.start, self.columns.end] {
                    let is_cut = screen.cell((x, y)).is_some_and(|cell| cell.symbol().is_empty());
                    if is_cut && x > 0 {
                        screen[(x - 1, y)].set_symbol("\u{fffd}");
                        screen[(x, y)].set_symbol("\u{fffd}");
                    }
                }
            }
        }
        let rows = |rev: bool| -> Box<dyn Iterator<Item = u16>> {
            if rev { Box::new(self.rows.clone().rev()) } else { Box::new(self.rows.clone()) }
        };
        for y in rows(self.up < 0) {
            let from = u16::try_from(i32::from(y) + self.up).ok().filter(|from| self.rows.contains(from));
            for x in self.columns.clone() {
                let moved = from.and_then(|from| screen.cell((x, from)).cloned()).unwrap_or_default();
                if let Some(cell) = screen.cell_mut((x, y)) {
                    *cell = moved;
                }
            }
        }
    }
}

/// The columns in which these rows of two screens differ.
fn changed_columns(old: &Buffer, new: &Buffer, rows: Range<u16>) -> Range<u16> {
    let mut span = new.area.width..0;
    for y in rows {
        let differs = |x: &u16| old.cell((*x, y)) != new.cell((*x, y));
        if let (Some(first), Some(last)) = ((0..new.area.width).find(differs), (0..new.area.width).rev().find(differs))
        {
            span = span.start.min(first)..span.end.max(last + 1);
        }
    }
    if span.start < span.end { span } else { 0..0 }
}

/// A hash that costs little. Where two rows have the same by chance, text is moved that need not be; what is painted after
/// it is right all the same.
#[derive(Default)]
struct Quick(u64);

impl Quick {
    fn take(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.take(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.take(byte.into());
    }

    fn write_u16(&mut self, word: u16) {
        self.take(word.into());
    }

    fn write_isize(&mut self, word: isize) {
        self.take(word.cast_unsigned() as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// What a row shows in these columns; None where it is blank.
fn print(screen: &Buffer, y: u16, columns: &Range<u16>) -> Option<u64> {
    let cells = || columns.clone().filter_map(|x| screen.cell((x, y)));
    if cells().all(|cell: &Cell| cell.symbol() == " ") {
        return None;
    }
    let mut hash = Quick::default();
    for cell in cells() {
        let look = Look::of(cell);
        (cell.symbol(), look).hash(&mut hash);
    }
    Some(hash.finish())
}

/// The move that brings most rows to where they belong.
fn best(old: &Buffer, new: &Buffer, columns: Range<u16>) -> Option<Scroll> {
    let height = new.area.height;
    let prints = |screen: &Buffer| (0..height).map(|y| print(screen, y, &columns)).collect::<Vec<_>>();
    let (before, after) = (prints(old), prints(new));
    let within = columns.len() < usize::from(new.area.width);
    let mut found: Option<(usize, Scroll)> = None;
    for by in (1 - i32::from(height)..i32::from(height)).filter(|by| *by != 0) {
        let at = |y: usize| usize::try_from(y as i64 + i64::from(by)).ok().and_then(|from| before.get(from)).copied();
        let stays = |y: usize| after.get(y).copied().flatten().is_some_and(|print| at(y).flatten() == Some(print));
        // Rows that were right where they are and would be moved away count against it.
        let rows: Vec<usize> = (0..after.len()).filter(|y| stays(*y)).collect();
        let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { continue };
        let lost = (first..=last).filter(|y| after.get(*y) == before.get(*y) && !stays(*y)).count();
        let gain = rows.len().saturating_sub(lost);
        if gain < LEAST || found.as_ref().is_some_and(|(most, _)| *most >= gain) {
            continue;
        }
        let count = by.unsigned_abs() as usize;
        let region = if by > 0 { first..last + 1 + count } else { first - count..last + 1 };
        let rows = region.start as u16..region.end as u16;
        found = Some((gain, Scroll { rows, columns: columns.clone(), up: by, within }));
    }
    found.map(|(_, scroll)| scroll)
}
