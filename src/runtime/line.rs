//! The line to the terminal: bytes go out in a thread of their own, by blocking writes, so that a full pipe blocks neither
//! keys nor work. Who draws asks whether the line is free; while it is not, frames are not drawn at all, and the newest is
//! drawn from what was really written. Ending never hangs on a terminal that takes nothing.

use std::io;
use std::os::fd::BorrowedFd;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

/// The line of this process.
pub static LINE: Line = Line::new();

/// Bytes on their way to the terminal.
#[derive(Debug)]
pub struct Line {
    state: Mutex<State>,
    turned: Condvar,
}

#[derive(Debug)]
struct State {
    waiting: Vec<u8>,
    /// The thread is within a write.
    writing: bool,
    end: End,
    /// Somebody wants to know when all is written.
    wanted: bool,
}

/// What stands at the line's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Nothing yet: no thread writes.
    Closed,
    /// A terminal.
    Open,
    /// A terminal that has gone.
    Lost,
}

/// What became of what was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The terminal has it all.
    All,
    /// Not within the time.
    Late,
    /// The terminal has gone.
    Never,
}

impl Line {
    const fn new() -> Self {
        let state = State { waiting: Vec::new(), writing: false, end: End::Closed, wanted: false };
        Self { state: Mutex::new(state), turned: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to write to `output`. `tell` hears once the line is free again, where that was asked for, and of an error.
    pub fn open(
        &'static self,
        output: BorrowedFd<'static>,
        tell: impl Fn(io::Result<()>) + Send + 'static,
    ) -> io::Result<()> {
        self.state().end = End::Open;
        thread::Builder::new().name("line".to_owned()).spawn(move || self.run(output, &tell))?;
        Ok(())
    }

    fn run(&self, output: BorrowedFd<'static>, tell: &dyn Fn(io::Result<()>)) {
        let mut bytes = Vec::new();
        loop {
            {
                let mut state = self.state();
                state.writing = false;
                if state.waiting.is_empty() {
                    self.turned.notify_all();
                    if std::mem::take(&mut state.wanted) {
                        drop(state);
                        tell(Ok(()));
                        state = self.state();
                    }
                    while state.waiting.is_empty() {
                        state = self.turned.wait(state).unwrap_or_else(PoisonError::into_inner);
                    }
                }
                bytes.clear();
                std::mem::swap(&mut bytes, &mut state.waiting);
                state.writing = true;
            }
            if let Err(error) = write_all(output, &bytes) {
                self.state().end = End::Lost;
                tell(Err(error));
            }
        }
    }

    /// Sends bytes after those that wait.
    pub fn push(&self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.state().waiting.extend_from_slice(bytes);
        self.turned.notify_all();
    }

    /// Whether the terminal has taken all; where not, the teller hears as soon as it has.
    pub fn is_free(&self) -> bool {
        let mut state = self.state();
        let free = state.waiting.is_empty() && !state.writing;
        state.wanted = !free;
        free
    }

    /// Whether a thread writes.
    pub fn is_open(&self) -> bool {
        self.state().end != End::Closed
    }

    /// Waits until the terminal has taken all, but no longer than `limit`.
    pub fn finish(&self, limit: Duration) -> Sent {
        let until = Instant::now() + limit;
        let mut state = self.state();
        while state.writing || !state.waiting.is_empty() {
            if state.end == End::Lost {
                return Sent::Never;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Sent::Late;
            }
            state = self.turned.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Sent::All
    }

    /// Drops what waits; what is within a write still goes.
    pub fn drop_waiting(&self) {
        self.state().waiting.clear();
    }
}

/// Writes all bytes, in one call where the terminal takes them.
pub fn write_all(output: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(output, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::new(&output, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::os::fd::AsFd as _;
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_full_pipe_blocks_nobody_and_is_free_again_once_it_is_read() {
        let (mut reader, writer) = io::pipe().expect("a pipe");
        let writer: &'static io::PipeWriter = Box::leak(Box::new(writer));
        let line: &'static Line = Box::leak(Box::new(Line::new()));
        let (told, heard) = mpsc::channel();
        line.open(writer.as_fd(), move |result| told.send(result.is_ok()).expect("somebody hears")).expect("a thread");
        assert!(line.is_free());
        // More than any pipe holds.
        let many = vec![b'x'; 1 << 20];
        line.push(&many);
        line.push(b"end");
        assert!(!line.is_free(), "the pipe is full");
        assert_eq!(line.finish(Duration::from_millis(20)), Sent::Late);
        let mut got = vec![0; many.len() + 3];
        reader.read_exact(&mut got).expect("all bytes come");
        assert!(got.ends_with(b"xend"));
        assert_eq!(heard.recv(), Ok(true));
        assert_eq!(line.finish(Duration::from_secs(5)), Sent::All);
    }
}
