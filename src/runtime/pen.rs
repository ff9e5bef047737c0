//! What the terminal writes with: colours and modifiers, and the fewest bytes (SGR) from one to the next.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What can be seen of a cell's style. Of a blank neither its ink's colour nor its weight can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    ink: Color,
    ground: Color,
    modifier: Modifier,
}

impl Look {
    /// The look of a cell.
    pub fn of(cell: &Cell) -> Self {
        if cell.symbol() != " " {
            return Self { ink: cell.fg, ground: cell.bg, modifier: cell.modifier };
        }
        Self { ink: cell.fg, ground: cell.bg, modifier: cell.modifier }.of_blank()
    }

    /// Bytes that change from this look to another.
    pub fn cost(self, to: Self) -> usize {
        let mut out = Vec::with_capacity(24);
        Pen { now: self }.set(to, &mut out);
        out.len()
    }

    /// What can be seen of it where a blank is written.
    #[must_use]
    pub fn of_blank(self) -> Self {
        let modifier = self.modifier & SEEN;
        Self { ink: if modifier.is_empty() { Color::Reset } else { self.ink }, ground: self.ground, modifier }
    }
}

/// Modifiers that can be seen of a blank.
const SEEN: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// What the terminal writes with now.
#[derive(Clone, Debug, Default)]
pub struct Pen {
    now: Look,
}

/// A modifier, the number that sets it and the number that ends it.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// What it writes with.
    pub fn look(&self) -> Look {
        self.now
    }

    /// Whether this cell needs no change: of a blank the ink cannot be seen.
    pub fn shows(&self, cell: &Cell) -> bool {
        let look = Look::of(cell);
        self.now == look || (cell.symbol() == " " && look == self.now.of_blank())
    }

    /// Takes the look of a cell; of a blank only what can be seen of it.
    pub fn take(&mut self, cell: &Cell, out: &mut Vec<u8>) {
        if self.shows(cell) {
            return;
        }
        let look = Look::of(cell);
        if cell.symbol() != " " || look == Look::default() || !look.modifier.is_empty() {
            self.set(look, out);
        } else {
            // The ink stays for what comes behind the blank.
            self.set(Look { ink: self.now.ink, modifier: self.now.modifier - SEEN, ..look }, out);
        }
    }

    /// Takes this look.
    pub fn set(&mut self, look: Look, out: &mut Vec<u8>) {
        if self.now == look {
            return;
        }
        let mut step = Vec::with_capacity(24);
        changes(self.now, look, &mut step);
        let mut anew = b"0;".to_vec();
        changes(Look::default(), look, &mut anew);
        if look == Look::default() {
            anew.clear();
        }
        let shorter = if anew.len() <= step.len() { &anew } else { &step };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.strip_suffix(b";").unwrap_or(shorter));
        out.push(b'm');
        self.now = look;
    }

    /// Takes the terminal's own ground, so that erasing leaves blanks of it.
    pub fn set_ground(&mut self, out: &mut Vec<u8>) {
        // Some terminals erase with reversed colours or an underline where those are set.
        if self.now.ground != Color::Reset || self.now.modifier.intersects(SEEN) {
            self.set(Look::default(), out);
        }
    }
}

/// Whether two cells show the same.
pub fn same(a: &Cell, b: &Cell) -> bool {
    let symbol = a.symbol();
    symbol == b.symbol() && (symbol.is_empty() || Look::of(a) == Look::of(b))
}

/// Whether erasing makes this cell.
pub fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::of(cell) == Look::default()
}

/// The numbers from one look to another, each followed by a semicolon.
fn changes(from: Look, to: Look, out: &mut Vec<u8>) {
    let ended = from.modifier - to.modifier;
    let mut begun = to.modifier - from.modifier;
    let mut last = 0;
    for (modifier, _, end) in MODIFIERS {
        if ended.contains(modifier) && end != last {
            let _ = write!(out, "{end};");
            last = end;
            // One number ends two modifiers: the other must be set anew.
            for (other, _, same_end) in MODIFIERS {
                if same_end == end && to.modifier.contains(other) {
                    begun |= other;
                }
            }
        }
    }
    for (modifier, start, _) in MODIFIERS {
        if begun.contains(modifier) {
            let _ = write!(out, "{start};");
        }
    }
    if from.ink != to.ink {
        colour(to.ink, 30, out);
    }
    if from.ground != to.ground {
        colour(to.ground, 40, out);
    }
}

/// The numbers of a colour; `base` is 30 for ink and 40 for ground.
fn colour(colour: Color, base: u8, out: &mut Vec<u8>) {
    let palette = match colour {
        Color::Reset => {
            let _ = write!(out, "{};", base + 9);
            return;
        }
        Color::Rgb(r, g, b) => {
            let _ = write!(out, "{};2;{r};{g};{b};", base + 8);
            return;
        }
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) => index,
    };
    let _ = match palette {
        0..=7 => write!(out, "{};", base + palette),
        8..=15 => write!(out, "{};", base + 60 + palette - 8),
        _ => write!(out, "{};5;{palette};", base + 8),
    };
}
