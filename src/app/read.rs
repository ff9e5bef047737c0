//! What the person does with the text: opens and closes it, goes to a place of it, looks at its source, searches in it.

use crate::model::{Document, Locator};
use crate::search;

use super::effect::{Effect, Job, Ticket};
use super::flow::{self, Flow, Kind};
use super::reading::{Find, Reading, SourceView, byte_of, char_of};
use super::region::Region;
use super::state::App;
use super::view::{Spot, View};

impl App {
    /// Opens a document at its start, unless it is open.
    pub(super) fn open_document(&mut self, document: usize) {
        if self.reading.document == Some(document) {
            return;
        }
        let Some(it) = self.catalogue.documents().get(document) else { return };
        let view = View::new(Flow::of(it, self.lang), self.setting());
        self.reading = Reading { document: Some(document), view, ..Reading::default() };
    }

    /// Nothing is read.
    pub(super) fn close_document(&mut self) {
        self.reading = Reading { view: View::new(Flow::default(), self.setting()), ..Reading::default() };
    }

    /// Makes the flow anew (in another language, after a re-import), at the same place.
    pub(super) fn reflow(&mut self) {
        let Some(document) = self.document() else { return };
        let flow = Flow::of(document, self.lang);
        let (locator, eye) = (self.locator(), self.reading.view.eye());
        self.reading.view = View::new(flow, self.setting());
        if let Some(locator) = locator {
            self.look(&locator, eye);
        }
    }

    /// The view that is shown: of the document, or of its source.
    pub fn view(&self) -> &View {
        self.reading.source.as_ref().map_or(&self.reading.view, |source| &source.view)
    }

    pub(super) fn view_mut(&mut self) -> &mut View {
        match &mut self.reading.source {
            Some(source) => &mut source.view,
            None => &mut self.reading.view,
        }
    }

    /// The paragraph that is read.
    pub fn here(&self) -> Option<usize> {
        let blocks = self.reading.view.flow().blocks();
        blocks.get(self.reading.view.here().block).map(|b| b.paragraph)
    }

    /// The place that is read.
    pub fn locator(&self) -> Option<Locator> {
        let document = self.document()?;
        let spot = self.reading.view.here();
        let block = self.reading.view.flow().blocks().get(spot.block)?;
        let char = match block.kind {
            Kind::Paragraph(_) | Kind::Title => char_of(self.reading.view.flow().text(spot.block), spot.byte),
            _ => 0,
        };
        Some(Locator { document: document.id.clone(), paragraph: block.paragraph, char })
    }

    /// Puts a place of the open document at a row of the pane.
    pub(super) fn look(&mut self, locator: &Locator, eye: u16) {
        if let Some(spot) = self.spot(locator.paragraph, locator.char) {
            self.reading.view.look_at(spot, eye);
        }
    }

    /// The spot of a char of a paragraph of the open document.
    pub(super) fn spot(&self, paragraph: usize, char: usize) -> Option<Spot> {
        let flow = self.reading.view.flow();
        let block = flow.paragraph(paragraph)?;
        Some(Spot { block, byte: byte_of(flow.text(block), char) })
    }

    /// Goes to a place in any document, with the row kept in the upper third. Whether there is such a place.
    pub(super) fn jump(&mut self, locator: &Locator) -> bool {
        let Some(document) = self.catalogue.documents().iter().position(|d| d.id == locator.document) else {
            return false;
        };
        self.open_document(document);
        self.reading.source = None;
        if let Some(spot) = self.spot(locator.paragraph, locator.char) {
            self.reading.view.look(spot);
        }
        true
    }

    /// `r`: the source as it came, at the same place; or back.
    pub(super) fn toggle_source(&mut self) -> Vec<Effect> {
        if self.reading.source.take().is_some() {
            return Vec::new();
        }
        let Some(document) = self.document() else { return Vec::new() };
        let path = document.source.path.clone();
        let ticket = self.ticket();
        self.reading.asked = Some(ticket);
        vec![Effect::Start(ticket, Job::Source(path))]
    }

    pub(super) fn show_source(&mut self, ticket: Ticket, text: &str) {
        if self.reading.asked != Some(ticket) {
            return;
        }
        self.reading.asked = None;
        let Some(document) = self.document() else { return };
        let same_source =
            |d: &&Document| d.source.sha256 == document.source.sha256 && d.source.path == document.source.path;
        let documents: Vec<&Document> = self.catalogue.documents().iter().filter(same_source).collect();
        let fates = flow::fates(&documents);
        let path = document.source.path.clone();
        let span = self.here().and_then(|p| document.paragraphs.get(p)).and_then(|p| p.spans.first().copied());
        let eye = self.reading.view.eye();
        let mut view = View::new(Flow::of_source(text), self.setting());
        let start = span.map_or(0, |s| s.start);
        let block = view.flow().source_line(start);
        let line = view.flow().blocks().get(block).map_or(0, |b| b.range.start);
        view.look_at(Spot { block, byte: start.saturating_sub(line) }, eye);
        self.reading.source = Some(SourceView { view, fates, path });
        self.focus = Region::Text;
    }

    /// Opens the search within the text.
    pub(super) fn open_find(&mut self) {
        let view = &self.reading.view;
        let from = Some((view.here(), view.eye()));
        self.reading.find = Some(Find { open: true, from, ..Find::default() });
    }

    /// Looks for what is typed, from where one was when the field was opened.
    pub(super) fn refresh_find(&mut self) {
        let Some(find) = &self.reading.find else { return };
        let query = find.input.text();
        let from = find.from;
        let hits = match self.document() {
            Some(document) if !query.is_empty() => document
                .paragraphs
                .iter()
                .enumerate()
                .flat_map(|(at, p)| search::occurrences(&p.text, &query).into_iter().map(move |hit| (at, hit)))
                .collect(),
            _ => Vec::new(),
        };
        let start =
            from.and_then(|(spot, _)| self.reading.view.flow().blocks().get(spot.block)).map_or(0, |b| b.paragraph);
        if let Some(find) = &mut self.reading.find {
            find.current = hits.iter().position(|(paragraph, _)| *paragraph >= start).unwrap_or(0);
            find.hits = hits;
        }
        let missing = self.reading.find.as_ref().is_none_or(|f| f.hits.is_empty());
        match from {
            Some((spot, eye)) if missing => self.reading.view.look_at(spot, eye),
            _ => self.look_at_hit(),
        }
    }

    /// `n`, `N`: the next or the previous hit, around the ends.
    pub(super) fn step_find(&mut self, by: isize) {
        if self.walk_hits(by) {
            return;
        }
        let lang = self.lang;
        let Some(find) = self.reading.find.as_mut().filter(|f| !f.hits.is_empty()) else {
            self.notice = Some(lang.pick("先按 / 在正文中查找", "Press / to search the text first").into());
            return;
        };
        let count = isize::try_from(find.hits.len()).unwrap_or(isize::MAX);
        let current = isize::try_from(find.current).unwrap_or(0);
        find.current = usize::try_from((current + by).rem_euclid(count)).unwrap_or(0);
        self.look_at_hit();
    }

    fn look_at_hit(&mut self) {
        let hit = self.reading.find.as_ref().and_then(|f| f.hits.get(f.current)).cloned();
        if let Some((paragraph, chars)) = hit
            && let Some(spot) = self.spot(paragraph, chars.start)
        {
            self.reading.view.look(spot);
        }
    }

    /// Closes the field; the hits stay marked unless `Esc` dropped them.
    pub(super) fn keep_find(&mut self) {
        if let Some(find) = &mut self.reading.find {
            find.open = false;
            if find.input.is_empty() {
                self.reading.find = None;
            }
        }
    }

    /// Drops the search and goes back to where one was.
    pub(super) fn drop_find(&mut self) {
        if let Some(find) = self.reading.find.take()
            && find.open
            && let Some((spot, eye)) = find.from
        {
            self.reading.view.look_at(spot, eye);
        }
    }
}
