//! Files that the user names: written where none is yet, never over one that is there, least of all a source.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use crate::app::effect::{Failure, Outcome, Ticket};

use super::event::Event;

/// Writes a text to a new file. The event says that it is on the disk, or what stood against it.
pub fn save(path: PathBuf, text: &str) -> Event {
    let path = at_home(path);
    let failed = |words: String| Event::Failed(Ticket::default(), Failure(format!("{}: {words}", path.display())));
    match File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Event::Arrived(Ticket::default(), Outcome::Saved(path)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            failed("已有此文件，没有写；请换个名字 (exists and is not written over: choose another name)".to_owned())
        }
        Err(error) => failed(error.to_string()),
    }
}

/// A path as somebody types it, ~ being their home.
pub fn at_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over() {
        let folder = std::env::temp_dir().join(format!("zuotan-saving-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("there is room for a folder");
        let path = folder.join("a.md");
        let _ = std::fs::remove_file(&path);
        assert!(matches!(save(path.clone(), "一"), Event::Arrived(_, Outcome::Saved(_))));
        assert!(matches!(save(path.clone(), "二"), Event::Failed(..)));
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), "一");
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
    }

    #[test]
    fn a_tilde_is_the_home() {
        let home = std::env::home_dir().expect("there is a home");
        assert_eq!(at_home(PathBuf::from("~/a/b.md")), home.join("a/b.md"));
        assert_eq!(at_home(PathBuf::from("a/~/b.md")), PathBuf::from("a/~/b.md"));
    }
}
