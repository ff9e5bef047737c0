//! What keeps what the user added: opens the library's file when there is something to read or to write, and answers when
//! a change is on the disk. What could not be written is tried again with the next change and at the end: nothing that
//! was typed is dropped as long as the process lives.

use crate::app::effect::{Failure, Keep, Outcome};
use crate::library::store::Opened;
use crate::library::{Home, Store};
use crate::model::Left;

/// Keeps changes in the library of a home; without a home nothing outlives the session.
#[derive(Default)]
pub struct Keeper {
    home: Option<Home>,
    store: Option<Store>,
    waiting: Vec<Keep>,
    /// Whether it was said already that places cannot be kept.
    said: bool,
}

impl Keeper {
    /// A keeper; nothing is opened yet.
    pub fn new(home: Option<Home>) -> Self {
        Self { home, store: None, waiting: Vec::new(), said: false }
    }

    /// Reads what was kept; None where nothing ever was. A damaged file is put aside, with a line that says where.
    pub fn read(&mut self) -> Option<Outcome> {
        let home = self.home.clone().filter(Home::has_library)?;
        let opened = match Store::open(&home) {
            Ok(Opened { store, aside }) => Ok((store, aside)),
            // A library that cannot be written can still be read.
            Err(error) => Store::read_only(&home.library()).map(|store| (store, None)).map_err(|_| error),
        };
        match opened.and_then(|(store, aside)| Ok((store.kept()?, store, aside))) {
            Ok((kept, store, aside)) => {
                self.store = Some(store);
                let complaint = aside.map(|aside| damaged(&aside.display().to_string()));
                Some(Outcome::Kept(Box::new(kept), complaint))
            }
            Err(error) => Some(Outcome::Kept(Box::default(), Some(error.to_string()))),
        }
    }

    /// Keeps changes in their order; an answer each, in the same order. Of places that follow each other the last of a
    /// document counts.
    pub fn keep(&mut self, changes: Vec<Keep>) -> Vec<Result<Outcome, Failure>> {
        let count = changes.len();
        let matters: Vec<bool> = changes.iter().map(|keep| matches!(keep, Keep::Deed(_) | Keep::Undo(_))).collect();
        self.waiting.extend(changes);
        match self.write() {
            Ok(aside) => (0..count)
                .map(|at| match aside.as_ref().filter(|_| at == 0) {
                    Some(aside) => Err(Failure(damaged(aside))),
                    None => Ok(Outcome::Acknowledged),
                })
                .collect(),
            Err(reason) => {
                let failure = Failure(format!("未保存，稍后再试 not saved, tried again later: {reason}"));
                // That the text moved on a row is not worth a line each time: once, where there is a place to keep it.
                let first = !std::mem::replace(&mut self.said, true) && self.home.is_some();
                let told = |(at, matters): (usize, &bool)| *matters || (at == 0 && first);
                let answer = |told| if told { Err(failure.clone()) } else { Ok(Outcome::Acknowledged) };
                matters.iter().enumerate().map(told).map(answer).collect()
            }
        }
    }

    /// Tries once more what could not be written; what is still lost then, in one line.
    pub fn finish(&mut self) -> Option<String> {
        // A place that is lost is no loss worth a line.
        let matters = |keep: &Keep| matches!(keep, Keep::Deed(_) | Keep::Undo(_));
        if !self.waiting.iter().any(matters) {
            let _ = self.write();
            return None;
        }
        self.write()
            .err()
            .map(|reason| format!("最后的标记与更正未能保存 the last marks and corrections are lost: {reason}"))
    }

    /// Writes all that waits. Where a damaged file was found on the way: the name it was put aside under.
    fn write(&mut self) -> Result<Option<String>, String> {
        if self.waiting.is_empty() {
            return Ok(None);
        }
        let home = self.home.as_ref().ok_or("没有主目录 there is no home folder")?;
        let mut aside = None;
        let mut store = if let Some(store) = self.store.take() {
            store
        } else {
            let opened = Store::open(home).map_err(|error| error.to_string())?;
            aside = opened.aside.map(|path| path.display().to_string());
            opened.store
        };
        while let Some(next) = self.waiting.first() {
            let places: Vec<Left> = self.waiting.iter().map_while(place).cloned().collect();
            let (done, count) = match next {
                Keep::Place(_) => (store.leave(&latest(&places)), places.len()),
                Keep::Deed(deed) => (store.carry(deed), 1),
                Keep::Undo(deed) => (store.undo(deed), 1),
                Keep::Query(query) => (store.ask(query), 1),
                Keep::ForgetQueries => (store.forget_queries(), 1),
            };
            // A store that failed is not held on to: the next change opens it anew.
            done.map_err(|error| error.to_string())?;
            self.waiting.drain(..count);
        }
        self.store = Some(store);
        Ok(aside)
    }
}

fn place(keep: &Keep) -> Option<&Left> {
    match keep {
        Keep::Place(left) => Some(left),
        _ => None,
    }
}

/// The last place of each document.
fn latest(places: &[Left]) -> Vec<Left> {
    let mut out: Vec<Left> = Vec::new();
    for left in places {
        out.retain(|known| known.at.document != left.at.document);
        out.push(left.clone());
    }
    out
}

fn damaged(aside: &str) -> String {
    format!(
        "文库文件损坏，已另存为 {aside}，新建一个 the library file was damaged; it is kept there and a new one begun"
    )
}
