//! The five founding texts and the annotations beside them, inside the binary.

use crate::model::{Annotations, Document, annotate};

/// One shipped source.
pub struct Shipped {
    /// File name.
    pub name: &'static str,
    /// The bytes as they were found.
    pub bytes: &'static [u8],
    /// The annotation beside it (TOML), empty where there is none.
    pub annotations: &'static str,
}

macro_rules! shipped {
    ($name:literal) => {
        Shipped {
            name: concat!($name, ".txt"),
            bytes: include_bytes!(concat!("../../data/texts/", $name, ".txt")),
            annotations: include_str!(concat!("../../data/annotations/", $name, ".toml")),
        }
    };
}

/// The shipped sources, in the order of their names.
pub const SOURCES: &[Shipped] = &[
    shipped!("000_3ee427e55bce93dd"),
    shipped!("001_44b85e5a7adfbb97"),
    shipped!("002_be9829bd52a1e125"),
    shipped!("003_fb77fa30169a27a9"),
    shipped!("004_087b3af8a86c6322"),
];

impl Shipped {
    /// Its documents, imported and annotated.
    pub fn documents(&self) -> Vec<Document> {
        let documents = crate::import::import(self.name, self.bytes).documents;
        // The annotations are shipped with the binary and a test reads them all.
        let annotations: Annotations = toml::from_str(self.annotations).unwrap_or_default();
        documents.into_iter().map(|document| annotate(document, &annotations)).collect()
    }
}

/// The shipped documents, imported and annotated.
pub fn documents() -> Vec<Document> {
    SOURCES.iter().flat_map(Shipped::documents).collect()
}

/// The same as [`documents`], as they were understood when the program was made: the reader's first frame waits for nothing
/// that can be known before. A test holds the file to what import says.
pub fn understood() -> Vec<Document> {
    serde_json::from_str(include_str!("../../data/understood.json")).unwrap_or_else(|_| documents())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::unfit;

    #[test]
    fn annotations_fit_their_texts() {
        for source in SOURCES {
            let annotations: Annotations = toml::from_str(source.annotations).unwrap();
            let documents = crate::import::import(source.name, source.bytes).documents;
            assert_eq!(documents[0].source.sha256, annotations.sha256, "{}", source.name);
            assert_eq!(unfit(&documents, &annotations), Vec::<&str>::new(), "{}", source.name);
        }
    }

    #[test]
    fn what_was_understood_is_what_import_says() {
        let documents = documents();
        if std::env::var_os("UPDATE").is_some() {
            let lines: Vec<String> = documents.iter().map(|d| serde_json::to_string(d).unwrap()).collect();
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/understood.json");
            std::fs::write(path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
            return;
        }
        assert!(understood() == documents, "data/understood.json is stale: run this test with UPDATE=1");
    }
}
