//! The results of a search over all texts: what is asked, the hits that have come, how they are grouped, ordered and
//! refined, and which is selected. What keys do with them stands in `seek`; how they look is the screen's business.
//!
//! Invariant: `total` counts every hit that the limits allow, also those beyond [`KEPT`] that are only counted.

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::config::Lang;
use crate::filter::{Index, Search};
use crate::search::corpus::Place;
use crate::search::query::{Fault, Query};
use crate::text::fold::folded;
use crate::text::sounds::Sounds;

use super::effect::Ticket;
use super::hit::{Asked, Grouping, Hit, Order};
use super::input::Input;
use super::place::Place as Here;
use super::sieve::{Beside, Sieve};
use super::stop::Stop;
use super::told::Told;

mod rows;
pub use rows::Rows;

/// Hits that are kept to be looked at; all are counted.
pub const KEPT: usize = 50_000;
/// Rows that the refining filter takes in at a time: some milliseconds.
const TAKEN: usize = 2_000;

/// Where keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// To the field of the query.
    Query,
    /// To the hits.
    Hits,
    /// To the field of the refining filter.
    Refine,
}

/// The head of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The position of its first hit.
    pub position: usize,
    /// What it is.
    pub label: String,
    /// Hits in it.
    pub count: usize,
}

/// The filter over the hits.
#[derive(Default)]
pub struct Refine {
    /// What is typed.
    pub input: Input,
    index: Index,
    search: Search,
}

impl Refine {
    /// A filter that takes these sounds for one where pinyin is typed.
    fn hearing(sounds: Sounds) -> Self {
        Self { search: Search::hearing(sounds), ..Self::default() }
    }
}

/// The results.
pub struct Hits {
    /// The field of the query.
    pub input: Input,
    /// Where keys go.
    pub focus: Focus,
    /// What is wrong with the query as it stands in the field.
    pub fault: Option<Fault>,
    /// What the hits are of; None before the first query.
    pub asked: Option<Asked>,
    /// Hits that the limits allow.
    pub total: usize,
    /// Documents that hold them.
    pub documents: usize,
    /// How they are put together.
    pub grouping: Grouping,
    /// How they are ordered.
    pub order: Order,
    /// The heads of the groups, by position.
    pub heads: Vec<Head>,
    /// The filter over them.
    pub refine: Option<Refine>,
    /// Queries that may be completed here, and which is next.
    pub completion: Option<Completion>,
    pub(super) came: Here,
    /// The document that was gone to from here.
    pub(super) gone: Option<usize>,
    pub(super) work: Work,
    found: Vec<Hit>,
    /// The hits in the order in which they are shown: positions into `found`.
    shown: Vec<u32>,
    selected: usize,
    top: usize,
    sieve: Option<Sieve>,
    beside: Beside,
    last: Option<usize>,
    arranged: usize,
}

/// What runs for the results.
#[derive(Default)]
pub struct Work {
    /// The search that runs.
    pub(super) ticket: Option<Ticket>,
    /// Stops it.
    pub(super) stop: Stop,
    /// The turn that was asked for.
    pub(super) turn: Option<Ticket>,
    /// The next part of the texts that is not looked through.
    pub(super) next: usize,
    /// A query was typed that no search has been begun for.
    pub(super) due: bool,
    /// The hits that stand there are those of the query before: the first part of this one's has not come.
    pub(super) stale: bool,
    /// Documents that are looked through.
    pub(super) searched: usize,
}

/// What Tab puts in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What may stand there.
    pub candidates: Vec<String>,
    /// The one that stands there now.
    pub at: usize,
    /// What stood before the caret without it.
    pub before: String,
}

impl Hits {
    /// Results of nothing yet, opened from a place.
    pub fn new(came: Here) -> Self {
        Self {
            input: Input::default(),
            focus: Focus::Query,
            fault: None,
            asked: None,
            total: 0,
            documents: 0,
            grouping: Grouping::Meeting,
            order: Order::Text,
            heads: Vec::new(),
            refine: None,
            completion: None,
            came,
            gone: None,
            work: Work::default(),
            found: Vec::new(),
            shown: Vec::new(),
            selected: 0,
            top: 0,
            sieve: None,
            beside: Beside::default(),
            last: None,
            arranged: 0,
        }
    }

    /// Asks what is typed; a query that cannot be read leaves what is there and says why.
    pub fn ask(&mut self) {
        let typed = self.input.text();
        if typed.trim().is_empty() {
            self.fault = None;
            self.forget();
            self.asked = None;
            self.clear();
            return;
        }
        match Query::new(&typed) {
            Ok(query) => {
                self.fault = None;
                self.begin(Asked::Query(Box::new(query)));
            }
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// Asks something else: the hits that are there stay until the first of the new ones come.
    pub fn begin(&mut self, asked: Asked) {
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        self.forget();
        self.asked = Some(asked);
        self.work.due = true;
        self.work.stale = true;
    }

    /// Asks the same again: the texts have changed.
    pub(super) fn again(&mut self) {
        self.forget();
        self.work.due = self.asked.is_some();
        self.work.stale = true;
    }

    /// What runs is of no use any more.
    pub fn forget(&mut self) {
        self.work.stop.say();
        self.work = Work { turn: self.work.turn, ..Work::default() };
    }

    fn clear(&mut self) {
        (self.total, self.documents, self.selected, self.top, self.arranged) = (0, 0, 0, 0, 0);
        (self.last, self.sieve) = (None, None);
        self.found.clear();
        self.shown.clear();
        self.heads.clear();
        if let Some(refine) = &mut self.refine {
            *refine = Refine { input: refine.input.clone(), ..Refine::hearing(self.beside.sounds) };
        }
    }

    /// Takes a part of the hits in.
    pub fn take(&mut self, hits: Vec<Hit>, searched: usize, catalogue: &Catalogue, lang: Lang) {
        if std::mem::take(&mut self.work.stale) {
            self.clear();
        }
        self.work.searched = searched;
        let (asked, beside) = (self.asked.as_ref(), &self.beside);
        let sieve = self.sieve.get_or_insert_with(|| match asked {
            Some(Asked::Query(query)) => Sieve::new(catalogue, query.limits(), beside),
            _ => Sieve::new(catalogue, &crate::search::limits::Limits::default(), beside),
        });
        let mut keep = |hit: Hit| {
            self.total += 1;
            if self.last != Some(hit.document) {
                self.last = Some(hit.document);
                self.documents += 1;
            }
            if self.found.len() < KEPT {
                self.found.push(hit);
            }
        };
        for mut hit in hits {
            match asked {
                Some(Asked::Query(query)) if query.is_limits_alone() => {
                    let (document, paragraph) = (hit.document, hit.paragraph);
                    let place = Place { document, paragraph, chars: hit.chars };
                    let passages = sieve.allowed(catalogue, query, &place);
                    if passages.is_empty() {
                        continue;
                    }
                    let text = catalogue.documents().get(document).and_then(|d| d.paragraphs.get(paragraph));
                    let text = text.map_or_else(String::new, |paragraph| folded(&paragraph.text));
                    for (chars, speech) in passages {
                        keep(Hit { speech, ..Hit::new(&text, document, paragraph, chars, 0) });
                    }
                }
                _ => {
                    let speech = sieve.allows(catalogue, hit.document, hit.paragraph, hit.chars.start);
                    let Some(speech) = speech else { continue };
                    hit.speech = speech;
                    keep(hit);
                }
            }
        }
        // Put in order as they double, not at every part.
        if self.found.len() > self.arranged + self.arranged / 4 || self.work.ticket.is_none() {
            self.arrange(catalogue, lang);
        }
    }

    /// Takes what is known beside the documents: what is asked from now on is limited by it.
    pub(super) fn know(&mut self, beside: Beside) {
        self.beside = beside;
    }

    /// How limits were understood that could mean several things, a line each.
    pub fn said(&self) -> &[String] {
        self.sieve.as_ref().map_or(&[], Sieve::said)
    }

    /// Hits that are kept.
    pub fn kept(&self) -> usize {
        self.found.len()
    }

    /// Hits that are shown.
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// The hit at a position of those shown.
    pub fn at(&self, position: usize) -> Option<&Hit> {
        self.found.get(*self.shown.get(position)? as usize)
    }

    /// The selected hit.
    pub fn current(&self) -> Option<&Hit> {
        self.at(self.selected)
    }

    /// The position of the selected hit.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// First row that is shown, heads included.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The hits that are shown, in order.
    pub fn shown(&self) -> impl Iterator<Item = &Hit> {
        self.shown.iter().filter_map(|&at| self.found.get(at as usize))
    }

    /// Moves the selection.
    pub fn step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.shown.len().saturating_sub(1));
    }

    /// Moves the selection around the ends.
    pub fn walk(&mut self, by: isize) {
        let count = isize::try_from(self.shown.len()).unwrap_or(isize::MAX).max(1);
        let at = isize::try_from(self.selected).unwrap_or(0);
        self.selected = usize::try_from(at.saturating_add(by).rem_euclid(count)).unwrap_or(0);
    }

    /// The row of a position, the heads of groups counted.
    pub fn row(&self, position: usize) -> usize {
        position + self.heads.partition_point(|head| head.position <= position)
    }

    /// Keeps the selection, and at a group's first hit its head, in a window of `height` rows.
    pub fn reveal(&mut self, height: usize) {
        let height = height.max(1);
        let row = self.row(self.selected);
        let is_first = self.heads.iter().any(|head| head.position == self.selected);
        let from = row - usize::from(is_first && height > 1 && row > 0);
        if from < self.top {
            self.top = from;
        } else if row >= self.top + height {
            self.top = row + 1 - height;
        }
        self.top = self.top.min((self.shown.len() + self.heads.len()).saturating_sub(height));
    }

    /// Groups and orders anew; the selected hit stays selected.
    pub fn arrange(&mut self, catalogue: &Catalogue, lang: Lang) {
        let kept = self.shown.get(self.selected).copied().filter(|_| self.selected > 0);
        self.arranged = self.found.len();
        let mut shown: Vec<u32> = match &mut self.refine {
            Some(refine) if !refine.input.is_empty() => {
                refine.search.rows(&refine.index, &refine.input.text()).into_iter().map(|row| row as u32).collect()
            }
            _ => (0..self.found.len() as u32).collect(),
        };
        let mut told = Told::new(catalogue, lang);
        let hit = |at: &u32| &self.found[*at as usize];
        match self.order {
            Order::Text => {
                // Parts of an index come in their own order.
                let place = |at: &u32| (hit(at).document, hit(at).paragraph, hit(at).chars.start);
                if !shown.is_sorted_by_key(place) {
                    shown.sort_by_key(place);
                }
            }
            Order::Date => shown.sort_by_cached_key(|at| {
                let date = told.date(hit(at));
                (date.is_empty(), date)
            }),
            Order::Left => shown.sort_by(|a, b| (&hit(a).left, &hit(a).right).cmp(&(&hit(b).left, &hit(b).right))),
            Order::Right => shown.sort_by(|a, b| (&hit(a).right, &hit(a).left).cmp(&(&hit(b).right, &hit(b).left))),
            Order::Speaker => shown.sort_by_cached_key(|at| told.reading(hit(at))),
        }
        self.heads.clear();
        if self.grouping == Grouping::None {
            self.shown = shown;
        } else {
            let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
            let mut known: HashMap<String, usize> = HashMap::new();
            for at in shown {
                let (key, label) = told.group(&self.found[at as usize], self.grouping);
                let group = *known.entry(key).or_insert_with(|| {
                    groups.push((label, Vec::new()));
                    groups.len() - 1
                });
                groups[group].1.push(at);
            }
            self.shown = Vec::with_capacity(self.found.len());
            for (label, members) in groups {
                self.heads.push(Head { position: self.shown.len(), label, count: members.len() });
                self.shown.extend(members);
            }
        }
        self.selected = kept.and_then(|at| self.shown.iter().position(|it| *it == at)).unwrap_or(0);
        if self.selected == 0 {
            self.top = 0;
        }
    }

    /// Opens the field of the refining filter.
    pub fn open_refine(&mut self) {
        let sounds = self.beside.sounds;
        self.refine.get_or_insert_with(|| Refine::hearing(sounds));
        self.focus = Focus::Refine;
    }

    /// Drops the refining filter; whether there was one.
    pub fn drop_refine(&mut self, catalogue: &Catalogue, lang: Lang) -> bool {
        let there = self.refine.take().is_some();
        if there {
            self.arrange(catalogue, lang);
        }
        there
    }

    /// Takes some hits into the refining filter; whether all are in.
    pub(super) fn refine_more(&mut self, catalogue: &Catalogue, lang: Lang) -> bool {
        let Some(refine) = &mut self.refine else { return true };
        let from = refine.index.len();
        if from >= self.found.len() {
            return true;
        }
        let told = Told::new(catalogue, lang);
        for hit in self.found.iter().skip(from).take(TAKEN) {
            refine.index.push(told.fields(hit));
        }
        let done = refine.index.len() >= self.found.len();
        if !refine.input.is_empty() {
            self.arrange(catalogue, lang);
        }
        done
    }

    /// Whether a search runs or is to be begun.
    pub fn is_searching(&self) -> bool {
        self.work.ticket.is_some() || self.work.due
    }

    /// Documents that are looked through.
    pub fn searched(&self) -> usize {
        self.work.searched
    }
}
