//! Reads a sitting: who chairs, who speaks at each label, where a turn ends because the clerk tells or a new part of the
//! proceedings begins. A bare office (財政司司長) is whom the list of those present names; a label that names nobody
//! whom the text knows keeps its words, with voice unknown.

use crate::import::article::Article;
use crate::import::dialogue::label::{Label, Who};
use crate::import::dialogue::roster::Roster;
use crate::import::dialogue::script::script;
use crate::import::dialogue::voiced;
use crate::import::meetings::{self, Words};
use crate::import::page::Page;
use crate::import::people::Named;
use crate::import::presence::Places;
use crate::import::reading::{Reading, Turn};
use crate::import::voices::{self, Scope};
use crate::import::when::Known;
use crate::model::{AttributedBy, Form, Meeting, Paragraph, Part, Piece, Role, Voice};
use crate::text::fold;

use super::chair::{Chair, Plain};
use super::division;
use super::head::{self, Head};
use super::layout::field_of;
use super::narration::{self, Told};

/// Whether an article is the record of a sitting: someone chairs and others have labels, or its head says so.
pub fn is_record(article: &Article) -> bool {
    let labels = script(&article.paragraphs);
    let chairs = labels.iter().flatten().filter(|l| matches!(l.who, Who::Chair { .. })).count();
    let members = labels
        .iter()
        .flatten()
        .filter(|l| matches!(&l.who, Who::Called(c) if c.office.is_some() && (c.name.is_some() || c.surname.is_none())))
        .count();
    // A sitting of which only a part stands here: 王某議員：主席，…; 李某議員：….
    let mut seats: Vec<&str> = labels
        .iter()
        .flatten()
        .filter(|l| matches!(&l.who, Who::Called(c) if c.name.is_some() && c.office.as_deref().is_some_and(is_seat)))
        .map(|l| l.words.as_str())
        .collect();
    seats.sort_unstable();
    seats.dedup();
    let asked = labels.iter().flatten().any(|l| matches!(l.who, Who::Asks | Who::Answers | Who::Reporter { .. }));
    let fields = article.paragraphs.iter().take(40).filter(|p| field_of(&p.text).is_some()).count();
    let title = fold::folded(&article.title);
    let titled = ["纪录", "记录", "纪要", "议事录"].iter().any(|w| title.contains(w));
    chairs >= 2 && (members >= 1 || fields >= 2)
        || seats.len() >= 3 && !asked
        || !seats.is_empty() && chairs >= 1 && chairs + members >= 4 && !asked
        || titled && (fields >= 2 || chairs + members >= 2 || labels.iter().flatten().count() >= 4 && !asked)
        || fields >= 3 && !asked && (titled || labels.iter().flatten().count() >= 2)
}

/// Whether an office is a seat in a parliament or a council.
fn is_seat(office: &str) -> bool {
    ["议员", "委员"].contains(&fold::folded(office).as_str())
}

/// Reads a sitting.
pub fn read(article: &Article, known: &[Known]) -> Reading {
    let labels: Vec<Option<Label>> = script(&article.paragraphs)
        .into_iter()
        .zip(&article.paragraphs)
        .map(|(label, paragraph)| label.filter(|l| !is_field(l, &paragraph.text)))
        .collect();
    let first = labels.iter().position(Option::is_some).unwrap_or(labels.len());
    let head = head::read(article, first);
    if labels.iter().flatten().next().is_none() {
        return narrated(article, head, known);
    }
    let Head { mut meeting, chair, mut findings, .. } = head;
    findings.extend(head::check(&article.paragraphs, &labels, first));
    findings.extend(division::check(&article.paragraphs, &labels));
    let mut roster = Roster::default();
    for participant in &meeting.participants {
        roster.add(&participant.name, participant.office.as_deref());
    }
    for label in labels.iter().flatten() {
        match &label.who {
            Who::Called(called) | Who::Chair { by: Some(called), .. } => {
                if let Some(name) = &called.name {
                    roster.add(name, called.office.as_deref());
                }
            }
            _ => {}
        }
    }
    let people = roster.guests().iter().map(|g| g.name.clone()).collect();
    let mut walk =
        Walk { chair: Chair::new(chair, &labels), roster, people, turns: Vec::new(), open: false, asked: None };
    for (at, (paragraph, label)) in article.paragraphs.iter().zip(&labels).enumerate().skip(first) {
        walk.step(at, paragraph, label.as_ref());
    }
    meeting.chair = walk.chair.base().map(str::to_owned).or_else(|| labelled(&labels));
    let mut places = Places::of(&meeting);
    for turn in walk.turns.iter().filter(|t| t.voice == Voice::Person && !t.goes_on) {
        let Some(name) = turn.speaker.clone() else { continue };
        let chairs = meeting.chair.as_deref() == Some(name.as_str());
        let part = if chairs { Part::Chair } else { Part::Speaker };
        // One who takes the chair for a while is there in an office of their own.
        let own = walk.roster.named(&name).and_then(|g| g.office.clone()).filter(|_| !chairs);
        let who = Named { name, office: own.or_else(|| turn.office.clone()) };
        places.add(&mut meeting, who, part, Words::Spoke);
    }
    if let Some(name) = meeting.chair.clone() {
        places.add(&mut meeting, Named { name, office: Some("主席".into()) }, Part::Chair, Words::Silent);
    }
    let current = vec![Some(0); article.paragraphs.len()];
    Reading { meetings: vec![meeting], current, days: vec![None], turns: walk.turns, findings }
}

/// The one whom every label of the chair names: 主席（蔡議長旺明）. One who chairs for another (代) is none.
fn labelled(labels: &[Option<Label>]) -> Option<String> {
    let chairs = labels.iter().flatten().filter_map(|label| match &label.who {
        Who::Chair { by, .. } => {
            Some(by.as_ref().filter(|_| !label.words.contains('代')).and_then(|by| by.name.clone()))
        }
        _ => None,
    });
    let mut names: Vec<Option<String>> = chairs.collect();
    names.dedup();
    match &names[..] {
        [Some(one)] => Some(one.clone()),
        _ => None,
    }
}

/// Minutes without labels tell what the meeting decided, as a report does: 会议指出, 会议明确.
fn narrated(article: &Article, head: Head, known: &[Known]) -> Reading {
    let Head { meeting: told, chair, mut findings, timed, .. } = head;
    let mut page = Page::of(article);
    let years: Vec<Known> = told.start.as_ref().and_then(Known::of).into_iter().chain(known.iter().cloned()).collect();
    let mut reading = meetings::of(&mut page, &years);
    if reading.meetings.is_empty() {
        reading.meetings.push(Meeting::default());
        reading.days = vec![None];
        reading.current = vec![Some(0); article.paragraphs.len()];
    }
    reading.meetings.truncate(1);
    reading.days.truncate(1);
    for current in &mut reading.current {
        *current = Some(0);
    }
    if let Some(meeting) = reading.meetings.first_mut() {
        meeting.edition = told.edition;
        meeting.name = told.name;
        meeting.place = told.place.or(meeting.place.take());
        meeting.theme = told.theme.or(meeting.theme.take());
        if timed.is_some() || meeting.start.is_none() {
            meeting.start = told.start;
            meeting.end = told.end;
            meeting.evidence.remove("start");
        }
        for who in told.participants {
            meetings::add(meeting, Named { name: who.name, office: who.office }, who.part, Words::Silent);
        }
        if let Some((name, _)) = chair {
            meeting.chair = Some(name);
        }
    }
    reading.turns = voices::turns(&page, &reading, Scope::Proceedings);
    reading.findings.append(&mut findings);
    reading
}

/// 主席：林召集委員滄敏 is a field of a head, no turn.
fn is_field(label: &Label, text: &str) -> bool {
    let plain = matches!(&label.who, Who::Chair { .. } | Who::Host { .. } | Who::Called(_));
    plain && field_of(text).is_some()
}

/// The walk through the paragraphs.
struct Walk {
    chair: Chair,
    roster: Roster,
    /// The names of those known.
    people: Vec<String>,
    turns: Vec<Turn>,
    /// Whether someone speaks.
    open: bool,
    /// Who put a numbered question that is not answered yet.
    asked: Option<String>,
}

impl Walk {
    fn step(&mut self, at: usize, paragraph: &Paragraph, label: Option<&Label>) {
        let piece = Piece { paragraph: at, from: 0, to: paragraph.text.chars().count() };
        if let Some(label) = label {
            let mut turn = self.voice(label);
            turn.form = self.form(label, turn.speaker.as_deref());
            turn.piece = piece;
            if fold::folded(&paragraph.text).contains("当选") {
                self.chair.elect(&paragraph.text, &self.people);
            }
            self.turns.push(turn);
            self.open = !hands_over(label, &paragraph.text);
            return;
        }
        match narration::told(&paragraph.text) {
            Some(Told::Aside) => {
                self.chair.hear(&paragraph.text, &self.people);
                return;
            }
            Some(Told::Clerk | Told::Votes) => {
                self.chair.hear(&paragraph.text, &self.people);
                self.open = false;
                return;
            }
            _ if paragraph.role == Role::Heading && parts(&paragraph.text) => {
                self.open = false;
                return;
            }
            Some(Told::Heading) if paragraph.role != Role::Body => {
                self.open = false;
                return;
            }
            _ => {}
        }
        if is_earlier_record(&paragraph.text) || field_of(&paragraph.text).is_some() {
            self.open = false;
            return;
        }
        if self.open
            && matches!(paragraph.role, Role::Body | Role::List)
            && let Some(before) = self.turns.last().cloned()
        {
            if fold::folded(&paragraph.text).contains("当选") {
                self.chair.elect(&paragraph.text, &self.people);
            }
            let chairs = fold::folded(before.office.as_deref().unwrap_or("")).contains("主席");
            self.turns.push(Turn { piece, goes_on: true, ..before });
            self.open = !(chairs && reads_out(&paragraph.text));
        }
    }

    /// A numbered question is one, and what the office that is asked first says is its answer.
    fn form(&mut self, label: &Label, speaker: Option<&str>) -> Form {
        match &label.who {
            Who::Asks | Who::Reporter { .. } => Form::Question,
            Who::Answers => Form::Answer,
            Who::Called(called) if label.number.is_some() && called.name.is_some() => {
                self.asked = speaker.map(str::to_owned);
                Form::Question
            }
            Who::Called(called) if called.name.is_none() && self.asked.take().is_some() => Form::Answer,
            _ => Form::Verbatim,
        }
    }

    /// Whose voice a label opens; form and piece are for the caller.
    fn voice(&mut self, label: &Label) -> Turn {
        let words = label.words.clone();
        match &label.who {
            Who::Chair { office, by } => {
                let by = by.as_ref().and_then(|b| b.name.as_deref());
                match self.chair.means(office, by, &words) {
                    Some(known) => {
                        let by = if known.plain == Plain::Said { AttributedBy::Rule } else { AttributedBy::Inferred };
                        let shown =
                            if known.evidence == words { words } else { format!("{words}；{}", known.evidence) };
                        voiced::person(known.name, Some(office.clone()), by, shown)
                    }
                    None => voiced::unknown(Some(words.clone()), Some(office.clone()), words),
                }
            }
            Who::Host { office, name } => match name.clone().or_else(|| self.chair.base().map(str::to_owned)) {
                Some(name) => voiced::person(name, Some(office.clone()), AttributedBy::Rule, words),
                None => voiced::unknown(Some(words.clone()), Some(office.clone()), words),
            },
            Who::Called(called) => voiced::called(&words, called, &self.roster),
            Who::Reporter { name: Some(name), .. } => {
                voiced::person(name.clone(), Some("记者".into()), AttributedBy::Rule, words)
            }
            Who::Asks | Who::Answers => voiced::unknown(None, None, words),
            Who::Reporter { .. } | Who::Crowd | Who::Other => voiced::unknown(Some(words.clone()), None, words),
        }
    }
}

/// Whether the chair hands over to the clerk, who reads a paper: what follows is nobody's words.
fn hands_over(label: &Label, text: &str) -> bool {
    matches!(label.who, Who::Chair { .. }) && reads_out(text)
}

/// Whether the last sentence asks that a paper be read, or that the items go on.
fn reads_out(text: &str) -> bool {
    let folded = fold::folded(text);
    let last = folded.trim_end_matches(['。', ')', ' ']).rsplit(['。', '?', '!', ',', '，', ';']).next().unwrap_or("");
    let asks = last.starts_with(['请', '现', '先']) && last.contains("宣读") && !last.contains("誓");
    asks || ["继续报告", "进行报告事项", "进行讨论事项", "请宣读"].contains(&last)
}

/// Whether a heading begins another item of the agenda: a mark of its own, or a number.
fn parts(text: &str) -> bool {
    let bare = text.trim_start_matches(['*', ' ']);
    bare.starts_with('#')
        || bare.trim_start_matches(|c| "一二三四五六七八九十".contains(c)).starts_with('、') && !bare.starts_with('、')
}

/// The title of the minutes of an earlier sitting, read out: …第1次全體委員會議議事錄.
fn is_earlier_record(text: &str) -> bool {
    let folded: String = fold::folded(text).chars().filter(|c| !c.is_whitespace()).collect();
    (8..=60).contains(&folded.chars().count()) && folded.ends_with("议事录") && !folded.contains([',', '，', '。'])
}
