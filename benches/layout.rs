//! Rows from text: megabytes a second at three widths, over the shipped texts, on one core.
//! `cargo bench --bench layout`.

use divan::counter::BytesCount;
use zuotan::layout::{self, Hang, Options, Strictness, Style};
use zuotan::library::shipped;
use zuotan::text::width::Mode;

fn main() {
    divan::main();
}

/// The paragraphs of the shipped texts.
fn paragraphs() -> Vec<String> {
    shipped::documents().into_iter().flat_map(|document| document.paragraphs).map(|paragraph| paragraph.text).collect()
}

#[divan::bench(args = [20, 40, 80], sample_count = 20)]
fn rows(bencher: divan::Bencher, width: u16) {
    let paragraphs = paragraphs();
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let options = Options::of(Style::Body, width, Mode::Narrow, Strictness::Strict, Hang::Marks);
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| paragraphs.iter().map(|text| layout::rows(divan::black_box(text), &options).len()).sum::<usize>());
}
