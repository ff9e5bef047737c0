//! A thousand random queries over one body of texts: what a naive count over the folded text finds, a scan finds, and an
//! index, a library whose index is half built, and an index that was damaged, before and after it is repaired: every place.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

#[path = "../benches/find/dice.rs"]
mod dice;

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use dice::Dice;
use zuotan::app::effect::Outcome;
use zuotan::app::hit::Asked;
use zuotan::app::seeking::seek;
use zuotan::library::index::{Index, Read};
use zuotan::library::{shipped, source};
use zuotan::model::Document;
use zuotan::runtime::cores::Cores;
use zuotan::search::corpus::{Corpus, Place};
use zuotan::search::query::Query;
use zuotan::search::texts::Texts;
use zuotan::text::fold::{fold, folded};

/// Queries that are tried.
const QUERIES: usize = 1_000;

/// A query, and what it means, told without the program's own reading of it.
#[derive(Debug)]
enum Meaning {
    /// Chars one after the other, each one of a set; an empty set is any char.
    Chars(Vec<Vec<char>>),
    /// Words with up to four letters between them.
    Wild(Vec<Vec<char>>),
    /// Pieces one after the other, as a regular expression takes them.
    Pieces(Vec<Piece>),
    And(Box<Meaning>, Box<Meaning>),
    Or(Box<Meaning>, Box<Meaning>),
    Not(Box<Meaning>, Box<Meaning>),
    Near(Box<Meaning>, Box<Meaning>, usize),
}

/// One of some words, so many times, as often as will do; no word at all is any char.
#[derive(Debug)]
struct Piece {
    words: Vec<Vec<char>>,
    times: Range<usize>,
}

/// The end of pieces that begin at a char, of which the first was met so often already.
fn pieces(text: &[char], at: usize, all: &[Piece], met: usize) -> Option<usize> {
    let Some((piece, rest)) = all.split_first() else { return Some(at) };
    let lengths: Vec<usize> = if met + 1 >= piece.times.end {
        Vec::new()
    } else if piece.words.is_empty() {
        (at < text.len()).then_some(1).into_iter().collect()
    } else {
        piece.words.iter().filter(|word| text[at..].starts_with(word)).map(Vec::len).collect()
    };
    let further = lengths.into_iter().find_map(|length| pieces(text, at + length, all, met + 1));
    further.or_else(|| (met >= piece.times.start).then(|| pieces(text, at, rest, 0)).flatten())
}

type Ranges = Vec<Range<usize>>;

/// From the left, none into another.
fn free(mut ranges: Ranges) -> Ranges {
    let mut end = 0;
    ranges.retain(|range| {
        let is_free = range.start >= end;
        end = if is_free { range.end } else { end };
        is_free
    });
    ranges
}

/// The end of words that begin at a char, with as few letters as will do between them.
fn wild(text: &[char], at: usize, words: &[Vec<char>]) -> Option<usize> {
    let Some((first, rest)) = words.split_first() else { return Some(at) };
    for gap in 0..=4 {
        if text.get(at..at + gap)?.iter().any(|c| !c.is_alphanumeric()) {
            return None;
        }
        if text.get(at + gap..).is_some_and(|left| left.starts_with(first))
            && let Some(end) = wild(text, at + gap + first.len(), rest)
        {
            return Some(end);
        }
    }
    None
}

impl Meaning {
    /// The places in a folded paragraph; None where it is not what is asked for.
    fn places(&self, text: &[char]) -> Option<Ranges> {
        let both = |a: Ranges, b: Ranges| {
            let mut all = [a, b].concat();
            all.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
            free(all)
        };
        let found = match self {
            Self::Chars(sets) => {
                let is = |at: &usize| {
                    let here = text.get(*at..*at + sets.len());
                    here.is_some_and(|here| here.iter().zip(sets).all(|(c, set)| set.is_empty() || set.contains(c)))
                };
                free((0..text.len()).filter(is).map(|at| at..at + sets.len()).collect())
            }
            Self::Wild(words) => {
                let (mut found, mut at) = (Vec::new(), 0);
                while at < text.len() {
                    let starts = text[at..].starts_with(&words[0]);
                    let end = starts.then(|| wild(text, at + words[0].len(), &words[1..])).flatten();
                    found.extend(end.map(|end| at..end));
                    at = end.unwrap_or(at + 1);
                }
                found
            }
            Self::Pieces(all) => {
                let (mut found, mut at) = (Vec::new(), 0);
                while at < text.len() {
                    let end = pieces(text, at, all, 0).filter(|end| *end > at);
                    found.extend(end.map(|end| at..end));
                    at = end.unwrap_or(at + 1);
                }
                found
            }
            Self::And(a, b) => return Some(both(a.places(text)?, b.places(text)?)),
            Self::Or(a, b) => match (a.places(text), b.places(text)) {
                (None, None) => return None,
                (a, b) => return Some(both(a.unwrap_or_default(), b.unwrap_or_default())),
            },
            Self::Not(a, b) => {
                let a = a.places(text)?;
                return b.places(text).is_none().then_some(a);
            }
            Self::Near(a, b, within) => {
                let (a, b) = (a.places(text)?, b.places(text)?);
                let mut pairs = Vec::new();
                for (a, b) in a.iter().flat_map(|a| b.iter().map(move |b| (a, b))) {
                    let (first, second) = if a.end <= b.start { (a, b) } else { (b, a) };
                    if second.start.checked_sub(first.end).is_some_and(|gap| gap <= *within) {
                        pairs.push(first.start..second.end);
                    }
                }
                pairs.sort_by_key(|pair| (pair.end, std::cmp::Reverse(pair.start)));
                free(pairs)
            }
        };
        (!found.is_empty()).then_some(found)
    }
}

/// The texts that queries are cut from, and other glyphs for the same chars.
struct Words<'w> {
    paragraphs: &'w [Vec<char>],
    glyphs: HashMap<char, Vec<char>>,
}

impl Words<'_> {
    /// Some chars of a text in a row, letters and hanzi alone.
    fn cut(&self, dice: &mut Dice, most: usize) -> Vec<char> {
        loop {
            let text = &self.paragraphs[dice.below(self.paragraphs.len())];
            let length = 1 + dice.below(most);
            let start = dice.below(text.len().saturating_sub(length).max(1));
            let cut: Vec<char> = text.iter().skip(start).take(length).copied().collect();
            if cut.len() == length && cut.iter().all(|c| c.is_alphanumeric()) {
                return cut;
            }
        }
    }

    /// The same in other glyphs at times: traditional, of full width.
    fn glyphs(&self, chars: &[char], dice: &mut Dice) -> String {
        let other = |c: &char, dice: &mut Dice| match self.glyphs.get(c) {
            Some(others) if dice.below(3) == 0 => others[dice.below(others.len())],
            _ => *c,
        };
        chars.iter().map(|c| other(c, dice)).collect()
    }

    /// A query as typed, and what it means.
    fn query(&self, dice: &mut Dice) -> (String, Meaning) {
        let word = |dice: &mut Dice, most: usize| {
            let chars = self.cut(dice, most);
            let typed = self.glyphs(&chars, dice);
            (typed, Box::new(Meaning::Chars(chars.into_iter().map(|c| vec![c]).collect())))
        };
        match dice.below(12) {
            0 => {
                let (a, b) = (self.cut(dice, 3), self.cut(dice, 2));
                (format!("{}*{}", self.glyphs(&a, dice), self.glyphs(&b, dice)), Meaning::Wild(vec![a, b]))
            }
            1 => {
                let ((a, is_a), (b, is_b)) = (word(dice, 3), word(dice, 3));
                (format!("{a} AND {b}"), Meaning::And(is_a, is_b))
            }
            2 => {
                let ((a, is_a), (b, is_b)) = (word(dice, 4), word(dice, 4));
                (format!("{a} OR {b}"), Meaning::Or(is_a, is_b))
            }
            3 => {
                let ((a, is_a), (b, is_b), (c, is_c)) = (word(dice, 3), word(dice, 2), word(dice, 2));
                let either = Meaning::Or(is_b, is_c);
                (format!("{a} NOT ({b} OR {c})"), Meaning::Not(is_a, Box::new(either)))
            }
            4 => {
                let ((a, is_a), (b, is_b)) = (word(dice, 2), word(dice, 2));
                let within = dice.below(30);
                (format!("{a} NEAR/{within} {b}"), Meaning::Near(is_a, is_b, within))
            }
            5 => {
                let cut = self.cut(dice, 4);
                let (mut typed, mut sets) = (String::from("/"), Vec::new());
                for c in cut {
                    let other = self.cut(dice, 1)[0];
                    match dice.below(3) {
                        0 if !sets.is_empty() => {
                            typed.push('.');
                            sets.push(Vec::new());
                        }
                        1 => {
                            typed.extend(['[', c, other, ']']);
                            sets.push(vec![c, other]);
                        }
                        _ => {
                            typed.push(c);
                            sets.push(vec![c]);
                        }
                    }
                }
                (typed + "/", Meaning::Chars(sets))
            }
            // Pieces with gaps, choices, repetitions: the literals of these choose the places that are looked at.
            6 | 7 => {
                let (mut typed, mut all) = (String::from("/"), Vec::new());
                for number in 0..2 + dice.below(2) {
                    if number > 0 {
                        let most = dice.below(8);
                        typed = format!("{typed}.{{0,{most}}}");
                        all.push(Piece { words: Vec::new(), times: 0..most + 1 });
                    }
                    let (a, b) = (self.cut(dice, 2), self.cut(dice, 3));
                    let [one, other] = [&a, &b].map(|chars| self.glyphs(chars, dice));
                    let times = match dice.below(4) {
                        0 if number > 0 => ("?", 0..2),
                        1 => ("+", 1..64),
                        _ => ("", 1..2),
                    };
                    typed = format!("{typed}({one}|{other}){}", times.0);
                    all.push(Piece { words: vec![a, b], times: times.1 });
                }
                (typed + "/", Meaning::Pieces(all))
            }
            8 => {
                let (typed, meaning) = word(dice, 6);
                (format!("\"{typed}\""), *meaning)
            }
            _ => {
                let (typed, meaning) = word(dice, 12);
                (typed, *meaning)
            }
        }
    }
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Files of recombined paragraphs of the shipped texts, some of them in traditional glyphs and of full width.
fn files(folder: &Path, glyphs: &HashMap<char, Vec<char>>) -> Vec<PathBuf> {
    let documents = shipped::documents();
    let paragraphs: Vec<&str> =
        documents.iter().flat_map(|d| &d.paragraphs).map(|p| p.text.trim()).filter(|text| !text.is_empty()).collect();
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    (0..36)
        .map(|number| {
            let mut text = format!("第{number}篇\n\n");
            for _ in 0..12 {
                let paragraph = paragraphs[dice.below(paragraphs.len())];
                let often = 1 + dice.below(40);
                let other = |c: char, dice: &mut Dice| match glyphs.get(&fold(c)) {
                    Some(others) if dice.below(often) == 0 => others[dice.below(others.len())],
                    _ => c,
                };
                text.extend(paragraph.chars().map(|c| other(c, &mut dice)));
                text.push_str("\n\n");
            }
            let path = folder.join(format!("{number:02}.txt"));
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect()
}

fn reading() -> Read<'static> {
    Box::new(source::read)
}

fn open(folder: &Path, files: &[PathBuf]) -> Index {
    Index::open(folder, files, &reading, &|| true).unwrap().0
}

/// What an index finds; None where it says that it is damaged.
fn indexed(index: &Index, query: &Query) -> Option<(usize, Vec<Place>)> {
    let (mut count, mut places) = (0, Vec::new());
    for number in 0..index.segments() {
        count += index.count(number, query).ok()?;
        places.extend(index.find(number, query).ok()?);
    }
    places.sort_by_key(|place| (place.document, place.paragraph, place.chars.start));
    Some((count, places))
}

/// What the reader's search finds in texts; None where it says that an index is damaged.
fn sought(texts: &Texts, query: &Query) -> Option<Vec<Place>> {
    let (mut places, mut damaged) = (Vec::new(), false);
    seek(texts, &Asked::Query(Box::new(query.clone())), &Cores(&|| true), &mut |outcome| {
        match outcome {
            Outcome::Hits { hits, .. } => {
                let place = |hit: zuotan::app::hit::Hit| Place {
                    document: hit.document,
                    paragraph: hit.paragraph,
                    chars: hit.chars,
                };
                places.extend(hits.into_iter().map(place));
            }
            _ => damaged = true,
        }
        true
    });
    places.sort_by_key(|place| (place.document, place.paragraph, place.chars.start));
    (!damaged).then_some(places)
}

/// Texts of which an index holds what it holds, and the rest is folded.
fn texts(index: Index, documents: &[Document]) -> Texts {
    let mut texts = Texts::default();
    texts.adopt(index.into_shelves().unwrap(), documents);
    while !texts.grow(documents, 1 << 16) {}
    texts
}

#[test]
fn every_back_end_finds_what_a_naive_count_finds() {
    let home = Folder(std::env::temp_dir().join(format!("zuotan-backends-{}", std::process::id())));
    let _ = std::fs::remove_dir_all(&home.0);
    std::fs::create_dir_all(home.0.join("texts")).unwrap();
    let mut glyphs: HashMap<char, Vec<char>> = HashMap::new();
    for c in ('\u{4E00}'..='\u{9FFF}').chain('\u{FF21}'..='\u{FF5A}').filter(|c| fold(*c) != *c) {
        glyphs.entry(fold(c)).or_default().push(c);
    }
    let files = files(&home.0.join("texts"), &glyphs);
    let documents: Vec<Document> = files.iter().flat_map(|file| source::read(file).unwrap()).collect();
    let paragraphs: Vec<Vec<char>> =
        documents.iter().flat_map(|d| &d.paragraphs).map(|p| folded(&p.text).chars().collect()).collect();
    let numbers: Vec<(usize, usize)> = documents
        .iter()
        .enumerate()
        .flat_map(|(document, d)| (0..d.paragraphs.len()).map(move |paragraph| (document, paragraph)))
        .collect();
    let mut corpus = Corpus::default();
    for document in &documents {
        corpus.push(document);
    }

    // A whole index of several segments; one that has half of the files; one that is then damaged in many places.
    let at = |name: &str| home.0.join(name);
    open(&at("whole"), &files[..20]);
    let whole = open(&at("whole"), &files);
    assert!(whole.segments() > 1);
    let half = open(&at("half"), &files[..files.len() / 2]);
    let half = texts(half, &documents);
    assert!((1..documents.len()).contains(&half.indexed()) && half.documents() == documents.len());
    let broken = open(&at("broken"), &files);
    let broken_texts = texts(open(&at("broken"), &files), &documents);
    for entry in std::fs::read_dir(at("broken")).unwrap().flatten().filter(|e| e.file_name() != *"sources") {
        // Written where it lies, so that the maps that are open see it.
        let mut bytes = std::fs::read(entry.path()).unwrap();
        let mut dice = Dice(3);
        for _ in 0..8 {
            let place = 1_000 + dice.below(bytes.len() - 1_000);
            bytes[place] ^= 1 << dice.below(8);
        }
        std::fs::write(entry.path(), bytes).unwrap();
    }
    let words = Words { paragraphs: &paragraphs, glyphs };
    let mut dice = Dice(7);
    let queries: Vec<(String, Query, Vec<Place>)> = (0..QUERIES)
        .map(|_| {
            let (typed, meaning) = words.query(&mut dice);
            let query = Query::new(&typed).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));
            let place = |number: usize| {
                let (document, paragraph) = numbers[number];
                move |chars| Place { document, paragraph, chars }
            };
            let found = paragraphs.iter().enumerate();
            let expected =
                found.flat_map(|(at, text)| meaning.places(text).unwrap_or_default().into_iter().map(place(at)));
            (typed, query, expected.collect())
        })
        .collect();
    assert!(queries.iter().filter(|(.., expected)| !expected.is_empty()).count() > QUERIES / 2);
    let mut seen = 0;
    for (typed, query, expected) in &queries {
        assert_eq!(&corpus.find(query, || true), expected, "scan: {typed}");
        assert_eq!(corpus.count(query), expected.len(), "scan: {typed}");
        let (count, places) = indexed(&whole, query).unwrap();
        assert_eq!((count, &places), (expected.len(), expected), "index: {typed}");
        assert_eq!(sought(&half, query).as_ref(), Some(expected), "half an index: {typed}");
        // Damage is seen where it matters; it never makes another answer.
        match indexed(&broken, query) {
            Some(answer) => assert_eq!(answer, (expected.len(), expected.clone()), "damaged: {typed}"),
            None => seen += 1,
        }
        if let Some(places) = sought(&broken_texts, query) {
            assert_eq!(&places, expected, "damaged, in the reader: {typed}");
        }
    }
    assert!(seen > 0, "no query met the damage");
    assert!(broken.repair() > 0);
    let repaired = open(&at("broken"), &files);
    for (typed, query, expected) in &queries {
        assert_eq!(indexed(&repaired, query), Some((expected.len(), expected.clone())), "repaired: {typed}");
    }
    let repaired = texts(repaired, &documents);
    assert_eq!(repaired.indexed(), documents.len());
    for (typed, query, expected) in &queries {
        assert_eq!(sought(&repaired, query).as_ref(), Some(expected), "repaired, in the reader: {typed}");
    }
}
