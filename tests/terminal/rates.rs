//! A terminal at the end of a slow line: bytes reach it at a rate, and its answers come when the questions have reached it.

use std::time::{Duration, Instant};

use super::pty::{Model, Pty};

/// Columns and rows of the terminal: few, so that 2,400 bit/s are done in seconds.
pub const SIZE: (u16, u16) = (40, 12);

/// Bits a second of lines, from a modem of 1985 on.
pub const LINES: [u32; 5] = [2_400, 9_600, 57_600, 115_200, 1_000_000];

/// A terminal that so many bytes a second reach.
pub struct Slow {
    pub pty: Pty,
    pub model: Model,
    /// Bytes a second.
    rate: u32,
}

/// What became of keys.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
    /// Bytes that came after the last key.
    pub bytes: usize,
    /// From the last key to the moment at which the last byte of its frame had reached the terminal, less what the bytes
    /// needed for that.
    pub late: Duration,
}

impl Slow {
    /// Begins at the end of a line of so many bytes a second, and lets the program and the terminal talk.
    pub fn new(pty: Pty, bytes_a_second: u32) -> Self {
        let mut slow = Self { pty, model: Model::new(SIZE), rate: bytes_a_second };
        slow.talk(Instant::now());
        slow
    }

    /// Types keys, each some milliseconds after the other, and waits until the screen stands.
    pub fn press(&mut self, keys: &str) -> Sent {
        let mut begun = Instant::now();
        for (at, key) in keys.chars().enumerate() {
            if at > 0 {
                std::thread::sleep(Duration::from_millis(15));
            }
            begun = Instant::now();
            self.pty.send(key.to_string().as_bytes());
        }
        self.talk(begun)
    }

    /// How long the line needs for bytes.
    fn time(&self, bytes: usize) -> Duration {
        Duration::from_micros(bytes as u64 * 1_000_000 / u64::from(self.rate))
    }

    /// Carries bytes and answers until nothing has come for a while.
    fn talk(&mut self, begun: Instant) -> Sent {
        let piece = (self.rate / 50).max(1) as usize;
        // When the line has carried what it took, by its rate alone: that this test wakes up late is not its fault.
        let (mut free, mut bytes) = (begun, 0);
        loop {
            let quiet = if bytes == 0 { Duration::from_millis(1_500) } else { Duration::from_millis(400) };
            let waiting = self.pty.read(1 << 16, quiet);
            if waiting.is_empty() {
                break;
            }
            free = free.max(Instant::now());
            bytes += waiting.len();
            for piece in waiting.chunks(piece) {
                free += self.time(piece.len());
                std::thread::sleep(free.saturating_duration_since(Instant::now()));
                self.model.feed(piece);
                let answers = std::mem::take(&mut self.model.answers);
                self.pty.send(&answers);
            }
        }
        let needed = self.time(bytes);
        Sent { bytes, late: free.saturating_duration_since(begun).saturating_sub(needed) }
    }
}
