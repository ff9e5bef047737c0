//! Work on many rows, handed out to as many threads as there are cores: a key over a million rows must not wait for one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::score::Scorer;

/// Says whether work is to go on.
pub type Go<'a> = &'a (dyn Fn() -> bool + Sync);

/// Threads that work on one key, whatever the machine has.
const MOST: usize = 8;

/// A scorer for each thread.
pub struct Hands(Vec<Scorer>);

impl Default for Hands {
    fn default() -> Self {
        Self(vec![Scorer::default()])
    }
}

impl Hands {
    /// The scorer of the thread that asks.
    pub fn own(&mut self) -> &mut Scorer {
        if self.0.is_empty() {
            self.0.push(Scorer::default());
        }
        &mut self.0[0]
    }

    /// Does the work on each part; `go` is asked before each. Whether it never said no. Few parts are not worth a thread.
    pub fn share<T: Send>(
        &mut self,
        parts: impl ExactSizeIterator<Item = T> + Send,
        go: Go<'_>,
        work: impl Fn(&mut Scorer, T) + Sync,
    ) -> bool {
        const FEW: usize = 8;
        let count = match parts.len() {
            0..FEW => 1,
            _ => thread::available_parallelism().map_or(1, usize::from).min(MOST),
        };
        self.0.resize_with(count.max(self.0.len()), Scorer::default);
        let (parts, going) = (Mutex::new(parts), AtomicBool::new(true));
        let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
        let hand = |scorer: &mut Scorer| {
            while let Some(part) = next() {
                if !going.load(Ordering::Relaxed) || !go() {
                    going.store(false, Ordering::Relaxed);
                    return;
                }
                work(scorer, part);
            }
        };
        let mut scorers = self.0.iter_mut().take(count);
        let own = scorers.next();
        thread::scope(|scope| {
            for scorer in scorers {
                scope.spawn(|| hand(scorer));
            }
            if let Some(own) = own {
                hand(own);
            }
        });
        going.into_inner()
    }
}
