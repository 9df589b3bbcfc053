//! What each option of the content does to what is written, and that every option has a test of the command.

use std::fs;

use serde_json::Value;

use super::support::{Desk, PDF};

/// A title that is only larger, and marks that are only typed.
const NOTICE: &str = r#"<HWPML Version="2.8">
<HEAD SecCnt="1"><MAPPINGTABLE><CHARSHAPELIST Count="2">
<CHARSHAPE Id="0" Height="1000"/><CHARSHAPE Id="1" Height="2400"/>
</CHARSHAPELIST></MAPPINGTABLE></HEAD>
<BODY><SECTION Id="0">
<P><TEXT CharShape="1"><CHAR>새 도서관을 열다</CHAR></TEXT></P>
<P><TEXT CharShape="0"><CHAR>□ 도서관은 누구에게나 날마다 아침부터 저녁까지 열려 있으며 책은 두 주 동안 빌릴 수 있다.</CHAR></TEXT></P>
<P><TEXT CharShape="0"><CHAR>○ 쉬는 날은 월요일이다.</CHAR></TEXT></P>
</SECTION></BODY></HWPML>"#;

/// A folder with the notice above and some samples.
fn desk(samples: &[&str]) -> Desk {
    let desk = Desk::new();
    desk.write("notice.hml", NOTICE.as_bytes());
    for name in samples {
        let sample = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
        desk.write(name, &fs::read(sample).unwrap());
    }
    desk
}

/// What a run prints when nothing is wrong.
fn printed(desk: &Desk, args: &[&str]) -> String {
    let run = desk.run(args);
    run.succeeded();
    run.stdout
}

#[test]
fn every_option_in_the_help_has_a_test_of_the_command() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support");
    let mut tests = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands.rs")).unwrap();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_name().to_string_lossy().starts_with("commands") {
            tests.push_str(&fs::read_to_string(entry.path()).unwrap());
        }
    }
    for command in [&["--help"][..], &["info", "--help"]] {
        let help = Desk::new().run(command).stdout;
        let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
        let options: Vec<&str> =
            lines.filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--"))).collect();
        assert!(options.len() > 3, "{options:?}");
        let untested: Vec<&&str> = options.iter().filter(|name| !tests.contains(&format!("\"{name}\""))).collect();
        assert!(untested.is_empty(), "no test of the command names {untested:?}");
    }
}

#[test]
fn output_and_target_have_long_names() {
    let desk = desk(&[]);
    desk.run(&["notice.hml", "--to", "text", "--output", "a.txt", "--quiet", "--jobs", "1"]).succeeded();
    assert_eq!(desk.read("a.txt"), printed(&desk, &["notice.hml", "-t", "text"]));
}

#[test]
fn quiet_and_verbose_runs_say_nothing_and_everything() {
    let desk = desk(&["comments.hwp"]);
    desk.write("bad.hwp", PDF);
    let said = |option: &[&str]| desk.run(&[&["comments.hwp", "bad.hwp", "-o", "out"], option].concat()).stderr;
    assert_eq!(said(&["--quiet"]).lines().count(), 1);
    assert!(said(&[]).contains("1 document converted, 1 failed"));
    let resumed = desk.run(&["comments.hwp", "-o", "out/", "--resume", "--verbose"]).stderr;
    assert!(resumed.starts_with("comments.hwp: its output is there already\n"), "{resumed}");
    desk.run(&["notice.hml", "--quiet", "--verbose"]).is_usage_error("cannot be used with");
}

#[test]
fn strict_run_fails_for_lost_content_and_writes_it_all_the_same() {
    let desk = desk(&["press-release.hwp"]);
    let bytes = fs::read(desk.path("press-release.hwp")).unwrap();
    desk.write("cut.hwp", &bytes[..bytes.len() * 3 / 4]);
    let lenient = desk.run(&["cut.hwp"]);
    assert!(lenient.stderr.contains("content was left out"), "{}", lenient.stderr);
    let strict = desk.run(&["cut.hwp", "--strict"]);
    assert_eq!((lenient.code, strict.code, &lenient.stdout), (0, 1, &strict.stdout));
    assert_eq!(desk.run(&["press-release.hwp", "--strict", "-q"]).code, 0);
}

#[test]
fn comments_are_kept_unless_they_are_to_be_dropped() {
    let desk = desk(&["comments.hwp"]);
    let with = printed(&desk, &["comments.hwp", "--comments", "keep"]);
    let without = printed(&desk, &["comments.hwp", "--comments", "drop"]);
    assert!(with.contains("[^c1]") && !without.contains("[^c"), "{without}");
    assert_eq!(with, printed(&desk, &["comments.hwp"]));
}

#[test]
fn tracked_changes_are_taken_over_taken_back_or_shown() {
    let desk = desk(&["tracked.hwp"]);
    let how = |how: &str| printed(&desk, &["tracked.hwp", "--track-changes", how]);
    assert_eq!(how("accept"), printed(&desk, &["tracked.hwp"]));
    assert!(how("accept") != how("reject") && how("all").contains("<ins>") && how("all").contains("<del>"));
}

#[test]
fn tables_are_written_as_they_are_wanted() {
    let desk = desk(&["tables.hwp"]);
    let how = |how: &str| printed(&desk, &["tables.hwp", "--tables", how]);
    assert!(!how("gfm").contains("<table>") && !how("html").contains("| --- |"));
    assert!(how("auto").contains("<table>") && how("auto").contains("| --- |"));
}

#[test]
fn text_is_wrapped_at_the_column_that_is_given() {
    let desk = desk(&[]);
    let wrapped = printed(&desk, &["notice.hml", "-t", "text", "--wrap", "30"]);
    let whole = printed(&desk, &["notice.hml", "-t", "text"]);
    assert!(wrapped.lines().count() > whole.lines().count() && wrapped.lines().all(|line| line.chars().count() <= 20));
}

#[test]
fn page_breaks_are_written_when_they_are_asked_for() {
    let desk = desk(&["pages.hwp"]);
    let breaks =
        |args: &[&str]| printed(&desk, &[&["pages.hwp"], args].concat()).matches("<!-- page break -->").count();
    assert_eq!((breaks(&[]), breaks(&["--page-breaks"])), (0, 3));
}

#[test]
fn pages_are_selected_where_the_document_stores_them() {
    let desk = desk(&["pages.hwp"]);
    let page = |pages: &str| printed(&desk, &["pages.hwp", "--furniture", "drop", "--pages", pages]);
    assert!(page("1").contains("첫 쪽의 첫 문단") && !page("1").contains("둘째 쪽"));
    assert_eq!(page("2-"), format!("{}\n{}", page("2"), page("3-99")));
    desk.run(&["notice.hml", "--pages", "1"]).failed_with(
        "notice.hml: document: its pages are not known: the file does not store its whole layout; convert it without \
         --pages\n",
    );
    for wrong in ["0", "3-2", "x", ""] {
        desk.run(&["pages.hwp", "--pages", wrong]).is_usage_error("give pages such as 3, 3-5 or 3-");
    }
}

#[test]
fn typed_marks_become_a_list_when_they_are_asked_to() {
    let desk = desk(&[]);
    assert!(printed(&desk, &["notice.hml", "--outline", "keep"]).contains("\n\n□ 도서관은"));
    let list = printed(&desk, &["notice.hml", "--outline", "list"]);
    assert!(list.contains("\n- □ 도서관은") && list.contains("\n  - ○ 쉬는 날은"), "{list}");
}

#[test]
fn headings_are_inferred_when_they_are_asked_for() {
    let desk = desk(&[]);
    assert!(printed(&desk, &["notice.hml", "--headings", "outline"]).starts_with("새 도서관을 열다\n"));
    assert!(printed(&desk, &["notice.hml", "--headings", "infer"]).starts_with("# 새 도서관을 열다\n"));
}

#[test]
fn chunks_have_the_size_the_unit_and_the_overlap_that_are_given() {
    let desk = desk(&[]);
    let chunks = |options: &[&str]| -> Vec<Value> {
        let lines = printed(&desk, &[&["notice.hml", "-t", "chunks"], options].concat());
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let whole = chunks(&[]);
    assert_eq!(whole[0]["text"], printed(&desk, &["notice.hml"]).trim_end());
    assert_eq!(whole[0]["metadata"]["path"], "새 도서관을 열다");
    let small = chunks(&["--chunk-size", "30"]);
    assert!(small.len() > 2 && small.iter().all(|chunk| chunk["text"].as_str().unwrap().chars().count() <= 30));
    assert!(chunks(&["--chunk-size", "30", "--chunk-unit", "tokens"]).len() < small.len());
    let overlapping = chunks(&["--chunk-size", "30", "--chunk-overlap", "15"]);
    let length = |chunks: &[Value]| chunks.iter().map(|chunk| chunk["text"].as_str().unwrap().len()).sum::<usize>();
    assert!(length(&overlapping) > length(&small), "{overlapping:#?}");
}

#[test]
fn pictures_are_put_into_the_page_when_they_are_asked_to() {
    let desk = desk(&["pictures.hwp"]);
    desk.run(&["pictures.hwp", "-q", "-o", "a.html", "--embed-media"]).succeeded();
    assert!(desk.read("a.html").contains("src=\"data:image/") && !desk.path("a_media").exists());
    desk.run(&["pictures.hwp", "--embed-media", "--no-media"]).is_usage_error("cannot be used with");
}
