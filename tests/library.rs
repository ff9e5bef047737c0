//! The library as a file on a disk: killed processes, several at once, damage, folders that cannot be written, the cache;
//! and the real reader in a real pseudo-terminal.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

#[path = "kept/home.rs"]
mod home;
#[path = "kept/terminal.rs"]
mod terminal;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use home::{Place, TEXT, name};
use proptest::prelude::*;
use terminal::Running;
use zuotan::app::effect::{Keep, Outcome};
use zuotan::library::store::Store;
use zuotan::library::{Error, Home};
use zuotan::model::note::What;
use zuotan::model::{Anchor, Book, Deed, Document, DocumentId, Left, Mark, Note, Origin};
use zuotan::runtime::import;
use zuotan::runtime::keeper::Keeper;

fn mark(text: &str) -> Note {
    let at = Anchor { document: DocumentId("d".into()), paragraph: 1, char: 2, words: text.into() };
    let origin = Origin { sha256: "ab".into(), path: "a.txt".into() };
    Note { origin, what: What::Mark(Mark { title: text.into(), at }) }
}

fn deed(text: &str) -> Deed {
    Deed { gone: Vec::new(), come: vec![mark(text)] }
}

fn titles(home: &Home) -> Vec<String> {
    let notes = Store::examine(home).unwrap().map_or_else(Vec::new, |store| store.kept().unwrap().notes);
    notes.iter().filter_map(Note::mark).map(|mark| mark.title.clone()).collect()
}

/// A number that is different in every run, and told when a test fails.
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        Self(u64::from(since.subsec_nanos()) | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A person marks, corrects and scrolls; the process is killed at a moment of chance; what was acknowledged is there. Set
/// `ZUOTAN_KILLS=200` for as many moments.
#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let kills: u64 = std::env::var("ZUOTAN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let place = Place::new("killed");
    let long: String =
        (1..=3000).fold(String::new(), |text, n| text + &format!("穆怀远说，第{n}件事要办好，办到群众心里去。\n\n"));
    let file = place.write("a.txt", format!("青岭市召开座谈会\n\n{long}"));
    let mut dice = Dice::new();
    let seed = dice.0;
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    let mut typed = 0;
    for kill in 0..kills {
        let mut reader = Running::start(&mut place.command(&["--no-probe", "--ambiguous", "narrow", name(&file)]));
        reader.wait("for the text", |screen| screen.contains("/3001"));
        reader.send("<tab><tab>");
        let sure = dice.below(4);
        for at in 0..=sure + 1 {
            typed += 1;
            let who = format!("陆{typed}");
            reader.send("}}");
            // What is said next is said of what comes next.
            let said = |screen: &str| ["Marked", "Mark removed", "saved"].iter().any(|word| screen.contains(word));
            reader.wait("for the next", |screen| !said(screen));
            let marks = dice.below(2) == 0;
            if marks {
                reader.send("m");
            } else {
                reader.send(&format!("a{who}<enter>"));
            }
            if at > sure {
                // The moment: while this one is written, before it, after it.
                std::thread::sleep(Duration::from_micros(dice.below(12_000)));
                break;
            }
            if marks {
                reader.wait("for a mark", |screen| screen.contains("Marked") || screen.contains("Mark removed"));
            } else {
                reader.wait("for a correction", |screen| screen.contains("Correction saved"));
                acknowledged.insert(who);
            }
        }
        reader.kill();
        let kept = Store::examine(&place.home()).unwrap_or_else(|error| panic!("{seed} {kill}: {error}"));
        let notes = kept.map_or_else(Vec::new, |store| store.kept().unwrap().notes);
        let names: BTreeSet<String> = notes
            .iter()
            .filter_map(|note| match &note.what {
                What::Speech(speech) => Some(speech.speaker.clone()),
                _ => None,
            })
            .collect();
        // A correction may have taken the place of an earlier one on the same paragraph: then that one can be undone.
        let deeds = Store::examine(&place.home()).unwrap().unwrap().kept().unwrap().deeds;
        let done: BTreeSet<String> = deeds
            .iter()
            .flat_map(|deed| &deed.come)
            .filter_map(|note| match &note.what {
                What::Speech(speech) => Some(speech.speaker.clone()),
                _ => None,
            })
            .collect();
        let lost: Vec<&String> =
            acknowledged.iter().filter(|who| !names.contains(*who) && !done.contains(*who)).collect();
        assert!(lost.is_empty(), "seed {seed}, kill {kill}: lost {lost:?}");
    }
    let doctor = place.out(&["doctor"]);
    assert!(doctor.contains("sound") && doctor.ends_with("nothing is wrong\n"), "{doctor}");
}

#[test]
fn several_processes_write_at_once() {
    let place = Place::new("several");
    let files: Vec<PathBuf> = (0..6)
        .map(|n| {
            let notes = [mark(&format!("甲{n}")), mark(&format!("乙{n}"))];
            place.write(&format!("{n}.toml"), toml::to_string(&Book::of(&notes)).unwrap())
        })
        .collect();
    let children: Vec<_> = files
        .iter()
        .map(|file| {
            place.command(&["annotations", "import", name(file)]).stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(titles(&place.home()).len(), 12);
}

#[test]
fn two_readers_at_once_keep_what_both_add() {
    let place = Place::new("two");
    let mut keepers = [Keeper::new(Some(place.home())), Keeper::new(Some(place.home()))];
    for n in 0..10 {
        for (who, keeper) in keepers.iter_mut().enumerate() {
            let answer = keeper.keep(vec![Keep::Deed(deed(&format!("{who}-{n}")))]);
            assert_eq!(answer, [Ok(Outcome::Acknowledged)]);
        }
    }
    assert_eq!(titles(&place.home()).len(), 20);
}

#[test]
fn a_damaged_library_is_told_kept_aside_and_never_overwritten() {
    let place = Place::new("damaged");
    let texts = place.write("texts/a.txt", TEXT);
    place.out(&["library", "add", name(texts.parent().unwrap())]);
    let file = place.home().library();
    let whole = std::fs::read(&file).unwrap();
    let mut hurt = whole.clone();
    hurt[4096..8192].fill(0xa5);
    for (n, damage) in [b"this is no library at all, but a text of some length".to_vec(), hurt].iter().enumerate() {
        for log in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{log}", file.display()));
        }
        std::fs::write(&file, damage).unwrap();
        let looked = place.run(&["find", "产业", name(&texts)]);
        assert_eq!((looked.code, looked.err.lines().count()), (Some(0), 1), "{looked:?}");
        assert!(looked.err.contains("library.sqlite"), "{looked:?}");
        assert_eq!(&std::fs::read(&file).unwrap(), damage, "looking changes nothing");
        let screen = place.run(&["screen", "--size", "160x12", "--keys", "", name(&texts)]);
        assert!(screen.code == Some(0) && screen.out.contains("damaged"), "{screen:?}");
        let aside = PathBuf::from(format!("{}.damaged-{}", file.display(), n + 1));
        assert_eq!(&std::fs::read(&aside).unwrap(), damage);
        assert!(place.out(&["library", "list"]).contains("the library is empty"));
    }
    assert!(place.out(&["doctor"]).contains("a damaged library file is kept here"));
}

#[test]
fn a_library_of_a_newer_version_is_left_alone() {
    let place = Place::new("newer");
    let texts = place.write("texts/a.txt", TEXT);
    place.out(&["library", "add", name(&texts)]);
    let file = place.home().library();
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let ran = place.run(&["library", "add", name(&texts)]);
    assert_eq!((ran.code, ran.err.lines().count()), (Some(2), 1), "{ran:?}");
    assert!(ran.err.contains("newer version"), "{ran:?}");
    assert!(place.out(&["library", "list"]).contains("a.txt"));
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_nothing_is_dropped() {
    let place = Place::new("blocked");
    // A file where the folder should be: not even the superuser can write into it.
    let block = place.write("data", "in the way");
    let mut keeper = Keeper::new(Some(place.home()));
    assert!(keeper.read().is_none());
    let answer = keeper.keep(vec![Keep::Deed(deed("甲"))]);
    assert!(matches!(&answer[..], [Err(failure)] if failure.0.contains("not saved")), "{answer:?}");
    let screen = place.run(&["screen", "--size", "150x20", "--keys", "m"]);
    assert!(screen.code == Some(0) && screen.out.contains("not saved"), "{screen:?}");
    assert_eq!(place.run(&["library", "add", "."]).code, Some(2));
    // Room again: what waited is written with what comes.
    std::fs::remove_file(block).unwrap();
    assert_eq!(keeper.keep(vec![Keep::Deed(deed("乙"))]), [Ok(Outcome::Acknowledged)]);
    assert_eq!(titles(&place.home()), ["甲", "乙"]);
}

#[test]
fn the_library_is_what_opens_without_a_path() {
    let place = Place::new("opens");
    let folder = place.write("文稿/a.txt", TEXT).parent().unwrap().to_path_buf();
    assert!(place.out(&["library", "add", name(&folder)]).contains("added"));
    assert!(place.out(&["library", "add", name(&folder)]).contains("there already"));
    assert!(place.out(&["screen", "--size", "100x24"]).contains("青岭市产业座谈会"));
    assert!(place.out(&["find", "二十件实事"]).contains("温知秋"));
    let listed: serde_json::Value = serde_json::from_str(place.out(&["library", "list", "--json"]).trim()).unwrap();
    assert_eq!((&listed["kind"], &listed["files"], &listed["exists"]), (&"folder".into(), &1.into(), &true.into()));
    // One broken file, one folder that is not there now: lines, and the rest is there.
    place.write("文稿/b.txt", "");
    let gone = place.write("gone/c.txt", TEXT);
    place.out(&["library", "add", name(&gone)]);
    std::fs::remove_file(&gone).unwrap();
    let ran = place.run(&["export", "--format", "jsonl"]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.lines().count()), (Some(0), 1, 2), "{ran:?}");
    assert!(place.out(&["library", "remove", name(&gone)]).contains("removed"));
    assert_eq!(place.run(&["library", "remove", name(&gone)]).code, Some(2));
    assert_eq!(place.run(&["library", "add", "not/there"]).code, Some(2));
}

fn imported(paths: &[PathBuf], home: Option<&Home>) -> Vec<Document> {
    let mut out = Vec::new();
    import::import(paths, home, &mut |outcome| {
        if let Outcome::Documents { documents, .. } = outcome {
            out.extend(documents);
        }
        true
    });
    out
}

fn cache_file(home: &Home) -> Option<PathBuf> {
    let mut entries = std::fs::read_dir(home.cache()).unwrap().flatten().map(|entry| entry.path());
    entries.find(|path| path.extension().is_some_and(|end| end == "sqlite"))
}

#[test]
fn the_cache_gives_what_import_gives_however_it_is_damaged() {
    let place = Place::new("cache");
    for n in 0..40 {
        place.write(&format!("texts/{n}.txt"), TEXT.replace("二十", &format!("{n}")));
    }
    let (paths, home) = ([place.0.join("texts")], place.home());
    let plain = imported(&paths, None);
    assert_eq!(plain.len(), 40);
    assert_eq!(imported(&paths, Some(&home)), plain);
    assert_eq!(imported(&paths, Some(&home)), plain, "from the cache");
    let mut dice = Dice::new();
    for turn in 0..25 {
        let seed = dice.0;
        // A cache that could not be mended is gone, and made anew by the import after it.
        let Some(file) = cache_file(&home) else {
            assert_eq!(imported(&paths, Some(&home)), plain, "seed {seed}, turn {turn}, no cache");
            continue;
        };
        let mut bytes = std::fs::read(&file).unwrap();
        for _ in 0..=dice.below(40) {
            let at = usize::try_from(dice.below(bytes.len() as u64)).unwrap();
            bytes[at] ^= 1 << dice.below(8);
        }
        if turn % 5 == 4 {
            bytes.truncate(bytes.len() / 2);
        }
        for log in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{log}", file.display()));
        }
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(imported(&paths, Some(&home)), plain, "seed {seed}, turn {turn}");
        assert_eq!(imported(&paths, Some(&home)), plain, "seed {seed}, turn {turn}, made anew");
    }
    // A file that changes is not taken from the cache; one that moves is.
    place.write("texts/0.txt", TEXT.replace("二十", "三百"));
    assert!(imported(&paths, Some(&home)).iter().any(|d| d.paragraphs.iter().any(|p| p.text.contains("三百件"))));
    std::fs::rename(place.0.join("texts/1.txt"), place.0.join("texts/99.txt")).unwrap();
    let moved = imported(&paths, Some(&home));
    assert!(moved.iter().any(|d| d.source.path.ends_with("99.txt")));
    assert_eq!(moved, imported(&paths, None));
}

#[test]
fn an_open_reader_notices_what_changes() {
    let place = Place::new("watch");
    let folder = place.write("文稿/a.txt", TEXT).parent().unwrap().to_path_buf();
    let arguments = ["--no-probe", "--ambiguous", "narrow", name(&folder)];
    let mut reader = Running::start(&mut place.command(&arguments));
    reader.wait("for the first", |screen| screen.contains("青岭市产业座谈会"));
    reader.send("3");
    place.write("文稿/深处/b.txt", "云麓县通报天气\n\n云麓县明日有雨，望出行注意安全，带好雨具，早出早归。\n");
    reader.wait("for one that came", |screen| screen.contains("云麓县通报天气"));
    std::fs::remove_file(folder.join("a.txt")).unwrap();
    reader.wait("for one that went", |screen| !screen.contains("青岭市召开产业座谈会"));
    reader.send("q");
    assert!(reader.ended());
}

fn any_note() -> impl Strategy<Value = Note> {
    let words = "[\\PC\n\"\\\\'#\\[\\]=]{0,20}";
    (words, words, words, any::<usize>(), 0usize..1000, "[0-9a-f]{4}").prop_map(
        |(title, words, path, paragraph, char, sha256)| {
            // TOML counts to 2⁶³.
            let paragraph = paragraph >> 1;
            let at = Anchor { document: DocumentId(format!("{sha256}-0")), paragraph, char, words };
            Note { origin: Origin { sha256, path }, what: What::Mark(Mark { title, at }) }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn notes_go_through_toml_and_the_library_unchanged(notes in prop::collection::vec(any_note(), 0..8)) {
        let text = toml::to_string_pretty(&Book::of(&notes)).unwrap();
        let book: Book = toml::from_str(&text).unwrap();
        let mut read = book.notes();
        let key = |note: &Note| format!("{note:?}");
        let mut expected = notes.clone();
        expected.sort_by_key(key);
        read.sort_by_key(key);
        prop_assert_eq!(&read, &expected);

        let place = Place::new("law");
        let mut store = Store::open(&place.home()).unwrap().store;
        let deed = Deed { gone: Vec::new(), come: notes.clone() };
        store.carry(&deed).unwrap();
        prop_assert_eq!(&store.kept().unwrap().notes, &notes);
        prop_assert_eq!(store.kept().unwrap().deeds, vec![deed.clone()]);
        store.undo(&deed).unwrap();
        prop_assert_eq!(store.kept().unwrap().notes, Vec::new());
        prop_assert_eq!(store.kept().unwrap().deeds, Vec::new());
    }
}

#[test]
fn places_and_queries_keep_the_latest_last() {
    let place = Place::new("latest");
    let mut store = Store::open(&place.home()).unwrap().store;
    let left = |document: &str, paragraph| Left {
        origin: Origin::default(),
        at: Anchor { document: DocumentId(document.into()), paragraph, char: 0, words: String::new() },
    };
    store.leave(&[left("a", 1), left("b", 2)]).unwrap();
    store.leave(&[left("a", 7)]).unwrap();
    assert_eq!(store.kept().unwrap().places, [left("b", 2), left("a", 7)]);
    for query in ["甲", "乙", "甲"] {
        store.ask(query).unwrap();
    }
    assert_eq!(store.kept().unwrap().queries, ["乙", "甲"]);
}

#[test]
fn errors_name_the_file_and_what_to_do() {
    let place = Place::new("errors");
    place.write("data/zuotan/library.sqlite", "no library");
    let error = Store::examine(&place.home()).err().unwrap();
    assert!(matches!(error, Error::Damaged { .. }) && error.to_string().contains("library.sqlite"), "{error}");
}
