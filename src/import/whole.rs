//! A speech in full, a work report: one voice from the first words to the last. The head says who speaks, when and where:
//! 在…上的讲话（2020年11月12日）王某某; ——2012年2月29日在…会议上 区长 张某某.

use std::ops::Range;

use crate::model::{AttributedBy, By, Date, Form, Meeting, Paragraph, Part, Piece, Precision, Role, Voice};

use super::article::Article;
use super::facts::folded;
use super::lines::{is_blank, is_han};
use super::meetings::{self, add, edition};
use super::names::{self, Trust};
use super::page::honour;
use super::people::{self, Named};
use super::prose::{Prose, cut, rest};
use super::reading::{Reading, Turn};
use super::vocabulary::gathering::NOUNS;
use super::when;

mod address;
mod note;

use self::address::{CALLED, vocative};
use self::note::Behind;

/// Chars of the head that are looked at.
const HEAD: usize = 700;

/// What the head of a speech says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Head {
    speaker: Option<Named>,
    evidence: String,
    occasion: Option<String>,
    date: Option<Date>,
    /// Where the words begin: paragraph, byte of the folded text.
    start: (usize, usize),
}

/// Whether an article is a speech in full or a work report: it calls itself so, or its head does and someone is addressed.
pub fn is_speech(article: &Article) -> bool {
    let titles = heads_of(article).filter(|(p, _)| matches!(p.role, Role::Title | Role::Heading));
    let titles: Vec<String> =
        titles.map(|(_, head)| head).chain([article.title.as_str()]).map(|text| Prose::of(text).text).collect();
    let bare = |title: &str| title.trim_end_matches(|c: char| "()0123456789年月日全文摘要—- ".contains(c)).to_owned();
    let about = [
        "审议",
        "听取",
        "解读",
        "热议",
        "通过",
        "征求",
        "讨论",
        "评价",
        "反响",
        "人士",
        "引发",
        "学习",
        "杂志发表",
        "发表重要文章",
    ];
    // 多国人士积极评价某某在…上的讲话: others speak of it.
    let told = titles.iter().any(|title| {
        title.contains("上的") && about.iter().any(|word| title.contains(word)) && CALLED.ending(&bare(title)).is_some()
    });
    if told {
        return false;
    }
    let called = titles.iter().any(|title| {
        let title = bare(title);
        CALLED.ending(&title).and_then(|word| title.strip_suffix(word)).is_some_and(|head| head.ends_with("上的"))
    });
    // 在某次会议上的讲话（摘要）省委书记 刘某: who speaks may stand in the same line.
    let called = called || titles.iter().any(|title| signed_by(title).is_some());
    let report = titles.iter().any(|title| {
        title.contains("工作报告") && !about.iter().any(|w| title.contains(w)) && title.chars().count() <= 40
    });
    let named = titles.iter().any(|title| {
        let told = ["发表", "作出", "出席"].iter().any(|w| title.contains(w));
        !told && CALLED.ending(&bare(title)).is_some()
    });
    // A work report without its title: who speaks says so.
    let explained = heads_of(article).any(|(_, head)| explains(head));
    let reports = explained || heads_of(article).any(|(_, head)| reports(head));
    if note::occasion(article).is_some() || note::leads_to(article).is_some() {
        return true;
    }
    if !called && !report && !named && !reports && !heads_of(article).any(|(_, head)| may_be_spoken(head)) {
        return false;
    }
    let proses = heads(article);
    let Some((paragraph, at)) = vocative(article, &proses) else {
        return called || report && occasion_of(&proses).is_some() || explained;
    };
    if called || report || reports {
        return true;
    }
    let whole = proses.iter().take(paragraph).map(|p| p.text.as_str());
    let before: String = whole.chain(proses.get(paragraph).map(|p| cut(&p.text, 0..at))).collect();
    (named || spoken_at(&before).is_some()) && before.chars().count() <= HEAD
}

/// Reads a speech in full.
pub fn read(article: &Article) -> Reading {
    let head = head(article);
    let held = head.occasion.clone().map(|name| {
        let mut meeting = Meeting { edition: edition(&name), name, ..Meeting::default() };
        meeting.start.clone_from(&head.date);
        meeting.end.clone_from(&head.date);
        if let Some(who) = &head.speaker {
            add(&mut meeting, who.clone(), Part::Speaker, meetings::Words::Spoke);
        }
        meeting
    });
    let current = vec![held.as_ref().map(|_| 0); article.paragraphs.len()];
    let mut turns = run(article, head.start, |piece, goes_on| Turn {
        voice: if head.speaker.is_some() { Voice::Person } else { Voice::Unknown },
        speaker: head.speaker.as_ref().map(|who| who.name.clone()),
        office: head.speaker.as_ref().and_then(|who| who.office.clone()),
        form: Form::Verbatim,
        piece,
        evidence: head.evidence.clone(),
        by: AttributedBy::Rule,
        goes_on,
    });
    // The note at the end is the editor's.
    if let Some((note, _)) = note::occasion(article) {
        turns.retain(|turn| turn.piece.paragraph < note);
    }
    Reading { meetings: held.into_iter().collect(), current, days: vec![None], turns, ..Reading::default() }
}

/// One turn a paragraph, from a place to the end of the article.
pub fn run(article: &Article, start: (usize, usize), turn: impl Fn(Piece, bool) -> Turn) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    for (paragraph, it) in article.paragraphs.iter().enumerate().skip(start.0) {
        if !matches!(it.role, Role::Body | Role::List | Role::Heading) && paragraph != start.0 {
            continue;
        }
        match note::behind(it).filter(|_| paragraph > start.0) {
            Some(Behind::Annex) => break,
            Some(Behind::Line) => continue,
            None => {}
        }
        let from = if paragraph == start.0 { Prose::of(&it.text).char(start.1) } else { 0 };
        let to = it.text.chars().count();
        if from < to {
            out.push(turn(Piece { paragraph, from, to }, !out.is_empty()));
        }
    }
    out
}

/// The folded paragraphs of the head.
fn heads(article: &Article) -> Vec<Prose> {
    heads_of(article).map(|(_, head)| Prose::of(head)).collect()
}

/// The first paragraphs, each as far as a head goes.
fn heads_of(article: &Article) -> impl Iterator<Item = (&Paragraph, &str)> {
    let head = |text: &str| text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at);
    article.paragraphs.iter().take(14).map(move |p| (p, cut(&p.text, 0..head(&p.text))))
}

/// Office and name of the one whose words a line calls so, behind what it calls them.
fn signed_by(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let at = spoken_at(text)? + "上的".len();
    let start = at + CALLED.starting(rest(text, at))?.len();
    (start < text.len()).then(|| line(text, start..text.len())).flatten()
}

/// Whether somebody says to a congress that he reports to it: 现在，我代表市人民政府向大会报告工作.
fn reports(text: &str) -> bool {
    let text = folded(text);
    ["我代表", "我受"].iter().any(|w| text.contains(w))
        && text.contains("向大会")
        && ["报告工作", "报告政府工作", "工作报告", "报告过去"].iter().any(|w| text.contains(w))
}

/// Whether somebody explains a paper to a plenary: 受…委托，我就《决定》起草的有关情况向全会作说明.
fn explains(text: &str) -> bool {
    let text = folded(text);
    text.contains("我就") && ["向全会作说明", "向大会作说明", "向会议作说明"].iter().any(|w| text.contains(w))
}

/// Whether a text may say 上的讲话, as far as a look at its chars tells.
fn may_be_spoken(text: &str) -> bool {
    let mut before = ' ';
    text.chars().filter(|c| !is_blank(*c)).any(|c| std::mem::replace(&mut before, c) == '上' && c == '的')
}

fn head(article: &Article) -> Head {
    let proses = heads(article);
    let led = note::leads_to(article);
    let start = vocative(article, &proses).or(led.as_ref().map(|(at, _)| (at + 1, 0))).unwrap_or_else(|| {
        let is_body = |p: &Paragraph| p.role == Role::Body;
        let long = article.paragraphs.iter().position(|p| is_body(p) && p.text.chars().count() > 40);
        let body = long.or_else(|| article.paragraphs.iter().position(is_body));
        (body.unwrap_or(0), 0)
    });
    let mut out = Head { start, ..Head::default() };
    let title = Prose::of(&article.title);
    let mut regions: Vec<(&Prose, &str, Range<usize>)> = vec![(&title, article.title.as_str(), 0..title.text.len())];
    for (at, prose) in proses.iter().enumerate().take(start.0 + 1) {
        let end = if at == start.0 { start.1 } else { prose.text.len() };
        regions.push((prose, article.paragraphs[at].text.as_str(), 0..end));
    }
    // The day of a byline is that of the page.
    let bylines: Vec<&str> =
        article.paragraphs.iter().filter(|p| p.role == Role::Byline).map(|p| p.text.as_str()).collect();
    for (prose, source, range) in &regions {
        if out.occasion.is_none()
            && let Some(name) = occasion(&prose.text, range.clone())
        {
            out.occasion = Some(prose.shown(source, name));
        }
        if out.date.is_none() && !bylines.contains(source) {
            out.date = date(&prose.text, range.clone(), prose, source);
        }
    }
    if out.occasion.is_none() {
        out.occasion = broken_occasion(article, start.0);
    }
    // A line that is a name, with or without an office; else the name that the head ends with; else that of the title.
    for (prose, source, range) in regions.iter().skip(1) {
        if let Some(who) = line(&prose.text, range.clone()) {
            out.evidence = prose.shown(source, range.clone()).chars().take(60).collect();
            out.speaker = Some(shown(&who, prose, source));
        }
    }
    if out.speaker.is_none() {
        let (prose, source, range) = &regions[0];
        let text = cut(&prose.text, range.clone());
        let speaks = |at: usize| rest(text, at + honour(rest(text, at))).starts_with(['在', ':']);
        let named = names::name_at(text, 0, Trust::Plain).filter(|n| speaks(*n));
        let introduced = people::introduced(text).into_iter().next().filter(|f| f.office.start == 0);
        let who = named.map(|n| (0..0, 0..n)).or(introduced.map(|f| (f.office, f.name)));
        if let Some(who) = who {
            (*source).clone_into(&mut out.evidence);
            out.speaker = Some(shown(&who, prose, source));
        }
    }
    if let Some((at, who)) = led.filter(|_| out.speaker.is_none()) {
        let source = article.paragraphs[at].text.as_str();
        out.evidence = source.chars().take(60).collect();
        out.speaker = Some(shown(&(who.office, who.name), &Prose::of(source), source));
    }
    noted(article, &mut out);
    out
}

/// The occasion where a line ends within it: ——2031年1月5日在某区第十三届 / 人民代表大会第五次会议上.
fn broken_occasion(article: &Article, start: usize) -> Option<String> {
    let titles = article.paragraphs.get(..start).unwrap_or(&[]);
    titles.windows(2).filter(|pair| pair.iter().all(|p| p.role == Role::Title)).find_map(|pair| {
        let source = format!("{}{}", pair[0].text, pair[1].text);
        let prose = Prose::of(&source);
        occasion(&prose.text, 0..prose.text.len()).map(|at| prose.shown(&source, at))
    })
}

/// What a note at the end adds: the occasion and the day of words whose head gives none.
fn noted(article: &Article, head: &mut Head) {
    let Some((at, occasion)) = note::occasion(article).filter(|_| head.occasion.is_none()) else { return };
    let source = article.paragraphs[at].text.as_str();
    let prose = Prose::of(source);
    head.date = date(&prose.text, 0..occasion.start, &prose, source).or(head.date.take());
    head.occasion = Some(prose.shown(source, occasion));
}

fn shown((office, name): &(Range<usize>, Range<usize>), prose: &Prose, source: &str) -> Named {
    let office = (!office.is_empty()).then(|| prose.shown(source, office.clone()));
    Named { name: prose.shown(source, name.clone()), office }
}

/// Office and name of a line of the head, or of the end of it.
fn line(text: &str, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    // 某市委书记王某(2031年1月5日), (2031年1月5日 王某): the day may stand in the same brackets, or the day alone does.
    let words = cut(text, range.clone()).trim_end_matches(' ');
    if let Some(open) = words.rfind('(').filter(|_| words.ends_with(')')) {
        let inner = range.start + open + 1..range.start + words.len() - 1;
        let days = when::days(cut(text, inner.clone()));
        let end = days.last().and_then(|d| cut(text, inner.clone()).rfind(&d.words).map(|at| at + d.words.len()));
        if let Some(end) = end {
            let behind = inner.start + end..inner.end;
            return line(text, behind).or_else(|| line(text, range.start..range.start + open).filter(|_| open > 0));
        }
    }
    let mut start = range.start
        + words
            .rfind([')', '》'])
            .map_or(0, |at| at + words.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
    let skip = |c: char| matches!(c, ' ' | ':' | '—' | '-' | '·' | '*' | '(' | '日');
    let bare = cut(text, start..range.end);
    start += bare.len() - bare.trim_start_matches(skip).len();
    let bare = cut(text, start..range.end).trim_end_matches(skip);
    let bare = bare.strip_prefix("报告人:").map_or(bare, |rest| {
        start += "报告人:".len();
        rest
    });
    if bare.is_empty() || bare.chars().count() > 40 || bare.contains([',', '。']) {
        return None;
    }
    let whole = start..start + bare.len();
    if names::is_chinese(bare, Trust::Plain) || bare.contains('·') && names::is_foreign(bare) {
        return Some((whole.start..whole.start, whole));
    }
    let (office, name) = people::split_name(&bare.replace(' ', ""))?;
    if office.is_empty() {
        return None;
    }
    let name_start = bare.rfind(&name).map(|at| start + at)?;
    let office_end = start + cut(bare, 0..name_start - start).trim_end().len();
    Some((start..office_end, name_start..name_start + name.len()))
}

/// The byte where 上的讲话 begins, whatever the speech is called.
fn spoken_at(text: &str) -> Option<usize> {
    text.match_indices("上的").find(|(at, of)| CALLED.starting(rest(text, at + of.len())).is_some()).map(|(at, _)| at)
}

/// The occasion: 在…上的讲话, ——…在…会议上.
fn occasion(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = cut(text, range.clone());
    let held = words.match_indices('上').find(|(at, above)| {
        let after = rest(words, at + above.len());
        NOUNS.ending(cut(words, 0..*at)).is_some() && (after.is_empty() || after.starts_with([' ', ')', '作', '的']))
    });
    let Some(end) = spoken_at(words).into_iter().chain(held.map(|(at, _)| at)).min() else {
        return passed_at(words).map(|at| range.start + at.start..range.start + at.end);
    };
    let start = cut(words, 0..end).rfind('在')? + '在'.len_utf8();
    // 在2031年1月9日某区…会议上: the day stands before the name.
    let day = when::days(cut(words, start..end)).first().filter(|day| day.at.0 == 0).map_or(0, |day| day.words.len());
    let start = start + day;
    let name = cut(words, start..end);
    let count = name.chars().count();
    ((4..=60).contains(&count) && !name.contains([',', '。'])).then_some(range.start + start..range.start + end)
}

/// (2011年3月2日区二届人大六次会议通过): the meeting that a report was given to.
fn passed_at(words: &str) -> Option<Range<usize>> {
    let end = ["通过)", "批准)", "审议通过)"].iter().filter_map(|passed| words.find(passed)).min()?;
    let day = when::days(cut(words, 0..end)).pop()?;
    let start = cut(words, 0..end).rfind(day.words.as_str())? + day.words.len();
    let start =
        start + cut(words, start..end).len() - cut(words, start..end).trim_start_matches([' ', ',', '在', '经']).len();
    let name = cut(words, start..end);
    (NOUNS.ending(name).is_some() && (6..=60).contains(&name.chars().count())).then_some(start..end)
}

fn occasion_of(proses: &[Prose]) -> Option<()> {
    proses.iter().find_map(|p| occasion(&p.text, 0..p.text.len())).map(|_| ())
}

/// The day, or the month, that the head gives in brackets or behind a dash.
fn date(text: &str, range: Range<usize>, prose: &Prose, source: &str) -> Option<Date> {
    let words = cut(text, range.clone());
    let at = words.find(['(', '—', '-']).map_or(0, |at| at + 1);
    let words = words.get(at..).unwrap_or(words);
    if let Some(day) = when::days(words).into_iter().find(|d| d.year.is_some()) {
        return day.dates(None).map(|(start, _)| start);
    }
    let (year, month) = month(words)?;
    let value = format!("{year:04}-{month:02}");
    let evidence = prose.shown(source, range).chars().filter(|c| is_han(*c) || c.is_ascii_digit()).take(30).collect();
    Some(Date { value, precision: Precision::Month, part_of_day: None, inferred: false, by: By::Rule, evidence })
}

/// 2012年1月, where no day follows.
fn month(text: &str) -> Option<(u32, u32)> {
    let at = text.find('年')?;
    let year: String =
        cut(text, 0..at).chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let tail = rest(text, at + '年'.len_utf8());
    let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
    let follows = rest(tail, digits.len()).starts_with('月');
    let (year, month): (u32, u32) = (year.parse().ok()?, digits.parse().ok()?);
    (follows && (1900..2100).contains(&year) && (1..=12).contains(&month)).then_some((year, month))
}
