//! Copying: the paragraph or the selection with its source line, the citation; saving as Markdown.

use std::ops::Range;
use std::path::PathBuf;

use crate::config::Lang;
use crate::export::cite;
use crate::model::{Document, Piece, Speech};

use super::effect::Effect;
use super::state::App;
use super::words;

impl App {
    /// The selected text, paragraph by paragraph, else the paragraph that is read; and whose words these are, in the order of
    /// the text.
    fn chosen(&self) -> Option<(String, Vec<&Speech>)> {
        let document = self.document()?;
        if let Some(selection) = &self.reading.selection {
            let first = selection.anchor.min(selection.head).0;
            let chosen: Vec<(usize, Range<usize>)> =
                (first..document.paragraphs.len()).map_while(|at| Some((at, selection.within(at)?))).collect();
            let text = |(at, range): &(usize, Range<usize>)| -> String {
                document.paragraphs[*at].text.chars().skip(range.start).take(range.end - range.start).collect()
            };
            let pieces: Vec<String> = chosen.iter().map(text).collect();
            let within = |part: &Piece| {
                let overlaps = |(at, range): &(usize, Range<usize>)| {
                    *at == part.paragraph && range.start < part.to && part.from < range.end
                };
                chosen.iter().any(overlaps)
            };
            let voices = document.speeches.iter().filter(|s| s.parts.iter().any(within)).collect();
            return Some((pieces.join("\n"), voices));
        }
        let at = self.here()?;
        Some((document.paragraphs.get(at)?.text.clone(), self.speech_of(at).into_iter().collect()))
    }

    fn speech_of(&self, paragraph: usize) -> Option<&Speech> {
        self.document()?.speeches.iter().find(|s| s.parts.iter().any(|p| p.paragraph == paragraph))
    }

    /// The line that says where a paragraph comes from.
    pub(super) fn source_line(&self, document: &Document, paragraph: usize) -> String {
        let speech = document.speeches.iter().find(|s| s.parts.iter().any(|p| p.paragraph == paragraph));
        self.sources(document, &speech.into_iter().collect::<Vec<_>>())
    }

    /// One line that says where words come from: all who speak with their offices, meeting, day, title, publisher.
    fn sources(&self, document: &Document, speeches: &[&Speech]) -> String {
        let mut words_of: Vec<String> = Vec::new();
        for speech in speeches {
            let office = speech.office.as_deref().map_or(String::new(), |office| format!("，{office}"));
            let voice = format!("{}{office}", words::voice(speech, self.lang));
            if !words_of.contains(&voice) {
                words_of.push(voice);
            }
        }
        let held = speeches.iter().find_map(|s| document.meetings.iter().find(|m| Some(&m.id) == s.meeting.as_ref()));
        if let Some(meeting) = held {
            let day = words::dates(meeting.start.as_ref(), meeting.end.as_ref(), self.lang).unwrap_or_default();
            words_of.push(format!("{} {day}", meeting.name).trim().to_owned());
        }
        words_of.push(format!("《{}》", words::title(document)));
        words_of.extend(document.publisher.clone());
        format!("——{}", words_of.join("；"))
    }

    /// `y`
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let Some((text, voices)) = self.chosen() else { return Vec::new() };
        let Some(document) = self.document() else { return Vec::new() };
        let copied = format!("{text}\n{}\n", self.sources(document, &voices));
        self.reading.selection = None;
        self.sent(&copied);
        vec![Effect::Copy(copied)]
    }

    /// No terminal confirms a copy, so the reader says how much was sent.
    pub(super) fn sent(&mut self, copied: &str) {
        let count = copied.chars().count();
        self.notice = Some(match self.lang {
            Lang::Zh => format!("已送 {count} 字到剪贴板（OSC 52）"),
            Lang::En => format!("Sent {count} characters to the clipboard (OSC 52)"),
        });
    }

    /// `Y`
    pub(super) fn copy_citation(&mut self) -> Vec<Effect> {
        let Some(paragraph) = self.here() else { return Vec::new() };
        let Some(document) = self.document() else { return Vec::new() };
        let citation = cite::citation(&cite::at(document, paragraph), cite::Style::Gbt7714);
        self.sent(&citation);
        vec![Effect::Copy(citation)]
    }

    /// `:save FILE`: the selection, else the speech that is read, else the document, as Markdown with its source.
    pub(super) fn save(&mut self, path: PathBuf) -> Vec<Effect> {
        let Some(document) = self.document() else { return Vec::new() };
        let Some(paragraph) = self.here() else { return Vec::new() };
        let (title, (body, voices)) = match (&self.reading.selection, self.speech_of(paragraph)) {
            (Some(_), _) => (words::title(document), self.chosen().unwrap_or_default()),
            (None, Some(speech)) => (words::voice(speech, self.lang), (speech.text.clone(), vec![speech])),
            (None, None) => {
                let all: Vec<&str> = document.paragraphs.iter().map(|p| p.text.as_str()).collect();
                (words::title(document), (all.join("\n"), Vec::new()))
            }
        };
        let body = body.replace('\n', "\n\n");
        let text = format!("# {title}\n\n{body}\n\n{}\n", self.sources(document, &voices));
        vec![Effect::Save(path, text)]
    }
}
