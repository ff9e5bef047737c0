//! Whether a text has a spelling, told in one walk over it by a table: from a set of places where readings stand, by what a
//! char does to them, to the next set. Sets and what chars do are worked out when they are met first.
//!
//! Invariant: it says what `Spelling::read_at` says of the places of a text (a law test compares).

use super::spell::Spelling;

/// Slots whose kinds are kept: of chars, the basic plane.
const KEPT: usize = 0x1_0000;
// Tests keep so few that what happens beyond them is tested too.
/// Kinds of chars that are told apart, the one not known among them; what is beyond is worked out each time.
const KINDS: usize = if cfg!(test) { 8 } else { 128 };
/// Sets that are kept; where they are more, one begins anew.
const STANDS: usize = if cfg!(test) { 8 } else { 1_024 };

/// What a step of the table leads to besides a set: it is not known yet; the spelling was found; no reading is left.
const UNKNOWN: u16 = 0;
const FOUND: u16 = 1;
const DEAD: u16 = 2;
/// The number of the set in which a walk begins.
const BEGIN: u16 = 3;

/// A char as a text holds it: packed text is walked over without unpacking it.
pub trait Unit: Copy {
    /// A number of its own among the units of all texts that a walk is taken over; beyond those kept where it has none.
    fn slot(self) -> usize;
    /// The char.
    fn char(self) -> char;
}

impl Unit for char {
    fn slot(self) -> usize {
        self as usize
    }

    fn char(self) -> char {
        self
    }
}

/// A spelling, ready for many texts of one kind of units.
pub struct Walk {
    spelling: Spelling,
    anchored: bool,
    /// For each slot the number of what its char does; 0 while it was not met.
    kinds: Vec<u8>,
    steps: Vec<Steps>,
    /// For each number of a set the tokens from which readings go on, by bit.
    stands: Vec<u64>,
    /// For each set and kind where they lead.
    table: Vec<u16>,
}

/// What a char does to readings: from one token, to those.
#[derive(Default, PartialEq, Eq)]
struct Steps {
    each: Vec<(u64, u64)>,
}

impl Walk {
    /// Gets ready for a spelling, `anchored`: at the start of a text; None where it is longer than a walk can hold.
    pub fn new(spelling: &Spelling, anchored: bool) -> Option<Self> {
        let mut walk = Self {
            spelling: spelling.clone(),
            anchored,
            kinds: vec![0; KEPT],
            steps: vec![Steps::default()],
            stands: Vec::new(),
            table: Vec::new(),
        };
        walk.begin();
        (spelling.len() < 64).then_some(walk)
    }

    /// Whether it is for a spelling.
    pub fn is_for(&self, spelling: &Spelling, anchored: bool) -> bool {
        self.spelling == *spelling && self.anchored == anchored
    }

    /// Whether some run of a text (of folded chars) reads as the spelling.
    pub fn finds(&mut self, text: impl Iterator<Item = impl Unit>) -> bool {
        let mut stand = BEGIN;
        for unit in text {
            let kind = self.kinds.get(unit.slot()).copied().unwrap_or(0);
            let mut next = self.table[usize::from(stand) * KINDS + usize::from(kind)];
            if next < BEGIN {
                if next == UNKNOWN {
                    next = self.learn(stand, unit);
                }
                match next {
                    FOUND => return true,
                    DEAD => return false,
                    _ => {}
                }
            }
            stand = next;
        }
        false
    }

    /// Where a char leads from a set.
    fn learn(&mut self, stand: u16, unit: impl Unit) -> u16 {
        let from = self.stands[usize::from(stand)];
        let steps = steps(&self.spelling, unit.char());
        let to = steps.to(from);
        let next = self.stand(to);
        // Where all sets were forgotten the one before has no number any more.
        if let (Some(kind), true) = (self.kind(unit, steps), self.stands.get(usize::from(stand)) == Some(&from)) {
            self.table[usize::from(stand) * KINDS + kind] = next;
        }
        next
    }

    /// The number of what a char does.
    fn kind(&mut self, unit: impl Unit, steps: Steps) -> Option<usize> {
        let kind = self.kinds.get_mut(unit.slot())?;
        let known = self.steps.iter().skip(1).position(|have| *have == steps).map(|at| at + 1);
        let number = known.unwrap_or(self.steps.len());
        if number >= KINDS {
            return None;
        }
        if known.is_none() {
            self.steps.push(steps);
        }
        *kind = u8::try_from(number).ok()?;
        Some(number)
    }

    /// The number of the set of tokens that readings have come to.
    fn stand(&mut self, to: u64) -> u16 {
        if to & 1 << self.spelling.len() != 0 {
            return FOUND;
        }
        let to = if self.anchored { to } else { to | self.spelling.open(0) };
        if to == 0 {
            return DEAD;
        }
        let known =
            self.stands.iter().skip(BEGIN.into()).position(|have| *have == to).map(|at| at + usize::from(BEGIN));
        known.map_or_else(|| self.add(to), |number| number as u16)
    }

    /// Adds a set; its number.
    fn add(&mut self, to: u64) -> u16 {
        if self.stands.len() >= STANDS {
            self.begin();
        }
        self.stands.push(to);
        self.table.resize(self.stands.len() * KINDS, UNKNOWN);
        self.stands.len() as u16 - 1
    }

    /// Forgets all sets but the one in which a walk begins.
    fn begin(&mut self) {
        self.stands.clear();
        self.stands.resize(BEGIN.into(), 0);
        self.stands.push(self.spelling.open(0));
        self.table.clear();
        self.table.resize(self.stands.len() * KINDS, UNKNOWN);
    }
}

impl Steps {
    /// Where readings come to that stand at some of `from`.
    fn to(&self, from: u64) -> u64 {
        self.each.iter().filter(|(at, _)| at & from != 0).fold(0, |to, (_, next)| to | next)
    }
}

/// What a char does to the readings of a spelling.
fn steps(spelling: &Spelling, c: char) -> Steps {
    let mut out = Steps::default();
    for token in 0..spelling.len() {
        let mut to = if spelling.passes(c, token) { 1 << token } else { 0 };
        spelling.steps(c, token, |next, _, _| to |= spelling.open(next));
        if to != 0 {
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
            let mut walk = Walk::new(&spelling, false).unwrap();
            let mut anchored = Walk::new(&spelling, true).unwrap();
            for text in texts {
                let chars: Vec<char> = text.chars().collect();
                let any = (0..chars.len()).any(|at| spelling.read_at(&chars, at).is_some());
                prop_assert_eq!(walk.finds(text.chars()), any, "{} {}", &pattern, &text);
                let first = spelling.read_at(&chars, 0).is_some();
                prop_assert_eq!(anchored.finds(text.chars()), first, "^{} {}", &pattern, &text);
            }
        }
    }
}
