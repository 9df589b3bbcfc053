//! What each option of the content does to what is written, and that every option has a test of the command.

use std::fs;

use serde_json::Value;

use crate::support::desk::{Desk, PDF};

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
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli");
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let tests: String = files.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect();
    for command in [&["--help"][..], &["info", "--help"]] {
        let help = Desk::new().run(command).stdout;
        let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
        let options: Vec<&str> = lines
            .filter_map(|line| line.split([' ', ',', '[', ']', ';']).find(|word| word.starts_with("--")))
            .map(|option| option.trim_end_matches("..."))
            .collect();
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
fn verified_documents_are_counted_and_told_in_the_report() {
    let desk = desk(&["press-release.hwp", "tables.hwp"]);
    let both = ["press-release.hwp", "tables.hwp", "-o", "out", "--report", "log.ndjson"];
    let run = desk.run(&[&both[..], &["--verify", "--strict"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("2 documents converted, 2 verified"), "{}", run.stderr);
    let lines =
        |report: &str| -> Vec<Value> { report.lines().map(|line| serde_json::from_str(line).unwrap()).collect() };
    let report = lines(&desk.read("log.ndjson"));
    assert_eq!((&report[0]["verified"], &report[1]["verified"]), (&true.into(), &true.into()));
    assert_eq!((&report[2]["outcome"], &report[2]["verified"]), (&"end".into(), &2.into()));
    // Also where each document has a process of its own.
    let bounded = desk.run(&[&both[..], &["--verify", "--timeout", "600"]].concat());
    assert!(bounded.stderr.contains("2 verified"), "{}", bounded.stderr);
    let plain = desk.run(&both);
    assert!(!plain.stderr.contains("verified"), "{}", plain.stderr);
    assert_eq!(lines(&desk.read("log.ndjson"))[0]["verified"], false);
    desk.run(&["tables.hwp", "-t", "text", "--verify"]).is_usage_error("--verify is for Markdown");
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
fn merged_cell_is_repeated_in_gfm_tables_or_leaves_them_blank() {
    let desk = desk(&["tables.hwp"]);
    let how = |how: &[&str]| printed(&desk, &[&["tables.hwp", "-q", "--tables", "gfm"], how].concat());
    let (repeated, blank) = (how(&["--spans", "repeat"]), how(&["--spans", "blank"]));
    assert_eq!(how(&[]), repeated);
    assert!(repeated.len() > blank.len() && blank.contains("|  |"), "{blank}");
    desk.run(&["tables.hwp", "--spans", "blank"]).is_usage_error("add --tables gfm");
}

#[test]
fn emphasis_is_dropped_on_demand_and_in_chunks() {
    let desk = desk(&["marks.hwp"]);
    let with = |options: &[&str]| printed(&desk, &[&["marks.hwp", "-q"], options].concat());
    let is_plain = |text: &str| !text.contains("**") && !text.contains("<u>");
    assert_eq!(with(&[]), with(&["--emphasis", "keep"]));
    assert!(!is_plain(&with(&[])) && is_plain(&with(&["--emphasis", "drop"])));
    assert!(is_plain(&with(&["-t", "chunks"])) && !is_plain(&with(&["-t", "chunks", "--emphasis", "keep"])));
}

#[test]
fn option_that_would_change_nothing_is_a_usage_error() {
    let desk = desk(&["pages.hwp"]);
    let refused = |options: &[&str], why: &str| {
        desk.run(&[&["notice.hml"], options].concat()).is_usage_error(why);
    };
    refused(&["--wrap", "30"], "add -t text");
    refused(&["--metadata", "-t", "text"], "add -t markdown");
    for option in ["--chunk-size", "--chunk-overlap"] {
        refused(&[option, "30"], "add -t chunks");
    }
    refused(&["--chunk-unit", "tokens"], "add -t chunks");
    refused(&["--chunk-format", "text"], "add -t chunks");
    refused(&["-t", "chunks", "--chunk-overlap", "900"], "at most 600 with --chunk-size 1200");
    desk.run(&["pages.hwp", "--pages", "999"])
        .failed_with("pages.hwp: document: none of these pages is there; its last is 4\n");
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
fn markdown_is_split_into_pages_and_json_lists_them() {
    let desk = desk(&["pages.hwp"]);
    let split = |args: &[&str]| printed(&desk, &[&["pages.hwp", "--split", "pages"], args].concat());
    let markdown = split(&["--verify", "--strict"]);
    let pages: Vec<&str> = markdown.lines().filter(|line| line.starts_with("<!-- page")).collect();
    assert_eq!(pages, [1, 2, 3, 4].map(|page| format!("<!-- page {page} -->")));
    assert!(
        split(&["--pages", "2-3", "--furniture", "drop"])
            .starts_with("<!-- page 2 -->\n\n둘째 쪽으로 넘어간 문단\n\n<!-- page 3 -->")
    );
    let json = |target| -> Value { serde_json::from_str(&split(&["-t", target, "--furniture", "drop"])).unwrap() };
    let (document, line) = (json("json"), json("jsonl"));
    assert_eq!((&document["schema"], &document["pages"]), (&"hwpconv-pages/1".into(), &line["pages"]));
    assert_eq!(document["pages"][1], serde_json::json!({ "page": 2, "text": "둘째 쪽으로 넘어간 문단" }));
    assert!(document.get("sections").is_none() && line.get("text").is_none());
    desk.run(&["notice.hml", "--split", "pages"]).failed_with(
        "notice.hml: document: its pages are not known: the file does not store its whole layout; convert it without \
         --pages and --split\n",
    );
    for target in ["text", "html", "chunks"] {
        desk.run(&["pages.hwp", "-t", target, "--split", "pages"]).is_usage_error("--split is for Markdown");
    }
    desk.run(&["pages.hwp", "--split", "pages", "--page-breaks"]).is_usage_error("cannot be used with");
}

#[test]
fn a_table_of_contents_is_written_where_it_is_asked_for() {
    let desk = desk(&[]);
    let begins = |args: &[&str], words: &str| printed(&desk, &[&["notice.hml"], args].concat()).contains(words);
    let (markdown, page) =
        ("- [새 도서관을 열다](#새-도서관을-열다)\n", "<nav>\n<ul>\n<li><a href=\"#새-도서관을-열다\">");
    assert!(begins(&["--toc"], markdown) && !begins(&[], markdown));
    assert!(begins(&["--toc", "-t", "html"], page) && !begins(&["-t", "html"], page));
    let text = |args: &[&str]| printed(&desk, &[&["notice.hml", "-t", "text"], args].concat());
    assert_eq!(text(&["--toc"]), text(&[]));
    assert!(begins(&["--toc", "--verify", "--strict"], markdown));
}

#[test]
fn pages_are_selected_where_the_document_stores_them() {
    let desk = desk(&["pages.hwp"]);
    let page = |pages: &str| printed(&desk, &["pages.hwp", "--furniture", "drop", "--pages", pages]);
    assert!(page("1").contains("첫 쪽의 첫 문단") && !page("1").contains("둘째 쪽"));
    assert_eq!(page("2-"), format!("{}\n{}", page("2"), page("3-99")));
    desk.run(&["notice.hml", "--pages", "1"]).failed_with(
        "notice.hml: document: its pages are not known: the file does not store its whole layout; convert it without \
         --pages and --split\n",
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
    assert_eq!(whole[0]["metadata"]["heading_path"], "새 도서관을 열다");
    let small = chunks(&["--chunk-size", "30"]);
    assert!(small.len() > 2 && small.iter().all(|chunk| chunk["text"].as_str().unwrap().chars().count() <= 30));
    assert!(chunks(&["--chunk-size", "30", "--chunk-unit", "tokens"]).len() < small.len());
    let text = chunks(&["--chunk-format", "text"]);
    assert!(
        whole[0]["text"].as_str().unwrap().starts_with("# 새") && text[0]["text"].as_str().unwrap().starts_with("새")
    );
    assert_eq!(chunks(&["--chunk-format", "markdown"]), whole);
    for markup in [&["--tables", "html"][..], &["--emphasis", "keep"]] {
        let args = [&["notice.hml", "-t", "chunks", "--chunk-format", "text"], markup].concat();
        desk.run(&args).is_usage_error("is for Markdown; leave --chunk-format text out");
    }
    let overlapping = chunks(&["--chunk-size", "30", "--chunk-overlap", "15"]);
    let length = |chunks: &[Value]| chunks.iter().map(|chunk| chunk["text"].as_str().unwrap().len()).sum::<usize>();
    assert!(length(&overlapping) > length(&small), "{overlapping:#?}");
}

#[test]
fn pictures_of_other_servers_are_shown_only_when_they_are_asked_for() {
    let desk = desk(&[]);
    let linked = NOTICE
        .replace("<CHARSHAPELIST", r#"<BINDATALIST><BINITEM Type="Link" APath="https://a.example/b.png"/></BINDATALIST><CHARSHAPELIST"#)
        .replace("</TEXT></P>\n</SECTION>", r#"<PICTURE><SHAPEOBJECT TextWrap="Square"><POSITION TreatAsChar="true"/></SHAPEOBJECT><IMAGE BinItem="1"/></PICTURE></TEXT></P></SECTION>"#);
    desk.write("linked.hml", linked.as_bytes());
    for (target, shown) in
        [("markdown", "![](https://a.example/b.png)"), ("html", "<img src=\"https://a.example/b.png\"")]
    {
        let printed = |options: &[&str]| desk.run(&[&["linked.hml", "-q", "-t", target], options].concat()).stdout;
        let (plain, remote) = (printed(&[]), printed(&["--remote-pictures"]));
        assert!(plain.contains("https://a.example/b.png") && !plain.contains(shown), "{plain}");
        assert!(remote.contains(shown), "{remote}");
    }
}

#[test]
fn pictures_are_put_into_the_page_when_they_are_asked_to() {
    let desk = desk(&["pictures.hwp"]);
    desk.run(&["pictures.hwp", "-q", "-o", "a.html", "--embed-media"]).succeeded();
    assert!(desk.read("a.html").contains("src=\"data:image/") && !desk.path("a_media").exists());
    desk.run(&["pictures.hwp", "--embed-media", "--no-media"]).is_usage_error("cannot be used with");
}

#[test]
fn page_lets_pictures_from_the_web_in_only_when_that_is_asked_for() {
    let desk = desk(&[]);
    let page = |options: &[&str]| printed(&desk, &[&["notice.hml", "-t", "html"], options].concat());
    assert!(page(&["--remote-pictures"]).contains("img-src 'self' file: data: http: https:"));
    assert!(!page(&[]).contains("https:;"));
}

/// One red pixel as a BMP.
const PICTURE: &str = r#"<HWPML Version="2.8">
<HEAD SecCnt="1"><MAPPINGTABLE>
<BINDATALIST Count="1"><BINITEM Type="Embedding" BinData="1" Format="bmp"/></BINDATALIST>
</MAPPINGTABLE></HEAD>
<BODY><SECTION Id="0"><P><TEXT><PICTURE><SHAPEOBJECT/><SHAPECOMPONENT/><IMAGE BinItem="1"/></PICTURE></TEXT></P></SECTION></BODY>
<TAIL><BINDATASTORAGE><BINDATA Id="1" Encoding="Base64" Compress="false">
Qk0AAAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD/AA==
</BINDATA></BINDATASTORAGE></TAIL></HWPML>"#;

#[test]
fn groups_of_shapes_are_drawings_where_pictures_are_written_unless_nobody_wants_them() {
    for (more, has_drawing) in [
        (&[][..], true),
        (&["--drawings", "svg", "--pictures", "original"], true),
        (&["--drawings", "none"], false),
        (&["--no-media"], false),
    ] {
        let desk = desk(&["shapes.hwp"]);
        desk.run(&[&["shapes.hwp", "-q", "-o", "a.md", "--verify"], more].concat()).succeeded();
        let text = fs::read_to_string(desk.path("a.md")).unwrap();
        let names: Vec<String> = desk.tree().into_iter().filter(|name| name.contains("a_media/drawing")).collect();
        assert_eq!((names.len() == 1, text.contains("](a_media/drawing")), (has_drawing, has_drawing), "{more:?}");
        // Words are text in any case.
        assert!(text.contains("바깥 묶음의 글") && text.contains("안쪽 묶음의 글"), "{text}");
        for name in names {
            let svg = fs::read_to_string(desk.path(&name)).unwrap();
            assert!(
                svg.starts_with("<svg ") && svg.contains("바깥") && svg.contains("data:image/png;base64,"),
                "{svg}"
            );
        }
    }
    let desk = desk(&["shapes.hwp"]);
    let printed = desk.run(&["shapes.hwp", "-q"]).stdout;
    assert!(printed.contains("바깥 묶음의 글") && !printed.contains("drawing"), "{printed}");
    desk.run(&["shapes.hwp", "-q", "-o", "a.html", "--embed-media"]).succeeded();
    let page = fs::read_to_string(desk.path("a.html")).unwrap();
    assert!(page.contains("<img src=\"data:image/svg+xml;base64,"), "{page}");
    desk.run(&["shapes.hwp", "--drawings", "png"]).is_usage_error("--drawings");
}

#[test]
fn json_says_how_pictures_are_stored_and_how_they_are_written() {
    let desk = Desk::new();
    desk.write("p.hml", PICTURE.as_bytes());
    desk.run(&["p.hml", "-q", "-o", "p.json"]).succeeded();
    let text = fs::read_to_string(desk.path("p.json")).unwrap();
    assert!(
        text.contains(r#"{"name":"image1.png","media_type":"image/png","stored_as":"image/bmp","size":"#),
        "{text}"
    );
    let stored = desk.run(&["p.hml", "-q", "-t", "json"]).stdout;
    assert!(stored.contains(r#"{"name":"image1.bmp","media_type":"image/bmp","size":58}"#), "{stored}");
}

#[test]
fn pictures_are_written_as_browsers_show_them_or_as_they_are_stored() {
    for (form, shown, files) in [
        ("web", "image1.png", &["image1.png"][..]),
        ("original", "image1.bmp", &["image1.bmp"]),
        ("both", "image1.png", &["image1.bmp", "image1.png"]),
    ] {
        let desk = Desk::new();
        desk.write("p.hml", PICTURE.as_bytes());
        desk.run(&["p.hml", "-q", "-o", "p.md", "--pictures", form]).succeeded();
        let text = fs::read_to_string(desk.path("p.md")).unwrap();
        assert!(text.contains(&format!("](p_media/{shown})")), "{text}");
        let written: Vec<String> = desk.tree().into_iter().filter(|name| name.contains("image")).collect();
        let expected: Vec<String> = files.iter().map(|name| format!("p_media/{name}")).collect();
        assert_eq!(written, expected);
    }
}
