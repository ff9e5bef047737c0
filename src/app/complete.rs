//! Completing the query of a search over all texts: names of limits, and their values from what the library holds.

use crate::search::limits::{FORMS, Name, Typing, typing};

use super::command::Way;
use super::effect::Effect;
use super::hits::{Completion, Focus};
use super::input::Edit;
use super::state::App;
use super::words;

/// Values that are offered.
const OFFERED: usize = 12;

impl App {
    /// Tab in the field: completes the name of a limit, or its value.
    pub fn complete(&mut self, way: Way) {
        if !self.in_hits() || self.hits.as_ref().is_none_or(|hits| hits.focus != Focus::Query) {
            return;
        }
        let offered = match self.hits.as_ref().and_then(|hits| hits.completion.clone()) {
            Some(mut completion) => {
                let count = completion.candidates.len().max(1);
                completion.at = (completion.at + if way == Way::End { 1 } else { count - 1 }) % count;
                Some(completion)
            }
            None => self.offered(),
        };
        let (Some(hits), Some(completion)) = (&mut self.hits, offered) else { return };
        let Some(chosen) = completion.candidates.get(completion.at) else { return };
        hits.input.edit(Edit::ToStart);
        hits.input.edit(Edit::Insert(format!("{}{chosen}", completion.before)));
        let before = hits.work.ticket;
        hits.ask();
        if hits.work.ticket != before {
            self.pending.extend(before.map(Effect::Cancel));
        }
        hits.completion = Some(completion);
    }

    /// What may stand at the caret.
    pub fn offered(&self) -> Option<Completion> {
        let before = self.hits.as_ref()?.input.before();
        let (what, taken) = typing(before)?;
        let kept = before.chars().count() - taken;
        let candidates = match what {
            Typing::Name(start) => {
                let start = start.to_ascii_lowercase();
                Name::ALL.iter().map(|n| n.word()).filter(|w| w.starts_with(&start)).map(|w| format!("{w}:")).collect()
            }
            Typing::Value(name, start) => self.values(name, &start),
        };
        let before: String = before.chars().take(kept).collect();
        (!candidates.is_empty()).then_some(Completion { candidates, at: 0, before })
    }

    /// The values of a limit that what is typed may become, as they are written.
    fn values(&self, name: Name, typed: &str) -> Vec<String> {
        let mut pattern = crate::filter::Pattern::hearing(typed, self.config.sounds);
        let mut fits = |value: &str| {
            let field = crate::filter::Field { text: value.to_owned(), weight: crate::filter::Weight::PersonName };
            !value.is_empty() && value != typed && pattern.matches(&[field])
        };
        let mut out: Vec<String> = Vec::new();
        let mut offer = |value: &str| {
            if out.len() < OFFERED && fits(value) && !out.iter().any(|have| have == value) {
                out.push(value.to_owned());
            }
        };
        let documents = self.catalogue.documents();
        match name {
            Name::Form => FORMS.iter().for_each(|(en, zh, _)| offer(self.lang.pick(zh, en))),
            Name::Speaker => self.catalogue.persons().iter().for_each(|p| offer(&p.name)),
            Name::Office => {
                self.catalogue.persons().iter().flat_map(|p| &p.offices).for_each(|o| offer(&o.office));
            }
            Name::Meeting => self.catalogue.meetings().iter().for_each(|held| offer(&held.meeting.name)),
            Name::Place => {
                self.catalogue.meetings().iter().filter_map(|h| h.meeting.place.as_deref()).for_each(&mut offer);
            }
            Name::Publisher => documents.iter().filter_map(|d| d.publisher.as_deref()).for_each(&mut offer),
            Name::Annotation => offer("*"),
            Name::Title => documents.iter().for_each(|d| offer(&words::title(d))),
            // Nobody can be told how a name is spelled before it is.
            Name::Spelled => {}
            Name::From | Name::To | Name::Date => {
                let mut years: Vec<String> =
                    documents.iter().map(|d| words::document_date(d).chars().take(4).collect()).collect();
                years.sort_unstable();
                years.dedup();
                years.iter().filter(|year| year.starts_with(typed)).for_each(|year| offer(year));
            }
        }
        let quoted = |value: String| if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value };
        out.into_iter().map(quoted).collect()
    }
}
