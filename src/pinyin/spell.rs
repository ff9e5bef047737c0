//! What was typed, run over the hanzi themselves: each hanzi consumes a full reading, an initial (z and zh, c and ch, s
//! and sh), the part of a reading that ends what was typed, or itself. Tones are ignored, an apostrophe ends a syllable,
//! v and ü are one, and u is also taken for ü. A match is a run of the text: only spaces, quotation marks and hyphens
//! are passed over.
//!
//! Invariant: typing one more character never makes a text match that did not match before.

use super::{initials, reading_bytes};
use crate::text::sounds::Sounds;

/// What one place of the pattern asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// A Latin letter: part of a reading, or itself.
    Letter(u8),
    /// A syllable ends here.
    Border,
    /// A tone number after a letter: ends the syllable, or is the digit itself.
    Tone(char),
    /// The character itself, folded.
    Same(char),
}

/// A pattern that may be read as pinyin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    tokens: Vec<Token>,
    sounds: Sounds,
}

/// A part of a pattern that starts at a syllable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Latin letters.
    Letters {
        /// Lower case ASCII.
        letters: Vec<u8>,
        /// Whether the pattern ends with them: then the last may be the part of a reading.
        last: bool,
    },
    /// The character itself, folded.
    Same(char),
}

/// How well a run of hanzi reads as the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The char after the last of the run.
    pub end: usize,
    /// 0: every hanzi by its usual full reading; rarer readings, initials and parts cost more.
    pub cost: u32,
    /// Whether every hanzi is read in full.
    pub full: bool,
    /// Characters that consumed something, less is weaker: 上海 for `sh` outweighs 省.
    pub taken: usize,
}

impl Reading {
    /// Whether `self` reads better than `other`.
    fn outdoes(&self, other: &Self) -> bool {
        (self.cost, std::cmp::Reverse(self.taken), self.end) < (other.cost, std::cmp::Reverse(other.taken), other.end)
    }

    /// The reading of one more piece in front.
    const fn after(mut self, cost: u32, full: bool) -> Self {
        self.cost += cost;
        self.full &= full;
        self.taken += 1;
        self
    }
}

/// What a run costs beyond the rank of its readings.
const INITIAL: u32 = 1;
const DIGRAPH: u32 = 2;
const PART: u32 = 3;
/// No reading costs more than this for being rare.
const RAREST: u32 = 3;

impl Spelling {
    /// The pattern as pinyin; None where no letter is in it, for then it can only be read as what it is.
    pub fn new(pattern: &str) -> Option<Self> {
        Self::heard(pattern, Sounds::default())
    }

    /// The same with these sounds taken for one.
    pub fn heard(pattern: &str, sounds: Sounds) -> Option<Self> {
        let mut tokens = Vec::new();
        for c in pattern.chars() {
            let after_letter = matches!(tokens.last(), Some(Token::Letter(_)));
            tokens.push(match plain(c) {
                letter @ 'a'..='z' => Token::Letter(letter as u8),
                '\'' | '’' | '‘' if after_letter => Token::Border,
                tone @ '0'..='5' if after_letter => Token::Tone(tone),
                other => Token::Same(other),
            });
        }
        tokens.iter().any(|t| matches!(t, Token::Letter(_))).then_some(Self { tokens, sounds })
    }

    /// The best run of `text` (folded chars) that starts at `start`; None where none does.
    pub fn read_at(&self, text: &[char], start: usize) -> Option<Reading> {
        if !self.may_start(*text.get(start)?) {
            return None;
        }
        self.read(text, start, 0)
    }

    /// Whether a run may start with this char: a cheap test that turns most away.
    pub fn may_start(&self, c: char) -> bool {
        match self.tokens.first() {
            Some(Token::Letter(letter)) => {
                let bits = (1 << (letter - b'a')) | (1 << (self.sounds.twin(*letter) - b'a'));
                initials(c) & bits != 0 || c == *letter as char
            }
            Some(Token::Same(same)) => *same == c,
            _ => false,
        }
    }

    /// Number of tokens: at most the chars of the pattern.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The sounds that are taken for one.
    pub fn sounds(&self) -> Sounds {
        self.sounds
    }

    /// Whether the pattern is nothing but letters.
    pub fn is_letters(&self) -> bool {
        self.tokens.iter().all(|token| matches!(token, Token::Letter(_)))
    }

    /// The runs that the pattern is made of; each starts at a syllable.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut open = false;
        for token in &self.tokens {
            match *token {
                Token::Letter(letter) => match runs.last_mut() {
                    Some(Run::Letters { letters, .. }) if open => letters.push(letter),
                    _ => runs.push(Run::Letters { letters: vec![letter], last: false }),
                },
                Token::Same(c) => runs.push(Run::Same(c)),
                // A tone may be passed over, so its digit need not be there.
                Token::Border | Token::Tone(_) => {}
            }
            open = matches!(token, Token::Letter(_));
        }
        if let (true, Some(Run::Letters { last, .. })) = (open, runs.last_mut()) {
            *last = true;
        }
        runs
    }

    fn read(&self, text: &[char], mut at: usize, token: usize) -> Option<Reading> {
        let Some(&next) = self.tokens.get(token) else {
            return Some(Reading { end: at, cost: 0, full: true, taken: 0 });
        };
        if next == Token::Border {
            return self.read(text, at, token + 1);
        }
        let mut best = if matches!(next, Token::Tone(_)) { self.read(text, at, token + 1) } else { None };
        while text.get(at).is_some_and(|&c| self.passes(c, token)) {
            at += 1;
        }
        let Some(&c) = text.get(at) else { return best };
        self.steps(c, token, |next, cost, full| {
            better(&mut best, self.read(text, at + 1, next).map(|r| r.after(cost, full)));
        });
        best
    }

    /// What a char can do for the pattern from a token on: for each way the token after what it consumed, what that costs,
    /// and whether the char is read in full. A border and a tone are passed over before.
    pub(super) fn steps(&self, c: char, token: usize, mut take: impl FnMut(usize, u32, bool)) {
        match self.tokens.get(token) {
            Some(Token::Same(same)) if *same == c => take(token + 1, 0, true),
            Some(Token::Tone(digit)) if *digit == c => take(token + 1, 0, true),
            Some(&Token::Letter(letter)) => {
                if c == letter as char {
                    take(token + 1, 0, true);
                }
                if !self.sounds.is_plain() {
                    for (rank, reading) in reading_bytes(c).enumerate() {
                        for (other, heard) in self.sounds.heard(reading).iter().enumerate() {
                            if first_is(heard, letter) {
                                // What is heard otherwise stands behind what is read so.
                                let rank = (rank as u32).min(RAREST) + u32::from(other > 0);
                                self.steps_as(token, heard, rank, &mut take);
                            }
                        }
                    }
                } else if initials(c) & (1 << (letter - b'a')) != 0 {
                    for (rank, reading) in reading_bytes(c).enumerate() {
                        if first_is(reading, letter) {
                            self.steps_as(token, reading, (rank as u32).min(RAREST), &mut take);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// The same for a hanzi read as `reading`, which costs `rank`.
    fn steps_as(&self, token: usize, reading: &[u8], rank: u32, take: &mut impl FnMut(usize, u32, bool)) {
        let shared = reading
            .iter()
            .zip(self.tokens.get(token..).unwrap_or_default())
            .take_while(|(have, want)| match want {
                Token::Letter(letter) => *have == letter || (**have == b'v' && *letter == b'u'),
                _ => false,
            })
            .count();
        if shared == 0 {
            return;
        }
        if shared == reading.len() {
            take(token + shared, rank, true);
        } else if token + shared == self.tokens.len() && shared > 1 {
            let digraph = shared == 2 && reading.get(1) == Some(&b'h');
            take(token + shared, rank + if digraph { DIGRAPH } else { PART }, false);
        }
        if reading.len() > 1 {
            take(token + 1, rank + INITIAL, false);
            if shared >= 2 && reading.get(1) == Some(&b'h') {
                take(token + 2, rank + DIGRAPH, false);
            }
        }
    }

    /// The tokens from which a reading may go on that has come to one: itself, and what stands behind a border or a tone. By
    /// bit.
    pub(super) fn open(&self, token: usize) -> u64 {
        let passed = self.tokens.get(token).is_some_and(|token| matches!(token, Token::Border | Token::Tone(_)));
        1 << token | if passed { self.open(token + 1) } else { 0 }
    }

    /// Whether a char between two hanzi may be passed over before a token.
    pub(super) fn passes(&self, c: char, token: usize) -> bool {
        let next = self.tokens.get(token);
        token > 0
            && passed_over(c)
            && next.is_some_and(|next| *next != Token::Same(c) && !matches!(next, Token::Border | Token::Tone(_)))
    }
}

fn first_is(reading: &[u8], letter: u8) -> bool {
    reading.first() == Some(&letter)
}

fn better(best: &mut Option<Reading>, found: Option<Reading>) {
    if let Some(found) = found
        && best.as_ref().is_none_or(|have| found.outdoes(have))
    {
        *best = Some(found);
    }
}

/// What a run of pinyin passes over between two hanzi.
pub fn passed_over(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '“' | '”' | '"' | '\'' | '-' | '‘' | '’' | '《' | '》')
}

/// A letter without its tone mark, ü as v; any other char folded.
fn plain(c: char) -> char {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' | 'Ā' | 'Á' | 'Ǎ' | 'À' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' | 'Ē' | 'É' | 'Ě' | 'È' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' | 'Ī' | 'Í' | 'Ǐ' | 'Ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' | 'Ō' | 'Ó' | 'Ǒ' | 'Ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'Ū' | 'Ú' | 'Ǔ' | 'Ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'Ü' | 'Ǖ' | 'Ǘ' | 'Ǚ' | 'Ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        other => crate::text::fold::fold(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(pattern: &str, text: &str) -> Option<(usize, Reading)> {
        let text: Vec<char> = text.chars().collect();
        let spelling = Spelling::new(pattern)?;
        let runs = (0..text.len()).filter_map(|at| Some((at, spelling.read_at(&text, at)?)));
        runs.min_by_key(|(at, r)| (r.cost, std::cmp::Reverse(r.taken), *at))
    }

    #[test]
    fn what_must_match() {
        for (patterns, text) in [
            ("lq liq liqiang 李q li李 l强 li3qiang2 lǐqiáng li'qiang", "李强"),
            ("zsj zhangsanjiao changsanjiao chang三j zhsj csj chsj c三j", "长三角"),
            ("zsj zhengshanjie zhengzhajie zhengsj zhshj zhengshanj", "郑栅洁"),
            ("lv lü lu lǚ", "吕"),
            ("lv lü lu", "律"),
            ("zeng ceng zengqh", "曾庆红"),
            ("shan dan", "单"),
            ("xi'an xian xa x'a", "西安"),
            ("xian", "先"),
            ("luan liuan", "六安"),
            ("chongqing zhongqing cq", "重庆"),
            ("shichang shic sc", "市场"),
            ("shichang", "时长"),
            ("g60 g60kechuang", "g60科创走廊"),
            ("yuchi weichi yc", "尉迟"),
            ("a股 agu", "a股"),
            ("liqiang", "李 强"),
        ] {
            for pattern in patterns.split(' ') {
                if pattern != "li李" && pattern != "l强" {
                    assert!(best(pattern, text).is_some(), "{pattern} {text}");
                }
            }
        }
    }

    #[test]
    fn what_must_not_match() {
        for (pattern, text) in [
            ("hu", "许"),
            ("xi'an", "先"),
            ("lv", "路"),
            ("li李", "李强"),
            ("liqiangx", "李强"),
            ("lqq", "李强"),
            ("iq", "李强"),
            ("ang", "强"),
            ("lq", "李、强"),
            ("lq", "李克强"),
        ] {
            assert_eq!(best(pattern, text), None, "{pattern} {text}");
        }
        assert_eq!(Spelling::new("李强"), None);
    }

    #[test]
    fn the_usual_reading_costs_least() {
        let cost = |pattern: &str, text: &str| best(pattern, text).unwrap().1.cost;
        assert_eq!(cost("liqiang", "李强"), 0);
        assert!(cost("lu", "路") < cost("lu", "六"));
        assert!(cost("zhang", "张") <= cost("zhang", "长"));
        assert!(cost("li", "李") < cost("l", "李"));
        assert_eq!(best("sh", "省上海").unwrap().0, 1);
    }

    #[test]
    fn one_more_character_never_widens() {
        let texts = ["长三角一体化", "郑栅洁", "西安 先 县", "上海市委书记", "a股 g60科创", "李·强", "律师 吕梁"];
        for pattern in
            ["zhangsanjiao", "xi'an", "li3qiang2", "shswsj", "g60kc", "aguzhi", "lvliang", "lush", "chang三j"]
        {
            for text in texts {
                let ends: Vec<usize> = pattern.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
                let found: Vec<bool> =
                    ends.iter().map(|&end| best(pattern.get(..end).unwrap(), text).is_some()).collect();
                assert!(found.is_sorted_by(|a, b| a >= b), "{pattern} {text} {found:?}");
            }
        }
    }
}
