//! The work of a search over all texts: a plain function that a worker runs over the texts of the library and that hands
//! its hits on in parts, the first ones at once. Parts of the texts are looked through on as many threads as there is leave
//! for; what is found comes in their order all the same. Between two parts, and often within one, it asks whether anybody
//! still waits.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::filter::Leave;
use crate::search::corpus::Place;
use crate::search::positions::Damaged;
use crate::search::texts::{Part, Texts};

use super::effect::Outcome;
use super::hit::{Asked, Hit};
use super::hits::KEPT;

/// Hits of the first part: more than a screen shows.
const FIRST: usize = 128;
/// Hits of the parts after it.
const MORE: usize = 2_048;
/// Bytes of text after which the progress is told.
const PROGRESS: usize = 32 << 20;
/// Bytes of text from which on a second thread is worth its beginning.
const SHARED: usize = 4 << 20;
/// Parts that are looked through ahead of the one whose hits are handed on, for each thread.
const AHEAD: usize = 2;

/// Looks through texts. `send` takes the parts and says whether to go on; the last part says that it is.
pub fn seek(texts: &Texts, asked: &Asked, leave: &dyn Leave, send: &mut dyn FnMut(Outcome) -> bool) {
    let parts = texts.parts(0);
    let bytes: usize = parts.iter().map(|part| part.held.bytes()).sum();
    let threads = if bytes < SHARED { 1 } else { leave.threads().clamp(1, parts.len().max(1)) };
    let seeking = Seeking {
        texts,
        asked,
        leave,
        ahead: threads * AHEAD,
        bare_from: match asked {
            // What stands beside passages is looked for when the limits have allowed them.
            Asked::Query(query) if query.is_limits_alone() => 0,
            // Hits beyond those that are kept are only counted, where no limit decides which those are.
            Asked::Query(query) if query.limits().is_empty() => KEPT,
            _ => usize::MAX,
        },
        next: AtomicUsize::new(0),
        ready: AtomicBool::new(false),
        ended: AtomicBool::new(false),
        damaged: AtomicBool::new(false),
        line: Mutex::default(),
        moved: Condvar::new(),
    };
    let sender = RefCell::new(Sender { send: &mut *send, hits: Vec::new(), most: FIRST, bytes: 0 });
    leave.beside(threads, &|| seeking.work_beside(), &mut || seeking.work_and_send(&sender));
    let hits = sender.into_inner().hits;
    if seeking.damaged.into_inner() {
        // What an index says is believed no more: the search begins anew without it.
        send(Outcome::Damaged);
    } else if !seeking.ended.into_inner() && leave.go_on() {
        send(Outcome::Hits { hits, documents: texts.documents(), ended: true });
    }
}

/// What the threads of a search share.
struct Seeking<'s> {
    texts: &'s Texts,
    asked: &'s Asked,
    leave: &'s dyn Leave,
    ahead: usize,
    /// Hits from this one on need nothing beside their place.
    bare_from: usize,
    /// The next part that nobody has taken.
    next: AtomicUsize,
    /// Hits of the head wait to be sent.
    ready: AtomicBool,
    /// Nobody waits any more, or nothing can be said.
    ended: AtomicBool,
    damaged: AtomicBool,
    line: Mutex<Line>,
    /// The line has moved.
    moved: Condvar,
}

/// What parts have found, in their order.
#[derive(Default)]
struct Line {
    /// The part whose hits are sent next.
    head: usize,
    /// Hits that were taken out, all of them of the head and of parts before it.
    passed: usize,
    /// The hits of the head and of the parts behind it, and whether each is done.
    waiting: VecDeque<(Vec<Vec<Hit>>, bool)>,
}

/// The way out, which only the asking thread has.
struct Sender<'s> {
    send: &'s mut dyn FnMut(Outcome) -> bool,
    hits: Vec<Hit>,
    /// Hits are sent as soon as there are so many.
    most: usize,
    /// Bytes looked through since something was sent.
    bytes: usize,
}

impl Sender<'_> {
    /// Takes hits in and sends them where there are enough; whether to go on.
    fn take(&mut self, hits: Vec<Hit>, documents: usize) -> bool {
        if self.hits.is_empty() {
            self.hits = hits;
        } else {
            self.hits.extend(hits);
        }
        (self.hits.len() < self.most && self.bytes < PROGRESS) || self.hand_on(documents)
    }

    fn hand_on(&mut self, documents: usize) -> bool {
        (self.most, self.bytes) = (MORE, 0);
        let hits = std::mem::take(&mut self.hits);
        (self.send)(Outcome::Hits { hits, documents, ended: false })
    }
}

impl Seeking<'_> {
    fn go_on(&self) -> bool {
        !self.ended.load(Ordering::Relaxed) && self.leave.go_on()
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the work of all threads.
    fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        // Whoever looks at the line just now sees it before they wait.
        drop(self.line());
        self.moved.notify_all();
    }

    /// Looks through parts near the head as long as there are any.
    fn work_beside(&self) {
        let _ending = Ending(self);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let mut line = self.line();
            while self.go_on() && number > line.head + self.ahead {
                line = self.moved.wait(line).unwrap_or_else(PoisonError::into_inner);
            }
            let passed = line.passed;
            drop(line);
            if !self.look_through(number, passed, &|| ()) {
                return;
            }
        }
    }

    /// The same on the asking thread, which sends what all have found, also while it looks.
    fn work_and_send(&self, sender: &RefCell<Sender<'_>>) {
        let _ending = Ending(self);
        let send = || {
            if self.ready.swap(false, Ordering::Acquire) && !self.send(&mut sender.borrow_mut()) {
                self.end();
            }
        };
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let passed = self.line().passed;
            if !self.look_through(number, passed, &send) {
                break;
            }
            send();
        }
        // The others are not done yet.
        while self.go_on() && self.wait_for_the_head() {
            send();
        }
        if !self.go_on() {
            self.end();
        }
    }

    /// Waits until hits of the head are ready, or nobody waits for them any more; whether there is a head. The line is not
    /// held afterwards.
    fn wait_for_the_head(&self) -> bool {
        let mut line = self.line();
        while !self.ready.load(Ordering::Acquire) && line.head < self.texts.len() && self.go_on() {
            line = self.moved.wait(line).unwrap_or_else(PoisonError::into_inner);
        }
        line.head < self.texts.len()
    }

    /// Looks through a part of the texts, before which so many hits were passed; whether there was one and to go on.
    fn look_through(&self, number: usize, passed: usize, send: &dyn Fn()) -> bool {
        let Some(part) = self.texts.parts(0).get(number) else { return false };
        if !self.go_on() {
            // Whoever waits for this part waits in vain.
            self.end();
            return false;
        }
        let mut found = Found { seeking: self, number, part, hits: Vec::new(), passed, send };
        if found.look().is_err() {
            self.damaged.store(true, Ordering::Relaxed);
            self.end();
        }
        let hits = std::mem::take(&mut found.hits);
        if !self.go_on() {
            self.end();
            return false;
        }
        self.put(number, hits, true);
        true
    }

    /// Puts hits of a part in the line.
    fn put(&self, number: usize, hits: Vec<Hit>, done: bool) {
        let mut line = self.line();
        let behind = number.saturating_sub(line.head);
        let count = line.waiting.len().max(behind + 1);
        line.waiting.resize_with(count, Default::default);
        if let Some((waiting, is_done)) = line.waiting.get_mut(behind) {
            waiting.push(hits);
            *is_done = done;
        }
        if behind == 0 {
            self.ready.store(true, Ordering::Release);
            drop(line);
            self.moved.notify_all();
        }
    }

    /// Sends what the head has, and the parts behind it as far as those before them are done; whether to go on.
    fn send(&self, sender: &mut Sender<'_>) -> bool {
        let parts = self.texts.parts(0);
        loop {
            let mut line = self.line();
            let Some((hits, done)) = line.waiting.front_mut() else { return true };
            let (hits, done) = (std::mem::take(hits), *done);
            line.passed += hits.iter().map(Vec::len).sum::<usize>();
            let part = parts.get(line.head);
            if done {
                line.waiting.pop_front();
                line.head += 1;
                sender.bytes += part.map_or(0, |part| part.held.bytes());
            }
            drop(line);
            self.moved.notify_all();
            let documents = part.map_or(0, |part| part.before);
            if !hits.into_iter().all(|hits| sender.take(hits, documents)) {
                return false;
            }
            if !done {
                return true;
            }
        }
    }
}

/// Ends the work of the others where one thread breaks down: they would wait for it without end.
struct Ending<'w, 's>(&'w Seeking<'s>);

impl Drop for Ending<'_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end();
        }
    }
}

/// What is found in a part.
struct Found<'w, 's> {
    seeking: &'w Seeking<'s>,
    number: usize,
    part: &'w Part,
    hits: Vec<Hit>,
    /// Hits before the next.
    passed: usize,
    /// Sends what is ready.
    send: &'w dyn Fn(),
}

impl Found<'_, '_> {
    fn look(&mut self) -> Result<(), Damaged> {
        let (seeking, send, held) = (self.seeking, self.send, self.part.held.as_ref());
        let go = || {
            send();
            seeking.go_on()
        };
        match seeking.asked {
            Asked::Query(query) => held.each(query, &go, &mut |place, text| self.take(place, 0, text)),
            Asked::Echo(formulation) => {
                for like in formulation.find_in(held, &go)? {
                    let place = Place { document: like.document, paragraph: like.paragraph, chars: like.chars };
                    if !self.take(place, like.distance, held.paragraph(like.document, like.paragraph)?) {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    /// Takes a place whose paragraph has this text; whether to go on.
    fn take(&mut self, place: Place, distance: usize, text: &str) -> bool {
        let Some(document) = self.part.document(place.document) else { return true };
        let text = if self.passed < self.seeking.bare_from { text } else { "" };
        self.hits.push(Hit::new(text, document, place.paragraph, place.chars, distance));
        self.passed += 1;
        // The first screenful comes at once.
        let most = if self.passed <= FIRST { FIRST } else { MORE };
        if self.hits.len() < most {
            return true;
        }
        self.seeking.put(self.number, std::mem::take(&mut self.hits), false);
        (self.send)();
        self.seeking.go_on()
    }
}
