//! Clusters into cells. The only place that writes symbols: whatever a text holds, a cluster of two cells stands in two
//! cells, and what must not reach a terminal is shown as a picture.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::app::frame::Pane;
use crate::app::state::Width;
use crate::text::clusters::clusters;
use crate::text::sanitise;
use crate::text::width::{self, Mode, Placed};

use super::glyphs::Glyphs;
use super::theme::Theme;

/// Draws into a buffer.
pub struct Pen<'a> {
    buf: &'a mut Buffer,
    area: Rect,
    /// How ambiguous characters are set.
    pub mode: Mode,
    /// The signs of the chrome.
    pub glyphs: Glyphs,
    /// The styles.
    pub theme: &'a Theme,
}

impl<'a> Pen<'a> {
    /// A pen for an area of a buffer.
    pub fn new(buf: &'a mut Buffer, area: Rect, width: Width, theme: &'a Theme) -> Self {
        let area = area.intersection(buf.area);
        Self { buf, area, mode: width.mode, glyphs: Glyphs::of(width), theme }
    }

    /// Columns and rows of the area.
    pub fn size(&self) -> (u16, u16) {
        (self.area.width, self.area.height)
    }

    /// Blanks the whole area.
    pub fn clear(&mut self) {
        if self.area == self.buf.area {
            self.buf.reset();
            return;
        }
        let (width, height) = self.size();
        self.fill(Pane { x: 0, y: 0, width, height }, Style::default());
    }

    /// Blanks a pane in a style; halves of characters that it cuts are blanked too.
    pub fn fill(&mut self, pane: Pane, style: Style) {
        for y in pane.y..(pane.y + pane.height).min(self.area.height) {
            for x in pane.x..(pane.x + pane.width).min(self.area.width) {
                self.set(x, y, " ", 1, style);
            }
        }
    }

    /// Lays a style over cells, their symbols kept.
    pub fn restyle(&mut self, pane: Pane, style: Style) {
        for y in pane.y..(pane.y + pane.height).min(self.area.height) {
            for x in pane.x..(pane.x + pane.width).min(self.area.width) {
                self.buf[(self.area.x + x, self.area.y + y)].set_style(style);
            }
        }
    }

    /// Width of a text in cells, as [`Self::put`] sets it.
    pub fn cells(&self, text: &str) -> u16 {
        u16::try_from(width::placed(text, self.mode).map(|placed| shown_cells(&placed, self.mode)).sum::<usize>())
            .unwrap_or(u16::MAX)
    }

    /// Sets a text from a cell on, in at most `most` cells; how many it took. A cluster that does not fit whole is left out.
    pub fn put(&mut self, x: u16, y: u16, most: u16, text: &str, style: Style) -> u16 {
        self.put_styled(x, y, most, text, |_| style)
    }

    /// The same with a style for each char index.
    pub fn put_styled(&mut self, x: u16, y: u16, most: u16, text: &str, style: impl Fn(usize) -> Style) -> u16 {
        let most = most.min(self.area.width.saturating_sub(x));
        if y >= self.area.height {
            return 0;
        }
        let (mut used, mut char) = (0, 0);
        for placed in width::placed(text, self.mode) {
            let style = style(char);
            char += placed.cluster.chars().count();
            let mut picture = [0; 4];
            let cluster = shown(&placed, &mut picture);
            let wanted: u16 = clusters(cluster).map(|(_, c)| width::cells(c, self.mode)).sum();
            if used + wanted > most {
                break;
            }
            for (_, part) in clusters(cluster) {
                let cells = width::cells(part, self.mode);
                if cells == 0 {
                    if used > 0 && !part.chars().all(sanitise::is_dropped) {
                        self.join(x + used - 1, y, part);
                    }
                } else {
                    self.set(x + used, y, part, cells, style);
                    used += cells;
                }
            }
        }
        used
    }

    /// Sets the parts of a text, two blanks between them, as many from the first on as fit whole. How many cells it took.
    pub fn put_parts(&mut self, x: u16, y: u16, most: u16, text: &str, style: Style) -> u16 {
        let ends = text.match_indices("  ").map(|(at, _)| at).chain([text.len()]);
        let fitting = ends.filter_map(|end| text.get(..end)).take_while(|text| self.cells(text) <= most).last();
        self.put(x, y, most, fitting.unwrap_or(""), style)
    }

    /// Sets a text, with an ellipsis where it does not fit; matched chars in the style of hits. How many cells it took.
    pub fn put_fitting(&mut self, x: u16, y: u16, most: u16, text: &str, style: Style, hits: &[usize]) -> u16 {
        let hit = style.patch(self.theme.hit());
        let styled = |char: usize| if hits.binary_search(&char).is_ok() { hit } else { style };
        if self.cells(text) <= most {
            return self.put_styled(x, y, most, text, styled);
        }
        let used = self.put_styled(x, y, most.saturating_sub(1), text, styled);
        let ellipsis = self.glyphs.ellipsis;
        used + self.put(x + used, y, most - used, ellipsis, style)
    }

    fn set(&mut self, x: u16, y: u16, symbol: &str, cells: u16, mut style: Style) {
        if style.add_modifier.contains(Modifier::REVERSED) {
            // An ink that is reversed becomes a ground: a row of several inks would be one of patches.
            style = style.fg(Color::Reset).remove_modifier(Modifier::DIM);
        }
        if x + cells > self.area.width || y >= self.area.height {
            return;
        }
        let (left, top) = (self.area.x, self.area.y);
        // What stood here loses its other half with it.
        if self.buf[(left + x, top + y)].symbol().is_empty() && x > 0 {
            self.buf[(left + x - 1, top + y)].set_symbol(" ");
        }
        let after = x + cells;
        if after < self.area.width && self.buf[(left + after, top + y)].symbol().is_empty() {
            self.buf[(left + after, top + y)].set_symbol(" ");
        }
        let cell = &mut self.buf[(left + x, top + y)];
        cell.reset();
        cell.set_symbol(symbol).set_style(style);
        if cells == 2 {
            let half = &mut self.buf[(left + x + 1, top + y)];
            half.reset();
            half.set_symbol("").set_style(style);
        }
    }

    fn join(&mut self, x: u16, y: u16, mark: &str) {
        let (left, top) = (self.area.x, self.area.y);
        let x = if self.buf[(left + x, top + y)].symbol().is_empty() && x > 0 { x - 1 } else { x };
        let cell = &mut self.buf[(left + x, top + y)];
        let joined = format!("{}{mark}", cell.symbol());
        cell.set_symbol(&joined);
    }

    /// The last pass: nothing wide in the last column, no half without its other half.
    pub fn finish(&mut self) {
        let (left, top) = (self.area.x, self.area.y);
        for y in 0..self.area.height {
            for x in 0..self.area.width {
                let is_half = self.buf[(left + x, top + y)].symbol().is_empty();
                if is_half && (x == 0 || self.buf[(left + x - 1, top + y)].symbol().is_empty()) {
                    self.buf[(left + x, top + y)].set_symbol(" ");
                }
            }
        }
    }
}

/// What is painted for a cluster: a picture for what must not be painted, a stand-in in the replace mode.
fn shown<'b>(placed: &Placed<'b>, picture: &'b mut [u8; 4]) -> &'b str {
    match placed.cluster.chars().next().and_then(sanitise::picture) {
        Some(c) => c.encode_utf8(picture),
        None => placed.shown,
    }
}

fn shown_cells(placed: &Placed, mode: Mode) -> usize {
    let mut picture = [0; 4];
    let shown = shown(placed, &mut picture);
    clusters(shown).map(|(_, part)| usize::from(width::cells(part, mode))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: u16, text: &str, expected: &[&str]) {
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        let theme = Theme::default();
        let wide = Width { mode: Mode::Narrow, confirmed: true };
        Pen::new(&mut buf, area, wide, &theme).put_fitting(0, 0, width, text, Style::default(), &[]);
        let cells: Vec<&str> = (0..width).map(|x| buf[(x, 0)].symbol()).collect();
        assert_eq!(cells, expected, "{text:?} at {width}");
    }

    #[test]
    fn no_half_character_ever() {
        check(4, "长三", &["长", "", "三", ""]);
        check(3, "长三", &["长", "", "…"]);
        check(2, "长三", &["…", " "]);
        check(4, "a长三b", &["a", "长", "", "…"]);
        check(3, "a\u{1b}b", &["a", "␛", "b"]);
    }

    #[test]
    fn a_popup_over_half_a_character_keeps_its_border() {
        let area = Rect::new(0, 0, 6, 1);
        let mut buf = Buffer::empty(area);
        let theme = Theme::default();
        let mut pen = Pen::new(&mut buf, area, Width { mode: Mode::Narrow, confirmed: true }, &theme);
        pen.put(0, 0, 6, "中文字", Style::default());
        pen.fill(Pane { x: 1, y: 0, width: 2, height: 1 }, Style::default());
        pen.put(1, 0, 1, "|", Style::default());
        pen.finish();
        let cells: Vec<&str> = (0..6).map(|x| buf[(x, 0)].symbol()).collect();
        assert_eq!(cells, [" ", "|", " ", " ", "字", ""]);
    }
}
