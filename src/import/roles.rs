//! The roles of the paragraphs of one article, and what its head says of it: title, byline, publisher, day.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::article::Article;
use super::day::day;
use super::dialogue::label::{self, COLONS, Who};
use super::format::page::Hint;
use super::lines::{self, Line, is_han};
use super::reflow::{Block, is_credit};
use super::vocabulary::LEADS;
use crate::model::{Code, Finding, Paragraph, Role};
use crate::text::Span;
use crate::text::columns::{self, Parted};
use crate::text::fold::fold;
use crate::text::office::OFFICES;

/// A line in brackets that signs an article: (耿联).
pub fn is_signature(text: &str) -> bool {
    let chars = text.chars().count();
    let inner = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']));
    chars <= 14 && inner.is_some_and(|inner| inner.chars().all(|c| is_han(c) || c == ' ' || c == '　'))
}

/// Whether a line is a turn of a dialogue, by a label that is one wherever it stands: 问：, Q：, 记者：, 答覆：.
pub fn is_turn(text: &str) -> bool {
    let head: String = text.chars().take(12).collect();
    head.contains(COLONS)
        && label::label(text).is_some_and(|l| match l.who {
            Who::Asks | Who::Answers => true,
            Who::Reporter { .. } => !label::is_medium(&l.words),
            _ => false,
        })
}

/// How a line begins that leads to what follows: 以下是…談話全文.
pub fn leads(text: &str) -> bool {
    ["以下是", "以下为", "以下為"].iter().any(|w| text.starts_with(w))
}

/// A paragraph as if it were a line.
pub fn as_line(block: &Block) -> Line<'_> {
    Line { text: &block.text, span: block.spans[0] }
}

/// Whether a paragraph is running text: the markup says what else it is, or its shape does.
pub fn is_prose(block: &Block) -> bool {
    block.hint.is_none() && as_line(block).is_prose()
}

/// One article of its paragraphs.
pub fn article(group: Vec<Block>, title: String) -> Article {
    // 行政長官：早晨。 opens a talk where the label comes again.
    let recurs = |l: &label::Label| matches!(l.who, Who::Called(_) | Who::Reporter { .. });
    let words = |b: &Block| label::label(&b.text).filter(recurs).map(|l| l.words);
    let counts = LazyCell::new(|| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for words in group.iter().filter_map(words) {
            *counts.entry(words).or_default() += 1;
        }
        counts
    });
    let again = |b: &Block| words(b).is_some_and(|w| counts[&w] >= 3);
    let opens = |b: &Block| is_prose(b) || b.text != title && (is_turn(&b.text) || again(b));
    let first_prose = group.iter().position(opens).unwrap_or(group.len());
    // 什么是汇算？ before 答： opens the talk too.
    let asked = |at: usize| {
        let answered = group.get(at).is_some_and(|b| b.text.starts_with('答') && is_turn(&b.text));
        let asks = |b: &Block| !b.byline && b.text != title && b.text.ends_with(['？', '?']);
        answered && at.checked_sub(1).and_then(|before| group.get(before)).is_some_and(asks)
    };
    let first_prose = first_prose - usize::from(asked(first_prose));
    let last_prose = group.iter().rposition(is_prose);
    let rows = rows(&group);
    let mut article = Article { title, ..Article::default() };
    let mut glyphs = Vec::new();
    let mut mended = Vec::new();
    for (at, block) in group.into_iter().enumerate() {
        let line = as_line(&block);
        let credit = is_credit(&block.text) && line.chars() <= 150;
        let role = if block.hint == Some(Hint::Caption) || credit {
            Role::Caption
        } else if block.byline || line.is_moment() && at <= first_prose {
            Role::Byline
        } else if is_prose(&block)
            || at == first_prose && block.hint.is_none()
            || at < first_prose && leads(&block.text) && block.text.ends_with(COLONS)
            || rows[at]
        {
            Role::Body
        } else if at < first_prose {
            if line.is_bullet() {
                Role::List
            } else if line.chars() <= 5 && line.text != article.title {
                Role::Caption
            } else {
                Role::Title
            }
        } else if matches!(block.hint, Some(Hint::Title | Hint::Heading(_))) {
            Role::Heading
        } else {
            let follows = if last_prose.is_some_and(|last| last > at) { Follows::Prose } else { Follows::Nothing };
            short_role(&line, follows)
        };
        if role == Role::Byline {
            byline(&block, &mut article);
        }
        glyphs.extend(damaged(&block));
        if block.mended {
            mended.extend(block.spans.clone());
        }
        article.paragraphs.push(Paragraph { text: block.text, role, spans: block.spans });
    }
    let lead = article.paragraphs.iter().find(|p| p.role == Role::Body);
    if article.publisher.is_none()
        && let Some(lead) = lead
    {
        let head: String = lead.text.chars().take(12).map(fold).collect();
        let found = LEADS.iter().find(|(word, name)| !name.is_empty() && head.starts_with(word));
        article.publisher = found.map(|(_, name)| (*name).to_owned());
    }
    if !glyphs.is_empty() {
        let message = format!("〞 用作下引号，共 {} 处；原字不改，检索按 ” 算", glyphs.len());
        article.findings.push(Finding { code: Code::DamagedGlyph, message, spans: glyphs, evidence: "〞".into() });
    }
    if !mended.is_empty() {
        let message = "句子被分页或插图断开，已接回".to_owned();
        article
            .findings
            .push(Finding { code: Code::HardWrapped, message, spans: mended, evidence: "句中断行".into() });
    }
    article
}

/// Which lines are rows of a table: parted by tabs or bars, or into three and more by blanks, like the line before or after.
fn rows(group: &[Block]) -> Vec<bool> {
    let row = |b: &Block| {
        let (parted, cells) = columns::cells(&b.text)?;
        let sure = parted == Parted::ByBars || b.text.contains('\t') || cells.len() >= 3;
        // 政　　府　　工　　作 is a title set wide.
        let words = cells.iter().any(|cell| b.text.get(cell.clone()).is_some_and(|c| c.chars().nth(1).is_some()));
        (sure && words && b.hint.is_none()).then_some((parted, cells.len()))
    };
    let shapes: Vec<_> = group.iter().map(row).collect();
    let alike = |at: usize, other: Option<usize>| other.and_then(|other| shapes.get(other)) == Some(&shapes[at]);
    (0..group.len())
        .map(|at| shapes[at].is_some() && (alike(at, at.checked_sub(1)) || alike(at, Some(at + 1))))
        .collect()
}

/// What follows a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    Prose,
    Nothing,
}

/// The role of a short line in the body of an article.
fn short_role(line: &Line<'_>, follows: Follows) -> Role {
    let chars = line.chars();
    if is_signature(line.text) || chars <= 40 && line.text.contains("记者") && !line.ends_sentence() {
        return Role::Byline;
    }
    let spaced = line.text.contains([' ', '　']);
    let holds_office = || OFFICES.iter().any(|office| line.text.contains(office));
    if spaced && chars <= 24 && !line.text.contains(['，', ',', '：', ':']) && holds_office() {
        return Role::Caption;
    }
    if line.is_bullet() {
        return Role::List;
    }
    let bare_end =
        line.text.chars().next_back().is_some_and(|c| is_han(c) || c.is_alphanumeric() || lines::is_closing(c));
    // （一）进度；及: an item that goes on.
    let bare_end = bare_end && !(line.text.starts_with(['（', '(']) && line.text.ends_with(['及', '和', '或']));
    if chars <= 45 && bare_end && follows == Follows::Prose && !line.text.contains(['：', ':']) {
        Role::Heading
    } else {
        Role::Body
    }
}

/// Closing marks of the vertical kind that close what nothing of their kind opened.
fn damaged(block: &Block) -> Vec<Span> {
    if block.text.contains('〝') {
        return Vec::new();
    }
    let mut out = Vec::new();
    if !block.text.contains('〞') {
        return out;
    }
    let mut before = 0;
    for span in &block.spans {
        let part = block.text.get(before..before + span.len()).unwrap_or("");
        before += span.len();
        out.extend(part.match_indices('〞').map(|(at, m)| Span::new(span.start + at, span.start + at + m.len())));
    }
    out
}

/// Publisher and day of a byline.
fn byline(block: &Block, article: &mut Article) {
    for label in ["来源", "文章来源", "信息来源"] {
        let Some((_, rest)) = block.text.split_once(label) else { continue };
        let name: String =
            rest.trim_start_matches([':', '：', ' ']).chars().take_while(|c| !c.is_whitespace()).collect();
        if !name.is_empty() && article.publisher.is_none() {
            article.publisher = Some(name);
        }
    }
    if article.published.is_none() {
        article.published = day(&block.text);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::import;
    use crate::model::Role;

    #[test]
    fn rows_of_a_table_are_text() {
        let check = |lines: &[&str], expected: Role| {
            let (lead, end) =
                ("3月5日，座谈会在临江召开，省委书记王大明主持并讲话。", "王大明指出，要依法保护企业家的合法权益。");
            let text = format!("全省企业家座谈会名单\n\n{lead}\n\n{}\n\n{end}\n", lines.join("\n\n"));
            let document = import("a.txt", text.as_bytes()).documents.remove(0);
            let roles: Vec<Role> = document.paragraphs.iter().skip(2).take(lines.len()).map(|p| p.role).collect();
            assert_eq!(roles, vec![expected; lines.len()], "{lines:?}");
        };
        check(&["序号\t姓名", "1\t李思明", "2\t欧阳修文"], Role::Body);
        check(&["序号  姓名  单位", "1  李思明  临江机械集团"], Role::Body);
        check(&["|序号|姓名|", "|1|李思明|"], Role::Body);
        check(&["依　　法　　保　　护", "一　　视　　同　　仁"], Role::Heading);
        check(&["一视同仁　依法保护"], Role::Heading);
    }
}
