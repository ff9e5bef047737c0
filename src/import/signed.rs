//! Articles of one author, at no meeting: signed by a byline (作者：李某某), given in full by a report (在《某报》发表…的署名
//! 文章。文章全文如下：), or told in their main points (《某刊》发表某某的重要文章; 文章指出，…).

use crate::model::{AttributedBy, Form, Paragraph, Piece, Role, Voice};

use super::article::Article;
use super::names::{self, Trust};
use super::people::{self, Named};
use super::prose::{Prose, rest};
use super::reading::{Reading, Turn};
use super::vocabulary::speaking::SAYS;
use super::whole::run;

/// Whether an article is signed: a byline names its author, and it is no report of an agency.
pub fn author(article: &Article) -> Option<(Named, String)> {
    in_media(article).map(|(who, evidence, _)| (who, evidence)).or_else(|| byline(article))
}

/// The author whom a byline names.
fn byline(article: &Article) -> Option<(Named, String)> {
    let first = article.paragraphs.iter().position(|p| p.role == Role::Body)?;
    let news = |p: &Paragraph| {
        let head: String = p.text.chars().take(70).collect();
        p.role == Role::Body && super::page::dateline(&Prose::of(&head).text) > 0
    };
    if article.paragraphs.iter().take(24).any(news) {
        return None;
    }
    let head = article.paragraphs.iter().take(first + 1).filter(|p| p.role != Role::Heading);
    let tail = article.paragraphs.iter().rev().take(3);
    for paragraph in head.chain(tail).filter(|p| p.text != article.title && p.text.chars().count() <= 90) {
        let prose = Prose::of(&paragraph.text);
        let bare = prose.text.trim_matches(['(', ')', ' ', '□', '■', '●', '◇', '◆', '*']);
        let named = ["作者:", "作者 ", "作者简介:", "文/", "文:", "撰文:", "署名:"]
            .iter()
            .find_map(|label| bare.find(label).map(|at| rest(bare, at + label.len())));
        let words = named.unwrap_or(bare);
        let piece = words.split([',', ';', '。', ' ', '|', '/']).next().unwrap_or(words).trim_start_matches([':', ' ']);
        // 撰文：某某 over what others said: who wrote the report.
        if ["撰文:", "文/", "文:"].iter().any(|label| bare.contains(label)) && tells(article) {
            return None;
        }
        let alone = named.is_some()
            || words == piece && matches!(paragraph.role, Role::Title | Role::Caption | Role::Byline | Role::Body);
        if !alone {
            continue;
        }
        let trust = if named.is_some() { Trust::Sure } else { Trust::Plain };
        let who = if names::is_chinese(piece, trust) {
            let office = words
                .strip_prefix(piece)
                .map(|t| t.trim_start_matches([',', ' ']))
                .and_then(|t| t.trim_start_matches(['系', '为']).split(['。', ';']).next());
            let office = office.filter(|o| people::ends_with_office(o)).map(str::to_owned);
            Some((piece.to_owned(), office))
        } else {
            people::split_name(words)
                .filter(|(office, _)| !office.is_empty() && words.chars().count() <= 40)
                .map(|(office, name)| (name, Some(office)))
        };
        let Some((name, office)) = who else { continue };
        let shown = |folded: &str| {
            prose.text.find(folded).map_or(folded.to_owned(), |at| prose.shown(&paragraph.text, at..at + folded.len()))
        };
        return Some((
            Named { name: shown(&name), office: office.map(|o| shown(&o)).or_else(|| held(article)) },
            paragraph.text.chars().take(40).collect(),
        ));
    }
    None
}

/// Whether most paragraphs give the words of others: 某某表示，…; 某某强调，….
fn tells(article: &Article) -> bool {
    let bodies = article.paragraphs.iter().filter(|p| p.role == Role::Body && p.text.chars().count() > 12);
    let (mut told, mut all) = (0, 0);
    for body in bodies {
        let head: String = body.text.chars().take(24).collect();
        let head = Prose::of(&head).text;
        let says = head.split_once([',', ':']).is_some_and(|(clause, _)| SAYS.ending(clause).is_some());
        let own = ["我", "笔者", "有人", "也有"].iter().any(|word| head.starts_with(word));
        told += usize::from(says && !own);
        all += 1;
    }
    told >= 2 && told * 2 >= all
}

/// The office that the last lines give of the author: (作者为某院所长).
fn held(article: &Article) -> Option<String> {
    article.paragraphs.iter().rev().take(3).find_map(|paragraph| {
        let prose = Prose::of(&paragraph.text);
        let bare = prose.text.trim_matches(['(', ')', ' ', '。']);
        let office = ["作者为", "作者系", "作者是"].iter().find_map(|word| bare.strip_prefix(word))?;
        let at = prose.text.find(office)?;
        (people::ends_with_office(office) && office.chars().count() <= 40 && !office.contains([',', '。']))
            .then(|| prose.shown(&paragraph.text, at..at + office.len()))
    })
}

/// Whose article a report gives in full: 某国主席王某某在《某报》发表题为…的署名文章。文章全文如下：. And the paragraph that says so.
fn in_media(article: &Article) -> Option<(Named, String, usize)> {
    let bodies = article.paragraphs.iter().enumerate().filter(|(_, p)| p.role == Role::Body).take(3);
    for (at, paragraph) in bodies {
        if !paragraph.text.contains('章') {
            continue;
        }
        let prose = Prose::of(&paragraph.text);
        let text = prose.text.as_str();
        if !text.contains("文章")
            || !["全文如下", "全文:", "主要内容如下"]
                .iter()
                .any(|w| text.ends_with(w) || text.ends_with(&format!("{w}:")))
        {
            continue;
        }
        let writes = |f: &&people::Found| {
            let after = rest(text, f.name.end);
            after.starts_with(['在', ',']) && after.contains("发表") || after.starts_with("发表")
        };
        let found = people::introduced(text);
        let who = found.iter().rfind(writes)?;
        let evidence = paragraph.text.chars().take(80).collect();
        return Some((people::shown(who, &prose, &paragraph.text), evidence, at));
    }
    None
}

/// Whose article a report gives in its main points: 《某刊》发表某某的重要文章《…》. 文章指出，….
pub fn of_journal(article: &Article) -> Option<(Named, String)> {
    let lead = article.paragraphs.iter().find(|p| p.role == Role::Body)?;
    let prose = Prose::of(&lead.text);
    let text = prose.text.as_str();
    let writes = |f: &&people::Found| {
        let after = rest(text, f.name.end);
        let after = after.get(super::page::honour(after)..).unwrap_or(after);
        ["的重要文章", "的署名文章", "的文章", "重要文章", "署名文章"].iter().any(|w| after.starts_with(w))
    };
    if !text.contains("发表") || !text.contains("文章") {
        return None;
    }
    let found = people::introduced(text);
    let who = found.iter().find(writes)?;
    Some((people::shown(who, &prose, &lead.text), text.split('。').next().unwrap_or("").chars().take(80).collect()))
}

/// Reads an article: its author's words, at no meeting.
pub fn read(article: &Article) -> Reading {
    let current = vec![None; article.paragraphs.len()];
    let media = in_media(article);
    let turns = if let (None, Some(author)) = (&media, of_journal(article)) {
        reported(article, &author)
    } else {
        let after = media.as_ref().map_or(0, |(_, _, at)| at + 1);
        let author = media.map(|(who, evidence, _)| (who, evidence)).or_else(|| byline(article));
        author.map_or_else(Vec::new, |author| whole(article, after, &author))
    };
    Reading { current, turns, ..Reading::default() }
}

/// The turns of a report of an article: what the article says is its author's.
fn reported(article: &Article, author: &(Named, String)) -> Vec<Turn> {
    let says = |text: &str| {
        let after = text.strip_prefix("文章").unwrap_or("");
        ["指出", "强调", "认为", "提出", "最后", "还", "写道"].iter().any(|verb| after.starts_with(verb))
    };
    let paragraphs = article.paragraphs.iter().enumerate();
    let paragraphs = paragraphs.filter(|(_, p)| p.role == Role::Body && says(&Prose::of(&p.text).text));
    let piece = |(paragraph, p): (usize, &Paragraph)| Piece { paragraph, from: 0, to: p.text.chars().count() };
    paragraphs.map(|it| turn(author, piece(it), false)).collect()
}

/// The turns of an article whose words begin behind the first `after` paragraphs.
fn whole(article: &Article, after: usize, author: &(Named, String)) -> Vec<Turn> {
    let words = |p: &Paragraph| matches!(p.role, Role::Body | Role::List);
    let first = article.paragraphs.iter().skip(after).position(words).map_or(0, |at| after + at);
    run(article, (first, 0), |piece, goes_on| turn(author, piece, goes_on))
}

fn turn((who, evidence): &(Named, String), piece: Piece, goes_on: bool) -> Turn {
    Turn {
        voice: Voice::Person,
        speaker: Some(who.name.clone()),
        office: who.office.clone(),
        form: Form::Article,
        piece,
        evidence: evidence.clone(),
        by: AttributedBy::Rule,
        goes_on,
    }
}
