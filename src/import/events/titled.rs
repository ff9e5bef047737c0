//! Events that the title alone calls by name: 召开NAME over a lead that tells of those who met, a journey, talks. The first paragraph
//! of the body tells when.

use super::name::name_at_start;
use super::{Event, Telling};
use crate::import::attribution::statement;
use crate::import::facts::folded;
use crate::import::names::{Trust, name_at};
use crate::import::page::{self, Page};
use crate::import::people::{self, Named};
use crate::import::prose::{Prose, cut, rest};
use crate::import::vocabulary::gathering::{BARE, TALKS, TRIPS};
use crate::import::vocabulary::speaking::{SAYS, SELVES};
use crate::import::when::{self, Day};

/// The meeting of a title that says 召开NAME, where the lead tells of those who met and calls it by no name.
fn announced_by_title(page: &Page<'_>, title: &Prose) -> Option<(Event, usize)> {
    let first = page.article.paragraphs.iter().position(|p| p.role == crate::model::Role::Body)?;
    let lead = page.text(first);
    let day = when::days(lead).into_iter().next().filter(|day| day.at.0 == 0);
    // 王某主持召开某常务会议, and the text begins with what the meeting states.
    let states = SELVES.starting(lead).is_some_and(|word| statement(rest(lead, word.len())).is_some());
    let met = states
        || day.is_some()
            && ["主持会议", "座谈", "参加会议", "出席会议", "会议由"].iter().any(|word| lead.contains(word));
    let name = ["召开", "举行"].iter().find_map(|verb| {
        let at = title.text.find(verb).filter(|at| *at > 0)? + verb.len();
        name_at_start(&title.text, at, title.text.len())
    });
    let name = name.filter(|name| met && !BARE.have(cut(&title.text, name.clone())))?;
    let shown = |range| title.shown(&page.article.title, range);
    let host = name_at(&title.text, 0, Trust::Plain).filter(|_| states);
    let host = host.filter(|end| ["主持", "召开"].iter().any(|verb| rest(&title.text, *end).starts_with(verb)));
    let chair = host.map(|end| Named { name: shown(0..end), office: None });
    Some((Event { name: shown(name), day, chair, ..Event::default() }, first))
}

/// The day that opens one of the paragraphs right behind the lead, where the one of the title is its subject:
/// 3月18日至21日,申某在…陪同下,先后来到….
fn opening_day(page: &Page<'_>, first: usize, member: &page::Member) -> Option<Day> {
    (first + 1..page.article.paragraphs.len()).take(2).filter(|at| page.is_body(*at)).find_map(|at| {
        let text = page.text(at);
        let day = when::days(text).into_iter().next().filter(|day| day.at.0 == 0)?;
        let named = text.split(',').take(2).any(|clause| clause.starts_with(&member.folded));
        (named && !day.long_past(text)).then_some(day)
    })
}

/// Whom the one of the title receives (王某会见某国首相李某), where the text names the guest, and where the words for it end.
fn received(page: &Page<'_>, title: &Prose, own: usize) -> Option<(Named, usize)> {
    let after = rest(&title.text, own);
    let after = after.strip_prefix("集体").or(after.strip_prefix("分别")).unwrap_or(after);
    after.starts_with("会见").then_some(())?;
    let guest = people::introduced(&title.text).into_iter().find(|f| f.office.start > own)?;
    let folded = cut(&title.text, guest.name.clone());
    let told = (0..page.article.paragraphs.len()).any(|at| page.is_body(at) && page.text(at).contains(folded));
    let end = guest.name.end;
    told.then(|| (people::shown(&guest, title, &page.article.title), end))
}

/// Whether a verb of speaking follows a name.
fn says(after: &str) -> bool {
    let clause = after.split([',', ':', '。']).next().unwrap_or("");
    SAYS.ending(clause).is_some() && clause.chars().count() <= 12
}

/// What the title alone calls by name, with the first paragraph of the body, which tells when: a journey (某某在某校考察时强调…;
/// 某某考察某公司), talks of which the text says no more than that both sides held them (某某同某国总统会谈).
pub fn titled_event(page: &Page<'_>) -> Option<(Event, usize)> {
    let title = page.title();
    if let Some(event) = announced_by_title(page, &title) {
        return Some(event);
    }
    let member = &page.cast.members[page.cast.at_start(&title.text)?];
    let first = page.article.paragraphs.iter().position(|p| p.role == crate::model::Role::Body)?;
    let lead = page.text(first);
    let shown = |range| title.shown(&page.article.title, range);
    let own = member.folded.len();
    let after = rest(&title.text, own);
    // The day of the dateline is that of the report.
    let told = rest(lead, page::dateline(lead));
    let day =
        when::days(told).into_iter().find(|day| !day.long_past(told)).or_else(|| opening_day(page, first, member));
    let who = Named { name: member.name.clone(), office: member.office.clone() };
    let head = after.split([' ', ',', ':']).next().unwrap_or("");
    if after.starts_with(['同', '与'])
        && let Some(verb) = TALKS.iter().find(|verb| head.ends_with(**verb) && !verb.contains('通'))
        && ["两国元首", "双方", "两国总理", "两国领导人"]
            .iter()
            .any(|both| lead.find(both).is_some_and(|at| TALKS.iter().any(|talk| rest(lead, at).contains(talk))))
    {
        let office = cut(head, '同'.len_utf8()..head.len() - verb.len());
        let guest = page.cast.members.iter().find(|m| m.office.as_deref().is_some_and(|o| folded(o).ends_with(office)));
        let guest = guest.map(|m| Named { name: m.name.clone(), office: m.office.clone() });
        let people = std::iter::once(who).chain(guest).collect();
        let name = shown(0..own + head.len());
        return Some((Event { name, day, people, telling: Telling::Talked, ..Event::default() }, first));
    }
    // 某某会见某国首相某某, and the text begins with what the first said.
    if let Some((guest, end)) = received(page, &title, own)
        && lead.starts_with(&member.folded)
        && says(rest(lead, own))
    {
        let name = shown(0..end);
        let people = vec![who, guest];
        return Some((Event { name, day, people, telling: Telling::Talked, ..Event::default() }, first));
    }
    // 某某春节前夕赴某省看望慰问: a word of time may stand before the way.
    let way = after.char_indices().take(5).find(|(_, c)| matches!(c, '在' | '赴' | '到'));
    let (place, end) = if let Some((at, way)) = way {
        let start = own + at + way.len_utf8();
        let there = rest(&title.text, start);
        let (at, verb) = TRIPS.iter().find_map(|verb| there.find(verb).map(|at| (at, *verb)))?;
        (start..start + at, start + at + verb.len())
    } else {
        let verb = TRIPS.iter().find(|verb| after.starts_with(**verb) && !verb.ends_with("慰问"))?;
        let start = own + verb.len();
        let length = rest(after, verb.len()).find([' ', ',', '时', '并', ':']).unwrap_or(after.len() - verb.len());
        (start..start + length, start + length)
    };
    let said = rest(&title.text, end);
    let visits = cut(&title.text, 0..end).ends_with("慰问");
    let goes_on = visits || said.is_empty() || ["时", " ", "并", ",", ":"].iter().any(|w| said.starts_with(w));
    let words = cut(&title.text, place.clone());
    let plain = (2..=20).contains(&words.chars().count()) && !words.contains([' ', ',', '的', '“', '会']);
    let gone = ["来到", "前往", "到", "赴", "在", "考察", "调研", "看望"].iter().any(|w| lead.contains(w));
    let place = Some((shown(place), None));
    let people = vec![who];
    let event = Event { name: shown(0..end), place, day, people, telling: Telling::Travelled, ..Event::default() };
    (goes_on && plain && gone).then_some((event, first))
}
