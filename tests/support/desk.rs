//! A folder of its own for each test, and the command run in it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub const PDF: &[u8] = b"%PDF-1.7\nno document";

/// A folder that is gone after the test.
pub struct Desk(TempDir);

/// What a run of the command came to. Every line that it said had the name of the program before it, which is left out.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    pub fn new() -> Self {
        Desk(tempfile::tempdir().unwrap())
    }

    /// A folder with these files; all of them are of a kind that is refused.
    pub fn with(names: &[&str]) -> Self {
        let desk = Desk::new();
        names.iter().for_each(|name| desk.write(name, PDF));
        desk
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Every file and folder below, sorted, with `/` on every system.
    pub fn tree(&self) -> Vec<String> {
        let mut names = Vec::new();
        list(self.0.path(), "", &mut names);
        names.sort();
        names
    }

    pub fn command<I: AsRef<OsStr>>(&self, args: &[I]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hwpconv"));
        command.args(args).current_dir(self.0.path()).env_remove("HWPCONV_PASSWORD").stdin(Stdio::null());
        // In English, whatever the language of who runs the tests.
        command.env("LC_ALL", "C.UTF-8").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    pub fn run<I: AsRef<OsStr>>(&self, args: &[I]) -> Run {
        run(&mut self.command(args))
    }

    pub fn run_with_stdin(&self, args: &[&str], stdin: &[u8]) -> Run {
        let mut child = self.command(args);
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Who refuses the command line does not read; the pipe is closed then.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        Run::new(child.wait_with_output().unwrap())
    }
}

pub fn run(command: &mut Command) -> Run {
    Run::new(command.output().unwrap())
}

impl Run {
    fn new(output: std::process::Output) -> Self {
        Run {
            code: output.status.code().expect("the command ends by itself"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: without_prefix(&String::from_utf8(output.stderr).unwrap()),
        }
    }

    /// The command line was refused with a sentence that holds these words, and nothing was printed.
    #[track_caller]
    pub fn is_usage_error(&self, words: &str) {
        assert!(self.stderr.contains(words), "{}", self.stderr);
        assert_eq!((self.code, self.stdout.as_str()), (2, ""));
    }

    /// The run failed with exactly these lines.
    #[track_caller]
    pub fn failed_with(&self, stderr: &str) {
        assert_eq!((self.stderr.as_str(), self.code, self.stdout.as_str()), (stderr, 1, ""));
    }

    /// Nothing failed and nothing was said.
    #[track_caller]
    pub fn succeeded(&self) {
        assert_eq!((self.stderr.as_str(), self.code), ("", 0));
    }
}

#[track_caller]
fn without_prefix(stderr: &str) -> String {
    let line = |line: &str| match line.strip_prefix("hwpconv: ") {
        Some(rest) => format!("{rest}\n"),
        None => panic!("a message without the name of the program: {stderr}"),
    };
    stderr.lines().map(line).collect()
}

fn list(dir: &Path, prefix: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), &format!("{name}/"), names);
        }
        names.push(name);
    }
}
