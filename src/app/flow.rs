//! A document as a flow of blocks: title lines, facts of its meetings, headings of voices, paragraphs; or a source as it
//! came, a block a line. Blocks are ranges into one text; nothing here knows a width.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::config::Lang;
use crate::model::{Document, Meeting, MeetingId, Part, Role, Speech};
use crate::text::Span;
use crate::text::columns::{self, Parted};

use super::words;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of the title.
    Title,
    /// The name of a meeting.
    Meeting,
    /// A fact of a meeting or of the document.
    Fact,
    /// The heading where a voice begins: the index of its speech.
    Voice(usize),
    /// A paragraph of the document.
    Paragraph(Role),
    /// A line of the source.
    Source,
    /// A blank row.
    Gap,
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Bytes of the flow's text.
    pub range: Range<usize>,
    /// The paragraph of the document that it is or introduces.
    pub paragraph: usize,
    /// The meeting of the document that it belongs to, for its title block.
    pub meeting: Option<usize>,
}

/// The blocks in order, and their text.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    text: String,
    blocks: Vec<Block>,
}

impl Flow {
    /// The flow of a document, its labels in this language.
    pub fn of(document: &Document, lang: Lang) -> Self {
        let bytes: usize = document.paragraphs.iter().map(|p| p.text.len()).sum();
        let mut flow = Self { text: String::with_capacity(bytes + bytes / 16), blocks: Vec::new() };
        let title_lines = document.paragraphs.iter().take_while(|p| p.role == Role::Title).count();
        if title_lines == 0 && !document.title.is_empty() {
            flow.push(Kind::Title, &document.title, 0, None);
        }
        let starts = meeting_starts(document);
        let said = said(document);
        let mut at: HashMap<usize, Vec<usize>> = HashMap::new();
        for (meeting, start) in starts.iter().enumerate() {
            at.entry(*start).or_default().push(meeting);
        }
        let mut voice: Option<usize> = None;
        let shape = |at: usize| {
            let (parted, cells) = document.paragraphs.get(at).and_then(|p| cells(p.role, &p.text))?;
            Some((parted, cells.len()))
        };
        let (mut above, mut here, mut in_table) = (None, shape(0), false);
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            if index == title_lines {
                let first = starts.iter().position(|start| *start == 0);
                flow.facts(document, first, lang);
            }
            for &meeting in at.get(&index).into_iter().flatten().filter(|_| index > 0) {
                flow.gap(index);
                flow.push(Kind::Meeting, &document.meetings[meeting].name, index, Some(meeting));
                flow.facts(document, Some(meeting), lang);
            }
            let Said { begins, spoken } = said[index];
            if let Some(speech) = begins {
                let same = voice.is_some_and(|last| same_voice(&document.speeches[last], &document.speeches[speech]));
                if !same {
                    flow.gap(index);
                    flow.push(Kind::Voice(speech), &heading(&document.speeches[speech], lang), index, None);
                }
            }
            if begins.is_some() || !spoken {
                voice = begins;
            }
            // A table stands apart from the text above and below it.
            let below = shape(index + 1);
            let (goes_on, begins) = (here.is_some() && here == above, here.is_some() && here == below);
            if paragraph.role == Role::Heading || (!goes_on && (begins || in_table)) {
                flow.gap(index);
            }
            (above, here, in_table) = (here, below, goes_on || begins);
            let kind = if paragraph.role == Role::Title { Kind::Title } else { Kind::Paragraph(paragraph.role) };
            flow.push(kind, &paragraph.text, index, None);
        }
        if document.paragraphs.len() == title_lines {
            flow.facts(document, starts.iter().position(|start| *start == 0), lang);
        }
        flow.blocks.shrink_to_fit();
        flow
    }

    /// The flow of a source as it came: a block a line.
    pub fn of_source(text: &str) -> Self {
        let mut flow = Self { text: text.to_owned(), blocks: Vec::new() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']).len();
            flow.blocks.push(Block { kind: Kind::Source, range: at..at + bare, paragraph: 0, meeting: None });
            at += line.len();
        }
        flow
    }

    fn push(&mut self, kind: Kind, text: &str, paragraph: usize, meeting: Option<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { kind, range: start..self.text.len(), paragraph, meeting });
    }

    fn gap(&mut self, paragraph: usize) {
        if self.blocks.last().is_some_and(|b| b.kind != Kind::Gap) {
            self.push(Kind::Gap, "", paragraph, None);
        }
    }

    /// The lines under a title: of a meeting, or of a document without one.
    fn facts(&mut self, document: &Document, meeting: Option<usize>, lang: Lang) {
        let at = document.paragraphs.iter().take_while(|p| p.role == Role::Title).count();
        let paragraph = self.blocks.last().map_or(at, |b| b.paragraph.max(at));
        let lines = match meeting.and_then(|m| document.meetings.get(m)) {
            Some(held) => meeting_facts(document, held, lang),
            None => document_facts(document, lang),
        };
        for line in lines {
            self.push(Kind::Fact, &line, paragraph, meeting);
        }
        self.gap(paragraph);
    }

    /// The blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text of a block.
    pub fn text(&self, block: usize) -> &str {
        self.blocks.get(block).and_then(|b| self.text.get(b.range.clone())).unwrap_or("")
    }

    /// Bytes of text in all, and those before a block.
    pub fn progress(&self, block: usize) -> (usize, usize) {
        (self.blocks.get(block).map_or(self.text.len(), |b| b.range.start), self.text.len())
    }

    /// The block of a paragraph.
    pub fn paragraph(&self, paragraph: usize) -> Option<usize> {
        self.of_paragraph(paragraph, |kind| matches!(kind, Kind::Paragraph(_) | Kind::Title))
    }

    /// The first block of a paragraph, or of what introduces it, that is of a kind.
    fn of_paragraph(&self, paragraph: usize, is: impl Fn(Kind) -> bool) -> Option<usize> {
        let from = self.blocks.partition_point(|b| b.paragraph < paragraph);
        let mut mine = self.blocks.iter().enumerate().skip(from).take_while(|(_, b)| b.paragraph == paragraph);
        mine.find(|(_, b)| is(b.kind)).map(|(at, _)| at)
    }

    /// The block that introduces a speech: its heading, else its first paragraph.
    pub fn speech(&self, document: &Document, speech: usize) -> Option<usize> {
        let paragraph = document.speeches.get(speech)?.parts.first()?.paragraph;
        self.of_paragraph(paragraph, |kind| kind == Kind::Voice(speech)).or_else(|| self.paragraph(paragraph))
    }

    /// The block at which the account of a meeting begins.
    pub fn meeting(&self, meeting: usize) -> Option<usize> {
        self.blocks.iter().position(|b| b.kind == Kind::Meeting && b.meeting == Some(meeting))
    }

    /// The block of the source that holds a byte of it.
    pub fn source_line(&self, byte: usize) -> usize {
        self.blocks.partition_point(|b| b.range.start <= byte).saturating_sub(1)
    }
}

/// The cells of a paragraph that may be a line of a table.
pub fn cells(role: Role, text: &str) -> Option<(Parted, Vec<Range<usize>>)> {
    matches!(role, Role::Body | Role::List | Role::Caption | Role::Byline).then(|| columns::cells(text)).flatten()
}

/// What the speeches of a document make of each of its paragraphs.
#[derive(Clone, Copy, Default)]
struct Said {
    /// The speech whose first part lies there (the first of several).
    begins: Option<usize>,
    /// Whether anybody speaks there.
    spoken: bool,
}

fn said(document: &Document) -> Vec<Said> {
    let mut out = vec![Said::default(); document.paragraphs.len()];
    for (index, speech) in document.speeches.iter().enumerate() {
        for (number, part) in speech.parts.iter().enumerate() {
            let Some(said) = out.get_mut(part.paragraph) else { continue };
            said.spoken = true;
            if number == 0 {
                said.begins.get_or_insert(index);
            }
        }
    }
    out
}

/// Whether two speeches need but one heading: a meeting's statements, one after the other.
fn same_voice(a: &Speech, b: &Speech) -> bool {
    (a.voice, &a.speaker, &a.meeting, a.form) == (b.voice, &b.speaker, &b.meeting, b.form)
}

/// For each meeting the paragraph at which its account begins; 0 for the first of the document.
fn meeting_starts(document: &Document) -> Vec<usize> {
    if document.meetings.len() < 2 {
        return vec![0; document.meetings.len()];
    }
    let mut speech: HashMap<&MeetingId, usize> = HashMap::new();
    for (meeting, part) in document.speeches.iter().filter_map(|s| Some((s.meeting.as_ref()?, s.parts.first()?))) {
        speech.entry(meeting).and_modify(|first| *first = part.paragraph.min(*first)).or_insert(part.paragraph);
    }
    // The paragraphs that name each meeting, in order.
    let mut named: Vec<Vec<usize>> = vec![Vec::new(); document.meetings.len()];
    let names = document.meetings.iter().enumerate().filter(|(_, m)| !m.name.is_empty());
    let (of, names): (Vec<usize>, Vec<&str>) = names.map(|(at, m)| (at, m.name.as_str())).unzip();
    if let Ok(names) = AhoCorasick::new(names) {
        for (at, paragraph) in document.paragraphs.iter().enumerate().filter(|(_, p)| p.role == Role::Body) {
            for hit in names.find_overlapping_iter(&paragraph.text) {
                named[of[hit.pattern().as_usize()]].push(at);
            }
        }
    }
    let start = |(index, meeting): (usize, &Meeting)| {
        let start = match speech.get(&meeting.id) {
            Some(speech) => {
                let before = named[index].partition_point(|at| at <= speech);
                before.checked_sub(1).map_or(*speech, |last| named[index][last])
            }
            None => named[index].first().copied().unwrap_or(0),
        };
        if index == 0 { 0 } else { start }
    };
    document.meetings.iter().enumerate().map(start).collect()
}

fn heading(speech: &Speech, lang: Lang) -> String {
    let name = words::voice(speech, lang);
    match words::office(speech, &name) {
        Some(office) => format!("{name}  {office}"),
        None => name,
    }
}

fn meeting_facts(document: &Document, meeting: &Meeting, lang: Lang) -> Vec<String> {
    let mut first = Vec::new();
    if let Some(dates) = words::dates(meeting.start.as_ref(), meeting.end.as_ref(), lang) {
        first.push(dates);
    }
    first.extend(meeting.place.clone());
    if let Some(chair) = &meeting.chair {
        first.push(format!("{} {chair}", lang.pick("主持", "chair")));
    }
    let mut out = vec![first.join("  ")];
    if let Some(theme) = &meeting.theme {
        out.push(format!("{} {theme}", lang.pick("主题", "Theme")));
    }
    if document.meetings.first().is_some_and(|m| m.id == meeting.id) {
        out.extend(publisher(document, lang));
    }
    let count =
        |wanted: fn(&crate::model::Participant) -> bool| meeting.participants.iter().filter(|p| wanted(p)).count();
    let spoke = count(|p| p.spoke);
    let there = count(|p| !p.spoke && p.part != Part::Absent);
    let people = |count: usize, did: &str| match lang {
        Lang::Zh => format!("{did} {count} 人"),
        Lang::En => format!("{count} {did}"),
    };
    let said = [(spoke, lang.pick("讲话", "spoke")), (there, lang.pick("出席", "attended"))]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, did)| people(count, did));
    out.push(said.collect::<Vec<_>>().join(lang.pick("，", ", ")));
    out.retain(|line| !line.is_empty());
    out
}

fn document_facts(document: &Document, lang: Lang) -> Vec<String> {
    publisher(document, lang).into_iter().collect()
}

fn publisher(document: &Document, lang: Lang) -> Option<String> {
    let day = words::dates(document.published.as_ref(), None, lang);
    match (&document.publisher, day) {
        (Some(name), Some(day)) => Some(format!("{} {name}  {day}", lang.pick("来源", "Source"))),
        (Some(name), None) => Some(format!("{} {name}", lang.pick("来源", "Source"))),
        (None, Some(day)) => Some(format!("{} {day}", lang.pick("刊于", "Published"))),
        (None, None) => None,
    }
}

/// What became of a byte range of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in a paragraph.
    Kept,
    /// It was set aside, with a finding.
    Removed,
    /// It stands in a paragraph, and a finding speaks of it.
    Marked,
}

/// The fate of every part of a source that documents speak of, by byte: sorted, not overlapping.
pub fn fates(documents: &[&Document]) -> Vec<(Span, Fate)> {
    let mut edges: Vec<(usize, i32, i32)> = Vec::new();
    for document in documents {
        for span in document.paragraphs.iter().flat_map(|p| &p.spans) {
            edges.push((span.start, 1, 0));
            edges.push((span.end, -1, 0));
        }
        for span in document.findings.iter().filter(|f| words::is_local(f)).flat_map(|f| &f.spans) {
            edges.push((span.start, 0, 1));
            edges.push((span.end, 0, -1));
        }
    }
    edges.sort_unstable();
    let (mut kept, mut found, mut from) = (0, 0, 0);
    let mut out: Vec<(Span, Fate)> = Vec::new();
    for (at, paragraph, finding) in edges {
        let fate = match (kept > 0, found > 0) {
            (true, true) => Some(Fate::Marked),
            (true, false) => Some(Fate::Kept),
            (false, true) => Some(Fate::Removed),
            (false, false) => None,
        };
        if let Some(fate) = fate.filter(|_| at > from) {
            out.push((Span::new(from, at), fate));
        }
        kept += paragraph;
        found += finding;
        from = at;
    }
    out
}
