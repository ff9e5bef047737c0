//! What is typed, split into atoms: spaces separate them and all must match; `!x` not, `'x` exact run, `^x` start, `x$`
//! end, as in fzf. Nothing here knows a row.

use crate::pinyin::spell::Spelling;
use crate::text::fold::folded;
use crate::text::sounds::Sounds;

/// Where an atom must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Its characters in order, anywhere.
    Scattered,
    /// As one run, anywhere.
    Run,
    /// As one run at the start of a column.
    Start,
    /// As one run at the end of a column.
    End,
    /// The whole column.
    Whole,
}

/// Whether the rows that match are kept or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Rows must match.
    Must,
    /// Rows must not match.
    MustNot,
}

/// One atom of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// The folded text that is looked for; never empty.
    pub text: String,
    /// Its chars.
    pub chars: Vec<char>,
    /// The same as pinyin, where a letter is in it.
    pub spelling: Option<Spelling>,
    /// Where it must stand.
    pub place: Place,
    /// Whether it must match or must not.
    pub sense: Sense,
}

impl Atom {
    /// The atom as typed, without spaces; None where only marks stand.
    fn new(typed: &str, sounds: Sounds) -> Option<Self> {
        let mut rest = typed;
        let mut place = Place::Scattered;
        let mut sense = Sense::Must;
        if let Some(after) = rest.strip_prefix(['!', '！']) {
            (rest, sense, place) = (after, Sense::MustNot, Place::Run);
        }
        if let Some(after) = rest.strip_prefix(['\'', '’', '‘']) {
            (rest, place) = (after, Place::Run);
        } else if let Some(after) = rest.strip_prefix('^') {
            (rest, place) = (after, Place::Start);
        }
        if let Some(before) = rest.strip_suffix('$').filter(|before| !before.is_empty()) {
            place = if place == Place::Start { Place::Whole } else { Place::End };
            rest = before;
        }
        let text = folded(rest);
        let spelling = Spelling::heard(rest, sounds);
        let chars: Vec<char> = text.chars().collect();
        (!chars.is_empty()).then_some(Self { text, chars, spelling, place, sense })
    }

    /// Whether every row that `self` keeps was kept by `before` too, so that its survivors are enough to look through.
    pub fn narrows(&self, before: &Self) -> bool {
        if self == before {
            return true;
        }
        if self.sense != Sense::Must || before.sense != Sense::Must || !self.text.starts_with(&before.text) {
            return false;
        }
        // What is read as pinyin passes over marks between names, which a run of hanzi alone does not.
        if before.place != Place::Scattered && self.spelling.is_some() && before.spelling.is_none() {
            return false;
        }
        match before.place {
            Place::Scattered => true,
            Place::Run => self.place != Place::Scattered,
            Place::Start => matches!(self.place, Place::Start | Place::Whole),
            Place::End | Place::Whole => false,
        }
    }
}

/// The atoms of a pattern, in order.
pub fn atoms(pattern: &str, sounds: Sounds) -> Vec<Atom> {
    pattern.split_whitespace().filter_map(|typed| Atom::new(typed, sounds)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read() {
        let check = |typed: &str, expected: &[(&str, Place, Sense)]| {
            let found = atoms(typed, Sounds::default());
            let found: Vec<_> = found.iter().map(|a| (a.text.as_str(), a.place, a.sense)).collect();
            assert_eq!(found, expected, "{typed}");
        };
        check("Li　qiang", &[("li", Place::Scattered, Sense::Must), ("qiang", Place::Scattered, Sense::Must)]);
        check("!上海", &[("上海", Place::Run, Sense::MustNot)]);
        check("'臺灣", &[("台湾", Place::Run, Sense::Must)]);
        check("^李 强$", &[("李", Place::Start, Sense::Must), ("强", Place::End, Sense::Must)]);
        check("^李强$", &[("李强", Place::Whole, Sense::Must)]);
        check("! ' ^ $", &[("$", Place::Scattered, Sense::Must)]);
        check("", &[]);
    }

    #[test]
    fn narrowing() {
        let check = |after: &str, before: &str, expected: bool| {
            assert_eq!(
                atoms(after, Sounds::default())[0].narrows(&atoms(before, Sounds::default())[0]),
                expected,
                "{after} after {before}"
            );
        };
        check("liq", "li", true);
        check("li$", "li", true);
        check("^li", "^l", true);
        check("^强吕h", "^强吕", false);
        check("'强吕h", "'强吕", false);
        check("强吕h", "强吕", true);
        check("li$x", "li$", false);
        check("!li", "!l", false);
        check("la", "li", false);
    }
}
