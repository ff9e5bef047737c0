//! Where one reads in a flow. The text scrolls under a reading row, the *eye*, in the upper third of the pane; the block
//! there is *here*. Only at the ends of the text the eye leaves its row. The place is a spot in the text, so that it
//! survives a resize; rows are laid out where they are asked for and remembered.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::config;
use crate::layout::columns::{Overflow, Parts};
use crate::layout::{self, Hang, Options, Row, Strictness, Style};
use crate::model::Role;
use crate::text::width::Mode;

use super::flow::{Flow, Kind};
use super::tables::{Line, Measure, Tables};

/// How a flow is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Cells of a row of text.
    pub measure: u16,
    /// Rows of the pane.
    pub height: u16,
    /// Cells beyond the measure for a hanging mark.
    pub gutter: u16,
    /// How ambiguous characters are set.
    pub mode: Mode,
    /// The rules of row starts and ends.
    pub strictness: Strictness,
    /// Where the cells of tables may stand that do not fit.
    pub overflow: Overflow,
}

/// The rules that a setting of the configuration stands for.
pub const fn strictness(setting: config::Strictness) -> Strictness {
    match setting {
        config::Strictness::Strict => Strictness::Strict,
        config::Strictness::Normal => Strictness::Normal,
        config::Strictness::Loose => Strictness::Loose,
    }
}

/// One row of a flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Index of the block.
    pub block: usize,
    /// Index of the row within it.
    pub row: usize,
}

/// A place in a flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Index of the block.
    pub block: usize,
    /// Byte within the block's text.
    pub byte: usize,
}

/// A flow and the place in it.
pub struct View {
    flow: Flow,
    setting: Setting,
    here: Spot,
    /// Rows between the top of the pane and the row of `here`.
    eye: u16,
    /// The spot and its row before the flow was first set otherwise; the last motion forgets it. So what was narrowed
    /// and widened again stands as it stood.
    anchor: Option<(Spot, u16)>,
    memo: RefCell<HashMap<usize, Rc<[Row]>>>,
    tables: Tables,
}

impl Default for View {
    fn default() -> Self {
        let setting = Setting {
            measure: 40,
            height: 20,
            gutter: 2,
            mode: Mode::Narrow,
            strictness: Strictness::Strict,
            overflow: Overflow::Beside,
        };
        Self::new(Flow::default(), setting)
    }
}

impl View {
    /// A view of a flow, at its start.
    pub fn new(flow: Flow, setting: Setting) -> Self {
        let mut view = Self {
            flow,
            setting,
            here: Spot::default(),
            eye: 0,
            anchor: None,
            memo: RefCell::default(),
            tables: Tables::default(),
        };
        view.to_start();
        view
    }

    /// The flow.
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// How it is set.
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// The place that is read.
    pub fn here(&self) -> Spot {
        self.here
    }

    /// Rows between the top of the pane and the row that is read.
    pub fn eye(&self) -> u16 {
        self.eye
    }

    /// Sets the flow otherwise; the block under the eye keeps its row.
    pub fn set(&mut self, setting: Setting) {
        if self.setting == setting {
            return;
        }
        if (Setting { height: setting.height, ..self.setting }) != setting {
            self.memo.borrow_mut().clear();
            self.tables.clear();
        }
        self.setting = setting;
        let (spot, eye) = *self.anchor.get_or_insert((self.here, self.eye));
        self.here = spot;
        self.eye = eye.min(setting.height.saturating_sub(1));
        self.settle();
    }

    /// The rows of a block; every block has one at least.
    pub fn rows(&self, block: usize) -> Rc<[Row]> {
        if let Some(rows) = self.memo.borrow().get(&block) {
            return Rc::clone(rows);
        }
        let kind = self.flow.blocks().get(block).map_or(Kind::Gap, |b| b.kind);
        let text = self.flow.text(block);
        let rows: Rc<[Row]> = match self.line(block) {
            Some(line) => Rc::clone(&line.rows),
            None => layout::rows(text, &self.options(kind)).into(),
        };
        self.memo.borrow_mut().insert(block, Rc::clone(&rows));
        rows
    }

    /// The block as a line of a table.
    fn line(&self, block: usize) -> Option<Rc<Line>> {
        let Setting { measure: cells, overflow, mode, strictness, .. } = self.setting;
        self.tables.line(&self.flow, block, Measure { cells, overflow, mode, strictness })
    }

    /// The parts of a row: bytes of the block's text, and the cells from where the row begins to where they stand.
    pub fn parts(&self, at: At) -> Parts {
        match self.line(at.block) {
            Some(line) => line.parts.get(at.row).cloned().unwrap_or_default(),
            None => self.rows(at.block).get(at.row).map(|row| vec![(row.range.clone(), 0)]).unwrap_or_default(),
        }
    }

    fn options(&self, kind: Kind) -> Options {
        let style = match kind {
            Kind::Paragraph(Role::Body) => Style::Body,
            Kind::Paragraph(Role::List) => Style::Item,
            Kind::Paragraph(Role::Stage) => Style::Inset,
            _ => Style::Plain,
        };
        // The form of a voice stands at the right of its heading.
        let taken = if matches!(kind, Kind::Voice(_)) && self.setting.measure >= 24 { 10 } else { 0 };
        let hang = if self.setting.gutter >= 2 && kind != Kind::Source { Hang::Marks } else { Hang::Nothing };
        Options::of(style, (self.setting.measure - taken).max(1), self.setting.mode, self.setting.strictness, hang)
    }

    /// Blank cells before a row: its indent; a title stands in the middle.
    pub fn indent(&self, at: At) -> u16 {
        let rows = self.rows(at.block);
        let Some(row) = rows.get(at.row) else { return 0 };
        match self.flow.blocks().get(at.block).map(|b| b.kind) {
            Some(Kind::Title) => self.setting.measure.saturating_sub(row.cells) / 2,
            _ => row.indent,
        }
    }

    /// The row of a spot.
    pub fn at(&self, spot: Spot) -> At {
        let rows = self.rows(spot.block);
        let stands = |parts: &Parts| parts.iter().any(|(range, _)| range.contains(&spot.byte));
        if let Some(row) = self.line(spot.block).and_then(|line| line.parts.iter().position(stands)) {
            return At { block: spot.block, row };
        }
        let row = rows.partition_point(|row| row.range.start <= spot.byte).saturating_sub(1);
        At { block: spot.block, row }
    }

    /// The first spot of a row.
    pub fn spot(&self, at: At) -> Spot {
        Spot { block: at.block, byte: self.rows(at.block).get(at.row).map_or(0, |row| row.range.start) }
    }

    /// The row `by` rows on, and how many rows that is: fewer at an end.
    pub fn step(&self, from: At, by: isize) -> (At, isize) {
        let (mut at, mut moved) = (from, 0);
        while moved < by {
            if at.row + 1 < self.rows(at.block).len() {
                at.row += 1;
            } else if at.block + 1 < self.flow.blocks().len() {
                at = At { block: at.block + 1, row: 0 };
            } else {
                break;
            }
            moved += 1;
        }
        while moved > by {
            if at.row > 0 {
                at.row -= 1;
            } else if at.block > 0 {
                at = At { block: at.block - 1, row: self.rows(at.block - 1).len() - 1 };
            } else {
                break;
            }
            moved -= 1;
        }
        (at, moved)
    }

    fn normal(&self) -> u16 {
        self.setting.height / 3
    }

    /// The row at the top of the pane.
    pub fn top(&self) -> At {
        self.step(self.at(self.here), -isize_of(self.eye)).0
    }

    /// The rows that stand in the pane, from the top.
    pub fn window(&self) -> Vec<At> {
        let mut out = Vec::with_capacity(usize::from(self.setting.height));
        if self.flow.blocks().is_empty() {
            return out;
        }
        let mut at = self.top();
        for _ in 0..self.setting.height {
            out.push(at);
            let (next, moved) = self.step(at, 1);
            if moved == 0 {
                break;
            }
            at = next;
        }
        out
    }

    /// Whether the last row of the text is to be seen.
    pub fn is_at_end(&self) -> bool {
        let below = isize_of(self.setting.height) - 1 - isize_of(self.eye);
        self.step(self.at(self.here), below.max(0) + 1).1 <= below.max(0)
    }

    /// Keeps the eye within the text: never a blank row above its first one.
    fn settle(&mut self) {
        if self.flow.blocks().is_empty() {
            return;
        }
        self.here.block = self.here.block.min(self.flow.blocks().len() - 1);
        let above = self.step(self.at(self.here), -isize_of(self.eye)).1.unsigned_abs();
        self.eye = u16::try_from(above).unwrap_or(0);
        // Nor blank rows below its last one, as long as there is text above.
        let below = isize_of(self.setting.height) - 1 - isize_of(self.eye);
        let missing = below - self.step(self.at(self.here), below.max(0)).1;
        if missing > 0 {
            let more = isize_of(self.eye) + missing;
            let above = self.step(self.at(self.here), -more).1.unsigned_abs();
            self.eye = u16::try_from(above).unwrap_or(0).min(self.setting.height.saturating_sub(1));
        }
    }

    /// Moves by rows: the text scrolls at once, and an eye that had left its row comes back to it by a row each time; where
    /// the text has come to its end only the eye moves.
    pub fn scroll(&mut self, by: isize) {
        self.anchor = None;
        let (normal, last) = (self.normal(), self.setting.height.saturating_sub(1));
        let step = by.signum();
        for _ in 0..by.unsigned_abs().min(100_000) {
            let stands = if by > 0 { self.is_at_end() } else { self.top() == At::default() };
            let eye = match (stands, by > 0) {
                (true, true) => (self.eye + 1).min(last),
                (true, false) => self.eye.saturating_sub(1),
                (false, true) => self.eye.max((self.eye + 1).min(normal)),
                (false, false) => self.eye.min(self.eye.saturating_sub(1).max(normal)),
            };
            let text = if stands { 0 } else { step };
            let (next, moved) = self.step(self.at(self.here), text + isize_of(eye) - isize_of(self.eye));
            if moved == 0 {
                break;
            }
            self.eye = eye;
            self.here = self.spot(next);
        }
    }

    /// Moves by rows, as a page does: a heading at the end of the pane goes to the next page with what it is of.
    pub fn page(&mut self, by: isize) {
        self.scroll(by);
        for _ in 0..self.setting.height / 3 {
            if self.is_at_end() || !self.ends_in_heading() {
                break;
            }
            self.scroll(-1);
        }
    }

    /// Whether the last row of the pane is one of a heading, whose text lies below the pane.
    fn ends_in_heading(&self) -> bool {
        let last = self.step(self.top(), isize_of(self.setting.height) - 1).0;
        let kind = self.flow.blocks().get(last.block).map(|block| block.kind);
        matches!(
            kind,
            Some(Kind::Title | Kind::Meeting | Kind::Voice(_) | Kind::Paragraph(Role::Heading | Role::Title))
        )
    }

    /// To the first row.
    pub fn to_start(&mut self) {
        self.anchor = None;
        self.here = Spot::default();
        self.eye = 0;
        if !self.flow.blocks().is_empty() {
            let (at, moved) = self.step(At::default(), isize_of(self.normal()));
            self.here = self.spot(at);
            self.eye = u16::try_from(moved).unwrap_or(0);
        }
    }

    /// To the last row.
    pub fn to_end(&mut self) {
        self.anchor = None;
        let Some(last) = self.flow.blocks().len().checked_sub(1) else { return };
        let at = At { block: last, row: self.rows(last).len() - 1 };
        self.here = self.spot(at);
        self.eye = self.setting.height.saturating_sub(1);
        self.settle();
        // The eye goes back to its row where the text is longer than the pane.
        let up = isize_of(self.eye) - isize_of(self.normal());
        if up > 0 {
            let (back, moved) = self.step(self.at(self.here), -up);
            self.here = self.spot(back);
            self.eye = u16::try_from(isize_of(self.eye) + moved).unwrap_or(0);
        }
    }

    /// Puts a spot under the eye.
    pub fn look(&mut self, spot: Spot) {
        self.anchor = None;
        self.here = spot;
        self.eye = self.normal();
        self.settle();
    }

    /// Puts a spot at the top of the pane.
    pub fn look_from(&mut self, spot: Spot) {
        self.anchor = None;
        self.here = spot;
        self.eye = 0;
        let (at, moved) = self.step(self.at(spot), isize_of(self.normal()));
        self.here = self.spot(at);
        self.eye = u16::try_from(moved).unwrap_or(0);
        self.settle();
    }

    /// Puts a spot at this row of the pane.
    pub fn look_at(&mut self, spot: Spot, eye: u16) {
        self.anchor = None;
        self.here = spot;
        self.eye = eye.min(self.setting.height.saturating_sub(1));
        self.settle();
    }

    /// How much of the text lies above the end of the pane, in percent; 100 only where its last row is to be seen.
    pub fn percent(&self) -> u8 {
        if self.flow.blocks().is_empty() || self.is_at_end() {
            return 100;
        }
        let (before, all) = self.flow.progress(self.here.block);
        let read = before + self.here.byte;
        u8::try_from((read * 100).checked_div(all).unwrap_or(0).min(99)).unwrap_or(99)
    }
}

fn isize_of(rows: u16) -> isize {
    isize::try_from(rows).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{self, Document, DocumentId, Paragraph, Source};

    fn view(lines: usize, height: u16) -> View {
        let text = (0..lines).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        let setting = Setting { height, measure: 20, ..View::default().setting };
        View::new(Flow::of_source(&text), setting)
    }

    fn top_and_here(view: &View) -> (usize, usize) {
        (view.top().block, view.here().block)
    }

    #[test]
    fn text_scrolls_under_the_eye_which_moves_alone_only_at_the_ends() {
        let mut view = view(30, 9);
        assert_eq!(top_and_here(&view), (0, 3));
        view.scroll(1);
        assert_eq!(top_and_here(&view), (1, 4));
        view.scroll(-2);
        assert_eq!(top_and_here(&view), (0, 2));
        view.scroll(-9);
        assert_eq!(top_and_here(&view), (0, 0));
        view.scroll(1);
        assert_eq!(top_and_here(&view), (1, 2));
        view.scroll(3);
        assert_eq!(top_and_here(&view), (4, 7));
        view.scroll(-9);
        assert_eq!(top_and_here(&view), (0, 0));
        view.to_end();
        assert_eq!((top_and_here(&view), view.percent()), ((21, 24), 100));
        view.scroll(99);
        assert_eq!(top_and_here(&view), (21, 29));
        view.scroll(-1);
        assert_eq!(top_and_here(&view), (20, 27));
        view.scroll(-5);
        assert_eq!(top_and_here(&view), (15, 18));
    }

    #[test]
    fn short_text_has_no_blank_rows_above() {
        let mut view = view(4, 9);
        assert_eq!(view.top().block, 0);
        view.to_end();
        assert_eq!((view.top().block, view.window().len()), (0, 4));
        view.look(Spot { block: 3, byte: 0 });
        assert_eq!(view.top().block, 0);
    }

    #[test]
    fn a_heading_at_the_end_of_a_page_goes_to_the_next_with_its_text() {
        let paragraph = |role, text: &str| Paragraph { text: text.into(), role, spans: Vec::new() };
        let paragraphs = (0..60)
            .map(|n| match n % 5 {
                3 => paragraph(Role::Heading, "一、小标题"),
                _ => paragraph(Role::Body, "一段话。"),
            })
            .collect();
        let document = Document {
            id: DocumentId("d".into()),
            title: String::new(),
            kind: model::Kind::Other,
            publisher: None,
            published: None,
            about: None,
            source: Source {
                path: "a.txt".into(),
                sha256: String::new(),
                encoding: "UTF-8".into(),
                format: model::Format::Txt,
            },
            paragraphs,
            meetings: Vec::new(),
            speeches: Vec::new(),
            findings: Vec::new(),
        };
        for height in 4..24 {
            let setting = Setting { height, measure: 20, ..View::default().setting };
            let mut view = View::new(Flow::of(&document, config::Lang::Zh), setting);
            for _ in 0..200 {
                let before = view.top();
                view.page(isize_of(height) - 2);
                assert!(view.is_at_end() || view.top() > before, "a page of {height} rows does not move");
                assert!(view.is_at_end() || !view.ends_in_heading(), "{height} rows, {:?}", view.window());
            }
            assert!(view.is_at_end(), "{height} rows: the end is not reached");
        }
    }

    #[test]
    fn a_resize_keeps_the_block_under_the_eye_at_its_row() {
        let mut view = view(100, 12);
        view.look(Spot { block: 50, byte: 0 });
        let eye = view.eye();
        view.set(Setting { measure: 7, ..view.setting() });
        assert_eq!((view.here().block, view.eye()), (50, eye));
    }
}
