//! GB/T 7714—2015, 顺序编码制: 主要责任者. 题名: 其他题名信息[类型/载体]//出处. 出版者, 日期: 页码. 获取路径.
//! A date that was inferred stands in brackets (8.4.3.3: the estimated year); a part of a document stands after `//`.

use std::fmt::Write as _;

use crate::model::Kind;

use super::work::{Day, Work};

/// The citation as one line.
pub fn line(work: &Work) -> String {
    let mut out = String::new();
    if let Some(author) = work.author {
        out.push_str(author);
        out.push_str(". ");
    }
    out.push_str(&work.title);
    let beside = beside(work);
    if !beside.is_empty() {
        out.push_str(": ");
        out.push_str(&beside.join(", "));
    }
    out.push_str(mark(work));
    if let Some(container) = &work.container {
        out.push_str("//");
        out.push_str(container);
    }
    out.push_str(". ");
    let date = work.issued().map(day);
    let publisher = work.publisher.unwrap_or("[出版者不详]");
    out.push_str(publisher);
    out.push_str(", ");
    out.push_str(&date.unwrap_or_else(|| "[日期不详]".to_owned()));
    if let Some(paragraph) = work.paragraph {
        let _ = write!(out, ": 第{paragraph}段");
    }
    out.push('.');
    if let Some(address) = work.address {
        out.push(' ');
        out.push_str(address);
        out.push('.');
    }
    out
}

/// Other title information: the office, the meeting where the title does not name it, its day and place.
fn beside(work: &Work) -> Vec<String> {
    let mut out: Vec<String> = work.office.map(str::to_owned).into_iter().collect();
    // The words of the report itself need no meeting beside its title.
    if work.author.is_none() && work.container.is_none() && work.paragraph.is_none() {
        return out;
    }
    if let Some(meeting) = work.meeting {
        if !work.title.contains(&meeting.name) && !meeting.name.is_empty() {
            out.push(meeting.name.clone());
        }
        if let Some((start, end)) = work.held() {
            out.push(end.map_or_else(|| day(start), |end| format!("{}/{}", day(start), day(end))));
        }
        out.extend(meeting.place.clone());
    }
    out
}

/// Type and carrier (appendix B): N newspaper, C proceedings, Z other; `/OL` where the address is known.
fn mark(work: &Work) -> &'static str {
    let kind = if work.container.is_some() { Kind::Report } else { work.kind };
    match (kind, work.address.is_some()) {
        (Kind::Minutes, false) => "[C]",
        (Kind::Minutes, true) => "[C/OL]",
        (Kind::Speech | Kind::Other, false) => "[Z]",
        (Kind::Speech | Kind::Other, true) => "[Z/OL]",
        (_, false) => "[N]",
        (_, true) => "[N/OL]",
    }
}

fn day(day: Day) -> String {
    if day.inferred { format!("[{}]", day.value) } else { day.value.to_owned() }
}
