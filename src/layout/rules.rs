//! Where a row may not end, beyond UAX 14: the marks of W3C CLREQ 6.1 and GB/T 15834, numbers with their units and signs,
//! ranges, Latin words, URLs.

use super::breaks::is_han;
use super::strictness::Strictness;

/// Marks that close: never at a row's start, also after a space.
pub const CLOSES: &str = "、，。；：？！．）》」』】〉〕〗〙〛］｝％‰℃";
/// Closing quotation marks: never at a row's start, but after a space of the source.
const QUOTES: &str = "”’〞〟";
/// Middle dots and connectors.
const CONNECTORS: &str = "·・‧–～⋯／";
/// Dashes and ellipses.
const DASHES: &str = "—…⸺";
/// ASCII marks that close or join.
const ASCII_CLOSES: &str = ",.:;!?)]}%/-";
/// Marks that open: never at a row's end.
const OPENS: &str = "（《「『【〈〔〖〘〚［｛“‘〝([{";
/// What a number keeps with it.
const UNITS: &str = "年月日时分%％‰℃亿万元个项";
/// What keeps a number with it.
const SIGNS: &str = "+＋−±$￥¥£＄";
/// What joins the ends of a range.
const RANGES: &str = "—–-~～－";

/// Marks that may hang in the gutter.
pub fn hangs(cluster: &str) -> bool {
    matches!(cluster, "、" | "，" | "。" | "；" | "：" | "," | "." | ":" | ";")
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}')
}

/// Whether a row may end between `chars[at - 1]` and `chars[at]`, where UAX 14 sees no place: it takes curly quotation
/// marks for those of Chinese only beside a character of it (rule `LB19a`), which of two that stand together one has not.
pub fn parts_nested(chars: &[char], at: usize) -> bool {
    let (opens, closes) = (|c: &char| matches!(c, '“' | '‘'), |c: &char| matches!(c, '”' | '’'));
    let is_chinese =
        |c: Option<&char>| c.is_some_and(|c| is_han(*c) || CLOSES.contains(*c) || matches!(c, '《' | '（'));
    let (before, after) = chars.split_at_checked(at).unwrap_or((chars, &[]));
    let opening = after.iter().take_while(|c| opens(c)).count();
    let closing = before.iter().rev().take_while(|c| closes(c)).count();
    // Before two that open, after two that close; what a row may not begin with is told by the other rules.
    (opening >= 2 && is_chinese(before.last()) && is_chinese(after.get(opening)))
        || (closing >= 2 && is_chinese(before.iter().rev().nth(closing)) && after.first().is_some_and(|c| is_han(*c)))
}

/// Whether a row may end between `chars[at - 1]` and `chars[at]`, where UAX 14 allows it. `url`: the chars of the URL that
/// the place lies in.
pub fn may_break(chars: &[char], at: usize, strictness: Strictness, url: Option<(usize, usize)>) -> bool {
    let (Some(&a), Some(&b)) = (at.checked_sub(1).and_then(|i| chars.get(i)), chars.get(at)) else { return true };
    if let Some((from, to)) = url
        && at > from
        && at < to
    {
        return "/?&=".contains(a);
    }
    if CLOSES.contains(b) {
        return false;
    }
    if a.is_whitespace() || b.is_whitespace() || matches!(a, '\u{200b}') {
        return true;
    }
    if (a == b && DASHES.contains(a)) || QUOTES.contains(b) || ASCII_CLOSES.contains(b) || OPENS.contains(a) {
        return false;
    }
    if (strictness == Strictness::Strict && DASHES.contains(b))
        || (strictness != Strictness::Loose && CONNECTORS.contains(b))
    {
        return false;
    }
    let before = at.checked_sub(2).and_then(|i| chars.get(i)).copied();
    if a.is_ascii_digit() && UNITS.contains(b) {
        return false;
    }
    if b.is_ascii_digit() {
        let joins_range = RANGES.contains(a) && {
            let dashes = chars[..at].iter().rev().take_while(|c| RANGES.contains(**c)).count();
            dashes <= 2
                && chars.get(at.wrapping_sub(dashes + 1)).is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | '％'))
        };
        let in_number = ".,:/".contains(a) && before.is_some_and(|c| c.is_ascii_digit());
        let signed = SIGNS.contains(a) || (a == '-' && !before.is_some_and(char::is_alphanumeric));
        if joins_range || in_number || signed {
            return false;
        }
    }
    let in_word = "'’.".contains(a) && before.is_some_and(is_latin) && is_latin(b);
    !(in_word || (is_latin(a) && is_latin(b)))
}

/// The chars of the URLs in a text.
pub fn urls(text: &str, chars: &[char]) -> Vec<(usize, usize)> {
    if !text.contains("://") {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at + 3 <= chars.len() {
        if chars[at..].starts_with(&[':', '/', '/']) {
            let scheme = chars[..at].iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
            let word: String = chars[at - scheme..at].iter().collect();
            if let Some(from) = ["http", "https"].iter().filter(|s| word.ends_with(**s)).map(|s| at - s.len()).min() {
                let to = at + chars[at..].iter().take_while(|c| ('!'..='~').contains(*c)).count();
                out.push((from, to));
                at = to;
                continue;
            }
        }
        at += 1;
    }
    out
}
