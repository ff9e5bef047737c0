//! Moving: lines, pages, ends, paragraphs, speeches, findings; in lists, in the text, in popups. Movement in a list moves
//! the selection, and what is selected shows its text at once.

use crate::text::Span;

use super::card::Card;
use super::command::Way;
use super::flow::Kind;
use super::layer::{self, Layer};
use super::reading::{Selection, Unit, char_of};
use super::region::{Region, Tab};
use super::state::App;
use super::view::{At, Spot};

impl App {
    /// Moves by lines or items.
    pub(super) fn step(&mut self, by: isize) {
        match self.layers.last_mut() {
            Some(Layer::Picker(picker)) => picker.list.step(by),
            Some(Layer::Card(card)) => card.step(by, self.size),
            Some(Layer::Hits) => self.step_hits(by),
            Some(Layer::Form(form)) => form.step(by),
            None => match self.focus {
                Region::Shelf => {
                    self.shelf_mut().step(by);
                    self.follow_shelf();
                }
                Region::Speeches => {
                    self.speeches.step(by);
                    self.follow_speech();
                }
                Region::Text => {
                    self.view_mut().scroll(by);
                    self.extend_to_here();
                }
            },
        }
    }

    /// Rows of the window that moves.
    fn window_rows(&self) -> isize {
        let frame = self.frame();
        let rows = match self.layers.last() {
            Some(Layer::Hits) => super::hits::Rows::of(self.size).body,
            Some(_) => layer::rows_for(self.size, usize::from(u16::MAX)).saturating_sub(4),
            None => match self.focus {
                Region::Shelf => frame.shelf.height.saturating_sub(1),
                Region::Speeches => frame.speeches.height.saturating_sub(1),
                Region::Text => frame.text.height,
            },
        };
        isize::try_from(rows.max(1)).unwrap_or(1)
    }

    /// Moves by half pages.
    pub(super) fn half_page(&mut self, by: isize) {
        self.step(by.saturating_mul((self.window_rows() / 2).max(1)));
    }

    /// Moves by pages; two rows of what was seen stay.
    pub(super) fn page(&mut self, by: isize) {
        let rows = by.saturating_mul((self.window_rows() - 2).max(1));
        if self.layers.is_empty() && self.focus == Region::Text {
            self.view_mut().page(rows);
            self.extend_to_here();
        } else {
            self.step(rows);
        }
    }

    /// To the start or the end of what has the focus.
    pub(super) fn go_to_end(&mut self, way: Way) {
        if self.layers.is_empty() && self.focus == Region::Text {
            match way {
                Way::Start => self.view_mut().to_start(),
                Way::End => self.view_mut().to_end(),
            }
            self.extend_to_here();
        } else {
            self.step(if way == Way::Start { isize::MIN / 2 } else { isize::MAX / 2 });
        }
    }

    /// `h`, `l`: to the region at the side; while selecting, by the selection's unit.
    pub(super) fn sideways(&mut self, by: isize) {
        if self.reading.selection.is_some() && self.focus == Region::Text {
            self.extend(by);
            return;
        }
        for _ in 0..by.unsigned_abs().min(2) {
            let to = if by > 0 { self.focus.next() } else { self.focus.previous() };
            self.set_focus(to);
        }
    }

    /// Tab: the next region, around the ends.
    pub(super) fn cycle(&mut self, way: Way) {
        let to = match (self.focus, way) {
            (Region::Text, Way::End) => Region::Shelf,
            (Region::Shelf, Way::Start) => Region::Text,
            (focus, Way::End) => focus.next(),
            (focus, Way::Start) => focus.previous(),
        };
        self.set_focus(to);
    }

    /// Gives the focus to a region; the zoomed text gives way to it.
    pub(super) fn set_focus(&mut self, to: Region) {
        if to != Region::Text {
            self.zoom = super::frame::Zoom::Panes;
            self.reading.selection = None;
        }
        self.focus = to;
    }

    /// Opens a tab of the shelf.
    pub(super) fn open_tab(&mut self, tab: Tab) {
        self.set_focus(Region::Shelf);
        if self.tab != tab {
            self.tab = tab;
            self.follow_shelf();
        }
    }

    /// `{`, `}`: the paragraph before or after.
    pub(super) fn paragraph(&mut self, by: isize) {
        let is_paragraph = |kind: Kind| matches!(kind, Kind::Paragraph(_) | Kind::Title | Kind::Source);
        let view = self.view();
        let blocks = view.flow().blocks();
        let mut block = view.here().block;
        for _ in 0..by.unsigned_abs().min(blocks.len()) {
            let next = if by > 0 {
                (block + 1..blocks.len()).find(|at| is_paragraph(blocks[*at].kind))
            } else {
                (0..block).rev().find(|at| is_paragraph(blocks[*at].kind))
            };
            let Some(next) = next else { break };
            block = next;
        }
        self.go_to_block(block);
    }

    fn go_to_block(&mut self, block: usize) {
        self.set_focus(Region::Text);
        let view = self.view_mut();
        let (now, then) = (view.at(view.here()), At { block, row: 0 });
        // By rows, so that the eye behaves at the ends of the text as it does when one scrolls.
        let far = now.block.abs_diff(then.block) > 200;
        if far {
            view.look(Spot { block, byte: 0 });
        } else {
            let mut rows: isize = 0;
            let (low, high) = if now < then { (now, then) } else { (then, now) };
            let mut at = low;
            while at < high {
                at = view.step(at, 1).0;
                rows += 1;
            }
            view.scroll(if now < then { rows } else { -rows });
        }
        self.extend_to_here();
    }

    /// `(`, `)`: the speech before or after.
    pub(super) fn speech(&mut self, by: isize) {
        if self.focus == Region::Speeches {
            self.step(by);
            return;
        }
        let Some(document) = self.document() else { return };
        let flow = self.reading.view.flow();
        let starts: Vec<usize> = (0..document.speeches.len()).filter_map(|s| flow.speech(document, s)).collect();
        let here = self.reading.view.here().block;
        let mut at = here;
        for _ in 0..by.unsigned_abs().min(starts.len()) {
            let next = if by > 0 {
                starts.iter().filter(|s| **s > at).min()
            } else {
                starts.iter().filter(|s| **s < at).max()
            };
            let Some(next) = next else { break };
            at = *next;
        }
        if at == here {
            return;
        }
        self.reading.source = None;
        self.set_focus(Region::Text);
        self.reading.view.look(Spot { block: at, byte: 0 });
        self.select_speech_here();
    }

    /// The list of speeches follows the text.
    fn select_speech_here(&mut self) {
        let Some((document, paragraph)) = self.reading.document.zip(self.here()) else { return };
        let speech = self.catalogue.documents()[document]
            .speeches
            .iter()
            .position(|s| s.parts.first().is_some_and(|p| p.paragraph >= paragraph));
        if let Some(speech) = speech {
            self.reading.speech = Some(speech);
            self.speeches.select_where(|row| (row.document, row.speech) == (document, speech));
        }
    }

    /// `[`, `]`: the finding before or after, in the text where it has a place there, else in the source.
    pub(super) fn finding(&mut self, by: isize) {
        let lang = self.lang;
        let Some((document, here)) = self.document().zip(self.here()) else { return };
        // In the order of the text; those that lie outside of it come last.
        let mut order: Vec<(Option<usize>, usize)> = Vec::new();
        for (at, finding) in document.findings.iter().enumerate() {
            let touches = |span: &Span| finding.spans.iter().any(|s| s.start < span.end && span.start < s.end);
            order.push((document.paragraphs.iter().position(|p| p.spans.iter().any(touches)), at));
        }
        order.sort_by_key(|(paragraph, at)| (paragraph.unwrap_or(usize::MAX), *at));
        let count = order.len();
        if count == 0 {
            self.notice = Some(lang.pick("此文没有存疑", "No findings in this text").into());
            return;
        }
        // Several may lie in one paragraph: the walk goes on from the last of them, as long as one stays there.
        let walked = self.reading.walked.filter(|(_, read)| *read == here);
        let last = walked.and_then(|(finding, _)| order.iter().position(|(_, at)| *at == finding));
        let next = match (last, by > 0) {
            (Some(last), true) => last + 1,
            (Some(last), false) => last.checked_sub(1).unwrap_or(2 * count - 1),
            (None, true) => order.iter().position(|(p, _)| p.is_none_or(|p| p > here)).unwrap_or(count),
            (None, false) => order.iter().rposition(|(p, _)| p.is_some_and(|p| p < here)).unwrap_or(2 * count - 1),
        };
        let (paragraph, at) = order[next % count];
        let finding = &document.findings[at];
        let mut notice = format!("{}：{}", super::words::code(finding.code, lang), finding.message);
        if paragraph.is_none() {
            notice.push_str(lang.pick("（在正文之外：按 r 看原件）", " (outside of the text: r shows the source)"));
        }
        if next >= count && count > 1 {
            notice.push_str(if by > 0 {
                lang.pick("（又从头起）", " (from the start again)")
            } else {
                lang.pick("（又从尾起）", " (from the end again)")
            });
        }
        self.reading.source = None;
        self.set_focus(Region::Text);
        if let Some(spot) = paragraph.and_then(|paragraph| self.spot(paragraph, 0)) {
            self.reading.view.look(spot);
        }
        self.reading.walked = self.here().map(|here| (at, here));
        self.notice = Some(notice);
    }

    /// `v`: begins to select at the first char of the row that is read; again: the next unit.
    pub(super) fn select(&mut self) {
        self.set_focus(Region::Text);
        self.reading.source = None;
        if let Some(selection) = &mut self.reading.selection {
            selection.unit = match selection.unit {
                Unit::Char => Unit::Sentence,
                Unit::Sentence => Unit::Paragraph,
                Unit::Paragraph => Unit::Char,
            };
            let unit = selection.unit;
            if unit != Unit::Char {
                self.extend(0);
            }
            return;
        }
        if let Some((paragraph, char)) = self.here_char() {
            self.reading.selection =
                Some(Selection { anchor: (paragraph, char), head: (paragraph, char), unit: Unit::Char });
        }
    }

    /// The char that is read: of a paragraph, at or after the row under the eye.
    pub(super) fn here_char(&self) -> Option<(usize, usize)> {
        let view = &self.reading.view;
        let spot = view.here();
        let blocks = view.flow().blocks();
        let block =
            (spot.block..blocks.len()).find(|at| matches!(blocks[*at].kind, Kind::Paragraph(_) | Kind::Title))?;
        let byte = if block == spot.block { spot.byte } else { 0 };
        Some((blocks[block].paragraph, char_of(view.flow().text(block), byte)))
    }

    /// A selection follows the rows that one moves by.
    fn extend_to_here(&mut self) {
        let Some(here) = self.here_char() else { return };
        let unit = match &mut self.reading.selection {
            Some(selection) => {
                selection.head = here;
                selection.unit
            }
            None => return,
        };
        match unit {
            Unit::Char => {}
            Unit::Sentence => self.extend(0),
            Unit::Paragraph => self.whole_paragraphs(),
        }
    }

    /// What is selected by paragraphs are whole ones, whichever way it reaches.
    fn whole_paragraphs(&mut self) {
        let Some(document) = self.reading.document.and_then(|at| self.catalogue.documents().get(at)) else { return };
        let Some(selection) = &mut self.reading.selection else { return };
        let end = |at: usize| document.paragraphs.get(at).map_or(0, |p| p.text.chars().count().saturating_sub(1));
        let (anchor, head) = (selection.anchor.0, selection.head.0);
        let on = head >= anchor;
        selection.anchor.1 = if on { 0 } else { end(anchor) };
        selection.head.1 = if on { end(head) } else { 0 };
    }

    /// Moves the head of the selection by its unit.
    fn extend(&mut self, by: isize) {
        let (Some(document), Some(selection)) = (self.reading.document, self.reading.selection.clone()) else { return };
        let document = &self.catalogue.documents()[document];
        let (paragraph, char) = selection.head;
        let Some(chars) = document.paragraphs.get(paragraph).map(|p| p.text.chars().collect::<Vec<char>>()) else {
            return;
        };
        let last = chars.len().saturating_sub(1);
        let is_end = |at: usize| matches!(chars.get(at), Some('。' | '！' | '？' | '；' | '!' | '?' | ';'));
        let head = match selection.unit {
            Unit::Char => (paragraph, char.saturating_add_signed(by).min(last)),
            Unit::Sentence if by < 0 => {
                let start = (0..char.saturating_sub(1)).rev().find(|at| is_end(*at)).map_or(0, |at| at + 1);
                (paragraph, start)
            }
            Unit::Sentence => {
                let from = if by > 0 { char + 1 } else { char };
                (paragraph, (from..chars.len()).find(|at| is_end(*at)).unwrap_or(last))
            }
            Unit::Paragraph => {
                (paragraph.saturating_add_signed(by).min(document.paragraphs.len().saturating_sub(1)), 0)
            }
        };
        let whole = selection.unit == Unit::Paragraph;
        self.reading.selection = Some(Selection { head, ..selection });
        if whole {
            self.whole_paragraphs();
        }
        if let Some(spot) = self.spot(head.0, head.1) {
            self.reading.view.look_at(spot, self.reading.view.eye());
        }
    }
}

impl Card {
    fn step(&mut self, by: isize, size: (u16, u16)) {
        let height = usize::from(layer::rows_for(size, self.rows.len() + 4).saturating_sub(4)).max(1);
        let most = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(most);
    }
}
