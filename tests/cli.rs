//! The command line as a shell meets it: exit codes, one line of error with what, where and what to do, closed pipes,
//! help in both languages, the configuration. Each run has a home of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of its own for a test; removed with it.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zuotan-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zuotan"));
        command.args(arguments).env_clear().env("HOME", &self.0).env("XDG_CONFIG_HOME", self.0.join("config"));
        command.env("LANG", "en_GB.UTF-8").stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}

const TEXT: &str =
    "某市召开座谈会\n\n某社2024年6月6日电　某市座谈会6月5日在某市举行。\n\n会议指出，要稳步前进，要团结一致。\n";

/// Exit code 2, nothing on standard output, one line on standard error that names `what`.
fn refuses(ran: &Ran, what: &str) {
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert_eq!(ran.out, "", "{ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
    assert!(ran.err.starts_with("zuotan: ") && ran.err.contains(what), "{ran:?}");
    assert!(!ran.err.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    let home = Home::new("bad");
    let empty = home.write("empty.txt", "");
    let binary = home.write("binary.txt", [0u8, 159, 146, 150, 0, 0, 1, 2, 3, 255, 254, 0].repeat(50));
    let folder = home.0.join("nothing");
    std::fs::create_dir(&folder).unwrap();
    for command in ["export", "find"] {
        let arguments = |path: &str| match command {
            "find" => vec!["find".to_owned(), "会议".to_owned(), path.to_owned()],
            other => vec![other.to_owned(), path.to_owned()],
        };
        for path in ["does-not-exist.txt", &empty, &binary, &folder.to_string_lossy()] {
            let arguments = arguments(path);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            refuses(&home.run(&arguments), path);
        }
    }
}

#[cfg(unix)]
#[test]
fn the_reader_of_an_empty_folder_says_so_and_imports_no_more() {
    let home = Home::new("empty");
    let folder = home.0.join("nothing");
    std::fs::create_dir_all(&folder).unwrap();
    let ran = home.run(&["screen", "--size", "100x12", folder.to_str().unwrap()]);
    let said: String = ran.out.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    assert!(said.contains("the folder holds no file; 请给出有文本的文件夹 name one with texts"), "{}", ran.out);
    assert!(!ran.out.contains("Importing") && !ran.out.contains("counting"), "{}", ran.out);
}

#[test]
fn a_followed_folder_without_files_is_there_and_counted() {
    let home = Home::new("followed");
    let folder = home.0.join("nothing");
    std::fs::create_dir_all(&folder).unwrap();
    assert_eq!(home.run(&["library", "add", folder.to_str().unwrap()]).code, Some(0));
    let listed = home.run(&["library", "list"]);
    assert!(listed.out.contains("0 个文件 files"), "{}", listed.out);
}

#[test]
fn an_unreadable_file_is_said_in_one_line() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new("locked");
    let path = home.write("locked.txt", TEXT);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads everything: then the file is as good as any other.
    let ran = home.run(&["export", &path]);
    if std::fs::read(&path).is_err() {
        refuses(&ran, &path);
    } else {
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
}

#[test]
fn a_name_that_steers_the_terminal_does_not_reach_it() {
    refuses(&Home::new("steer").run(&["export", "a\u{1b}[31mb\nc"]), "c");
}

#[test]
fn one_broken_file_beside_others_is_a_line_and_a_finding() {
    let home = Home::new("beside");
    let (good, bad) = (home.write("a.txt", TEXT), home.write("b.txt", ""));
    for format in ["json", "jsonl"] {
        let ran = home.run(&["export", &bad, &good, "--format", format]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
        assert!(ran.err.contains("b.txt"), "{ran:?}");
        let documents: Vec<serde_json::Value> = if format == "json" {
            let whole: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            assert_eq!(whole["zuotan"], 1);
            whole["documents"].as_array().unwrap().clone()
        } else {
            ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        assert_eq!(documents.len(), 2, "{ran:?}");
        assert!(documents[0]["source"]["path"].as_str().unwrap().ends_with("a.txt"));
        assert_eq!(documents[1]["findings"][0]["code"], "unreadable");
    }
}

#[test]
fn standard_input_is_a_path() {
    let home = Home::new("stdin");
    let mut child = home
        .command(&["export", "-", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(TEXT.as_bytes()).unwrap();
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let document: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!(document["source"]["path"], "-");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = Home::new("pipe");
    let path = home.write("long.txt", TEXT.repeat(3000));
    for arguments in [&["export", &path][..], &["export", &path, "--format", "md"], &["man"], &["completions", "bash"]]
    {
        let mut child = home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::from(child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn nothing_found_is_one() {
    let home = Home::new("nothing");
    let path = home.write("a.txt", TEXT);
    for arguments in
        [["find", "不在其中的话", &path], ["lookup", "qqqqqq", &path], ["echo", "完全没有说过的另外一句", &path]]
    {
        let ran = home.run(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{arguments:?} {ran:?}");
    }
    let ran = home.run(&["find", "团结", &path]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("【团结】"), "{ran:?}");
}

#[test]
fn wrong_use_is_two() {
    let home = Home::new("use");
    for arguments in [&["--no-such-flag"][..], &["export", "--format", "xml"], &["cite"], &["completions", "tcsh"]] {
        let ran = home.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?} {ran:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_follows_the_locale() {
    let home = Home::new("help");
    let english = home.run(&["--help"]);
    assert_eq!((english.code, english.err.as_str()), (Some(0), ""));
    assert!(english.out.contains("prints what import understood") && !english.out.contains("全文检索"));
    let chinese = Ran::from(home.command(&["find", "--help"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap());
    assert!(chinese.out.contains("只输出条数") && !chinese.out.contains("only their number"), "{chinese:?}");
    let asked = home.run(&["--lang", "zh", "--help"]);
    assert!(asked.out.contains("全文检索"), "{asked:?}");
    assert!(home.run(&["--version"]).out.starts_with("zuotan "));
    for verb in [
        "export",
        "show",
        "lookup",
        "find",
        "echo",
        "cite",
        "screen",
        "library",
        "annotations",
        "doctor",
        "completions",
        "man",
    ] {
        assert_eq!(home.run(&[verb, "--help"]).code, Some(0), "{verb}");
        assert!(english.out.contains(verb), "{verb}");
    }
}

#[test]
fn completions_and_the_manual_page_are_printed() {
    let home = Home::new("man");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = home.run(&["completions", shell]);
        assert!(ran.code == Some(0) && ran.out.contains("export"), "{shell}");
    }
    let page = home.run(&["man"]);
    assert!(page.code == Some(0) && page.out.contains(".TH zuotan"), "{page:?}");
}

#[test]
fn a_citation_is_found_by_the_beginning_of_its_id() {
    let home = Home::new("cite");
    let path = home.write("a.txt", TEXT);
    let whole: serde_json::Value = serde_json::from_str(&home.run(&["export", &path]).out).unwrap();
    let id = whole["documents"][0]["id"].as_str().unwrap();
    let start: String = id.chars().take(4).collect();
    let ran = home.run(&["cite", &start, &path]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.starts_with("某市召开座谈会["), "{ran:?}");
    let item: serde_json::Value =
        serde_json::from_str(&home.run(&["cite", &format!("{id}#1"), &path, "--style", "csl-json"]).out).unwrap();
    assert_eq!(item[0]["note"], "第2段");
    refuses(&home.run(&["cite", "zzzz", &path]), "zzzz");
    refuses(&home.run(&["cite", &format!("{id}#99"), &path]), "#99");
}

#[test]
fn a_wrong_setting_is_named_with_its_line_and_the_nearest_name() {
    let home = Home::new("config");
    let path = home.write("a.txt", TEXT);
    home.write(
        "config/zuotan/config.toml",
        "lang = \"zh\"\nmesure = 60\n[keys]\nzom = \"z\"\ndown = \"zz\"\nup = [\"x\"]\n",
    );
    let ran = home.run(&["screen", "--size", "80x10", &path]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 3, "{ran:?}");
    assert!(lines[0].contains("config.toml:2:") && lines[0].contains("measure"), "{ran:?}");
    assert!(lines[1].contains("config.toml:4:") && lines[1].contains("zoom"), "{ran:?}");
    assert!(lines[2].contains("config.toml:5:") && lines[2].contains("zz"), "{ran:?}");
    assert!(ran.out.contains("文献"), "the language of the configuration holds: {ran:?}");
}

#[test]
fn the_doctor_names_the_file_the_mode_and_what_is_wrong() {
    let home = Home::new("doctor");
    let ran = home.run(&["doctor"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    assert!(ran.out.contains("locale: en_GB.UTF-8\n") && ran.out.contains("width mode: safe (auto"), "{ran:?}");
    assert!(
        ran.out.contains("(no such file: the defaults hold)") && ran.out.ends_with("nothing is wrong\n"),
        "{ran:?}"
    );
    let file = home.write("config/zuotan/config.toml", "ambiguous = \"wide\"\nmesure = 60\n");
    let mut command = home.command(&["doctor"]);
    command.env("LANG", "zh_CN.GBK").env("NO_COLOR", "1");
    let ran = Ran::from(command.output().unwrap());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("宽度模式: wide (config.toml)\n") && ran.out.contains("颜色: 无\n"), "{ran:?}");
    assert!(
        ran.out.contains(&format!("设置文件: {file}\n")) && ran.out.contains(&format!("有误: {file}:2: ")),
        "{ran:?}"
    );
    assert!(ran.out.contains("有误: 区域设置 zh_CN.GBK 不是 UTF-8"), "{ran:?}");
}

/// What the reader says line by line to these keys.
fn lines(home: &Home, arguments: &[&str], term: &str, keys: &str) -> (Option<i32>, Vec<String>) {
    let mut command = home.command(arguments);
    let mut child = command.env("TERM", term).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert!(!ran.out.contains('\u{1b}'), "no escape sequence: {:?}", ran.out);
    (ran.code, ran.out.lines().map(str::to_owned).collect())
}

#[test]
fn the_reader_speaks_in_lines_with_the_label_first() {
    let home = Home::new("linear");
    let text = "关于修桥的讲话\n各位：\n今天谈修桥。\n桥要修好，路要修平，水要治清，人人都要出一份力。\n大家辛苦。\n";
    let path = home.write("text.txt", text);
    let (code, said) = lines(&home, &["--linear", &path], "xterm", "\tjjj?\u{1b}q");
    assert_eq!(code, Some(0));
    assert!(said[0].starts_with("zuotan, line by line"), "{said:?}");
    assert!(said.iter().any(|line| line.starts_with("Documents 1/1: ")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("help 1/")), "{said:?}");
    let (_, said) = lines(&home, &["--linear", &path], "xterm", "lljjjjq");
    assert!(said.iter().any(|line| line == "title: 关于修桥的讲话"), "{said:?}");
    assert!(said.iter().any(|line| line.ends_with(": 今天谈修桥。")), "{said:?}");
    // Enter as a line brings it: the filter is kept, and j goes on.
    let (_, said) = lines(&home, &["--linear", &path], "xterm", "3/修桥\nlljjq");
    assert!(said.iter().any(|line| line.ends_with(": 今天谈修桥。")), "{said:?}");
    // Keys that end are an end, not a fault.
    assert_eq!(lines(&home, &["--linear", &path], "dumb", "j").0, Some(0));
}
