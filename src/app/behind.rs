//! What a long list has to do with the worker that filters it: the rows it gave, the answer it waits for, and what is of
//! no use any more. The worker's part is `filter::Sifter`.

use std::sync::Arc;

use crate::filter::{Field, Sifter};
use crate::text::sounds::Sounds;

use super::effect::{Effect, Job, Ticket};
use super::stop::{Shared, Stop};

/// The work behind a list of entries of type `T`.
pub struct Behind<T> {
    sifter: Option<Shared>,
    /// Entries whose rows the worker has, and which are shown with its next answer.
    pub coming: Option<Vec<T>>,
    /// Something was typed, or rows came, that no job has been begun for.
    pub due: bool,
    /// The job that runs.
    pub ticket: Option<Ticket>,
    stop: Stop,
    stale: Vec<Ticket>,
}

impl<T> Behind<T> {
    /// Work over rows; what still runs for those before them is stopped.
    pub fn new(rows: Vec<Vec<Field>>, sounds: Sounds, before: Option<Self>) -> Self {
        let sifter = Sifter::hearing(sounds);
        sifter.give(rows);
        let mut stale = Vec::new();
        if let Some(mut before) = before {
            before.leave();
            stale = before.stale;
        }
        let sifter = Some(Shared(Arc::new(sifter)));
        Self { sifter, coming: None, due: false, ticket: None, stop: Stop::default(), stale }
    }

    /// Nobody waits for anything any more.
    pub fn leave(&mut self) {
        self.stop.say();
        self.stale.extend(self.ticket.take());
        (self.sifter, self.coming, self.due) = (None, None, false);
    }

    /// Whether there is nothing left to wait for.
    pub fn is_left(&self) -> bool {
        self.sifter.is_none()
    }

    /// Whether an answer is to come.
    pub fn is_waited_for(&self) -> bool {
        self.due || self.ticket.is_some()
    }

    /// Stops what is of no use any more and begins what is due.
    pub fn ask(&mut self, typed: &str, ticket: &mut dyn FnMut() -> Ticket) -> Vec<Effect> {
        let due = std::mem::take(&mut self.due);
        if due {
            self.stop.say();
            self.stop = Stop::default();
            self.stale.extend(self.ticket.take());
        }
        let mut effects: Vec<Effect> = self.stale.drain(..).map(Effect::Cancel).collect();
        if let (true, Some(sifter)) = (due, &self.sifter) {
            let ticket = ticket();
            self.ticket = Some(ticket);
            let job = Job::Sift { sifter: sifter.clone(), typed: typed.to_owned(), stop: self.stop.clone() };
            effects.push(Effect::Start(ticket, job));
        }
        effects
    }
}
