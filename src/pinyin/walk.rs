//! Whether a text has a spelling, told in one walk over it: where all its readings stand at once, by bit. What a char does to
//! them is worked out when it is met first.
//!
//! Invariant: it says what `Spelling::read_at` says of the places of a text (a law test compares).

use super::spell::Spelling;

/// Code points whose steps are kept: the basic plane.
const KEPT: usize = 0x1_0000;

/// A spelling, ready for many texts.
pub struct Walk {
    spelling: Spelling,
    /// For each code point the number of its steps, from 1.
    known: Vec<u16>,
    steps: Vec<Steps>,
}

/// What a char does: readings at any of `from` go on.
#[derive(Clone, Default)]
struct Steps {
    from: u64,
    /// From one token, to those.
    each: Vec<(u64, u64)>,
}

impl Walk {
    /// Gets ready for a spelling; None where it is longer than a walk can hold.
    pub fn new(spelling: &Spelling) -> Option<Self> {
        let spelling = spelling.clone();
        (spelling.len() < 64).then(|| Self { spelling, known: vec![0; KEPT], steps: Vec::new() })
    }

    /// The spelling.
    pub fn spelling(&self) -> &Spelling {
        &self.spelling
    }

    /// Whether some run of a text (folded chars) reads as the spelling; `anchored`: one that starts with its first char.
    pub fn finds(&mut self, text: impl Iterator<Item = char>, anchored: bool) -> bool {
        let end = 1 << self.spelling.len();
        let (mut begin, mut standing) = (self.spelling.open(0), 0);
        for c in text {
            let from = standing | begin;
            if anchored {
                begin = 0;
            }
            standing = self.step(c, from);
            if standing & end != 0 {
                return true;
            }
            if standing | begin == 0 {
                return false;
            }
        }
        false
    }

    /// Where readings stand behind a char.
    fn step(&mut self, c: char, from: u64) -> u64 {
        let new;
        let steps = match self.known.get(c as usize) {
            Some(0) => {
                let number = u16::try_from(self.steps.len() + 1).unwrap_or(0);
                if number == 0 {
                    new = steps(&self.spelling, c);
                    &new
                } else {
                    self.known[c as usize] = number;
                    self.steps.push(steps(&self.spelling, c));
                    &self.steps[self.steps.len() - 1]
                }
            }
            Some(number) => &self.steps[usize::from(*number) - 1],
            None => {
                new = steps(&self.spelling, c);
                &new
            }
        };
        if steps.from & from == 0 {
            return 0;
        }
        steps.each.iter().filter(|(at, _)| at & from != 0).fold(0, |to, (_, next)| to | next)
    }
}

/// What a char does to the readings of a spelling.
fn steps(spelling: &Spelling, c: char) -> Steps {
    let mut out = Steps::default();
    for token in 0..spelling.len() {
        let mut to = if spelling.passes(c, token) { 1 << token } else { 0 };
        spelling.steps(c, token, |next, _, _| to |= spelling.open(next));
        if to != 0 {
            out.from |= 1 << token;
            out.each.push((1 << token, to));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::sounds::Sounds;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn it_says_what_reading_says(
            pattern in "(l|i|q|zh|z|an|ang|uan|x|'|[1-3]|李|长|·|-| |v|lv|liqiang|zsj|xi'an|a){1,6}",
            texts in proptest::collection::vec("[李强长三角西安先吕郑栅洁a1l·· 《-张]{0,9}", 1..6),
            all in any::<bool>(),
        ) {
            let sounds = if all { Sounds { zh: true, n: true, ang: true } } else { Sounds::default() };
            let Some(spelling) = Spelling::heard(&pattern, sounds) else { return Ok(()) };
            let mut walk = Walk::new(&spelling).unwrap();
            for text in texts {
                let chars: Vec<char> = text.chars().collect();
                let any = (0..chars.len()).any(|at| spelling.read_at(&chars, at).is_some());
                prop_assert_eq!(walk.finds(text.chars(), false), any, "{} {}", &pattern, &text);
                let first = spelling.read_at(&chars, 0).is_some();
                prop_assert_eq!(walk.finds(text.chars(), true), first, "^{} {}", &pattern, &text);
            }
        }
    }
}
