//! Sources read through the cache: a file that was understood before is not imported again. One reader a thread.

use std::path::{Path, PathBuf};

use super::Error;
use super::cache::{Cache, Entry, Stamp, Understood};
use super::home::Home;
use super::source;
use crate::import::assemble::hash;
use crate::model::Document;

/// Reads sources, through the cache where there is one.
pub struct Reader {
    cache: Option<Cache>,
}

/// What was read of one file, and what the cache does not know yet.
pub struct Read {
    /// The documents, or why there are none.
    pub documents: Result<Vec<Document>, Error>,
    /// To be written to the cache.
    pub entry: Option<Entry>,
    /// Size of the file, in bytes.
    pub bytes: u64,
}

/// The version of what is understood: that of the import, and the program as it was built.
pub fn version() -> String {
    let built = std::env::current_exe().and_then(std::fs::metadata).ok();
    let stamp = built.map_or_else(String::new, |metadata| {
        let stamp = format!("{:?}", Stamp::of(Path::new(""), &metadata));
        hash(stamp.as_bytes()).chars().take(12).collect()
    });
    format!("{}-{stamp}", crate::import::VERSION)
}

impl Reader {
    /// A reader; without a home every file is imported.
    pub fn new(home: Option<&Home>, version: &str) -> Self {
        Self { cache: home.and_then(|home| Cache::open(home, version)) }
    }

    /// Reads one file. An import that panics is a file that cannot be read.
    pub fn read(&self, path: &Path) -> Read {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(source) => {
                let error = Error::Unreadable { path: path.to_path_buf(), source };
                return Read { documents: Err(error), entry: None, bytes: 0 };
            }
        };
        let stamp = Stamp::of(path, &metadata);
        let size = stamp.bytes();
        let known = self.cache.as_ref().and_then(|cache| cache.read(&cache.hash(&stamp)?, path));
        if let Some(understood) = known {
            return Read { documents: told(path, understood), entry: None, bytes: size };
        }
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(source) => {
                let error = Error::Unreadable { path: path.to_path_buf(), source };
                return Read { documents: Err(error), entry: None, bytes: size };
            }
        };
        if self.cache.is_none() {
            return Read { documents: told(path, source::understood(path, &bytes)), entry: None, bytes: size };
        }
        let sha256 = hash(&bytes);
        if let Some(understood) = self.cache.as_ref().and_then(|cache| cache.read(&sha256, path)) {
            let entry = Some(Entry::moved(stamp, sha256));
            return Read { documents: told(path, understood), entry, bytes: size };
        }
        let understood = source::understood(path, &bytes);
        let entry = Some(Entry::new(stamp, sha256, &understood));
        Read { documents: told(path, understood), entry, bytes: size }
    }

    /// Writes what the cache did not know.
    pub fn remember(&mut self, entries: &[Entry]) {
        if let Some(cache) = self.cache.as_mut().filter(|_| !entries.is_empty()) {
            cache.write(entries);
        }
    }
}

fn told(path: &Path, (documents, findings): Understood) -> Result<Vec<Document>, Error> {
    if !documents.is_empty() {
        return Ok(documents);
    }
    let reason = findings.into_iter().map(|finding| finding.message).find(|message| !message.is_empty());
    let reason = reason.unwrap_or_else(|| "没有可读的文字 no text in it; 请换一个文件 name another file".to_owned());
    Err(Error::Nothing { path: PathBuf::from(path), reason })
}
