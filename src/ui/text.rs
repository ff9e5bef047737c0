//! The text: a margin with what is known of each row, then the row itself, set by `layout` and styled by span.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use crate::app::App;
use crate::app::flow::{Fate, Kind};
use crate::app::frame::{Frame, Pane};
use crate::app::reading::SourceView;
use crate::app::view::{At, View};
use crate::app::words;
use crate::layout::Row;
use crate::model::{Document, Role, Speech};

use super::paint::Pen;
use super::shelf::{Cursor, empty};

/// Draws the text; where the cursor stands if it has the focus.
pub fn draw(pen: &mut Pen, app: &App, frame: &Frame) -> Cursor {
    let pane = frame.text;
    if pane.is_empty() {
        return None;
    }
    let view = app.view();
    if app.document().is_none() || view.flow().blocks().is_empty() {
        let words = if app.document().is_some() {
            app.lang.pick("此文没有正文；按 r 看原件", "This document has no text; r shows the source")
        } else {
            app.lang.pick("没有选中的文献", "Nothing is selected")
        };
        empty(pen, Pane { x: pane.x + 1, width: pane.width.saturating_sub(1), ..pane }.below(1), words);
        return Some((pane.x, pane.y));
    }
    let column = app.column();
    let x = column.x + column.margin;
    for (at, y) in view.window().into_iter().zip(pane.y..) {
        let rows = view.rows(at.block);
        let Some(row) = rows.get(at.row) else { continue };
        let text = view.flow().text(at.block).get(row.range.clone()).unwrap_or("");
        let line = Line { app, view, at, row, text, x, y, room: column.measure + column.gutter };
        match &app.reading.source {
            Some(source) => line.source(pen, source),
            None => line.text(pen),
        }
    }
    Some((x, pane.y + view.eye().min(pane.height - 1)))
}

/// One row on its way to the screen.
struct Line<'a> {
    app: &'a App,
    view: &'a View,
    at: At,
    row: &'a Row,
    text: &'a str,
    x: u16,
    y: u16,
    room: u16,
}

impl Line<'_> {
    fn source(&self, pen: &mut Pen, source: &SourceView) {
        let Some(block) = self.view.flow().blocks().get(self.at.block) else { return };
        let start = block.range.start + self.row.range.start;
        let fate_at = |byte: usize| {
            let at = source.fates.partition_point(|(span, _)| span.end <= byte);
            source.fates.get(at).filter(|(span, _)| span.start <= byte).map(|(_, fate)| *fate)
        };
        let starts: Vec<usize> = self.text.char_indices().map(|(at, _)| start + at).collect();
        let styles: Vec<Style> = starts
            .into_iter()
            .map(|byte| match fate_at(byte) {
                Some(Fate::Kept) => pen.theme.text(),
                Some(Fate::Marked) => pen.theme.finding(),
                Some(Fate::Removed) | None => pen.theme.quiet(),
            })
            .collect();
        pen.put_styled(self.x, self.y, self.room, self.text, |char| styles.get(char).copied().unwrap_or_default());
    }

    fn text(&self, pen: &mut Pen) {
        let Some(block) = self.view.flow().blocks().get(self.at.block) else { return };
        let Some(document) = self.app.document() else { return };
        let kind = block.kind;
        let is_paragraph = matches!(kind, Kind::Paragraph(_) | Kind::Title);
        let before = self.view.flow().text(self.at.block).get(..self.row.range.start).unwrap_or("").chars().count();
        if is_paragraph {
            self.margin(pen, document, block.paragraph, before);
        }
        let indent = self.view.indent(self.at);
        let x = self.x + indent;
        let room = self.room.saturating_sub(indent);
        match kind {
            Kind::Voice(speech) => {
                if let Some(speech) = document.speeches.get(speech) {
                    self.voice(pen, speech, before);
                }
            }
            Kind::Gap | Kind::Source => {}
            Kind::Title | Kind::Meeting => {
                let style = pen.theme.strong();
                self.marked(pen, x, room, block.paragraph, before, style);
            }
            Kind::Fact => {
                let style = pen.theme.quiet();
                pen.put(x, self.y, room, self.text, style);
            }
            Kind::Paragraph(role) => {
                let style = match role {
                    Role::Title | Role::Heading => pen.theme.strong(),
                    Role::Body | Role::List => pen.theme.text(),
                    Role::Caption | Role::Byline | Role::Stage => pen.theme.quiet(),
                };
                self.marked(pen, x, room, block.paragraph, before, style);
            }
        }
    }

    /// The row of a paragraph with its hits and what is selected of it.
    fn marked(&self, pen: &mut Pen, x: u16, room: u16, paragraph: usize, before: usize, style: Style) {
        let find = self.app.reading.find.as_ref();
        let hits: Vec<(&Range<usize>, bool)> = find.map_or_else(Vec::new, |find| {
            let first = find.hits.partition_point(|hit| hit.0 < paragraph);
            let here = find.hits.iter().enumerate().skip(first).take_while(|(_, hit)| hit.0 == paragraph);
            here.map(|(at, hit)| (&hit.1, at == find.current)).collect()
        });
        let selected = self.app.reading.selection.as_ref().and_then(|s| s.within(paragraph));
        let (hit, mark) = (style.patch(pen.theme.hit()), style.patch(pen.theme.mark()));
        let block = self.view.flow().text(self.at.block);
        for (range, stop) in self.view.parts(self.at) {
            let begins = range.start == self.row.range.start;
            let first = if begins { before } else { block.get(..range.start).map_or(0, |text| text.chars().count()) };
            let text = block.get(range).unwrap_or("");
            pen.put_styled(x + stop, self.y, room.saturating_sub(stop), text, |char| {
                let char = first + char;
                if selected.as_ref().is_some_and(|s| s.contains(&char)) {
                    return mark;
                }
                match hits.iter().find(|(range, _)| range.contains(&char)) {
                    Some((_, true)) => mark,
                    Some((_, false)) => hit,
                    None => style,
                }
            });
        }
    }

    /// The heading where a voice begins: the name strong, the office quiet, the form at the right.
    fn voice(&self, pen: &mut Pen, speech: &Speech, before: usize) {
        let name = words::voice(speech, self.app.lang).chars().count();
        let strong = pen.theme.voice(self.app.tones.of_speech(speech)).add_modifier(Modifier::BOLD);
        let quiet = pen.theme.quiet();
        pen.put_styled(self.x, self.y, self.room, self.text, |char| if before + char < name { strong } else { quiet });
        if self.at.row == 0 {
            let form = words::form(speech.form, self.app.lang);
            let cells = pen.cells(form);
            let measure = self.room.saturating_sub(2);
            if measure >= 24 {
                pen.put(self.x + measure - cells, self.y, cells, form, quiet);
            }
        }
    }

    /// The margin: what is read, a finding, the bar of a voice.
    fn margin(&self, pen: &mut Pen, document: &Document, paragraph: usize, before: usize) {
        let margin = self.app.column().margin;
        if margin < 1 {
            return;
        }
        let left = self.x - margin;
        let speech = document.speeches.iter().find(|s| {
            s.parts.iter().any(|p| p.paragraph == paragraph && p.from <= before && before < p.to.max(p.from + 1))
                // A row that begins with the clause before the words belongs to them when they begin in it.
                || s.parts.iter().any(|p| p.paragraph == paragraph && before < p.from && p.from < before + self.text.chars().count())
        });
        if let Some(speech) = speech {
            let style = pen.theme.voice(self.app.tones.of_speech(speech));
            let bar = pen.glyphs.bar;
            pen.put(left + u16::from(margin >= 3), self.y, 1, bar, style);
        }
        if margin < 3 || self.at.row > 0 {
            return;
        }
        let spans = document.paragraphs.get(paragraph).map_or(&[][..], |p| &p.spans[..]);
        let found = document
            .findings
            .iter()
            .filter(|f| words::is_local(f))
            .any(|f| f.spans.iter().any(|s| spans.iter().any(|p| s.start < p.end && p.start < s.end)));
        if self.view.here().block == self.at.block {
            let (here, style) = (pen.glyphs.here, pen.theme.accent());
            pen.put(left, self.y, 1, here, style);
        } else if found {
            let (finding, style) = (pen.glyphs.finding, pen.theme.finding());
            pen.put(left, self.y, 1, finding, style);
        }
    }
}
