//! JSON Lines: a document a line, `{"title", "date", "text"}`. The date is that of publication, never that of what is
//! reported. The line as it stands is the source; what is not title or text is accounted for as markup.

use serde::Deserialize;

use super::page::{Hint, Page};
use super::part::{Part, Unreadable};
use crate::import::day::day;
use crate::import::decode::Decoded;
use crate::import::flow::Flow;
use crate::model::{Finding, Format};
use crate::text::Span;

/// What of a line is read.
#[derive(Deserialize)]
struct Entry {
    #[serde(default, alias = "headline")]
    title: Option<String>,
    #[serde(default, alias = "published", alias = "aired")]
    date: Option<String>,
    #[serde(default, alias = "source")]
    publisher: Option<String>,
    #[serde(alias = "content", alias = "body")]
    text: String,
}

/// Whether a text is of such lines: its first one is one.
pub fn is_lines(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    first.starts_with('{') && first.trim_end().ends_with('}') && serde_json::from_str::<Entry>(first).is_ok()
}

/// Hands on the lines.
pub fn each(path: &str, bytes: &[u8], decoded: &Decoded, take: &mut dyn FnMut(Part<'_>)) {
    let (mut at, mut first) = (0, 0);
    let mut findings = super::page::findings(decoded);
    for line in decoded.text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if !bare.trim().is_empty() {
            let page = match page(bare, at) {
                Ok(mut page) => {
                    page.encoding.clone_from(&decoded.encoding);
                    page.findings.extend(
                        std::mem::take(&mut findings)
                            .into_iter()
                            .map(|finding| Finding { spans: Vec::new(), ..finding }),
                    );
                    Ok(page)
                }
                Err(reason) => Err(Unreadable(format!("第 {} 行 line {}: {reason}", first + 1, first + 1))),
            };
            take(Part { path: path.to_owned(), bytes, first, place: Some(Span::new(at, at + bare.len())), page });
            first += 1;
        }
        at += line.len();
    }
}

/// The page of one line.
fn page(line: &str, base: usize) -> Result<Page, String> {
    let entry: Entry = serde_json::from_str(line).map_err(|error| {
        format!("不是 {{title, date, text}} 的 JSON not JSON of that shape ({error}); 请改正该行 mend the line")
    })?;
    let places = places(line);
    let mut flow = Flow::default();
    let mut hints = Vec::new();
    let at = |names: &[&str]| {
        names.iter().find_map(|name| places.iter().find(|(key, _)| key == name)).map(|(_, span)| *span)
    };
    if let Some(span) =
        at(&["title", "headline"]).filter(|_| entry.title.as_ref().is_some_and(|t| !t.trim().is_empty()))
    {
        push(&mut flow, line, span);
        hints.push((Span::new(0, flow.text.len()), Hint::Title));
        flow.end_block();
    }
    if let Some(span) = at(&["text", "content", "body"]) {
        push(&mut flow, line, span);
    }
    if entry.text.trim().is_empty() && flow.text.trim().is_empty() {
        return Err("没有文字 no text in it; 请改正该行 mend the line".to_owned());
    }
    Ok(Page {
        source: line.to_owned(),
        base,
        flow: Some(flow),
        hints,
        format: Some(Format::Jsonl),
        title: entry.title.filter(|title| !title.trim().is_empty()),
        publisher: entry.publisher.filter(|name| !name.is_empty() && !name.contains("://")),
        published: entry.date.as_deref().and_then(day),
        ..Page::default()
    })
}

/// The keys of the object and where the insides of their strings stand, in bytes of the line. The line is valid JSON.
fn places(line: &str) -> Vec<(&str, Span)> {
    let bytes = line.as_bytes();
    let mut out = Vec::new();
    let (mut at, mut depth) = (0, 0usize);
    let mut key: Option<&str> = None;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => key = None,
            b'"' => {
                let start = at + 1;
                at = start;
                while let Some(byte) = bytes.get(at).filter(|b| **b != b'"') {
                    at += if *byte == b'\\' { 2 } else { 1 };
                }
                if depth == 1 {
                    match key.take() {
                        None => key = line.get(start..at),
                        Some(name) => out.push((name, Span::new(start, at))),
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Appends the inside of a string of the line, its escapes decoded.
fn push(flow: &mut Flow, line: &str, span: Span) {
    let inside = line.get(span.start..span.end).unwrap_or("");
    let mut done = 0;
    while let Some(found) = inside.get(done..).and_then(|rest| memchr::memchr(b'\\', rest.as_bytes())) {
        let here = done + found;
        flow.push(inside.get(done..here).unwrap_or(""), span.start + done);
        let rest = inside.get(here..).unwrap_or("");
        let high = rest.get(..6).is_some_and(is_high);
        let length = if rest.starts_with("\\u") { if high { 12 } else { 6 } } else { 2 };
        let escape = rest.get(..length).unwrap_or(rest);
        let decoded: String = serde_json::from_str(&format!("\"{escape}\"")).unwrap_or_default();
        flow.push_as(&decoded, Span::new(span.start + here, span.start + here + escape.len()));
        done = here + escape.len();
    }
    flow.push(inside.get(done..).unwrap_or(""), span.start + done);
}

/// Whether an escape is the first half of a pair.
fn is_high(escape: &str) -> bool {
    let code = escape.get(2..).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    code.is_some_and(|code| (0xd800..0xdc00).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_where_they_stand() {
        let line = r#"{"id": "x", "title": "座谈会\"在\"某市", "tags": ["text", {"text": "丙"}], "date": "2024-05-01", "text": "甲\n乙\u4e19\ud840\udc0b。"}"#;
        let page = page(line, 100).unwrap();
        assert_eq!(page.text(), "座谈会\"在\"某市\n\n甲\n乙丙𠀋。");
        assert_eq!(page.published.as_ref().map(|d| d.value.as_str()), Some("2024-05-01"));
        let at = page.text().find("乙丙").unwrap();
        let spans = page.spans(Span::new(at, at + "乙丙".len()));
        let source: String = spans.iter().map(|s| line.get(s.start - 100..s.end - 100).unwrap()).collect();
        assert_eq!(source, "乙\\u4e19");
        assert!(super::page("{\"title\": \"x\", \"text\": \"\"}", 0).is_ok());
        assert!(super::page("{\"title\": \"\", \"text\": \"\"}", 0).is_err());
        assert!(super::page("{\"title\": \"x\"}", 0).is_err());
        assert!(!is_lines("{ 某某 }"));
    }
}
