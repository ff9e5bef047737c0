//! Hostile input: small files of every format, cut, doubled, flipped and spliced at random. None ends in a panic, and of
//! what is read nothing is lost and every span is a range of the decoded source.

#![expect(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a test that cannot go on fails there; its texts are short"
)]

#[path = "formats/write.rs"]
mod write;

use proptest::prelude::*;
use proptest::sample::Index;

use zuotan::import::{decoded, import};
use zuotan::model::Document;

const TEXT: &str = "全市经济形势座谈会在临江召开\n2024-06-07\n　　新华社临江6月7日电 6月5日上午，全市经济形势座谈会在临江召开。市长林晓岚主持会议并讲话。\n问：请介绍一下有关情况？\n林晓岚强调，要把各项工作做好，“扩大”需求，提振信心，推动经济回升向好。\n主席：現在開始會議。\n（一）会议指出，要继续努力，完成任务。\n责任编辑：周明远\n";
const MARKUP: &str = "---\ntitle: \"座谈会\"\ndate: 2024-06-07\n---\n# 座谈会\n\n<p><strong>快讯</strong>（某台）：会议在临江召开。<br></p><p>**林晓岚：**要&amp;好。</p>\n\n![图](a.jpg) [原文](https://e.org/a(1))\n> 引文\n- 一\n```\nx\n```\n";
const PAGE: &str = "<!DOCTYPE html><html><head><title>座谈会召开_某网</title><meta name=\"pubdate\" content=\"2024-06-07\"><script>var a=\"<p>\";</script></head><body><div class=\"nav\"><a href=\"/\">首页</a></div><table><tr><td>序号<td>姓名</tr></table><div id=c><h1>座谈会召开</h1><p>　　会议在临江召开，大家先后发言，气氛热烈。<br>会议指出，要做好&ldquo;工作&rdquo;，继续努力。</p><pre>一\n二</pre></div><footer>版权所有</footer></body></html>";

/// Small files of every format.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut out = write::all("a", TEXT);
    out.push(("a.txt".into(), TEXT.into()));
    out.push(("m.md".into(), MARKUP.into()));
    out.push(("p.html".into(), PAGE.into()));
    out.push(("l.jsonl".into(), "{\"title\": \"甲\\u4e59\", \"date\": \"2024-06-07\", \"text\": \"会议指出，要做好工作。\\n乙\\ud840\\udc0b\"}\n{\"title\": \"乙\", \"text\": \"丙\"}\n".into()));
    out.push(("t.pdf".into(), write::pdf(&["全市座谈会召开", "会议指出，要做好工作，继续努力。"])));
    out
}

/// What is done to the bytes.
#[derive(Clone, Debug)]
enum Harm {
    Flip(Index, u8),
    Cut(Index, usize),
    Twice(Index, usize, usize),
    Put(Index, &'static [u8]),
    End(Index),
}

/// Bytes that parsers stumble over.
const STUMBLES: &[&[u8]] = &[
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<p",
    b"&",
    b"&#x110000;",
    b"\"",
    b"\\",
    b"\\u",
    b"{",
    b"}",
    b"[",
    b"](",
    b"**",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xe4\xbd",
    b"\x81\x30",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"<w:p>",
    b"</w:p>",
    b"<w:tr>",
    b"<w:tc>",
    b"<![CDATA[",
    b"<script>",
    b"<title>",
    b"%PDF",
    b"endobj",
    b"stream",
    b"<<",
    b">>",
    b"99999999999",
    b"-1",
    b"---\n",
    b"\xe3\x80\x80",
    "\u{202e}".as_bytes(),
    "年月日".as_bytes(),
    "主席：".as_bytes(),
    "会议指出，".as_bytes(),
];

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        3 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Harm::Flip(at, byte)),
        2 => (any::<Index>(), 1..200usize).prop_map(|(at, length)| Harm::Cut(at, length)),
        2 => (any::<Index>(), 1..200usize, 1..40usize).prop_map(|(at, length, times)| Harm::Twice(at, length, times)),
        4 => (any::<Index>(), proptest::sample::select(STUMBLES)).prop_map(|(at, bytes)| Harm::Put(at, bytes)),
        1 => any::<Index>().prop_map(Harm::End),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let length = bytes.len();
        let place = |at: &Index| at.index(length + 1);
        match harm {
            Harm::Flip(at, byte) if length > 0 => bytes[at.index(length)] ^= byte,
            Harm::Flip(..) => {}
            Harm::Cut(at, count) => drop(bytes.drain(place(at)..(place(at) + count).min(length))),
            Harm::Twice(at, count, times) => {
                let piece = bytes[place(at)..(place(at) + count).min(length)].repeat(*times);
                bytes.splice(place(at)..place(at), piece);
            }
            Harm::Put(at, piece) => drop(bytes.splice(place(at)..place(at), piece.iter().copied())),
            Harm::End(at) => bytes.truncate(place(at)),
        }
    }
    bytes
}

/// What holds of whatever was read.
fn holds(bytes: &[u8], documents: &[Document]) {
    for path in documents.iter().map(|d| &d.source.path).collect::<std::collections::BTreeSet<_>>() {
        let source = decoded(path, bytes);
        let mut covered = vec![false; source.len()];
        let mut read = false;
        for document in documents.iter().filter(|d| d.source.path == *path) {
            read |= !document.paragraphs.is_empty();
            let spans = document
                .paragraphs
                .iter()
                .flat_map(|p| &p.spans)
                .chain(document.findings.iter().flat_map(|f| &f.spans));
            for span in spans {
                assert!(source.get(span.start..span.end).is_some(), "{path}: {span:?}");
                covered[span.start..span.end].fill(true);
            }
            for speech in &document.speeches {
                for part in &speech.parts {
                    let length = document.paragraphs[part.paragraph].text.chars().count();
                    assert!(part.from <= part.to && part.to <= length, "{path}: {part:?}");
                }
            }
        }
        let jsonl = documents.iter().any(|d| d.source.sha256.is_empty());
        if read && !jsonl {
            let lost: String = source
                .char_indices()
                .filter(|(at, c)| !covered[*at] && !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
                .map(|(_, c)| c)
                .collect();
            assert_eq!(lost, "", "{path}: lost");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn harmed_files(seed in any::<Index>(), harms in proptest::collection::vec(harm(), 1..8)) {
        let seeds = SEEDS.get_or_init(seeds);
        let (path, bytes) = &seeds[seed.index(seeds.len())];
        let bytes = harmed(bytes.clone(), &harms);
        holds(&bytes, &import(path, &bytes).documents);
    }

    /// The parts of containers, so that the harm is not undone by a checksum.
    #[test]
    fn harmed_parts(harms in proptest::collection::vec(harm(), 1..8), which in 0..5usize) {
        let (path, bytes) = write::with_part(which, TEXT, &|part| harmed(part.to_vec(), &harms));
        holds(&bytes, &import(path, &bytes).documents);
    }

    /// Any characters that text may hold, under any name.
    #[test]
    fn any_text(text in "([一-龥]|[，。：；“”（）\\n\\r\\t 　<>*#&\\[\\]{}\"\\\\|0-9a-z年月日●■]|主席：|问：|会议指出，|发言|新华社|责任编辑|\\PC){0,200}", which in 0..6usize) {
        let name = ["a.txt", "a.md", "a.html", "-", "a.jsonl", "a"][which];
        holds(text.as_bytes(), &import(name, text.as_bytes()).documents);
    }
}

static SEEDS: std::sync::OnceLock<Vec<(String, Vec<u8>)>> = std::sync::OnceLock::new();
