//! `a`: correcting what a rule got wrong. Fills the form from the speech or the paragraph that is read, reads it again, and
//! turns what was changed into notes, by the same path as the annotations of the shipped texts.

use crate::config::Lang;
use crate::model::annotation::{DocumentNote, MeetingNote, SpeechNote, Whose};
use crate::model::date::days_of;
use crate::model::lay::{Spot, extent, quote, spot_of_end, spot_of_start};
use crate::model::note::What;
use crate::model::{Date, Deed, Document, Form as Given, Note, Origin, Speech};

use super::effect::Effect;
use super::form::{Ask, Field, Form, Offer, Offers, Subject};
use super::layer::Layer;
use super::region::Region;
use super::state::App;
use super::{rows, words};

/// The forms in the order of the choice.
const FORMS: [Given; 6] =
    [Given::Verbatim, Given::Reported, Given::Resolution, Given::Question, Given::Answer, Given::Article];
/// Whose voice, in the order of the choice.
const VOICES: [Whose; 5] = [Whose::Person, Whose::Organisation, Whose::Meeting, Whose::Unknown, Whose::Nobody];
/// Chars of a paragraph's edge that are shown.
const EDGE: usize = 24;

/// What the first field does, in the order of the choice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Correct,
    Join,
    Split,
}

const HOWS: [How; 3] = [How::Correct, How::Join, How::Split];

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn begins(speech: &Speech) -> Spot {
    speech.parts.first().map_or((0, 0), |p| (p.paragraph, p.from))
}

fn ends(speech: &Speech) -> Spot {
    speech.parts.last().map_or((0, 0), |p| (p.paragraph, p.to))
}

impl App {
    /// Opens the form on the selected text, the selected speech, or the paragraph that is read.
    pub(super) fn open_form(&mut self) {
        let subject = if self.focus == Region::Speeches { self.subject_of_row() } else { self.subject_here() };
        let Some(subject) = subject else {
            self.notice = Some(self.lang.pick("这里没有可更正的", "Nothing to correct here").into());
            return;
        };
        let Some(document) = self.catalogue.documents().get(subject.document) else { return };
        let speech = subject.speech.and_then(|at| document.speeches.get(at));
        let fields = self.fields(document, speech, subject.extent);
        let offers = self.offers(document);
        self.layers.push(Layer::Form(Box::new(Form::new(subject, fields, offers))));
    }

    fn subject_of_row(&self) -> Option<Subject> {
        let (document, speech) = self.speeches.current().map(|row| (row.document, row.speech))?;
        let it = self.catalogue.documents().get(document)?.speeches.get(speech)?;
        let before = speech.checked_sub(1);
        Some(Subject { document, speech: Some(speech), before, extent: (begins(it), ends(it)), here: begins(it) })
    }

    fn subject_here(&self) -> Option<Subject> {
        let at = self.reading.document?;
        let document = self.document()?;
        let paragraph = self.here()?;
        let whole = document.paragraphs.get(paragraph).map(|p| chars(&p.text)).filter(|length| *length > 0)?;
        let here = self.locator().map_or((paragraph, 0), |l| (l.paragraph, l.char.min(whole - 1)));
        let chosen = self.reading.selection.as_ref().map(|selection| {
            let (from, to) = (selection.anchor.min(selection.head), selection.anchor.max(selection.head));
            (from, (to.0, to.1 + 1))
        });
        let place = chosen.map_or(here, |(from, _)| from);
        let holds = |s: &Speech| {
            s.parts.iter().any(|p| p.paragraph == place.0 && (p.from..p.to.max(p.from + 1)).contains(&place.1))
        };
        let speech = document
            .speeches
            .iter()
            .position(holds)
            .or_else(|| document.speeches.iter().position(|s| s.parts.iter().any(|p| p.paragraph == place.0)));
        let known = speech.and_then(|at| document.speeches.get(at)).map(|s| (begins(s), ends(s)));
        let extent = chosen.or(known).unwrap_or(((paragraph, 0), (paragraph, whole)));
        let before =
            document.speeches.iter().rposition(|s| ends(s) <= extent.0 && Some(begins(s)) != known.map(|k| k.0));
        Some(Subject { document: at, speech, before, extent, here: place })
    }

    fn fields(&self, document: &Document, speech: Option<&Speech>, (from, to): (Spot, Spot)) -> Vec<Field> {
        let say = |zh: &'static str, en: &'static str| self.lang.pick(zh, en);
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        let voice = speech.map_or(Whose::Person, |s| Whose::from(s.voice));
        let form = speech.map_or(Given::Reported, |s| s.form);
        let held =
            speech.and_then(|s| s.meeting.as_ref()).and_then(|id| document.meetings.iter().find(|m| m.id == *id));
        // Words that nobody is known to speak most likely belong to the one meeting there is.
        let held =
            held.or_else(|| document.meetings.first().filter(|_| speech.is_none() && document.meetings.len() == 1));
        let date = match held {
            Some(meeting) => range(meeting.start.as_ref(), meeting.end.as_ref()),
            None => range(document.published.as_ref(), None),
        };
        let (first, last) = edges(document, from, to);
        let speaker =
            if voice == Whose::Meeting { String::new() } else { text(speech.and_then(|s| s.speaker.as_ref())) };
        let hows = vec![
            say("更正这一篇", "correct this speech"),
            say("并入前一篇", "join with the one before"),
            say("从此处分开", "split here"),
        ];
        let forms = FORMS.iter().map(|form| words::form(*form, self.lang)).collect();
        let voices = vec![
            say("个人", "a person"),
            say("单位", "an organisation"),
            say("会议", "the meeting"),
            say("不详", "unknown"),
            say("无人（不是讲话）", "nobody (no speech)"),
        ];
        vec![
            Field::chosen(Ask::How, say("做法", "do"), hows, 0),
            Field::typed(Ask::Speaker, say("发言人", "speaker"), &speaker),
            Field::chosen(Ask::Voice, say("声音", "voice"), voices, position(&VOICES, &voice)),
            Field::typed(Ask::Office, say("职务", "office"), &text(speech.and_then(|s| s.office.as_ref()))),
            Field::chosen(Ask::Form, say("形式", "form"), forms, position(&FORMS, &form)),
            Field::typed(Ask::From, say("起", "from"), &first),
            Field::typed(Ask::To, say("止", "to"), &last),
            Field::typed(Ask::Meeting, say("会议", "meeting"), &text(held.map(|m| &m.name))),
            Field::typed(Ask::Date, say("日期", "date"), &date),
            Field::typed(Ask::Because, say("依据", "because"), ""),
        ]
    }

    fn offers(&self, document: &Document) -> Offers {
        let persons = self.catalogue.persons();
        let office = |p: &crate::model::Person| p.offices.last().map_or_else(String::new, |o| o.office.clone());
        let speakers = persons.iter().map(|p| (Offer { text: p.name.clone(), detail: office(p) }, rows::person(p)));
        let mut offices: Vec<Offer> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for (person, held) in persons.iter().flat_map(|p| p.offices.iter().map(move |o| (p, o))) {
            if known.insert(held.office.clone()) {
                offices.push(Offer { text: held.office.clone(), detail: person.name.clone() });
            }
        }
        let offer = |m: &crate::model::Meeting| Offer {
            text: m.name.clone(),
            detail: m.start.as_ref().map_or_else(String::new, |d| d.value.clone()),
        };
        let mut meetings: Vec<Offer> = document.meetings.iter().map(offer).collect();
        meetings.extend(self.catalogue.meetings().iter().map(|held| offer(&held.meeting)));
        let mut names = std::collections::HashSet::new();
        meetings.retain(|m| names.insert(m.text.clone()));
        let last = |text: &str| text.chars().skip(chars(text).saturating_sub(EDGE)).collect();
        let edges = document.paragraphs.iter().map(|p| (p.text.chars().take(EDGE).collect(), last(&p.text))).collect();
        Offers { speakers: speakers.collect(), offices, meetings, edges }
    }

    /// Enter in the form: what was changed is laid on, shown and asked to be kept.
    pub(super) fn save_form(&mut self) -> Vec<Effect> {
        let Some(Layer::Form(mut form)) = self.layers.pop() else { return Vec::new() };
        form.settle();
        match self.deed(&form) {
            Ok(Some(deed)) => {
                let here = form.subject.document;
                self.added.apply(&deed);
                self.lay_anew();
                self.stand_by_speech(here);
                let said = self.lang.pick("更正已保存；u 撤销", "Correction saved; u undoes it");
                vec![self.keep_deed(deed, said)]
            }
            Ok(None) => {
                self.notice = Some(self.lang.pick("没有改动", "Nothing was changed").into());
                Vec::new()
            }
            Err((ask, complaint)) => {
                form.complain(ask, complaint);
                self.layers.push(Layer::Form(form));
                Vec::new()
            }
        }
    }

    /// The list of speeches stands by the speech that is read.
    fn stand_by_speech(&mut self, document: usize) {
        let Some(here) = self.here() else { return };
        let Some(it) = self.catalogue.documents().get(document) else { return };
        let Some(speech) = it.speeches.iter().position(|s| s.parts.iter().any(|p| p.paragraph == here)) else { return };
        if self.reading.document == Some(document) {
            self.reading.speech = Some(speech);
        }
        self.speeches.select_where(|row| (row.document, row.speech) == (document, speech));
    }

    /// What the form changes; None where it changes nothing.
    fn deed(&self, form: &Form) -> Result<Option<Deed>, (Ask, String)> {
        let lang = self.lang;
        let subject = &form.subject;
        let Some(document) = self.catalogue.documents().get(subject.document) else { return Ok(None) };
        let speech = subject.speech.and_then(|at| document.speeches.get(at));
        let how = HOWS[form.choice(Ask::How).min(2)];
        let because = Some(form.text(Ask::Because)).filter(|words| !words.is_empty());
        let because = because.unwrap_or_else(|| lang.pick("读者更正", "corrected by a reader").to_owned());
        let origin = Origin::of(document);
        let mut deed = Deed::default();
        let note = match how {
            How::Join => Some(self.joined(document, subject, &because)?),
            How::Correct | How::Split => {
                let asks = [Ask::Speaker, Ask::Voice, Ask::Office, Ask::Form, Ask::From, Ask::To, Ask::Meeting];
                let changed = asks.iter().any(|ask| form.field(*ask).is_some_and(Field::is_changed));
                if changed || how == How::Split || speech.is_none() {
                    Some(Self::said(form, document, speech, how, &because, lang)?)
                } else {
                    None
                }
            }
        };
        if let Some(note) = note {
            // Earlier words of the user on the same speeches give way.
            let of = |s: &Speech| self.notes_of(document, s);
            if how != How::Split {
                deed.gone.extend(speech.map(of).unwrap_or_default());
            }
            if how == How::Join {
                deed.gone.extend(subject.before.and_then(|at| document.speeches.get(at)).map(of).unwrap_or_default());
            }
            deed.come.push(Note { origin: origin.clone(), what: What::Speech(note) });
        }
        if form.field(Ask::Date).is_some_and(Field::is_changed) {
            self.redate(form, document, &origin, because, &mut deed)?;
        }
        Ok((!deed.come.is_empty()).then_some(deed))
    }

    /// The notes of the user that a speech comes from.
    fn notes_of(&self, document: &Document, speech: &Speech) -> Vec<Note> {
        let raw = self.added.raw(document).unwrap_or(document);
        let starts = |note: &SpeechNote| extent(raw, note).is_some_and(|(from, _)| from == begins(speech));
        let mine = |note: &&Note| {
            note.origin.sha256 == document.source.sha256 && matches!(&note.what, What::Speech(s) if starts(s))
        };
        self.added.notes.iter().filter(mine).cloned().collect()
    }

    /// The note of a corrected or split speech.
    fn said(
        form: &Form,
        document: &Document,
        speech: Option<&Speech>,
        how: How,
        because: &str,
        lang: Lang,
    ) -> Result<SpeechNote, (Ask, String)> {
        let lost = |ask| {
            let said = lang.pick("文中找不到这些字句", "These words do not stand in the text");
            (ask, said.to_owned())
        };
        let subject = &form.subject;
        let whole = |paragraph: usize| document.paragraphs.get(paragraph).map_or(0, |p| chars(&p.text));
        let from_changed = form.field(Ask::From).is_some_and(Field::is_changed);
        let from = if how == How::Split {
            subject.here
        } else if from_changed {
            spot_of_start(document, &form.text(Ask::From), Some(subject.extent.0.0)).ok_or(lost(Ask::From))?
        } else {
            subject.extent.0
        };
        let to = if form.field(Ask::To).is_some_and(Field::is_changed) {
            let (near, char) = subject.extent.1;
            let edge = document.paragraphs.get(near).is_some_and(|p| p.text.ends_with(&form.text(Ask::To)));
            if char == usize::MAX && edge && (near, whole(near)) > from {
                (near, whole(near))
            } else {
                spot_of_end(document, &form.text(Ask::To), from).ok_or(lost(Ask::To))?
            }
        } else {
            subject.extent.1
        };
        if to <= from {
            let said = lang.pick("止处在起处之前", "It ends before it begins");
            return Err((Ask::To, said.to_owned()));
        }
        let voice = VOICES[form.choice(Ask::Voice).min(4)];
        let speaker = form.text(Ask::Speaker);
        if speaker.is_empty() && matches!(voice, Whose::Person | Whose::Organisation) {
            let said =
                lang.pick("请写发言人；无从得知时把声音改为“不详”", "Name the speaker, or set the voice to unknown");
            return Err((Ask::Speaker, said.to_owned()));
        }
        let meeting = Some(form.text(Ask::Meeting)).filter(|name| !name.is_empty());
        let speaker = match voice {
            Whose::Meeting => meeting.clone().unwrap_or_default(),
            Whose::Unknown | Whose::Nobody => String::new(),
            Whose::Person | Whose::Organisation => speaker,
        };
        let (first, last) = quote(document, from, to);
        let instead_of = speech.filter(|_| how == How::Correct).map(|s| {
            let (paragraph, char) = begins(s);
            let text = document.paragraphs.get(paragraph).map_or("", |p| p.text.as_str());
            text.chars().skip(char).take(EDGE).collect()
        });
        Ok(SpeechNote {
            from: first,
            to: last,
            speaker,
            voice,
            office: Some(form.text(Ask::Office)).filter(|office| !office.is_empty()),
            form: FORMS[form.choice(Ask::Form).min(5)],
            meeting,
            instead_of,
            title: Some(document.title.clone()).filter(|title| !title.is_empty()),
            paragraph: Some(from.0),
            because: because.to_owned(),
        })
    }

    /// The note of two speeches that are one.
    fn joined(&self, document: &Document, subject: &Subject, because: &str) -> Result<SpeechNote, (Ask, String)> {
        let before = subject.before.and_then(|at| document.speeches.get(at)).ok_or_else(|| {
            let said = self.lang.pick("前面没有发言可并", "There is no speech before to join with");
            (Ask::How, said.to_owned())
        })?;
        let (from, to) = (begins(before), subject.extent.1);
        let (first, last) = quote(document, from, to);
        let held = before.meeting.as_ref().and_then(|id| document.meetings.iter().find(|m| m.id == *id));
        Ok(SpeechNote {
            from: first,
            to: last,
            speaker: before.speaker.clone().unwrap_or_default(),
            voice: before.voice.into(),
            office: before.office.clone(),
            form: before.form,
            meeting: held.map(|m| m.name.clone()),
            instead_of: None,
            title: Some(document.title.clone()).filter(|title| !title.is_empty()),
            paragraph: Some(from.0),
            because: because.to_owned(),
        })
    }

    /// The note of another day: of the meeting that the form names, else of the document.
    fn redate(
        &self,
        form: &Form,
        document: &Document,
        origin: &Origin,
        because: String,
        deed: &mut Deed,
    ) -> Result<(), (Ask, String)> {
        let wrong = || {
            let said =
                self.lang.pick("日期写作 2024-06-05、2024-06 或 2024", "Write a date as 2024-06-05, 2024-06 or 2024");
            (Ask::Date, said.to_owned())
        };
        let typed = form.text(Ask::Date);
        let (start, end) = typed.split_once('/').map_or((typed.as_str(), None), |(start, end)| (start, Some(end)));
        let start = day(start).ok_or_else(wrong)?;
        let end = end.map(|end| day(end).ok_or_else(wrong)).transpose()?;
        let name = form.text(Ask::Meeting);
        let what = if name.is_empty() {
            What::Document(DocumentNote { title: document.title.clone(), published: start, because })
        } else {
            What::Meeting(MeetingNote { name, start, end, because })
        };
        let same = |note: &&Note| {
            note.origin.sha256 == origin.sha256
                && match (&note.what, &what) {
                    (What::Meeting(a), What::Meeting(b)) => a.name == b.name,
                    (What::Document(a), What::Document(b)) => a.title == b.title,
                    _ => false,
                }
        };
        deed.gone.extend(self.added.notes.iter().filter(same).cloned());
        deed.come.push(Note { origin: origin.clone(), what });
        Ok(())
    }
}

fn position<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|it| it == one).unwrap_or(0)
}

/// The first and the last words of an extent, as much as a field shows.
fn edges(document: &Document, from: Spot, to: Spot) -> (String, String) {
    let text = |at: usize| document.paragraphs.get(at).map_or("", |p| p.text.as_str());
    let first = text(from.0).chars().skip(from.1).take(EDGE).collect();
    let start = if to.0 == from.0 { from.1 } else { 0 };
    let last = text(to.0).chars().take(to.1).skip(start.max(to.1.saturating_sub(EDGE))).collect();
    (first, last)
}

/// A day or a range of days as the form shows it.
fn range(start: Option<&Date>, end: Option<&Date>) -> String {
    match (start, end) {
        (Some(start), Some(end)) if start.value != end.value => format!("{}/{}", start.value, end.value),
        (Some(start), _) => start.value.clone(),
        (None, _) => String::new(),
    }
}

/// A day, a month or a year as typed: `2024-06-05`, `2024.6.5`, `2024年6月5日`; None where it is none.
fn day(typed: &str) -> Option<String> {
    let digits = |c: char| c.is_ascii_digit();
    let parts: Vec<&str> = typed.trim().split(|c: char| !digits(c)).filter(|part| !part.is_empty()).collect();
    let known = typed.chars().all(|c| digits(c) || "-./年月日 号號".contains(c));
    let year: u32 = parts.first().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<u32> = parts.get(1).map(|month| month.parse()).transpose().ok()?;
    let date: Option<u32> = parts.get(2).map(|date| date.parse()).transpose().ok()?;
    if !known || parts.len() > 3 || month.is_some_and(|m| !(1..=12).contains(&m)) {
        return None;
    }
    match (month, date) {
        (Some(month), Some(date)) if (1..=days_of(year, month)).contains(&date) => {
            Some(format!("{year:04}-{month:02}-{date:02}"))
        }
        (Some(month), None) => Some(format!("{year:04}-{month:02}")),
        (None, None) => Some(format!("{year:04}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (typed, expected) in [
            ("2024-06-05", Some("2024-06-05")),
            ("2024.6.5", Some("2024-06-05")),
            ("2024年6月5日", Some("2024-06-05")),
            ("2024-06", Some("2024-06")),
            ("2024年", Some("2024")),
            ("2023-02-29", None),
            ("2024-02-29", Some("2024-02-29")),
            ("2024-13", None),
            ("昨天", None),
            ("24-6-5", None),
            ("2024-06-05-01", None),
            ("", None),
        ] {
            assert_eq!(day(typed).as_deref(), expected, "{typed}");
        }
    }
}
