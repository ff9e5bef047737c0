//! The signs of the chrome. Box drawing and most blocks are of ambiguous width: unless the terminal is known to set them
//! in one cell, signs of certain width stand in their place.

use crate::app::state::Width;
use crate::text::width::Mode;

/// The signs.
#[derive(Clone, Copy, Debug)]
pub struct Glyphs {
    /// Between regions.
    pub separator: &'static str,
    /// Before the selected row.
    pub selected: &'static str,
    /// Along the paragraphs of a voice.
    pub bar: &'static str,
    /// Where something was cut.
    pub ellipsis: &'static str,
    /// The paragraph that is read.
    pub here: &'static str,
    /// A finding.
    pub finding: &'static str,
    /// Between the parts of a path.
    pub path: &'static str,
    /// A popup's edge: across, down, and the corners from the upper left clockwise.
    pub edge: (&'static str, &'static str, [&'static str; 4]),
}

impl Glyphs {
    /// The signs for a width mode. All of them take one cell.
    pub const fn of(width: Width) -> Self {
        let certain = Self {
            separator: "|",
            selected: "▐",
            bar: "▐",
            ellipsis: "⋯",
            here: "»",
            finding: "!",
            path: "›",
            edge: ("-", "|", ["+"; 4]),
        };
        match width {
            Width { mode: Mode::Narrow, confirmed: true } => {
                let edge = ("─", "│", ["╭", "╮", "╯", "╰"]);
                Self { separator: "│", selected: "▌", bar: "▎", ellipsis: "…", edge, ..certain }
            }
            _ => certain,
        }
    }
}
