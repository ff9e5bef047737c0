//! Whether an atom matches a column and how well: contiguous first, then the name, then starts, then the score of
//! `SkimMatcherV2`, which ranks every scattered 长江三角洲 above a contiguous 推动长三角 when left alone.
//! Whether is decided by `matches` alone; `class` and `score` never disagree with it.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::atom::{Atom, Place, Sense};
use super::field::Weight;
use super::rows::Rows;
use crate::pinyin::name;
use crate::pinyin::spell::{Spelling, passed_over};
use crate::pinyin::walk::Walk;

/// A contiguous match.
const RUN: i64 = 1 << 24;
/// In the name, read in full or covering it.
const NAME: i64 = 1 << 22;
/// The whole column.
const WHOLE: i64 = 1 << 21;
/// At the start of a column.
const START: i64 = 1 << 20;
/// At the start of a word inside a column.
const WORD: i64 = 1 << 19;
/// For each further atom that matches in the same column: 上海…书记 is one office.
const TOGETHER: i64 = 3 << 20;
/// In another spelling of the name.
const ALIAS: i64 = 1 << 18;
/// In the name, but only by an initial or a part.
const IN_NAME: i64 = 1 << 17;
/// For each step that pinyin is away from the usual full readings.
const STEP: i64 = 1 << 13;
/// Chars of a column beyond which its length no longer counts.
const LONGEST: usize = 255;

/// Walks that are kept: as many as a pattern has atoms.
const WALKS: usize = 8;

/// What scoring needs again and again.
#[derive(Default)]
pub struct Scorer {
    matcher: SkimMatcherV2,
    chars: Vec<char>,
    /// For the spellings that were asked for last.
    walks: Vec<Walk>,
}

/// Where an atom matches a column, and its score without the matcher's.
struct Found {
    class: i64,
    at: Where,
}

/// The chars that matched.
#[derive(Clone)]
enum Where {
    /// A run.
    Run(Range<usize>),
    /// In order with others between, as the matcher lays them.
    Scattered,
}

/// How a row is matched best.
struct Rated {
    class: i64,
    /// For each atom that must match its column and where.
    laid: Vec<(usize, Where)>,
}

impl Scorer {
    /// Whether a row has what an atom asks for, its sense aside.
    pub fn matches(&mut self, rows: &Rows, row: usize, atom: &Atom) -> bool {
        self.reads(rows, row, atom) || self.has(rows, row, atom)
    }

    /// Whether a row has the very characters of an atom.
    pub fn has(&mut self, rows: &Rows, row: usize, atom: &Atom) -> bool {
        let chars = &mut self.chars;
        rows.columns(row).any(|column| {
            chars.clear();
            chars.extend(column.chars());
            literal(chars, atom)
        })
    }

    /// Whether a row has an atom by its readings.
    pub fn reads(&mut self, rows: &Rows, row: usize, atom: &Atom) -> bool {
        let Some(spelling) = &atom.spelling else { return false };
        // Where the run must end a column the best reading decides, and a walk does not know which that is.
        let ends = matches!(atom.place, Place::End | Place::Whole);
        if !ends && let Some(walk) = self.walk(spelling, atom.place == Place::Start) {
            return rows.columns(row).any(|column| walk.finds(column.units()));
        }
        let chars = &mut self.chars;
        rows.columns(row).any(|column| {
            chars.clear();
            chars.extend(column.chars());
            spelled(chars, spelling, atom.place)
        })
    }

    /// A walk for a spelling; None where it is too long for one.
    fn walk(&mut self, spelling: &Spelling, anchored: bool) -> Option<&mut Walk> {
        let known = self.walks.iter().position(|walk| walk.is_for(spelling, anchored));
        if known.is_none() {
            if self.walks.len() == WALKS {
                self.walks.clear();
            }
            self.walks.push(Walk::new(spelling, anchored)?);
        }
        let at = known.unwrap_or(self.walks.len() - 1);
        self.walks.get_mut(at)
    }

    /// The class of a row that matches: all that counts but the matcher's score, which only orders rows of one class.
    pub fn class(&mut self, rows: &Rows, row: usize, atoms: &[Atom]) -> i64 {
        self.rate(rows, row, atoms).class
    }

    /// The score of a row that matches: its class and what the matcher gives.
    pub fn score(&mut self, rows: &Rows, row: usize, atoms: &[Atom]) -> i64 {
        let rated = self.rate(rows, row, atoms);
        let mut score = rated.class;
        for ((column, at), atom) in rated.laid.into_iter().zip(must(atoms)) {
            let Some(column) = rows.columns(row).nth(column) else { continue };
            let text: String = column.chars().collect();
            // The hanzi of a run stand for what was typed: so pinyin is scored by the same matcher.
            let given = match at {
                Where::Run(run) if atom.spelling.is_some() => {
                    let run: String = text.chars().skip(run.start).take(run.len()).collect();
                    self.matcher.fuzzy_match(&text, &run)
                }
                _ => self.matcher.fuzzy_match(&text, &atom.text),
            };
            score += given.unwrap_or(0).clamp(0, STEP / 8 - 1);
        }
        score
    }

    /// For each column that counts for the score, its index and the char indices that matched.
    pub fn marks(&mut self, rows: &Rows, row: usize, atoms: &[Atom]) -> Vec<(usize, Vec<usize>)> {
        let mut marks: Vec<(usize, Vec<usize>)> = Vec::new();
        for ((column, at), atom) in self.rate(rows, row, atoms).laid.into_iter().zip(must(atoms)) {
            let Some(text) = rows.columns(row).nth(column) else { continue };
            let at: Vec<usize> = match at {
                Where::Run(run) => {
                    let marked = |(at, c)| (!passed_over(c) || atom.chars.contains(&c)).then_some(at);
                    text.chars().enumerate().skip(run.start).take(run.len()).filter_map(marked).collect()
                }
                Where::Scattered => {
                    let text: String = text.chars().collect();
                    self.matcher.fuzzy_indices(&text, &atom.text).map_or_else(Vec::new, |(_, at)| at)
                }
            };
            match marks.iter_mut().find(|(have, _)| *have == column) {
                Some((_, have)) => have.extend(at),
                None => marks.push((column, at)),
            }
        }
        marks.sort_by_key(|(column, _)| *column);
        for (_, at) in &mut marks {
            at.sort_unstable();
            at.dedup();
        }
        marks
    }

    /// The best way to lay the atoms onto the columns: each where it fits best, or all in one column, which counts more.
    fn rate(&mut self, rows: &Rows, row: usize, atoms: &[Atom]) -> Rated {
        let wanted = must(atoms).count();
        let mut apart: Vec<Option<(usize, Found)>> = (0..wanted).map(|_| None).collect();
        let mut together: Option<Rated> = None;
        let mut chars = std::mem::take(&mut self.chars);
        for (index, column) in rows.columns(row).enumerate() {
            chars.clear();
            chars.extend(column.chars());
            let found: Vec<Option<Found>> = must(atoms).map(|atom| find(&chars, column.weight, atom)).collect();
            if wanted > 1 && found.iter().all(Option::is_some) {
                let class = found.iter().flatten().map(|f| f.class).sum::<i64>() + TOGETHER * (wanted as i64 - 1);
                if together.as_ref().is_none_or(|have| class > have.class) {
                    let laid = found.iter().flatten().map(|f| (index, f.at.clone())).collect();
                    together = Some(Rated { class, laid });
                }
            }
            for (best, found) in apart.iter_mut().zip(found) {
                if let Some(found) = found
                    && best.as_ref().is_none_or(|(_, have)| found.class > have.class)
                {
                    *best = Some((index, found));
                }
            }
        }
        self.chars = chars;
        let class = apart.iter().flatten().map(|(_, f)| f.class).sum();
        match together {
            Some(together) if together.class >= class => together,
            _ => Rated { class, laid: apart.into_iter().flatten().map(|(column, f)| (column, f.at)).collect() },
        }
    }
}

/// The atoms that must match.
fn must(atoms: &[Atom]) -> impl Iterator<Item = &Atom> {
    atoms.iter().filter(|atom| atom.sense == Sense::Must)
}

/// Whether a column has the very characters of an atom.
fn literal(column: &[char], atom: &Atom) -> bool {
    match atom.place {
        Place::Scattered => {
            let mut chars = column.iter();
            atom.chars.iter().all(|wanted| chars.any(|c| c == wanted))
        }
        Place::Run => column.windows(atom.chars.len()).any(|run| run == atom.chars),
        Place::Start => column.starts_with(&atom.chars),
        Place::End => column.ends_with(&atom.chars),
        Place::Whole => column == atom.chars,
    }
}

/// Whether a column has a spelling at a place.
fn spelled(column: &[char], spelling: &Spelling, place: Place) -> bool {
    let anchored = matches!(place, Place::Start | Place::Whole);
    let starts = if anchored { column.len().min(1) } else { column.len() };
    (0..starts).any(|at| {
        spelling
            .read_at(column, at)
            .is_some_and(|r| !matches!(place, Place::End | Place::Whole) || r.end == column.len())
    })
}

/// Where an atom matches a column best, and how well; None where it does not.
fn find(chars: &[char], weight: Weight, atom: &Atom) -> Option<Found> {
    let literal = literal(chars, atom).then(|| find_literal(chars, weight, atom));
    let mut best = match (literal, find_spelled(chars, weight, atom)) {
        (Some(a), Some(b)) => {
            if b.class > a.class {
                b
            } else {
                a
            }
        }
        (a, b) => a.or(b)?,
    };
    best.class -= chars.len().min(LONGEST) as i64;
    Some(best)
}

fn find_literal(chars: &[char], weight: Weight, atom: &Atom) -> Found {
    let length = atom.chars.len();
    let last = chars.len().saturating_sub(length);
    let is_run = |at: &usize| chars.get(*at..*at + length) == Some(atom.chars.as_slice());
    let range = match atom.place {
        Place::Start | Place::Whole => 0..=0,
        Place::End => last..=last,
        Place::Run | Place::Scattered => 0..=last,
    };
    // Of several runs the first that starts a word, else the first.
    let mut runs = range.filter(is_run);
    let first = runs.next();
    let run = first.filter(|&at| starts_word(chars, at)).or_else(|| runs.find(|&at| starts_word(chars, at))).or(first);
    if let Some(start) = run {
        Found {
            class: RUN + place_of(chars, start, start + length) + in_name(weight, true),
            at: Where::Run(start..start + length),
        }
    } else {
        let start = chars.iter().position(|c| Some(c) == atom.chars.first()).unwrap_or(0);
        Found { class: place_of(chars, start, usize::MAX) + in_name(weight, true), at: Where::Scattered }
    }
}

fn find_spelled(chars: &[char], weight: Weight, atom: &Atom) -> Option<Found> {
    let spelling = atom.spelling.as_ref()?;
    let starts = if matches!(atom.place, Place::Start | Place::Whole) { 1 } else { chars.len() };
    let mut best: Option<Found> = None;
    for start in 0..starts {
        let Some(reading) = spelling.read_at(chars, start) else { continue };
        if matches!(atom.place, Place::End | Place::Whole) && reading.end != chars.len() {
            continue;
        }
        let whole = start == 0 && reading.end == chars.len();
        let own = reading.cost > 0 && weight == Weight::PersonName && start == 0 && own_reading(chars, atom);
        let cost = if own { 0 } else { i64::from(reading.cost) };
        let class = RUN + place_of(chars, start, reading.end) + in_name(weight, reading.full || whole) - STEP * cost
            + STEP / 2 * reading.taken.min(8) as i64 / 8;
        if best.as_ref().is_none_or(|have| class > have.class) {
            best = Some(Found { class, at: Where::Run(start..reading.end) });
        }
    }
    best
}

/// Whether what is typed starts with the reading that the surname of a person has as a surname.
fn own_reading(column: &[char], atom: &Atom) -> bool {
    // A surname has two hanzi at most.
    let start: String = column.iter().take(4).collect();
    name::surname(&start).is_some_and(|mut readings| readings.next().is_some_and(|r| atom.text.starts_with(r)))
}

/// What the place of a run is worth.
fn place_of(chars: &[char], start: usize, end: usize) -> i64 {
    if start == 0 {
        START + if end == chars.len() { WHOLE } else { 0 }
    } else if starts_word(chars, start) {
        WORD
    } else {
        0
    }
}

/// Whether a word starts here that punctuation, a space or another script shows.
fn starts_word(chars: &[char], at: usize) -> bool {
    let Some(&before) = at.checked_sub(1).and_then(|before| chars.get(before)) else { return true };
    !before.is_alphanumeric() || chars.get(at).is_some_and(|c| c.is_ascii() != before.is_ascii())
}

/// What the weight of the column is worth.
fn in_name(weight: Weight, strongly: bool) -> i64 {
    match (weight, strongly) {
        (Weight::Name | Weight::PersonName, true) => NAME,
        (Weight::Name | Weight::PersonName, false) => IN_NAME,
        (Weight::Alias, true) => NAME - ALIAS,
        (Weight::Alias, false) => IN_NAME / 2,
        (Weight::Minor, _) => 0,
    }
}
