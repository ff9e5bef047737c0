//! Work on many rows in parts that can be done at once. Threads are whoever's who asks: a key over a million rows need not wait
//! for one core, and nothing here starts a thread.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::score::Scorer;

/// What whoever asks grants to work: time, and threads.
pub trait Leave: Sync {
    /// Whether work is to go on. Once it said no it must say no from then on.
    fn go_on(&self) -> bool;

    /// Threads that work may be done on at once, the asking one among them.
    fn threads(&self) -> usize {
        1
    }

    /// Does the work on so many threads at once, the asking one among them; comes back when all have ended.
    fn run(&self, threads: usize, work: &(dyn Fn() + Sync)) {
        self.beside(threads, work, &mut || work());
    }

    /// Does the asking thread's own part while the work is done on the others of so many threads; comes back when all have
    /// ended.
    fn beside(&self, threads: usize, work: &(dyn Fn() + Sync), own: &mut dyn FnMut()) {
        let _ = (threads, work);
        own();
    }
}

/// A word whether to go on is leave for the asking thread alone.
impl<F: Fn() -> bool + Sync> Leave for F {
    fn go_on(&self) -> bool {
        self()
    }
}

/// Rows below which a second thread costs more than it spares.
const CROWD: usize = 2_048;

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

    /// Does the work on each part of so many rows; leave is asked for before each. Whether it was never taken away.
    pub fn share<T: Send>(
        &mut self,
        rows: usize,
        parts: impl Iterator<Item = T> + Send,
        leave: &dyn Leave,
        work: impl Fn(&mut Scorer, T) + Sync,
    ) -> bool {
        let threads = if rows < CROWD { 1 } else { leave.threads().max(1) };
        self.others.resize_with(self.others.len().max(threads - 1), Scorer::default);
        let scorers: Mutex<Vec<&mut Scorer>> = Mutex::new(self.others.iter_mut().chain([&mut self.own]).collect());
        let (parts, going) = (Mutex::new(parts), AtomicBool::new(true));
        leave.run(threads, &|| {
            let Some(scorer) = lock(&scorers).pop() else { return };
            loop {
                let Some(part) = lock(&parts).next() else { return };
                if !going.load(Ordering::Relaxed) || !leave.go_on() {
                    going.store(false, Ordering::Relaxed);
                    return;
                }
                work(scorer, part);
            }
        });
        going.into_inner()
    }
}

/// A worker that panicked leaves nothing half done here.
pub fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
