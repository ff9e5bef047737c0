//! The cache of what import understood: derived, keyed by the source's SHA-256, made by one version of the import. A
//! file's size, time and number stand for its hash while they are unchanged. Every part carries a sum over what it holds:
//! a flipped bit, a lost part, another version are each as if nothing were there. Deleted without loss.

use std::fs::Metadata;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
use rusqlite::blob::ZeroBlob;
use rusqlite::{Connection, Error::BlobSizeError as TooBig, OptionalExtension as _, params};

use super::home::Home;
use crate::model::{Document, Finding};

/// Documents of one part: a source of very many is read in parts.
const PART: usize = 256;
/// Bytes of a part from which on it is written in place.
const LARGE: usize = 1 << 20;
/// A cache that has grown beyond so many bytes is begun anew.
const LARGEST: u64 = 4 << 30;

/// What import understood of one source: its documents; why, where there are none.
pub type Understood = (Vec<Document>, Vec<Finding>);

/// What stands for the content of a file as long as it is unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    path: String,
    size: i64,
    time: i64,
    number: i64,
}

impl Stamp {
    /// The stamp of a file.
    pub fn of(path: &Path, metadata: &Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let nanos = since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(0));
        let size = i64::try_from(metadata.len()).unwrap_or(i64::MAX);
        Self { path: path.to_string_lossy().into_owned(), size, time: nanos, number: number(metadata) }
    }

    /// Size of the file, in bytes.
    pub fn bytes(&self) -> u64 {
        self.size.unsigned_abs()
    }
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt as _;
    // The time of the last change of anything is harder to forge than that of the content.
    metadata.ino().cast_signed() ^ metadata.ctime_nsec().rotate_left(32) ^ metadata.ctime()
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> i64 {
    0
}

/// What is to be written of one source.
pub struct Entry {
    stamp: Stamp,
    sha256: String,
    parts: Vec<Vec<u8>>,
}

impl Entry {
    /// The entry of a source that was just understood.
    pub fn new(stamp: Stamp, sha256: String, understood: &Understood) -> Self {
        let (documents, findings) = understood;
        let mut parts: Vec<Vec<u8>> = documents.chunks(PART).map(|part| body(part, &[])).collect();
        if parts.is_empty() {
            parts.push(body(&[], findings));
        }
        Self { stamp, sha256, parts }
    }

    /// Only the stamp: its content is known already.
    pub fn moved(stamp: Stamp, sha256: String) -> Self {
        Self { stamp, sha256, parts: Vec::new() }
    }
}

/// Documents and findings as a part holds them.
fn body(documents: &[Document], findings: &[Finding]) -> Vec<u8> {
    // What grows by doubling would be twice as large as it is, and large it may be.
    let paragraphs = documents.iter().flat_map(|d| &d.paragraphs).map(|p| p.text.len() + 96);
    let speeches = documents.iter().flat_map(|d| &d.speeches).map(|s| s.text.len() + 512);
    let size = documents.len() * 2_048 + paragraphs.chain(speeches).sum::<usize>();
    let mut out = Vec::with_capacity(size);
    if serde_json::to_writer(&mut out, &(documents, findings)).is_err() {
        out.clear();
    }
    out.shrink_to_fit();
    out
}

/// An open cache. Each thread opens its own.
pub struct Cache {
    connection: Connection,
    path: PathBuf,
}

impl Cache {
    /// Opens the cache of this version of the import; a damaged one is made anew, those of other versions go. None where
    /// nothing can be written: then everything is imported each time.
    pub fn open(home: &Home, version: &str) -> Option<Self> {
        // One after the other: SQLite waits for nobody while a new file gets its log, and a file that another thread has open
        // must not be taken from under it.
        static OPENING: Mutex<()> = Mutex::new(());
        let _alone = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("understood-{version}.sqlite");
        let path = home.cache().join(&name);
        if !path.exists() {
            std::fs::create_dir_all(home.cache()).ok()?;
            let stale = |file: &str| file.starts_with("understood-") && !file.starts_with(&name);
            for entry in std::fs::read_dir(home.cache()).into_iter().flatten().flatten() {
                if stale(&entry.file_name().to_string_lossy()) {
                    let _ = std::fs::remove_file(entry.path());
                }
            }
        } else if std::fs::metadata(&path).is_ok_and(|m| m.len() > LARGEST) {
            discard(&path);
        }
        match Self::at(&path) {
            Ok(cache) => Some(cache),
            // Another program is at it: this time nothing is remembered.
            Err(error) if matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked)) => None,
            Err(_) => {
                discard(&path);
                Self::at(&path).ok()
            }
        }
    }

    fn at(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What is lost with the machine is made again.
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size INTEGER NOT NULL, time INTEGER NOT NULL,
                                                  number INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
                 CREATE TABLE IF NOT EXISTS part (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, at INTEGER NOT NULL,
                                                  count INTEGER NOT NULL, sum INTEGER NOT NULL, body BLOB NOT NULL);
                 CREATE UNIQUE INDEX IF NOT EXISTS part_of_source ON part (sha256, at);",
        )?;
        Ok(Self { connection, path: path.to_path_buf() })
    }

    /// The hash of a file that is unchanged since it was understood.
    pub fn hash(&self, stamp: &Stamp) -> Option<String> {
        let found = self
            .connection
            .prepare_cached("SELECT sha256 FROM file WHERE path = ?1 AND size = ?2 AND time = ?3 AND number = ?4")
            .and_then(|mut statement| {
                let values = params![stamp.path, stamp.size, stamp.time, stamp.number];
                statement.query_row(values, |row| row.get(0)).optional()
            });
        self.or_discard(found)?
    }

    /// What import understood of a source of this hash, told of the path where it lies now.
    pub fn read(&self, sha256: &str, path: &Path) -> Option<Understood> {
        let read = self
            .connection
            .prepare_cached("SELECT count, sum, body FROM part WHERE sha256 = ?1 ORDER BY at")
            .and_then(|mut statement| {
                let (mut documents, mut findings) = (Vec::new(), Vec::new());
                let (mut rows, mut at) = (statement.query([sha256])?, 0);
                let mut count = 0;
                while let Some(row) = rows.next()? {
                    count = row.get(0)?;
                    // Read where it lies: of a large source it is not copied.
                    let body = row.get_ref(2)?.as_blob()?;
                    let whole = row.get::<_, i64>(1)? == sum_of(sha256, at, count, body);
                    let Some((part, said)) = whole.then(|| serde_json::from_slice::<Understood>(body).ok()).flatten()
                    else {
                        return Ok(None);
                    };
                    documents.extend(part);
                    findings.extend(said);
                    at += 1;
                }
                Ok((count > 0 && at == count).then_some((documents, findings)))
            });
        let (mut documents, findings) = self.or_discard(read)??;
        let now = path.to_string_lossy();
        for document in &mut documents {
            let inside = document.source.path.split_once("!/").map(|(_, inside)| format!("{now}!/{inside}"));
            document.source.path = inside.unwrap_or_else(|| now.clone().into_owned());
            // What is read grows by doubling.
            document.paragraphs.shrink_to_fit();
            document.paragraphs.iter_mut().for_each(|paragraph| paragraph.spans.shrink_to_fit());
        }
        Some((documents, findings))
    }

    /// Writes what was understood; what cannot be written is made again another time.
    pub fn write(&mut self, entries: &[Entry]) {
        let done =
            self.connection.transaction().and_then(|begun| {
                for entry in entries {
                    let Entry { stamp, sha256, parts } = entry;
                    begun
                        .prepare_cached("INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, ?4, ?5)")?
                        .execute(params![stamp.path, stamp.size, stamp.time, stamp.number, sha256])?;
                    let count = i64::try_from(parts.len()).unwrap_or(0);
                    if count > 0 {
                        begun.prepare_cached("DELETE FROM part WHERE sha256 = ?1")?.execute([sha256])?;
                    }
                    for (body, at) in parts.iter().zip(0..) {
                        let sum = sum_of(sha256, at, count, body);
                        let mut insert = begun.prepare_cached(
                            "INSERT INTO part (sha256, at, count, sum, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                        )?;
                        if body.len() < LARGE {
                            insert.execute(params![sha256, at, count, sum, body])?;
                            continue;
                        }
                        // As a value it would be copied, and copied again into the row.
                        insert.execute(params![sha256, at, count, sum, ZeroBlob(body.len() as u64)])?;
                        let row = begun.last_insert_rowid();
                        begun.blob_open("main", "part", "body", row, false)?.write_all(body).map_err(|_| TooBig)?;
                    }
                }
                begun.commit()
            });
        let _ = self.or_discard(done);
    }

    /// A value, or None; a damaged file goes, to be made anew the next time.
    fn or_discard<T>(&self, value: rusqlite::Result<T>) -> Option<T> {
        if let Err(error) = &value
            && matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
        {
            discard(&self.path);
        }
        value.ok()
    }
}

/// Removes a cache file and its log.
fn discard(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

/// A sum over a part and what it claims to be: eight bytes a step, so that it costs little beside reading them.
fn sum_of(sha256: &str, at: i64, count: i64, body: &[u8]) -> i64 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let bytes = |hash: u64, bytes: &[u8]| {
        let mut words = bytes.chunks_exact(8);
        let hash = words.by_ref().fold(hash, |hash, word| mix(hash, word.try_into().map_or(0, u64::from_le_bytes)));
        words.remainder().iter().fold(mix(hash, bytes.len() as u64), |hash, byte| mix(hash, u64::from(*byte)))
    };
    let head = mix(mix(0, at.cast_unsigned()), count.cast_unsigned());
    bytes(bytes(head, sha256.as_bytes()), body).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_part_comes_back_as_it_was_and_not_at_all_where_a_byte_was_changed() {
        let folder = std::env::temp_dir().join(format!("zuotan-cache-large-{}", std::process::id()));
        let home = Home::new(&folder, &folder);
        let text = "第一段讲改革，第二段讲开放，第三段讲创新。\n".repeat(LARGE / 40);
        let understood: Understood = (crate::import::import("a.txt", text.as_bytes()).documents, Vec::new());
        let mut cache = Cache::open(&home, "1").expect("nobody is in the way");
        let stamp = Stamp { path: "a.txt".into(), size: 1, time: 2, number: 3 };
        let entry = Entry::new(stamp, "ab".into(), &understood);
        assert!(entry.parts[0].len() > LARGE);
        cache.write(&[entry]);
        assert_eq!(cache.read("ab", Path::new("a.txt")), Some(understood));
        let mut blob = cache.connection.blob_open("main", "part", "body", 1, false).expect("it is there");
        blob.write_all(b"{").expect("it can be written");
        drop(blob);
        assert_eq!(cache.read("ab", Path::new("a.txt")), None);
        drop(cache);
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[test]
    fn those_who_open_the_first_cache_at_once_share_it() {
        let folder = std::env::temp_dir().join(format!("zuotan-cache-{}", std::process::id()));
        for round in 0..40 {
            let home = Home::new(&folder, &folder.join(round.to_string()));
            std::thread::scope(|scope| {
                for worker in 0..4i64 {
                    let home = &home;
                    scope.spawn(move || {
                        let mut cache = Cache::open(home, "1").expect("nobody is in the way");
                        let stamp = Stamp { path: worker.to_string(), size: 1, time: 2, number: 3 };
                        let entry = Entry::new(stamp, worker.to_string(), &(Vec::new(), Vec::new()));
                        cache.write(&[entry]);
                        drop(cache);
                    });
                }
            });
            // What each of them wrote is there.
            let cache = Cache::open(&home, "1").expect("it is whole");
            for worker in 0..4i64 {
                let stamp = Stamp { path: worker.to_string(), size: 1, time: 2, number: 3 };
                assert_eq!(cache.hash(&stamp), Some(worker.to_string()), "round {round}");
            }
        }
        let _ = std::fs::remove_dir_all(&folder);
    }
}
