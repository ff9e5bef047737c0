//! Where the regions stand: a pure function of the size and of what is shown. Every drawing and every movement asks here,
//! so that both see the same screen.

use super::region::Region;

/// A rectangle in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pane {
    /// Column of the left edge.
    pub x: u16,
    /// Row of the upper edge.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Pane {
    /// Whether it has no cell.
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// Without its first `rows` rows.
    #[must_use]
    pub const fn below(self, rows: u16) -> Self {
        let taken = if rows < self.height { rows } else { self.height };
        Self { y: self.y + taken, height: self.height - taken, ..self }
    }

    /// Its first `rows` rows.
    #[must_use]
    pub const fn top(self, rows: u16) -> Self {
        Self { height: if rows < self.height { rows } else { self.height }, ..self }
    }
}

/// How many regions stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Shelf, speeches and text in three columns.
    Three,
    /// Shelf over speeches, the text at the right.
    Two,
    /// One region, the path to it on the top row.
    One,
    /// The text alone.
    Alone,
}

/// The places of the regions on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The layout.
    pub shape: Shape,
    /// The shelf with its head row; empty where it is not shown.
    pub shelf: Pane,
    /// The speeches with their head row.
    pub speeches: Pane,
    /// The text.
    pub text: Pane,
    /// The path to the one region that is shown.
    pub path: Pane,
    /// The last row.
    pub status: Pane,
    /// Columns of the separators.
    pub separators: [Option<u16>; 2],
}

/// What the text is set in: the margin at its left, its measure and the gutter for a hanging mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// First cell of the margin.
    pub x: u16,
    /// Cells of the margin.
    pub margin: u16,
    /// Cells of a row of text.
    pub measure: u16,
    /// Cells that a hanging mark may use beyond the measure.
    pub gutter: u16,
}

impl Frame {
    /// The frame of a screen of `size` (columns, rows) with this region in focus. `alone`: the text is zoomed.
    pub fn new(size: (u16, u16), focus: Region, shape: Zoom) -> Self {
        let (cols, rows) = size;
        let status_rows = u16::from(rows >= 2);
        let full = Pane { x: 0, y: 0, width: cols, height: rows - status_rows };
        let status = Pane { x: 0, y: rows - status_rows, width: cols, height: status_rows };
        let none = Pane::default();
        let mut frame = Self {
            size,
            shape: Shape::Alone,
            shelf: none,
            speeches: none,
            text: full,
            path: none,
            status,
            separators: [None; 2],
        };
        if shape == Zoom::Alone {
            return frame;
        }
        if cols < 60 || rows < 16 {
            frame.shape = Shape::One;
            frame.path = if rows >= 6 { full.top(1) } else { none };
            let region = full.below(frame.path.height);
            frame.text = none;
            match focus {
                Region::Shelf => frame.shelf = region,
                Region::Speeches => frame.speeches = region,
                Region::Text => frame.text = region,
            }
        } else if cols < 120 {
            frame.shape = Shape::Two;
            let left = cols * 36 / 100;
            let upper = full.height * 55 / 100;
            let column = Pane { width: left, ..full };
            frame.shelf = column.top(upper);
            frame.speeches = column.below(upper);
            frame.separators[0] = Some(left);
            frame.text = Pane { x: left + 1, width: cols - left - 1, ..full };
        } else {
            frame.shape = Shape::Three;
            let shelf = (cols * 26 / 100).min(48);
            let speeches = (cols * 26 / 100).min(44);
            frame.shelf = Pane { width: shelf, ..full };
            frame.separators = [Some(shelf), Some(shelf + 1 + speeches)];
            frame.speeches = Pane { x: shelf + 1, width: speeches, ..full };
            let x = shelf + speeches + 2;
            frame.text = Pane { x, width: cols - x, ..full };
        }
        frame
    }

    /// The column that the text is set in, for a measure of at most `most` cells.
    pub fn column(&self, most: u16) -> Column {
        let width = self.text.width;
        let margin = if width >= 24 { 3 } else { u16::from(width >= 8) };
        let gutter = if width >= 12 { 2 } else { 0 };
        let measure = width.saturating_sub(margin + gutter).min(most).max(1);
        let slack = width.saturating_sub(margin + measure + gutter);
        let x = self.text.x + if self.shape == Shape::Alone { slack / 2 } else { 0 };
        Column { x, margin, measure, gutter }
    }
}

/// Whether the text stands alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// All regions that fit.
    #[default]
    Panes,
    /// The text alone.
    Alone,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_fill_the_screen_and_never_leave_it() {
        for cols in 0..140 {
            for rows in 0..40 {
                for focus in [Region::Shelf, Region::Speeches, Region::Text] {
                    for zoom in [Zoom::Panes, Zoom::Alone] {
                        let frame = Frame::new((cols, rows), focus, zoom);
                        let panes = [frame.shelf, frame.speeches, frame.text, frame.path, frame.status];
                        for pane in panes {
                            assert!(pane.x + pane.width <= cols && pane.y + pane.height <= rows, "{frame:?}");
                        }
                        let area: u32 = panes.iter().map(|p| u32::from(p.width) * u32::from(p.height)).sum();
                        let lines = frame.separators.iter().flatten().count() as u32 * u32::from(frame.text.height);
                        assert_eq!(area + lines, u32::from(cols) * u32::from(rows), "{frame:?}");
                        let column = frame.column(84);
                        if frame.text.width > 0 {
                            assert!(column.x + column.margin + column.measure + column.gutter <= cols, "{column:?}");
                        }
                    }
                }
            }
        }
    }
}
