//! The JSON of the contract: `{ "zuotan": 1, "documents": […], "persons": […] }`, and one document a line.
//! The fields and their order are the model's own; nothing is renamed here.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::{Document, Person};

/// The number of the contract: it changes only where a field that stands in it goes or means something else.
const CONTRACT: u32 = 1;

/// The whole, in the order of the contract.
#[derive(Serialize)]
struct Whole<'a> {
    zuotan: u32,
    documents: &'a [Document],
    persons: &'a [Person],
}

/// Writes one object with all documents and persons, indented, and a line feed.
pub fn whole(out: &mut dyn Write, documents: &[Document], persons: &[Person]) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Whole { zuotan: CONTRACT, documents, persons })?;
    out.write_all(b"\n")
}

/// Writes one document on one line.
pub fn line(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    serde_json::to_writer(&mut *out, document)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::export::cite::tests::sample;

    /// The keys of an object in the order in which they are written.
    fn keys(written: &str, before: &str) -> Vec<String> {
        let at = written.find(before).unwrap() + before.len();
        let (mut depth, mut out, mut chars) = (0, Vec::new(), written.get(at..).unwrap().chars().peekable());
        while let Some(c) = chars.next() {
            match c {
                '{' | '[' => depth += 1,
                '}' | ']' if depth == 1 => break,
                '}' | ']' => depth -= 1,
                '"' => {
                    let mut word = String::new();
                    while let Some(c) = chars.next() {
                        match c {
                            '"' => break,
                            '\\' => word.extend(chars.next()),
                            _ => word.push(c),
                        }
                    }
                    if depth == 1 && chars.peek() == Some(&':') {
                        out.push(word);
                    }
                }
                _ => {}
            }
        }
        out
    }

    #[test]
    fn the_fields_are_those_of_the_contract_in_its_order() {
        let mut out = Vec::new();
        line(&mut out, &sample()).unwrap();
        let text = String::from_utf8(out).unwrap();
        let check = |before: &str, expected: &str| {
            assert_eq!(keys(&text, before), expected.split_whitespace().collect::<Vec<_>>(), "after {before:?}");
        };
        check("", "id title kind publisher published about source paragraphs meetings speeches findings");
        check("\"source\":", "path sha256 encoding format");
        check("\"paragraphs\":[", "text role spans");
        check("\"meetings\":[", "id name edition start end place chair theme adopted next participants evidence");
        check("\"participants\":[", "person name office part spoke");
        check("\"speeches\":[", "id speaker person voice office meeting form parts text attributed_by evidence");
        check("\"parts\":[", "paragraph from to");
        check("\"findings\":[", "code message spans evidence");
        check("\"start\":", "value precision inferred by evidence");
        // What is not known is null, never left out.
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["publisher"], Value::Null);
        assert_eq!(value["findings"][0]["code"], "damaged-glyph");
        assert_eq!(value["findings"][0]["spans"][0][0], 3);
    }

    #[test]
    fn the_whole_opens_with_the_number_of_the_contract() {
        let mut out = Vec::new();
        whole(&mut out, &[sample()], &[]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(keys(&text.split_whitespace().collect::<String>(), ""), ["zuotan", "documents", "persons"]);
    }
}
