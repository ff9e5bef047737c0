//! The real reader in a real pseudo-terminal: keys go in, a model of a terminal that is not ours says what is seen.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// So long is waited for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Running {
    child: Child,
    keys: File,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Running {
    /// Starts a command at 100 × 30.
    pub fn start(command: &mut Command) -> Self {
        let master: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let (rows, columns) = (30.try_into().unwrap(), 100.try_into().unwrap());
        let size = Winsize { ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&master, size).unwrap();
        let path = ptsname(&master, Vec::new()).unwrap();
        let slave = || open(&path, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        let child = command.stdin(slave()).stdout(slave()).stderr(Stdio::null()).spawn().unwrap();
        let keys = File::from(master);
        let mut out = keys.try_clone().unwrap();
        let (sender, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(count) = out.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, keys, bytes, screen: vt100::Parser::new(rows, columns, 0) }
    }

    /// Types; `<enter> <esc> <tab>` as in steps.
    pub fn send(&mut self, keys: &str) {
        let typed = keys.replace("<enter>", "\r").replace("<esc>", "\x1b").replace("<tab>", "\t");
        // Who was killed takes no keys.
        let _ = self.keys.write_all(typed.as_bytes());
    }

    /// Waits until the screen shows what it must.
    pub fn wait(&mut self, what: &str, shows: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        loop {
            let seen = self.screen.screen().contents();
            if shows(&seen) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "waited {what}:\n{seen}");
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(200)) {
                self.screen.process(&bytes);
            }
        }
    }

    /// SIGKILL: no handler runs.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Whether it ends by itself, and well.
    pub fn ended(mut self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            while self.bytes.try_recv().is_ok() {}
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.child.kill().unwrap();
        false
    }
}
