//! The file of what the user added: opened, brought up to date, set aside where it is damaged. One SQLite file in WAL
//! mode, several processes at once; a change is acknowledged when it is on the disk. What stands in it is `kept.rs`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::Error;
use super::home::Home;

/// What brings an older file up to date, a step a version: `user_version` counts those that are done.
const STEPS: &[&str] = &["
    CREATE TABLE folder (path BLOB PRIMARY KEY, added INTEGER NOT NULL DEFAULT (unixepoch())) WITHOUT ROWID;
    CREATE TABLE note (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL,
                       added INTEGER NOT NULL DEFAULT (unixepoch()));
    CREATE INDEX note_of_source ON note (sha256);
    CREATE TABLE deed (id INTEGER PRIMARY KEY, body TEXT NOT NULL, done INTEGER NOT NULL DEFAULT (unixepoch()));
    CREATE TABLE place (document TEXT PRIMARY KEY, sha256 TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL,
                        turn INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE query (text TEXT PRIMARY KEY, turn INTEGER NOT NULL) WITHOUT ROWID;
"];
/// Another process that writes is waited for so long.
const PATIENCE: Duration = Duration::from_secs(10);

/// The open file.
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
}

/// An open store, and where the damaged one was put that lay in its place.
pub struct Opened {
    /// The store.
    pub store: Store,
    /// The damaged file, kept aside.
    pub aside: Option<PathBuf>,
}

impl Store {
    /// Opens the file to write to it, makes it where there is none, puts a damaged one aside.
    pub fn open(home: &Home) -> Result<Opened, Error> {
        let path = home.library();
        let refused = |source: std::io::Error| Error::Unwritable { path: home.data().to_path_buf(), source };
        std::fs::create_dir_all(home.data()).map_err(refused)?;
        // One process at a time makes the file, or puts it aside; another that found the same damage looks again.
        let lock = File::create(home.data().join("library.lock")).map_err(refused)?;
        lock.lock().map_err(refused)?;
        match Self::at(&path) {
            Err(Error::Damaged { .. }) => {
                let aside = put_aside(&path).map_err(refused)?;
                Self::at(&path).map(|store| Opened { store, aside: Some(aside) })
            }
            other => other.map(|store| Opened { store, aside: None }),
        }
    }

    fn at(path: &Path) -> Result<Self, Error> {
        let said = |source: rusqlite::Error| error(path, &source);
        let connection = Connection::open(path).map_err(said)?;
        let store = Self { connection, path: path.to_path_buf() };
        store.prepare().map_err(said)?;
        let version = store.version().map_err(said)?;
        if version > STEPS.len() {
            return Err(Error::Newer { path: path.to_path_buf() });
        }
        if version < STEPS.len() {
            store.bring_up_to_date().map_err(said)?;
        }
        store.check()?;
        Ok(store)
    }

    /// Only to be read: the folder or the file cannot be written, or nothing needs to be.
    pub fn read_only(path: &Path) -> Result<Self, Error> {
        let said = |source: rusqlite::Error| error(path, &source);
        let open = |name: &str, flags| Connection::open_with_flags(name, flags);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let plain = |connection: Connection| {
            let store = Self { connection, path: path.to_path_buf() };
            store.connection.busy_timeout(PATIENCE).and_then(|()| store.version()).map(|_| store)
        };
        let name = path.to_string_lossy();
        // In a folder that cannot be written the log cannot be opened: then the file is read as it is.
        let escaped: String = name.chars().flat_map(uri).collect();
        open(&name, flags)
            .and_then(plain)
            .or_else(|_| open(&format!("file:{escaped}?immutable=1"), flags).and_then(plain))
            .map_err(said)
    }

    /// The file as it is, opened only to be read and read through; None where there is none.
    pub fn examine(home: &Home) -> Result<Option<Self>, Error> {
        if !home.has_library() {
            return Ok(None);
        }
        let store = Self::read_only(&home.library())?;
        store.check()?;
        Ok(Some(store))
    }

    /// The folders and files of the library, read before the first frame: nothing is checked and nothing written. None
    /// where that cannot be told at once.
    pub fn glance(home: &Home) -> Option<Vec<PathBuf>> {
        let folders = Self::read_only(&home.library()).and_then(|store| store.folders()).ok()?;
        Some(folders.into_iter().map(|folder| folder.path).collect())
    }

    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(PATIENCE)?;
        self.connection.pragma_update(None, "journal_mode", "WAL")?;
        self.connection.pragma_update(None, "synchronous", "FULL")
    }

    fn version(&self) -> rusqlite::Result<usize> {
        self.connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0)).map(|v| v as usize)
    }

    fn bring_up_to_date(&self) -> rusqlite::Result<()> {
        let begun = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        // Another process may have been faster.
        for (at, step) in STEPS.iter().enumerate().skip(self.version()?) {
            self.connection.execute_batch(step)?;
            self.connection.pragma_update(None, "user_version", u32::try_from(at + 1).unwrap_or(u32::MAX))?;
        }
        begun.commit()
    }

    /// Reads all of it: it is small, and damage that is found when something is written is found too late.
    fn check(&self) -> Result<(), Error> {
        let verdict: rusqlite::Result<String> =
            self.connection.pragma_query_value(None, "quick_check", |row| row.get(0));
        match verdict {
            Ok(word) if word == "ok" => Ok(()),
            Ok(word) => Err(Error::Damaged { path: self.path.clone(), reason: word }),
            Err(source) => Err(error(&self.path, &source)),
        }
    }

    /// What SQLite said, with the file and what to do.
    pub(super) fn said(&self, source: &rusqlite::Error) -> Error {
        error(&self.path, source)
    }
}

fn uri(c: char) -> Vec<char> {
    match c {
        '%' => "%25".chars().collect(),
        '?' => "%3f".chars().collect(),
        '#' => "%23".chars().collect(),
        c => vec![c],
    }
}

fn error(path: &Path, source: &rusqlite::Error) -> Error {
    let path = path.to_path_buf();
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Error::Damaged { path, reason: source.to_string() }
        }
        _ => Error::Library { path, reason: source.to_string() },
    }
}

/// Gives a damaged file, with its log, a name that nothing has: it is never overwritten.
fn put_aside(path: &Path) -> std::io::Result<PathBuf> {
    let with = |suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let free =
        (1..=u32::MAX).map(|n| format!(".damaged-{n}")).find(|suffix| !with(suffix).exists()).unwrap_or_default();
    std::fs::rename(path, with(&free))?;
    for log in ["-wal", "-shm"] {
        if with(log).exists() {
            std::fs::rename(with(log), with(&format!("{free}{log}")))?;
        }
    }
    Ok(with(&free))
}
