//! Keys without a screen: bytes of standard input, raw where it is a terminal, one event at a time.

use std::io;
use std::time::Duration;

use crossterm::event::Event as Input;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::decoder::{Asked, Decoder, Token, Waiting};

/// An ESC that is followed by nothing for so long is the key.
const ESCAPE: Duration = Duration::from_millis(50);

/// Whether another key is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Yes.
    Next,
    /// No.
    End,
}

/// Puts the terminal's modes back.
struct Raw(Option<Termios>);

impl Drop for Raw {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, before);
        }
    }
}

/// Neither echo nor lines; what is written is still set in lines. Nothing where standard input is no terminal.
fn raw() -> io::Result<Raw> {
    let input = rustix::stdio::stdin();
    let Ok(before) = tcgetattr(input) else { return Ok(Raw(None)) };
    let mut raw = before.clone();
    raw.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG | LocalModes::IEXTEN;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let back = before.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &back);
            std::process::exit(128 + signal);
        }
    })?;
    tcsetattr(input, OptionalActions::Now, &raw)?;
    Ok(Raw(Some(before)))
}

/// Hands each key on, until `each` wants no other or there is none.
pub fn each<E: From<io::Error>>(each: &mut dyn FnMut(Input) -> Result<Then, E>) -> Result<(), E> {
    let _raw = raw()?;
    let input = rustix::stdio::stdin();
    let (mut decoder, mut bytes, mut tokens) = (Decoder::default(), [0u8; 1024], Vec::new());
    let mut ended = false;
    while !ended {
        let wait = match decoder.waiting() {
            Waiting::Nothing => None,
            Waiting::Escape | Waiting::Sequence => Timespec::try_from(ESCAPE).ok(),
        };
        match poll(&mut [PollFd::new(&input, PollFlags::IN)], wait.as_ref()) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(io::Error::from(error).into()),
            Ok(0) => decoder.flush(&mut tokens),
            Ok(_) => match rustix::io::read(input, &mut bytes) {
                Ok(0) => {
                    decoder.flush(&mut tokens);
                    ended = true;
                }
                Ok(count) => decoder.feed(bytes.get(..count).unwrap_or_default(), Asked::No, &mut tokens),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                // A terminal that has gone.
                Err(_) => ended = true,
            },
        }
        for token in tokens.drain(..) {
            if let Token::Input(event) = token
                && each(event)? == Then::End
            {
                return Ok(());
            }
        }
    }
    Ok(())
}
