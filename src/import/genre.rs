//! Genres: a table whose rows are rules. The first row whose rule holds decides what kind of document an article is and
//! which reader takes it; the last row always holds.

use crate::model::{Kind, Role};

use super::article::Article;
use super::dialogue::interview;
use super::minutes::sitting;
use super::reading::Reading;
use super::vocabulary;
use super::when::Known;
use super::{meetings, voices};

/// A genre of Chinese meeting texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Questions and answers: 问：, 答：, 记者：.
    Dialogue,
    /// Minutes whose speakers stand before their words: a gazette, a Hansard.
    Minutes,
    /// A speech or a work report in full.
    Speech,
    /// A report that tells of a meeting or of what someone said.
    Report,
    /// An article of one author, a commentary, a reaction piece.
    Article,
    /// None of these.
    Other,
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
    /// Nobody: there is no meeting and no voice but the author's.
    None,
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
    Row { genre: Genre::Speech, kind: Kind::Speech, reader: Reader::Narrated, rule: is_speech },
    Row { genre: Genre::Report, kind: Kind::Report, reader: Reader::Narrated, rule: is_report },
    Row { genre: Genre::Article, kind: Kind::Article, reader: Reader::None, rule: is_article },
    Row { genre: Genre::Other, kind: Kind::Other, reader: Reader::Narrated, rule: |_| true },
];

/// The genre of an article.
pub fn of(article: &Article) -> &'static Row {
    ROWS.iter().find(|row| (row.rule)(article)).unwrap_or(&ROWS[ROWS.len() - 1])
}

/// Reads an article as its genre asks.
pub fn read(row: &Row, article: &Article, known: &[Known]) -> Reading {
    match row.reader {
        Reader::Dialogue => interview::read(article, known),
        Reader::Minutes => sitting::read(article, known),
        Reader::Narrated => {
            let mut reading = meetings::read(article, known);
            let mut names: Vec<String> =
                reading.meetings.iter().flat_map(|m| m.participants.iter().map(|p| p.name.clone())).collect();
            names.sort();
            names.dedup();
            reading.turns = voices::turns(&article.paragraphs, &names);
            reading
        }
        Reader::None => Reading { current: vec![None; article.paragraphs.len()], ..Reading::default() },
    }
}

fn is_speech(article: &Article) -> bool {
    article.title.contains("工作报告") || article.title.contains("上的讲话")
}

fn is_report(article: &Article) -> bool {
    let mut body = article.paragraphs.iter().filter(|p| p.role == Role::Body);
    body.next().is_some_and(|p| vocabulary::LEADS.iter().any(|(word, _)| p.text.starts_with(word)))
        || meetings::read(article, &[])
            .meetings
            .iter()
            .any(|m| !m.name.is_empty() && (m.chair.is_some() || m.place.is_some()))
}

fn is_article(article: &Article) -> bool {
    article.paragraphs.iter().filter(|p| p.role == Role::Body).count() >= 3
}
