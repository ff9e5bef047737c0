//! Events in one sentence: what was held, where, by whom, when. A sentence that only mentions an event (会议期间，…召开了…; 将于…;
//! 召开的…会议精神) tells of none. `telling` reads each kind of verb, `name` says where the name of a meeting begins and ends.

mod name;
pub mod spoken;
mod telling;
pub mod titled;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use self::name::{
    behind_organisers, depth, is_meeting_name, is_numbered, joined, leading_manner, name_start, titled, trimmed_right,
};
use super::names;
use super::page::Page;
use super::people::{self, Named};
use super::places;
use super::prose::{cut, rest};
use super::vocabulary::gathering::{
    ADDRESS, ASIDES, ATTEND, BARE, HOLD, HOST, JOIN, NOT_NOW, NOUNS, PRESS, SIT_ON, SPOKESMEN, TALKS, TRIPS,
    is_no_meeting,
};
use super::when::{self, Day};
use crate::text::words::longest;

/// How a sentence tells of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telling {
    /// It was held.
    #[default]
    Held,
    /// Someone attended it.
    Attended,
    /// Two sides talked.
    Talked,
    /// A leader travelled and looked.
    Travelled,
}

/// An event as one sentence tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// Where it was held, and the words that say so where they are not the name of the place.
    pub place: Option<(String, Option<String>)>,
    /// Who chaired it.
    pub chair: Option<Named>,
    /// Who is said to have done something at it: the subject, the guests.
    pub people: Vec<Named>,
    /// When.
    pub day: Option<Day>,
    /// How it is told.
    pub telling: Telling,
}

/// The verbs of all tables, with the table of each.
static VERBS: LazyLock<(Option<AhoCorasick>, Vec<Verb>)> = LazyLock::new(|| {
    let mut words: Vec<&str> = Vec::new();
    let mut verbs = Vec::new();
    for (table, verb) in [
        (HOST, Verb::Host),
        (HOLD, Verb::Hold),
        (SIT_ON, Verb::SitOn),
        (ATTEND, Verb::Attend),
        (ADDRESS, Verb::Address),
        (TALKS, Verb::Talk),
        (TRIPS, Verb::Trip),
        (JOIN, Verb::Join),
    ] {
        words.extend(table);
        verbs.resize(words.len(), verb);
    }
    (longest(words), verbs)
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Host,
    Hold,
    SitOn,
    Attend,
    Address,
    Talk,
    Trip,
    Join,
}

/// The event that a sentence tells of.
pub fn event(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Option<Event> {
    let text = page.text(paragraph);
    let from = sentence.start + leading(cut(text, sentence.clone()));
    let whole = cut(text, from..sentence.end);
    if ASIDES.starting(whole).is_some() {
        return None;
    }
    let (automaton, verbs) = &*VERBS;
    // How many marks stand open, and as far as where they are counted.
    let (mut open, mut seen) = (0, from);
    for hit in automaton.as_ref()?.find_iter(whole) {
        let at = from + hit.start()..from + hit.end();
        open += depth(cut(text, seen..at.start));
        seen = at.start;
        if open > 0 {
            continue;
        }
        let scene = Scene { page, paragraph, text, from, verb: at.clone(), end: sentence.end };
        if scene.is_not_now() {
            continue;
        }
        let event = match verbs.get(hit.pattern().as_usize())? {
            Verb::Host => scene.hosted(),
            Verb::Hold => scene.held(),
            Verb::SitOn => scene.sits_on(),
            Verb::Attend => scene.attended(),
            Verb::Address => scene.addressed(),
            Verb::Talk => scene.talked(),
            Verb::Trip => scene.travelled(),
            Verb::Join => scene.joined(),
        };
        if event.is_some() {
            return event;
        }
    }
    None
}

/// Blanks before a sentence.
fn leading(sentence: &str) -> usize {
    sentence.len() - sentence.trim_start().len()
}

/// A verb of an event in its sentence.
struct Scene<'a> {
    page: &'a Page<'a>,
    paragraph: usize,
    text: &'a str,
    from: usize,
    verb: Range<usize>,
    end: usize,
}

impl Scene<'_> {
    fn before(&self) -> &str {
        cut(self.text, self.from..self.verb.start)
    }

    fn after(&self) -> &str {
        cut(self.text, self.verb.end..self.end)
    }

    /// The clause that the verb stands in, as far as the verb.
    fn clause(&self) -> Range<usize> {
        self.clause_before(self.verb.start)
    }

    /// The clause that ends at a byte.
    fn clause_before(&self, end: usize) -> Range<usize> {
        let before = cut(self.text, self.from..end);
        let mark = |(at, c): &(usize, char)| {
            // 3:00 is an hour.
            let hour = *c == ':' && rest(before, at + 1).starts_with(|c: char| c.is_ascii_digit());
            matches!(c, ',' | ';' | ':' | '。') && !hour
        };
        let start = before
            .char_indices()
            .rev()
            .find(mark)
            .map(|(at, _)| at)
            .map_or(0, |at| at + before.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        self.from + start..end
    }

    /// Whether what stands right before the verb says that the event is still to come, or long past, or wished for.
    fn is_not_now(&self) -> bool {
        let clause = cut(self.text, self.clause());
        // The name of a meeting may hold such words: 全面推动…座谈会.
        let named = NOUNS.last_end(clause).unwrap_or(0);
        // So may the name of who holds it: 曾某主持召开.
        let from = self.clause().start;
        let found = self.page.found_from(self.paragraph, from);
        let opens = names::name_at(clause, 0, names::Trust::Plain).map(|end| from..from + end);
        let found = found.iter().take_while(|f| f.name.start < self.verb.start);
        let people = found.map(|f| f.name.clone()).chain(opens);
        let mut near = rest(clause, named).to_owned();
        for name in people.filter(|name| name.start >= from + named && name.end <= self.verb.start) {
            near = near.replace(cut(self.text, name), "");
        }
        let near = near.as_str();
        // 开幕式, 闭幕会: a part of a meeting, not what it does.
        let part = cut(self.text, self.verb.clone()).ends_with(['幕', '班'])
            && self.after().starts_with(['式', '会', '辞', '词', '晚', '仪']);
        // 闭幕后,某总理会见记者; 同某总统举行会谈后,两国元首会见记者 tells of the talks all the same.
        let talks = TALKS.contains(&cut(self.text, self.verb.clone()));
        let past = !talks && ["后", "前", "之际", "期间", "以来"].iter().any(|w| self.after().starts_with(w));
        let mentions = past || ["的", "情况"].iter().any(|w| self.after().starts_with(w));
        // 2024年将召开…会议: still to come.
        // 将于2月2日至4日,一连三天召开.
        let before = self.before();
        let announced = clause.chars().count() <= 8
            && before.strip_suffix(clause).is_some_and(|earlier| {
                earlier.trim_end_matches(',').rsplit(',').next().is_some_and(|clause| clause.contains("将于"))
            });
        part || announced || near.ends_with(['将', '拟']) || NOT_NOW.stand_in(near) || mentions
    }

    /// The subject: the last person introduced or known before the verb.
    fn subject(&self) -> Option<Named> {
        let found = self.page.found.get(self.paragraph)?;
        let mut introduced = found.iter().filter(|f| f.name.start >= self.from && f.name.end <= self.verb.start);
        // 应…总统…邀请，国家主席…: a guest of the clause before is no subject.
        // So are those who go along: 在省委书记…和省长…陪同下.
        let along = self.before().rfind("陪同下").map_or(0, |at| self.from + at);
        let with = |f: &people::Found| f.name.end <= along && cut(self.text, self.from..f.office.start).contains('在');
        let last = introduced.rfind(|f| !rest(self.text, f.name.end).starts_with("邀请") && !with(f));
        if let Some(last) = last {
            return Some(self.named(last));
        }
        let clause = self.clause();
        // 3月18日至21日,王某在省委书记…陪同下: the day stands before.
        let dated = self.before().find(',').filter(|_| along > 0).map(|at| self.from + at + 1);
        let starts = [Some(clause.start), Some(self.from), dated];
        starts.iter().flatten().find_map(|start| {
            let member = self.page.cast.at_start(rest(self.text, *start).trim_start())?;
            let member = &self.page.cast.members[member];
            Some(Named { name: member.name.clone(), office: member.office.clone() })
        })
    }

    fn named(&self, found: &people::Found) -> Named {
        let source = &self.page.article.paragraphs[self.paragraph].text;
        people::shown(found, &self.page.proses[self.paragraph], source)
    }

    fn place(&self) -> Option<(String, Option<String>)> {
        let found = places::last_in(self.text, self.from..self.verb.start)?;
        Some(self.place_of(&found))
    }

    fn place_of(&self, found: &places::Found) -> (String, Option<String>) {
        let words = self.page.shown(self.paragraph, found.with_in.clone());
        found.full.map_or_else(
            || (self.page.shown(self.paragraph, found.at.clone()), None),
            |full| (full.to_owned(), Some(words)),
        )
    }

    /// The day: the last one before the verb, else a word such as 今天.
    fn day(&self) -> Option<Day> {
        let before = self.before();
        let day = when::days(before).into_iter().rev().find(|day| !day.long_past(before));
        // 记者昨天获悉,…: what was heard then was held some other day.
        let heard = || ["获悉", "了解到", "表示", "说,", "介绍"].iter().any(|word| before.contains(word));
        day.or_else(|| when::relative(before).filter(|_| !heard()))
    }

    /// The name of a meeting that the clause before the verb ends with, without the day, the place and the manner.
    fn name_before(&self) -> Option<Range<usize>> {
        let mut clause = self.clause();
        let mut end = clause.end;
        loop {
            let words = cut(self.text, clause.start..end);
            let shorter = trimmed_right(words, self.text, clause.start);
            if shorter < words.len() {
                end = clause.start + shorter;
                continue;
            }
            // NAME,于DAY在PLACE举行: the name stands in the clause before.
            let bare = words.len() - leading_manner(words);
            if bare > 0 && words != "于" && words != "已于" || !cut(self.text, self.from..clause.start).ends_with(',')
            {
                break;
            }
            end = clause.start - 1;
            clause = self.clause_before(end);
        }
        // 定期会县政总质询昨日结束: what the meeting does stands behind its name.
        let does = ["县政总质", "市政总质", "施政总质", "业务质询", "总质询"];
        let meets = |at: &usize| cut(self.text, clause.start..clause.start + at).ends_with('会');
        if let Some(at) = does.iter().filter_map(|w| cut(self.text, clause.start..end).find(w)).find(meets) {
            end = clause.start + at;
        }
        // NAME圆满完成各项议程,…闭幕.
        let done = ["圆满完成", "胜利完成", "完成各项", "完成全部", "完成预定", "圆满结束"];
        if let Some(at) = done.iter().filter_map(|w| cut(self.text, clause.start..end).find(w)).min() {
            end = clause.start + at;
        }
        // “某某研讨会”在某地举行: the marks are not of the name.
        let words = cut(self.text, clause.start..end);
        let ends = |bare: &&str| NOUNS.ending(bare.trim_end_matches(|c: char| c.is_ascii_digit())).is_some();
        let marked = words.strip_suffix('”').filter(ends);
        if let Some(open) = marked.and_then(|bare| bare.rfind('“')) {
            let head = leading_manner(words).max(behind_organisers(cut(words, 0..open)));
            if open > head {
                // 首届“某某论坛”.
                let start = clause.start + head;
                return is_meeting_name(cut(self.text, start..end)).then_some(start..end);
            }
            clause.start += open + '“'.len_utf8();
            end -= '”'.len_utf8();
            let name = cut(self.text, clause.start..end);
            // “某某论坛2017”: the year is of the name.
            if name.ends_with(|c: char| c.is_ascii_digit()) {
                return is_meeting_name(name).then_some(clause.start..end);
            }
        }
        let words = cut(self.text, clause.start..end);
        let noun = NOUNS.ending(words).or_else(|| joined(words))?;
        if is_no_meeting(words) {
            return None;
        }
        let start = name_start(words);
        let name = rest(words, start);
        let range = clause.start + start..end;
        (is_meeting_name(name) && name.len() > noun.len() && !self.names_somebody(&range)).then_some(range)
    }

    /// Whether words hold somebody with an office, as no name of a meeting does: 教育部长袁某是继…会议.
    fn names_somebody(&self, range: &Range<usize>) -> bool {
        let found = self.page.found.get(self.paragraph).map_or(&[][..], Vec::as_slice);
        found.iter().any(|f| !f.office.is_empty() && f.office.start >= range.start && f.name.end <= range.end)
    }

    /// Who holds it, where no person does: the words between the beginning of the clause and the verb, without day and place.
    fn organisation(&self) -> Option<Range<usize>> {
        let clause = self.clause();
        let start = clause.start + leading_manner(cut(self.text, clause.clone()));
        let mut end = clause.end;
        loop {
            let words = cut(self.text, start..end);
            let shorter = trimmed_right(words, self.text, start);
            if shorter == words.len() {
                break;
            }
            end = start + shorter;
        }
        let words = cut(self.text, start..end);
        let count = words.chars().count();
        let verbs = [
            "研究", "出席", "主持", "宣布", "表示", "强调", "指出", "决定", "要求", "介绍", "发布", "说", "通过",
            "划分",
        ];
        // 党的建设工作领导小组: 的 stands in the name of a body.
        let body = ["组", "会", "委", "部", "局", "院"].iter().any(|w| words.ends_with(w));
        let least = if words.ends_with('委') { 2 } else { 3 };
        let plain = (least..=30).contains(&count)
            && !verbs.iter().any(|v| words.contains(v))
            && !words.contains([',', '。'])
            && (body || !words.contains('的'));
        let person = self.page.cast.at_start(words).is_some() || people::is_name(words);
        (plain && !person).then_some(start..end)
    }

    /// The name as it is called: a bare 会议 is the meeting of those who hold it.
    fn full_name(&self, name: Range<usize>, person: bool) -> Option<String> {
        let words = cut(self.text, name.clone());
        if !BARE.have(words) && !is_numbered(words) {
            return Some(self.page.shown(self.paragraph, name));
        }
        let title = self.page.title();
        let fuller = titled(&title.text, words).map(|range| title.shown(&self.page.article.title, range));
        let own = fuller.clone().unwrap_or_else(|| self.page.shown(self.paragraph, name.clone()));
        if person && fuller.is_some() && !BARE.have(&own) {
            return Some(own);
        }
        // 某次大会新闻发言人某某举行新闻发布会: whose spokesman speaks, holds it.
        let spoken = self.subject().and_then(|who| who.office).filter(|_| person);
        if let Some(holder) = spoken.as_deref().and_then(|office| {
            office.split('、').find_map(|one| SPOKESMEN.ending(one).and_then(|word| one.strip_suffix(word)))
        }) && PRESS.ending(words).is_some()
            && !holder.is_empty()
        {
            return Some(format!("{holder}{own}"));
        }
        // 某市议会开议,今天举行预备会议: who holds it opens the sentence.
        let opening = || {
            let first = cut(self.text, self.from..self.verb.start).split(',').next().unwrap_or("");
            let name = HOLD.iter().find_map(|verb| first.strip_suffix(verb))?;
            let body = ["议会", "委员会", "政协", "人大"].iter().any(|end| name.ends_with(end));
            (body && name.chars().count() <= 16).then(|| self.from..self.from + name.len())
        };
        let Some(holder) = self.organisation().or_else(opening).filter(|_| !person) else {
            return is_numbered(words).then_some(own);
        };
        let holder = self.page.shown(self.paragraph, holder);
        // 某台《某晚会》 and 《某晚会》新闻发布会: what both hold stands once.
        let shared =
            own.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|at| holder.ends_with(cut(&own, 0..*at)));
        let shared = shared.max().filter(|at| *at > '会'.len_utf8()).unwrap_or(0);
        Some(if own.starts_with(&holder) { own } else { format!("{holder}{}", rest(&own, shared)) })
    }
}

/// NAME在PLACE举行 in a text that stands alone: 会议确定，2022年度…在上海市召开.
pub fn announced(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Option<Event> {
    let text = page.text(paragraph);
    for verb in ["举行", "召开", "举办"] {
        let Some(at) = cut(text, sentence.clone()).find(verb) else { continue };
        let verb = sentence.start + at..sentence.start + at + verb.len();
        let scene = Scene { page, paragraph, text, from: sentence.start, verb, end: sentence.end };
        if let Some(name) = scene.name_before() {
            return Some(Event { name: page.shown(paragraph, name), place: scene.place(), ..Event::default() });
        }
    }
    None
}
