//! The probe: what the terminal is asked about its widths, and what its answers prove.
//!
//! One write, one round trip, and nobody waits for it: the questions go out before a whole frame, in the same write, so
//! that the screen is whole whatever they left there; the answers are taken whenever they come within [`OPEN`].

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decoder::{Asked, Decoder, Token};
use super::event::Reply;
use super::line;
use super::painter::{Knows, Repeats};
use super::terminal::{self, Terminal};
use crate::config::Theme;
use crate::text::width::{self, Mode};

/// Answers that come later are no answers.
pub const OPEN: Duration = Duration::from_secs(10);

/// A character of certain width: a terminal for which it does not take two cells was not understood.
const CERTAIN: &str = "中";

/// Clusters on whose width terminals differ for reasons of their own; they prove no mode. What they are, and the text.
pub const CURIOUS: [(&str, &str); 5] = [
    ("VS16", "☎\u{fe0f}"),
    ("ZWJ", "👩\u{200d}🌾"),
    ("NFD", "\u{1112}\u{1161}\u{11ab}"),
    ("U+31350", "\u{31350}"),
    ("IDC", "⿰"),
];

/// A letter that is to stand five times, and a character of several bytes that is: tmux repeats the letter alone.
const REPEATED: [&str; 2] = ["a\x1b[4b", "─\x1b[4b"];
/// How often they stand where that was understood.
const TIMES: u16 = 5;

/// The numbers by which DECRQM names synchronized output, widths by cluster, and left and right margins.
const SYNCHRONIZED: u16 = 2026;
const CLUSTERS: u16 = 2027;
const MARGINS: u16 = 69;

/// What is written to be measured, in order.
fn samples() -> impl Iterator<Item = String> {
    let ambiguous = width::SAMPLES.iter().map(|(sample, _)| sample.to_string());
    let rest = CURIOUS.iter().map(|(_, text)| (*text).to_owned()).chain(REPEATED.map(str::to_owned));
    [CERTAIN.to_owned()].into_iter().chain(ambiguous).chain(rest)
}

/// The questions: each sample alone in the first row, then where the cursor stands; what the terminal knows; and last
/// what every terminal answers.
pub fn questions() -> Vec<u8> {
    let mut out = String::with_capacity(320);
    for sample in samples() {
        out.push_str("\x1b[H\x1b[2K");
        out.push_str(&sample);
        out.push_str("\x1b[6n");
    }
    // ST, not BEL: what does not know the question must not ring.
    out.push_str("\x1b[?2026$p\x1b[?2027$p\x1b[?69$p\x1b]11;?\x1b\\\x1b[c");
    out.into_bytes()
}

/// What the answers prove, once the last has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The width mode.
    pub reply: Reply,
    /// What it knows.
    pub knows: Knows,
    /// The answers themselves.
    pub answers: Answers,
}

/// What a terminal answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Cells that each sample took, in order.
    pub cells: Vec<u16>,
    /// Private modes and their states.
    pub modes: Vec<(u16, u16)>,
    /// The colour of the ground: red, green, blue.
    pub ground: Option<[u8; 3]>,
}

impl Answers {
    /// What they prove.
    pub fn verdict(self) -> Verdict {
        let has = |mode| self.modes.iter().any(|(number, state)| *number == mode && matches!(state, 1..=2));
        let whole = self.cells.len() == samples().count();
        let proved = mode(&self.cells);
        let knows = Knows {
            synchronized: has(SYNCHRONIZED),
            margins: has(MARGINS),
            repeats: if whole { repeats(&self.cells, proved) } else { Repeats::Nothing },
            proved,
        };
        Verdict { reply: Reply { mode: proved, background: self.ground.map(background) }, knows, answers: self }
    }

    /// Whether the terminal says that it sets widths by cluster.
    pub fn by_cluster(&self) -> bool {
        self.modes.iter().any(|(number, state)| *number == CLUSTERS && matches!(state, 1..=3))
    }
}

/// A probe, shared between who asks and who reads.
#[derive(Debug, Default)]
pub struct Probe(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    asked: Option<Instant>,
    answers: Answers,
    /// When it was last asked whether it has taken all, and has not said so.
    ready: Option<Instant>,
}

impl Probe {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The questions are about to be sent.
    pub fn open(&self, now: Instant) {
        *self.state() = State { asked: Some(now), ..State::default() };
        terminal::owes(true);
    }

    /// Whether answers may come.
    pub fn asked(&self, now: Instant) -> Asked {
        let mut state = self.state();
        if state.asked.is_some_and(|asked| now.duration_since(asked) > OPEN) {
            state.asked = None;
            terminal::owes(false);
        }
        if state.asked.is_some() { Asked::Yes } else { Asked::No }
    }

    /// The terminal is asked whether it has taken all.
    pub fn expect(&self, now: Instant) {
        self.state().ready = Some(now);
        terminal::owes(true);
    }

    /// The terminal has taken all.
    pub fn ready(&self) {
        self.state().ready = None;
        terminal::owes(false);
    }

    /// Whether any answer may come, so that an ESC may be the begin of one.
    pub fn is_owed(&self, now: Instant) -> bool {
        let asked = self.asked(now) == Asked::Yes;
        asked || self.state().ready.is_some_and(|asked| now.duration_since(asked) <= OPEN)
    }

    /// Takes an answer; the verdict with the last one.
    pub fn answer(&self, token: &Token) -> Option<Verdict> {
        let mut state = self.state();
        state.asked?;
        match *token {
            Token::Cursor(_, column) => state.answers.cells.push(column.saturating_sub(1)),
            Token::Mode(mode, set) => state.answers.modes.push((mode, set)),
            Token::Ground(colour) => state.answers.ground = Some(colour),
            Token::Device => {
                state.asked = None;
                return Some(std::mem::take(&mut state.answers).verdict());
            }
            Token::Ready | Token::Input(_) => {}
        }
        None
    }
}

/// Asks a terminal on a screen of its own and waits for its answers, `limit` at most: for who has nothing else to do.
/// What is typed meanwhile is lost.
pub fn ask(terminal: Terminal, limit: Duration) -> io::Result<Option<Verdict>> {
    const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l";
    const LEAVE: &[u8] = b"\x1b[?25h\x1b[?1049l";
    let guard = terminal.take()?;
    let (probe, begun) = (Probe::default(), Instant::now());
    probe.open(begun);
    line::write_all(terminal.output(), &[ENTER, &questions(), LEAVE].concat())?;
    let (mut decoder, mut bytes, mut tokens) = (Decoder::default(), [0u8; 1024], Vec::new());
    let mut verdict = None;
    while verdict.is_none() {
        let left = limit.saturating_sub(begun.elapsed());
        let wait = Timespec::try_from(left).ok();
        match poll(&mut [PollFd::new(&terminal.input, PollFlags::IN)], wait.as_ref()) {
            Ok(0) => break,
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
            Ok(_) => {}
        }
        let count = rustix::io::read(terminal.input, &mut bytes)?;
        if count == 0 {
            break;
        }
        decoder.feed(bytes.get(..count).unwrap_or_default(), Asked::Yes, &mut tokens);
        verdict = tokens.drain(..).filter_map(|token| probe.answer(&token)).last();
    }
    terminal::owes(verdict.is_none());
    drop(guard);
    Ok(verdict)
}

/// The mode that the widths prove: every sample was answered, the certain one as it must be, the ambiguous alike.
fn mode(cells: &[u16]) -> Option<Mode> {
    let (&certain, rest) = cells.split_first()?;
    let ambiguous = rest.get(..width::SAMPLES.len())?;
    if certain != 2 || cells.len() != samples().count() {
        return None;
    }
    match *ambiguous.first()? {
        1 if ambiguous.iter().all(|cells| *cells == 1) => Some(Mode::Narrow),
        2 if ambiguous.iter().all(|cells| *cells == 2) => Some(Mode::Wide),
        _ => None,
    }
}

/// Whether a ground is light, by how light its colour looks (ITU-R BT.709).
fn background([r, g, b]: [u8; 3]) -> Theme {
    let light = 2126 * u32::from(r) + 7152 * u32::from(g) + 722 * u32::from(b);
    if light > 10_000 * 127 { Theme::Light } else { Theme::Dark }
}

/// What the widths of the last two samples say of repeating.
fn repeats(cells: &[u16], proved: Option<Mode>) -> Repeats {
    let one = match proved {
        Some(Mode::Narrow) => 1,
        Some(Mode::Wide) => 2,
        _ => return Repeats::Nothing,
    };
    match *cells {
        [.., TIMES, line] if line == TIMES * one => Repeats::Any,
        [.., TIMES, _] => Repeats::Ascii,
        _ => Repeats::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &[u16], expected: Option<Mode>, repeats: Repeats) {
        let probe = Probe::default();
        probe.open(Instant::now());
        for column in columns {
            assert_eq!(probe.answer(&Token::Cursor(1, *column)), None);
        }
        assert_eq!(probe.answer(&Token::Mode(2026, 2)), None);
        assert_eq!(probe.answer(&Token::Mode(69, 0)), None);
        let verdict = probe.answer(&Token::Device).expect("the last answer gives the verdict");
        assert_eq!(verdict.reply, Reply { mode: expected, background: None });
        assert_eq!(verdict.knows, Knows { synchronized: true, margins: false, repeats, proved: expected });
        assert_eq!(probe.answer(&Token::Device), None, "a closed probe takes no answer");
    }

    #[test]
    fn verdicts() {
        let narrow = |last: [u16; 2]| [&[3, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3][..], &last[..]].concat();
        check(&narrow([6, 6]), Some(Mode::Narrow), Repeats::Any);
        check(&narrow([6, 2]), Some(Mode::Narrow), Repeats::Ascii);
        check(&narrow([2, 2]), Some(Mode::Narrow), Repeats::Nothing);
        check(&[3, 3, 3, 3, 3, 3, 3, 3, 2, 5, 7, 3, 3, 6, 11], Some(Mode::Wide), Repeats::Any);
        check(&[3, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 6, 6], None, Repeats::Nothing);
        check(&[2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6, 6], None, Repeats::Nothing);
        check(&[3, 2, 2, 2, 2, 2, 2, 2], None, Repeats::Nothing);
        check(&[3, 2, 2], None, Repeats::Nothing);
        check(&[], None, Repeats::Nothing);
    }

    #[test]
    fn the_ground_is_dark_or_light() {
        let check = |colour, expected| assert_eq!(background(colour), expected, "{colour:?}");
        check([0, 0, 0], Theme::Dark);
        check([0, 0x2b, 0x36], Theme::Dark);
        check([0, 0, 0xff], Theme::Dark);
        check([0xfd, 0xf6, 0xe3], Theme::Light);
        check([0xc0, 0xc0, 0xc0], Theme::Light);
        let probe = Probe::default();
        probe.open(Instant::now());
        assert_eq!(probe.answer(&Token::Ground([0xff; 3])), None);
        let verdict = probe.answer(&Token::Device).expect("the last answer gives the verdict");
        assert_eq!(verdict.reply, Reply { mode: None, background: Some(Theme::Light) });
    }

    #[test]
    fn each_question_stands_alone_and_one_round_trip_asks_all() {
        let questions = String::from_utf8(questions()).expect("the questions are text");
        assert_eq!(questions.matches("\x1b[6n").count(), samples().count());
        assert!(questions.ends_with("\x1b[c") && questions.len() < 320, "{} bytes", questions.len());
    }

    #[test]
    fn late_answers_are_taken_but_not_for_ever() {
        let (probe, now) = (Probe::default(), Instant::now());
        probe.open(now);
        assert_eq!(probe.asked(now + Duration::from_secs(9)), Asked::Yes);
        assert_eq!(probe.asked(now + Duration::from_secs(11)), Asked::No);
    }
}
