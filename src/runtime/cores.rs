//! The cores of the machine, lent to work that can be done in parts: threads that have ended when the work comes back.

use std::sync::LazyLock;
use std::thread;

use crate::filter::Leave;

/// Leave to work on all cores, as long as nobody says stop.
pub struct Cores<'a>(pub &'a (dyn Fn() -> bool + Sync));

impl Leave for Cores<'_> {
    fn go_on(&self) -> bool {
        (self.0)()
    }

    fn threads(&self) -> usize {
        // Asked for once: the answer stands in files.
        static CORES: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from).min(8));
        *CORES
    }

    fn beside(&self, threads: usize, work: &(dyn Fn() + Sync), own: &mut dyn FnMut()) {
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            own();
        });
    }
}
