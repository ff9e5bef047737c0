//! The meeting behind a dialogue: a press conference (新闻发布会, 记者会, 吹风会) with its name, day, place and the one who
//! leads it. An interview is no meeting.

use crate::import::article::Article;
use crate::import::minutes::moment;
use crate::import::page::dateline;
use crate::import::people;
use crate::import::prose::Prose;
use crate::import::reading::Reading;
use crate::import::vocabulary::gathering::NOUNS as NAMES;
use crate::import::when::{self, Known};
use crate::model::{By, Evidence, Meeting, Part, Participant, Role};

use crate::text::fold::folded;

use super::label::{Label, Who};
use super::lead;
use super::roster::Guest;
use super::script::{asks_at_end, talk};

/// What press conferences are called, the longest first.
const NOUNS: &[&str] = &[
    "例行新闻发布会",
    "新闻发布会",
    "新聞發布會",
    "政策例行吹风会",
    "例行吹风会",
    "吹风会",
    "中外记者会",
    "例行记者会",
    "记者会",
    "記者會",
    "记者招待会",
    "記者招待會",
    "记者见面会",
    "见面会",
    "答问会",
    "答問會",
    "专题发布会",
    "发布会",
    "發布會",
    "媒体见面会",
];

/// Whether an article is the record of a conference with the press: its title or its lead calls it one.
pub fn is_press(article: &Article, first: usize) -> bool {
    let heads = article.paragraphs.iter().take(first + 1).map(|p| p.text.as_str());
    std::iter::once(article.title.as_str()).chain(heads).any(|text| NOUNS.iter().any(|noun| text.contains(noun)))
}

/// The press conference of an article, if it is one.
pub fn meeting(article: &Article, labels: &[Option<Label>], _known: &[Known]) -> Reading {
    let first = labels.iter().position(Option::is_some).unwrap_or(labels.len());
    let heads = article.paragraphs.iter().take(first).map(|p| p.text.as_str());
    let opening = article.paragraphs.iter().skip(first).take(3).map(|p| p.text.as_str());
    let texts: Vec<&str> = std::iter::once(article.title.as_str()).chain(heads).chain(opening).collect();
    let leader = leader(article, labels);
    let titled = NOUNS.iter().any(|noun| article.title.contains(noun));
    // 某部发言人某某主持例行记者会: the title or the lead says who leads.
    let hosts = |text: &&str| {
        let text = &undated(text);
        let (before, after) = text.split_once("主持")?;
        let prose = Prose::of(before);
        let host = people::introduced(&prose.text).pop().map(|found| prose.shown(before, found.name));
        let clause = after.split(['，', ',', '。']).next()?;
        // 本次新闻发布会由某某主持.
        let before_it = clause.is_empty() && before.contains('由') && NOUNS.iter().any(|noun| before.contains(noun));
        let named = before_it || NOUNS.iter().any(|noun| clause.ends_with(noun));
        host.filter(|_| named)
    };
    let heads = article.paragraphs.iter().take(first).map(|p| p.text.as_str());
    let hosted = std::iter::once(article.title.as_str()).chain(heads).find_map(|text| hosts(&text));
    let found = texts.iter().find_map(|t| {
        let led = titled || hosted.is_some() || !matches!(leader, Leader::Nobody);
        name(&undated(t)).filter(|_| led || asks_at_end(t) || answers(t) || at_one(t))
    });
    let found = found.or_else(|| gathering(article, labels).map(|name| (name, true)));
    let Some((name, plain)) = found else { return Reading::default() };
    let mut meeting = Meeting { name: name.clone(), ..Meeting::default() };
    if !plain {
        let text = article.title.clone();
        meeting.evidence.insert("name".into(), Evidence { inferred: true, by: By::Rule, text });
    }
    for (at, paragraph) in article.paragraphs.iter().enumerate().take(first + 4) {
        let text = paragraph.text.as_str();
        if meeting.start.is_none()
            && (at < first || text.contains("今天") || text.starts_with(|c: char| c.is_ascii_digit()))
            && (paragraph.role != Role::Byline || field(text, &["时间", "時間", "会议时间", "直播时间"]).is_some())
            && let Some(found) = moment::moment(text, moment::Era::Western)
        {
            meeting.start = Some(found.start);
            meeting.end = Some(found.end);
        }
        if meeting.place.is_none()
            && let Some(place) = field(text, &["地点", "地點", "会议地点"])
        {
            meeting.place = Some(place);
        }
        if meeting.place.is_none() && at < first && NOUNS.iter().any(|noun| text.contains(noun)) {
            meeting.place = hall(text);
        }
        if meeting.chair.is_none()
            && let Some(host) = field(text, &["主持人", "主持"])
            && let Some(name) = super::name::called(&host).and_then(|c| c.name)
        {
            meeting.chair = Some(name);
        }
    }
    // A day without a year is completed by that of publication.
    if meeting.start.is_none()
        && let Some(published) = article.published.as_ref().and_then(Known::of)
        && let Some(text) = texts.iter().find(|text| NOUNS.iter().any(|noun| text.contains(noun)))
        && let Some((start, end)) =
            when::days(&Prose::of(text).text).first().and_then(|day| day.dates(Some(&published)))
    {
        meeting.start = Some(start);
        meeting.end = Some(end);
    }
    if let (None, Leader::Named(name)) = (&meeting.chair, leader) {
        meeting.chair = Some(name);
    }
    meeting.chair = meeting.chair.or(hosted);
    Reading { meetings: vec![meeting], days: vec![None], ..Reading::default() }
}

/// Whether a text says that something was said at a conference with the press: 在某部例行记者会上.
fn at_one(text: &str) -> bool {
    NOUNS.iter().any(|noun| {
        text.match_indices(noun).any(|(at, _)| text.get(at + noun.len()..).is_some_and(|tail| tail.starts_with('上')))
    })
}

/// Whether a text says that somebody answered the press: …举行记者会，某部部长某某就…答记者问.
fn answers(text: &str) -> bool {
    let folded = folded(text);
    ["举行", "召开"].iter().any(|verb| folded.contains(verb))
        && ["答记者问", "回答记者提问", "回答中外记者", "回答了记者"].iter().any(|word| folded.contains(word))
}

/// Where a conference was held, as its clause says: 在某某新闻发布厅举行, 人民大会堂新闻发布厅举行.
fn hall(text: &str) -> Option<String> {
    let end = ["举行", "召开", "舉行", "召開"].iter().filter_map(|verb| text.find(verb)).min()?;
    let clause = text.get(..end)?;
    let start = clause
        .rfind(['，', '。', '在', '时', '時', '午', '于', '於'])
        .map_or(0, |at| at + clause.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
    let hall = clause.get(start..)?;
    (is_hall(hall) && (3..=24).contains(&hall.chars().count())).then(|| hall.to_owned())
}

/// Whether words name a hall.
fn is_hall(words: &str) -> bool {
    words.ends_with(['厅', '廳', '堂', '室', '楼', '樓']) && !words.ends_with("公室")
}

/// A text without its dateline: 中新网北京11月23日电 (记者 王某)某部发言人….
fn undated(text: &str) -> String {
    let head: String = text.chars().take(400).collect();
    let prose = Prose::of(&head);
    match dateline(&prose.text) {
        0 => head,
        at => prose.shown(&head, at..prose.text.len()),
    }
}

/// The meeting that the title of a record of several who talk calls by name: 2016-10-14 「某产业」公聽會; 某会第十一次會議紀錄.
fn gathering(article: &Article, labels: &[Option<Label>]) -> Option<String> {
    talk(&article.paragraphs, labels).filter(|talk| talk.asker.is_none())?;
    let prose = Prose::of(&article.title);
    let text = prose.text.as_str();
    let start = text.len()
        - text
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ' ' | '年' | '月' | '日'))
            .len();
    let bare = text.get(start..)?;
    let bare = ["逐字稿", "会议纪录", "会议记录", "纪录", "记录", "实录"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .map_or(bare, |name| name.trim_end());
    let bare = if text.get(start + bare.len()..)?.starts_with("会议") {
        text.get(start..start + bare.len() + "会议".len())?
    } else {
        bare
    };
    (NAMES.ending(bare).is_some() && (4..=40).contains(&bare.chars().count()))
        .then(|| prose.shown(&article.title, start..start + bare.len()))
}

/// Who leads a conference.
enum Leader {
    /// Nobody does.
    Nobody,
    /// Someone whom the text does not name.
    Nameless,
    /// Someone named.
    Named(String),
}

fn leader(article: &Article, labels: &[Option<Label>]) -> Leader {
    let mut found = Leader::Nobody;
    for (at, label) in labels.iter().enumerate() {
        match label.as_ref().map(|l| &l.who) {
            Some(Who::Host { name: Some(name), .. }) => return Leader::Named(name.clone()),
            Some(Who::Host { name: None, .. }) => found = Leader::Nameless,
            Some(Who::Called(called))
                if lead::leads(called.office.as_deref(), &lead::opening(&article.paragraphs, labels, at)) =>
            {
                return called.name.clone().map_or(Leader::Nameless, Leader::Named);
            }
            _ => {}
        }
    }
    found
}

/// The value of a field at the head: 地点：某处.
fn field(text: &str, words: &[&str]) -> Option<String> {
    let (head, value) = text.split_once(['：', ':'])?;
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let value = value.trim();
    (words.contains(&head.as_str()) && !value.is_empty() && value.chars().count() <= 40 && !value.contains('。'))
        .then(|| value.to_owned())
}

/// The name of the press conference that a text tells of, and whether it stands there in one piece.
fn name(text: &str) -> Option<(String, bool)> {
    let (at, noun) = NOUNS
        .iter()
        .filter_map(|n| text.find(n).map(|at| (at, *n)))
        .min_by_key(|(at, n)| (*at, std::cmp::Reverse(n.len())))?;
    let end = at + noun.len();
    let before = text.get(..at)?;
    // 欢迎出席国务院某办新闻发布会, 出席某部例行记者会.
    for verb in ["欢迎出席", "欢迎参加", "出席", "参加", "来到", "歡迎出席"] {
        let Some((_, tail)) = before.rsplit_once(verb) else { continue };
        let tail = tail.trim_start_matches(['今', '天', '的', '本', '场', '次', '我', '们']);
        if (2..=24).contains(&tail.chars().count()) && !tail.contains(['，', '。', '、']) {
            return Some((format!("{tail}{noun}"), true));
        }
    }
    let clause_at = before
        .rfind(['，', '。', '：', '；', '\n', ' ', '　'])
        .map_or(0, |cut| cut + before.get(cut..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
    let clause = text.get(clause_at..end)?;
    for verb in ["举行", "召开", "舉行", "召開", "主持", "举办"] {
        let Some((organiser, noun)) = clause.split_once(verb) else { continue };
        let noun = noun.trim_start_matches('了');
        let organiser = organiser.split(['就', '于', '在', '介']).next().unwrap_or("");
        let organiser = organiser.split("发言人").next().unwrap_or("");
        // 某某办公室4月10日上午10时举行: when it was is no part of the name.
        let prose = Prose::of(organiser);
        let day = when::days(&prose.text).into_iter().next().filter(|day| day.at.0 > 0);
        let at = day.and_then(|day| prose.text.find(&day.words));
        let dated = at.map(|at| prose.shown(organiser, 0..at));
        let organiser = dated.as_deref().unwrap_or(organiser);
        let organiser = if is_hall(organiser) { "" } else { organiser };
        let organiser: String =
            organiser.chars().skip_while(|c| c.is_ascii_digit() || "年月日上下午".contains(*c)).collect();
        return Some((format!("{organiser}{noun}"), organiser.is_empty()));
    }
    // 在2月21日某部例行记者会上: when it was is no part of the name.
    let prose = Prose::of(clause);
    let placed = usize::from(prose.text.starts_with('在')) * '在'.len_utf8();
    let day = when::days(prose.text.get(placed..)?).into_iter().next().filter(|day| day.at.0 == 0);
    if let Some(day) = day.filter(|_| placed > 0) {
        return Some((prose.shown(clause, placed + day.words.len()..prose.text.len()), true));
    }
    // 某国副主席某某4月18日记者招待会: who meets the press, and when, is no part of the name.
    let prose = Prose::of(clause);
    let start = people::introduced(&prose.text).last().map_or(0, |f| f.name.end);
    let name = prose.shown(clause, start..prose.text.len());
    let name = name.as_str();
    let dated = name
        .find('日')
        .filter(|at| start > 0 && name.get(..*at).is_some_and(|d| d.chars().any(|c| c.is_ascii_digit())));
    let name = dated.and_then(|at| name.get(at + '日'.len_utf8()..)).unwrap_or(name);
    let name = if name.chars().count() >= noun.chars().count() { name } else { clause };
    ((4..=40).contains(&name.chars().count())).then(|| (name.to_owned(), true))
}

/// Adds someone who spoke.
pub fn take(meeting: &mut Meeting, name: String, office: Option<String>, part: Part) {
    if let Some(there) = meeting.participants.iter_mut().find(|p| p.name == name) {
        there.part = there.part.max(part);
        there.spoke = true;
        if there.office.is_none() {
            there.office = office;
        }
        return;
    }
    meeting.participants.push(Participant { person: None, name, office, part, spoke: true });
}

/// Adds someone who was introduced.
pub fn attend(meeting: &mut Meeting, guest: &Guest) {
    if meeting.participants.iter().any(|p| p.name == guest.name) {
        return;
    }
    meeting.participants.push(Participant {
        person: None,
        name: guest.name.clone(),
        office: guest.office.clone(),
        part: Part::Attendee,
        spoke: false,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_press_conferences() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(name(text).map(|n| n.0).as_deref(), expected, "{text}");
        };
        check("女士们、先生们，上午好！欢迎出席某某办公室新闻发布会。", Some("某某办公室新闻发布会"));
        check("某某办就前三季度运行情况举行新闻发布会", Some("某某办新闻发布会"));
        check("2023年3月1日某某部发言人李宁主持例行记者会", Some("某某部例行记者会"));
        check("专访某某教授", None);
        check("临江县副县长李明4月18日记者招待会上答问", Some("记者招待会"));
    }
}
