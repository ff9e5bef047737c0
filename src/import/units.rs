//! The parts of a sentence in which one after another speaks: 王某表示，…；李某认为，…. A semicolon parts them where somebody whom
//! the text knows by name has the word behind it; any other one stands within the words of one.

use std::ops::Range;

use super::attribution::{self, Act, Subject};
use super::page::Page;
use super::prose::cut;

/// The parts of a sentence, in bytes of the folded paragraph; the sentence itself where one speaks.
pub fn of(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Vec<Range<usize>> {
    let text = cut(page.text(paragraph), sentence.clone());
    let mut out = Vec::new();
    let (mut start, mut depth) = (sentence.start, 0i32);
    for (at, c) in text.char_indices() {
        match c {
            '“' | '《' | '(' => depth += 1,
            '”' | '》' | ')' => depth -= 1,
            ';' if depth <= 0 => {
                let next = sentence.start + at + c.len_utf8();
                if speaks(page, paragraph, next..sentence.end) {
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

/// Whether somebody known by name speaks at once: the name and the verb stand in the first clause.
fn speaks(page: &Page<'_>, paragraph: usize, part: Range<usize>) -> bool {
    let read = attribution::read(page, paragraph, part.clone());
    read.is_some_and(|read| match (read.subject, read.act) {
        (Subject::Member(_), Act::Says { from, clause }) => {
            from == part.start && !cut(page.text(paragraph), part.start..clause.end).contains([',', ';'])
        }
        _ => false,
    })
}
