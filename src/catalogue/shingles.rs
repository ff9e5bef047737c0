//! Shingles of texts: a sample of each text (Broder 1997: those whose hash is a multiple of a number are the same sample in
//! every text; a larger number for a longer text bounds it), and which texts hold a shingle. Texts are known by numbers that they keep; where each stands in the library
//! is told by `rank`, and those that hold a shingle are kept in that order.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Chars of a shingle.
const SHINGLE: usize = 5;
/// One shingle in so many is of the sample; of a long text one in a power of two times as many.
const SAMPLE: u64 = 8;
/// Shingles of a sample at most.
const MOST: usize = 4_096;
/// Shingles that are gathered before those that come again are dropped.
const GATHERED: usize = 1 << 16;

/// A shingle is a hash already.
#[derive(Clone, Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u32(&mut self, shingle: u32) {
        // The table looks at the high bits and at the low ones.
        self.0 = u64::from(shingle) << 32 | u64::from(shingle);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type ByShingle<T> = HashMap<u32, T, BuildHasherDefault<Hashed>>;

/// Texts by sampled shingle. Of a long text nearly every shingle stands in it alone: that costs nine bytes each.
#[derive(Clone, Debug, Default)]
pub struct Holders {
    first: ByShingle<u32>,
    /// Those after the first, in order.
    more: ByShingle<Vec<u32>>,
}

impl Holders {
    /// The texts that hold a shingle, in order.
    pub fn of(&self, shingle: u32) -> impl ExactSizeIterator<Item = u32> {
        let first = self.first.get(&shingle).copied();
        let more = self.more.get(&shingle).map_or(&[][..], Vec::as_slice);
        let count = usize::from(first.is_some());
        (0..count + more.len()).map(move |at| first.filter(|_| at == 0).unwrap_or_else(|| more[at - count]))
    }

    /// The number of texts that hold a shingle and stand before a rank.
    pub fn before(&self, shingle: u32, rank: impl Fn(u32) -> u32, before: u32) -> usize {
        let stands = |text: &u32| rank(*text) < before;
        if !self.first.get(&shingle).is_some_and(stands) {
            return 0;
        }
        let more = self.more.get(&shingle).map_or(&[][..], Vec::as_slice);
        // Mostly it is asked of the text that comes last.
        1 + if more.last().is_some_and(stands) { more.len() } else { more.partition_point(stands) }
    }

    /// Adds a text that stands behind all others.
    pub fn push(&mut self, shingle: u32, text: u32) {
        if *self.first.entry(shingle).or_insert(text) != text {
            self.more.entry(shingle).or_default().push(text);
        }
    }

    /// Adds a text that stands anywhere.
    pub fn insert(&mut self, shingle: u32, text: u32, rank: impl Fn(u32) -> u32) {
        let first = self.first.entry(shingle).or_insert(text);
        if *first == text {
            return;
        }
        let (earlier, later) = if rank(text) < rank(*first) { (text, *first) } else { (*first, text) };
        *first = earlier;
        let more = self.more.entry(shingle).or_default();
        let at = more.partition_point(|other| rank(*other) < rank(later));
        more.insert(at, later);
    }

    /// Takes a text away.
    pub fn remove(&mut self, shingle: u32, text: u32, rank: impl Fn(u32) -> u32) {
        let Some(first) = self.first.get_mut(&shingle) else { return };
        let Some(more) = self.more.get_mut(&shingle) else {
            if *first == text {
                self.first.remove(&shingle);
            }
            return;
        };
        if *first == text {
            *first = more.remove(0);
        } else {
            let at = more.partition_point(|other| rank(*other) < rank(text));
            if more.get(at) == Some(&text) {
                more.remove(at);
            }
        }
        if more.is_empty() {
            self.more.remove(&shingle);
        }
    }
}

/// A sample of a text.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The shingles, each once, in order.
    pub shingles: Vec<u32>,
    /// How often the sample was halved: a shingle is in those of two texts where it is in that which was halved more.
    pub halved: u32,
    /// Chars of the text.
    pub length: usize,
}

impl Sample {
    /// The sample of a text. The text is not held, and no more than a part of its shingles: it may be as long as a book.
    pub fn of(text: impl Iterator<Item = char>) -> Self {
        let hash = |shingle: &[char; SHINGLE]| {
            let hash = shingle
                .iter()
                .fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| (hash ^ u64::from(*c)).wrapping_mul(0x0100_0000_01b3));
            // FNV's low bits are weak: the high ones are mixed in.
            (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        };
        let mut out = Self::default();
        let mut window = ['\0'; SHINGLE];
        for c in text {
            window.rotate_left(1);
            window[SHINGLE - 1] = c;
            out.length += 1;
            let hash = hash(&window);
            if out.length >= SHINGLE && (hash >> 40) % SAMPLE == 0 {
                let shingle = (hash ^ (hash >> 43)) as u32;
                if out.takes(shingle) {
                    out.shingles.push(shingle);
                }
                if out.shingles.len() >= GATHERED {
                    out.thin();
                }
            }
        }
        out.thin();
        out.shingles.shrink_to_fit();
        out
    }

    fn takes(&self, shingle: u32) -> bool {
        shingle.trailing_zeros() >= self.halved
    }

    /// Drops what is there twice, and halves the sample until it is small enough.
    fn thin(&mut self) {
        self.shingles.sort_unstable();
        self.shingles.dedup();
        while self.shingles.len() > MOST {
            self.halved += 1;
            let halved = self.halved;
            self.shingles.retain(|shingle| shingle.trailing_zeros() >= halved);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_stay_in_the_order_of_the_texts() {
        // Text n stands at rank 9 - n.
        let rank = |text: u32| 9 - text;
        let mut holders = Holders::default();
        for text in [3, 5, 1, 4] {
            holders.insert(7, text, rank);
        }
        assert_eq!(holders.of(7).collect::<Vec<u32>>(), [5, 4, 3, 1]);
        assert_eq!([0, 5, 6, 9].map(|before| holders.before(7, rank, before)), [0, 1, 2, 4]);
        for (gone, left) in [(5, &[4, 3, 1][..]), (3, &[4, 1]), (2, &[4, 1]), (1, &[4]), (4, &[])] {
            holders.remove(7, gone, rank);
            assert_eq!(holders.of(7).collect::<Vec<u32>>(), left, "{gone}");
        }
        assert_eq!(holders.before(7, rank, 9), 0);
    }

    #[test]
    fn a_long_text_has_a_small_sample_that_those_of_its_parts_share() {
        let next = |at: &u32| Some(at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let chars = std::iter::successors(Some(7), next).filter_map(|at| char::from_u32(0x4e00 + (at >> 16) % 20_000));
        let whole: Vec<char> = chars.take(400_000).collect();
        let (all, half) = (Sample::of(whole.iter().copied()), Sample::of(whole[..90_000].iter().copied()));
        assert_eq!(all.length, whole.len());
        for sample in [&all, &half] {
            assert!(sample.shingles.len() <= MOST && sample.shingles.is_sorted(), "{}", sample.shingles.len());
        }
        assert!(all.halved > 0 && all.halved >= half.halved);
        // What the part has of the coarser sample is in it.
        let coarse = half.shingles.iter().filter(|shingle| all.takes(**shingle));
        assert!(coarse.clone().count() > 20);
        assert!(coarse.clone().all(|shingle| all.shingles.contains(shingle)));
    }
}
