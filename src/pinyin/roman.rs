//! Names as they are spelled outside of pinyin: in Cantonese (Jyutping, and the ways of Hong Kong: Leung Chun-ying) and in
//! Wade–Giles with and without its apostrophes (Tsai, Chiang). A spelling is split at spaces and hyphens into syllables,
//! each of which must be a reading of its hanzi; one syllable alone is a surname.
//!
//! These spellings are ambiguous: they are asked for, and whoever asks says what was found by them.

use super::readings;
use crate::text::fold::fold;

/// Cantonese readings and the hanzi that have them; the file says where they come from.
const CANTONESE: &str = include_str!("../../data/cantonese.txt");

/// How a name is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Jyutping, and the spellings of Hong Kong.
    Cantonese,
    /// Wade–Giles.
    WadeGiles,
}

/// A spelling, ready to be compared with names.
pub struct Spelled {
    /// For each syllable the hanzi that are read so, folded.
    syllables: Vec<Vec<char>>,
    system: System,
    /// For Wade–Giles the readings in pinyin.
    readings: Vec<Vec<&'static str>>,
}

impl Spelled {
    /// Reads a spelling; None where a syllable of it is none of the system's.
    pub fn new(typed: &str, system: System) -> Option<Self> {
        let typed: String = typed.chars().map(fold).collect();
        let syllables: Vec<String> = typed
            .split([' ', '-', '‐', '·', ','])
            .map(|syllable| syllable.chars().filter(char::is_ascii_alphabetic).collect())
            .filter(|syllable: &String| !syllable.is_empty())
            .collect();
        let known = |found: &[usize]| !found.is_empty() && found.iter().all(|&count| count > 0);
        let mut spelled = Self { syllables: Vec::new(), system, readings: Vec::new() };
        match system {
            System::Cantonese => {
                spelled.syllables = syllables.iter().map(|syllable| cantonese(syllable)).collect();
                known(&spelled.syllables.iter().map(Vec::len).collect::<Vec<_>>()).then_some(spelled)
            }
            System::WadeGiles => {
                spelled.readings = syllables.iter().map(|syllable| mandarin(syllable)).collect();
                known(&spelled.readings.iter().map(Vec::len).collect::<Vec<_>>()).then_some(spelled)
            }
        }
    }

    /// Whether a name is spelled so: all of it, or its surname where one syllable was typed.
    pub fn is(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().map(fold).collect();
        let count = self.syllables.len().max(self.readings.len());
        if name.len() < count || (count > 1 && name.len() != count) || name.len() > 4 {
            return false;
        }
        name.iter().take(count).enumerate().all(|(at, c)| match self.system {
            System::Cantonese => self.syllables[at].contains(c),
            System::WadeGiles => readings(*c).any(|reading| self.readings[at].contains(&reading)),
        })
    }
}

/// The hanzi, folded, that a syllable of Cantonese may be.
fn cantonese(typed: &str) -> Vec<char> {
    let mut out = Vec::new();
    for line in CANTONESE.lines().filter(|line| !line.starts_with('#')) {
        let Some((reading, hanzi)) = line.split_once('\t') else { continue };
        if reading == typed || hong_kong(reading).iter().any(|spelling| spelling == typed) {
            out.extend(hanzi.chars().map(fold));
        }
    }
    out
}

/// Initials of Jyutping and how Hong Kong spells them; the longer ones first.
const INITIALS: &[(&str, &[&str])] = &[
    ("gw", &["gw", "kw"]),
    ("kw", &["kw"]),
    ("ng", &["ng", ""]),
    ("b", &["b", "p"]),
    ("p", &["p"]),
    ("m", &["m"]),
    ("f", &["f"]),
    ("d", &["d", "t"]),
    ("t", &["t"]),
    ("n", &["n", "l"]),
    ("l", &["l"]),
    ("g", &["g", "k"]),
    ("k", &["k"]),
    ("h", &["h"]),
    ("w", &["w"]),
    ("z", &["ch", "ts", "j", "tz", "c"]),
    ("c", &["ch", "ts"]),
    ("s", &["s", "sh"]),
    ("j", &["y", "j", ""]),
];

/// Finals of Jyutping and how Hong Kong spells them.
const FINALS: &[(&str, &[&str])] = &[
    ("aa", &["a", "ah", "ar"]),
    ("aai", &["ai", "aai"]),
    ("aau", &["au", "aau"]),
    ("aam", &["am", "aam"]),
    ("aan", &["an", "aan"]),
    ("aang", &["ang", "aang"]),
    ("aap", &["ap", "aap"]),
    ("aat", &["at", "aat"]),
    ("aak", &["ak", "aak"]),
    ("ai", &["ai", "ay"]),
    ("au", &["au", "ow"]),
    ("am", &["am", "um"]),
    ("an", &["an", "un"]),
    ("ang", &["ang", "ung"]),
    ("ap", &["ap", "up"]),
    ("at", &["at", "ut"]),
    ("ak", &["ak", "uk"]),
    ("e", &["e", "eh"]),
    ("ei", &["ei", "ee", "i", "ay", "e"]),
    ("eng", &["eng", "ang"]),
    ("ek", &["ek", "ik"]),
    ("i", &["i", "ee", "z", "ze", "e", "y"]),
    ("iu", &["iu", "ew"]),
    ("im", &["im", "eem"]),
    ("in", &["in", "een"]),
    ("ing", &["ing"]),
    ("ip", &["ip", "eep"]),
    ("it", &["it", "eet"]),
    ("ik", &["ik", "ick"]),
    ("o", &["o", "oh", "or"]),
    ("oi", &["oi", "oy"]),
    ("ou", &["o", "ou", "ow"]),
    ("on", &["on"]),
    ("ong", &["ong"]),
    ("ot", &["ot"]),
    ("ok", &["ok"]),
    ("u", &["u", "oo"]),
    ("ui", &["ui"]),
    ("un", &["un", "oon"]),
    ("ung", &["ung"]),
    ("ut", &["ut", "oot"]),
    ("uk", &["uk", "ook"]),
    ("yu", &["u", "yu", "ue"]),
    ("yun", &["uen", "yuen", "un"]),
    ("yut", &["uet", "yut", "ut"]),
    ("eoi", &["ui", "eui"]),
    ("eon", &["un", "eun", "on"]),
    ("eot", &["ut", "eut"]),
    ("oeng", &["eung", "heung"]),
    ("oek", &["euk", "eok"]),
    ("oe", &["eu", "oeh"]),
];

/// The spellings of Hong Kong for a syllable of Jyutping.
fn hong_kong(reading: &str) -> Vec<String> {
    if reading == "ng" {
        return vec!["ng".to_owned()];
    }
    let parted = INITIALS.iter().find_map(|(initial, spelled)| {
        let rest = reading.strip_prefix(initial)?;
        FINALS.iter().any(|(last, _)| *last == rest).then_some((*spelled, rest))
    });
    let none: &[&str] = &[""];
    let (initials, last) = parted.unwrap_or((none, reading));
    let Some((_, finals)) = FINALS.iter().find(|(known, _)| *known == last) else { return Vec::new() };
    let mut out = Vec::new();
    for initial in initials {
        for last in *finals {
            // Two y are one: jyu is yu, jin is yin.
            out.push(match (*initial, last.strip_prefix('y')) {
                ("y", Some(rest)) => format!("y{rest}"),
                _ => format!("{initial}{last}"),
            });
        }
    }
    out
}

/// The readings in pinyin that a syllable of Wade–Giles may be.
fn mandarin(typed: &str) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for reading in ('\u{4E00}'..='\u{9FFF}').flat_map(readings) {
        if !out.contains(&reading) && wade_giles(reading).iter().any(|spelling| spelling == typed) {
            out.push(reading);
        }
    }
    out
}

/// Pinyin initials and Wade–Giles's, apostrophes left out; the longer ones first.
const LETTERS: &[(&str, &[&str])] = &[
    ("zh", &["ch"]),
    ("ch", &["ch"]),
    ("sh", &["sh"]),
    ("b", &["p"]),
    ("p", &["p"]),
    ("d", &["t"]),
    ("t", &["t"]),
    ("g", &["k"]),
    ("k", &["k"]),
    ("j", &["ch"]),
    ("q", &["ch"]),
    ("x", &["hs", "sh"]),
    ("z", &["ts", "tz"]),
    ("c", &["ts", "tz"]),
    ("r", &["j"]),
    ("s", &["s"]),
    ("m", &["m"]),
    ("f", &["f"]),
    ("n", &["n"]),
    ("l", &["l"]),
    ("h", &["h"]),
    ("y", &["y"]),
    ("w", &["w"]),
];

/// The spellings of Wade–Giles, and those that newspapers make of them, for a syllable of pinyin.
fn wade_giles(reading: &str) -> Vec<String> {
    let whole: &[&str] = match reading {
        "zi" | "ci" => &["tzu", "tze"],
        "si" => &["szu", "ssu", "sze"],
        "zhi" | "chi" => &["chih"],
        "shi" => &["shih"],
        "ri" => &["jih"],
        "e" => &["o", "e"],
        "er" => &["erh"],
        "yi" => &["i", "yi"],
        "you" => &["yu", "yiu"],
        "yan" => &["yen"],
        "ye" => &["yeh"],
        "yue" => &["yueh"],
        "yong" => &["yung"],
        "li" => &["li", "lee"],
        _ => &[],
    };
    if !whole.is_empty() {
        return whole.iter().map(|&spelling| spelling.to_owned()).collect();
    }
    let parted =
        LETTERS.iter().find_map(|(initial, spelled)| Some((*initial, *spelled, reading.strip_prefix(initial)?)));
    let Some((initial, initials, last)) = parted else { return vec![reading.to_owned()] };
    let palatal = matches!(initial, "j" | "q" | "x");
    let finals: &[&str] = match last {
        "ian" => &["ien"],
        "ie" => &["ieh"],
        "ong" => &["ung"],
        "iong" => &["iung"],
        "e" if matches!(initial, "g" | "k" | "h") => &["o", "e"],
        "uo" if !matches!(initial, "g" | "k" | "h" | "sh") => &["o"],
        "ui" if matches!(initial, "g" | "k") => &["uei"],
        "ue" | "ve" => &["ueh"],
        "v" => &["u"],
        "uan" if palatal => &["uan", "uen"],
        other => return initials.iter().map(|spelled| format!("{spelled}{other}")).collect(),
    };
    initials.iter().flat_map(|spelled| finals.iter().map(move |last| format!("{spelled}{last}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(typed: &str, system: System, name: &str) -> bool {
        Spelled::new(typed, system).is_some_and(|spelled| spelled.is(name))
    }

    #[test]
    fn names_of_hong_kong() {
        for (typed, name) in [
            ("Leung Chun-ying", "梁振英"),
            ("Leung Chun-ying", "梁振英"),
            ("LEUNG CHUN YING", "梁振英"),
            ("loeng zan jing", "梁振英"),
            ("Leung", "梁振英"),
            ("Lam Cheng Yuet-ngor", "林鄭月娥"),
            ("Tsang Yam-kuen", "曾荫权"),
            ("Tung Chee-hwa", "董建華"),
            ("Chan", "陳某某"),
            ("Choi", "蔡某"),
            ("Lee Ka-chiu", "李家超"),
            ("Wong", "黃某某"),
            ("Ng", "吳某"),
            ("Yip", "葉某"),
            ("Au", "區某某"),
            ("Kwok", "郭某某"),
            ("Cheung", "張某某"),
        ] {
            // 董建華 is spelled after another speech than that of Hong Kong.
            assert_eq!(is(typed, System::Cantonese, name), name != "董建華", "{typed} {name}");
        }
    }

    #[test]
    fn names_in_wade_giles() {
        for (typed, name) in [
            ("Tsai", "蔡某某"),
            ("Ts'ai", "蔡某某"),
            ("Chiang Ching-kuo", "蒋经国"),
            ("Lee Teng-hui", "李登輝"),
            ("Soong", "宋某某"),
            ("Hsieh", "謝某某"),
            ("Teng Hsiao-p'ing", "邓小平"),
            ("Chou En-lai", "周恩来"),
            ("Mao Tse-tung", "毛泽东"),
            ("Chu", "朱某"),
            ("Kuo", "郭某"),
            ("Huang", "黄某"),
            ("Yeh", "叶某"),
            ("Ssu-ma", "司马"),
        ] {
            // Soong is an old spelling of its own.
            assert_eq!(is(typed, System::WadeGiles, name), typed != "Soong", "{typed} {name}");
        }
    }

    #[test]
    fn what_is_none_of_it() {
        assert!(!is("Leung Chun-ying", System::Cantonese, "梁振"));
        assert!(!is("Leung Chun-ying", System::Cantonese, "李振英"));
        assert!(!is("Tsai", System::WadeGiles, "李某"));
        assert!(Spelled::new("xyzzy", System::Cantonese).is_none());
        assert!(Spelled::new("", System::WadeGiles).is_none());
    }
}
