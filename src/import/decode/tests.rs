//! Encodings: what is written in each comes back the same, and every byte that is nothing is named.

use proptest::prelude::*;

use super::*;

const SIMPLIFIED: &str =
    "全市经济工作座谈会\r\n6月5日，市长林晓岚主持召开座谈会，听取大家的意见。她强调，要把各项工作做好。\r\n";
const TRADITIONAL: &str = "立法會會議過程正式紀錄\n主席：現在開始會議。陳議員，請發言。這個問題我們已經討論過了。\n";
const HKSCS: &str = "主席：佢哋嘅意見，我哋聽到喇。深水埗嘅居民話，呢個問題係要解決嘅，唔係咁容易。會議的紀錄在此。\n";
const HKSCS_BYTES: &[u8] = b"\xa5D\xaeu\xa1G\xca\\\x92]\x9d\xef\xb7N\xa8\xa3\xa1A\xa7\xda\x92]\xc5\xa5\xa8\xec\xb3\xe2\xa1C\xb2`\xa4\xf4\x96\xf5\x9d\xef\xa9~\xa5\xc1\xb8\xdc\xa1A\xa9O\xad\xd3\xb0\xdd\xc3D\xabY\xadn\xb8\xd1\xa8M\x9d\xef\xa1A\xad\xf8\xabY\xcb\xdd\xaee\xa9\xf6\xa1C\xb7|\xc4\xb3\xaa\xba\xac\xf6\xbf\xfd\xa6b\xa6\xb9\xa1C\x0a";

fn bytes(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text} in {}", encoding.name());
    bytes.into_owned()
}

#[test]
fn each_encoding_gives_the_same_text() {
    let check = |text: &str, encoding: &'static Encoding, name: &str| {
        let decoded = decode(&bytes(text, encoding), None).unwrap();
        assert_eq!((decoded.encoding.as_str(), decoded.text.as_str()), (name, text));
        assert_eq!((decoded.undecodable, decoded.repaired), (Vec::new(), Vec::new()));
    };
    for text in [SIMPLIFIED, TRADITIONAL] {
        check(text, UTF_8, "UTF-8");
        check(text, GB18030, "GB18030");
        check(text, UTF_16LE, "UTF-16LE");
        check(text, UTF_16BE, "UTF-16BE");
        // One line is enough.
        let first = text.lines().next().unwrap();
        check(first, GB18030, "GB18030");
        check(first, UTF_16LE, "UTF-16LE");
    }
    check(TRADITIONAL, BIG5, "Big5");
    // The encoder of browsers writes no HKSCS; these are its bytes.
    let decoded = decode(HKSCS_BYTES, None).unwrap();
    assert_eq!((decoded.encoding.as_str(), decoded.text.as_str()), ("Big5", HKSCS));
    // Characters of four bytes.
    check("会议在㐂村召开，大家都说好。𠮷先生也来了。", GB18030, "GB18030");
}

#[test]
fn marks_decide_and_are_no_text() {
    let check = |mark: &[u8], encoding: &'static Encoding, name: &str| {
        let decoded = decode(&[mark, &bytes(SIMPLIFIED, encoding)].concat(), None).unwrap();
        assert_eq!((decoded.encoding.as_str(), decoded.text.as_str()), (name, SIMPLIFIED));
    };
    check(b"\xef\xbb\xbf", UTF_8, "UTF-8");
    check(b"\xff\xfe", UTF_16LE, "UTF-16LE");
    check(b"\xfe\xff", UTF_16BE, "UTF-16BE");
}

#[test]
fn western_text_is_no_chinese() {
    let decoded = decode(
        "The committee met in Besan\u{e7}on; the chair said nothing caf\u{e9}."
            .chars()
            .map(|c| c as u8)
            .collect::<Vec<_>>()
            .as_slice(),
        None,
    )
    .unwrap();
    assert_eq!(decoded.encoding, "windows-1252");
    assert!(decoded.text.contains("Besançon"));
    assert_eq!(decode(b"this app can break", None).unwrap().encoding, "UTF-8");
}

#[test]
fn a_hole_is_named() {
    let mut broken = SIMPLIFIED.as_bytes().to_vec();
    let at = SIMPLIFIED.find("市长").unwrap();
    broken.splice(at..at + 3, [0xff]);
    let decoded = decode(&broken, None).unwrap();
    assert_eq!(decoded.encoding, "UTF-8");
    assert_eq!(decoded.undecodable.len(), 1);
    let hole = &decoded.undecodable[0];
    assert_eq!((hole.at, hole.bytes.as_slice()), (at, &[0xff][..]));
    assert_eq!(decoded.text.get(hole.span.start..hole.span.end), Some("\u{fffd}"));
    // A byte that is lost shifts nothing but itself.
    let mut cut = bytes(SIMPLIFIED, GB18030);
    cut.pop();
    cut.pop();
    cut.extend([0xb5, 0xff, b'\n']);
    let decoded = decode(&cut, None).unwrap();
    assert_eq!((decoded.encoding.as_str(), decoded.undecodable.len()), ("GB18030", 1));
}

#[test]
fn a_line_in_another_encoding_is_repaired() {
    let mixed = [SIMPLIFIED.as_bytes(), &bytes("会议强调，要把工作做好。\n", GB18030), SIMPLIFIED.as_bytes()].concat();
    let decoded = decode(&mixed, None).unwrap();
    assert_eq!(decoded.text, [SIMPLIFIED, "会议强调，要把工作做好。\n", SIMPLIFIED].concat());
    assert_eq!(decoded.repaired.len(), 1);
    assert_eq!(decoded.repaired[0].from, Some("GB18030"));
    assert_eq!(decoded.repaired[0].at, SIMPLIFIED.len());
}

#[test]
fn what_is_no_text_is_none() {
    let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(decode(&noise, None), None);
    assert_eq!(decode(&[0; 100], None), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Any bytes decode or are none; every span of a hole holds a replacement character.
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Some(decoded) = decode(&bytes, None) {
            for hole in &decoded.undecodable {
                prop_assert_eq!(decoded.text.get(hole.span.start..hole.span.end), Some("\u{fffd}"));
                prop_assert!(hole.at <= bytes.len());
            }
        }
    }

    /// UTF-8 comes back as it is, whatever is in it.
    #[test]
    fn unicode_is_unchanged(text in "[一-龥，。、“”A-z0-9 \\n]{1,80}") {
        let decoded = decode(text.as_bytes(), None).unwrap();
        prop_assert_eq!(decoded.text, text);
    }
}
