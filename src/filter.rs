//! Floor 2: the fuzzy filter over rows of columns: postings per character leave survivors, `SkimMatcherV2` scores them,
//! contiguous matches come first. Takes strings, not meetings.
//!
//! Invariant: which rows match is what `score::Scorer::matches` says of each row by itself; postings and the survivors of
//! earlier keys only spare the looking (a law test compares with a plain scan).

mod atom;
mod bits;
mod field;
mod hands;
mod list;
mod pattern;
mod postings;
mod rows;
mod score;
mod sifter;

use atom::{Atom, Sense, atoms};
use bits::{Bits, Part};
pub use field::{Field, Weight};
use hands::Hands;
pub use hands::Leave;
pub use pattern::Pattern;
use postings::{Candidates, Postings, Unpacked};
use rows::Rows;
use score::Scorer;
pub use sifter::Sifter;

use crate::text::sounds::Sounds;

/// A row that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of the row, in the order in which rows were pushed.
    pub row: usize,
    /// Greater is better; only good for comparing hits of one search.
    pub score: i64,
    /// For each column that matched: its index and the char indices that did.
    pub matched: Vec<(usize, Vec<usize>)>,
}

/// The rows, ready to be filtered; grows while import still adds rows.
#[derive(Default)]
pub struct Index {
    rows: Rows,
    /// None while the rows are few.
    postings: Option<Postings>,
}

impl Index {
    /// Adds a row.
    pub fn push(&mut self, fields: Vec<Field>) {
        self.extend([fields], &|| true);
    }

    /// Adds rows; many at once cost less each.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Vec<Field>>, leave: &dyn Leave) {
        for fields in rows {
            self.rows.push(&fields);
        }
        if self.rows.len() >= postings::FROM {
            self.postings.get_or_insert_default().catch_up(&self.rows, leave);
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// Gives back memory that growing has set aside: worth it once no more rows come.
    pub fn settle(&mut self) {
        self.rows.settle();
        if let Some(postings) = &mut self.postings {
            postings.settle();
        }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.rows.bytes() + self.postings.as_ref().map_or(0, Postings::bytes)
    }
}

/// Rows that are scored for one answer; beyond it only names that start so are looked at first.
const SCORED: usize = 8_192;

/// Rows whose score is worked out to the end by the matcher; below them the class alone decides.
const FINE: usize = 1_024;
/// Rows that are looked at between two questions whether to go on: some half a millisecond.
const SOME: usize = 512;
/// How much longer the matcher takes for a row than working out its class does.
const FINER: usize = 4;
/// Hits for which the matched chars are worked out at once.
const MARKED: usize = 1_024;

/// The best hits of a pattern and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Best first, as many as were asked for.
    pub hits: Vec<Hit>,
    /// Rows that match.
    pub total: usize,
}

/// What is typed, and the survivors of what was typed before it (so that a further key or a backspace is cheap).
#[derive(Default)]
pub struct Search {
    sounds: Sounds,
    steps: Vec<Step>,
    hands: Hands,
    unpacked: Unpacked,
}

/// The survivors of one state of what is typed.
struct Step {
    atoms: Vec<Atom>,
    rows: usize,
    survivors: Bits,
    /// Worked out when it is first asked for, so that a backspace costs nothing.
    best: Option<Best>,
}

/// The rows that were scored, best first.
struct Best {
    hits: Vec<Hit>,
    /// The first hits whose marks are known.
    marked: usize,
    /// Rows that match.
    total: usize,
}

impl Best {
    fn likely(&self, rows: usize) -> Bits {
        let mut likely = Bits::none(rows);
        self.hits.iter().for_each(|hit| likely.set(hit.row));
        likely
    }
}

impl Hands {
    /// The best of the rows that match, in order; None where leave was taken away.
    fn best(&mut self, index: &Index, atoms: &[Atom], survivors: &Bits, leave: &dyn Leave) -> Option<Best> {
        let total = survivors.count();
        let mut scored: Vec<(i64, usize)> =
            likely(index, atoms, survivors, total).into_iter().map(|row| (0, row)).collect();
        let classed = self.share(scored.len(), scored.chunks_mut(SOME), leave, |scorer, rows| {
            index.rows.touch(rows.iter().map(|(_, row)| *row));
            for (score, row) in rows {
                *score = scorer.class(&index.rows, *row, atoms);
            }
        });
        let order = |&(score, row): &(i64, usize)| (std::cmp::Reverse(score), row);
        if scored.len() > FINE {
            scored.select_nth_unstable_by_key(FINE, order);
        }
        let fine = scored.len().min(FINE);
        let all = classed
            && self.share(fine * FINER, scored[..fine].chunks_mut(SOME / FINER), leave, |scorer, rows| {
                for (score, row) in rows {
                    *score = scorer.score(&index.rows, *row, atoms);
                }
            });
        scored.sort_unstable_by_key(order);
        let hits = scored.into_iter().map(|(score, row)| Hit { row, score, matched: Vec::new() }).collect();
        all.then_some(Best { hits, marked: 0, total })
    }
}

impl Search {
    /// A search that takes these sounds for one where pinyin is typed.
    pub fn hearing(sounds: Sounds) -> Self {
        Self { sounds, ..Self::default() }
    }

    /// The hits of a pattern, best first. An empty pattern gives every row in order, without marks.
    pub fn hits(&mut self, index: &Index, pattern: &str) -> Vec<Hit> {
        self.find(index, pattern, usize::MAX).hits
    }

    /// The best `limit` hits of a pattern and their number in all. An empty pattern gives rows in order, without marks.
    pub fn find(&mut self, index: &Index, pattern: &str, limit: usize) -> Found {
        self.find_while(index, pattern, limit, &|| true).unwrap_or_default()
    }

    /// The same with leave, which is asked for every few milliseconds; None where it was taken away.
    pub fn find_while(&mut self, index: &Index, pattern: &str, limit: usize, leave: &dyn Leave) -> Option<Found> {
        let atoms = atoms(pattern, self.sounds);
        if atoms.is_empty() {
            self.steps.clear();
            let hits = (0..index.len().min(limit)).map(|row| Hit { row, score: 0, matched: Vec::new() }).collect();
            return Some(Found { hits, total: index.len() });
        }
        if !self.narrow(index, &atoms, leave) {
            return None;
        }
        let step = self.steps.last_mut()?;
        if step.best.is_none() {
            step.best = Some(self.hands.best(index, &atoms, &step.survivors, leave)?);
        }
        let best = step.best.as_mut()?;
        for hit in best.hits.iter_mut().take(limit.min(MARKED)).skip(best.marked) {
            hit.matched = self.hands.own().marks(&index.rows, hit.row, &atoms);
        }
        best.marked = best.marked.max(limit.min(MARKED));
        let mut hits = Vec::with_capacity(best.total.min(limit));
        hits.extend(best.hits.iter().take(limit).cloned());
        if hits.len() < limit && hits.len() < best.total {
            let mut rest = step.survivors.clone();
            rest.and_not(&best.likely(index.len()));
            let rest = rest.iter().take(limit - hits.len());
            hits.extend(rest.map(|row| Hit { row, score: 0, matched: Vec::new() }));
        }
        Some(Found { hits, total: best.total })
    }

    /// What a pattern matches in a row: for hits so far down that `find` leaves it out.
    pub fn marks(&mut self, index: &Index, row: usize, pattern: &str) -> Vec<(usize, Vec<usize>)> {
        self.hands.own().marks(&index.rows, row, &atoms(pattern, self.sounds))
    }

    /// The rows that match a pattern, in order, unscored; all rows for an empty one.
    pub fn rows(&mut self, index: &Index, pattern: &str) -> Vec<usize> {
        let atoms = atoms(pattern, self.sounds);
        if atoms.is_empty() {
            return (0..index.len()).collect();
        }
        self.narrow(index, &atoms, &|| true);
        self.steps.last().map_or_else(Vec::new, |step| step.survivors.iter().collect())
    }

    /// Leaves the survivors of the atoms on top of the steps, from the narrowest state that still holds; whether leave was never
    /// taken away.
    fn narrow(&mut self, index: &Index, atoms: &[Atom], leave: &dyn Leave) -> bool {
        let holds = |step: &Step| {
            step.rows == index.len()
                && step.atoms.len() <= atoms.len()
                && atoms.iter().zip(&step.atoms).all(|(now, before)| now.narrows(before))
        };
        let keep = self.steps.iter().position(|step| !holds(step)).unwrap_or(self.steps.len());
        self.steps.truncate(keep);
        let (mut survivors, changed) = match self.steps.last() {
            Some(step) if step.atoms == atoms => return true,
            Some(step) => {
                let changed: Vec<Atom> = atoms
                    .iter()
                    .enumerate()
                    .filter(|(at, atom)| step.atoms.get(*at) != Some(atom))
                    .map(|(_, atom)| atom.clone())
                    .collect();
                (step.survivors.clone(), changed)
            }
            None => (Bits::all(index.len()), atoms.to_vec()),
        };
        for atom in &changed {
            if !self.keep(index, atom, &mut survivors, leave) {
                return false;
            }
        }
        self.steps.push(Step { atoms: atoms.to_vec(), rows: index.len(), survivors, best: None });
        true
    }
}

impl Search {
    /// Keeps the rows that have what the atom asks for (or have it not, as its sense is); whether leave was never taken away.
    fn keep(&mut self, index: &Index, atom: &Atom, rows: &mut Bits, leave: &dyn Leave) -> bool {
        let Some(postings) = &index.postings else {
            let keeps =
                |scorer: &mut Scorer, row| scorer.matches(&index.rows, row, atom) == (atom.sense == Sense::Must);
            return self
                .hands
                .share(rows.count(), rows.parts(), leave, |scorer, mut part| part.retain(|row| keeps(scorer, row)));
        };
        let Candidates { mut sure, literal, spelled } = postings.candidates(&mut self.unpacked, atom, rows, leave);
        let has = |scorer: &mut Scorer, row| {
            spelled.has(row) && scorer.reads(&index.rows, row, atom)
                || literal.has(row) && scorer.has(&index.rows, row, atom)
        };
        let mut open = literal.clone();
        open.or(&spelled);
        let look = |scorer: &mut Scorer, mut part: Part<'_>| {
            index.rows.touch(part.rows());
            part.retain(|row| has(scorer, row));
        };
        if !self.hands.share(open.count(), open.parts(), leave, look) {
            return false;
        }
        sure.or(&open);
        match atom.sense {
            Sense::Must => *rows = sure,
            Sense::MustNot => rows.and_not(&sure),
        }
        true
    }
}

/// The rows that are scored: all survivors where they are few, else those first whose name starts as the pattern does. In
/// order.
fn likely(index: &Index, atoms: &[Atom], survivors: &Bits, total: usize) -> Vec<usize> {
    let (Some(atom), true) = (atoms.iter().find(|a| a.sense == Sense::Must), total > SCORED) else {
        return survivors.iter().take(SCORED).collect();
    };
    let starts = |row: &usize| {
        let first = index.rows.first(*row);
        atom.chars.first() == Some(&first) || atom.spelling.as_ref().is_some_and(|s| s.may_start(first))
    };
    let (mut rows, mut others): (Vec<usize>, Vec<usize>) = (Vec::with_capacity(SCORED), Vec::with_capacity(SCORED));
    for row in survivors.iter() {
        if starts(&row) {
            rows.push(row);
            if rows.len() == SCORED {
                break;
            }
        } else if others.len() < SCORED {
            others.push(row);
        }
    }
    others.truncate(SCORED - rows.len());
    rows.append(&mut others);
    rows.sort_unstable();
    rows
}

#[cfg(test)]
mod tests;
