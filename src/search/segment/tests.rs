//! A segment finds what a plain scan finds, gives back every glyph, and no damaged byte becomes another answer.

use proptest::prelude::*;

use super::super::corpus::Corpus;
use super::*;

fn segment(documents: &[Vec<String>]) -> Vec<u8> {
    let mut builder = Builder::default();
    for (at, document) in documents.iter().enumerate() {
        builder.push(document.iter().map(String::as_str), format!("record {at}").as_bytes());
    }
    builder.finish()
}

fn corpus(documents: &[Vec<String>]) -> Corpus {
    let mut corpus = Corpus::default();
    for document in documents {
        corpus.push_paragraphs(document.iter().map(String::as_str));
    }
    corpus
}

fn documents() -> impl Strategy<Value = Vec<Vec<String>>> {
    // Long enough for several blocks.
    let paragraph = "[一丁丂台臺體aＡ， ]{0,900}";
    proptest::collection::vec(proptest::collection::vec(paragraph, 0..4), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn it_finds_what_a_plain_scan_finds(
        documents in documents(),
        queries in proptest::collection::vec("[一丁丂台臺體aＡ，]{1,5}|[一丁]{1,2} (AND|OR|NOT) [丂台]{1,2}|[一丁]\\*[台体]|/[一丁]+台/", 1..6),
    ) {
        let file = segment(&documents);
        let segment = Segment::open(&file).unwrap();
        segment.check_all().unwrap();
        let corpus = corpus(&documents);
        for query in queries {
            let query = Query::new(&query).unwrap();
            let found = segment.find(&query, || true).unwrap();
            prop_assert_eq!(&found, &corpus.verify(&query));
            prop_assert_eq!(segment.count(&query).unwrap(), found.len());
        }
        for (at, document) in documents.iter().enumerate() {
            prop_assert_eq!(&segment.paragraphs(at).unwrap(), document);
            let record = format!("record {at}");
            prop_assert_eq!(segment.record(at).unwrap(), record.as_bytes());
        }
    }

    #[test]
    fn a_damaged_byte_is_seen_or_does_not_matter(
        documents in documents(),
        at in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let whole = segment(&documents);
        let mut file = whole.clone();
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        let query = Query::new("丁台").unwrap();
        let expected = Segment::open(&whole).unwrap().find(&query, || true).unwrap();
        if let Ok(segment) = Segment::open(&file) {
            prop_assert_eq!(segment.check_all(), Err(Damaged));
            if segment.check().is_ok() && let Ok(found) = segment.find(&query, || true) {
                prop_assert_eq!(found, expected);
            }
        }
        // And one that is cut short is none.
        prop_assert!(Segment::open(&whole[..at]).is_err());
    }
}
