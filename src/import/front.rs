//! The first half of import: bytes to articles, clean paragraphs with their roles. Every non-blank character of the source
//! stands in one paragraph or in a finding of what was set aside.

use crate::model::date::By;
use crate::model::{Code, Date, Finding, Format, Paragraph, Precision, Role};
use crate::text::Span;
use crate::text::sanitise;

use super::article::Article;
use super::clean::{self, Mark};
use super::decode;
use super::lines::{self, Line, is_han};
use super::minutes::layout;
use super::reflow::{self, Block};
use super::vocabulary::LEADS;
use crate::text::office::OFFICES;

/// What the first half made of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// The decoded source that spans point into.
    pub decoded: String,
    /// The encoding it was decoded from.
    pub encoding: String,
    /// The format.
    pub format: Option<Format>,
    /// The articles in order.
    pub articles: Vec<Article>,
    /// What is wrong where there is no article.
    pub findings: Vec<Finding>,
}

/// Reads a source into articles.
pub fn articles(path: &str, bytes: &[u8]) -> Front {
    let unreadable = |message: String| {
        let finding = Finding { code: Code::Unreadable, message, spans: Vec::new(), evidence: String::new() };
        Front { findings: vec![finding], ..Front::default() }
    };
    let Some(decoded) = decode::decode(bytes) else {
        return unreadable("不是文本 not a text; 请先转成文本 convert it to text first".into());
    };
    if decoded.text.trim().is_empty() {
        return unreadable("文件是空的 the file is empty; 请换一个文件 choose another file".into());
    }
    let mut articles = of_text(&decoded.text);
    if let Some(first) = articles.first_mut() {
        if !decoded.undecodable.is_empty() {
            let evidence = decoded.undecodable.iter().take(8).map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let message = format!("{} 处字节无法解码", decoded.undecodable.len());
            first.findings.push(Finding { code: Code::Undecodable, message, spans: Vec::new(), evidence });
        }
        first.findings.extend(controls(&decoded.text));
    }
    let markdown = std::path::Path::new(path).extension().is_some_and(|e| e.eq_ignore_ascii_case("md"));
    let format = Some(if markdown { Format::Md } else { Format::Txt });
    Front { decoded: decoded.text, encoding: decoded.encoding, format, articles, findings: Vec::new() }
}

/// The articles of a plain text.
fn of_text(text: &str) -> Vec<Article> {
    let lines = lines::lines(text);
    if let Some(record) = layout::article(text, &lines) {
        return vec![record];
    }
    let marks = clean::marks(&lines);
    let (blocks, column) = reflow::blocks(&lines, &marks);
    let mut articles = split(blocks);
    if articles.is_empty() {
        articles.push(Article::default());
    }
    if let Some(column) = column {
        for article in &mut articles {
            let joined: Vec<Span> =
                article.paragraphs.iter().filter(|p| p.spans.len() > 1).flat_map(|p| p.spans.clone()).collect();
            if !joined.is_empty() {
                let message = format!("原文按每行约 {column} 字硬换行，已接成自然段");
                article.findings.push(Finding {
                    code: Code::HardWrapped,
                    message,
                    spans: joined,
                    evidence: format!("{column} 字一行"),
                });
            }
        }
    }
    let several = articles.len();
    for (code, mark) in [(Code::Boilerplate, Mark::Furniture), (Code::DuplicateArticle, Mark::Copy)] {
        let spans = runs(&lines, &marks, mark);
        let Some(first) = spans.first() else { continue };
        let evidence = text.get(first.start..first.end).unwrap_or("").chars().take(40).collect();
        let message = match code {
            Code::Boilerplate => "页面自身的栏目、导航、署名或声明，已与正文分开",
            _ => "同一篇文章在文件里又出现一次，只留第一次",
        };
        articles[0].findings.push(Finding { code, message: message.into(), spans, evidence });
    }
    if several > 1 {
        for (at, article) in articles.iter_mut().enumerate() {
            let spans = article.paragraphs.first().map_or_else(Vec::new, |p| p.spans.clone());
            let message = format!("文件里有 {several} 篇文章，这是第 {} 篇", at + 1);
            let evidence = article.title.clone();
            article.findings.push(Finding { code: Code::SeveralArticles, message, spans, evidence });
        }
    }
    articles
}

/// The spans of the runs of lines with a mark.
fn runs(lines: &[Line<'_>], marks: &[Mark], wanted: Mark) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for (line, mark) in lines.iter().zip(marks) {
        if *mark == wanted {
            match out.last_mut() {
                Some(last) if open => last.end = line.span.end,
                _ => out.push(line.span),
            }
            open = true;
        } else if *mark != Mark::Blank {
            open = false;
        }
    }
    out
}

/// Control and bidi characters that the text holds.
fn controls(text: &str) -> Option<Finding> {
    let hidden = |c: &char| {
        !matches!(*c, '\n' | '\r' | '\t' | '\u{feff}' | '\u{200b}' | '\u{ad}') && sanitise::picture(*c).is_some()
    };
    let spans: Vec<Span> =
        text.char_indices().filter(|(_, c)| hidden(c)).map(|(at, c)| Span::new(at, at + c.len_utf8())).collect();
    let first = spans.first()?;
    let c = text.get(first.start..first.end).and_then(|s| s.chars().next()).map_or(0, u32::from);
    let message = format!("正文里有 {} 个控制字符，显示为图形", spans.len());
    Some(Finding { code: Code::ControlCharacters, message, evidence: format!("U+{c:04X}"), spans })
}

/// Whether a line gives the day of a report at its head: 5月27日，…
fn is_dated(text: &str) -> bool {
    let head: String = text.chars().take(12).filter(|c| *c != ' ').collect();
    head.starts_with(|c: char| c.is_ascii_digit()) && head.contains('月') && head.contains('日')
}

/// A line in brackets that signs an article: (耿联).
fn is_signature(text: &str) -> bool {
    let chars = text.chars().count();
    let inner = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']));
    chars <= 14 && inner.is_some_and(|inner| inner.chars().all(|c| is_han(c) || c == ' ' || c == '　'))
}

fn as_line(block: &Block) -> Line<'_> {
    Line { text: &block.text, span: block.spans[0] }
}

/// The articles of the paragraphs: a second lead, or a title after a signature, begins another.
fn split(blocks: Vec<Block>) -> Vec<Article> {
    let mut groups: Vec<Vec<Block>> = vec![Vec::new()];
    let mut told = false;
    let mut signed = false;
    let all = blocks.clone();
    for (at, block) in blocks.into_iter().enumerate() {
        let line = as_line(&block);
        let prose = line.is_prose();
        let opens = clean::is_lead(&line) && told;
        let titled = signed && !prose && !block.byline && line.chars() >= 6 && {
            let ahead = all.iter().skip(at + 1).take(4).find(|b| as_line(b).is_prose());
            ahead.is_some_and(|b| clean::is_lead(&as_line(b)) || is_dated(&b.text))
        };
        if opens || titled {
            // Short lines since the last prose are the title of what begins.
            let group = groups.last_mut().map(std::mem::take).unwrap_or_default();
            let keep = if opens {
                group.iter().rposition(|b| as_line(b).is_prose() || is_signature(&b.text)).map_or(0, |p| p + 1)
            } else {
                group.len()
            };
            let (before, title) = group.split_at(keep);
            let title = title.to_vec();
            if let Some(last) = groups.last_mut() {
                *last = before.to_vec();
            }
            groups.push(title);
            told = false;
            signed = false;
        }
        told |= prose;
        signed |= told && is_signature(&block.text);
        if let Some(group) = groups.last_mut() {
            group.push(block);
        }
    }
    let first_titles = titles_of(&mut groups);
    groups
        .into_iter()
        .zip(first_titles)
        .filter(|(group, _)| !group.is_empty())
        .map(|(group, title)| article(group, title))
        .collect()
}

/// Titles that stand together at the head go to the article whose first words they share; the title of each article.
fn titles_of(groups: &mut [Vec<Block>]) -> Vec<String> {
    let is_title = |b: &Block| !b.byline && !as_line(b).is_prose();
    let lead = |group: &[Block]| -> String {
        group.iter().filter(|b| as_line(b).is_prose()).take(2).map(|b| b.text.as_str()).collect()
    };
    for at in 1..groups.len() {
        if groups[at].first().is_some_and(is_title) {
            continue;
        }
        let heads = groups[0].iter().take_while(|b| is_title(b)).count();
        let (own, theirs) = (lead(&groups[0]), lead(&groups[at]));
        // Title lines part into blocks at blank lines; a block goes over whole.
        let mut starts: Vec<usize> = (0..heads).filter(|line| *line == 0 || groups[0][*line].parted).collect();
        starts.push(heads);
        let moves = |range: std::ops::Range<usize>| {
            let best = |lead: &str| range.clone().map(|line| shared(&groups[0][line].text, lead)).max().unwrap_or(0);
            (best(&theirs) > best(&own)).then_some(range.clone())
        };
        let moved: Vec<std::ops::Range<usize>> = starts.windows(2).filter_map(|w| moves(w[0]..w[1])).collect();
        for range in moved.into_iter().rev() {
            let lines: Vec<Block> = groups[0].drain(range).collect();
            groups[at].splice(0..0, lines);
        }
    }
    groups
        .iter()
        .map(|group| {
            let lead = lead(group);
            let heads = group.iter().filter(|b| !b.byline).take_while(|b| is_title(b)).take(12);
            let mut best: Option<(usize, &Block)> = None;
            for block in heads.filter(|b| b.text.chars().count() >= 4 && !as_line(b).is_moment()) {
                let score = shared(&block.text, &lead) * 4 + block.text.chars().count().min(40) / 10;
                if best.is_none_or(|(s, _)| score > s) {
                    best = Some((score, block));
                }
            }
            best.map_or_else(String::new, |(_, b)| b.text.clone())
        })
        .collect()
}

/// Length in chars of the longest run that two texts share.
fn shared(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(80).collect(), b.chars().take(1200).collect());
    let (mut row, mut best) = (vec![0usize; b.len() + 1], 0);
    for x in &a {
        for at in (0..b.len()).rev() {
            row[at + 1] = if *x == b[at] { row[at] + 1 } else { 0 };
            best = best.max(row[at + 1]);
        }
    }
    best
}

fn article(group: Vec<Block>, title: String) -> Article {
    let mut article = Article { title, ..Article::default() };
    let first_prose = group.iter().position(|b| as_line(b).is_prose()).unwrap_or(group.len());
    let last = group.len();
    let kinds: Vec<bool> = group.iter().map(|b| as_line(b).is_prose()).collect();
    let mut glyphs = Vec::new();
    let mut mended = Vec::new();
    for (at, block) in group.into_iter().enumerate() {
        let line = as_line(&block);
        let role = if block.byline || line.is_moment() && at <= first_prose {
            Role::Byline
        } else if line.is_prose() {
            Role::Body
        } else if at < first_prose {
            if line.chars() <= 5 && line.text != article.title { Role::Caption } else { Role::Title }
        } else {
            short_role(&line, kinds.get(at + 1..last).is_some_and(|rest| rest.iter().any(|prose| *prose)))
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
        let found = LEADS.iter().find(|(word, name)| !name.is_empty() && lead.text.starts_with(word));
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

/// The role of a short line in the body of an article.
fn short_role(line: &Line<'_>, prose_follows: bool) -> Role {
    let chars = line.chars();
    if is_signature(line.text) || chars <= 40 && line.text.contains("记者") && !line.ends_sentence() {
        return Role::Byline;
    }
    let spaced = line.text.contains([' ', '　']);
    let holds_office = OFFICES.iter().any(|office| line.text.contains(office));
    if spaced && holds_office && chars <= 24 && !line.text.contains(['，', ',', '：', ':']) {
        return Role::Caption;
    }
    if line.is_bullet() {
        return Role::List;
    }
    let bare_end =
        line.text.chars().next_back().is_some_and(|c| is_han(c) || c.is_alphanumeric() || lines::is_closing(c));
    if chars <= 45 && bare_end && prose_follows && !line.text.contains(['：', ':']) {
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
    for span in &block.spans {
        let before: usize = block.spans.iter().take_while(|s| *s != span).map(|s| s.len()).sum();
        let part = block.text.get(before..before + span.len()).unwrap_or("");
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

/// The first whole day in a text: 2020-08-22, 2020年8月22日, 2020/8/22.
pub fn day(text: &str) -> Option<Date> {
    let chars: Vec<char> = text.chars().collect();
    let number = |from: usize| -> (u32, usize) {
        let mut at = from;
        let mut value = 0;
        while let Some(digit) = chars.get(at).and_then(|c| c.to_digit(10)).filter(|_| at - from < 4) {
            value = value * 10 + digit;
            at += 1;
        }
        (value, at)
    };
    for start in 0..chars.len() {
        if start > 0 && chars[start - 1].is_ascii_digit() {
            continue;
        }
        let (year, at) = number(start);
        if at - start != 4 || !(1900..2100).contains(&year) || !matches!(chars.get(at), Some('-' | '/' | '.' | '年')) {
            continue;
        }
        let (month, next) = number(at + 1);
        if next == at + 1 || !(1..=12).contains(&month) || !matches!(chars.get(next), Some('-' | '/' | '.' | '月')) {
            continue;
        }
        let (day, end) = number(next + 1);
        if end == next + 1 || !(1..=31).contains(&day) {
            continue;
        }
        let evidence: String = chars[start..end].iter().collect();
        return Some(Date {
            value: format!("{year:04}-{month:02}-{day:02}"),
            precision: Precision::Day,
            part_of_day: None,
            inferred: false,
            by: By::Rule,
            evidence,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_whole_or_not_at_all() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(day(text).map(|d| d.value).as_deref(), expected, "{text}");
        check("发表时间:2020-08-22 21:57", Some("2020-08-22"));
        check("2020年8月2日电", Some("2020-08-02"));
        check("8月22日", None);
        check("12020-08-22", None);
    }
}
