//! Effects: what the app asks of the outside, and what comes back. The runtime carries them out.

use std::path::PathBuf;

use crate::model::{Document, Locator};
use crate::search::corpus::Texts;
use crate::text::width::Mode;

use super::hit::{Asked, Hit, Stop};

/// Names a job; an answer with an old ticket is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// A request to the outside.
#[must_use]
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Run a job in the background.
    Start(Ticket, Job),
    /// Stop a job.
    Cancel(Ticket),
    /// Keep the place that was read last.
    Remember(Locator),
    /// To the clipboard (OSC 52).
    Copy(String),
    /// Write a file that the user named.
    Save(PathBuf, String),
    /// Turn the mouse on or off.
    Mouse(bool),
    /// The width mode was switched by hand.
    Width(Mode),
    /// Ask the terminal for its widths again.
    Probe,
    /// Paint everything anew.
    Repaint,
    /// Suspend the process.
    Suspend,
    /// End.
    Quit,
}

/// Work for a worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Import files and folders; documents arrive in parts.
    Import(Vec<PathBuf>),
    /// Read a source as it came, decoded.
    Source(String),
    /// Keywords of a text, with names fed to the segmenter as words.
    Keywords {
        /// The text.
        text: String,
        /// Names that are words.
        names: Vec<String>,
    },
    /// Look through all texts; hits arrive in parts.
    Seek {
        /// The folded texts.
        texts: Texts,
        /// What is asked.
        asked: Asked,
        /// Says that nobody waits for it any more.
        stop: Stop,
    },
    /// Nothing: its answer comes behind the keys that wait, so that what only the reader can do is done in pieces.
    Turn,
}

/// What a job brought.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Documents, and how many files are done of how many.
    Documents {
        /// The documents of this part.
        documents: Vec<Document>,
        /// Files that are done.
        done: usize,
        /// Files in all.
        total: usize,
        /// What could not be read, one line each.
        failures: Vec<String>,
    },
    /// The decoded source.
    Source(String),
    /// Keywords, the weightiest first.
    Keywords(Vec<String>),
    /// Places that were found.
    Hits {
        /// Those of this part.
        hits: Vec<Hit>,
        /// Documents that were looked through.
        documents: usize,
        /// Whether it is the last part.
        ended: bool,
    },
    /// The turn has come.
    Turn,
    /// The file was written.
    Saved(PathBuf),
}

/// Why a job failed, in one line: what, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);
