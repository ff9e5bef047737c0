//! Which module uses which, read from the sources: `use` trees and paths in the code, re-exports followed to where a thing
//! is defined. A re-export is a table of contents and no use. Not a parser of Rust: names, `::`, braces and `use` suffice.

use std::collections::{BTreeMap, BTreeSet};

/// A module as its path below the crate.
pub type Name = Vec<String>;

/// Whether what only tests use counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tests {
    Counted,
    LeftOut,
}

/// The sources of a crate by module.
pub struct Sources {
    modules: BTreeMap<Name, String>,
}

/// One `use` leaf: the path, the name that it has here, and whether it is handed on.
struct Import {
    path: Vec<String>,
    name: String,
    handed_on: bool,
}

impl Sources {
    pub fn new(modules: impl IntoIterator<Item = (Name, String)>) -> Self {
        Self { modules: modules.into_iter().map(|(name, text)| (name, code(&text))).collect() }
    }

    /// For each module the other modules that it uses.
    pub fn edges(&self, tests: Tests) -> BTreeMap<Name, BTreeSet<Name>> {
        let mut out: BTreeMap<Name, BTreeSet<Name>> = BTreeMap::new();
        for (module, text) in &self.modules {
            if tests == Tests::LeftOut && module.iter().any(|part| part == "tests") {
                continue;
            }
            let text = if tests == Tests::LeftOut { without_tests(text) } else { text.clone() };
            let mut used: BTreeSet<Name> = BTreeSet::new();
            for import in imports(&text).into_iter().filter(|i| !i.handed_on) {
                used.extend(self.resolve(module, &import.path, 0));
            }
            for path in paths(&text) {
                used.extend(self.resolve(module, &path, 0));
            }
            used.remove(module);
            out.insert(module.clone(), used);
        }
        out
    }

    /// The circles of imports, each once, from its first module.
    pub fn circles(&self) -> Vec<String> {
        let edges = self.edges(Tests::LeftOut);
        let mut out = BTreeSet::new();
        for start in edges.keys() {
            // The shortest way from a module back to itself.
            let mut ways: Vec<Vec<&Name>> = vec![vec![start]];
            let mut seen: BTreeSet<&Name> = BTreeSet::new();
            'search: while !ways.is_empty() {
                let mut longer = Vec::new();
                for way in ways {
                    for next in edges.get(way[way.len() - 1]).into_iter().flatten() {
                        if next == start {
                            if way.iter().all(|m| *m >= start) {
                                let names: Vec<String> = way.iter().chain([&start]).map(|m| m.join("::")).collect();
                                out.insert(names.join(" → "));
                            }
                            break 'search;
                        }
                        if seen.insert(next) {
                            longer.push([way.as_slice(), &[next]].concat());
                        }
                    }
                }
                ways = longer;
            }
        }
        out.into_iter().collect()
    }

    /// The module that a path written in `module` leads to; None where it leaves the crate.
    fn resolve(&self, module: &Name, path: &[String], depth: usize) -> Option<Name> {
        let mut at = module.clone();
        let mut rest = path;
        match path.first().map(String::as_str)? {
            "crate" | "zuotan" => {
                at.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            // A child of this module; anything else is imported above or from outside.
            first => {
                let child: Name = module.iter().cloned().chain([first.to_owned()]).collect();
                if !self.modules.contains_key(&child) {
                    return None;
                }
            }
        }
        while let Some(part) = rest.first() {
            let child: Name = at.iter().cloned().chain([part.clone()]).collect();
            if !self.modules.contains_key(&child) {
                break;
            }
            at = child;
            rest = &rest[1..];
        }
        // A thing that is only handed on here is followed to where it is.
        if let (Some(name), Some(text)) = (rest.first(), self.modules.get(&at))
            && depth < 8
            && let Some(import) = imports(text).into_iter().find(|i| i.handed_on && i.name == *name)
            && let Some(found) = self.resolve(&at, &import.path, depth + 1)
        {
            return Some(found);
        }
        (!at.is_empty()).then_some(at)
    }
}

/// The source without comments, strings and chars (their content is blanked).
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let (c, next) = (chars[at], chars.get(at + 1).copied());
        if c == '/' && next == Some('/') {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if c == '/' && next == Some('*') {
            at += 2;
            while at < chars.len() && !(chars[at] == '*' && chars.get(at + 1) == Some(&'/')) {
                at += 1;
            }
            at += 2;
        } else if c == 'r'
            && matches!(next, Some('"' | '#'))
            && !out.ends_with(|p: char| p.is_alphanumeric() || p == '_')
        {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            if chars.get(at + 1 + hashes) == Some(&'"') {
                at += 2 + hashes;
                while at < chars.len()
                    && !(chars[at] == '"'
                        && chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes)
                {
                    at += 1;
                }
                at += 1 + hashes;
                out.push_str("\"\"");
            } else {
                out.push(c);
                at += 1;
            }
        } else if c == '"' {
            at += 1;
            while at < chars.len() && chars[at] != '"' {
                at += if chars[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
            out.push_str("\"\"");
        } else if c == '\'' && (next == Some('\\') || chars.get(at + 2) == Some(&'\'')) {
            // A char, not a lifetime.
            at += if next == Some('\\') { 3 } else { 2 };
            while at < chars.len() && chars[at] != '\'' {
                at += 1;
            }
            at += 1;
            out.push_str("' '");
        } else {
            out.push(c);
            at += 1;
        }
    }
    out
}

/// Code without its inline modules of tests.
fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (brace, end) = (rest.find('{'), rest.find(';'));
        let mut stop = end.map_or(rest.len(), |end| end + 1);
        if let Some(brace) = brace.filter(|brace| end.is_none_or(|end| *brace < end)) {
            let mut depth = 0;
            stop = rest.len();
            for (at, c) in rest[brace..].char_indices() {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                if depth == 0 {
                    stop = brace + at + 1;
                    break;
                }
            }
        }
        rest = &rest[stop..];
    }
    out + rest
}

/// The leaves of all `use` trees.
fn imports(code: &str) -> Vec<Import> {
    let mut out = Vec::new();
    let words: Vec<String> = words(code);
    for at in 0..words.len() {
        let opens = at == 0 || [";", "{", "}", "]", ")", "pub"].contains(&words[at - 1].as_str());
        if words[at] == "use" && opens {
            let handed_on = at > 0 && (words[at - 1] == "pub" || words[at - 1] == ")");
            let end = words[at..].iter().position(|w| w == ";").map_or(words.len(), |n| at + n);
            let mut leaves = Vec::new();
            tree(&words[at + 1..end], &[], &mut leaves);
            out.extend(leaves.into_iter().map(|(path, name)| Import { path, name, handed_on }));
        }
    }
    out
}

/// Flattens a `use` tree.
fn tree(words: &[String], before: &[String], out: &mut Vec<(Vec<String>, String)>) {
    let mut path = before.to_vec();
    let mut at = 0;
    while at < words.len() {
        match words[at].as_str() {
            "{" => {
                let (mut depth, mut from) = (0, at + 1);
                for (to, word) in words.iter().enumerate().skip(at) {
                    match word.as_str() {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        _ => {}
                    }
                    if (depth == 1 && word == ",") || depth == 0 {
                        if to > from {
                            tree(&words[from..to], &path, out);
                        }
                        from = to + 1;
                    }
                    if depth == 0 {
                        break;
                    }
                }
                return;
            }
            "as" => {
                let name = words.get(at + 1).cloned().unwrap_or_default();
                out.push((path, name));
                return;
            }
            "::" | "*" => {}
            "self" if !path.is_empty() => {}
            part => path.push(part.to_owned()),
        }
        at += 1;
    }
    let name = path.last().cloned().unwrap_or_default();
    out.push((path, name));
}

/// Paths in the code outside `use`: `a::b::c`.
fn paths(code: &str) -> Vec<Vec<String>> {
    let words = words(code);
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if words[at] == "use" {
            at += words[at..].iter().position(|w| w == ";").unwrap_or(1);
        }
        let mut path = vec![words[at].clone()];
        let starts = at == 0 || words[at - 1] != "::";
        while words.get(at + 1).is_some_and(|w| w == "::") && words.get(at + 2).is_some_and(|w| is_name(w)) {
            path.push(words[at + 2].clone());
            at += 2;
        }
        if path.len() > 1 && starts && is_name(&path[0]) {
            out.push(path);
        }
        at += 1;
    }
    out
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

/// Names, `::` and single marks.
fn words(code: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                word.push(c);
            }
            out.push(word);
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            out.push("::".into());
        } else if !c.is_whitespace() {
            out.push(c.into());
        }
    }
    out
}
