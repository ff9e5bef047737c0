//! A list of hits as a file: CSV (RFC 4180), JSON Lines or Markdown, each hit with its context and citation. Nothing here
//! writes: the text goes to whoever asked for it.

use std::fmt::Write as _;

use serde_json::json;

use crate::export::cite::{self, Style};

use super::fulltext::Occurrence;

/// The forms of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a head row.
    Csv,
    /// One object a line.
    Jsonl,
    /// A list, grouped by document.
    Markdown,
}

impl Format {
    /// The form that the end of a file's name asks for; None where it asks for none of them.
    pub fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// Chars of context on either side.
const CONTEXT: usize = 30;

/// The hits of a query as the text of a file.
pub fn written<'a, 'b: 'a>(hits: impl Iterator<Item = &'a Occurrence<'b>>, query: &str, format: Format) -> String {
    let mut out = match format {
        Format::Csv => {
            "date,speaker,office,meeting,document,paragraph,start,end,before,text,after,citation\r\n".to_owned()
        }
        Format::Jsonl => String::new(),
        Format::Markdown => format!("# {}\n", escaped(query)),
    };
    let mut document = usize::MAX;
    for hit in hits {
        let (before, after) = hit.context(CONTEXT);
        let citation = cite::citation(&cite::at(hit.document, hit.paragraph), Style::Gbt7714);
        let speaker = hit.speech.and_then(|s| s.speaker.as_deref()).unwrap_or_default();
        let office = hit.speech.and_then(|s| s.office.as_deref()).unwrap_or_default();
        let meeting = hit.meeting.map_or("", |m| m.name.as_str());
        match format {
            Format::Csv => {
                let numbers = [hit.paragraph, hit.chars.start, hit.chars.end].map(|n| n.to_string());
                let date = hit.date();
                let text = hit.text();
                let fields = [
                    &date,
                    speaker,
                    office,
                    meeting,
                    &hit.document.title,
                    &numbers[0],
                    &numbers[1],
                    &numbers[2],
                    &before,
                    &text,
                    &after,
                    &citation,
                ];
                let fields: Vec<String> = fields.iter().map(|field| cell(field)).collect();
                let _ = write!(out, "{}\r\n", fields.join(","));
            }
            Format::Jsonl => {
                let value = json!({
                    "document": hit.document.id, "meeting": hit.meeting.map(|m| &m.id), "speech": hit.speech.map(|s| &s.id),
                    "speaker": hit.speech.and_then(|s| s.speaker.as_ref()),
                    "office": hit.speech.and_then(|s| s.office.as_ref()), "date": Some(hit.date()).filter(|d| !d.is_empty()),
                    "paragraph": hit.paragraph, "start": hit.chars.start, "end": hit.chars.end, "before": before,
                    "text": hit.text(), "after": after, "citation": citation,
                });
                let _ = writeln!(out, "{value}");
            }
            Format::Markdown => {
                if hit.at != document {
                    document = hit.at;
                    let _ = write!(
                        out,
                        "\n## {}\n\n{}\n\n",
                        escaped(&super::words::title(hit.document)),
                        escaped(&citation)
                    );
                }
                let who = [hit.date().as_str(), speaker, office, meeting].iter().filter(|w| !w.is_empty()).fold(
                    String::new(),
                    |all, word| if all.is_empty() { (*word).to_owned() } else { format!("{all} {word}") },
                );
                let (before, text, after) = (escaped(&before), escaped(&hit.text()), escaped(&after));
                let _ = writeln!(out, "- {before}**{text}**{after} ({})", escaped(&who));
            }
        }
    }
    out
}

/// A field of CSV: quoted where it must be. What a spreadsheet would take for a formula is led by an apostrophe.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Text whose marks Markdown would take for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '#') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(cell("改革"), "改革");
        assert_eq!(cell("他说,\"好\""), "\"他说,\"\"好\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(Format::of("a.CSV"), Some(Format::Csv));
        assert_eq!(Format::of("a.txt"), None);
    }
}
