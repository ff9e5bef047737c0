//! The tags of HTML by what they do to text: which end a line, which hold none, which are the page's own.

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Its text stands on lines of its own.
    Block,
    /// A heading of a level from 1.
    Heading(u8),
    /// The caption of a picture or a table.
    Caption,
    /// Ends a line: `br`.
    Break,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// Parts and holds nothing: `hr`.
    Rule,
    /// Its text is not for readers: scripts, styles.
    Hidden,
    /// Blocks that are the page's own: `nav`, `footer`.
    Aside,
    /// The title of the page, in its head.
    Title,
    /// A link.
    Link,
    /// Within a line.
    Inline,
    /// No tag of HTML.
    Unknown,
}

/// What a tag of this name does.
pub fn shape(name: &[u8]) -> Shape {
    match name {
        b"p" | b"div" | b"article" | b"section" | b"main" | b"body" | b"html" | b"head" | b"ul" | b"ol" | b"li"
        | b"dl" | b"dt" | b"dd" | b"blockquote" | b"pre" | b"table" | b"tbody" | b"thead" | b"tfoot" | b"form"
        | b"fieldset" | b"center" | b"header" | b"figure" | b"address" | b"details" | b"summary" | b"hgroup"
        | b"legend" | b"object" | b"noframes" => Shape::Block,
        b"h1" => Shape::Heading(1),
        b"h2" => Shape::Heading(2),
        b"h3" => Shape::Heading(3),
        b"h4" => Shape::Heading(4),
        b"h5" => Shape::Heading(5),
        b"h6" => Shape::Heading(6),
        b"figcaption" | b"caption" => Shape::Caption,
        b"br" => Shape::Break,
        b"tr" => Shape::Row,
        b"td" | b"th" => Shape::Cell,
        b"hr" => Shape::Rule,
        b"script" | b"style" | b"template" | b"noscript" | b"iframe" | b"noembed" | b"svg" | b"math" | b"datalist" => {
            Shape::Hidden
        }
        b"nav" | b"footer" | b"aside" | b"menu" | b"button" | b"select" | b"option" | b"optgroup" | b"textarea"
        | b"dialog" => Shape::Aside,
        b"title" => Shape::Title,
        b"a" => Shape::Link,
        b"b" | b"strong" | b"i" | b"em" | b"u" | b"s" | b"strike" | b"del" | b"ins" | b"mark" | b"small" | b"big"
        | b"sub" | b"sup" | b"span" | b"font" | b"abbr" | b"acronym" | b"cite" | b"code" | b"kbd" | b"samp"
        | b"var" | b"tt" | b"q" | b"dfn" | b"time" | b"data" | b"label" | b"bdi" | b"bdo" | b"ruby" | b"rb" | b"rt"
        | b"rp" | b"wbr" | b"img" | b"picture" | b"source" | b"video" | b"audio" | b"track" | b"embed" | b"param"
        | b"input" | b"meta" | b"link" | b"base" | b"area" | b"map" | b"col" | b"colgroup" | b"canvas"
        | b"progress" | b"meter" | b"output" | b"nobr" => Shape::Inline,
        _ => Shape::Unknown,
    }
}

/// Whether a tag of this name never has an end.
pub fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Words in a class or an id of a block that is the page's own.
const OWN: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "sidebar",
    "side",
    "footer",
    "foot",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "share",
    "sharing",
    "sns",
    "social",
    "related",
    "relate",
    "recommend",
    "recommended",
    "recommendation",
    "ad",
    "ads",
    "adv",
    "advert",
    "advertisement",
    "advertising",
    "banner",
    "comment",
    "comments",
    "copyright",
    "login",
    "toolbar",
    "tools",
    "popup",
    "modal",
    "hot",
    "hotnews",
    "rank",
    "ranking",
    "pager",
    "pagination",
    "qrcode",
    "search",
    "subscribe",
    "subscription",
    "newsletter",
    "promo",
    "promotion",
    "sponsor",
    "sponsored",
    "cookie",
    "cookies",
    "topbar",
    "toplist",
    "friendlink",
    "links",
    "widget",
    "skip",
    "print",
    "feedback",
    "disclaimer",
    "guanggao",
    "daohang",
    "xiangguan",
];

/// Whether a class or an id says that a block is the page's own.
pub fn is_own(name: &str) -> bool {
    let mut word = String::new();
    let mut lower = false;
    for c in name.chars().chain([' ']) {
        let parts = !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && lower);
        if parts {
            if OWN.contains(&word.as_str()) {
                return true;
            }
            word.clear();
        }
        lower = c.is_ascii_lowercase();
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_own_blocks() {
        for name in ["nav", "top-nav", "mainMenu", "right_ad", "news-related box", "footer2"] {
            assert!(is_own(name), "{name}");
        }
        for name in ["article", "content", "header", "load", "reading", "navy", "shared"] {
            assert!(!is_own(name), "{name}");
        }
    }
}
