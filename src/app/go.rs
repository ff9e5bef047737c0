//! Going: into what is selected and back out of it, through the history of places, into popups; what follows a selection.

use super::effect::Effect;
use super::frame::Zoom;
use super::layer::Layer;
use super::list::Came;
use super::place::Place;
use super::region::{Region, SPEECH_ORDERS};
use super::shelf::{self, Key, Reprints};
use super::state::App;
use super::view::Spot;
use crate::config::Lang;
use crate::text::width::Mode;

impl App {
    /// What is selected on the shelf shows its speeches and its text.
    pub(super) fn follow_shelf(&mut self) {
        self.catch_up();
        let rows = shelf::speech_rows(
            &self.catalogue,
            &self.tones,
            self.selected().cloned().as_ref(),
            self.speech_order,
            self.lang,
        );
        self.speeches.fill(rows, Came::Others);
        match self.selected().cloned() {
            None => self.close_document(),
            Some(Key::Document(document)) => {
                self.open_document(document);
                self.reading.speech = None;
                self.reading.source = None;
                if !self.go_where_left() {
                    self.reading.view.to_start();
                }
            }
            Some(Key::Meeting(meeting)) => self.show_meeting(meeting),
            Some(Key::Person(person)) => {
                if self.speeches.current().is_some() {
                    self.follow_speech();
                } else if let Some(meeting) = self
                    .catalogue
                    .meetings()
                    .iter()
                    .position(|held| held.meeting.participants.iter().any(|p| p.person.as_ref() == Some(&person)))
                {
                    self.show_meeting(meeting);
                }
            }
        }
    }

    pub(super) fn show_meeting(&mut self, meeting: usize) {
        let Some(held) = self.catalogue.meetings().get(meeting) else { return };
        let id = held.meeting.id.clone();
        let Some(&document) = held.documents.first() else { return };
        self.open_document(document);
        self.reading.source = None;
        self.reading.speech = None;
        let within = self.catalogue.documents().get(document).and_then(|d| d.meetings.iter().position(|m| m.id == id));
        match within.and_then(|m| self.reading.view.flow().meeting(m)) {
            Some(block) => self.reading.view.look_from(Spot { block, byte: 0 }),
            None => self.reading.view.to_start(),
        }
    }

    /// The selected speech shows its text.
    pub(super) fn follow_speech(&mut self) {
        let Some((document, speech)) = self.speeches.current().map(|row| (row.document, row.speech)) else { return };
        self.show_speech(document, speech);
    }

    pub(super) fn show_speech(&mut self, document: usize, speech: usize) {
        self.open_document(document);
        self.reading.source = None;
        self.reading.speech = Some(speech);
        let block = self.document().and_then(|d| self.reading.view.flow().speech(d, speech));
        if let Some(block) = block {
            self.reading.view.look(Spot { block, byte: 0 });
        }
    }

    /// After a jump: what is read is selected on the shelf and among the speeches where a row stands for it. A filter that
    /// hides it stays.
    pub(super) fn follow_text(&mut self) {
        if self.selected().is_some_and(|key| !self.is_of(key)) {
            let key = self.shelf().entries().iter().map(|row| &row.key).find(|key| self.is_of(key)).cloned();
            if !key.is_some_and(|key| self.shelf_mut().select_where(|row| row.key == key)) {
                return;
            }
            self.refill_speeches();
        }
        if let Some(read) = self.reading.document.zip(self.reading.speech) {
            self.speeches.select_where(|row| (row.document, row.speech) == read);
        }
    }

    /// Where one is.
    pub(super) fn place(&self) -> Place {
        Place {
            tab: self.tab,
            key: self.selected().cloned(),
            speech: self.speeches.current().map(|row| (row.document, row.speech)),
            read: self.reading.speech,
            focus: self.focus,
            zoom: self.zoom,
            locator: self.locator(),
            spot: self.reading.view.here(),
            eye: self.reading.view.eye(),
        }
    }

    pub(super) fn restore(&mut self, place: &Place) {
        self.show(place.tab);
        if let Some(key) = &place.key
            && !self.shelf_mut().select_where(|row| row.key == *key)
        {
            self.shelf_mut().drop_filter();
            self.shelf_mut().select_where(|row| row.key == *key);
        }
        if self.selected() == place.key.as_ref() {
            self.refill_speeches();
        }
        if let Some(speech) = place.speech {
            self.speeches.select_where(|row| (row.document, row.speech) == speech);
        }
        (self.focus, self.zoom) = (place.focus, place.zoom);
        self.reading.source = None;
        self.settle();
        if let Some(locator) = &place.locator
            && self.jump(locator)
        {
            self.reading.view.look_at(place.spot, place.eye);
            if self.locator().as_ref() != Some(locator) {
                self.look(locator, place.eye);
            }
            self.reading.speech = place.read;
        }
    }

    /// Keeps the place that is being left.
    pub(super) fn leave(&mut self) {
        let place = self.place();
        self.history.leave(place);
    }

    /// `<`
    pub(super) fn history_back(&mut self) {
        let now = self.place();
        match self.history.back(now) {
            Some(place) => self.restore(&place),
            None => self.notice = Some(self.lang.pick("没有更早的位置", "No earlier place").into()),
        }
    }

    /// `>`
    pub(super) fn history_forward(&mut self) {
        let now = self.place();
        match self.history.forward(now) {
            Some(place) => self.restore(&place),
            None => self.notice = Some(self.lang.pick("没有更晚的位置", "No later place").into()),
        }
    }

    /// Enter: picks in a popup, else goes in.
    pub(super) fn enter(&mut self) -> Vec<Effect> {
        match self.layers.last() {
            Some(Layer::Picker(picker)) => {
                let pick = picker.list.current().map(|row| row.pick.clone());
                self.layers.pop();
                return pick.map_or_else(Vec::new, |pick| self.pick(&pick));
            }
            Some(Layer::Card(_)) => {
                self.layers.pop();
                return Vec::new();
            }
            Some(Layer::Hits) => {
                self.enter_hits();
                return Vec::new();
            }
            Some(Layer::Form(_)) => return self.save_form(),
            None => {}
        }
        let to = match self.focus {
            Region::Shelf if self.speeches.count() > 0 => Region::Speeches,
            Region::Shelf | Region::Speeches => Region::Text,
            Region::Text => return Vec::new(),
        };
        if self.shelf().current().is_none() {
            return Vec::new();
        }
        let place = self.place();
        self.came.push(place);
        self.leave();
        if to == Region::Speeches {
            self.follow_speech();
        }
        self.set_focus(to);
        Vec::new()
    }

    /// Esc: closes a popup, then a selection, a search, a filter, the source, the zoom, then goes out; never quits.
    pub(super) fn escape(&mut self) {
        if self.in_hits() {
            self.leave_hits();
            return;
        }
        if self.back_to_hits() {
            return;
        }
        if self.layers.pop().is_some() {
            return;
        }
        if self.reading.selection.take().is_some() {
            return;
        }
        if self.focus == Region::Text && self.reading.find.is_some() {
            self.drop_find();
            return;
        }
        let dropped = match self.focus {
            Region::Shelf => self.shelf_mut().drop_filter(),
            Region::Speeches => self.speeches.drop_filter(),
            Region::Text => false,
        };
        if dropped {
            match self.focus {
                Region::Shelf => self.follow_shelf(),
                _ => self.follow_speech(),
            }
            return;
        }
        if self.reading.source.take().is_some() {
            return;
        }
        if self.zoom == Zoom::Alone {
            self.zoom = Zoom::Panes;
            return;
        }
        if self.focus == Region::Shelf {
            return;
        }
        let out = self.focus.previous();
        match self.came.pop() {
            Some(place)
                if place.focus != self.focus && place.tab == self.tab && self.selected() == place.key.as_ref() =>
            {
                self.restore(&place);
            }
            _ => self.set_focus(out),
        }
    }

    /// `z`: the text alone, or the regions again.
    pub(super) fn toggle_zoom(&mut self) {
        self.zoom = match self.zoom {
            Zoom::Alone => Zoom::Panes,
            Zoom::Panes => {
                if self.focus != Region::Text {
                    let place = self.place();
                    self.came.push(place);
                }
                self.focus = Region::Text;
                Zoom::Alone
            }
        };
    }

    /// `s`: the next order of the list in focus.
    pub(super) fn next_order(&mut self) {
        match self.focus {
            Region::Shelf => {
                let tab = self.tab as usize;
                self.orders[tab] = self.orders[tab].after(self.tab.orders());
                self.rebuild();
            }
            Region::Speeches => {
                self.speech_order = self.speech_order.after(SPEECH_ORDERS);
                self.refill_speeches();
            }
            Region::Text => {}
        }
    }

    /// `x`: reprints behind one row, or each under the first.
    pub(super) fn fold_reprints(&mut self) {
        self.reprints = match self.reprints {
            Reprints::Folded => Reprints::Unfolded,
            Reprints::Unfolded => Reprints::Folded,
        };
        // A reprint whose row goes gives the selection to the first.
        let firsts = |key: &Key| match key {
            Key::Document(at) => Some(Key::Document(self.catalogue.reprints(*at).first().copied().unwrap_or(*at))),
            other => Some(other.clone()),
        };
        let keys: Vec<(Key, Option<Key>)> = self.selected().map(|key| (key.clone(), firsts(key))).into_iter().collect();
        let folded = self.reprints == Reprints::Folded;
        self.rebuild_moved(
            &|key| {
                let first = keys.iter().find(|(from, _)| from == key).and_then(|(_, to)| to.clone());
                if folded { first.or_else(|| Some(key.clone())) } else { Some(key.clone()) }
            },
            Came::Others,
        );
    }

    /// `w`: the next width mode, which counts as confirmed.
    pub(super) fn next_width(&mut self) -> Vec<Effect> {
        let mode = match self.width.mode {
            Mode::Narrow => Mode::Wide,
            Mode::Wide => Mode::Safe,
            Mode::Safe => Mode::Replace,
            Mode::Replace => Mode::Narrow,
        };
        self.set_width(mode, true);
        let name = match mode {
            Mode::Narrow => self.lang.pick("窄：歧义字符占一格", "narrow: ambiguous characters take one cell"),
            Mode::Wide => self.lang.pick("宽：歧义字符占两格", "wide: ambiguous characters take two cells"),
            Mode::Safe => self.lang.pick("稳：两种终端都对", "safe: right in both kinds of terminal"),
            Mode::Replace => self.lang.pick("代：以定宽字符代替显示", "replace: shown as characters of certain width"),
        };
        self.notice = Some(name.into());
        vec![Effect::Width(mode)]
    }

    /// Sets the width mode.
    pub fn set_width(&mut self, mode: Mode, confirmed: bool) {
        self.width = super::state::Width { mode, confirmed };
    }

    /// `:language`
    pub(super) fn toggle_language(&mut self) {
        self.lang = if self.lang == Lang::Zh { Lang::En } else { Lang::Zh };
        self.rebuild();
        self.reflow();
    }

    /// `:mouse`
    pub(super) fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        vec![Effect::Mouse(self.mouse)]
    }

    /// `q`: closes a popup first.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if self.in_hits() {
            self.leave_hits();
            return Vec::new();
        }
        if self.layers.pop().is_some() {
            return Vec::new();
        }
        self.farewell()
    }

    /// The end: where one was is kept before.
    pub fn farewell(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.remember().into_iter().collect();
        effects.push(Effect::Quit);
        effects
    }

    /// `Ctrl-c`: cancels what runs, else quits.
    pub(super) fn cancel(&mut self) -> Vec<Effect> {
        if self.stop_seek() {
            return Vec::new();
        }
        if self.is_importing()
            && let Some(progress) = self.progress.take()
        {
            self.rebuild();
            self.notice = Some(self.lang.pick("已取消导入", "Import cancelled").into());
            return vec![Effect::Cancel(progress.ticket)];
        }
        self.farewell()
    }
}
