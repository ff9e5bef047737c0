//! Lines of a record to paragraphs with roles: page heads set aside, hard-wrapped lines joined (also across a page), lists
//! kept a person a line, headings and stage directions told from words. A record is known by its title and by the fields
//! at its head; any other text is left to `reflow`.

use crate::import::article::Article;
use crate::import::dialogue::{
    label::{self, Who},
    name,
};
use crate::import::lines::{self, Line, is_closing, is_han};
use crate::import::reflow::strong_end;
use crate::model::{Code, Finding, Paragraph, Role};
use crate::text::{Span, fold};

use super::narration::{self, Told};
use super::page::{self, Mark};
use super::present::{self, Field};
use super::wrap::{Gap, Layout, Shape, begins, cells, is_indented, is_row, joins, opens};

/// The article of a record; None where the text is none. `lines` are all lines of `source`.
pub fn article(source: &str, lines: &[Line<'_>]) -> Option<Article> {
    let marks = page::marks(source, lines);
    let first: Vec<&str> =
        lines.iter().zip(&marks).filter(|(_, mark)| **mark == Mark::Text).map(|(line, _)| line.text).take(60).collect();
    if !is_record(&first) {
        return None;
    }
    let shape = Shape::of(source, lines, &marks);
    let blocks = blocks(source, lines, &marks, &shape);
    let mut article = Article { title: title(&blocks, &first), ..Article::default() };
    article.findings.extend(set_aside(source, lines, &marks));
    article.findings.extend(joined(&blocks, shape.column));
    article.paragraphs = roles(blocks, &article.title, &shape);
    Some(article)
}

/// Folded and without blanks.
fn bare(text: &str) -> String {
    text.chars().map(fold::fold).filter(|c| !c.is_whitespace() && *c != '#' && *c != '*').collect()
}

/// A line as far as a bracket; empty where that is more than any title takes.
fn beginning(line: &str) -> &str {
    let end = line.char_indices().take(120).find(|(_, c)| matches!(c, '(' | '（')).map(|(at, _)| at);
    let whole = || line.char_indices().nth(120).is_none().then_some(line.len());
    end.or_else(whole).and_then(|end| line.get(..end)).unwrap_or("")
}

/// Whether a line is the title of a record: …會議紀錄, 會議過程正式紀錄, 会议纪要.
fn is_title(bare: &str) -> bool {
    let core = bare.split(['(', '（']).next().unwrap_or(bare);
    (4..=60).contains(&core.chars().count())
        && ["纪录", "记录", "纪要", "议事录", "速记", "实录"].iter().any(|w| core.ends_with(w))
        && ["会", "议", "座谈", "论坛"].iter().any(|w| core.contains(w))
        && !core.contains(['。', ',', ':', '：', '，'])
}

/// Whether a title names a part of a gazette and no sitting.
fn is_part(bare: &str) -> bool {
    let bare = bare.trim_end_matches("纪录").trim_end_matches("记录");
    ["委员会", "院会", "党团协商", "国是论坛", "公听会", "会议", "全院委员会"].contains(&bare)
}

/// The first lines of a record have a title and fields, or lists of those present.
fn is_record(first: &[&str]) -> bool {
    let head: Vec<String> = first.iter().take(16).map(|line| bare(beginning(line))).collect();
    let titled = head.iter().any(|line| is_title(line));
    let mut fields: Vec<Field> = first.iter().filter_map(|line| present::field(line)).map(|(f, _)| f).collect();
    fields.dedup();
    let kinds = [
        fields.contains(&Field::Time),
        fields.contains(&Field::Place),
        fields.contains(&Field::Chair),
        fields.iter().any(|f| matches!(f, Field::Present(_))),
        fields.contains(&Field::Clerk),
    ];
    let kinds = kinds.iter().filter(|k| **k).count();
    // A chair who has the word stands in records alone.
    let chaired = || first.iter().any(|line| matches!(label::label(line).map(|l| l.who), Some(Who::Chair { .. })));
    titled && kinds >= 1 || kinds >= 3 || kinds == 2 && chaired()
}

/// The title: the first paragraph that reads as one; else the first line.
fn title(blocks: &[Block], first: &[&str]) -> String {
    let mut titles = blocks.iter().take(16).map(|b| b.text.as_str()).filter(|text| is_title(&bare(beginning(text))));
    // 委員會紀錄, 院會紀錄 head a part of a gazette; the title of the sitting stands below.
    let found = titles.next();
    let found =
        titles.next().filter(|next| found.is_some_and(|f| is_part(&bare(f)) && !is_part(&bare(next)))).or(found);
    found.or(first.first().copied()).map_or_else(String::new, |line| line.trim_start_matches(['#', ' ']).to_owned())
}

/// A paragraph on its way.
struct Block {
    text: String,
    spans: Vec<Span>,
    indented: bool,
    note: bool,
}

fn blocks(source: &str, lines: &[Line<'_>], marks: &[Mark], shape: &Shape) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut notes: Vec<Block> = Vec::new();
    let mut last: Option<usize> = None;
    let mut gap = Gap::None;
    for (at, line) in lines.iter().enumerate() {
        let block = || Block {
            text: line.text.to_owned(),
            spans: vec![line.span],
            indented: is_indented(source, line),
            note: marks[at] == Mark::Note,
        };
        match marks[at] {
            Mark::Blank => gap = if gap == Gap::Page { Gap::Page } else { Gap::Blank },
            Mark::Head => gap = Gap::Page,
            Mark::Note => {
                notes.push(block());
                gap = Gap::Page;
            }
            Mark::NoteGoesOn => {
                if let Some(note) = notes.last_mut() {
                    note.text.push_str(line.text);
                    note.spans.push(line.span);
                }
                gap = Gap::Page;
            }
            Mark::Text => {
                let before = last.map(|b| &lines[b]);
                match (before, out.last_mut()) {
                    (Some(before), Some(open)) if joins(source, before, line, gap, shape, &open.text) => {
                        open.text.push_str(line.text);
                        open.spans.push(line.span);
                    }
                    _ => {
                        // A footnote stands behind the paragraph that the page cut.
                        out.append(&mut notes);
                        out.push(block());
                    }
                }
                last = Some(at);
                gap = Gap::None;
            }
        }
    }
    out.append(&mut notes);
    out
}

fn set_aside(source: &str, lines: &[Line<'_>], marks: &[Mark]) -> Option<Finding> {
    let spans: Vec<Span> = lines.iter().zip(marks).filter(|(_, m)| **m == Mark::Head).map(|(l, _)| l.span).collect();
    let first = spans.first()?;
    let evidence = source.get(first.start..first.end).unwrap_or("").to_owned();
    let message = "每页的页眉和页码，已与正文分开".to_owned();
    Some(Finding { code: Code::Boilerplate, message, spans, evidence })
}

fn joined(blocks: &[Block], column: Option<usize>) -> Option<Finding> {
    let spans: Vec<Span> = blocks.iter().filter(|b| b.spans.len() > 1).flat_map(|b| b.spans.clone()).collect();
    let column = column.filter(|_| !spans.is_empty())? / 2;
    let message = format!("原文按每行约 {column} 字硬换行，已接成自然段");
    Some(Finding { code: Code::HardWrapped, message, spans, evidence: format!("{column} 字一行") })
}

/// What the paragraphs before are part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// Before the first words.
    Head,
    /// Under 出席議員：.
    People,
    /// Under the heading of a part of the proceedings, before anyone speaks.
    Proceedings,
    /// A document is read out.
    Reading,
    /// Someone speaks.
    Words,
}

fn roles(blocks: Vec<Block>, title: &str, shape: &Shape) -> Vec<Paragraph> {
    let mut zone = Zone::Head;
    let opening: Vec<bool> = blocks.iter().map(|b| opens(&b.text) && field_of(&b.text).is_none()).collect();
    let all = blocks.len();
    let mut out = Vec::with_capacity(all);
    for (at, block) in blocks.into_iter().enumerate() {
        let text = block.text.as_str();
        let told = narration::told(text);
        let role = if block.note {
            Role::Stage
        } else if text.trim_start_matches(['#', ' ']) == title && zone == Zone::Head {
            Role::Title
        } else if let Some((field, value)) = field_of(text).filter(|_| zone != Zone::Words) {
            let list = matches!(field, Field::Present(_));
            zone = if list { Zone::People } else { zone };
            if list && value.is_empty() { Role::Heading } else { Role::List }
        } else if opening[at] || is_label(text) {
            zone = Zone::Words;
            Role::Body
        } else if let Some(told) = told {
            match told {
                Told::Aside => Role::Stage,
                Told::Votes => Role::List,
                Told::Heading => {
                    zone = Zone::Proceedings;
                    Role::Heading
                }
                Told::Clerk => {
                    zone = if text.starts_with(['宣', '朗']) { Zone::Reading } else { Zone::Proceedings };
                    Role::Stage
                }
            }
        } else if is_row(text)
            || chars_of_count(text)
            || zone == Zone::People && cells(text) <= 240 && !present::people(text).is_empty()
        {
            Role::List
        } else {
            // An office on a line of its own: the name stands on the next.
            let office = zone == Zone::People
                && name::called(text).is_some_and(|c| c.name.is_none() && c.surname.is_none())
                && narration::told(text).is_none();
            if office {
                out.push(Paragraph { text: block.text, role: Role::List, spans: block.spans });
                continue;
            }
            let next = opening.get(at + 1).copied().unwrap_or(false);
            let role = short_role(text, zone, next, block.indented && shape.indents == Layout::Indented);
            if role == Role::Heading && zone == Zone::People {
                zone = Zone::Proceedings;
            }
            role
        };
        out.push(Paragraph { text: block.text, role, spans: block.spans });
    }
    out
}

/// A field at the head or in the minutes of an earlier sitting: its value is no sentence.
pub fn field_of(text: &str) -> Option<(Field, &str)> {
    let (field, value) = present::field(text)?;
    let sentence = value.contains(['。', '？', '！', '?'])
        || value.contains('，') && !matches!(field, Field::Present(_) | Field::Time | Field::Theme);
    let named = match field {
        // 主席：林委員滄敏 is a field, 主席：現在開會 a turn.
        Field::Chair | Field::Clerk => {
            value.is_empty() || !present::people(value).is_empty() && value.chars().count() <= 40
        }
        Field::Present(_) => true,
        Field::Time => value.chars().any(|c| c.is_ascii_digit()) || value.contains('年'),
        Field::Place | Field::Theme => !value.is_empty(),
        Field::Name => value.chars().count() >= 5 && value.contains(['会', '會', '議', '议']),
    };
    // A label alone on its line opens a turn on the next.
    let alone = value.is_empty() && matches!(field, Field::Chair | Field::Clerk);
    (!sentence && named && !alone).then_some((field, value))
}

/// A label by its shape: a name before a colon.
fn is_label(text: &str) -> bool {
    label::label(text).is_some_and(|l| matches!(l.who, Who::Called(_)))
}

/// Whether a line gives a day as the field of the time does: the second day of a sitting.
fn moment_goes_on(text: &str) -> bool {
    text.chars().count() <= 60
        && text.contains(['日', '時', '时'])
        && text.contains(['午', '時', '时', '分'])
        && (text.starts_with("中華民國") || text.starts_with(|c: char| c.is_ascii_digit()))
        && !text.contains("開始")
}

/// Whether a line of the head is a person with an office: 副秘書長　高某某, 江副院長某某.
fn is_list_like(text: &str) -> bool {
    let people = present::people(text);
    let [one] = &people[..] else { return false };
    one.office.is_some() && text.chars().count() <= 24 && !text.contains([':', '：', '《'])
}

/// 委員出席7人: a list's count on a line of its own.
fn chars_of_count(text: &str) -> bool {
    text.chars().count() <= 12 && text.ends_with('人') && !present::counts(text).is_empty()
}

/// The role of a paragraph that nothing else tells.
fn short_role(text: &str, zone: Zone, next_opens: bool, indented: bool) -> Role {
    let chars = text.chars().count();
    let ends = strong_end(text) || text.ends_with(['：', ':', '；', ';', '，', ',']);
    if text.starts_with('#') {
        return Role::Heading;
    }
    match zone {
        // A sentence in the head is text: 会议听取了…汇报。
        Zone::Head if strong_end(text) && chars >= 12 || chars > 60 => Role::Body,
        Zone::Head if moment_goes_on(text) || is_list_like(text) => Role::List,
        Zone::Head => Role::Title,
        Zone::Reading => Role::Body,
        Zone::Proceedings | Zone::People if begins(text) => Role::List,
        _ if chars <= 50 && !ends && !begins(text) && (next_opens || !indented) && is_worded(text) => Role::Heading,
        _ => Role::Body,
    }
}

/// Whether a line has words: it ends in Han, a digit or a closing mark.
fn is_worded(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_han(c) || c.is_alphanumeric() || is_closing(c))
        && text.chars().any(is_han)
}

/// The lines of a text, for tests and for those who have only the text.
pub fn of_text(source: &str) -> Option<Article> {
    article(source, &lines::lines(source))
}
