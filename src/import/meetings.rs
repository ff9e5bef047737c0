//! Meetings: events whose proceedings an article reports, and who took part. A sentence that says 举行, 召开 or 主持召开 of a
//! name that ends as meetings' names end makes one; a sentence that only mentions one (会议期间，…召开了…) makes none.

use std::ops::Range;

use crate::model::{By, Evidence, Meeting, Next, Paragraph, Part, Role};

use super::article::Article;
use super::attendance;
use super::attribution::{self, Act};
use super::events::spoken::spoken;
use super::events::titled::titled_event;
use super::events::{self, Event, Telling};
use super::facts;
use super::page::{self, Page};
pub use super::presence::{Words, add};
use super::prose::{Prose, cut};
use super::reading::Reading;
use super::vocabulary::gathering::{BARE, JOIN, NOUNS};
use super::vocabulary::speaking::SELVES;
use super::vocabulary::titles::INSTRUCTING;
use super::when::{self, Day, Known};
use crate::text::words::Words as Table;

/// Each of those who came to their delegation to deliberate is told of in a paragraph of their own.
static JOINS: Table = Table::new(JOIN);

/// Paragraphs of the body in which an event may begin without a day of its own.
const LEAD: usize = 2;

/// Paragraphs of the body in which the meeting of the title may begin: instructions to it may stand before.
const LATE: usize = 6;

/// The sentences of a text with the char at which each begins.
pub fn sentences(text: &str) -> Vec<(usize, String)> {
    let prose = Prose::of(text);
    let shown = |range: Range<usize>| {
        let (from, to) = (prose.char(range.start), prose.char(range.end));
        (from, text.chars().skip(from).take(to - from).collect())
    };
    prose.sentences().into_iter().map(shown).collect()
}

/// Reads the meetings of an article and those who took part.
pub fn read(article: &Article, known: &[Known]) -> Reading {
    of(&mut Page::of(article), known)
}

/// Reads the meetings of a page; whom its lists name joins its cast.
pub fn of(page: &mut Page<'_>, known: &[Known]) -> Reading {
    let mut found = Reading::default();
    let mut current = None;
    let mut bodies = 0;
    let lead = lead_day(page);
    let title = page.title().text;
    // 某某对…作出重要指示: the meeting that hears it stands behind.
    let instructs = INSTRUCTING.iter().any(|word| title.contains(word));
    let gathers = NOUNS.stand_in(&title) || instructs;
    let count = page.article.paragraphs.len();
    let mut days: Vec<Option<(usize, Day)>> = Vec::new();
    for at in 0..count {
        // Points set before the body (■ …) are taken from it.
        let point = page.text(at).starts_with(['■', '●', '◆', '▲', '★', '□']);
        if page.article.paragraphs[at].role == Role::Body && !point {
            bodies += 1;
            let skip = if bodies <= LEAD { page::dateline(page.text(at)) } else { 0 };
            for sentence in page.sentences[at].clone() {
                let sentence = sentence.start.max(skip.min(sentence.end))..sentence.end;
                if sentence.is_empty() || says_next(page, at, sentence.clone(), &mut found) {
                    continue;
                }
                let late = found.meetings.is_empty() && bodies <= LATE && gathers;
                let may_begin = bodies <= LEAD
                    || late
                    || !found.meetings.is_empty() && JOINS.stand_in(cut(page.text(at), sentence.clone()))
                    || !found.meetings.is_empty() && opens_with_day(cut(page.text(at), sentence.clone()));
                if may_begin && let Some(event) = events::event(page, at, told(page, at, sentence.clone())) {
                    if fits(&event, &found, bodies) {
                        current = Some(take(page, &mut found, &mut days, event, at));
                    } else if event.telling == Telling::Travelled {
                        dates(&found, &mut days, &event, at);
                    }
                }
                if let Some(meeting) = current {
                    facts::read(page, at, sentence.clone(), &mut found.meetings[meeting]);
                    attendance::read(page, at, sentence, &mut found.meetings[meeting]);
                }
            }
        }
        found.current.push(current);
    }
    if found.meetings.is_empty()
        && let Some((event, first)) = titled_event(page)
    {
        let held = event.telling == Telling::Held;
        current = Some(take(page, &mut found, &mut days, event, first));
        for at in first..count {
            found.current[at] = current;
            for sentence in page.sentences[at].clone() {
                if held {
                    facts::read(page, at, sentence.clone(), &mut found.meetings[0]);
                }
                attendance::read(page, at, sentence, &mut found.meetings[0]);
            }
        }
    }
    if found.meetings.is_empty() {
        speaks_at(page, &mut found, &mut days);
    }
    if found.meetings.is_empty() {
        sat_together(page, &mut found, &mut days);
    }
    found.days = days;
    // A head such as the title stands with the first meeting of the text.
    settle_days(page, &mut found, known, lead.as_ref());
    found
}

/// The meetings that one of the first paragraphs names as the place of words.
fn speaks_at(page: &mut Page<'_>, found: &mut Reading, days: &mut Vec<Option<(usize, Day)>>) {
    // A digest tells of many, each somewhere else.
    if ["快讯", "简讯", "要闻"].iter().any(|word| page.title().text.contains(word)) {
        return;
    }
    let bodies: Vec<usize> = (0..page.article.paragraphs.len()).filter(|at| page.is_body(*at)).take(LATE).collect();
    for (body, at) in bodies.into_iter().enumerate() {
        for sentence in page.sentences[at].clone() {
            let skip = page::dateline(page.text(at));
            let sentence = sentence.start.max(skip.min(sentence.end))..sentence.end;
            let event = spoken(page, at, sentence).filter(|_| found.meetings.is_empty());
            if let Some(event) = event.filter(|event| body < LEAD || !BARE.have(&event.name)) {
                let current = Some(take(page, found, days, event, at));
                for current_at in &mut found.current[at..] {
                    *current_at = current;
                }
            }
        }
    }
}

/// What a paragraph says of those who sat together at a meeting that has no name.
static SAT: Table = Table::new(&[
    "出席座谈会",
    "参加座谈会",
    "参加了座谈会",
    "出席了座谈会",
    "座谈会由",
    "召开了座谈会",
    "召开座谈会",
    "主持座谈会",
]);

/// A meeting without a name, where somebody whom the text introduces looked around and sat together with others: 某局局长一行来我
/// 县调研….县长某某出席座谈会.
fn sat_together(page: &mut Page<'_>, found: &mut Reading, days: &mut Vec<Option<(usize, Day)>>) {
    let bodies: Vec<usize> = (0..page.article.paragraphs.len()).filter(|at| page.is_body(*at)).collect();
    let lead = bodies.iter().copied().take(LEAD).find(|at| SAT.stand_in(page.text(*at)));
    let Some(lead) = lead.filter(|at| !page.found[*at].is_empty()) else { return };
    let text = page.text(lead);
    let day = when::days(text).into_iter().next().filter(|day| !day.long_past(text));
    if day.is_none() {
        return;
    }
    let event = Event { name: "座谈会".into(), day, ..Event::default() };
    let current = take(page, found, days, event, lead);
    for at in bodies.into_iter().filter(|at| *at >= lead) {
        found.current[at] = Some(current);
        for sentence in page.sentences[at].clone() {
            facts::read(page, at, sentence.clone(), &mut found.meetings[current]);
            attendance::read(page, at, sentence, &mut found.meetings[current]);
        }
    }
}

/// What of a sentence tells, as far as the verb of speaking: what somebody says of other meetings is told in this one.
fn told(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Range<usize> {
    match attribution::read(page, paragraph, sentence.clone()).map(|read| read.act) {
        Some(Act::Says { from, clause }) if from == sentence.start => {
            let words = cut(page.text(paragraph), clause.clone());
            sentence.start..clause.start + words.find(',').unwrap_or(words.len())
        }
        _ => sentence,
    }
}

/// The days of a journey, where the sentence that told of it gave none.
fn dates(found: &Reading, days: &mut [Option<(usize, Day)>], event: &Event, paragraph: usize) {
    let same = |m: &Meeting| event.people.first().is_some_and(|who| m.name.starts_with(&who.name));
    if let (Some(meeting), Some(slot @ None)) = (found.meetings.first(), days.first_mut())
        && same(meeting)
    {
        *slot = event.day.clone().map(|day| (paragraph, day));
    }
}

/// Whether an event is one more of this article: someone else's attendance of a meeting already told is not.
fn fits(event: &Event, found: &Reading, bodies: usize) -> bool {
    match event.telling {
        // 主持召开座谈会 on a journey: the words are said on it.
        Telling::Held => found.meetings.is_empty() || !BARE.have(&event.name),
        Telling::Attended => {
            found.meetings.is_empty() || found.meetings.iter().any(|m| m.name == event.name) || bodies > LEAD
        }
        Telling::Talked | Telling::Travelled => found.meetings.is_empty(),
    }
}

/// The day of the dateline or of the first paragraph: it tells the month of a day without one.
fn lead_day(page: &Page<'_>) -> Option<Day> {
    let first = page.article.paragraphs.iter().position(|p| p.role == Role::Body)?;
    // 中新社 北京3月6日电 题：… may stand in a line of its own.
    let wired = |p: &&Paragraph| p.text.chars().count() <= 60 && page::dateline(&Prose::of(&p.text).text) > 0;
    let line = page.article.paragraphs.iter().take(first + 2).find(wired);
    let line = line.and_then(|p| when::days(&Prose::of(&p.text).text).into_iter().find(|d| d.month.is_some()));
    let text = page.text(first);
    let day = || when::days(text).into_iter().find(|d| d.month.is_some()).filter(|day| !day.long_past(text));
    line.or_else(day)
}

fn opens_with_day(sentence: &str) -> bool {
    let bare = sentence.trim_start();
    let words = ["当天", "当日", "同日", "当晚", "随后", "今天", "昨天", "当地时间"];
    words.iter().any(|w| bare.starts_with(w)) || when::days(bare).first().is_some_and(|d| d.at.0 <= 1)
}

/// Adds an event, or what is new of one that is known.
fn take(
    page: &mut Page<'_>,
    found: &mut Reading,
    days: &mut Vec<Option<(usize, Day)>>,
    event: Event,
    paragraph: usize,
) -> usize {
    let same = |m: &Meeting| m.name == event.name || m.name.ends_with(&event.name) && event.name.chars().count() >= 4;
    let at = found.meetings.iter().position(same).unwrap_or_else(|| {
        found.meetings.push(Meeting { edition: edition(&event.name), name: event.name.clone(), ..Meeting::default() });
        days.push(None);
        found.meetings.len() - 1
    });
    let meeting = &mut found.meetings[at];
    if meeting.place.is_none()
        && let Some((place, words)) = event.place
    {
        if let Some(words) = words {
            let evidence = Evidence { inferred: true, by: By::Rule, text: words };
            meeting.evidence.insert("place".into(), evidence);
        }
        meeting.place = Some(place);
    }
    if days[at].is_none() {
        days[at] = event.day.map(|day| (paragraph, day));
    }
    if let Some(chair) = event.chair {
        meeting.chair = Some(chair.name.clone());
        add(meeting, chair, Part::Chair, Words::Silent);
    }
    for who in event.people {
        page.cast.add(&Prose::of(&who.name).text, who.clone());
        add(meeting, who, Part::Attendee, Words::Silent);
    }
    at
}

/// 第六届…, 2021年度…
pub fn edition(name: &str) -> Option<String> {
    if let Some((year, _)) = name.split_once("年度")
        && year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit())
    {
        return Some(format!("{year}年度"));
    }
    let rest = name.strip_prefix('第').or_else(|| name.split_once('第').map(|(_, rest)| rest))?;
    let number: String =
        rest.chars().take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(*c)).collect();
    let unit = rest.chars().nth(number.chars().count()).filter(|c| matches!(c, '届' | '次' | '屆'))?;
    (!number.is_empty()).then(|| format!("第{number}{unit}"))
}

/// 会议确定，2022年度…在上海市召开。
fn says_next(page: &Page<'_>, paragraph: usize, sentence: Range<usize>, found: &mut Reading) -> bool {
    let words = cut(page.text(paragraph), sentence.clone()).trim_start();
    let says = SELVES
        .starting(words)
        .and_then(|who| words.strip_prefix(who))
        .is_some_and(|rest| ["确定", "决定", "商定", "明确"].iter().any(|verb| rest.starts_with(verb)));
    if !says {
        return false;
    }
    let Some(event) = events::announced(page, paragraph, sentence) else { return false };
    let base = |name: &str| edition(name).map_or(name.to_owned(), |e| name.replacen(&e, "", 1));
    let wanted = base(&event.name);
    if let Some(meeting) = found.meetings.iter_mut().find(|m| base(&m.name) == wanted) {
        meeting.next = Some(Next { edition: edition(&event.name), place: event.place.map(|(place, _)| place) });
        return true;
    }
    false
}

/// Dates of the meetings, completed from what is known.
fn settle_days(page: &Page<'_>, found: &mut Reading, known: &[Known], lead: Option<&Day>) {
    let own: Vec<Known> = found.meetings.iter().filter_map(|m| year_of_edition(&m.name)).collect();
    let published = page.article.published.as_ref().and_then(Known::of);
    for (meeting, day) in found.meetings.iter_mut().zip(&found.days) {
        let Some((_, day)) = day else { continue };
        let known: Option<Known> = year_of_edition(&meeting.name)
            .or_else(|| own.first().cloned())
            .or_else(|| published.clone())
            .or_else(|| known.first().cloned())
            .or_else(|| year_of_name(&meeting.name).filter(|_| day.month.is_some()));
        // The year of the name completes no day without a month: the day of publication may.
        let whole = known.as_ref().is_some_and(|k| k.month.is_some()) || day.month.is_some();
        let known = known.filter(|_| whole).or_else(|| published.clone());
        let mut day = day.clone();
        if day.month.is_none()
            && day.relative.is_none()
            && let Some(lead) = lead.filter(|l| l.day == day.day || l.day == day.day + 1)
        {
            day.month = lead.month;
            day.year = day.year.or(lead.year);
        }
        if let Some((start, end)) = day.dates(known.as_ref()) {
            meeting.start = Some(start);
            meeting.end = Some(end);
        }
    }
}

/// The year that the name of a meeting gives: 2021年度….
pub fn year_of_edition(name: &str) -> Option<Known> {
    let (year, _) = name.split_once("年度")?;
    let year: u32 = year.get(year.len().checked_sub(4)?..)?.parse().ok()?;
    Some(Known { year, month: None, day: None, evidence: name.to_owned() })
}

/// The year that a name begins with, where nothing else tells one: 2031年老干部迎春座谈会.
fn year_of_name(name: &str) -> Option<Known> {
    let (year, rest) = name.split_once('年')?;
    let year: u32 = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
    (!rest.starts_with('度')).then(|| Known { year, month: None, day: None, evidence: name.to_owned() })
}

#[cfg(test)]
mod tests;
