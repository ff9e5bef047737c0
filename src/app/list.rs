//! A list of rows that is ordered, filtered and walked: what the shelf, the speeches and every picker are made of.
//! The filter's hits decide what is shown; the selection is a position among what is shown.

use crate::filter::{Field, Hit, Index, Search};
use crate::text::sounds::Sounds;

use super::input::Input;

/// What a row is matched by.
pub type Fields = Vec<Field>;

/// A list: entries of type `T` in a base order, and what is shown of them.
pub struct List<T> {
    entries: Vec<T>,
    index: Index,
    search: Search,
    sounds: Sounds,
    shown: Vec<Hit>,
    /// Position of the selection among what is shown.
    selected: usize,
    /// First row that is shown, heads included; kept so that the selection stays on the screen.
    top: usize,
    filter: Filter,
}

/// The filter of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What is typed.
    pub input: Input,
    /// Whether keys go to it.
    pub state: FilterState,
    /// The entry that was selected when it was opened.
    before: Option<usize>,
}

/// Whether a filter is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterState {
    /// None.
    #[default]
    Off,
    /// Keys go to it.
    Open,
    /// It stands as a chip in the head; keys go to the list.
    Kept,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            index: Index::default(),
            search: Search::default(),
            sounds: Sounds::default(),
            shown: Vec::new(),
            selected: 0,
            top: 0,
            filter: Filter::default(),
        }
    }
}

impl<T> List<T> {
    /// A list of entries with what each is matched by.
    pub fn new(rows: Vec<(T, Fields)>) -> Self {
        let mut list = Self::default();
        list.fill(rows);
        list
    }

    /// Replaces the entries; the filter stays, the selection goes to the first.
    pub fn fill(&mut self, rows: Vec<(T, Fields)>) {
        self.entries = Vec::with_capacity(rows.len());
        self.index = Index::default();
        self.search = Search::hearing(self.sounds);
        for (entry, fields) in rows {
            self.entries.push(entry);
            self.index.push(fields);
        }
        self.refresh();
    }

    /// Takes these sounds for one where pinyin is typed.
    pub fn hear(&mut self, sounds: Sounds) {
        self.sounds = sounds;
        self.search = Search::hearing(sounds);
    }

    /// Entries in all.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is shown, best or first first: the entry and its hit.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = (&T, &Hit)> {
        self.shown.iter().map(|hit| (&self.entries[hit.row], hit))
    }

    /// Number of entries shown.
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// The entry at a position among those shown.
    pub fn at(&self, position: usize) -> Option<&T> {
        self.shown.get(position).map(|hit| &self.entries[hit.row])
    }

    /// The entries in their base order.
    pub fn entries(&self) -> &[T] {
        &self.entries
    }

    /// Position of the selection among those shown.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// The selected entry.
    pub fn current(&self) -> Option<&T> {
        self.at(self.selected)
    }

    /// Selects a position, held within what is shown.
    pub fn select(&mut self, position: usize) {
        self.selected = position.min(self.shown.len().saturating_sub(1));
    }

    /// Moves the selection by some rows.
    pub fn step(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects the first shown entry for which `wanted` holds; whether there is one.
    pub fn select_where(&mut self, wanted: impl Fn(&T) -> bool) -> bool {
        let found = self.shown.iter().position(|hit| wanted(&self.entries[hit.row]));
        if let Some(position) = found {
            self.selected = position;
        }
        found.is_some()
    }

    /// The filter.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Whether keys go to the filter's field.
    pub fn editing(&self) -> bool {
        self.filter.state == FilterState::Open
    }

    /// Opens the filter's field, with what stood in it.
    pub fn open_filter(&mut self) {
        if self.filter.state == FilterState::Off {
            self.filter.before = self.shown.get(self.selected).map(|hit| hit.row);
        }
        self.filter.state = FilterState::Open;
    }

    /// Keeps the filter as a chip; an empty one goes.
    pub fn keep_filter(&mut self) {
        if self.filter.input.is_empty() {
            self.drop_filter();
        } else {
            self.filter.state = FilterState::Kept;
        }
    }

    /// Drops the filter and restores the selection; whether there was one.
    pub fn drop_filter(&mut self) -> bool {
        if self.filter.state == FilterState::Off {
            return false;
        }
        let before = self.filter.before;
        self.filter = Filter::default();
        self.refresh();
        if let Some(position) = before.and_then(|row| self.shown.iter().position(|hit| hit.row == row)) {
            self.selected = position;
        }
        true
    }

    /// The field of the filter, to be edited; call [`Self::refresh`] afterwards.
    pub fn field(&mut self) -> &mut Input {
        &mut self.filter.input
    }

    /// Filters anew; the best hit is selected.
    pub fn refresh(&mut self) {
        self.shown = self.search.hits(&self.index, &self.filter.input.text());
        self.selected = 0;
        self.top = 0;
    }

    /// First row shown in a window.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Moves the window of `height` rows so that `row` (of `rows` in all) stands in it.
    pub fn reveal(&mut self, row: usize, rows: usize, height: usize) {
        let height = height.max(1);
        if row < self.top {
            self.top = row;
        } else if row >= self.top + height {
            self.top = row + 1 - height;
        }
        self.top = self.top.min(rows.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Weight;

    fn list() -> List<&'static str> {
        let row = |name: &'static str| (name, vec![Field { text: name.into(), weight: Weight::Name }]);
        List::new(vec![row("上海"), row("江苏"), row("浙江"), row("安徽")])
    }

    #[test]
    fn dropping_the_filter_restores_the_selection() {
        let mut list = list();
        list.select(2);
        list.open_filter();
        list.field().edit(crate::app::input::Edit::Insert("安".into()));
        list.refresh();
        assert_eq!((list.count(), list.current()), (1, Some(&"安徽")));
        list.keep_filter();
        assert!(list.drop_filter());
        assert_eq!((list.count(), list.current()), (4, Some(&"浙江")));
        assert!(!list.drop_filter());
    }

    #[test]
    fn selection_and_window_stay_within() {
        let mut list = list();
        list.step(99);
        assert_eq!(list.position(), 3);
        list.step(-99);
        assert_eq!(list.position(), 0);
        list.reveal(3, 4, 2);
        assert_eq!(list.top(), 2);
        list.reveal(0, 4, 2);
        assert_eq!(list.top(), 0);
    }
}
