//! Persons across documents: one for a name however it is spelled (traditional, with blanks), with the offices that
//! documents show and the days they show them on. Two heads of different places at the same time are two persons, whatever
//! they are called.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::model::{Date, DocumentId, Office, Person, PersonId};
use crate::text::fold;

/// The persons of a library.
#[derive(Clone, Debug, Default)]
pub struct Persons {
    all: Vec<Person>,
    /// Those of one name: its folded letters, and indices among all.
    named: Vec<(String, Vec<usize>)>,
    /// The name that each spelling is of; and each name's own.
    of: FxHashMap<String, usize>,
    /// Hashes of the documents that came.
    came: FxHashSet<u64>,
    /// Whether the document that is read may have come before: a source may lie there twice.
    again: bool,
}

/// Two persons of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    /// The office of the one who is there, and the last day that it is shown on.
    pub office: String,
    /// That day.
    pub day: String,
    /// A document that shows it.
    pub document: Option<DocumentId>,
}

impl Persons {
    /// All of them, in the order in which they were met.
    pub fn all(&self) -> &[Person] {
        &self.all
    }

    /// A document begins.
    pub fn begin(&mut self, document: &DocumentId) {
        self.again = !self.came.insert(FxBuildHasher.hash_one(&document.0));
    }

    /// The name that a spelling which was never met is of.
    fn spelled(&mut self, name: &str) -> usize {
        let key: String = fold::folded(name).chars().filter(|c| !c.is_whitespace()).collect();
        let at = *self.of.entry(key.clone()).or_insert_with(|| {
            self.named.push((key, Vec::new()));
            self.named.len() - 1
        });
        self.of.insert(name.to_owned(), at);
        at
    }

    /// The person of a name in an office on a day, in the document that was begun; a new office, day or spelling of one is added. A namesake who cannot be
    /// the same is told of.
    pub fn meet(
        &mut self,
        name: &str,
        office: Option<&str>,
        date: Option<&Date>,
        document: &DocumentId,
    ) -> (PersonId, Option<Namesake>) {
        let at = self.of.get(name).copied().unwrap_or_else(|| self.spelled(name));
        let (key, known) = &mut self.named[at];
        // Who holds this very office comes first, then whoever may hold it.
        let holds = |at: &usize| self.all[*at].offices.iter().any(|held| Some(held.office.as_str()) == office);
        let ordered = known.iter().filter(|at| holds(at)).chain(known.iter().filter(|at| !holds(at)));
        let mut namesake = None;
        let fits = ordered.copied().find(|at| {
            let conflict = office.and_then(|office| conflict(&self.all[*at], office, date));
            let fits = conflict.is_none();
            namesake = namesake.take().or(conflict);
            fits
        });
        let at = fits.unwrap_or_else(|| {
            let number = if known.is_empty() { String::new() } else { format!("-{}", known.len() + 1) };
            self.all.push(Person {
                id: PersonId(format!("p-{key}{number}")),
                name: name.chars().filter(|c| !c.is_whitespace()).collect(),
                aliases: Vec::new(),
                offices: Vec::new(),
            });
            known.push(self.all.len() - 1);
            self.all.len() - 1
        });
        let person = &mut self.all[at];
        if person.name != name && !person.aliases.iter().any(|a| a == name) {
            person.aliases.push(name.to_owned());
        }
        if let Some(office) = office {
            add_office(person, office, date, (document, self.again));
        }
        let namesake = if fits.is_some() { None } else { namesake };
        (person.id.clone(), namesake)
    }
}

/// Notes that a document, which may have been there before, shows an office of a person.
fn add_office(person: &mut Person, office: &str, date: Option<&Date>, (document, again): (&DocumentId, bool)) {
    fn value(date: Option<&Date>) -> Option<&str> {
        date.map(|date| date.value.as_str())
    }
    if let Some(held) = person.offices.iter_mut().find(|o| o.office == office) {
        if held.documents.last() != Some(document) && !(again && held.documents.contains(document)) {
            held.documents.push(document.clone());
        }
        let Some(date) = date else { return };
        if value(held.last.as_ref()).is_none_or(|last| date.value.as_str() > last) {
            held.last = Some(date.clone());
        }
        if value(held.first.as_ref()).is_some_and(|first| first <= date.value.as_str()) {
            return;
        }
        held.first = Some(date.clone());
    } else {
        let organisation = crate::text::office::organisation(office).map(|(organisation, _)| organisation.to_owned());
        person.offices.push(Office {
            office: office.to_owned(),
            organisation,
            first: date.cloned(),
            last: date.cloned(),
            documents: vec![document.clone()],
        });
    }
    person.offices.sort_by(|a, b| value(a.first.as_ref()).cmp(&value(b.first.as_ref())));
}

/// An office of a person that cannot be held beside another on a day.
fn conflict(person: &Person, office: &str, date: Option<&Date>) -> Option<Namesake> {
    let day = date.filter(|date| date.value.len() >= 10)?.value.as_str();
    let seats = seats(office);
    if seats.is_empty() {
        return None;
    }
    let value = |date: Option<&Date>| date.map_or("", |d| d.value.as_str()).to_owned();
    // The days between which the office is shown, this one taken in.
    let own = person.offices.iter().find(|o| o.office == office);
    let first = own.map_or_else(|| day.to_owned(), |o| value(o.first.as_ref()).min(day.to_owned()));
    let last = own.map_or_else(|| day.to_owned(), |o| value(o.last.as_ref()).max(day.to_owned()));
    person.offices.iter().find_map(|held| {
        let (from, to) = (value(held.first.as_ref()), value(held.last.as_ref()));
        let together = !from.is_empty() && from <= last && first <= to;
        let other = self::seats(&held.office);
        let apart = other.iter().any(|a| seats.iter().any(|b| a.level == b.level && a.place != b.place))
            && !other.iter().any(|a| seats.iter().any(|b| a.place == b.place));
        (together && apart).then(|| Namesake {
            office: held.office.clone(),
            day: to,
            document: held.documents.last().cloned(),
        })
    })
}

/// The head of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seat<'a> {
    /// The place, without what kind it is.
    place: &'a str,
    /// Province, city, county.
    level: u8,
}

/// Those who head a place: nobody heads two of a kind.
const HEADS: &[&str] = &["书记", "省长", "市长", "县长", "区长", "州长", "旗长", "書記", "省長", "縣長", "區長"];

/// Municipalities that are provinces.
const MUNICIPAL: &[&str] = &["北京", "上海", "天津", "重庆", "重慶"];

/// The places that an office heads: 浙江省委副书记、省长 heads 浙江, 中央政治局委员、上海市委书记 heads 上海.
fn seats(office: &str) -> Vec<Seat<'_>> {
    let mut out = Vec::new();
    let mut place: Option<Seat<'_>> = None;
    for part in office.split(['、', '，', ',', ' ']) {
        let Some(head) = HEADS.iter().find(|head| part.ends_with(**head)) else { continue };
        let before = part.get(..part.len() - head.len()).unwrap_or("");
        if before.ends_with(['副', '总', '總', '前', '原']) {
            place = seat(before).or(place);
            continue;
        }
        // A province, a city and a county end with what their head is called: 浙江省+省长 is written 浙江省省长 or 浙江省长.
        let known = seat(before).or_else(|| seat(part.get(..part.len() - "长".len()).unwrap_or(""))).or(place);
        out.extend(known);
        place = known;
    }
    out
}

/// Bytes of two Han: no place is called by fewer.
const NAME: usize = 6;

/// The place that words begin with.
fn seat(words: &str) -> Option<Seat<'_>> {
    let kinds: &[(&str, u8)] = &[
        ("自治区", 1),
        ("省", 1),
        ("自治州", 2),
        ("市", 2),
        ("州", 2),
        ("盟", 2),
        ("县", 3),
        ("縣", 3),
        ("区", 3),
        ("區", 3),
        ("旗", 3),
    ];
    // The last place of several is the one that is headed: 浙江省温州市.
    let mut best: Option<(usize, usize, u8)> = None;
    for (kind, level) in kinds {
        if let Some(at) = words.rfind(kind)
            && at >= NAME
            && best.is_none_or(|(end, _, _)| at + kind.len() > end)
        {
            best = Some((at + kind.len(), at, *level));
        }
    }
    let (_, end, level) = best?;
    let name = words.get(..end)?;
    let start = kinds
        .iter()
        .filter_map(|(kind, _)| name.rfind(kind).map(|at| at + kind.len()))
        .filter(|start| start + NAME <= name.len())
        .max()
        .unwrap_or(0);
    let place = name.get(start..)?;
    let chars = place.chars().count();
    if !(2..=8).contains(&chars) {
        return None;
    }
    let level = if MUNICIPAL.contains(&place) { 1 } else { level };
    Some(Seat { place, level })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{By, Precision};

    #[test]
    fn who_heads_what() {
        let check = |office: &str, expected: &[(&str, u8)]| {
            let got: Vec<(&str, u8)> = seats(office).iter().map(|s| (s.place, s.level)).collect();
            assert_eq!(got, expected, "{office}");
        };
        check("中共中央政治局委员、上海市委书记", &[("上海", 1)]);
        check("浙江省委副书记、省长", &[("浙江", 1)]);
        check("浙江省省长", &[("浙江", 1)]);
        check("浙江省温州市委书记", &[("温州", 2)]);
        check("内蒙古自治区党委书记", &[("内蒙古", 1)]);
        check("国家发展改革委主任", &[]);
        check("中共中央总书记", &[]);
        check("浙江省委副书记", &[]);
    }

    fn day(value: &str) -> Date {
        Date {
            value: value.into(),
            precision: Precision::Day,
            part_of_day: None,
            inferred: false,
            by: By::Rule,
            evidence: value.into(),
        }
    }

    #[test]
    fn one_name_two_persons() {
        let mut persons = Persons::default();
        let mut meet = |name: &str, office: &str, on: &str| {
            let document = DocumentId(on.into());
            persons.begin(&document);
            let (id, namesake) = persons.meet(name, Some(office), Some(&day(on)), &document);
            (id.0, namesake.map(|n| n.office))
        };
        assert_eq!(meet("周明", "临江省委书记", "2024-05-01"), ("p-周明".into(), None));
        // Another day: one who was moved.
        assert_eq!(meet("周明", "河东省省长", "2023-02-01").0, "p-周明");
        // The same day: somebody else.
        assert_eq!(meet("周明", "南山省委书记", "2024-05-01"), ("p-周明-2".into(), Some("临江省委书记".into())));
        assert_eq!(meet("周 明", "南山省委书记", "2024-06-01").0, "p-周明-2");
        assert_eq!(meet("周明", "临江省委书记", "2024-07-01").0, "p-周明");
        // The days of one take in those of another.
        assert_eq!(meet("周明", "北河省委书记", "2024-06-20").0, "p-周明-2");
        assert_eq!(meet("周明", "某公司董事长", "2024-06-20").0, "p-周明");
        assert_eq!(persons.all()[1].aliases, ["周 明"]);
    }
}
