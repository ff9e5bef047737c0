//! The work behind a search over all texts as the reader sees it: what it asks of the outside and what arrives. It runs in
//! a worker or, where only the reader can do it, in pieces between keys.

use crate::config::Lang;
use crate::search::texts::Shelf;

use super::effect::{Care, Effect, Job, Ticket};
use super::hit::Hit;
use super::hits::Hits;
use super::state::App;

/// Bytes of text that are folded between two keys: some milliseconds.
const FOLDED: usize = 1 << 20;

/// Stops the search that runs and begins it anew.
fn seek_again(hits: &mut Hits, pending: &mut Vec<Effect>) {
    pending.extend(hits.work.ticket.map(Effect::Cancel));
    hits.again();
}

impl App {
    /// Stops the search that runs; whether one did.
    pub(super) fn stop_seek(&mut self) -> bool {
        let Some(hits) = self.hits.as_mut().filter(|hits| hits.is_searching()) else { return false };
        self.pending.extend(hits.work.ticket.take().map(Effect::Cancel));
        hits.work.stop.say();
        (hits.work.due, hits.work.stale, hits.work.next) = (false, false, usize::MAX);
        self.notice = Some(self.lang.pick("已停止检索", "Search stopped").into());
        true
    }

    /// A part of a search arrived.
    pub(super) fn hits_arrived(&mut self, ticket: Ticket, hits: Vec<Hit>, documents: usize, ended: bool) {
        let lang = self.lang;
        let Some(results) = self.hits.as_mut().filter(|it| it.work.ticket == Some(ticket)) else { return };
        if ended {
            results.work.ticket = None;
        }
        results.take(hits, documents, &self.catalogue, lang);
    }

    /// A search ended in vain.
    pub(super) fn seek_failed(&mut self, ticket: Ticket) {
        if let Some(hits) = self.hits.as_mut().filter(|it| it.work.ticket == Some(ticket)) {
            hits.work.ticket = None;
        }
    }

    /// What the results need of the outside now: stops what nobody waits for, folds a piece of what is not folded yet,
    /// begins the search of what is, and asks for a turn behind the keys where more is left to do.
    pub fn go_on(&mut self) -> Vec<Effect> {
        let mut effects = std::mem::take(&mut self.pending);
        let Some(mut hits) = self.hits.take() else { return effects };
        let mut more = false;
        if hits.asked.is_some() && hits.work.next != usize::MAX {
            let searching = hits.is_searching() || hits.work.searched < self.catalogue.documents().len();
            if searching {
                more = !self.texts.grow(self.catalogue.documents(), FOLDED);
            }
            if hits.work.ticket.is_none() && (hits.work.due || hits.work.next < self.texts.len()) {
                let texts = self.texts.rest(hits.work.next);
                hits.work.next = self.texts.len();
                hits.work.due = false;
                let ticket = self.ticket();
                hits.work.ticket = Some(ticket);
                if let Some(asked) = hits.asked.clone() {
                    effects.push(Effect::Start(ticket, Job::Seek { texts, asked, stop: hits.work.stop.clone() }));
                }
            }
        }
        let lang: Lang = self.lang;
        more |= !hits.refine_more(&self.catalogue, lang);
        if more && hits.work.turn.is_none() {
            let turn = self.ticket();
            hits.work.turn = Some(turn);
            effects.push(Effect::Start(turn, Job::Turn));
        }
        self.hits = Some(hits);
        effects
    }

    /// Asks for the index of what was imported last.
    pub(super) fn ask_for_index(&mut self) -> Vec<Effect> {
        let Some(paths) = self.imported.last().cloned() else { return Vec::new() };
        vec![Effect::Start(self.ticket(), Job::Index(paths, Care::Open))]
    }

    /// The index came: what it holds need not be folded any more. A search that has ended stays as it is, one that runs
    /// begins anew, since it may have looked at what has another place now.
    pub(super) fn indexed(&mut self, shelves: Vec<Shelf>) {
        self.texts.adopt(shelves, self.catalogue.documents());
        let all = self.catalogue.documents().len();
        if let Some(hits) = &mut self.hits {
            if hits.is_searching() || hits.work.searched < all {
                seek_again(hits, &mut self.pending);
            } else {
                hits.work.next = self.texts.len();
            }
        }
    }

    /// A search saw that an index is damaged: it is not asked any more, and begins anew; the index is mended.
    pub(super) fn index_is_damaged(&mut self, ticket: Ticket) -> Vec<Effect> {
        let Some(hits) = self.hits.as_mut().filter(|it| it.work.ticket == Some(ticket)) else { return Vec::new() };
        hits.again();
        self.texts.forget_indexes();
        let all = self.imported.clone();
        all.into_iter().map(|paths| Effect::Start(self.ticket(), Job::Index(paths, Care::Mend))).collect()
    }

    /// Drops the folded texts of what is not in the library any more; what was found in them is looked for anew.
    pub(super) fn refresh_texts(&mut self) {
        if self.texts.check(self.catalogue.documents())
            && let Some(hits) = &mut self.hits
        {
            seek_again(hits, &mut self.pending);
        }
    }

    /// The turn that was asked for has come.
    pub(super) fn turn_came(&mut self, ticket: Ticket) {
        if let Some(hits) = self.hits.as_mut().filter(|it| it.work.turn == Some(ticket)) {
            hits.work.turn = None;
        }
    }
}
