//! Copying: the paragraph or the selection with its source line, the citation; saving as Markdown.

use std::path::PathBuf;

use crate::config::Lang;
use crate::export::cite;
use crate::model::{Document, Speech};

use super::effect::Effect;
use super::state::App;
use super::words;

impl App {
    /// The selected text, paragraph by paragraph, else the paragraph that is read; with the first paragraph's index.
    fn chosen(&self) -> Option<(usize, String)> {
        let document = self.document()?;
        if let Some(selection) = &self.reading.selection {
            let first = selection.anchor.min(selection.head).0;
            let pieces: Vec<String> = document
                .paragraphs
                .iter()
                .enumerate()
                .skip(first)
                .map_while(|(at, p)| {
                    let range = selection.within(at)?;
                    Some(p.text.chars().skip(range.start).take(range.end.saturating_sub(range.start)).collect())
                })
                .collect();
            return Some((first, pieces.join("\n")));
        }
        let at = self.here()?;
        Some((at, document.paragraphs.get(at)?.text.clone()))
    }

    fn speech_of(&self, paragraph: usize) -> Option<&Speech> {
        self.document()?.speeches.iter().find(|s| s.parts.iter().any(|p| p.paragraph == paragraph))
    }

    /// One line that says where words come from: speaker, office, meeting, day, title, publisher.
    pub(super) fn source_line(&self, document: &Document, paragraph: usize) -> String {
        let mut words_of = Vec::new();
        let speech = self.speech_of(paragraph);
        if let Some(speech) = speech {
            let office = speech.office.clone().unwrap_or_default();
            words_of.push(format!(
                "{}{}{office}",
                words::voice(speech, self.lang),
                if office.is_empty() { "" } else { "，" }
            ));
        }
        let held =
            speech.and_then(|s| s.meeting.as_ref()).and_then(|id| document.meetings.iter().find(|m| m.id == *id));
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
        let Some((paragraph, text)) = self.chosen() else { return Vec::new() };
        let Some(document) = self.document() else { return Vec::new() };
        let copied = format!("{text}\n{}\n", self.source_line(document, paragraph));
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
        let (title, body) = match (&self.reading.selection, self.speech_of(paragraph)) {
            (Some(_), _) => (words::title(document), self.chosen().map_or(String::new(), |c| c.1)),
            (None, Some(speech)) => (words::voice(speech, self.lang), speech.text.clone()),
            (None, None) => {
                let all: Vec<&str> = document.paragraphs.iter().map(|p| p.text.as_str()).collect();
                (words::title(document), all.join("\n"))
            }
        };
        let body = body.replace('\n', "\n\n");
        let text = format!("# {title}\n\n{body}\n\n{}\n", self.source_line(document, paragraph));
        vec![Effect::Save(path, text)]
    }
}
