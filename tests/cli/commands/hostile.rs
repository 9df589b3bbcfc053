//! Folders, lists and processes that somebody else has tampered with: no input is harmed, nothing outside of the folder
//! of outputs is touched, nothing hangs, and what is refused is named.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::converting::documents;
use crate::support::desk::{Desk, PDF};

/// The lines of a report about documents.
fn report(desk: &Desk, name: &str) -> Vec<Value> {
    let lines: Vec<Value> = desk.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.into_iter().filter(|line| line["outcome"] != "end").collect()
}

#[test]
fn folder_for_pictures_is_not_shared_by_two_documents() {
    let desk = documents(&["a.hwp"]);
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/pictures.hwp"), desk.path("b.hwp")).unwrap();
    desk.run(&["a.hwp", "-q", "-o", "a.md", "--media", "pics"]).succeeded();
    let before = desk.tree();
    let refused = desk.run(&["b.hwp", "-q", "-o", "b.md", "--media", "pics"]);
    assert!(refused.stderr.starts_with("b.hwp: pics: holds the pictures of "), "{}", refused.stderr);
    assert!(refused.stderr.ends_with("/a.md; name another with --media, or remove it\n"), "{}", refused.stderr);
    assert_eq!((refused.code, desk.tree()), (1, before));
    desk.run(&["b.hwp", "-q", "-o", "b.md", "--media", "others"]).succeeded();
    desk.run(&["a.hwp", "-q", "-o", "a.md", "--media", "pics"]).succeeded();
    // The same in a batch: a folder for each document, and another run with documents of the same names.
    desk.write("one/a.hwp", &fs::read(desk.path("a.hwp")).unwrap());
    desk.write("two/a.hwp", &fs::read(desk.path("b.hwp")).unwrap());
    desk.run(&["one", "-q", "-o", "out1", "--media", "all"]).succeeded();
    let refused = desk.run(&["two", "-q", "-o", "out2", "--media", "all"]);
    assert!(refused.stderr.starts_with("two/a.hwp: all/a_media: holds the pictures of "), "{}", refused.stderr);
}

#[test]
fn picture_that_is_gone_or_empty_is_noticed_by_its_size_and_a_changed_text_by_reading_it() {
    let desk = documents(&["docs/a.hwp"]);
    desk.run(&["docs", "-q", "-o", "out"]).succeeded();
    let picture = desk.tree().into_iter().find(|name| name.starts_with("out/a_media/")).unwrap();
    let whole = (fs::read(desk.path(&picture)).unwrap(), desk.read("out/a.md"));
    let resumed = |how: &str| {
        let said = desk.run(&["docs", how, "-o", "out"]).stderr;
        assert_eq!((fs::read(desk.path(&picture)).unwrap(), desk.read("out/a.md")), whole);
        said.starts_with("1 document converted (")
    };
    assert!(!resumed("--resume"));
    fs::remove_file(desk.path(&picture)).unwrap();
    assert!(resumed("--resume"), "deleted");
    desk.write(&picture, b"");
    assert!(resumed("--resume=sizes"), "empty");
    desk.write(&picture, &vec![0; whole.0.len()]);
    assert!(resumed("--resume=verify"), "a picture of zeros");
    desk.write("out/a.md", &vec![0; whole.1.len()]);
    let said = desk.run(&["docs", "--resume", "-o", "out"]).stderr;
    assert!(said.starts_with("0 documents converted, 1 there already"), "sizes alone do not tell: {said}");
    assert!(resumed("--resume=verify"), "a text of zeros");
    assert!(!resumed("--resume=verify"));
    desk.run(&["docs", "--resume=all", "-o", "out"]).is_usage_error("sizes, verify");
}

#[test]
fn last_line_of_a_report_says_whether_it_is_whole() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/b.hwp", PDF);
    assert_eq!(desk.run(&["docs", "-q", "-o", "out", "--report", "report"]).code, 1);
    let end: Value = serde_json::from_str(desk.read("report").lines().last().unwrap()).unwrap();
    assert_eq!((&end["outcome"], &end["run"]), (&"end".into(), &"complete".into()));
    assert_eq!(["converted", "spared", "failed", "left"].map(|name| end[name].as_u64().unwrap()), [1, 0, 1, 0]);
    assert_eq!(report(&desk, "report").len(), 2);
}

#[test]
fn documents_of_strangers_have_lower_limits_that_can_be_raised_one_by_one() {
    let desk = documents(&["a.hwp"]);
    let plain = desk.run(&["a.hwp", "-q"]).stdout;
    let untrusted = desk.run(&["a.hwp", "-q", "--untrusted"]);
    untrusted.succeeded();
    assert_eq!(untrusted.stdout, plain);
    fs::File::create(desk.path("large.hwp")).unwrap().set_len((256 << 20) + 1).unwrap();
    let refused = "large.hwp: larger than 256 MiB; --max-input allows more\n";
    desk.run(&["large.hwp", "--untrusted"]).failed_with(refused);
    desk.run(&["large.hwp", "--untrusted", "--max-input", "1"]).failed_with(&refused.replace("256", "1"));
    let limited = desk.run(&["a.hwp", "-v", "--untrusted", "--limit", "stream-bytes=64"]);
    assert!(limited.stderr.contains("stream_bytes"), "{}", limited.stderr);
}

#[test]
fn journal_or_report_without_end_is_named_and_does_not_fill_the_memory() {
    let desk = documents(&["docs/a.hwp"]);
    // Nothing of it is on the disk.
    let endless = |name: &str| fs::File::create(desk.path(name)).unwrap().set_len(64 << 30).unwrap();
    fs::create_dir(desk.path("out")).unwrap();
    endless("out/.hwpconv-journal");
    for options in [&["--resume"][..], &[]] {
        let run = desk.run(&[&["docs", "-q", "-o", "out"], options].concat());
        assert!(run.stderr.contains("journal of earlier runs: has a line without end"), "{}", run.stderr);
        assert_eq!(run.code, 1);
    }
    fs::remove_file(desk.path("out/.hwpconv-journal")).unwrap();
    endless("report");
    let run = desk.run(&["docs", "-q", "-o", "out", "--resume", "--report", "report"]);
    assert!(run.stderr.contains("has a line without end"), "{}", run.stderr);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    const NOT_FOLLOWED: &str =
        "is a link, and no link in a folder of outputs is followed; remove it or choose another folder\n";

    fn pipe(desk: &Desk, name: &str) {
        assert!(Command::new("mkfifo").arg(desk.path(name)).status().unwrap().success());
    }

    #[test]
    fn journal_that_leads_to_an_input_does_not_harm_it() {
        for (resume, hard) in [(false, false), (false, true), (true, false), (true, true)] {
            let desk = documents(&["docs/a.hwp", "docs/b.hwp"]);
            let input = fs::read(desk.path("docs/a.hwp")).unwrap();
            fs::create_dir(desk.path("out")).unwrap();
            let journal = desk.path("out/.hwpconv-journal");
            if hard {
                fs::hard_link(desk.path("docs/a.hwp"), journal).unwrap();
            } else {
                symlink("../docs/a.hwp", journal).unwrap();
            }
            let args = ["docs", "-o", "out", "--resume"];
            let run = desk.run(if resume { &args[..] } else { &args[..3] });
            let said = "out/.hwpconv-journal: journal of earlier runs: ";
            let why = if hard { "has a second name (hard link)" } else { "is a link" };
            assert!(run.stderr.starts_with(&format!("{said}{why}")), "{}", run.stderr);
            assert_eq!((run.code, run.stderr.lines().count()), (1, 1));
            assert!(fs::read(desk.path("docs/a.hwp")).unwrap() == input, "resume {resume}, hard link {hard}");
        }
    }

    #[test]
    fn pipe_in_the_place_of_the_journal_is_named_and_not_waited_for() {
        let desk = documents(&["docs/a.hwp"]);
        fs::create_dir(desk.path("out")).unwrap();
        pipe(&desk, "out/.hwpconv-journal");
        for args in [&["docs", "-q", "-o", "out"][..], &["docs", "-q", "-o", "out", "--resume"]] {
            let run = desk.run(args);
            assert!(run.stderr.contains("is a named pipe, not a file; remove it"), "{}", run.stderr);
            assert_eq!(run.code, 1);
        }
    }

    #[test]
    fn links_that_were_planted_among_outputs_lead_nowhere() {
        let desk = documents(&["docs/p.hwp", "docs/q.hwp", "docs/x/r.hwp", "docs/s.hwp"]);
        desk.write("victim/old", b"old");
        fs::create_dir(desk.path("out")).unwrap();
        symlink("../victim", desk.path("out/p_media")).unwrap();
        symlink("../victim/old", desk.path("out/q.md")).unwrap();
        symlink("../victim", desk.path("out/x")).unwrap();
        let lines = format!(
            "docs/p.hwp: out: out/p_media {NOT_FOLLOWED}docs/q.hwp: out/q.md: {NOT_FOLLOWED}\
             docs/x/r.hwp: out: out/x {NOT_FOLLOWED}"
        );
        let run = desk.run(&["docs", "-q", "-o", "out"]);
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&run.stderr), sorted(&lines));
        assert_eq!((run.code, desk.path("out/s.md").exists()), (1, true));
        assert_eq!((desk.read("victim/old").as_str(), fs::read_dir(desk.path("victim")).unwrap().count()), ("old", 1));
        let run = desk.run(&["docs", "-q", "--no-media", "-o", "out"]);
        assert!(run.stderr.contains(&format!("docs/x/r.hwp: out/x/r.md: out/x {NOT_FOLLOWED}")), "{}", run.stderr);
        // Of the report as well, and of a picture.
        symlink("../victim/old", desk.path("out/report")).unwrap();
        desk.run(&["docs", "-o", "out", "--report", "out/report"]).is_usage_error("is a link in the folder of outputs");
        let picture = desk.tree().into_iter().find(|name| name.starts_with("out/s_media/")).unwrap();
        fs::remove_file(desk.path(&picture)).unwrap();
        symlink("../../victim/old", desk.path(&picture)).unwrap();
        let run = desk.run(&["docs/s.hwp", "-q", "-o", "out/"]);
        run.failed_with(&format!("docs/s.hwp: {picture}: {NOT_FOLLOWED}"));
        assert_eq!(desk.read("victim/old"), "old");
    }

    #[test]
    fn folder_of_outputs_may_itself_be_a_link() {
        let desk = documents(&["docs/a.hwp", "real/keep"]);
        symlink("real", desk.path("out")).unwrap();
        desk.run(&["docs", "-q", "-o", "out"]).succeeded();
        assert!(desk.path("real/a.md").exists() && desk.path("real/a_media").is_dir());
    }

    #[test]
    fn input_under_a_second_name_among_the_outputs_is_not_replaced() {
        let desk = documents(&["docs/a.hwp", "docs/b.hwp"]);
        let input = fs::read(desk.path("docs/b.hwp")).unwrap();
        fs::create_dir_all(desk.path("out/a_media")).unwrap();
        fs::hard_link(desk.path("docs/b.hwp"), desk.path("out/a.md")).unwrap();
        desk.run(&["docs", "-q", "-o", "out"]).is_usage_error("out/a.md: the output would replace an input");
        fs::remove_file(desk.path("out/a.md")).unwrap();
        desk.run(&["docs/a.hwp", "-q", "-o", "first/"]).succeeded();
        let mut names = desk.tree().into_iter();
        let picture = names.find_map(|name| Some(name.strip_prefix("first/a_media/")?.to_owned())).unwrap();
        fs::hard_link(desk.path("docs/b.hwp"), desk.path(format!("out/a_media/{picture}"))).unwrap();
        let run = desk.run(&["docs", "-q", "-o", "out"]);
        let why = "is an input of this run and is not overwritten\n";
        run.failed_with(&format!("docs/a.hwp: out/a_media/{picture}: {why}"));
        assert!(fs::read(desk.path("docs/b.hwp")).unwrap() == input);
    }

    #[test]
    fn pipe_among_listed_or_named_files_is_one_line_and_not_waited_for() {
        let desk = documents(&["a.hwp"]);
        pipe(&desk, "p.hwp");
        desk.write("list", b"p.hwp\na.hwp\n");
        let why = "p.hwp: is a named pipe, not a file; only standard input (-) is read without being one\n";
        desk.run(&["--files-from", "list", "-q", "-o", "out"]).failed_with(why);
        assert!(desk.path("out/a.md").exists());
        desk.run(&["p.hwp"]).failed_with(why);
        desk.run(&["p.hwp", "--timeout", "60"]).failed_with(why);
        desk.run(&["info", "p.hwp"]).failed_with(why);
    }

    #[test]
    fn names_that_are_no_text_are_told_apart_in_the_report_and_resumed() {
        let desk = documents(&[]);
        let bytes = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/press-release.hwp")).unwrap();
        for name in [&b"docs/\xfe.hwp"[..], b"docs/\xff%.hwp"] {
            desk.write(OsStr::from_bytes(name), &bytes);
        }
        desk.run(&["docs", "-q", "-o", "out", "--report", "report"]).succeeded();
        let lines = report(&desk, "report");
        let of = |name: &str| lines.iter().map(|line| line[name].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(of("source"), ["docs/\u{FFFD}.hwp", "docs/\u{FFFD}%.hwp"]);
        assert_eq!(of("source_encoded"), ["docs/%FE.hwp", "docs/%FF%25.hwp"]);
        assert_eq!(of("output_encoded"), ["out/%FE.md", "out/%FF%25.md"]);
        let run = desk.run(&["docs", "--resume", "-o", "out"]);
        assert!(run.stderr.starts_with("0 documents converted, 2 there already"), "{}", run.stderr);
    }
}

#[cfg(target_os = "linux")]
pub mod linux {
    use std::process::{Child, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use super::*;

    /// A document that takes a while to convert.
    pub fn slow(desk: &Desk, name: &str) {
        let paragraph = "<P><TEXT><CHAR>가나다</CHAR></TEXT></P>".repeat(400_000);
        let text = format!("<HWPML Version=\"2.8\"><BODY><SECTION>{paragraph}</SECTION></BODY></HWPML>");
        desk.write(name, text.as_bytes());
    }

    pub fn signal(process: u32, name: &str) {
        assert!(Command::new("kill").args([name, &process.to_string()]).status().unwrap().success());
    }

    /// Waits for something to be so, up to a minute.
    pub fn wait_until<T>(what: &str, mut is_so: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = is_so() {
                return found;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "{what} does not come");
            sleep(Duration::from_millis(1));
        }
    }

    /// A field of what the system says of a process.
    fn status(process: u32, field: &str) -> Option<String> {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
        Some(line.trim().to_owned())
    }

    /// Whether a run listens for Ctrl-C. It does so just before its first document.
    pub fn listens(run: &Child) -> bool {
        let caught = status(run.id(), "SigCgt").and_then(|mask| u64::from_str_radix(&mask, 16).ok());
        caught.is_some_and(|mask| mask & 2 != 0)
    }

    /// A process that works for a run.
    fn worker_of(run: &Child) -> Option<u32> {
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let mut numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        numbers.find(|number| status(*number, "PPid").is_some_and(|parent| parent == run.id().to_string()))
    }

    /// A process that works for a run, stopped so that it comes to no end.
    pub fn stopped_worker(run: &Child) -> u32 {
        let worker = wait_until("a process for the document", || worker_of(run));
        // It has set its bounds, and with them that it ends with the run.
        wait_until("a bound on its time", || {
            let limits = fs::read_to_string(format!("/proc/{worker}/limits")).unwrap_or_default();
            let mut times = limits.lines().filter(|line| line.starts_with("Max cpu time"));
            times.any(|line| !line.contains("unlimited")).then_some(())
        });
        signal(worker, "-STOP");
        worker
    }

    #[test]
    fn process_of_a_document_is_shut_off_before_it_looks_at_it() {
        let desk = Desk::new();
        let guards = desk.run(&["-vV"]).stdout;
        if guards.contains("seccomp:  this system has none") {
            return eprintln!("skipped: this kernel filters no system calls");
        }
        slow(&desk, "a.hml");
        let mut run =
            desk.command(&["a.hml", "-q", "-o", "a.md", "--untrusted"]).stderr(Stdio::null()).spawn().unwrap();
        let worker = wait_until("a process for the document", || worker_of(&run));
        // 2 is a filter; no new privileges come with it.
        wait_until("a filter", || status(worker, "Seccomp").filter(|mode| mode == "2"));
        assert_eq!(status(worker, "NoNewPrivs").as_deref(), Some("1"));
        run.kill().unwrap();
        run.wait().unwrap();
    }

    #[test]
    fn process_of_a_document_ends_with_the_run_that_was_killed() {
        for options in [&["--timeout", "600"][..], &["--untrusted"]] {
            let desk = Desk::new();
            slow(&desk, "a.hml");
            let mut command = desk.command(&[&["a.hml", "-q", "-o", "a.md"], options].concat());
            let mut run = command.stderr(Stdio::null()).spawn().unwrap();
            let worker = stopped_worker(&run);
            run.kill().unwrap();
            run.wait().unwrap();
            // Gone, or dead and not yet collected by whoever collects orphans.
            wait_until("the end of the orphan", || {
                status(worker, "State").is_none_or(|state| state.starts_with('Z')).then_some(())
            });
            assert_eq!(desk.tree(), ["a.hml"]);
        }
    }
}
