//! Words for the reader, in both languages: forms, kinds, dates, voices. Texts themselves are never translated.

use std::fmt::Write as _;

use super::effect::Pace;
use crate::config::Lang;
use crate::model::{By, Code, Date, Document, Finding, Form, Kind, PartOfDay, Role, Speech, Voice};

impl Lang {
    /// The Chinese or the English of the two.
    pub const fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// The mark of a form: 原话, 转述, 会议, 问, 答, 文章.
pub const fn form(form: Form, lang: Lang) -> &'static str {
    match form {
        Form::Verbatim => lang.pick("原话", "verbatim"),
        Form::Reported => lang.pick("转述", "reported"),
        Form::Resolution => lang.pick("会议", "meeting"),
        Form::Question => lang.pick("问", "question"),
        Form::Answer => lang.pick("答", "answer"),
        Form::Article => lang.pick("文章", "article"),
    }
}

/// The genre of a document.
pub const fn kind(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Report => lang.pick("报道", "report"),
        Kind::Speech => lang.pick("讲话", "speech"),
        Kind::Minutes => lang.pick("记录", "minutes"),
        Kind::Interview => lang.pick("问答", "interview"),
        Kind::Article => lang.pick("文章", "article"),
        Kind::Other => lang.pick("其他", "other"),
    }
}

/// What a paragraph is.
pub const fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Title => lang.pick("标题", "title"),
        Role::Heading => lang.pick("小标题", "heading"),
        Role::Body => lang.pick("正文", "body"),
        Role::Caption => lang.pick("图注", "caption"),
        Role::Byline => lang.pick("署名", "byline"),
        Role::List => lang.pick("条目", "list"),
        Role::Stage => lang.pick("旁注", "stage direction"),
    }
}

/// The label of a finding's code.
pub const fn code(code: Code, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => code.chinese(),
        Lang::En => code.name(),
    }
}

/// The name of a voice.
pub fn voice(speech: &Speech, lang: Lang) -> String {
    match (&speech.speaker, speech.voice) {
        (Some(name), _) => name.clone(),
        (None, Voice::Meeting) => lang.pick("会议", "The meeting").into(),
        (None, _) => lang.pick("未署名", "Unnamed").into(),
    }
}

/// What tells a speech from its neighbours in a list: the speaker; where nobody is named, the first words.
pub fn speech(speech: &Speech, lang: Lang) -> String {
    let unnamed = speech.voice == Voice::Meeting || speech.speaker.is_none();
    if unnamed { opening(speech) } else { voice(speech, lang) }
}

/// How far an import is: done and all, how fast, how long it will take, and how to stop it.
pub fn progress(done: usize, total: Option<usize>, pace: Pace, lang: Lang) -> String {
    let mut out = match total {
        None => lang.pick("正在清点文件", "counting files").to_owned(),
        Some(total) => format!("{} {done}/{total}", lang.pick("导入", "importing")),
    };
    if pace.done > 0 && pace.millis > 0 {
        // Bytes a millisecond are kilobytes a second.
        let rate = pace.done / pace.millis;
        let _ = write!(out, "  {}.{} MB/s", rate / 1000, rate / 100 % 10);
        if pace.total > pace.done && rate > 0 {
            let left = (pace.total - pace.done).div_ceil(rate * 1000);
            let _ = match lang {
                Lang::Zh if left >= 60 => write!(out, "  还要 {} 分 {} 秒", left / 60, left % 60),
                Lang::Zh => write!(out, "  还要 {left} 秒"),
                Lang::En if left >= 60 => write!(out, "  {} min {} s left", left / 60, left % 60),
                Lang::En => write!(out, "  {left} s left"),
            };
        }
    }
    out.push_str(lang.pick("  Ctrl-c 取消", "  Ctrl-c cancels"));
    out
}

/// The office of a speech, where it says more than its voice: 秘書 alone is both.
pub fn office<'s>(speech: &'s Speech, voice: &str) -> Option<&'s str> {
    speech.office.as_deref().filter(|office| *office != voice)
}

/// The first words of a speech, as much as a row can use.
pub fn opening(speech: &Speech) -> String {
    speech.text.chars().filter(|c| !c.is_whitespace()).take(60).collect()
}

/// A day or a range of days, marked where some of it was inferred.
pub fn dates(start: Option<&Date>, end: Option<&Date>, lang: Lang) -> Option<String> {
    let start = start?;
    let mut out = start.value.clone();
    if let Some(end) = end.filter(|end| end.value != start.value) {
        // The shared head of the two is not said twice: 2024-06-05/06.
        let shared = start.value.split('-').zip(end.value.split('-')).take_while(|(a, b)| a == b).count();
        let tail: Vec<&str> = end.value.split('-').skip(shared).collect();
        out.push('/');
        out.push_str(&tail.join("-"));
    }
    if let Some(part) = start.part_of_day {
        out.push(' ');
        out.push_str(match part {
            PartOfDay::Morning => lang.pick("上午", "morning"),
            PartOfDay::Afternoon => lang.pick("下午", "afternoon"),
            PartOfDay::Evening => lang.pick("晚", "evening"),
        });
    }
    let inferred = |date: &Date| date.inferred && date.by == By::Rule;
    if inferred(start) || end.is_some_and(inferred) {
        out.push_str(lang.pick("（推定）", " (inferred)"));
    }
    Some(out)
}

/// Whether a finding speaks of a place in the text, not of the text as a whole.
pub fn is_local(finding: &Finding) -> bool {
    !matches!(finding.code, Code::HardWrapped | Code::SeveralArticles | Code::SynonymSubstitution | Code::NearDuplicate)
}

/// The title of a document, or its first words, or its file.
pub fn title(document: &Document) -> String {
    if !document.title.is_empty() {
        return document.title.clone();
    }
    let words: String = document.paragraphs.first().map_or_else(String::new, |p| p.text.chars().take(24).collect());
    if words.is_empty() { document.source.path.clone() } else { words }
}

/// When a document was published, else when the first meeting that it reports was held.
pub fn document_date(document: &Document) -> String {
    let held = || document.meetings.first().and_then(|m| m.start.as_ref());
    document.published.as_ref().or_else(held).map_or_else(String::new, |d| d.value.clone())
}

/// The day of a speech: its meeting's, else its document's.
pub fn speech_date(document: &Document, speech: &Speech) -> String {
    let held = speech.meeting.as_ref().and_then(|id| document.meetings.iter().find(|m| m.id == *id));
    held.and_then(|m| m.start.as_ref()).map_or_else(|| document_date(document), |d| d.value.clone())
}
