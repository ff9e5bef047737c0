//! The probe: what the terminal is asked about its widths, and what its answers prove.
//!
//! One write, one round trip, and nobody waits for it: the questions go out before a whole frame, in the same write, so
//! that the screen is whole whatever they left there; the answers are taken whenever they come within [`OPEN`].

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::decoder::{Asked, Token};
use super::event::Reply;
use super::painter::Knows;
use super::terminal;
use crate::text::width::Mode;

/// Answers that come later are no answers.
pub const OPEN: Duration = Duration::from_secs(10);

/// A character of certain width: a terminal for which it does not take two cells was not understood.
const CERTAIN: &str = "中";
/// Characters of ambiguous width; all must agree.
const AMBIGUOUS: [&str; 7] = ["“", "—", "…", "·", "①", "Ж", "─"];

/// The numbers by which DECRQM names synchronized output, and left and right margins.
const SYNCHRONIZED: u16 = 2026;
const MARGINS: u16 = 69;

/// The questions: each sample alone in the first row, then where the cursor stands; whether output can be synchronized
/// and columns can scroll; and last what every terminal answers.
pub fn questions() -> Vec<u8> {
    let mut out = String::new();
    for sample in std::iter::once(CERTAIN).chain(AMBIGUOUS) {
        out.push_str("\x1b[H\x1b[2K");
        out.push_str(sample);
        out.push_str("\x1b[6n");
    }
    out.push_str("\x1b[?2026$p\x1b[?69$p\x1b[c");
    out.into_bytes()
}

/// What the answers prove, once the last has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The width mode.
    pub reply: Reply,
    /// What it knows.
    pub knows: Knows,
}

/// A probe, shared between who asks and who reads.
#[derive(Debug, Default)]
pub struct Probe(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    asked: Option<Instant>,
    /// Cells that each sample took, in order.
    cells: Vec<u16>,
    knows: Knows,
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

    /// Takes an answer; the verdict with the last one.
    pub fn answer(&self, token: &Token) -> Option<Verdict> {
        let mut state = self.state();
        state.asked?;
        match *token {
            Token::Cursor(_, column) => state.cells.push(column.saturating_sub(1)),
            Token::Mode(SYNCHRONIZED, set) => state.knows.synchronized = set == 1 || set == 2,
            Token::Mode(MARGINS, set) => state.knows.margins = set == 1 || set == 2,
            Token::Device => {
                state.asked = None;
                terminal::owes(false);
                return Some(Verdict { reply: Reply { mode: mode(&state.cells) }, knows: state.knows });
            }
            Token::Mode(..) | Token::Input(_) => {}
        }
        None
    }
}

/// The mode that the widths prove: every sample was answered, the certain one as it must be, the others alike.
fn mode(cells: &[u16]) -> Option<Mode> {
    let (&certain, ambiguous) = cells.split_first()?;
    if certain != 2 || ambiguous.len() != AMBIGUOUS.len() {
        return None;
    }
    match *ambiguous.first()? {
        1 if ambiguous.iter().all(|cells| *cells == 1) => Some(Mode::Narrow),
        2 if ambiguous.iter().all(|cells| *cells == 2) => Some(Mode::Wide),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &[u16], expected: Option<Mode>) {
        let probe = Probe::default();
        probe.open(Instant::now());
        for column in columns {
            assert_eq!(probe.answer(&Token::Cursor(1, *column)), None);
        }
        assert_eq!(probe.answer(&Token::Mode(2026, 2)), None);
        assert_eq!(probe.answer(&Token::Mode(69, 0)), None);
        let knows = Knows { synchronized: true, margins: false };
        let verdict = Verdict { reply: Reply { mode: expected }, knows };
        assert_eq!(probe.answer(&Token::Device), Some(verdict));
        assert_eq!(probe.answer(&Token::Device), None, "a closed probe takes no answer");
    }

    #[test]
    fn verdicts() {
        check(&[3, 2, 2, 2, 2, 2, 2, 2], Some(Mode::Narrow));
        check(&[3, 3, 3, 3, 3, 3, 3, 3], Some(Mode::Wide));
        check(&[3, 3, 2, 3, 3, 3, 3, 3], None);
        check(&[2, 2, 2, 2, 2, 2, 2, 2], None);
        check(&[3, 2, 2], None);
        check(&[], None);
    }

    #[test]
    fn late_answers_are_taken_but_not_for_ever() {
        let (probe, now) = (Probe::default(), Instant::now());
        probe.open(now);
        assert_eq!(probe.asked(now + Duration::from_secs(9)), Asked::Yes);
        assert_eq!(probe.asked(now + Duration::from_secs(11)), Asked::No);
    }
}
