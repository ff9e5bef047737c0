//! Which blocks of a text may hold a literal: for each pair of characters side by side the blocks that have it, packed.
//! Pairs share lists by hash, so that no table of pairs is needed; what a shared list names too much, looking turns away.
//!
//! Invariant: a block that holds a literal is always named. Each list carries a sum over its number and its bytes: a
//! damaged list, or a damaged place of one, is seen when it is read.

use super::need::Need;

/// Lists of one index.
pub const LISTS: usize = 1 << 18;
/// Lists of a literal that are read at most: the shortest ones.
const READ: usize = 4;
/// With so few candidates, looking is cheaper than reading one more list.
const FEW: usize = 24;

/// The list that a pair of characters belongs to.
fn list_of(a: char, b: char) -> usize {
    let pair = (u64::from(a as u32) << 32) | u64::from(b as u32);
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - 18)) as usize
}

/// Gathers lists while a text is gone through.
pub struct Lists {
    packed: Vec<Vec<u8>>,
    /// For each list the number of the block it named last, from 1.
    last: Vec<u32>,
    blocks: u32,
}

impl Default for Lists {
    fn default() -> Self {
        Self { packed: vec![Vec::new(); LISTS], last: vec![0; LISTS], blocks: 0 }
    }
}

impl Lists {
    /// Takes in the next block.
    pub fn push(&mut self, text: &str) {
        self.blocks += 1;
        let number = self.blocks;
        let mut before = '\n';
        for c in text.chars() {
            let list = list_of(before, c);
            before = c;
            let last = &mut self.last[list];
            if *last != number {
                put(&mut self.packed[list], number - *last);
                *last = number;
            }
        }
    }

    /// The places of the lists among the packed bytes, one more than there are lists, and these bytes.
    pub fn packed(&self) -> (Vec<u32>, Vec<u8>) {
        let mut places = Vec::with_capacity(LISTS + 1);
        let mut bytes = Vec::with_capacity(self.packed.iter().map(|list| list.len() + 4).sum());
        for (number, list) in self.packed.iter().enumerate() {
            places.push(bytes.len() as u32);
            bytes.extend(sum(number, list).to_le_bytes());
            bytes.extend(list);
        }
        places.push(bytes.len() as u32);
        (places, bytes)
    }
}

/// The sum over a list and its number.
fn sum(number: usize, list: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new_with_initial(number as u32);
    sum.update(list);
    sum.finalize()
}

fn put(list: &mut Vec<u8>, mut distance: u32) {
    while distance >= 0x80 {
        list.push(distance as u8 | 0x80);
        distance >>= 7;
    }
    list.push(distance as u8);
}

/// What is read of an index is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Packed lists, to be asked.
#[derive(Clone, Copy)]
pub struct Packed<'a> {
    /// The places of the lists, four bytes each, one more than there are lists.
    pub places: &'a [u8],
    /// The lists.
    pub bytes: &'a [u8],
}

impl<'a> Packed<'a> {
    /// The bytes of a list, its sum included.
    fn raw(&self, number: usize) -> Result<&'a [u8], Damaged> {
        let place = |at: usize| {
            let bytes = self.places.get(at * 4..at * 4 + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
        };
        let (from, to) = place(number).zip(place(number + 1)).ok_or(Damaged)?;
        self.bytes.get(from..to).ok_or(Damaged)
    }

    /// The blocks of a list, in order.
    fn blocks(&self, number: usize) -> Result<Vec<u32>, Damaged> {
        let (kept, list) = self.raw(number)?.split_first_chunk::<4>().ok_or(Damaged)?;
        if u32::from_le_bytes(*kept) != sum(number, list) {
            return Err(Damaged);
        }
        let (mut out, mut block, mut distance, mut shift) = (Vec::with_capacity(list.len()), 0u32, 0u32, 0);
        for &byte in list {
            distance |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                block += distance;
                out.push(block - 1);
                (distance, shift) = (0, 0);
            } else {
                shift += 7;
            }
        }
        Ok(out)
    }

    /// Checks every list.
    pub fn check(&self) -> Result<(), Damaged> {
        (0..LISTS).try_for_each(|number| self.blocks(number).map(|_| ()))
    }

    /// The blocks that may hold what is needed, in order; None where all may.
    pub fn candidates(&self, need: &Need) -> Result<Option<Vec<u32>>, Damaged> {
        match need {
            Need::Anything => Ok(None),
            Need::Literal(literal) => self.holding(literal),
            Need::All(parts) => {
                let mut all: Option<Vec<u32>> = None;
                for part in parts {
                    if let Some(found) = self.candidates(part)? {
                        all = Some(all.map_or(found.clone(), |all| both(&all, &found)));
                    }
                }
                Ok(all)
            }
            Need::Any(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    let Some(found) = self.candidates(part)? else { return Ok(None) };
                    any.extend(found);
                }
                any.sort_unstable();
                any.dedup();
                Ok(Some(any))
            }
        }
    }

    fn holding(&self, literal: &str) -> Result<Option<Vec<u32>>, Damaged> {
        let pairs = literal.chars().zip(literal.chars().skip(1));
        let mut lists: Vec<(usize, usize)> = Vec::new();
        for (a, b) in pairs {
            let number = list_of(a, b);
            lists.push((self.raw(number)?.len(), number));
        }
        lists.sort_unstable();
        lists.dedup();
        let mut found: Option<Vec<u32>> = None;
        for (_, number) in lists.into_iter().take(READ) {
            if found.as_ref().is_some_and(|found| found.len() <= FEW) {
                break;
            }
            let blocks = self.blocks(number)?;
            found = Some(found.map_or(blocks.clone(), |found| both(&found, &blocks)));
        }
        Ok(found)
    }
}

/// What two ordered lists have in common.
fn both(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut out = Vec::with_capacity(few.len());
    let mut from = 0;
    for block in few {
        let rest = many.get(from..).unwrap_or_default();
        // Where one list is much the longer, stepping through it would cost more than searching in it.
        let skip = if many.len() / few.len().max(1) > 16 {
            rest.partition_point(|other| other < block)
        } else {
            rest.iter().position(|other| other >= block).unwrap_or(rest.len())
        };
        from += skip;
        if many.get(from) == Some(block) {
            out.push(*block);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_holds_a_literal_is_named(
            blocks in proptest::collection::vec("[一丁丂七万丈a]{0,30}", 1..40),
            literal in "[一丁丂七万丈a]{2,4}",
        ) {
            let mut lists = Lists::default();
            for block in &blocks {
                lists.push(block);
            }
            let (places, bytes) = lists.packed();
            let places: Vec<u8> = places.iter().flat_map(|place| place.to_le_bytes()).collect();
            let packed = Packed { places: &places, bytes: &bytes };
            let found = packed.candidates(&Need::Literal(literal.clone())).unwrap().unwrap();
            for (number, block) in blocks.iter().enumerate() {
                prop_assert!(!block.contains(&literal) || found.contains(&(number as u32)));
            }
            // A flipped bit is seen wherever that list is read.
            let list = list_of(literal.chars().next().unwrap(), literal.chars().nth(1).unwrap());
            let mut broken = bytes.clone();
            let at = u32::from_le_bytes(places[list * 4..list * 4 + 4].try_into().unwrap()) as usize;
            broken[at] ^= 4;
            prop_assert_eq!(Packed { places: &places, bytes: &broken }.blocks(list), Err(Damaged));
        }
    }

    #[test]
    fn what_ordered_lists_have_in_common() {
        assert_eq!(both(&[1, 4, 9], &[0, 1, 2, 9, 10]), [1, 9]);
        let many: Vec<u32> = (0..1000).collect();
        assert_eq!(both(&[5, 999, 2000], &many), [5, 999]);
        assert_eq!(both(&[], &many), Vec::<u32>::new());
    }
}
