//! What lies outside a session that has no threads: jobs end before the next key, changes are kept at once.

use std::collections::VecDeque;

use crate::app::effect::{Effect, Ticket};
use crate::library::Home;
use crate::runtime::event::Event;
use crate::runtime::jobs;
use crate::runtime::keeper::Keeper;
use crate::runtime::saving;
use crate::runtime::session::{Session, Start};

/// Carries effects out inline.
pub struct Outside {
    home: Option<Home>,
    keeper: Keeper,
    files: Files,
}

/// Whether files that the user names are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// They are.
    Written,
    /// Nothing is written.
    Untouched,
}

impl Outside {
    /// A session with what was kept in it; whether it has ended at once. No file is written.
    pub fn begin(start: Start) -> (Self, Session, bool) {
        let home = start.home.clone();
        let mut keeper = Keeper::new(home.clone());
        let (mut session, mut effects) = Session::new(start);
        let kept = keeper.read().map(|kept| session.feed(Event::Arrived(Ticket::default(), kept)));
        effects.extend(kept.unwrap_or_default());
        let mut outside = Self { home, keeper, files: Files::Untouched };
        let ended = outside.carry_out(&mut session, effects);
        (outside, session, ended)
    }

    /// Whether files that the user names are written.
    pub fn writes(&mut self, files: Files) {
        self.files = files;
    }

    /// What of the user's could not be kept, in one line.
    pub fn end(&mut self) -> Option<String> {
        self.keeper.finish()
    }

    /// Carries effects out; whether the reader ended.
    pub fn carry_out(&mut self, session: &mut Session, effects: Vec<Effect>) -> bool {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            match effect {
                Effect::Quit => return true,
                Effect::Start(ticket, job) => {
                    let mut more = Vec::new();
                    let done = jobs::perform(&job, self.home.as_ref(), &mut |outcome| {
                        more.extend(session.feed(Event::Arrived(ticket, outcome)));
                        true
                    });
                    if let Err(failure) = done {
                        more.extend(session.feed(Event::Failed(ticket, failure)));
                    }
                    waiting.extend(more);
                }
                Effect::Keep(ticket, keep) => {
                    let answer = self.keeper.keep(vec![keep]).pop();
                    waiting.extend(match answer {
                        Some(Err(failure)) => session.feed(Event::Failed(ticket, failure)),
                        Some(Ok(outcome)) => session.feed(Event::Arrived(ticket, outcome)),
                        None => Vec::new(),
                    });
                }
                Effect::Save(path, text) if self.files == Files::Written => {
                    waiting.extend(session.feed(saving::save(path, &text)));
                }
                _ => {}
            }
        }
        false
    }
}
