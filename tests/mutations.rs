//! The shipped texts, changed: people renamed, days and places moved, quotation marks and script exchanged, lines broken
//! anew. What is understood must follow the text exactly: nothing of it is known by heart.
//! Each change keeps the number of chars, so that pieces stay where they are; lines broken anew keep the paragraphs.

use std::collections::HashMap;

use zuotan::import::import;
use zuotan::model::{Date, Document};
use zuotan::text::fold::folded;

/// The shipped texts: file and text.
const TEXTS: &[(&str, &str)] = &[
    ("000_3ee427e55bce93dd.txt", include_str!("../data/texts/000_3ee427e55bce93dd.txt")),
    ("001_44b85e5a7adfbb97.txt", include_str!("../data/texts/001_44b85e5a7adfbb97.txt")),
    ("002_be9829bd52a1e125.txt", include_str!("../data/texts/002_be9829bd52a1e125.txt")),
    ("003_fb77fa30169a27a9.txt", include_str!("../data/texts/003_fb77fa30169a27a9.txt")),
    ("004_087b3af8a86c6322.txt", include_str!("../data/texts/004_087b3af8a86c6322.txt")),
];

/// Questions and answers, a symposium, a speech, points: texts of `tests/records`, invented.
const TALKS: &[(&str, &str)] = &[
    ("interview.txt", include_str!("records/interview.txt")),
    ("numbered.txt", include_str!("records/numbered.txt")),
    ("symposium.txt", include_str!("records/symposium.txt")),
    ("address.txt", include_str!("records/address.txt")),
    ("points.txt", include_str!("records/points.txt")),
];

/// The facts of documents, a line each: meetings, those who took part, who speaks where. No ids, which hold the hash.
fn facts(documents: &[Document]) -> Vec<String> {
    let date = |date: &Option<Date>| date.as_ref().map_or("?".into(), |d| d.value.clone());
    let mut out = Vec::new();
    for document in documents {
        out.push(format!("{} {:?}", document.title, document.kind));
        for m in &document.meetings {
            let (start, end) = (date(&m.start), date(&m.end));
            let (place, chair) = (m.place.as_deref().unwrap_or("?"), m.chair.as_deref().unwrap_or("?"));
            out.push(format!("M {} {start}..{end} {place} {chair} {:?} {:?}", m.name, m.theme, m.adopted));
            let people = m.participants.iter();
            out.extend(people.map(|p| format!("P {} {:?} {:?} {}", p.name, p.office, p.part, p.spoke)));
        }
        for s in &document.speeches {
            let parts: Vec<_> = s.parts.iter().map(|p| (p.paragraph, p.from, p.to)).collect();
            out.push(format!("S {:?} {:?} {:?} {:?} {parts:?}", s.speaker, s.voice, s.office, s.form));
        }
    }
    out
}

fn understood(file: &str, text: &str) -> Vec<String> {
    facts(&import(file, text.as_bytes()).documents)
}

/// Both must say the same, line by line.
#[track_caller]
fn same(file: &str, got: &[String], expected: &[String]) {
    for (got, expected) in got.iter().zip(expected) {
        assert_eq!(got, expected, "{file}");
    }
    assert_eq!(got.len(), expected.len(), "{file}");
}

/// A text with words exchanged for others of the same length, also where a line breaks within them.
fn exchanged(text: &str, pairs: &[(String, String)]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let found = pairs.iter().find_map(|(from, to)| Some((places(&chars, at, from)?, to)));
        let Some((places, to)) = found else {
            out.push(chars[at]);
            at += 1;
            continue;
        };
        let mut word = to.chars();
        for (index, c) in chars.iter().enumerate().take(places[places.len() - 1] + 1).skip(at) {
            out.push(if places.contains(&index) { word.next().unwrap_or(*c) } else { *c });
        }
        at = places[places.len() - 1] + 1;
    }
    out
}

/// Where the chars of a word stand that begins at a place; line breaks and blanks may part them.
fn places(chars: &[char], at: usize, word: &str) -> Option<Vec<usize>> {
    let mut out = Vec::new();
    let mut look = at;
    for c in word.chars() {
        while !out.is_empty() && chars.get(look).is_some_and(|c| c.is_whitespace()) {
            look += 1;
        }
        if chars.get(look) != Some(&c) {
            return None;
        }
        out.push(look);
        look += 1;
    }
    Some(out)
}

/// Names for names, of the same length: nobody's.
fn renamed(text: &str, round: usize) -> Vec<(String, String)> {
    const TWO: &[&str] =
        &["郭岩", "尹帆", "卢澄", "薛岭", "段旭", "洪渊", "贺桐", "邱霖", "戴远", "汤磊", "邹翰", "孟骞"];
    const THREE: &[&str] = &[
        "顾远山",
        "秦文渊",
        "陆景行",
        "苏明哲",
        "方知远",
        "梁书恒",
        "谢云起",
        "程思齐",
        "潘若谷",
        "彭望舒",
        "蒋长青",
        "沈怀瑾",
        "欧阳岚",
        "尉迟珩",
        "田雨泽",
        "董其昌",
    ];
    let documents = import("a.txt", text.as_bytes()).documents;
    let mut names: Vec<String> =
        documents.iter().flat_map(|d| &d.meetings).flat_map(|m| &m.participants).map(|p| p.name.clone()).collect();
    names.sort();
    names.dedup();
    let mut used = [round, round];
    names
        .into_iter()
        .map(|name| {
            let three = usize::from(name.chars().count() == 3);
            let table = [TWO, THREE][three];
            let other = table[used[three] % table.len()].to_owned();
            used[three] += 1;
            (name, other)
        })
        .collect()
}

#[test]
fn people_may_have_any_name() {
    for (file, text) in TEXTS {
        let before = understood(file, text);
        for round in [0, 5] {
            let pairs = renamed(text, round);
            let expected: Vec<String> = before.iter().map(|line| exchanged(line, &pairs)).collect();
            same(file, &understood(file, &exchanged(text, &pairs)), &expected);
        }
    }
}

#[test]
fn days_and_places_follow_the_text() {
    // Words of the text; what becomes of the facts.
    type Words<'a> = &'a [(&'a str, &'a str)];
    let cases: &[(usize, Words, Words)] = &[
        (0, &[("5月26日", "4月16日"), ("5月27日", "4月17日")], &[("-05-26", "-04-16"), ("-05-27", "-04-17")]),
        (0, &[("2021", "2019")], &[("2021", "2019")]),
        (0, &[("江苏无锡", "江苏扬州")], &[("江苏无锡", "江苏扬州")]),
        (1, &[("20日在合肥", "18日在芜湖")], &[("08-20", "08-18"), ("合肥", "芜湖")]),
        (2, &[("温州", "台州")], &[("温州", "台州")]),
        (2, &[("2024", "2031")], &[("2024", "2031")]),
        (
            3,
            &[("30日上午在上海主持", "23日下午在杭州主持"), ("11月30日", "11月23日")],
            &[("-11-30", "-11-23"), ("上海", "杭州")],
        ),
    ];
    let owned = |words: Words| words.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    for (at, words, facts) in cases {
        let (file, text) = TEXTS[*at];
        let moved = exchanged(text, &owned(words));
        assert_ne!(moved, text, "{file}: {words:?}");
        let before = understood(file, text);
        let expected: Vec<String> = before
            .iter()
            .map(|line| if line.starts_with('S') { line.clone() } else { exchanged(line, &owned(facts)) })
            .collect();
        let got = understood(file, &moved);
        // What is said of the new place and year in names of documents and titles follows the words themselves.
        let plain = |lines: &[String]| -> Vec<String> {
            lines
                .iter()
                .filter(|l| l.starts_with("M "))
                .map(|l| l.split(" Some").next().unwrap_or("").to_owned())
                .collect()
        };
        assert_eq!(plain(&got), plain(&expected), "{file}: {words:?}");
        assert_eq!(got.len(), before.len(), "{file}: {words:?}");
    }
}

#[test]
fn quotation_marks_of_either_kind_are_marks() {
    let marks = |text: &str| -> String {
        let kind = |c| match c {
            '“' => '「',
            '”' => '」',
            '‘' => '『',
            '’' => '』',
            c => c,
        };
        text.chars().map(kind).collect()
    };
    for (file, text) in TEXTS.iter().chain(TALKS) {
        let expected: Vec<String> = understood(file, text).iter().map(|line| marks(line)).collect();
        same(file, &understood(file, &marks(text)), &expected);
    }
}

#[test]
fn traditional_hanzi_say_the_same() {
    let mut traditional: HashMap<char, char> = HashMap::new();
    for line in include_str!("../data/fold.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut chars = line.chars().filter(|c| !c.is_whitespace());
        if let (Some(from), Some(to)) = (chars.next(), chars.next())
            && folded(&from.to_string()) == to.to_string()
        {
            traditional.entry(to).or_insert(from);
        }
    }
    assert!(traditional.len() > 2000);
    for (file, text) in TEXTS.iter().chain(TALKS) {
        let other: String = text.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect();
        assert_ne!(other, *text);
        let fold = |lines: Vec<String>| -> Vec<String> { lines.iter().map(|line| folded(line)).collect() };
        same(file, &fold(understood(file, &other)), &fold(understood(file, text)));
    }
}

#[test]
fn lines_may_be_broken_anywhere() {
    // A text of one line a paragraph, set in columns.
    let (file, text) = TEXTS[3];
    let before = understood(file, text);
    // Where the last row of a paragraph is full or one mark, nobody can tell where the paragraph ends.
    let full = |column: usize| {
        text.lines().map(|line| line.chars().count()).any(|n| n > column && (n % column < 2 || n % column > column - 4))
    };
    // A blank at a break is part of it.
    let blank = |column: usize| {
        let mut rows = text.lines().flat_map(|line| line.chars().enumerate().skip(1));
        rows.any(|(at, c)| c.is_whitespace() && (at % column == 0 || (at + 1) % column == 0))
    };
    let columns: Vec<usize> = (18..40).filter(|column| !full(*column) && !blank(*column)).collect();
    assert!(columns.len() >= 3, "{columns:?}");
    for column in columns {
        let mut set = String::new();
        for line in text.lines() {
            let chars: Vec<char> = line.chars().collect();
            if chars.len() <= column {
                set.push_str(line);
                set.push('\n');
            }
            for row in chars.chunks(column).filter(|_| chars.len() > column) {
                set.extend(row);
                set.push('\n');
            }
        }
        same(file, &understood(file, &set), &before);
    }
}
