//! Where every pair of characters stands in a text, so that a phrase is found, and counted, without reading the text.
//! Pairs are kept in order; each has its number of places and their distances in bytes of seven bits.
//!
//! Invariant: exact. A phrase stands where pairs that cover all of its characters stand in their places. Whatever is read
//! carries a sum: a damaged byte is seen where it would matter.

/// What is read of an index is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Pairs of a group of the table, which has one sum.
const GROUP: usize = 256;
/// Bytes of a row of the table: the pair, the place of its list, its number of places, the sum over the list.
const ROW: usize = 20;
/// Bytes of a row of the top: the first pair of a group and the sum over the group.
const TOP: usize = 12;

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

/// The pairs of a text in order, with the char number of the second.
fn pairs(text: &str) -> impl Iterator<Item = (char, char, u32)> {
    let mut before = '\n';
    (0u32..).zip(text.chars()).filter_map(move |(at, c)| {
        let first = std::mem::replace(&mut before, c);
        (first != '\n').then_some((first, c, at))
    })
}

/// The index of a text in which a line feed stands after each paragraph. Pairs are put where their first char belongs, then
/// those of each char are sorted: what is worked on at once stays near.
pub fn written(text: &str) -> Written {
    // For each char the number of pairs that begin with it; then where the next of them is put.
    let mut next: Vec<u32> = Vec::new();
    for (first, ..) in pairs(text) {
        let first = first as usize;
        if next.len() <= first {
            next.resize(first + 1, 0);
        }
        next[first] += 1;
    }
    let mut sum = 0;
    for count in &mut next {
        sum += std::mem::replace(count, sum);
    }
    // The second char above, the place below. The pair stands at the char before: places are counted from 1.
    let mut places = vec![0u64; sum as usize];
    for (first, second, place) in pairs(text) {
        let slot = &mut next[first as usize];
        places[*slot as usize] = u64::from(second) << 32 | u64::from(place);
        *slot += 1;
    }
    let (mut table, mut lists) = (Vec::new(), Vec::with_capacity(places.len() * 5 / 2));
    let mut rest = places.as_mut_slice();
    let mut start = 0;
    for (first, &end) in (0u64..).zip(&next) {
        let beginning = rest.split_off_mut(..(end - start) as usize).unwrap_or_default();
        start = end;
        beginning.sort_unstable();
        for list in beginning.chunk_by(|a, b| a >> 32 == b >> 32) {
            let from = lists.len();
            let (mut last, mut second) = (0, 0);
            for &entry in list {
                let place = entry as u32;
                put(&mut lists, place - last);
                (last, second) = (place, entry >> 32);
            }
            table.extend((first << 32 | second).to_le_bytes());
            table.extend((from as u32).to_le_bytes());
            table.extend((list.len() as u32).to_le_bytes());
            table.extend(crc32fast::hash(lists.get(from..).unwrap_or_default()).to_le_bytes());
        }
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
