//! An index is what a plain scan of its sources is: when it is new, when a source has changed or gone, when it is damaged.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::list::replace;
use super::*;
use crate::library::Error;
use crate::search::corpus::Corpus;

/// A folder of its own that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zuotan-index-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("texts")).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join("texts").join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn read(path: &Path) -> Result<Vec<Document>, Error> {
    crate::library::source::read(path)
}

fn plain() -> Read<'static> {
    Box::new(read)
}

/// What the index finds, and what a plain scan of the same files does.
fn agrees(index: &Index, files: &[PathBuf], query: &str) -> usize {
    let query = Query::new(query).unwrap();
    let mut found: Vec<Place> = (0..index.segments()).flat_map(|number| index.find(number, &query).unwrap()).collect();
    found.sort_by_key(|place| place.document);
    let mut corpus = Corpus::default();
    for document in files.iter().flat_map(|file| read(file).unwrap_or_default()) {
        corpus.push(&document);
    }
    assert_eq!(found, corpus.verify(&query));
    let count: usize = (0..index.segments()).map(|number| index.count(number, &query).unwrap()).sum();
    assert_eq!(count, found.len());
    count
}

#[test]
fn it_follows_its_sources() {
    let folder = Folder::new("follows");
    let at = folder.0.join("index");
    let mut files = vec![
        folder.write("a.txt", "改革开放\n\n改革是关键一招，改革永远在路上。\n"),
        folder.write("b.txt", "另一篇\n\n要推动高质量發展。\n"),
        folder.write("c.txt", "第三篇\n\n高质量发展与改革。\n"),
    ];
    let calls = AtomicUsize::new(0);
    let open = |files: &[PathBuf]| {
        calls.store(0, Ordering::Relaxed);
        let counted = || -> Read<'_> {
            Box::new(|path: &Path| {
                calls.fetch_add(1, Ordering::Relaxed);
                read(path)
            })
        };
        Index::open(&at, files, &counted, &|| true).unwrap().0
    };
    assert_eq!(agrees(&open(&files), &files, "改革"), 4);
    assert_eq!(calls.load(Ordering::Relaxed), 3);
    assert_eq!(agrees(&open(&files), &files, "高质量发展"), 2);
    assert_eq!(calls.load(Ordering::Relaxed), 0, "nothing has changed");
    folder.write("b.txt", "另一篇\n\n要推动高质量發展，高质量发展！\n");
    assert_eq!(agrees(&open(&files), &files, "高质量发展"), 3);
    assert_eq!(calls.load(Ordering::Relaxed), 1, "one source has changed");
    // Written anew with the same words: the hash is the same.
    folder.write("b.txt", "另一篇\n\n要推动高质量發展，高质量发展！\n");
    assert_eq!(agrees(&open(&files), &files, "高质量发展"), 3);
    assert_eq!(calls.load(Ordering::Relaxed), 0, "only the time has changed");
    files.remove(0);
    files.push(folder.write("d.txt", "第四篇\n\n改革。\n"));
    assert_eq!(agrees(&open(&files), &files, "改革"), 2);
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    fs::remove_file(&files[1]).unwrap();
    let gone = open(&files);
    assert_eq!(gone.failures().count(), 1);
    agrees(&gone, &files, "改革");
}

#[test]
fn what_is_read_of_it_is_what_was_imported() {
    let folder = Folder::new("read");
    let files = vec![folder.write("a.txt", "臺灣與Ａ\n\n習近平指出，要推動“高質量”發展。\n")];
    let (index, _) = Index::open(&folder.0.join("index"), &files, &plain, &|| true).unwrap();
    let expected = read(&files[0]).unwrap();
    let known = index.read(|_| true, Texts::Read).unwrap();
    assert_eq!(known.len(), expected.len());
    for ((_, document), expected) in known.iter().zip(&expected) {
        assert!(document.paragraphs.iter().map(|p| &p.text).eq(expected.paragraphs.iter().map(|p| &p.text)));
        assert_eq!((&document.id, &document.title), (&expected.id, &expected.title));
        assert_eq!(document.speeches.len(), expected.speeches.len());
    }
}

#[test]
fn damage_is_repaired_by_itself() {
    let folder = Folder::new("damage");
    let at = folder.0.join("index");
    let text = "改革开放与高质量发展。\n\n".repeat(400);
    let files = vec![folder.write("a.txt", &format!("题目\n\n{text}"))];
    let (index, _) = Index::open(&at, &files, &plain, &|| true).unwrap();
    let all = agrees(&index, &files, "高质量发展");
    assert!(all >= 400);
    let segment = index.segments[0].path().to_path_buf();
    drop(index);
    let whole = fs::read(&segment).unwrap();
    let query = Query::new("高质量发展").unwrap();
    for (part, flipped) in [15, 200, whole.len() / 2, whole.len() - 3].into_iter().enumerate() {
        let (index, _) = Index::open(&at, &files, &plain, &|| true).unwrap();
        let segment = index.segments[0].path().to_path_buf();
        let mut bytes = fs::read(&segment).unwrap();
        bytes[flipped.min(whole.len() - 1)] ^= 0x10;
        replace(&segment, &bytes).unwrap();
        drop(index);
        let (index, _) = Index::open(&at, &files, &plain, &|| true).unwrap();
        // Seen when it is read, or it does not matter to this query; never another answer.
        if let Ok(found) = index.find(0, &query) {
            assert_eq!(found.len(), all, "{part}");
        }
        index.repair();
        let (index, _) = Index::open(&at, &files, &plain, &|| true).unwrap();
        assert_eq!(agrees(&index, &files, "高质量发展"), all, "{part}");
        assert_eq!(index.repair(), 0, "{part}");
    }
    // A list that is cut short is as if it were not there.
    fs::write(at.join("sources"), "zuotan index 1 00000000\nx").unwrap();
    let (index, updated) = Index::open(&at, &files, &plain, &|| true).unwrap();
    assert_eq!((updated.imported, agrees(&index, &files, "高质量发展")), (1, all));
    let states = states(&folder.0);
    assert_eq!(states.iter().map(|s| (s.sources, s.damaged)).max(), Some((1, 0)));
}
