//! ZIP archives of documents as inputs: named, found in folders, filtered, resumed, and made by a stranger.

use std::fs;

use serde_json::Value;

use super::REFUSED;
use super::converting::{documents, outputs};
use crate::builder_hwpx::zip::{Entry, pack};
use crate::support::desk::{Desk, PDF};

fn sample(name: &str) -> Vec<u8> {
    fs::read(format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// An archive of copies of documents under these names; those that are called otherwise are text.
fn archive(names: &[&str]) -> Vec<u8> {
    let content = |name: &str| match name.rsplit('.').next().unwrap() {
        "hwpx" => sample("press-release.hwpx"),
        "hwp" => sample("press-release.hwp"),
        "zip" => archive(&["inner.hwp"]),
        _ => b"text".to_vec(),
    };
    let entry = |(at, name): (usize, &&str)| {
        // Some are stored.
        if at % 2 == 0 { Entry::deflated(name, content(name)) } else { Entry::stored(name, content(name)) }
    };
    pack(&names.iter().enumerate().map(entry).collect::<Vec<_>>())
}

fn report(desk: &Desk, name: &str) -> Vec<Value> {
    let lines: Vec<Value> = desk.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.into_iter().filter(|line| line["outcome"] != "end").collect()
}

fn sources(desk: &Desk, name: &str) -> Vec<String> {
    report(desk, name).iter().map(|record| record["source"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn documents_of_an_archive_are_mirrored_below_its_name() {
    let desk = documents(&["a.hwp"]);
    desk.write("x/minutes.zip", &archive(&["2026/b.hwpx", "2026/b.hwp", "notes.txt", "a.hwp"]));
    let run = desk.run(&["x/minutes.zip", "-o", "out", "-j", "2", "--report", "report"]);
    let renamed = "because another document has the same name";
    assert_eq!((run.code, run.stderr.matches(renamed).count()), (0, 2), "{}", run.stderr);
    assert_eq!(outputs(&desk), ["out/minutes/2026/b.hwp.md", "out/minutes/2026/b.hwpx.md", "out/minutes/a.md"]);
    let expected = ["2026/b.hwp", "2026/b.hwpx", "a.hwp"].map(|name| format!("x/minutes.zip/{name}"));
    assert_eq!(sources(&desk, "report"), expected);
    desk.run(&["a.hwp", "-q", "-o", "a.md"]).succeeded();
    assert_eq!(desk.read("out/minutes/a.md").replace("a_media", ""), desk.read("a.md").replace("a_media", ""));
    assert_eq!(report(&desk, "report")[2]["input_bytes"], fs::metadata(desk.path("a.hwp")).unwrap().len());
}

#[test]
fn archive_is_several_documents_whatever_it_holds_and_known_by_its_content() {
    let desk = Desk::new();
    desk.write("a.zip", &archive(&["a.hwp"]));
    desk.write("mail.bin", &archive(&["a.hwp"]));
    desk.write("b.zip", &sample("press-release.hwpx"));
    desk.run(&["a.zip"]).is_usage_error("several documents need a folder");
    desk.run(&["a.zip", "-o", "a.md"]).is_usage_error("is named like a file");
    desk.run(&["a.zip", "-t", "text", "-o", "a.txt", "--lang", "ko"]).is_usage_error("파일 이름처럼 보입니다");
    desk.run(&["mail.bin", "-q", "-o", "out"]).succeeded();
    assert!(desk.path("out/mail.bin/a.md").is_file());
    // A document may be called an archive.
    let run = desk.run(&["b.zip", "-q"]);
    run.succeeded();
    assert!(run.stdout.contains("골목 도서관"));
    let lines = desk.run(&["a.zip", "mail.bin", "-q", "-t", "jsonl"]).stdout;
    assert_eq!(lines.lines().count(), 2);
    assert!(lines.starts_with("{\"id\":") && lines.contains("\"source\":\"a.zip/a.hwp\""));
}

#[test]
fn archives_in_folders_are_opened_when_they_are_called_zip_and_hold_documents() {
    let desk = documents(&["docs/a.hwp", "docs/x/minutes/c.hwp"]);
    desk.write("docs/x/minutes.zip", &archive(&["b.hwp", "c.hwp"]));
    desk.write("docs/x/program.zip", &archive(&["readme.txt"]));
    desk.write("docs/x/fake.zip", b"no archive");
    desk.write("docs/x/word.zip", &pack(&[Entry::stored("[Content_Types].xml", b"x".to_vec())]));
    desk.write("docs/x/document.zip", &sample("press-release.hwpx"));
    desk.write("docs/mail.bin", &archive(&["d.hwp"]));
    desk.write("docs/.hidden.zip", &archive(&["d.hwp"]));
    let run = desk.run(&["docs", "-o", "out", "--report", "report"]);
    assert!(run.stderr.starts_with("docs: 1 hidden file or folder skipped"), "{}", run.stderr);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let expected = ["a.hwp", "x/document.zip", "x/minutes/c.hwp", "x/minutes.zip/b.hwp", "x/minutes.zip/c.hwp"];
    assert_eq!(sources(&desk, "report"), expected.map(|name| format!("docs/{name}")));
    let expected = ["a.md", "x/document.zip.md", "x/minutes/b.md", "x/minutes/c.hwp-2.md", "x/minutes/c.hwp.md"];
    assert_eq!(outputs(&desk), expected.map(|name| format!("out/{name}")));
}

#[test]
fn patterns_reach_into_archives() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/m.zip", &archive(&["2025/a.hwp", "2026/a.hwp", "2026/b.hwpx"]));
    let taken = |args: &[&str]| {
        let run = desk.run(&[args, &["-o", "out", "--report", "report"]].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        (sources(&desk, "report"), run.stderr)
    };
    let (found, said) = taken(&["docs/m.zip", "--include", "*.hwpx"]);
    assert_eq!(found, ["docs/m.zip/2026/b.hwpx"]);
    assert!(said.starts_with("docs/m.zip: 2 documents left out as asked\n"), "{said}");
    assert_eq!(taken(&["docs/m.zip", "--exclude", "2026"]).0, ["docs/m.zip/2025/a.hwp"]);
    assert_eq!(taken(&["docs", "--include", "m.zip/2025/**"]).0, ["docs/m.zip/2025/a.hwp"]);
    assert_eq!(taken(&["docs", "--exclude", "*.zip"]).0, ["docs/a.hwp"]);
    let run = desk.run(&["docs/m.zip", "--include", "*.hml", "-q", "-o", "out"]);
    run.failed_with("docs/m.zip: --include and --exclude leave no document of this archive\n");
    let run = desk.run(&["docs/m.zip", "--include", "*.hml", "-q", "-o", "out", "--lang", "ko"]);
    run.failed_with("docs/m.zip: --include와 --exclude에 맞는 문서가 이 압축 파일에 없습니다\n");
}

#[test]
fn hidden_files_and_archives_in_archives_are_left_out_and_that_is_said() {
    let desk = Desk::new();
    let names = ["a.hwp", "~$a.hwp", "__MACOSX/._a.hwp", "inner.zip", "x/inner.zip"];
    desk.write("a.zip", &archive(&names));
    let run = desk.run(&["a.zip", "-o", "out", "-q"]);
    run.succeeded();
    let said = desk.run(&["a.zip", "-o", "out"]).stderr;
    assert!(said.starts_with("a.zip: 2 hidden files or folders skipped; --hidden takes them\n"), "{said}");
    assert!(said.contains("\na.zip: 2 archives in this archive not opened; extract them first\n"), "{said}");
    let said = desk.run(&["a.zip", "-o", "out", "--lang", "ko"]).stderr;
    assert!(said.contains("\na.zip: 안에 든 압축 파일 2개를 열지 않았습니다. 먼저 풀어 주십시오\n"), "{said}");
    desk.run(&["a.zip", "-o", "all", "-q", "--hidden"]).succeeded();
    assert_eq!(outputs(&desk).iter().filter(|name| name.starts_with("all/")).count(), 3);
    // One that is called a document is refused for what it is.
    desk.write("b.zip", &pack(&[Entry::stored("b.hwp", archive(&["a.hwp"]))]));
    let run = desk.run(&["b.zip", "-o", "out", "-q"]);
    let refused = "not an HWP document: this is a ZIP archive; an archive in an archive is not opened";
    run.failed_with(&format!("b.zip/b.hwp: {refused}\n"));
    let run = desk.run_with_stdin(&["-"], &archive(&["a.hwp"]));
    assert!(run.stderr.ends_with("this is a ZIP archive; an archive is opened when it is given as a file\n"));
    desk.write("c.zip", &archive(&["notes.txt"]));
    let run = desk.run(&["c.zip", "-o", "out", "-q"]);
    run.failed_with("c.zip: no documents in this archive (.hwp, .hwpx, .hwpml, .hml, .hwt)\n");
    let run = desk.run(&["c.zip", "-o", "out", "-q", "--lang", "ko"]);
    run.failed_with("c.zip: 이 압축 파일에 문서가 없습니다(.hwp, .hwpx, .hwpml, .hml, .hwt)\n");
}

#[test]
fn archive_named_twice_or_named_and_found_is_converted_once() {
    let desk = Desk::new();
    desk.write("docs/a.zip", &archive(&["a.hwp", "b.hwp"]));
    let run = desk.run(&["docs/a.zip", "docs/../docs/a.zip", "docs", "-o", "out"]);
    assert!(run.stderr.starts_with("4 documents were named more than once and are converted once\n"), "{}", run.stderr);
    desk.write("list", b"docs/a.zip\n");
    desk.run(&["--files-from", "list", "-q", "-o", "listed"]).succeeded();
    assert!(desk.path("listed/docs/a/b.md").is_file());
}

#[test]
fn resumed_run_makes_what_changed_in_an_archive_and_prunes_what_is_gone_from_it() {
    let desk = Desk::new();
    let resume = ["docs", "-o", "out", "--resume"];
    let said = |more: &[&str]| {
        let run = desk.run(&[&resume[..], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stderr
    };
    desk.write("docs/a.zip", &archive(&["a.hwp", "b.hwp", "c.hwp"]));
    assert!(said(&[]).starts_with("3 documents converted ("));
    assert!(said(&[]).starts_with("0 documents converted, 3 there already"));
    assert!(said(&["--untrusted", "--limit", "entries=65536"]).contains(" made again"), "other limits");
    assert!(said(&[]).contains("3 outputs were of another version or other options"));
    // A new archive, in which one document is another and one is gone.
    let entries = [Entry::stored("b.hwp", sample("press-release.hwp")), Entry::deflated("a.hwp", sample("tables.hwp"))];
    desk.write("docs/a.zip", &pack(&entries));
    let run = desk.run(&["docs", "-o", "out", "--resume=verify"]);
    let kept = run.stderr;
    assert!(kept.starts_with("1 document converted, 1 there already"), "{kept}");
    assert!(desk.path("out/a/c.md").is_file());
    let pruned = said(&["--prune"]);
    assert!(pruned.contains("out/a/c.md: removed, because its document docs/a.zip/c.hwp is gone\n"), "{pruned}");
    // What is only left out of an archive is not gone from it.
    assert!(!said(&["--prune", "--exclude", "b.hwp"]).contains("removed"));
    assert_eq!(outputs(&desk), ["out/a/a.md", "out/a/b.md"]);
    desk.write("docs/d.hwp", &sample("press-release.hwp"));
    fs::remove_file(desk.path("docs/a.zip")).unwrap();
    assert_eq!(said(&["--prune"]).matches("removed").count(), 2);
    assert_eq!(outputs(&desk), ["out/d.md"]);
}

#[test]
fn documents_of_an_archive_in_processes_of_their_own_become_the_same() {
    let desk = Desk::new();
    desk.write("a.zip", &archive(&["가나/a.hwp", "b.hwpx", "c.hwp"]));
    desk.run(&["a.zip", "-q", "-o", "out"]).succeeded();
    for (options, out) in [(&["--untrusted"][..], "out2"), (&["--timeout", "60", "-j", "2"], "out3")] {
        desk.run(&[&["a.zip", "-q", "-o", out], options].concat()).succeeded();
        for name in ["a/가나/a.md", "a/b.md", "a/c.md"] {
            assert!(desk.read(format!("{out}/{name}")) == desk.read(format!("out/{name}")), "{out} {name}");
        }
    }
    desk.write("bad.zip", &pack(&[Entry::deflated("a.hwp", PDF.to_vec())]));
    desk.run(&["bad.zip", "-q", "-o", "out", "--untrusted"]).failed_with(&format!("bad.zip/a.hwp: {REFUSED}\n"));
}

#[test]
fn documents_of_an_archive_are_described() {
    let desk = Desk::new();
    desk.write("a.zip", &archive(&["b.hwpx", "a.hwp"]));
    let run = desk.run(&["info", "a.zip", "--json"]);
    run.succeeded();
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |name: &str| lines.iter().map(|line| line[name].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (of("source"), of("format")),
        (vec!["a.zip/a.hwp".to_owned(), "a.zip/b.hwpx".to_owned()], vec!["hwp5".to_owned(), "hwpx".to_owned()])
    );
    assert!(desk.run(&["info", "a.zip"]).stdout.starts_with("a.zip/a.hwp\n  format "));
}

/// Replaces a name of one byte a letter in an archive by bytes that are no UTF-8.
fn renamed(mut bytes: Vec<u8>, from: &str, to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> =
        (0..bytes.len() - to.len()).filter(|at| bytes[*at..].starts_with(from.as_bytes())).collect();
    assert_eq!(places.len(), 2, "local header and directory");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn names_of_korean_windows_are_read() {
    let desk = Desk::new();
    // 회의록 in CP949, as Windows writes it into archives.
    let name = b"\xC8\xB8\xC0\xC7\xB7\xCF.hwp";
    desk.write("a.zip", &renamed(archive(&["XXXXXX.hwp"]), "XXXXXX.hwp", name));
    desk.run(&["a.zip", "-q", "-o", "out", "--report", "report"]).succeeded();
    assert_eq!(
        (outputs(&desk), sources(&desk, "report")),
        (vec!["out/a/회의록.md".to_owned()], vec!["a.zip/회의록.hwp".to_owned()])
    );
}

#[test]
fn names_in_archives_lead_nowhere_else() {
    let desk = Desk::new();
    let names =
        ["../../evil.hwp", "/tmp/evil/a.hwp", "C:\\evil\\b.hwp", "x/.. /../c.hwp", "a\u{1b}[2J\n.hwp", "con:1.hwp"];
    desk.write("in/a.zip", &archive(&names));
    desk.write("in/...zip", &archive(&["d.hwp"]));
    let run = desk.run(&["in/a.zip", "in/...zip", "-o", "in/out"]);
    assert!(
        run.stderr.contains("in/a.zip: 6 paths in this archive that lead out of it or are not allowed were changed\n")
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let expected =
        ["...zip/d.md", "a/C_/evil/b.md", "a/a_[2J_.md", "a/con_1.md", "a/evil.md", "a/tmp/evil/a.md", "a/x/c.md"];
    assert_eq!(outputs(&desk), expected.map(|name| format!("in/out/{name}")));
    let said = desk.run(&["in/a.zip", "-o", "in/out", "--lang", "ko"]).stderr;
    assert!(said.starts_with("in/a.zip: 압축 파일 밖으로 이어지거나 쓸 수 없는 경로 6개를 바꾸었습니다\n"), "{said}");
    assert!(desk.tree().iter().all(|name| name.starts_with("in")), "{:?}", desk.tree());
}

#[test]
fn archive_is_never_overwritten_by_its_documents() {
    let desk = Desk::new();
    desk.write("out/a/a.md", &archive(&["x.hwp"]));
    desk.write("b.zip", &archive(&["a.hwp"]));
    fs::rename(desk.path("b.zip"), desk.path("a.zip")).unwrap();
    let run = desk.run(&["a.zip", "out/a/a.md", "-q", "-o", "out"]);
    run.is_usage_error("out/a/a.md: the output would replace an input");
}

#[test]
fn bombs_and_damage_in_archives_are_one_line_each_and_the_others_are_converted() {
    let desk = Desk::new();
    let mut entries = vec![
        Entry::deflated("bomb.hwp", vec![0; 64 << 20]),
        Entry::deflated("large.hwp", [sample("press-release.hwp"), vec![b'x'; 2 << 20]].concat()),
        Entry { method: 99, ..Entry::stored("method.hwp", b"x".to_vec()) },
        Entry { method: 8, ..Entry::stored("broken.hwp", vec![0xFF; 9]) },
        Entry::stored("good.hwp", sample("press-release.hwp")),
    ];
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    desk.write("a.zip", &pack(&entries));
    let lines = "a.zip/bomb.hwp: larger than 1 MiB; --max-input allows more\n\
                 a.zip/broken.hwp: is damaged in the archive\n\
                 a.zip/large.hwp: larger than 1 MiB; --max-input allows more\n\
                 a.zip/method.hwp: is compressed by a method that is not supported (99); extract it first\n";
    for options in [&[][..], &["--untrusted"]] {
        let args = [&["a.zip", "-q", "-o", "out", "--max-input", "1", "--report", "report"], options].concat();
        desk.run(&args).failed_with(lines);
        assert!(desk.path("out/a/good.md").is_file());
        let kinds: Vec<Value> = report(&desk, "report").iter().map(|line| line["error"]["kind"].clone()).collect();
        assert_eq!(kinds, ["io".into(), "archive".into(), Value::Null, "io".into(), "archive".into()]);
    }
    let run = desk.run(&["a.zip", "-q", "-o", "out", "--include", "bomb.hwp"]);
    let ratio = "is more than 200 times its compressed size, which no document is; extract it first if you trust it";
    run.failed_with(&format!("a.zip/bomb.hwp: {ratio}\n"));
    let run = desk.run(&["a.zip", "-q", "-o", "out", "--include", "bomb.hwp", "--lang", "ko"]);
    assert!(run.stderr.contains("압축된 크기의 200배가 넘어"), "{}", run.stderr);
    // Without its end an archive is none.
    let whole = fs::read(desk.path("a.zip")).unwrap();
    desk.write("cut.zip", &whole[..whole.len() - 30]);
    let damaged = "cut.zip: is a damaged ZIP archive: the list of its files is missing or broken\n";
    desk.run(&["cut.zip", "-q", "-o", "out"]).failed_with(damaged);
    desk.write("folder/cut.zip", &whole[..whole.len() - 30]);
    desk.run(&["folder", "-q", "-o", "out", "--exclude", "cut.zip"])
        .failed_with("folder: --include and --exclude leave no document of this folder\n");
    let run = desk.run(&["folder", "-q", "-o", "out", "--lang", "ko"]);
    assert!(run.stderr.starts_with("folder/cut.zip: 손상된 ZIP 파일입니다"), "{}", run.stderr);
}

#[test]
fn archive_of_very_many_entries_is_read_as_far_as_the_limit() {
    let desk = Desk::new();
    let mut entries: Vec<Entry> =
        (0..65_534).map(|number| Entry::stored(&format!("{number}.txt"), Vec::new())).collect();
    entries.push(Entry::stored("last.hwp", sample("press-release.hwp")));
    desk.write("a.zip", &pack(&entries));
    desk.run(&["a.zip", "-q", "-o", "out"]).succeeded();
    assert_eq!(outputs(&desk), ["out/a/last.md"]);
    let more = "a.zip: has more than 1000 entries, and the others are left out; --limit entries=N allows more\n";
    let run = desk.run(&["a.zip", "-q", "-o", "out2", "--limit", "entries=1000"]);
    run.failed_with(&format!("{more}a.zip: no documents in this archive (.hwp, .hwpx, .hwpml, .hml, .hwt)\n"));
    // More than the records of an archive can count, of documents that all have the same data.
    let many: Vec<Entry> = (0..65_537).map(|number| Entry::stored(&format!("{number}.hwp"), Vec::new())).collect();
    desk.write("b.zip", &pack(&many));
    let run = desk.run(&["b.zip", "-q", "-o", "out3", "--include", "0.hwp"]);
    assert_eq!(run.stderr.lines().count(), 2, "{}", run.stderr);
    assert!(run.stderr.contains("b.zip: has more than 65536 entries"), "{}", run.stderr);
    let deep = format!("{}a.hwp", "x/".repeat(65));
    desk.write("c.zip", &archive(&[&deep, "a.hwp"]));
    let run = desk.run(&["c.zip", "-q", "-o", "out4"]);
    run.failed_with("c.zip: documents in more than 64 folders in each other are left out: 1\n");
    assert!(desk.path("out4/c/a.md").is_file());
}
