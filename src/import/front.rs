//! The first half of import: a page to articles, clean paragraphs with their roles. Every non-blank character of the source
//! stands in one paragraph or in a finding of what was set aside.

use std::cell::LazyCell;

use super::article::Article;
use super::clean::{self, Mark};
use super::flow;
use super::format::page::{Hint, Page};
use super::lines::{self, Line};
use super::link;
use super::minutes::layout;
use super::reflow;
use super::split::{Holds, split};
use crate::model::{Code, Finding, Format};
use crate::text::Span;
use crate::text::sanitise;

/// What the first half made of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// The encoding it was decoded from.
    pub encoding: String,
    /// The format.
    pub format: Option<Format>,
    /// The articles in order.
    pub articles: Vec<Article>,
}

/// Reads a page into articles.
pub fn articles(page: Page) -> Front {
    let text = page.text();
    // A line of JSON Lines is one document, whatever stands in it.
    let holds = if page.format == Some(Format::Jsonl) { Holds::One } else { Holds::Several };
    let mut articles = Vec::new();
    let mut starts: Vec<usize> =
        page.chapters.iter().copied().filter(|at| *at > 0 && text.is_char_boundary(*at)).collect();
    starts.insert(0, 0);
    for (number, from) in starts.iter().enumerate() {
        let to = starts.get(number + 1).copied().unwrap_or(text.len());
        let part = text.get(*from..to).unwrap_or("");
        let hints: Vec<(Span, Hint)> = page
            .hints
            .iter()
            .filter(|(span, _)| span.start >= *from && span.end <= to)
            .map(|(span, hint)| (Span::new(span.start - from, span.end - from), *hint))
            .collect();
        if part.chars().all(lines::is_blank) {
            continue;
        }
        let mut found = of_text(part, &hints, holds);
        if *from > 0 {
            for article in &mut found {
                each_span(article, &mut |span| vec![Span::new(span.start + from, span.end + from)]);
            }
        }
        articles.append(&mut found);
    }
    if starts.len() > 1 {
        several(&mut articles);
    }
    let control = controls(text);
    if let Some(first) = articles.first_mut() {
        first.findings.extend(control);
    }
    if page.flow.is_some() || page.base > 0 {
        for article in &mut articles {
            each_span(article, &mut |span| page.spans(span));
        }
    }
    let alone = articles.len() == 1;
    let linked = LazyCell::new(|| link::day(&page.source));
    for article in &mut articles {
        if alone && article.title.is_empty() {
            article.title = page.title.clone().filter(|title| title.chars().count() >= 4).unwrap_or_default();
        }
        article.published = article.published.take().or_else(|| page.published.clone()).or_else(|| linked.clone());
        article.publisher = article.publisher.take().or_else(|| page.publisher.clone());
    }
    let markup = page.flow.is_some().then(|| markup(&page, &articles)).flatten();
    if let Some(first) = articles.first_mut() {
        first.findings.extend(page.findings);
        first.findings.extend(markup);
    }
    Front { encoding: page.encoding, format: page.format, articles }
}

/// The record of a sitting, where the lines are one. What the markup says is the page's own is no line of it.
fn record(text: &str, lines: &[Line<'_>], hints: &[(Span, Hint)]) -> Option<Article> {
    let is_own = |line: &Line<'_>| !line.is_blank() && hint_at(hints, line.span.start) == Some(Hint::Aside);
    let own: Vec<Span> = lines.iter().filter(|line| is_own(line)).map(|line| line.span).collect();
    if own.is_empty() {
        return layout::article(text, lines);
    }
    let blank = |line: &Line<'_>| Line { text: "", span: Span::new(line.span.start, line.span.start) };
    let kept: Vec<Line<'_>> = lines.iter().map(|line| if is_own(line) { blank(line) } else { *line }).collect();
    let mut record = layout::article(text, &kept)?;
    let evidence = own.first().and_then(|span| text.get(span.start..span.end)).unwrap_or("").chars().take(40).collect();
    let message = "页面自身的栏目、导航、署名或声明，已与正文分开".to_owned();
    record.findings.push(Finding { code: Code::Boilerplate, message, spans: own, evidence });
    Some(record)
}

/// Puts every span of an article through `map`.
fn each_span(article: &mut Article, map: &mut dyn FnMut(Span) -> Vec<Span>) {
    let spans =
        article.paragraphs.iter_mut().map(|p| &mut p.spans).chain(article.findings.iter_mut().map(|f| &mut f.spans));
    for spans in spans {
        *spans = std::mem::take(spans).into_iter().flat_map(&mut *map).collect();
    }
}

/// What of the source reads as nothing: marks, tags, addresses.
fn markup(page: &Page, articles: &[Article]) -> Option<Finding> {
    let own = |span: &Span| Span::new(span.start.saturating_sub(page.base), span.end.saturating_sub(page.base));
    let covered = articles
        .iter()
        .flat_map(|article| {
            article.paragraphs.iter().flat_map(|p| &p.spans).chain(article.findings.iter().flat_map(|f| &f.spans))
        })
        .map(own)
        .chain(page.findings.iter().flat_map(|f| f.spans.iter().copied()))
        .collect();
    let rest = flow::uncovered(&page.source, covered);
    let first = rest.first()?;
    let evidence = page.source.get(first.start..first.end).unwrap_or("").chars().take(40).collect();
    let spans = rest.iter().map(|span| Span::new(span.start + page.base, span.end + page.base)).collect();
    let message = format!("{} 处标记、标签或地址不是文字，已与正文分开", rest.len());
    Some(Finding { code: Code::Markup, message, spans, evidence })
}

/// The hint of the line that begins at a place.
fn hint_at(hints: &[(Span, Hint)], at: usize) -> Option<Hint> {
    let next = hints.partition_point(|(span, _)| span.start <= at);
    let (span, hint) = hints.get(next.checked_sub(1)?)?;
    (at < span.end).then_some(*hint)
}

/// What the markup says of lines comes before what their shapes say.
fn heed(lines: &[Line<'_>], hints: &[(Span, Hint)], marks: &mut [Mark]) {
    for (line, mark) in lines.iter().zip(marks) {
        if *mark == Mark::Blank {
            continue;
        }
        match hint_at(hints, line.span.start) {
            Some(Hint::Aside) => *mark = Mark::Furniture,
            Some(Hint::Byline) if *mark != Mark::Copy => *mark = Mark::Byline,
            Some(Hint::Title) => *mark = Mark::Text,
            Some(Hint::Heading(_)) if *mark == Mark::Byline => *mark = Mark::Text,
            _ => {}
        }
    }
}

/// Whether a heading is the label of someone who speaks: `## 问：…`.
fn is_label(hint: Hint, text: &str, at: usize) -> bool {
    let label = text.chars().take(7).any(|c| matches!(c, '：' | ':'));
    // The first line may be one: a part of a record.
    matches!(hint, Hint::Heading(2..)) && label && (at > 0 || text.trim_end().ends_with(['：', ':']))
}

/// Says of each of several articles that it is one.
fn several(articles: &mut [Article]) {
    let count = articles.len();
    if count < 2 {
        return;
    }
    for (at, article) in articles.iter_mut().enumerate() {
        let spans = article.paragraphs.first().map_or_else(Vec::new, |p| p.spans.clone());
        let message = format!("文件里有 {count} 篇文章，这是第 {} 篇", at + 1);
        let evidence = article.title.clone();
        article.findings.retain(|finding| finding.code != Code::SeveralArticles);
        article.findings.push(Finding { code: Code::SeveralArticles, message, spans, evidence });
    }
}

/// The articles of a plain text.
fn of_text(text: &str, hints: &[(Span, Hint)], holds: Holds) -> Vec<Article> {
    let lines = lines::lines(text);
    if let Some(record) = record(text, &lines, hints) {
        return vec![record];
    }
    let mut marks = clean::marks(&lines);
    if !hints.is_empty() {
        heed(&lines, hints, &mut marks);
    }
    let (mut blocks, column) = reflow::blocks(&lines, &marks);
    if !hints.is_empty() {
        for (at, block) in blocks.iter_mut().enumerate() {
            block.hint = hint_at(hints, block.spans[0].start).filter(|hint| !is_label(*hint, &block.text, at));
        }
    }
    let mut articles = split(blocks, holds);
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
    several(&mut articles);
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
