//! DOCX: the paragraphs of the document in order, then its notes; headers, footers, comments and deleted words are the
//! page's own. The decoded source is the text in this order, a line a paragraph, the cells of a short row parted by tabs.
//! Numbers that Word makes up while drawing are not in the file and not in the text.

use std::collections::HashMap;

use super::archive::{self, Archive};
use super::page::{Hint, Page};
use super::part::{LARGEST, Unreadable, extension, finding};
use super::xml::{self, Ended, Item, Tag};
use crate::model::{Code, Format};
use crate::text::Span;

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Page, Unreadable> {
    let mut archive = archive::open(bytes)?;
    let Some(document) = archive::member(&mut archive, "word/document.xml", LARGEST) else {
        return Err(Unreadable(
            "损坏的 DOCX a damaged DOCX; 请用 Word 打开后另存 open it in Word and save it again".to_owned(),
        ));
    };
    let styles = styles(&mut archive);
    let mut reader = Reader { styles, ..Reader::default() };
    let mut page = Page { format: Some(Format::Docx), encoding: "UTF-8".to_owned(), ..Page::default() };
    if reader.part(&document) == Ended::Broken {
        page.findings.push(finding(Code::Truncated, "DOCX 的正文在中间断了，只有前面的部分", "word/document.xml"));
    }
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(part) = archive::member(&mut archive, name, LARGEST) {
            reader.part(&part);
        }
    }
    reader.own = true;
    let mut own: Vec<String> = archive.file_names().filter(|name| is_own(name)).map(str::to_owned).collect();
    own.sort();
    for name in own {
        if let Some(part) = archive::member(&mut archive, &name, LARGEST) {
            reader.part(&part);
        }
    }
    for line in reader.lines {
        let from = page.source.len();
        page.source.push_str(&line.text);
        if let Some(hint) = line.hint {
            page.hints.push((Span::new(from, page.source.len()), hint));
        }
        page.source.push('\n');
    }
    if page.source.trim().is_empty() {
        return Err(Unreadable(
            "DOCX 里没有文字 no text in the DOCX; 若是扫描件，需先做文字识别 a scan needs OCR first".to_owned(),
        ));
    }
    Ok(page)
}

/// Parts that are beside the text.
fn is_own(name: &str) -> bool {
    name.strip_prefix("word/").is_some_and(|name| {
        extension(name) == "xml" && ["header", "footer", "comments.xml"].iter().any(|part| name.starts_with(part))
    })
}

/// What the styles that are titles and headings are called in this document: their ids differ by language.
fn styles(archive: &mut Archive<'_>) -> HashMap<String, Hint> {
    let Some(part) = archive::member(archive, "word/styles.xml", 8 << 20) else { return HashMap::new() };
    let mut out = HashMap::new();
    let mut id = String::new();
    xml::walk(&part, &mut |item| {
        if let Item::Start(tag) = item {
            match tag.name.as_str() {
                "style" => tag.get("styleId").unwrap_or_default().clone_into(&mut id),
                "name" => {
                    if let Some(hint) = tag.get("val").and_then(named) {
                        out.insert(id.clone(), hint);
                    }
                }
                _ => {}
            }
        }
    });
    out
}

/// The hint that the name of a style gives.
fn named(name: &str) -> Option<Hint> {
    let name = name.to_lowercase();
    if name == "title" || name == "标题" {
        return Some(Hint::Title);
    }
    if name == "caption" {
        return Some(Hint::Caption);
    }
    let level = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?.trim();
    level.parse().ok().filter(|level| (1..=6).contains(level)).map(Hint::Heading)
}

#[derive(Clone, Debug, Default)]
struct Line {
    text: String,
    hint: Option<Hint>,
}

#[derive(Default)]
struct Reader {
    styles: HashMap<String, Hint>,
    lines: Vec<Line>,
    /// Whether the part is beside the text.
    own: bool,
    /// Open paragraphs: one of a text box stands within another.
    open: Vec<Line>,
    /// Words deleted with changes tracked, of the open paragraph.
    deleted: String,
    /// Open rows, each with its cells; the last is the open one.
    rows: Vec<Vec<Vec<Line>>>,
    /// What the open run of text is.
    run: Run,
    /// Depth of alternatives that repeat what stands before them.
    repeats: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Run {
    #[default]
    None,
    Text,
    Deleted,
}

impl Reader {
    fn part(&mut self, part: &[u8]) -> Ended {
        let ended = xml::walk(part, &mut |item| self.item(item));
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        while !self.rows.is_empty() {
            self.end_row();
        }
        (self.run, self.repeats) = (Run::None, 0);
        ended
    }

    fn item(&mut self, item: Item<'_>) {
        match item {
            Item::Start(tag) if tag.name == "Fallback" => self.repeats += 1,
            Item::End("Fallback") => self.repeats = self.repeats.saturating_sub(1),
            _ if self.repeats > 0 => {}
            Item::Start(tag) => self.start(tag),
            Item::End(name) => match name {
                "p" => self.end_paragraph(),
                "tr" => self.end_row(),
                "t" | "delText" => self.run = Run::None,
                _ => {}
            },
            Item::Text(text) => match (self.run, self.open.last_mut()) {
                (Run::Text, Some(open)) => open.text.push_str(text),
                (Run::Deleted, _) => self.deleted.push_str(text),
                _ => {}
            },
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "p" if self.open.len() < 16 => self.open.push(Line::default()),
            "tr" if self.rows.len() < 16 => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(Vec::new());
                }
            }
            "t" => self.run = Run::Text,
            "delText" => self.run = Run::Deleted,
            "pStyle" => {
                let hint = tag.get("val").and_then(|id| self.styles.get(id).copied().or_else(|| named(id)));
                if let Some(open) = self.open.last_mut() {
                    open.hint = hint;
                }
            }
            "outlineLvl" => {
                let level = tag.get("val").and_then(|v| v.parse::<u8>().ok()).filter(|level| *level < 6);
                if let (Some(open), Some(level)) = (self.open.last_mut(), level) {
                    open.hint = open.hint.or(Some(Hint::Heading(level + 1)));
                }
            }
            "tab" | "ptab" => self.put('\t'),
            "br" | "cr" => self.put('\n'),
            "noBreakHyphen" => self.put('\u{2011}'),
            _ => {}
        }
    }

    /// Appends a mark of the open run. A tab among the settings of a paragraph stands before all its text.
    fn put(&mut self, c: char) {
        if let Some(open) = self.open.last_mut().filter(|open| !open.text.is_empty()) {
            open.text.push(c);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(line) = self.open.pop() else { return };
        let hint = if self.own { Some(Hint::Aside) } else { line.hint };
        let words = line.text.split('\n').map(|text| Line { text: text.to_owned(), hint });
        let deleted = std::mem::take(&mut self.deleted);
        let deleted = (!deleted.trim().is_empty()).then_some(Line { text: deleted, hint: Some(Hint::Aside) });
        let lines: Vec<Line> = words.chain(deleted).collect();
        self.sink().extend(lines);
    }

    /// Where lines go: the open cell, or the document.
    fn sink(&mut self) -> &mut Vec<Line> {
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => cell,
            None => &mut self.lines,
        }
    }

    fn end_row(&mut self) {
        let Some(mut cells) = self.rows.pop() else { return };
        for cell in &mut cells {
            cell.retain(|line| !line.text.trim().is_empty());
        }
        let short = cells.iter().all(|cell| cell.len() <= 1 && cell.iter().all(|line| line.text.chars().count() <= 40));
        let lines = if short {
            let own = cells.iter().flatten().all(|line| line.hint == Some(Hint::Aside));
            let text = cells
                .iter()
                .map(|cell| cell.first().map_or("", |line| line.text.as_str()))
                .collect::<Vec<_>>()
                .join("\t");
            vec![Line { text, hint: own.then_some(Hint::Aside) }]
        } else {
            cells.into_iter().flatten().collect()
        };
        self.sink().extend(lines);
    }
}
