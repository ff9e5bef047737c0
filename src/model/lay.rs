//! Laying annotations onto documents: a pure function. A human's word takes exactly the words it names; what a rule said
//! of the rest stays. What fits nowhere is told as a finding of the source's first document.

use super::annotation::{Annotations, DocumentNote, MeetingNote, SpeechNote, Whose};
use super::date::By;
use super::{
    AttributedBy, Code, Date, Document, Finding, Meeting, MeetingId, Part, Participant, Piece, Precision, Role, Speech,
    SpeechId,
};

/// A place in a document: paragraph, char.
pub type Spot = (usize, usize);

/// The documents of a source with its annotations laid on; what fits none of them is a finding of the first.
#[must_use]
pub fn annotated(documents: Vec<Document>, annotations: &Annotations) -> Vec<Document> {
    let lost: Vec<Finding> = unfit(&documents, annotations)
        .into_iter()
        .map(|words| Finding {
            code: Code::AnnotationUnfit,
            message: "批注所引的字句在文中找不到了，批注保留，未起作用".to_owned(),
            spans: Vec::new(),
            evidence: words.to_owned(),
        })
        .collect();
    let mut documents: Vec<Document> = documents.into_iter().map(|document| annotate(document, annotations)).collect();
    if let Some(first) = documents.first_mut() {
        first.findings.extend(lost);
    }
    documents
}

/// The document with the annotations laid on. What fits no word of it is left for the other documents of the source; use
/// [`unfit`] to learn what fits none of them.
#[must_use]
pub fn annotate(mut document: Document, annotations: &Annotations) -> Document {
    for note in &annotations.speeches {
        add_meeting(&mut document, note);
    }
    for note in &annotations.meetings {
        lay_meeting(&mut document, note);
    }
    for note in &annotations.documents {
        lay_document(&mut document, note);
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
    let lost = |note: &&SpeechNote| !documents.iter().any(|d| extent(d, note).is_some());
    let speeches = annotations.speeches.iter().filter(lost).map(|n| n.from.as_str());
    let named = |name: &str| {
        documents.iter().any(|d| d.meetings.iter().any(|m| m.name == name))
            || annotations.speeches.iter().any(|note| note.meeting.as_deref() == Some(name))
    };
    let meetings = annotations.meetings.iter().map(|n| n.name.as_str()).filter(|name| !named(name));
    let titles = annotations.documents.iter().map(|n| n.title.as_str());
    let titles = titles.filter(|title| !documents.iter().any(|d| d.title == *title));
    let findings = annotations.findings.iter().filter_map(|n| n.at.first()).map(String::as_str);
    let findings = findings.filter(|words| !documents.iter().any(|d| fits(d, words)));
    speeches.chain(meetings).chain(titles).chain(findings).collect()
}

fn fits(document: &Document, words: &str) -> bool {
    document.paragraphs.iter().any(|p| p.text.contains(words))
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn chars_before(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// The words of a speech note in a document: from a char to the char after the last. None where they do not stand there.
pub fn extent(document: &Document, note: &SpeechNote) -> Option<(Spot, Spot)> {
    if note.title.as_ref().is_some_and(|title| *title != document.title) {
        return None;
    }
    let from = spot_of_start(document, &note.from, note.paragraph)?;
    let to = spot_of_end(document, &note.to, from)?;
    Some((from, to))
}

/// The words that name an extent of a document: as few as find it again.
pub fn quote(document: &Document, from: Spot, to: Spot) -> (String, String) {
    let text = |at: usize| document.paragraphs.get(at).map_or("", |p| p.text.as_str());
    let room = chars(text(from.0)).saturating_sub(from.1);
    let room = if from.0 == to.0 { room.min(to.1.saturating_sub(from.1)) } else { room };
    let head = |length: usize| text(from.0).chars().skip(from.1).take(length).collect::<String>();
    let lengths = |room: usize| QUOTES.iter().copied().filter(move |length| *length < room).chain([room]);
    let near = Some(from.0);
    let first = lengths(room).map(head).find(|words| spot_of_start(document, words, near) == Some(from));
    let begin = if from.0 == to.0 { from.1 } else { 0 };
    let tail = |length: usize| {
        let skipped = to.1.saturating_sub(length).max(begin);
        text(to.0).chars().take(to.1).skip(skipped).collect::<String>()
    };
    let last =
        lengths(to.1.saturating_sub(begin)).map(tail).find(|words| spot_of_end(document, words, from) == Some(to));
    (first.unwrap_or_else(|| head(room)), last.unwrap_or_else(|| tail(to.1)))
}

/// Chars that are quoted, as few as will do.
const QUOTES: [usize; 4] = [16, 32, 64, 128];

/// Where a speech begins: the paragraph that begins with the words, else the place where they stand within one; of several
/// the one nearest to where it was.
pub fn spot_of_start(document: &Document, words: &str, near: Option<usize>) -> Option<Spot> {
    if words.is_empty() {
        return None;
    }
    let far = |at: usize| near.map_or(at, |near| at.abs_diff(near));
    let paragraphs = || document.paragraphs.iter().enumerate();
    let opens = paragraphs().filter(|(_, p)| p.text.starts_with(words)).map(|(at, _)| at).min_by_key(|at| far(*at));
    opens.map(|at| (at, 0)).or_else(|| {
        let within = paragraphs().filter_map(|(at, p)| Some((at, chars_before(&p.text, p.text.find(words)?))));
        within.min_by_key(|(at, _)| far(*at))
    })
}

/// Where a speech ends: the first paragraph that ends with the words, else the first place where they stand.
pub fn spot_of_end(document: &Document, words: &str, from: Spot) -> Option<Spot> {
    if words.is_empty() {
        return None;
    }
    let paragraphs = || document.paragraphs.iter().enumerate().skip(from.0);
    let closes = paragraphs().find(|(at, p)| p.text.ends_with(words) && (*at, chars(&p.text)) > from);
    closes.map(|(at, p)| (at, chars(&p.text))).or_else(|| {
        paragraphs().find_map(|(at, p)| {
            let ends = p.text.match_indices(words).map(|(byte, _)| chars_before(&p.text, byte + words.len()));
            ends.map(|char| (at, char)).find(|spot| *spot > from)
        })
    })
}

fn date(value: &str, because: &str, part_of_day: Option<super::PartOfDay>) -> Date {
    let precision = match value.split('-').count() {
        1 => Precision::Year,
        2 => Precision::Month,
        _ => Precision::Day,
    };
    Date {
        value: value.to_owned(),
        precision,
        part_of_day,
        inferred: true,
        by: By::Annotation,
        evidence: because.to_owned(),
    }
}

/// A meeting that a human names and the text does not have as one.
fn add_meeting(document: &mut Document, note: &SpeechNote) {
    let Some(name) = note.meeting.as_ref().filter(|name| document.meetings.iter().all(|m| m.name != **name)) else {
        return;
    };
    if extent(document, note).is_none() {
        return;
    }
    document.meetings.push(Meeting { id: MeetingId::of(name, ""), name: name.clone(), ..Meeting::default() });
}

fn lay_meeting(document: &mut Document, note: &MeetingNote) {
    let Some(meeting) = document.meetings.iter_mut().find(|m| m.name == note.name) else { return };
    let part_of_day = meeting.start.as_ref().and_then(|d| d.part_of_day);
    meeting.start = Some(date(&note.start, &note.because, part_of_day));
    meeting.end = Some(date(note.end.as_deref().unwrap_or(&note.start), &note.because, part_of_day));
}

fn lay_document(document: &mut Document, note: &DocumentNote) {
    if note.title != document.title {
        return;
    }
    document.published = Some(date(&note.published, &note.because, None));
}

fn lay_speech(document: &mut Document, note: &SpeechNote) {
    let Some((from, to)) = extent(document, note) else { return };
    if let Some(words) = &note.instead_of {
        let near = note.paragraph.unwrap_or(from.0);
        let begins = |s: &Speech| {
            s.parts.first().is_some_and(|p| {
                document.paragraphs.get(p.paragraph).is_some_and(|whole| {
                    whole.text.chars().skip(p.from).collect::<String>().starts_with(words.as_str())
                })
            })
        };
        let at = |s: &Speech| s.parts.first().map_or(usize::MAX, |p| p.paragraph.abs_diff(near));
        let old = document.speeches.iter().enumerate().filter(|(_, s)| begins(s)).min_by_key(|(_, s)| at(s));
        if let Some((old, _)) = old {
            document.speeches.remove(old);
        }
    }
    // A human's word takes the place of what was said of these words before.
    for speech in &mut document.speeches {
        if speech.parts.iter().any(|p| overlaps(*p, from, to)) {
            speech.parts = speech.parts.iter().flat_map(|p| without(*p, from, to)).collect();
            speech.text = words_of(&document.paragraphs, &speech.parts);
        }
    }
    document.speeches.retain(|s| s.parts.iter().any(|p| p.from < p.to));
    let Some(voice) = note.voice.voice() else { return };
    let parts = parts(document, from, to);
    let held = note.meeting.as_ref().and_then(|name| document.meetings.iter_mut().find(|m| m.name == *name));
    let speaker = Some(note.speaker.clone()).filter(|name| !name.is_empty());
    let meeting = held.map(|meeting| {
        if let Some(name) = speaker.as_deref().filter(|_| note.voice == Whose::Person) {
            took_part(meeting, name, note.office.as_deref());
        }
        meeting.id.clone()
    });
    let id = match from {
        (first, 0) => format!("{}-a{first}", document.id),
        (first, char) => format!("{}-a{first}.{char}", document.id),
    };
    let speech = Speech {
        id: SpeechId(id),
        speaker,
        person: None,
        voice,
        office: note.office.clone(),
        meeting,
        form: note.form,
        text: words_of(&document.paragraphs, &parts),
        parts,
        attributed_by: AttributedBy::Annotation,
        evidence: note.because.clone(),
    };
    let starts = |s: &Speech| s.parts.first().map_or((usize::MAX, 0), |p| (p.paragraph, p.from));
    let before = document.speeches.iter().position(|s| starts(s) >= from).unwrap_or(document.speeches.len());
    document.speeches.insert(before, speech);
}

/// Who is given words at a meeting took part in it and spoke.
fn took_part(meeting: &mut Meeting, name: &str, office: Option<&str>) {
    if let Some(there) = meeting.participants.iter_mut().find(|p| p.name == name) {
        there.spoke = true;
        there.part = there.part.max(Part::Speaker);
        return;
    }
    let office = office.map(str::to_owned);
    meeting.participants.push(Participant {
        person: None,
        name: name.to_owned(),
        office,
        part: Part::Speaker,
        spoke: true,
    });
}

/// The paragraphs of an extent as parts; captions, bylines and stage directions within it are nobody's words.
fn parts(document: &Document, from: Spot, to: Spot) -> Vec<Piece> {
    let aside = |role| matches!(role, Role::Title | Role::Caption | Role::Byline | Role::Stage);
    let whole = |paragraph: usize| document.paragraphs.get(paragraph).map_or(0, |p| chars(&p.text));
    (from.0..=to.0)
        .filter(|at| *at == from.0 || *at == to.0 || document.paragraphs.get(*at).is_some_and(|p| !aside(p.role)))
        .map(|paragraph| Piece {
            paragraph,
            from: if paragraph == from.0 { from.1 } else { 0 },
            to: if paragraph == to.0 { to.1 } else { whole(paragraph) },
        })
        .collect()
}

/// The words of parts, a line each.
fn words_of(paragraphs: &[super::Paragraph], parts: &[Piece]) -> String {
    let cut = |p: &Piece| -> String {
        let text = paragraphs.get(p.paragraph).map_or("", |whole| whole.text.as_str());
        text.chars().skip(p.from).take(p.to.saturating_sub(p.from)).collect()
    };
    parts.iter().map(cut).collect::<Vec<String>>().join("\n")
}

fn overlaps(part: Piece, from: Spot, to: Spot) -> bool {
    (part.paragraph, part.from) < to && from < (part.paragraph, part.to)
}

/// What of a part lies outside an extent: before it, after it.
fn without(part: Piece, from: Spot, to: Spot) -> Vec<Piece> {
    if !overlaps(part, from, to) {
        return vec![part];
    }
    let mut out = Vec::new();
    if (part.paragraph, part.from) < from && from.0 == part.paragraph {
        out.push(Piece { to: from.1.min(part.to), ..part });
    }
    if to < (part.paragraph, part.to) && to.0 == part.paragraph {
        out.push(Piece { from: to.1.max(part.from), ..part });
    }
    out
}
