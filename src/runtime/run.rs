//! The loop: one inbox; block, take all that is there, feed the session, carry its effects out, draw once.
//!
//! No clock and no polling: an idle reader is a thread in `recv` and one in `poll`. The first frame goes out in one write
//! with the bytes that enter the terminal's modes. No frame is drawn while the line has not taken the one before.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use crossterm::event::Event as Input;
use rustix::process::{getpid, getppid, getsid, kill_process};

use super::event::{Event, Signal};
use super::keeper::Keeper;
use super::line::LINE;
use super::pace::{self, Pace};
use super::painter::Painter;
use super::probe::{self, Probe};
use super::saving::{self, at_home};
use super::session::{Session, Start};
use super::terminal::{self, Terminal};
use super::threads::{self, Fact};
use super::watch;
use crate::app::effect::{Effect, Failure, Job, Keep, Ticket};
use crate::library::Home;
use crate::text::width::Mode;

/// Whether the terminal is asked for its widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Once at the start, after a stop, and when the user wishes.
    Yes,
    /// Never.
    No,
}

/// How the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The user left.
    Left,
    /// A signal of this number ended it.
    Signal(i32),
}

/// Parts of jobs are fed for so long before the screen is drawn and keys are looked for.
const TURN: Duration = Duration::from_millis(8);

/// Who says how ambiguous characters are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// The terminal, by its answers.
    Terminal,
    /// The user: answers only say what the terminal knows beside.
    User,
}

/// Runs the reader in this terminal until it ends. `start` is built with the terminal's size. How it ended, and in one line
/// what of the user's could not be kept.
pub fn run(
    terminal: Terminal,
    (asking, authority): (Asking, Authority),
    start: impl FnOnce((u16, u16)) -> Start,
) -> Result<(End, Option<String>)> {
    let size = terminal.size();
    let start = start(size);
    let home = start.home.clone();
    let (session, effects) = Session::new(start);
    terminal::guard_panics();
    let signals = threads::catch().context("cannot catch signals")?;
    let guard = terminal.take().context("cannot set the terminal to raw mode")?;
    let (inbox, facts) = mpsc::channel();
    let (parts, arrived) = mpsc::sync_channel(2);
    let (keeper, changes) = mpsc::channel();
    let mut kept = None;
    let mut reader = Reader {
        terminal,
        asking,
        authority,
        recalled: Some(session.mode()).filter(|_| session.app.width.confirmed),
        session,
        painter: Painter::new(size),
        size,
        probe: Arc::default(),
        jobs: HashMap::new(),
        inbox,
        parts,
        waiting: 0,
        home: home.clone(),
        keeper,
        pace: Pace::default(),
        stale: false,
        asked: false,
        away: false,
        end: None,
    };
    let free = reader.inbox.clone();
    LINE.open(terminal.output(), move |written| {
        // Nobody hears any more once the loop has ended.
        let _ = free.send(if written.is_ok() { Fact::Free } else { Fact::End(signal_hook::consts::SIGHUP) });
    })
    .context("no thread")?;
    reader.painter.prelude(Terminal::enter());
    reader.ask();
    reader.draw();
    if reader.end.is_none() {
        threads::read(terminal.input, Arc::clone(&reader.probe), reader.inbox.clone()).context("no thread")?;
        threads::signals(signals, reader.inbox.clone()).context("no thread")?;
        kept = Some(threads::keep(Keeper::new(home), changes, reader.inbox.clone()).context("no thread")?);
        // The size may have changed before signals were heard.
        reader.measure();
        reader.carry_out(effects);
        reader.turn(&facts, &arrived);
    }
    drop(guard);
    let end = reader.end.unwrap_or(End::Left);
    // The terminal is whole again; what the user added is on the disk before the process ends.
    drop(reader);
    let lost = kept.and_then(|kept| kept.join().ok().flatten());
    Ok((end, lost))
}

/// The loop's state.
struct Reader {
    terminal: Terminal,
    asking: Asking,
    authority: Authority,
    /// The width mode by which the first frame was set, since the terminal had proved it before.
    recalled: Option<Mode>,
    session: Session,
    painter: Painter,
    size: (u16, u16),
    probe: Arc<Probe>,
    jobs: HashMap<Ticket, Arc<AtomicBool>>,
    inbox: Sender<Fact>,
    parts: SyncSender<Event>,
    /// Parts of jobs that were announced and not yet taken.
    waiting: usize,
    home: Option<Home>,
    keeper: Sender<(Ticket, Keep)>,
    pace: Pace,
    /// What is shown is older than what is known: a frame was not drawn, since the line was not free.
    stale: bool,
    /// The next frame follows the questions of a probe.
    asked: bool,
    /// The terminal was handed back for a stop and is not ours to write to.
    away: bool,
    end: Option<End>,
}

impl Reader {
    /// Turns until the end.
    fn turn(&mut self, facts: &Receiver<Fact>, arrived: &Receiver<Event>) {
        while self.end.is_none() {
            if self.waiting == 0 {
                let patience = if self.stale { self.pace.patience(Instant::now(), || LINE.is_free()) } else { None };
                let fact = match patience {
                    None => facts.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    Some(patience) => facts.recv_timeout(patience),
                };
                match fact {
                    Ok(fact) => self.take(fact),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            loop {
                match facts.try_recv() {
                    Ok(fact) => self.take(fact),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
                if self.end.is_some() {
                    return;
                }
            }
            let begun = Instant::now();
            while self.waiting > 0 && begun.elapsed() < TURN {
                self.waiting -= 1;
                if let Ok(event) = arrived.try_recv() {
                    self.feed(event);
                }
            }
            if self.end.is_none() {
                self.draw();
            }
        }
    }

    /// Takes a fact.
    fn take(&mut self, fact: Fact) {
        match fact {
            Fact::Event(event) => self.feed(event),
            Fact::Answered(verdict) => {
                self.painter.learn(verdict.knows);
                self.pace.device(Instant::now());
                threads::remember(verdict.reply);
                let mut reply = verdict.reply;
                if self.authority == Authority::User {
                    reply.mode = None;
                } else if reply.mode.is_none() && self.recalled == Some(self.session.mode()) {
                    // It said otherwise before: neither can be trusted.
                    reply.mode = Some(Mode::Safe);
                }
                self.feed(Event::Answered(reply));
            }
            Fact::Ready => self.pace.ready(Instant::now()),
            // The frame that waited for it is drawn at the end of the turn.
            Fact::Free => {}
            Fact::Part => self.waiting += 1,
            Fact::Resized => {
                // Who tells of the size that it was has attached anew and shows nothing of ours.
                self.painter.forget();
                self.measure();
            }
            Fact::Stop => self.stop(),
            Fact::Continue => self.go_on(),
            Fact::End(signal) => {
                self.feed(Event::Signal(Signal::End));
                self.end = Some(End::Signal(signal));
            }
        }
    }

    fn feed(&mut self, event: Event) {
        let effects = self.session.feed(event);
        self.carry_out(effects);
    }

    /// Reads the terminal's size; a new one is fed.
    fn measure(&mut self) {
        let size = self.terminal.size();
        if size != self.size {
            self.size = size;
            self.feed(Event::Input(Input::Resize(size.0, size.1)));
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Start(ticket, job) => self.begin(ticket, job),
                Effect::Cancel(ticket) => {
                    if let Some(cancelled) = self.jobs.remove(&ticket) {
                        cancelled.store(true, Ordering::Relaxed);
                    }
                }
                Effect::Copy(text) => {
                    // OSC 52: the clipboard of the terminal, across SSH too.
                    let bytes = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
                    self.write(bytes.as_bytes());
                }
                Effect::Save(path, text) => self.feed(saving::save(path, &text)),
                Effect::Mouse(true) => self.write(b"\x1b[?1000h\x1b[?1006h"),
                Effect::Mouse(false) => self.write(b"\x1b[?1000l\x1b[?1006l"),
                Effect::Width(_) | Effect::Repaint => self.painter.forget(),
                Effect::Probe => self.ask(),
                Effect::Suspend => self.stop(),
                Effect::Quit => self.end = Some(End::Left),
                Effect::Keep(ticket, keep) => {
                    if self.keeper.send((ticket, keep)).is_err() {
                        let failure = "未保存 not saved: the thread that keeps changes has ended".to_owned();
                        self.feed(Event::Failed(ticket, Failure(failure)));
                    }
                }
            }
        }
    }

    fn begin(&mut self, ticket: Ticket, job: Job) {
        let job = match job {
            Job::Import(paths) => Job::Import(paths.into_iter().map(at_home).collect()),
            other => other,
        };
        let cancelled = Arc::new(AtomicBool::new(false));
        self.jobs.insert(ticket, Arc::clone(&cancelled));
        if let Job::Import(paths) = &job {
            let inbox = self.inbox.clone();
            // Before they are read: what changes meanwhile is not missed. Where nothing can be watched, nothing is.
            let _ = watch::watch(paths.clone(), move |paths| inbox.send(Fact::Event(Event::Changed(paths))).is_ok());
        }
        if let Err(error) =
            threads::work(ticket, job, self.home.clone(), cancelled, self.parts.clone(), self.inbox.clone())
        {
            self.feed(Event::Failed(ticket, Failure(error.to_string())));
        }
    }

    /// Puts the questions before the next frame, which paints all and so leaves nothing of them.
    fn ask(&mut self) {
        if self.asking == Asking::Yes {
            self.probe.open(Instant::now());
            self.painter.prelude(&probe::questions());
            self.painter.forget();
            self.asked = true;
        }
    }

    /// Draws, in one write or none. While the line takes no bytes nothing is drawn: the newest frame will be.
    fn draw(&mut self) {
        if self.away {
            // All is painted anew once the terminal is ours again.
            self.stale = false;
            return;
        }
        self.stale = !LINE.is_free() || self.pace.wait(Instant::now()).is_some();
        if self.stale {
            return;
        }
        let session = &self.session;
        let bytes = self.painter.frame(self.size, session.mode(), |area, buf| session.draw(area, buf));
        let count = bytes.len();
        if count > 0 && (self.asked || self.pace.is_slow()) {
            LINE.push(&[bytes, pace::QUESTION].concat());
            self.probe.expect(Instant::now());
            if std::mem::take(&mut self.asked) {
                self.pace.probe(count.saturating_sub(probe::questions().len()));
            } else {
                self.pace.sent(count, Instant::now());
            }
        } else {
            LINE.push(bytes);
        }
        self.painter.written();
    }

    fn write(&mut self, bytes: &[u8]) {
        if !self.away {
            LINE.push(bytes);
        }
    }

    /// Hands the terminal back and stops the process, where somebody is there who can let it go on.
    fn stop(&mut self) {
        if getsid(None).ok() == Some(getpid()) || getsid(None).ok() != getsid(getppid()).ok() {
            return;
        }
        terminal::release();
        self.away = true;
        // SIGSTOP, since SIGTSTP is ours; it holds before this call returns, and SIGCONT is a fact of its own.
        let _ = kill_process(getpid(), rustix::process::Signal::STOP);
    }

    /// Takes the terminal again after a stop: whoever had it meanwhile may have changed anything.
    fn go_on(&mut self) {
        if self.terminal.retake().is_err() {
            self.end = Some(End::Signal(signal_hook::consts::SIGHUP));
            return;
        }
        self.away = false;
        self.painter.prelude(Terminal::enter());
        if self.session.app.mouse {
            self.painter.prelude(b"\x1b[?1000h\x1b[?1006h");
        }
        self.painter.forget();
        self.ask();
        self.measure();
        self.feed(Event::Signal(Signal::Continue));
    }
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let six = (word >> (18 - 6 * at)) & 63;
            out.push(if at <= chunk.len() { char::from(ALPHABET[six as usize]) } else { '=' });
        }
    }
    out
}
