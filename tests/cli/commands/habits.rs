//! What people type without looking it up: folders in themselves, names of outputs, patterns, lists, links.

use std::fs;

use serde_json::Value;

use super::REFUSED;
use super::converting::{documents, outputs};
use crate::support::desk::{Desk, PDF};

#[test]
fn folder_of_outputs_in_the_input_folder_is_left_out_of_the_walk() {
    let desk = documents(&["a.hwp", "x/b.hwp"]);
    for _ in 0..2 {
        // What lies there already, even a document, is no input.
        desk.write("out/c.hwp", PDF);
        let run = desk.run(&[".", "-o", "out", "--report", "report.ndjson"]);
        assert_eq!((run.code, run.stderr.lines().count()), (0, 1), "{}", run.stderr);
        assert_eq!(desk.read("report.ndjson").lines().count(), 3);
    }
    let markdown: Vec<String> = outputs(&desk).into_iter().filter(|name| name.ends_with(".md")).collect();
    assert_eq!(markdown, ["out/a.md", "out/x/b.md"]);
}

#[test]
fn name_of_a_file_is_no_folder_for_several_documents() {
    let desk = documents(&["a.hwp", "b.hwp"]);
    desk.run(&["a.hwp", "b.hwp", "-o", "all.md"]).is_usage_error("such as: -o all (or -o all.md/");
    desk.run(&[".", "-o", "all.HTML"]).is_usage_error("is named like a file");
    assert_eq!(desk.tree(), ["a.hwp", "b.hwp"]);
    desk.run(&["a.hwp", "b.hwp", "-q", "-o", "all.md/"]).succeeded();
    desk.run(&["a.hwp", "b.hwp", "-q", "-o", "out.2026"]).succeeded();
    assert!(desk.path("all.md/a.md").is_file() && desk.path("out.2026/b.md").is_file());
}

#[test]
fn extension_that_is_not_written_is_refused_with_those_that_are() {
    let desk = documents(&["a.hwp"]);
    for name in ["a.pdf", "a.docx", "new.hwp", "a.PDF"] {
        desk.run(&["a.hwp", "-o", name]).is_usage_error("files are not written; the outputs are .md, .txt, .html");
        desk.run(&["a.hwp", "-o", name, "-t", "text"]).is_usage_error("files are not written");
    }
    desk.run(&["a.hwp", "-o", "a.mdx"]).is_usage_error("the extension .mdx is not one that is written: .md, .txt");
    assert_eq!(desk.tree(), ["a.hwp"]);
    desk.run(&["a.hwp", "-q", "-o", "a.mdx", "-t", "markdown"]).succeeded();
    desk.run(&["a.hwp", "-q", "-o", "notes"]).succeeded();
}

#[test]
fn pattern_that_the_shell_took_or_left_is_named() {
    let desk = documents(&["a.hwp", "b.hwp", "c.hwp"]);
    desk.run(&["*.hwpx"]).failed_with("*.hwpx: not found; no file fits this pattern\n");
    // What a shell makes of `--include *.hwp`.
    let run = desk.run(&["--include", "a.hwp", "b.hwp", "c.hwp", "-o", "out"]);
    assert!(run.stderr.starts_with("the shell replaced the pattern after --include with file names"), "{}", run.stderr);
    let run = desk.run(&[".", "--include", "a.hwp", "-o", "out2"]);
    assert!(!run.stderr.contains("the shell"), "{}", run.stderr);
}

#[test]
fn hidden_and_lock_files_are_taken_when_they_are_named_or_asked_for() {
    let desk = Desk::with(&["docs/a.hwp", "docs/~$a.hwp", "docs/.b.hwp", "docs/.git/c.hwp", "docs/.notes"]);
    let refused = |run: &str| run.matches(REFUSED).count();
    let run = desk.run(&["docs", "-o", "out"]);
    assert!(run.stderr.starts_with("docs: 3 hidden files or folders skipped; --hidden takes them\n"), "{}", run.stderr);
    assert_eq!(refused(&run.stderr), 1);
    assert_eq!(refused(&desk.run(&["docs", "-q", "-o", "out", "--hidden"]).stderr), 4);
    assert_eq!(refused(&desk.run(&["docs/.git", "docs/.b.hwp", "-q", "-o", "out"]).stderr), 2);
}

#[cfg(unix)]
#[test]
fn links_are_followed_when_that_is_asked_for_and_the_one_that_is_named_always() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&["docs/a.hwp", "other/b.hwp"]);
    symlink("../other", desk.path("docs/other")).unwrap();
    symlink("../other/b.hwp", desk.path("docs/b.hwp")).unwrap();
    symlink("docs", desk.path("link")).unwrap();
    let named = desk.run(&["link", "-o", "out"]);
    assert!(named.stderr.starts_with("link: 2 symbolic links not followed; -L follows them\n"), "{}", named.stderr);
    for option in ["-L", "--follow"] {
        let run = desk.run(&["docs", "-o", "out", "-q", option]);
        let lines =
            ["docs/a.hwp", "docs/b.hwp", "docs/other/b.hwp"].map(|name| format!("{name}: {REFUSED}\n")).concat();
        run.failed_with(&lines);
    }
    symlink(".", desk.path("docs/loop")).unwrap();
    let run = desk.run(&["docs", "-o", "out", "-q", "-L"]);
    assert!(run.stderr.contains("docs/loop: is a link to a folder that it is in\n"), "{}", run.stderr);
}

#[test]
fn listed_files_with_full_paths_are_mirrored_below_their_common_folder() {
    let desk = documents(&["data/x/a.hwp", "data/y/z/b.hwp", "c.hwp"]);
    let full = |name: &str| desk.path(name).display().to_string();
    desk.write("list", format!("{}\n{}\nc.hwp\n", full("data/x/a.hwp"), full("data/y/z/b.hwp")).as_bytes());
    desk.run(&["--files-from", "list", "-q", "-o", "out"]).succeeded();
    assert_eq!(outputs(&desk), ["out/c.md", "out/x/a.md", "out/y/z/b.md"]);
}

#[test]
fn list_of_files_on_standard_input_is_told_from_a_document() {
    let desk = Desk::with(&["a.hwp", "notes"]);
    for list in ["a.hwp\nb.hwp\n", "./notes\n", "x/y.hwpx\0z.hwp\0"] {
        let run = desk.run_with_stdin(&["-"], list.as_bytes());
        assert!(run.stderr.contains("; this looks like a list of files, which --files-from - takes"), "{}", run.stderr);
    }
    assert!(!desk.run_with_stdin(&["-"], b"some text\n").stderr.contains("--files-from"));
}

#[test]
fn report_goes_to_standard_output_where_no_document_does() {
    let desk = documents(&["a.hwp", "b.hwp"]);
    let run = desk.run(&["a.hwp", "b.hwp", "-q", "-o", "out", "--report", "-"]);
    run.succeeded();
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[0]["source"], &lines[2]["outcome"]), (3, &"a.hwp".into(), &"end".into()));
    assert_eq!(desk.run(&["a.hwp", "-q", "-o", "a.md", "--report", "-"]).stdout.lines().count(), 2);
    desk.run(&["a.hwp", "--report", "-"]).is_usage_error("name a file for the report");
    desk.run(&["a.hwp", "b.hwp", "-t", "jsonl", "--report", "-"]).is_usage_error("name a file for the report");
    desk.run(&["a.hwp", "-o", "a.md", "--report-html", "-"]).is_usage_error("name a file for the page");
    // Closed by who reads it.
    let mut child = desk.command(&["a.hwp", "b.hwp", "-q", "-o", "out", "--report", "-"]);
    let mut child = child.stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn failed_document_is_answered_for_as_json_where_that_is_asked_for() {
    let desk = Desk::with(&["a.hwp"]);
    let run = desk.run(&["a.hwp", "-t", "json", "--errors", "json"]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, run.stderr), (1, format!("a.hwp: {REFUSED}\n")));
    assert_eq!((&answer["error"]["kind"], &answer["error"]["message"]), (&"not-hwp".into(), &REFUSED.into()));
    assert_eq!((&answer["source"], &answer["format"]), (&"a.hwp".into(), &Value::Null));
    let gone: Value = serde_json::from_str(&desk.run(&["gone.hwp", "-t", "json", "--errors=json"]).stdout).unwrap();
    assert_eq!(gone["error"]["kind"], "io");
    assert_eq!(desk.run(&["a.hwp", "-t", "json"]).stdout, "");
    desk.run(&["a.hwp", "--errors", "json"]).is_usage_error("add -t json");
}

#[test]
fn twice_verbose_run_says_what_became_of_each_document() {
    let desk = documents(&["a.hwp"]);
    let run = desk.run(&["a.hwp", "-o", "a.md", "-vv"]);
    assert!(run.stderr.starts_with("a.hwp: hwp5, ") && run.stderr.contains(" to a.md\n"), "{}", run.stderr);
    assert!(!desk.run(&["a.hwp", "-o", "a.md", "-v"]).stderr.contains("a.md"));
    assert!(fs::metadata(desk.path("a.md")).unwrap().len() > 0);
}

#[test]
fn output_that_is_called_otherwise_since_a_twin_came_is_removed_and_that_is_said() {
    let desk = documents(&["docs/a.hwp"]);
    desk.run(&["docs", "-q", "-o", "out", "--resume"]).succeeded();
    assert!(desk.path("out/a.md").is_file());
    fs::copy(desk.path("docs/a.hwp"), desk.path("docs/a.hwpx")).unwrap();
    let run = desk.run(&["docs", "-o", "out", "--resume"]);
    assert!(
        run.stderr.contains("out/a.md: removed, because its document is now written as out/a.hwp.md\n"),
        "{}",
        run.stderr
    );
    assert_eq!(outputs(&desk), ["out/a.hwp.md", "out/a.hwpx.md"]);
    // The other way round, and what was said once is not said again.
    fs::remove_file(desk.path("docs/a.hwpx")).unwrap();
    let run = desk.run(&["docs", "-o", "out", "--resume"]);
    assert!(
        run.stderr.contains("out/a.hwp.md: removed, because its document is now written as out/a.md"),
        "{}",
        run.stderr
    );
    assert_eq!(desk.run(&["docs", "-o", "out", "--resume"]).stderr.matches("removed").count(), 0);
    // The document of the other one is gone, which is a matter of --prune.
    assert_eq!(outputs(&desk), ["out/a.hwpx.md", "out/a.md"]);
}

#[test]
fn outputs_of_documents_that_are_gone_are_removed_when_that_is_asked_for() {
    let desk = Desk::new();
    for name in ["docs/a.hwp", "docs/b.hwp", "docs/c.hwp", "docs/x/d.hwp"] {
        fs::create_dir_all(desk.path("docs/x")).unwrap();
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/pictures.hwp"), desk.path(name)).unwrap();
    }
    let resume = ["docs", "-q", "-o", "out", "--resume"];
    desk.run(&resume);
    desk.write("out/notes.md", b"not ours");
    desk.write("out/c.md", b"changed by hand");
    for name in ["docs/b.hwp", "docs/c.hwp", "docs/x/d.hwp"] {
        fs::remove_file(desk.path(name)).unwrap();
    }
    assert!(desk.path("out/b_media").is_dir() && desk.path("out/x/d_media").is_dir());
    desk.run(&resume);
    assert!(desk.path("out/b.md").is_file(), "only when it is asked for");
    // Another folder is not the one that they are gone from.
    fs::create_dir(desk.path("other")).unwrap();
    fs::copy(desk.path("docs/a.hwp"), desk.path("other/e.hwp")).unwrap();
    desk.run(&["other", "-o", "out", "--resume", "--prune"]);
    assert!(desk.path("out/b.md").is_file());
    let run = desk.run(&["docs", "-o", "out", "--resume", "--prune"]);
    assert!(run.stderr.contains("out/b.md: removed, because its document docs/b.hwp is gone\n"), "{}", run.stderr);
    assert!(run.stderr.contains("out/c.md: not removed, because it was changed since"), "{}", run.stderr);
    let left: Vec<String> = outputs(&desk).into_iter().filter(|name| name.ends_with(".md")).collect();
    assert_eq!(left, ["out/a.md", "out/c.md", "out/e.md", "out/notes.md"]);
    assert!(!desk.path("out/b_media").exists() && !desk.path("out/x/d_media").exists());
    assert!(desk.path("out/a_media").is_dir());
    desk.run(&["docs", "-o", "out", "--prune"]).is_usage_error("add --resume");
}

#[test]
fn folder_that_lost_all_documents_is_no_reason_to_remove_their_outputs() {
    let desk = documents(&["docs/a.hwp"]);
    desk.run(&["docs", "-q", "-o", "out", "--resume"]).succeeded();
    fs::remove_file(desk.path("docs/a.hwp")).unwrap();
    let run = desk.run(&["docs", "-q", "-o", "out", "--resume", "--prune"]);
    assert_eq!((run.code, desk.path("out/a.md").is_file()), (1, true));
}

#[test]
fn page_of_the_report_has_the_date_the_command_and_every_document() {
    let desk = documents(&["docs/a.hwp", "docs/c.hwp"]);
    desk.write("docs/b<i>.hwp", PDF);
    desk.run(&["docs", "-q", "-o", "out", "--report-html", "page.html", "--exclude", "c c*"]);
    let page = desk.read("page.html");
    assert!(
        page.contains("<code>hwpconv docs -q -o out --report-html page.html --exclude &#39;c c*&#39;</code>"),
        "{page}"
    );
    assert!(page.contains(" UTC · 3 of documents") || page.contains(" UTC · "), "{page}");
    let all = page.split("<h2>All documents</h2>").nth(1).unwrap();
    assert_eq!(all.matches("<tr><td>").count(), 3);
    assert!(all.contains("docs/b&lt;i&gt;.hwp<td class=bad>not-hwp<td>"), "{all}");
    assert!(all.contains("type=search") && all.contains("<th class=n><button>losses</button>"));
    assert_eq!(page.matches("<script>").count(), 1);
}

#[cfg(target_os = "linux")]
mod terminal {
    use std::io::{Read, Write};
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use super::*;
    use crate::support::files::SAMPLE_PASSWORD;

    const ENGLISH: &str = "C.UTF-8";
    const KOREAN: &str = "ko_KR.UTF-8";

    /// Runs the command on a terminal of its own, types each line when the words before it have been said, and returns
    /// all that the terminal showed.
    fn on_terminal(desk: &Desk, locale: &str, command: &str, typed: &[(&str, &str)]) -> String {
        let command = format!("{} {command}", env!("CARGO_BIN_EXE_hwpconv"));
        let mut child = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(desk.path("."))
            .envs([("LC_ALL", locale), ("TERM", "xterm")])
            .env_remove("HWPCONV_PASSWORD")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("script, of util-linux");
        let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut shown = Vec::new();
        for (words, line) in typed {
            let mut byte = [0];
            while !String::from_utf8_lossy(&shown).contains(words) && stdout.read(&mut byte).unwrap() > 0 {
                shown.push(byte[0]);
            }
            // The words are said before the terminal stops to show what is typed.
            std::thread::sleep(Duration::from_millis(500));
            stdin.write_all(format!("{line}\n").as_bytes()).unwrap();
        }
        // Whatever else is asked gets the end of the input.
        drop(stdin);
        stdout.read_to_end(&mut shown).unwrap();
        child.wait().unwrap();
        String::from_utf8_lossy(&shown).into_owned()
    }

    #[test]
    fn password_is_asked_for_on_a_terminal_and_never_shown() {
        let desk = Desk::new();
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/password.hwp"), desk.path("a.hwp")).unwrap();
        let typed = [("Password for a.hwp: ", "not this"), ("Wrong password. Password for a.hwp: ", SAMPLE_PASSWORD)];
        let shown = on_terminal(&desk, ENGLISH, "a.hwp -o a.md", &typed);
        assert!(desk.path("a.md").is_file(), "{shown}");
        assert!(!shown.contains("not this") && !shown.contains(SAMPLE_PASSWORD), "{shown}");
        // Who types nothing gives none.
        let shown = on_terminal(&desk, ENGLISH, "a.hwp -o b.md", &[("Password for a.hwp: ", "")]);
        assert!(shown.contains("a password is needed to open this document") && !desk.path("b.md").exists(), "{shown}");
        // Nobody is asked for several documents.
        fs::copy(desk.path("a.hwp"), desk.path("b.hwp")).unwrap();
        assert!(!on_terminal(&desk, ENGLISH, "a.hwp b.hwp -o out", &[]).contains("Password for"));
    }

    #[test]
    fn password_is_asked_for_in_korean_and_never_shown() {
        let desk = Desk::new();
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/password.hwp"), desk.path("a.hwp")).unwrap();
        let typed = [("a.hwp의 암호: ", "not this"), ("암호가 맞지 않습니다. a.hwp의 암호: ", SAMPLE_PASSWORD)];
        let shown = on_terminal(&desk, KOREAN, "a.hwp -o a.md", &typed);
        assert!(desk.path("a.md").is_file(), "{shown}");
        assert!(!shown.contains("not this") && !shown.contains(SAMPLE_PASSWORD), "{shown}");
        let shown = on_terminal(&desk, KOREAN, "a.hwp -o b.md", &[("a.hwp의 암호: ", "")]);
        assert!(shown.contains("열려면 암호가 필요합니다") && !desk.path("b.md").exists(), "{shown}");
        fs::copy(desk.path("a.hwp"), desk.path("b.hwp")).unwrap();
        assert!(!on_terminal(&desk, KOREAN, "a.hwp b.hwp -o out", &[]).contains("의 암호: "));
    }

    #[test]
    fn messages_are_coloured_and_the_bar_says_how_far_the_run_is() {
        let desk = documents(&["docs/a.hwp", "docs/c.hwp"]);
        desk.write("docs/b.hwp", PDF);
        let shown = on_terminal(&desk, ENGLISH, "docs -o out -j 1", &[]);
        assert!(shown.contains("\u{1b}[1m\u{1b}[31mhwpconv:") && shown.contains(" of 3 documents"), "{shown:?}");
    }

    #[test]
    fn bar_says_in_korean_how_far_the_run_is_and_what_failed() {
        let desk = documents(&["docs/a.hwp", "docs/c.hwp"]);
        desk.write("docs/b.hwp", PDF);
        let shown = on_terminal(&desk, KOREAN, "docs -o out -j 1", &[]);
        assert!(shown.contains("\u{1b}[1m\u{1b}[31mhwpconv:") && shown.contains("HWP 문서가 아닙니다"), "{shown:?}");
        assert!(shown.contains("/3건") && !shown.contains(" of 3 documents"), "{shown:?}");
    }
}
