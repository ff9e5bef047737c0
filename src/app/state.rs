//! The state of the reader and what arrives from the outside. What the person does stands in the files beside this one.

use std::path::PathBuf;

use crate::catalogue::Catalogue;
use crate::config::{Config, Lang};
use crate::layout::columns::Overflow;
use crate::model::Document;
use crate::search::texts::Texts;
use crate::text::width::Mode;

use super::added::Added;
use super::effect::{Effect, Failure, Job, Outcome, Pace, Ticket};
use super::frame::{Column, Frame, Zoom};
use super::hits::{Hits, Rows};
use super::layer::Layer;
use super::list::{Came, List};
use super::place::History;
use super::reading::Reading;
use super::region::{Order, Region, SPEECH_ORDERS, Tab};
use super::shelf::{self, Key, Reprints, Row, SpeechRow};
use super::tones::Tones;
use super::view::Setting;

/// How ambiguous characters are set, and whether that is known to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width {
    /// The mode.
    pub mode: Mode,
    /// Whether the terminal or the user said so.
    pub confirmed: bool,
}

/// The progress of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Its job.
    pub ticket: Ticket,
    /// Files done.
    pub done: usize,
    /// Files in all; None while they are counted.
    pub total: Option<usize>,
    /// How fast it goes.
    pub pace: Pace,
    /// What could not be read, one line each.
    pub failures: Vec<String>,
}

/// The state of the reader.
pub struct App {
    /// The documents and what shows across them.
    pub catalogue: Catalogue,
    /// The settings.
    pub config: Config,
    /// The language of labels.
    pub lang: Lang,
    /// How ambiguous characters are set.
    pub width: Width,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Whether the text stands alone.
    pub zoom: Zoom,
    /// The region that keys go to.
    pub focus: Region,
    /// The tab of the shelf.
    pub tab: Tab,
    pub(super) shelves: [List<Row>; 3],
    pub(super) orders: [Order; 3],
    /// Whether reprints stand behind one row.
    pub(super) reprints: Reprints,
    /// The speeches of what is selected on the shelf.
    pub speeches: List<SpeechRow>,
    /// The order of the speeches.
    pub speech_order: Order,
    /// What is read.
    pub reading: Reading,
    /// Popups, the topmost last.
    pub layers: Vec<Layer>,
    pub(super) history: History,
    pub(super) came: Vec<super::place::Place>,
    /// What the user added.
    pub added: Added,
    /// Whether a key was pressed: until then the text may still go to where it was left.
    pub touched: bool,
    /// One line for the status row, until the next key.
    pub notice: Option<String>,
    /// The import that runs or ran last.
    pub progress: Option<Progress>,
    /// The tones of the voices.
    pub tones: Tones,
    /// Digits typed before a command.
    pub count: Option<u32>,
    /// Whether the mouse is read.
    pub mouse: bool,
    /// The results of a search over all texts, where one is open or was gone into.
    pub hits: Option<Box<Hits>>,
    /// The folded texts, as far as a search has needed them.
    pub(super) texts: Texts,
    /// The files and folders that were asked for, an import each.
    pub(super) imported: Vec<Vec<PathBuf>>,
    /// Searches, the newest first; the library keeps them.
    pub searches: Vec<String>,
    /// The recent search that is selected while nothing is typed.
    pub recent: usize,
    /// What is to be asked of the outside after this event.
    pub(super) pending: Vec<Effect>,
    /// Enter was pressed in a picker whose answer is still to come.
    pub(super) awaited: bool,
    built: usize,
    /// Lists that are filled when they are next shown.
    late: [Option<Late>; 3],
    pub(super) tickets: u64,
}

/// A list that is filled when it is next shown.
struct Late {
    /// What is selected in it.
    selected: Option<Key>,
}

impl Default for App {
    fn default() -> Self {
        Self::new(Config::default(), None, (80, 24))
    }
}

impl App {
    /// An empty reader. `mode`: the width mode that holds as confirmed; None sets ambiguous characters the safe way.
    pub fn new(config: Config, mode: Option<Mode>, size: (u16, u16)) -> Self {
        let sounds = config.sounds;
        let mut app = Self {
            catalogue: Catalogue::default(),
            lang: config.lang.unwrap_or_default(),
            width: Width { mode: mode.unwrap_or(Mode::Safe), confirmed: mode.is_some() },
            size,
            zoom: Zoom::Panes,
            focus: Region::Shelf,
            tab: Tab::Meetings,
            shelves: [List::default(), List::default(), List::default()],
            orders: Tab::ALL.map(|tab| tab.orders()[0]),
            reprints: Reprints::default(),
            speeches: List::default(),
            speech_order: SPEECH_ORDERS[0],
            reading: Reading::default(),
            layers: Vec::new(),
            history: History::default(),
            came: Vec::new(),
            added: Added::default(),
            touched: false,
            notice: None,
            progress: None,
            tones: Tones::default(),
            count: None,
            mouse: config.mouse,
            hits: None,
            texts: Texts::default(),
            imported: Vec::new(),
            searches: Vec::new(),
            recent: 0,
            pending: Vec::new(),
            awaited: false,
            built: 0,
            late: [const { None }; 3],
            tickets: 0,
            config,
        };
        app.shelves.iter_mut().for_each(|list| list.hear(sounds));
        app.speeches.hear(sounds);
        app
    }

    /// Takes documents in at once.
    pub fn add(&mut self, documents: Vec<Document>) {
        let documents = self.added.lay(documents);
        self.catalogue.extend(documents);
        self.rebuild();
    }

    /// Asks for the import of files and folders.
    pub fn import(&mut self, paths: Vec<PathBuf>) -> Effect {
        let ticket = self.ticket();
        self.imported.push(paths.clone());
        self.progress = Some(Progress { ticket, done: 0, total: None, pace: Pace::default(), failures: Vec::new() });
        Effect::Start(ticket, Job::Import(paths))
    }

    /// A ticket that no job has.
    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Whether files are still being imported.
    pub fn is_importing(&self) -> bool {
        self.progress.as_ref().is_some_and(|p| p.total.is_none_or(|total| p.done < total))
    }

    /// A part, the progress or the end of a job. An answer with an old ticket changes nothing.
    pub fn arrived(&mut self, ticket: Ticket, outcome: Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::Documents { documents, done, total, pace, failures } => {
                let Some(progress) = self.progress.as_mut().filter(|p| p.ticket == ticket) else { return Vec::new() };
                (progress.done, progress.total, progress.pace) = (done, Some(total), pace);
                progress.failures.extend(failures);
                let ended = done >= total;
                let failed = progress.failures.len();
                let documents = self.added.lay(documents);
                self.catalogue.extend(documents);
                let known = self.catalogue.documents().len();
                // Lists are built anew as the library doubles, not at every part.
                if known > self.built + self.built / 4 || ended {
                    self.rebuild();
                }
                if ended && failed > 0 {
                    let first = self.progress.as_ref().and_then(|p| p.failures.first()).cloned().unwrap_or_default();
                    self.notice = Some(match self.lang {
                        Lang::Zh => format!("{failed} 个文件未能读取：{first}"),
                        Lang::En => format!("{failed} files could not be read: {first}"),
                    });
                }
                if ended {
                    let mut effects = self.reread_what_changed();
                    effects.extend(self.ask_for_index());
                    return effects;
                }
            }
            Outcome::Reread { paths, documents, failures } => self.reread(&paths, documents, failures),
            Outcome::Kept(kept, complaint) => self.kept(*kept, complaint),
            Outcome::Acknowledged => self.acknowledged(ticket),
            Outcome::Source(text) => self.show_source(ticket, &text),
            Outcome::Hits { hits, documents, ended } => self.hits_arrived(ticket, hits, documents, ended),
            Outcome::Sifted(found) => return self.sifted(ticket, found),
            Outcome::Indexed(shelves) => self.indexed(shelves),
            Outcome::Damaged => return self.index_is_damaged(ticket),
            Outcome::Turn => self.turn_came(ticket),
            Outcome::Keywords(words) => self.keywords_arrived(ticket, &words),
            Outcome::Saved(path) => {
                self.notice = Some(format!("{} {}", self.lang.pick("已保存", "Saved"), path.display()));
            }
        }
        Vec::new()
    }

    /// A job ended in vain.
    pub fn failed(&mut self, ticket: Ticket, failure: Failure) {
        if let Some(progress) = self.progress.as_mut().filter(|p| p.ticket == ticket) {
            progress.total = Some(progress.done);
        }
        self.seek_failed(ticket);
        self.added.waits.remove(&ticket);
        self.notice = Some(failure.0);
    }

    /// The list of the shelf's tab.
    pub fn shelf(&self) -> &List<Row> {
        &self.shelves[self.tab as usize]
    }

    pub(super) fn shelf_mut(&mut self) -> &mut List<Row> {
        &mut self.shelves[self.tab as usize]
    }

    /// The order of the shelf's tab.
    pub fn order(&self) -> Order {
        self.orders[self.tab as usize]
    }

    /// Number of rows of a tab.
    pub fn tab_count(&self, tab: Tab) -> usize {
        match tab {
            Tab::Meetings => self.catalogue.meetings().len(),
            Tab::People => self.catalogue.persons().len(),
            Tab::Documents => self.catalogue.documents().len(),
        }
    }

    /// Builds the lists anew; selections and filters stay.
    pub(super) fn rebuild(&mut self) {
        self.refresh_texts();
        self.rebuild_moved(&|key| Some(key.clone()), Came::More);
    }

    /// The same after entries of the catalogue moved: where the key of a selection stands now.
    pub(super) fn rebuild_moved(&mut self, moved: &dyn Fn(&Key) -> Option<Key>, came: Came) {
        let first = self.built == 0;
        self.built = self.catalogue.documents().len();
        self.tones.meet(self.catalogue.documents());
        for tab in Tab::ALL {
            let selected = match self.late[tab as usize].take() {
                Some(late) => late.selected,
                None => self.shelves[tab as usize].current().map(|row| row.key.clone()),
            };
            let selected = selected.and_then(|key| moved(&key));
            if came == Came::Others && tab != self.tab {
                self.late[tab as usize] = Some(Late { selected });
            } else {
                self.fill(tab, selected.filter(|_| !first), came);
            }
        }
        if first || self.reading.document.is_none() {
            // Where nothing tells of a meeting, the documents are what is there to browse.
            if self.catalogue.meetings().is_empty()
                && !self.catalogue.documents().is_empty()
                && self.tab == Tab::Meetings
            {
                self.show(Tab::Documents);
            }
            self.follow_shelf();
            self.go_where_left_at_first();
        } else {
            self.refill_speeches();
        }
    }

    /// Fills the list of a tab; what is selected there is selected again.
    fn fill(&mut self, tab: Tab, selected: Option<Key>, came: Came) {
        let order = self.orders[tab as usize];
        let rows = shelf::rows(&self.catalogue, &self.tones, tab, order, self.reprints, self.lang);
        let list = &mut self.shelves[tab as usize];
        list.fill(rows, came);
        if let Some(key) = selected {
            list.select_where(|row| row.key == key);
        }
    }

    /// Shows a tab of the shelf.
    pub(super) fn show(&mut self, tab: Tab) {
        self.tab = tab;
        self.catch_up();
    }

    /// Fills the list that is shown, where that was left until it is.
    pub(super) fn catch_up(&mut self) {
        if let Some(late) = self.late[self.tab as usize].take() {
            self.fill(self.tab, late.selected, Came::Others);
        }
    }

    /// Fills the speeches from what is selected on the shelf; keeps the selected speech where it is still there.
    pub(super) fn refill_speeches(&mut self) {
        let kept = self.speeches.current().map(|row| (row.document, row.speech));
        let key = self.shelf().current().map(|row| row.key.clone());
        let rows = shelf::speech_rows(&self.catalogue, &self.tones, key.as_ref(), self.speech_order, self.lang);
        self.speeches.fill(rows, Came::Others);
        if let Some(kept) = kept {
            self.speeches.select_where(|row| (row.document, row.speech) == kept);
        }
    }

    /// What is selected on the shelf.
    pub fn selected(&self) -> Option<&Key> {
        self.shelf().current().map(|row| &row.key)
    }

    /// The document that is read.
    pub fn document(&self) -> Option<&Document> {
        self.reading.document.and_then(|d| self.catalogue.documents().get(d))
    }

    /// Whether what is read belongs to what a row of the shelf stands for; so it is where nothing is read.
    pub fn is_of(&self, key: &Key) -> bool {
        let (Some(at), Some(document)) = (self.reading.document, self.document()) else { return true };
        let speech = self.reading.speech.and_then(|speech| document.speeches.get(speech));
        match key {
            Key::Document(row) => *row == at || self.catalogue.reprints(*row).contains(&at),
            Key::Meeting(row) => self.catalogue.meetings().get(*row).is_none_or(|held| {
                let own = speech.and_then(|speech| speech.meeting.as_ref());
                let other = own.is_some_and(|id| {
                    held.meeting.id != *id && document.meetings.iter().any(|m| m.id == held.meeting.id)
                });
                held.documents.contains(&at) && !other
            }),
            Key::Person(id) => speech.is_none_or(|speech| speech.person.as_ref() == Some(id)),
        }
    }

    /// Where the regions stand.
    pub fn frame(&self) -> Frame {
        Frame::new(self.size, self.focus, self.zoom)
    }

    /// The column that the text is set in.
    pub fn column(&self) -> Column {
        self.frame().column(self.config.measure)
    }

    /// How the text is set now.
    pub(super) fn setting(&self) -> Setting {
        let (frame, column) = (self.frame(), self.column());
        Setting {
            measure: column.measure,
            height: frame.text.height.max(1),
            gutter: column.gutter,
            mode: self.width.mode,
            strictness: super::view::strictness(self.config.strictness),
            overflow: Overflow::Beside,
        }
    }

    /// After a change: the text is set for the screen as it is, and the selections stand in their windows.
    pub fn settle(&mut self) {
        let frame = self.frame();
        // A region that is not shown keeps its setting: it comes back as it was.
        if !frame.text.is_empty() {
            let setting = self.setting();
            self.reading.view.set(setting);
            if let Some(source) = &mut self.reading.source {
                source.view.set(setting);
            }
        }
        let (row, rows) = self.shelf_row(self.shelf().position());
        let height = usize::from(frame.shelf.height.saturating_sub(1));
        self.shelf_mut().reveal(row, rows, height);
        if self.shelf().position() == 0 {
            self.shelf_mut().reveal(0, rows, height);
        }
        let (row, rows) = (self.speeches.position(), self.speeches.count());
        self.speeches.reveal(row, rows, usize::from(frame.speeches.height.saturating_sub(1)));
        let size = self.size;
        if let Some(hits) = &mut self.hits {
            hits.reveal(usize::from(Rows::of(size).body));
        }
        if let Some(layer) = self.layers.last_mut() {
            layer.settle(size);
        }
    }

    /// The row of a position of the shelf with the heads of groups counted, and how many rows there are.
    pub fn shelf_row(&self, position: usize) -> (usize, usize) {
        let shelf = self.shelf();
        (shelf.row_with_heads(position), shelf.count() + shelf.heads().len())
    }

    /// Whether the shelf shows heads of groups: in its base order, not in the order of hits.
    pub fn is_grouped(&self) -> bool {
        self.shelf().filter().input.is_empty()
    }
}
