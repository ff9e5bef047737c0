//! What is read: the document, the view of it, the source as it came, the search within the text, the selection.

use std::ops::Range;

use crate::text::Span;

use super::effect::Ticket;
use super::flow::Fate;
use super::input::Input;
use super::view::{Spot, View};

/// What is read.
#[derive(Default)]
pub struct Reading {
    /// Index of the document in the catalogue.
    pub document: Option<usize>,
    /// The speech that was gone to, of that document.
    pub speech: Option<usize>,
    /// The view of the document.
    pub view: View,
    /// The source as it came, where it is shown instead.
    pub source: Option<SourceView>,
    /// The search within the text.
    pub find: Option<Find>,
    /// What is selected.
    pub selection: Option<Selection>,
    /// The finding that was walked to last, and the paragraph that was read then.
    pub(super) walked: Option<(usize, usize)>,
    pub(super) asked: Option<Ticket>,
}

/// The source as it came.
pub struct SourceView {
    /// Its view.
    pub view: View,
    /// What became of each part, by byte.
    pub fates: Vec<(Span, Fate)>,
    /// The path of the source.
    pub path: String,
}

/// A search within the text.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What is typed.
    pub input: Input,
    /// Whether keys go to the field.
    pub open: bool,
    /// Hits in the text's order: paragraph, chars.
    pub hits: Vec<(usize, Range<usize>)>,
    /// The hit one stands at.
    pub current: usize,
    /// Where one was when it was opened.
    pub(super) from: Option<(Spot, u16)>,
}

/// The step of a selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// One character.
    #[default]
    Char,
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
}

/// Selected text, from where it began to where it reaches, both ends in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it began: paragraph, char.
    pub anchor: (usize, usize),
    /// Where it reaches: paragraph, char.
    pub head: (usize, usize),
    /// The step of `h` and `l`.
    pub unit: Unit,
}

impl Selection {
    /// The chars of a paragraph that are selected.
    pub fn within(&self, paragraph: usize) -> Option<Range<usize>> {
        let (from, to) = (self.anchor.min(self.head), self.anchor.max(self.head));
        if paragraph < from.0 || paragraph > to.0 {
            return None;
        }
        let start = if paragraph == from.0 { from.1 } else { 0 };
        let end = if paragraph == to.0 { to.1 + 1 } else { usize::MAX };
        Some(start..end)
    }
}

/// The byte of a char in a text; its length where there are fewer chars.
pub fn byte_of(text: &str, char: usize) -> usize {
    text.char_indices().nth(char).map_or(text.len(), |(at, _)| at)
}

/// The number of chars before a byte.
pub fn char_of(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}
