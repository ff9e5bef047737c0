//! A meeting that a text names only as the place of words: 某部发言人某某在23日召开的例行新闻发布会上表示; 李某在第二届某论坛上说; 在某部
//! 例行记者会上，有记者问. What those of highest office said at another meeting is quoted, and makes none.

use std::ops::Range;

use super::name::{is_meeting_name, name_start, quoted};
use super::{Event, Scene, Telling};
use crate::import::facts::folded;
use crate::import::page::Page;
use crate::import::people::Named;
use crate::import::places;
use crate::import::prose::cut;
use crate::import::vocabulary::gathering::{BARE, NOUNS, PRESS, is_no_meeting};
use crate::import::vocabulary::honours::HIGH;
use crate::import::vocabulary::speaking::SAYS;
use crate::text::words::Words;

/// The meeting at which a sentence says that somebody speaks.
pub fn spoken(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Option<Event> {
    let text = page.text(paragraph);
    let words = cut(text, sentence.clone());
    words.match_indices('上').find_map(|(at, above)| {
        let verb = sentence.start + at..sentence.start + at + above.len();
        let before = cut(text, sentence.start..verb.start);
        let bare = before.strip_suffix('”').unwrap_or(before);
        (NOUNS.ending(bare).is_some() && !is_no_meeting(bare) && !quoted(before)).then_some(())?;
        let scene = Scene { page, paragraph, text, from: sentence.start, verb, end: sentence.end };
        scene.spoken()
    })
}

impl Scene<'_> {
    /// [PERSON]在NAME上SAYS; 在NAME上，有记者问.
    fn spoken(&self) -> Option<Event> {
        let before = self.before();
        let at = before.rfind('在')?;
        let clause = cut(before, at + '在'.len_utf8()..before.len());
        if clause.contains([',', '。', ';']) || self.is_not_now() {
            return None;
        }
        let who = self.speaker(at)?;
        let start = self.from + at + '在'.len_utf8();
        let held =
            ["举行的", "召开的", "举办的", "的一场"].iter().filter_map(|w| clause.find(w).map(|at| at + w.len()));
        let start = start + held.max().unwrap_or_else(|| name_start(clause));
        let words = cut(self.text, start..self.verb.start);
        let name = words.strip_prefix('的').unwrap_or(words);
        let name = name.strip_prefix('“').and_then(|name| name.strip_suffix('”')).unwrap_or(name);
        let start = start + words.find(name).unwrap_or(0);
        let press = PRESS.ending(name).is_some();
        let plain = (is_meeting_name(name) || press && BARE.have(name)) && !name.contains(['“', '”', ',', ' ']);
        if !plain || NOUNS.ending(name).is_none() {
            return None;
        }
        let range = start..start + name.len();
        let shown = self.page.shown(self.paragraph, range.clone());
        let shown = if BARE.have(name) { self.full_name(range, true).unwrap_or(shown) } else { shown };
        Some(Event {
            name: shown,
            place: places::last_in(self.text, self.from..start).map(|found| self.place_of(&found)),
            day: self.day(),
            people: who,
            telling: Telling::Attended,
            ..Event::default()
        })
    }

    /// Who speaks there: the one introduced right before 在, or behind a comma; nobody whom the text names where a reporter
    /// asks. None: nobody speaks.
    fn speaker(&self, at: usize) -> Option<Vec<Named>> {
        let after = self.after();
        let before = cut(self.before(), 0..at);
        let head = after.split([':', '。']).next().unwrap_or("");
        if before.chars().count() <= 40 && head.chars().count() <= 30 && ASKED.stand_in(head) {
            return Some(Vec::new());
        }
        let clause = after.trim_start_matches(',').split([',', ':', '“', '。']).next().unwrap_or("");
        let says = SAYS.ending(clause).is_some() && clause.chars().count() <= 20;
        if !says && !SPEAKS.stand_in(clause) {
            return None;
        }
        let found = self.page.found.get(self.paragraph)?;
        // 某某日前在…上: adverbs of a word or two may stand between.
        let named = found.iter().rfind(|f| f.name.end <= self.from + at).filter(|f| {
            let between = cut(self.text, f.name.end..self.from + at);
            !f.office.is_empty() && between.chars().count() <= 8 && !between.contains(['、', '和', ',', '。'])
        });
        // 在昨天某部例行新闻发布会上,某司副司长某某表示.
        let behind = self.end - after.len() + after.find(',').map_or(0, |comma| comma + 1);
        let next = || found.iter().find(|f| f.office.start == behind && !f.office.is_empty() && f.name.end <= self.end);
        // 李某在…上说.
        let opens = || {
            let opening = self.before();
            let member = self.page.cast.at_start(opening.trim_start()).filter(|_| !before.contains(','))?;
            let member = &self.page.cast.members[member];
            Some(Named { name: member.name.clone(), office: member.office.clone() })
        };
        let who = named.map(|f| self.named(f)).or_else(opens).or_else(|| next().map(|f| self.named(f)))?;
        let high = who.office.as_deref().is_none_or(|office| HIGH.ending(&folded(office)).is_some());
        (!high).then(|| vec![who])
    }
}

/// What says that the press asks.
static ASKED: Words = Words::new(&["记者问", "记者提问", "媒体提问", "记者就", "媒体表示"]);

/// What says that somebody speaks.
static SPEAKS: Words = Words::new(&["发言", "致辞", "作报告", "介绍", "透露", "强调", "指出", "表示", "通报", "回答"]);
