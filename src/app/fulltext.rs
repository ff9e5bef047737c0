//! Full text with its limits: every occurrence of a query in the catalogue, told with the speech that it stands in, kept
//! where the limits allow. What is typed for a name is matched as the panes match it; each name is decided once.

use std::collections::HashMap;
use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::filter::{Field, Pattern, Weight};
use crate::model::{AttributedBy, By, Document, Meeting, Paragraph, Person, Speech, Voice};
use crate::search::corpus::{Corpus, Place};
use crate::search::limits::Limits;
use crate::search::query::Query;
use crate::study::echo::Formulation;

use super::{rows, words};

/// An occurrence and where it stands.
#[derive(Clone, Debug)]
pub struct Occurrence<'a> {
    /// Index of the document in the catalogue.
    pub at: usize,
    /// The document.
    pub document: &'a Document,
    /// The speech, where it stands in one.
    pub speech: Option<&'a Speech>,
    /// The meeting of that speech.
    pub meeting: Option<&'a Meeting>,
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Chars of the paragraph.
    pub chars: Range<usize>,
}

impl<'a> Occurrence<'a> {
    /// What stands at a place: a speech of the document, where one is known to stand there.
    pub fn new(
        catalogue: &'a Catalogue,
        document: usize,
        speech: Option<usize>,
        paragraph: usize,
        chars: Range<usize>,
    ) -> Option<Self> {
        let it = catalogue.documents().get(document)?;
        let speech = speech.and_then(|at| it.speeches.get(at));
        Some(Self { at: document, document: it, speech, meeting: meeting_of(it, speech), paragraph, chars })
    }

    /// The paragraph.
    pub fn whole(&self) -> &'a str {
        self.document.paragraphs.get(self.paragraph).map_or("", |p: &Paragraph| p.text.as_str())
    }

    /// The words that were found, in the glyphs of the source.
    pub fn text(&self) -> String {
        self.whole().chars().skip(self.chars.start).take(self.chars.len()).collect()
    }

    /// At most `width` chars before, and after.
    pub fn context(&self, width: usize) -> (String, String) {
        let start = self.chars.start.saturating_sub(width);
        let before = self.whole().chars().skip(start).take(self.chars.start - start).collect();
        (before, self.whole().chars().skip(self.chars.end).take(width).collect())
    }

    /// The day of the speech, else of the document; empty where neither is known.
    pub fn date(&self) -> String {
        self.speech.map_or_else(|| words::document_date(self.document), |s| words::speech_date(self.document, s))
    }
}

/// The meeting of a speech of a document.
fn meeting_of<'a>(document: &'a Document, speech: Option<&Speech>) -> Option<&'a Meeting> {
    let id = speech?.meeting.as_ref()?;
    document.meetings.iter().find(|meeting| meeting.id == *id)
}

/// The folded text of a catalogue's documents.
pub fn corpus(catalogue: &Catalogue) -> Corpus {
    let mut corpus = Corpus::default();
    for document in catalogue.documents() {
        corpus.push(document);
    }
    corpus
}

/// The occurrences among `places` (of the corpus of this catalogue) that the limits allow, in the same order.
pub fn within<'a>(catalogue: &'a Catalogue, places: Vec<Place>, limits: &Limits) -> Vec<Occurrence<'a>> {
    let mut sieve = Sieve::new(catalogue, limits);
    let allowed = |place: Place| {
        let speech = sieve.allows(catalogue, place.document, place.paragraph, place.chars.start)?;
        Occurrence::new(catalogue, place.document, speech, place.paragraph, place.chars)
    };
    places.into_iter().filter_map(allowed).collect()
}

/// Every occurrence of a query that its limits and these allow.
pub fn find<'a>(catalogue: &'a Catalogue, query: &Query, limits: &Limits) -> Vec<Occurrence<'a>> {
    let mut all = query.limits().clone();
    all.extend(limits.clone());
    within(catalogue, corpus(catalogue).find(query, || true), &all)
}

/// Where the same or nearly the same stands, with the number of chars that differ; oldest first, places without a date
/// last.
pub fn echo<'a>(catalogue: &'a Catalogue, formulation: &Formulation) -> Vec<(Occurrence<'a>, usize)> {
    let mut sieve = Sieve::new(catalogue, &Limits::default());
    let mut found: Vec<(Occurrence, usize)> = formulation
        .find(&corpus(catalogue), || true)
        .into_iter()
        .filter_map(|like| {
            let speech = sieve.allows(catalogue, like.document, like.paragraph, like.chars.start)?;
            Some((Occurrence::new(catalogue, like.document, speech, like.paragraph, like.chars)?, like.distance))
        })
        .collect();
    found.sort_by_cached_key(|(found, _)| {
        let date = found.date();
        (date.is_empty(), date)
    });
    found
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
    pub fn new(catalogue: &Catalogue, limits: &Limits) -> Self {
        let mut sieve = Self {
            limits: limits.clone(),
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
        ];
        for (about, typed) in lists.into_iter().filter(|(_, typed)| !typed.is_empty()) {
            for way in WAYS {
                let read = |typed: &String| match way.run {
                    Run::SideBySide => Pattern::side_by_side(typed),
                    Run::Scattered => Pattern::new(typed),
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
        sieve
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
        allowed.then_some(speech)
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
            && self.allows_speaker(catalogue, speech)
            && self.allows_annotation(speech, meeting)
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

    fn allows_annotation(&mut self, speech: Option<&Speech>, meeting: Option<&Meeting>) -> bool {
        if !self.patterns.contains_key(&About::Annotation) {
            return true;
        }
        let said = speech.filter(|s| s.attributed_by == AttributedBy::Annotation).map(|s| s.evidence.as_str());
        let dated =
            meeting.and_then(|m| m.start.as_ref()).filter(|d| d.by == By::Annotation).map(|d| d.evidence.as_str());
        let any = self.limits.annotation.iter().any(|typed| typed == "*");
        said.into_iter().chain(dated).any(|words| any || self.is(About::Annotation, words, || minor(words)))
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
