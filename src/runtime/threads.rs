//! The threads beside the loop: one reads the terminal, one takes signals, one each does a job. They only send facts.

use std::io;
use std::os::fd::BorrowedFd;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::decoder::{Decoder, Token, Waiting};
use super::event::{Event, Reply};
use super::jobs;
use super::keeper::Keeper;
use super::probe::{Probe, Verdict};
use super::{remembered, terminal};
use crate::app::effect::{Failure, Job, Keep, Ticket};
use crate::library::Home;

/// What reaches the loop.
#[derive(Debug)]
pub enum Fact {
    /// A fact for the session.
    Event(Event),
    /// The probe was answered.
    Answered(Verdict),
    /// The terminal has taken all that was written before its question.
    Ready,
    /// The line is free again.
    Free,
    /// A part of a job waits in the other channel.
    Part,
    /// The terminal has another size.
    Resized,
    /// Someone asks the process to stop.
    Stop,
    /// The process goes on after a stop.
    Continue,
    /// End: the number of the signal, or of SIGHUP where the terminal has gone.
    End(i32),
}

/// An ESC that is followed by nothing for so long is the key.
const ESCAPE: Duration = Duration::from_millis(25);
/// The same while answers may come, which a slow line tears.
const ESCAPE_ASKED: Duration = Duration::from_millis(250);
/// A sequence that has begun is given up after so long.
const SEQUENCE: Duration = Duration::from_millis(500);

/// Reads the terminal until it goes or nobody listens.
pub fn read(input: BorrowedFd<'static>, probe: Arc<Probe>, inbox: Sender<Fact>) -> io::Result<()> {
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let end = keys(input, &probe, &inbox);
        if end.is_err() {
            let _ = inbox.send(Fact::End(SIGHUP));
        }
    })?;
    Ok(())
}

/// Ok where nobody listens any more, an error where the terminal has gone.
fn keys(input: BorrowedFd<'static>, probe: &Probe, inbox: &Sender<Fact>) -> Result<(), Errno> {
    let mut decoder = Decoder::default();
    let mut bytes = [0u8; 4096];
    let mut tokens = Vec::new();
    loop {
        let wait = match decoder.waiting() {
            Waiting::Nothing => None,
            Waiting::Escape if probe.is_owed(Instant::now()) => Some(ESCAPE_ASKED),
            Waiting::Escape => Some(ESCAPE),
            Waiting::Sequence => Some(SEQUENCE),
        };
        let wait = wait.and_then(|wait| Timespec::try_from(wait).ok());
        match poll(&mut [PollFd::new(&input, PollFlags::IN)], wait.as_ref()) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error),
            Ok(0) => decoder.flush(&mut tokens),
            Ok(_) => match rustix::io::read(input, &mut bytes) {
                Ok(0) => return Err(Errno::IO),
                Ok(count) => {
                    let asked = probe.asked(Instant::now());
                    decoder.feed(bytes.get(..count).unwrap_or_default(), asked, &mut tokens);
                }
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(error) => return Err(error),
            },
        }
        for token in tokens.drain(..) {
            let fact = match token {
                Token::Input(event) => Some(Fact::Event(Event::Input(event))),
                Token::Ready => {
                    probe.ready();
                    Some(Fact::Ready)
                }
                answer => probe.answer(&answer).map(Fact::Answered),
            };
            if let Some(fact) = fact
                && inbox.send(fact).is_err()
            {
                return Ok(());
            }
        }
    }
}

/// Keeps in the background what the terminal proved, for the next start. A folder that cannot be written costs the safe mode
/// of its first moments, and nobody is told.
pub fn remember(reply: Reply) {
    let name = remembered::name(&|variable| std::env::var(variable).ok());
    let Some(path) = remembered::file().filter(|path| remembered::recall(path, &name) != reply) else { return };
    let _ = thread::Builder::new().name("remember".to_owned()).spawn(move || remembered::keep(&path, &name, reply));
}

/// Begins to catch signals: before the terminal is taken, so that none can end the program with the terminal taken.
pub fn catch() -> io::Result<Signals> {
    Signals::new([SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT, SIGTSTP])
}

/// Hands signals on. A second one that ends finds a loop that cannot hear: it ends the process from here.
pub fn signals(mut signals: Signals, inbox: Sender<Fact>) -> io::Result<()> {
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut ending = false;
        for signal in signals.forever() {
            let fact = match signal {
                SIGWINCH => Fact::Resized,
                SIGCONT => Fact::Continue,
                SIGTSTP => Fact::Stop,
                _ if ending => {
                    terminal::release();
                    std::process::exit(128 + signal);
                }
                _ => {
                    ending = true;
                    Fact::End(signal)
                }
            };
            if inbox.send(fact).is_err() {
                break;
            }
        }
    })?;
    Ok(())
}

/// Does a job in a thread. Its parts go through `parts`, which holds few, so that a fast job cannot run ahead of the loop;
/// each is announced in the inbox, where keys do not wait behind it.
pub fn work(
    ticket: Ticket,
    job: Job,
    home: Option<Home>,
    cancelled: Arc<AtomicBool>,
    parts: SyncSender<Event>,
    inbox: Sender<Fact>,
) -> io::Result<()> {
    thread::Builder::new().name("job".to_owned()).spawn(move || {
        let send = |event| parts.send(event).is_ok() && inbox.send(Fact::Part).is_ok();
        let done = catch_unwind(AssertUnwindSafe(|| {
            jobs::perform(&job, home.as_ref(), &mut |outcome| {
                !cancelled.load(Ordering::Relaxed) && send(Event::Arrived(ticket, outcome))
            })
        }));
        let failure = match done {
            Ok(Ok(())) => return,
            Ok(Err(failure)) => failure,
            Err(_) => Failure("the program made a mistake here, please report it".to_owned()),
        };
        send(Event::Failed(ticket, failure));
    })?;
    Ok(())
}

/// Keeps what the user added, in a thread of its own, so that no key waits for the disk: first what was kept is read, then
/// changes come in their order. Ends when nobody sends any more; what could not be kept is its last word.
pub fn keep(
    mut keeper: Keeper,
    changes: Receiver<(Ticket, Keep)>,
    inbox: Sender<Fact>,
) -> io::Result<JoinHandle<Option<String>>> {
    thread::Builder::new().name("keeper".to_owned()).spawn(move || {
        if let Some(kept) = keeper.read() {
            let _ = inbox.send(Fact::Event(Event::Arrived(Ticket::default(), kept)));
        }
        while let Ok(first) = changes.recv() {
            let (tickets, waiting): (Vec<Ticket>, Vec<Keep>) = std::iter::once(first).chain(changes.try_iter()).unzip();
            for (ticket, answer) in tickets.into_iter().zip(keeper.keep(waiting)) {
                let event = match answer {
                    Ok(outcome) => Event::Arrived(ticket, outcome),
                    Err(failure) => Event::Failed(ticket, failure),
                };
                let _ = inbox.send(Fact::Event(event));
            }
        }
        keeper.finish()
    })
}
