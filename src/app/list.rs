//! A list of rows that is ordered, filtered and walked: what the shelf, the speeches and every picker are made of.
//! The filter's hits decide what is shown; the selection is a position among what is shown.
//!
//! A long list is filtered behind the loop (`behind`): the last answer stays until the next one comes, and no key waits.

use crate::filter::{Field, Found, Hit, Index, Search};
use crate::text::sounds::Sounds;

use super::behind::Behind;
use super::effect::{Effect, Ticket};
use super::input::Input;

/// Rows from which on a list is filtered behind the loop: below, some milliseconds between two keys are enough.
pub const LONG: usize = 8_192;

/// What a row is matched by.
pub type Fields = Vec<Field>;

/// What stands in a list.
pub trait Entry {
    /// The group that it stands in while the list is in its base order; None where there are no groups.
    fn group(&self) -> Option<&str> {
        None
    }
}

/// Whether rows that come in place of others are those and further ones, or whatever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// Those that were there, and perhaps more.
    More,
    /// Any: what was selected or shown may not be there any more.
    Others,
}

/// What is shown of the entries.
enum Shown {
    /// All, in the base order.
    All,
    /// What the filter leaves, best first.
    Hits(Vec<Hit>),
}

/// A list: entries of type `T` in a base order, and what is shown of them.
pub struct List<T> {
    entries: Vec<T>,
    index: Index,
    search: Search,
    sounds: Sounds,
    behind: Option<Behind<T>>,
    shown: Shown,
    /// What no filter has matched.
    unmatched: Hit,
    /// The first position of each group in the base order.
    heads: Vec<usize>,
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
            behind: None,
            shown: Shown::All,
            unmatched: Hit { row: 0, score: 0, matched: Vec::new() },
            heads: Vec::new(),
            selected: 0,
            top: 0,
            filter: Filter::default(),
        }
    }
}

impl<T: Entry> List<T> {
    /// A list of entries with what each is matched by, which is filtered at once however long it is.
    pub fn new(rows: Vec<(T, Fields)>) -> Self {
        let mut list = Self::default();
        list.fill_here(rows);
        list
    }

    /// Replaces the entries; the filter stays, the selection goes to the first.
    pub fn fill(&mut self, rows: Vec<(T, Fields)>, came: Came) {
        if rows.len() < LONG {
            self.fill_here(rows);
            return;
        }
        let (entries, fields): (Vec<T>, Vec<Fields>) = rows.into_iter().unzip();
        let mut behind = Behind::new(fields, self.sounds, self.behind.take());
        if came == Came::More && !self.filter.input.is_empty() && !self.entries.is_empty() {
            // What is on the screen stays until the filter has looked through the new rows.
            behind.coming = Some(entries);
        } else {
            self.put(entries);
            self.show(Shown::All);
        }
        behind.due = true;
        (self.index, self.search) = (Index::default(), Search::default());
        self.behind = Some(behind);
    }

    /// The same, filtered at once.
    fn fill_here(&mut self, rows: Vec<(T, Fields)>) {
        if let Some(behind) = &mut self.behind {
            // What runs for the rows that were there is stopped when the list is next asked what it wants.
            behind.leave();
        }
        let mut entries = Vec::with_capacity(rows.len());
        self.index = Index::default();
        self.search = Search::hearing(self.sounds);
        for (entry, fields) in rows {
            entries.push(entry);
            self.index.push(fields);
        }
        self.put(entries);
        self.refresh();
    }

    fn put(&mut self, entries: Vec<T>) {
        self.heads.clear();
        let mut group = "";
        for (at, entry) in entries.iter().enumerate() {
            if let Some(own) = entry.group().filter(|own| *own != group) {
                group = own;
                self.heads.push(at);
            }
        }
        self.entries = entries;
    }

    fn show(&mut self, shown: Shown) {
        (self.shown, self.selected, self.top) = (shown, 0, 0);
    }

    /// What the list wants of a worker now, and what is of no use any more.
    pub fn sift(&mut self, ticket: &mut dyn FnMut() -> Ticket) -> Vec<Effect> {
        let Some(behind) = &mut self.behind else { return Vec::new() };
        let effects = behind.ask(&self.filter.input.text(), ticket);
        if behind.is_left() {
            self.behind = None;
        }
        effects
    }

    /// Whether the answer to what is typed is still to come.
    pub fn is_sifting(&self) -> bool {
        !self.filter.input.is_empty() && self.behind.as_ref().is_some_and(Behind::is_waited_for)
    }

    /// Whether an answer is the one that this list waits for.
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        self.behind.as_ref().is_some_and(|behind| behind.ticket == Some(ticket))
    }

    /// Takes an answer that this list waits for: whether rows came with it. None where it is not this list's.
    pub fn take(&mut self, ticket: Ticket, found: Found) -> Option<Came> {
        let behind = self.behind.as_mut().filter(|behind| behind.ticket == Some(ticket))?;
        behind.ticket = None;
        let coming = behind.coming.take();
        let came = if coming.is_some() { Came::More } else { Came::Others };
        if let Some(entries) = coming {
            self.filter.before = None;
            self.put(entries);
        }
        if !self.filter.input.is_empty() {
            self.show(Shown::Hits(found.hits));
        }
        Some(came)
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
        self.from(0).map(|(_, entry, hit)| (entry, hit))
    }

    /// The same from a position on, with the positions.
    pub fn from(&self, position: usize) -> impl ExactSizeIterator<Item = (usize, &T, &Hit)> {
        (position.min(self.count())..self.count()).map(|at| match &self.shown {
            Shown::All => (at, &self.entries[at], &self.unmatched),
            Shown::Hits(hits) => (at, &self.entries[hits[at].row], &hits[at]),
        })
    }

    /// Number of entries shown.
    pub fn count(&self) -> usize {
        match &self.shown {
            Shown::All => self.entries.len(),
            Shown::Hits(hits) => hits.len(),
        }
    }

    /// The index among the entries of a position among those shown.
    fn row(&self, position: usize) -> Option<usize> {
        match &self.shown {
            Shown::All => (position < self.entries.len()).then_some(position),
            Shown::Hits(hits) => hits.get(position).map(|hit| hit.row),
        }
    }

    /// The entry at a position among those shown.
    pub fn at(&self, position: usize) -> Option<&T> {
        self.row(position).and_then(|row| self.entries.get(row))
    }

    /// The first positions of the groups; none while a filter decides what is shown.
    pub fn heads(&self) -> &[usize] {
        match &self.shown {
            Shown::All if self.filter.input.is_empty() => &self.heads,
            _ => &[],
        }
    }

    /// The row of a position, the heads of groups counted.
    pub fn row_with_heads(&self, position: usize) -> usize {
        position + self.heads().partition_point(|head| *head <= position)
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
        self.selected = position.min(self.count().saturating_sub(1));
    }

    /// Moves the selection by some rows.
    pub fn step(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects the first shown entry for which `wanted` holds; whether there is one.
    pub fn select_where(&mut self, wanted: impl Fn(&T) -> bool) -> bool {
        let found = self.shown().position(|(entry, _)| wanted(entry));
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
            self.filter.before = self.row(self.selected);
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
        if let Some(position) = before.filter(|row| *row < self.count()) {
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
        let typed = self.filter.input.text();
        if let Some(behind) = self.behind.as_mut().filter(|behind| !behind.is_left()) {
            behind.due = true;
            if typed.trim().is_empty() {
                if let Some(entries) = behind.coming.take() {
                    self.put(entries);
                }
                self.show(Shown::All);
            }
            return;
        }
        let shown =
            if typed.trim().is_empty() { Shown::All } else { Shown::Hits(self.search.hits(&self.index, &typed)) };
        self.show(shown);
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

    impl Entry for &'static str {}

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
