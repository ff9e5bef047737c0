//! Floor 2: raw bytes to documents, in pure passes that lose nothing:
//! `decode` → `lines` → `clean` → `reflow` → `front` (articles) → `recognise` → `assemble`.
//! Every non-blank character of the source ends in a paragraph or in a finding. Import never fails in the middle: dirty
//! input gives documents and findings.

pub mod article;
pub mod assemble;
pub mod attendance;
pub mod attribution;
pub mod clean;
pub mod day;
pub mod decode;
pub mod dialogue;
pub mod doubts;
pub mod events;
pub mod facts;
pub mod flow;
pub mod format;
pub mod front;
pub mod genre;
pub mod lines;
pub mod link;
pub mod meetings;
pub mod minutes;
pub mod names;
pub mod page;
pub mod people;
pub mod places;
pub mod presence;
pub mod prose;
pub mod reading;
pub mod reflow;
pub mod roles;
pub mod signed;
pub mod split;
pub mod units;
pub mod vocabulary;
mod voices;
pub mod when;
pub mod whole;

use crate::model::{Code, Document, DocumentId, Finding, Format, Kind, Source};

/// Counts up whenever what import understands changes: caches of an older version are stale.
pub const VERSION: u32 = 8;

/// What import understood of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The articles in order; empty where nothing could be read, and then `findings` says why.
    pub documents: Vec<Document>,
    /// Findings of the source as a whole where there is no document to hold them.
    pub findings: Vec<Finding>,
}

/// Reads one source. `path` names it and hints at its format; `bytes` are the file as it is.
pub fn import(path: &str, bytes: &[u8]) -> Imported {
    let mut out = Imported::default();
    each(path, bytes, &mut |part| {
        out.documents.extend(part.documents);
        out.findings.extend(part.findings);
    });
    out
}

/// The same in parts, so that a source of many documents is never held whole: a member of an archive, a line of JSON
/// Lines. What of several parts cannot be read is a document without text and with the finding that says why.
pub fn each(path: &str, bytes: &[u8], take: &mut dyn FnMut(Imported)) {
    // The lines of one source have one hash; the parts of a source follow each other and count from 0.
    let mut hash: Option<String> = None;
    format::each(path, bytes, &mut |part| {
        if part.first == 0 {
            hash = None;
        }
        match part.page {
            Ok(page) => {
                let encoding = page.encoding.clone();
                let front = front::articles(page);
                let source = Source {
                    path: part.path,
                    sha256: hash.get_or_insert_with(|| assemble::hash(part.bytes)).clone(),
                    encoding,
                    format: front.format.unwrap_or(Format::Txt),
                };
                let documents = assemble::documents(&source, part.first, front);
                take(Imported { documents, findings: Vec::new() });
            }
            Err(unreadable) => {
                let mut finding = format::part::finding(Code::Unreadable, unreadable.0, "");
                finding.spans.extend(part.place);
                let findings = vec![finding];
                let alone = part.path == path && part.first == 0;
                let documents =
                    if alone { Vec::new() } else { vec![self::unreadable(&part.path, part.first, findings.clone())] };
                take(Imported { documents, findings: if alone { findings } else { Vec::new() } });
            }
        }
    });
}

/// What stands for what cannot be read: no text, and the findings that say why.
pub fn unreadable(path: &str, number: usize, findings: Vec<Finding>) -> Document {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let at = if number > 0 { format!("-{number}") } else { String::new() };
    Document {
        id: DocumentId(format!("unreadable:{path}{at}")),
        title: name.to_owned(),
        kind: Kind::Other,
        publisher: None,
        published: None,
        about: None,
        source: Source { path: path.to_owned(), sha256: String::new(), encoding: String::new(), format: Format::Txt },
        paragraphs: Vec::new(),
        meetings: Vec::new(),
        speeches: Vec::new(),
        findings,
    }
}

/// The decoded source that spans point into, for the view of the source. The path may name a member of
/// an archive: `a.zip!/b.txt`, with the bytes of the archive.
pub fn decoded(path: &str, bytes: &[u8]) -> String {
    format::decoded(path, bytes)
}
