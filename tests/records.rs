//! Records and dialogues as they come: goldens beside the texts in `tests/records` (`UPDATE=1` rewrites the outlines), and
//! laws: other widths, other colons, other glyphs and blanks in labels change no voice, and nothing is ever lost.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails there; outlines are cut at ASCII"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use zuotan::import::{decoded, import};
use zuotan::model::{Document, Role};
use zuotan::text::fold::folded;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

/// The one document of a text.
fn document(name: &str, text: &str) -> Document {
    let mut documents = import(name, text.as_bytes()).documents;
    assert_eq!(documents.len(), 1, "{name}");
    documents.remove(0)
}

/// A value of the contract as it is written in JSON, without quotation marks.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap().replace('"', "")
}

/// What was understood of a text, a line a fact.
fn outline(document: &Document) -> String {
    let mut out = format!("{} · {}\n", document.title, word(&document.kind));
    for meeting in &document.meetings {
        let day = meeting.start.as_ref().map_or("?".into(), |d| {
            format!("{}{}", d.value, d.part_of_day.map_or(String::new(), |p| format!(" {}", word(&p))))
        });
        let _ = writeln!(
            out,
            "meeting {} · {day} · {} · chair {}",
            meeting.name,
            meeting.place.as_deref().unwrap_or("?"),
            meeting.chair.as_deref().unwrap_or("?")
        );
        for p in &meeting.participants {
            let _ = writeln!(
                out,
                "  {} {}{} {}",
                word(&p.part),
                p.name,
                if p.spoke { "*" } else { "" },
                p.office.as_deref().unwrap_or("-")
            );
        }
    }
    for (at, paragraph) in document.paragraphs.iter().enumerate() {
        let voice = document.speeches.iter().find_map(|s| {
            let piece = s.parts.iter().find(|p| p.paragraph == at)?;
            let part = if piece.from == 0 && piece.to == paragraph.text.chars().count() {
                String::new()
            } else {
                format!(" {}..{}", piece.from, piece.to)
            };
            let name = s.speaker.as_deref().unwrap_or("?");
            Some(format!(
                "{name} {} {} {}{part}",
                s.office.as_deref().unwrap_or("-"),
                word(&s.form),
                word(&s.attributed_by)
            ))
        });
        let chars: Vec<char> = paragraph.text.chars().collect();
        let text: String = if chars.len() > 30 {
            chars[..18].iter().chain(['…'].iter()).chain(&chars[chars.len() - 8..]).collect()
        } else {
            chars.iter().collect()
        };
        let _ = writeln!(out, "{:<8}[{}] {text}", word(&paragraph.role), voice.unwrap_or_default());
    }
    for finding in &document.findings {
        let _ = writeln!(out, "finding {} {}", finding.code.name(), finding.message);
    }
    out
}

/// Every character of the source that is no blank stands in a paragraph or in a finding.
fn nothing_is_lost(name: &str, text: &str) {
    let imported = import(name, text.as_bytes());
    let source = decoded(name, text.as_bytes());
    let mut held = vec![false; source.len()];
    let paragraphs = imported.documents.iter().flat_map(|d| &d.paragraphs).flat_map(|p| &p.spans);
    let findings = imported.documents.iter().flat_map(|d| &d.findings).flat_map(|f| &f.spans);
    for span in paragraphs.chain(findings) {
        held[span.start..span.end].fill(true);
    }
    let lost: String =
        source.char_indices().filter(|(at, c)| !held[*at] && !c.is_whitespace()).map(|(_, c)| c).collect();
    assert_eq!(lost, "", "{name}");
    for document in &imported.documents {
        for paragraph in &document.paragraphs {
            let cut: String = paragraph.spans.iter().map(|s| &source[s.start..s.end]).collect();
            assert_eq!(cut, paragraph.text, "{name}: a span points elsewhere");
        }
    }
}

#[test]
fn goldens() {
    let mut names: Vec<String> =
        std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|n| !n.ends_with(".outline"));
    names.sort();
    assert!(names.len() >= 6);
    let mut faults = Vec::new();
    for name in names {
        let text = read(&name);
        nothing_is_lost(&name, &text);
        let got = outline(&document(&name, &text));
        let path = folder().join(format!("{name}.outline"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &got).unwrap();
        } else if std::fs::read_to_string(&path).unwrap_or_default() != got {
            faults.push(format!("{name}: the outline is now\n{got}"));
        }
    }
    assert!(faults.is_empty(), "run with UPDATE=1 where this is right\n{}", faults.join("\n"));
}

/// Who says what, folded and without blanks: what no change of form may change.
fn voices(document: &Document) -> Vec<(String, String)> {
    let bare = |text: &str| folded(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    document.speeches.iter().map(|s| (bare(s.speaker.as_deref().unwrap_or("?")), bare(&s.text))).collect()
}

/// The lines of a text broken at `width` chars, as an old terminal or a mail does it.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let chars: Vec<char> = line.chars().collect();
        if chars.is_empty() {
            out.push('\n');
        }
        for piece in chars.chunks(width) {
            out.extend(piece);
            out.push('\n');
        }
    }
    out
}

/// The paragraphs of a Hansard set anew: another width, other pages.
fn reset(document: &Document, width: usize, page: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    // A footnote belongs to the page that it stood on.
    let notes = |text: &str| text.starts_with("( ");
    for paragraph in document.paragraphs.iter().filter(|p| p.role != Role::Stage || !notes(&p.text)) {
        let labelled = document
            .speeches
            .iter()
            .any(|s| s.parts[0].paragraph == document.paragraphs.iter().position(|p| p == paragraph).unwrap());
        let spoken =
            document.speeches.iter().any(|s| s.parts.iter().any(|p| document.paragraphs[p.paragraph] == *paragraph));
        let mut chars: Vec<char> = paragraph.text.chars().collect();
        if spoken && !labelled {
            chars.insert(0, ' ');
        }
        lines.extend(chars.chunks(width).map(|c| format!("{} ", c.iter().collect::<String>())));
        lines.push(" ".into());
    }
    let mut out = String::new();
    for (at, chunk) in lines.chunks(page).enumerate() {
        let _ = write!(out, "議政會  ─  2031年 3月 5日  \n \n{}\n", at + 7);
        out.push_str(&chunk.join("\n"));
        out.push('\n');
    }
    out
}

#[test]
fn other_colons_glyphs_and_blanks_change_no_voice() {
    for name in ["gazette.txt", "hansard.txt", "conference.txt", "interview.txt", "numbered.txt"] {
        let text = read(name);
        let expected = voices(&document(name, &text));
        assert!(!expected.is_empty(), "{name}");
        let changed = [
            ("half-width colons", text.replace('：', ":")),
            (
                "simplified",
                folded(&text)
                    .chars()
                    .zip(text.chars())
                    .map(|(f, c)| if c.is_alphabetic() && !c.is_ascii() { f } else { c })
                    .collect(),
            ),
            (
                "blanks in labels",
                text.replace("主席：", "主 席 ：").replace("问：", "问 ：").replace("議員：", "議員 ："),
            ),
            ("CRLF", text.replace('\n', "\r\n")),
        ];
        for (what, text) in changed {
            let got: Vec<(String, String)> = voices(&document(name, &text));
            let bare =
                |v: &[(String, String)]| v.iter().map(|(who, words)| (who.clone(), words.clone())).collect::<Vec<_>>();
            assert_eq!(bare(&got), bare(&expected), "{name}: {what}");
            nothing_is_lost(name, &text);
        }
    }
}

#[test]
fn other_people_are_other_people() {
    for (name, old, new) in [
        ("gazette.txt", [("邱", "翁"), ("立言", "守正")], ["翁守正"]),
        ("hansard.txt", [("杜明德", "柳成蔭"), ("尤啟光", "解玉衡")], ["柳成蔭"]),
        ("conference.txt", [("桑晚秋", "屠望舒"), ("尹若溪", "阎小川")], ["阎小川"]),
    ] {
        let mut text = read(name);
        let before = document(name, &text);
        for (from, to) in old {
            text = text.replace(from, to);
        }
        let after = document(name, &text);
        assert_eq!(after.meetings[0].chair.as_deref(), Some(new[0]), "{name}");
        assert_eq!(after.speeches.len(), before.speeches.len(), "{name}");
        assert_eq!(after.meetings[0].participants.len(), before.meetings[0].participants.len(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_gazette_wrapped_anew_has_the_same_voices(width in 30usize..60) {
        let text = read("gazette.txt");
        let expected = voices(&document("gazette.txt", &text));
        let wrapped = wrapped(&text, width);
        nothing_is_lost("gazette.txt", &wrapped);
        prop_assert_eq!(voices(&document("gazette.txt", &wrapped)), expected);
    }

    #[test]
    fn a_hansard_set_anew_has_the_same_voices(width in 24usize..48, page in 14usize..40) {
        let original = document("hansard.txt", &read("hansard.txt"));
        let text = reset(&original, width, page);
        nothing_is_lost("hansard.txt", &text);
        prop_assert_eq!(voices(&document("hansard.txt", &text)), voices(&original));
    }
}
