//! Effects: what the app asks of the outside, and what comes back. The runtime carries them out.

use std::path::PathBuf;

use crate::filter::Found;
use crate::model::{Deed, Document, Kept, Left};
use crate::search::texts::{Shelf, Texts};
use crate::text::width::Mode;

use super::hit::{Asked, Hit};
use super::stop::{Shared, Stop};

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
    /// Keep something in the library; it is acknowledged when it is on the disk.
    Keep(Ticket, Keep),
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

/// What the library is to keep.
#[derive(Clone, Debug, PartialEq)]
pub enum Keep {
    /// What a command did; it can be undone.
    Deed(Deed),
    /// A deed is undone.
    Undo(Deed),
    /// Where a document was left.
    Place(Left),
    /// A query of the full-text search.
    Query(String),
    /// The queries are erased.
    ForgetQueries,
}

/// Work for a worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Import files and folders; documents arrive in parts.
    Import(Vec<PathBuf>),
    /// Import files anew that changed, came or went.
    Reread(Vec<PathBuf>),
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
    /// Bring the search index of files and folders up to date, where they are worth one.
    Index(Vec<PathBuf>, Care),
    /// Look for what is typed in the rows of a long list.
    Sift {
        /// The rows, and what was looked for before.
        sifter: Shared,
        /// What is typed.
        typed: String,
        /// Says that nobody waits for it any more.
        stop: Stop,
    },
    /// Nothing: its answer comes behind the keys that wait, so that what only the reader can do is done in pieces.
    Turn,
}

/// How an index is brought up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// What it holds is believed as far as its sums say so.
    Open,
    /// Damage was seen: all of it is checked, and what is damaged is made anew.
    Mend,
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
        /// How fast it goes.
        pace: Pace,
        /// What could not be read, one line each.
        failures: Vec<String>,
    },
    /// What is in the place of files that changed, came or went.
    Reread {
        /// The files and folders: what was read of them or in them is no more.
        paths: Vec<PathBuf>,
        /// What is there now.
        documents: Vec<Document>,
        /// What could not be read, one line each.
        failures: Vec<String>,
    },
    /// What the library has kept, and what is wrong with it.
    Kept(Box<Kept>, Option<String>),
    /// It is on the disk.
    Acknowledged,
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
    /// What a list's filter found.
    Sifted(Found),
    /// The search index, part by part.
    Indexed(Vec<Shelf>),
    /// A search saw that an index is damaged.
    Damaged,
    /// The turn has come.
    Turn,
    /// The file was written.
    Saved(PathBuf),
}

/// How fast an import goes: what it has read of what there is to read, in so many milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Bytes that are read.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
    /// Milliseconds since it began.
    pub millis: u64,
}

/// Why a job failed, in one line: what, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);
