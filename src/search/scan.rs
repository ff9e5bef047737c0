//! Finding a query in one folded paragraph: byte ranges, in order, without overlap. Linear in the text for words and
//! regular expressions. The paragraph is the bytes of a text: most are looked at in vain, and need not be read as chars.

use std::ops::Range;

use memchr::memmem;

use super::query::{Expression, Term, Word};

/// Chars that a wildcard may stand for at most.
pub const WILD: usize = 4;

/// The occurrences of a literal.
pub fn literal(text: &[u8], wanted: &str) -> Vec<Range<usize>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    memmem::find_iter(text, wanted.as_bytes()).map(|at| at..at + wanted.len()).collect()
}

/// Whether paragraphs one behind the other may hold what is found by an expression: a quick look, which says no only where
/// there is nothing.
pub fn may_hold(text: &[u8], wanted: &Expression) -> bool {
    match wanted {
        Expression::Term(Term::Words(parts)) => parts.iter().all(|word| word.finder.find(text).is_some()),
        Expression::Term(Term::Regex(regex)) => regex.may_match(text),
        Expression::Both(parts) => parts.iter().all(|part| may_hold(text, part)),
        Expression::Either(parts) => parts.iter().any(|part| may_hold(text, part)),
        Expression::Not(_) | Expression::Anything => true,
        Expression::Near { left, right, .. } => may_hold(text, left) && may_hold(text, right),
    }
}

/// Where an expression is found in a paragraph; None where the paragraph is not what it asks for.
pub fn expression(text: &[u8], wanted: &Expression) -> Option<Vec<Range<usize>>> {
    let found = match wanted {
        Expression::Term(term) => self::term(text, term),
        Expression::Both(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(expression(text, part)?);
            }
            return Some(apart(all));
        }
        Expression::Either(parts) => {
            let found: Vec<_> = parts.iter().filter_map(|part| expression(text, part)).collect();
            return (!found.is_empty()).then(|| apart(found.into_iter().flatten().collect()));
        }
        Expression::Anything if text.trim_ascii().is_empty() => Vec::new(),
        Expression::Anything => std::iter::once(0..text.len()).collect(),
        Expression::Not(part) => return expression(text, part).is_none().then(Vec::new),
        Expression::Near { left, right, within } => {
            near(text, &expression(text, left)?, &expression(text, right)?, *within)
        }
    };
    (!found.is_empty()).then_some(found)
}

fn term(text: &[u8], wanted: &Term) -> Vec<Range<usize>> {
    match wanted {
        Term::Words(parts) => match parts.as_slice() {
            [one] => one.finder.find_iter(text).map(|at| at..at + one.text.len()).collect(),
            parts => wild(text, parts),
        },
        Term::Regex(regex) => {
            regex.regex.find_iter(text).filter(|found| !found.is_empty()).map(|found| found.range()).collect()
        }
    }
}

/// Parts with up to four letters or hanzi between each two, as few as will do; left to right.
fn wild(text: &[u8], parts: &[Word]) -> Vec<Range<usize>> {
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|left| first.finder.find(left)) {
        let start = from + at;
        if let Some(end) = follow(text, start + first.text.len(), rest) {
            found.push(start..end);
            from = end;
        } else {
            from = start + char_at(text, start).map_or(1, char::len_utf8);
        }
    }
    found
}

/// Where the parts end that follow here, each after at most [`WILD`] letters or hanzi.
fn follow(text: &[u8], at: usize, parts: &[Word]) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(at) };
    let mut gap = at;
    for _ in 0..=WILD {
        if text.get(gap..).is_some_and(|left| left.starts_with(first.text.as_bytes()))
            && let Some(end) = follow(text, gap + first.text.len(), rest)
        {
            return Some(end);
        }
        gap += char_at(text, gap).filter(|c| c.is_alphanumeric())?.len_utf8();
    }
    None
}

/// The char that begins at a byte.
fn char_at(text: &[u8], at: usize) -> Option<char> {
    let longest = text.get(at..)?.iter().take(4).count();
    text.get(at..at + longest)?.utf8_chunks().next()?.valid().chars().next()
}

/// The chars of bytes of a text: all bytes but those that go on with one.
pub fn count(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// Pairs with at most `within` chars between them, in either order: the range from the start of one to the end of the
/// other.
fn near(text: &[u8], left: &[Range<usize>], right: &[Range<usize>], within: usize) -> Vec<Range<usize>> {
    let mut pairs = Vec::new();
    for a in left {
        // A char is at most four bytes: what lies farther off in bytes lies farther off in chars too.
        let reach = within.saturating_mul(4);
        let first = right.partition_point(|b| b.end.saturating_add(reach) < a.start);
        for b in right.iter().skip(first).take_while(|b| b.start <= a.end.saturating_add(reach)) {
            let between = if a.end <= b.start { a.end..b.start } else { b.end..a.start };
            if text.get(between).is_some_and(|between| count(between) <= within) {
                pairs.push(a.start.min(b.start)..a.end.max(b.end));
            }
        }
    }
    pairs.sort_unstable_by_key(|pair| (pair.end, std::cmp::Reverse(pair.start)));
    let mut end = 0;
    pairs.retain(|pair| {
        let free = pair.start >= end;
        end = if free { pair.end } else { end };
        free
    });
    pairs
}

/// Ranges in order without overlap: of those that start together the longest, of those that overlap the first.
fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    ranges.retain(|range| {
        let free = range.start >= end;
        end = if free { range.end } else { end };
        free
    });
    ranges
}
