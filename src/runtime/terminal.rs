//! The terminal as a device: raw mode, the modes of the reader, sizes, bytes in and out, and the way back.
//!
//! Whatever ends or stops the program, [`release`] puts everything back as it was: it is called by the guard's `Drop`,
//! by the panic hook and before a stop, and does nothing where nothing is taken. What is painted is `painter.rs`'s business.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::panic;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use rustix::termios::{OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

use super::line::{self, LINE, Sent};

/// Alternate screen, bracketed paste, no wrapping at the right edge (a glyph that is wider than it said must not scroll
/// the screen), cursor hidden.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?7l\x1b[?25l";
/// The way back: margins, colours, mouse, synchronized output, wrapping, paste, cursor, screen.
const LEAVE: &[u8] = b"\x1b[?69l\x1b[r\x1b[m\x1b[?1000l\x1b[?1006l\x1b[?2026l\x1b[?7h\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// How long the last bytes are waited for at the end.
const PATIENCE: Duration = Duration::from_millis(300);

/// What must be put back, while the terminal is taken.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);
/// Whether the terminal may still answer a question: its answers must not reach the shell as keys.
static ASKED: AtomicBool = AtomicBool::new(false);

struct Taken {
    input: BorrowedFd<'static>,
    output: BorrowedFd<'static>,
    before: Termios,
}

/// The terminal: keys come from `input`, cells go to `output`.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Where keys come from: standard input, or the controlling terminal where standard input is a text.
    pub input: BorrowedFd<'static>,
    output: BorrowedFd<'static>,
}

/// Puts the terminal back when it goes.
#[derive(Debug)]
pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        release();
    }
}

impl Terminal {
    /// The terminal of this process; None where standard output is none. Nothing is changed yet.
    pub fn open() -> io::Result<Option<Self>> {
        let output = rustix::stdio::stdout();
        if !isatty(output) {
            return Ok(None);
        }
        let input = rustix::stdio::stdin();
        if isatty(input) {
            return Ok(Some(Self { input, output }));
        }
        // Keys are read until the process ends, so that the file may live as long.
        let tty: &'static File = Box::leak(Box::new(File::open("/dev/tty")?));
        Ok(Some(Self { input: tty.as_fd(), output }))
    }

    /// Columns and rows in cells; 80 × 24 where the terminal does not say.
    pub fn size(&self) -> (u16, u16) {
        match tcgetwinsize(self.output) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => (80, 24),
        }
    }

    /// Sets raw mode, and remembers what was before. The bytes that enter the reader's modes are [`Terminal::enter`]'s:
    /// they go out with the first frame in one write.
    pub fn take(&self) -> io::Result<Guard> {
        let mut taken = TAKEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if taken.is_none() {
            let before = tcgetattr(self.input)?;
            let mut raw = before.clone();
            raw.make_raw();
            tcsetattr(self.input, OptionalActions::Now, &raw)?;
            *taken = Some(Taken { input: self.input, output: self.output, before });
        }
        Ok(Guard)
    }

    /// Sets raw mode anew where someone else may have changed it meanwhile; what is put back stays the same.
    pub fn retake(&self) -> io::Result<()> {
        let taken = TAKEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some(known) = taken.as_ref() else {
            drop(taken);
            // The guard of the first taking still stands: a second one would put things back too early.
            std::mem::forget(self.take()?);
            return Ok(());
        };
        let mut raw = known.before.clone();
        raw.make_raw();
        Ok(tcsetattr(self.input, OptionalActions::Now, &raw)?)
    }

    /// The bytes that enter the reader's modes.
    pub fn enter() -> &'static [u8] {
        ENTER
    }

    /// Where cells go to.
    pub fn output(&self) -> BorrowedFd<'static> {
        self.output
    }
}

/// Notes that the terminal owes answers, or that it has given them.
pub fn owes(answers: bool) {
    ASKED.store(answers, Ordering::Relaxed);
}

/// Puts the terminal back as it was before [`Terminal::take`]; once, and never twice. A terminal that takes no bytes is not
/// waited for: what still waits for it is dropped, and what it had begun to read is broken off (CAN).
pub fn release() {
    let mut taken = TAKEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Some(Taken { input, output, before }) = taken.take() else { return };
    if LINE.is_open() {
        leave(output);
    } else {
        // A terminal that has gone takes nothing: there is nobody to tell.
        let _ = line::write_all(output, LEAVE);
    }
    if ASKED.swap(false, Ordering::Relaxed) {
        let _ = tcflush(input, QueueSelector::IFlush);
    }
    let _ = tcsetattr(input, OptionalActions::Now, &before);
}

/// Sends the way back behind what is on its way, or instead of it where the terminal does not take that in time.
fn leave(output: BorrowedFd<'_>) {
    match LINE.finish(PATIENCE) {
        Sent::All => LINE.push(LEAVE),
        Sent::Never => return,
        Sent::Late => {
            LINE.drop_waiting();
            let until = Instant::now() + PATIENCE;
            while LINE.finish(Duration::from_millis(5)) == Sent::Late && Instant::now() < until {
                let _ = tcflush(output, QueueSelector::OFlush);
            }
            LINE.push(&[b"\x18", LEAVE].concat());
        }
    }
    LINE.finish(PATIENCE);
}

/// A panic of the thread that calls this puts the terminal back before it speaks; other threads' panics stay silent,
/// since their work is caught and reported as failed.
pub fn guard_panics() {
    let this: ThreadId = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == this {
            release();
            before(info);
        }
    }));
}
