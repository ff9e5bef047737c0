//! Popups that lie over the regions: pickers, cards, and the field for an argument. The topmost gets the keys.

use super::card::Card;
use super::form::Form;
use super::picker::Picker;

/// A popup.
pub enum Layer {
    /// A filterable list.
    Picker(Box<Picker>),
    /// What is known of a thing.
    Card(Card),
    /// The results of a search over all texts, which the app holds.
    Hits,
    /// A form to correct what is known of a speech.
    Form(Box<Form>),
}

/// Rows of a popup on a screen of this size (columns, rows): as many as its content needs, two rows of the screen at
/// least left free where there is room.
pub fn rows_for(size: (u16, u16), wanted: usize) -> u16 {
    let most = if size.1 >= 12 { size.1 - 4 } else { size.1 };
    u16::try_from(wanted).unwrap_or(u16::MAX).min(most)
}

impl Layer {
    /// Keeps the selection in the window of a popup on a screen of this size.
    pub fn settle(&mut self, size: (u16, u16)) {
        match self {
            Self::Picker(picker) => {
                let height = usize::from(rows_for(size, picker.list.len() + 4).saturating_sub(4));
                let (row, rows) = (picker.list.position(), picker.list.count());
                picker.list.reveal(row, rows, height);
            }
            Self::Card(_) | Self::Hits | Self::Form(_) => {}
        }
    }
}
