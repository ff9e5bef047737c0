//! Whether an atom matches a column and how well: contiguous first, then the name, then starts, then the score of
//! `SkimMatcherV2`, which ranks every scattered 长江三角洲 above a contiguous 推动长三角 when left alone.
//! Whether is decided by `matches` alone; `score` never disagrees with it.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::Weight;
use super::atom::{Atom, Place, Sense};
use super::rows::Rows;
use crate::pinyin::{name, spell::Reading};

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

/// What scoring needs again and again.
#[derive(Default)]
pub struct Scorer {
    matcher: SkimMatcherV2,
    chars: Vec<char>,
}

/// Where an atom matches a column.
struct Found {
    score: i64,
    /// Char indices.
    at: Vec<usize>,
}

impl Scorer {
    /// Whether a row has what an atom asks for, its sense aside.
    pub fn matches(&mut self, rows: &Rows, row: usize, atom: &Atom) -> bool {
        rows.columns(row).any(|(column, _)| self.has(column, atom))
    }

    /// Whether a column has what an atom asks for, its sense aside.
    fn has(&mut self, column: &str, atom: &Atom) -> bool {
        self.literal(column, atom) || self.spelled(column, atom)
    }

    fn literal(&self, column: &str, atom: &Atom) -> bool {
        match atom.place {
            Place::Scattered => {
                let mut chars = column.chars();
                atom.chars.iter().all(|&wanted| chars.any(|c| c == wanted))
            }
            Place::Run => column.contains(&atom.text),
            Place::Start => column.starts_with(&atom.text),
            Place::End => column.ends_with(&atom.text),
            Place::Whole => column == atom.text,
        }
    }

    fn spelled(&mut self, column: &str, atom: &Atom) -> bool {
        let Some(spelling) = &atom.spelling else { return false };
        // Decoding is put off until some char may start a run.
        if !column.chars().any(|c| spelling.may_start(c)) {
            return false;
        }
        self.chars.clear();
        self.chars.extend(column.chars());
        let starts = if matches!(atom.place, Place::Start | Place::Whole) { 1 } else { self.chars.len() };
        (0..starts).any(|at| {
            spelling
                .read_at(&self.chars, at)
                .is_some_and(|r| !matches!(atom.place, Place::End | Place::Whole) || r.end == self.chars.len())
        })
    }

    /// The score of a row that matches.
    pub fn score(&mut self, rows: &Rows, row: usize, atoms: &[Atom]) -> i64 {
        self.rate(rows, row, atoms).0
    }

    /// For each column that counts for the score, its index and the char indices that matched.
    pub fn marks(&mut self, rows: &Rows, row: usize, atoms: &[Atom]) -> Vec<(usize, Vec<usize>)> {
        let mut marks: Vec<(usize, Vec<usize>)> = Vec::new();
        for (column, at) in self.rate(rows, row, atoms).1 {
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
    fn rate(&mut self, rows: &Rows, row: usize, atoms: &[Atom]) -> (i64, Vec<(usize, Vec<usize>)>) {
        let wanted: Vec<&Atom> = atoms.iter().filter(|a| a.sense == Sense::Must).collect();
        let mut apart: Vec<Option<(usize, Found)>> = wanted.iter().map(|_| None).collect();
        let mut together: Option<(i64, Vec<(usize, Vec<usize>)>)> = None;
        for (index, (column, weight)) in rows.columns(row).enumerate() {
            let found: Vec<Option<Found>> =
                wanted.iter().map(|atom| self.has(column, atom).then(|| self.find(column, weight, atom))).collect();
            if found.len() > 1 && found.iter().all(Option::is_some) {
                let found: Vec<&Found> = found.iter().flatten().collect();
                let score = found.iter().map(|f| f.score).sum::<i64>() + TOGETHER * (found.len() as i64 - 1);
                if together.as_ref().is_none_or(|(have, _)| score > *have) {
                    together = Some((score, found.iter().map(|f| (index, f.at.clone())).collect()));
                }
            }
            for (best, found) in apart.iter_mut().zip(found) {
                if let Some(found) = found
                    && best.as_ref().is_none_or(|(_, have)| found.score > have.score)
                {
                    *best = Some((index, found));
                }
            }
        }
        let score = apart.iter().flatten().map(|(_, f)| f.score).sum();
        match together {
            Some((better, marks)) if better >= score => (better, marks),
            _ => (score, apart.into_iter().flatten().map(|(column, f)| (column, f.at)).collect()),
        }
    }

    /// Where an atom that the column has matches best, and how well.
    fn find(&mut self, column: &str, weight: Weight, atom: &Atom) -> Found {
        let chars: Vec<char> = column.chars().collect();
        let literal = self.literal(column, atom).then(|| self.find_literal(column, &chars, weight, atom));
        let spelled = self.find_spelled(column, &chars, weight, atom);
        let mut best = match (literal, spelled) {
            (Some(a), Some(b)) => {
                if b.score > a.score {
                    b
                } else {
                    a
                }
            }
            (a, b) => a.or(b).unwrap_or(Found { score: 0, at: Vec::new() }),
        };
        best.score -= chars.len().min(LONGEST) as i64;
        best
    }

    fn find_literal(&self, column: &str, chars: &[char], weight: Weight, atom: &Atom) -> Found {
        let length = atom.chars.len();
        let last = chars.len().saturating_sub(length);
        let mut runs: Box<dyn Iterator<Item = usize>> = match atom.place {
            Place::Start | Place::Whole => Box::new(0..1),
            Place::End => Box::new(last..=last),
            Place::Run | Place::Scattered => {
                Box::new((0..=last).filter(|&at| chars.get(at..at + length) == Some(atom.chars.as_slice())))
            }
        };
        // Of several runs the first that starts a word, else the first.
        let first = runs.next();
        let run =
            first.filter(|&at| starts_word(chars, at)).or_else(|| runs.find(|&at| starts_word(chars, at))).or(first);
        let skim = self.matcher.fuzzy_indices(column, &atom.text);
        let mut score = skim.as_ref().map_or(0, |(score, _)| *score);
        let at = match run {
            Some(start) => {
                score += RUN + place_of(chars, start, start + length) + in_name(weight, true);
                (start..start + length).collect()
            }
            None => {
                let at: Vec<usize> = skim.map(|(_, at)| at).unwrap_or_default();
                score += place_of(chars, at.first().copied().unwrap_or(0), usize::MAX) + in_name(weight, true);
                at
            }
        };
        Found { score, at }
    }

    fn find_spelled(&self, column: &str, chars: &[char], weight: Weight, atom: &Atom) -> Option<Found> {
        let spelling = atom.spelling.as_ref()?;
        let starts = if matches!(atom.place, Place::Start | Place::Whole) { 1 } else { chars.len() };
        let fits = |r: &Reading| !matches!(atom.place, Place::End | Place::Whole) || r.end == chars.len();
        let mut best: Option<(i64, usize, usize)> = None;
        for at in 0..starts {
            let Some(reading) = spelling.read_at(chars, at).filter(fits) else { continue };
            let whole = at == 0 && reading.end == chars.len();
            let mut cost = i64::from(reading.cost);
            if weight == Weight::PersonName && at == 0 && own_reading(column, atom) {
                cost = 0;
            }
            let score = RUN + place_of(chars, at, reading.end) + in_name(weight, reading.full || whole) - STEP * cost
                + STEP / 8 * reading.taken as i64;
            if best.as_ref().is_none_or(|(have, ..)| score > *have) {
                best = Some((score, at, reading.end));
            }
        }
        let (score, start, end) = best?;
        // The hanzi of the run stand for what was typed: so pinyin is scored by the same matcher.
        let run: String = chars.get(start..end).unwrap_or_default().iter().collect();
        let score = score + self.matcher.fuzzy_match(column, &run).unwrap_or(0);
        Some(Found { score, at: (start..end).filter(|&at| !crate::pinyin::spell::passed_over(chars[at])).collect() })
    }
}

/// Whether what is typed starts with the reading that the surname of a person has as a surname.
fn own_reading(column: &str, atom: &Atom) -> bool {
    name::surname(column).is_some_and(|mut readings| readings.next().is_some_and(|r| atom.text.starts_with(r)))
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
