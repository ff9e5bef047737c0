//! Documents that change while the reader is open: files that were edited, moved, deleted, replaced, and notes that were
//! laid on or taken off. What was selected, where one was and the history of places follow what they meant.

use std::collections::{HashMap, HashSet};
use std::path::{MAIN_SEPARATOR, PathBuf};

use crate::catalogue::Catalogue;
use crate::model::{Anchor, Document, DocumentId, MeetingId, Origin};

use super::effect::{Effect, Job};
use super::list::Came;
use super::place::Place;
use super::shelf::Key;
use super::state::App;

/// Where the entries of a catalogue stand after it changed.
struct Moved {
    documents: Vec<Option<usize>>,
    meetings: Vec<Option<usize>>,
}

impl Moved {
    fn new(documents: Vec<Option<usize>>, meetings: &[MeetingId], catalogue: &Catalogue) -> Self {
        let now: HashMap<&MeetingId, usize> =
            catalogue.meetings().iter().enumerate().map(|(at, held)| (&held.meeting.id, at)).collect();
        Self { documents, meetings: meetings.iter().map(|id| now.get(id).copied()).collect() }
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

/// Files that changed, by what lies at a path or under it.
struct Paths(Vec<String>);

impl Paths {
    fn new(paths: &[PathBuf]) -> Self {
        let path = |path: &PathBuf| path.to_string_lossy().trim_end_matches(MAIN_SEPARATOR).to_owned();
        Self(paths.iter().map(path).collect())
    }

    /// Whether a document stands in one of them: in the file, in a file of the folder, in the archive.
    fn hold(&self, document: &Document) -> bool {
        let rest = |changed: &String| document.source.path.strip_prefix(changed.as_str());
        let within = |rest: &str| rest.is_empty() || rest.starts_with(MAIN_SEPARATOR) || rest.starts_with(WITHIN);
        self.0.iter().filter_map(rest).any(within)
    }
}

/// What stands between an archive's path and that of a file in it.
const WITHIN: &str = "!/";

/// The file that a document stands in, or the archive.
fn file(document: &Document) -> &str {
    document.source.path.split(WITHIN).next().unwrap_or_default()
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
                let is_of = |d: &Document| d.source.sha256 == origin.sha256 && d.source.path == origin.path;
                let all = || catalogue.documents().iter().enumerate().filter(|(_, d)| is_of(d));
                let there = || all().filter_map(|(at, _)| catalogue.alone(at)).collect();
                let raw = app.added.take_raw(origin).unwrap_or_else(there);
                fresh.insert(origin.clone(), app.added.lay_source(origin, raw).into_iter());
            }
            let all = catalogue.documents().iter().enumerate();
            let hashes: HashSet<&str> = concerned.iter().map(|origin| origin.sha256.as_str()).collect();
            let all = all.filter(|(_, d)| hashes.contains(d.source.sha256.as_str()));
            let laid: Vec<_> = all.filter_map(|(at, d)| Some((at, fresh.get_mut(&Origin::of(d))?.next()?))).collect();
            let gone: Vec<usize> = laid.iter().map(|(at, _)| *at).collect();
            catalogue.change(&gone, laid)
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
        let changed = Paths::new(paths);
        let title = self.document().map(super::words::title);
        let all = self.catalogue.documents().iter().enumerate();
        let old: Vec<usize> = all.filter(|(_, d)| changed.hold(d)).map(|(at, _)| at).collect();
        let (gone, came) = (old.len(), documents.len());
        self.change(|app, catalogue| {
            let before = catalogue.documents();
            app.added.forget(old.iter().map(|at| &before[*at]));
            let fresh = in_their_places(before, &old, app.added.lay(documents));
            let ids: Vec<DocumentId> = old.iter().map(|at| before[*at].id.clone()).collect();
            let articles: Vec<(String, String)> =
                old.iter().map(|at| (before[*at].source.path.clone(), before[*at].title.clone())).collect();
            let mut stands = catalogue.change(&old, fresh);
            // A file that was moved is the same document at another path.
            let lost = old.iter().zip(&ids).filter(|(at, _)| stands[**at].is_none());
            let lost: HashMap<&DocumentId, usize> = lost.map(|(at, id)| (id, *at)).collect();
            for (now, document) in catalogue.documents().iter().enumerate().filter(|_| !lost.is_empty()) {
                if let Some(was) = lost.get(&document.id) {
                    stands[*was] = Some(now);
                }
            }
            // One that was edited is the article of its title in its file, or the only one there.
            for (at, (path, title)) in old.iter().zip(&articles) {
                if stands[*at].is_some() {
                    continue;
                }
                let there = || catalogue.documents().iter().enumerate().filter(|(_, d)| d.source.path == *path);
                let alone = articles.iter().filter(|(other, _)| other == path).count() == 1 && there().count() == 1;
                stands[*at] = there().find(|(_, d)| alone || d.title == *title).map(|(now, _)| now);
            }
            stands
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

    /// Lets the catalogue change; `work` gives where each document that was there stands then. Selections, the text and the history of places stay with what
    /// they meant; the text finds its place by the words that stood there.
    fn change(&mut self, work: impl FnOnce(&mut Self, &mut Catalogue) -> Vec<Option<usize>>) {
        let meetings: Vec<MeetingId> = self.catalogue.meetings().iter().map(|held| held.meeting.id.clone()).collect();
        let read = self.document().zip(self.locator()).map(|(document, locator)| {
            let eye = self.reading.view.eye();
            (Anchor::of(document, locator.paragraph, locator.char), document.source.path.clone(), eye)
        });
        let chosen = self.speeches.current().map(|row| (row.document, row.speech));
        let chosen = chosen.and_then(|(d, s)| self.catalogue.documents().get(d)?.speeches.get(s)).cloned();

        let mut catalogue = std::mem::take(&mut self.catalogue);
        let documents = work(self, &mut catalogue);
        self.catalogue = catalogue;
        self.refresh_texts();

        let moved = Moved::new(documents, &meetings, &self.catalogue);
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

/// Documents that came, each with its index from now on: where the first document of its file stood, else where the first
/// of all those stood that are gone, else at the end.
fn in_their_places(before: &[Document], gone: &[usize], came: Vec<Document>) -> Vec<(usize, Document)> {
    let mut files: Vec<String> = Vec::new();
    let mut first: Vec<usize> = Vec::new();
    for (nth, at) in gone.iter().enumerate() {
        if nth == 0 || file(&before[*at]) != file(&before[gone[nth - 1]]) {
            files.push(file(&before[*at]).to_owned());
            first.push(*at);
        }
    }
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (file, at) in files.iter().zip(&first) {
        places.entry(file).or_insert(*at);
    }
    let other = first.first().copied().unwrap_or(before.len());
    let mut fresh: Vec<(usize, Document)> =
        came.into_iter().map(|d| (places.get(file(&d)).copied().unwrap_or(other), d)).collect();
    fresh.sort_by_key(|(at, _)| *at);
    // So many stand before a place that stay, and so many that came.
    let stay = |at: usize| at - gone.partition_point(|gone| *gone < at);
    fresh.into_iter().enumerate().map(|(nth, (at, document))| (stay(at) + nth, document)).collect()
}
