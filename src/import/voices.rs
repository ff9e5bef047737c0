//! Voices: who speaks where, in a report that tells. An attribution opens a voice; it goes on over the sentences and the
//! paragraphs that follow as long as they read as its words, and ends where the next one begins or the report speaks again.

mod telling;

use std::ops::Range;

use crate::model::{AttributedBy, Form, Piece, Role, Voice};

use self::telling::{counts_on, introduces, narrates, wants};
use super::attribution::{self, Act, Subject};
use super::facts::folded;
use super::lines::is_han;
use super::names::{self, Trust};
use super::page::{Page, dateline, honour};
use super::people::Found;
use super::places;
use super::prose::{cut, rest};
use super::reading::{Reading, Turn};
use super::units;
use super::vocabulary::honours::{HELD, HIGH};
use super::vocabulary::speaking::{DOES, NOBODY};

/// Whose words an article gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those who speak at the meetings that it reports.
    Proceedings,
    /// Those of whom it tells, at no meeting of its own: whom it introduces with office and name, and 他 after that.
    Told,
    /// Nobody but those whom it introduces with office and name: what others said elsewhere is quoted.
    Introduced,
}

/// A voice as it stands open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    Person(String),
    Meeting,
    Nobody,
    /// An office without a name.
    Unnamed(String),
    Organisation(String),
}

/// What a sentence opens.
struct Opening {
    from: usize,
    who: Who,
    office: Option<String>,
    evidence: String,
    by: AttributedBy,
    verbatim: bool,
}

/// What is known while the text is read.
struct State<'a> {
    page: &'a Page<'a>,
    reading: &'a Reading,
    scope: Scope,
    /// Whom 他 means: the member last spoken of.
    last: Option<usize>,
    /// Whom 他 means where the last who spoke is nobody of the cast.
    stranger: Option<String>,
    /// Whose words the open part is.
    open: Option<Who>,
}

/// The turns of a page.
pub fn turns(page: &Page<'_>, reading: &Reading, scope: Scope) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    let mut state = State { page, reading, scope, last: None, stranger: None, open: None };
    // Paragraphs that may go on with the voice before them, until it is known whether that voice comes back.
    let mut waiting: Vec<usize> = Vec::new();
    let mut lead = true;
    for (at, paragraph) in page.article.paragraphs.iter().enumerate() {
        if paragraph.role == Role::Heading && state.open.is_some() {
            continue;
        }
        if !matches!(paragraph.role, Role::Body | Role::List) {
            state.open = None;
            waiting.clear();
            continue;
        }
        let before = state.open.take();
        let start = if lead { dateline(page.text(at)) } else { 0 };
        lead = false;
        let (turns, told) = state.paragraph(at, start);
        match (turns.first(), before) {
            (Some(first), Some(who)) if who == who_of(first) => {
                // The voice comes back: what stood between was its words.
                let form = out.last().map_or(Form::Reported, |t| t.form);
                let from = out.last().cloned();
                for paragraph in waiting.drain(..) {
                    let piece = Piece { paragraph, from: 0, to: page.proses[paragraph].length() };
                    out.extend(from.clone().map(|turn| Turn { piece, form, goes_on: true, ..turn }));
                }
                out.extend(turns);
            }
            (Some(_), _) => {
                waiting.clear();
                out.extend(turns);
            }
            (None, Some(who)) if told == Told::Nothing => {
                let demands = scope == Scope::Proceedings && wants(page.text(at));
                let goes_on = counts_on(page.text(at)) || demands && waiting.is_empty();
                if goes_on && waiting.is_empty() {
                    let piece = Piece { paragraph: at, from: 0, to: page.proses[at].length() };
                    let from = out.last().cloned();
                    out.extend(from.map(|turn| Turn { piece, goes_on: true, ..turn }));
                } else if scope == Scope::Proceedings {
                    waiting.push(at);
                }
                state.open = Some(who);
            }
            (None, _) => waiting.clear(),
        }
    }
    out
}

fn who_of(turn: &Turn) -> Who {
    match (turn.voice, &turn.speaker) {
        (Voice::Meeting, _) => Who::Meeting,
        (Voice::Organisation, Some(name)) => Who::Organisation(name.clone()),
        (_, Some(name)) => Who::Person(name.clone()),
        (_, None) => turn.office.clone().map_or(Who::Nobody, Who::Unnamed),
    }
}

/// Whether a paragraph without words of its own tells of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    Something,
}

impl State<'_> {
    /// The turns of a paragraph from a byte on, and whether it tells of something besides.
    fn paragraph(&mut self, at: usize, start: usize) -> (Vec<Turn>, Told) {
        let page = self.page;
        let text = page.text(at);
        let mut out: Vec<Turn> = Vec::new();
        let mut told = Told::Nothing;
        let told_from = |sentence: &Range<usize>| sentence.start.max(start.min(sentence.end))..sentence.end;
        let sentences = page.sentences[at].iter().map(told_from).filter(|sentence| !sentence.is_empty());
        for sentence in sentences.flat_map(|sentence| units::of(page, at, sentence)) {
            let words = cut(text, sentence.clone());
            let first = out.is_empty();
            let apart = first || cut(text, 0..sentence.start).ends_with(';');
            if let Some(opening) = self.opening(at, sentence.clone(), apart) {
                let from = if first && introduces(cut(text, start..sentence.start)) { start } else { opening.from };
                let from = page.proses[at].char(from);
                let same = out.last().is_some_and(|last: &Turn| {
                    opening.who == who_of(last) && matches!(opening.who, Who::Person(_) | Who::Unnamed(_))
                });
                if same {
                    continue;
                }
                if let Some(last) = out.last_mut().filter(|last| last.piece.to == usize::MAX) {
                    last.piece.to = from;
                }
                self.open = Some(opening.who.clone());
                out.push(turn(opening, at, from));
            } else if self.ends(at, sentence.clone()) || narrates(words) && !self.quotes(at, sentence.clone()) {
                if let Some(last) = out.last_mut().filter(|last| last.piece.to == usize::MAX) {
                    last.piece.to = page.proses[at].char(sentence.start);
                }
                self.open = None;
                told = Told::Something;
            }
        }
        for turn in &mut out {
            turn.piece.to = turn.piece.to.min(page.proses[at].length());
        }
        out.retain(|turn| turn.piece.from < turn.piece.to);
        (out, told)
    }

    /// Whether a sentence tells, within the words of one, what another whom it calls by title did: 7月26日，某某总书记在….
    fn quotes(&self, paragraph: usize, sentence: Range<usize>) -> bool {
        let Some(Who::Person(name)) = &self.open else { return false };
        let subject = attribution::read(self.page, paragraph, sentence.clone()).map(|read| read.subject);
        let clause = cut(self.page.text(paragraph), sentence).split_once(',').map_or("", |(_, clause)| clause);
        let honoured = HIGH
            .iter()
            .any(|title| clause.find(title).is_some_and(|at| at > 0 && cut(clause, 0..at).chars().count() <= 4));
        match subject {
            Some(Subject::Honoured(at)) => self.page.cast.members[at].name != *name,
            None => honoured,
            _ => false,
        }
    }

    /// What a sentence opens.
    fn opening(&mut self, paragraph: usize, sentence: Range<usize>, first: bool) -> Option<Opening> {
        let read = attribution::read(self.page, paragraph, sentence.clone());
        let Some(read) = read else {
            self.remember(paragraph, sentence);
            return None;
        };
        let member = match &read.subject {
            Subject::Member(at) | Subject::Honoured(at) => Some(*at),
            Subject::Pronoun => self.last,
            Subject::Title(title) => self.titled(title),
            _ => None,
        };
        let Act::Says { from, clause } = read.act else {
            if !matches!(read.subject, Subject::Pronoun) && member.is_some() {
                self.stranger = None;
            }
            self.last = member.or(self.last);
            if member.is_none() {
                self.remember(paragraph, sentence);
            }
            return None;
        };
        let evidence: String = self.page.shown(paragraph, clause.clone());
        let verbatim = rest(self.page.text(paragraph), clause.end).starts_with(":“");
        let opening =
            |who: Who, office: Option<String>, by: AttributedBy| Opening { from, who, office, evidence, by, verbatim };
        let held = self.reading.current.get(paragraph).copied().flatten().is_some();
        match read.subject {
            Subject::Meeting if self.is_other(paragraph, &sentence) => None,
            Subject::Meeting => {
                (self.scope == Scope::Proceedings || held).then(|| opening(Who::Meeting, None, AttributedBy::Rule))
            }
            Subject::Nobody => {
                let open = matches!(self.open, Some(Who::Person(_)));
                (held && !open && self.scope == Scope::Proceedings)
                    .then(|| opening(Who::Nobody, None, AttributedBy::Rule))
            }
            // 某部发言人答记者问: the title says whose words the text gives.
            Subject::Unnamed(words)
                if self.scope == Scope::Told
                    && self.page.title().text.contains(cut(self.page.text(paragraph), words.clone())) =>
            {
                let office = self.page.shown(paragraph, words);
                // 发言人 alone is the one whom the title names: 某部发言人就….
                let title = &self.page.article.title;
                let office = title.find(&office).map_or(office.clone(), |at| {
                    let whole = cut(title, 0..at + office.len());
                    if whole.chars().count() <= 20 && whole.chars().all(is_han) { whole.to_owned() } else { office }
                });
                Some(opening(Who::Unnamed(office.clone()), Some(office), AttributedBy::Rule))
            }
            Subject::Unnamed(words) | Subject::Organisation(words)
                if !held || self.scope != Scope::Proceedings || !first && self.open.is_some() || words.is_empty() =>
            {
                None
            }
            Subject::Unnamed(words) => {
                let office = self.page.shown(paragraph, words);
                Some(opening(Who::Unnamed(office.clone()), Some(office), AttributedBy::Rule))
            }
            Subject::Organisation(words) => {
                let name = self.page.shown(paragraph, words);
                Some(opening(Who::Organisation(name), None, AttributedBy::Rule))
            }
            Subject::Stranger(name) => {
                let name = self.page.shown(paragraph, name);
                // Whom the title names needs no office: 某某审阅报告并提出要求.
                let titled = self.scope == Scope::Told
                    && self.page.article.title.contains(&name)
                    && !places::begins_with_place(&name)
                    && !["军", "方", "国", "警", "媒"].iter().any(|end| name.ends_with(end));
                (held && self.scope == Scope::Proceedings || titled).then(|| {
                    self.stranger = Some(name.clone());
                    opening(Who::Person(name), None, AttributedBy::Rule)
                })
            }
            Subject::Pronoun if self.stranger.is_some() => {
                self.stranger.clone().map(|name| opening(Who::Person(name), None, AttributedBy::Rule))
            }
            Subject::Member(_) | Subject::Honoured(_) | Subject::Pronoun | Subject::Title(_) => {
                let at = member?;
                let member = &self.page.cast.members[at];
                // Within the words of one, another called by title is quoted; so is who took no part.
                let honoured = matches!(read.subject, Subject::Honoured(_) | Subject::Title(_));
                let others = matches!(&self.open, Some(Who::Person(name)) if *name != member.name)
                    || self.open == Some(Who::Meeting);
                if honoured && (others && !first || !self.took_part(&member.name)) {
                    return None;
                }
                // 中国国家主席习某某提出: one of so high a title who takes no part is quoted within the words of another.
                let high = member.office.as_deref().is_some_and(|o| HIGH.ending(&folded(o)).is_some());
                if high && others && !first && !self.took_part(&member.name) {
                    return None;
                }
                let introduced = matches!(read.subject, Subject::Member(_));
                let told = self.scope == Scope::Told && read.subject == Subject::Pronoun;
                if self.scope != Scope::Proceedings && !introduced && !told {
                    return None;
                }
                self.last = Some(at);
                self.stranger = None;
                let inferred = matches!(read.subject, Subject::Title(_));
                let by = if inferred { AttributedBy::Inferred } else { AttributedBy::Rule };
                Some(opening(Who::Person(member.name.clone()), member.office.clone(), by))
            }
        }
    }

    /// 全会高度评价…: another meeting than the one that is told of is spoken of.
    fn is_other(&self, paragraph: usize, sentence: &Range<usize>) -> bool {
        let words = cut(self.page.text(paragraph), sentence.clone()).trim_start();
        let meeting = self.reading.current.get(paragraph).copied().flatten();
        let name = folded(meeting.map_or("", |at| self.reading.meetings[at].name.as_str()));
        let plenary = ["全会", "全体会议", "中央委员会", "委员会第"].iter().any(|word| name.contains(word));
        words.starts_with("全会") && !plenary
    }

    /// Whether someone is there at one of the meetings.
    fn took_part(&self, name: &str) -> bool {
        self.reading.meetings.iter().flat_map(|m| &m.participants).any(|p| p.name == name)
    }

    /// Whom a title alone means: the one who holds it in this text, first among those who took part.
    fn titled(&self, title: &str) -> Option<usize> {
        let holds = HELD.iter().find(|(word, _)| *word == title).map_or(title, |(_, office)| *office);
        let members = &self.page.cast.members;
        let there = |m: &super::page::Member| {
            m.office.as_deref().is_some_and(|o| folded(o).contains(holds)) && self.took_part(&m.name)
        };
        let mut fits = members.iter().enumerate().filter(|(_, m)| there(m));
        match (fits.next(), fits.next()) {
            (Some((at, _)), None) => Some(at),
            (Some((at, _)), Some(_)) if holds == "总书记" => Some(at),
            (Some(_), Some(_)) => None,
            (None, _) => self.page.cast.by_title(holds),
        }
    }

    /// Whom 他 means after a sentence that gives no words: the last person of it.
    fn remember(&mut self, paragraph: usize, sentence: Range<usize>) {
        let text = self.page.text(paragraph);
        // 在省长…陪同下: who goes along is not spoken of.
        let along = |f: &&Found| cut(text, f.name.end..sentence.end).split(',').next().unwrap_or("").contains("陪同下");
        let within = |f: &&Found| f.name.start >= sentence.start && f.name.end <= sentence.end;
        let found = self.page.found[paragraph].iter().rfind(|f| within(f) && !along(f));
        let end = sentence.end;
        let words = cut(text, sentence);
        let members = &self.page.cast.members;
        let introduced = found.and_then(|f| members.iter().position(|m| m.folded == cut(text, f.name.clone())));
        // Looked for at each char: a long text has many members.
        let does = |(at, _): (usize, char)| {
            let member = self.page.cast.at_start(rest(words, at))?;
            let after = rest(words, at + members[member].folded.len());
            let does =
                DOES.starting(after).is_some() || ["发表", "作", "在", "代表"].iter().any(|w| after.starts_with(w));
            does.then_some(member)
        };
        let subject = words.char_indices().filter_map(does).min();
        // 现场气氛十分热烈,李某边听边记: a clause further on may begin with one.
        let begins = words.split(',').find_map(|clause| self.page.cast.at_start(clause.trim_start()));
        let member = subject.or(introduced).or(begins);
        // 王某回顾了…，并介绍了…。他说: whom only this sentence names may be meant next.
        let from = end - words.trim_start().len();
        let held = self.scope == Scope::Proceedings && self.reading.current.get(paragraph).copied().flatten().is_some();
        let stranger = || {
            let to = from + names::name_at(text, from, Trust::Plain).filter(|_| held)?;
            let title = honour(rest(text, to));
            (!HIGH.have(cut(text, to..to + title))).then(|| self.page.shown(paragraph, from..to))
        };
        self.stranger = if member.is_none() { stranger().or(self.stranger.take()) } else { None };
        self.last = member.or(self.last);
    }

    /// Whether a sentence tells that someone does something, and so ends what was said.
    fn ends(&self, paragraph: usize, sentence: Range<usize>) -> bool {
        let text = self.page.text(paragraph);
        let words = cut(text, sentence.clone()).trim_start_matches(' ');
        let Some(read) = attribution::read(self.page, paragraph, sentence.clone()) else {
            // A list of those who were there.
            return self.page.found[paragraph].iter().any(|f| f.office.start == sentence.start)
                && ["出席", "参加", "陪同", "列席"].iter().any(|w| words.contains(w));
        };
        match read.subject {
            Subject::Member(at) => {
                let name = &self.page.cast.members[at].folded;
                let after = words.find(name.as_str()).map_or("", |found| rest(words, found + name.len()));
                let after = rest(after, honour(after));
                // 某大学教授余某对…提出了建议: another who is introduced does something, where several speak or nobody's meeting is told.
                let office = self.page.cast.members[at].office.as_deref().unwrap_or("");
                let opens = self.page.found_from(paragraph, sentence.start).first();
                let opens = opens.is_some_and(|f| f.office.start == sentence.start && !f.office.is_empty());
                let other = matches!(&self.open, Some(Who::Person(open)) if *open != self.page.cast.members[at].name);
                let several =
                    || self.scope != Scope::Proceedings || self.page.lately(paragraph, sentence.end).contains("发言");
                DOES.starting(after).is_some()
                    || opens && other && read.act == Act::Does && HIGH.ending(&folded(office)).is_none() && several()
            }
            Subject::Meeting => read.act == Act::Does && !self.is_other(paragraph, &sentence),
            Subject::Nobody => {
                // 双方要推进…: that is still said.
                let demands = NOBODY.starting(words);
                let demands = demands
                    .is_some_and(|w| ["要", "应", "可", "必须"].iter().any(|d| rest(words, w.len()).starts_with(d)));
                !demands && !matches!(self.open, Some(Who::Person(_) | Who::Meeting))
            }
            _ => false,
        }
    }
}

fn turn(opening: Opening, paragraph: usize, from: usize) -> Turn {
    let (voice, speaker) = match opening.who {
        Who::Person(name) => (Voice::Person, Some(name)),
        Who::Meeting => (Voice::Meeting, None),
        Who::Organisation(name) => (Voice::Organisation, Some(name)),
        Who::Nobody | Who::Unnamed(_) => (Voice::Unknown, None),
    };
    let form = match voice {
        Voice::Meeting => Form::Resolution,
        _ if opening.verbatim => Form::Verbatim,
        _ => Form::Reported,
    };
    Turn {
        voice,
        speaker,
        office: opening.office,
        form,
        piece: Piece { paragraph, from, to: usize::MAX },
        evidence: opening.evidence,
        by: opening.by,
        goes_on: false,
    }
}
