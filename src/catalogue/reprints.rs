//! Texts that are the same or nearly the same across documents: reprints with another lead, excerpts, copies whose words
//! were replaced. A document is known by a sample of its shingles, so that finding what may be alike costs what the
//! document holds, not what the library does. What may be alike is then compared paragraph by paragraph.
//!
//! Invariant: after documents came, went and changed, everything is as if those that are there had come one by one, in
//! their order. A document is judged by those before it alone; which of them are judged again when one before them goes or
//! comes is told by the shingles that they share with it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::likeness::{self, Likeness};
use super::shingles::{Holders, Sample};
use crate::model::{Code, Document, Finding};
use crate::text::fold::{fold, is_letter};

/// What begins every finding that is made here.
pub const WITH: &str = "与《";
/// A shingle that stands in more documents is a formula and tells nothing.
const FORMULA: usize = 48;
/// Chars that a text must have to be compared.
const SHORTEST: usize = 80;
/// Of a hundred sampled shingles of the shorter text, those that must be the longer's for the two to be compared.
const COMPARED: usize = 12;
/// Documents that one is compared with at most, the likest first.
const MOST: usize = 4;
/// Documents that are asked which of two words is the rarer, at most.
const ASKED: usize = 2_000;
/// No text.
const NONE: u32 = u32::MAX;

/// What is known of a text, by a number that it keeps however it is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Text {
    /// Index of its document.
    rank: u32,
    /// Sampled shingles.
    size: u32,
    /// How often the sample was halved.
    halved: u32,
    /// Those of them that were no formula when it came.
    telling: u32,
    /// Chars.
    length: u32,
    /// The text before it that it reprints; [`NONE`] where it is alone or the first.
    of: u32,
}

/// What is said of a text that has something in common with another.
#[derive(Clone, Debug)]
struct Said {
    /// The text that it is said of.
    of: u32,
    code: Code,
    message: String,
    /// Where it shows: indices of paragraphs.
    paragraphs: Vec<usize>,
    evidence: String,
}

/// What judging a text gives.
struct Judged {
    of: u32,
    telling: u32,
    said: Vec<Said>,
}

/// The samples of the documents, and which of them are reprints of one text.
#[derive(Clone, Debug, Default)]
pub struct Reprints {
    holders: Holders,
    texts: Vec<Text>,
    /// Numbers of texts that are no more.
    free: Vec<u32>,
    /// The text of each document.
    order: Vec<u32>,
    /// What was said when a text was judged, by its number; only where something was.
    said: HashMap<u32, Vec<Said>>,
    /// The first document of the group of each document; itself where it is alone.
    group: Vec<u32>,
    members: HashMap<u32, Vec<usize>>,
}

/// What a change of the library touches.
#[derive(Clone, Debug, Default)]
pub struct Concerned {
    /// Texts to be judged again.
    judge: HashSet<u32>,
    /// Texts of which something else may be said now.
    tell: HashSet<u32>,
    /// The first document that went or came.
    first: Option<usize>,
}

impl Reprints {
    /// Takes the next document, whose index is the number of those taken before; `all` holds these. What it has in common
    /// with them is said with the index of the document that it is said of.
    pub fn take(&mut self, document: &Document, all: &[Document]) -> Vec<(usize, Finding)> {
        let text = self.number();
        let sample = sampled(document);
        self.texts[text as usize] = Text { rank: count(self.order.len()), ..Text::of(&sample) };
        let judged = self.judge(text, &sample, document, all);
        self.order.push(text);
        for shingle in sample.shingles {
            self.holders.push(shingle, text);
        }
        let spoken = |said: &Said| {
            let of = self.texts[said.of as usize].rank as usize;
            (of, said.finding(all.get(of).unwrap_or(document)))
        };
        let out = judged.said.iter().map(spoken).collect();
        self.keep(text, judged);
        self.group_with(self.group.len());
        out
    }

    /// A number for a text.
    fn number(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.texts.push(Text::of(&Sample::default()));
            count(self.texts.len() - 1)
        })
    }

    fn keep(&mut self, text: u32, judged: Judged) {
        let known = &mut self.texts[text as usize];
        (known.of, known.telling) = (judged.of, judged.telling);
        if judged.said.is_empty() {
            self.said.remove(&text);
        } else {
            self.said.insert(text, judged.said);
        }
    }

    /// What a text has in common with those before it.
    fn judge(&self, text: u32, sample: &Sample, document: &Document, all: &[Document]) -> Judged {
        let (candidates, telling) = self.candidates(text, sample);
        let mut judged = Judged { of: NONE, telling, said: Vec::new() };
        let before = &all[..all.len().min(self.texts[text as usize].rank as usize)];
        for other in candidates {
            let place = self.texts[other as usize].rank as usize;
            let Some(earlier) = before.get(place) else { continue };
            match likeness::compare(earlier, document) {
                // Of several reprints one is enough to say it.
                Some(Likeness::Same | Likeness::Near { .. }) if judged.of != NONE => {}
                Some(likeness @ (Likeness::Same | Likeness::Near { .. })) => {
                    judged.of = other;
                    judged.said.extend(near((text, document), (other, earlier), &likeness));
                }
                Some(Likeness::Substituted(pairs)) => {
                    judged.said.push(substituted((text, document), (other, earlier), &pairs, (place, before)));
                }
                None => {}
            }
        }
        judged
    }

    /// Texts before one that share enough of its sample, the likest first; how many of its shingles are no formula.
    fn candidates(&self, text: u32, sample: &Sample) -> (Vec<u32>, u32) {
        let own = self.texts[text as usize];
        let mut shared: HashMap<u32, u32> = HashMap::new();
        let mut telling = 0;
        for shingle in &sample.shingles {
            let before = self.holders.before(*shingle, |text| self.texts[text as usize].rank, own.rank);
            if before <= FORMULA {
                telling += 1;
                for other in self.holders.of(*shingle).take(before) {
                    *shared.entry(other).or_insert(0) += 1;
                }
            }
        }
        let own = Text { telling, ..own };
        let alike = shared.into_iter().filter(|(other, shared)| own.is_like(&self.texts[*other as usize], *shared));
        let mut out: Vec<(u32, u32)> = alike.map(|(other, shared)| (shared, other)).collect();
        out.sort_by_key(|(shared, other)| (std::cmp::Reverse(*shared), self.texts[*other as usize].rank));
        (out.into_iter().take(MOST).map(|(_, other)| other).collect(), telling)
    }

    /// A document goes; it still stands where it stood, and so do all others.
    pub fn leave(&mut self, at: usize, document: &Document, concerned: &mut Concerned) {
        let text = self.order[at];
        let sample = sampled(document);
        self.concern(at, text, &sample, concerned);
        for shingle in sample.shingles {
            self.holders.remove(shingle, text, |text| self.texts[text as usize].rank);
        }
        concerned.judge.remove(&text);
        for said in self.said.remove(&text).unwrap_or_default() {
            concerned.tell.insert(said.of);
        }
        self.texts[text as usize].rank = NONE;
        self.free.push(text);
    }

    /// The documents stand in another order of those that were there (their indices) and others, which have none.
    pub fn arrange(&mut self, order: &[Option<usize>]) {
        let before = std::mem::take(&mut self.order);
        for (rank, was) in order.iter().enumerate() {
            let text = was.and_then(|was| before.get(was).copied()).unwrap_or_else(|| {
                let text = self.number();
                self.texts[text as usize] = Text::of(&Sample::default());
                text
            });
            self.texts[text as usize].rank = count(rank);
            self.order.push(text);
        }
    }

    /// A document came; all stand where they stand from now on.
    pub fn come(&mut self, at: usize, document: &Document, concerned: &mut Concerned) {
        let text = self.order[at];
        let sample = sampled(document);
        self.texts[text as usize] = Text { rank: count(at), ..Text::of(&sample) };
        for shingle in &sample.shingles {
            self.holders.insert(*shingle, text, |text| self.texts[text as usize].rank);
        }
        self.concern(at, text, &sample, concerned);
        concerned.judge.insert(text);
    }

    /// The words of a document that stand elsewhere in its source now: what is said of it shows elsewhere.
    pub fn move_within(&self, at: usize, concerned: &mut Concerned) {
        concerned.tell.insert(self.order[at]);
    }

    /// Notes which texts would be judged otherwise without one that is there: those that it is a candidate of, and those that
    /// have a shingle that is a formula or none because of it.
    fn concern(&self, at: usize, text: u32, sample: &Sample, concerned: &mut Concerned) {
        concerned.first = Some(concerned.first.map_or(at, |first| first.min(at)));
        let own = self.texts[text as usize];
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for shingle in &sample.shingles {
            let holders = self.holders.of(*shingle).enumerate().skip_while(|(_, holder)| *holder != text).skip(1);
            for (before, holder) in holders.take_while(|(before, _)| *before <= FORMULA + 1) {
                if before <= FORMULA {
                    *shared.entry(holder).or_insert(0) += 1;
                } else {
                    concerned.judge.insert(holder);
                }
            }
        }
        let alike = shared.into_iter().filter(|(later, shared)| self.texts[*later as usize].is_like(&own, *shared));
        concerned.judge.extend(alike.map(|(later, _)| later));
    }

    /// Judges again what is concerned; `all` are the documents as they stand now. Gives the documents of which something
    /// else is said now.
    pub fn judge_again(&mut self, mut concerned: Concerned, all: &[Document]) -> BTreeSet<usize> {
        // Which of two texts is the copy is told by the first documents of the library.
        if let Some(first) = concerned.first.filter(|first| *first <= ASKED) {
            let told = |said: &Vec<Said>| said.iter().any(|said| said.code == Code::SynonymSubstitution);
            let later = self
                .said
                .iter()
                .filter(|(text, said)| self.texts[**text as usize].rank as usize >= first && told(said));
            concerned.judge.extend(later.map(|(text, _)| *text));
        }
        for text in concerned.judge {
            let known = self.texts[text as usize];
            let Some(document) = all.get(known.rank as usize) else { continue };
            let judged = self.judge(text, &sampled(document), document, all);
            concerned.tell.extend(self.said.get(&text).into_iter().flatten().chain(&judged.said).map(|said| said.of));
            self.keep(text, judged);
        }
        self.group.clear();
        self.members.clear();
        for at in 0..self.order.len() {
            self.group_with(at);
        }
        concerned
            .tell
            .iter()
            .map(|text| self.texts[*text as usize].rank)
            .filter(|rank| *rank != NONE)
            .map(|rank| rank as usize)
            .collect()
    }

    /// What is said of some documents, in the order in which it is said.
    pub fn told(&self, of: &BTreeSet<usize>, all: &[Document]) -> Vec<(usize, Finding)> {
        let said = self.order.iter().filter_map(|text| self.said.get(text)).flatten();
        let of_these =
            said.map(|said| (self.texts[said.of as usize].rank as usize, said)).filter(|(at, _)| of.contains(at));
        of_these.filter_map(|(at, said)| Some((at, said.finding(all.get(at)?)))).collect()
    }

    /// Puts the next document into its group.
    fn group_with(&mut self, at: usize) {
        let of = self.texts[self.order[at] as usize].of;
        if of == NONE {
            self.group.push(count(at));
            return;
        }
        let first = self.group[self.texts[of as usize].rank as usize];
        self.group.push(first);
        self.members.entry(first).or_insert_with(|| vec![first as usize]).push(at);
    }

    /// The documents that are one text, the first among them; empty where a document is alone.
    pub fn of(&self, at: usize) -> &[usize] {
        self.group.get(at).and_then(|first| self.members.get(first)).map_or(&[], Vec::as_slice)
    }

    /// Whether a document reprints one that came before it.
    pub fn is_reprint(&self, at: usize) -> bool {
        self.group.get(at).is_some_and(|first| *first as usize != at)
    }
}

impl Text {
    /// What is known of a text that stands nowhere yet.
    fn of(sample: &Sample) -> Self {
        let (size, length) = (count(sample.shingles.len()), count(sample.length));
        Self { rank: NONE, size, halved: sample.halved, telling: 0, length, of: NONE }
    }

    /// Whether this text and one before it, which share so many shingles that are no formula, are to be compared.
    fn is_like(&self, earlier: &Self, shared: u32) -> bool {
        // They share what the sample that was halved more has: of the other so much is like it.
        let halved = self.halved.max(earlier.halved);
        let (own, other) = (self.telling >> (halved - self.halved), earlier.size >> (halved - earlier.halved));
        let shorter = own.min(other).max(1) as usize;
        let (short, long) = (self.length.min(earlier.length), self.length.max(earlier.length));
        shared >= 2 && shared as usize * 100 >= shorter * COMPARED && u64::from(short) * 2 >= u64::from(long)
    }
}

impl Said {
    fn finding(&self, of: &Document) -> Finding {
        let places = self.paragraphs.iter().filter_map(|p| of.paragraphs.get(*p));
        let spans = places.flat_map(|p| p.spans.clone()).collect();
        Finding { code: self.code, message: self.message.clone(), spans, evidence: self.evidence.clone() }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The folded letters of the text of a document.
fn letters(document: &Document) -> impl Iterator<Item = char> {
    document.paragraphs.iter().flat_map(|p| p.text.chars()).map(fold).filter(|c| is_letter(*c))
}

/// The sample of a document; of one that is too short an empty one.
fn sampled(document: &Document) -> Sample {
    let mut sample = Sample::of(letters(document));
    if sample.length < SHORTEST {
        sample.shingles.clear();
    }
    sample
}

/// A text with its number.
type Numbered<'d> = (u32, &'d Document);

fn near(later: Numbered, earlier: Numbered, likeness: &Likeness) -> [Said; 2] {
    let say = |(of, here): Numbered, (_, there): Numbered, side: likeness::Side| {
        let (paragraphs, what, evidence) = if let Likeness::Near { differs } = likeness {
            differs.seen_from(side)
        } else {
            let evidence = format!("{} 个字逐字相同，标点、标记和版式不计", letters(here).count());
            (Vec::new(), "全文相同".to_owned(), evidence)
        };
        let code = if matches!(likeness, Likeness::Same) { Code::DuplicateArticle } else { Code::NearDuplicate };
        let message = format!("{WITH}{}》（{}）{what}", named(there), there.source.path);
        Said { of, code, message, paragraphs, evidence }
    };
    [say(later, earlier, likeness::Side::Later), say(earlier, later, likeness::Side::Earlier)]
}

/// What a document is called where it is told of.
pub fn named(document: &Document) -> &str {
    if document.title.is_empty() { document.id.0.as_str() } else { &document.title }
}

/// One of two texts has the other's words replaced: the one whose words are the rarer in the other documents. `before`: the
/// documents before the later one, and which of them the earlier is.
fn substituted(
    later: Numbered,
    earlier: Numbered,
    pairs: &[likeness::Replaced],
    (other, before): (usize, &[Document]),
) -> Said {
    let words = |side: fn(&likeness::Replaced) -> &str| -> usize {
        let words: HashSet<&str> = pairs.iter().map(side).collect();
        let others = before.iter().enumerate().filter(|(index, _)| *index != other).map(|(_, d)| d).take(ASKED);
        let texts = others.flat_map(|d| &d.paragraphs);
        texts.map(|p| words.iter().filter(|word| p.text.contains(**word)).count()).sum()
    };
    let (of_earlier, of_later) = (words(|pair| &pair.earlier), words(|pair| &pair.later));
    // Where the rest of the library does not tell, the order in which they came does.
    let copy_is_later = of_earlier >= of_later;
    let ((of, _), (_, there)) = if copy_is_later { (later, earlier) } else { (earlier, later) };
    let shown = |pair: &likeness::Replaced| {
        let (from, to) = if copy_is_later { (&pair.earlier, &pair.later) } else { (&pair.later, &pair.earlier) };
        format!("{from}→{to}")
    };
    let mut evidence: Vec<String> = pairs.iter().map(shown).collect();
    evidence.dedup();
    evidence.truncate(12);
    let side = if copy_is_later { likeness::Side::Later } else { likeness::Side::Earlier };
    let mut paragraphs: Vec<usize> = pairs.iter().map(|pair| pair.paragraph(side)).collect();
    paragraphs.dedup();
    let message =
        format!("{WITH}{}》（{}）同文而多处换成近义词，共 {} 处", named(there), there.source.path, pairs.len());
    Said { of, code: Code::SynonymSubstitution, message, paragraphs, evidence: evidence.join("；") }
}
