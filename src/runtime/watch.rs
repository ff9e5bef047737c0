//! Watching the files that are open: an own thread that sleeps in the kernel until one of them is written, moved, deleted
//! or replaced. No clock while nothing happens: an idle reader wakes for nothing. Where the kernel has no such service,
//! nothing is watched and a file is read anew when it is opened anew.

#[cfg(target_os = "linux")]
pub use linux::watch;

/// Nothing to watch with.
#[cfg(not(target_os = "linux"))]
pub fn watch(
    _: Vec<std::path::PathBuf>,
    _: impl Fn(Vec<std::path::PathBuf>) -> bool + Send + 'static,
) -> std::io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::{BTreeSet, HashMap, HashSet};
    use std::ffi::OsStr;
    use std::io;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::{Path, PathBuf};
    use std::thread;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
    use rustix::io::Errno;

    /// Changes that follow each other within so many nanoseconds are told together.
    const QUIET: i64 = 250_000_000;
    /// Changes that go on for so many such spans are told all the same.
    const PATIENCE: usize = 8;

    /// What is watched: folders by the kernel's number, and files named one by one.
    #[derive(Default)]
    struct Watched {
        folders: HashMap<i32, PathBuf>,
        files: HashSet<PathBuf>,
        whole: HashSet<PathBuf>,
    }

    /// Watches files and folders until `tell` says that nobody listens.
    pub fn watch(paths: Vec<PathBuf>, tell: impl Fn(Vec<PathBuf>) -> bool + Send + 'static) -> io::Result<()> {
        let notify = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        thread::Builder::new().name("watch".to_owned()).spawn(move || {
            let mut watched = Watched::default();
            for path in &paths {
                watched.begin(&notify, path);
            }
            while let Ok(changed) = watched.wait(&notify) {
                if !changed.is_empty() && !tell(changed.into_iter().collect()) {
                    return;
                }
            }
        })?;
        Ok(())
    }

    fn is_hidden(name: &OsStr) -> bool {
        name.as_bytes().starts_with(b".") || name.as_bytes().ends_with(b"~")
    }

    impl Watched {
        fn begin(&mut self, notify: &OwnedFd, path: &Path) {
            if path.is_dir() {
                self.folder(notify, path);
            } else {
                self.files.insert(path.to_path_buf());
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                self.add(notify, folder, path.parent().unwrap_or(Path::new("")));
            }
        }

        fn add(&mut self, notify: &OwnedFd, folder: &Path, name: &Path) {
            let flags = WatchFlags::CLOSE_WRITE
                | WatchFlags::MOVED_FROM
                | WatchFlags::MOVED_TO
                | WatchFlags::DELETE
                | WatchFlags::CREATE
                | WatchFlags::ONLYDIR;
            if let Ok(number) = inotify::add_watch(notify, folder, flags) {
                self.folders.insert(number, name.to_path_buf());
            }
        }

        /// A folder and all in it.
        fn folder(&mut self, notify: &OwnedFd, path: &Path) {
            self.whole.insert(path.to_path_buf());
            self.add(notify, path, path);
            for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) && !is_hidden(&entry.file_name()) {
                    self.folder(notify, &entry.path());
                }
            }
        }

        /// Sleeps until something changes, then until it is quiet again.
        fn wait(&mut self, notify: &OwnedFd) -> Result<BTreeSet<PathBuf>, Errno> {
            let mut changed = BTreeSet::new();
            let quiet = Timespec { tv_sec: 0, tv_nsec: QUIET };
            for turn in 0..PATIENCE {
                let limit = (turn > 0).then_some(&quiet);
                match poll(&mut [PollFd::new(notify, PollFlags::IN)], limit) {
                    Err(Errno::INTR) => {}
                    Err(error) => return Err(error),
                    Ok(0) => break,
                    Ok(_) => self.read(notify, &mut changed)?,
                }
            }
            Ok(changed)
        }

        fn read(&mut self, notify: &OwnedFd, changed: &mut BTreeSet<PathBuf>) -> Result<(), Errno> {
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut fresh = Vec::new();
            let mut events = Reader::new(notify, &mut buffer);
            loop {
                let event = match events.next() {
                    Ok(event) => event,
                    Err(Errno::WOULDBLOCK) => break,
                    Err(error) => return Err(error),
                };
                let Some(folder) = self.folders.get(&event.wd()) else { continue };
                if event.events().contains(ReadFlags::QUEUE_OVERFLOW) {
                    changed.extend(self.whole.iter().cloned());
                    continue;
                }
                let Some(name) = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes())) else { continue };
                let path = folder.join(name);
                if is_hidden(name) || !(self.whole.contains(folder) || self.files.contains(&path)) {
                    continue;
                }
                let is_folder = event.events().contains(ReadFlags::ISDIR);
                if is_folder && event.events().intersects(ReadFlags::CREATE | ReadFlags::MOVED_TO) {
                    fresh.push(path.clone());
                }
                // A file that was made is told when it was written.
                if is_folder || !event.events().contains(ReadFlags::CREATE) {
                    changed.insert(path);
                }
            }
            for path in fresh {
                self.folder(notify, &path);
            }
            Ok(())
        }
    }
}
