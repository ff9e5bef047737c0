//! Which tone of the palette a voice has: one on all screens, kept once it is given, and another than those who speak in the
//! same document have, as long as there are enough. What a tone looks like is the theme's.

use std::collections::HashMap;

use crate::model::{Document, Speech, Voice};
use crate::text::fold::{fold, folded};

/// Tones that there are.
pub const TONES: u32 = 7;
/// Voices just before one, whose tones it does not take where there are more voices than tones.
const NEAR: usize = 4;

/// The tones of the voices that were met.
#[derive(Clone, Debug, Default)]
pub struct Tones {
    of: HashMap<String, u32>,
    /// Documents that were looked at.
    seen: usize,
}

impl Tones {
    /// Gives tones to the voices of the documents that came since the last time.
    pub fn meet(&mut self, documents: &[Document]) {
        // Where documents went, those that came instead may stand anywhere.
        let from = if documents.len() < self.seen { 0 } else { self.seen };
        for document in &documents[from..] {
            self.take(document.speeches.iter().filter_map(named));
        }
        self.seen = documents.len();
    }

    /// The voices of one document, in order.
    fn take<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        let mut before: Vec<u32> = Vec::new();
        for name in names {
            let key = folded(name);
            let tone = self.of.get(&key).copied().unwrap_or_else(|| {
                let first = usual(name);
                let free = |taken: &[u32]| (first..first + TONES).map(|t| t % TONES).find(|t| !taken.contains(t));
                let near = &before[before.len().saturating_sub(NEAR)..];
                free(&before).or_else(|| free(near)).unwrap_or(first)
            });
            self.of.insert(key, tone);
            if before.last() != Some(&tone) {
                before.push(tone);
            }
        }
    }

    /// The tone of a name, below [`TONES`].
    pub fn of(&self, name: &str) -> u32 {
        self.of.get(&folded(name)).copied().unwrap_or_else(|| usual(name))
    }

    /// The tone of a speech's voice; None for a meeting's own and an unknown one.
    pub fn of_speech(&self, speech: &Speech) -> Option<u32> {
        named(speech).map(|name| self.of(name))
    }
}

/// The name of a voice that has a tone.
fn named(speech: &Speech) -> Option<&str> {
    match speech.voice {
        Voice::Person | Voice::Organisation => speech.speaker.as_deref(),
        Voice::Meeting | Voice::Unknown => None,
    }
}

/// The tone that a name has where nothing speaks against it: the same in all sessions (FNV-1a over the folded name).
fn usual(name: &str) -> u32 {
    name.chars().fold(0x811c_9dc5_u32, |hash, c| (hash ^ u32::from(fold(c))).wrapping_mul(0x0100_0193)) % TONES
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn voices_of_a_document_differ_as_long_as_there_are_tones() {
        let names = ["甲某", "乙某", "丙某", "丁某", "戊某", "己某", "庚某"];
        let mut tones = Tones::default();
        tones.take(names.into_iter());
        assert_eq!(names.map(|name| tones.of(name)).into_iter().collect::<HashSet<u32>>().len(), names.len());
        // Who has a tone keeps it, and those who come differ from it.
        let kept = tones.of("丙某");
        tones.take(["辛某", "丙某", "壬某"].into_iter());
        assert_eq!(tones.of("丙某"), kept);
        assert_ne!(tones.of("壬某"), kept);
    }

    #[test]
    fn many_voices_differ_from_those_just_before() {
        let names: Vec<String> = ('一'..='丏').map(|c| format!("{c}某")).collect();
        let mut tones = Tones::default();
        tones.take(names.iter().map(String::as_str));
        for pair in names.windows(2) {
            assert_ne!(tones.of(&pair[0]), tones.of(&pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn a_name_nobody_met_has_its_usual_tone_in_either_script() {
        let tones = Tones::default();
        assert_eq!(tones.of("陈吉宁"), tones.of("陳吉寧"));
    }
}
