//! Whether two texts are one: paragraph by paragraph, in order. What is the same in both is matched first; what stands
//! between is aligned by characters, and the places where words take the place of others are counted.

use std::collections::{HashMap, HashSet};

use crate::model::Document;
use crate::text::fold::{fold, is_letter};

/// How two documents are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Every letter is the same.
    Same,
    /// Most of it is.
    Near {
        /// What is not.
        differs: Differs,
    },
    /// The same sentences in other words.
    Substituted(Vec<Replaced>),
}

/// One of two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that came first.
    Earlier,
    /// The other.
    Later,
}

/// What differs between two texts: indices of paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differs {
    /// Only in the earlier, with its first words.
    pub earlier: Vec<(usize, String)>,
    /// Only in the later, with its first words.
    pub later: Vec<(usize, String)>,
    /// In both, changed: earlier, later, and the words that changed.
    pub changed: Vec<(usize, usize, String)>,
}

/// Words in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The words of the earlier text.
    pub earlier: String,
    /// Those of the later.
    pub later: String,
    /// The paragraphs.
    pub places: (usize, usize),
}

impl Replaced {
    /// The paragraph of a side.
    pub const fn paragraph(&self, side: Side) -> usize {
        match side {
            Side::Earlier => self.places.0,
            Side::Later => self.places.1,
        }
    }
}

/// Cells of an alignment at most.
const CELLS: usize = 1 << 22;
/// Pairs of paragraphs that are compared at most.
const PAIRS: usize = 40_000;
/// Of a hundred letters of the shorter text, those that two alike have in common at least.
const LEAST: usize = 45;
/// Replaced words that make a copy whose words were replaced.
const MANY: usize = 8;

/// Compares two documents.
pub fn compare(earlier: &Document, later: &Document) -> Option<Likeness> {
    let (a, b) = (paragraphs(earlier), paragraphs(later));
    let length = |side: &[(usize, Vec<char>)]| side.iter().map(|(_, text)| text.len()).sum::<usize>();
    let (all_a, all_b) = (length(&a), length(&b));
    if all_a == 0 || all_b == 0 {
        return None;
    }
    if a.iter().map(|(_, text)| text).eq(b.iter().map(|(_, text)| text)) {
        return Some(Likeness::Same);
    }
    // Paragraphs that stand in both, wherever.
    let mut known: HashMap<&[char], usize> = HashMap::new();
    for (_, text) in &b {
        *known.entry(text).or_insert(0) += 1;
    }
    let mut same = 0;
    let mut rest_a: Vec<&(usize, Vec<char>)> = Vec::new();
    for paragraph in &a {
        match known.get_mut(paragraph.1.as_slice()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                same += paragraph.1.len();
            }
            _ => rest_a.push(paragraph),
        }
    }
    let rest_b: Vec<&(usize, Vec<char>)> = b
        .iter()
        .rev()
        .filter(|(_, text)| {
            let count = known.get_mut(text.as_slice());
            count.is_some_and(|count| {
                if *count > 0 {
                    *count -= 1;
                    true
                } else {
                    false
                }
            })
        })
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let mut differs = Differs::default();
    let mut replaced = Vec::new();
    let mut kept = same;
    let mut taken: HashSet<usize> = HashSet::new();
    // Two long texts of which nothing is the same are not compared paragraph by paragraph.
    if rest_a.len() * rest_b.len() > PAIRS {
        return None;
    }
    let pairs = Pairs::new(rest_b.iter().map(|(_, text)| text.as_slice()));
    let mut best = |text: &[char]| {
        let shares = pairs.shares(text).into_iter().enumerate();
        let free = shares.map(|(other, share)| (share, other)).filter(|(_, other)| !taken.contains(other));
        let best = free.max_by_key(|(share, other)| (*share, std::cmp::Reverse(*other)));
        let other = best.filter(|(share, _)| *share >= 30)?.1;
        taken.insert(other);
        Some(other)
    };
    let partners: Vec<Option<usize>> = rest_a.iter().map(|(_, text)| best(text)).collect();
    // What cannot be alike, whatever the letters of the pairs have in common, need not be aligned.
    let shorter = all_a.min(all_b);
    let partnered = rest_a.iter().zip(&partners).filter_map(|((_, text), other)| Some((text, &rest_b[(*other)?].1)));
    let most: usize = partnered.map(|(text, words)| text.len().min(words.len())).sum();
    if (same + most) * 100 < shorter * LEAST {
        return None;
    }
    for ((at, text), partner) in rest_a.iter().zip(&partners) {
        match *partner {
            Some(other) => {
                let (there, words) = rest_b[other];
                let (common, pairs) = align(text, words);
                kept += common;
                let shown = pairs.first().map_or_else(String::new, |(from, to)| format!("{from}→{to}"));
                differs.changed.push((*at, *there, shown));
                replaced.extend(pairs.into_iter().map(|(earlier, later)| Replaced {
                    earlier,
                    later,
                    places: (*at, *there),
                }));
            }
            None => differs.earlier.push((*at, text.iter().take(16).collect())),
        }
    }
    for (other, (at, text)) in rest_b.iter().enumerate() {
        if !taken.contains(&other) {
            differs.later.push((*at, text.iter().take(16).collect()));
        }
    }
    // Where numbers take the place of numbers it is another text of the same form: the notice of another day.
    let numbers = replaced.iter().filter(|pair| has_number(&pair.earlier) && has_number(&pair.later)).count();
    if numbers * 300 > shorter {
        return None;
    }
    let all = replaced.len();
    let words: Vec<Replaced> = replaced.into_iter().filter(is_words).collect();
    let distinct: HashSet<(&str, &str)> = words.iter().map(|w| (w.earlier.as_str(), w.later.as_str())).collect();
    // One word in fifty letters and more, and little else: no editor works so, a machine put the text through.
    let dense = words.len() >= MANY && words.len() * 50 >= shorter && words.len() * 10 >= all * 7;
    let even = words.iter().filter(|w| w.earlier.chars().count() == w.later.chars().count()).count();
    if dense && distinct.len() * 4 >= MANY * 3 && even * 3 >= words.len() * 2 && kept * 100 >= shorter * LEAST {
        return Some(Likeness::Substituted(words));
    }
    (kept * 100 >= shorter * 75).then_some(Likeness::Near { differs })
}

/// Whether a few letters take the place of a few letters, none of them of a number.
fn is_words(pair: &Replaced) -> bool {
    let fits = |text: &str| (1..=3).contains(&text.chars().count()) && !has_number(text);
    fits(&pair.earlier) && fits(&pair.later)
}

fn has_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit() || "〇零一二两三四五六七八九十百千万亿".contains(c))
}

/// The paragraphs with letters in them, folded to these.
fn paragraphs(document: &Document) -> Vec<(usize, Vec<char>)> {
    let letters =
        |text: &str| text.chars().map(fold).filter(|c| is_letter(*c) || matches!(c, '.' | '%')).collect::<Vec<char>>();
    let all = document.paragraphs.iter().enumerate().map(|(at, p)| (at, letters(&p.text)));
    all.filter(|(_, text)| !text.is_empty()).collect()
}

/// Bits of a char.
const CHAR: u32 = 21;
/// Bits of the number of a paragraph behind a pair: more than [`PAIRS`] are never compared.
const NUMBER: u32 = 64 - 2 * CHAR;

/// The pairs of letters of a text, each once, in order, a number each.
fn bigrams(text: &[char]) -> Vec<u64> {
    let pair = |pair: &[char]| u64::from(pair[0]) << CHAR | u64::from(pair[1]);
    let mut pairs: Vec<u64> = text.windows(2).map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs of letters of several texts, so that one is compared with all of them in one pass.
struct Pairs {
    /// Each pair with the index of a text that has it behind it, in order.
    holders: Vec<u64>,
    /// How many different pairs each text has.
    sizes: Vec<usize>,
}

impl Pairs {
    fn new<'a>(texts: impl Iterator<Item = &'a [char]>) -> Self {
        let (mut holders, mut sizes) = (Vec::new(), Vec::new());
        for (at, text) in texts.enumerate() {
            let own = bigrams(text);
            sizes.push(own.len());
            holders.extend(own.into_iter().map(|pair| pair << NUMBER | at as u64));
        }
        holders.sort_unstable();
        Self { holders, sizes }
    }

    /// For each of the texts what [`share`] says of it and this one.
    fn shares(&self, text: &[char]) -> Vec<usize> {
        let own = bigrams(text);
        let mut both = vec![0; self.sizes.len()];
        let mut at = 0;
        for pair in &own {
            at += self.holders[at..].partition_point(|other| other >> NUMBER < *pair);
            for holder in self.holders[at..].iter().take_while(|other| *other >> NUMBER == *pair) {
                both[(holder & ((1 << NUMBER) - 1)) as usize] += 1;
            }
        }
        both.iter().zip(&self.sizes).map(|(both, size)| both * 100 / own.len().min(*size).max(1)).collect()
    }
}

/// Of a hundred pairs of the text that has fewer, those that the other has too.
fn share(a: &[u64], b: &[u64]) -> usize {
    let (mut at, mut both) = (0, 0);
    for pair in a {
        at += b[at..].partition_point(|other| other < pair);
        both += usize::from(b.get(at) == Some(pair));
    }
    both * 100 / a.len().min(b.len()).max(1)
}

/// Letters that two texts have in common, in order, and the runs that stand in each other's place between them.
fn align(a: &[char], b: &[char]) -> (usize, Vec<(String, String)>) {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let ends = head + tail;
    if a.is_empty() || b.is_empty() {
        return (ends, Vec::new());
    }
    if a.len().saturating_mul(b.len()) > CELLS {
        return (ends + a.len().min(b.len()) * share(&bigrams(a), &bigrams(b)) / 100, Vec::new());
    }
    // The longest common subsequence, from the ends, so that the way through is read from the beginnings.
    let width = b.len() + 1;
    let mut longest = vec![0u16; (a.len() + 1) * width];
    for (i, letter) in a.iter().enumerate().rev() {
        let (rows, below) = longest.split_at_mut((i + 1) * width);
        let mut right = 0;
        for ((cell, other), pair) in rows[i * width..].iter_mut().zip(b).zip(below.windows(2)).rev() {
            right = if letter == other { pair[1] + 1 } else { pair[0].max(right) };
            *cell = right;
        }
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    let (mut from, mut to, mut run) = (String::new(), String::new(), 0);
    let mut pairs = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            // One letter between two changes is of the words that changed: 稳步 for 企稳.
            run += 1;
            if !(from.is_empty() && to.is_empty()) {
                from.push(a[i]);
                to.push(b[j]);
                if run == 2 {
                    close(&mut from, &mut to, run, &mut pairs);
                }
            }
            (i, j, common) = (i + 1, j + 1, common + 1);
            continue;
        }
        if j == b.len() || i < a.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            from.push(a[i]);
            i += 1;
        } else {
            to.push(b[j]);
            j += 1;
        }
        run = 0;
    }
    close(&mut from, &mut to, run, &mut pairs);
    (ends + common, pairs)
}

/// Ends a pair of runs without the letters at their ends that are the same.
fn close(from: &mut String, to: &mut String, same: usize, pairs: &mut Vec<(String, String)>) {
    for _ in 0..same.min(2) {
        from.pop();
        to.pop();
    }
    let pair = (std::mem::take(from), std::mem::take(to));
    if !(pair.0.is_empty() && pair.1.is_empty()) {
        pairs.push(pair);
    }
}

impl Differs {
    /// The paragraphs that differ on one side, what differs in one phrase, and the words that show it.
    pub fn seen_from(&self, side: Side) -> (Vec<usize>, String, String) {
        let (own, other) = match side {
            Side::Earlier => (&self.earlier, &self.later),
            Side::Later => (&self.later, &self.earlier),
        };
        let changed = self.changed.iter().map(|(a, b, _)| if side == Side::Earlier { *a } else { *b });
        let mut at: Vec<usize> = own.iter().map(|(at, _)| *at).chain(changed).collect();
        at.sort_unstable();
        let mut what = Vec::new();
        for (count, words) in [(own.len(), "多出"), (other.len(), "少了"), (self.changed.len(), "有改动的")] {
            if count > 0 {
                what.push(format!("{words} {count} 段"));
            }
        }
        let what = if what.is_empty() {
            "近似重复，只是段落次序不同".to_owned()
        } else {
            format!("近似重复：{}", what.join("，"))
        };
        let words = own.iter().map(|(_, text)| format!("＋{text}…"));
        let gone = other.iter().map(|(_, text)| format!("－{text}…"));
        let changes = self.changed.iter().filter(|(_, _, words)| !words.is_empty()).map(|(_, _, words)| words.clone());
        let evidence: Vec<String> = words.chain(gone).chain(changes).take(6).collect();
        (at, what, evidence.join("；"))
    }
}
