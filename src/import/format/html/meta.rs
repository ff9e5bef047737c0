//! What the head of a page says of it: title, publisher, day of publication.

use html5gum::StartTag;

use crate::import::day::day;
use crate::model::Date;

/// What the head of a page says.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// The title.
    pub title: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
}

impl Meta {
    /// Takes what a `meta` says; the first word on a matter holds.
    pub fn read(&mut self, tag: &StartTag<()>) {
        let of = |key: &str| {
            tag.attributes.get(key.as_bytes()).map(|value| String::from_utf8_lossy(value).trim().to_owned())
        };
        let Some(name) = of("property").or_else(|| of("name")).or_else(|| of("itemprop")) else { return };
        let Some(content) = of("content").filter(|c| !c.is_empty() && c.chars().count() < 300) else { return };
        match name.to_ascii_lowercase().as_str() {
            "og:title" | "articletitle" | "dc.title" => {
                self.title.get_or_insert(content);
            }
            "source" | "contentsource" | "publisher" | "dc.publisher" | "mediaid" => {
                let name = content.trim_start_matches("来源").trim_start_matches(['：', ':', ' ']);
                self.publisher.get_or_insert_with(|| name.to_owned());
            }
            "article:published_time"
            | "publishdate"
            | "pubdate"
            | "datepublished"
            | "date"
            | "dc.date"
            | "publish_time"
            | "og:release_date"
            | "weibo:article:create_at" => {
                self.published = self.published.take().or_else(|| day(&content));
            }
            _ => {}
        }
    }
}
