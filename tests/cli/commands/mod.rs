//! The command as its users meet it: exit status, files, and every line that it says.
//!
//! The tests here need no document that can be read; those that do are in `converting`, `batch` and `info`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test program, where failing loudly is right")]
#![allow(clippy::indexing_slicing, clippy::print_stderr, reason = "a test program, where failing loudly is right")]

mod archives;
mod batch;
mod converting;
mod habits;
mod hostile;
mod info;
mod korean;
mod languages;
mod options;
mod parquet;

use std::fs;

use crate::support::desk::{Desk, PDF, run};

const REFUSED: &str = "not an HWP document: this is a PDF document";

#[test]
fn help_is_printed_in_groups_with_examples() {
    let run = Desk::new().run(&["--help"]);
    run.succeeded();
    for part in [
        "Usage: hwpconv",
        "Commands:",
        "Inputs:",
        "Output:",
        "Pictures:",
        "Content:",
        "Reading:",
        "Running:",
        "Examples:",
        "Exit status:",
    ] {
        assert!(run.stdout.contains(part), "{part}");
    }
}

#[test]
fn version_is_printed() {
    let run = Desk::new().run(&["--version"]);
    run.succeeded();
    let version = concat!("hwpconv ", env!("CARGO_PKG_VERSION"), "\n");
    assert!(run.stdout.starts_with(version), "{}", run.stdout);
    for args in [&["-vV"][..], &["--version", "-v"], &["-V", "--verbose"]] {
        let run = Desk::new().run(args);
        run.succeeded();
        assert!(run.stdout.starts_with(version) && run.stdout.contains("\n  Landlock: "), "{}", run.stdout);
    }
}

#[test]
fn unknown_option_is_a_usage_error() {
    Desk::new().run(&["--bogus"]).is_usage_error("--bogus");
}

#[test]
fn number_that_is_none_is_a_usage_error() {
    for option in ["-j", "--wrap", "--max-input"] {
        Desk::new().run(&["a.hwp", option, "0"]).is_usage_error("give a whole number of at least 1");
    }
    Desk::new().run(&["a.hwp", "--chunk-overlap", "x"]).is_usage_error("give a whole number");
}

#[test]
fn several_documents_need_an_output_folder() {
    let desk = Desk::with(&["a.hwp", "b.hwp", "docs/c.hwp", "file"]);
    desk.run(&["a.hwp", "b.hwp"]).is_usage_error("name it with -o");
    desk.run(&["docs"]).is_usage_error("name it with -o");
    desk.run(&["a.hwp", "b.hwp", "-o", "file"]).is_usage_error("file: is a file");
}

#[test]
fn standard_input_is_converted_alone() {
    Desk::with(&["a.hwp"]).run(&["-", "a.hwp", "-o", "out"]).is_usage_error("can only be converted alone");
}

#[test]
fn standard_input_is_read_when_it_is_named_and_when_nothing_is() {
    let desk = Desk::new();
    desk.run_with_stdin(&["-"], PDF).failed_with(&format!("standard input: {REFUSED}\n"));
    desk.run_with_stdin(&[], PDF).failed_with(&format!("standard input: {REFUSED}\n"));
    desk.run_with_stdin(&[], b"").failed_with("standard input: empty: the input has no bytes\n");
}

#[test]
fn missing_file_is_not_found() {
    Desk::new().run(&["gone.hwp"]).failed_with("gone.hwp: not found\n");
}

#[test]
fn file_of_another_kind_is_named_for_what_it_is_on_one_line() {
    let desk = Desk::with(&["a.hwp"]);
    desk.run(&["a.hwp"]).failed_with(&format!("a.hwp: {REFUSED}\n"));
    desk.run(&["a.hwp", "-q"]).failed_with(&format!("a.hwp: {REFUSED}\n"));
}

#[test]
fn failure_leaves_an_older_output_and_makes_no_other() {
    let desk = Desk::with(&["a.hwp"]);
    desk.write("a.md", b"older");
    assert_eq!(desk.run(&["a.hwp", "-o", "a.md"]).code, 1);
    assert_eq!(desk.run(&["a.hwp", "-o", "new/b.md"]).code, 1);
    assert_eq!((desk.read("a.md").as_str(), desk.tree()), ("older", vec!["a.hwp".to_owned(), "a.md".to_owned()]));
}

#[test]
fn folder_without_documents_is_a_failure_of_one_line() {
    let desk = Desk::with(&["docs/readme.txt"]);
    desk.run(&["docs", "-o", "out", "-q"])
        .failed_with("docs: no documents in this folder (.hwp, .hwpx, .hwpml, .hml, .hwt)\n");
}

#[test]
fn every_bad_file_of_a_tree_is_one_line_in_the_order_of_names() {
    let desk = Desk::with(&["docs/b.hwp", "docs/a.HWPX", "docs/deep/er/c.hml", "docs/notes.txt"]);
    let lines = format!("docs/a.HWPX: {REFUSED}\ndocs/b.hwp: {REFUSED}\ndocs/deep/er/c.hml: {REFUSED}\n");
    desk.run(&["docs", "-o", "out", "-q"]).failed_with(&lines);
    let told = desk.run(&["docs", "-o", "out"]).stderr;
    assert!(told.starts_with(&format!("{lines}0 documents converted, 3 failed (")), "{told}");
}

#[test]
fn named_file_is_taken_whatever_it_is_called() {
    let desk = Desk::with(&["notes.txt"]);
    desk.run(&["notes.txt"]).failed_with(&format!("notes.txt: {REFUSED}\n"));
}

#[test]
fn document_named_twice_is_converted_once() {
    let desk = Desk::with(&["docs/a.hwp"]);
    let run = desk.run(&["docs/a.hwp", "./docs/../docs/a.hwp", "docs", "-o", "out"]);
    assert_eq!(run.stderr.matches(REFUSED).count(), 1, "{}", run.stderr);
    assert!(run.stderr.starts_with("2 documents were named more than once and are converted once\n"), "{}", run.stderr);
}

#[test]
fn input_folder_is_no_output_folder() {
    let desk = Desk::with(&["docs/a.hwp"]);
    for out in ["docs", "docs/", "./docs/../docs"] {
        desk.run(&["docs", "-o", out]).is_usage_error("is the input folder");
    }
    assert_eq!(desk.tree(), ["docs", "docs/a.hwp"]);
}

#[test]
fn output_that_is_an_input_is_refused_in_every_spelling() {
    let desk = Desk::with(&["a.hwp", "b/a.md", "c.hwp"]);
    fs::hard_link(desk.path("a.hwp"), desk.path("hard.md")).unwrap();
    for out in ["a.hwp", "./a.hwp", "b/../a.hwp", "hard.md"] {
        desk.run(&["a.hwp", "-o", out]).is_usage_error("would replace an input");
    }
    // A document in the clothes of an output, found in the way of another.
    fs::rename(desk.path("c.hwp"), desk.path("b/a.hwp")).unwrap();
    desk.run(&["a.hwp", "b/a.md", "-o", "b"]).is_usage_error("would replace an input");
    assert_eq!(fs::read(desk.path("a.hwp")).unwrap(), PDF);
}

#[test]
fn report_replaces_neither_an_input_nor_an_output() {
    let desk = Desk::with(&["a.hwp", "b.hwp"]);
    desk.run(&["a.hwp", "--report", "./a.hwp"]).is_usage_error("the report would replace an input");
    desk.run(&["a.hwp", "b.hwp", "-o", "out", "--report", "./out/b.md"]).is_usage_error("would be the same file");
    assert_eq!(desk.tree(), ["a.hwp", "b.hwp"]);
}

#[test]
fn report_has_a_line_for_each_document_in_the_order_of_inputs_whatever_the_threads() {
    let desk = Desk::new();
    let names: Vec<String> = (0..1500).map(|number| format!("docs/{number:04}.hwp")).collect();
    names.iter().for_each(|name| desk.write(name, PDF));
    // Large enough to be started out of turn.
    desk.write("docs/1400.hwp", &[b' '; 2 << 20]);
    for jobs in ["1", "4"] {
        let run = desk.run(&["docs", "-o", "out", "-q", "-j", jobs, "--report", "logs/report.ndjson"]);
        assert_eq!(run.code, 1);
        let report = desk.read("logs/report.ndjson");
        let mut records: Vec<serde_json::Value> =
            report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(records.pop().unwrap()["outcome"], "end");
        assert!(records.iter().map(|record| record["source"].as_str().unwrap()).eq(&names));
        assert_eq!(records[0]["outcome"], "failed");
        assert_eq!(records[0]["error"]["kind"], "not-hwp");
        assert_eq!(records[0]["input_bytes"], PDF.len());
        assert_eq!(records[1400]["error"]["message"], "not an HWP document: this is a text file");
    }
}

#[test]
fn report_that_cannot_be_made_ends_the_run_before_it_begins() {
    let desk = Desk::with(&["a.hwp", "file"]);
    let run = desk.run(&["a.hwp", "--report", "file/report"]);
    assert!(run.stderr.starts_with("file/report: report: "), "{}", run.stderr);
    assert_eq!((run.stderr.lines().count(), run.code), (1, 1));
}

#[cfg(target_os = "linux")]
#[test]
fn report_that_cannot_be_written_is_one_line_and_fails_the_run() {
    let desk = Desk::with(&["a.hwp", "b.hwp"]);
    desk.run(&["a.hwp", "b.hwp", "-q", "-o", "out", "--report", "/dev/full"])
        .failed_with(&format!("a.hwp: {REFUSED}\n/dev/full: report: no space left on the device\nb.hwp: {REFUSED}\n"));
}

#[test]
fn report_is_not_mixed_with_the_document() {
    Desk::with(&["a.hwp"]).run(&["a.hwp", "--report", "-"]).is_usage_error("name a file for the report");
}

#[test]
fn input_over_the_limit_is_refused_before_it_is_read() {
    let desk = Desk::new();
    desk.write("a.hwp", &vec![b'x'; (1 << 20) + 1]);
    let refused = "larger than 1 MiB; --max-input allows more\n";
    desk.run(&["a.hwp", "--max-input", "1"]).failed_with(&format!("a.hwp: {refused}"));
    let bytes = fs::read(desk.path("a.hwp")).unwrap();
    desk.run_with_stdin(&["--max-input", "1"], &bytes).failed_with(&format!("standard input: {refused}"));
}

#[test]
fn password_file_that_cannot_serve_is_a_usage_error() {
    let desk = Desk::with(&["a.hwp"]);
    desk.run(&["a.hwp", "--password-file", "gone"]).is_usage_error("gone: password file: not found");
    desk.run(&["--password-file", "-"]).is_usage_error("standard input cannot be both");
}

#[test]
fn password_stands_in_no_message() {
    let desk = Desk::with(&["a.hwp"]);
    desk.write("secret", b"opensesame\n");
    let run = desk.run(&["a.hwp", "-v", "--password-file", "secret", "--report", "report"]);
    assert!(!run.stderr.contains("opensesame") && !desk.read("report").contains("opensesame"));
    let told = run_in_environment(&desk);
    assert_eq!(told, format!("a.hwp: {REFUSED}\n"));
}

fn run_in_environment(desk: &Desk) -> String {
    run(desk.command(&["a.hwp", "-v"]).env("HWPCONV_PASSWORD", "opensesame")).stderr
}

#[test]
fn help_into_a_closed_pipe_is_no_failure() {
    let desk = Desk::new();
    let mut child = desk.command(&["--help"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::{File, Permissions};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::process::Command;

    use super::*;

    /// Takes all permissions away. False where that does not bind, as for root: the test cannot be made there.
    fn lock(path: &Path) -> bool {
        fs::set_permissions(path, Permissions::from_mode(0o000)).unwrap();
        let binds = File::open(path).is_err();
        if !binds {
            eprintln!("not tested: permissions do not bind this user");
        }
        binds
    }

    fn unlock(path: &Path) {
        fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn file_without_permission_is_reported() {
        let desk = Desk::with(&["a.hwp"]);
        if lock(&desk.path("a.hwp")) {
            desk.run(&["a.hwp"]).failed_with("a.hwp: permission denied\n");
        }
    }

    #[test]
    fn folder_without_permission_is_reported_and_the_walk_goes_on() {
        let desk = Desk::with(&["docs/a/a.hwp", "docs/b/b.hwp"]);
        if lock(&desk.path("docs/a")) {
            desk.run(&["docs", "-o", "out", "-q"])
                .failed_with(&format!("docs/a: permission denied\ndocs/b/b.hwp: {REFUSED}\n"));
        }
        unlock(&desk.path("docs/a"));
    }

    #[test]
    fn names_that_are_no_text_or_would_drive_the_terminal_are_escaped() {
        let desk = Desk::new();
        let name = OsStr::from_bytes(b"docs/b\xff\x1b[2J\n.hwp");
        desk.write(name, PDF);
        let run = desk.run(&["docs", "-o", "out", "-q", "--report", "report"]);
        run.failed_with(&format!("docs/b\\xff\\u{{1b}}[2J\\n.hwp: {REFUSED}\n"));
        assert_eq!(desk.read("report").lines().count(), 2, "the document and the end");
    }

    #[test]
    fn links_in_a_tree_are_not_followed_and_counted() {
        let desk = Desk::with(&["docs/a.hwp", "other/b.hwp"]);
        symlink("../other", desk.path("docs/other")).unwrap();
        symlink("..", desk.path("docs/loop")).unwrap();
        symlink("../other/b.hwp", desk.path("docs/b.hwp")).unwrap();
        let run = desk.run(&["docs", "-o", "out"]);
        assert!(
            run.stderr.starts_with("docs: 3 symbolic links not followed; -L follows them\ndocs/a.hwp: "),
            "{}",
            run.stderr
        );
        assert_eq!(run.stderr.matches(REFUSED).count(), 1, "{}", run.stderr);
    }

    #[test]
    fn folder_that_is_named_through_a_link_is_walked() {
        let desk = Desk::with(&["docs/a.hwp"]);
        symlink("docs", desk.path("link")).unwrap();
        desk.run(&["link", "-o", "out", "-q"]).failed_with(&format!("link/a.hwp: {REFUSED}\n"));
        desk.run(&["link", "-o", "docs"]).is_usage_error("is the input folder");
    }

    #[test]
    fn input_is_not_replaced_through_a_link() {
        let desk = Desk::with(&["a.hwp"]);
        symlink("a.hwp", desk.path("link.md")).unwrap();
        desk.run(&["a.hwp", "-o", "link.md"]).is_usage_error("would replace an input");
        let stdin = File::open(desk.path("a.hwp")).unwrap();
        run(desk.command(&["-", "-o", "a.hwp"]).stdin(stdin)).is_usage_error("would replace an input");
    }

    #[test]
    fn pipe_in_a_tree_is_reported_and_does_not_stop_the_run() {
        let desk = Desk::with(&["docs/a.hwp"]);
        assert!(Command::new("mkfifo").arg(desk.path("docs/p.hwp")).status().unwrap().success());
        desk.run(&["docs", "-o", "out", "-q"])
            .failed_with(&format!("docs/a.hwp: {REFUSED}\ndocs/p.hwp: is a named pipe, not a file\n"));
    }
}
