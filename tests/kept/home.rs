//! A home of its own for a test: data, cache and configuration lie in a folder that goes with it. Texts with invented names.

#![allow(dead_code, reason = "each test uses some of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use zuotan::library::Home;

/// Minutes of an invented meeting.
pub const TEXT: &str = "青岭市召开产业座谈会\n\n青岭社青岭2024年6月6日电　6月5日，青岭市产业座谈会在青岭市举行。青岭市委书记穆怀远主持会议并讲话，青岭市市长温知秋出席会议并讲话。\n\n穆怀远指出，要把产业做实做强，一件一件抓到底，让企业安心经营。\n\n温知秋说，要把服务送到门口，今年办成二十件实事，件件有回音。\n\n企业代表也谈了自己的看法，认为办事比去年快了许多。\n";

/// A folder of its own; removed with it.
pub struct Place(pub PathBuf);

impl Place {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zuotan-kept-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path.canonicalize().unwrap())
    }

    pub fn home(&self) -> Home {
        Home::new(&self.0.join("data"), &self.0.join("cache"))
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zuotan"));
        command.args(arguments).env_clear().env("HOME", &self.0).env("LANG", "en_GB.UTF-8").env("TERM", "xterm");
        for (name, folder) in [("DATA", "data"), ("CACHE", "cache"), ("CONFIG", "config")] {
            command.env(format!("XDG_{name}_HOME"), self.0.join(folder));
        }
        command.stdin(Stdio::null()).current_dir(&self.0);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// Standard output of a run that goes well.
    pub fn out(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?} {ran:?}");
        ran.out
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A path as an argument.
pub fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}
