//! The second half of import: articles to documents. Meetings and those who took part, voices and their offices, what
//! contradicts itself; ids that stay the same for the same source and article.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::model::{
    Code, Document, DocumentId, Finding, Form, Kind, MeetingId, Paragraph, Part, Piece, Role, Source, Speech, SpeechId,
    Voice,
};
use crate::text::Span;

use super::article::Article;
use super::front::Front;
use super::genre;
use super::meetings::{self, Words};
use super::people::{self, Named};
use super::presence::Places;
use super::reading::{Reading, Turn};
use super::when::Known;
use crate::text::office::organisation;
use std::fmt::Write as _;

/// SHA-256 of the bytes of a source, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The documents of a page. `first` is the number of the first among those of the same source.
pub fn documents(source: &Source, first: usize, front: Front) -> Vec<Document> {
    let known = known(&front.articles);
    let rows: Vec<&genre::Row> = front.articles.iter().map(genre::of).collect();
    let read = |known: &[Known]| -> Vec<(Kind, Reading)> {
        let own = |a: &Article| a.published.as_ref().and_then(Known::of).filter(|_| known.is_empty());
        front
            .articles
            .iter()
            .zip(&rows)
            .map(|(article, row)| match own(article) {
                Some(day) => genre::read(row, article, &[day]),
                None => genre::read(row, article, known),
            })
            .collect()
    };
    // The few articles of one file share what they know: a year, an office. A collection of many does not.
    let together = front.articles.len() <= TOGETHER;
    let mut readings = read(if together { &known } else { &[] });
    let editions =
        readings.iter().flat_map(|(_, r)| r.meetings.iter().filter_map(|m| meetings::year_of_edition(&m.name)));
    let editions: Vec<Known> = editions.collect();
    if together && front.articles.len() > 1 && !editions.is_empty() {
        readings = read(&known.into_iter().chain(editions).collect::<Vec<_>>());
    }
    let mut documents = Vec::with_capacity(front.articles.len());
    for (at, (article, (kind, reading))) in front.articles.into_iter().zip(readings).enumerate() {
        documents.push(document(first + at, article, kind, reading, source));
    }
    if !together {
        for document in documents.chunks_mut(1) {
            offices(document);
            role_conflicts(document);
        }
        return documents;
    }
    offices(&mut documents);
    role_conflicts(&mut documents);
    documents
}

/// Articles of one source that are read as one: a page with a few of them. More are a collection.
const TOGETHER: usize = 8;

/// The years that the heads of the articles give.
fn known(articles: &[Article]) -> Vec<Known> {
    articles.iter().filter_map(|a| Known::of(a.published.as_ref()?)).collect()
}

fn document(at: usize, article: Article, kind: Kind, mut found: Reading, source: &Source) -> Document {
    let id = DocumentId(format!("{}-{at}", source.sha256.get(..12).unwrap_or("")));
    let turns = std::mem::take(&mut found.turns);
    for meeting in &mut found.meetings {
        let day = meeting.start.as_ref().map_or("", |d| d.value.as_str());
        meeting.id = MeetingId(format!("m-{:016x}", fnv(&format!("{}|{day}", meeting.name))));
    }
    let speeches = speeches(&id, &article.paragraphs, &mut found, turns);
    let mut findings = article.findings;
    findings.append(&mut found.findings);
    findings.extend(inferred_dates(&article.paragraphs, &found));
    findings.extend(unattributed(&article.paragraphs, &found, &speeches));
    Document {
        id,
        title: article.title,
        kind,
        publisher: article.publisher,
        published: article.published,
        about: None,
        source: source.clone(),
        paragraphs: article.paragraphs,
        meetings: found.meetings,
        speeches,
        findings,
    }
}

/// FNV-1a, 64 bits: ids are short and need no secrecy.
pub fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Turns to speeches: what one person says at one meeting is one speech, each statement of a meeting is one of its own.
fn speeches(id: &DocumentId, paragraphs: &[Paragraph], found: &mut Reading, turns: Vec<Turn>) -> Vec<Speech> {
    let mut out: Vec<Speech> = Vec::new();
    // The first speech of each person at each meeting, by its form.
    let mut first: FxHashMap<(Option<String>, Option<MeetingId>, Form), usize> = FxHashMap::default();
    let mut places: Vec<Places> = found.meetings.iter().map(Places::of).collect();
    for turn in turns {
        let meeting = found.current.get(turn.piece.paragraph).copied().flatten();
        let meeting_id = meeting.map(|m| found.meetings[m].id.clone());
        let conversational = matches!(turn.form, Form::Question | Form::Answer | Form::Verbatim);
        let gathers = turn.voice == Voice::Person && !conversational;
        let whose = gathers.then(|| (turn.speaker.clone(), meeting_id.clone(), turn.form));
        let before = if turn.goes_on {
            out.last_mut()
        } else {
            whose.as_ref().and_then(|whose| first.get(whose)).map(|at| &mut out[*at])
        };
        if let Some(speech) = before {
            speech.parts.push(turn.piece);
            continue;
        }
        let there = meeting.zip(turn.speaker.as_ref()).and_then(|(m, name)| {
            let held = &mut found.meetings[m];
            let at = if turn.voice == Voice::Person {
                let who = Named { name: name.clone(), office: turn.office.clone() };
                places[m].add(held, who, Part::Speaker, Words::Spoke)
            } else {
                places[m].find(name)?
            };
            held.participants.get(at)
        });
        let office = there.and_then(|participant| participant.office.clone());
        let speaker = match turn.voice {
            Voice::Meeting => meeting.map(|m| found.meetings[m].name.clone()),
            _ => turn.speaker.clone(),
        };
        if let Some(whose) = whose {
            first.entry(whose).or_insert(out.len());
        }
        out.push(Speech {
            id: SpeechId(format!("{id}-s{}", out.len())),
            speaker,
            person: None,
            voice: turn.voice,
            office: turn.office.or(office),
            meeting: meeting_id,
            form: turn.form,
            parts: vec![turn.piece],
            text: String::new(),
            attributed_by: turn.by,
            evidence: turn.evidence,
        });
    }
    for speech in &mut out {
        speech.text = words(paragraphs, &speech.parts);
    }
    out
}

/// What parts cut from the paragraphs, joined by line feeds.
pub fn words(paragraphs: &[Paragraph], parts: &[Piece]) -> String {
    let cut = |p: &Piece| {
        paragraphs
            .get(p.paragraph)
            .map_or(String::new(), |it| it.text.chars().skip(p.from).take(p.to - p.from).collect())
    };
    parts.iter().map(cut).collect::<Vec<_>>().join("\n")
}

/// Someone whose office this part of the text does not repeat has the one that it gave before.
fn offices(documents: &mut [Document]) {
    let mut told: FxHashMap<String, String> = FxHashMap::default();
    for participant in documents.iter().flat_map(|d| &d.meetings).flat_map(|m| &m.participants) {
        if let Some(office) = &participant.office {
            told.entry(participant.name.clone()).or_insert_with(|| office.clone());
        }
    }
    let office_of = |name: &str| told.get(name).cloned();
    for document in documents {
        for participant in document.meetings.iter_mut().flat_map(|m| &mut m.participants) {
            if participant.office.is_none() {
                participant.office = office_of(&participant.name);
            }
        }
        for speech in document.speeches.iter_mut().filter(|s| s.voice == Voice::Person && s.office.is_none()) {
            speech.office = speech.speaker.as_deref().and_then(office_of);
        }
    }
}

/// One who is called by an office: in a caption, or among those who took part in a meeting.
struct Called {
    name: String,
    office: String,
    document: usize,
    /// Of the caption.
    paragraph: Option<usize>,
}

impl Called {
    /// The paragraph that says so.
    fn paragraph<'a>(&self, documents: &'a [Document]) -> Option<&'a Paragraph> {
        let paragraphs = &documents[self.document].paragraphs;
        if let Some(caption) = self.paragraph {
            return paragraphs.get(caption);
        }
        let words = format!("{}{}", self.office, self.name);
        paragraphs.iter().find(|p| p.text.contains(&words))
    }
}

/// One person with two ranks in one organisation within one source.
fn role_conflicts(documents: &mut [Document]) {
    let mut called: Vec<Called> = Vec::new();
    for (document, it) in documents.iter().enumerate() {
        for (at, paragraph) in it.paragraphs.iter().enumerate().filter(|(_, p)| p.role == Role::Caption) {
            let bare: String = paragraph.text.chars().filter(|c| !c.is_whitespace()).collect();
            let named = people::split_name(&bare);
            called.extend(named.map(|(office, name)| Called { name, office, document, paragraph: Some(at) }));
        }
        for participant in it.meetings.iter().flat_map(|m| &m.participants) {
            let (name, office) = (participant.name.clone(), participant.office.clone());
            called.extend(office.map(|office| Called { name, office, document, paragraph: None }));
        }
    }
    let mut of: FxHashMap<&str, Vec<&Called>> = FxHashMap::default();
    for one in &called {
        of.entry(&one.name).or_default().push(one);
    }
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    // In the order of the text; of one who is called twice only the words are looked for.
    for one in &called {
        let Some(all) = of.get(one.name.as_str()).filter(|all| all.len() > 1) else { continue };
        let Some((here, rank)) = organisation(&one.office) else { continue };
        let Some(paragraph) = one.paragraph(documents) else { continue };
        let conflict = all.iter().copied().find_map(|other| {
            let (there, other_rank) = organisation(&other.office)?;
            (there == here && other_rank != rank).then_some((other, other.paragraph(documents)?))
        });
        let Some((other, other_paragraph)) = conflict else { continue };
        let finding = |paragraph: &Paragraph| Finding {
            code: Code::RoleConflict,
            message: format!("{}在文中既称{}，又称{}", one.name, one.office, other.office),
            spans: paragraph.spans.clone(),
            evidence: format!("{}{1}；{2}{1}", one.office, one.name, other.office),
        };
        findings.push((one.document, finding(paragraph)));
        if other.document != one.document {
            findings.push((other.document, finding(other_paragraph)));
        }
        of.remove(one.name.as_str());
    }
    for (document, finding) in findings {
        documents[document].findings.push(finding);
    }
}

/// One finding for the days whose year the text does not give with them.
fn inferred_dates(paragraphs: &[Paragraph], found: &Reading) -> Option<Finding> {
    let mut spans: Vec<Span> = Vec::new();
    let mut evidence: Vec<String> = Vec::new();
    let mut open = false;
    for (meeting, day) in found.meetings.iter().zip(&found.days) {
        let Some((paragraph, day)) = day else { continue };
        match &meeting.start {
            Some(date) if !date.inferred => continue,
            Some(date) => evidence.push(date.evidence.clone()),
            None => {
                open = true;
                evidence.push(day.words.clone());
            }
        }
        spans.extend(paragraphs.get(*paragraph).and_then(|p| p.spans.first()));
    }
    if evidence.is_empty() {
        return None;
    }
    spans.dedup();
    evidence.dedup();
    let message = if open {
        "日期没有写明年份，年份不详"
    } else {
        "日期没有写明年份，年份由别处推定"
    };
    Some(Finding { code: Code::DateInferred, message: message.into(), spans, evidence: evidence.join("；") })
}

/// Words that nobody is named for, though the text names those who spoke.
fn unattributed(paragraphs: &[Paragraph], found: &Reading, speeches: &[Speech]) -> Option<Finding> {
    let spoke = found.meetings.iter().flat_map(|m| &m.participants).any(|p| p.spoke);
    if !spoke
        || speeches.iter().any(|s| s.voice != Voice::Unknown)
        || !paragraphs.iter().any(|p| p.role == Role::Caption)
    {
        return None;
    }
    let after = paragraphs.iter().rposition(|p| matches!(p.role, Role::Caption | Role::Byline))? + 1;
    let rest: Vec<&Paragraph> = paragraphs.iter().skip(after).filter(|p| p.role == Role::Body).collect();
    if rest.len() < 3 {
        return None;
    }
    let spans = rest.iter().flat_map(|p| p.spans.clone()).collect();
    let evidence = rest[0].text.chars().take(24).collect();
    let message = format!("{} 段引语没有写明是谁说的", rest.len());
    Some(Finding { code: Code::UnattributedSpeech, message, spans, evidence })
}
