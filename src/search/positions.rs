//! Where every pair of characters stands in a text, so that a phrase is found, and counted, without reading the text.
//! Pairs are kept in order; each has its number of places and their distances in bytes of seven bits.
//!
//! Invariant: exact. A phrase stands where pairs that cover all of its characters stand in their places. Whatever is read
//! carries a sum: a damaged byte is seen where it would matter.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What is read of an index is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Pairs of a group of the table, which has one sum.
const GROUP: usize = 256;
/// Bytes of a row of the table: the pair, the place of its list, its number of places, the sum over the list.
const ROW: usize = 20;
/// Bytes of a row of the top: the first pair of a group and the sum over the group.
const TOP: usize = 12;

/// Spreads pairs over a table; they are no secret that somebody could choose.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, pair: u64) {
        let mixed = (self.0 ^ pair).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

fn pair_of(a: char, b: char) -> u64 {
    (u64::from(a as u32) << 32) | u64::from(b as u32)
}

/// The parts of an index as they are written.
pub struct Written {
    /// The first pair of each group and the sum over the group; at the end the sum over all that.
    pub top: Vec<u8>,
    /// The table of pairs.
    pub table: Vec<u8>,
    /// The lists.
    pub lists: Vec<u8>,
}

/// The index of a text in which a line feed stands after each paragraph. Places are counted, then put where they belong:
/// each is written once, whatever the number of pairs.
pub fn written(text: &str) -> Written {
    let mut numbers: HashMap<u64, u32, BuildHasherDefault<Spread>> = HashMap::default();
    let mut counts: Vec<u32> = Vec::new();
    // For each char the number of the pair that stands there; none before a line feed's end.
    let mut pairs: Vec<u32> = Vec::with_capacity(text.len() / 3 + 1);
    let mut before = '\n';
    for c in text.chars() {
        if before == '\n' {
            pairs.push(NONE);
        } else {
            let number = *numbers.entry(pair_of(before, c)).or_insert_with(|| {
                counts.push(0);
                counts.len() as u32 - 1
            });
            counts[number as usize] += 1;
            pairs.push(number);
        }
        before = c;
    }
    let mut next: Vec<u32> = Vec::with_capacity(counts.len());
    let mut sum = 0;
    for count in &counts {
        next.push(sum);
        sum += count;
    }
    let mut places = vec![0u32; sum as usize];
    for (at, number) in (0u32..).zip(pairs).filter(|(_, number)| *number != NONE) {
        let slot = &mut next[number as usize];
        // The pair stands at the char before; places are counted from 1.
        places[*slot as usize] = at;
        *slot += 1;
    }
    let mut sorted: Vec<(u64, u32)> = numbers.into_iter().collect();
    sorted.sort_unstable();
    let mut table = Vec::with_capacity(sorted.len() * ROW);
    let mut lists = Vec::with_capacity(places.len() * 5 / 2);
    for (pair, number) in &sorted {
        let (from, count) = (lists.len(), counts[*number as usize]);
        let end = next[*number as usize] as usize;
        let mut last = 0;
        for &place in places.get(end - count as usize..end).unwrap_or_default() {
            put(&mut lists, place - last);
            last = place;
        }
        table.extend(pair.to_le_bytes());
        table.extend((from as u32).to_le_bytes());
        table.extend(count.to_le_bytes());
        table.extend(crc32fast::hash(lists.get(from..).unwrap_or_default()).to_le_bytes());
    }
    let mut top = Vec::new();
    for group in table.chunks(GROUP * ROW) {
        top.extend(group.iter().take(8));
        top.extend(crc32fast::hash(group).to_le_bytes());
    }
    let sum = crc32fast::hash(&top);
    top.extend(sum.to_le_bytes());
    Written { top, table, lists }
}

/// No pair.
const NONE: u32 = u32::MAX;

fn put(list: &mut Vec<u8>, mut distance: u32) {
    while distance >= 0x80 {
        list.push(distance as u8 | 0x80);
        distance >>= 7;
    }
    list.push(distance as u8);
}

/// The places of a list, in order.
struct Unpacked<'a> {
    bytes: &'a [u8],
    at: u32,
}

impl Iterator for Unpacked<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut distance, mut shift) = (0u32, 0u32);
        loop {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            distance |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                self.at += distance;
                // Places are counted from 1, so that the first distance is never 0.
                return Some(self.at - 1);
            }
            shift += 7;
        }
    }
}

/// One pair as the table has it.
#[derive(Clone, Copy)]
struct Row {
    pair: u64,
    from: usize,
    count: usize,
    sum: u32,
}

/// An index, to be asked.
#[derive(Clone, Copy)]
pub struct Positions<'a> {
    /// As in [`Written`].
    pub top: &'a [u8],
    /// As in [`Written`].
    pub table: &'a [u8],
    /// As in [`Written`].
    pub lists: &'a [u8],
}

impl<'a> Positions<'a> {
    /// Checks the top: to be done once before the index is asked.
    pub fn check_top(&self) -> Result<(), Damaged> {
        let (top, sum) = self.top.split_last_chunk::<4>().ok_or(Damaged)?;
        let groups = self.table.len().div_ceil(GROUP * ROW);
        let whole = top.len() == groups * TOP && crc32fast::hash(top).to_le_bytes() == *sum;
        if whole { Ok(()) } else { Err(Damaged) }
    }

    /// Checks every byte.
    pub fn check(&self) -> Result<(), Damaged> {
        self.check_top()?;
        for group in 0..self.table.len().div_ceil(GROUP * ROW) {
            self.group(group)?;
        }
        (0..self.table.len() / ROW).try_for_each(|number| self.list(number).map(|_| ()))
    }

    fn group(&self, number: usize) -> Result<&'a [u8], Damaged> {
        let from = number * GROUP * ROW;
        let to = (from + GROUP * ROW).min(self.table.len());
        let group = self.table.get(from..to).ok_or(Damaged)?;
        let sum = self.top.get(number * TOP + 8..number * TOP + 12).ok_or(Damaged)?;
        if crc32fast::hash(group).to_le_bytes() == sum { Ok(group) } else { Err(Damaged) }
    }

    fn row(&self, number: usize) -> Option<Row> {
        let row = self.table.get(number * ROW..(number + 1) * ROW)?;
        let word = |at: usize| Some(u32::from_le_bytes(row.get(at..at + 4)?.try_into().ok()?));
        let pair = u64::from_le_bytes(row.get(..8)?.try_into().ok()?);
        Some(Row { pair, from: word(8)? as usize, count: word(12)? as usize, sum: word(16)? })
    }

    /// The number of the first row whose pair is not below this one; the groups on the way there are checked.
    fn lower(&self, pair: u64) -> Result<usize, Damaged> {
        let groups = self.table.len().div_ceil(GROUP * ROW);
        let first = |group: usize| {
            let bytes = self.top.get(group * TOP..group * TOP + 8)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        let (mut low, mut high) = (0, groups);
        while low < high {
            let middle = low.midpoint(high);
            if first(middle).ok_or(Damaged)? <= pair { low = middle + 1 } else { high = middle }
        }
        let Some(group) = low.checked_sub(1) else { return Ok(0) };
        self.group(group)?;
        let (mut low, mut high) = (group * GROUP, ((group + 1) * GROUP).min(self.table.len() / ROW));
        while low < high {
            let middle = low.midpoint(high);
            if self.row(middle).ok_or(Damaged)?.pair < pair { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    /// The row of a pair; None where it stands nowhere.
    fn find(&self, a: char, b: char) -> Result<Option<usize>, Damaged> {
        let number = self.lower(pair_of(a, b))?;
        if number % GROUP == 0 && number < self.table.len() / ROW {
            self.group(number / GROUP)?;
        }
        Ok(self.row(number).filter(|row| row.pair == pair_of(a, b)).map(|_| number))
    }

    /// The rows of the pairs that begin with a char.
    fn beginning(&self, c: char) -> Result<std::ops::Range<usize>, Damaged> {
        let from = self.lower(u64::from(c as u32) << 32)?;
        let to = self.lower((u64::from(c as u32) + 1) << 32)?;
        if from < to {
            (from / GROUP..=(to - 1) / GROUP).try_for_each(|group| self.group(group).map(|_| ()))?;
        }
        Ok(from..to)
    }

    fn list(&self, number: usize) -> Result<Unpacked<'a>, Damaged> {
        let row = self.row(number).ok_or(Damaged)?;
        let to = self.row(number + 1).map_or(self.lists.len(), |next| next.from);
        let bytes = self.lists.get(row.from..to).ok_or(Damaged)?;
        if crc32fast::hash(bytes) == row.sum { Ok(Unpacked { bytes, at: 0 }) } else { Err(Damaged) }
    }

    /// How often a phrase stands there, without overlap.
    pub fn count(&self, phrase: &[char]) -> Result<usize, Damaged> {
        let of = |number: usize| self.row(number).map_or(0, |row| row.count);
        match phrase {
            [] => Ok(0),
            [one] => Ok(self.beginning(*one)?.map(of).sum()),
            [a, b] if a != b => Ok(self.find(*a, *b)?.map_or(0, of)),
            _ => Ok(self.places(phrase)?.len()),
        }
    }

    /// How often a phrase stands there at most.
    pub fn at_most(&self, phrase: &[char]) -> Result<usize, Damaged> {
        let of = |number: usize| self.row(number).map_or(0, |row| row.count);
        match phrase {
            [] => Ok(0),
            [one] => Ok(self.beginning(*one)?.map(of).sum()),
            _ => phrase
                .windows(2)
                .try_fold(usize::MAX, |least, pair| Ok(least.min(self.find(pair[0], pair[1])?.map_or(0, of)))),
        }
    }

    /// The chars at which a phrase begins, in order, without overlap.
    pub fn places(&self, phrase: &[char]) -> Result<Vec<u32>, Damaged> {
        let mut places = self.overlapping(phrase)?;
        let length = phrase.len() as u32;
        let mut next = 0;
        places.retain(|&place| {
            let free = place >= next;
            next = if free { place + length } else { next };
            free
        });
        Ok(places)
    }

    /// The chars at which a phrase begins, in order, those too that lie in an occurrence before.
    pub fn overlapping(&self, phrase: &[char]) -> Result<Vec<u32>, Damaged> {
        match phrase {
            [] => Ok(Vec::new()),
            [one] => {
                let mut places = Vec::new();
                for number in self.beginning(*one)? {
                    places.extend(self.list(number)?);
                }
                places.sort_unstable();
                Ok(places)
            }
            _ => self.covered(phrase),
        }
    }

    /// The chars at which pairs that cover a phrase stand in their places.
    fn covered(&self, phrase: &[char]) -> Result<Vec<u32>, Damaged> {
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (offset, pair) in phrase.windows(2).enumerate() {
            let Some(number) = self.find(pair[0], pair[1])? else { return Ok(Vec::new()) };
            pairs.push((self.row(number).map_or(0, |row| row.count), offset, number));
        }
        // The rarest first; a pair whose chars are covered already says nothing new.
        pairs.sort_unstable();
        let mut covered = vec![false; phrase.len()];
        let mut places: Option<Vec<u32>> = None;
        for (_, offset, number) in pairs {
            if covered[offset] && covered[offset + 1] {
                continue;
            }
            (covered[offset], covered[offset + 1]) = (true, true);
            let shift = offset as u32;
            let list = self.list(number)?;
            places = Some(match places {
                None => list.filter_map(|at| at.checked_sub(shift)).collect(),
                Some(places) if places.is_empty() => return Ok(places),
                Some(places) => common(places, list, shift),
            });
        }
        Ok(places.unwrap_or_default())
    }
}

/// The places that the list has too, `shift` chars on.
fn common(mut places: Vec<u32>, mut list: Unpacked, shift: u32) -> Vec<u32> {
    let mut there = list.next();
    places.retain(|&place| {
        let wanted = place + shift;
        while there.is_some_and(|at| at < wanted) {
            there = list.next();
        }
        there == Some(wanted)
    });
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str, phrase: &[char]) -> Vec<u32> {
        let chars: Vec<char> = text.chars().collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while at + phrase.len() <= chars.len() {
            if chars[at..at + phrase.len()] == *phrase {
                found.push(at as u32);
                at += phrase.len();
            } else {
                at += 1;
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn it_finds_what_a_plain_scan_finds(
            text in "([一丁丂七a]{0,20}\n){1,12}",
            phrases in proptest::collection::vec("[一丁丂七a]{1,6}", 1..6),
            at in any::<prop::sample::Index>(),
        ) {
            let Written { top, table, lists } = written(&text);
            let index = Positions { top: &top, table: &table, lists: &lists };
            index.check().unwrap();
            for phrase in &phrases {
                let phrase: Vec<char> = phrase.chars().collect();
                let expected = plain(&text, &phrase);
                prop_assert_eq!(&index.places(&phrase).unwrap(), &expected);
                prop_assert_eq!(index.count(&phrase).unwrap(), expected.len());
            }
            // A damaged byte is seen, or it does not matter.
            let parts = [&top, &table, &lists];
            let mut broken = parts.map(Clone::clone);
            let place = at.index(parts.iter().map(|part| part.len()).sum());
            let part = usize::from(place >= top.len()) + usize::from(place >= top.len() + table.len());
            let before: usize = parts.iter().take(part).map(|part| part.len()).sum();
            broken[part][place - before] ^= 0x20;
            let damaged = Positions { top: &broken[0], table: &broken[1], lists: &broken[2] };
            prop_assert_eq!(damaged.check(), Err(Damaged));
            if damaged.check_top().is_ok() {
                for phrase in &phrases {
                    let phrase: Vec<char> = phrase.chars().collect();
                    if let Ok(found) = damaged.places(&phrase) {
                        prop_assert_eq!(found, plain(&text, &phrase));
                    }
                    if let Ok(count) = damaged.count(&phrase) {
                        prop_assert_eq!(count, plain(&text, &phrase).len());
                    }
                }
            }
        }
    }
}
