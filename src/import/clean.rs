//! Chrome out, nothing lost: each line of a page is text, a byline, or the page's own furniture. Rules are about shapes and
//! about the words of the tables; a line that reads as prose is furniture only in a copy of an article.

use crate::text::fold::{fold, folded, is_letter};

use super::lines::{Line, is_closing, is_terminal};
use super::vocabulary::{BYLINES, CLOSERS, FURNITURE, LEADS, NOTICES};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing stands in it.
    Blank,
    /// Text of an article.
    Text,
    /// Who wrote it, where it comes from, when.
    Byline,
    /// The page's own.
    Furniture,
    /// A copy of an article that stands above.
    Copy,
}

/// The mark of each line.
pub fn marks(lines: &[Line<'_>]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = lines.iter().map(first).collect();
    // The mark that ends a sentence may stand alone on the last row of a column.
    for at in 1..lines.len() {
        let ends = |line: &Line<'_>| line.text.chars().all(|c| is_terminal(c) || is_closing(c));
        if marks[at] == Mark::Furniture
            && marks[at - 1] == Mark::Text
            && ends(&lines[at])
            && !lines[at - 1].ends_sentence()
        {
            marks[at] = Mark::Text;
        }
    }
    notices(lines, &mut marks);
    link_lists(lines, &mut marks);
    copies(lines, &mut marks);
    after_closers(lines, &mut marks);
    marks
}

fn first(line: &Line<'_>) -> Mark {
    if line.is_blank() {
        Mark::Blank
    } else if is_byline(line) || is_stamp(line) {
        Mark::Byline
    } else if line.chars() <= 12 && FURNITURE.have(&folded(line.text))
        || !line.text.chars().any(is_letter)
        || is_closer(line)
    {
        Mark::Furniture
    } else {
        Mark::Text
    }
}

/// A line of labels: 来源：… 作者：… 发表时间：…
fn is_byline(line: &Line<'_>) -> bool {
    // 记者：为什么？ is a question.
    let asks = line.text.ends_with(['？', '?', '。', '！', '!', '…', '”', '」']);
    if line.chars() > 80 || asks || line.is_prose() || !line.text.contains([':', '：']) {
        return false;
    }
    let text = folded(line.text);
    let labels = |at: usize, word: &str| {
        let head = text.get(..at).unwrap_or("");
        let tail = text.get(at + word.len()..).unwrap_or("");
        (head.is_empty() || head.ends_with([' ', '　'])) && tail.starts_with([':', '：'])
    };
    BYLINES.iter().any(|word| text.match_indices(word).any(|(at, _)| labels(at, word)))
}

/// Whether a line is a day and the few letters of who published then: 中央社 2022-08-03 09:54.
fn is_stamp(line: &Line<'_>) -> bool {
    // Most lines are prose: what is too long is looked at no further.
    if line.text.len() > 30 * '中'.len_utf8() || line.chars() > 30 {
        return false;
    }
    let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
    let marks = line.text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | ':' | '　'));
    (2..=5).contains(&letters) && marks && super::day::day(line.text).is_some()
}

/// Whether a line is a day or a byline.
pub fn is_dated_or_labelled(line: &Line<'_>) -> bool {
    let dated = line.chars() <= 60 && super::day::day(line.text).is_some() && !line.is_prose();
    is_byline(line) || line.is_moment() || dated
}

/// Whether a line says who made the page.
pub fn is_closer(line: &Line<'_>) -> bool {
    if line.chars() > 40 {
        return false;
    }
    let text = folded(line.text);
    CLOSERS
        .iter()
        .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：'])))
}

/// Whether a line begins the text of a report.
pub fn is_lead(line: &Line<'_>) -> bool {
    let Some(first) = line.text.chars().next().map(fold) else { return false };
    let begins =
        |word: &str| word.starts_with(first) && word.chars().eq(line.text.chars().take(word.chars().count()).map(fold));
    let agency = || LEADS.iter().any(|(word, _)| begins(word));
    // 本报南京11月15日电: a paper of its own.
    let wired = || {
        let head = || line.text.chars().take(24).map(fold).filter(|c| !c.is_whitespace()).collect::<String>();
        first == '本' && Some(head()).is_some_and(|head| head.starts_with("本报") && head.contains("日电"))
    };
    line.chars() >= 8 && (agency() || wired()) && !asks(line)
}

/// Whether a line is what a reporter asks: 新华社记者：, 新华社记者 李某：.
fn asks(line: &Line<'_>) -> bool {
    let head: String = line.text.chars().take(20).map(fold).collect();
    head.split_once(':').is_some_and(|(label, _)| {
        label.contains("记者")
            && !label.contains(['(', ',', '。'])
            && !["日电", "消息", "报讯"].iter().any(|w| label.contains(w))
    })
}

/// Notices at the head and at the foot of a page, with the lines that they number.
fn notices(lines: &[Line<'_>], marks: &mut [Mark]) {
    let is_notice = |line: &Line<'_>| {
        let text: String = line.text.chars().take(200).map(fold).collect();
        // Most lines have none.
        if NOTICES.stand_in(&text) { NOTICES.iter().filter(|word| text.contains(word)).count() } else { 0 }
    };
    let mut open = false;
    for (line, mark) in lines.iter().zip(marks.iter_mut()) {
        if *mark == Mark::Blank {
            continue;
        }
        let hits = is_notice(line);
        let numbered = line.text.chars().next().is_some_and(|c| c.is_ascii_digit())
            && line.text.chars().nth(1).is_some_and(|c| matches!(c, '.' | '、' | '．'));
        let heads = hits >= 1
            && line.chars() <= 30
            && (line.text.ends_with([':', '：']) || line.text.chars().filter(char::is_ascii_digit).count() >= 6);
        if heads || (open && numbered && hits >= 1) || hits >= 3 {
            *mark = Mark::Furniture;
            open = true;
        } else {
            open = false;
        }
    }
}

/// Runs of links: items with bullets or dates, titles with a time of day below them, and the short lines between them.
fn link_lists(lines: &[Line<'_>], marks: &mut [Mark]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|at| marks[*at] != Mark::Blank).collect();
    let mut is_link = vec![false; filled.len()];
    let points = points(lines, &filled);
    for (at, line) in filled.iter().map(|at| &lines[*at]).enumerate() {
        let dated_below = filled.get(at + 1).is_some_and(|next| lines[*next].is_moment());
        let short = line.chars() <= 60;
        is_link[at] = short
            && !points[at]
            && (line.is_moment()
                || (line.is_bullet() && !line.is_prose())
                || line.ends_in_date()
                || (dated_below && !line.is_prose()));
    }
    // A run of links takes the short lines among them with it; three links make a run.
    let mut at = 0;
    while at < filled.len() {
        if !is_link[at] {
            at += 1;
            continue;
        }
        let (mut end, mut links, mut gap) = (at, 0, 0);
        let mut look = at;
        while look < filled.len() && gap <= 3 {
            if is_link[look] {
                (end, links, gap) = (look, links + 1, 0);
            } else if lines[filled[look]].is_prose() || is_lead(&lines[filled[look]]) {
                break;
            } else {
                gap += 1;
            }
            look += 1;
        }
        if links >= 3 {
            filled[at..=end].iter().for_each(|line| marks[*line] = Mark::Furniture);
        }
        at = end + 1;
    }
}

/// Which lines are of an article whose text is told in points before it begins: title, day, ■…, ■…, prose. They stand
/// at the head of the page, or below a line that is a day.
fn points(lines: &[Line<'_>], filled: &[usize]) -> Vec<bool> {
    let line = |at: usize| filled.get(at).map(|line| &lines[*line]);
    let bullet = |at: usize| line(at).is_some_and(Line::is_bullet);
    let mut out = vec![false; filled.len()];
    let mut at = 1;
    while at < filled.len() {
        if !bullet(at) || bullet(at - 1) {
            at += 1;
            continue;
        }
        let end = (at..filled.len()).find(|at| !bullet(*at)).unwrap_or(filled.len());
        let told = line(end).is_some_and(|l| l.is_prose() || is_lead(l));
        let heads = at <= 5 && (0..at).all(|head| line(head).is_some_and(|l| !l.is_bullet() && !l.is_prose()));
        let dated = line(at - 1).is_some_and(Line::is_moment);
        if told && (heads || dated) {
            let start = if heads { 0 } else { at.saturating_sub(2) };
            out[start..end].fill(true);
        }
        at = end;
    }
    out
}

/// The same prose again: the second copy of an article, its title and byline included.
fn copies(lines: &[Line<'_>], marks: &mut [Mark]) {
    let mut seen = std::collections::HashMap::new();
    for at in 0..lines.len() {
        if marks[at] != Mark::Text || lines[at].chars() < 30 || !lines[at].is_prose() {
            continue;
        }
        if seen.contains_key(lines[at].text) {
            marks[at] = Mark::Copy;
        } else {
            seen.insert(lines[at].text, at);
        }
    }
    // What stands between two copied lines is of the copy; so are the lines above that repeat the head of the article.
    let copied: Vec<usize> = (0..lines.len()).filter(|at| marks[*at] == Mark::Copy).collect();
    // A sentence that is said twice is no copied article.
    if copied.len() < 3 {
        for at in &copied {
            marks[*at] = Mark::Text;
        }
        return;
    }
    for pair in copied.windows(2) {
        let between = pair[0] + 1..pair[1];
        if between.len() <= 4 && !between.clone().any(|at| lines[at].is_prose()) {
            for at in between {
                if marks[at] != Mark::Blank {
                    marks[at] = Mark::Copy;
                }
            }
        }
    }
    let first = copied[0];
    let heads: Vec<&str> = (0..first).filter(|at| marks[*at] == Mark::Text).map(|at| lines[at].text).collect();
    for at in (first.saturating_sub(6)..first).rev() {
        if marks[at] == Mark::Blank {
            continue;
        }
        let repeats = heads.iter().filter(|head| head.contains(lines[at].text)).count() > 1
            || heads.iter().any(|h| h.len() > lines[at].text.len() && h.contains(lines[at].text));
        let between = marks[at] == Mark::Byline || lines[at].chars() <= 40 && !lines[at].is_prose();
        if !(repeats || between) {
            break;
        }
        marks[at] = Mark::Copy;
        if repeats && !lines[at].is_prose() {
            break;
        }
    }
}

/// After the line of those who made the page, short lines are the page's until prose or a lead begins again.
fn after_closers(lines: &[Line<'_>], marks: &mut [Mark]) {
    let mut closed = false;
    let mut waiting: Vec<usize> = Vec::new();
    for at in 0..lines.len() {
        match marks[at] {
            Mark::Furniture => {
                closed = closed || is_closer(&lines[at]);
                if closed {
                    waiting.drain(..).for_each(|line| marks[line] = Mark::Furniture);
                }
            }
            Mark::Copy => {
                waiting.drain(..).for_each(|line| marks[line] = Mark::Furniture);
            }
            Mark::Text if closed && (lines[at].is_prose() || is_lead(&lines[at])) => {
                // An article begins: its title is the line that waits last.
                waiting.pop();
                waiting.drain(..).for_each(|line| marks[line] = Mark::Furniture);
                closed = false;
            }
            Mark::Text if closed => waiting.push(at),
            Mark::Text | Mark::Byline | Mark::Blank => {}
        }
    }
    for line in waiting {
        marks[line] = Mark::Furniture;
    }
}
