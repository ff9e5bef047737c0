//! A page as it is set: runs of text with their places become lines in reading order, column after column, and lines become
//! paragraphs by indents, short last lines and wide gaps. Running heads and page numbers are found by recurrence at the
//! edges of pages. Geometry alone decides, but that a label (问：, 主席：) always begins a paragraph.

use std::collections::HashMap;

use crate::import::minutes::page::page_number;
use crate::import::minutes::wrap::opens;
use crate::import::reflow::strong_end;

/// A run of text on a page; places in points, the baseline counted from below.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Left edge.
    pub from: f32,
    /// Right edge.
    pub to: f32,
    /// Baseline.
    pub base: f32,
    /// Size of the font.
    pub size: f32,
}

/// A line of a column.
#[derive(Clone, Debug, Default)]
pub struct Line {
    run: Run,
    /// Left and right edge of its column.
    left: f32,
    right: f32,
    /// Its column, counted through the page.
    column: usize,
}

impl Line {
    fn indented(&self) -> bool {
        self.run.from - self.left > self.run.size * 0.8
    }

    fn full(&self) -> bool {
        self.run.to > self.right - self.run.size * 1.9
    }
}

/// The lines of a page in reading order.
pub fn lines(mut runs: Vec<Run>) -> Vec<Line> {
    runs.retain(|run| !run.text.trim().is_empty() && run.size > 0.0);
    runs.sort_by(|a, b| b.base.total_cmp(&a.base));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row[0].base - run.base <= row[0].size.min(run.size) * 0.5 => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.from.total_cmp(&b.from));
        *row = segments(std::mem::take(row));
    }
    let mut columns: Vec<Vec<Run>> = Vec::new();
    match gutter(&rows) {
        Some(at) => {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for row in rows {
                // A mark may hang over the edge of a column.
                let over = |s: &Run| s.size * 1.5;
                if row.iter().any(|s| s.from < at - over(s) && s.to > at + over(s)) {
                    // What stands across both parts what is above from what is below.
                    columns.extend([std::mem::take(&mut left), std::mem::take(&mut right), vec![whole(row)]]);
                    continue;
                }
                let (here, there): (Vec<Run>, Vec<Run>) =
                    row.into_iter().partition(|s| f32::midpoint(s.from, s.to) < at);
                left.extend(Some(here).filter(|r| !r.is_empty()).map(whole));
                right.extend(Some(there).filter(|r| !r.is_empty()).map(whole));
            }
            columns.extend([left, right]);
        }
        None => columns.push(rows.into_iter().map(whole).collect()),
    }
    columns.retain(|column| !column.is_empty());
    let mut out = Vec::new();
    for (column, runs) in columns.into_iter().enumerate() {
        out.extend(runs.into_iter().map(|run| Line { run, left: 0.0, right: 0.0, column }));
    }
    measure(&mut out);
    out
}

/// The edges of the columns of a page.
fn measure(lines: &mut [Line]) {
    for column in lines.chunk_by_mut(|a, b| a.column == b.column) {
        let left = column.iter().map(|l| l.run.from).fold(f32::MAX, f32::min);
        let right = edge(column);
        for line in column {
            (line.left, line.right) = (left, right);
        }
    }
}

/// The right edge of a column: where several lines end, for one alone may hang over it with a mark.
fn edge(lines: &[Line]) -> f32 {
    let runs = || lines.iter().map(|l| &l.run);
    let most = runs().map(|r| r.to).fold(f32::MIN, f32::max);
    let shared = runs()
        .filter(|r| most - r.to < r.size * 2.2 && runs().filter(|o| (o.to - r.to).abs() < r.size * 0.3).count() >= 2);
    shared.map(|r| r.to).reduce(f32::max).unwrap_or(most)
}

/// Runs of one row that touch are one; a gap as wide as a glyph parts them.
fn segments(row: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in row {
        match out.last_mut() {
            Some(last) if run.from - last.to <= last.size * 0.8 => {
                if run.from - last.to > last.size * 0.2 {
                    space(&mut last.text, &run.text);
                }
                last.text.push_str(&run.text);
                last.to = last.to.max(run.to);
            }
            _ => out.push(run),
        }
    }
    out
}

/// A blank between two words of letters that a break or a gap parts.
fn space(text: &mut String, next: &str) {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | ')' | '('));
    if word(text.chars().next_back()) && word(next.chars().next()) {
        text.push(' ');
    }
}

/// The segments of a row as one: gaps are wide blanks.
fn whole(row: Vec<Run>) -> Run {
    let mut row = row.into_iter();
    let mut out = row.next().unwrap_or_default();
    for segment in row {
        out.text.push('　');
        out.text.push_str(&segment.text);
        out.to = segment.to;
    }
    out
}

/// The middle of the gutter of a page of two columns: next to nothing crosses it, and lines fill both sides.
fn gutter(rows: &[Vec<Run>]) -> Option<f32> {
    let all = || rows.iter().flatten();
    let (left, right) = all().fold((f32::MAX, f32::MIN), |(left, right), s| (left.min(s.from), right.max(s.to)));
    let count = all().count();
    if count < 12 || right - left < 100.0 {
        return None;
    }
    let crossing = |at: f32| all().filter(|s| s.from < at - 2.0 && s.to > at + 2.0).count();
    let places = (0..=100_u8).map(|step| left + (right - left) * (0.3 + 0.004 * f32::from(step)));
    let best = places.clone().map(crossing).min()?;
    let clear: Vec<f32> = places.filter(|at| crossing(*at) == best).collect();
    let at = *clear.get(clear.len() / 2)?;
    let fills = |from: f32, to: f32| {
        let side: Vec<&Run> = all().filter(|s| s.from >= from - 2.0 && s.to <= to + 2.0).collect();
        let full = side.iter().filter(|s| s.to - s.from >= (to - from) * 0.7).count();
        side.len() >= 5 && full * 10 >= side.len() * 4
    };
    let both = rows.iter().filter(|row| row.iter().any(|s| s.to <= at) && row.iter().any(|s| s.from >= at)).count();
    (best * 8 <= count && both * 3 >= rows.len() && fills(left, at) && fills(at, right)).then_some(at)
}

/// Sets running heads and page numbers aside; the number of those, and the first of them.
pub fn without_heads(pages: &mut [Vec<Line>]) -> (usize, Option<String>) {
    let key = |line: &Line| -> String {
        line.run.text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
    };
    let edges = |page: &[Line]| -> Vec<usize> {
        let mut order: Vec<usize> = (0..page.len()).collect();
        order.sort_by(|a, b| page[*b].run.base.total_cmp(&page[*a].run.base));
        let count = order.len();
        let mut out: Vec<usize> = order.iter().copied().take(2).collect();
        out.extend(order.into_iter().skip(count.saturating_sub(2).max(2)));
        out
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let mut keys: Vec<String> = edges(page).into_iter().map(|at| key(&page[at])).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_insert(0) += 1;
        }
    }
    let often = (pages.len() / 2).max(2);
    let (mut count, mut first) = (0, None);
    for page in pages.iter_mut() {
        let is_head = |at: &usize| {
            let line = &page[*at];
            let recurs = seen.get(&key(line)).is_some_and(|n| *n >= often) && line.run.text.chars().count() <= 60;
            recurs && key(line).chars().count() >= 4 || pages_number(line)
        };
        // The outermost line of either edge, and the next where that one is set aside.
        let edges = edges(page);
        let middle = edges.len().min(2);
        let mut heads: Vec<usize> = edges.iter().take(middle).copied().take_while(is_head).collect();
        heads.extend(edges.iter().skip(middle).rev().copied().take_while(is_head));
        if heads.len() == page.len() {
            continue;
        }
        for at in &heads {
            count += 1;
            if first.is_none() && !pages_number(&page[*at]) {
                first = Some(page[*at].run.text.trim().to_owned());
            }
        }
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !heads.contains(&(at - 1))
        });
        measure(page);
    }
    (count, first)
}

fn pages_number(line: &Line) -> bool {
    page_number(line.run.text.trim()).is_some()
}

/// The text of the pages, a paragraph a line; a blank line where a wide gap stands.
pub fn text(pages: &[Vec<Line>]) -> String {
    let mut out = String::new();
    let mut last: Option<&Line> = None;
    for page in pages {
        let leading = leading(page);
        let indents = page.iter().filter(|l| l.indented()).count() * 12 >= page.len();
        let mut first = true;
        for line in page {
            let words = line.run.text.trim();
            let apart = first || last.is_some_and(|l| l.column != line.column);
            let how = last.map_or(Break::None, |last| breaks(last, line, apart, leading, indents));
            match how {
                Break::None => {
                    if last.is_some() {
                        space(&mut out, words);
                    }
                }
                Break::Paragraph => out.push('\n'),
                Break::Gap => out.push_str("\n\n"),
            }
            if how != Break::None && line.indented() {
                out.push_str("　　");
            }
            out.push_str(words);
            last = Some(line);
            first = false;
        }
    }
    out
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    None,
    Paragraph,
    Gap,
}

/// What stands between two lines; `apart`: another page or column begins.
fn breaks(last: &Line, line: &Line, apart: bool, leading: f32, indents: bool) -> Break {
    let size = last.run.size;
    let gap = last.run.base - line.run.base;
    if !apart && gap > leading * 1.5 {
        return Break::Gap;
    }
    let other = (line.run.size - size).abs() > size * 0.12;
    let level = last.indented() && (last.run.from - line.run.from).abs() < size * 0.3;
    let indented = line.indented() && !(level && last.full() && !apart);
    let ended = strong_end(&last.run.text);
    if other || indented || !last.full() || opens(line.run.text.trim()) || apart && ended && !indents {
        return Break::Paragraph;
    }
    Break::None
}

/// The distance between most lines.
fn leading(page: &[Line]) -> f32 {
    let mut gaps: Vec<f32> = page
        .windows(2)
        .filter(|pair| pair[0].column == pair[1].column)
        .map(|pair| pair[0].run.base - pair[1].run.base)
        .filter(|gap| *gap > 0.0)
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of glyphs of 10 points at a place.
    fn run(text: &str, from: f32, base: f32) -> Run {
        let width: f32 = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
        Run { text: text.into(), from, to: from + width, base, size: 10.0 }
    }

    #[test]
    fn lines_are_paragraphs_by_indents_and_short_ends() {
        let page = lines(vec![
            run("江北市座谈会", 120.0, 780.0),
            run("今天上午，会议在江北举行，各", 70.0, 740.0),
            run("方面代表发言，大家一致认为要努", 50.0, 724.0),
            run("力。", 50.0, 708.0),
            run("问：下一步怎么做，有什么打算。", 50.0, 692.0),
            run("答：先把基础打好，再逐步推广到", 50.0, 676.0),
            run("全市。", 50.0, 660.0),
        ]);
        let expected = "江北市座谈会\n\n　　今天上午，会议在江北举行，各方面代表发言，大家一致认为要努力。\n\
                        问：下一步怎么做，有什么打算。\n答：先把基础打好，再逐步推广到全市。";
        assert_eq!(text(&[page]), expected);
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut runs = vec![run("横跨两栏的标题共有二十几个字长长长长长", 60.0, 800.0)];
        for at in 0..8_u8 {
            let base = 760.0 - f32::from(at) * 16.0;
            runs.push(run("左栏文字左栏文字左栏", 50.0, base));
            runs.push(run("右栏文字右栏文字右栏", 180.0, base));
        }
        let text = text(&[lines(runs)]);
        let left = text.find("左栏").unwrap_or(0);
        assert!(text.rfind("左栏") < text.find("右栏"), "{text}");
        assert!(text.starts_with("横跨") && left > 0, "{text}");
    }

    #[test]
    fn heads_and_numbers_of_pages_are_set_aside() {
        let page = |number: u8, words: &str| {
            lines(vec![
                run("江北公报　第3卷", 50.0, 820.0),
                run(words, 50.0, 780.0),
                run(&format!("{words}到这里"), 50.0, 760.0),
                run(&format!("- {number} -"), 200.0, 30.0),
            ])
        };
        let mut pages = vec![page(1, "第一页的内容从这里开始，一直"), page(2, "第二页的内容也从这里开始，一")];
        let (count, first) = without_heads(&mut pages);
        assert_eq!((count, first.as_deref()), (4, Some("江北公报　第3卷")));
        assert!(!text(&pages).contains("公报"));
    }
}
