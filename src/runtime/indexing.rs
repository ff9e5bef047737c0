//! The search index of what was imported, made and kept behind the reader: it searches without one meanwhile. Small
//! libraries have none: what is folded in memory is as quick.

use std::path::PathBuf;

use crate::app::effect::{Care, Outcome};
use crate::library::index::{self, Files, Index, Read};
use crate::library::reader::{self, Reader};
use crate::library::{Home, source};

/// Bytes of files below which no index is asked.
const FROM: u64 = 2 << 20;
/// Bytes of files from which on an index is made where there is none.
const MADE: u64 = 100 << 20;

/// Brings the index of files and folders up to date and hands it on. Where there is none, or it cannot be written, nothing
/// comes: the texts are searched in memory.
pub fn index(paths: &[PathBuf], care: Care, home: Option<&Home>, send: &mut dyn FnMut(Outcome) -> bool) {
    let Some(home) = home else { return };
    let files = Files::new(source::each_once(paths).0);
    let bytes = files.bytes();
    let folder = index::folder_of(&home.cache().join("index"), paths);
    if bytes < FROM || (bytes < MADE && !folder.join("sources").exists()) {
        return;
    }
    let version = reader::version();
    // What was imported a moment ago lies in the cache.
    let reading = || -> Read<'_> {
        let reader = Reader::new(Some(home), &version);
        Box::new(move |path| reader.read(path).documents)
    };
    let open = || Index::of(&folder, &files, &reading, &|| true).ok().map(|(index, _)| index);
    let Some(mut index) = open() else { return };
    if care == Care::Mend && index.repair() > 0 {
        let Some(mended) = open() else { return };
        index = mended;
    }
    match index.into_shelves() {
        Ok(shelves) => {
            send(Outcome::Indexed(shelves));
        }
        // Once more after it was mended; what is damaged even then is not asked.
        Err(_) if care == Care::Open => self::index(paths, Care::Mend, Some(home), send),
        Err(_) => {}
    }
}
