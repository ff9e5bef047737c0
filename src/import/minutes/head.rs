//! The head of minutes: which meeting it was, when and where, who chaired, who was there and who was not; and the counts
//! that its lists give of themselves, held against the lists.

use crate::import::article::Article;
use crate::import::dialogue::label::Label;
use crate::import::dialogue::name;
use crate::import::meetings::{self, Words};
use crate::import::people::Named;
use crate::model::{By, Code, Evidence, Finding, Meeting, Paragraph, Part, Role};
use crate::text::{Span, fold};

use super::layout::field_of;
use super::moment::{self, Era};
use super::present::{self, Count, Field, Of};

/// What the head says.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The meeting, participants included.
    pub meeting: Meeting,
    /// The chair and the words that name them.
    pub chair: Option<(String, String)>,
    /// Counts that do not fit their lists.
    pub findings: Vec<Finding>,
    /// Counts that stand apart from the list that they are of.
    counts: Vec<Count>,
    /// The field that gives the day, where one does.
    pub timed: Option<Field>,
    /// The field of one value that stands last: its next value may stand on a line of its own.
    last: Option<Field>,
}

/// A list being read: who is in it, what it says of its length, where it stands.
struct List {
    part: Part,
    /// An office on a line of its own: the name stands on the next.
    office: Option<String>,
    words: String,
    names: usize,
    spans: Vec<Span>,
}

/// Words of bodies that count the years of the Republic.
const REPUBLICAN: &[&str] = &["中華民國", "立法院", "議員", "代表會", "鄉公所", "鎮公所", "學年度", "学年度"];

/// Reads what stands before the first words (`first`: their paragraph).
pub fn read(article: &Article, first: usize) -> Head {
    let mut head = Head::default();
    let (name, evidence) = meeting_name(article);
    head.meeting.edition = edition(&name);
    head.meeting.name = name;
    if let Some(text) = evidence {
        head.meeting.evidence.insert("name".into(), Evidence { inferred: true, by: By::Rule, text });
    }
    let republican = |text: &str| REPUBLICAN.iter().any(|word| text.contains(word));
    let republic = republican(&article.title) || article.paragraphs.iter().take(first + 2).any(|p| republican(&p.text));
    let era = if republic { Era::Republic } else { Era::Western };
    let mut list: Option<List> = None;
    for paragraph in article.paragraphs.iter().take(first) {
        let text = paragraph.text.as_str();
        match field_of(text) {
            Some((Field::Present(part), value)) => {
                close(&mut head, list.take());
                let mut open = List { part, office: None, words: String::new(), names: 0, spans: Vec::new() };
                enlist(&mut head, &mut open, paragraph, value);
                // The words of the field itself count too: 出席（12人）.
                open.words = format!("{text}\n");
                list = Some(open);
                head.last = None;
            }
            Some((field, value)) => {
                close(&mut head, list.take());
                single(&mut head, field, value, text, era);
                head.last = Some(field);
            }
            None if list.is_none() && head.last.is_some_and(|f| goes_on(f, text)) => {
                if let Some(field) = head.last {
                    single(&mut head, field, text, text, era);
                }
            }
            None => {
                when(&mut head, text, era);
                // A bracket that counts belongs to the list; a heading ends it.
                match &mut list {
                    Some(open) if paragraph.role != Role::Heading => enlist(&mut head, open, paragraph, text),
                    _ => close(&mut head, list.take()),
                }
            }
        }
    }
    close(&mut head, list);
    head
}

/// The counts of lists that stand behind the head, as in the minutes of an earlier sitting that are read out; whoever is
/// in them was there then.
pub fn check(paragraphs: &[Paragraph], labels: &[Option<Label>], from: usize) -> Vec<Finding> {
    let mut then = Head::default();
    let mut list: Option<List> = None;
    for (paragraph, label) in paragraphs.iter().zip(labels).skip(from) {
        let text = paragraph.text.as_str();
        match field_of(text).filter(|_| label.is_none()) {
            Some((Field::Present(part), value)) => {
                close(&mut then, list.take());
                let mut open = List { part, office: None, words: format!("{text}\n"), names: 0, spans: Vec::new() };
                enlist(&mut then, &mut open, paragraph, value);
                list = Some(open);
            }
            None if label.is_none() && paragraph.role != Role::Heading && text.chars().count() <= 120 => {
                if let Some(open) = &mut list {
                    enlist(&mut then, open, paragraph, text);
                }
            }
            _ => close(&mut then, list.take()),
        }
    }
    close(&mut then, list);
    then.findings
}

/// The people of one paragraph of a list.
fn enlist(head: &mut Head, list: &mut List, paragraph: &Paragraph, value: &str) {
    list.words.push_str(value);
    list.words.push('\n');
    list.spans.extend(paragraph.spans.iter().copied());
    let people = present::people(value);
    let alone = name::called(value).filter(|c| people.is_empty() && c.name.is_none() && c.surname.is_none());
    let mut waiting = std::mem::replace(&mut list.office, alone.and_then(|c| c.office));
    for mut who in people {
        list.names += 1;
        if let Some(office) = waiting.take() {
            who.office = Some(office);
        }
        let chairs =
            who.office.as_deref().is_some_and(|o| fold::folded(o) == "主席" || fold::folded(o).ends_with("(主席)"));
        if chairs && list.part == Part::Attendee && head.chair.is_none() {
            head.chair = Some((who.name.clone(), value.trim().to_owned()));
            meetings::add(&mut head.meeting, who, Part::Chair, Words::Silent);
        } else {
            meetings::add(&mut head.meeting, who, list.part, Words::Silent);
        }
    }
}

/// Holds a list against what it says of its length.
fn close(head: &mut Head, list: Option<List>) {
    let Some(list) = list else { return };
    let wanted = if list.part == Part::Absent { Of::Absent } else { Of::Present };
    let own = present::counts(&list.words);
    if list.names == 0 {
        head.counts.extend(own.iter().copied());
    }
    let fits = own.iter().any(|c| c.of == wanted || c.of == Of::InAttendance);
    // A count apart is of the list of those present that comes next: it is used once.
    let counts =
        if fits || list.names == 0 { own } else { head.counts.iter().copied().filter(|c| c.of == wanted).collect() };
    if !fits && list.names > 0 {
        head.counts.retain(|c| c.of != wanted);
    }
    let said = |of: Of| counts.iter().find(|c| c.of == of).map(|c| c.people);
    let listed = u32::try_from(list.names).unwrap_or(u32::MAX);
    let in_attendance = if list.part == Part::Attendee { said(Of::InAttendance) } else { None };
    if let Some(people) = said(wanted).or(in_attendance)
        && people != listed
        && listed > 0
    {
        let message = format!("名单写明 {people} 人，实列 {listed} 人");
        let evidence = list.words.lines().last().unwrap_or("").trim().chars().take(40).collect();
        head.findings.push(Finding { code: Code::CountConflict, message, spans: list.spans.clone(), evidence });
    }
    if let (Some(due), Some(there), Some(absent)) = (said(Of::Due), said(Of::Present), said(Of::Absent))
        && there + absent != due
    {
        let message = format!("应出席 {due} 人，而出席 {there} 人、缺席 {absent} 人");
        let evidence = list.words.trim().chars().take(60).collect();
        head.findings.push(Finding { code: Code::CountConflict, message, spans: list.spans, evidence });
    }
}

/// Whether a line gives one more value of the field above it: a second chair, another clerk.
fn goes_on(field: Field, text: &str) -> bool {
    matches!(field, Field::Chair | Field::Clerk)
        && text.chars().count() <= 24
        && present::people(text).len() == 1
        && present::people(text)[0].office.is_some()
}

/// A field with one value.
fn single(head: &mut Head, field: Field, value: &str, text: &str, era: Era) {
    match field {
        Field::Time => {
            when(head, value, era);
            head.timed = head.meeting.start.is_some().then_some(field);
        }
        Field::Name => {
            value.trim_matches(['。', '*', ' ']).clone_into(&mut head.meeting.name);
            head.meeting.edition = edition(&head.meeting.name);
            head.meeting.evidence.remove("name");
        }
        Field::Place if head.meeting.place.is_none() && !value.is_empty() => {
            head.meeting.place = Some(value.trim_end_matches('。').to_owned());
        }
        Field::Chair => {
            for (at, who) in present::people(value).into_iter().enumerate() {
                // 主席 is the office here; what a field gives with the name is kept where it says more.
                let word: String = text.chars().take_while(|c| !matches!(c, '：' | ':')).collect();
                let office = if word.contains('持') {
                    who.office.or(Some("主持人".into()))
                } else if head.chair.is_some() && who.office.is_some() {
                    // Who takes the chair later has an office of their own.
                    who.office
                } else {
                    Some("主席".to_owned())
                };
                if at == 0 && head.chair.is_none() {
                    head.chair = Some((who.name.clone(), text.split_whitespace().collect::<Vec<_>>().join(" ")));
                }
                meetings::add(&mut head.meeting, Named { name: who.name, office }, Part::Chair, Words::Silent);
            }
        }
        Field::Clerk => {
            let before = text.strip_suffix(value).unwrap_or(text);
            let word: String =
                before.chars().filter(|c| !c.is_whitespace() && !matches!(c, '：' | ':' | '*')).collect();
            for who in present::people(value) {
                let named = name::ends_in_office(&fold::folded(&word)).then(|| word.clone());
                let office = who.office.or(named).or(Some("记录".into()));
                meetings::add(&mut head.meeting, Named { name: who.name, office }, Part::Attendee, Words::Silent);
            }
        }
        Field::Theme if head.meeting.theme.is_none() && value.chars().count() <= 60 => {
            // Marks around the whole are taken off: one that closes what opens within stays.
            let bare = value.trim_end_matches('。');
            let inner = bare.strip_prefix(['“', '「']).and_then(|t| t.strip_suffix(['”', '」']));
            let inner = inner.filter(|t| !t.contains(['“', '「', '”', '」'])).unwrap_or(bare);
            head.meeting.theme = Some(inner.to_owned());
        }
        Field::Place | Field::Theme | Field::Present(_) => {}
    }
}

/// The day of a sitting, and the part of the day where another line gives it: 上午 11時正會議開始.
fn when(head: &mut Head, text: &str, era: Era) {
    if text.chars().count() > 120 {
        return;
    }
    if head.meeting.start.is_none() {
        if let Some(found) = moment::moment(text, era) {
            head.meeting.start = Some(found.start);
            head.meeting.end = Some(found.end);
        }
    } else if let Some(later) = moment::moment(text, era)
        .filter(|_| text.starts_with("中華民國") || text.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|m| head.timed.is_some() && head.meeting.start.as_ref().is_some_and(|s| s.value < m.start.value))
    {
        // The second day of a sitting, on a line of its own below the first.
        head.meeting.end = Some(later.end);
    } else if let Some(part) = moment::opening_part(text)
        && let Some(start) = head.meeting.start.as_mut().filter(|s| s.part_of_day.is_none())
    {
        start.part_of_day = Some(part);
        start.evidence = format!("{}；{}", start.evidence, text.trim());
        let same = head.meeting.end.as_ref().is_some_and(|end| end.value == start.value);
        if same {
            head.meeting.end = Some(start.clone());
        }
    }
}

/// What the meeting is called, and where that had to be put together the words it rests on.
fn meeting_name(article: &Article) -> (String, Option<String>) {
    const ENDS: &[&str] = &[
        "逐字紀錄",
        "逐字记录",
        "正式紀錄",
        "正式纪录",
        "会议纪要",
        "會議紀要",
        "紀錄",
        "纪录",
        "記錄",
        "记录",
        "议事录",
        "議事錄",
        "纪要",
        "紀要",
        "实录",
        "實錄",
        "速记",
    ];
    let title: String = article.title.chars().filter(|c| !c.is_whitespace() && !matches!(c, '#' | '*')).collect();
    let core = title.split(['(', '（']).next().unwrap_or(&title);
    let mut name = core.to_owned();
    if let Some(end) = ENDS.iter().find(|end| core.ends_with(**end)) {
        core.strip_suffix(end).unwrap_or(core).clone_into(&mut name);
        // …会议纪要 leaves the meeting.
        if end.starts_with(['会', '會']) {
            name.push_str(end.get(.."会议".len()).unwrap_or(""));
        }
    }
    let bare = fold::folded(&name);
    if !["会议过程", "会议", "会", ""].contains(&bare.as_str()) {
        return (name, None);
    }
    // The running head names the body: 立法會 ─ 2012年 10月 10日.
    let heads = article.findings.iter().filter(|f| f.code == Code::Boilerplate).map(|f| f.evidence.as_str());
    let body = heads
        .filter_map(|h| h.split(['─', '—', '－', '–', '―']).next())
        .map(str::trim)
        .find(|b| (2..=12).contains(&b.chars().count()));
    let text = || article.paragraphs.iter().map(|p| p.text.as_str());
    let told = ["立法會", "立法会", "立法院"].into_iter().find(|word| text().any(|t| t.contains(word)));
    let word = if article.title.contains('會') { "會議" } else { "会议" };
    match body.or(told) {
        Some(body) => (format!("{body}{word}"), Some(format!("{body}；{}", article.title))),
        None => (word.to_owned(), Some(article.title.clone())),
    }
}

/// The last number of sittings in a name: 第8屆第2會期…第1次.
fn edition(name: &str) -> Option<String> {
    let at = name.rfind('第')?;
    let tail = name.get(at..)?;
    let end = tail.find(['次', '届', '屆'])?;
    let number = tail.get('第'.len_utf8()..end)?;
    let unit = tail.get(end..)?.chars().next()?;
    (!number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c)))
        .then(|| format!("第{number}{unit}"))
}
