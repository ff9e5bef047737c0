//! Limits of a query: `speaker:李强 from:2021` beside the words. They hold for the whole query and stand anywhere outside
//! of parentheses, quotation marks and regular expressions. Which speech they allow is not known here.
//!
//! Invariant: reading a limit never moves a char: what is read is blanked, so that a fault points at what was typed.

use super::fault::Fault;
use crate::model::Form;
use crate::model::date::days_of;
use crate::text::fold::half;

/// What stands in place of a limit that was read.
pub(super) const BLANK: char = '\0';

/// What can be limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// Who speaks.
    Speaker,
    /// In which office.
    Office,
    /// At which meeting.
    Meeting,
    /// Where.
    Place,
    /// In which form.
    Form,
    /// From which day on.
    From,
    /// To which day.
    To,
    /// From which day to which.
    Date,
    /// Who published it.
    Publisher,
    /// What a human said of it.
    Annotation,
    /// In which document, by its title.
    Title,
    /// Who speaks, as their name is spelled in Cantonese or Wade–Giles.
    Spelled,
}

impl Name {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Speaker,
        Self::Office,
        Self::Meeting,
        Self::Place,
        Self::Form,
        Self::From,
        Self::To,
        Self::Date,
        Self::Publisher,
        Self::Annotation,
        Self::Title,
        Self::Spelled,
    ];

    /// As it is written, without its colon.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Office => "office",
            Self::Meeting => "meeting",
            Self::Place => "place",
            Self::Form => "form",
            Self::From => "from",
            Self::To => "to",
            Self::Date => "date",
            Self::Publisher => "publisher",
            Self::Annotation => "annotation",
            Self::Title => "title",
            Self::Spelled => "spelled",
        }
    }
}

/// What limits a search; empty limits nothing. Of several values of one name any will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Patterns for the speaker: name, other spellings, else offices at any time.
    pub speaker: Vec<String>,
    /// Patterns for the office that the speech gives.
    pub office: Vec<String>,
    /// Patterns for the name or the edition of the meeting.
    pub meeting: Vec<String>,
    /// Patterns for the place of the meeting.
    pub place: Vec<String>,
    /// The forms.
    pub form: Vec<Form>,
    /// First day, month or year: `2021-05-26`, `2021-05`, `2021`.
    pub from: Option<String>,
    /// Last day, month or year.
    pub to: Option<String>,
    /// Patterns for the publisher.
    pub publisher: Vec<String>,
    /// Patterns for what a human said of it; `*` is anything.
    pub annotation: Vec<String>,
    /// Patterns for the title of the document.
    pub title: Vec<String>,
    /// Spellings of the speaker's name in Cantonese or Wade–Giles.
    pub spelled: Vec<String>,
}

/// The names of forms in a limit; `said` is what was really said, not the meeting's voice.
pub const FORMS: [(&str, &str, &[Form]); 7] = [
    ("said", "所说", &[Form::Verbatim, Form::Reported, Form::Question, Form::Answer]),
    ("verbatim", "原话", &[Form::Verbatim]),
    ("reported", "转述", &[Form::Reported]),
    ("resolution", "会议", &[Form::Resolution]),
    ("question", "问", &[Form::Question]),
    ("answer", "答", &[Form::Answer]),
    ("article", "文章", &[Form::Article]),
];

impl Limits {
    /// Whether nothing is limited.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a limit speaks of speeches: what stands in none is then left out.
    pub fn on_speeches(&self) -> bool {
        let lists = [&self.speaker, &self.office, &self.meeting, &self.place, &self.spelled];
        lists.iter().any(|list| !list.is_empty()) || !self.form.is_empty()
    }

    /// Adds all that another limits.
    pub fn extend(&mut self, other: Self) {
        self.speaker.extend(other.speaker);
        self.office.extend(other.office);
        self.meeting.extend(other.meeting);
        self.place.extend(other.place);
        self.form.extend(other.form);
        self.publisher.extend(other.publisher);
        self.annotation.extend(other.annotation);
        self.title.extend(other.title);
        self.spelled.extend(other.spelled);
        self.from = other.from.or(self.from.take());
        self.to = other.to.or(self.to.take());
    }

    /// Adds a limit as typed; what is wrong with its value.
    pub fn add(&mut self, name: Name, value: &str) -> Result<(), &'static str> {
        let day = |value: &str| {
            let value = value.replace(['.', '/'], "-");
            if is_day(&value) { Ok(Some(value)) } else { Err(DAY) }
        };
        match name {
            Name::Speaker => self.speaker.push(value.to_owned()),
            Name::Office => self.office.push(value.to_owned()),
            Name::Meeting => self.meeting.push(value.to_owned()),
            Name::Place => self.place.push(value.to_owned()),
            Name::Publisher => self.publisher.push(value.to_owned()),
            Name::Annotation => self.annotation.push(value.to_owned()),
            Name::Title => self.title.push(value.to_owned()),
            Name::Spelled => self.spelled.push(value.to_owned()),
            Name::From => self.from = day(value)?,
            Name::To => self.to = day(value)?,
            Name::Date => {
                let (from, to) = value.split_once("..").unwrap_or((value, value));
                if from.is_empty() && to.is_empty() {
                    return Err(DAY);
                }
                self.from = if from.is_empty() { None } else { day(from)? };
                self.to = if to.is_empty() { None } else { day(to)? };
            }
            Name::Form => {
                for word in value.split([',', '，', '、']) {
                    let Some((_, _, forms)) =
                        FORMS.iter().find(|(en, zh, _)| word.eq_ignore_ascii_case(en) || word == *zh)
                    else {
                        return Err(
                            "形式为 said verbatim reported resolution question answer article 或所说、原话、转述、会议、问、答、文章 write one of these",
                        );
                    };
                    self.form.extend(*forms);
                }
            }
        }
        if self.is_reversed() {
            Err("起始晚于截止 the first day is after the last: exchange them")
        } else {
            Ok(())
        }
    }

    /// Whether no day can lie between the first and the last.
    fn is_reversed(&self) -> bool {
        self.from.as_ref().zip(self.to.as_ref()).is_some_and(|(from, to)| {
            let length = from.len().min(to.len());
            from.get(..length) > to.get(..length)
        })
    }
}

/// How a day is to be typed.
const DAY: &str = "日期写作 2021、2021-05 或 2021-05-27 write a date so";

/// Whether this is a year, a month or a day as it is typed.
pub fn is_day(typed: &str) -> bool {
    let parts: Vec<&str> = typed.split('-').collect();
    let number = |part: &str, length: usize| {
        let digits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    };
    let Some(numbers) = parts.iter().zip([4, 2, 2]).map(|(part, length)| number(part, length)).collect() else {
        return false;
    };
    let numbers: Vec<u32> = numbers;
    match *numbers.as_slice() {
        [_] => parts.len() == 1,
        [_, month] => parts.len() == 2 && (1..=12).contains(&month),
        [year, month, day] => {
            parts.len() == 3 && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day)
        }
        _ => false,
    }
}

/// A limit that stands in a query.
struct Found {
    name: Name,
    value: String,
    /// Chars of the query, the marks around the value included.
    chars: std::ops::Range<usize>,
}

/// Takes the limits out of a query; the chars that they took are blank afterwards.
pub(super) fn take(query: &mut [char]) -> Result<Limits, Fault> {
    let mut limits = Limits::default();
    let (mut at, mut depth, mut starts) = (0, 0usize, true);
    while let Some(&c) = query.get(at) {
        let next = match c {
            '"' => closing(query, at, '"').unwrap_or(query.len()),
            '/' if starts => closing(query, at, '/').filter(|&end| ends_word(query, end)).unwrap_or(at + 1),
            _ => at + 1,
        };
        match half(c) {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if starts && let Some(found) = limit(query, at)? {
            if depth > 0 {
                return Err(Fault::new(at, "限定写在括号外 a limit stands outside of parentheses"));
            }
            limits
                .add(found.name, &found.value)
                .map_err(|words| Fault::new(found.chars.start + found.name.word().len() + 1, words))?;
            clear(query, &found.chars)?;
            at = found.chars.end;
            continue;
        }
        starts = c.is_whitespace() || c == BLANK || half(c) == '(';
        at = next;
    }
    Ok(limits)
}

/// The char after the next mark that closes what opens at `at`.
fn closing(query: &[char], at: usize, mark: char) -> Option<usize> {
    query.iter().skip(at + 1).position(|&c| c == mark).map(|found| at + found + 2)
}

fn ends_word(query: &[char], at: usize) -> bool {
    query.get(at).is_none_or(|c| c.is_whitespace() || half(*c) == ')')
}

/// The name of the limit that starts here, and the char after its colon.
fn name_at(query: &[char], at: usize) -> Option<(Name, usize)> {
    Name::ALL.into_iter().find_map(|name| {
        let word = name.word();
        let end = at + word.len();
        let same = query.get(at..end)?.iter().zip(word.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
        (same && matches!(query.get(end), Some(':' | '：'))).then_some((name, end + 1))
    })
}

fn limit(query: &[char], at: usize) -> Result<Option<Found>, Fault> {
    let Some((name, from)) = name_at(query, at) else { return unknown(query, at).map_or(Ok(None), Err) };
    let (inside, end) = if query.get(from) == Some(&'"') {
        let end = closing(query, from, '"')
            .ok_or_else(|| Fault::new(from, "引号没有闭合 the quotation mark is not closed: add \""))?;
        (from + 1..end - 1, end)
    } else {
        let stop = |c: &char| c.is_whitespace() || matches!(half(*c), '(' | ')') || *c == '"';
        let end = query.iter().skip(from).position(stop).map_or(query.len(), |found| from + found);
        (from..end, end)
    };
    let value: String = query.get(inside).unwrap_or_default().iter().collect();
    if value.trim().is_empty() {
        return Err(Fault::new(at, "冒号后要有内容 a value must follow the colon"));
    }
    Ok(Some(Found { name, value, chars: at..end }))
}

/// What is wrong where a limit of no known name stands: speker:李强, which would be looked for as words and not be found.
fn unknown(query: &[char], at: usize) -> Option<Fault> {
    let letters = query.iter().skip(at).take_while(|c| c.is_ascii_lowercase()).count();
    let value = query.get(at + letters + 1).is_some_and(|c| !c.is_whitespace() && *c != '/');
    let named = (2..=12).contains(&letters) && query.get(at + letters) == Some(&':') && value;
    named.then(|| {
        let names = Name::ALL.map(Name::word).join(" ");
        Fault::new(at, &format!("没有这个限定；有的是 no such limit; there are {names}. 要找这些字请加引号 to find the words put them in quotation marks"))
    })
}

/// Blanks a limit, the space after it and an AND that bound it to the words.
fn clear(query: &mut [char], chars: &std::ops::Range<usize>) -> Result<(), Fault> {
    let is_space = |c: &char| c.is_whitespace() || *c == BLANK;
    let before = query.get(..chars.start).unwrap_or_default();
    let end = before.iter().rposition(|c| !is_space(c)).map_or(0, |last| last + 1);
    let start = before.iter().take(end).rposition(is_space).map_or(0, |space| space + 1);
    let word: String = before.get(start..end).unwrap_or_default().iter().map(|c| half(*c)).collect();
    if matches!(word.as_str(), "OR" | "NOT") || word.starts_with("NEAR") {
        let words =
            "限定管整个查询，不接 OR、NOT、NEAR a limit holds for the whole query: no OR, NOT or NEAR before it";
        return Err(Fault::new(chars.start, words));
    }
    let after = chars.end + query.iter().skip(chars.end).take_while(|c| c.is_whitespace()).count();
    let next: String = query.iter().skip(after).take_while(|c| !c.is_whitespace()).map(|c| half(*c)).collect();
    // `a AND speaker:b c`: the AND binds the words that are left.
    let binds = next.is_empty()
        || matches!(next.as_str(), "AND" | "OR" | "NOT" | ")")
        || next.starts_with("NEAR")
        || name_at(query, after).is_some();
    let from = if word == "AND" && binds { start } else { chars.start };
    let nothing_before = query.iter().take(from).all(is_space);
    let mut to = after;
    if nothing_before && next == "AND" {
        to = after + 3 + query.iter().skip(after + 3).take_while(|c| c.is_whitespace()).count();
    }
    query.iter_mut().take(to).skip(from).for_each(|c| *c = BLANK);
    Ok(())
}

/// What is being typed at the end of `before` (what stands before the caret), as far as it may be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typing {
    /// The beginning of a name: its chars.
    Name(String),
    /// The beginning of a value, without its quotation mark.
    Value(Name, String),
}

/// What may be completed, and how many chars before the caret it takes.
pub fn typing(before: &str) -> Option<(Typing, usize)> {
    let chars: Vec<char> = before.chars().collect();
    let (mut at, mut starts) = (0, true);
    while at < chars.len() {
        if starts && let Some((name, from)) = name_at(&chars, at) {
            let quoted = chars.get(from) == Some(&'"');
            let stop = |c: &char| if quoted { *c == '"' } else { c.is_whitespace() };
            let inside = from + usize::from(quoted);
            match chars.iter().skip(inside).position(stop) {
                None => {
                    let value: String = chars.iter().skip(inside).collect();
                    return Some((Typing::Value(name, value), chars.len() - from));
                }
                Some(found) => at = inside + found,
            }
        } else if chars[at] == '"' {
            at = closing(&chars, at, '"')?;
            starts = false;
            continue;
        }
        starts = chars.get(at).is_some_and(|c| c.is_whitespace() || *c == '(');
        at += 1;
    }
    let word: String = chars.iter().rev().take_while(|c| !c.is_whitespace() && **c != '(').collect();
    let word: String = word.chars().rev().collect();
    let is_start = |name: &Name| name.word().starts_with(&word.to_ascii_lowercase());
    (word.is_ascii() && Name::ALL.iter().any(is_start)).then(|| (Typing::Name(word.clone()), word.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_typed() {
        let check = |before: &str, expected: Option<(Typing, usize)>| assert_eq!(typing(before), expected, "{before}");
        check("改革 sp", Some((Typing::Name("sp".into()), 2)));
        check("改革 ", Some((Typing::Name(String::new()), 0)));
        check("改革", None);
        check("改革 speaker:li", Some((Typing::Value(Name::Speaker, "li".into()), 2)));
        check("改革 speaker:\"li q", Some((Typing::Value(Name::Speaker, "li q".into()), 5)));
        check("speaker:a ", Some((Typing::Name(String::new()), 0)));
        check("\"speaker:li", None);
    }

    #[test]
    fn a_limit_of_no_known_name_is_a_fault() {
        let check = |typed: &str, expected: Option<usize>| {
            let mut query: Vec<char> = typed.chars().collect();
            assert_eq!(take(&mut query).err().map(|fault| fault.at), expected, "{typed}");
        };
        check("改革 speker:李强", Some(3));
        check("改革 spk:x", Some(3));
        check("改革 speaker:李强", None);
        check("\"spk:x\"", None);
        check("https://a.b", None);
        check("AI：机遇", None);
        check("a:b", None);
    }
}
