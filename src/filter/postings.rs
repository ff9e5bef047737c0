//! For each character the rows that have it; for pinyin initials, and pairs of initials that stand side by side; a reading
//! is the characters that have it. They name candidates for an atom; they never decide alone but where that is the
//! same (`Candidates::sure`). Lists hold the distance to the row before in bytes of seven bits: with the text some 120 bytes a
//! row of 30 characters in all. Nothing is built for short lists.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::atom::{Atom, Place};
use super::bits::Bits;
use super::hands::{Leave, lock};
use super::list::List;
use super::rows::Rows;
use crate::pinyin::spell::{Run, passed_over};
use crate::pinyin::{DIGRAPHS, all_initials, readings};

/// Rows from which on postings are kept: below, looking at every row is quicker than building them.
pub const FROM: usize = 4_096;
/// Rows that are worth a second thread.
const CROWD: usize = 512;
/// Letters of a run of pinyin that are taken apart; the rest is left to looking.
const TAKEN_APART: usize = 8;
/// Lists that are kept unpacked.
const UNPACKED: usize = 96;
const LETTERS: usize = 26;
/// Letters of the longest syllable.
const LONGEST: usize = 6;
/// Code points of a page of the table of characters.
const PAGE: usize = 256;

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Rows that have a folded char.
    Char(char),
    /// Rows with a hanzi one of whose readings starts so, or with the letter itself.
    Initial(u8),
    /// Rows in which two such stand side by side.
    Pair(u8, u8),
    /// Rows with a hanzi one of whose readings these letters are (padded with 0); u is also taken for v.
    Reading(Letters),
    /// Rows with a hanzi one of whose readings starts with these letters.
    Start(Letters),
}

/// Letters of a syllable, padded with 0.
type Letters = [u8; LONGEST];

/// The postings of an index. What is by character and what is by initial are filled apart, each by a thread of its own where
/// rows come in crowds.
#[derive(Default)]
pub struct Postings {
    rows: usize,
    by_char: ByChar,
    by_initial: ByInitial,
}

/// The lists by character.
struct ByChar {
    /// For each page of code points that occurs, the number of each char's list, from 1.
    pages: Vec<Option<Box<[u32; PAGE]>>>,
    chars: Vec<List>,
    /// All syllables, in order, and the numbers of the chars that are read so.
    syllables: Vec<&'static str>,
    readings: Vec<Vec<u32>>,
}

/// The lists by initial.
struct ByInitial {
    /// Initials stand in most rows: bits are less than lists.
    initials: Vec<Vec<u64>>,
    /// The same of ch, sh and zh.
    digraphs: Vec<Vec<u64>>,
    pairs: Vec<List>,
}

/// Rows that may have what an atom asks for.
pub struct Candidates {
    /// These have it.
    pub sure: Bits,
    /// These may have its very characters.
    pub literal: Bits,
    /// These may have it by their readings.
    pub spelled: Bits,
}

/// Lists that were unpacked for one state of an index.
#[derive(Default)]
pub struct Unpacked {
    rows: usize,
    lists: HashMap<Key, Arc<Bits>>,
}

impl Default for ByChar {
    fn default() -> Self {
        let mut syllables: Vec<&str> = ('\u{4E00}'..='\u{9FFF}').flat_map(readings).collect();
        syllables.sort_unstable();
        syllables.dedup();
        Self { pages: Vec::new(), chars: Vec::new(), readings: vec![Vec::new(); syllables.len()], syllables }
    }
}

impl Default for ByInitial {
    fn default() -> Self {
        let (initials, digraphs) = (vec![Vec::new(); LETTERS], vec![Vec::new(); DIGRAPHS.len()]);
        Self { initials, digraphs, pairs: vec![List::default(); LETTERS * LETTERS] }
    }
}

/// The initials of a char, by bit, and those of two letters; of a letter itself.
fn masks(c: char) -> (u32, u32) {
    if c.is_ascii_lowercase() { (bit(c as u8), 0) } else { all_initials(c) }
}

impl ByChar {
    /// Adds the next row.
    fn push(&mut self, rows: &Rows, row: usize) {
        for c in rows.columns(row).flat_map(|column| column.chars()) {
            let known = self.number(c);
            self.chars[known].push(row as u32);
        }
    }

    /// The number of a char's list.
    fn number(&mut self, c: char) -> usize {
        let (page, at) = (c as usize / PAGE, c as usize % PAGE);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        let number = &mut self.pages[page].get_or_insert_with(|| Box::new([0; PAGE]))[at];
        if *number == 0 {
            self.chars.push(List::default());
            *number = self.chars.len() as u32;
            for reading in readings(c).filter_map(|r| self.syllables.binary_search(&r).ok()) {
                if masks(c).0 != 0 && self.readings[reading].last() != Some(&*number) {
                    self.readings[reading].push(*number);
                }
            }
        }
        *number as usize - 1
    }
}

impl ByInitial {
    fn sets(&self) -> impl Iterator<Item = &Vec<u64>> {
        self.initials.iter().chain(&self.digraphs)
    }

    /// Adds the next row.
    fn push(&mut self, rows: &Rows, row: usize) {
        if row.is_multiple_of(64) {
            self.initials.iter_mut().chain(&mut self.digraphs).for_each(|words| words.push(0));
        }
        let (mut initials, mut digraphs) = (0u32, 0u32);
        for column in rows.columns(row) {
            // The initials of the unit before, while a run of pinyin may go on.
            let mut before = 0u32;
            for c in column.chars() {
                let (mask, two) = masks(c);
                if mask == 0 {
                    before = if passed_over(c) { before } else { 0 };
                    continue;
                }
                for now in ones(mask) {
                    for then in ones(before) {
                        self.pairs[then * LETTERS + now].push(row as u32);
                    }
                }
                before = mask;
                initials |= mask;
                digraphs |= two;
            }
        }
        for initial in ones(initials) {
            self.initials[initial][row / 64] |= 1 << (row % 64);
        }
        for digraph in ones(digraphs) {
            self.digraphs[digraph][row / 64] |= 1 << (row % 64);
        }
    }
}

impl Postings {
    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        let lists = [&self.by_char.chars, &self.by_initial.pairs].into_iter().flatten();
        lists.map(List::bytes).sum::<usize>()
            + self.by_initial.sets().map(|words| words.capacity() * 8).sum::<usize>()
            + self.by_char.pages.iter().flatten().count() * PAGE * 4
    }

    /// Gives back memory that growing has set aside: worth it once no more rows come.
    pub fn settle(&mut self) {
        for list in [&mut self.by_char.chars, &mut self.by_initial.pairs].into_iter().flatten() {
            list.settle();
        }
        self.by_initial.initials.iter_mut().chain(&mut self.by_initial.digraphs).for_each(Vec::shrink_to_fit);
    }

    /// Takes in the rows that are not in yet.
    pub fn catch_up(&mut self, rows: &Rows, leave: &dyn Leave) {
        let new = self.rows..rows.len();
        self.rows = new.end;
        let threads = if new.len() < CROWD { 1 } else { leave.threads().min(2) };
        let (by_char, by_initial) = (Mutex::new(&mut self.by_char), Mutex::new(&mut self.by_initial));
        let next = AtomicUsize::new(0);
        leave.run(threads, &|| {
            loop {
                match next.fetch_add(1, Ordering::Relaxed) {
                    0 => new.clone().for_each(|row| lock(&by_char).push(rows, row)),
                    1 => new.clone().for_each(|row| lock(&by_initial).push(rows, row)),
                    _ => return,
                }
            }
        });
    }

    fn unpack(&self, key: Key) -> Bits {
        let mut bits = Bits::none(self.rows);
        let letter = |letter: u8| usize::from(letter - b'a');
        match key {
            Key::Char(c) => {
                let page = self.by_char.pages.get(c as usize / PAGE).and_then(Option::as_ref);
                let number = page.map_or(0, |page| page[c as usize % PAGE]) as usize;
                if let Some(list) = number.checked_sub(1).and_then(|number| self.by_char.chars.get(number)) {
                    list.add_to(&mut bits);
                }
            }
            Key::Initial(a) => bits = Bits::from_words(self.by_initial.initials[letter(a)].clone()),
            Key::Pair(a, b) => self.by_initial.pairs[letter(a) * LETTERS + letter(b)].add_to(&mut bits),
            Key::Reading(letters) => {
                self.like(&letters, Part::Whole).for_each(|number| self.read(number, &mut bits));
            }
            Key::Start(letters) => match DIGRAPHS.iter().position(|first| letters == [*first, b'h', 0, 0, 0, 0]) {
                Some(digraph) => bits = Bits::from_words(self.by_initial.digraphs[digraph].clone()),
                None => self.like(&letters, Part::Start).for_each(|number| self.read(number, &mut bits)),
            },
        }
        bits
    }

    /// Adds the rows with a char that is read as a syllable.
    fn read(&self, syllable: usize, bits: &mut Bits) {
        for &char in &self.by_char.readings[syllable] {
            self.by_char.chars[char as usize - 1].add_to(bits);
        }
    }

    /// The numbers of the syllables that letters are, or are the start of; u is also taken for v.
    fn like(&self, letters: &[u8], part: Part) -> impl Iterator<Item = usize> {
        let letters: Vec<u8> = letters.iter().copied().take_while(|&letter| letter != 0).collect();
        let syllables = &self.by_char.syllables;
        let from = syllables.partition_point(|s| s.as_bytes().first() < letters.first());
        syllables
            .iter()
            .enumerate()
            .skip(from)
            .take_while({
                let first = letters.first().copied();
                move |(_, s)| s.as_bytes().first().copied() == first
            })
            .filter(move |(_, syllable)| {
                let syllable = syllable.as_bytes();
                (syllable.len() == letters.len() || (part == Part::Start && syllable.len() > letters.len()))
                    && syllable
                        .iter()
                        .zip(&letters)
                        .all(|(have, want)| have == want || (*have == b'v' && *want == b'u'))
            })
            .map(|(number, _)| number)
    }

    fn rows_with(&self, unpacked: &mut Unpacked, key: Key) -> Arc<Bits> {
        if unpacked.rows != self.rows || unpacked.lists.len() > UNPACKED {
            *unpacked = Unpacked { rows: self.rows, lists: HashMap::new() };
        }
        Arc::clone(unpacked.lists.entry(key).or_insert_with(|| Arc::new(self.unpack(key))))
    }

    /// The rows of `among` that may have what the atom asks for, its sense aside; of no use where leave was taken away.
    pub fn candidates(&self, unpacked: &mut Unpacked, atom: &Atom, among: &Bits, leave: &dyn Leave) -> Candidates {
        let mut literal = among.clone();
        for &c in &atom.chars {
            literal.and(&self.rows_with(unpacked, Key::Char(c)));
        }
        let anywhere = matches!(atom.place, Place::Scattered | Place::Run);
        let none = || Bits::none(self.rows);
        let Some(spelling) = &atom.spelling else {
            return match atom.chars.as_slice() {
                [_] if anywhere => Candidates { sure: literal, literal: none(), spelled: none() },
                _ => Candidates { sure: none(), literal, spelled: none() },
            };
        };
        let mut spelled = among.clone();
        let runs = spelling.runs();
        // Lists are by what is read, not by what it may be heard as: then the first letter alone narrows.
        let runs = if spelling.sounds().is_plain() {
            runs
        } else {
            if let Some(Run::Letters { letters, .. }) = runs.first()
                && let Some(&letter) = letters.first()
            {
                let mut starts = (*self.rows_with(unpacked, Key::Initial(letter))).clone();
                starts.or(&self.rows_with(unpacked, Key::Initial(spelling.sounds().twin(letter))));
                spelled.and(&starts);
            }
            Vec::new()
        };
        for run in &runs {
            match run {
                Run::Letters { letters, last } => {
                    let mut out = Bits::none(self.rows);
                    if let Some(&first) = letters.first() {
                        spelled.and(&self.rows_with(unpacked, Key::Initial(first)));
                        self.parse(unpacked, (letters, *last), 0, &spelled, (&mut out, leave));
                    }
                    spelled = out;
                }
                Run::Same(c) => spelled.and(&self.rows_with(unpacked, Key::Char(*c))),
            }
        }
        let mut sure = none();
        if anywhere && spelling.is_letters() {
            sure = self.sure(unpacked, &atom.chars, among);
        }
        literal.and_not(&sure);
        spelled.and_not(&sure);
        Candidates { sure, literal, spelled }
    }

    /// The rows of `among` that have what letters ask for because a list says so alone: one letter, two initials side by
    /// side, or one reading that they are the start of.
    fn sure(&self, unpacked: &mut Unpacked, chars: &[char], among: &Bits) -> Bits {
        let letters: Vec<u8> = chars.iter().filter(|c| c.is_ascii_lowercase()).map(|&c| c as u8).collect();
        let mut sure = match *letters.as_slice() {
            // A char that is no letter here (ü) was typed: nothing is sure.
            _ if letters.len() != chars.len() => return Bits::none(self.rows),
            [one] => (*self.rows_with(unpacked, Key::Initial(one))).clone(),
            [a, b] => (*self.rows_with(unpacked, Key::Pair(a, b))).clone(),
            _ => Bits::none(self.rows),
        };
        if let (2.., Some(letters)) = (letters.len(), padded(&letters)) {
            sure.or(&self.rows_with(unpacked, Key::Start(letters)));
        }
        sure.and(among);
        sure
    }

    /// Takes apart what is left at `at` of letters (the last of a pattern, or not): `among` are the rows that the pieces
    /// before allow; `out` takes those in which some way of taking the letters apart into initials and readings may stand.
    fn parse(
        &self,
        unpacked: &mut Unpacked,
        (letters, last): (&[u8], bool),
        at: usize,
        among: &Bits,
        (out, leave): (&mut Bits, &dyn Leave),
    ) {
        let left = letters.get(at..).unwrap_or_default();
        if left.is_empty() || at >= TAKEN_APART {
            out.or(among);
            return;
        }
        if !leave.go_on() {
            return;
        }
        for length in 1..=left.len().min(LONGEST) {
            let piece = left.get(..length).unwrap_or_default();
            let digraph = matches!(piece, [b'z' | b'c' | b's', b'h']);
            let part = if digraph || (last && length == left.len()) { Part::Start } else { Part::Whole };
            let mut rows = among.clone();
            if let (2.., Some(letters)) = (length, padded(piece)) {
                if self.like(piece, part).next().is_none() {
                    continue;
                }
                let key = if part == Part::Start { Key::Start(letters) } else { Key::Reading(letters) };
                rows.and(&self.rows_with(unpacked, key));
            }
            if let (Some(&first), Some(&next)) = (piece.first(), left.get(length)) {
                rows.and(&self.rows_with(unpacked, Key::Pair(first, next)));
            }
            if !rows.is_empty() {
                self.parse(unpacked, (letters, last), at + length, &rows, (&mut *out, leave));
            }
        }
    }
}

/// How much of a syllable letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Start,
}

/// Letters as a key; None where they are more than any syllable has.
fn padded(letters: &[u8]) -> Option<Letters> {
    let mut out = [0; LONGEST];
    out.get_mut(..letters.len())?.copy_from_slice(letters);
    Some(out)
}

const fn bit(letter: u8) -> u32 {
    1 << (letter - b'a')
}

/// The numbers of the bits that are set.
fn ones(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let one = mask.trailing_zeros() as usize;
            mask &= mask - 1;
            one
        })
    })
}
