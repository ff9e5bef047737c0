//! The parts of a sentence in which one after another speaks: 王某表示，…；李某认为，…. A semicolon parts them where somebody whom
//! the text knows by name has the word behind it; any other one stands within the words of one.

use std::ops::Range;

use super::attribution::{self, Act, Subject};
use super::page::Page;
use super::prose::cut;

/// The parts of a sentence, in bytes of the folded paragraph; the sentence itself where one speaks.
pub fn of(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Vec<Range<usize>> {
    let text = cut(page.text(paragraph), sentence.clone());
    if !text.contains(';') {
        return vec![sentence];
    }
    let mut out = Vec::new();
    let (mut start, mut depth) = (sentence.start, 0i32);
    for (at, c) in text.char_indices() {
        match c {
            '“' | '《' | '(' => depth += 1,
            '”' | '》' | ')' => depth -= 1,
            ';' if depth <= 0 => {
                let next = sentence.start + at + c.len_utf8();
                if speaks(page, paragraph, next..sentence.end, start..next) {
                    out.push(start..next);
                    start = next;
                }
            }
            _ => {}
        }
    }
    out.push(start..sentence.end);
    out
}

/// Whether somebody known by name speaks at once: the name and the verb stand in the first clause. One who is called by a
/// title of honour does where the part before is told in the same way: 王某主任指出，…；李某教授认为，….
fn speaks(page: &Page<'_>, paragraph: usize, part: Range<usize>, before: Range<usize>) -> bool {
    match at_once(page, paragraph, part) {
        Some(Subject::Member(_)) => true,
        Some(Subject::Honoured(_)) => matches!(at_once(page, paragraph, before), Some(Subject::Honoured(_))),
        _ => false,
    }
}

/// Who speaks in the first clause of a part.
fn at_once(page: &Page<'_>, paragraph: usize, part: Range<usize>) -> Option<Subject> {
    let read = attribution::read(page, paragraph, part.clone())?;
    let Act::Says { from, clause } = read.act else { return None };
    let first = from == part.start && !cut(page.text(paragraph), part.start..clause.end).contains([',', ';']);
    first.then_some(read.subject)
}
