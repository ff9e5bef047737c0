//! The same text in every format and encoding gives the same paragraphs and voices, and nothing of any is lost.
//! `ZUOTAN_SAMPLES=FOLDER` tries the texts of a folder besides those here.

#![expect(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a test that cannot go on fails there; its texts are short"
)]

#[path = "formats/write.rs"]
mod write;

use zuotan::import::{decoded, import};
use zuotan::model::{Code, Document, Format, Role};

const REPORT: &str = "全市经济形势座谈会在临江召开\n2024-06-07\n　　新华社临江6月7日电 6月5日上午，全市经济形势座谈会在临江召开。市长林晓岚主持会议并讲话。\n　　市发展改革委主任周明远、市财政局局长何立群先后发言，就做好下半年工作提出意见建议。\n　　林晓岚强调，要把各项工作做好，“扩大”需求，提振信心，推动经济持续回升向好。\n　　林晓岚指出，要防范风险，守住底线，切实维护群众的利益。\n　　会议指出，今年以来，全市经济稳中有进，要继续努力，完成全年目标任务。\n　　孙志平、欧阳文出席座谈会。\n";
const ANSWERS: &str = "深化改革，久久为功\n2023-03-02\n近日，市改革办负责人就《关于深化改革的意见》回答了记者的提问。\n问：请介绍一下《意见》出台的背景和意义？\n答：改革只有进行时，没有完成时。近年来，全市上下一心，各项改革取得了新的进展。\n为此，我们广泛征求了意见，反复修改，形成了这份文件。\n问：下一步如何抓好落实？\n答：一分部署，九分落实。我们将加强督查，及时解决问题，确保各项任务落到实处。（林晓岚）\n";
const HOUSE: &str = "某某議會會議過程正式紀錄\n2012年10月10日\n主席：現在開始會議。請各位議員就座，我們先處理議程上的第一項議題。\n陳茂林議員：多謝主席。我想提出一個問題，就是有關房屋政策的執行情況，請局長回答。\n主席：這個問題我們已經討論過了，現在請局長作出簡短的回應，然後休會。\n";

/// Dialogues, minutes, lists of speakers, speeches: texts of `tests/records`.
const RECORDS: &[(&str, &str)] = &[
    ("interview", include_str!("records/interview.txt")),
    ("numbered", include_str!("records/numbered.txt")),
    ("chairs", include_str!("records/chairs.txt")),
    ("symposium", include_str!("records/symposium.txt")),
    ("briefing", include_str!("records/briefing.txt")),
    ("address", include_str!("records/address.txt")),
    ("annexed", include_str!("records/annexed.txt")),
    ("points", include_str!("records/points.txt")),
];

/// What must be the same: each paragraph's text, and who says which words.
fn outline(documents: &[Document]) -> Vec<String> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut out = Vec::new();
    for document in documents {
        out.push(format!("# {}", bare(&document.title)));
        out.extend(document.paragraphs.iter().map(|p| bare(&p.text)));
        out.extend(document.meetings.iter().map(|m| format!("meeting {} {:?} {:?}", bare(&m.name), m.place, m.chair)));
        out.extend(
            document.speeches.iter().map(|s| format!("{:?} {:?} {:?}: {}", s.voice, s.speaker, s.form, bare(&s.text))),
        );
    }
    out
}

/// Every character that is not blank stands in a paragraph or a finding, and every paragraph is what stands at its spans.
fn whole(path: &str, bytes: &[u8], documents: &[Document]) {
    let source = decoded(path, bytes);
    let mut covered = vec![false; source.len()];
    for document in documents {
        let spans =
            document.paragraphs.iter().flat_map(|p| &p.spans).chain(document.findings.iter().flat_map(|f| &f.spans));
        for span in spans {
            assert!(source.get(span.start..span.end).is_some(), "{path}: {span:?} is no range of the source");
            covered[span.start..span.end].fill(true);
        }
        for paragraph in &document.paragraphs {
            let told: String = paragraph.spans.iter().map(|s| source.get(s.start..s.end).unwrap()).collect();
            let escaped = told.contains(['\\', '&']);
            assert!(escaped || told == paragraph.text, "{path}: {told:?} is not {:?}", paragraph.text);
        }
    }
    let lost: String = source
        .char_indices()
        .filter(|(at, c)| !covered[*at] && !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .map(|(_, c)| c)
        .collect();
    assert_eq!(lost, "", "{path}: lost");
}

fn check(name: &str, text: &str) {
    let plain = import(&format!("{name}.txt"), text.as_bytes()).documents;
    whole(&format!("{name}.txt"), text.as_bytes(), &plain);
    let expected = outline(&plain);
    for (path, bytes) in write::all(name, text) {
        let imported = import(&path, &bytes);
        assert!(imported.findings.is_empty(), "{path}: {:?}", imported.findings);
        let mut got = outline(&imported.documents);
        // A page may have a title where its text has none.
        if expected[0] == "# " {
            got[0].clone_from(&expected[0]);
        }
        assert_eq!(got, expected, "{path}");
        for document in &imported.documents {
            whole(&document.source.path, &bytes, &imported.documents);
            assert!(
                !document
                    .findings
                    .iter()
                    .any(|f| matches!(f.code, Code::Undecodable | Code::Truncated | Code::Unreadable)),
                "{path}"
            );
        }
    }
}

#[test]
fn every_format_and_encoding_says_the_same() {
    check("report", REPORT);
    check("answers", ANSWERS);
    check("house", HOUSE);
}

#[test]
fn records_and_dialogues_in_every_format() {
    for (name, text) in RECORDS {
        check(name, text);
    }
}

#[test]
fn samples_of_a_folder_in_every_format() {
    let Ok(folder) = std::env::var("ZUOTAN_SAMPLES") else {
        eprintln!("NO SAMPLES: set ZUOTAN_SAMPLES to a folder of texts to try each of them in every format");
        return;
    };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        // The text as it reads: Markdown and the like are compared by what they say.
        let documents = import(&name, &bytes).documents;
        whole(&name, &bytes, &documents);
        let text = if documents[0].source.format == Format::Txt {
            decoded(&name, &bytes)
        } else {
            {
                let title = |p: &&zuotan::model::Paragraph| documents.iter().any(|d| d.title == p.text);
                let all = || documents.iter().flat_map(|d| &d.paragraphs);
                let ordered = all().filter(title).chain(all().filter(|p| !title(p)));
                ordered.map(|p| format!("{}\n", p.text)).collect()
            }
        };
        check(&name, &text);
        count += 1;
    }
    assert!(count > 0, "no samples in the folder");
}

#[test]
fn encodings_are_told() {
    let told = |path: &str| {
        let (path, bytes) = write::all("report", REPORT).into_iter().find(|(p, _)| p == path).unwrap();
        let source = import(&path, &bytes).documents[0].source.clone();
        (source.encoding, source.format)
    };
    assert_eq!(told("report.gb.txt"), ("GB18030".into(), Format::Txt));
    assert_eq!(told("report.le.txt"), ("UTF-16LE".into(), Format::Txt));
    assert_eq!(told("report.be-bom.txt"), ("UTF-16BE".into(), Format::Txt));
    assert_eq!(told("report.gb.html"), ("GB18030".into(), Format::Html));
    assert_eq!(told("report.docx").1, Format::Docx);
    assert_eq!(told("report.epub").1, Format::Epub);
    assert_eq!(told("report.jsonl").1, Format::Jsonl);
    assert_eq!(told("report.md").1, Format::Md);
}

#[test]
fn members_of_an_archive_are_sources() {
    let gb = encoding_rs::GB18030.encode(ANSWERS).0.into_owned();
    let inner = write::zip(&[("内/答问.txt", gb.as_slice())]);
    let bytes = write::zip(&[
        ("甲.txt", REPORT.as_bytes()),
        ("图.png", b"\x89PNG"),
        ("../../etc/passwd.txt", HOUSE.as_bytes()),
        ("乙.zip", &inner),
        ("坏.docx", b"PK\x03\x04 broken"),
    ]);
    let documents = import("卷.zip", &bytes).documents;
    let paths: Vec<&str> = documents.iter().map(|d| d.source.path.as_str()).collect();
    assert_eq!(
        paths,
        ["卷.zip!/甲.txt", "卷.zip!/../../etc/passwd.txt", "卷.zip!/乙.zip!/内/答问.txt", "卷.zip!/坏.docx"]
    );
    assert_eq!(documents[0].source.sha256, import("x.txt", REPORT.as_bytes()).documents[0].source.sha256);
    assert_eq!(documents[2].source.encoding, "GB18030");
    assert_eq!(decoded(paths[2], &bytes), ANSWERS);
    assert!(documents[0].findings.iter().any(|f| f.code == Code::Unreadable && f.evidence == "图.png"));
    assert!(documents[3].findings.iter().any(|f| f.code == Code::Unreadable));
    assert!(documents[3].paragraphs.is_empty());
}

#[test]
fn lines_of_json_are_documents() {
    let lines = "{\"title\": \"甲会召开\", \"date\": \"2024-06-07\", \"text\": \"6月5日，甲会在临江召开，大家先后发言，气氛热烈。\\n会议指出，要把工作做好。\"}\nnot json\n{\"title\": \"乙会召开\", \"date\": \"2024-06-08\", \"text\": \"乙会在临江召开，大家先后发言，气氛热烈。\"}\n";
    let documents = import("a.jsonl", lines.as_bytes()).documents;
    assert_eq!(documents.len(), 3);
    assert_eq!(documents[0].title, "甲会召开");
    assert_eq!(documents[0].published.as_ref().unwrap().value, "2024-06-07");
    assert_eq!(documents[0].paragraphs.len(), 3);
    assert_eq!(documents[0].paragraphs[0].role, Role::Title);
    assert!(documents[1].findings.iter().any(|f| f.code == Code::Unreadable && f.message.contains("第 2 行")));
    assert_ne!(documents[0].id, documents[2].id);
}

#[test]
fn bombs_are_bounded() {
    let large = vec![b'a'; 40 << 20];
    let documents =
        import("bomb.zip", &write::zip(&[("a.txt", large.as_slice()), ("b.txt", REPORT.as_bytes())])).documents;
    assert!(documents[0].findings.iter().any(|f| f.code == Code::Unreadable && f.message.contains("过大")));
    assert_eq!(documents[1].source.path, "bomb.zip!/b.txt");
    // An archive within an archive within an archive.
    let mut nested = write::zip(&[("a.txt", REPORT.as_bytes())]);
    for _ in 0..4 {
        nested = write::zip(&[("n.zip", nested.as_slice())]);
    }
    assert!(import("n.zip", &nested).documents[0].findings.iter().any(|f| f.code == Code::Unreadable));
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let reason = |path: &str, bytes: &[u8]| import(path, bytes).findings[0].message.clone();
    assert!(reason("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains(".docx"));
    assert!(reason("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\0").contains("OCR"));
    assert!(reason("a.txt", b" \n\n").contains("空"));
    assert!(reason("scan.pdf", &write::pdf_without_text()).contains("OCR"));
    assert!(reason("bad.pdf", b"%PDF-1.4\nnothing").contains("PDF"));
}
