//! A filter for a list that is too long to be looked through between two keys: a worker takes its rows in and looks for
//! what is typed, while whoever owns the list goes on; rows may be given while one works.
//!
//! Invariant: giving rows never waits for work that runs.

use std::collections::VecDeque;
use std::sync::Mutex;

use super::hands::lock;
use super::{Field, Found, Index, Leave, Search};
use crate::text::sounds::Sounds;

/// Rows that are taken in between two questions whether to go on: some two milliseconds.
const STEP: usize = 2_048;

/// A filter that a worker and its owner share.
pub struct Sifter {
    waiting: Mutex<VecDeque<Vec<Field>>>,
    work: Mutex<Work>,
}

#[derive(Default)]
struct Work {
    index: Index,
    search: Search,
}

impl Sifter {
    /// A filter without rows that takes these sounds for one where pinyin is typed.
    pub fn hearing(sounds: Sounds) -> Self {
        let work = Work { index: Index::default(), search: Search::hearing(sounds) };
        Self { waiting: Mutex::default(), work: Mutex::new(work) }
    }

    /// Gives further rows.
    pub fn give(&self, rows: impl IntoIterator<Item = Vec<Field>>) {
        lock(&self.waiting).extend(rows);
    }

    /// Takes in the rows that wait, then looks for a pattern in all: best first. Leave is asked for every few milliseconds; None
    /// where it was taken away. What was taken in until then stays.
    pub fn sift(&self, pattern: &str, leave: &dyn Leave) -> Option<Found> {
        let mut work = lock(&self.work);
        let Work { index, search } = &mut *work;
        let mut took = false;
        loop {
            if !leave.go_on() {
                return None;
            }
            let rows: Vec<Vec<Field>> = {
                let mut waiting = lock(&self.waiting);
                let count = waiting.len().min(STEP);
                waiting.drain(..count).collect()
            };
            if rows.is_empty() {
                break;
            }
            took = true;
            index.extend(rows, leave);
        }
        if took {
            index.settle();
        }
        // Nothing typed: all rows as they are, which nobody needs to be told.
        if pattern.trim().is_empty() {
            Some(Found::default())
        } else {
            search.find_while(index, pattern, usize::MAX, leave)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::filter::Weight;

    fn row(text: &str) -> Vec<Field> {
        vec![Field { text: text.into(), weight: Weight::Name }]
    }

    #[test]
    fn it_finds_what_a_search_finds_and_goes_on_where_it_was_stopped() {
        let texts: Vec<String> = (0..10_000).map(|n| format!("第{n}次会议 长三角{}", n % 7)).collect();
        let sifter = Sifter::hearing(Sounds::default());
        sifter.give(texts.iter().map(|text| row(text)));
        let asked = AtomicUsize::new(0);
        let few = || asked.fetch_add(1, Ordering::Relaxed) < 3 - 1;
        assert_eq!(sifter.sift("长三角3", &few), None);
        let mut index = Index::default();
        for text in &texts {
            index.push(row(text));
        }
        assert_eq!(sifter.sift("长三角3", &|| true), Some(Search::default().find(&index, "长三角3", usize::MAX)));
        // Rows that come later are found too.
        sifter.give([row("长三角3 论坛")]);
        index.push(row("长三角3 论坛"));
        for typed in ["长三角3", "长三", "zsj", "第3次", ""] {
            let found = sifter.sift(typed, &|| true).unwrap();
            let expected = Search::default().find(&index, typed, usize::MAX);
            assert!(typed.is_empty() || found == expected, "{typed}");
        }
    }

    #[test]
    fn it_stops_while_it_looks() {
        let sifter = Sifter::hearing(Sounds::default());
        sifter.give((0..20_000).map(|n| row(&format!("李强出席第{n}次会议并讲话，强调要推动高质量发展"))));
        assert!(sifter.sift("", &|| true).is_some());
        let asked = AtomicUsize::new(0);
        let few = || asked.fetch_add(1, Ordering::Relaxed) < 4 - 1;
        assert_eq!(sifter.sift("liqiang gaozhl", &few), None);
        assert!(sifter.sift("liqiang gaozhl", &|| true).is_some_and(|found| found.total == 20_000));
    }
}
