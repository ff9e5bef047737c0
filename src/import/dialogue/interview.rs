//! Reads interviews, written questions and answers, and press conferences: who asks, who answers, who leads. A bare 记者 is
//! whom the byline names, a bare 答 is whom the lead says was asked; an answerer who is an office and no name keeps that
//! office as what the text calls them, with voice unknown.

use std::cell::OnceCell;

use crate::import::article::Article;
use crate::import::minutes::narration::{self, Told};
use crate::import::names::{self, Trust};
use crate::import::people::{self, Named};
use crate::import::prose::Prose;
use crate::import::reading::{Reading, Turn};
use crate::import::when::Known;
use crate::model::{AttributedBy, Form, Paragraph, Part, Piece, Role, Voice};

use super::byline::{self, Reporter};
use super::conference;
use super::label::{COLONS, Label, Who, label};
use super::lead::{self, Answerer};
use super::nickname;
use super::roster::Roster;
use super::script::{asks_at_end, headed, legend, script, talk};
use super::voiced;

/// Whether an article is a dialogue: someone asks and someone else answers.
pub fn is_dialogue(article: &Article) -> bool {
    let found = script(&article.paragraphs);
    if found.iter().flatten().next().is_none() {
        return false;
    }
    let talks = talk(&article.paragraphs, &found).is_some();
    let first = found.iter().position(Option::is_some).unwrap_or(0);
    let asked = first > 0 && asks_at_end(&article.paragraphs[first - 1].text);
    let labels: Vec<Label> = found.into_iter().flatten().collect();
    let asks = labels.iter().filter(|l| matches!(l.who, Who::Asks | Who::Reporter { .. })).count();
    let hosts = labels.iter().filter(|l| matches!(l.who, Who::Host { .. })).count();
    let chairs = labels.iter().filter(|l| matches!(l.who, Who::Chair { .. })).count();
    let others = labels.iter().filter(|l| matches!(l.who, Who::Answers | Who::Called(_) | Who::Other)).count();
    let answers = labels.iter().filter(|l| matches!(l.who, Who::Answers)).count();
    let vocative = labels.iter().any(Label::is_question);
    (chairs == 0 || vocative && answers >= 1)
        && (others >= 1 && (asked || headed(&article.paragraphs).is_some())
            || asks >= 1 && others >= 1 && asks + others >= 2
            || hosts >= 2 && others >= 2
            || hosts + others >= 2 && others >= 1 && conference::is_press(article, first)
            || answers >= 2
            || talks)
}

/// Reads a dialogue.
pub fn read(article: &Article, known: &[Known]) -> Reading {
    let labels = script(&article.paragraphs);
    let mut table = Table::of(article, &labels);
    let mut reading = conference::meeting(article, &labels, known);
    let current = (!reading.meetings.is_empty()).then_some(0);
    reading.current = vec![current; article.paragraphs.len()];
    reading.turns = table.turns(article, &labels);
    if let Some(meeting) = reading.meetings.first_mut() {
        for turn in reading.turns.iter().filter(|t| t.voice == Voice::Person && !t.goes_on) {
            let Some(name) = turn.speaker.clone() else { continue };
            let office = turn.office.clone().or_else(|| table.roster.named(&name).and_then(|g| g.office.clone()));
            let host = meeting.chair.as_deref() == Some(name.as_str());
            let part = if host { Part::Chair } else { Part::Speaker };
            conference::take(meeting, name, office, part);
        }
        for guest in table.roster.guests() {
            conference::attend(meeting, guest);
        }
    }
    reading
}

/// Those of whom an article tells around its turns: whom it introduces, and whom its paragraphs begin with.
fn told(article: &Article) -> Vec<Named> {
    let paragraphs = article.paragraphs.iter().filter(|p| matches!(p.role, Role::Title | Role::Body));
    let mut found: Vec<Named> = Vec::new();
    for paragraph in paragraphs.filter(|p| label(&p.text).is_none()) {
        let prose = Prose::of(&paragraph.text);
        let introduced = people::introduced(&prose.text);
        found.extend(introduced.iter().map(|f| people::shown(f, &prose, &paragraph.text)));
        if let Some(length) = names::name_at(&prose.text, 0, Trust::Plain) {
            found.push(Named { name: prose.shown(&paragraph.text, 0..length), office: None });
        }
    }
    found
}

/// The author whom a byline names, and its words: author: 司徒青.
fn author(article: &Article) -> Option<(String, String)> {
    article.paragraphs.iter().filter(|p| p.role == Role::Byline).find_map(|p| {
        let (key, value) = p.text.split_once([':', '：'])?;
        let name = super::name::called(value.trim()).filter(|c| c.office.is_none())?.name?;
        ["author", "作者", "文", "撰文"].contains(&key.trim()).then(|| (name, p.text.clone()))
    })
}

/// Whether a short paragraph asks what the next one answers.
fn asks_next(paragraph: &Paragraph, next: Option<&Option<Label>>) -> bool {
    matches!(next, Some(Some(Label { who: Who::Answers, .. })))
        && paragraph.text.trim_end().ends_with(['？', '?'])
        && paragraph.text.chars().count() <= 120
}

/// Those who talk, as the text makes them known.
struct Table {
    roster: Roster,
    reporter: Option<Reporter>,
    answerer: Option<Answerer>,
    questioner: Option<Answerer>,
    names: Vec<String>,
    hosted: Asker,
    host: Option<(String, Option<String>)>,
    /// The words of the label that asks, where no label means an asker.
    asker: Option<String>,
    /// What short labels stand for.
    legend: Vec<(String, String)>,
    /// Of whom the text tells around the talk, once a label asks for it.
    told: OnceCell<Vec<Named>>,
}

/// Who asks the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    /// Reporters and 问 do; one who leads only leads.
    Reporters,
    /// The host does: a talk.
    Host,
}

impl Table {
    fn of(article: &Article, labels: &[Option<Label>]) -> Self {
        let mut roster = Roster::default();
        let first = labels.iter().position(Option::is_some).unwrap_or(labels.len());
        for paragraph in article.paragraphs.iter().take(first).filter(|p| p.role != Role::Byline) {
            roster.introduce(&paragraph.text);
        }
        let mut names = Vec::new();
        let mut host = None;
        let mut leading = false;
        for (at, (paragraph, label)) in article.paragraphs.iter().zip(labels).enumerate() {
            match label.as_ref().map(|l| &l.who) {
                Some(Who::Called(called)) => {
                    leading = lead::leads(called.office.as_deref(), &lead::opening(&article.paragraphs, labels, at));
                    if let Some(name) = &called.name {
                        roster.label(name, called.office.as_deref());
                        names.push(name.clone());
                        if leading && host.is_none() {
                            host = Some((name.clone(), called.office.clone()));
                        }
                    }
                }
                Some(Who::Host { office, name }) => {
                    leading = true;
                    if let Some(name) = name.as_ref().filter(|_| host.is_none()) {
                        host = Some((name.clone(), Some(office.clone())));
                    }
                }
                Some(_) => leading = false,
                None => {}
            }
            if leading {
                roster.introduce(&paragraph.text);
            }
        }
        // 某局局长李某就…接受了记者采访: the label that follows is the name alone.
        let answerer = lead::answerer(article, first);
        if let Some(Answerer { name: Some(name), office: Some(office), .. }) = &answerer
            && roster.named(name).is_none_or(|g| g.office.is_none())
        {
            roster.add(name, Some(office));
        }
        names.sort();
        names.dedup();
        // In a talk the host asks, though the audience may ask too; at a conference reporters do.
        let count = |is: fn(&Who) -> bool| labels.iter().flatten().filter(|l| is(&l.who)).count();
        let reporters = count(|who| matches!(who, Who::Reporter { .. }));
        let asks = count(|who| matches!(who, Who::Asks));
        let hosts = count(|who| matches!(who, Who::Host { .. }));
        let asked = reporters > 0 || asks > 0 && hosts <= asks;
        Self {
            roster,
            reporter: byline::reporter(&article.paragraphs),
            answerer,
            questioner: lead::questioner(article, first),
            names,
            hosted: if asked || asks + reporters + hosts == 0 { Asker::Reporters } else { Asker::Host },
            host,
            asker: if asked || hosts > 0 { None } else { talk(&article.paragraphs, labels).and_then(|t| t.asker) },
            legend: article.paragraphs.iter().flat_map(|p| legend(&p.text)).collect(),
            told: OnceCell::new(),
        }
    }

    fn turns(&mut self, article: &Article, labels: &[Option<Label>]) -> Vec<Turn> {
        let last = article.paragraphs.iter().rposition(|p| p.role == Role::Body).unwrap_or(0);
        let mut out: Vec<Turn> = Vec::new();
        let mut asked = false;
        let mut open = false;
        for (at, (paragraph, label)) in article.paragraphs.iter().zip(labels).enumerate() {
            if matches!(paragraph.role, Role::Title | Role::Byline | Role::Stage) {
                open &= paragraph.role != Role::Byline || !byline::is_notice(&paragraph.text);
                continue;
            }
            let whole = paragraph.text.chars().count();
            let to = if at == last { byline::signature(&paragraph.text).unwrap_or(whole) } else { whole };
            let piece = Piece { paragraph: at, from: 0, to };
            match label {
                // 主席： alone addresses the chair in an answer.
                Some(label) if self.addresses(label, &paragraph.text) => {
                    if let Some(before) = out.last().cloned() {
                        out.push(Turn { piece, goes_on: true, ..before });
                    }
                }
                Some(label) => {
                    asked |= matches!(label.who, Who::Asks | Who::Reporter { .. });
                    let voiced = self.voice(label, article);
                    let form = self.form(label, asked, voiced.speaker.as_deref());
                    out.push(Turn { form, piece, goes_on: false, ..voiced });
                    open = true;
                }
                None if byline::is_moment(&paragraph.text) => {}
                // 什么是汇算？ before 答：: a question without a label.
                // 在某日例行记者会上，有记者问：…？
                None if (asks_next(paragraph, labels.get(at + 1))
                    || labels.get(at + 1).is_some_and(Option::is_some) && asks_at_end(&paragraph.text))
                    && !(open && out.last().is_some_and(|t| t.form == Form::Question)) =>
                {
                    let voiced = voiced::unknown(None, None, paragraph.text.chars().take(20).collect());
                    out.push(Turn { form: Form::Question, piece, goes_on: false, ..voiced });
                    asked = true;
                    open = false;
                }
                None if byline::is_notice(&paragraph.text) => open = false,
                // （笑）, （来源：某报）: nobody says that.
                None if narration::told(&paragraph.text) == Some(Told::Aside) => {}
                None if open && matches!(paragraph.role, Role::Body | Role::List) => {
                    if let Some(before) = out.last().cloned() {
                        out.push(Turn { piece, goes_on: true, ..before });
                    }
                }
                None => {}
            }
        }
        out
    }

    /// Whether 主席： is a vocative within an answer: nothing stands behind it, and nobody chairs a written answer.
    fn addresses(&self, label: &Label, text: &str) -> bool {
        matches!(label.who, Who::Chair { .. })
            && self.questioner.is_some()
            && text.chars().skip(label.chars).all(char::is_whitespace)
    }

    /// Question, answer, or words that are neither.
    fn form(&self, label: &Label, asked: bool, speaker: Option<&str>) -> Form {
        let leads = matches!(label.who, Who::Host { .. })
            || speaker.is_some() && self.host.as_ref().map(|(name, _)| name.as_str()) == speaker;
        if self.asker.as_ref() == Some(&label.words) {
            return Form::Question;
        }
        match (&label.who, self.hosted) {
            (Who::Asks | Who::Reporter { .. }, _) => Form::Question,
            (Who::Answers, _) => Form::Answer,
            (_, Asker::Host) if leads => Form::Question,
            (_, Asker::Reporters) if leads => Form::Verbatim,
            (_, Asker::Reporters) if !asked && self.asker.is_none() => Form::Verbatim,
            _ => Form::Answer,
        }
    }

    /// The full name of one whom a label calls familiarly, where the text shows it.
    fn nicknamed(&self, name: &str, article: &Article) -> Option<(String, String)> {
        (name.chars().count() == 2).then(|| nickname::resolve(name, &self.names, &article.paragraphs)).flatten()
    }

    /// Whose voice a label opens; form and piece are for the caller.
    fn voice(&self, label: &Label, article: &Article) -> Turn {
        let words = label.words.clone();
        let inferred = AttributedBy::Inferred;
        if let Some(turn) = self.short(label, article) {
            return turn;
        }
        if let (Who::Asks, Some(who)) = (&label.who, self.questioner.clone()) {
            return voiced::turn(Voice::Person, who.name, who.office, AttributedBy::Rule, who.evidence);
        }
        match &label.who {
            Who::Reporter { medium, name: Some(name) } => {
                let office = medium.as_ref().map_or_else(|| "记者".to_owned(), |m| format!("{m}记者"));
                voiced::person(name.clone(), Some(office), AttributedBy::Rule, words)
            }
            Who::Reporter { medium: None, name: None } => self
                .reporter(&words)
                .unwrap_or_else(|| voiced::unknown(Some(words.clone()), Some(words.clone()), words)),
            Who::Reporter { .. } => voiced::unknown(Some(words.clone()), Some(words.clone()), words),
            // Where the lead says that reporters asked, 问 is theirs.
            Who::Asks => match &self.answerer {
                // A title that quotes the one who is asked does not say who asks.
                Some(answerer) if answerer.evidence == article.title && answerer.evidence.contains(COLONS) => {
                    self.reporter(&words).unwrap_or_else(|| voiced::unknown(None, None, words))
                }
                Some(answerer) => self.reporter(&words).unwrap_or_else(|| {
                    let evidence = format!("{words}；{}", answerer.evidence);
                    voiced::turn(Voice::Unknown, Some("记者".into()), None, inferred, evidence)
                }),
                None => voiced::unknown(None, None, words),
            },
            Who::Answers => match &self.answerer {
                Some(answerer) => {
                    let voice = if answerer.name.is_some() { Voice::Person } else { Voice::Unknown };
                    let speaker = answerer.name.clone().or_else(|| answerer.office.clone());
                    let evidence = format!("{words}；{}", answerer.evidence);
                    voiced::turn(voice, speaker, answerer.office.clone(), inferred, evidence)
                }
                None => voiced::unknown(None, None, words),
            },
            Who::Host { name: Some(name), office } => {
                voiced::person(name.clone(), Some(office.clone()), AttributedBy::Rule, words)
            }
            Who::Host { office, name: None } => match &self.host {
                Some((name, _)) => voiced::person(name.clone(), Some(office.clone()), inferred, words),
                None => voiced::unknown(Some(words.clone()), Some(office.clone()), words),
            },
            Who::Called(called) => match called.name.as_ref().and_then(|name| self.nicknamed(name, article)) {
                Some((full, shown)) if called.office.is_none() => {
                    let office = self.roster.named(&full).and_then(|g| g.office.clone());
                    voiced::person(full, office, inferred, format!("{words}；{shown}"))
                }
                _ => voiced::called(&words, called, &self.roster),
            },
            Who::Chair { office, .. } => voiced::unknown(Some(words.clone()), Some(office.clone()), words),
            Who::Crowd => voiced::unknown(Some(words.clone()), None, words),
            Who::Other => match nickname::resolve(&words, &self.names, &article.paragraphs) {
                Some((name, shown)) => voiced::person(name, None, inferred, format!("{words}；{shown}")),
                None if words.chars().count() == 1 => voiced::unknown(Some(words.clone()), None, words),
                None => voiced::person(words.clone(), None, AttributedBy::Rule, words),
            },
        }
    }

    /// Whom a label of one or two glyphs means: what a legend says, or the one of this surname, or the medium of this glyph.
    fn short(&self, label: &Label, article: &Article) -> Option<Turn> {
        let words = &label.words;
        if words.chars().count() > 2 || !matches!(label.who, Who::Other | Who::Called(_) | Who::Asks | Who::Answers) {
            return None;
        }
        if let Some((key, value)) = self.legend.iter().find(|(key, _)| key == words) {
            let shown = format!("{words}；{key}：{value}");
            let medium = value.contains(['《', '》']) || value.contains("记者") || value.contains("記者");
            if medium {
                let speaker = value.trim_matches(['《', '》']).to_owned();
                return Some(voiced::unknown(Some(speaker.clone()), Some(speaker), shown));
            }
            let called = super::name::called(value);
            let name = called.as_ref().and_then(|c| c.name.clone()).unwrap_or_else(|| value.clone());
            let called = super::name::Called { name: Some(name), surname: None, office: called.and_then(|c| c.office) };
            return Some(Turn { evidence: shown, ..voiced::called(words, &called, &self.roster) });
        }
        if words.chars().count() > 1 || !matches!(label.who, Who::Other) {
            return None;
        }
        let mut guests = self.roster.guests().iter().filter(|g| g.name.starts_with(words.as_str()));
        let guest = guests.next().filter(|_| guests.next().is_none());
        let answerer = self.answerer.as_ref().and_then(|a| Some((a.name.clone()?, a.office.clone())));
        let named = guest
            .map(|g| (g.name.clone(), g.office.clone()))
            .or(answerer.filter(|(name, _)| name.starts_with(words.as_str())));
        if let Some((name, office)) = named {
            let shown = format!("{words}；{name}");
            return Some(voiced::person(name, office, AttributedBy::Inferred, shown));
        }
        // author: 司徒青
        let signed = article.paragraphs.iter().filter(|p| p.role == Role::Byline).find_map(|p| {
            let name = p.text.rsplit([':', '：', ' ', '　']).next()?.trim();
            let whole = super::name::called(name).filter(|c| c.office.is_none())?.name?;
            whole.starts_with(words.as_str()).then_some(whole)
        });
        if let Some(name) = signed {
            let shown = format!("{words}；{name}");
            return Some(voiced::person(name, None, AttributedBy::Inferred, shown));
        }
        // 记：: the reporter whom the byline names.
        if matches!(words.as_str(), "记" | "記") {
            return self.reporter(words).or_else(|| {
                let (name, shown) = author(article).filter(|(name, _)| !self.names.contains(name))?;
                Some(voiced::person(name, Some("記者".into()), AttributedBy::Inferred, format!("{words}；{shown}")))
            });
        }
        if let Some((who, shown)) = self.told_of(words, article) {
            return Some(voiced::person(who.name, who.office, AttributedBy::Inferred, shown));
        }
        let medium = article.paragraphs.iter().take(12).find_map(|p| {
            let (_, rest) = p.text.split_once('《')?;
            let (name, _) = rest.split_once('》')?;
            (name.contains(words.as_str()) && name.chars().count() <= 8).then(|| name.to_owned())
        });
        medium.map(|m| voiced::unknown(Some(m.clone()), Some(m.clone()), format!("{words}；《{m}》")))
    }

    /// The one of whom the text tells around the talk whose name begins so: 前天文台台長林某某說 and 林：.
    fn told_of(&self, words: &str, article: &Article) -> Option<(Named, String)> {
        let fits = self.told.get_or_init(|| told(article)).iter().filter(|who| who.name.starts_with(words));
        let one = fits.clone().next()?;
        let office = fits.clone().find_map(|who| who.office.clone());
        let shown = format!("{words}；{}{}", office.as_deref().unwrap_or(""), one.name);
        let alone = fits.clone().all(|other| other.name == one.name);
        alone.then(|| (Named { office, name: one.name.clone() }, shown))
    }

    /// The reporter whom the byline names, as the voice of a bare label.
    fn reporter(&self, words: &str) -> Option<Turn> {
        let reporter = self.reporter.as_ref()?;
        let evidence = format!("{words}；{}", reporter.evidence);
        Some(voiced::person(reporter.name.clone(), Some(reporter.office.clone()), AttributedBy::Inferred, evidence))
    }
}
