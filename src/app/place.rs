//! Places: what history, marks and coming back hold. A place names what was selected and the spot that was read, never a
//! row of the screen.

use crate::model::Locator;

use super::frame::Zoom;
use super::region::{Region, Tab};
use super::shelf::Key;
use super::view::Spot;

/// Where one was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The tab of the shelf.
    pub tab: Tab,
    /// What was selected there.
    pub key: Option<Key>,
    /// The speech that was selected: document, speech.
    pub speech: Option<(usize, usize)>,
    /// The speech of the document that was gone to.
    pub read: Option<usize>,
    /// The region in focus.
    pub focus: Region,
    /// Whether the text stood alone.
    pub zoom: Zoom,
    /// The spot that was read.
    pub locator: Option<Locator>,
    /// The spot itself: of a heading or a line that no locator names, as long as the text is the same.
    pub spot: Spot,
    /// Rows between the top of the pane and that spot.
    pub eye: u16,
}

/// The places behind and ahead.
#[derive(Clone, Debug, Default)]
pub struct History {
    back: Vec<Place>,
    ahead: Vec<Place>,
}

/// Places kept in the history.
const MOST: usize = 500;

impl History {
    /// Keeps a place that is being left; what was ahead is gone.
    pub fn leave(&mut self, place: Place) {
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        if self.back.len() > MOST {
            self.back.remove(0);
        }
        self.ahead.clear();
    }

    /// Every place, to be brought up to date.
    pub fn each(&mut self, mut work: impl FnMut(&mut Place)) {
        self.back.iter_mut().chain(&mut self.ahead).for_each(&mut work);
    }

    /// One place back; `now` is kept ahead.
    pub fn back(&mut self, now: Place) -> Option<Place> {
        let place = self.back.pop()?;
        self.ahead.push(now);
        Some(place)
    }

    /// One place forward; `now` is kept behind.
    pub fn forward(&mut self, now: Place) -> Option<Place> {
        let place = self.ahead.pop()?;
        self.back.push(now);
        Some(place)
    }
}
