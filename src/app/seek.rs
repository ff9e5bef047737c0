//! What the person does with a search over all texts: opens it, types, walks the hits, goes to one and comes back. The
//! work behind it stands in `sought`.

use std::path::PathBuf;

use crate::export::cite;
use crate::model::Locator;
use crate::study::echo::Formulation;

use super::command::Way;
use super::effect::Effect;
use super::fulltext::Occurrence;
use super::hit::{Asked, Grouping, Hit, Order};
use super::hits::{Focus, Hits};
use super::hits_file::{self, Format};
use super::input::{Edit, Input};
use super::layer::Layer;
use super::reading::Find;
use super::region::{Region, Tab};
use super::sieve::Beside;
use super::state::App;

/// Searches that are remembered.
const REMEMBERED: usize = 100;
/// How much an echo may differ, in percent.
const WITHIN: usize = 20;

impl App {
    /// Whether the results lie on top.
    pub fn in_hits(&self) -> bool {
        matches!(self.layers.last(), Some(Layer::Hits)) && self.hits.is_some()
    }

    /// `S`: the search over all texts; in the results its field again.
    pub(super) fn open_seek(&mut self) {
        if let Some(hits) = self.hits.as_mut().filter(|_| matches!(self.layers.last(), Some(Layer::Hits))) {
            hits.focus = Focus::Query;
            return;
        }
        self.close_hits();
        let mut hits = Hits::new(self.place());
        hits.know(self.beside());
        self.hits = Some(Box::new(hits));
        self.recent = 0;
        self.layers.push(Layer::Hits);
        self.texts.check(self.catalogue.documents());
    }

    /// What limits of a search are decided by beside the documents.
    fn beside(&self) -> Beside {
        Beside { sounds: self.config.sounds, notes: self.added.said().clone() }
    }

    /// `:find WORDS`, and a search that is picked again.
    pub(super) fn seek_for(&mut self, typed: &str) {
        self.open_seek();
        if let Some(hits) = &mut self.hits {
            hits.input = Input::new(typed);
            hits.ask();
            hits.focus = Focus::Hits;
        }
        self.remember_search(typed);
    }

    /// `e`: where the selection, or the sentence that is read, was said the same or nearly so.
    pub(super) fn open_echo(&mut self) {
        let text = self.chosen_words();
        let Some(formulation) = text.as_deref().and_then(|text| Formulation::within(text, WITHIN)) else {
            self.notice = Some(self.lang.pick("这里没有句子", "No sentence here").into());
            return;
        };
        self.close_hits();
        let mut hits = Hits::new(self.place());
        hits.know(self.beside());
        hits.input = Input::new(text.unwrap_or_default().trim().to_owned());
        (hits.focus, hits.order, hits.grouping) = (Focus::Hits, Order::Date, Grouping::None);
        hits.begin(Asked::Echo(formulation));
        self.reading.selection = None;
        self.hits = Some(Box::new(hits));
        self.layers.push(Layer::Hits);
        self.texts.check(self.catalogue.documents());
    }

    /// The selection as one line, else the sentence that is read.
    fn chosen_words(&self) -> Option<String> {
        let document = self.document()?;
        if let Some(selection) = &self.reading.selection {
            let at = selection.anchor.min(selection.head).0;
            let range = selection.within(at)?;
            let text = &document.paragraphs.get(at)?.text;
            return Some(text.chars().skip(range.start).take(range.end.saturating_sub(range.start)).collect());
        }
        let (paragraph, char) = self.here_char()?;
        Some(sentence_at(&document.paragraphs.get(paragraph)?.text, char))
    }

    /// Closes the results for good; what runs for them stops.
    fn close_hits(&mut self) {
        if let Some(mut hits) = self.hits.take() {
            self.pending.extend(hits.work.ticket.map(Effect::Cancel));
            hits.forget();
        }
        self.layers.retain(|layer| !matches!(layer, Layer::Hits));
    }

    /// Esc in the results: first drops the refining filter, then goes back to exactly where one was.
    pub(super) fn leave_hits(&mut self) {
        let lang = self.lang;
        if let Some(hits) = &mut self.hits {
            hits.focus = Focus::Hits;
            if hits.drop_refine(&self.catalogue, lang) {
                return;
            }
        }
        let came = self.hits.as_ref().filter(|hits| hits.gone.is_some()).map(|hits| hits.came.clone());
        self.close_hits();
        if let Some(came) = came {
            self.restore(&came);
        }
    }

    /// Whether the text shows a hit of the results, so that `n`, `N` and Esc belong to them.
    pub fn walks_hits(&self) -> bool {
        let Some(hits) = &self.hits else { return false };
        self.layers.is_empty()
            && self.focus == Region::Text
            && hits.gone.is_some()
            && hits.gone == self.reading.document
            && self.reading.source.is_none()
            && self.reading.find.as_ref().is_some_and(|find| !find.open && find.input == hits.input)
    }

    /// Esc in the text that a hit was gone to: the results again. Whether it was so.
    pub(super) fn back_to_hits(&mut self) -> bool {
        let back = self.walks_hits() && self.reading.selection.is_none();
        if back {
            self.layers.push(Layer::Hits);
        }
        back
    }

    /// Enter in the results.
    pub(super) fn enter_hits(&mut self) {
        let recent = self.recent_at_hand().map(str::to_owned);
        let lang = self.lang;
        let Some(hits) = &mut self.hits else { return };
        match hits.focus {
            Focus::Query if hits.input.is_empty() => {
                if let Some(recent) = recent {
                    hits.input = Input::new(recent);
                    hits.ask();
                }
            }
            Focus::Query if hits.fault.is_some() => {
                let message = hits.fault.as_ref().map_or_else(String::new, |fault| fault.message.clone());
                self.notice = Some(message);
            }
            Focus::Query => {
                hits.focus = Focus::Hits;
                hits.completion = None;
                let typed = hits.input.text();
                self.remember_search(&typed);
            }
            Focus::Refine => {
                hits.focus = Focus::Hits;
                if hits.refine.as_ref().is_some_and(|refine| refine.input.is_empty()) {
                    hits.drop_refine(&self.catalogue, lang);
                }
            }
            Focus::Hits if hits.current().is_some() => {
                let first = hits.gone.is_none();
                if first {
                    self.leave();
                }
                self.go_to_hit();
            }
            Focus::Hits => {}
        }
    }

    /// Shows the selected hit in its text.
    fn go_to_hit(&mut self) {
        let Some(hit) = self.hits.as_ref().and_then(|hits| hits.current()).cloned() else { return };
        let Some(document) = self.catalogue.documents().get(hit.document) else { return };
        let locator = Locator { document: document.id.clone(), paragraph: hit.paragraph, char: hit.chars.start };
        self.layers.retain(|layer| !matches!(layer, Layer::Hits));
        self.set_focus(Region::Text);
        self.jump(&locator);
        self.reading.speech = hit.speech;
        self.follow_text();
        let Some(hits) = &mut self.hits else { return };
        hits.gone = Some(hit.document);
        let mut here: Vec<(usize, std::ops::Range<usize>)> = hits
            .shown()
            .filter(|other| other.document == hit.document)
            .map(|other| (other.paragraph, other.chars.clone()))
            .collect();
        here.sort_by_key(|(paragraph, chars)| (*paragraph, chars.start));
        let current = here.iter().position(|it| *it == (hit.paragraph, hit.chars.clone())).unwrap_or(0);
        self.reading.find = Some(Find { input: hits.input.clone(), open: false, hits: here, current, from: None });
    }

    /// `n`, `N` in the text that a hit was gone to: the next, across documents.
    pub(super) fn walk_hits(&mut self, by: isize) -> bool {
        if !self.walks_hits() {
            return false;
        }
        if let Some(hits) = &mut self.hits {
            hits.walk(by);
        }
        self.go_to_hit();
        true
    }

    /// The next order of the hits; whether they are there.
    pub(super) fn order_hits(&mut self) -> bool {
        let (there, lang) = (self.in_hits(), self.lang);
        if let Some(hits) = self.hits.as_mut().filter(|_| there) {
            hits.order = hits.order.next();
            hits.arrange(&self.catalogue, lang);
        }
        there
    }

    /// Groups the hits otherwise; whether they are there.
    pub(super) fn group_hits(&mut self, grouping: impl FnOnce(Grouping) -> Grouping) -> bool {
        let (there, lang) = (self.in_hits(), self.lang);
        if let Some(hits) = self.hits.as_mut().filter(|_| there) {
            hits.grouping = grouping(hits.grouping);
            hits.arrange(&self.catalogue, lang);
        }
        there
    }

    /// 1 2 3: by meeting, speech, person.
    pub(super) fn group_hits_by(&mut self, tab: Tab) -> bool {
        self.group_hits(|_| match tab {
            Tab::Meetings => Grouping::Meeting,
            Tab::People => Grouping::Speech,
            Tab::Documents => Grouping::Person,
        })
    }

    /// Tab: the next grouping.
    pub(super) fn cycle_hits(&mut self, way: Way) -> bool {
        self.group_hits(|grouping| grouping.after(if way == Way::End { 1 } else { Grouping::ALL.len() - 1 }))
    }

    /// One step of editing in the field that is open.
    pub(super) fn edit_hits(&mut self, edit: Edit) {
        let moves = matches!(edit, Edit::Left | Edit::Right | Edit::Home | Edit::End);
        let lang = self.lang;
        let Some(hits) = &mut self.hits else { return };
        hits.completion = None;
        match (hits.focus, &mut hits.refine) {
            (Focus::Query, _) => {
                hits.input.edit(edit);
                if !moves {
                    let before = hits.work.ticket;
                    hits.ask();
                    if hits.work.ticket != before {
                        self.pending.extend(before.map(Effect::Cancel));
                    }
                }
            }
            (Focus::Refine, Some(refine)) => {
                refine.input.edit(edit);
                if !moves {
                    hits.step(isize::MIN);
                    hits.arrange(&self.catalogue, lang);
                }
            }
            _ => {}
        }
    }

    /// `y` in the results: the paragraph of the hit with its source line, as in the text. None where they are not there.
    pub(super) fn copy_hit(&mut self) -> Option<Vec<Effect>> {
        if !self.in_hits() {
            return None;
        }
        let Some(it) = self.hits.as_ref().and_then(|hits| hits.current()).and_then(|hit| self.occurrence(hit)) else {
            return Some(Vec::new());
        };
        let copied = format!("{}\n{}\n", it.whole(), self.source_line(it.document, it.paragraph));
        self.sent(&copied);
        Some(vec![Effect::Copy(copied)])
    }

    /// `Y` in the results: the citation of the hit.
    pub(super) fn cite_hit(&mut self) -> Option<Vec<Effect>> {
        if !self.in_hits() {
            return None;
        }
        let Some(it) = self.hits.as_ref().and_then(|hits| hits.current()).and_then(|hit| self.occurrence(hit)) else {
            return Some(Vec::new());
        };
        let citation = cite::citation(&cite::at(it.document, it.paragraph), cite::Style::Gbt7714);
        self.sent(&citation);
        Some(vec![Effect::Copy(citation)])
    }

    /// What stands at a hit.
    pub fn occurrence(&self, hit: &Hit) -> Option<Occurrence<'_>> {
        Occurrence::new(&self.catalogue, hit.document, hit.speech, hit.paragraph, hit.chars.clone())
    }

    /// `:export-hits FILE`: the hits that are shown, in their order.
    pub(super) fn export_hits(&mut self, path: PathBuf) -> Vec<Effect> {
        let Some(hits) = &self.hits else {
            self.notice = Some(self.lang.pick("先按 S 检索", "Search with S first").into());
            return Vec::new();
        };
        let Some(format) = Format::of(&path.to_string_lossy()) else {
            let words =
                self.lang.pick("文件名须以 .csv、.jsonl 或 .md 结尾", "The name must end in .csv, .jsonl or .md");
            self.notice = Some(words.into());
            return Vec::new();
        };
        let found: Vec<Occurrence> = hits.shown().filter_map(|hit| self.occurrence(hit)).collect();
        let text = hits_file::written(found.iter(), &hits.input.text(), format);
        vec![Effect::Save(path, text)]
    }

    /// Remembers a search, the newest first.
    fn remember_search(&mut self, typed: &str) {
        let typed = typed.trim();
        let is_query = self.hits.as_ref().is_some_and(|hits| matches!(hits.asked, Some(Asked::Query(_))));
        if !typed.is_empty() && is_query {
            self.searches.retain(|have| have != typed);
            self.searches.insert(0, typed.to_owned());
            self.searches.truncate(REMEMBERED);
        }
    }

    /// `:forget-searches`
    pub(super) fn forget_searches(&mut self) {
        self.searches.clear();
        self.recent = 0;
        self.notice = Some(self.lang.pick("已清除检索历史", "Search history erased").into());
    }

    /// The recent search that Enter in an empty field takes.
    fn recent_at_hand(&self) -> Option<&str> {
        self.searches.get(self.recent).map(String::as_str)
    }

    /// Moves among the hits, or among recent searches where nothing is typed.
    pub(super) fn step_hits(&mut self, by: isize) {
        let Some(hits) = &mut self.hits else { return };
        if hits.focus == Focus::Query && hits.input.is_empty() {
            self.recent = self.recent.saturating_add_signed(by).min(self.searches.len().saturating_sub(1));
        } else {
            hits.step(by);
        }
    }
}

/// The sentence of a paragraph that a char stands in, the mark that ends it left out.
fn sentence_at(text: &str, char: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_end = |c: &char| matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n');
    let at = char.min(chars.len());
    let start = chars.iter().take(at).rposition(is_end).map_or(0, |end| end + 1);
    let end = chars.iter().skip(at).position(is_end).map_or(chars.len(), |found| at + found);
    let marks = |c: char| matches!(c, '”' | '’' | '」' | '』' | '"') || c.is_whitespace();
    chars.get(start..end).unwrap_or_default().iter().collect::<String>().trim_start_matches(marks).to_owned()
}

#[cfg(test)]
mod tests {
    use super::sentence_at;

    #[test]
    fn the_sentence_at_a_char() {
        let text = "第一句话。“第二句话！”第三句；第四句";
        let check = |char: usize, expected: &str| assert_eq!(sentence_at(text, char), expected, "{char}");
        check(0, "第一句话");
        check(4, "第一句话");
        check(6, "“第二句话");
        check(12, "第三句");
        check(99, "第四句");
    }
}
