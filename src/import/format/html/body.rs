//! Which lines of a page are its text: the smallest block that holds most of the prose, without what its tags, its classes
//! or its links say is the page's own; and the title and byline above it. The rest is the page's, and stays accounted for.

use super::text::{Own, Row, Text};
use crate::import::clean;
use crate::import::format::page::Hint;
use crate::import::lines::Line;

/// Gives every line that is not of the text its hint, and the title its own.
pub fn choose(text: &mut Text) {
    let count = text.blocks.len();
    // Blocks stand after the ones around them: one pass back sums and finds ends, one pass forth hands down.
    let mut own = vec![Own::No; count];
    for at in 1..count {
        let block = text.blocks[at];
        own[at] = if block.own == Own::Tagged || own[block.parent] == Own::Tagged {
            Own::Tagged
        } else if block.own == Own::Named {
            Own::Named
        } else {
            own[block.parent]
        };
    }
    let line = |row: &Row| Line { text: text.out.get(row.span.start..row.span.end).unwrap_or(""), span: row.span };
    let prose: Vec<usize> = text
        .rows
        .iter()
        .map(
            |row| if row.hint.is_none() && row.linked * 3 <= row.chars && line(row).is_prose() { row.chars } else { 0 },
        )
        .collect();
    let held = |kind: Own| -> usize {
        text.rows.iter().zip(&prose).filter(|(row, _)| own[row.block] == kind).map(|(_, p)| p).sum()
    };
    // A site that names the block of its text like an own one is not taken at its word.
    let names_count = held(Own::Named) <= held(Own::No);
    let is_own = |block: usize| own[block] == Own::Tagged || (own[block] == Own::Named && names_count);
    let mut weight = vec![0; count];
    for (row, prose) in text.rows.iter().zip(&prose) {
        if !is_own(row.block) {
            weight[row.block] += prose;
        }
    }
    let lines_of = weight.clone();
    let mut best: Vec<Option<usize>> = vec![None; count];
    let mut ends: Vec<usize> = (1..=count).collect();
    for at in (1..count).rev() {
        let parent = text.blocks[at].parent;
        weight[parent] += weight[at];
        ends[parent] = ends[parent].max(ends[at]);
        if best[parent].is_none_or(|other| weight[at] >= weight[other]) {
            best[parent] = Some(at);
        }
    }
    let mut chosen = 0;
    while let Some(child) = best[chosen].filter(|child| weight[*child] > 0 && weight[*child] * 10 >= weight[chosen] * 8)
    {
        // A single paragraph is no body: its siblings are beside it.
        if weight[child] == lines_of[child]
            && weight[chosen] == weight[child]
            && has_other_lines(text, chosen, ends[chosen], child, ends[child])
        {
            break;
        }
        chosen = child;
    }
    let inside = |row: &Row| (chosen..ends[chosen]).contains(&row.block);
    let first = text.rows.iter().zip(&prose).position(|(row, prose)| inside(row) && *prose > 0).unwrap_or(0);
    let title = title(text, first);
    let moves: Vec<Option<Hint>> = text
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let linked = row.linked * 10 >= row.chars * 8
                && !line(row).is_prose()
                && !matches!(row.hint, Some(Hint::Heading(_)));
            let head = title.is_some_and(|title| title < at) && at < first && clean::is_dated_or_labelled(&line(row));
            if title == Some(at) {
                Some(Hint::Title)
            } else if row.hint == Some(Hint::Aside) || is_own(row.block) || linked || !(inside(row) || head) {
                Some(Hint::Aside)
            } else {
                row.hint
            }
        })
        .collect();
    for (row, hint) in text.rows.iter_mut().zip(moves) {
        row.hint = hint;
    }
}

/// Whether lines without links stand in one block and not in the other within it.
fn has_other_lines(text: &Text, outer: usize, outer_end: usize, inner: usize, inner_end: usize) -> bool {
    let within = |row: &Row, from: usize, to: usize| (from..to).contains(&row.block);
    text.rows.iter().any(|row| {
        within(row, outer, outer_end)
            && !within(row, inner, inner_end)
            && row.linked * 2 < row.chars
            && row.hint != Some(Hint::Aside)
    })
}

/// The line that is the title: the first heading before the text that is of the highest level, or a line that the title of
/// the page names; the line of the page's own title where there is none.
fn title(text: &Text, first: usize) -> Option<usize> {
    let of = |at: usize| text.out.get(text.rows[at].span.start..text.rows[at].span.end).unwrap_or("").trim();
    let named = |at: usize| {
        let line = of(at);
        line.chars().count() >= 4
            && text.titles.iter().chain(&text.meta.title).any(|title| title.starts_with(line) || title.trim() == line)
    };
    let heads = || 0..first.min(text.rows.len());
    let is_title = |at: usize| text.rows[at].hint == Some(Hint::Aside) && text.titles.iter().any(|t| t == of(at));
    heads().rfind(|at| !is_title(*at) && named(*at)).or_else(|| {
        let level = |at: usize| match text.rows[at].hint {
            Some(Hint::Heading(level)) if text.rows[at].chars >= 4 => Some(level),
            _ => None,
        };
        heads().filter(|at| level(*at).is_some()).min_by_key(|at| level(*at))
    })
}

/// Gives the lines of a book their hints: all of it is text but for its tables of contents.
pub fn leave(text: &mut Text) {
    let mut own = vec![false; text.blocks.len()];
    for at in 1..text.blocks.len() {
        let block = text.blocks[at];
        own[at] = block.own == Own::Tagged || own[block.parent];
    }
    for row in &mut text.rows {
        if own[row.block] || row.linked == row.chars && !matches!(row.hint, Some(Hint::Heading(_))) {
            row.hint = Some(Hint::Aside);
        }
    }
}

/// Whether running text stands in the lines.
pub fn has_prose(text: &Text, rows: &[Row]) -> bool {
    rows.iter().any(|row| {
        let line = Line { text: text.out.get(row.span.start..row.span.end).unwrap_or(""), span: row.span };
        row.hint.is_none() && line.is_prose()
    })
}

/// Whether a heading stands in the lines.
pub fn has_heading(rows: &[Row]) -> bool {
    rows.iter().any(|row| matches!(row.hint, Some(Hint::Heading(1 | 2))))
}
