//! A set of row numbers as bits: survivors of a key are one, and postings are read into one. 125 KB for 10^6 rows.

/// A set of row numbers below a length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

/// Words of a part: a thousand rows.
const WORDS: usize = 16;

/// Some of the rows of a set that follow each other.
pub struct Part<'b> {
    from: usize,
    words: &'b mut [u64],
}

impl Part<'_> {
    /// Its rows in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        rows(self.words).map(|row| self.from + row)
    }

    /// Keeps only rows that pass.
    pub fn retain(&mut self, mut passes: impl FnMut(usize) -> bool) {
        for (at, word) in self.words.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                if !passes(self.from + at * 64 + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }
}

impl Bits {
    /// No row of `len`.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)] }
    }

    /// The rows whose bits are set.
    pub fn from_words(words: Vec<u64>) -> Self {
        Self { words }
    }

    /// All rows of `len`.
    pub fn all(len: usize) -> Self {
        let mut words = vec![u64::MAX; len / 64];
        if !len.is_multiple_of(64) {
            words.push((1 << (len % 64)) - 1);
        }
        Self { words }
    }

    /// Adds a row.
    pub fn set(&mut self, row: usize) {
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Whether a row is in.
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word & 1 << (row % 64) != 0)
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Keeps only what is in the other too.
    pub fn and(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Drops what is in the other.
    pub fn and_not(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Adds what is in the other.
    pub fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// The set in parts that can be worked on apart.
    pub fn parts(&mut self) -> impl Iterator<Item = Part<'_>> + Send {
        self.words.chunks_mut(WORDS).enumerate().map(|(at, words)| Part { from: at * WORDS * 64, words })
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        rows(&self.words)
    }
}

/// The numbers of the bits that are set.
fn rows(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(at, &word)| {
        let mut left = word;
        std::iter::from_fn(move || {
            (left != 0).then(|| {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                at * 64 + bit
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        let mut some = Bits::none(130);
        for row in [0, 63, 64, 129] {
            some.set(row);
        }
        assert_eq!(some.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert!((0..200).all(|row| some.has(row) == [0, 63, 64, 129].contains(&row)));
        some.parts().for_each(|mut part| part.retain(|row| row != 64));
        assert_eq!(some.count(), 3);
        let mut all = Bits::all(130);
        assert_eq!(all.count(), 130);
        all.and(&some);
        assert_eq!(all, some);
    }
}
