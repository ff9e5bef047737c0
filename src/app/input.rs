//! A text field of one line, edited by grapheme. The caret is the terminal's own cursor: the field only says where.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::clusters::clusters;

/// What is typed, and where the caret stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    before: String,
    after: String,
}

/// One step of editing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Text typed or pasted; control characters become spaces.
    Insert(String),
    /// The cluster before the caret goes.
    Backspace,
    /// The cluster after the caret goes.
    Delete,
    /// One cluster to the left.
    Left,
    /// One cluster to the right.
    Right,
    /// To the start.
    Home,
    /// To the end.
    End,
    /// The word before the caret goes.
    Word,
    /// All before the caret goes.
    ToStart,
    /// All after the caret goes.
    ToEnd,
}

impl Input {
    /// A field with this text, the caret at its end.
    pub fn new(text: impl Into<String>) -> Self {
        Self { before: text.into(), after: String::new() }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The text before the caret.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Takes one step.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Insert(text) => {
                self.before.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
            }
            Edit::Backspace => {
                self.pop_before();
            }
            Edit::Delete => {
                self.pop_after();
            }
            Edit::Left => {
                if let Some(cluster) = self.pop_before() {
                    self.after.insert_str(0, &cluster);
                }
            }
            Edit::Right => {
                if let Some(cluster) = self.pop_after() {
                    self.before.push_str(&cluster);
                }
            }
            Edit::Home => self.after.insert_str(0, &std::mem::take(&mut self.before)),
            Edit::End => self.before.push_str(&std::mem::take(&mut self.after)),
            Edit::Word => {
                let kept = self.before.trim_end().unicode_word_indices().next_back().map_or(0, |(at, _)| at);
                self.before.truncate(kept);
            }
            Edit::ToStart => self.before.clear(),
            Edit::ToEnd => self.after.clear(),
        }
    }

    fn pop_before(&mut self) -> Option<String> {
        let at = clusters(&self.before).last()?.0;
        Some(self.before.split_off(at))
    }

    fn pop_after(&mut self) -> Option<String> {
        let end = clusters(&self.after).next()?.1.len();
        let rest = self.after.split_off(end);
        Some(std::mem::replace(&mut self.after, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edits: &[Edit], before: &str, after: &str) {
        let mut input = Input::default();
        for edit in edits {
            input.edit(edit.clone());
        }
        assert_eq!((input.before.as_str(), input.after.as_str()), (before, after), "{edits:?}");
    }

    #[test]
    fn edits_by_cluster() {
        let typed = || Edit::Insert("长e\u{301}三".into());
        check(&[typed(), Edit::Backspace, Edit::Backspace], "长", "");
        check(&[typed(), Edit::Left, Edit::Left, Edit::Delete], "长", "三");
        check(&[typed(), Edit::Home, Edit::Right], "长", "e\u{301}三");
        check(&[Edit::Insert("a\tb\n".into())], "a b ", "");
        check(&[Edit::Insert("li qiang".into()), Edit::Word], "li ", "");
        check(&[Edit::Word, Edit::Backspace, Edit::Delete, Edit::Left, Edit::Right], "", "");
        check(&[typed(), Edit::Left, Edit::ToEnd, Edit::ToStart], "", "");
    }
}
