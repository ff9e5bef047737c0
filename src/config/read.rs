//! Reading `config.toml`: each setting by itself, so that one that is wrong costs only itself. What is wrong is told with
//! its line and the nearest right name. Whether a command or a chord of `[keys]` exists is for the keymap to say.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Complaint, Config, Lang, Strictness, Theme};
use crate::text::width::Mode;

/// The names of the settings.
const NAMES: [&str; 8] = ["lang", "ambiguous", "measure", "strictness", "theme", "mouse", "keys", "pinyin"];
const LANGS: [(&str, Option<Lang>); 3] = [("auto", None), ("zh", Some(Lang::Zh)), ("en", Some(Lang::En))];
const MODES: [(&str, Option<Mode>); 5] = [
    ("auto", None),
    ("narrow", Some(Mode::Narrow)),
    ("wide", Some(Mode::Wide)),
    ("safe", Some(Mode::Safe)),
    ("replace", Some(Mode::Replace)),
];
const THEMES: [(&str, Option<Theme>); 3] = [("auto", None), ("dark", Some(Theme::Dark)), ("light", Some(Theme::Light))];
const STRICTNESSES: [(&str, Strictness); 3] =
    [("strict", Strictness::Strict), ("normal", Strictness::Normal), ("loose", Strictness::Loose)];
/// The measures that a text can be set in, in cells.
const MEASURES: std::ops::RangeInclusive<i64> = 20..=200;

/// Reads the text of a configuration file: what is right in it, and what is wrong, line by line.
pub fn parse(text: &str) -> (Config, Vec<Complaint>) {
    let mut reading = Reading { text, config: Config::default(), complaints: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        // One line: the parser's message may hold several.
        let words: Vec<&str> = error.message().split_whitespace().collect();
        reading.complain(error.span().unwrap_or(0..0), &format!("不是 TOML not TOML: {}", words.join(" ")));
    }
    for (name, value) in table.get_ref() {
        reading.setting(name, value);
    }
    reading.complaints.sort_by_key(|complaint| complaint.line);
    // A parser that recovers may stumble twice over one fault.
    reading.complaints.dedup_by_key(|complaint| complaint.line);
    (reading.config, reading.complaints)
}

/// The line, from 1, at which `[keys]` names this command; None where it does not.
pub fn line_of_key(text: &str, command: &str) -> Option<usize> {
    let (table, _) = DeTable::parse_recoverable(text);
    let keys = table.get_ref().get("keys")?.get_ref().as_table()?;
    let (name, _) = keys.iter().find(|(name, _)| name.get_ref().as_ref() == command)?;
    Some(line(text, &name.span()))
}

/// The name that is most like a mistyped one; None where none is like it.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&typed, name), name))
        .filter(|(distance, name)| *distance <= 1.max(name.chars().count() / 3))
        .min()
        .map(|(_, name)| name)
}

struct Reading<'t> {
    text: &'t str,
    config: Config,
    complaints: Vec<Complaint>,
}

impl Reading<'_> {
    fn complain(&mut self, at: Range<usize>, message: &str) {
        self.complaints.push(Complaint { line: line(self.text, &at), message: message.to_owned() });
    }

    fn setting(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        match name.get_ref().as_ref() {
            "lang" => self.config.lang = self.word(value, &LANGS).flatten(),
            "ambiguous" => self.config.ambiguous = self.word(value, &MODES).flatten(),
            "theme" => self.config.theme = self.word(value, &THEMES).flatten(),
            "strictness" => self.config.strictness = self.word(value, &STRICTNESSES).unwrap_or_default(),
            "measure" => {
                match value.get_ref().as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok()) {
                    Some(cells) if MEASURES.contains(&cells) => {
                        self.config.measure = u16::try_from(cells).unwrap_or(self.config.measure);
                    }
                    _ => self.complain(
                        value.span(),
                        &format!(
                            "measure 须为 {} 至 {} 的整数（格）is a number of cells",
                            MEASURES.start(),
                            MEASURES.end()
                        ),
                    ),
                }
            }
            "mouse" => match value.get_ref().as_bool() {
                Some(mouse) => self.config.mouse = mouse,
                None => self.complain(value.span(), "mouse 须为 true 或 false is true or false"),
            },
            "pinyin" => self.sounds(value),
            "keys" => match value.get_ref().as_table() {
                Some(table) => self.keys(table),
                None => self.complain(value.span(), "keys 须为表 is a table: [keys] zoom = \"z\""),
            },
            other => {
                let advice = match nearest(other, NAMES) {
                    Some(right) => format!("是否指 {right}？did you mean {right}?"),
                    None => format!("可用 known are {}", NAMES.join(", ")),
                };
                let other = plain(other);
                self.complain(name.span(), &format!("没有 {other} 这一项 no such setting; {advice}"));
            }
        }
    }

    /// The meaning of a word; None, with a complaint, where it has none.
    fn word<T: Copy>(&mut self, value: &Spanned<DeValue<'_>>, words: &[(&str, T)]) -> Option<T> {
        let typed = value.get_ref().as_str();
        let meant = typed.and_then(|typed| words.iter().find(|(word, _)| *word == typed));
        if let Some((_, meaning)) = meant {
            return Some(*meaning);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let advice = match typed.and_then(|typed| nearest(typed, known.iter().copied())) {
            Some(right) => format!("是否指 \"{right}\"？did you mean \"{right}\"?"),
            None => format!("可用 known are \"{}\"", known.join("\", \"")),
        };
        let typed = typed.map_or_else(|| "这个值 this value".to_owned(), |typed| format!("\"{}\"", plain(typed)));
        self.complain(value.span(), &format!("{typed} 不可用 is no such word; {advice}"));
        None
    }

    /// The sounds that are taken for one: a list of their names.
    fn sounds(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Array(names) = value.get_ref() else {
            self.complain(value.span(), "pinyin 须为列表 is a list: [\"zh\", \"n\", \"ang\"]");
            return;
        };
        for name in names {
            let typed = name.get_ref().as_str();
            match typed.and_then(|typed| self.config.sounds.with(typed)) {
                Some(sounds) => self.config.sounds = sounds,
                None => self.complain(name.span(), "pinyin 里只有 holds only \"zh\", \"n\", \"ang\""),
            }
        }
    }

    fn keys(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let chords = match value.get_ref() {
                DeValue::String(chord) => Some(vec![chord.to_string()]),
                DeValue::Array(chords) => {
                    chords.iter().map(|chord| chord.get_ref().as_str().map(str::to_owned)).collect()
                }
                _ => None,
            };
            match chords {
                Some(chords) => self.config.keys.push((name.get_ref().to_string(), chords)),
                None => self.complain(value.span(), "键写作 keys are written \"z\" 或 or [\"z\", \"ctrl-z\"]"),
            }
        }
    }
}

/// The line of a byte range, from 1.
fn line(text: &str, at: &Range<usize>) -> usize {
    text.bytes().take(at.start).filter(|byte| *byte == b'\n').count() + 1
}

/// What was typed, fit for one line of a terminal.
fn plain(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, &str)]) -> Config {
        let (config, complaints) = parse(text);
        assert_eq!(complaints.len(), expected.len(), "{complaints:?}");
        for (complaint, (line, words)) in complaints.iter().zip(expected) {
            assert_eq!(complaint.line, *line, "{complaints:?}");
            assert!(complaint.message.contains(words), "{complaints:?}");
            assert!(!complaint.message.contains('\n'), "{complaints:?}");
        }
        config
    }

    #[test]
    fn what_is_right_is_taken() {
        let config = check(
            "lang = \"en\"\nambiguous = \"wide\"\nmeasure = 0x40\nstrictness = \"loose\"\ntheme = \"light\"\nmouse = true\n\
             [keys]\nzoom = \"Z\"\ndown = [\"j\", \"ctrl-n\"]\n",
            &[],
        );
        let heard = check("pinyin = [\"zh\", \"ang\"]\n", &[]).sounds;
        assert!(heard.zh && heard.ang && !heard.n);
        check("pinyin = [\"th\"]\n", &[(1, "ang")]);
        check("pinyin = true\n", &[(1, "list")]);
        assert_eq!((config.lang, config.ambiguous, config.measure), (Some(Lang::En), Some(Mode::Wide), 64));
        assert_eq!((config.strictness, config.theme, config.mouse), (Strictness::Loose, Some(Theme::Light), true));
        let mut keys = config.keys;
        keys.sort();
        assert_eq!(keys[1], ("zoom".to_owned(), vec!["Z".to_owned()]));
        assert_eq!(keys[0].1, ["j", "ctrl-n"]);
        assert_eq!(check("", &[]), Config::default());
    }

    #[test]
    fn what_is_wrong_costs_only_itself() {
        let config = check(
            "# 设置\nlagn = \"en\"\nmeasure = 7\ntheme = \"drak\"\nmouse = 1\nmode = 2\nlang = \"zh\"\n",
            &[(2, "lang?"), (3, "20"), (4, "\"dark\""), (5, "true"), (6, "known are")],
        );
        assert_eq!(config, Config { lang: Some(Lang::Zh), ..Config::default() });
        let config = check("lang = \"zh\"\ntheme = \nmouse = true\n", &[(2, "TOML")]);
        assert_eq!((config.lang, config.mouse), (Some(Lang::Zh), true));
        check("[keys]\nzoom = 5\n", &[(2, "\"z\"")]);
        check("measure = 99999999999999999999\n", &[(1, "measure")]);
    }

    #[test]
    fn names_are_near_by_letters() {
        assert_eq!(nearest("zom", ["down", "zoom", "top"]), Some("zoom"));
        assert_eq!(nearest("qqqqq", ["down", "zoom"]), None);
        assert_eq!(line_of_key("a = 1\n[keys]\nup = \"k\"\n", "up"), Some(3));
        assert_eq!(line_of_key("[keys]\n", "up"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_the_program(text in "(?s).{0,120}") {
            let (_, complaints) = parse(&text);
            let lines = text.split('\n').count();
            proptest::prop_assert!(complaints.iter().all(|c| (1..=lines).contains(&c.line)));
        }
    }
}
