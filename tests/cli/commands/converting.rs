//! The command on a document that can be read.

use std::fs;
use std::process::Stdio;

use crate::support::desk::{Desk, PDF, run};

/// A folder with copies of a document under these names.
pub fn documents(names: &[&str]) -> Desk {
    let bytes = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/press-release.hwp")).unwrap();
    let desk = Desk::new();
    names.iter().for_each(|name| desk.write(name, &bytes));
    desk
}

/// The document as it is printed.
fn printed(desk: &Desk, args: &[&str]) -> String {
    let run = desk.run(args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.trim().is_empty());
    run.stdout
}

/// The files that are outputs.
pub fn outputs(desk: &Desk) -> Vec<String> {
    let mut names = desk.tree();
    names.retain(|name| name.ends_with(".md") || name.ends_with(".txt"));
    names
}

#[test]
fn document_is_printed_as_markdown_or_text() {
    let desk = documents(&["a.hwp"]);
    let markdown = printed(&desk, &["a.hwp", "-q"]);
    assert_eq!(printed(&desk, &["a.hwp", "-q", "-t", "markdown"]), markdown);
    assert_ne!(printed(&desk, &["a.hwp", "-q", "-t", "text"]), markdown);
    assert_eq!(desk.tree(), ["a.hwp"]);
}

#[test]
fn standard_input_gives_what_the_file_gives() {
    let desk = documents(&["a.hwp"]);
    let bytes = fs::read(desk.path("a.hwp")).unwrap();
    let run = desk.run_with_stdin(&["-q"], &bytes);
    run.succeeded();
    assert_eq!(run.stdout, printed(&desk, &["a.hwp", "-q"]));
}

#[test]
fn extension_of_the_output_chooses_the_format_unless_it_is_given() {
    let desk = documents(&["a.hwp"]);
    let (markdown, text) = (printed(&desk, &["a.hwp", "-q"]), printed(&desk, &["a.hwp", "-q", "-t", "text"]));
    for (args, expected) in [
        (&["o.txt"][..], &text),
        (&["o.TXT"], &text),
        (&["o.md"], &markdown),
        (&["o.markdown"], &markdown),
        (&["o.else", "-t", "markdown"], &markdown),
        (&["o"], &markdown),
        (&["o.txt", "-t", "markdown"], &markdown),
        (&["o.md", "-t", "text"], &text),
    ] {
        desk.run(&[&["a.hwp", "-q", "--no-media", "-o"], args].concat()).succeeded();
        assert_eq!(&desk.read(args[0]), expected, "{args:?}");
    }
}

#[test]
fn folders_above_an_output_are_made_and_an_older_output_is_replaced() {
    let desk = documents(&["a.hwp"]);
    desk.write("new/a.md", b"older");
    for out in ["new/a.md", "new/deep/er/a.md"] {
        desk.run(&["a.hwp", "-q", "--no-media", "-o", out]).succeeded();
        assert_eq!(desk.read(out), printed(&desk, &["a.hwp", "-q"]));
    }
}

#[test]
fn folder_as_output_names_the_file_after_the_input() {
    let desk = documents(&["a.v1.hwp", "out/keep"]);
    desk.run(&["a.v1.hwp", "-q", "-o", "out"]).succeeded();
    desk.run(&["a.v1.hwp", "-q", "-t", "text", "-o", "new/"]).succeeded();
    assert_eq!(outputs(&desk), ["new/a.v1.txt", "out/a.v1.md"]);
}

#[test]
fn tree_is_mirrored() {
    let desk = documents(&["docs/a.hwp", "docs/x/a.hwp", "docs/x/y/b.HWP", "docs/x/note.doc"]);
    let told = desk.run(&["docs", "-o", "out"]);
    assert_eq!(outputs(&desk), ["out/a.md", "out/x/a.md", "out/x/y/b.md"]);
    assert!(told.stderr.contains("3 documents converted"), "{}", told.stderr);
    assert_eq!(told.code, 0);
}

#[test]
fn documents_that_want_one_name_keep_their_extensions_and_it_is_said() {
    let desk = documents(&["docs/a.hwp", "docs/a.hwpx", "docs/A.hwt", "docs/b.hwp"]);
    let told = desk.run(&["docs", "-o", "out"]);
    assert_eq!(outputs(&desk), ["out/A.hwt.md", "out/a.hwp.md", "out/a.hwpx.md", "out/b.md"]);
    let note = "docs/a.hwpx: written as out/a.hwpx.md, because another document has the same name\n";
    assert!(told.stderr.contains(note), "{}", told.stderr);
}

#[test]
fn documents_of_one_name_are_counted() {
    let desk = documents(&["x/a.hwp", "y/a.hwp"]);
    desk.run(&["x/a.hwp", "y/a.hwp", "-q", "-o", "out"]).succeeded();
    assert_eq!(outputs(&desk), ["out/a.hwp-2.md", "out/a.hwp.md"]);
}

#[test]
fn bad_file_stops_no_other() {
    let desk = documents(&["docs/a.hwp", "docs/c.hwp"]);
    desk.write("docs/b.hwp", PDF);
    desk.run(&["docs", "gone.hwp", "-q", "-o", "out"])
        .failed_with("docs/b.hwp: not an HWP document: this is a PDF document\ngone.hwp: not found\n");
    assert_eq!(outputs(&desk), ["out/a.md", "out/c.md"]);
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let names: Vec<String> = (0..20).map(|number| format!("docs/{number}.hwp")).collect();
    let desk = documents(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let report = |jobs: &str| -> Vec<serde_json::Value> {
        desk.run(&["docs", "-q", "-o", "out", "-j", jobs, "--report", "report"]).succeeded();
        let report = desk.read("report");
        let records = report.lines().map(|line| serde_json::from_str(line).unwrap());
        records
            .filter(|record: &serde_json::Value| record["outcome"] != "end")
            .map(|mut record: serde_json::Value| {
                record["seconds"].take();
                record
            })
            .collect()
    };
    let alone = report("1");
    assert_eq!(alone, report("4"));
    assert_eq!((alone.len(), &alone[0]["outcome"], &alone[0]["format"]), (20, &"converted".into(), &"hwp5".into()));
    assert_eq!(alone[0]["output_bytes"], desk.read("out/0.md").len());
}

#[test]
fn closed_pipe_is_a_silent_success() {
    let desk = documents(&["a.hwp"]);
    let mut child = desk.command(&["a.hwp", "-q"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn output_that_cannot_be_written_is_one_line_and_leaves_nothing() {
    let desk = documents(&["a.hwp", "b.hwp", "out/a.md/in-the-way"]);
    desk.run(&["a.hwp", "b.hwp", "-q", "--no-media", "-o", "out"]).failed_with("a.hwp: out/a.md: is a folder\n");
    assert_eq!(
        desk.tree(),
        ["a.hwp", "b.hwp", "out", "out/.hwpconv-journal", "out/a.md", "out/a.md/in-the-way", "out/b.md"]
    );
    let run = desk.run(&["a.hwp", "-q", "--no-media", "-o", "b.hwp/x.md"]);
    assert!(run.stderr.starts_with("a.hwp: b.hwp/x.md: "), "{}", run.stderr);
    assert_eq!((run.stderr.lines().count(), run.code), (1, 1));
}

#[test]
fn pictures_are_written_where_they_are_wanted_and_the_text_refers_to_them() {
    let desk = documents(&["a.hwp"]);
    desk.run(&["a.hwp", "-q", "--no-media", "-o", "none/a.md"]).succeeded();
    desk.run(&["a.hwp", "-q", "-o", "text/a.txt"]).succeeded();
    assert_eq!(desk.tree(), ["a.hwp", "none", "none/a.md", "text", "text/a.txt"]);
    desk.run(&["a.hwp", "-q", "-o", "beside/a.md", "--report", "report"]).succeeded();
    desk.run(&["a.hwp", "-q", "-o", "apart/a.md", "--media", "pictures"]).succeeded();
    let record: serde_json::Value = serde_json::from_str(desk.read("report").lines().next().unwrap()).unwrap();
    let tree = desk.tree();
    assert_ne!(record["pictures"], 0, "the sample shows a picture");
    for (folder, text, reference) in
        [("beside/a_media/", "beside/a.md", "a_media/"), ("pictures/", "apart/a.md", "../pictures/")]
    {
        let files = tree.iter().filter_map(|name| name.strip_prefix(folder));
        // A folder that was named remembers whose pictures it holds.
        let files: Vec<&str> = files.filter(|name| *name != ".hwpconv-media").collect();
        assert_eq!(record["pictures"], files.len());
        for file in files {
            assert!(desk.read(text).contains(&format!("{reference}{file}")), "{reference}{file}");
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn output_has_the_permissions_of_any_new_file() {
        let desk = documents(&["a.hwp"]);
        desk.run(&["a.hwp", "-q", "-o", "a.md"]).succeeded();
        let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode();
        assert_eq!(mode("a.md"), mode("a.hwp"));
    }

    #[test]
    fn long_names_and_names_that_are_no_text_are_converted() {
        let desk = documents(&[]);
        let bytes = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/press-release.hwp")).unwrap();
        let long = "가".repeat(83);
        desk.write(format!("docs/{long}.hwp"), &bytes);
        desk.write(OsStr::from_bytes(b"docs/\xff.hwp"), &bytes);
        desk.run(&["docs", "-q", "-o", "out"]).succeeded();
        assert!(desk.path(format!("out/{long}.md")).exists());
        assert!(desk.path(OsStr::from_bytes(b"out/\xff.md")).exists());
    }

    #[test]
    fn folder_that_may_not_be_written_is_one_line_and_stays_as_it_is() {
        let desk = documents(&["a.hwp", "out/keep"]);
        let set = |mode| fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(mode)).unwrap();
        set(0o555);
        if fs::write(desk.path("out/probe"), "").is_ok() {
            eprintln!("not tested: permissions do not bind this user");
        } else {
            desk.run(&["a.hwp", "-q", "--no-media", "-o", "out"]).failed_with("a.hwp: out/a.md: permission denied\n");
            assert_eq!(desk.tree(), ["a.hwp", "out", "out/keep"]);
        }
        set(0o755);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn full_disk_is_one_line() {
        let desk = documents(&["a.hwp"]);
        let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let printed = run(desk.command(&["a.hwp", "-q"]).stdout(full()));
        printed.failed_with("a.hwp: standard output: no space left on the device\n");
        desk.run(&["a.hwp", "-q", "-o", "/dev/full"]).failed_with("a.hwp: /dev/full: no space left on the device\n");
    }
}
