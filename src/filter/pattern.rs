//! A pattern by itself, for rows that stand in no index: what limits a search decides with it, one name at a time.

use super::atom::{Atom, Place, Sense, atoms};
use super::field::Field;
use super::rows::Rows;
use super::score::Scorer;
use crate::text::sounds::Sounds;

/// A pattern, read.
pub struct Pattern {
    atoms: Vec<Atom>,
    scorer: Scorer,
}

impl Pattern {
    /// Reads a pattern.
    pub fn new(typed: &str) -> Self {
        Self::hearing(typed, Sounds::default())
    }

    /// The same with sounds that are taken for one where pinyin is typed.
    pub fn hearing(typed: &str, sounds: Sounds) -> Self {
        Self { atoms: atoms(typed, sounds), scorer: Scorer::default() }
    }

    /// Reads a pattern whose characters must stand side by side: 李强 is not 李克强.
    pub fn side_by_side(typed: &str, sounds: Sounds) -> Self {
        let mut pattern = Self::hearing(typed, sounds);
        for atom in pattern.atoms.iter_mut().filter(|atom| atom.place == Place::Scattered) {
            atom.place = Place::Run;
        }
        pattern
    }

    /// Whether a row matches, as it would in an index.
    pub fn matches(&mut self, fields: &[Field]) -> bool {
        let mut rows = Rows::default();
        rows.push(fields);
        let scorer = &mut self.scorer;
        self.atoms.iter().all(|atom| scorer.matches(&rows, 0, atom) == (atom.sense == Sense::Must))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Index, Search, Weight};

    #[test]
    fn it_decides_as_an_index_does() {
        let rows = ["上海市委书记", "江苏省委书记", "李强", ""];
        let field = |text: &str| vec![Field { text: text.to_owned(), weight: Weight::Minor }];
        let mut index = Index::default();
        for row in rows {
            index.push(field(row));
        }
        for pattern in ["书记", "sh shuji", "!上海", "lq", "", "^江"] {
            let expected = Search::default().rows(&index, pattern);
            let mut it = Pattern::new(pattern);
            let found: Vec<usize> = (0..rows.len()).filter(|&row| it.matches(&field(rows[row]))).collect();
            assert_eq!(found, expected, "{pattern}");
        }
        let mut run = Pattern::side_by_side("市书记", Sounds::default());
        assert!(!run.matches(&field("上海市委书记")) && run.matches(&field("某市书记")));
        assert!(Pattern::side_by_side("shshiwei", Sounds::default()).matches(&field("上海市委书记")));
    }
}
