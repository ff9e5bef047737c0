//! Inside a real tmux: what stands on the outer terminal is what stands without it, after a start, keys, a detach, and an
//! attach by a terminal of another size; colours come through, and no answer of a terminal is taken for keys. Left out,
//! loudly, where there is no tmux.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

#[path = "terminal/pty.rs"]
mod pty;

use std::process::{Command, Stdio};
use std::time::Duration;

use pty::{Model, Pty, settle, skipped};

/// A tmux server of its own, without a status line. Whoever drops it ends it.
struct Tmux {
    socket: String,
    settings: String,
}

impl Tmux {
    /// None, loudly, where there is no tmux.
    fn new() -> Option<Self> {
        let known = Command::new("tmux").arg("-V").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
        if !known {
            skipped("no tmux: nothing was tried inside it");
            return None;
        }
        let settings = format!("{}/tmux.conf", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(
            &settings,
            "set -g status off\nset -g default-terminal screen-256color\nset -sg escape-time 0\n",
        )
        .unwrap();
        Some(Self { socket: format!("zuotan-{}", std::process::id()), settings })
    }

    /// A client of the server in a terminal of a size, once nothing moves any more.
    fn client(&self, arguments: &[&str], size: (u16, u16), name: &str) -> Option<(Pty, Model)> {
        let server = ["-u", "-L", &self.socket, "-f", &self.settings];
        let mut client = Pty::program("tmux", &[&server, arguments].concat(), size, name)?;
        let mut model = Model::new(size);
        settle(&mut client, &mut model);
        Some((client, model))
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _ = Command::new("tmux").args(["-L", &self.socket, "kill-server"]).stderr(Stdio::null()).status();
    }
}

fn press(pty: &mut Pty, model: &mut Model, keys: &str) {
    for key in keys.chars() {
        pty.send(key.to_string().as_bytes());
        settle(pty, model);
    }
}

#[test]
fn inside_tmux_the_screen_is_the_same_and_whole_after_an_attach() {
    const SIZES: [(u16, u16); 3] = [(80, 24), (110, 33), (70, 20)];
    const KEYS: [&str; 3] = ["\rjj\rjjj j", "j?", "\x1bk"];
    let Some(tmux) = Tmux::new() else { return };
    let program = env!("CARGO_BIN_EXE_zuotan");
    // The same without tmux, in one terminal that changes its size.
    let Some(mut bare) = Pty::start(&[], SIZES[0], "tmux-bare") else { return };
    let mut want = Model::new(SIZES[0]);
    settle(&mut bare, &mut want);
    let mut begin = vec!["new-session", "-s", "reading", program];
    for (at, (size, keys)) in SIZES.into_iter().zip(KEYS).enumerate() {
        if at > 0 {
            bare.resize(size);
            want = Model::new(size);
            settle(&mut bare, &mut want);
            begin = vec!["attach-session", "-t", "reading"];
        }
        let Some((mut client, mut model)) = tmux.client(&begin, size, &format!("tmux-{at}")) else { return };
        assert_eq!(model.rows(), want.rows(), "after the attach at {size:?}");
        press(&mut bare, &mut want, keys);
        press(&mut client, &mut model, keys);
        assert_eq!(model.rows(), want.rows(), "after the keys at {size:?}");
        let screen = model.screen.screen();
        let cells = (0..size.1).flat_map(|y| (0..size.0).filter_map(move |x| screen.cell(y, x)));
        let colours = cells.filter(|cell| matches!(cell.fgcolor(), vt100::Color::Idx(16..))).count();
        assert!(colours > 20, "{colours} cells have a colour of the 256");
        let last = at + 1 == SIZES.len();
        client.send(if last { b"q" } else { b"\x02d" });
        assert!(
            client.ends_within(Duration::from_secs(5)),
            "the client goes on after {}",
            if last { "q" } else { "a detach" }
        );
    }
}
