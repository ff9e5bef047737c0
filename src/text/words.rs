//! A table of words that is asked at many places of a text: which of them stands at its start or at its end. The words are
//! kept by their first and by their last char, so that a place where none can stand costs one look.

use std::collections::HashMap;

/// Words by how they begin and how they end.
#[derive(Clone, Debug, Default)]
pub struct Words {
    first: HashMap<char, Vec<&'static str>>,
    last: HashMap<char, Vec<&'static str>>,
}

impl FromIterator<&'static str> for Words {
    fn from_iter<T: IntoIterator<Item = &'static str>>(words: T) -> Self {
        let mut out = Self::default();
        for word in words {
            if let Some((first, last)) = word.chars().next().zip(word.chars().next_back()) {
                out.first.entry(first).or_default().push(word);
                out.last.entry(last).or_default().push(word);
            }
        }
        // The longest first.
        for words in out.first.values_mut().chain(out.last.values_mut()) {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        out
    }
}

impl Words {
    /// The longest word that a text begins with.
    pub fn starting(&self, text: &str) -> Option<&'static str> {
        let words = self.first.get(&text.chars().next()?)?;
        words.iter().copied().find(|word| text.starts_with(word))
    }

    /// The longest word that a text ends with.
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        let words = self.last.get(&text.chars().next_back()?)?;
        words.iter().copied().find(|word| text.ends_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_stands_there() {
        let words: Words = ["书记", "副书记", "书"].into_iter().collect();
        assert_eq!(words.starting("书记处"), Some("书记"));
        assert_eq!(words.starting("副主席"), None);
        assert_eq!(words.ending("省委副书记"), Some("副书记"));
        assert_eq!((words.starting(""), words.ending("")), (None, None));
    }
}
