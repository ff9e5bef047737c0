//! What a locator of the command line names: `DOCUMENT`, `DOCUMENT#PARAGRAPH` or `SPEECH`, each as far as it is
//! unambiguous. An id typed in full always wins over one that only begins so.

use std::fmt::Write as _;

use crate::model::{Document, DocumentId, Speech};

/// A document, a paragraph of it or a speech in it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The document.
    pub document: &'a Document,
    /// Index of the paragraph, from 0.
    pub paragraph: Option<usize>,
    /// Who speaks there.
    pub speech: Option<&'a Speech>,
    named: Named,
}

/// What the locator names: the key of a citation is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Document,
    Paragraph,
    Speech,
}

impl Place<'_> {
    /// A key of ASCII letters, digits, `-`, `_`, `:`, another for every place.
    pub fn key(&self) -> String {
        let id = match (self.named, self.speech) {
            (Named::Speech, Some(speech)) => &speech.id.0,
            _ => &self.document.id.0,
        };
        let mut out = String::from("zuotan:");
        for byte in id.bytes() {
            if byte.is_ascii_alphanumeric() || byte == b'-' {
                out.push(char::from(byte));
            } else {
                // Two ids never become one key: what is no letter stands as its number.
                let _ = write!(out, "_{byte:02x}");
            }
        }
        if let (Named::Paragraph, Some(at)) = (self.named, self.paragraph) {
            let _ = write!(out, ":{at}");
        }
        out
    }
}

/// Why a locator names nothing that can be cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such id.
    Nothing,
    /// It is the beginning of several ids: the first of them.
    Several(Vec<String>),
    /// The document has only so many paragraphs.
    Paragraph(usize),
}

/// How many ids an ambiguous locator lists.
const LISTED: usize = 4;

/// The place in a document: a paragraph, and who speaks there.
pub fn at(document: &Document, paragraph: usize) -> Place<'_> {
    let speech = document.speeches.iter().find(|s| s.parts.iter().any(|p| p.paragraph == paragraph));
    Place { document, paragraph: Some(paragraph), speech, named: Named::Paragraph }
}

/// The place that a locator names among these documents.
pub fn locate<'a>(documents: &'a [Document], locator: &str) -> Result<Place<'a>, Fault> {
    let speeches = || documents.iter().flat_map(|d| d.speeches.iter().map(move |s| (d, s)));
    let spoken = |(document, speech): (&'a Document, &'a Speech)| Place {
        document,
        paragraph: speech.parts.first().map(|part| part.paragraph),
        speech: Some(speech),
        named: Named::Speech,
    };
    let whole = |document: &'a Document| Place { document, paragraph: None, speech: None, named: Named::Document };
    if locator.is_empty() {
        return Err(Fault::Nothing);
    }
    if let Some(document) = documents.iter().find(|d| d.id.0 == locator) {
        return Ok(whole(document));
    }
    if let Some(found) = speeches().find(|(_, s)| s.id.0 == locator) {
        return Ok(spoken(found));
    }
    if let Some((id, number)) = locator.rsplit_once('#')
        && let Ok(paragraph) = number.parse::<usize>()
        && let Ok(document) = only(documents, id)
    {
        let count = document.paragraphs.len();
        return if paragraph < count { Ok(at(document, paragraph)) } else { Err(Fault::Paragraph(count)) };
    }
    match only(documents, locator) {
        // A speech's id may begin like its document's: only where no document fits are speeches asked.
        Err(Fault::Nothing) => {
            let found: Vec<_> = speeches().filter(|(_, s)| s.id.0.starts_with(locator)).collect();
            match found.as_slice() {
                [] => Err(Fault::Nothing),
                [one] => Ok(spoken(*one)),
                several => Err(Fault::Several(several.iter().take(LISTED).map(|(_, s)| s.id.0.clone()).collect())),
            }
        }
        found => found.map(whole),
    }
}

/// The document of this id, or the only one whose id begins so.
fn only<'a>(documents: &'a [Document], id: &str) -> Result<&'a Document, Fault> {
    if let Some(document) = documents.iter().find(|d| d.id == DocumentId(id.to_owned())) {
        return Ok(document);
    }
    let found: Vec<&Document> = documents.iter().filter(|d| !id.is_empty() && d.id.0.starts_with(id)).collect();
    match found.as_slice() {
        [] => Err(Fault::Nothing),
        [one] => Ok(one),
        several => Err(Fault::Several(several.iter().take(LISTED).map(|d| d.id.0.clone()).collect())),
    }
}
