//! The real program in a real pseudo-terminal: lines that are slow or full, sizes that change, the way out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/rates.rs"]
mod rates;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use pty::{Model, Pty, settle};
use rates::Slow;

const SIZE: (u16, u16) = (80, 24);

/// A text of many paragraphs, none like another.
fn text() -> String {
    let mut out = String::from("关于水的讲话\n");
    for paragraph in 0..300 {
        for clause in 0..12 {
            let c = |n: u32| char::from_u32(0x4e00 + (paragraph * 131 + clause * 37 + n * 611) % 20_000).unwrap();
            out.extend((0..9).map(c));
            out.push(if clause == 11 { '。' } else { '，' });
        }
        out.push('\n');
    }
    out
}

/// A file of that text; the same for every test.
fn path() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(|| {
        let path = format!("{}/terminal.txt", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&path, text()).unwrap();
        path
    });
    &PATH
}

/// A reader of the text alone in a terminal of a size, and what the terminal shows.
fn reader(name: &str) -> Option<(Pty, Model)> {
    let mut reader = Pty::start(&[path(), "--ambiguous", "narrow"], SIZE, name)?;
    let mut model = Model::new(SIZE);
    settle(&mut reader, &mut model);
    reader.send(b"\rz");
    settle(&mut reader, &mut model);
    Some((reader, model))
}

/// The rows after these keys in a terminal that takes everything at once.
fn prompt(name: &str, keys: &[u8]) -> Option<Vec<String>> {
    let (mut pty, mut model) = reader(name)?;
    pty.send(keys);
    settle(&mut pty, &mut model);
    Some(model.rows())
}

#[test]
fn a_full_pipe_drops_frames_and_then_shows_the_newest() {
    let Some((mut pty, mut model)) = reader("full") else { return };
    // Nobody reads: some frames fill the pipe, all others are dropped.
    for _ in 0..400 {
        pty.send(b" ");
        std::thread::sleep(Duration::from_millis(2));
    }
    let mut held = 0;
    loop {
        let bytes = pty.read(1 << 16, Duration::from_millis(400));
        if bytes.is_empty() {
            break;
        }
        held += bytes.len();
        model.feed(&bytes);
        let answers = std::mem::take(&mut model.answers);
        pty.send(&answers);
    }
    // 400 pages are some 700,000 bytes.
    assert!(held < 100_000, "{held} bytes were written for frames that nobody waits for");
    assert_eq!(Some(model.rows()), prompt("full-prompt", &[b' '; 400]));
}

#[test]
fn leaving_does_not_wait_for_a_terminal_that_takes_nothing() {
    let Some((mut pty, _)) = reader("stuck") else { return };
    for _ in 0..100 {
        pty.send(b" ");
        std::thread::sleep(Duration::from_millis(2));
    }
    pty.send(b"q");
    assert!(pty.ends_within(Duration::from_secs(5)), "the program hangs on a full pipe");
    let mut left = Vec::new();
    loop {
        let bytes = pty.read(1 << 16, Duration::from_millis(100));
        if bytes.is_empty() {
            break;
        }
        left.extend(bytes);
    }
    let left = String::from_utf8_lossy(&left).into_owned();
    assert!(left.contains("\x1b[?1049l"), "the way back was not written: {left:?}");
}

/// A key is held down over a slow line; how many bytes come after it was let go, and what stands then.
fn held(name: &str, bytes_a_second: usize) -> Option<(usize, Vec<String>)> {
    let mut reader = Pty::start(&[path(), "--ambiguous", "narrow"], SIZE, name)?;
    let mut model = Model::new(SIZE);
    let begun = Instant::now();
    let (mut taken, mut keys, mut after, mut last) = (0, 0, 0, begun);
    // The first frame and the answers to it; then the keys of two seconds; then what is still on its way.
    loop {
        std::thread::sleep(Duration::from_millis(4));
        assert!(begun.elapsed() < Duration::from_secs(120), "the program says no more: {:?}", model.rows());
        let budget = (begun.elapsed().as_millis() as usize * bytes_a_second / 1000).saturating_sub(taken);
        let bytes = if budget > 0 { reader.read(budget, Duration::from_millis(1)) } else { Vec::new() };
        if bytes.is_empty() {
            // What the line did not carry is gone.
            taken = taken.max((begun.elapsed().as_millis() as usize * bytes_a_second / 1000).saturating_sub(64));
        } else {
            last = Instant::now();
            taken += bytes.len();
            model.feed(&bytes);
            let answers = std::mem::take(&mut model.answers);
            reader.send(&answers);
        }
        let quiet = last.elapsed() > Duration::from_millis(600);
        match keys {
            // Keys are held down once the text is there.
            0 if quiet && model.rows().iter().any(|row| row.contains("关于水的讲话")) => {
                reader.send(b"\rz");
                (keys, last) = (1, Instant::now());
            }
            1 if quiet => keys = 2,
            2..60 => {
                reader.send(b"j");
                std::thread::sleep(Duration::from_millis(20));
                (keys, last) = (keys + 1, Instant::now());
            }
            60.. => {
                after += bytes.len();
                if quiet {
                    return Some((after, model.rows()));
                }
            }
            _ => {}
        }
    }
}

#[test]
fn keys_held_down_do_not_run_on_over_a_slow_line() {
    let Some(want) = prompt("held-prompt", &[b'j'; 58]) else { return };
    for rate in [1_200, 5_760] {
        let Some((after, rows)) = held(&format!("held-{rate}"), rate) else { return };
        assert_eq!(rows, want, "at {rate} bytes a second");
        // The frame that was on its way, and the last: a page is some 1,800 bytes, 58 lines one by one 8,000.
        assert!(after < 4_500, "{after} bytes ran on at {rate} bytes a second");
    }
}

#[test]
fn after_another_size_and_a_signal_of_the_same_size_the_screen_is_whole() {
    let Some((mut pty, mut model)) = reader("sizes") else { return };
    let before = model.rows();
    for size in [(61, 17), (100, 30), SIZE] {
        // Whoever attached meanwhile shows nothing of what stood.
        pty.resize(size);
        model = Model::new(size);
        settle(&mut pty, &mut model);
        assert!(model.rows().len() >= usize::from(size.1) - 1, "{size:?}: {:?}", model.rows());
    }
    assert_eq!(model.rows(), before);
}

/// A promise that holds on a machine that does nothing else: the best of some trials is asked.
const LATE: Duration = Duration::from_millis(50);

#[test]
fn the_last_frame_of_a_key_is_there_as_soon_as_its_bytes_can_be() {
    let Some(mut bare) = Pty::start(&[path(), "--ambiguous", "narrow"], rates::SIZE, "slow-bare") else { return };
    let mut want = Model::new(rates::SIZE);
    settle(&mut bare, &mut want);
    bare.send(format!("\rz{}", "j".repeat(20)).as_bytes());
    settle(&mut bare, &mut want);
    let want = want.rows();
    let check = |bits: u32| {
        let Some(pty) = Pty::start(&[path(), "--ambiguous", "narrow"], rates::SIZE, &format!("slow-{bits}")) else {
            return;
        };
        let mut slow = Slow::new(pty, bits / 8);
        slow.press("\r");
        slow.press("z");
        let one: Vec<_> = (0..5).map(|_| slow.press("j")).collect();
        let many: Vec<_> = (0..3).map(|_| slow.press("jjjjj")).collect();
        assert_eq!(slow.model.rows(), want, "at {bits} bit/s");
        for trials in [one, many] {
            assert!(trials.iter().all(|sent| sent.bytes > 0), "at {bits} bit/s: {trials:?}");
            let best = trials.iter().map(|sent| sent.late).min().unwrap();
            assert!(best <= LATE, "at {bits} bit/s: {trials:?}");
        }
    };
    std::thread::scope(|scope| {
        for bits in rates::LINES {
            scope.spawn(move || check(bits));
        }
    });
}
