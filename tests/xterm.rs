//! A real xterm under Xvfb, ambiguous characters narrow and wide: what stands in each of its cells, asked of itself
//! (DECRQCRA), is what the program believes (`screen --cells`). The program finds the width mode by its own probe.
//!
//! The relay between the program and the xterm is this test binary itself, started inside the xterm.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

#[path = "terminal/pty.rs"]
mod pty;

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use pty::{Pty, skipped};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// Keys, and the sizes at which they are tried.
const CASES: [(&str, (u16, u16)); 8] = [
    ("", (80, 24)),
    ("<enter>jjj j?", (80, 24)),
    ("2/liqiang", (80, 24)),
    ("<enter>z j j", (80, 24)),
    ("", (120, 40)),
    ("<enter>jjj ?jj", (120, 40)),
    ("3<enter>jj:zsj", (120, 40)),
    ("<tab><tab>jjjjkk", (120, 40)),
];

/// Steps as bytes.
fn bytes(keys: &str) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = keys;
    while !rest.is_empty() {
        let named = [("<enter>", "\r"), ("<tab>", "\t"), ("<esc>", "\x1b")];
        let (step, after) = match named.iter().find_map(|(name, key)| Some((*key, rest.strip_prefix(name)?))) {
            Some(found) => found,
            None => rest.split_at(1),
        };
        out.push(step.as_bytes().to_vec());
        rest = after;
    }
    out
}

/// Reads for as long as something comes within `quiet`.
fn read(file: &mut File, quiet: Duration) -> Vec<u8> {
    let wait = Timespec::try_from(quiet).unwrap();
    let mut out = Vec::new();
    while let Ok(1) = poll(&mut [PollFd::new(&*file, PollFlags::IN)], Some(&wait)) {
        let mut buffer = vec![0; 1 << 16];
        match file.read(&mut buffer) {
            Ok(count) if count > 0 => out.extend(&buffer[..count]),
            _ => break,
        }
    }
    out
}

/// Passes bytes both ways until neither side has said anything for `quiet`.
fn relay(program: &mut Pty, xterm: &mut File, quiet: Duration) {
    let mut last = Instant::now();
    while last.elapsed() < quiet {
        let shown = program.read(1 << 16, Duration::from_millis(5));
        let typed = read(xterm, Duration::from_millis(2));
        if !shown.is_empty() || !typed.is_empty() {
            last = Instant::now();
        }
        xterm.write_all(&shown).unwrap();
        program.send(&typed);
    }
}

/// Asks the xterm for each of its cells; the right half of a wide character is `‖`.
fn cells(xterm: &mut File, (cols, rows): (u16, u16)) -> Vec<String> {
    xterm.write_all(b"\x1b[31#y").unwrap();
    let mut out = Vec::new();
    for y in 1..=rows {
        let ask = (1..=cols).fold(String::new(), |ask, x| ask + &format!("\x1b[{x};1;{y};{x};{y};{x}*y"));
        xterm.write_all(ask.as_bytes()).unwrap();
        let (mut got, until) = (Vec::new(), Instant::now() + Duration::from_secs(5));
        while got.windows(2).filter(|pair| pair == b"\x1b\\").count() < usize::from(cols) && Instant::now() < until {
            got.extend(read(xterm, Duration::from_millis(20)));
        }
        let text = String::from_utf8_lossy(&got).into_owned();
        let mut row = vec![' '; usize::from(cols)];
        for answer in text.split("\x1bP").skip(1) {
            let Some((x, code)) = answer.trim_end_matches("\x1b\\").split_once("!~") else { continue };
            let code = u32::from_str_radix(code, 16).unwrap_or(0);
            row[x.parse::<usize>().unwrap() - 1] = match code {
                0xffff => '‖',
                0 | 32 => ' ',
                code => char::from_u32(code).unwrap_or('?'),
            };
        }
        out.push(row.into_iter().collect::<String>().trim_end().to_owned());
    }
    out
}

/// What this binary does inside the xterm: nothing when it is started as a test.
#[test]
fn inside_the_xterm() {
    let Ok(out) = std::env::var("ZUOTAN_XTERM_OUT") else { return };
    let mut xterm = OpenOptions::new().read(true).write(true).open("/dev/tty").unwrap();
    let mut raw = tcgetattr(&xterm).unwrap();
    raw.make_raw();
    tcsetattr(&xterm, OptionalActions::Now, &raw).unwrap();
    for (at, (keys, size)) in CASES.iter().enumerate() {
        xterm.write_all(format!("\x1bc\x1b[8;{};{}t", size.1, size.0).as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(400));
        read(&mut xterm, Duration::from_millis(50));
        let Some(mut program) = Pty::start(&[], *size, &format!("xterm-{at}-{}", std::process::id())) else { return };
        relay(&mut program, &mut xterm, Duration::from_millis(1200));
        for key in bytes(keys) {
            program.send(&key);
            relay(&mut program, &mut xterm, Duration::from_millis(120));
        }
        relay(&mut program, &mut xterm, Duration::from_millis(700));
        std::fs::write(format!("{out}/{at}"), cells(&mut xterm, *size).join("\n")).unwrap();
    }
}

/// A virtual screen and its number.
struct Screen(Child, String);

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn virtual_screen() -> Option<Screen> {
    let mut child = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "2400x1600x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut number = String::new();
    let mut out = child.stdout.take()?;
    let mut byte = [0];
    while out.read(&mut byte).ok()? == 1 && byte != *b"\n" {
        number.push(char::from(byte[0]));
    }
    Some(Screen(child, format!(":{number}")))
}

fn check(mode: &str, flags: &[&str]) {
    let Some(screen) = virtual_screen() else { return skipped("no Xvfb: no real xterm was asked what it shows") };
    let out = format!("{}/xterm-{mode}", env!("CARGO_TARGET_TMPDIR"));
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir_all(&out).unwrap();
    let mut command = Command::new("xterm");
    command.args(flags).args(["-u8", "-geometry", "80x24", "-xrm", "*allowWindowOps: true"]);
    command.args(["-xrm", "*disallowedWindowOps: 1", "-xrm", "*savelines: 0", "-e"]);
    command.arg(std::env::current_exe().unwrap()).args(["--exact", "inside_the_xterm", "--nocapture"]);
    command.env("DISPLAY", &screen.1).env("LANG", "C.UTF-8").env("LC_ALL", "C.UTF-8").env("ZUOTAN_XTERM_OUT", &out);
    let Ok(mut xterm) = command.stderr(Stdio::null()).spawn() else {
        return skipped("no xterm: no real one was asked what it shows");
    };
    let until = Instant::now() + Duration::from_secs(180);
    while xterm.try_wait().unwrap().is_none() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = xterm.kill();
    for (at, (keys, (cols, rows))) in CASES.iter().enumerate() {
        let shown = std::fs::read_to_string(Path::new(&out).join(at.to_string())).unwrap();
        let size = format!("{cols}x{rows}");
        let mut screen = Command::new(env!("CARGO_BIN_EXE_zuotan"));
        screen.args(["screen", "--cells", "--size", &size, "--ambiguous", mode, "--keys", keys]);
        // A home of its own: a place that was kept would be gone to.
        let home = format!("{out}/home-{at}");
        let done =
            screen.env_clear().env("HOME", home).env("LANG", "zh_CN.UTF-8").env("TERM", "xterm-256color").output();
        let want = String::from_utf8(done.unwrap().stdout).unwrap();
        let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
        let want: Vec<&str> = want.lines().map(str::trim_end).collect();
        let row = |rows: &[&str], y: usize| rows.get(y).copied().unwrap_or("").to_owned();
        for y in 0..usize::from(*rows) {
            assert_eq!(row(&shown, y), row(&want, y), "{mode} {size} {keys:?}, row {y}: xterm left, program right");
        }
    }
}

#[test]
fn a_real_xterm_shows_every_cell_where_the_program_believes_it_narrow() {
    check("narrow", &[]);
}

#[test]
fn a_real_xterm_shows_every_cell_where_the_program_believes_it_wide() {
    check("wide", &["-cjk_width"]);
}
