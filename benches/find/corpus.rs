//! Text to measure with: the documents of a JSON Lines file of `{title, text}` (also one that `xz` packed) recombined by
//! paragraphs to any size, so that the statistics of characters stay real; without a file, general words.

use std::path::Path;
use std::process::Command;

use super::dice::Dice;

const WORDS: &str = "的 和 在 要 坚持 推动 发展 改革 开放 创新 一体化 高质量 会议 强调 指出 书记 省委 人民 经济 社会 生态 环境 \
    保护 科技 产业 建设 服务 政府 工作 报告 座谈会 论坛 地区 合作 机制 规划 行动 计划 示范区 基础 设施 教育 医疗 就业 ， 。";

/// The paragraphs that everything is put together from.
pub fn paragraphs() -> Vec<String> {
    if let Some(path) = std::env::var_os("ZUOTAN_JSONL") {
        let text = read(Path::new(&path));
        let documents = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let texts = documents.filter_map(|document| Some(document.get("text")?.as_str()?.to_owned()));
        let out: Vec<String> = texts
            .flat_map(|text| text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>())
            .collect();
        assert!(!out.is_empty(), "ZUOTAN_JSONL has no line of {{text}}");
        return out;
    }
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut dice = Dice(7);
    // The product of two throws makes the first words frequent, as in real text.
    let mut paragraph =
        || (0..80).map(|_| words[dice.below(words.len()) * dice.below(words.len()) / words.len()]).collect();
    (0..4_000).map(|_| paragraph()).collect()
}

fn read(path: &Path) -> String {
    if path.extension().is_some_and(|extension| extension == "xz") {
        let unpacked = Command::new("xz").args(["-dc"]).arg(path).output().expect("xz unpacks ZUOTAN_JSONL");
        return String::from_utf8(unpacked.stdout).expect("ZUOTAN_JSONL is UTF-8");
    }
    std::fs::read_to_string(path).expect("ZUOTAN_JSONL names a JSON Lines file")
}

/// Documents of five to forty paragraphs, so many bytes in all.
pub fn corpus(paragraphs: &[String], bytes: usize) -> Vec<Vec<&str>> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let (mut out, mut size) = (Vec::new(), 0);
    while size < bytes {
        let document: Vec<&str> =
            (0..5 + dice.below(36)).map(|_| paragraphs[dice.below(paragraphs.len())].as_str()).collect();
        size += document.iter().map(|p| p.len() + 1).sum::<usize>();
        out.push(document);
    }
    out
}

/// Writes documents as text files, fifty in each, which are as many sources.
pub fn write(documents: &[Vec<&str>], folder: &Path) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    for (number, part) in documents.chunks(50).enumerate() {
        let text: String = part.iter().map(|document| document.join("\n\n") + "\n\n").collect();
        std::fs::write(folder.join(format!("{number:05}.txt")), text).expect("a file can be written");
    }
}

/// Rows of 20 to 40 characters, cut from the paragraphs.
pub fn rows(paragraphs: &[String], count: usize) -> Vec<String> {
    let all: Vec<char> =
        paragraphs.iter().take(60_000).flat_map(|p| p.chars()).filter(|c| !c.is_control() && *c != '"').collect();
    assert!(all.len() > 1_000, "a thousand characters at least");
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let row = |_| {
        let length = 20 + dice.below(21);
        let start = dice.below(all.len() - length);
        all[start..start + length].iter().collect::<String>().trim().to_owned()
    };
    (0..count).map(row).collect()
}
