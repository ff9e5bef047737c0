//! What the paths of a command line name: files, folders, standard input; without paths the user's library, else the
//! shipped texts. What the user noted is laid on.
//! One broken file beside others is a line on standard error and a document that holds only a finding; alone it is an
//! error.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{complain, home};
use crate::app::effect::Outcome;
use crate::catalogue::Catalogue;
use crate::import::format::part::LARGEST;
use crate::library::{Error, Home, shipped, source};
use crate::model::{Code, Document, DocumentId, Finding, Format, Kind, Source};
use crate::runtime::import;

/// Documents that are handed on at once from one source.
const MANY: usize = 256;

/// The documents of the paths.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<Document>> {
    let mut out = Vec::new();
    each(paths, &mut |documents| {
        out.extend(documents);
        Ok(())
    })?;
    Ok(out)
}

/// The catalogue of the documents of the paths.
pub fn catalogue(paths: &[PathBuf]) -> Result<Catalogue> {
    let mut catalogue = Catalogue::default();
    catalogue.extend(documents(paths)?);
    Ok(catalogue)
}

/// Hands the documents of the paths on in parts, in their order; the parts grow, so that the first comes at once and a
/// large folder is not handed on file by file. What cannot be read comes last.
pub fn each(paths: &[PathBuf], take: &mut dyn FnMut(Vec<Document>) -> Result<()>) -> Result<()> {
    let home = home::of_platform();
    let notes = home::notes(home.as_ref());
    let take: &mut dyn FnMut(Vec<Document>) -> Result<()> = &mut |documents| take(notes.lay(documents));
    if paths.is_empty() {
        return library(home.as_ref(), take);
    }
    let mut broken: Vec<(PathBuf, Error)> = Vec::new();
    let (mut part, mut files, mut full, mut found) = (Vec::new(), 0, 1, false);
    for path in paths {
        let inside = if path == Path::new("-") { Ok(vec![path.clone()]) } else { source::within(path) };
        let inside = match inside {
            Ok(inside) => inside,
            Err(error) => {
                broken.push((path.clone(), error));
                continue;
            }
        };
        for file in inside {
            let mut done = Ok(());
            let read = read(&file, &mut |documents| {
                part.extend(documents);
                // A source of many documents is handed on as it is read.
                if part.len() >= MANY {
                    found = true;
                    done = take(std::mem::take(&mut part));
                }
                done.is_ok()
            });
            done?;
            if let Err(error) = read {
                broken.push((file, error));
            }
            files += 1;
            if files >= full && !part.is_empty() {
                found = true;
                take(std::mem::take(&mut part))?;
                (files, full) = (0, (full * 2).min(1024));
            }
        }
    }
    if !part.is_empty() {
        found = true;
        take(part)?;
    }
    if !found && let Some((_, error)) = broken.first() {
        let more = broken.len() - 1;
        if more > 0 {
            bail!("{error}（另有 {more} 个也读不了 {more} more cannot be read）");
        }
        bail!("{error}");
    }
    for (_, error) in &broken {
        complain(&error.to_string());
    }
    if broken.is_empty() { Ok(()) } else { take(broken.iter().map(|(path, error)| unreadable(path, error)).collect()) }
}

/// Hands the documents of the library on, else the shipped texts.
fn library(home: Option<&Home>, take: &mut dyn FnMut(Vec<Document>) -> Result<()>) -> Result<()> {
    let folders = home::folders(home);
    if folders.is_empty() {
        return take(shipped::documents());
    }
    let mut done = Ok(());
    import::import(&folders, home, &mut |outcome| {
        if let Outcome::Documents { documents, failures, .. } = outcome {
            for failure in &failures {
                complain(failure);
            }
            done = take(documents);
        }
        done.is_ok()
    });
    done
}

/// Hands on the documents of one file, or of standard input.
fn read(path: &Path, take: &mut dyn FnMut(Vec<Document>) -> bool) -> Result<(), Error> {
    if path != Path::new("-") {
        return source::each(path, &source::bytes(path)?, take);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(LARGEST as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| Error::Unreadable { path: path.to_path_buf(), source })?;
    source::each(path, &bytes, take)
}

/// What stands for a file that cannot be read: no text, and the finding that says why.
fn unreadable(path: &Path, error: &Error) -> Document {
    let name = path.to_string_lossy().into_owned();
    Document {
        id: DocumentId(format!("unreadable:{name}")),
        title: path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned()),
        kind: Kind::Other,
        publisher: None,
        published: None,
        about: None,
        source: Source { path: name, sha256: String::new(), encoding: String::new(), format: Format::Txt },
        paragraphs: Vec::new(),
        meetings: Vec::new(),
        speeches: Vec::new(),
        findings: vec![Finding {
            code: Code::Unreadable,
            message: error.to_string(),
            spans: Vec::new(),
            evidence: String::new(),
        }],
    }
}
