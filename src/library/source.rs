//! Sources where the user has them: walking folders, reading files. Nothing is written.

use std::collections::HashSet;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use super::Error;
use crate::import::format::part::LARGEST;
use crate::model::{Code, Document, Finding};

/// The files that the paths name: files as given, folders walked in the order of names (hidden files left out).
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut out = Vec::new();
    for path in paths {
        if !path.exists() {
            return Err(Error::Missing { path: path.clone() });
        }
        if path.is_dir() {
            let mut links = HashSet::new();
            walk(path, &path.canonicalize().unwrap_or_default(), &mut links, &mut out);
        } else {
            out.push(path.clone());
        }
    }
    Ok(out)
}

/// The files that one path names, to be read: a folder without a file is an error.
pub fn within(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let files = files(&[path.to_path_buf()])?;
    if files.is_empty() {
        let reason = "文件夹里没有文件 the folder holds no file; 请给出有文本的文件夹 name one with texts";
        return Err(Error::Nothing { path: path.to_path_buf(), reason: reason.to_owned() });
    }
    Ok(files)
}

/// The files of all paths, each once however many of the paths name it, and what was wrong with paths.
pub fn each_once(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Error>) {
    let (mut files, mut wrong, mut known) = (Vec::new(), Vec::new(), HashSet::new());
    for path in paths {
        match within(path) {
            Ok(found) => files.extend(found.into_iter().filter(|file| known.insert(file.clone()))),
            Err(error) => wrong.push(error),
        }
    }
    (files, wrong)
}

/// Walks a folder. A link to a folder is followed once, and only where it leads out of what is walked: a link to a folder
/// above it would never end, and one to a folder beside it would give every text twice.
fn walk(folder: &Path, root: &Path, links: &mut HashSet<PathBuf>, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<DirEntry> = std::fs::read_dir(folder).into_iter().flatten().flatten().collect();
    entries.sort_by_cached_key(DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_file() => out.push(path),
            Ok(kind) if kind.is_dir() => walk(&path, root, links, out),
            Ok(kind) if kind.is_symlink() && path.is_dir() => {
                let target = path.canonicalize().unwrap_or_default();
                let is_walked = target.starts_with(root) || root.starts_with(&target);
                if !is_walked && links.insert(target) {
                    walk(&path, root, links, out);
                }
            }
            // A pipe or a device would be waited for without end.
            Ok(_) if path.is_file() => out.push(path),
            _ => {}
        }
    }
}

/// The bytes of a file; one that is larger than import reads is not taken into memory.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::Unreadable { path: path.to_path_buf(), source };
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > LARGEST as u64 {
        let reason = format!(
            "文件太大 too large ({} MB，最多 at most {} MB); 请分成几个文件 split it into several files",
            size >> 20,
            LARGEST >> 20
        );
        return Err(Error::Nothing { path: path.to_path_buf(), reason });
    }
    std::fs::read(path).map_err(failed)
}

/// Hands on what import understood of bytes, part by part, so that a source of many documents is never held whole. `take`
/// says whether to go on. Whether there was anything, else why not.
pub fn each(path: &Path, bytes: &[u8], take: &mut dyn FnMut(Vec<Document>) -> bool) -> Result<(), Error> {
    let (mut found, mut going, mut reason) = (false, true, None);
    crate::import::each(&path.to_string_lossy(), bytes, &mut |imported| {
        if !imported.documents.is_empty() {
            found = true;
            going = going && take(imported.documents);
        }
        let said = imported.findings.into_iter().map(|finding| finding.message).find(|message| !message.is_empty());
        reason = reason.take().or(said);
    });
    let reason = reason.unwrap_or_else(|| "没有可读的文字 no text in it; 请换一个文件 name another file".to_owned());
    if found { Ok(()) } else { Err(Error::Nothing { path: path.to_path_buf(), reason }) }
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
    let mut out = Vec::new();
    each(path, &bytes(path)?, &mut |documents| {
        out.extend(documents);
        true
    })?;
    Ok(out)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn links_end_and_give_no_text_twice() {
        let place = std::env::temp_dir().join(format!("zuotan-links-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&place);
        for folder in ["in/deep", "out"] {
            std::fs::create_dir_all(place.join(folder)).unwrap();
        }
        for file in ["in/a.txt", "in/deep/b.txt", "in/.hidden", "out/c.txt"] {
            std::fs::write(place.join(file), "x").unwrap();
        }
        let links = [("in", "in/deep/up"), ("in/deep", "in/beside"), ("out", "in/other"), ("out", "in/again")];
        for (to, link) in links {
            std::os::unix::fs::symlink(place.join(to), place.join(link)).unwrap();
        }
        std::os::unix::fs::symlink(place.join("nowhere"), place.join("in/broken")).unwrap();
        let root = place.join("in");
        let found = files(std::slice::from_ref(&root)).unwrap();
        let names: Vec<&str> = found.iter().map(|f| f.strip_prefix(&root).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.txt", "again/c.txt", "deep/b.txt"]);
        std::fs::remove_dir_all(&place).unwrap();
    }
}
