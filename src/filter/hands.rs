//! Work on many rows, handed out to as many threads as there are cores: a key over a million rows must not wait for one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

use super::score::Scorer;

/// Says whether work is to go on.
pub type Go<'a> = &'a (dyn Fn() -> bool + Sync);

/// Threads that work on one key, whatever the machine has.
const MOST: usize = 8;
/// Rows below which a second thread costs more than it spares.
const CROWD: usize = 2_048;

/// Threads that the machine runs at once: asked for once, as the answer stands in files.
static CORES: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from).min(MOST));

/// A scorer for each thread.
#[derive(Default)]
pub struct Hands {
    own: Scorer,
    others: Vec<Scorer>,
}

impl Hands {
    /// The scorer of the thread that asks.
    pub fn own(&mut self) -> &mut Scorer {
        &mut self.own
    }

    /// Does the work on each part of so many rows; `go` is asked before each. Whether it never said no.
    pub fn share<T: Send>(
        &mut self,
        rows: usize,
        parts: impl Iterator<Item = T> + Send,
        go: Go<'_>,
        work: impl Fn(&mut Scorer, T) + Sync,
    ) -> bool {
        let others = if rows < CROWD { 0 } else { CORES.saturating_sub(1) };
        self.others.resize_with(others.max(self.others.len()), Scorer::default);
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
        thread::scope(|scope| {
            for scorer in self.others.iter_mut().take(others) {
                scope.spawn(|| hand(scorer));
            }
            hand(&mut self.own);
        });
        going.into_inner()
    }
}
