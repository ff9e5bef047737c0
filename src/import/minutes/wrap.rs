//! How the lines of a record lie: how wide a full line is, whether paragraphs begin indented, what blank lines part; and by
//! that whether a line goes on with the one before it, also across a page. No roles here: `layout` gives them.

use crate::import::dialogue::label::{self, Who};
use crate::import::lines::Line;
use crate::import::reflow::strong_end;

use super::narration::{self, Told};
use super::page::Mark;
use super::present::{self, Field};

/// How the lines of a record lie.
pub struct Shape {
    /// Width in cells of a full line, where lines are hard-wrapped.
    pub column: Option<usize>,
    /// Whether paragraphs begin indented.
    pub indents: Layout,
    /// Whether a blank line stands between any two lines.
    pub spacing: Spacing,
}

/// How paragraphs begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Paragraphs within a turn begin with a blank.
    Indented,
    /// They do not.
    Flush,
}

/// What blank lines part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Nothing parts paragraphs but where their last lines end.
    None,
    /// Blank lines part paragraphs.
    Parting,
    /// A blank line follows every line: it parts nothing.
    Double,
}

/// Width in cells, near enough for the shape of a page.
pub fn cells(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a blank stands before the text of a line.
pub fn is_indented(source: &str, line: &Line<'_>) -> bool {
    source
        .get(..line.span.start)
        .and_then(|s| s.chars().next_back())
        .is_some_and(|c| c != '\n' && c != '\r' && c.is_whitespace())
}

impl Shape {
    /// How the lines lie; `marks`: what each of them is.
    pub fn of(source: &str, lines: &[Line<'_>], marks: &[Mark]) -> Self {
        let text: Vec<usize> = (0..lines.len()).filter(|at| marks[*at] == Mark::Text).collect();
        let mut widths: Vec<usize> = text.iter().map(|at| cells(lines[*at].text)).collect();
        widths.sort_unstable();
        let widest = widths.get(widths.len().saturating_sub(1 + widths.len() / 100)).copied().unwrap_or(0);
        // Most lines of running text are full: their median is the width of the column, whatever a few lines hold.
        let long = widths.iter().position(|w| *w * 10 >= widest * 6).unwrap_or(0);
        let width = widths.get(long + (widths.len() - long) / 2).copied().unwrap_or(0);
        let full: Vec<usize> = text.iter().copied().filter(|at| cells(lines[*at].text) + 6 >= width).collect();
        let open = full.iter().filter(|at| !strong_end(lines[**at].text)).count();
        let column = ((20..=170).contains(&widest) && full.len() >= 5 && open * 2 >= full.len()).then_some(width);
        let indented = text.iter().filter(|at| is_indented(source, &lines[**at])).count();
        let labelled = text.iter().filter(|at| opens(lines[**at].text)).count();
        let indents = if indented >= 3 && indented * 4 >= labelled { Layout::Indented } else { Layout::Flush };
        let turns: Vec<usize> = text.iter().copied().filter(|at| opens(lines[*at].text)).collect();
        let parted = turns.iter().filter(|at| at.checked_sub(1).is_none_or(|b| marks[b] != Mark::Text)).count();
        let followed = full.iter().filter(|at| marks.get(**at + 1) == Some(&Mark::Blank)).count();
        let spacing = if full.len() >= 8 && followed * 10 >= full.len() * 9 {
            Spacing::Double
        } else if turns.len() >= 3 && parted * 10 >= turns.len() * 9 {
            Spacing::Parting
        } else {
            Spacing::None
        };
        // Where blank lines part turns, lines without one between them belong together, however few are full.
        let column = column.or_else(|| (spacing == Spacing::Parting && (20..=170).contains(&widest)).then_some(widest));
        Self { column, indents, spacing }
    }
}

/// Whether a line opens a turn: a label that is one wherever it stands.
pub fn opens(text: &str) -> bool {
    label::label(text).is_some_and(|label| match label.who {
        Who::Called(called) => called.office.is_some(),
        Who::Other => false,
        _ => true,
    })
}

/// What lies between two lines of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing.
    None,
    /// A blank line.
    Blank,
    /// The head of a page, with or without blank lines.
    Page,
}

/// Whether a line goes on with the paragraph of the line before.
pub fn joins(source: &str, before: &Line<'_>, line: &Line<'_>, gap: Gap, shape: &Shape, open: &str) -> bool {
    let Some(column) = shape.column else { return false };
    if opens(line.text)
        || begins(line.text)
        || present::field(line.text).is_some()
        || before.text.ends_with(['）', ')']) && narration::told(open) == Some(Told::Aside)
    {
        return false;
    }
    let gap = if gap == Gap::Blank && shape.spacing == Spacing::Double { Gap::None } else { gap };
    if gap != Gap::Blank && is_open(before.text) {
        return true;
    }
    let width = cells(before.text);
    let full = width + 6 >= column;
    let ended = strong_end(before.text) || before.text.ends_with("...");
    if ended && narration::told(line.text).is_some() {
        return false;
    }
    // Honours end the line of someone present; only more of them can follow.
    if is_honour(before.text.rsplit([' ', ',']).next().unwrap_or("")) {
        return gap != Gap::Blank && is_honour(line.text.split([' ', ',']).next().unwrap_or(""));
    }
    // Names part at blanks: a list goes on within a name only where no blank stands at the break.
    if matches!(present::field(open), Some((Field::Present(_), _))) {
        let between = source.get(before.span.end..line.span.start).unwrap_or(" ");
        return full && gap == Gap::None && !between.contains([' ', '　', '\t']);
    }
    let indented = is_indented(source, line) && shape.indents == Layout::Indented;
    if is_row(before.text) || is_row(line.text) || !words_like(before.text) {
        return false;
    }
    match gap {
        Gap::None if shape.spacing == Spacing::Parting => (!ended || !indented) && width * 2 >= column,
        Gap::None if ended => full && !indented && (shape.indents == Layout::Indented || width + 3 >= column),
        Gap::None => full || width * 10 >= column * 7,
        Gap::Page if ended => full && !indented && shape.indents == Layout::Indented && cells(line.text) * 2 >= column,
        Gap::Page => (full || width * 10 >= column * 7) && !indented,
        Gap::Blank => false,
    }
}

/// Letters of an honour behind a name: G.B.S.
fn is_honour(token: &str) -> bool {
    token.ends_with('.')
        && token.chars().any(char::is_alphabetic)
        && token.chars().all(|c| c.is_ascii_uppercase() || c == '.')
}

/// Whether a line can be running text that goes on: what a colon ends does not.
fn words_like(text: &str) -> bool {
    let tail = text.trim_end();
    !tail.ends_with(['：', ':']) || tail.chars().any(|c| matches!(c, '，' | '。'))
}

/// Numerals before 、 at the head of an item or a section.
const NUMERALS: &str = "一二三四五六七八九十壹貳參肆伍陸柒捌玖拾贰叁陆";

/// Whether a line begins a paragraph of its own: a stage direction, an item with a number.
pub fn begins(text: &str) -> bool {
    let bare: String = text.chars().take(12).filter(|c| !c.is_whitespace()).collect();
    let mut chars = bare.chars();
    match chars.next() {
        Some('(' | '（') => {
            let inner: String = chars.take_while(|c| !matches!(c, ')' | '）')).collect();
            let item = inner.chars().count() <= 3
                && inner.chars().all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c));
            item || text.trim_end().ends_with([')', '）']) || inner.chars().count() >= 11
        }
        Some(c) if NUMERALS.contains(c) => {
            let rest: String = bare.chars().skip_while(|c| NUMERALS.contains(*c)).collect();
            rest.starts_with('、')
        }
        Some('#' | '|' | '•' | '●') => true,
        // The number of a paper: 第 1號 ─ 某年報.
        Some('第') => {
            bare.trim_start_matches('第').trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['號', '号'])
        }
        _ => false,
    }
}

/// Whether a book mark or a bracket is open at the end of a line.
fn is_open(text: &str) -> bool {
    let count = |open: char, close: char| {
        text.chars().fold(0i32, |depth, c| {
            if c == open {
                depth + 1
            } else if c == close {
                depth - 1
            } else {
                depth
            }
        })
    };
    count('《', '》') > 0
}

/// A row of a table: leaders, bars, wide gaps.
pub fn is_row(text: &str) -> bool {
    text.contains("........")
        && !text.contains(['。', '，', '！', '？'])
        && text.trim_end().ends_with(|c: char| c == '.' || c.is_ascii_digit())
        || text.starts_with('|')
        || text.matches('|').count() >= 2
        || text.contains("....")
            && text.rsplit([' ', '.']).next().is_some_and(|tail| !tail.is_empty() && is_paper(tail))
        || is_paper(text)
}

/// The number of a paper: 138/2012.
fn is_paper(text: &str) -> bool {
    text.contains('/') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | ' '))
}
