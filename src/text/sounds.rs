//! Sounds that many speakers do not tell apart: which of them are taken for one where pinyin is typed. None unless the
//! user says so.

/// Which sounds are taken for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sounds {
    /// zh and z, ch and c, sh and s.
    pub zh: bool,
    /// n and l at the start of a syllable.
    pub n: bool,
    /// an and ang, en and eng, in and ing.
    pub ang: bool,
}

impl Sounds {
    /// The names that a setting has for them.
    pub const NAMES: [&'static str; 3] = ["zh", "n", "ang"];

    /// With the sounds of this name taken for one too; None where there is no such name.
    #[must_use]
    pub fn with(self, name: &str) -> Option<Self> {
        match name {
            "zh" => Some(Self { zh: true, ..self }),
            "n" => Some(Self { n: true, ..self }),
            "ang" => Some(Self { ang: true, ..self }),
            _ => None,
        }
    }

    /// Whether all are told apart.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// The other letter that a syllable may start with where it starts with this one.
    pub fn twin(self, letter: u8) -> u8 {
        match letter {
            b'n' if self.n => b'l',
            b'l' if self.n => b'n',
            other => other,
        }
    }

    /// What else a reading may be heard as, itself first.
    pub fn heard(self, reading: &[u8]) -> Vec<Vec<u8>> {
        let mut out = vec![reading.to_vec()];
        if self.zh {
            let other = |reading: &Vec<u8>| match reading.as_slice() {
                [b'z' | b'c' | b's', b'h', rest @ ..] => Some([&reading[..1], rest].concat()),
                [first @ (b'z' | b'c' | b's'), rest @ ..] => Some([&[*first, b'h'], rest].concat()),
                _ => None,
            };
            out.extend(out.iter().filter_map(other).collect::<Vec<_>>());
        }
        if self.n {
            let other = |reading: &Vec<u8>| {
                let first = *reading.first()?;
                (self.twin(first) != first).then(|| [&[self.twin(first)], &reading[1..]].concat())
            };
            out.extend(out.iter().filter_map(other).collect::<Vec<_>>());
        }
        if self.ang {
            let other = |reading: &Vec<u8>| match reading.as_slice() {
                [start @ .., vowel @ (b'a' | b'e' | b'i'), b'n', b'g'] => Some([start, &[*vowel, b'n']].concat()),
                [start @ .., vowel @ (b'a' | b'e' | b'i'), b'n'] => Some([start, &[*vowel, b'n', b'g']].concat()),
                _ => None,
            };
            out.extend(out.iter().filter_map(other).collect::<Vec<_>>());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reading_may_be_heard_as() {
        let all = Sounds { zh: true, n: true, ang: true };
        let check = |sounds: Sounds, reading: &str, expected: &str| {
            let mut heard: Vec<String> =
                sounds.heard(reading.as_bytes()).into_iter().map(|r| String::from_utf8(r).unwrap()).collect();
            heard.sort_unstable();
            assert_eq!(heard.join(" "), expected, "{reading}");
        };
        check(Sounds::default(), "zhang", "zhang");
        check(all, "zhang", "zan zang zhan zhang");
        check(all, "lin", "lin ling nin ning");
        check(all, "ma", "ma");
        check(Sounds { zh: true, ..Sounds::default() }, "si", "shi si");
    }
}
