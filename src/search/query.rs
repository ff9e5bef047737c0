//! What may be asked of the full text, and reading it. Without an operator a query is one phrase, spaces included.
//!
//! | written | finds |
//! | --- | --- |
//! | `高质量发展` | this, in any script form, case and width |
//! | `"R AND D"` | exactly what stands between the quotation marks |
//! | `高质量*发展` | up to four hanzi, letters or digits in place of `*` |
//! | `改革 AND 开放` | paragraphs that have both: every occurrence of both |
//! | `改革 OR 开放` | either |
//! | `改革 NOT 开放` | `改革` in paragraphs without `开放` |
//! | `改革 NEAR/20 开放` | both with at most 20 characters between them, in either order, as one occurrence |
//! | `(改革 OR 创新) AND 开放` | parentheses group, where one of these operators stands |
//! | `/第[一二三]届/` | a regular expression (syntax of the crate `regex`, linear time), case ignored |
//! | `speaker:李强` | limits alone: every passage that they allow, which is a paragraph or what one voice says of it |
//!
//! NOT binds closest, then NEAR, AND, OR. Operators stand in capitals between spaces; in full width they are the same. `limits` reads what stands beside
//! the words: `改革 speaker:李强 from:2021`.

use memchr::memmem::Finder;

pub use super::fault::Fault;
use super::limits::{self, BLANK, Limits};
use super::regular::Regular;
use crate::text::fold::{folded, half};

/// A query, read.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) expression: Expression,
    limits: Limits,
    typed: String,
}

impl PartialEq for Query {
    /// What was typed says all.
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed
    }
}

/// What a paragraph must be.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    /// It has this.
    Term(Term),
    /// It is all of these.
    Both(Vec<Expression>),
    /// It is one of these.
    Either(Vec<Expression>),
    /// It is not this.
    Not(Box<Expression>),
    /// It is anything: the limits alone say what is found.
    Anything,
    /// It has both, near each other.
    Near { left: Box<Expression>, right: Box<Expression>, within: usize },
}

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// Folded parts with a wildcard between each two; none is empty.
    Words(Vec<Word>),
    /// A regular expression over the folded text.
    Regex(Box<Regular>),
}

/// A folded word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) finder: Finder<'static>,
}

impl Word {
    fn new(typed: &str) -> Self {
        let text = folded(typed);
        Self { finder: Finder::new(&text).into_owned(), text }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Near(usize),
    Phrase(String),
    Regex(String),
    Word(String),
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// What is wrong, and at which char.
    pub fn new(typed: &str) -> Result<Self, Fault> {
        Self::beside(typed, &Limits::default())
    }

    /// Reads a query that other limits stand beside: where nothing but limits is given, they say what is found.
    ///
    /// # Errors
    /// As above.
    pub fn beside(typed: &str, others: &Limits) -> Result<Self, Fault> {
        let mut query: Vec<char> = typed.chars().collect();
        let limits = limits::take(&mut query)?;
        if query.iter().all(|c| is_space(*c)) && !(limits.is_empty() && others.is_empty()) {
            return Ok(Self { expression: Expression::Anything, limits, typed: typed.to_owned() });
        }
        let words: String = query.iter().collect();
        let tokens = if has_operators(&words) { tokens(&query)? } else { single(&query)? };
        let mut parser = Parser { tokens: &tokens, at: 0, end: query.len() };
        let expression = parser.either()?;
        if let Some((at, _)) = parser.tokens.get(parser.at) {
            return Err(Fault::new(*at, "多了一个右括号 a closing parenthesis too many"));
        }
        if !has_positive(&expression) {
            return Err(Fault::new(0, "只有 NOT，没有要找的词 nothing to find: put a word before NOT"));
        }
        Ok(Self { expression, limits, typed: typed.to_owned() })
    }

    /// What limits it.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether it is limits alone: then every passage is found that they allow.
    pub fn is_limits_alone(&self) -> bool {
        matches!(self.expression, Expression::Anything)
    }

    /// The folded text when the query is nothing but one phrase.
    pub fn phrase(&self) -> Option<&str> {
        match &self.expression {
            Expression::Term(Term::Words(parts)) if parts.len() == 1 => parts.first().map(|word| word.text.as_str()),
            _ => None,
        }
    }
}

/// Whether a word stands where it must be found.
fn has_positive(expression: &Expression) -> bool {
    match expression {
        Expression::Term(_) | Expression::Near { .. } | Expression::Anything => true,
        Expression::Both(parts) => parts.iter().any(has_positive),
        Expression::Either(parts) => parts.iter().all(has_positive),
        Expression::Not(_) => false,
    }
}

fn operator(word: &str) -> Option<Token> {
    let word: String = word.chars().map(half).collect();
    match word.as_str() {
        "AND" => Some(Token::And),
        "OR" => Some(Token::Or),
        "NOT" => Some(Token::Not),
        _ => word.strip_prefix("NEAR/").and_then(|n| n.parse().ok()).map(Token::Near),
    }
}

/// Whether an operator stands outside of quotation marks: else the query is one phrase.
fn has_operators(query: &str) -> bool {
    let mut outside = String::new();
    for (at, part) in query.split('"').enumerate() {
        outside.push_str(if at % 2 == 0 { part } else { " " });
    }
    outside.split(|c| is_space(c) || matches!(half(c), '(' | ')')).any(|word| operator(word).is_some() || is_near(word))
}

/// Whether this is NEAR, with whatever behind it.
fn is_near(word: &str) -> bool {
    let word: String = word.chars().map(half).collect();
    word == "NEAR" || word.starts_with("NEAR/")
}

const UNCLOSED: &str = "引号没有闭合 the quotation mark is not closed: add \"";
const EMPTY: &str = "这里是空的 nothing stands between the marks";
const MISSING: &str = "这里少了 AND、OR 或 NOT an operator is missing here: AND, OR or NOT";

/// Whether this parts words: a space, or where a limit stood.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == BLANK
}

/// The only token of a query without operators.
fn single(query: &[char]) -> Result<Vec<(usize, Token)>, Fault> {
    let from = query.iter().position(|c| !is_space(*c)).unwrap_or(query.len());
    let to = query.iter().rposition(|c| !is_space(*c)).map_or(from, |last| last + 1);
    let typed: Vec<char> = query.get(from..to).unwrap_or_default().iter().copied().filter(|c| *c != BLANK).collect();
    let inner = || typed.get(1..typed.len() - 1).unwrap_or_default().iter().collect::<String>();
    let token = match typed.as_slice() {
        [] => return Err(Fault::new(0, "没有要找的词 nothing to find: type a word")),
        ['"', after @ ..] => {
            let inside = after.iter().take_while(|c| **c != '"').count();
            let behind = after.get(inside + 1..).ok_or_else(|| Fault::new(from, UNCLOSED))?;
            if inside == 0 {
                return Err(Fault::new(from, EMPTY));
            }
            if !behind.is_empty() {
                let space = behind.iter().take_while(|c| is_space(**c)).count();
                return Err(Fault::new(from + inside + 2 + space, MISSING));
            }
            Token::Phrase(inner())
        }
        ['/', '/'] => return Err(Fault::new(from, EMPTY)),
        ['/', inside @ .., '/'] if !inside.is_empty() => Token::Regex(inner()),
        _ => Token::Word(typed.iter().collect()),
    };
    Ok(vec![(from, token)])
}

/// The tokens of a query with operators, each with the char at which it starts.
fn tokens(query: &[char]) -> Result<Vec<(usize, Token)>, Fault> {
    let mut out = Vec::new();
    let mut at = 0;
    let until = |from: usize, mark: char| query.iter().skip(from).position(|&c| c == mark).map(|found| from + found);
    let text = |from: usize, to: usize| query.get(from..to).unwrap_or_default().iter().collect::<String>();
    while let Some(&c) = query.get(at) {
        let start = at;
        let token = match c {
            _ if is_space(c) => {
                at += 1;
                continue;
            }
            '(' | '（' => Token::Open,
            ')' | '）' => Token::Close,
            '"' | '/' => {
                let missing = if c == '"' {
                    UNCLOSED
                } else {
                    "正则式没有闭合 the regular expression is not closed: add /"
                };
                let end = until(at + 1, c).ok_or_else(|| Fault::new(start, missing))?;
                let inside = text(at + 1, end);
                if inside.is_empty() {
                    return Err(Fault::new(start, EMPTY));
                }
                at = end;
                if c == '"' { Token::Phrase(inside) } else { Token::Regex(inside) }
            }
            _ => {
                let stop = |c: char| is_space(c) || matches!(half(c), '(' | ')') || c == '"';
                let end = query.iter().skip(at).position(|&c| stop(c)).map_or(query.len(), |found| at + found);
                let word = text(at, end);
                at = end - 1;
                match operator(&word) {
                    Some(token) => token,
                    None if is_near(&word) => {
                        return Err(Fault::new(start, "NEAR 要写成 NEAR/20 say how near: NEAR/20"));
                    }
                    None => Token::Word(word),
                }
            }
        };
        at += 1;
        // Words side by side are one phrase with the space between them, as they are without an operator.
        match (out.last_mut(), token) {
            (Some((_, Token::Word(before))), Token::Word(word)) => {
                before.push(' ');
                before.push_str(&word);
            }
            (_, token) => out.push((start, token)),
        }
    }
    Ok(out)
}

struct Parser<'a> {
    tokens: &'a [(usize, Token)],
    at: usize,
    /// Chars of the query: where something is missing.
    end: usize,
}

impl Parser<'_> {
    fn next(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let there = self.next() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(at, _)| *at)
    }

    fn either(&mut self) -> Result<Expression, Fault> {
        let mut parts = vec![self.both()?];
        while self.take(&Token::Or) {
            parts.push(self.both()?);
        }
        Ok(one_or(parts, Expression::Either))
    }

    fn both(&mut self) -> Result<Expression, Fault> {
        let mut parts = vec![self.near()?];
        loop {
            if self.take(&Token::And) || self.next() == Some(&Token::Not) {
                parts.push(self.near()?);
            } else if matches!(self.next(), None | Some(Token::Or | Token::Close)) {
                return Ok(one_or(parts, Expression::Both));
            } else {
                return Err(Fault::new(self.place(), MISSING));
            }
        }
    }

    fn near(&mut self) -> Result<Expression, Fault> {
        let mut left = self.unary()?;
        while let Some(&Token::Near(within)) = self.next() {
            let at = self.place();
            self.at += 1;
            let right = self.unary()?;
            if matches!(left, Expression::Not(_)) || matches!(right, Expression::Not(_)) {
                return Err(Fault::new(at, "NEAR 两边不能是 NOT both sides of NEAR must be there: write … AND NOT …"));
            }
            left = Expression::Near { left: Box::new(left), right: Box::new(right), within };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, Fault> {
        if self.take(&Token::Not) {
            return Ok(Expression::Not(Box::new(self.unary()?)));
        }
        let at = self.place();
        if self.take(&Token::Open) {
            let inside = self.either()?;
            if !self.take(&Token::Close) {
                return Err(Fault::new(at, "括号没有闭合 the parenthesis is not closed: add )"));
            }
            return Ok(inside);
        }
        let term = match self.next() {
            Some(Token::Phrase(text)) => Term::Words(vec![Word::new(text)]),
            Some(Token::Word(text)) => words(at, text)?,
            Some(Token::Regex(pattern)) => Term::Regex(Box::new(Regular::new(at, pattern)?)),
            _ => return Err(Fault::new(at, "这里少了要找的词 a word is missing here")),
        };
        self.at += 1;
        Ok(Expression::Term(term))
    }
}

fn one_or(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.pop(), parts.is_empty()) {
        (Some(one), true) => one,
        (Some(last), false) => {
            parts.push(last);
            many(parts)
        }
        (None, _) => many(parts),
    }
}

/// A word; a `*` inside stands for up to four chars, one at its border is dropped, for it asks for nothing.
fn words(at: usize, text: &str) -> Result<Term, Fault> {
    let parts: Vec<Word> = text.split('*').filter(|part| !part.is_empty()).map(Word::new).collect();
    if parts.is_empty() {
        return Err(Fault::new(at, "* 旁边要有词 a word must stand beside *"));
    }
    Ok(Term::Words(parts))
}

mod needed;
#[cfg(test)]
mod tests;
