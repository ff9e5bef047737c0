//! Bytes of a terminal to keys, pastes and answers.
//!
//! An own decoder, because an answer that is torn after its ESC must never become the key Esc, and no key that is typed
//! between two answers may be lost. It keeps no clock: whoever reads says when to wait no longer ([`Decoder::flush`]).

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// What the bytes said.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A key, a paste, the mouse, the focus.
    Input(Event),
    /// The cursor's place: row and column in cells, from 1.
    Cursor(u16, u16),
    /// A private mode and its state, as DECRQM answers.
    Mode(u16, u16),
    /// The device says what it is: the last of a probe's answers.
    Device,
    /// The device is well: it has taken all that stood before the question.
    Ready,
    /// The colour of the ground: red, green, blue.
    Ground([u8; 3]),
}

/// How the bytes that wait could go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing waits.
    Nothing,
    /// One ESC: the key, or the start of a sequence.
    Escape,
    /// A sequence that has begun, or a character that is not whole.
    Sequence,
}

/// Answers asked for, or none: `CSI 1;nR` is the key F3 where nobody asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A probe is open.
    Yes,
    /// None is.
    No,
}

/// No sequence of a terminal is longer; what is, is noise and dropped.
const LONGEST: usize = 4096;
const PASTE_END: &[u8] = b"\x1b[201~";

/// The decoder and the bytes that it has not understood yet.
#[derive(Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
    pasting: bool,
}

/// What stands at the start of the bytes.
enum Step {
    /// So many bytes mean this; None: they mean nothing.
    Take(usize, Option<Token>),
    /// They are not whole.
    Wait,
}

impl Decoder {
    /// Takes bytes in pieces of any size; what is whole is pushed to `out`.
    pub fn feed(&mut self, bytes: &[u8], asked: Asked, out: &mut Vec<Token>) {
        self.bytes.extend_from_slice(bytes);
        self.run(asked, out);
    }

    fn run(&mut self, asked: Asked, out: &mut Vec<Token>) {
        let mut at = 0;
        while let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if self.pasting {
                let Some(end) = memchr::memmem::find(rest, PASTE_END) else { break };
                let text = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
                out.push(Token::Input(Event::Paste(text)));
                self.pasting = false;
                at += end + PASTE_END.len();
                continue;
            }
            if rest.starts_with(b"\x1b[200~") {
                self.pasting = true;
                at += 6;
                continue;
            }
            match step(rest, asked) {
                Step::Take(count, token) => {
                    out.extend(token);
                    at += count;
                }
                Step::Wait if rest.len() > LONGEST => at = self.bytes.len(),
                Step::Wait => break,
            }
        }
        self.bytes.drain(..at);
    }

    /// What the bytes that are left wait for. A paste waits for its end however long it takes.
    pub fn waiting(&self) -> Waiting {
        match self.bytes.as_slice() {
            _ if self.pasting => Waiting::Nothing,
            [] => Waiting::Nothing,
            [0x1b] => Waiting::Escape,
            _ => Waiting::Sequence,
        }
    }

    /// Waits no longer: a lone ESC is the key; `ESC [` and the like are keys with Alt; what else is not whole is dropped.
    pub fn flush(&mut self, out: &mut Vec<Token>) {
        match self.bytes.as_slice() {
            [0x1b] => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, 0x1b] => {
                out.push(key(KeyCode::Esc, KeyModifiers::NONE));
                out.push(key(KeyCode::Esc, KeyModifiers::NONE));
            }
            [0x1b, second] if second.is_ascii_graphic() => {
                out.push(key(KeyCode::Char(char::from(*second)), KeyModifiers::ALT));
            }
            _ => {}
        }
        self.bytes.clear();
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Token {
    Token::Input(Event::Key(KeyEvent::new(code, modifiers)))
}

fn step(bytes: &[u8], asked: Asked) -> Step {
    match bytes {
        // A second ESC begins anew: the first was the key, or Alt with what follows.
        [0x1b] | [0x1b, b'O' | 0x1b] => Step::Wait,
        [0x1b, b'[', ..] => csi(bytes, asked),
        [0x1b, b'O', last, ..] => Step::Take(3, letter(*last).map(|code| key(code, KeyModifiers::NONE))),
        [0x1b, b'P' | b']' | b'_' | b'^' | b'X', ..] => string(bytes),
        [0x1b, 0x1b, ..] => Step::Take(1, Some(key(KeyCode::Esc, KeyModifiers::NONE))),
        [0x1b, rest @ ..] => match character(rest) {
            Step::Take(count, Some(Token::Input(Event::Key(mut event)))) => {
                event.modifiers |= KeyModifiers::ALT;
                Step::Take(count + 1, Some(Token::Input(Event::Key(event))))
            }
            Step::Take(count, token) => Step::Take(count + 1, token),
            Step::Wait => Step::Wait,
        },
        _ => character(bytes),
    }
}

/// One character, or one control key.
fn character(bytes: &[u8]) -> Step {
    let Some(&first) = bytes.first() else { return Step::Wait };
    let control = |c: char| Some(key(KeyCode::Char(c), KeyModifiers::CONTROL));
    let token = match first {
        b'\r' => Some(key(KeyCode::Enter, KeyModifiers::NONE)),
        b'\t' => Some(key(KeyCode::Tab, KeyModifiers::NONE)),
        0x7f => Some(key(KeyCode::Backspace, KeyModifiers::NONE)),
        0 => control(' '),
        1..=26 => control(char::from(first - 1 + b'a')),
        28..=31 => control(char::from(first - 28 + b'4')),
        0x20..=0x7e => Some(key(KeyCode::Char(char::from(first)), KeyModifiers::NONE)),
        _ => {
            let length = match first {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return Step::Take(1, None),
            };
            let whole = bytes.get(..length.min(bytes.len())).unwrap_or_default();
            return match std::str::from_utf8(whole) {
                Ok(text) => Step::Take(length, text.chars().next().map(|c| key(KeyCode::Char(c), KeyModifiers::NONE))),
                Err(error) if error.error_len().is_none() => Step::Wait,
                Err(_) => Step::Take(1, None),
            };
        }
    };
    Step::Take(1, token)
}

/// DCS, OSC, APC, PM, SOS up to ST (OSC also to BEL): but for the ground's colour answers that nobody here reads.
fn string(bytes: &[u8]) -> Step {
    let body = bytes.get(2..).unwrap_or_default();
    for (at, byte) in body.iter().enumerate() {
        let end = match (byte, body.get(at + 1)) {
            (0x1b, Some(b'\\')) => at + 2,
            (0x07, _) => at + 1,
            _ => continue,
        };
        let colour = body.get(..at).filter(|_| bytes.starts_with(b"\x1b]")).and_then(ground);
        return Step::Take(2 + end, colour.map(Token::Ground));
    }
    Step::Wait
}

/// The colour in `11;rgb:RRRR/GGGG/BBBB`, one to four hexadecimal digits each.
fn ground(body: &[u8]) -> Option<[u8; 3]> {
    let text = std::str::from_utf8(body).ok()?.strip_prefix("11;rgb")?;
    // A terminal that is seen through says also how much.
    let (_, text) = text.split_once(':')?;
    let mut parts = text.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok().filter(|_| part.len() <= 4)?;
        let most = (1u32 << (4 * part.len())) - 1;
        u8::try_from(value * 255 / most).ok()
    });
    Some([parts.next()??, parts.next()??, parts.next()??])
}

/// The key of a final letter of CSI or SS3.
fn letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key of `CSI number ~`.
fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F((number - 10) as u8),
        17..=21 => KeyCode::F((number - 11) as u8),
        23 | 24 => KeyCode::F((number - 12) as u8),
        _ => return None,
    })
}

/// The key of a code point in `CSI u` or modifyOtherKeys.
fn coded(code: u16) -> Option<KeyCode> {
    Some(match code {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        _ => KeyCode::Char(char::from_u32(u32::from(code)).filter(|c| !c.is_control())?),
    })
}

/// xterm's number of modifiers: 1 and a bit each for shift, alt, control.
fn modifiers(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut out = KeyModifiers::NONE;
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        if bits & bit != 0 {
            out |= modifier;
        }
    }
    out
}

/// `CSI parameters intermediates final`.
fn csi(bytes: &[u8], asked: Asked) -> Step {
    let mut end = 2;
    loop {
        match bytes.get(end) {
            None => return Step::Wait,
            Some(0x20..=0x3f) => end += 1,
            Some(0x40..=0x7e) => break,
            // No sequence goes on so: drop what was begun and read on from here.
            Some(_) => return Step::Take(end, None),
        }
    }
    let body = bytes.get(2..end).unwrap_or_default();
    let last = bytes.get(end).copied().unwrap_or_default();
    // The console of Linux says F1 to F5 as `CSI [ A` to `CSI [ E`.
    if body.is_empty() && last == b'[' {
        return match bytes.get(end + 1) {
            None => Step::Wait,
            Some(c @ b'A'..=b'E') => Step::Take(end + 2, Some(key(KeyCode::F(c - b'A' + 1), KeyModifiers::NONE))),
            Some(_) => Step::Take(end + 1, None),
        };
    }
    let private = body.first().is_some_and(|c| matches!(c, b'<'..=b'?'));
    let numbers: Vec<u16> = body
        .split(|c| *c == b';')
        .map(|part| {
            part.iter()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(|c| c.is_ascii_digit())
                .fold(0u16, |n, c| n.saturating_mul(10).saturating_add(u16::from(c - b'0')))
        })
        .collect();
    let first = numbers.first().copied().unwrap_or(0);
    let second = numbers.get(1).copied().unwrap_or(0);
    let token = match (private, last) {
        (true, b'c') => Some(Token::Device),
        (true, b'y') => Some(Token::Mode(first, second)),
        (true, b'M' | b'm') if body.starts_with(b"<") => mouse(&numbers, last),
        (false, b'R') if asked == Asked::Yes => Some(Token::Cursor(first, second)),
        // Elsewhere than in the first row, or with what is no number of modifiers, it was an answer come too late.
        (false, b'R') if first > 1 || second > 8 => None,
        (true, _) | (false, b'M') => None,
        (false, b'n') => Some(Token::Ready),
        (false, b'Z') => Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        (false, b'I') => Some(Token::Input(Event::FocusGained)),
        (false, b'O') => Some(Token::Input(Event::FocusLost)),
        (false, b'~') if first == 27 => {
            numbers.get(2).and_then(|code| coded(*code)).map(|code| key(code, modifiers(second)))
        }
        (false, b'~') => numbered(first).map(|code| key(code, modifiers(second))),
        (false, b'u') => coded(first).map(|code| key(code, modifiers(second))),
        (false, _) => letter(last).map(|code| key(code, modifiers(second))),
    };
    Step::Take(end + 1, token)
}

/// `CSI < button ; column ; row M`, pressed, or `m`, released.
fn mouse(numbers: &[u16], last: u8) -> Option<Token> {
    let &[button, column, row] = numbers else { return None };
    let which = match button & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (button & 0b1110_0000, button & 3) {
        (64, 0) => MouseEventKind::ScrollUp,
        (64, 1) => MouseEventKind::ScrollDown,
        (0, _) if last == b'm' => MouseEventKind::Up(which),
        (0, _) => MouseEventKind::Down(which),
        _ => return None,
    };
    let modifiers = modifiers(1 + ((button >> 2) & 7));
    Some(Token::Input(Event::Mouse(MouseEvent {
        kind,
        column: column.saturating_sub(1),
        row: row.saturating_sub(1),
        modifiers,
    })))
}

#[cfg(test)]
mod tests;
