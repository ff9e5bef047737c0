//! What is known of a paragraph, a speech, a person, a meeting, a document, with evidence and findings: the cards.

use crate::config::Lang;
use crate::model::{
    AttributedBy, By, Date, Document, DocumentId, Finding, Meeting, Part, Participant, Person, PersonId, Speech,
};

use super::effect::{Effect, Job, Ticket};
use super::layer::Layer;
use super::region::Region;
use super::shelf::{self, Key};
use super::state::App;
use super::words;

use super::card::{Card, Row};

/// Gathers the rows of a card.
struct Rows {
    lang: Lang,
    rows: Vec<Row>,
}

impl Rows {
    fn say(&mut self, zh: &'static str, en: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.rows.push(Row { label: self.lang.pick(zh, en).into(), text });
        }
    }

    fn more(&mut self, text: impl Into<String>) {
        self.rows.push(Row { label: String::new(), text: text.into() });
    }

    fn list(&mut self, zh: &'static str, en: &'static str, items: Vec<String>) {
        let mut items = items.into_iter();
        if let Some(first) = items.next() {
            self.say(zh, en, first);
            items.for_each(|item| self.more(item));
        }
    }

    fn date(&mut self, zh: &'static str, en: &'static str, start: Option<&Date>, end: Option<&Date>) {
        let Some(text) = words::dates(start, end, self.lang) else { return };
        self.say(zh, en, text);
        if let Some(date) = start.filter(|d| d.inferred || d.by == By::Annotation) {
            let by = match date.by {
                By::Rule => self.lang.pick("推定依据", "inferred from"),
                By::Annotation => self.lang.pick("人工批注", "annotated"),
            };
            self.more(format!("{by}：{}", date.evidence));
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let code = words::code(finding.code, self.lang);
        self.say("存疑", "finding", format!("{code}：{}", finding.message));
        if !finding.evidence.is_empty() {
            self.more(finding.evidence.clone());
        }
    }

    fn attribution(&mut self, speech: &Speech) {
        let by = match speech.attributed_by {
            AttributedBy::Rule => self.lang.pick("文中写明", "the text says so"),
            AttributedBy::Annotation => self.lang.pick("人工批注", "a human said so"),
            AttributedBy::Inferred => self.lang.pick("推定", "inferred"),
        };
        self.say("归属", "attributed", by);
        self.say("依据", "evidence", speech.evidence.clone());
    }
}

impl App {
    /// `i`: what is known of what has the focus.
    pub(super) fn open_card(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let card = match self.focus {
            Region::Shelf => match self.selected().cloned() {
                Some(Key::Person(id)) => {
                    let words = self.words_of(&id);
                    self.person_card(&id).map(|card| self.with_keywords(card, words, &mut effects))
                }
                Some(Key::Meeting(at)) => {
                    self.catalogue.meetings().get(at).map(|held| self.meeting_card(&held.meeting, &held.documents))
                }
                Some(Key::Document(at)) => self.catalogue.documents().get(at).map(|d| self.document_card(at, d)),
                None => None,
            },
            Region::Speeches => {
                let at = self.speeches.current().map(|row| (row.document, row.speech));
                let known = at.and_then(|(d, s)| {
                    self.catalogue.documents().get(d).and_then(|d| d.speeches.get(s).map(|s| (d, s)))
                });
                let card = known.map(|(document, speech)| (self.speech_card(document, speech), speech.text.clone()));
                card.map(|(card, text)| self.with_keywords(card, text, &mut effects))
            }
            Region::Text => self.paragraph_card(),
        };
        if let Some(card) = card {
            self.layers.push(Layer::Card(card));
        }
        effects
    }

    /// Asks for the keywords of a text; they are added to the card when they come.
    fn with_keywords(&mut self, mut card: Card, text: String, effects: &mut Vec<Effect>) -> Card {
        if !text.is_empty() {
            let ticket = self.ticket();
            let names = self.catalogue.persons().iter().map(|p| p.name.clone()).collect();
            card.waits_for = Some(ticket);
            effects.push(Effect::Start(ticket, Job::Keywords { text, names }));
        }
        card
    }

    pub(super) fn keywords_arrived(&mut self, ticket: Ticket, words: &[String]) {
        let label = self.lang.pick("关键词", "keywords");
        for layer in &mut self.layers {
            if let Layer::Card(card) = layer
                && card.waits_for == Some(ticket)
                && !words.is_empty()
            {
                card.rows.push(Row { label: label.into(), text: words.join("、") });
                card.waits_for = None;
                return;
            }
        }
    }

    fn rows(&self) -> Rows {
        Rows { lang: self.lang, rows: Vec::new() }
    }

    fn words_of(&self, person: &PersonId) -> String {
        let mut text = String::new();
        for (document, speech) in shelf::speeches_of_person(&self.catalogue, person) {
            text.push_str(&self.catalogue.documents()[document].speeches[speech].text);
            text.push('\n');
        }
        text
    }

    fn person_card(&self, id: &PersonId) -> Option<Card> {
        let person: &Person = self.catalogue.persons().iter().find(|p| p.id == *id)?;
        let mut rows = self.rows();
        rows.say("别名", "other spellings", person.aliases.join("、"));
        let title_of = |id: &DocumentId| {
            let document = self.catalogue.documents().iter().find(|d| d.id == *id);
            document.map(words::title).unwrap_or_default()
        };
        for office in &person.offices {
            let span = words::dates(office.first.as_ref(), office.last.as_ref(), self.lang).unwrap_or_default();
            rows.say("职务", "office", format!("{}  {span}", office.office));
            for document in &office.documents {
                rows.more(format!("  {}", title_of(document)));
            }
        }
        let mut spoke = Vec::new();
        for (document, speech) in shelf::speeches_of_person(&self.catalogue, id) {
            let document = &self.catalogue.documents()[document];
            let speech = &document.speeches[speech];
            let held = speech.meeting.as_ref().and_then(|m| document.meetings.iter().find(|held| held.id == *m));
            let place = held.map_or_else(|| words::title(document), |m| m.name.clone());
            let date = words::speech_date(document, speech);
            let told = format!("{date}  {place}  {}", words::form(speech.form, self.lang));
            spoke.push((date, told));
        }
        rows.list("发言", "speeches", oldest_first(spoke));
        let mut there_at = Vec::new();
        for held in self.catalogue.meetings() {
            let meeting = &held.meeting;
            let Some(there) = meeting.participants.iter().find(|p| p.person.as_ref() == Some(id)) else { continue };
            let date = words::dates(meeting.start.as_ref(), None, self.lang).unwrap_or_default();
            let day = meeting.start.as_ref().map_or_else(String::new, |start| start.value.clone());
            there_at.push((day, format!("{date}  {}  {}", meeting.name, did(there, self.lang))));
        }
        rows.list("会议", "meetings", oldest_first(there_at));
        let title = person.name.clone();
        Some(Card { title, rows: rows.rows, top: 0, waits_for: None })
    }

    fn meeting_card(&self, meeting: &Meeting, documents: &[usize]) -> Card {
        let mut rows = self.rows();
        rows.say("届次", "edition", meeting.edition.clone().unwrap_or_default());
        rows.date("日期", "date", meeting.start.as_ref(), meeting.end.as_ref());
        rows.say("地点", "place", meeting.place.clone().unwrap_or_default());
        for (field, evidence) in &meeting.evidence {
            rows.more(format!("{field}：{}", evidence.text));
        }
        rows.say("主持", "chair", meeting.chair.clone().unwrap_or_default());
        rows.say("主题", "theme", meeting.theme.clone().unwrap_or_default());
        rows.list("审议通过", "adopted", meeting.adopted.iter().map(|a| format!("《{a}》")).collect());
        if let Some(next) = &meeting.next {
            let words: Vec<&str> = [&next.edition, &next.place].into_iter().flatten().map(String::as_str).collect();
            rows.say("下一届", "next", words.join("  "));
        }
        let there = meeting.participants.iter().map(|p| {
            let office = p.office.as_deref().unwrap_or("");
            format!("{}  {office}  {}", p.name, did(p, self.lang))
        });
        rows.list("与会", "took part", there.collect());
        rows.list(
            "文献",
            "documents",
            documents.iter().filter_map(|d| self.catalogue.documents().get(*d)).map(words::title).collect(),
        );
        Card { title: meeting.name.clone(), rows: rows.rows, top: 0, waits_for: None }
    }

    fn document_card(&self, at: usize, document: &Document) -> Card {
        let mut rows = self.rows();
        rows.say("体裁", "kind", words::kind(document.kind, self.lang));
        rows.say("来源", "publisher", document.publisher.clone().unwrap_or_default());
        rows.date("发表", "published", document.published.as_ref(), None);
        rows.say("关于", "about", document.about.clone().unwrap_or_default());
        rows.list("会议", "meetings", document.meetings.iter().map(|m| m.name.clone()).collect());
        let others = self.catalogue.reprints(at).iter().filter(|other| **other != at);
        let others = others.filter_map(|other| self.catalogue.documents().get(*other));
        let reprint = |d: &Document| {
            let publisher = d.publisher.as_deref().unwrap_or("");
            format!("{}  {}  {publisher}  {}", words::document_date(d), words::title(d), d.source.path)
        };
        rows.list("转载", "reprints", others.map(reprint).collect());
        rows.say("原件", "source", document.source.path.clone());
        rows.say("编码", "encoding", document.source.encoding.clone());
        rows.say("SHA-256", "SHA-256", document.source.sha256.clone());
        document.findings.iter().for_each(|f| rows.finding(f));
        Card { title: words::title(document), rows: rows.rows, top: 0, waits_for: None }
    }

    fn speech_card(&self, document: &Document, speech: &Speech) -> Card {
        let mut rows = self.rows();
        rows.say("职务", "office", speech.office.clone().unwrap_or_default());
        let held = speech.meeting.as_ref().and_then(|id| document.meetings.iter().find(|m| m.id == *id));
        if let Some(meeting) = held {
            rows.say("会议", "meeting", meeting.name.clone());
            rows.date("日期", "date", meeting.start.as_ref(), meeting.end.as_ref());
            rows.say("地点", "place", meeting.place.clone().unwrap_or_default());
        }
        rows.say("形式", "form", words::form(speech.form, self.lang));
        let chars = speech.text.chars().filter(|c| !c.is_whitespace()).count();
        rows.say("篇幅", "length", format!("{chars} {}", self.lang.pick("字", "chars")));
        rows.attribution(speech);
        rows.say("文献", "document", words::title(document));
        Card { title: words::voice(speech, self.lang), rows: rows.rows, top: 0, waits_for: None }
    }

    fn paragraph_card(&self) -> Option<Card> {
        let document = self.document()?;
        let at = self.here()?;
        let paragraph = document.paragraphs.get(at)?;
        let mut rows = self.rows();
        rows.say("体例", "role", words::role(paragraph.role, self.lang));
        for speech in document.speeches.iter().filter(|s| s.parts.iter().any(|p| p.paragraph == at)) {
            let office = speech.office.as_deref().unwrap_or("");
            let form = words::form(speech.form, self.lang);
            rows.say("发言人", "speaker", format!("{}  {office}  {form}", words::voice(speech, self.lang)));
            rows.attribution(speech);
            let held = speech.meeting.as_ref().and_then(|id| document.meetings.iter().find(|m| m.id == *id));
            if let Some(meeting) = held {
                rows.say("会议", "meeting", meeting.name.clone());
                rows.date("日期", "date", meeting.start.as_ref(), meeting.end.as_ref());
            }
        }
        rows.say("原件", "source", document.source.path.clone());
        let bytes: Vec<String> = paragraph.spans.iter().map(|s| format!("{}–{}", s.start, s.end)).collect();
        let shown = bytes.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
        let rest = if bytes.len() > 4 { format!(" +{}", bytes.len() - 4) } else { String::new() };
        rows.say("字节", "bytes", format!("{shown}{rest}"));
        rows.say("SHA-256", "SHA-256", document.source.sha256.clone());
        let touches =
            |f: &&Finding| f.spans.iter().any(|s| paragraph.spans.iter().any(|p| s.start < p.end && p.start < s.end));
        document.findings.iter().filter(touches).for_each(|f| rows.finding(f));
        let all = document.paragraphs.len();
        let title = match self.lang {
            Lang::Zh => format!("第 {} 段，共 {all} 段", at + 1),
            Lang::En => format!("Paragraph {} of {all}", at + 1),
        };
        Some(Card { title, rows: rows.rows, top: 0, waits_for: None })
    }
}

/// Rows by their day, those without one last.
fn oldest_first(mut rows: Vec<(String, String)>) -> Vec<String> {
    rows.sort_by(|(a, _), (b, _)| (a.is_empty(), a).cmp(&(b.is_empty(), b)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What one did there: the part, and that one spoke where the part does not say it.
fn did(one: &Participant, lang: Lang) -> String {
    let spoke = if one.spoke && one.part != Part::Speaker { lang.pick("，发言", ", spoke") } else { "" };
    format!("{}{spoke}", part(one.part, lang))
}

fn part(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Chair => lang.pick("主持", "chair"),
        Part::Speaker => lang.pick("发言", "speaker"),
        Part::Attendee => lang.pick("出席", "attended"),
        Part::Absent => lang.pick("缺席", "absent"),
    }
}
