//! What a frame costs on the line, in bytes, in 256 colours: a line of scroll, a page, a key of the filter, the help over
//! text; at two sizes; in one, two and three panes; in a terminal that knows margins and in one that does not (as inside
//! tmux); beside `less` and `vim -R` where they are installed. A line of two and of three panes is told once with one
//! document and once with the shipped ones, whose rows fill the lists. At the end, over slow lines: how much later than
//! its bytes need the last frame of a key is there, and of five keys held down. `cargo bench --bench paint`.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a table for the reader of the benchmark")]

#[path = "../tests/terminal/pty.rs"]
mod pty;
#[path = "../tests/terminal/rates.rs"]
mod rates;

use std::time::Duration;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use pty::Pty;
use rates::{Sent, Slow};
use zuotan::import;
use zuotan::library::shipped;
use zuotan::runtime::event::Event;
use zuotan::runtime::painter::{Knows, Painter, Repeats};
use zuotan::runtime::session::{Session, Start};
use zuotan::text::width::Mode;
use zuotan::ui::theme::Colours;

/// A text of many paragraphs, none like another.
fn text() -> String {
    let mut out = String::from("关于水的讲话\n");
    for paragraph in 0..200u32 {
        for clause in 0..24 {
            let c = |n: u32| char::from_u32(0x4e00 + (paragraph * 131 + clause * 37 + n * 611) % 20_000).unwrap();
            out.extend((0..9).map(c));
            out.push(if clause == 23 { '。' } else { '，' });
        }
        out.push('\n');
    }
    out
}

/// A session and the painter behind it.
struct Reader {
    session: Session,
    painter: Painter,
    size: (u16, u16),
}

impl Reader {
    fn new(size: (u16, u16), knows: Knows, text: Option<&str>) -> Self {
        let documents = match text {
            Some(text) => import::import("text.txt", text.as_bytes()).documents,
            None => shipped::documents(),
        };
        let start = Start { documents, size, mode: Some(Mode::Narrow), colours: Colours::Many, ..Start::default() };
        let (session, _) = Session::new(start);
        let mut painter = Painter::new(size);
        painter.learn(knows);
        let mut reader = Self { session, painter, size };
        reader.draw();
        reader
    }

    fn draw(&mut self) -> usize {
        let session = &self.session;
        let count = self.painter.frame(self.size, session.mode(), |area, buf| session.draw(area, buf)).len();
        self.painter.written();
        count
    }

    /// Bytes of each key.
    fn keys(&mut self, keys: &str) -> Vec<usize> {
        let press = |c: char| {
            let code = if c == '\r' { KeyCode::Enter } else { KeyCode::Char(c) };
            let input = Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
            drop(self.session.feed(Event::Input(input)));
            self.draw()
        };
        keys.chars().map(press).collect()
    }
}

fn mean(bytes: &[usize]) -> usize {
    bytes.iter().sum::<usize>() / bytes.len().max(1)
}

/// Mean bytes of a line and of a page of another program on the same text; None where it is not installed.
fn peer(program: &str, arguments: &[&str], size: (u16, u16), page: &str) -> Option<(usize, usize)> {
    let path = format!("{}/paint.txt", std::env::temp_dir().display());
    // Cut into lines of the screen's width, so that a line of theirs is a row.
    let rows: Vec<char> = text().chars().filter(|c| *c != '\n').collect();
    let rows: Vec<String> = rows.chunks(usize::from(size.0) / 2 - 1).map(|row| row.iter().collect()).collect();
    std::fs::write(&path, rows.join("\n")).unwrap();
    let arguments: Vec<&str> = arguments.iter().copied().chain([path.as_str()]).collect();
    let mut pty = Pty::program(program, &arguments, size, "paint")?;
    let mut bytes = |key: &str, times: usize| {
        let mut counts = Vec::new();
        for _ in 0..times {
            pty.send(key.as_bytes());
            let mut count = 0;
            loop {
                let got = pty.read(1 << 16, Duration::from_millis(60));
                if got.is_empty() {
                    break;
                }
                count += got.len();
            }
            counts.push(count);
        }
        mean(&counts)
    };
    bytes("", 10);
    // From the first screen's end on every line is new.
    bytes(page, 2);
    Some((bytes(if program == "vim" { "\x05" } else { "j" }, 20), bytes(page, 10)))
}

/// What a line costs beside lists that are full.
fn shipped_texts() {
    println!("\nshipped texts              line (those that move the text)");
    for (size, panes) in [((80, 24), "two panes"), ((120, 40), "three panes")] {
        for margins in [false, true] {
            let knows = Knows { margins, repeats: Repeats::Ascii, synchronized: false, proved: Some(Mode::Narrow) };
            let mut reader = Reader::new(size, knows, None);
            reader.keys("\r\r");
            let mut lines = reader.keys(&"j".repeat(16));
            // At the text's end only the place of what is read moves.
            lines.retain(|bytes| *bytes > 40);
            let name = format!("{}×{} {panes}{}", size.0, size.1, if margins { ", margins" } else { "" });
            println!("{name:26} {:5} ({} of 16)", mean(&lines), lines.len());
        }
    }
}

fn slow_lines(text: &str) {
    println!("\nbit/s      a key: bytes, ms late   five keys: bytes, ms late");
    let path = format!("{}/slow.txt", std::env::temp_dir().display());
    std::fs::write(&path, text).unwrap();
    for bits in rates::LINES {
        let Some(pty) = Pty::start(&[&path, "--ambiguous", "narrow"], rates::SIZE, "slow") else { return };
        let mut slow = Slow::new(pty, bits / 8);
        slow.press("\r");
        slow.press("z");
        let (one, many) = (slow.press("j"), slow.press("jjjjj"));
        let told = |sent: Sent| format!("{:5} {:6.1}", sent.bytes, sent.late.as_secs_f64() * 1000.0);
        println!("{bits:9} {:>20} {:>27}", told(one), told(many));
    }
}

fn main() {
    let text = text();
    println!("bytes                       line   page  help   filter keys (2/liqiang)");
    for size in [(80, 24), (200, 60)] {
        for margins in [false, true] {
            let knows = Knows { margins, repeats: Repeats::Ascii, synchronized: false, proved: Some(Mode::Narrow) };
            for (panes, way) in [("one pane", "\rz"), ("panes", "\r\r")] {
                let mut reader = Reader::new(size, knows, Some(&text));
                reader.keys(way);
                reader.keys("  ");
                let line = mean(&reader.keys(&"j".repeat(30)));
                let page = mean(&reader.keys(&" ".repeat(10)));
                let help = reader.keys("?")[0];
                let mut lists = Reader::new(size, knows, None);
                lists.keys("2/");
                let filter = lists.keys("liqiang");
                let name = format!("{}×{} {panes}{}", size.0, size.1, if margins { ", margins" } else { "" });
                println!("{name:26} {line:5} {page:6} {help:5}   {filter:?}");
            }
        }
        for (program, arguments, page) in [("less", vec!["-f"], " "), ("vim", vec!["-R", "-u", "NONE"], "\x06")] {
            match peer(program, &arguments, size, page) {
                Some((line, page)) => println!("{:26} {line:5} {page:6}", format!("{}×{} {program}", size.0, size.1)),
                None => println!("{:26} not installed", format!("{}×{} {program}", size.0, size.1)),
            }
        }
    }
    shipped_texts();
    slow_lines(&text);
}
