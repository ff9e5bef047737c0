//! The widths against the tables of Unicode and of wcwidth, and the generated table against its source.

use std::fmt::Write as _;

use super::*;

const AMBIGUOUS_18: &str = include_str!("../../../tests/unicode/ambiguous18.json");
const EAST_ASIAN_WIDTH: &str = include_str!("../../../tests/unicode/EastAsianWidth.txt");
const WCWIDTH: &str = include_str!("../../../tests/unicode/wcwidth_ranges.tsv");

/// A table: its name, what it holds, and its ranges.
type Table<'a> = (&'a str, &'a str, Vec<(u32, u32)>);

/// Holds a generated file against what its sources give; `UPDATE=1` writes it.
fn held(file: &str, head: &str, tables: &[Table]) {
    let mut text = format!("//! {head}\n//! Generated: `UPDATE=1 cargo test` rewrites it.\n");
    for (name, what, ranges) in tables {
        let _ = write!(text, "\n/// {what}: first and last code point.\n#[rustfmt::skip]\n");
        if ranges.iter().any(|range| range.1 > 0xf_ffff) {
            text.push_str("#[expect(clippy::unreadable_literal, reason = \"code points as Unicode writes them\")]\n");
        }
        let _ = writeln!(text, "pub const {name}: &[(u32, u32)] = &[");
        for row in ranges.chunks(8) {
            let row: Vec<String> = row.iter().map(|(first, last)| format!("({first:#x}, {last:#x})")).collect();
            let _ = writeln!(text, "    {},", row.join(", "));
        }
        text.push_str("];\n");
    }
    let path = format!("{}/src/text/width/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text, "stale: run UPDATE=1 cargo test");
}

/// The code points of which something holds, as ranges.
fn ranges(holds: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for code in (0..0x11_0000).filter(|code| holds(*code)) {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == code => *last = code,
            _ => out.push((code, code)),
        }
    }
    out
}

/// The property of each code point by a file of the Unicode Character Database: `FIRST..LAST ; VALUE # …`.
fn east_asian_width() -> Vec<&'static str> {
    let mut out = vec!["N"; 0x11_0000];
    for line in EAST_ASIAN_WIDTH.lines() {
        let Some((span, value)) = line.split('#').next().and_then(|line| line.split_once(';')) else { continue };
        let (first, last) = span.trim().split_once("..").unwrap_or((span.trim(), span.trim()));
        let code = |text: &str| usize::from_str_radix(text, 16).unwrap();
        out[code(first)..=code(last)].fill(value.trim());
    }
    out
}

/// Narrow and wide width of each code point by wcwidth.
fn wcwidth() -> Vec<(i32, i32)> {
    let mut out = vec![(1, 1); 0x11_0000];
    for line in WCWIDTH.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let code = |at: usize| usize::from_str_radix(fields[at], 16).unwrap();
        out[code(0)..=code(1)].fill((fields[2].parse().unwrap(), fields[3].parse().unwrap()));
    }
    out
}

#[test]
fn the_table_of_ambiguous_width_is_that_of_unicode_18() {
    let ranges: Vec<(u32, u32)> = serde_json::from_str(AMBIGUOUS_18).unwrap();
    let head = "East Asian Width A, Unicode 18.0, from `tests/unicode/ambiguous18.json`.";
    held("ambiguous.rs", head, &[("AMBIGUOUS", "Characters of ambiguous width", ranges)]);
}

#[test]
fn the_table_of_doubtful_width_is_where_sources_differ() {
    let (unicode, wcwidth) = (east_asian_width(), wcwidth());
    let differs = |code: u32| {
        let code = code as usize;
        matches!(unicode[code], "W" | "F") != (wcwidth[code].0 == 2)
    };
    let head = "Where East Asian Width of Unicode 15.0 and wcwidth 0.9.4 differ, from the files in `tests/unicode`.";
    let what = "Characters that terminals set in one cell or two by their age";
    held("doubtful.rs", head, &[("DOUBTFUL", what, ranges(differs))]);
}

#[test]
fn the_table_of_newer_characters_is_that_of_their_age() {
    // The ages of the regex crate's tables; what Unicode 9 did not have is newer, reserved or not.
    let old = regex::Regex::new(r"\p{age:9.0}").unwrap();
    let pictograph = regex::Regex::new(r"\p{Extended_Pictographic}").unwrap();
    let (unicode, wcwidth) = (east_asian_width(), wcwidth());
    let newer = |code: u32| {
        let Some(c) = char::from_u32(code) else { return false };
        let text = c.to_string();
        let (wide, cells) = (unicode[code as usize], wcwidth[code as usize].0);
        // What is narrow is so in every terminal, known to it or not.
        (matches!(wide, "W" | "F") || cells != 1 || pictograph.is_match(&text)) && !old.is_match(&text)
    };
    let head =
        "Wide, of no width or pictographs, and not of Unicode 9: by the files in `tests/unicode` and the regex crate.";
    held("newer.rs", head, &[("NEWER", "Characters that older terminals do not know", ranges(newer))]);
}

#[test]
fn the_tables_of_characters_that_join_or_describe_are_those_of_unicode() {
    let has = |pattern: &str| {
        let pattern = regex::Regex::new(pattern).unwrap();
        move |code: u32| char::from_u32(code).is_some_and(|c| pattern.is_match(c.encode_utf8(&mut [0; 4])))
    };
    let (unicode, extends) = (east_asian_width(), has(r"\p{Grapheme_Extend}"));
    let operators = has(r"[\p{IDS_Unary_Operator}\p{IDS_Binary_Operator}\p{IDS_Trinary_Operator}]");
    let named = named(&["IDEOGRAPHIC DESCRIPTION CHARACTER", "CJK STROKE"]);
    let head = "Characters that join, and those that describe others: by names and widths of \
                `tests/unicode/EastAsianWidth.txt`\n//! and by the properties of the regex crate.";
    held(
        "joining.rs",
        head,
        &[
            (
                "DESCRIBING",
                "Ideographic description characters and strokes, which versions of Unicode count otherwise",
                ranges(|code| operators(code) || named.iter().any(|(first, last)| (*first..=*last).contains(&code))),
            ),
            ("FLAGS", "Regional indicators, two of which are a flag", ranges(has(r"\p{Regional_Indicator}"))),
            (
                "HALFWIDTH_MARKS",
                "Voicing marks of one cell, though they extend a cluster",
                ranges(|code| unicode[code as usize] == "H" && extends(code)),
            ),
            (
                "VOWELS",
                "Vowels and finals of Hangul, which take a cell where they do not join",
                ranges(has(r"[\p{gcb=V}\p{gcb=T}]")),
            ),
        ],
    );
}

/// The code points that East Asian Width's file lists under names that begin so.
fn named(names: &[&str]) -> Vec<(u32, u32)> {
    let code = |text: &str| u32::from_str_radix(text, 16).unwrap();
    let line = |line: &'static str| {
        let (span, told) = (line.split_once(';')?.0.trim(), line.split_once('#')?.1);
        // The general category, perhaps how many, the name or the first and the last one.
        let name =
            told.split_once(']').map_or_else(|| told.trim_start().split_once(' ').map(|t| t.1), |t| Some(t.1))?;
        let (first, last) = span.split_once("..").unwrap_or((span, span));
        names.iter().any(|known| name.trim().starts_with(known)).then(|| (code(first), code(last)))
    };
    EAST_ASIAN_WIDTH.lines().filter(|l| !l.starts_with('#')).filter_map(line).collect()
}

#[test]
fn what_is_told_without_a_table_is_what_the_tables_tell() {
    let (unicode, wcwidth) = (east_asian_width(), wcwidth());
    for c in (0..0x11_0000).filter_map(char::from_u32) {
        let code = u32::from(c) as usize;
        if is_plain_han(c) {
            assert_eq!((unicode[code], wcwidth[code]), (if c > '\u{ff00}' { "F" } else { "W" }, (2, 2)), "{c}");
        }
        if is_certain_han(c) {
            assert!([DESCRIBING, HALFWIDTH_MARKS, FLAGS, DOUBTFUL, NEWER].iter().all(|table| !is_in(table, c)), "{c}");
        }
    }
}

#[test]
fn replaced_marks_are_read_beside_their_neighbours() {
    let check = |text: &str, expected: &str| {
        let shown: String = placed(text, Mode::Replace).map(|placed| placed.shown).collect();
        assert_eq!(shown, expected, "{text}");
        let apart: u16 = placed(&shown, Mode::Narrow).map(|placed| placed.cells).sum();
        assert_eq!(text_cells(text, Mode::Replace), usize::from(apart), "{text}");
    };
    check("“要落实‘十四五’规划”——他说……", "「要落实『十四五』规划」ーー他说......");
    check("the People’s Daily", "the People's Daily");
    check("l’État, об’єкт, Ch‘ing", "l'État, об'єкт, Ch'ing");
    check("遵守‘WTO’规则", "遵守『WTO』规则");
    check("‘WTO’", "『WTO』");
    check("“十四五”‘3060’目标", "「十四五」『3060』目标");
}

#[test]
fn risks() {
    let check = |cluster: &str, expected: Risk| assert_eq!(risk(cluster), expected, "{cluster:?}");
    for certain in ["a", "中", "，", "（", "가", "\u{9fd5}", "𠀀", "\u{1f600}"] {
        check(certain, Risk::Certain);
    }
    for ambiguous in ["é", "“", "—", "…", "·", "①", "Ж", "─", "▌", "▎", "│"] {
        check(ambiguous, Risk::Ambiguous);
    }
    for risky in [
        "☎\u{fe0f}",
        "👨\u{200d}👩",
        "ᄒ\u{1161}\u{11ab}",
        "\u{31350}",
        "\u{9fea}",
        "\u{4dbf}",
        "\u{1f9ff}",
        "\u{1fad0}",
        "⿰",
        "㇀",
        "䷀",
        "\u{e000}",
        "\u{ff9e}",
        "→",
        "e\u{301}",
    ] {
        check(risky, Risk::Risky);
    }
    assert!(SAMPLES.iter().all(|(sample, block)| is_ambiguous(*sample) && block.contains(sample)));
}

#[test]
fn every_code_point_is_as_wide_as_wcwidth_says() {
    let wcwidth = wcwidth();
    let mut wrong = Vec::new();
    for c in (0..0x11_0000).filter_map(char::from_u32) {
        // What is shown as a picture or not at all is no matter of its own width; Hangul that joins is one of its cluster.
        if sanitise::picture(c).is_some() || sanitise::is_dropped(c) {
            continue;
        }
        let mut buffer = [0; 4];
        let text: &str = c.encode_utf8(&mut buffer);
        let ours = (i32::from(cells(text, Mode::Narrow)), i32::from(cells(text, Mode::Wide)));
        let theirs = wcwidth[u32::from(c) as usize];
        if ours != theirs {
            wrong.push((u32::from(c), ours, theirs));
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
