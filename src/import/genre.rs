//! Genres: a table whose rows are rules. The first row whose rule holds decides what kind of document an article is and
//! which reader takes it; the last row always holds, and its kind is settled by what its reader found.

use crate::model::{Kind, Paragraph, Role};
use crate::text::fold::folded;

use super::article::Article;
use super::dialogue::interview;
use super::doubts;
use super::meetings;
use super::minutes::sitting;
use super::page::{Page, dateline};
use super::prose::Prose;
use super::reading::Reading;
use super::signed;
use super::vocabulary::LEADS;
use super::vocabulary::honours::HIGH;
use super::vocabulary::titles::{ANNOUNCING, REACTIONS, RECORDING};
use super::voices::{self, Scope};
use super::when::{self, Known};
use super::whole;

/// A genre of Chinese meeting texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Questions and answers: 问：, 答：, 记者：.
    Dialogue,
    /// Minutes whose speakers stand before their words: a gazette, a Hansard.
    Minutes,
    /// A speech or a work report in full.
    Speech,
    /// What others make of a meeting: a reaction piece, a commentary.
    Reaction,
    /// An article that its author signs.
    Signed,
    /// A report that tells of a meeting, of talks, of a journey, or of what someone said; or an article of nobody.
    Report,
}

/// Who reads the articles of a genre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// `dialogue`: labels say who asks and who answers.
    Dialogue,
    /// `minutes`: a sitting with a chair, lists of those present and labels.
    Minutes,
    /// `meetings` and `voices`: the text tells who met and who said what.
    Narrated,
    /// `voices` alone: those whom the text introduces speak, at no meeting of its own.
    Quoted,
    /// `whole`: one voice from the first words to the last, and the head says whose.
    Whole,
    /// `whole`: one voice, at no meeting.
    Authored,
}

/// One genre: its rule, its kind and its reader.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The genre.
    pub genre: Genre,
    /// The kind of document that it makes.
    pub kind: Kind,
    /// Who reads it.
    pub reader: Reader,
    rule: fn(&Article) -> bool,
}

/// The genres, the surest first.
pub const ROWS: &[Row] = &[
    Row { genre: Genre::Minutes, kind: Kind::Minutes, reader: Reader::Minutes, rule: sitting::is_record },
    Row { genre: Genre::Dialogue, kind: Kind::Interview, reader: Reader::Dialogue, rule: interview::is_dialogue },
    Row { genre: Genre::Speech, kind: Kind::Speech, reader: Reader::Whole, rule: whole::is_speech },
    Row {
        genre: Genre::Signed,
        kind: Kind::Article,
        reader: Reader::Authored,
        rule: |a| signed::of_journal(a).is_some(),
    },
    Row { genre: Genre::Reaction, kind: Kind::Article, reader: Reader::Quoted, rule: is_reaction },
    Row { genre: Genre::Signed, kind: Kind::Article, reader: Reader::Authored, rule: |a| signed::author(a).is_some() },
    Row { genre: Genre::Report, kind: Kind::Report, reader: Reader::Narrated, rule: |_| true },
];

/// The genre of an article.
pub fn of(article: &Article) -> &'static Row {
    ROWS.iter().find(|row| (row.rule)(article)).unwrap_or(&ROWS[ROWS.len() - 1])
}

/// Reads an article as its genre asks, and says what kind of document it makes.
pub fn read(row: &Row, article: &Article, known: &[Known]) -> (Kind, Reading) {
    match row.reader {
        Reader::Dialogue => (row.kind, interview::read(article, known)),
        Reader::Minutes => (row.kind, sitting::read(article, known)),
        Reader::Whole => (row.kind, whole::read(article)),
        Reader::Authored => (row.kind, signed::read(article)),
        Reader::Quoted => {
            let page = Page::of(article);
            let mut reading = nothing(article);
            reading.turns = voices::turns(&page, &reading, Scope::Introduced);
            (row.kind, reading)
        }
        Reader::Narrated => narrated(article, known),
    }
}

/// Reads a report. Where it tells of no meeting, those whom it introduces speak; an article of nobody has no voice but its own.
fn narrated(article: &Article, known: &[Known]) -> (Kind, Reading) {
    let mut page = Page::of(article);
    let mut reading = if announces(article) { nothing(article) } else { meetings::of(&mut page, known) };
    let scope = if reading.meetings.is_empty() { Scope::Told } else { Scope::Proceedings };
    if reading.meetings.is_empty() && !is_news(&page) {
        let bodies = article.paragraphs.iter().filter(|p| p.role == Role::Body).count();
        let mut reading = nothing(article);
        // Those whom it introduces with their offices speak: an article that tells what they said. One alone of high office
        // is quoted.
        let turns = voices::turns(&page, &reading, Scope::Introduced);
        let first = turns.first().and_then(|turn| turn.speaker.clone());
        let high = |office: &Option<String>| office.as_deref().is_some_and(|o| HIGH.ending(&folded(o)).is_some());
        if turns.iter().any(|turn| turn.speaker != first || !high(&turn.office)) {
            reading.turns = turns;
        }
        return (if bodies >= 3 { Kind::Article } else { Kind::Other }, reading);
    }
    reading.turns = voices::turns(&page, &reading, scope);
    reading.findings.extend(doubts::findings(&page, &reading));
    (Kind::Report, reading)
}

fn nothing(article: &Article) -> Reading {
    Reading { current: vec![None; article.paragraphs.len()], ..Reading::default() }
}

/// Whether an article opens as news does.
fn is_news(page: &Page<'_>) -> bool {
    let bodies = page.article.paragraphs.iter().enumerate().filter(|(_, p)| p.role == Role::Body);
    // The lines of a title that stand below it may come first.
    let mut leads = bodies.take(3).take_while(|(at, p)| *at < 6 || p.text.chars().count() <= 40);
    leads.any(|(at, _)| {
        let text = page.text(at);
        dateline(text) > 0 || LEADS.iter().any(|(word, _)| text.starts_with(word)) || of_a_day(page, at)
    })
}

/// Whether a paragraph tells what somebody whom it introduces did on a day of these: 行政长官林某今日(6月15日)会见传媒.
fn of_a_day(page: &Page<'_>, paragraph: usize) -> bool {
    let text = page.text(paragraph);
    let head: String = text.chars().take(70).collect();
    let introduced = page
        .found
        .get(paragraph)
        .is_some_and(|found| found.iter().any(|f| !f.office.is_empty() && f.name.end <= head.len()));
    let dated = when::days(&head).first().is_some_and(|day| day.at.0 == 0 && day.year.is_none());
    introduced
        && (dated
            || ["今日", "今天", "昨日", "昨天", "昨晚", "今早", "今晨", "周日在", "今(", "昨("]
                .iter()
                .any(|day| head.contains(day)))
}

/// 引发热烈反响, 评论员文章, 高度评价: words about a meeting that are not its record. What is studied at a meeting that was
/// held (举行会议 学习贯彻…) is its record all the same.
fn is_reaction(article: &Article) -> bool {
    let titles = titles(article);
    let says = |words: &[&str]| titles.iter().any(|title| words.iter().any(|word| title.contains(word)));
    let studies = ["学习贯彻", "认真学习", "深入学习", "学员", "纪实", "侧记", "解读"];
    let sure: Vec<&str> = REACTIONS.iter().copied().filter(|word| !studies.contains(word)).collect();
    says(&sure) || says(&studies) && !says(RECORDING) || is_commentary(article)
}

/// Whether a short line signs an article as a commentary: 本报评论员, （本报评论员 某某）.
fn is_commentary(article: &Article) -> bool {
    let count = article.paragraphs.len();
    let line = |p: &&Paragraph| p.text.chars().count() <= 30 && p.role != Role::Title;
    let ends = article.paragraphs.iter().take(6).chain(article.paragraphs.iter().skip(count.max(8) - 2));
    ends.filter(line).any(|p| {
        let bare = p.text.trim_start_matches(|c: char| !super::lines::is_han(c));
        ["本报评论员", "本报特约评论员", "本刊评论员", "新华社评论员", "评论员", "作者:本报评论员"]
            .iter()
            .any(|word| bare.starts_with(word))
    })
}

/// The title and the lines of it, folded.
fn titles(article: &Article) -> Vec<String> {
    let lines = article.paragraphs.iter().take(6).filter(|p| p.role == Role::Title);
    lines.map(|p| Prose::of(&p.text).text).chain([Prose::of(&article.title).text]).collect()
}

/// Whether a title says that something is still to come.
fn announces(article: &Article) -> bool {
    titles(article).iter().any(|title| ANNOUNCING.iter().any(|word| title.contains(word)))
}
