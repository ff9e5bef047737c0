//! Where the names of labels stand in a text besides their labels: one pass over the text for all of them.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use crate::model::{Paragraph, Role};

/// Of each name the first two paragraphs that hold it, by index.
pub struct Standing(HashMap<String, [Option<usize>; 2]>);

impl Standing {
    /// Looks for names in all paragraphs. Lists put blanks into names: there it looks without them, too.
    pub fn of<'a>(names: impl Iterator<Item = &'a String>, paragraphs: &[Paragraph]) -> Self {
        let mut standing: HashMap<String, [Option<usize>; 2]> = names.map(|name| (name.clone(), [None; 2])).collect();
        let names: Vec<String> = standing.keys().cloned().collect();
        let Ok(automaton) = AhoCorasick::new(&names) else { return Self(standing) };
        let mut look = |text: &str, at: usize| {
            for hit in automaton.find_overlapping_iter(text) {
                let places = names.get(hit.pattern().as_usize()).and_then(|name| standing.get_mut(name));
                match places {
                    Some([first @ None, _]) => *first = Some(at),
                    Some([Some(first), second @ None]) if *first != at => *second = Some(at),
                    _ => {}
                }
            }
        };
        for (at, paragraph) in paragraphs.iter().enumerate() {
            look(&paragraph.text, at);
            if paragraph.role == Role::List {
                let bare: String = paragraph.text.chars().filter(|c| !c.is_whitespace()).collect();
                look(&bare, at);
            }
        }
        Self(standing)
    }

    /// Whether a name stands in another paragraph than one.
    pub fn besides(&self, name: &str, at: usize) -> bool {
        self.0.get(name).is_some_and(|places| places.iter().flatten().any(|place| *place != at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_other_paragraphs() {
        let paragraph = |text: &str, role| Paragraph { text: text.into(), role, spans: Vec::new() };
        let paragraphs = [
            paragraph("林一舟：林一舟和林一舟。", Role::Body),
            paragraph("何　岚", Role::List),
            paragraph("何岚：我同意何一。", Role::Body),
            paragraph("何一：我也同意。", Role::Body),
            paragraph("柳　青", Role::Body),
            paragraph("柳青：好。", Role::Body),
        ];
        let names: Vec<String> = ["林一舟", "何岚", "何一", "柳青", "一舟"].map(str::to_owned).to_vec();
        let standing = Standing::of(names.iter(), &paragraphs);
        assert!(!standing.besides("林一舟", 0), "only where its label is");
        assert!(standing.besides("何岚", 2), "a list puts blanks into a name");
        assert!(standing.besides("何一", 3));
        assert!(!standing.besides("柳青", 5), "blanks in the text are none of a name's");
        assert!(!standing.besides("一舟", 0) && standing.besides("一舟", 1), "within a longer name");
        assert!(!standing.besides("某人", 0));
    }
}
