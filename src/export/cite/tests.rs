//! Citations of a made-up report: each style against its rules.

use serde_json::Value;

use super::*;
use crate::model::{
    AttributedBy, By, Code, Date, Document, DocumentId, Finding, Form, Format, Kind, Meeting, Paragraph, Part,
    Participant, Piece, Precision, Role, Source, Speech, SpeechId, Voice,
};
use crate::text::Span;

fn date(value: &str, inferred: bool) -> Date {
    Date {
        value: value.into(),
        precision: Precision::Day,
        part_of_day: None,
        inferred,
        by: By::Rule,
        evidence: String::new(),
    }
}

/// A report of one meeting at which one person spoke in its second paragraph.
pub fn sample() -> Document {
    let paragraph = |text: &str, role| Paragraph { text: text.into(), role, spans: vec![Span::new(0, 3)] };
    let meeting = Meeting {
        id: crate::model::MeetingId("m1".into()),
        name: "某某论坛".into(),
        start: Some(date("2024-06-05", false)),
        end: Some(date("2024-06-06", true)),
        place: Some("某市".into()),
        participants: vec![Participant {
            person: None,
            name: "甲乙".into(),
            office: Some("某市市长".into()),
            part: Part::Speaker,
            spoke: true,
        }],
        ..Meeting::default()
    };
    let speech = Speech {
        id: SpeechId("abc123-s0".into()),
        speaker: Some("甲乙".into()),
        person: None,
        voice: Voice::Person,
        office: Some("某市市长".into()),
        meeting: Some(meeting.id.clone()),
        form: Form::Reported,
        parts: vec![Piece { paragraph: 1, from: 0, to: 5 }],
        text: "甲乙说好。".into(),
        attributed_by: AttributedBy::Rule,
        evidence: "甲乙说".into(),
    };
    Document {
        id: DocumentId("abc123".into()),
        title: "论坛 100% {举行}".into(),
        kind: Kind::Report,
        publisher: None,
        published: None,
        about: None,
        source: Source { path: "a.txt".into(), sha256: String::new(), encoding: "UTF-8".into(), format: Format::Txt },
        paragraphs: vec![
            paragraph("论坛 100% {举行}", Role::Title),
            paragraph("甲乙说好。", Role::Body),
            paragraph("完。", Role::Body),
        ],
        meetings: vec![meeting],
        speeches: vec![speech],
        findings: vec![Finding {
            code: Code::DamagedGlyph,
            message: "字符受损".into(),
            spans: vec![Span::new(3, 6)],
            evidence: "〞".into(),
        }],
    }
}

fn check(document: &Document, locator: &str, style: Style, expected: &str) {
    let documents = std::slice::from_ref(document);
    assert_eq!(citation(&locate(documents, locator).unwrap(), style), expected);
}

#[test]
fn gbt7714_has_its_parts_in_order() {
    let mut document = sample();
    check(&document, "abc123", Style::Gbt7714, "论坛 100% {举行}[N]. [出版者不详], [2024].");
    document.publisher = Some("某社".into());
    document.published = Some(date("2024-06-07", false));
    check(
        &document,
        "abc123-s0",
        Style::Gbt7714,
        "甲乙. 在某某论坛上的发言: 某市市长, 2024-06-05/[2024-06-06], 某市[N]//论坛 100% {举行}. 某社, 2024-06-07: 第2段.",
    );
    document.source.path = "https://example.org/1".into();
    check(&document, "abc123", Style::Gbt7714, "论坛 100% {举行}[N/OL]. 某社, 2024-06-07. https://example.org/1.");
}

#[test]
fn bibtex_is_balanced_and_escaped() {
    let document = sample();
    let documents = [document];
    let mut keys = Vec::new();
    for locator in ["abc123", "abc123#0", "abc123#1", "abc123-s0"] {
        let entry = citation(&locate(&documents, locator).unwrap(), Style::Bibtex);
        let opened = entry.matches('{').count();
        assert_eq!(opened, entry.matches('}').count(), "{entry}");
        assert!(entry.contains("100\\% {\\textbraceleft}举行{\\textbraceright}"), "{entry}");
        let key: String = entry.trim_start_matches("@misc{").chars().take_while(|c| *c != ',').collect();
        assert!(key.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c)), "{key}");
        assert!(!keys.contains(&key), "{key}");
        keys.push(key);
    }
    let entry = citation(&locate(&documents, "abc123-s0").unwrap(), Style::Bibtex);
    assert!(entry.contains("author = {{甲乙}}") && entry.contains("year = {[2024]}"), "{entry}");
    assert!(entry.contains("日期为推定"), "{entry}");
    // A year that was estimated brings no month with it; a published day stands beside its month.
    assert!(!entry.contains("month"), "{entry}");
    let mut published = sample();
    published.published = Some(date("2024-06-07", false));
    let entry = citation(&locate(&[published], "abc123").unwrap(), Style::Bibtex);
    assert!(entry.contains("year = {2024}") && entry.contains("month = jun # {~7}"), "{entry}");
}

/// The rules of the schema `csl-data.json` (draft 07) for the fields that occur here: the names that an item may have,
/// their types, the shape of names and dates; anything besides is invalid.
fn valid(items: &Value) -> Result<(), String> {
    const TYPES: [&str; 6] = ["article", "article-newspaper", "interview", "report", "speech", "paper-conference"];
    const STRINGS: [&str; 10] =
        ["type", "language", "container-title", "event", "event-place", "note", "publisher", "title", "URL", "id"];
    for item in items.as_array().ok_or("no array")? {
        let item = item.as_object().ok_or("no object")?;
        for (name, value) in item {
            match name.as_str() {
                "author" => {
                    for name in value.as_array().ok_or("author")? {
                        let name = name.as_object().ok_or("name")?;
                        let known = ["family", "given", "literal"];
                        if !name.iter().all(|(k, v)| known.contains(&k.as_str()) && v.is_string()) {
                            return Err(format!("author {name:?}"));
                        }
                    }
                }
                "issued" | "event-date" => {
                    let date = value.as_object().ok_or("date")?;
                    if !date.keys().all(|k| ["date-parts", "circa", "literal"].contains(&k.as_str())) {
                        return Err(format!("{name} {date:?}"));
                    }
                    if let Some(days) = date.get("date-parts") {
                        let days = days.as_array().ok_or("date-parts")?;
                        let right = |day: &Value| {
                            day.as_array().is_some_and(|d| (1..=3).contains(&d.len()) && d.iter().all(Value::is_number))
                        };
                        if !(1..=2).contains(&days.len()) || !days.iter().all(right) {
                            return Err(format!("{name} {days:?}"));
                        }
                    }
                }
                name if STRINGS.contains(&name) => {
                    if !value.is_string() {
                        return Err(format!("{name} is no string"));
                    }
                }
                name => return Err(format!("{name} is no field of the schema")),
            }
        }
        let kind = item.get("type").and_then(Value::as_str).ok_or("no type")?;
        if !TYPES.contains(&kind) || !item.contains_key("id") {
            return Err(format!("type {kind}"));
        }
    }
    Ok(())
}

#[test]
fn csl_json_is_valid() {
    let mut document = sample();
    for kind in [Kind::Report, Kind::Speech, Kind::Minutes, Kind::Interview, Kind::Article, Kind::Other] {
        document.kind = kind;
        for locator in ["abc123", "abc123#2", "abc123-s0"] {
            let text = citation(&locate(std::slice::from_ref(&document), locator).unwrap(), Style::CslJson);
            let items: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(valid(&items), Ok(()), "{text}");
            assert_eq!(items[0]["issued"]["circa"], true, "{text}");
        }
    }
    let spoken = citation(&locate(&[sample()], "abc123-s0").unwrap(), Style::CslJson);
    let items: Value = serde_json::from_str(&spoken).unwrap();
    assert_eq!(items[0]["type"], "speech");
    assert_eq!(items[0]["author"][0]["literal"], "甲乙");
    assert_eq!(items[0]["event-date"]["date-parts"], serde_json::json!([[2024, 6, 5], [2024, 6, 6]]));
    // The check itself finds what the schema forbids.
    assert!(valid(&serde_json::json!([{ "id": "1", "type": "speech", "speaker": "x" }])).is_err());
    assert!(valid(&serde_json::json!([{ "id": "1", "type": "oration" }])).is_err());
    assert!(valid(&serde_json::json!([{ "id": "1", "type": "speech", "issued": { "date-parts": [[]] } }])).is_err());
}

#[test]
fn locators_are_read_as_far_as_they_are_unambiguous() {
    let (mut first, mut second) = (sample(), sample());
    first.id = DocumentId("abc1".into());
    second.id = DocumentId("abc2".into());
    second.speeches[0].id = SpeechId("abc2-s0".into());
    let documents = [first, second];
    let named = |locator: &str| locate(&documents, locator).map(|p| p.key());
    assert_eq!(named("abc1").unwrap(), "zuotan:abc1");
    assert_eq!(named("abc2#2").unwrap(), "zuotan:abc2:2");
    assert_eq!(named("abc2-").unwrap(), "zuotan:abc2-s0");
    assert_eq!(named("abc"), Err(Fault::Several(vec!["abc1".into(), "abc2".into()])));
    assert_eq!(named("abc1#3"), Err(Fault::Paragraph(3)));
    assert_eq!(named("x"), Err(Fault::Nothing));
    assert_eq!(named(""), Err(Fault::Nothing));
}
