//! What the paths of a command line name: files, folders, standard input; the shipped texts where there are none.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::complain;
use crate::catalogue::Catalogue;
use crate::library::{shipped, source};
use crate::model::Document;

/// The documents of the paths. A file that cannot be read among others is a line on standard error; alone it is an error.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<Document>> {
    if paths.is_empty() {
        return Ok(shipped::documents());
    }
    let mut out = Vec::new();
    let mut complaints = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes)?;
            out.extend(crate::import::import("-", &bytes).documents);
            continue;
        }
        for file in source::files(std::slice::from_ref(path))? {
            match source::read(&file) {
                Ok(documents) => out.extend(documents),
                Err(error) => complaints.push(error.to_string()),
            }
        }
    }
    if out.is_empty() {
        match complaints.first() {
            Some(first) => bail!("{first}"),
            None => bail!(
                "{}: 没有可读的文件 nothing to read here; 请给出文件或文件夹 name files or folders",
                paths[0].display()
            ),
        }
    }
    complaints.iter().for_each(|line| complain(line));
    Ok(out)
}

/// The catalogue of the documents of the paths.
pub fn catalogue(paths: &[PathBuf]) -> Result<Catalogue> {
    let mut catalogue = Catalogue::default();
    catalogue.extend(documents(paths)?);
    Ok(catalogue)
}
