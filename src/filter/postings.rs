//! For each character the rows that have it, and the same for pinyin: initials, pairs of initials that stand side by side,
//! and the first two letters of readings. They name candidates for an atom; they never decide alone but where that is the
//! same (`Candidates::sure`). Lists hold the distance to the row before in bytes of seven bits: some 130 bytes a row of 30
//! characters in all. Nothing is built for short lists.

use std::collections::HashMap;
use std::sync::Arc;

use super::atom::{Atom, Place};
use super::bits::Bits;
use super::rows::Rows;
use crate::pinyin::spell::{Run, passed_over};
use crate::pinyin::{initials, readings};

/// Rows from which on postings are kept: below, looking at every row is quicker than building them.
pub const FROM: usize = 4_096;
/// Letters of a run of pinyin that are taken apart; the rest is left to looking.
const TAKEN_APART: usize = 8;
/// Lists that are kept unpacked.
const UNPACKED: usize = 96;
const LETTERS: usize = 26;
/// Code points of a page of the table of characters.
const PAGE: usize = 256;

/// A list of rows, packed.
#[derive(Clone, Default)]
struct List {
    last: u32,
    packed: Vec<u8>,
}

impl List {
    fn push(&mut self, row: u32) {
        // Rows are counted from 1, so that a distance is never 0 but for a row that stands there already.
        let mut distance = row + 1 - self.last;
        if distance == 0 {
            return;
        }
        self.last = row + 1;
        while distance >= 0x80 {
            self.packed.push(distance as u8 | 0x80);
            distance >>= 7;
        }
        self.packed.push(distance as u8);
    }

    fn bits(&self, rows: usize) -> Bits {
        let mut bits = Bits::none(rows);
        let (mut row, mut distance, mut shift) = (0, 0, 0);
        for &byte in &self.packed {
            distance |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                row += distance;
                bits.set(row - 1);
                (distance, shift) = (0, 0);
            } else {
                shift += 7;
            }
        }
        bits
    }
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Rows that have a folded char.
    Char(char),
    /// Rows with a hanzi one of whose readings starts so, or with the letter itself.
    Initial(u8),
    /// Rows in which two such stand side by side.
    Pair(u8, u8),
    /// Rows with a hanzi one of whose readings starts with these two letters.
    Head(u8, u8),
}

/// The postings of an index.
pub struct Postings {
    rows: usize,
    /// For each page of code points that occurs, the number of each char's list, from 1.
    pages: Vec<Option<Box<[u32; PAGE]>>>,
    chars: Vec<List>,
    initials: Vec<List>,
    pairs: Vec<List>,
    heads: Vec<List>,
    /// The first char of the first column of each row.
    first: Vec<char>,
    /// The heads of a hanzi's readings, worked out once.
    known: HashMap<char, Arc<[u16]>>,
    /// All syllables, in order.
    syllables: Vec<&'static str>,
}

/// Rows that may have what an atom asks for.
pub struct Candidates {
    /// These have it.
    pub sure: Bits,
    /// These must be looked at.
    pub open: Bits,
}

/// Lists that were unpacked for one state of an index.
#[derive(Default)]
pub struct Unpacked {
    rows: usize,
    lists: HashMap<Key, Arc<Bits>>,
}

impl Default for Postings {
    fn default() -> Self {
        let mut syllables: Vec<&str> = ('\u{4E00}'..='\u{9FFF}').flat_map(readings).collect();
        syllables.sort_unstable();
        syllables.dedup();
        Self {
            rows: 0,
            pages: Vec::new(),
            chars: Vec::new(),
            initials: vec![List::default(); LETTERS],
            pairs: vec![List::default(); LETTERS * LETTERS],
            heads: vec![List::default(); LETTERS * LETTERS],
            first: Vec::new(),
            known: HashMap::new(),
            syllables,
        }
    }
}

impl Postings {
    /// Number of rows that are in.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        let lists = [&self.chars, &self.initials, &self.pairs, &self.heads].into_iter().flatten();
        lists.map(|list| list.packed.capacity() + size_of::<List>()).sum::<usize>()
            + self.pages.iter().flatten().count() * PAGE * 4
            + self.first.capacity() * 4
    }

    /// Adds the next row.
    pub fn push(&mut self, rows: &Rows, row: usize) {
        let number = row as u32;
        self.first.push('\0');
        for (at, (column, _)) in rows.columns(row).enumerate() {
            // The initials of the unit before, while a run of pinyin may go on.
            let mut before = 0u32;
            for (place, c) in column.chars().enumerate() {
                if at == 0 && place == 0 {
                    self.first[row] = c;
                }
                self.char_list(c).push(number);
                let mask = if c.is_ascii_lowercase() { bit(c as u8) } else { initials(c) };
                if mask == 0 {
                    before = if passed_over(c) { before } else { 0 };
                    continue;
                }
                for now in ones(mask) {
                    self.initials[now].push(number);
                    for then in ones(before) {
                        self.pairs[then * LETTERS + now].push(number);
                    }
                }
                if !c.is_ascii() {
                    for &head in self.heads_of(c).iter() {
                        self.heads[usize::from(head)].push(number);
                    }
                }
                before = mask;
            }
        }
        self.rows = row + 1;
    }

    /// The first char of the first column of a row.
    pub fn first(&self, row: usize) -> char {
        self.first.get(row).copied().unwrap_or('\0')
    }

    fn heads_of(&mut self, c: char) -> Arc<[u16]> {
        let heads = self.known.entry(c).or_insert_with(|| {
            let pairs = readings(c).filter_map(|r| match *r.as_bytes() {
                [a, b, ..] => Some((usize::from(a - b'a') * LETTERS + usize::from(b - b'a')) as u16),
                _ => None,
            });
            let mut heads: Vec<u16> = pairs.collect();
            heads.sort_unstable();
            heads.dedup();
            heads.into()
        });
        Arc::clone(heads)
    }

    fn char_list(&mut self, c: char) -> &mut List {
        let (page, at) = (c as usize / PAGE, c as usize % PAGE);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        let number = &mut self.pages[page].get_or_insert_with(|| Box::new([0; PAGE]))[at];
        if *number == 0 {
            self.chars.push(List::default());
            *number = self.chars.len() as u32;
        }
        &mut self.chars[*number as usize - 1]
    }

    fn list(&self, key: Key) -> Option<&List> {
        let letter = |letter: u8| usize::from(letter - b'a');
        match key {
            Key::Char(c) => {
                let number = self.pages.get(c as usize / PAGE)?.as_ref()?[c as usize % PAGE];
                self.chars.get((number as usize).checked_sub(1)?)
            }
            Key::Initial(a) => self.initials.get(letter(a)),
            Key::Pair(a, b) => self.pairs.get(letter(a) * LETTERS + letter(b)),
            Key::Head(a, b) => self.heads.get(letter(a) * LETTERS + letter(b)),
        }
    }

    fn rows_with(&self, unpacked: &mut Unpacked, key: Key) -> Arc<Bits> {
        if unpacked.rows != self.rows || unpacked.lists.len() > UNPACKED {
            *unpacked = Unpacked { rows: self.rows, lists: HashMap::new() };
        }
        let unpack = || Arc::new(self.list(key).map_or_else(|| Bits::none(self.rows), |list| list.bits(self.rows)));
        Arc::clone(unpacked.lists.entry(key).or_insert_with(unpack))
    }

    /// The rows of `among` that may have what the atom asks for, its sense aside.
    pub fn candidates(&self, unpacked: &mut Unpacked, atom: &Atom, among: &Bits) -> Candidates {
        let mut literal = among.clone();
        for &c in &atom.chars {
            literal.and(&self.rows_with(unpacked, Key::Char(c)));
        }
        let anywhere = matches!(atom.place, Place::Scattered | Place::Run);
        let none = || Bits::none(self.rows);
        let Some(spelling) = &atom.spelling else {
            return match atom.chars.as_slice() {
                [_] if anywhere => Candidates { sure: literal, open: none() },
                _ => Candidates { sure: none(), open: literal },
            };
        };
        let mut spelled = among.clone();
        let runs = spelling.runs();
        for run in &runs {
            match run {
                Run::Letters { letters, last } => spelled = self.parsed(unpacked, letters, *last, &spelled),
                Run::Same(c) => spelled.and(&self.rows_with(unpacked, Key::Char(*c))),
            }
        }
        // One letter or two and nothing else: the lists are what looking would find.
        let exact = anywhere && atom.chars.len() <= 2 && spelling.is_letters();
        if exact {
            literal.and_not(&spelled);
            Candidates { sure: spelled, open: literal }
        } else {
            literal.or(&spelled);
            Candidates { sure: none(), open: literal }
        }
    }

    /// The rows of `among` in which some way of taking the letters apart into initials and readings may stand.
    fn parsed(&self, unpacked: &mut Unpacked, letters: &[u8], last: bool, among: &Bits) -> Bits {
        let mut out = Bits::none(self.rows);
        if let Some(&first) = letters.first() {
            let mut among = among.clone();
            among.and(&self.rows_with(unpacked, Key::Initial(first)));
            self.parse(unpacked, letters, 0, last, &among, &mut out);
        }
        out
    }

    /// Takes apart what is left at `at`; `among` are the rows that the pieces before allow.
    fn parse(&self, unpacked: &mut Unpacked, letters: &[u8], at: usize, last: bool, among: &Bits, out: &mut Bits) {
        let left = letters.get(at..).unwrap_or_default();
        if left.is_empty() || at >= TAKEN_APART {
            out.or(among);
            return;
        }
        for length in 1..=left.len().min(6) {
            let piece = left.get(..length).unwrap_or_default();
            let whole = length == left.len();
            let digraph = matches!(piece, [b'z' | b'c' | b's', b'h']);
            if length > 1 && !digraph && !self.is_syllable(piece, whole && last) {
                continue;
            }
            let mut rows = among.clone();
            if let [a, b, ..] = *piece {
                let mut heads = (*self.rows_with(unpacked, Key::Head(a, b))).clone();
                if b == b'u' {
                    heads.or(&self.rows_with(unpacked, Key::Head(a, b'v')));
                }
                rows.and(&heads);
            }
            if let Some(&next) = left.get(length) {
                rows.and(&self.rows_with(unpacked, Key::Pair(piece[0], next)));
            }
            if !rows.is_empty() {
                self.parse(unpacked, letters, at + length, last, &rows, out);
            }
        }
    }

    /// Whether letters are a syllable, or the start of one; u is also taken for v.
    fn is_syllable(&self, letters: &[u8], start: bool) -> bool {
        let same = |syllable: &str| {
            let syllable = syllable.as_bytes();
            (if start { syllable.len() >= letters.len() } else { syllable.len() == letters.len() })
                && syllable.iter().zip(letters).all(|(have, want)| have == want || (*have == b'v' && *want == b'u'))
        };
        let from = self.syllables.partition_point(|s| s.as_bytes()[0] < letters[0]);
        self.syllables.iter().skip(from).take_while(|s| s.as_bytes()[0] == letters[0]).any(|s| same(s))
    }
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
