//! The widths against the tables of Unicode and of wcwidth, and the generated table against its source.

use std::fmt::Write as _;

use super::*;

const SOURCE: &str = include_str!("../../../tests/unicode/ambiguous18.json");
const WCWIDTH: &str = include_str!("../../../tests/unicode/wcwidth_ranges.tsv");

#[test]
fn the_table_is_generated_from_unicode_18() {
    let ranges: Vec<(u32, u32)> = serde_json::from_str(SOURCE).unwrap();
    let mut text = String::from(
        "//! Ranges of East Asian Width A, Unicode 18.0. Generated from `tests/unicode/ambiguous18.json`: `UPDATE=1 cargo test` rewrites it.\n\n/// First and last code point.\n#[rustfmt::skip]\n#[expect(clippy::unreadable_literal, reason = \"code points as Unicode writes them\")]\npub const RANGES: &[(u32, u32)] = &[\n",
    );
    for row in ranges.chunks(8) {
        let row: Vec<String> = row.iter().map(|(first, last)| format!("({first:#x}, {last:#x})")).collect();
        let _ = writeln!(text, "    {},", row.join(", "));
    }
    text.push_str("];\n");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/text/width/ambiguous.rs");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text, "stale: run UPDATE=1 cargo test");
}

#[test]
fn every_code_point_is_as_wide_as_wcwidth_says() {
    let mut wrong = Vec::new();
    for line in WCWIDTH.lines().skip(1) {
        let mut fields = line.split('\t');
        let mut code = || u32::from_str_radix(fields.next().unwrap(), 16).unwrap();
        let (first, last) = (code(), code());
        let widths: Vec<i32> = fields.map(|f| f.parse().unwrap()).collect();
        for c in (first..=last).filter_map(char::from_u32) {
            // What is shown as a picture or not at all is no matter of its own width; Hangul that joins is one of its cluster.
            if sanitise::picture(c).is_some() || sanitise::is_dropped(c) {
                continue;
            }
            let mut buffer = [0; 4];
            let text: &str = c.encode_utf8(&mut buffer);
            let ours = (i32::from(cells(text, Mode::Narrow)), i32::from(cells(text, Mode::Wide)));
            if ours != (widths[0], widths[1]) {
                wrong.push((u32::from(c), ours, (widths[0], widths[1])));
            }
        }
    }
    let strange: Vec<String> = wrong
        .iter()
        .filter(|w| !differs(w.0))
        .map(|(c, ours, theirs)| format!("U+{c:04X} {ours:?}, wcwidth {theirs:?}"))
        .collect();
    assert!(strange.is_empty(), "{} differ: {:?}", strange.len(), &strange[..strange.len().min(40)]);
}

/// Where unicode-width and wcwidth differ by design: marks of Indic and South-East Asian scripts that take a cell of their
/// own in the one and none in the other, and Hangul that joins. None of them stands in Chinese text.
fn differs(code: u32) -> bool {
    matches!(code, 0x0600..=0x1cff | 0x2d7f | 0xa800..=0xabff | 0xd7b0..=0xd7ff | 0x11000..=0x13fff | 0x16000..=0x16fff)
}

#[test]
fn clusters() {
    let check = |cluster: &str, narrow: u16, wide: u16| {
        assert_eq!((cells(cluster, Mode::Narrow), cells(cluster, Mode::Wide)), (narrow, wide), "{cluster:?}");
    };
    check("中", 2, 2);
    check("“", 1, 2);
    check("e\u{301}", 1, 1);
    check("👨\u{200d}👩\u{200d}👧", 2, 2);
    check("🇨🇳", 2, 2);
    check("\u{1b}", 1, 1);
    check("ｶ\u{ff9e}", 2, 2);
    assert_eq!(cells("…", Mode::Replace), 3);
    assert_eq!(text_cells("“长三角”——", Mode::Replace), 14);
}
