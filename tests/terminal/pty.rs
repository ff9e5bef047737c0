//! A pseudo-terminal with a program in it, and a terminal model that answers what terminals are asked.

#![allow(dead_code, reason = "each test that takes this file uses a part of it")]

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// A program in a pseudo-terminal of its own. Whoever drops it ends the program.
pub struct Pty {
    master: File,
    child: Child,
    home: PathBuf,
}

impl Pty {
    /// Starts `zuotan` with these arguments in a terminal of so many columns and rows and with a home of its own.
    /// None, loudly, where the system has no `setsid`.
    pub fn start(arguments: &[&str], size: (u16, u16), name: &str) -> Option<Self> {
        Self::program(env!("CARGO_BIN_EXE_zuotan"), arguments, size, name)
    }

    /// The same for any program.
    pub fn program(program: &str, arguments: &[&str], size: (u16, u16), name: &str) -> Option<Self> {
        let home = std::env::temp_dir().join(format!("zuotan-pty-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&home);
        std::fs::create_dir_all(&home).unwrap();
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let slave = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        tcsetwinsize(&master, winsize(size)).unwrap();
        // O_NOCTTY: the terminal is the program's, not the test's.
        let slave = OpenOptions::new().read(true).write(true).custom_flags(0o400).open(slave).unwrap();
        let mut command = Command::new("setsid");
        command.args(["-c", "-w", program]).args(arguments);
        command.env_clear().env("HOME", &home).env("LANG", "zh_CN.UTF-8").env("TERM", "xterm-256color");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let io = || Stdio::from(slave.try_clone().unwrap());
        match command.stdin(io()).stdout(io()).stderr(io()).spawn() {
            Ok(child) => Some(Self { master: File::from(master), child, home }),
            Err(error) => {
                skipped(&format!("no setsid ({error}): the pseudo-terminal tests did not run"));
                None
            }
        }
    }

    /// What the program has written, `most` bytes at most; nothing where it writes nothing for `wait`.
    pub fn read(&mut self, most: usize, wait: Duration) -> Vec<u8> {
        let wait = Timespec::try_from(wait).unwrap();
        match poll(&mut [PollFd::new(&self.master, PollFlags::IN)], Some(&wait)) {
            Ok(1) => {
                let mut bytes = vec![0; most];
                let count = self.master.read(&mut bytes).unwrap_or(0);
                bytes.truncate(count);
                bytes
            }
            _ => Vec::new(),
        }
    }

    /// Types.
    pub fn send(&mut self, bytes: &[u8]) {
        let _ = self.master.write_all(bytes);
    }

    /// Gives the terminal another size.
    pub fn resize(&self, size: (u16, u16)) {
        tcsetwinsize(&self.master, winsize(size)).unwrap();
    }

    /// Whether the program ends within a time.
    pub fn ends_within(&mut self, limit: Duration) -> bool {
        let until = Instant::now() + limit;
        while Instant::now() < until {
            if self.child.try_wait().unwrap().is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(Path::new(&self.home));
    }
}

/// Says loudly that a test did not run.
pub fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}

fn winsize((cols, rows): (u16, u16)) -> Winsize {
    Winsize { ws_row: rows, ws_col: cols, ws_xpixel: 0, ws_ypixel: 0 }
}

/// A terminal: a model of the screen, and answers as they are asked for.
pub struct Model {
    pub screen: vt100::Parser,
    /// A control sequence that is not whole.
    torn: Vec<u8>,
    /// Answers that the program has not been sent yet.
    pub answers: Vec<u8>,
}

impl Model {
    pub fn new((cols, rows): (u16, u16)) -> Self {
        let cells = |n| std::num::NonZeroU16::new(n).unwrap();
        Self { screen: vt100::Parser::new(cells(rows), cells(cols), 0), torn: Vec::new(), answers: Vec::new() }
    }

    /// Shows bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let mut all = std::mem::take(&mut self.torn);
        all.extend_from_slice(bytes);
        let mut at = 0;
        while let Some(start) = all[at..].windows(2).position(|pair| pair == b"\x1b[").map(|n| n + at) {
            let Some(end) = all[start + 2..].iter().position(|c| (0x40..0x7f).contains(c)).map(|n| n + start + 3)
            else {
                self.screen.process(&all[at..start]);
                self.torn = all[start..].to_vec();
                return;
            };
            self.screen.process(&all[at..end]);
            self.answer(&all[start + 2..end]);
            at = end;
        }
        // An ESC at the end may be the begin of a sequence.
        let end = if all.ends_with(b"\x1b") { all.len() - 1 } else { all.len() };
        self.screen.process(&all[at..end]);
        self.torn = all[end..].to_vec();
    }

    fn answer(&mut self, sequence: &[u8]) {
        let text = match sequence {
            b"6n" => {
                let (row, column) = self.screen.screen().cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            b"5n" => "\x1b[0n".to_owned(),
            b"c" => "\x1b[?62;1c".to_owned(),
            [b'?', number @ .., b'$', b'p'] => format!("\x1b[?{};0$y", String::from_utf8_lossy(number)),
            _ => return,
        };
        self.answers.extend_from_slice(text.as_bytes());
    }

    /// The rows that it shows.
    pub fn rows(&self) -> Vec<String> {
        self.screen.screen().contents().lines().map(|row| row.trim_end().to_owned()).collect()
    }
}

/// Lets the program and a fast terminal talk until neither has said anything for a while.
pub fn settle(pty: &mut Pty, model: &mut Model) {
    let mut quiet = 0;
    while quiet < 8 {
        let bytes = pty.read(1 << 16, Duration::from_millis(50));
        if bytes.is_empty() {
            quiet += 1;
        } else {
            quiet = 0;
            model.feed(&bytes);
            let answers = std::mem::take(&mut model.answers);
            pty.send(&answers);
        }
    }
}
