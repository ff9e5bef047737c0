//! The YAML block at the head of a Markdown file: title, day, author and publisher are read from it as they stand on lines
//! of their own. No YAML is evaluated; what is not read stays where it is and is accounted for.

/// One line of it: the key, the value without quotes, and where the value begins in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The key, as it stands.
    pub key: &'a str,
    /// The value without its quotes.
    pub value: &'a str,
    /// Where the key begins.
    pub at: usize,
    /// Where the value begins.
    pub value_at: usize,
}

/// Keys that name the title, the author, the day, the publisher.
pub const TITLE: &[&str] = &["title", "标题", "標題"];
/// Keys of the author.
pub const AUTHOR: &[&str] = &["author", "authors", "byline", "作者", "记者", "記者"];
/// Keys of the day of publication.
pub const DATE: &[&str] =
    &["date", "published", "publish_date", "pubdate", "created", "日期", "发布时间", "發布時間", "时间"];
/// Keys of the publisher.
pub const PUBLISHER: &[&str] = &["publisher", "source", "site", "来源", "來源"];

/// The block with its fences, and the length in bytes of what it takes; None where the text begins with none.
pub fn split(text: &str) -> Option<(Vec<Entry<'_>>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = first.len();
    let mut out = Vec::new();
    for line in lines.take(200) {
        let bare = line.trim_end();
        if bare == "---" || bare == "..." {
            return (!out.is_empty()).then_some((out, at + line.len()));
        }
        if let Some(entry) = entry(bare, at) {
            out.push(entry);
        } else if !bare.is_empty() && !bare.starts_with([' ', '\t', '-', '#']) {
            // Prose between two rules is no front matter.
            return None;
        }
        at += line.len();
    }
    None
}

fn entry(line: &str, at: usize) -> Option<Entry<'_>> {
    let (key, rest) = line.split_once(':')?;
    let is_key = !key.is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        && key.chars().count() <= 24;
    if !is_key || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let value = rest.trim();
    let bare = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q)).unwrap_or(value);
    let value_at = at + line.len() - rest.len() + rest.find(bare).unwrap_or(0);
    Some(Entry { key, value: bare, at, value_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_front_matter() {
        let text =
            "---\ntitle: \"会议：要点\"\ndate: 2024-05-01\ntags:\n  - \"a\"\nurl: \"https://e.org/x:y\"\n---\n正文";
        let (entries, length) = split(text).unwrap();
        assert_eq!(text.get(length..), Some("正文"));
        let got: Vec<(&str, &str)> = entries.iter().map(|e| (e.key, e.value)).collect();
        assert_eq!(got, [("title", "会议：要点"), ("date", "2024-05-01"), ("tags", ""), ("url", "https://e.org/x:y")]);
        for entry in &entries {
            assert_eq!(text.get(entry.value_at..entry.value_at + entry.value.len()), Some(entry.value));
        }
        assert_eq!(split("---\n会议指出，要做好工作。\n---\n"), None);
        assert_eq!(split("正文\n---\ntitle: x\n---\n"), None);
        assert_eq!(split("---\ntitle: x\n"), None);
    }
}
