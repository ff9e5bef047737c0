//! Character references (`&amp;`, `&#8220;`) in texts whose own bytes are the source: each is decoded by itself, so that its
//! place stays known.

use html5gum::{Token, Tokenizer};

use crate::import::flow::Flow;
use crate::text::Span;

/// Chars of a reference at most.
const LONGEST: usize = 34;

/// Appends text that stands at `at` of the source, its references decoded.
pub fn push(flow: &mut Flow, text: &str, at: usize) {
    let (mut rest, mut at) = (text, at);
    while let Some(start) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, tail) = rest.split_at(start);
        let length = tail
            .char_indices()
            .skip(1)
            .take(LONGEST)
            .take_while(|(_, c)| c.is_ascii_alphanumeric() || *c == '#')
            .count()
            + 1;
        let whole = tail.get(..=length).filter(|whole| whole.len() > 2 && whole.ends_with(';'));
        let decoded = whole.and_then(decode);
        flow.push(before, at);
        at += before.len();
        if let (Some(whole), Some(decoded)) = (whole, decoded) {
            flow.push_as(&decoded, Span::new(at, at + whole.len()));
            at += whole.len();
            rest = tail.get(whole.len()..).unwrap_or("");
        } else {
            flow.push("&", at);
            at += 1;
            rest = tail.get(1..).unwrap_or("");
        }
    }
    flow.push(rest, at);
}

/// What one reference stands for; None where it is none.
fn decode(whole: &str) -> Option<String> {
    let mut out = String::new();
    for Ok(token) in Tokenizer::new(whole) {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    (out != whole && !out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_what_only_looks_so() {
        let check = |text: &str, expected: &str| {
            let mut flow = Flow::default();
            push(&mut flow, text, 0);
            assert_eq!(flow.text, expected, "{text}");
        };
        check("甲&amp;乙&nbsp;丙", "甲&乙\u{a0}丙");
        check("&#8220;好&#x201D;", "“好”");
        check("Q&A 与 a & b &unknown; &", "Q&A 与 a & b &unknown; &");
    }
}
