//! What limits a search, decided of places: who speaks there, in which office, where, when, in which document, and what a
//! human said of it. What is typed for a name is matched as the panes match it; each name is decided once.

use std::collections::HashMap;
use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::filter::{Field, Pattern, Weight};
use crate::model::{AttributedBy, By, Document, Meeting, Notes, Person, Speech, Voice};
use crate::pinyin::roman::{Spelled, System};
use crate::search::corpus::Place;
use crate::search::limits::Limits;
use crate::search::query::Query;
use crate::text::sounds::Sounds;

use super::{rows, words};

/// What is known beside the documents.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Sounds that are taken for one where pinyin is typed.
    pub sounds: Sounds,
    /// What the user noted.
    pub notes: Notes,
}

/// The meeting of a speech of a document.
pub(super) fn meeting_of<'a>(document: &'a Document, speech: Option<&Speech>) -> Option<&'a Meeting> {
    let id = speech?.meeting.as_ref()?;
    document.meetings.iter().find(|meeting| meeting.id == *id)
}

/// A speech stands in a part of a paragraph.
#[derive(Clone, Copy)]
struct Spoken {
    paragraph: usize,
    from: usize,
    to: usize,
    speech: usize,
}

/// What a limit is about, for remembering what was decided.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum About {
    Speaker,
    Office,
    Meeting,
    Place,
    Publisher,
    Annotation,
    Title,
}

/// How the names of a limit are matched: the first way that anything in the library matches.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Way {
    /// By what someone is called, or by the offices they held at any time.
    by: Called,
    /// Whether other characters may stand between.
    run: Run,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Called {
    Name,
    Office,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    SideBySide,
    Scattered,
}

/// The ways, the strictest first.
const WAYS: [Way; 4] = [
    Way { by: Called::Name, run: Run::SideBySide },
    Way { by: Called::Name, run: Run::Scattered },
    Way { by: Called::Office, run: Run::SideBySide },
    Way { by: Called::Office, run: Run::Scattered },
];

/// Decides of places whether the limits allow them.
pub struct Sieve {
    limits: Limits,
    beside: Beside,
    spelled: Vec<Spelled>,
    said: Vec<String>,
    speakers: Called,
    patterns: HashMap<About, Vec<Pattern>>,
    decided: HashMap<(About, String), bool>,
    /// The document that was looked at last, its speeches by paragraph, and for each speech what was decided.
    document: usize,
    spoken: Vec<Spoken>,
    allowed: Vec<Option<bool>>,
    outside: Option<bool>,
}

impl Sieve {
    /// A sieve for the documents of a catalogue.
    pub fn new(catalogue: &Catalogue, limits: &Limits, beside: &Beside) -> Self {
        let mut sieve = Self {
            limits: limits.clone(),
            beside: if limits.is_empty() { Beside::default() } else { beside.clone() },
            spelled: Vec::new(),
            said: Vec::new(),
            speakers: Called::Name,
            patterns: HashMap::new(),
            decided: HashMap::new(),
            document: usize::MAX,
            spoken: Vec::new(),
            allowed: Vec::new(),
            outside: None,
        };
        let lists = [
            (About::Speaker, &limits.speaker),
            (About::Office, &limits.office),
            (About::Meeting, &limits.meeting),
            (About::Place, &limits.place),
            (About::Publisher, &limits.publisher),
            (About::Annotation, &limits.annotation),
            (About::Title, &limits.title),
        ];
        for (about, typed) in lists.into_iter().filter(|(_, typed)| !typed.is_empty()) {
            for way in WAYS {
                let read = |typed: &String| match way.run {
                    Run::SideBySide => Pattern::side_by_side(typed, beside.sounds),
                    Run::Scattered => Pattern::hearing(typed, beside.sounds),
                };
                sieve.patterns.insert(about, typed.iter().map(read).collect());
                sieve.decided.retain(|(decided, _), _| *decided != about);
                if about == About::Speaker {
                    sieve.speakers = way.by;
                }
                if sieve.anything(about, catalogue) {
                    break;
                }
            }
        }
        sieve.spell(catalogue);
        sieve
    }

    /// Takes spellings of names for the names that they may mean, and says which.
    fn spell(&mut self, catalogue: &Catalogue) {
        let systems = [(System::Cantonese, "粤语 Cantonese"), (System::WadeGiles, "威妥玛 Wade-Giles")];
        for typed in self.limits.spelled.clone() {
            let mut found = Vec::new();
            for (system, name) in systems {
                let Some(spelled) = Spelled::new(&typed, system) else { continue };
                let mut names: Vec<&str> = catalogue
                    .persons()
                    .iter()
                    .filter(|p| std::iter::once(&p.name).chain(&p.aliases).any(|name| spelled.is(name)))
                    .map(|p| p.name.as_str())
                    .collect();
                names.dedup();
                if !names.is_empty() {
                    found.push(format!("{}（{name}）", names.join("、")));
                }
                self.spelled.push(spelled);
            }
            let found =
                if found.is_empty() { "没有这样的人名 no such name".to_owned() } else { found.join("；") };
            self.said.push(format!("{typed} = {found}"));
        }
    }

    /// How limits were understood that could mean several things, a line each.
    pub fn said(&self) -> &[String] {
        &self.said
    }

    /// Whether anything in the library is called so.
    fn anything(&mut self, about: About, catalogue: &Catalogue) -> bool {
        let documents = catalogue.documents();
        let meetings = catalogue.meetings().iter().map(|held| &held.meeting);
        match about {
            About::Speaker => self.anyone(catalogue),
            About::Office => {
                let offices = documents.iter().flat_map(|d| &d.speeches).filter_map(|s| s.office.as_deref());
                self.any_of(about, offices)
            }
            About::Meeting => {
                let mut meetings = documents.iter().flat_map(|d| &d.meetings);
                meetings.any(|meeting| self.allows_meeting(Some(meeting)))
            }
            About::Place => self.any_of(about, meetings.filter_map(|m| m.place.as_deref())),
            About::Publisher => self.any_of(about, documents.iter().filter_map(|d| d.publisher.as_deref())),
            About::Annotation => false,
            About::Title => {
                self.any_of(about, documents.iter().map(words::title).collect::<Vec<_>>().iter().map(String::as_str))
            }
        }
    }

    fn any_of<'t>(&mut self, about: About, mut texts: impl Iterator<Item = &'t str>) -> bool {
        texts.any(|text| self.is(about, text, || minor(text)))
    }

    fn anyone(&mut self, catalogue: &Catalogue) -> bool {
        let by = self.speakers;
        let fields = |person: &Person| match by {
            Called::Name => names(&person.name, Some(person)),
            Called::Office => rows::person(person),
        };
        let persons = catalogue.persons().iter().any(|person| self.is(About::Speaker, &person.id.0, || fields(person)));
        let others = catalogue.documents().iter().flat_map(|d| &d.speeches).filter(|s| s.voice != Voice::Person);
        let mut others = others.filter_map(|s| s.speaker.as_ref());
        let named = by == Called::Name && others.any(|name| self.is(About::Speaker, name, || names(name, None)));
        persons || named
    }

    /// Whether one of the patterns about something matches, decided once for each key.
    fn is(&mut self, about: About, key: &str, fields: impl FnOnce() -> Vec<Field>) -> bool {
        if let Some(&decided) = self.decided.get(&(about, key.to_owned())) {
            return decided;
        }
        let fields = fields();
        let matches = self.patterns.get_mut(&about).is_none_or(|list| list.iter_mut().any(|p| p.matches(&fields)));
        self.decided.insert((about, key.to_owned()), matches);
        matches
    }

    /// The speech at a place (None: in none), where the limits allow the place; else None.
    pub fn allows(
        &mut self,
        catalogue: &Catalogue,
        document: usize,
        paragraph: usize,
        char: usize,
    ) -> Option<Option<usize>> {
        let it = catalogue.documents().get(document)?;
        if self.document != document {
            self.enter(document, it);
        }
        let from = self.spoken.partition_point(|s| s.paragraph < paragraph);
        let here = self.spoken.iter().skip(from).take_while(|s| s.paragraph == paragraph);
        let speech = here.filter(|s| (s.from..s.to).contains(&char)).map(|s| s.speech).min();
        if self.limits.is_empty() {
            return Some(speech);
        }
        let known = speech.map_or(self.outside, |at| self.allowed.get(at).copied().flatten());
        let allowed = known.unwrap_or_else(|| self.decide(catalogue, it, speech.and_then(|at| it.speeches.get(at))));
        match speech.and_then(|at| self.allowed.get_mut(at)) {
            Some(slot) => *slot = Some(allowed),
            None => self.outside = Some(allowed),
        }
        (allowed && self.is_annotated(it, speech, paragraph)).then_some(speech)
    }

    /// What a query finds at a place, as far as the limits allow it: the chars and the speech that they stand in. Where limits
    /// alone are asked, a paragraph that several speak in is as many passages.
    pub fn allowed(
        &mut self,
        catalogue: &Catalogue,
        query: &Query,
        place: &Place,
    ) -> Vec<(Range<usize>, Option<usize>)> {
        let Place { document, paragraph, chars } = place;
        if !query.is_limits_alone() {
            let speech = self.allows(catalogue, *document, *paragraph, chars.start);
            return speech.map(|speech| (chars.clone(), speech)).into_iter().collect();
        }
        let Some(it) = catalogue.documents().get(*document) else { return Vec::new() };
        if self.document != *document {
            self.enter(*document, it);
        }
        let here = self.spoken.iter().filter(|s| s.paragraph == *paragraph);
        let mut borders: Vec<usize> = here.flat_map(|s| [s.from, s.to]).filter(|at| chars.contains(at)).collect();
        borders.extend([chars.start, chars.end]);
        borders.sort_unstable();
        borders.dedup();
        let mut passages: Vec<(Range<usize>, Option<usize>)> = Vec::new();
        for (&from, &to) in borders.iter().zip(borders.iter().skip(1)) {
            let Some(speech) = self.allows(catalogue, *document, *paragraph, from) else { continue };
            match passages.last_mut() {
                Some((before, same)) if before.end == from && *same == speech => before.end = to,
                _ => passages.push((from..to, speech)),
            }
        }
        passages
    }

    fn enter(&mut self, document: usize, it: &Document) {
        self.document = document;
        self.outside = None;
        self.allowed = vec![None; it.speeches.len()];
        self.spoken.clear();
        for (speech, parts) in it.speeches.iter().map(|s| &s.parts).enumerate() {
            let spoken =
                parts.iter().map(|p| Spoken { paragraph: p.paragraph, from: p.from, to: p.to.max(p.from + 1), speech });
            self.spoken.extend(spoken);
        }
        self.spoken.sort_by_key(|s| s.paragraph);
    }

    fn decide(&mut self, catalogue: &Catalogue, document: &Document, speech: Option<&Speech>) -> bool {
        if self.limits.on_speeches() && speech.is_none() {
            return false;
        }
        let meeting = meeting_of(document, speech);
        let date = speech.map_or_else(|| words::document_date(document), |s| words::speech_date(document, s));
        self.allows_form(speech)
            && dated(&date, &self.limits)
            && self.allows_text(About::Publisher, document.publisher.as_deref())
            && self.allows_text(About::Office, speech.and_then(|s| s.office.as_deref()))
            && self.allows_text(About::Place, meeting.and_then(|m| m.place.as_deref()))
            && self.allows_meeting(meeting)
            && self.allows_text(About::Title, Some(&words::title(document)))
            && self.allows_speaker(catalogue, speech)
            && self.allows_spelled(catalogue, speech)
    }

    fn allows_spelled(&self, catalogue: &Catalogue, speech: Option<&Speech>) -> bool {
        if self.limits.spelled.is_empty() {
            return true;
        }
        let Some(speech) = speech else { return false };
        let person = speech.person.as_ref().and_then(|id| catalogue.persons().iter().find(|p| p.id == *id));
        let names = person.into_iter().flat_map(|p| std::iter::once(&p.name).chain(&p.aliases));
        names.chain(&speech.speaker).any(|name| self.spelled.iter().any(|spelled| spelled.is(name)))
    }

    fn allows_form(&self, speech: Option<&Speech>) -> bool {
        self.limits.form.is_empty() || speech.is_some_and(|s| self.limits.form.contains(&s.form))
    }

    fn allows_text(&mut self, about: About, text: Option<&str>) -> bool {
        let text = text.unwrap_or_default();
        !self.patterns.contains_key(&about) || self.is(about, text, || minor(text))
    }

    fn allows_meeting(&mut self, meeting: Option<&Meeting>) -> bool {
        if !self.patterns.contains_key(&About::Meeting) {
            return true;
        }
        let name = meeting.map_or("", |m| m.name.as_str());
        let edition = meeting.and_then(|m| m.edition.as_deref()).unwrap_or_default();
        let key = format!("{name}\n{edition}");
        self.is(About::Meeting, &key, || [minor(name), minor(edition)].concat())
    }

    fn allows_speaker(&mut self, catalogue: &Catalogue, speech: Option<&Speech>) -> bool {
        if !self.patterns.contains_key(&About::Speaker) {
            return true;
        }
        let name = speech.and_then(|s| s.speaker.as_deref()).unwrap_or_default();
        let id = speech.and_then(|s| s.person.as_ref());
        let person = || id.and_then(|id| catalogue.persons().iter().find(|p| p.id == *id));
        let (key, by) = (format!("{name}\n{}", id.map_or("", |id| id.0.as_str())), self.speakers);
        self.is(About::Speaker, &key, || match by {
            Called::Name => names(name, person()),
            Called::Office => person().map_or_else(|| minor(""), rows::person),
        })
    }

    /// Whether a human said something of a place: attributed the speech, dated its meeting, or noted or marked the
    /// paragraph.
    fn is_annotated(&mut self, document: &Document, speech: Option<usize>, paragraph: usize) -> bool {
        if !self.patterns.contains_key(&About::Annotation) {
            return true;
        }
        let speech = speech.and_then(|at| document.speeches.get(at));
        let said = speech.filter(|s| s.attributed_by == AttributedBy::Annotation).map(|s| s.evidence.as_str());
        let meeting = meeting_of(document, speech);
        let dated =
            meeting.and_then(|m| m.start.as_ref()).filter(|d| d.by == By::Annotation).map(|d| d.evidence.as_str());
        let remarks: Vec<String> =
            self.beside.notes.remarks(document, paragraph).into_iter().map(str::to_owned).collect();
        let any = self.limits.annotation.iter().any(|typed| typed == "*");
        let said = said.into_iter().chain(dated).chain(remarks.iter().map(String::as_str));
        said.into_iter().any(|words| any || self.is(About::Annotation, words, || minor(words)))
    }
}

/// What someone is called: the name as it stands there, the person's name and other spellings.
fn names(name: &str, person: Option<&Person>) -> Vec<Field> {
    let mut fields = vec![Field { text: name.to_owned(), weight: Weight::PersonName }];
    fields.extend(person.into_iter().flat_map(rows::person).filter(|field| field.weight != Weight::Minor));
    fields
}

fn minor(text: &str) -> Vec<Field> {
    vec![Field { text: text.to_owned(), weight: Weight::Minor }]
}

/// Whether a day lies within the limits, as far as both say; an unknown day does not.
fn dated(date: &str, limits: &Limits) -> bool {
    let compare = |limit: &str| {
        let length = limit.len().min(date.len());
        date.get(..length).cmp(&limit.get(..length))
    };
    (limits.from.is_none() && limits.to.is_none())
        || (!date.is_empty()
            && limits.from.as_deref().is_none_or(|from| compare(from).is_ge())
            && limits.to.as_deref().is_none_or(|to| compare(to).is_le()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_compared_as_far_as_both_go() {
        let check = |date: &str, from: &str, to: &str, expected: bool| {
            let some = |limit: &str| (!limit.is_empty()).then(|| limit.to_owned());
            let limits = Limits { from: some(from), to: some(to), ..Limits::default() };
            assert_eq!(dated(date, &limits), expected, "{date} {from} {to}");
        };
        check("2021-05-27", "2021", "", true);
        check("2021-05-27", "2021-05-27", "2021-05-27", true);
        check("2021-05-27", "2021-06", "", false);
        check("2021", "2021-06", "", true);
        check("2024-06-06", "", "2023", false);
        check("", "2021", "", false);
        check("", "", "", true);
    }
}
