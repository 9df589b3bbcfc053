//! Batches that are listed, filtered, bounded, interrupted and resumed.

use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::converting::{documents, outputs};
use crate::support::desk::{Desk, PDF, run};

fn report(desk: &Desk, name: &str) -> Vec<Value> {
    let mut records: Vec<Value> = desk.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    records.retain(|record| record["outcome"] != "end");
    records.iter_mut().for_each(|record| record["seconds"] = Value::Null);
    records
}

/// When an output was written.
fn written(desk: &Desk, name: &str) -> SystemTime {
    fs::metadata(desk.path(name)).unwrap().modified().unwrap()
}

/// Makes a file look as if it was written long ago.
fn age(desk: &Desk, name: &str) {
    let file = fs::File::options().write(true).open(desk.path(name)).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(1)).unwrap();
}

#[test]
fn listed_files_keep_their_folders_and_missing_ones_fail_by_themselves() {
    let desk = documents(&["x/a.hwp", "x/y/a.hwp", "z/b.hwp"]);
    desk.write("list", b"x/a.hwp\r\n\nx/gone.hwp\n./x/y/a.hwp\nz\n");
    let run = desk.run(&["--files-from", "list", "-q", "-o", "out", "--report", "report"]);
    run.failed_with("x/gone.hwp: not found\n");
    assert_eq!(outputs(&desk), ["out/b.md", "out/x/a.md", "out/x/y/a.md"]);
    assert_eq!(report(&desk, "report").len(), 4);
}

#[test]
fn list_of_names_ended_by_nul_comes_from_standard_input() {
    let desk = documents(&["a\nb.hwp", "c.hwp"]);
    for args in [&["--files-from", "-", "-q", "-o", "out"][..], &["--files-from", "-", "--null", "-q", "-o", "out"]] {
        desk.run_with_stdin(args, b"a\nb.hwp\0c.hwp\0").succeeded();
    }
    assert_eq!(outputs(&desk), ["out/a\nb.md", "out/c.md"]);
}

#[test]
fn listed_file_is_never_written_outside_of_the_output_folder() {
    let desk = documents(&["x/a.hwp", "b.hwp"]);
    let full = desk.path("x/a.hwp");
    desk.write("list", format!("x/../b.hwp\nx/../x/../x/a.hwp\n{}\n", full.display()).as_bytes());
    desk.run(&["--files-from", "list", "-q", "-o", "out/deep"]).succeeded();
    let names = outputs(&desk);
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("out/deep/")), "{names:?}");
}

#[test]
fn list_that_cannot_be_read_is_a_usage_error_and_an_empty_one_is_no_failure() {
    let desk = documents(&["a.hwp"]);
    desk.run(&["--files-from", "gone", "-o", "out"]).is_usage_error("gone: list of files: not found");
    desk.run(&["--null", "a.hwp"]).is_usage_error("--files-from");
    desk.run(&["--files-from", "-", "--password-file", "-", "-o", "out"])
        .is_usage_error("standard input cannot be both");
    desk.run(&["-", "--files-from", "-", "-o", "out"]).is_usage_error("can only be converted alone");
    desk.write("list", b"\n");
    let run = desk.run(&["--files-from", "list", "-o", "out"]);
    assert!(run.stderr.starts_with("the list of files is empty\n0 documents converted"), "{}", run.stderr);
    assert_eq!(run.code, 0);
}

#[test]
fn patterns_choose_documents_of_a_folder_and_what_is_left_out_is_counted() {
    let desk = documents(&["docs/a.hwp", "docs/b.hwpx", "docs/old/c.hwp", "docs/x/old.hwp"]);
    let run = desk.run(&["docs", "--include", "*.hwp", "--exclude", "old", "-o", "out"]);
    assert!(run.stderr.starts_with("docs: 2 documents left out as asked\n"), "{}", run.stderr);
    assert_eq!(outputs(&desk), ["out/a.md", "out/x/old.md"]);
    desk.run(&["docs", "--exclude", "*", "-q", "-o", "out2"])
        .failed_with("docs: --include and --exclude leave no document of this folder\n");
    desk.run(&["docs", "--include", "[", "-o", "out"]).is_usage_error("\"[\" is not a pattern");
}

#[test]
fn resumed_run_makes_only_what_is_missing_or_changed_and_its_report_is_whole() {
    let desk = documents(&["docs/a.hwp", "docs/b.hwp", "docs/c.hwp", "docs/d.hwp"]);
    desk.run(&["docs", "-q", "-o", "out", "--report", "first"]).succeeded();
    ["out/a.md", "out/b.md", "out/c.md", "out/d.md"].iter().for_each(|name| age(&desk, name));
    let long_ago = written(&desk, "out/a.md");
    fs::remove_file(desk.path("out/b.md")).unwrap();
    let other = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/notes.hwp")).unwrap();
    desk.write("docs/c.hwp", &other);
    age(&desk, "docs/d.hwp"); // Touched, not changed.
    let run = desk.run(&["docs", "--resume", "-o", "out", "--report", "second"]);
    assert!(run.stderr.starts_with("2 documents converted, 2 there already"), "{}", run.stderr);
    assert_eq!((written(&desk, "out/a.md"), written(&desk, "out/d.md")), (long_ago, long_ago));
    assert!(written(&desk, "out/b.md") != long_ago && written(&desk, "out/c.md") != long_ago);
    desk.run(&["docs", "-q", "-o", "fresh", "--report", "third"]).succeeded();
    let mut fresh = report(&desk, "third");
    for record in &mut fresh {
        record["output"] = record["output"].as_str().unwrap().replace("fresh/", "out/").into();
    }
    assert_eq!(
        report(&desk, "second").iter().map(without_maker).collect::<Vec<_>>(),
        fresh.iter().map(without_maker).collect::<Vec<_>>()
    );
    for name in ["a.md", "b.md", "c.md", "d.md"] {
        assert_eq!(desk.read(format!("out/{name}")), desk.read(format!("fresh/{name}")));
    }
}

fn without_maker(record: &Value) -> Value {
    let mut record = record.clone();
    record["made_by"] = Value::Null;
    record
}

#[test]
fn outputs_of_other_options_or_another_version_are_made_again_and_it_is_said() {
    let desk = documents(&["docs/a.hwp", "docs/b.hwp"]);
    desk.run(&["docs", "-q", "-o", "out"]).succeeded();
    let said = "2 outputs were of another version or other options and made again\n";
    let run = desk.run(&["docs", "--resume", "--furniture", "drop", "-o", "out"]);
    assert!(run.stderr.ends_with(said), "{}", run.stderr);
    let run = desk.run(&["docs", "--resume", "--furniture", "drop", "-j", "2", "-o", "out"]);
    assert!(run.stderr.contains("0 documents converted, 2 there already"), "{}", run.stderr);
    let journal = desk.read("out/.hwpconv-journal").replace("hwpconv 0.", "hwpconv 9.");
    desk.write("out/.hwpconv-journal", journal.as_bytes());
    let run = desk.run(&["docs", "--resume", "--furniture", "drop", "-o", "out"]);
    assert!(run.stderr.ends_with(said), "{}", run.stderr);
}

#[test]
fn report_of_an_earlier_run_stands_in_for_a_lost_journal() {
    let desk = documents(&["docs/a.hwp", "docs/b.hwp"]);
    desk.run(&["docs", "-q", "-o", "out", "--report", "report"]).succeeded();
    let before = report(&desk, "report");
    fs::remove_file(desk.path("out/.hwpconv-journal")).unwrap();
    let run = desk.run(&["docs", "--resume", "-o", "out", "--report", "report"]);
    assert!(run.stderr.starts_with("0 documents converted, 2 there already"), "{}", run.stderr);
    assert_eq!(report(&desk, "report"), before);
}

#[test]
fn failed_document_is_tried_again_and_pictures_that_are_gone_are_made_again() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/b.hwp", PDF);
    assert_eq!(desk.run(&["docs", "-q", "-o", "out"]).code, 1);
    fs::remove_dir_all(desk.path("out/a_media")).unwrap();
    fs::copy(desk.path("docs/a.hwp"), desk.path("docs/b.hwp")).unwrap();
    let run = desk.run(&["docs", "--resume", "-o", "out"]);
    assert!(run.stderr.starts_with("2 documents converted ("), "{}", run.stderr);
    assert!(desk.path("out/a_media").is_dir());
}

#[test]
fn resuming_needs_a_folder_of_outputs() {
    let desk = documents(&["a.hwp"]);
    desk.run(&["a.hwp", "--resume"]).is_usage_error("name it with -o");
    desk.run(&["a.hwp", "--resume", "-o", "a.md"]).is_usage_error("name it with -o");
    desk.run(&["a.hwp", "-q", "--resume", "-o", "out/"]).succeeded();
}

#[test]
fn summary_says_what_failed_by_kind() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/b.hwp", PDF);
    desk.write("docs/c.hwp", b"");
    desk.write("docs/d.hwp", PDF);
    let run = desk.run(&["docs", "-o", "out"]);
    assert!(run.stderr.contains("1 document converted, 3 failed (1 empty, 2 not-hwp) ("), "{}", run.stderr);
    assert!(run.stderr.trim_end().ends_with(" MB/s)"), "{}", run.stderr);
}

#[test]
fn page_shows_failures_and_links_to_outputs_and_nothing_in_it_is_live() {
    let desk = documents(&["docs/<script>alert(1)<.hwp", "docs/a b#.hwp"]);
    desk.write("docs/<img onerror=x>.hwp", PDF);
    assert_eq!(desk.run(&["docs", "-q", "-o", "out", "--report-html", "logs/page.html"]).code, 1);
    let page = desk.read("logs/page.html");
    for part in [
        "<summary>not-hwp: 1</summary>",
        "docs/&lt;img onerror=x&gt;.hwp<td>not an HWP document",
        "<a href=\"../out/a%20b%23.md\">docs/a b#.hwp</a>",
        "<a href=\"../out/%3Cscript%3Ealert%281%29%3C.md\">",
        "<b>2</b>converted",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // The one that filters and sorts.
    assert!(page.matches("<script").count() == 1 && !page.contains("<img"));
}

#[test]
fn page_replaces_neither_an_input_nor_the_report_and_one_that_cannot_be_made_ends_the_run() {
    let desk = documents(&["a.hwp", "file"]);
    desk.run(&["a.hwp", "--report-html", "./a.hwp"]).is_usage_error("would replace an input");
    desk.run(&["a.hwp", "--report", "r", "--report-html", "./r"]).is_usage_error("would be the same file");
    desk.run(&["a.hwp", "--report-html", "-"]).is_usage_error("name a file for the page");
    let run = desk.run(&["a.hwp", "-o", "a.md", "--report-html", "file/page"]);
    assert!(run.stderr.starts_with("file/page: report: "), "{}", run.stderr);
    assert_eq!((run.code, desk.path("a.md").exists()), (1, false));
}

#[test]
fn documents_in_processes_of_their_own_become_the_same() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/b.hwp", PDF);
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/links.hwp"), desk.path("docs/c.hwp")).unwrap();
    assert_eq!(desk.run(&["docs", "-q", "-o", "out", "--report", "r1"]).code, 1);
    let outside = report(&desk, "r1");
    let before = desk.tree();
    let texts: Vec<String> = outputs(&desk).iter().map(|name| desk.read(name)).collect();
    fs::remove_dir_all(desk.path("out")).unwrap();
    assert_eq!(desk.run(&["docs", "-q", "-o", "out", "--report", "r1", "--timeout", "60"]).code, 1);
    assert_eq!((report(&desk, "r1"), desk.tree()), (outside, before));
    assert_eq!(outputs(&desk).iter().map(|name| desk.read(name)).collect::<Vec<_>>(), texts);
}

#[test]
fn password_reaches_the_process_of_a_document() {
    let desk = Desk::new();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/password.hwp"), desk.path("a.hwp")).unwrap();
    desk.write("secret", b"wrong\n");
    let run = desk.run(&["a.hwp", "--timeout", "60", "--password-file", "secret"]);
    assert!(run.stderr.starts_with("a.hwp: wrong password"), "{}", run.stderr);
    let run = desk.run(&["a.hwp", "--timeout", "60"]);
    assert!(run.stderr.contains("give it with --password-file or in HWPCONV_PASSWORD"), "{}", run.stderr);
}

#[test]
fn limits_are_set_by_name() {
    let desk = documents(&["a.hwp"]);
    let run = desk.run(&["a.hwp", "-v", "--strict", "--limit", "stream-bytes=64"]);
    assert!(run.stderr.contains("stream_bytes"), "{}", run.stderr);
    assert_eq!(run.code, 1);
    desk.run(&["a.hwp", "-q", "-o", "a.md", "--limit", "nesting=1024", "--limit", "table_slots=1K"]).succeeded();
    desk.run(&["a.hwp", "--limit", "depth=1"]).is_usage_error("stream-bytes, document-bytes, nesting");
    desk.run(&["a.hwp", "--limit", "nesting=9999"]).is_usage_error("nesting can be 1024 at most");
    desk.run(&["a.hwp", "--timeout", "0"]).is_usage_error("a number of seconds above 0");
    desk.run(&["a.hwp", "--max-memory", "much"]).is_usage_error("such as 65536, 512M or 2G");
}

#[test]
fn metadata_stands_before_markdown() {
    let desk = documents(&["a.hwp"]);
    let plain = desk.run(&["a.hwp", "-q"]).stdout;
    let with = desk.run(&["a.hwp", "-q", "--metadata"]).stdout;
    let (front, body) = with.strip_prefix("---\n").unwrap().split_once("---\n\n").unwrap();
    assert_eq!(body, plain);
    assert!(front.starts_with("title: \"") && front.contains("\nformat: \"hwp5\"\n"), "{front}");
}

#[test]
fn furniture_is_kept_unless_it_is_to_be_dropped() {
    let desk = documents(&["a.hwp"]);
    assert!(desk.run(&["a.hwp", "-q"]).stdout.contains("<!-- header -->"));
    assert!(!desk.run(&["a.hwp", "-q", "--furniture", "drop"]).stdout.contains("<!-- header -->"));
}

#[test]
fn missing_file_of_a_list_has_its_line_among_the_documents() {
    let desk = documents(&["a.hwp"]);
    desk.write("list", b"gone.hwp\na.hwp\n");
    let run = desk.run(&["--files-from", "list", "-q", "-t", "jsonl", "-o", "all.jsonl"]);
    run.failed_with("gone.hwp: not found\n");
    let lines: Vec<Value> = desk.read("all.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["source"], &lines[0]["error"]["kind"]), (&"gone.hwp".into(), &"io".into()));
    assert_eq!((lines.len(), &lines[1]["source"]), (2, &"a.hwp".into()));
}

#[cfg(target_os = "linux")]
#[test]
fn lines_or_a_page_of_the_report_that_cannot_be_written_are_one_line_and_fail_the_run() {
    let desk = documents(&["docs/a.hwp", "docs/b.hwp"]);
    // Through a link, so that a device which is replaced instead of written to is none of the system's.
    std::os::unix::fs::symlink("/dev/full", desk.path("full")).unwrap();
    desk.run(&["docs", "-q", "-t", "chunks", "-o", "full"]).failed_with("full: no space left on the device\n");
    desk.run(&["docs", "-q", "-o", "out", "--report-html", "full"])
        .failed_with("full: page of the report: no space left on the device\n");
    assert_eq!(outputs(&desk), ["out/a.md", "out/b.md"]);
    assert!(fs::symlink_metadata(desk.path("full")).unwrap().is_symlink());
}

#[cfg(target_os = "linux")]
#[test]
fn journal_that_cannot_be_written_is_said_once_and_costs_no_output() {
    let desk = Desk::new();
    let small = "<HWPML><BODY><SECTION><P><TEXT><CHAR>가</CHAR></TEXT></P></SECTION></BODY></HWPML>";
    (0..9).for_each(|number| desk.write(format!("docs/{number}.hml"), small.as_bytes()));
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &format!("ulimit -f 2; exec {} docs -q -o out", env!("CARGO_BIN_EXE_hwpconv"))]);
    let run = run(command.current_dir(desk.path("")));
    let why = "out/.hwpconv-journal: larger than the system lets a file be; --resume will make outputs again that are \
               there\n";
    assert_eq!((run.stderr.as_str(), run.code, outputs(&desk).len()), (why, 0, 9));
}

#[cfg(target_os = "linux")]
mod linux {
    use std::process::{Child, Command, Stdio};
    use std::thread::sleep;

    use super::super::hostile::linux::{listens, signal, slow, stopped_worker, wait_until};
    use super::*;

    /// A run that works on the largest of three documents, which comes first.
    fn working(desk: &Desk) -> Child {
        slow(desk, "b.hml");
        let mut command = desk.command(&["a.hwp", "b.hml", "c.hwp", "-j", "1", "-o", "out", "--report", "report"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        wait_until("the first document", || listens(&child).then_some(()));
        sleep(Duration::from_millis(30));
        child
    }

    #[test]
    fn interrupted_run_finishes_the_document_under_way_writes_the_report_and_says_how_to_go_on() {
        let desk = documents(&["a.hwp", "c.hwp"]);
        let child = working(&desk);
        signal(child.id(), "-INT");
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(130));
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(said.contains("1 document converted"), "{said}");
        assert!(
            said.ends_with("interrupted: 2 documents not converted; run again with --resume for the rest\n"),
            "{said}"
        );
        assert_eq!(outputs(&desk), ["out/b.md"]);
        assert_eq!(report(&desk, "report").len(), 1);
        let end: Value = serde_json::from_str(desk.read("report").lines().last().unwrap()).unwrap();
        assert_eq!((&end["run"], &end["converted"], &end["left"]), (&"interrupted".into(), &1.into(), &2.into()));
    }

    #[test]
    fn second_interruption_ends_the_run_at_once() {
        let desk = documents(&["a.hwp", "c.hwp"]);
        let child = working(&desk);
        signal(child.id(), "-INT");
        sleep(Duration::from_millis(30));
        signal(child.id(), "-INT");
        assert_eq!(child.wait_with_output().unwrap().status.code(), Some(130));
        assert!(outputs(&desk).is_empty());
        assert!(!desk.read("report").contains("\"end\""), "a report that was cut short has no end");
    }

    #[test]
    fn run_that_was_killed_is_completed_by_the_next_and_what_it_left_is_swept_at_once() {
        let names: Vec<String> = (0..60).map(|number| format!("docs/{number:02}.hwp")).collect();
        let desk = documents(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let args = ["docs", "--resume", "-j", "1", "-o", "out", "--report", "report"];
        let mut child = desk.command(&args).stderr(Stdio::null()).spawn().unwrap();
        wait_until("an output", || desk.path("out/02.md").exists().then_some(()));
        child.kill().unwrap();
        child.wait().unwrap();
        let made = outputs(&desk).len();
        assert!(made < 60, "killed in the middle");
        desk.write("out/.hwpconv-left.tmp", b"half");
        desk.write("out/00_media/.hwpconv-left.tmp", b"half");
        let run = desk.run(&args);
        let spared = run.stderr.split(" there already").next().unwrap().rsplit(' ').next().unwrap().parse::<usize>();
        // The last output may have come too late for the journal.
        assert!(matches!(spared, Ok(spared) if spared == made || spared + 1 == made), "{made}: {}", run.stderr);
        assert_eq!((report(&desk, "report").len(), outputs(&desk).len()), (60, 60));
        assert!(!desk.tree().iter().any(|name| name.ends_with(".tmp")), "{:?}", desk.tree());
    }

    #[test]
    fn one_document_sweeps_what_another_run_left_beside_it() {
        let desk = documents(&["a.hwp"]);
        desk.write("out/.hwpconv-left.tmp", b"half");
        desk.write("out/kept.tmp", b"half");
        desk.run(&["a.hwp", "-q", "--no-media", "-o", "out/a.md"]).succeeded();
        assert_eq!(desk.tree(), ["a.hwp", "out", "out/a.md", "out/kept.tmp"]);
    }

    #[test]
    fn run_that_was_killed_leaves_no_file_of_lines_and_the_next_one_sweeps_what_it_left() {
        let names: Vec<String> = (0..60).map(|number| format!("docs/{number:02}.hwp")).collect();
        for target in ["jsonl", "chunks"] {
            let desk = documents(&names.iter().map(String::as_str).collect::<Vec<_>>());
            desk.write("all.jsonl", b"older\n");
            let args = ["docs", "-q", "-j", "1", "-t", target, "-o", "all.jsonl"];
            let mut child = desk.command(&args).spawn().unwrap();
            let left = || desk.tree().into_iter().find(|name| name.ends_with(".part"));
            wait_until("a line", || left().filter(|name| !desk.read(name).is_empty()));
            child.kill().unwrap();
            child.wait().unwrap();
            assert_eq!((desk.read("all.jsonl").as_str(), left().is_some()), ("older\n", true));
            desk.run(&args).succeeded();
            assert_eq!(left(), None);
            let printed = desk.run(&args[..6]).stdout;
            assert!(!printed.is_empty() && desk.read("all.jsonl") == printed);
        }
    }

    #[test]
    fn file_size_limit_is_one_line_for_each_output_that_is_too_large() {
        let names: Vec<String> = (0..9).map(|number| format!("docs/{number}.hwp")).collect();
        let desk = documents(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let small = "<HWPML><BODY><SECTION><P><TEXT><CHAR>가</CHAR></TEXT></P></SECTION></BODY></HWPML>";
        desk.write("docs/small.hml", small.as_bytes());
        let limited = |args: &str| {
            let program = env!("CARGO_BIN_EXE_hwpconv");
            let mut command = Command::new("sh");
            command.args(["-c", &format!("ulimit -f 2; exec {program} docs -q --no-media {args}")]);
            run(command.current_dir(desk.path("")))
        };
        let lines = limited("-t jsonl -o all.jsonl");
        lines.failed_with("all.jsonl: larger than the system lets a file be\n");
        let folder = limited("-o out");
        assert!(
            folder.stderr.starts_with("docs/0.hwp: out/0.md: larger than the system lets a file be\n"),
            "{}",
            folder.stderr
        );
        assert_eq!((folder.code, folder.stderr.matches("docs/").count()), (1, 9));
        assert!(!desk.tree().iter().any(|name| name.ends_with(".part") || name.ends_with(".tmp")), "{:?}", desk.tree());
        assert_eq!(outputs(&desk), ["out/small.md"]);
    }

    #[test]
    fn document_that_takes_too_long_is_reported_and_the_batch_goes_on() {
        let desk = documents(&["c.hwp"]);
        slow(&desk, "b.hml");
        let args = ["b.hml", "c.hwp", "-q", "-j", "1", "-o", "out", "--timeout", "20", "--report", "report"];
        let child = desk.command(&args).stderr(Stdio::piped()).spawn().unwrap();
        stopped_worker(&child);
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(said, "hwpconv: b.hml: not converted within 20 s; --timeout allows more\n");
        assert_eq!((ended.status.code(), outputs(&desk)), (Some(1), vec!["out/c.md".to_owned()]));
        assert_eq!(report(&desk, "report")[0]["error"]["kind"], "timeout");
    }

    #[test]
    fn document_that_needs_too_much_memory_is_reported_and_the_batch_goes_on() {
        let desk = documents(&["c.hwp"]);
        // One that is large when it is read, and one that becomes large.
        fs::copy(desk.path("c.hwp"), desk.path("a.hwp")).unwrap();
        fs::File::options().write(true).open(desk.path("a.hwp")).unwrap().set_len(200 << 20).unwrap();
        let paragraph = "<P><TEXT><CHAR>가나다</CHAR></TEXT></P>".repeat(400_000);
        desk.write(
            "b.hml",
            format!("<HWPML Version=\"2.8\"><BODY><SECTION>{paragraph}</SECTION></BODY></HWPML>").as_bytes(),
        );
        let why = "needs more memory than 24 MiB; --max-memory allows more\n";
        desk.run(&["a.hwp", "b.hml", "c.hwp", "-q", "-o", "out", "--max-memory", "24M", "--report", "report"])
            .failed_with(&format!("a.hwp: {why}b.hml: {why}"));
        assert_eq!(outputs(&desk), ["out/c.md"]);
        assert_eq!(report(&desk, "report")[1]["error"]["kind"], "memory");
    }

    #[test]
    fn standard_input_reaches_the_process_of_its_document() {
        let desk = documents(&["a.hwp"]);
        let stdin = || fs::File::open(desk.path("a.hwp")).unwrap();
        let bounded = run(desk.command(&["-q", "--timeout", "60"]).stdin(stdin()));
        assert_eq!((bounded.code, bounded.stdout), (0, desk.run(&["a.hwp", "-q"]).stdout));
    }

    /// Needs a file system of its own, and with it the rights to make one.
    #[test]
    fn folder_that_fills_up_leaves_whole_outputs_and_is_completed_when_there_is_room() {
        let desk = documents(&["docs/a.hwp"]);
        for number in 0..60 {
            fs::copy(desk.path("docs/a.hwp"), desk.path(format!("docs/{number:02}.hwp"))).unwrap();
        }
        fs::create_dir(desk.path("small")).unwrap();
        let mount = |options: &str| {
            let mut command = Command::new("mount");
            command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(desk.path("small")).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        if !mount("size=128k") {
            eprintln!("not tested: this user cannot make a file system");
            return;
        }
        let full = desk.run(&["docs", "-o", "small/out", "--no-media"]);
        let made = outputs(&desk);
        let whole = desk.run(&["docs/a.hwp", "-q", "--no-media"]).stdout;
        let are_whole = made.iter().all(|name| desk.read(name) == whole);
        let grown = mount("remount,size=4m");
        let rest = desk.run(&["docs", "-o", "small/out", "--no-media", "--resume"]);
        let all = outputs(&desk).len();
        let _ = Command::new("umount").arg(desk.path("small")).status();
        assert_eq!(full.code, 1);
        assert!(full.stderr.contains("no space left on the device"), "{}", full.stderr);
        assert!(are_whole && !made.is_empty() && made.len() < 61, "{made:?}");
        assert!(grown && rest.stderr.contains("there already"), "{}", rest.stderr);
        assert_eq!((rest.code, all), (0, 61));
    }
}
