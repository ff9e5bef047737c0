//! Days whose year a text does not give, taken from a document which reports the same meeting and gives it; and how that is
//! taken back, so that what is settled can be settled anew.

use crate::model::{By, Code, Date, Document, Meeting};

/// What a meeting of a document was before its days were settled.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Index of the meeting in its document.
    index: usize,
    meeting: Meeting,
    /// Indices of the speeches that were said there.
    speeches: Vec<usize>,
    /// Index and evidence of the finding that says that the year is inferred.
    finding: (usize, String),
}

/// Gives a meeting the days that another account gives, where month and day are those of its own words.
pub fn settle(document: &mut Document, index: usize, told: &Meeting, title: &str) -> Option<Settled> {
    let start = told.start.as_ref()?;
    let mut parts = start.value.split('-').skip(1).map(|part| part.trim_start_matches('0'));
    let (month, day) = (parts.next()?, parts.next()?);
    let words = format!("{month}月{day}日");
    let inferred = |f: &crate::model::Finding| f.code == Code::DateInferred && f.evidence.contains(&words);
    let at = document.findings.iter().position(inferred)?;
    let finding = &mut document.findings[at];
    let evidence = format!("{words}；《{title}》：{}", start.evidence);
    let more = format!("{}；《{title}》", finding.evidence);
    let finding = (at, std::mem::replace(&mut finding.evidence, more));
    let date = |date: &Date| Date { inferred: true, by: By::Rule, evidence: evidence.clone(), ..date.clone() };
    let meeting = document.meetings.get_mut(index)?;
    let before = meeting.clone();
    meeting.start = Some(date(start));
    meeting.end = told.end.as_ref().map(date);
    meeting.id = told.id.clone();
    let mut speeches = Vec::new();
    for (at, speech) in document.speeches.iter_mut().enumerate() {
        if speech.meeting.as_ref() == Some(&before.id) {
            speech.meeting = Some(told.id.clone());
            speeches.push(at);
        }
    }
    Some(Settled { index, meeting: before, speeches, finding })
}

/// Takes back what was settled last.
pub fn unsettle(document: &mut Document, settled: Settled) {
    let Settled { index, meeting, speeches, finding: (at, evidence) } = settled;
    for at in speeches {
        if let Some(speech) = document.speeches.get_mut(at) {
            speech.meeting = Some(meeting.id.clone());
        }
    }
    if let Some(finding) = document.findings.get_mut(at) {
        finding.evidence = evidence;
    }
    if let Some(there) = document.meetings.get_mut(index) {
        *there = meeting;
    }
}
