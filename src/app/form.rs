//! The form to correct what is known of a speech: a field a line, offers for the one in focus, live. It knows nothing of
//! documents: `correct.rs` fills it and reads it.

use crate::filter::{Field as Column, Weight};

use super::input::{Edit, Input};
use super::list::{Entry, List};

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Correct this speech, join it with the one before, split it here.
    How,
    /// The speaker.
    Speaker,
    /// Whose voice.
    Voice,
    /// The office.
    Office,
    /// How the words are given.
    Form,
    /// The first words.
    From,
    /// The last words.
    To,
    /// The meeting.
    Meeting,
    /// The day.
    Date,
    /// Why.
    Because,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it asks for.
    pub ask: Ask,
    /// Its label.
    pub label: &'static str,
    /// What is typed, or the words of the choice.
    pub input: Input,
    /// What can be chosen, where nothing can be typed.
    pub choices: Vec<&'static str>,
    /// Which is chosen.
    pub choice: usize,
    before: String,
}

impl Field {
    /// A field that is typed into.
    pub fn typed(ask: Ask, label: &'static str, text: &str) -> Self {
        Self { ask, label, input: Input::new(text), choices: Vec::new(), choice: 0, before: text.to_owned() }
    }

    /// A field that is chosen from.
    pub fn chosen(ask: Ask, label: &'static str, choices: Vec<&'static str>, choice: usize) -> Self {
        let text = choices.get(choice).copied().unwrap_or_default();
        Self { ask, label, input: Input::new(text), choices, choice, before: text.to_owned() }
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.input.text().trim().to_owned()
    }

    /// Whether it says something else than when the form was opened.
    pub fn is_changed(&self) -> bool {
        self.text() != self.before
    }

    fn choose(&mut self, by: isize) {
        let count = isize::try_from(self.choices.len()).unwrap_or(1).max(1);
        let at = (isize::try_from(self.choice).unwrap_or(0) + by).rem_euclid(count);
        self.choice = usize::try_from(at).unwrap_or(0);
        self.input = Input::new(self.choices.get(self.choice).copied().unwrap_or_default());
    }
}

/// Something that a field may be filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is put into the field.
    pub text: String,
    /// What stands quietly beside it: for a speaker the latest office.
    pub detail: String,
}

impl Entry for Offer {}

/// What the fields of names are filled with.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// People, with all that they are found by.
    pub speakers: Vec<(Offer, Vec<Column>)>,
    /// Offices.
    pub offices: Vec<Offer>,
    /// Meetings.
    pub meetings: Vec<Offer>,
    /// First and last words of the paragraphs, in the text's order.
    pub edges: Vec<(String, String)>,
}

/// What a form speaks of: the document and the extent of the words, paragraph and char.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Index of the document in the catalogue.
    pub document: usize,
    /// Index of the speech in the document; None where nobody is known to speak.
    pub speech: Option<usize>,
    /// Index of the speech before.
    pub before: Option<usize>,
    /// Where the words begin and end.
    pub extent: ((usize, usize), (usize, usize)),
    /// Where the text is read: a split begins there.
    pub here: (usize, usize),
}

/// The form.
pub struct Form {
    /// What it speaks of.
    pub subject: Subject,
    /// The fields in order.
    pub fields: Vec<Field>,
    /// The field in focus.
    pub at: usize,
    /// Offers for the field in focus.
    pub offers: List<Offer>,
    /// Whether one of the offers is chosen.
    pub offered: bool,
    /// What is wrong with what was typed.
    pub complaint: Option<String>,
    /// Whether the field was just entered: what is typed first takes the place of what stands in it.
    pub fresh: bool,
    all: Offers,
}

/// Rows of offers that are shown.
pub const OFFERS: usize = 5;

impl Form {
    /// A form with its fields filled.
    pub fn new(subject: Subject, fields: Vec<Field>, all: Offers) -> Self {
        let at = fields.iter().position(|f| f.ask == Ask::Speaker).unwrap_or(0);
        let offers = List::default();
        let mut form = Self { subject, fields, at, offers, offered: false, complaint: None, fresh: true, all };
        form.gather();
        form
    }

    /// The field that asks for something.
    pub fn field(&self, ask: Ask) -> Option<&Field> {
        self.fields.iter().find(|field| field.ask == ask)
    }

    /// What stands in a field.
    pub fn text(&self, ask: Ask) -> String {
        self.field(ask).map_or_else(String::new, Field::text)
    }

    /// Which choice a field has.
    pub fn choice(&self, ask: Ask) -> usize {
        self.field(ask).map_or(0, |field| field.choice)
    }

    /// Puts words into a field; they do not count as typed by the user.
    pub fn fill(&mut self, ask: Ask, text: &str) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.ask == ask) {
            field.input = Input::new(text);
        }
    }

    fn current(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    /// The input that keys go to; None where one chooses.
    pub fn input(&self) -> Option<&Input> {
        self.fields.get(self.at).filter(|field| field.choices.is_empty()).map(|field| &field.input)
    }

    /// So many fields on, or back. What the readings of a name found is taken on the way.
    pub fn walk(&mut self, by: isize) {
        self.settle();
        let count = isize::try_from(self.fields.len()).unwrap_or(1).max(1);
        let to = isize::try_from(self.at).unwrap_or(0).saturating_add(by).rem_euclid(count);
        self.at = usize::try_from(to).unwrap_or(0);
        self.complaint = None;
        self.gather();
    }

    /// Puts the focus on a field, with what is wrong there.
    pub fn complain(&mut self, ask: Ask, complaint: String) {
        if let Some(at) = self.fields.iter().position(|field| field.ask == ask) {
            self.at = at;
        }
        self.complaint = Some(complaint);
        self.gather();
    }

    /// One step of editing; a field that is chosen from takes the next choice.
    pub fn edit(&mut self, edit: Edit) {
        self.complaint = None;
        let fresh = std::mem::take(&mut self.fresh);
        let Some(field) = self.current() else { return };
        if !field.choices.is_empty() {
            match edit {
                Edit::Left => field.choose(-1),
                Edit::Right => field.choose(1),
                Edit::Insert(text) if text == " " => field.choose(1),
                _ => {}
            }
            return;
        }
        let moves = matches!(edit, Edit::Left | Edit::Right | Edit::Home | Edit::End);
        if fresh && matches!(edit, Edit::Insert(_)) && !matches!(field.ask, Ask::From | Ask::To) {
            field.input = Input::default();
        }
        field.input.edit(edit);
        if !moves {
            self.filter();
        }
    }

    /// Up and down: through the offers, the choices, the paragraphs where the words may begin or end.
    pub fn step(&mut self, by: isize) {
        let Some(field) = self.fields.get(self.at) else { return };
        match field.ask {
            Ask::From | Ask::To => self.move_edge(by),
            _ if !field.choices.is_empty() => {
                if let Some(field) = self.current() {
                    field.choose(by.signum());
                }
            }
            _ if self.offers.count() > 0 => {
                if self.offered {
                    self.offers.step(by);
                } else {
                    self.offered = true;
                }
            }
            _ => {}
        }
    }

    /// The words of the next or the previous paragraph.
    fn move_edge(&mut self, by: isize) {
        let Some(field) = self.fields.get(self.at) else { return };
        let (ask, text) = (field.ask, field.text());
        let edge = |(first, last): &(String, String)| if ask == Ask::From { first.clone() } else { last.clone() };
        let (from, to) = self.subject.extent;
        let stands = if ask == Ask::From { from.0 } else { to.0 };
        let same = |at: &usize| self.all.edges.get(*at).is_some_and(|e| !text.is_empty() && edge(e) == text);
        let now = (0..self.all.edges.len()).filter(same).min_by_key(|at| at.abs_diff(stands)).unwrap_or(stands);
        let last = self.all.edges.len().saturating_sub(1);
        let to = now.saturating_add_signed(by).min(last);
        let Some(words) = self.all.edges.get(to).map(edge) else { return };
        if ask == Ask::From {
            self.subject.extent.0 = (to, 0);
        } else {
            self.subject.extent.1 = (to, usize::MAX);
        }
        self.fill(ask, &words);
    }

    /// Takes the chosen offer into its field, and with a speaker the office where the user typed none.
    pub fn settle(&mut self) {
        let offer = self.offers.current().filter(|_| self.offered).cloned();
        self.offered = false;
        let (Some(offer), Some(field)) = (offer, self.current()) else { return };
        let ask = field.ask;
        field.input = Input::new(offer.text);
        if ask == Ask::Speaker && self.field(Ask::Office).is_some_and(|office| !office.is_changed()) {
            self.fill(Ask::Office, &offer.detail);
        }
    }

    /// The offers for the field in focus.
    fn gather(&mut self) {
        let named = |offers: &[Offer]| -> Vec<(Offer, Vec<Column>)> {
            let columns = |o: &Offer| vec![Column { text: o.text.clone(), weight: Weight::Name }];
            offers.iter().map(|o| (o.clone(), columns(o))).collect()
        };
        let rows = match self.fields.get(self.at).map(|field| field.ask) {
            Some(Ask::Speaker) => self.all.speakers.clone(),
            Some(Ask::Office) => {
                // The offices of the speaker that is typed go before all others.
                let name = self.text(Ask::Speaker);
                let mine = self.all.speakers.iter().filter(|(offer, _)| offer.text == name);
                let mine = mine.flat_map(|(_, columns)| columns.iter().skip(1).filter(|c| c.weight == Weight::Minor));
                let mine = mine.map(|c| Offer { text: c.text.clone(), detail: name.clone() });
                let mine: Vec<Offer> = mine.filter(|o| self.all.offices.iter().any(|p| p.text == o.text)).collect();
                let rest = self.all.offices.iter().filter(|o| mine.iter().all(|m| m.text != o.text)).cloned();
                let all: Vec<Offer> = mine.iter().cloned().chain(rest).collect();
                named(&all)
            }
            Some(Ask::Meeting) => named(&self.all.meetings),
            _ => Vec::new(),
        };
        self.offers = List::new(rows);
        self.filter();
        // What stands in a field that was just entered is not what is looked for.
        self.offered = false;
        self.fresh = true;
    }

    /// What is typed filters the offers. Readings are no name: the best of what they find is chosen at once.
    fn filter(&mut self) {
        let Some(field) = self.fields.get(self.at) else { return };
        let typed = field.text();
        let changed = field.is_changed();
        self.offers.field().edit(Edit::Home);
        self.offers.field().edit(Edit::ToEnd);
        if changed {
            self.offers.field().edit(Edit::Insert(typed.clone()));
        }
        self.offers.refresh();
        let is_reading = !typed.is_empty() && typed.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
        self.offered = changed && is_reading && self.offers.count() > 0;
    }

    /// Rows that the form takes: a head, the fields, a line and the offers.
    pub fn rows(&self) -> usize {
        self.fields.len() + OFFERS + 7
    }
}
