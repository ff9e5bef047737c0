//! A table of words that is asked at many places of a text: which of them stands at its start, at its end, within it. The
//! words are kept by their first and by their last char, so that a place where none can stand costs one look.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Finds words wherever they stand in a text, the longest at each place, in one pass; None where they are too many for an
/// automaton.
pub fn longest<P: AsRef<[u8]>>(words: impl IntoIterator<Item = P>) -> Option<AhoCorasick> {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA)).build(words).ok()
}

/// Bits of the first look at a char.
const BITS: u32 = 1024;

/// Words by how they begin and how they end. Made of a table once, when it is first asked.
#[derive(Debug)]
pub struct Words {
    lists: [&'static [&'static str]; 2],
    index: OnceLock<[Side; 2]>,
}

/// Words by one of their chars.
#[derive(Debug)]
struct Side {
    seen: [u64; BITS as usize / 64],
    /// In the order of that char, the longest first.
    words: Vec<(char, &'static str)>,
}

impl Side {
    fn new(words: impl Iterator<Item = &'static str>, of: fn(&str) -> Option<char>) -> Self {
        let mut out = Self { seen: [0; BITS as usize / 64], words: Vec::new() };
        for word in words {
            if let Some(c) = of(word) {
                let bit = u32::from(c) % BITS;
                out.seen[bit as usize / 64] |= 1 << (bit % 64);
                out.words.push((c, word));
            }
        }
        out.words.sort_by_key(|(c, word)| (*c, std::cmp::Reverse(word.len())));
        out
    }

    /// The words with this char, the longest first.
    fn with(&self, c: char) -> impl Iterator<Item = &'static str> {
        let bit = u32::from(c) % BITS;
        let from = if self.seen[bit as usize / 64] & 1 << (bit % 64) == 0 {
            self.words.len()
        } else {
            self.words.partition_point(|(have, _)| *have < c)
        };
        self.words.iter().skip(from).take_while(move |(have, _)| *have == c).map(|(_, word)| *word)
    }
}

impl Words {
    /// A table of these words.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self::joined(words, &[])
    }

    /// A table of the words of two lists.
    pub const fn joined(one: &'static [&'static str], other: &'static [&'static str]) -> Self {
        Self { lists: [one, other], index: OnceLock::new() }
    }

    /// The words as the table gives them.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.lists.into_iter().flatten().copied()
    }

    fn sides(&self) -> &[Side; 2] {
        let first = |word: &str| word.chars().next();
        let last = |word: &str| word.chars().next_back();
        self.index.get_or_init(|| [Side::new(self.iter(), first), Side::new(self.iter(), last)])
    }

    /// The longest word that a text begins with.
    pub fn starting(&self, text: &str) -> Option<&'static str> {
        let [first, _] = self.sides();
        first.with(text.chars().next()?).find(|word| text.starts_with(word))
    }

    /// The longest word that a text ends with.
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        let [_, last] = self.sides();
        last.with(text.chars().next_back()?).find(|word| text.ends_with(word))
    }

    /// The first word that stands in a text, and the byte where it begins; of several that begin there the longest.
    pub fn first_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let [first, _] = self.sides();
        text.char_indices().find_map(|(at, c)| {
            let tail = text.get(at..)?;
            Some((at, first.with(c).find(|word| tail.starts_with(word))?))
        })
    }

    /// The words of a text, from its end: the byte after each, the longest of those that end there first.
    pub fn ends<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'static str)> + 't {
        let [_, last] = self.sides();
        text.char_indices().rev().flat_map(move |(at, c)| {
            let end = at + c.len_utf8();
            let head = text.get(..end).unwrap_or("");
            last.with(c).filter(move |word| head.ends_with(word)).map(move |word| (end, word))
        })
    }

    /// The byte after the last word that stands in a text.
    pub fn last_end(&self, text: &str) -> Option<usize> {
        self.ends(text).next().map(|(end, _)| end)
    }

    /// Whether one of the words stands in a text.
    pub fn stand_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// Whether a text is one of the words.
    pub fn have(&self, text: &str) -> bool {
        let [first, _] = self.sides();
        text.chars().next().is_some_and(|c| first.with(c).any(|word| word == text))
    }
}

/// A set of chars.
#[derive(Debug)]
pub struct Chars {
    chars: &'static str,
    /// A bit for each code point up to the last of them.
    set: OnceLock<Vec<u64>>,
}

impl Chars {
    /// The chars of a text.
    pub const fn new(chars: &'static str) -> Self {
        Self { chars, set: OnceLock::new() }
    }

    /// Whether a char is one of them.
    pub fn have(&self, c: char) -> bool {
        let set = self.set.get_or_init(|| {
            let mut set = Vec::new();
            for c in self.chars.chars().map(|c| c as usize) {
                set.resize(set.len().max(c / 64 + 1), 0);
                set[c / 64] |= 1 << (c % 64);
            }
            set
        });
        set.get(c as usize / 64).is_some_and(|word| word & 1 << (c as usize % 64) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_chars() {
        static SET: Chars = Chars::new("赵钱孙");
        assert!(SET.have('钱') && !SET.have('李') && !SET.have('\u{10FFFF}') && !SET.have('a'));
    }

    #[test]
    fn the_longest_word_stands_there() {
        static WORDS: Words = Words::joined(&["书记", "副书记"], &["书"]);
        assert_eq!(WORDS.starting("书记处"), Some("书记"));
        assert_eq!(WORDS.starting("副主席"), None);
        assert_eq!(WORDS.ending("省委副书记"), Some("副书记"));
        assert_eq!((WORDS.starting(""), WORDS.ending("")), (None, None));
        assert_eq!(WORDS.first_in("省委副书记"), Some(("省委".len(), "副书记")));
        assert_eq!(WORDS.first_in("省委副主席"), None);
        assert!(WORDS.have("书") && WORDS.have("副书记") && !WORDS.have("副书") && !WORDS.have(""));
        // Two chars that share a bit are two.
        assert_eq!(WORDS.starting(&char::from_u32('书' as u32 + BITS).unwrap().to_string()), None);
        assert_eq!(WORDS.iter().count(), 3);
    }
}
