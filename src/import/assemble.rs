//! The second half of import: articles to documents. Meetings and those who took part, voices and their offices, what
//! contradicts itself; ids that stay the same for the same source and article.

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
    for turn in turns {
        let meeting = found.current.get(turn.piece.paragraph).copied().flatten();
        let held = meeting.map(|m| &mut found.meetings[m]);
        let meeting_id = held.as_ref().map(|m| m.id.clone());
        let conversational = matches!(turn.form, Form::Question | Form::Answer | Form::Verbatim);
        let same = |s: &Speech| {
            s.voice == turn.voice && s.speaker == turn.speaker && s.meeting == meeting_id && s.form == turn.form
        };
        let before = if turn.goes_on {
            out.last_mut()
        } else if turn.voice == Voice::Person && !conversational {
            out.iter_mut().find(|s| same(s))
        } else {
            None
        };
        if let Some(speech) = before {
            speech.parts.push(turn.piece);
            continue;
        }
        let office = held.and_then(|held| {
            if let (Voice::Person, Some(name)) = (turn.voice, &turn.speaker) {
                meetings::add(
                    held,
                    Named { name: name.clone(), office: turn.office.clone() },
                    Part::Speaker,
                    Words::Spoke,
                );
            }
            held.participants.iter().find(|p| Some(&p.name) == turn.speaker.as_ref()).and_then(|p| p.office.clone())
        });
        let speaker = match turn.voice {
            Voice::Meeting => meeting.map(|m| found.meetings[m].name.clone()),
            _ => turn.speaker.clone(),
        };
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
    let mut told: Vec<(String, String)> = Vec::new();
    for document in documents.iter() {
        for participant in document.meetings.iter().flat_map(|m| &m.participants) {
            if let Some(office) = &participant.office
                && !told.iter().any(|(name, _)| *name == participant.name)
            {
                told.push((participant.name.clone(), office.clone()));
            }
        }
    }
    let office_of = |name: &str| told.iter().find(|(n, _)| n == name).map(|(_, office)| office.clone());
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

/// One person with two ranks in one organisation within one source.
fn role_conflicts(documents: &mut [Document]) {
    let mut said: Vec<(String, String, usize, usize)> = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            let named = match paragraph.role {
                Role::Caption => {
                    people::split_name(&paragraph.text.chars().filter(|c| !c.is_whitespace()).collect::<String>())
                        .into_iter()
                        .map(|(office, name)| Named { name, office: Some(office) })
                        .collect()
                }
                Role::Body => Vec::new(),
                _ => continue,
            };
            said.extend(named.into_iter().filter_map(|n| Some((n.name, n.office?, at, index))));
        }
        for participant in document.meetings.iter().flat_map(|m| &m.participants) {
            if let Some(office) = &participant.office {
                let index =
                    document.paragraphs.iter().position(|p| p.text.contains(&format!("{office}{}", participant.name)));
                said.extend(index.map(|index| (participant.name.clone(), office.clone(), at, index)));
            }
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for (index, (name, office, at, paragraph)) in said.iter().enumerate() {
        let Some((organisation_here, rank)) = organisation(office) else { continue };
        let other = said[..index].iter().chain(&said[index + 1..]).find(|(n, o, _, _)| {
            n == name && organisation(o).is_some_and(|(org, r)| org == organisation_here && r != rank)
        });
        let Some((_, other_office, other_at, other_paragraph)) = other.filter(|_| !told.contains(&name.as_str()))
        else {
            continue;
        };
        told.push(name);
        let finding = |at: usize, paragraph: usize, documents: &[Document]| Finding {
            code: Code::RoleConflict,
            message: format!("{name}在文中既称{office}，又称{other_office}"),
            spans: documents[at].paragraphs.get(paragraph).map_or_else(Vec::new, |p| p.spans.clone()),
            evidence: format!("{office}{name}；{other_office}{name}"),
        };
        let (first, second) = (finding(*at, *paragraph, documents), finding(*other_at, *other_paragraph, documents));
        documents[*at].findings.push(first);
        if other_at != at {
            documents[*other_at].findings.push(second);
        }
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
