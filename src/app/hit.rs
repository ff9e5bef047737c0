//! A hit of a search over all texts, what is asked, and the ways to group and order hits. The work itself stands in
//! `seeking`.

use std::ops::Range;

use crate::config::Lang;
use crate::search::query::Query;
use crate::study::echo::Formulation;

/// What is asked of all texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// The occurrences of a query.
    Query(Box<Query>),
    /// Where the same or nearly the same stands.
    Echo(Formulation),
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of the document in the catalogue.
    pub document: usize,
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Chars of the paragraph.
    pub chars: Range<usize>,
    /// Chars that differ from a formulation; 0 for a query.
    pub distance: usize,
    /// The speech of the document that it stands in, as far as known.
    pub speech: Option<usize>,
    /// The folded chars before it, the nearest first, to order by.
    pub left: Box<str>,
    /// The folded chars of it and after it.
    pub right: Box<str>,
}

/// Chars on either side that hits are ordered by.
const NEIGHBOURS: usize = 8;
/// Chars of a hit itself, at most, by which it is ordered.
const OWN: usize = 64;

impl Hit {
    /// A hit in a paragraph that has this folded text.
    pub fn new(text: &str, document: usize, paragraph: usize, chars: Range<usize>, distance: usize) -> Self {
        let start = text.char_indices().nth(chars.start).map_or(text.len(), |(at, _)| at);
        let left = text.get(..start).unwrap_or_default().chars().rev().take(NEIGHBOURS).collect::<String>();
        let length = chars.len().min(OWN) + NEIGHBOURS;
        let right = text.get(start..).unwrap_or_default().chars().take(length).collect::<String>();
        Self { document, paragraph, chars, distance, speech: None, left: left.into(), right: right.into() }
    }
}

/// What hits are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The meeting, else the document.
    #[default]
    Meeting,
    /// The speech.
    Speech,
    /// Who speaks.
    Person,
    /// Not at all.
    None,
}

impl Grouping {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 4] = [Self::Meeting, Self::Speech, Self::Person, Self::None];

    /// What the head says.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Meeting => lang.pick("按会议", "by meeting"),
            Self::Speech => lang.pick("按发言", "by speech"),
            Self::Person => lang.pick("按人物", "by person"),
            Self::None => lang.pick("不分组", "not grouped"),
        }
    }

    /// The grouping some steps on, around the ends.
    #[must_use]
    pub fn after(self, by: usize) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        Self::ALL[(at + by) % Self::ALL.len()]
    }
}

/// What hits are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the texts.
    #[default]
    Text,
    /// Oldest first.
    Date,
    /// By what stands before.
    Left,
    /// By what stands after.
    Right,
    /// By the reading of who speaks.
    Speaker,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Date, Self::Left, Self::Right, Self::Speaker];

    /// What the head says.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Text => lang.pick("文序", "in order"),
            Self::Date => lang.pick("按日期", "by date"),
            Self::Left => lang.pick("按左邻", "by left neighbour"),
            Self::Right => lang.pick("按右邻", "by right neighbour"),
            Self::Speaker => lang.pick("按发言人", "by speaker"),
        }
    }

    /// The next order.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}
