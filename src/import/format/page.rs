//! A page: what a format made of a source. Its lines are those of the text as it reads; what the markup says of them is
//! hints, which the rules about shapes and words heed and do not depend on.

use crate::import::decode::{Decoded, Mended};
use crate::import::flow::Flow;
use crate::model::{Code, Date, Finding, Format};
use crate::text::Span;

/// What a format made of a source, or of one document in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The part of the decoded source that it stands in.
    pub source: String,
    /// Where that part begins in the decoded source, in bytes.
    pub base: usize,
    /// The text as it reads, where that is not the source itself.
    pub flow: Option<Flow>,
    /// What the markup says of the lines, in order, by their place in the text as it reads.
    pub hints: Vec<(Span, Hint)>,
    /// The encoding it was decoded from.
    pub encoding: String,
    /// The format.
    pub format: Option<Format>,
    /// The title, where something beside the text gives it.
    pub title: Option<String>,
    /// Who published it, where something beside the text says so.
    pub publisher: Option<String>,
    /// When it was published, where something beside the text says so.
    pub published: Option<Date>,
    /// What is wrong with it; spans in bytes of `source`.
    pub findings: Vec<Finding>,
    /// Places of the text at which another article begins, for the format says so.
    pub chapters: Vec<usize>,
}

/// What a markup says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The title of the whole.
    Title,
    /// A heading, of a level from 1.
    Heading(u8),
    /// The page's own: navigation, advertisements, links.
    Aside,
    /// Who wrote it and when.
    Byline,
    /// The caption of a picture.
    Caption,
}

impl Page {
    /// A plain text.
    pub fn plain(decoded: Decoded) -> Self {
        Self::of(decoded, Format::Txt)
    }

    /// A page whose source is what was decoded, with the findings of that.
    pub fn of(decoded: Decoded, format: Format) -> Self {
        let findings = findings(&decoded);
        Self { source: decoded.text, encoding: decoded.encoding, format: Some(format), findings, ..Self::default() }
    }

    /// The text as it reads.
    pub fn text(&self) -> &str {
        self.flow.as_ref().map_or(&self.source, |flow| &flow.text)
    }

    /// Where a span of the text stands in the decoded source.
    pub fn spans(&self, span: Span) -> Vec<Span> {
        let own = self.flow.as_ref().map_or_else(|| vec![span], |flow| flow.spans(span));
        own.into_iter().map(|s| Span::new(s.start + self.base, s.end + self.base)).collect()
    }
}

/// What decoding had to do; spans in bytes of the text.
pub fn findings(decoded: &Decoded) -> Vec<Finding> {
    let named = |mended: &[Mended]| {
        let one = |m: &Mended| {
            let bytes: Vec<String> = m.bytes.iter().map(|b| format!("{b:02X}")).collect();
            format!("{}: {}", m.at, bytes.join(" "))
        };
        mended.iter().take(8).map(one).collect::<Vec<_>>().join(", ")
    };
    let spans = |mended: &[Mended]| mended.iter().map(|m| m.span).collect();
    let mut out = Vec::new();
    if !decoded.undecodable.is_empty() {
        out.push(Finding {
            code: Code::Undecodable,
            message: format!(
                "{} 处字节按 {} 无法解码，原处显示为 \u{fffd}",
                decoded.undecodable.len(),
                decoded.encoding
            ),
            spans: spans(&decoded.undecodable),
            evidence: named(&decoded.undecodable),
        });
    }
    if let Some(first) = decoded.repaired.first() {
        let from = first.from.unwrap_or_default();
        out.push(Finding {
            code: Code::EncodingRepaired,
            message: format!("{} 行与全文编码不同，按 {from} 解码", decoded.repaired.len()),
            spans: spans(&decoded.repaired),
            evidence: named(&decoded.repaired),
        });
    }
    out
}
