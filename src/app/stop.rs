//! What the app and a worker share: a word that nobody waits any more, and the filter of a long list.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::filter::Sifter;

/// Says to work that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl PartialEq for Stop {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Stop {
    /// Nobody waits any more.
    pub fn say(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether work is to go on.
    pub fn go_on(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}

/// A filter that a job and a list share.
#[derive(Clone)]
pub struct Shared(pub Arc<Sifter>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sifter")
    }
}
