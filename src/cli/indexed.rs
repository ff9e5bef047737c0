//! The search index behind `zuotan find`: large files are searched in the cache folder, where nothing is imported that has
//! been imported before. Where there is no index (few texts, standard input, no cache folder), everything is read.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{complain, home};
use crate::app::fulltext::Occurrence;
use crate::app::sieve::{Beside, Sieve};
use crate::catalogue::Catalogue;
use crate::library::index::{self, Files, Index, Read, Texts};
use crate::library::{Home, source};
use crate::search::corpus::Place;
use crate::search::limits::Limits;
use crate::search::positions::Damaged;
use crate::search::query::Query;

/// Bytes of files from which on they are indexed: below, reading them is as quick.
const FROM: u64 = 2 << 20;

/// The index of the paths of a command line.
pub struct Indexed {
    files: Files,
    folder: PathBuf,
    index: Index,
    /// Where what the user noted lies, to be laid on what is read.
    home: Option<Home>,
    /// Occurrences in all that the limits of the last search allow.
    pub total: usize,
}

/// An occurrence in the catalogue that comes with it.
pub struct Hit {
    place: Place,
    speech: Option<usize>,
}

impl Hit {
    /// What stands there.
    pub fn occurrence<'a>(&self, catalogue: &'a Catalogue) -> Option<Occurrence<'a>> {
        let Place { document, paragraph, chars } = self.place.clone();
        Occurrence::new(catalogue, document, self.speech, paragraph, chars)
    }
}

impl Indexed {
    /// The index of these paths, brought up to date; None where there is none and everything must be read.
    pub fn open(paths: &[PathBuf]) -> Option<Self> {
        let home = home::of_platform();
        let folders = if paths.is_empty() { home::folders(home.as_ref()) } else { Vec::new() };
        let paths = if paths.is_empty() { &folders } else { paths };
        if paths.is_empty() || paths.iter().any(|path| path == Path::new("-")) {
            return None;
        }
        let files = source::files(paths).ok()?;
        // One path names each file once.
        if paths.len() > 1 && files.iter().collect::<HashSet<_>>().len() < files.len() {
            return None;
        }
        let files = Files::new(files);
        if files.bytes() < FROM {
            return None;
        }
        let folder = index::folder_of(&index::home()?, paths);
        let (index, _) = Index::of(&folder, &files, &reading, &|| true).ok()?;
        if index.documents() == 0 {
            return None;
        }
        index.failures().for_each(complain);
        Some(Self { files, folder, index, home, total: 0 })
    }

    /// Does something with the index; where it is damaged, it is made anew first.
    fn sound<T>(&mut self, ask: impl Fn(&Index) -> Result<T, Damaged>) -> Result<T> {
        for _ in 0..2 {
            if let Ok(answer) = ask(&self.index) {
                return Ok(answer);
            }
            self.index.repair();
            self.index = Index::of(&self.folder, &self.files, &reading, &|| true)?.0;
        }
        match ask(&self.index) {
            Ok(answer) => Ok(answer),
            Err(Damaged) => bail!(
                "{}: 索引已损坏且无法重建 the index is damaged and could not be made anew; 请删除此文件夹 delete this folder",
                self.folder.display()
            ),
        }
    }

    /// The number of occurrences.
    pub fn count(&mut self, query: &Query) -> Result<usize> {
        Ok(self.sound(|index| each(index, |number| index.count(number, query)))?.into_iter().sum())
    }

    /// Every occurrence, in the order of files, documents and paragraphs.
    pub fn find(&mut self, query: &Query) -> Result<Vec<Place>> {
        let mut places: Vec<Place> =
            self.sound(|index| each(index, |number| index.find(number, query)))?.into_iter().flatten().collect();
        // Within a document the order is that of the text already.
        places.sort_by_key(|place| place.document);
        Ok(places)
    }

    /// Everyone that the index knows, without the texts.
    pub fn people(&mut self) -> Result<Catalogue> {
        let known = self.sound(|index| index.read(|_| true, Texts::Left))?;
        let mut catalogue = Catalogue::default();
        catalogue.extend(known.into_iter().map(|(_, document)| document).collect());
        Ok(catalogue)
    }

    /// The occurrences that the limits allow, at most `limit` of them, in a catalogue of the documents that hold them.
    pub fn hits(&mut self, query: &Query, limits: &Limits, limit: Option<usize>) -> Result<(Catalogue, Vec<Hit>)> {
        let beside = beside(self.home.as_ref());
        let places = self.find(query)?;
        let most = limit.unwrap_or(usize::MAX);
        // Who a speaker is may show in another document: then all are looked at, without their texts.
        let places: Vec<Place> = if limits.is_empty() {
            self.total = places.len();
            places.into_iter().take(most).collect()
        } else {
            let mut all = Catalogue::default();
            // Notes are anchored in the text.
            let bare = beside.notes.is_empty() && limits.annotation.is_empty();
            let texts = if bare { Texts::Left } else { Texts::Read };
            let known = self.sound(|index| index.read(|_| true, texts))?;
            all.extend(beside.notes.lay(known.into_iter().map(|(_, document)| document).collect()));
            let mut sieve = Sieve::new(&all, limits, &beside);
            sieve.said().iter().for_each(|line| complain(line));
            let allowed = |place: Place| {
                let passages = sieve.allowed(&all, query, &place).into_iter();
                passages.map(move |(chars, _)| Place { chars, ..place.clone() })
            };
            let places: Vec<Place> = places.into_iter().flat_map(allowed).collect();
            self.total = places.len();
            places.into_iter().take(most).collect()
        };
        let wanted: HashSet<usize> = places.iter().map(|place| place.document).collect();
        let read = self.sound(|index| index.read(|number| wanted.contains(&number), Texts::Read))?;
        let numbers: Vec<usize> = read.iter().map(|(number, _)| *number).collect();
        let mut catalogue = Catalogue::default();
        catalogue.extend(beside.notes.lay(read.into_iter().map(|(_, document)| document).collect()));
        let mut sieve = Sieve::new(&catalogue, &Limits::default(), &Beside::default());
        let hit = |place: Place| {
            let document = numbers.binary_search(&place.document).ok()?;
            let speech = sieve.allows(&catalogue, document, place.paragraph, place.chars.start)?;
            Some(Hit { place: Place { document, ..place }, speech })
        };
        let hits = places.into_iter().filter_map(hit).collect();
        Ok((catalogue, hits))
    }
}

/// What limits are decided by beside the documents.
pub fn beside(home: Option<&Home>) -> Beside {
    Beside { sounds: crate::runtime::settings::load().config.sounds, notes: home::notes(home) }
}

/// What imports files, for one worker.
fn reading() -> Read<'static> {
    Box::new(source::read)
}

/// Asks all segments, as many at a time as there are processors; their answers in order.
fn each<T: Send>(index: &Index, ask: impl Fn(usize) -> Result<T, Damaged> + Sync) -> Result<Vec<T>, Damaged> {
    let count = index.segments();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    if threads <= 1 {
        return (0..count).map(ask).collect();
    }
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut answers = Vec::new();
        loop {
            let number = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if number >= count {
                return answers;
            }
            answers.push((number, ask(number)));
        }
    };
    let mut answers: Vec<(usize, Result<T, Damaged>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    answers.sort_by_key(|(number, _)| *number);
    if answers.len() < count {
        return Err(Damaged);
    }
    answers.into_iter().map(|(_, answer)| answer).collect()
}
