//! The house in order: which room may use which, no circle of imports, how long and how headed files are, what stands at
//! the top level, and that the README's tables are those of the program. The checker itself is checked on planted faults.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails there; cuts are at ASCII marks"
)]

#[path = "tidy/imports.rs"]
mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use imports::Sources;

/// The table of the house: a room, and the rooms below it that it may use. A new edge shows in the diff of this table.
const FLOORS: &[(&str, &str)] = &[
    ("text", ""),
    // The width mode is a setting, and its type is `text`'s.
    ("config", "text"),
    ("layout", "text"),
    ("model", "text"),
    ("pinyin", "text"),
    ("import", "model pinyin text"),
    ("search", "model pinyin text"),
    ("filter", "pinyin text"),
    ("export", "model text"),
    ("catalogue", "search model pinyin text"),
    ("study", "search model text"),
    ("library", "catalogue import search model text"),
    // Columns of names carry their readings: `pinyin` knows which reading a surname has.
    ("app", "catalogue study filter search layout export config model pinyin text"),
    ("keymap", "app config"),
    // The marks of a filter are drawn as `filter` found them.
    ("ui", "keymap app config layout search study filter model text"),
    ("runtime", "ui keymap app library catalogue study import search filter export layout model pinyin text config"),
    (
        "cli",
        "runtime ui keymap app library catalogue study import search filter export layout model pinyin text config",
    ),
    ("main", "cli"),
    ("lib", ""),
];

/// What may stand at the top level beside dot-files.
const TOP: &[&str] = &["Cargo.toml", "Cargo.lock", "src", "data", "tests", "benches", "README.md", "LICENSE", "target"];

/// Circles that still stand: each goes from here when it is dissolved, and none may come.
const STANDING: &[&str] = &[];

/// Files that are still too long: each goes from here when it is parted, and none may come.
const STILL_LONG: &[&str] = &[];

/// Lines of a file, tests not counted.
const LONGEST: usize = 450;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The modules of the crate: `["app", "go"]` → source.
fn crate_sources() -> Sources {
    let src = root().join("src");
    let modules = files(&src, "rs").into_iter().map(|path| {
        let name = path.strip_prefix(&src).unwrap().with_extension("");
        let name: Vec<String> = name.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        (name, std::fs::read_to_string(&path).unwrap())
    });
    Sources::new(modules)
}

/// Edges between rooms that the table does not list, and rooms that it does not know.
fn wrong_edges(sources: &Sources) -> Vec<String> {
    let table: BTreeMap<&str, BTreeSet<&str>> =
        FLOORS.iter().map(|(room, below)| (*room, below.split_whitespace().collect())).collect();
    let mut out = Vec::new();
    for (module, used) in sources.edges(imports::Tests::Counted) {
        let room = module[0].as_str();
        let Some(below) = table.get(room) else {
            out.push(format!("{room}: no floor in the table"));
            continue;
        };
        for other in used {
            if other[0] != room && !below.contains(other[0].as_str()) {
                out.push(format!("{} uses {}", module.join("::"), other.join("::")));
            }
        }
    }
    out
}

#[test]
fn every_arrow_points_down() {
    assert_eq!(wrong_edges(&crate_sources()), Vec::<String>::new());
    // The table has no circle itself.
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (room, below) in FLOORS {
        if !["runtime", "cli", "lib"].contains(room) {
            for other in below.split_whitespace() {
                assert!(known.contains(other), "{room} stands before {other}");
            }
        }
        known.insert(room);
    }
}

#[test]
fn no_circle_of_imports() {
    let mut circles = crate_sources().circles();
    circles.retain(|circle| !STANDING.contains(&circle.as_str()));
    assert_eq!(circles, Vec::<String>::new());
}

#[test]
fn planted_faults_are_found() {
    let plant = |modules: &[(&str, &str)]| {
        Sources::new(
            modules
                .iter()
                .map(|(name, text)| (name.split("::").map(str::to_owned).collect::<Vec<_>>(), (*text).to_owned())),
        )
    };
    let wrong = plant(&[
        ("text", "fn f() { crate::model::Date::now() }"),
        ("model", "use crate::{text::{fold, width::Mode}, app::{state::App as State}};"),
        ("app", ""),
        ("app::state", "// use crate::runtime::run;\nconst S: &str = \"crate::cli::main\";"),
        ("cellar", "use crate::text::fold;"),
    ]);
    assert_eq!(wrong_edges(&wrong), ["cellar: no floor in the table", "model uses app::state", "text uses model"]);
    let circle = plant(&[
        ("app", "pub use a::A; mod a; mod b; mod c;"),
        ("app::a", "use super::b::B;"),
        ("app::b", "use crate::app::c; fn f() { c::g() }"),
        ("app::c", "use super::A;"),
    ]);
    assert_eq!(circle.circles(), ["app::a → app::b → app::c → app::a"]);
    let family = plant(&[("ui", "mod a; fn f() { a::draw() }\npub struct Ui;"), ("ui::a", "use super::Ui;")]);
    assert_eq!(family.circles(), ["ui → ui::a → ui"]);
    let tests = plant(&[("ui", "fn f() {}\n#[cfg(test)]\nmod tests;"), ("ui::tests", "use super::*;")]);
    assert_eq!(tests.circles(), Vec::<String>::new());
}

/// Lines of a source without its inline tests.
fn length(text: &str) -> usize {
    let before = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..before].lines().count()
}

#[test]
fn files_have_a_head_and_are_not_too_long() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for path in files(&root().join(folder), "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            if path.file_name().is_some_and(|n| n == "mod.rs") {
                faults.push(format!("{name}: foo.rs beside foo/, never mod.rs"));
            }
            if !text.starts_with("//!") {
                faults.push(format!("{name}: opens without //!"));
            }
            let is_test = folder != "src" || name.ends_with("tests.rs");
            if length(&text) > LONGEST && !is_test && !STILL_LONG.contains(&name.as_str()) {
                faults.push(format!("{name}: {} lines without tests, {LONGEST} at most", length(&text)));
            }
            let printing = ["println!(", "eprintln!(", "print!(", "eprint!(", "dbg!("];
            let speaks = name.starts_with("src/cli") || is_test;
            if !speaks && printing.iter().any(|mac| imports::code(&text).contains(mac)) {
                faults.push(format!("{name}: prints; only cli does"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_top_level_holds_what_belongs_there() {
    let strangers: Vec<String> = std::fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()))
        .collect();
    assert_eq!(strangers, Vec::<String>::new());
}

#[test]
fn nothing_names_the_machine_it_was_made_on() {
    // Spelled in two halves, so that this file does not name them either.
    let words = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("sha", "red/")];
    let mut faults = Vec::new();
    for folder in ["src", "tests", "benches", ".ci"] {
        for path in ["rs", "toml", "run", "sh"].iter().flat_map(|e| files(&root().join(folder), e)) {
            let text = std::fs::read_to_string(&path).unwrap();
            faults.extend(words.iter().filter(|w| text.contains(**w)).map(|w| format!("{}: {w}", path.display())));
        }
    }
    for file in ["README.md", "Cargo.toml", ".ci/run"] {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        faults.extend(words.iter().filter(|w| text.contains(**w)).map(|w| format!("{file}: {w}")));
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// The README's table between two markers: with `UPDATE=1` it is written anew, else it must be as the program has it.
fn table(name: &str, expected: &str) {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = readme.find(&open).expect("the README has the opening marker") + open.len();
    let end = start + readme[start..].find(&close).expect("the README has the closing marker");
    if std::env::var_os("UPDATE").is_some() {
        let new = format!("{}{expected}{}", &readme[..start], &readme[end..]);
        std::fs::write(&path, new).unwrap();
        return;
    }
    assert_eq!(&readme[start..end], expected, "run the tests with UPDATE=1 to write the README's {name}");
}

#[test]
fn the_readme_has_the_keys_of_the_program() {
    let mut out = String::from("| 键 keys | 命令 command | 作用 | does |\n| --- | --- | --- | --- |\n");
    for row in zuotan::app::command::ROWS {
        let keys: Vec<String> = row.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        let keys = if keys.is_empty() { format!("`:{}`", row.name) } else { keys.join(" ") };
        let _ = writeln!(out, "| {keys} | `{}` | {} | {} |", row.name, row.zh, row.en);
    }
    table("keys", &out);
}

#[test]
fn the_readme_has_every_finding() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    for code in zuotan::model::Code::ALL {
        let row = format!("| `{}` | {} |", code.name(), code.chinese());
        assert!(readme.contains(&row), "the README's table of findings lacks: {row}");
    }
}
