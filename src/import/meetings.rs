//! Meetings: events whose proceedings an article reports, and who took part. A sentence that says 举行, 召开 or 主持召开 of a
//! name that ends as meetings' names end makes one; a sentence that only mentions one (会议期间，…召开了…) makes none.

use crate::model::{Meeting, Next, Part, Participant, Role};

use super::article::Article;
use super::lines::is_han;
use super::people::{self, Named};
use super::reading::Reading;
use super::vocabulary::{MEETINGS, SELVES};
use super::when::{self, Day, Known};

/// The sentences of a text with the char at which each begins.
pub fn sentences(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let (mut start, mut depth, mut sentence) = (0, 0i32, String::new());
    for (at, c) in text.chars().enumerate() {
        sentence.push(c);
        match c {
            '“' | '「' | '《' | '（' | '(' => depth += 1,
            '”' | '」' | '》' | '）' | ')' | '〞' => depth = (depth - 1).max(0),
            _ => {}
        }
        if matches!(c, '。' | '！' | '？' | '!' | '?') && depth == 0 {
            out.push((start, std::mem::take(&mut sentence)));
            start = at + 1;
        }
    }
    if !sentence.is_empty() {
        out.push((start, sentence));
    }
    out
}

/// What begins a sentence that mentions an event by the way.
const ASIDES: &[&str] =
    &["会议期间", "其间", "期间", "此前", "会前", "去年", "前年", "近年", "同时，还", "届时", "下一步", "此后"];
/// Names that point at a meeting already named.
const POINTERS: &[&str] =
    &["这次", "此次", "本次", "该", "会议", "座谈会", "论坛", "大会", "全会", "有关", "一次", "多次", "各类", "系列"];

/// Reads the meetings of an article and those who took part.
pub fn read(article: &Article, known: &[Known]) -> Reading {
    let mut found = Reading::default();
    let lead_day = article
        .paragraphs
        .iter()
        .filter(|p| p.role == Role::Body)
        .take(1)
        .flat_map(|p| when::days(&p.text))
        .find(|d| d.month.is_some());
    let mut current = None;
    for (at, paragraph) in article.paragraphs.iter().enumerate() {
        if paragraph.role == Role::Body {
            for (_, sentence) in sentences(&paragraph.text) {
                if says_next(&sentence, &mut found) {
                    continue;
                }
                if let Some(event) = event(&sentence) {
                    current = Some(take(&mut found, event, at));
                }
                if let Some(meeting) = current {
                    facts(&sentence, &mut found.meetings[meeting]);
                    participants(&sentence, &mut found.meetings[meeting]);
                }
            }
        }
        found.current.push(current);
    }
    settle_days(&mut found, known, lead_day.as_ref());
    found
}

/// An event as one sentence tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Event {
    name: String,
    place: Option<String>,
    chair: Option<Named>,
    day: Option<Day>,
}

fn event(sentence: &str) -> Option<Event> {
    let bare = sentence.trim_start();
    if ASIDES.iter().any(|aside| bare.starts_with(aside)) {
        return None;
    }
    let text = after_dateline(bare);
    held(text).or_else(|| convened(text))
}

/// Without what stands before the news: `央视网消息（新闻联播）：`, `新华社上海11月30日电`.
fn after_dateline(sentence: &str) -> &str {
    for mark in ["日电 ", "日电　", "日电", "消息：", "消息:", "）：", "):", "消息 "] {
        if let Some((head, rest)) = sentence.split_once(mark)
            && head.chars().count() <= 30
        {
            return rest.trim_start_matches([' ', '　', ':', '：']);
        }
    }
    sentence
}

/// NAME在PLACE举行。
fn held(text: &str) -> Option<Event> {
    for verb in ["举行", "召开", "开幕", "闭幕", "舉行"] {
        let Some((before, _)) = text.split_once(verb) else { continue };
        let (before, place) = place_at_end(before);
        let name = name_at_end(before);
        if let Some(name) = name {
            return Some(Event { day: when::days(text).into_iter().next(), name, place, chair: None });
        }
    }
    None
}

/// PERSON…在PLACE主持召开NAME; 举行了NAME。
fn convened(text: &str) -> Option<Event> {
    for verb in ["主持召开", "主持举行", "举行了", "召开了", "举行", "召开", "出席"] {
        let Some((before, after)) = text.split_once(verb) else { continue };
        let Some(name) = name_at_start(after.trim_start_matches('了')) else { continue };
        let day = when::days(before).into_iter().next_back();
        let (rest, place) = place_at_end(before.trim_end_matches(['上', '下', '午']));
        let chair = if verb.starts_with("主持") { subject(rest, day.as_ref()) } else { None };
        if verb == "出席" || (chair.is_none() && day.is_none()) {
            continue;
        }
        return Some(Event { name, place, chair, day });
    }
    None
}

/// The person in front of a day: 中共中央总书记、…习近平30日上午.
fn subject(before: &str, day: Option<&Day>) -> Option<Named> {
    let head = day.and_then(|d| before.split_once(d.words.as_str())).map_or(before, |(head, _)| head);
    let head = head.trim_end_matches([' ', '　', '，', ',']);
    people::named(head).pop()
}

/// A text without 在PLACE at its end, and the place.
fn place_at_end(text: &str) -> (&str, Option<String>) {
    let Some(at) = text.rfind('在') else { return (text, None) };
    let place = text.get(at + '在'.len_utf8()..).unwrap_or("").trim();
    let chars = place.chars().count();
    let is_place = (2..=16).contains(&chars)
        && place.chars().all(|c| is_han(c) || c == '·' || c.is_ascii_alphanumeric())
        && !place.contains("期间")
        && !place.ends_with('后');
    if is_place { (text.get(..at).unwrap_or(text), Some(place.to_owned())) } else { (text, None) }
}

/// The name of a meeting that a text ends with.
fn name_at_end(text: &str) -> Option<String> {
    let text = text.trim_end();
    if !MEETINGS.iter().any(|noun| text.ends_with(noun)) {
        return None;
    }
    let start = text
        .rfind(['，', ',', '。', '；', ';', '：', ':', ' ', '　', '日'])
        .map_or(0, |at| at + text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
    let name = text.get(start..)?.trim_start_matches("上午").trim_start_matches("下午");
    is_meeting_name(name).then(|| name.to_owned())
}

/// The name of a meeting that a text begins with.
fn name_at_start(text: &str) -> Option<String> {
    let clause = text.split(['，', ',', '。', '；', ';', '、']).next()?;
    let clause = clause.split("并").next()?;
    let end = MEETINGS.iter().filter_map(|noun| clause.find(noun).map(|at| at + noun.len())).max()?;
    let name = clause.get(..end)?.trim_matches(['“', '”', ' ']);
    is_meeting_name(name).then(|| name.to_owned())
}

fn is_meeting_name(name: &str) -> bool {
    let chars = name.chars().count();
    (4..=60).contains(&chars)
        && !POINTERS.iter().any(|p| name == *p || (name.starts_with(p) && chars <= p.chars().count() + 4))
}

/// Adds an event, or what is new of one that is known.
fn take(found: &mut Reading, event: Event, paragraph: usize) -> usize {
    let at = found.meetings.iter().position(|m| m.name == event.name).unwrap_or_else(|| {
        found.meetings.push(Meeting { edition: edition(&event.name), name: event.name.clone(), ..Meeting::default() });
        found.days.push(None);
        found.meetings.len() - 1
    });
    let meeting = &mut found.meetings[at];
    if meeting.place.is_none() {
        meeting.place = event.place;
    }
    if found.days[at].is_none() {
        found.days[at] = event.day.map(|day| (paragraph, day));
    }
    if let Some(chair) = event.chair {
        meeting.chair = Some(chair.name.clone());
        add(meeting, chair, Part::Chair, Words::Silent);
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

/// Theme, adopted documents, chair, as sentences about the meeting say them.
fn facts(sentence: &str, meeting: &mut Meeting) {
    if meeting.theme.is_none() {
        meeting.theme = theme(sentence);
    }
    for verb in [
        "审议并原则通过",
        "审议并通过",
        "审议通过了",
        "审议通过",
        "审议了",
        "审议",
        "讨论通过",
        "原则通过",
        "通过了",
        "表决通过了",
        "通过",
    ] {
        let Some((_, after)) = sentence.split_once(verb) else { continue };
        let mut rest = after.trim_start_matches('了');
        while let Some(inner) = rest.strip_prefix('《') {
            let Some((title, after)) = inner.split_once('》') else { break };
            if !meeting.adopted.iter().any(|a| a == title) {
                meeting.adopted.push(title.to_owned());
            }
            rest = after.trim_start_matches(['、', '和', '，', ',']);
        }
        if !meeting.adopted.is_empty() {
            break;
        }
    }
    if let Some((before, after)) = sentence.split_once("主持")
        && !after.starts_with('召')
        && meeting.chair.is_none()
    {
        let clause = before.rsplit(['，', ',', '。', '；']).next().unwrap_or(before);
        if let Some((office, name)) = people::split_name(clause.trim()) {
            meeting.chair = Some(name.clone());
            let spoke = ["通报", "讲话", "致辞", "发言", "作报告", "总结"].iter().any(|word| after.contains(word));
            let chair = Named { name, office: (!office.is_empty()).then_some(office) };
            add(meeting, chair, Part::Chair, if spoke { Words::Spoke } else { Words::Silent });
        }
    }
}

fn theme(sentence: &str) -> Option<String> {
    for (open, close) in [('“', '”'), ('「', '」'), ('"', '"')] {
        for (at, _) in sentence.match_indices(open) {
            let inner = sentence.get(at + open.len_utf8()..)?;
            let Some((words, after)) = inner.split_once(close) else { continue };
            let before = sentence.get(..at)?;
            let said = (before.ends_with('以') && after.starts_with("为主题"))
                || (before.ends_with("围绕") && after.starts_with("的主题")
                    || before.ends_with("围绕") && after.starts_with("主题"))
                || before.ends_with("主题为")
                || before.ends_with("主题是");
            if said {
                return Some(words.to_owned());
            }
        }
    }
    None
}

/// 会议确定，2022年度…在上海市召开。
fn says_next(sentence: &str, found: &mut Reading) -> bool {
    let says = SELVES
        .iter()
        .any(|who| ["确定", "决定", "商定", "明确"].iter().any(|verb| sentence.starts_with(&format!("{who}{verb}"))));
    if !says {
        return false;
    }
    let Some(event) = held(sentence) else { return false };
    let base = |name: &str| edition(name).map_or(name.to_owned(), |e| name.replacen(&e, "", 1));
    let wanted = base(&event.name);
    if let Some(meeting) = found.meetings.iter_mut().find(|m| base(&m.name) == wanted) {
        meeting.next = Some(Next { edition: edition(&event.name), place: event.place });
        return true;
    }
    false
}

/// Whether someone spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// So the text says.
    Spoke,
    /// It does not say so.
    Silent,
}

/// Adds someone, or raises the part of someone who is there.
pub fn add(meeting: &mut Meeting, who: Named, part: Part, words: Words) {
    let spoke = words == Words::Spoke;
    if let Some(there) = meeting.participants.iter_mut().find(|p| p.name == who.name) {
        there.part = there.part.max(part);
        there.spoke |= spoke;
        if there.office.is_none() {
            there.office = who.office;
        }
        return;
    }
    meeting.participants.push(Participant { person: None, name: who.name, office: who.office, part, spoke });
}

/// What lists of people end with, and what it makes of them.
const LISTS: &[(&str, Part)] = &[
    ("先后发言", Part::Speaker),
    ("先後發言", Part::Speaker),
    ("分别发言", Part::Speaker),
    ("作了发言", Part::Speaker),
    ("作交流发言", Part::Speaker),
    ("发言", Part::Speaker),
    ("作了讲话", Part::Speaker),
    ("分别讲话", Part::Speaker),
    ("发表讲话", Part::Speaker),
    ("讲话", Part::Speaker),
    ("致辞", Part::Speaker),
    ("作了汇报", Part::Speaker),
    ("参加上述活动", Part::Attendee),
    ("出席", Part::Attendee),
    ("参加", Part::Attendee),
    ("列席", Part::Attendee),
    ("陪同", Part::Attendee),
    ("缺席", Part::Absent),
    ("请假", Part::Absent),
];

/// Those whom a sentence lists.
fn participants(sentence: &str, meeting: &mut Meeting) {
    let mut rest = after_dateline(sentence);
    loop {
        let Some((at, word, part)) = LISTS
            .iter()
            .filter_map(|(w, p)| rest.find(w).map(|at| (at, *w, *p)))
            .min_by_key(|(at, w, _)| (*at, std::cmp::Reverse(w.len())))
        else {
            return;
        };
        let list = rest.get(..at).unwrap_or("");
        let after = rest.get(at + word.len()..).unwrap_or("");
        // The list ends before what tells how they did it.
        let list = ["分别", "先后", "应邀", "一同", "共同", "代表", "等"]
            .iter()
            .filter_map(|w| list.rfind(w))
            .filter(|cut| list.get(*cut..).is_some_and(|t| !t.contains(['、', '；', ';'])))
            .min()
            .map_or(list, |cut| list.get(..cut).unwrap_or(list));
        let clause_after = after.split(['，', ',', '。', '；']).next().unwrap_or("");
        let also = part == Part::Attendee
            && ["并讲话", "并发言", "并致辞", "并作", "并发表"].iter().any(|w| clause_after.contains(w));
        for who in people::named(list) {
            let (part, words) =
                if also || part == Part::Speaker { (Part::Speaker, Words::Spoke) } else { (part, Words::Silent) };
            add(meeting, who, part, words);
        }
        rest = after;
    }
}

/// Dates of the meetings, completed from what is known.
fn settle_days(found: &mut Reading, known: &[Known], lead: Option<&Day>) {
    let own: Vec<Known> = found.meetings.iter().filter_map(|m| year_of_edition(&m.name)).collect();
    for (meeting, day) in found.meetings.iter_mut().zip(&found.days) {
        let Some((_, day)) = day else { continue };
        let known: Option<Known> =
            year_of_edition(&meeting.name).or_else(|| own.first().cloned()).or_else(|| known.first().cloned());
        let mut day = day.clone();
        if day.month.is_none()
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
    Some(Known { year, month: None, evidence: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions() {
        let check = |name: &str, expected: Option<&str>| assert_eq!(edition(name).as_deref(), expected, "{name}");
        check("第六届某某高层论坛", Some("第六届"));
        check("2021年度某地主要领导座谈会", Some("2021年度"));
        check("十四届全国人大第四次会议", Some("第四次"));
        check("成果发布会", None);
    }

    #[test]
    fn events_and_mentions() {
        let check = |sentence: &str, expected: Option<(&str, Option<&str>)>| {
            let got = event(sentence);
            assert_eq!(got.as_ref().map(|e| (e.name.as_str(), e.place.as_deref())), expected, "{sentence}");
        };
        check(
            "快讯 5月26日,2021年度某地主要领导座谈会在江苏无锡举行。",
            Some(("2021年度某地主要领导座谈会", Some("江苏无锡"))),
        );
        check(
            "中共中央总书记习近平20日在合肥主持召开扎实推进某某座谈会并发表重要讲话。",
            Some(("扎实推进某某座谈会", Some("合肥"))),
        );
        check("5月27日,在圆满完成座谈会各项议程后,举行了成果发布会。", Some(("成果发布会", None)));
        check("会议期间，还召开了某某联席会议。", None);
        check("习近平在安徽调研期间专门召开这次座谈会。", None);
        check("国务院总理李克强12月9日主持召开国务院常务会议，听取汇报。", Some(("国务院常务会议", None)));
    }
}
