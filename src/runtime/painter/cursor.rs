//! Where the terminal's cursor stands, and the shortest way for it to go elsewhere.

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

impl Cursor {
    /// The fewest bytes that take it to a cell; none where it stands there.
    pub(super) fn way(&self, x: u16, y: u16) -> Vec<u8> {
        if self.x == Some(x) && self.y == Some(y) {
            return Vec::new();
        }
        let mut best = match (x, y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, y) => format!("\x1b[{}H", y + 1),
            (x, 0) => format!("\x1b[;{}H", x + 1),
            (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        // Not in the last row of a region: there a line feed would scroll it.
        let feeds = y > 0 && self.y == Some(y - 1) && self.region.as_ref().is_none_or(|region| region.end != y);
        let down = if self.y == Some(y) {
            Some(String::new())
        } else if feeds {
            Some("\n".to_owned())
        } else if self.x.is_some() {
            // Absolute: a relative way would end at the margins of a region.
            Some(if y == 0 { "\x1b[d".to_owned() } else { format!("\x1b[{}d", y + 1) })
        } else {
            None
        };
        if let Some(down) = down {
            let relative = down + &self.across(x);
            if relative.len() < best.len() {
                best = relative;
            }
        }
        best.into_bytes()
    }

    /// The fewest bytes that take it to a column of its row.
    fn across(&self, x: u16) -> String {
        let mut best = if x == 0 { "\r".to_owned() } else { format!("\x1b[{}G", x + 1) };
        if let Some(from) = self.x {
            let relative = match from.abs_diff(x) {
                0 => String::new(),
                n @ 1..4 if from > x => "\x08".repeat(usize::from(n)),
                1 => "\x1b[C".to_owned(),
                n if from > x => format!("\x1b[{n}D"),
                n => format!("\x1b[{n}C"),
            };
            if relative.len() < best.len() {
                best = relative;
            }
        }
        best
    }
}
