//! What the catalogue's persons, meetings, speeches and documents are found by: the one mapping to rows of columns, for
//! the panes, the palette, `lookup` and `find`. The first column is the name, the second what stands quietly beside it.

use crate::catalogue::Catalogue;
use crate::filter::{Field, Hit, Weight};
use crate::model::{Date, Document, Meeting, Office, Person, Speech};

use super::words;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A person.
    Speaker,
    /// A meeting.
    Meeting,
    /// A speech.
    Speech,
    /// A document.
    Document,
}

impl Kind {
    /// All kinds, in the order in which they are answered.
    pub const ALL: [Self; 4] = [Self::Speaker, Self::Meeting, Self::Speech, Self::Document];

    /// Its name in the JSON contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Meeting => "meeting",
            Self::Speech => "speech",
            Self::Document => "document",
        }
    }
}

/// A row: what it stands for and what it is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub kind: Kind,
    /// The id in the JSON contract.
    pub id: String,
    /// The columns.
    pub fields: Vec<Field>,
}

impl Row {
    /// The name and what matched beside it (where nothing did, the second column), and the char indices of the label that
    /// matched.
    pub fn label(&self, hit: &Hit) -> (String, Vec<usize>) {
        let matched = |column: usize| hit.matched.iter().find(|(at, _)| *at == column).map(|(_, chars)| chars);
        let beside: Vec<usize> = (1..self.fields.len()).filter(|&column| matched(column).is_some()).collect();
        let beside = if beside.is_empty() { vec![1] } else { beside };
        let (mut label, mut length, mut marks) = (String::new(), 0, Vec::new());
        for column in std::iter::once(0).chain(beside) {
            let Some(field) = self.fields.get(column).filter(|field| !field.text.is_empty()) else { continue };
            if length > 0 {
                label.push(' ');
                length += 1;
            }
            marks.extend(matched(column).into_iter().flatten().map(|at| length + at));
            label.push_str(&field.text);
            length += field.text.chars().count();
        }
        (label, marks)
    }
}

/// The rows of a kind, in the catalogue's order.
pub fn rows(catalogue: &Catalogue, kind: Kind) -> Vec<Row> {
    let row = |id: &str, fields| Row { kind, id: id.to_owned(), fields };
    match kind {
        Kind::Speaker => catalogue.persons().iter().map(|p| row(&p.id.0, person(p))).collect(),
        Kind::Meeting => catalogue.meetings().iter().map(|m| row(&m.meeting.id.0, meeting(&m.meeting))).collect(),
        Kind::Speech => catalogue
            .documents()
            .iter()
            .flat_map(|d| d.speeches.iter().map(move |s| (d, s)))
            .map(|(d, s)| row(&s.id.0, speech(d, s)))
            .collect(),
        Kind::Document => catalogue.documents().iter().map(|d| row(&d.id.0, document(d))).collect(),
    }
}

fn field(text: impl Into<String>, weight: Weight) -> Field {
    Field { text: text.into(), weight }
}

/// What a person is found by: name, latest office, earlier offices, other spellings, then each office with its years
/// (so that `2021 江苏省委书记` finds who it was then).
pub fn person(person: &Person) -> Vec<Field> {
    let mut fields = vec![field(&person.name, Weight::PersonName)];
    let offices = || person.offices.iter().rev();
    if person.offices.is_empty() {
        fields.push(field("", Weight::Minor));
    }
    fields.extend(offices().map(|office| field(&office.office, Weight::Minor)));
    fields.extend(person.aliases.iter().map(|alias| field(alias, Weight::Alias)));
    fields.extend(
        offices().filter_map(|office| Some(field(format!("{} {}", office.office, years(office)?), Weight::Minor))),
    );
    fields
}

/// The years from the first to the last day that a document shows an office.
fn years(office: &Office) -> Option<String> {
    let year = |date: Option<&Date>| date.and_then(|d| d.value.split('-').next()?.parse::<u16>().ok());
    let (first, last) = (year(office.first.as_ref()), year(office.last.as_ref()));
    let (first, last) = (first.or(last)?, last.or(first)?);
    let years: Vec<String> = (first..=last.min(first.saturating_add(60))).map(|y| y.to_string()).collect();
    Some(years.join(" "))
}

/// What a meeting is found by: name, place, date, edition.
pub fn meeting(meeting: &Meeting) -> Vec<Field> {
    let date = meeting.start.as_ref().map_or("", |d| d.value.as_str());
    vec![
        field(&meeting.name, Weight::Name),
        field(meeting.place.as_deref().unwrap_or(""), Weight::Minor),
        field(date, Weight::Minor),
        field(meeting.edition.as_deref().unwrap_or(""), Weight::Minor),
    ]
}

/// What a speech is found by: speaker, office, meeting, date.
pub fn speech(document: &Document, speech: &Speech) -> Vec<Field> {
    let held = speech.meeting.as_ref().and_then(|id| document.meetings.iter().find(|m| m.id == *id));
    vec![
        field(speech.speaker.as_deref().unwrap_or(""), Weight::PersonName),
        field(speech.office.as_deref().unwrap_or(""), Weight::Minor),
        field(held.map_or("", |m| m.name.as_str()), Weight::Minor),
        field(words::speech_date(document, speech), Weight::Minor),
    ]
}

/// What a document is found by: title, publisher, date.
pub fn document(document: &Document) -> Vec<Field> {
    vec![
        field(words::title(document), Weight::Name),
        field(document.publisher.as_deref().unwrap_or(""), Weight::Minor),
        field(words::document_date(document), Weight::Minor),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Index, Search};
    use crate::model::{By, DocumentId, PersonId, Precision};

    fn office(office: &str, year: &str) -> Office {
        let date = Date {
            value: year.into(),
            precision: Precision::Year,
            part_of_day: None,
            inferred: false,
            by: By::Rule,
            evidence: year.into(),
        };
        Office {
            office: office.into(),
            organisation: None,
            first: Some(date.clone()),
            last: Some(date),
            documents: vec![DocumentId("d".into())],
        }
    }

    fn labels(people: &[Person], pattern: &str) -> Vec<(String, Vec<usize>)> {
        let rows: Vec<Row> =
            people.iter().map(|p| Row { kind: Kind::Speaker, id: p.id.0.clone(), fields: person(p) }).collect();
        let mut index = Index::default();
        for row in &rows {
            index.push(row.fields.clone());
        }
        Search::default().hits(&index, pattern).iter().map(|hit| rows[hit.row].label(hit)).collect()
    }

    #[test]
    fn the_office_that_matched_stands_in_the_label() {
        let person = |name: &str, offices: Vec<Office>| Person {
            id: PersonId(name.into()),
            name: name.into(),
            aliases: Vec::new(),
            offices,
        };
        let people = [
            person("李强", vec![office("上海市委书记", "2021"), office("国务院总理", "2024")]),
            person("娄勤俭", vec![office("江苏省委书记", "2021")]),
            person("信长星", vec![office("江苏省委书记", "2024")]),
        ];
        assert_eq!(labels(&people, "lq")[0], ("李强 国务院总理".into(), vec![0, 1]));
        assert_eq!(labels(&people, "上海 书记")[0], ("李强 上海市委书记".into(), vec![3, 4, 7, 8]));
        assert_eq!(labels(&people, "2021 江苏省委书记")[0].0, "娄勤俭 江苏省委书记 2021");
        assert_eq!(labels(&people, "2021 江苏省委书记").len(), 1);
    }
}
