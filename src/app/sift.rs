//! Long lists that are filtered behind the loop: what they want of workers, and what to do when an answer comes. What runs
//! is never waited for but by Enter in a picker, which means the best of what was typed.

use crate::filter::Found;

use super::effect::{Effect, Ticket};
use super::layer::Layer;
use super::list::Came;
use super::region::Tab;
use super::state::App;

impl App {
    /// What the lists want of the outside now.
    pub fn sift(&mut self) -> Vec<Effect> {
        let Self { shelves, speeches, layers, tickets, .. } = self;
        let mut ticket = || {
            *tickets += 1;
            Ticket(*tickets)
        };
        let mut effects: Vec<Effect> = shelves.iter_mut().flat_map(|list| list.sift(&mut ticket)).collect();
        effects.extend(speeches.sift(&mut ticket));
        for layer in layers {
            if let Layer::Picker(picker) = layer {
                effects.extend(picker.list.sift(&mut ticket));
            }
        }
        effects
    }

    /// An answer came: the best hit is selected, but where only rows came, what was selected stays.
    pub(super) fn sifted(&mut self, ticket: Ticket, found: Found) -> Vec<Effect> {
        for tab in Tab::ALL {
            let list = &mut self.shelves[tab as usize];
            if !list.waits_for(ticket) {
                continue;
            }
            let key = list.current().map(|row| row.key.clone());
            match list.take(ticket, found) {
                Some(Came::More) => {
                    if let Some(key) = key {
                        list.select_where(|row| row.key == key);
                    }
                }
                Some(Came::Others) if tab == self.tab && list.editing() => self.follow_shelf(),
                _ => {}
            }
            return Vec::new();
        }
        if self.speeches.waits_for(ticket) {
            if self.speeches.take(ticket, found).is_some() && self.speeches.editing() {
                self.follow_speech();
            }
            return Vec::new();
        }
        let top = self.layers.len().saturating_sub(1);
        for (at, layer) in self.layers.iter_mut().enumerate() {
            let Layer::Picker(picker) = layer else { continue };
            if picker.list.waits_for(ticket) {
                picker.list.take(ticket, found);
                // Enter was pressed before the answer was there.
                let awaited = std::mem::take(&mut self.awaited) && at == top;
                return if awaited { self.enter() } else { Vec::new() };
            }
        }
        Vec::new()
    }
}
