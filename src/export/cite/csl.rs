//! CSL-JSON: an array of one item, of the fields and types that the schema of the Citation Style Language knows in all its
//! versions. A Chinese name is one `literal`: where it parts is not for a program to guess.

use serde_json::{Map, Value, json};

use crate::model::Kind;

use super::work::{Day, Work};

/// The items, indented.
pub fn items(work: &Work) -> String {
    let mut item = Map::new();
    let mut field = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    field("id", Some(json!(work.key)));
    field("type", Some(json!(kind(work.kind))));
    field("title", Some(json!(work.title)));
    field("author", work.author.map(|name| json!([{ "literal": name }])));
    field("container-title", work.container.as_ref().map(|title| json!(title)));
    field("publisher", work.publisher.map(|name| json!(name)));
    field("issued", work.issued().map(|day| date(day, None)));
    if let Some(meeting) = work.meeting {
        field("event", Some(json!(meeting.name)));
        field("event-place", meeting.place.as_ref().map(|place| json!(place)));
        field("event-date", work.held().map(|(start, end)| date(start, end)));
    }
    field("URL", work.address.map(|address| json!(address)));
    field("language", Some(json!("zh")));
    let paragraph = work.paragraph.map(|at| format!("第{at}段"));
    let note: Vec<String> = work.office.map(str::to_owned).into_iter().chain(paragraph).collect();
    field("note", (!note.is_empty()).then(|| json!(note.join("; "))));
    // A tree of plain values has no part that cannot be written.
    serde_json::to_string_pretty(&json!([item])).unwrap_or_default()
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Report => "article-newspaper",
        Kind::Speech => "speech",
        Kind::Minutes => "report",
        Kind::Interview => "interview",
        Kind::Article | Kind::Other => "article",
    }
}

fn date(start: Day, end: Option<Day>) -> Value {
    let parts = |day: Day| -> Vec<u32> { day.value.split('-').filter_map(|part| part.parse().ok()).collect() };
    let days: Vec<Vec<u32>> = [Some(start), end].into_iter().flatten().map(parts).filter(|d| !d.is_empty()).collect();
    if days.is_empty() {
        return json!({ "literal": start.value });
    }
    if start.inferred || end.is_some_and(|end| end.inferred) {
        json!({ "date-parts": days, "circa": true })
    } else {
        json!({ "date-parts": days })
    }
}
