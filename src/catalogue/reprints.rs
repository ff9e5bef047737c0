//! Texts that are the same or nearly the same across documents: reprints with another lead, excerpts, copies whose words
//! were replaced. A document is known by a sample of its shingles (Broder 1997: those whose hash is a multiple of a number
//! are the same sample in every text), so that finding what may be alike costs what the document holds, not what the
//! library does. What may be alike is then compared paragraph by paragraph.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::likeness::{self, Likeness};
use crate::model::{Code, Document, Finding};
use crate::text::Span;
use crate::text::fold::{fold, is_letter};

/// What begins every finding that is made here.
pub const WITH: &str = "与《";
/// Chars of a shingle.
const SHINGLE: usize = 5;
/// One shingle in so many is of the sample.
const SAMPLE: u64 = 8;
/// A shingle that stands in more documents is a formula and tells nothing.
const FORMULA: usize = 48;
/// Chars that a text must have to be compared.
const SHORTEST: usize = 80;
/// Of a hundred sampled shingles of the shorter text, those that must be the longer's for the two to be compared.
const COMPARED: usize = 12;
/// Documents that one is compared with at most, the likest first.
const MOST: usize = 4;

/// A shingle is a hash already.
#[derive(Clone, Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u32(&mut self, shingle: u32) {
        // The table looks at the high bits and at the low ones.
        self.0 = u64::from(shingle) << 32 | u64::from(shingle);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type ByShingle<T> = HashMap<u32, T, BuildHasherDefault<Hashed>>;

/// Documents by sampled shingle. Of a long text nearly every shingle stands in it alone: that costs nine bytes each.
#[derive(Clone, Debug, Default)]
struct Holders {
    first: ByShingle<u32>,
    /// Those after the first.
    more: ByShingle<Vec<u32>>,
}

impl Holders {
    /// The documents that hold a shingle.
    fn of(&self, shingle: u32) -> impl Iterator<Item = u32> {
        let more = self.more.get(&shingle).map_or(&[][..], Vec::as_slice);
        self.first.get(&shingle).copied().into_iter().chain(more.iter().copied())
    }

    fn add(&mut self, shingle: u32, document: u32) {
        if *self.first.entry(shingle).or_insert(document) != document {
            let more = self.more.entry(shingle).or_default();
            // The one after the last makes it a formula; nothing is gained by more.
            if more.len() < FORMULA {
                more.push(document);
            }
        }
    }
}

/// The samples of the documents, and which of them are reprints of one text.
#[derive(Clone, Debug, Default)]
pub struct Reprints {
    /// Documents by sampled shingle.
    holders: Holders,
    /// Sampled shingles of each document, and its chars.
    sizes: Vec<(u32, u32)>,
    /// The group of each document; itself where it is alone or the first.
    group: Vec<u32>,
    members: HashMap<u32, Vec<usize>>,
}

/// What two documents say of each other.
#[derive(Clone, Debug)]
pub struct Told {
    /// Index of the document.
    pub document: usize,
    /// What its reader must know.
    pub finding: Finding,
}

impl Reprints {
    /// Takes the next document, whose index is the number of those taken before; `all` holds these.
    pub fn take(&mut self, document: &Document, all: &[Document]) -> Vec<Told> {
        let at = self.sizes.len();
        let (mut sample, length) = sample(letters(document));
        if length < SHORTEST {
            sample.clear();
        }
        let mut told = Vec::new();
        self.group.push(u32::try_from(at).unwrap_or(u32::MAX));
        for other in self.candidates(&sample, length) {
            let Some(earlier) = all.get(other) else { continue };
            match likeness::compare(earlier, document) {
                // Of several reprints one is enough to say it.
                Some(Likeness::Same | Likeness::Near { .. }) if self.group[at] as usize != at => {}
                Some(likeness @ (Likeness::Same | Likeness::Near { .. })) => {
                    self.join(at, other);
                    told.extend(near(at, document, other, earlier, &likeness));
                }
                Some(Likeness::Substituted(pairs)) => {
                    told.extend(substituted(at, document, other, earlier, &pairs, all));
                }
                None => {}
            }
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.sizes.push((count(sample.len()), count(length)));
        for shingle in sample {
            self.holders.add(shingle, count(at));
        }
        told
    }

    /// Documents that share enough of a sample, the likest first.
    fn candidates(&self, sample: &[u32], length: usize) -> Vec<usize> {
        let mut shared: HashMap<u32, usize> = HashMap::new();
        let mut telling = 0;
        for shingle in sample {
            if self.holders.of(*shingle).count() <= FORMULA {
                telling += 1;
                for at in self.holders.of(*shingle) {
                    *shared.entry(at).or_insert(0) += 1;
                }
            }
        }
        let mut out: Vec<(usize, usize)> = shared
            .into_iter()
            .filter_map(|(at, count)| {
                let (size, chars) = self.sizes[at as usize];
                let shorter = telling.min(size as usize).max(1);
                let (short, long) = (length.min(chars as usize), length.max(chars as usize));
                (count >= 2 && count * 100 >= shorter * COMPARED && short * 2 >= long).then_some((count, at as usize))
            })
            .collect();
        out.sort_by_key(|(count, at)| (std::cmp::Reverse(*count), *at));
        out.into_iter().take(MOST).map(|(_, at)| at).collect()
    }

    fn join(&mut self, at: usize, other: usize) {
        let first = self.group[other];
        self.group[at] = first;
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

/// The folded letters of the text of a document.
fn letters(document: &Document) -> impl Iterator<Item = char> {
    document.paragraphs.iter().flat_map(|p| p.text.chars()).map(fold).filter(|c| is_letter(*c))
}

/// The sampled shingles of a text, each once, and its chars. The text is not held: it may be as long as a book.
fn sample(text: impl Iterator<Item = char>) -> (Vec<u32>, usize) {
    let hash = |shingle: &[char; SHINGLE]| {
        let hash = shingle
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| (hash ^ u64::from(*c)).wrapping_mul(0x0100_0000_01b3));
        // FNV's low bits are weak: the high ones are mixed in.
        (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let mut out = Vec::new();
    let (mut window, mut length) = (['\0'; SHINGLE], 0);
    for c in text {
        window.rotate_left(1);
        window[SHINGLE - 1] = c;
        length += 1;
        let hash = hash(&window);
        if length >= SHINGLE && (hash >> 40) % SAMPLE == 0 {
            out.push((hash ^ (hash >> 43)) as u32);
        }
    }
    out.sort_unstable();
    out.dedup();
    out.shrink_to_fit();
    (out, length)
}

fn near(at: usize, document: &Document, other: usize, earlier: &Document, likeness: &Likeness) -> Vec<Told> {
    let say = |of: usize, here: &Document, there: &Document| {
        let (spans, what, evidence) = if let Likeness::Near { differs } = likeness {
            differs.seen_from(if of == at { likeness::Side::Later } else { likeness::Side::Earlier })
        } else {
            let evidence = format!("{} 个字逐字相同，标点、标记和版式不计", letters(here).count());
            (Vec::new(), "全文相同".to_owned(), evidence)
        };
        let code = if matches!(likeness, Likeness::Same) { Code::DuplicateArticle } else { Code::NearDuplicate };
        let spans: Vec<Span> =
            spans.into_iter().filter_map(|p| here.paragraphs.get(p)).flat_map(|p| p.spans.clone()).collect();
        let message = format!("{WITH}{}》（{}）{what}", named(there), there.source.path);
        Told { document: of, finding: Finding { code, message, spans, evidence } }
    };
    vec![say(at, document, earlier), say(other, earlier, document)]
}

fn named(document: &Document) -> &str {
    if document.title.is_empty() { document.id.0.as_str() } else { &document.title }
}

/// One of two texts has the other's words replaced: the one whose words are the rarer in the other documents.
fn substituted(
    at: usize,
    document: &Document,
    other: usize,
    earlier: &Document,
    pairs: &[likeness::Replaced],
    all: &[Document],
) -> Vec<Told> {
    let words = |side: fn(&likeness::Replaced) -> &str| -> usize {
        let words: HashSet<&str> = pairs.iter().map(side).collect();
        let others = all.iter().enumerate().filter(|(index, _)| *index != other).map(|(_, d)| d).take(2_000);
        let texts = others.flat_map(|d| &d.paragraphs);
        texts.map(|p| words.iter().filter(|word| p.text.contains(**word)).count()).sum()
    };
    let (before, after) = (words(|pair| &pair.earlier), words(|pair| &pair.later));
    // Where the rest of the library does not tell, the order in which they came does.
    let copy_is_later = before >= after;
    let (copy, here, there) = if copy_is_later { (at, document, earlier) } else { (other, earlier, document) };
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
    let spans = paragraphs.into_iter().filter_map(|p| here.paragraphs.get(p)).flat_map(|p| p.spans.clone()).collect();
    let message =
        format!("{WITH}{}》（{}）同文而多处换成近义词，共 {} 处", named(there), there.source.path, pairs.len());
    vec![Told {
        document: copy,
        finding: Finding { code: Code::SynonymSubstitution, message, spans, evidence: evidence.join("；") },
    }]
}
