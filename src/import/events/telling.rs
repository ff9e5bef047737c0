//! The kinds of verbs that tell of an event, each read in its way: 举行, 主持召开, 出席, 会见, 考察.

use crate::import::facts::folded;
use crate::import::lines::is_han;
use crate::import::page::honour;
use crate::import::people::{self, Named};
use crate::import::places;
use crate::import::prose::{cut, rest};
use crate::import::vocabulary::gathering::{BARE, NOUNS, PRESS, SITTING, SPOKESMEN, TALKS, TRIPS, is_no_meeting};

use super::name::{first_part, is_meeting_name, is_numbered, name_at_start, quoted};
use super::{Event, Scene, Telling};

/// Sittings that are the meeting itself: …会议举行闭幕会.
const WHOLE: &[&str] = &["闭幕会", "开幕会", "全体会议", "闭幕式", "开幕式", "第二次会议", "闭幕会议"];

impl Scene<'_> {
    /// NAME在PLACE举行; 举行NAME.
    pub fn held(&self) -> Option<Event> {
        let place = self.place();
        // 全国38个单位分别召开代表会议: many meetings, and this text is the record of none.
        let clause = cut(self.text, self.clause());
        let gathers = NOUNS.iter().any(|noun| self.page.title().text.contains(noun));
        if !gathers && clause.ends_with("分别") && place.is_none() && self.day().is_none() {
            return None;
        }
        let behind = name_at_start(self.text, self.verb.end, self.end)
            .filter(|name| !WHOLE.iter().any(|part| cut(self.text, name.clone()).ends_with(part)));
        if let Some(name) = self.name_before().filter(|_| behind.is_none()) {
            // 建议某次大会于某日召开: it is still to come.
            let before = cut(self.text, self.from..name.start);
            if ["建议", "提议", "决定", "同意", "商定"].iter().any(|word| before.ends_with(word)) {
                return None;
            }
            let mut name = self.page.shown(self.paragraph, name);
            // NAME举行第二次全体会议: that sitting of it.
            if let Some(sitting) = name_at_start(self.text, self.verb.end, self.end).filter(|sitting| {
                let sitting = cut(self.text, sitting.clone());
                is_numbered(sitting) && !folded(&name).contains("全体会议") && self.page.title().text.contains(sitting)
            }) {
                name.push_str(&self.page.shown(self.paragraph, sitting));
            }
            return Some(Event { name, place, day: self.day(), ..Event::default() });
        }
        let name = name_at_start(self.text, self.verb.end, self.end)?;
        // 开展磋商, 开展对话: work that goes on; 开展集体学习: a meeting.
        if cut(self.text, self.verb.clone()) == "开展" && !cut(self.text, name.clone()).contains("学习") {
            return None;
        }
        let subject = self.subject();
        // 某委主任王某召开座谈会,与企业负责人交流: it has no other name.
        let bare = cut(self.text, name.clone());
        let alone = || {
            let office = subject.as_ref().is_some_and(|who| who.office.is_some());
            (bare == "座谈会" && office && self.day().is_some()).then(|| self.page.shown(self.paragraph, name.clone()))
        };
        let shown = self.full_name(name.clone(), subject.is_some()).or_else(alone)?;
        if subject.is_none() && place.is_none() && self.day().is_none() && self.organisation().is_none() {
            return None;
        }
        Some(Event { name: shown, place, day: self.day(), people: subject.into_iter().collect(), ..Event::default() })
    }

    /// NAME继续质询.
    pub fn sits_on(&self) -> Option<Event> {
        let next = cut(self.text, self.verb.end..self.end).split([',', '。', ';']).next().unwrap_or("");
        let at = SITTING.iter().filter_map(|word| next.find(word)).min()?;
        let name = self.name_before().filter(|_| cut(next, 0..at).chars().count() <= 6)?;
        let name = self.page.shown(self.paragraph, name);
        Some(Event { name, place: self.place(), day: self.day(), ..Event::default() })
    }

    /// PERSON主持召开NAME.
    pub fn hosted(&self) -> Option<Event> {
        let alone = cut(self.text, self.verb.clone()) == "主持";
        let name = name_at_start(self.text, self.verb.end, self.end)?;
        let words = cut(self.text, name.clone());
        let chair = self.subject()?;
        // 某部发言人某某主持例行记者会: whose spokesman leads it, holds it.
        let spokesman = || chair.office.as_deref().is_some_and(|office| SPOKESMEN.ending(&folded(office)).is_some());
        let press = || PRESS.ending(words).is_some() && spokesman();
        if alone && (BARE.have(words) || words.chars().count() < 6) && !press() {
            return None;
        }
        let bare = self.page.shown(self.paragraph, name.clone());
        let name = self.full_name(name, true).or_else(|| bare.ends_with('会').then_some(bare))?;
        Some(Event { name, place: self.place(), chair: Some(chair), day: self.day(), ..Event::default() })
    }

    /// PERSON在PLACE出席NAME; PERSON出席在PLACE举行的NAME.
    pub fn attended(&self) -> Option<Event> {
        // 会见来华出席…的某国总统: what the guest came for.
        if ["来华", "来京", "来访", "赴华", "来", "应邀来华"].iter().any(|w| self.before().ends_with(w)) {
            return None;
        }
        // 乘专机抵达…出席…, 启程赴…出席…: on the way there.
        if ["抵达", "离开", "离京", "启程", "专机"].iter().any(|w| self.before().contains(w)) {
            return None;
        }
        let subject = self.subject()?;
        let mut start = self.verb.end;
        let mut place = self.place();
        let after = self.after();
        if after.starts_with('在')
            && let Some(held) =
                ["举行的", "召开的", "举办的"].iter().filter_map(|w| after.find(w).map(|at| at + w.len())).min()
        {
            let found = places::last_in(self.text, self.verb.end..self.verb.end + held);
            place = found.map(|f| self.place_of(&f));
            start = self.verb.end + held;
        }
        let name = name_at_start(self.text, start, self.end)?;
        let words = cut(self.text, name.clone());
        // 出席…后, 出席…期间: what follows is told, not this.
        let clause = cut(self.text, name.end..self.end).split([',', '。', ':']).next().unwrap_or("");
        if BARE.have(words) || ["后", "期间", "之际", "途中", "前夕"].iter().any(|w| clause.ends_with(w)) {
            return None;
        }
        let name = self.page.shown(self.paragraph, name);
        Some(Event {
            name,
            place,
            day: self.day(),
            people: vec![subject],
            telling: Telling::Attended,
            ..Event::default()
        })
    }

    /// PERSON在NAME上发表讲话; PERSON向NAME发表视频致辞.
    pub fn addressed(&self) -> Option<Event> {
        let subject = self.subject()?;
        let verb = cut(self.text, self.verb.clone());
        let after = self.after();
        let speaks = !verb.ends_with('作') || ["报告", "动员", "总结", "工作报告"].iter().any(|w| after.starts_with(w));
        // 王某主席在…上发表重要讲话, …上发表讲话的…: others tell of it.
        let before = self.before();
        let named = before.find(&folded(&subject.name)).map(|at| rest(before, at + subject.name.len()));
        if !speaks || named.is_some_and(|tail| honour(tail) > 0) || after.contains("讲话引") {
            return None;
        }
        let mark = if verb.starts_with('上') || verb == "致辞" { '在' } else { '向' };
        let marks = before.rmatch_indices(mark).map(|(at, _)| at);
        let at = marks.into_iter().find(|at| !quoted(cut(before, 0..*at)))?;
        let at = self.from + at + mark.len_utf8();
        let words = cut(self.text, at..self.verb.start);
        let held = ["举行的", "召开的", "举办的"].iter().filter_map(|w| words.find(w).map(|at| at + w.len())).min();
        let start = at + held.unwrap_or(0);
        let name = cut(self.text, start..self.verb.start);
        let meets = NOUNS.ending(name).is_some() && !is_no_meeting(name);
        if !meets || !is_meeting_name(name) || name.contains([',', '。']) {
            return None;
        }
        let place = match held {
            Some(_) => places::last_in(self.text, at - mark.len_utf8()..start).map(|found| self.place_of(&found)),
            None => self.place().filter(|(place, _)| !folded(place).ends_with(name)),
        };
        let name = self.page.shown(self.paragraph, start..self.verb.start);
        let people = vec![subject];
        Some(Event { name, place, day: self.day(), people, telling: Telling::Attended, ..Event::default() })
    }

    /// PERSON会见PERSON; PERSON同PERSON举行会谈.
    pub fn talked(&self) -> Option<Event> {
        let found = self.page.found.get(self.paragraph)?;
        // 陪同国家主席…访问期间: whom somebody goes along with is no side of the talks.
        let along = |f: &people::Found| cut(self.text, self.from..f.office.start).ends_with("陪同");
        let sentence = found.iter().filter(|f| f.name.start >= self.from && f.name.end <= self.end && !along(f));
        let mut people: Vec<Named> =
            sentence.filter(|f| !rest(self.text, f.name.end).starts_with("邀请")).map(|f| self.named(f)).collect();
        for start in [self.clause().start, self.from] {
            if let Some(member) = self.page.cast.at_start(rest(self.text, start)) {
                let member = &self.page.cast.members[member];
                if !people.iter().any(|p| p.name == member.name) {
                    people.insert(0, Named { name: member.name.clone(), office: member.office.clone() });
                }
            }
        }
        // 同黄某某举行会谈: a name alone that the text introduces elsewhere.
        for member in &self.page.cast.members {
            let here = self.before().contains(&member.folded) || self.after().starts_with(&member.folded);
            if here && !people.iter().any(|p| p.name == member.name) {
                people.push(Named { name: member.name.clone(), office: member.office.clone() });
            }
        }
        let subject = people.first()?.clone();
        // 会见日本外相岩屋毅: the guest's name has any shape.
        if people.len() == 1
            && let Some(guest) = self.guest()
        {
            people.push(guest);
        }
        let title = self.page.title();
        let verb = cut(self.text, self.verb.clone());
        let told = TALKS.iter().any(|talk| title.text.contains(talk)) && title.text.contains(&folded(&subject.name));
        // 会见传媒: those who are met have no names.
        let media = ["传媒", "记者", "中外记者", "媒体"].iter().find(|word| self.after().starts_with(**word));
        let media = media.filter(|_| verb == "会见").map(|word| self.verb.start..self.verb.end + word.len());
        if media.is_some() {
            people.truncate(1);
        }
        let name = if told {
            first_part(&self.page.article.title)
        } else if let Some(met) = media {
            format!("{}{}", subject.name, self.page.shown(self.paragraph, met))
        } else {
            let guest = people.get(1)?;
            let guest = format!("{}{}", guest.office.clone().unwrap_or_default(), guest.name);
            if let Some(at) = verb.rfind("会见").map(|at| self.verb.start + at) {
                format!("{}{}{guest}", subject.name, self.page.shown(self.paragraph, at..at + "会见".len()))
            } else {
                format!("{}同{guest}{}", subject.name, self.page.shown(self.paragraph, self.verb.clone()))
            }
        };
        let place = self.place().filter(|_| !verb.contains("通"));
        Some(Event { name, place, day: self.day(), people, telling: Telling::Talked, ..Event::default() })
    }

    /// Who is received, where the shape of the name tells nothing: all that stands between the office and the end of the clause.
    fn guest(&self) -> Option<Named> {
        let clause = self.after().split([',', '。', ';', '、', '(']).next()?;
        let office = people::offices(clause).pop()?;
        let name = rest(clause, office.end);
        let plain = !name.starts_with(['并', '等', '及', '时', '后'])
            && name.chars().all(|c| is_han(c) || c == '·')
            && !name.contains(['的', '和', '团', '会', '等', '们']);
        if !plain || !(2..=12).contains(&name.chars().count()) {
            return None;
        }
        let at = self.verb.end + office.end..self.verb.end + clause.len();
        let start = clause.rfind('的').filter(|at| *at < office.start).map_or(0, |at| at + '的'.len_utf8());
        let office = self.verb.end + start..self.verb.end + office.end;
        Some(Named { name: self.page.shown(self.paragraph, at), office: Some(self.page.shown(self.paragraph, office)) })
    }

    /// PERSON来到他所在的DELEGATION,同代表们一起审议 (or 讨论).
    pub fn joined(&self) -> Option<Event> {
        let subject = self.subject()?;
        let before = self.before();
        let end = before.rfind("代表团")? + "代表团".len();
        let start = ["所在的", "来到", "参加"]
            .iter()
            .filter_map(|w| cut(before, 0..end).rfind(w).map(|at| at + w.len()))
            .max()?;
        let name = self.page.shown(self.paragraph, self.from + start..self.from + end);
        // What is done together is what the sitting is: 审议, 讨论.
        let verb = cut(self.text, self.verb.clone());
        let sitting = if verb.ends_with("讨论") { "讨论" } else { "审议" };
        let sitting = self.page.shown(self.paragraph, self.verb.end - sitting.len()..self.verb.end);
        Some(Event {
            name: format!("{name}{sitting}"),
            day: self.day(),
            people: vec![subject],
            telling: Telling::Attended,
            ..Event::default()
        })
    }

    /// PERSON在PLACE考察; PERSON到PLACE调研.
    pub fn travelled(&self) -> Option<Event> {
        let subject = self.subject()?;
        let place = self.place().or_else(|| self.place_gone_to());
        let title = self.page.title();
        // The title may call it by another verb than the sentence: 在湖南考察时强调; 先后来到长沙等地调研.
        let own = cut(self.text, self.verb.clone());
        let verb = std::iter::once(&own).chain(TRIPS).find(|verb| title.text.contains(**verb)).copied()?;
        // The title calls the whole journey: 丁某在北京、河北调研.
        let head = title.text.find(verb).map(|at| cut(&title.text, 0..at + verb.len()));
        let whole = head.and_then(|head| {
            let there = head.strip_prefix(folded(&subject.name).as_str())?.strip_prefix(['在', '到', '赴'])?;
            let there = there.strip_suffix(verb)?;
            let shown = |range| title.shown(&self.page.article.title, range);
            let at = head.len() - verb.len() - there.len();
            there
                .split(['、', '和'])
                .all(places::is_place)
                .then(|| (shown(0..head.len()), there.contains(['、', '和']), shown(at..at + there.len())))
        });
        let (name, place) = match (whole, place) {
            (Some((name, true, all)), _) => (name, (all, None)),
            (Some((name, false, _)), Some(place)) => (name, place),
            // 先后来到某某、某某,深入企业考察调研: the title says where.
            (Some((name, false, there)), None) => (name, (there, None)),
            (None, place) => {
                let place = place?;
                let at = title.text.find(verb)?;
                let verb = title.shown(&self.page.article.title, at..at + verb.len());
                (format!("{}在{}{verb}", subject.name, place.0), place)
            }
        };
        Some(Event {
            name,
            place: Some(place),
            day: self.day(),
            people: vec![subject],
            telling: Telling::Travelled,
            ..Event::default()
        })
    }

    /// 到湖南调研, 赴湖南调研, 来到湖南省长沙市考察.
    pub fn place_gone_to(&self) -> Option<(String, Option<String>)> {
        let clause = self.clause();
        let words = cut(self.text, clause.clone());
        let start =
            ["来到", "到", "赴", "前往", "深入"].iter().filter_map(|w| words.rfind(w).map(|at| at + w.len())).max()?;
        let at = clause.start + start..clause.end;
        places::is_place(cut(self.text, at.clone())).then(|| (self.page.shown(self.paragraph, at), None))
    }
}
