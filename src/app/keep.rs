//! Marks, undo and last-read places: what the user adds with one key, and what is said once it is on the disk.

use crate::model::note::What;
use crate::model::{Anchor, Deed, Document, Kept, Left, Locator, Mark, Note, Origin};

use super::effect::{Effect, Keep};
use super::picker::{Pick, Purpose, Row};
use super::region::Region;
use super::state::App;
use super::words;

impl App {
    /// `m`: marks the place that is read; a mark that stands there goes.
    pub(super) fn mark(&mut self) -> Vec<Effect> {
        let (Some(locator), Some(document)) = (self.locator(), self.document()) else { return Vec::new() };
        let origin = Origin::of(document);
        let at = Anchor::of(document, locator.paragraph, locator.char);
        let title = words::title(document);
        let same = |note: &&Note| note.origin.sha256 == origin.sha256 && note.mark().is_some_and(|mark| mark.at == at);
        let there = self.added.notes.iter().find(same).cloned();
        let (deed, said) = match there {
            Some(note) => (
                Deed { gone: vec![note], come: Vec::new() },
                self.lang.pick("已去掉此处的标记；u 撤销", "Mark removed; u undoes it"),
            ),
            None => (
                Deed { gone: Vec::new(), come: vec![Note { origin, what: What::Mark(Mark { title, at }) }] },
                self.lang.pick("已标记；按 ' 列出标记", "Marked; ' lists the marks"),
            ),
        };
        self.added.apply(&deed);
        vec![self.keep_deed(deed, said)]
    }

    /// Asks for a deed to be kept; `said` is shown once it is on the disk.
    pub(super) fn keep_deed(&mut self, deed: Deed, said: &str) -> Effect {
        self.added.deeds.push(deed.clone());
        self.keep(Keep::Deed(deed), said)
    }

    fn keep(&mut self, keep: Keep, said: &str) -> Effect {
        let ticket = self.ticket();
        if !said.is_empty() {
            self.added.waits.insert(ticket, said.to_owned());
        }
        Effect::Keep(ticket, keep)
    }

    /// The latest search over all texts, to be kept, or that all of them were erased; None where that is done already.
    pub fn search_to_keep(&mut self) -> Option<Effect> {
        let latest = self.searches.first().cloned();
        if latest == self.added.asked {
            return None;
        }
        self.added.asked.clone_from(&latest);
        Some(self.keep(latest.map_or(Keep::ForgetQueries, Keep::Query), ""))
    }

    /// A change is on the disk.
    pub(super) fn acknowledged(&mut self, ticket: super::effect::Ticket) {
        if let Some(said) = self.added.waits.remove(&ticket) {
            self.notice = Some(said);
        }
    }

    /// `u`: undoes the last mark or correction.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(deed) = self.added.deeds.pop() else {
            self.notice = Some(self.lang.pick("没有可撤销的", "Nothing to undo").into());
            return Vec::new();
        };
        let back = deed.clone().reversed();
        self.added.apply(&back);
        self.lay_anew();
        let said = match deed.come.first().or(deed.gone.first()).map(|note| &note.what) {
            Some(What::Mark(mark)) => match self.lang {
                crate::config::Lang::Zh => format!("已撤销对“{}”的标记", mark.title),
                crate::config::Lang::En => format!("Undone: the mark in {}", mark.title),
            },
            _ => self.lang.pick("已撤销上一次更正", "The last correction is undone").to_owned(),
        };
        vec![self.keep(Keep::Undo(deed), &said)]
    }

    /// `'`: the marks, the latest first.
    pub(super) fn open_marks(&mut self) {
        let (zh, en) = ("此文现在不在", "not here now");
        let away = self.lang.pick(zh, en);
        let marks = self.added.notes.iter().rev().filter_map(|note| Some((note, note.mark()?)));
        let rows: Vec<Row> = marks
            .map(|(note, mark)| {
                let found = self.find_anchor(&note.origin, &mark.at);
                let lead = if found.is_some() { "" } else { away };
                let words = if mark.at.words.is_empty() { mark.title.clone() } else { mark.at.words.clone() };
                let pick = found.map_or(Pick::Nothing, Pick::Place);
                Row { lead: lead.to_owned(), name: words, detail: mark.title.clone(), pick }
            })
            .collect();
        if rows.is_empty() {
            self.notice = Some(self.lang.pick("还没有标记：按 m 标记此处", "No marks yet: m marks this place").into());
            return;
        }
        self.open_picker(Purpose::Marks, rows);
    }

    /// The place of an anchor in what is open: in the source of its hash, else in what lies in its place.
    fn find_anchor(&self, origin: &Origin, anchor: &Anchor) -> Option<Locator> {
        let documents = self.catalogue.documents();
        let same: Vec<&Document> = documents.iter().filter(|d| d.source.sha256 == origin.sha256).collect();
        if !same.is_empty() {
            return anchor.find(&same);
        }
        let in_its_place: Vec<&Document> = documents.iter().filter(|d| d.source.path == origin.path).collect();
        anchor.find(&in_its_place)
    }

    /// Where the text is left, to be kept; None where it is kept already or nobody has read in it.
    pub fn remember(&mut self) -> Option<Effect> {
        if self.focus != Region::Text {
            return None;
        }
        let (locator, document) = (self.locator()?, self.document()?);
        let known = self.added.last.as_ref();
        if known.is_some_and(|last| last.document == locator.document && last.paragraph == locator.paragraph) {
            return None;
        }
        let at = Anchor::of(document, locator.paragraph, locator.char);
        let left = Left { origin: Origin::of(document), at: at.clone() };
        self.added.last = Some(at);
        self.added.leave(left.clone());
        Some(self.keep(Keep::Place(left), ""))
    }

    /// Goes to where the open document was left; whether it was ever read.
    pub(super) fn go_where_left(&mut self) -> bool {
        let Some(document) = self.document() else { return false };
        let locator = self.added.left(document).and_then(|at| at.find(&[document]));
        let Some(spot) = locator.and_then(|l| self.spot(l.paragraph, l.char)) else { return false };
        self.reading.view.look(spot);
        true
    }

    /// The same for what the reader opens with, as long as no key was pressed.
    pub(super) fn go_where_left_at_first(&mut self) {
        if !self.touched {
            self.go_where_left();
        }
    }

    /// What the library has kept arrives.
    pub(super) fn kept(&mut self, kept: Kept, complaint: Option<String>) {
        // Those of this session are newer.
        let fresh = self.searches.clone();
        self.searches.extend(kept.queries.iter().rev().filter(|old| !fresh.contains(old)).cloned());
        if fresh.is_empty() {
            self.added.asked = self.searches.first().cloned();
        }
        self.added.take(kept);
        self.lay_anew();
        self.go_where_left_at_first();
        if complaint.is_some() {
            self.notice = complaint;
        }
    }
}
