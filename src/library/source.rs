//! Sources where the user has them: walking folders, reading files. Nothing is written.

use std::path::{Path, PathBuf};

use super::Error;
use crate::model::{Code, Document, Finding};

/// The files that the paths name: files as given, folders walked in the order of names (hidden files left out).
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut out = Vec::new();
    for path in paths {
        if !path.exists() {
            return Err(Error::Missing { path: path.clone() });
        }
        walk(path, &mut out);
    }
    Ok(out)
}

fn walk(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
        entries.sort();
        for entry in entries {
            if !entry.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')) {
                walk(&entry, out);
            }
        }
    } else {
        out.push(path.to_path_buf());
    }
}

/// What import understood of a file: its documents, and why where there are none. Import never fails in the middle; should
/// it all the same, that is one file that cannot be read, not the end of the others.
pub fn understood(path: &Path, bytes: &[u8]) -> (Vec<Document>, Vec<Finding>) {
    let import = || crate::import::import(&path.to_string_lossy(), bytes);
    if let Ok(imported) = std::panic::catch_unwind(import) {
        return (imported.documents, imported.findings);
    }
    let message = "程序在此文件上出错 the program made a mistake on this file; 请报告 please report it".to_owned();
    (Vec::new(), vec![Finding { code: Code::Unreadable, message, spans: Vec::new(), evidence: String::new() }])
}

/// The decoded text of a source, for the view of it: of a file, or of a member of an archive (`a.zip!/b.txt`).
pub fn decoded(path: &str) -> Result<String, Error> {
    let file = if Path::new(path).exists() { path } else { path.split("!/").next().unwrap_or(path) };
    let bytes = std::fs::read(file).map_err(|source| Error::Unreadable { path: PathBuf::from(path), source })?;
    Ok(crate::import::decoded(path, &bytes))
}

/// The documents of one file.
pub fn read(path: &Path) -> Result<Vec<Document>, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Unreadable { path: path.to_path_buf(), source })?;
    let imported = crate::import::import(&path.to_string_lossy(), &bytes);
    if imported.documents.is_empty() {
        let reason = imported.findings.into_iter().map(|f| f.message).find(|message| !message.is_empty());
        let reason =
            reason.unwrap_or_else(|| "没有可读的文字 no text in it; 请换一个文件 name another file".to_owned());
        return Err(Error::Nothing { path: path.to_path_buf(), reason });
    }
    Ok(imported.documents)
}
