//! What stands in the library's file: folders, notes, deeds that can be undone, last-read places, queries. Each call is one
//! transaction: when it returns, the change is on the disk.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::Error;
use super::store::Store;
use crate::model::{Deed, Kept, Left, Note, Origin};

/// Deeds that can be undone.
const DEEDS: i64 = 1000;
/// Places that are kept, the latest.
const PLACES: i64 = 20_000;
/// Queries that are kept, the latest.
const QUERIES: i64 = 500;

/// A folder or file of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it lies, from the root.
    pub path: PathBuf,
    /// When it was added, in seconds since 1970.
    pub added: i64,
}

impl Store {
    /// The folders and files of the library, in the order of their paths.
    pub fn folders(&self) -> Result<Vec<Folder>, Error> {
        let read = |connection: &Connection| -> rusqlite::Result<Vec<Folder>> {
            connection
                .prepare("SELECT path, added FROM folder ORDER BY path")?
                .query_map([], |row| Ok(Folder { path: path_of(row.get(0)?), added: row.get(1)? }))?
                .collect()
        };
        read(&self.connection).map_err(|source| self.said(&source))
    }

    /// Adds folders and files; which of them are new.
    pub fn add(&mut self, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
        self.each_path("INSERT OR IGNORE INTO folder (path) VALUES (?1)", paths)
    }

    /// Takes folders and files out; which of them were there.
    pub fn remove(&mut self, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
        self.each_path("DELETE FROM folder WHERE path = ?1", paths)
    }

    fn each_path(&mut self, statement: &str, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
        self.change(|connection| {
            let mut changed = Vec::new();
            for path in paths {
                if connection.execute(statement, [bytes_of(path)])? > 0 {
                    changed.push(path.clone());
                }
            }
            Ok(changed)
        })
    }

    /// All that the user added. What cannot be understood (of a newer version) is left where it is.
    pub fn kept(&self) -> Result<Kept, Error> {
        let read = |connection: &Connection| -> rusqlite::Result<Kept> {
            let notes = connection
                .prepare("SELECT sha256, path, body FROM note ORDER BY id")?
                .query_map([], |row| Ok((origin(row)?, row.get::<_, String>(2)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let deeds = connection
                .prepare("SELECT body FROM deed ORDER BY id")?
                .query_map([], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let places = connection
                .prepare("SELECT sha256, path, body FROM place ORDER BY turn")?
                .query_map([], |row| Ok((origin(row)?, row.get::<_, String>(2)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let queries = connection
                .prepare("SELECT text FROM query ORDER BY turn")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            let note =
                |(origin, body): (Origin, String)| Some(Note { origin, what: serde_json::from_str(&body).ok()? });
            let left = |(origin, body): (Origin, String)| Some(Left { origin, at: serde_json::from_str(&body).ok()? });
            Ok(Kept {
                notes: notes.into_iter().filter_map(note).collect(),
                deeds: deeds.iter().filter_map(|body| serde_json::from_str(body).ok()).collect(),
                places: places.into_iter().filter_map(left).collect(),
                queries,
            })
        };
        read(&self.connection).map_err(|source| self.said(&source))
    }

    /// Does a deed; it can be undone.
    pub fn carry(&mut self, deed: &Deed) -> Result<(), Error> {
        self.change(|connection| {
            lay(connection, deed)?;
            connection.execute("INSERT INTO deed (body) VALUES (?1)", [json(deed)])?;
            connection.execute("DELETE FROM deed WHERE id <= (SELECT max(id) FROM deed) - ?1", [DEEDS])?;
            Ok(())
        })
    }

    /// Undoes a deed.
    pub fn undo(&mut self, deed: &Deed) -> Result<(), Error> {
        self.change(|connection| {
            lay(connection, &deed.clone().reversed())?;
            connection
                .execute("DELETE FROM deed WHERE id = (SELECT max(id) FROM deed WHERE body = ?1)", [json(deed)])?;
            Ok(())
        })
    }

    /// Keeps where documents were left.
    pub fn leave(&mut self, places: &[Left]) -> Result<(), Error> {
        self.change(|connection| {
            for left in places {
                connection.execute(
                    "INSERT INTO place (document, sha256, path, body, turn)
                     VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(turn), 0) + 1 FROM place))
                     ON CONFLICT (document) DO UPDATE SET sha256 = ?2, path = ?3, body = ?4,
                         turn = (SELECT max(turn) + 1 FROM place)",
                    params![left.at.document.0, left.origin.sha256, left.origin.path, json(&left.at)],
                )?;
            }
            connection.execute("DELETE FROM place WHERE turn <= (SELECT max(turn) FROM place) - ?1", [PLACES])?;
            Ok(())
        })
    }

    /// Keeps a query of the full-text search; one that is there moves to the end.
    pub fn ask(&mut self, query: &str) -> Result<(), Error> {
        self.change(|connection| {
            connection.execute(
                "INSERT INTO query (text, turn) VALUES (?1, (SELECT coalesce(max(turn), 0) + 1 FROM query))
                 ON CONFLICT (text) DO UPDATE SET turn = (SELECT max(turn) + 1 FROM query)",
                [query],
            )?;
            connection.execute("DELETE FROM query WHERE turn <= (SELECT max(turn) FROM query) - ?1", [QUERIES])?;
            Ok(())
        })
    }

    /// Erases the queries.
    pub fn forget_queries(&mut self) -> Result<(), Error> {
        self.change(|connection| connection.execute("DELETE FROM query", []).map(|_| ()))
    }

    /// One transaction, begun as a writer so that it never has to give way in the middle.
    fn change<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        let done = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .and_then(|begun| work(&begun).and_then(|value| begun.commit().map(|()| value)));
        done.map_err(|source| self.said(&source))
    }
}

/// Takes notes away and adds others. A note that another process took away meanwhile is gone all the same.
fn lay(connection: &Connection, deed: &Deed) -> rusqlite::Result<()> {
    for note in &deed.gone {
        connection.execute(
            "DELETE FROM note WHERE id = (SELECT max(id) FROM note WHERE sha256 = ?1 AND path = ?2 AND body = ?3)",
            params![note.origin.sha256, note.origin.path, json(&note.what)],
        )?;
    }
    for note in &deed.come {
        connection.execute(
            "INSERT INTO note (sha256, path, body) VALUES (?1, ?2, ?3)",
            params![note.origin.sha256, note.origin.path, json(&note.what)],
        )?;
    }
    Ok(())
}

fn origin(row: &rusqlite::Row) -> rusqlite::Result<Origin> {
    Ok(Origin { sha256: row.get(0)?, path: row.get(1)? })
}

/// Notes, deeds and anchors are plain data: writing them cannot fail.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(&bytes).into_owned()))
}
