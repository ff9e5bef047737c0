//! Lines to paragraphs: columns of hard-wrapped lines are joined, sentences that a page cut are one again. Joined lines lose
//! only the break: no glyph comes, none goes.

use crate::text::Span;

use super::clean::{Mark, is_lead};
use super::format::page::Hint;
use super::lines::{Line, is_closing, is_han};

/// A paragraph on its way: lines that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The text.
    pub text: String,
    /// A span a line.
    pub spans: Vec<Span>,
    /// What its lines are.
    pub byline: bool,
    /// Whether a blank line stands before it.
    pub parted: bool,
    /// Whether lines were joined in the middle of a sentence that no column explains.
    pub mended: bool,
    /// What the markup says of it.
    pub hint: Option<Hint>,
}

/// The paragraphs of the lines that are text, and the width in chars of the columns they stood in, if they did.
pub fn blocks(lines: &[Line<'_>], marks: &[Mark]) -> (Vec<Block>, Option<usize>) {
    let column = column(lines, marks);
    let mut out: Vec<Block> = Vec::new();
    let mut last: Option<&Line<'_>> = None;
    let mut parted = true;
    let mut in_title = column.is_some();
    for (line, mark) in lines.iter().zip(marks) {
        match mark {
            Mark::Blank => parted = true,
            Mark::Furniture | Mark::Copy => {
                parted = true;
                last = None;
            }
            Mark::Byline => {
                out.push(Block {
                    text: line.text.to_owned(),
                    spans: vec![line.span],
                    byline: true,
                    parted,
                    ..Block::default()
                });
                last = None;
                parted = false;
            }
            Mark::Text => {
                in_title = in_title && !is_lead(line) && !line.text.contains(['，', '。', ',']);
                let how = match (last, column) {
                    (Some(last), Some(column)) if !in_title => goes_on_in_column(last, line, column, parted),
                    (Some(last), None) => goes_on_across_page(last, line),
                    _ => Join::New,
                };
                match (how, out.last_mut()) {
                    (Join::Column | Join::Page, Some(block)) => {
                        block.text.push_str(line.text);
                        block.spans.push(line.span);
                        block.mended |= how == Join::Page;
                    }
                    _ => out.push(Block {
                        text: line.text.to_owned(),
                        spans: vec![line.span],
                        parted,
                        ..Block::default()
                    }),
                }
                last = if in_title { None } else { Some(line) };
                parted = false;
            }
        }
    }
    (out, column)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    New,
    Column,
    Page,
}

/// The width in chars of a column, where most lines are as wide as it allows and few end with a sentence.
fn column(lines: &[Line<'_>], marks: &[Mark]) -> Option<usize> {
    let widths: Vec<usize> =
        lines.iter().zip(marks).filter(|(_, mark)| **mark == Mark::Text).map(|(line, _)| line.chars()).collect();
    if widths.len() < 12 {
        return None;
    }
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    let width = sorted[sorted.len() * 9 / 10];
    let full = widths.iter().filter(|w| **w + 2 >= width && **w <= width + 2).count();
    let ended = lines.iter().zip(marks).filter(|(line, mark)| **mark == Mark::Text && strong_end(line.text)).count();
    ((8..=60).contains(&width) && full * 10 >= widths.len() * 6 && ended * 2 < widths.len()).then_some(width)
}

/// Whether a text ends where a paragraph may end.
pub fn strong_end(text: &str) -> bool {
    let mut back = text.chars().rev().skip_while(|c| is_closing(*c));
    matches!(back.next(), Some('。' | '！' | '？' | '!' | '?' | '…'))
}

/// Whether a line names who took the picture above it: 新华社记者 鞠某/摄.
pub fn is_credit(text: &str) -> bool {
    let bare = text.trim_end_matches(['）', ')', '。', ' ']);
    let name =
        ["记者", "／", "/", "通讯员", "新华社"].iter().filter_map(|word| Some(bare.rfind(word)? + word.len())).max();
    let name = name.and_then(|at| bare.get(at..)).filter(|_| bare.ends_with('摄'));
    name.is_some_and(|name| name.chars().count() <= 14 && !name.contains(['，', '。', '、']))
        || bare.ends_with("资料照片")
        || bare.ends_with("资料图片")
}

fn goes_on_in_column(last: &Line<'_>, line: &Line<'_>, column: usize, parted: bool) -> Join {
    if is_lead(line) {
        return Join::New;
    }
    let ended = strong_end(last.text);
    let short = last.chars() + 2 < column;
    if ended && (parted || short) { Join::New } else { Join::Column }
}

/// A sentence that a page cut: long prose without an end, and prose that goes on with a Han character.
fn goes_on_across_page(last: &Line<'_>, line: &Line<'_>) -> Join {
    let unfinished = last.text.chars().next_back().is_some_and(|c| is_han(c) || matches!(c, '，' | ',' | '、'));
    let goes_on = line.text.chars().next().is_some_and(is_han) && line.chars() >= 15 && line.is_prose();
    if unfinished
        && !last.is_bullet()
        && !is_credit(last.text)
        && last.chars() >= 30
        && last.is_prose()
        && goes_on
        && !is_lead(line)
    {
        Join::Page
    } else {
        Join::New
    }
}
