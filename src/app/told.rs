//! What is told of hits for ordering, grouping and refining them: dates, readings of names, labels of groups, columns;
//! each worked out once for a speech.

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::config::Lang;
use crate::filter::{Field, Weight};
use crate::pinyin::name::{Of, spelled};

use super::fulltext::Occurrence;
use super::hit::{Grouping, Hit};
use super::words;

/// What is told of hits: dates, names, groups; each worked out once for a speech.
pub struct Told<'c> {
    catalogue: &'c Catalogue,
    lang: Lang,
    readings: HashMap<String, String>,
    groups: HashMap<(usize, Option<usize>), (String, String)>,
}

impl<'c> Told<'c> {
    /// Nothing told yet.
    pub fn new(catalogue: &'c Catalogue, lang: Lang) -> Self {
        Self { catalogue, lang, readings: HashMap::new(), groups: HashMap::new() }
    }

    fn occurrence(&self, hit: &Hit) -> Option<Occurrence<'c>> {
        Occurrence::new(self.catalogue, hit.document, hit.speech, hit.paragraph, hit.chars.clone())
    }

    /// The day of a hit.
    pub fn date(&self, hit: &Hit) -> String {
        self.occurrence(hit).map_or_else(String::new, |it| it.date())
    }

    /// Who speaks, by reading; what nobody says comes last.
    pub fn reading(&mut self, hit: &Hit) -> (bool, String) {
        let name = self.occurrence(hit).and_then(|it| it.speech).and_then(|s| s.speaker.clone()).unwrap_or_default();
        let reading = self.readings.entry(name).or_insert_with_key(|name| spelled(name, Of::Person));
        (reading.is_empty(), reading.clone())
    }

    /// The key and the label of a hit's group.
    pub fn group(&mut self, hit: &Hit, grouping: Grouping) -> (String, String) {
        let key = (hit.document, hit.speech);
        if let Some(group) = self.groups.get(&key) {
            return group.clone();
        }
        let group = self.occurrence(hit).map_or_else(Default::default, |it| self.group_of(&it, grouping));
        self.groups.insert(key, group.clone());
        group
    }

    fn group_of(&self, it: &Occurrence, grouping: Grouping) -> (String, String) {
        let place = it.meeting.map_or_else(|| format!("《{}》", words::title(it.document)), |m| m.name.clone());
        let place_id = it.meeting.map_or(&it.document.id.0, |m| &m.id.0);
        let outside = || self.lang.pick("不在发言中", "outside of speeches").to_owned();
        match (grouping, it.speech) {
            (Grouping::Meeting | Grouping::None, _) => {
                (place_id.clone(), format!("{}  {place}", it.date()).trim().to_owned())
            }
            (Grouping::Speech, Some(speech)) => {
                let who = words::voice(speech, self.lang);
                let office = speech.office.as_deref().unwrap_or_default();
                let form = words::form(speech.form, self.lang);
                (
                    speech.id.0.clone(),
                    [&it.date(), who.as_str(), office, form, &place]
                        .map(str::to_owned)
                        .into_iter()
                        .filter(|w| !w.is_empty())
                        .collect::<Vec<_>>()
                        .join("  "),
                )
            }
            (Grouping::Speech, None) => {
                (it.document.id.0.clone(), format!("{}  {place}  {}", it.date(), outside()).trim().to_owned())
            }
            (Grouping::Person, Some(speech)) => {
                let key = speech.person.as_ref().map(|p| p.0.clone()).or(speech.speaker.clone()).unwrap_or_default();
                (key, words::voice(speech, self.lang))
            }
            (Grouping::Person, None) => ("\u{1}".to_owned(), outside()),
        }
    }

    /// What a hit is refined by: the words around it, who speaks, in which office, where, when.
    pub fn fields(&self, hit: &Hit) -> Vec<Field> {
        let field = |text: String, weight| Field { text, weight };
        let Some(it) = self.occurrence(hit) else { return Vec::new() };
        let (before, after) = it.context(24);
        let speaker = it.speech.and_then(|s| s.speaker.clone()).unwrap_or_default();
        let office = it.speech.and_then(|s| s.office.clone()).unwrap_or_default();
        let place = it.meeting.map_or_else(|| words::title(it.document), |m| m.name.clone());
        vec![
            field(speaker, Weight::PersonName),
            field(format!("{before}{}{after}", it.text()), Weight::Minor),
            field(office, Weight::Minor),
            field(place, Weight::Minor),
            field(it.date(), Weight::Minor),
        ]
    }
}
