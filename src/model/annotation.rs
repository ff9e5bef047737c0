//! Annotations 批注: what a human corrected or added, as TOML beside the text, and laying them onto a document.
//! An annotation is kept by the source's hash and anchored by the words it quotes; one that no longer fits becomes a
//! finding and is never dropped.

use serde::{Deserialize, Serialize};

use super::date::By;
use super::{AttributedBy, Code, Date, Document, Finding, Form, Piece, Precision, Speech, SpeechId, Voice};

/// What humans said of one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotations {
    /// SHA-256 of the source, in hexadecimal.
    #[serde(default)]
    pub sha256: String,
    /// Speeches that no rule could attribute, or attributed wrongly.
    #[serde(default, rename = "speech", skip_serializing_if = "Vec::is_empty")]
    pub speeches: Vec<SpeechNote>,
    /// Days of meetings.
    #[serde(default, rename = "meeting", skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingNote>,
    /// What a human found.
    #[serde(default, rename = "finding", skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingNote>,
}

/// A speech, from the paragraph that begins with some words to the one that ends with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechNote {
    /// The first words of its first paragraph.
    pub from: String,
    /// The last words of its last paragraph.
    pub to: String,
    /// The speaker.
    pub speaker: String,
    /// The office at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// How the words are given.
    pub form: Form,
    /// The name of the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
    /// Why the human says so.
    pub because: String,
}

/// The days of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingNote {
    /// Its name.
    pub name: String,
    /// First day, `YYYY-MM-DD`.
    pub start: String,
    /// Last day; the first where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Why the human says so.
    pub because: String,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingNote {
    /// What kind.
    pub code: Code,
    /// One sentence.
    pub message: String,
    /// The words or facts that show it.
    pub evidence: String,
    /// Words of the paragraphs that it speaks of.
    #[serde(default)]
    pub at: Vec<String>,
}

/// The document with the annotations laid on. What fits no word of it is left for the other documents of the source; use
/// [`unfit`] to learn what fits none of them.
#[must_use]
pub fn annotate(mut document: Document, annotations: &Annotations) -> Document {
    for note in &annotations.meetings {
        lay_meeting(&mut document, note);
    }
    for note in &annotations.speeches {
        lay_speech(&mut document, note);
    }
    for note in &annotations.findings {
        if note.at.first().is_some_and(|words| !fits(&document, words)) {
            continue;
        }
        let touched =
            document.paragraphs.iter().filter(|p| note.at.iter().any(|words| p.text.contains(words.as_str())));
        let spans = touched.flat_map(|p| p.spans.clone()).collect();
        document.findings.push(Finding {
            code: note.code,
            message: note.message.clone(),
            spans,
            evidence: note.evidence.clone(),
        });
    }
    document
}

/// The words of annotations that fit none of the documents of their source.
pub fn unfit<'a>(documents: &[Document], annotations: &'a Annotations) -> Vec<&'a str> {
    let missing = |words: &str| !documents.iter().any(|d| fits(d, words));
    let speeches = annotations.speeches.iter().map(|n| n.from.as_str()).filter(|words| missing(words));
    let meetings = annotations.meetings.iter().map(|n| n.name.as_str());
    let meetings = meetings.filter(|name| !documents.iter().any(|d| d.meetings.iter().any(|m| m.name == *name)));
    speeches.chain(meetings).collect()
}

fn fits(document: &Document, words: &str) -> bool {
    document.paragraphs.iter().any(|p| p.text.contains(words))
}

fn lay_meeting(document: &mut Document, note: &MeetingNote) {
    let Some(meeting) = document.meetings.iter_mut().find(|m| m.name == note.name) else { return };
    let part_of_day = meeting.start.as_ref().and_then(|d| d.part_of_day);
    let date = |value: &str| Date {
        value: value.to_owned(),
        precision: Precision::Day,
        part_of_day,
        inferred: true,
        by: By::Annotation,
        evidence: note.because.clone(),
    };
    meeting.start = Some(date(&note.start));
    meeting.end = Some(date(note.end.as_deref().unwrap_or(&note.start)));
}

fn lay_speech(document: &mut Document, note: &SpeechNote) {
    let Some(first) = document.paragraphs.iter().position(|p| p.text.starts_with(&note.from)) else { return };
    let Some(last) =
        document.paragraphs.iter().enumerate().skip(first).find(|(_, p)| p.text.ends_with(&note.to)).map(|(at, _)| at)
    else {
        return;
    };
    let parts: Vec<Piece> = (first..=last)
        .map(|paragraph| Piece { paragraph, from: 0, to: document.paragraphs[paragraph].text.chars().count() })
        .collect();
    // A human's word takes the place of what a rule said of these paragraphs.
    document.speeches.retain(|s| !s.parts.iter().any(|p| (first..=last).contains(&p.paragraph)));
    let meeting =
        note.meeting.as_ref().and_then(|name| document.meetings.iter().find(|m| m.name == *name)).map(|m| m.id.clone());
    let text = parts.iter().map(|p| document.paragraphs[p.paragraph].text.as_str()).collect::<Vec<_>>().join("\n");
    let speech = Speech {
        id: SpeechId(format!("{}-a{first}", document.id)),
        speaker: Some(note.speaker.clone()),
        person: None,
        voice: Voice::Person,
        office: note.office.clone(),
        meeting,
        form: note.form,
        parts,
        text,
        attributed_by: AttributedBy::Annotation,
        evidence: note.because.clone(),
    };
    let before = document.speeches.iter().take_while(|s| s.parts.first().is_some_and(|p| p.paragraph < first)).count();
    document.speeches.insert(before, speech);
}
