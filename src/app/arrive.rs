//! Documents that change while the reader is open: files that were edited, moved, deleted, replaced, and notes that were
//! laid on or taken off. What was selected, where one was and the history of places follow what they meant.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::model::{Anchor, Document, DocumentId, MeetingId, Origin};

use super::effect::{Effect, Job};
use super::list::Came;
use super::place::Place;
use super::shelf::Key;
use super::state::App;

/// Where the entries of a catalogue stand after it was made anew.
struct Moved {
    documents: Vec<Option<usize>>,
    meetings: Vec<Option<usize>>,
}

/// What tells two documents of one content apart.
fn name(document: &Document) -> (DocumentId, String) {
    (document.id.clone(), document.source.path.clone())
}

impl Moved {
    fn new(before: &Names, catalogue: &Catalogue) -> Self {
        let documents: HashMap<(DocumentId, String), usize> =
            catalogue.documents().iter().enumerate().map(|(at, d)| (name(d), at)).collect();
        // A file that was moved is the same document at another path.
        let by_id: HashMap<&DocumentId, usize> =
            catalogue.documents().iter().enumerate().map(|(at, d)| (&d.id, at)).collect();
        let meetings: HashMap<&MeetingId, usize> =
            catalogue.meetings().iter().enumerate().map(|(at, held)| (&held.meeting.id, at)).collect();
        Self {
            documents: before
                .documents
                .iter()
                .map(|name| documents.get(name).or_else(|| by_id.get(&name.0)).copied())
                .collect(),
            meetings: before.meetings.iter().map(|id| meetings.get(id).copied()).collect(),
        }
    }

    fn document(&self, at: usize) -> Option<usize> {
        self.documents.get(at).copied().flatten()
    }

    fn key(&self, key: &Key) -> Option<Key> {
        match key {
            Key::Meeting(at) => self.meetings.get(*at).copied().flatten().map(Key::Meeting),
            Key::Document(at) => self.document(*at).map(Key::Document),
            Key::Person(id) => Some(Key::Person(id.clone())),
        }
    }

    fn place(&self, place: &mut Place) {
        place.key = place.key.as_ref().and_then(|key| self.key(key));
        place.speech = place.speech.and_then(|(d, s)| Some((self.document(d)?, s)));
    }
}

/// The names of a catalogue's entries.
struct Names {
    documents: Vec<(DocumentId, String)>,
    meetings: Vec<MeetingId>,
}

impl App {
    /// Lays the notes on anew wherever they say or said something.
    pub(super) fn lay_anew(&mut self) {
        let concerned = self.added.concerned(self.catalogue.documents().iter());
        if concerned.is_empty() {
            return;
        }
        self.change(|app, catalogue| {
            let mut fresh: HashMap<Origin, std::vec::IntoIter<Document>> = HashMap::new();
            for origin in &concerned {
                let there = || catalogue.documents().iter().filter(|d| Origin::of(d) == *origin).cloned().collect();
                let raw = app.added.take_raw(origin).unwrap_or_else(there);
                fresh.insert(origin.clone(), app.added.lay_source(origin, raw).into_iter());
            }
            let all = catalogue.documents().iter().enumerate();
            let laid = all.filter_map(|(at, d)| Some((at, fresh.get_mut(&Origin::of(d))?.next()?))).collect();
            catalogue.replace(laid);
        });
    }

    /// Files changed, came or went.
    pub fn changed(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        self.added.changed.extend(paths);
        if self.is_importing() { Vec::new() } else { self.reread_what_changed() }
    }

    /// Asks for the files that changed, once no import runs.
    pub(super) fn reread_what_changed(&mut self) -> Vec<Effect> {
        let mut paths = std::mem::take(&mut self.added.changed);
        paths.sort();
        paths.dedup();
        if paths.is_empty() {
            return Vec::new();
        }
        vec![Effect::Start(self.ticket(), Job::Reread(paths))]
    }

    /// What is in the place of files that changed, came or went.
    pub(super) fn reread(&mut self, paths: &[PathBuf], documents: Vec<Document>, failures: Vec<String>) {
        let lies_there = |document: &Document| {
            let path = document.source.path.split("!/").next().unwrap_or_default();
            paths.iter().any(|changed| Path::new(path).starts_with(changed))
        };
        let title = self.document().map(super::words::title);
        let (mut gone, came) = (0, documents.len());
        self.change(|app, catalogue| {
            let mut all = std::mem::take(catalogue).into_documents();
            let first = all.iter().position(lies_there).unwrap_or(all.len());
            let (old, kept): (Vec<Document>, Vec<Document>) = all.into_iter().partition(lies_there);
            gone = old.len();
            app.added.forget(&old);
            let fresh = app.added.lay(documents);
            all = kept;
            let rest = all.split_off(first.min(all.len()));
            all.extend(fresh);
            all.extend(rest);
            catalogue.extend(all);
        });
        let lost = title.filter(|_| self.reading.document.is_none());
        self.notice = match (failures.into_iter().next(), lost) {
            (Some(failure), _) => Some(failure),
            (None, Some(title)) => Some(match self.lang {
                crate::config::Lang::Zh => format!("《{title}》的文件已不在；标记与批注都还留着"),
                crate::config::Lang::En => format!("The file of {title} is gone; marks and notes are kept"),
            }),
            (None, None) if gone == 0 && came == 0 => return,
            (None, None) => Some(match self.lang {
                crate::config::Lang::Zh => format!("文件有变动：{gone} 篇换作 {came} 篇"),
                crate::config::Lang::En => format!("Files changed: {gone} documents became {came}"),
            }),
        };
    }

    /// Makes the catalogue anew from changed documents. Selections, the text and the history of places stay with what
    /// they meant; the text finds its place by the words that stood there.
    fn change(&mut self, work: impl FnOnce(&mut Self, &mut Catalogue)) {
        let documents = self.catalogue.documents();
        let before = Names {
            documents: documents.iter().map(name).collect(),
            meetings: self.catalogue.meetings().iter().map(|held| held.meeting.id.clone()).collect(),
        };
        let read = self.document().zip(self.locator()).map(|(document, locator)| {
            let eye = self.reading.view.eye();
            (Anchor::of(document, locator.paragraph, locator.char), document.source.path.clone(), eye)
        });
        let chosen = self.speeches.current().map(|row| (row.document, row.speech));
        let chosen = chosen.and_then(|(d, s)| self.catalogue.documents().get(d)?.speeches.get(s)).cloned();

        let mut catalogue = std::mem::take(&mut self.catalogue);
        work(self, &mut catalogue);
        self.catalogue = catalogue;

        let moved = Moved::new(&before, &self.catalogue);
        self.history.each(|place| moved.place(place));
        self.came.iter_mut().for_each(|place| moved.place(place));
        let was = self.reading.document;
        let now = was.and_then(|at| moved.document(at)).or_else(|| {
            // A file that was edited lies at the same path; of several articles the one that has the words.
            let (anchor, path, _) = read.as_ref()?;
            let all = self.catalogue.documents();
            let there: Vec<&Document> = all.iter().filter(|d| d.source.path == *path).collect();
            let id = anchor.find(&there).map(|l| l.document).or_else(|| there.first().map(|d| d.id.clone()))?;
            all.iter().position(|d| d.id == id)
        });
        // What is open stays open while the lists are made; which document that is changes with them.
        self.reading.document = now;
        self.rebuild_moved(&|key| moved.key(key), Came::Others);
        if let Some(at) = now {
            self.reading.document = None;
            let source = self.reading.source.take().filter(|_| was == Some(at));
            self.open_document(at);
            self.reading.source = source;
            let place = self.document().zip(read).and_then(|(d, (anchor, _, eye))| Some((anchor.find(&[d])?, eye)));
            if let Some((locator, eye)) = place {
                self.look(&locator, eye);
            }
        }
        if let Some(chosen) = chosen {
            let all = self.catalogue.documents();
            let same = |d: usize, s: usize| {
                all.get(d).and_then(|d| d.speeches.get(s)).is_some_and(|speech| speech.parts == chosen.parts)
            };
            let at = self.speeches.entries().iter().position(|row| same(row.document, row.speech));
            if let Some((d, s)) =
                at.and_then(|at| self.speeches.entries().get(at)).map(|row| (row.document, row.speech))
            {
                self.speeches.select_where(|row| (row.document, row.speech) == (d, s));
            }
        }
    }
}
