//! Facts that reach the loop.

use std::path::PathBuf;
use std::time::Instant;

use crate::app::effect::{Failure, Outcome, Ticket};
use crate::config::Theme;
use crate::text::width::Mode;

/// A fact.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key, a paste, a resize, the focus.
    Input(crossterm::event::Event),
    /// A part, the progress or the end of a job.
    Arrived(Ticket, Outcome),
    /// A job ended in vain.
    Failed(Ticket, Failure),
    /// The terminal's answer to the probe.
    Answered(Reply),
    /// A signal of the system.
    Signal(Signal),
    /// Files that are open were written, moved, deleted or replaced.
    Changed(Vec<PathBuf>),
    /// A deadline that was asked for has passed.
    Elapsed(Instant),
}

/// What the probe found; what a terminal proved before, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The width mode that the answers prove; None where they contradict each other or never came.
    pub mode: Option<Mode>,
    /// The background that the terminal says it has; None where it does not say.
    pub background: Option<Theme>,
}

/// Signals of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End: SIGTERM, SIGHUP, SIGINT.
    End,
    /// Continue after a stop: the terminal must be taken again and painted anew.
    Continue,
}
