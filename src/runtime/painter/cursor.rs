//! Where the terminal's cursor stands, and the shortest way for it to go elsewhere.

use std::io::Write as _;
use std::ops::Range;

use crate::runtime::pen::Pen;

/// Where the terminal's cursor stands, what it writes with and where it scrolls; None: unknown.
#[derive(Clone, Debug, Default)]
pub(super) struct Cursor {
    pub(super) x: Option<u16>,
    pub(super) y: Option<u16>,
    pub(super) pen: Pen,
    /// The rows between which the terminal scrolls; None: all.
    pub(super) region: Option<Range<u16>>,
}

/// A way of the cursor within its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Across {
    Stay,
    Return,
    Back(u16),
    Left(u16),
    Right(u16),
    Column(u16),
}

/// A way of the cursor to another row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Down {
    Stay,
    Feed,
    Row(u16),
}

/// A way of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Relative(Down, Across),
    /// Column and row, from 0.
    Absolute(u16, u16),
}

/// Digits of a number that may be left out where it is 1.
const fn digits(n: u16) -> usize {
    match n {
        0..=1 => 0,
        2..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        _ => 5,
    }
}

impl Across {
    const fn len(self) -> usize {
        match self {
            Self::Stay => 0,
            Self::Return => 1,
            Self::Back(n) => n as usize,
            Self::Left(n) | Self::Right(n) => 3 + digits(n),
            Self::Column(x) => 3 + digits(x + 1),
        }
    }
}

impl Way {
    const fn len(self) -> usize {
        match self {
            Self::Relative(down, across) => {
                let down = match down {
                    Down::Stay => 0,
                    Down::Feed => 1,
                    Down::Row(y) => 3 + digits(y + 1),
                };
                down + across.len()
            }
            Self::Absolute(0, y) => 3 + digits(y + 1),
            Self::Absolute(x, y) => 4 + digits(y + 1) + digits(x + 1),
        }
    }
}

impl Cursor {
    /// Bytes that take it to a cell.
    pub(super) fn distance(&self, x: u16, y: u16) -> usize {
        self.way(x, y).len()
    }

    /// Takes it to a cell by the fewest bytes; none where it stands there.
    pub(super) fn go(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        let sequence = |out: &mut Vec<u8>, n: u16, end: char| {
            let _ = if n > 1 { write!(out, "\x1b[{n}{end}") } else { write!(out, "\x1b[{end}") };
        };
        match self.way(x, y) {
            Way::Relative(down, across) => {
                match down {
                    Down::Stay => {}
                    Down::Feed => out.push(b'\n'),
                    Down::Row(y) => sequence(out, y + 1, 'd'),
                }
                match across {
                    Across::Stay => {}
                    Across::Return => out.push(b'\r'),
                    Across::Back(n) => out.resize(out.len() + usize::from(n), b'\x08'),
                    Across::Left(n) => sequence(out, n, 'D'),
                    Across::Right(n) => sequence(out, n, 'C'),
                    Across::Column(x) => sequence(out, x + 1, 'G'),
                }
            }
            Way::Absolute(0, y) => sequence(out, y + 1, 'H'),
            Way::Absolute(x, 0) => {
                let _ = write!(out, "\x1b[;{}H", x + 1);
            }
            Way::Absolute(x, y) => {
                let _ = write!(out, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
        (self.x, self.y) = (Some(x), Some(y));
    }

    /// The way of the fewest bytes.
    fn way(&self, x: u16, y: u16) -> Way {
        let absolute = Way::Absolute(x, y);
        // Not in the last row of a region: there a line feed would scroll it.
        let feeds = y > 0 && self.y == Some(y - 1) && self.region.as_ref().is_none_or(|region| region.end != y);
        let down = if self.y == Some(y) {
            Down::Stay
        } else if feeds {
            Down::Feed
        } else if self.x.is_some() {
            // Absolute: a relative way would end at the margins of a region.
            Down::Row(y)
        } else {
            return absolute;
        };
        let relative = Way::Relative(down, self.across(x));
        if relative.len() <= absolute.len() { relative } else { absolute }
    }

    /// The way of the fewest bytes to a column of its row.
    fn across(&self, x: u16) -> Across {
        let best = if x == 0 { Across::Return } else { Across::Column(x) };
        let Some(from) = self.x else { return best };
        let relative = match from.abs_diff(x) {
            0 => Across::Stay,
            n @ 1..4 if from > x => Across::Back(n),
            n if from > x => Across::Left(n),
            n => Across::Right(n),
        };
        if relative.len() < best.len() { relative } else { best }
    }
}
