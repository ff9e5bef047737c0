//! The parts of DOCX and EPUB, read as a stream of tags and text. No document type is heeded and no entity of one is
//! expanded: a part is as large as its bytes, whatever it declares.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::import::decode;

/// A start tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// The name without its prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What the stream holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// An element begins.
    Start(&'a Tag),
    /// An element ends (one without content too).
    End(&'a str),
    /// Text, references decoded.
    Text(&'a str),
}

/// Whether a part was read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was.
    Whole,
    /// It breaks off, or is no XML from some place on.
    Broken,
}

/// Hands on what a part holds, in order.
pub fn walk(bytes: &[u8], take: &mut dyn FnMut(Item<'_>)) -> Ended {
    let Some(decoded) = decode::decode(bytes, None) else { return Ended::Broken };
    let mut reader = Reader::from_str(&decoded.text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                take(Item::Start(&tag(&start)));
            }
            Ok(Event::Empty(start)) => {
                let tag = tag(&start);
                take(Item::Start(&tag));
                take(Item::End(&tag.name));
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                take(Item::End(&String::from_utf8_lossy(end.local_name().as_ref())));
            }
            Ok(Event::Text(text)) => take(Item::Text(&String::from_utf8_lossy(&text))),
            Ok(Event::CData(text)) => take(Item::Text(&String::from_utf8_lossy(&text))),
            Ok(Event::GeneralRef(reference)) => {
                let name = String::from_utf8_lossy(&reference).into_owned();
                match reference.resolve_char_ref() {
                    Ok(Some(c)) => take(Item::Text(c.encode_utf8(&mut [0; 4]))),
                    _ => match predefined(&name) {
                        Some(text) => take(Item::Text(text)),
                        None => take(Item::Text(&format!("&{name};"))),
                    },
                }
            }
            Ok(Event::Eof) => return if depth == 0 { Ended::Whole } else { Ended::Broken },
            Ok(_) => {}
            Err(_) => return Ended::Broken,
        }
    }
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        _ => return None,
    })
}

fn tag(start: &BytesStart<'_>) -> Tag {
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    let attributes = start
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .map(|a| {
            let key = String::from_utf8_lossy(a.key.local_name().as_ref()).into_owned();
            let raw = String::from_utf8_lossy(&a.value).into_owned();
            let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone(), std::borrow::Cow::into_owned);
            (key, value)
        })
        .collect();
    Tag { name, attributes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Ended) {
        let mut out = String::new();
        let ended = walk(text.as_bytes(), &mut |item| match item {
            Item::Start(tag) => out.extend(["[", &tag.name, tag.get("val").unwrap_or("")]),
            Item::End(_) => out.push(']'),
            Item::Text(text) => out.push_str(text),
        });
        (out, ended)
    }

    #[test]
    fn tags_text_and_references() {
        assert_eq!(
            read("<w:p w:val=\"1&amp;2\"><w:t>甲&lt;乙&#x3002;</w:t><w:br/></w:p>"),
            ("[p1&2[t甲<乙。][br]]".into(), Ended::Whole)
        );
        assert_eq!(read("<p>甲<b>"), ("[p甲[b".into(), Ended::Broken));
        // The entities of a document type stand for nothing.
        let bomb = "<!DOCTYPE x [<!ENTITY a \"xxxxxxxx\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>";
        assert_eq!(read(bomb), ("[x&b;]".into(), Ended::Whole));
    }
}
