//! Documents as CommonMark: title, where it comes from, who held what, and the text with its voices. Characters that
//! CommonMark would take for marks are escaped, so that the text reads as it stands in the source.

use std::fmt::Write as _;

use crate::model::{Date, Document, Form, Meeting, Paragraph, Role, Speech, Voice};

/// A document as CommonMark, ending with a line feed.
pub fn document(document: &Document) -> String {
    let mut out = String::new();
    let title = if document.title.trim().is_empty() { &document.source.path } else { &document.title };
    let _ = writeln!(out, "# {}\n", inline(title));
    let published = document.published.as_ref().map(day);
    let origin = [document.publisher.clone(), published, Some(document.source.path.clone())];
    let origin: Vec<String> = origin.into_iter().flatten().map(|word| inline(&word)).collect();
    let _ = writeln!(out, "{}", origin.join(" · "));
    for meeting in &document.meetings {
        self::meeting(&mut out, meeting);
    }
    let mut voice: Option<&Speech> = None;
    for (at, paragraph) in document.paragraphs.iter().enumerate() {
        if paragraph.role == Role::Title {
            continue;
        }
        let speaks = document.speeches.iter().find(|s| s.parts.iter().any(|p| p.paragraph == at));
        if let Some(speech) =
            speaks.filter(|s| voice.is_none_or(|v| heading(v) != heading(s) || v.meeting != s.meeting))
        {
            let _ = writeln!(out, "\n### {}", heading(speech));
        } else if speaks.is_none() && voice.is_some() {
            // The voice has ended: what follows is nobody's.
            out.push_str("\n---\n");
        }
        voice = speaks;
        let _ = writeln!(out, "\n{}", self::paragraph(paragraph));
    }
    if !document.findings.is_empty() {
        out.push_str("\n## 存疑\n\n");
        for finding in &document.findings {
            let _ =
                writeln!(out, "- {}（{}）{}", finding.code.chinese(), finding.code.name(), inline(&finding.message));
        }
    }
    out
}

fn meeting(out: &mut String, meeting: &Meeting) {
    let _ = writeln!(out, "\n## {}\n", inline(&meeting.name));
    let mut item = |label: &str, words: Option<String>| {
        if let Some(words) = words.filter(|w| !w.is_empty()) {
            let _ = writeln!(out, "- {label}：{}", inline(&words));
        }
    };
    let days = meeting.start.as_ref().map(|start| match meeting.end.as_ref().filter(|end| end.value != start.value) {
        Some(end) => format!("{} 至 {}", day(start), day(end)),
        None => day(start),
    });
    item("日期", days);
    item("地点", meeting.place.clone());
    item("主持", meeting.chair.clone());
    item("主题", meeting.theme.clone());
    item("文件", Some(meeting.adopted.iter().flat_map(|name| ["《", name, "》"]).collect()));
    let there: Vec<String> = meeting
        .participants
        .iter()
        .map(|p| p.office.as_ref().map_or_else(|| p.name.clone(), |office| format!("{}（{office}）", p.name)))
        .collect();
    item("与会", Some(there.join("、")));
}

fn heading(speech: &Speech) -> String {
    let name = match (&speech.speaker, speech.voice) {
        (Some(name), _) => name.as_str(),
        (None, Voice::Meeting) => "会议",
        (None, _) => "未署名",
    };
    let office = speech.office.as_deref().map_or(String::new(), |office| format!(" {office}"));
    let form = match speech.form {
        Form::Verbatim => "原话",
        Form::Reported => "转述",
        Form::Resolution => "会议",
        Form::Question => "问",
        Form::Answer => "答",
        Form::Article => "文章",
    };
    format!("{}（{form}）", inline(&format!("{name}{office}")))
}

fn paragraph(paragraph: &Paragraph) -> String {
    let text: Vec<String> = paragraph.text.lines().map(block).collect();
    // A break within a paragraph stays one.
    let text = text.join("\\\n");
    match paragraph.role {
        Role::Heading => format!("**{}**", text.trim()),
        Role::Caption | Role::Byline | Role::Stage => format!("*{}*", text.trim()),
        Role::List => format!("- {text}"),
        Role::Title | Role::Body => text,
    }
}

fn day(date: &Date) -> String {
    if date.inferred { format!("{}（推定）", date.value) } else { date.value.clone() }
}

/// Text within a line: marks of CommonMark and HTML are escaped.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A line of its own: also what only counts at a line's start (`#`, `-`, `+`, `1.`, four blanks) is escaped.
fn block(line: &str) -> String {
    let escaped = inline(line.trim_matches([' ', '\t']));
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    match escaped.chars().nth(digits) {
        Some('#' | '-' | '+' | '=') if digits == 0 => format!("\\{escaped}"),
        Some(mark @ ('.' | ')')) if digits > 0 => escaped.replacen(mark, &format!("\\{mark}"), 1),
        _ => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::cite::tests::sample;

    #[test]
    fn marks_are_escaped() {
        assert_eq!(inline("a*b_[c]<d>"), "a\\*b\\_\\[c\\]\\<d\\>");
        assert_eq!(block("# 一"), "\\# 一");
        assert_eq!(block("12. 二"), "12\\. 二");
        assert_eq!(block("12 个"), "12 个");
    }

    #[test]
    fn voices_have_headings_and_every_paragraph_is_there() {
        let text = document(&sample());
        assert!(text.contains("### 甲乙 某市市长（转述）"), "{text}");
        assert!(text.contains("- 日期：2024-06-05 至 2024-06-06（推定）"), "{text}");
        for paragraph in &sample().paragraphs {
            assert!(text.contains(&inline(&paragraph.text)), "{}", paragraph.text);
        }
    }
}
