//! Choosing from a list in a popup: marks, help, outline, palette; and what follows a choice.

use super::command::{Command, Times};
use super::effect::Effect;
use super::flow::Kind;
use super::layer::Layer;
use super::picker::{Pick, Picker, Purpose, Row};
use super::region::{Region, Tab};
use super::shelf::{Key, Reprints};
use super::state::App;
use super::words;
use crate::model::Role;

impl App {
    pub(super) fn open_picker(&mut self, purpose: Purpose, rows: Vec<Row>) {
        let picker = Picker::new(purpose, rows, self.config.sounds);
        self.layers.push(Layer::Picker(Box::new(picker)));
    }

    /// `?`
    pub(super) fn open_help(&mut self) {
        if matches!(self.layers.last(), Some(Layer::Picker(p)) if p.purpose == Purpose::Help) {
            return;
        }
        let row = |c: &Command| Row {
            lead: c.keys.join(" "),
            name: c.title(self.lang).to_owned(),
            detail: c.name.to_owned(),
            pick: Pick::Command(c.name),
        };
        let rows = super::command::ROWS.iter().map(row).collect();
        self.open_picker(Purpose::Help, rows);
    }

    /// `o`: headings and voices of the text.
    pub(super) fn open_outline(&mut self) {
        let Some(document) = self.document() else { return };
        let place =
            |paragraph| Pick::Place(crate::model::Locator { document: document.id.clone(), paragraph, char: 0 });
        let mut rows = Vec::new();
        for block in self.reading.view.flow().blocks() {
            let paragraph = block.paragraph;
            let text = document.paragraphs.get(paragraph).map_or("", |p| p.text.as_str());
            match block.kind {
                Kind::Voice(speech) => {
                    let Some(speech) = document.speeches.get(speech) else { continue };
                    rows.push(Row {
                        lead: words::form(speech.form, self.lang).into(),
                        name: words::voice(speech, self.lang),
                        detail: speech.office.clone().unwrap_or_default(),
                        pick: place(paragraph),
                    });
                }
                Kind::Meeting => {
                    let name = block.meeting.and_then(|m| document.meetings.get(m)).map(|m| m.name.clone());
                    let lead = self.lang.pick("会议", "meeting").to_owned();
                    rows.push(Row {
                        lead,
                        name: name.unwrap_or_default(),
                        detail: String::new(),
                        pick: place(paragraph),
                    });
                }
                Kind::Title | Kind::Paragraph(Role::Heading | Role::Title) => rows.push(Row {
                    lead: words::role(document.paragraphs.get(paragraph).map_or(Role::Title, |p| p.role), self.lang)
                        .into(),
                    name: text.to_owned(),
                    detail: String::new(),
                    pick: place(paragraph),
                }),
                _ => {}
            }
        }
        if rows.is_empty() {
            self.notice =
                Some(self.lang.pick("此文没有小标题，也没有发言", "No headings and no speeches in this text").into());
            return;
        }
        self.open_picker(Purpose::Outline, rows);
    }

    /// `:`: everything by its name.
    pub(super) fn open_palette(&mut self) {
        let lang = self.lang;
        let mut rows: Vec<Row> = Vec::new();
        let lead = |zh: &'static str, en: &'static str| lang.pick(zh, en).to_owned();
        for (at, held) in self.catalogue.meetings().iter().enumerate() {
            let date = held.meeting.start.as_ref().map_or(String::new(), |d| d.value.clone());
            rows.push(Row {
                lead: lead("会议", "meeting"),
                name: held.meeting.name.clone(),
                detail: date,
                pick: Pick::Meeting(at),
            });
        }
        for (at, person) in self.catalogue.persons().iter().enumerate() {
            let office = person.offices.last().map_or(String::new(), |o| o.office.clone());
            rows.push(Row {
                lead: lead("人物", "person"),
                name: person.name.clone(),
                detail: office,
                pick: Pick::Person(at),
            });
        }
        for (at, document) in self.catalogue.documents().iter().enumerate() {
            for (index, speech) in document.speeches.iter().enumerate().filter(|(_, s)| s.speaker.is_some()) {
                let held = speech.meeting.as_ref().and_then(|id| document.meetings.iter().find(|m| m.id == *id));
                let place = held.map_or_else(|| words::title(document), |m| m.name.clone());
                rows.push(Row {
                    lead: lead("发言", "speech"),
                    name: words::speech(speech, lang),
                    detail: place,
                    pick: Pick::Speech(at, index),
                });
            }
            rows.push(Row {
                lead: lead("文献", "document"),
                name: words::title(document),
                detail: words::document_date(document),
                pick: Pick::Document(at),
            });
        }
        for (at, typed) in self.searches.iter().enumerate() {
            let pick = Pick::Search(at);
            rows.push(Row { lead: lead("检索", "search"), name: typed.clone(), detail: String::new(), pick });
        }
        for command in super::command::ROWS {
            let name = command.title(lang).to_owned();
            rows.push(Row {
                lead: lead("命令", "command"),
                name,
                detail: command.name.into(),
                pick: Pick::Command(command.name),
            });
        }
        self.open_picker(Purpose::Palette, rows);
    }

    /// Opens the palette with the beginning of a command that wants an argument.
    pub(super) fn ask_for(&mut self, words: &str) {
        self.open_palette();
        if let Some(Layer::Picker(picker)) = self.layers.last_mut() {
            picker.list.field().edit(super::input::Edit::Insert(words.into()));
            picker.list.refresh();
        }
    }

    /// Does what a picked row stands for.
    pub(super) fn pick(&mut self, pick: &Pick) -> Vec<Effect> {
        match pick {
            Pick::Nothing => {}
            Pick::Search(at) => {
                let typed = self.searches.get(*at).cloned();
                if let Some(typed) = typed {
                    self.seek_for(&typed);
                }
            }
            Pick::Command(name) => {
                return Command::named(name).map_or_else(Vec::new, |c| (c.run)(self, Times(None)));
            }
            Pick::Place(locator) => {
                self.leave();
                self.jump(locator);
                self.set_focus(Region::Text);
            }
            Pick::Meeting(at) => self.go_to_row(Tab::Meetings, &Key::Meeting(*at)),
            Pick::Document(at) => self.go_to_row(Tab::Documents, &Key::Document(*at)),
            Pick::Person(at) => {
                if let Some(id) = self.catalogue.persons().get(*at).map(|p| p.id.clone()) {
                    self.go_to_row(Tab::People, &Key::Person(id));
                }
            }
            Pick::Speech(document, speech) => {
                self.go_to_row(Tab::Documents, &Key::Document(*document));
                self.speeches.select_where(|row| (row.document, row.speech) == (*document, *speech));
                self.show_speech(*document, *speech);
                self.set_focus(Region::Text);
            }
        }
        Vec::new()
    }

    fn go_to_row(&mut self, tab: Tab, key: &Key) {
        self.leave();
        self.set_focus(Region::Shelf);
        self.show(tab);
        if let Key::Document(at) = key
            && self.catalogue.is_reprint(*at)
            && self.reprints == Reprints::Folded
        {
            self.fold_reprints();
        }
        if !self.shelf_mut().select_where(|row| row.key == *key) {
            self.shelf_mut().drop_filter();
            self.shelf_mut().select_where(|row| row.key == *key);
        }
        self.follow_shelf();
    }
}
