//! The regions of the screen, the tabs of the shelf, and the orders of lists.

use crate::config::Lang;

/// A region of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// What is browsed.
    #[default]
    Shelf,
    /// The speeches of what is selected there.
    Speeches,
    /// The text.
    Text,
}

impl Region {
    /// The region at its right.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Shelf => Self::Speeches,
            Self::Speeches | Self::Text => Self::Text,
        }
    }

    /// The region at its left.
    #[must_use]
    pub const fn previous(self) -> Self {
        match self {
            Self::Shelf | Self::Speeches => Self::Shelf,
            Self::Text => Self::Speeches,
        }
    }
}

/// A tab of the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 会议
    #[default]
    Meetings,
    /// 人物
    People,
    /// 文献
    Documents,
}

impl Tab {
    /// All tabs, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::Meetings, Self::People, Self::Documents];

    /// The name of the tab.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Meetings => lang.pick("会议", "Meetings"),
            Self::People => lang.pick("人物", "People"),
            Self::Documents => lang.pick("文献", "Documents"),
        }
    }

    /// The orders of its list; the first is the one it begins with.
    pub const fn orders(self) -> &'static [Order] {
        match self {
            Self::Meetings => &[Order::Date, Order::Name, Order::Place, Order::Number],
            Self::People => &[Order::Number, Order::Name, Order::Office, Order::Date],
            Self::Documents => &[Order::Date, Order::Name, Order::Number, Order::Length],
        }
    }
}

/// The orders of the speeches; the first is the one they begin with.
pub const SPEECH_ORDERS: &[Order] = &[Order::Text, Order::Name, Order::Office, Order::Length];

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// As it stands in the text (of a person: by date).
    Text,
    /// Newest first.
    Date,
    /// By the reading of the name.
    Name,
    /// By the office.
    Office,
    /// By the place.
    Place,
    /// Most speeches first.
    Number,
    /// Longest first.
    Length,
}

impl Order {
    /// What the head of the list says.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Text => lang.pick("文序", "in order"),
            Self::Date => lang.pick("按日期", "by date"),
            Self::Name => lang.pick("按名称", "by name"),
            Self::Office => lang.pick("按职务", "by office"),
            Self::Place => lang.pick("按地点", "by place"),
            Self::Number => lang.pick("按篇数", "by number"),
            Self::Length => lang.pick("按字数", "by length"),
        }
    }

    /// The next of these orders.
    #[must_use]
    pub fn after(self, orders: &[Self]) -> Self {
        let at = orders.iter().position(|o| *o == self).unwrap_or(0);
        orders.get((at + 1) % orders.len().max(1)).copied().unwrap_or(self)
    }
}
