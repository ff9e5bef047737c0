//! A regular expression over the folded text, and what a text must hold for it to match there: read from its structure, so
//! that an index can name the places. Its hanzi are folded, its ASCII (which carries the syntax) is not.

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::{Error, ParserBuilder};

use super::fault::Fault;
use super::need::Need;
use crate::text::fold::fold;

/// Strings that a part of an expression may be, at most: with more of them it names none.
const STRINGS: usize = 64;
/// Chars of a class that are taken one by one, at most.
const CHARS: usize = 16;
/// Bytes of a compiled expression, at most.
const SIZE: usize = 1 << 20;

/// A regular expression.
#[derive(Clone, Debug)]
pub struct Regular {
    /// Compiled.
    pub regex: Regex,
    /// What a text must hold where it matches more than nothing.
    pub need: Need,
    /// Whether it looks at what stands beside it: then several paragraphs cannot be asked at once.
    looks: bool,
}

impl Regular {
    /// Reads a pattern that stands at a char of a query, behind its slash.
    pub(super) fn new(at: usize, pattern: &str) -> Result<Self, Fault> {
        let pattern: String = pattern.chars().map(|c| if c.is_ascii() { c } else { fold(c) }).collect();
        let fault = |byte: usize, reason: &str| {
            let before = pattern.get(..byte).map_or(0, |before| before.chars().count());
            Fault::new(at + 1 + before, &format!("正则式有误 the regular expression is wrong: {reason}"))
        };
        let parsed = ParserBuilder::new().case_insensitive(true).build().parse(&pattern);
        let hir = parsed.map_err(|error| match &error {
            Error::Parse(error) => fault(error.span().start.offset, &error.kind().to_string()),
            Error::Translate(error) => fault(error.span().start.offset, &error.kind().to_string()),
            _ => fault(0, &error.to_string()),
        })?;
        let built = RegexBuilder::new(&pattern).case_insensitive(true).size_limit(SIZE).build();
        let regex = built.map_err(|_| fault(0, "太大，请少用重复次数 it is too large: repeat less in it"))?;
        Ok(Self { regex, need: needed(&hir), looks: !hir.properties().look_set().is_empty() })
    }

    /// Whether one of paragraphs one behind the other may match: a match in one of them is one in all of them.
    pub(super) fn may_match(&self, text: &[u8]) -> bool {
        self.looks || self.regex.is_match(text)
    }
}

/// What a text must hold where an expression matches more than nothing.
fn needed(hir: &Hir) -> Need {
    match told(hir) {
        Told::Exact(mut strings) => {
            strings.retain(|string| !string.is_empty());
            Need::any_of(strings)
        }
        Told::Needs(need) => need,
    }
}

/// What the structure of an expression tells.
enum Told {
    /// It matches nothing but one of these.
    Exact(Vec<String>),
    /// It matches what holds this.
    Needs(Need),
}

impl Told {
    fn need(self) -> Need {
        match self {
            Self::Exact(strings) if strings.iter().any(String::is_empty) => Need::Anything,
            Self::Exact(strings) => Need::any_of(strings),
            Self::Needs(need) => need,
        }
    }
}

fn told(hir: &Hir) -> Told {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Told::Exact(vec![String::new()]),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Told::Exact(vec![text.to_owned()]),
            Err(_) => Told::Needs(Need::Anything),
        },
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            // What folding changes stands in no folded text.
            let chars: Vec<String> = chars.filter(|c| fold(*c) == *c).take(CHARS + 1).map(String::from).collect();
            if chars.len() > CHARS { Told::Needs(Need::Anything) } else { Told::Exact(chars) }
        }
        HirKind::Class(Class::Bytes(_)) => Told::Needs(Need::Anything),
        HirKind::Repetition(repeated) => match (repeated.min, repeated.max) {
            (0, Some(1)) => match told(&repeated.sub) {
                Told::Exact(strings) if strings.len() < STRINGS => {
                    Told::Exact(strings.into_iter().chain([String::new()]).collect())
                }
                _ => Told::Needs(Need::Anything),
            },
            (0, _) => Told::Needs(Need::Anything),
            (min, Some(max)) if min == max && min <= 4 => {
                concatenated(std::iter::repeat_n(&*repeated.sub, min as usize))
            }
            _ => Told::Needs(told(&repeated.sub).need()),
        },
        HirKind::Capture(group) => told(&group.sub),
        HirKind::Concat(parts) => concatenated(parts.iter()),
        HirKind::Alternation(parts) => {
            let (mut strings, mut needs) = (Vec::new(), Vec::new());
            for part in parts {
                match told(part) {
                    Told::Exact(exact) if strings.len() + exact.len() <= STRINGS => strings.extend(exact),
                    other => needs.push(other.need()),
                }
            }
            if needs.is_empty() {
                return Told::Exact(strings);
            }
            if !strings.is_empty() {
                needs.push(Told::Exact(strings).need());
            }
            let is_anything = needs.contains(&Need::Anything);
            Told::Needs(if is_anything { Need::Anything } else { Need::Any(needs) })
        }
    }
}

/// Parts one behind the other: literals that follow each other are one; between those that do not, the parts between them say
/// how far apart they are.
fn concatenated<'h>(parts: impl Iterator<Item = &'h Hir>) -> Told {
    let mut chain = Chain { run: vec![String::new()], gap: Some(0), near: None, needs: Vec::new() };
    let mut exact = true;
    for part in parts {
        match told(part) {
            Told::Exact(strings) => {
                if chain.run.len() * strings.len() > STRINGS {
                    exact = false;
                    chain.flush();
                }
                let run = std::mem::take(&mut chain.run);
                chain.run = run.iter().flat_map(|a| strings.iter().map(move |b| format!("{a}{b}"))).collect();
            }
            Told::Needs(need) => {
                exact = false;
                chain.flush();
                chain.widen(part.properties().maximum_len());
                if need != Need::Anything {
                    chain.needs.push(need);
                }
            }
        }
    }
    if exact {
        return Told::Exact(chain.run);
    }
    chain.flush();
    chain.needs.extend(chain.near);
    Told::Needs(if chain.needs.is_empty() { Need::Anything } else { Need::All(chain.needs) })
}

/// What is known of parts one behind the other so far.
struct Chain {
    /// The strings that the last parts may be.
    run: Vec<String>,
    /// Chars that may stand between `near` and the run, at most (bytes are no fewer); None where any number.
    gap: Option<usize>,
    /// Literals before it, near each other.
    near: Option<Need>,
    /// What else is needed.
    needs: Vec<Need>,
}

impl Chain {
    fn widen(&mut self, by: Option<usize>) {
        self.gap = self.gap.zip(by).map(|(gap, by)| gap.saturating_add(by));
    }

    /// Ends the run: a literal of its own, or, where it may be empty, a gap.
    fn flush(&mut self) {
        let run = std::mem::replace(&mut self.run, vec![String::new()]);
        if run.iter().any(String::is_empty) {
            self.widen(run.iter().map(String::len).max());
            return;
        }
        let literal = Need::any_of(run);
        self.near = Some(match (self.near.take(), self.gap) {
            (Some(near), Some(gap)) => near.near(literal, gap),
            (near, _) => {
                self.needs.extend(near);
                literal
            }
        });
        self.gap = Some(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(pattern: &str) -> Need {
        Regular::new(0, pattern).unwrap().need
    }

    fn literal(text: &str) -> Need {
        Need::Literal(text.to_owned())
    }

    #[test]
    fn what_an_expression_needs() {
        let any = |texts: &[&str]| Need::any_of(texts.iter().map(|&text| text.to_owned()).collect());
        let check = |pattern: &str, expected: Need| assert_eq!(need(pattern), expected, "{pattern}");
        check("改革开放", literal("改革开放"));
        check("第[一二三]届", any(&["第一届", "第三届", "第二届"]));
        check("(改革|创新)开放", any(&["改革开放", "创新开放"]));
        check("GDP", literal("gdp"));
        check("臺灣", literal("台湾"));
        check("高?质量", any(&["高质量", "质量"]));
        check("(改革)?", literal("改革"));
        check("^改革$", literal("改革"));
        check("改{2}革", literal("改改革"));
        check("改+", literal("改"));
        check(".*", Need::Anything);
        check("改*", Need::Anything);
        check("改革|.", Need::Anything);
        check("第.届", Need::All(vec![literal("第").near(literal("届"), 4)]));
        check("改革.*开放", Need::All(vec![literal("改革"), literal("开放")]));
        check(
            "改革.{0,5}(开放|发展)x?。",
            Need::All(vec![literal("改革").near(any(&["开放x。", "开放。", "发展x。", "发展。"]), 20)]),
        );
    }

    #[test]
    fn no_folded_char_is_folded_again() {
        let chars = (0..=0x0010_FFFF).filter_map(char::from_u32);
        let again: Vec<char> = chars.filter(|c| fold(fold(*c)) != fold(*c)).collect();
        assert!(again.is_empty(), "{again:?}");
    }
}
