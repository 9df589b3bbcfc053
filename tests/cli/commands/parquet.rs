//! A table of documents or chunks (`-t parquet`), and what a build without it says.

use super::converting::documents;

#[test]
fn rows_without_a_table_are_a_usage_error() {
    documents(&["a.hwp"]).run(&["a.hwp", "--rows", "chunks"]).is_usage_error("--rows is for Parquet; add -t parquet");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn build_without_parquet_says_how_to_get_it() {
    let desk = documents(&["a.hwp"]);
    for args in [&["a.hwp", "-o", "a.parquet"][..], &["a.hwp", "-t", "parquet"]] {
        desk.run(args).is_usage_error("build it with: cargo install --path . --features parquet");
    }
    let help = desk.run(&["--help"]).stdout;
    assert!(!help.contains("parquet") && !help.contains("--rows"));
    assert_eq!(desk.tree(), ["a.hwp"]);
    desk.write("b.hwp", b"no document");
    let run = desk.run(&["a.hwp", "b.hwp", "-t", "markdown", "-o", "out.parquet"]);
    run.is_usage_error("out.parquet: is named like a file");
}

#[cfg(feature = "parquet")]
mod written {
    use std::collections::BTreeMap;
    use std::fs::{self, File};
    use std::time::{Duration, UNIX_EPOCH};

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::support::desk::{Desk, PDF};

    fn value(field: &Field) -> Value {
        match field {
            Field::Null => Value::Null,
            Field::Int(number) => json!(number),
            Field::Long(number) | Field::TimestampMicros(number) => json!(number),
            Field::Str(text) => json!(text),
            Field::Group(row) => object(row),
            Field::ListInternal(list) => list.elements().iter().map(value).collect(),
            Field::MapInternal(map) => {
                let entry = |(name, text): &(Field, Field)| (value(name).as_str().unwrap().to_owned(), value(text));
                Value::Object(map.entries().iter().map(entry).collect())
            }
            other => panic!("{other:?}"),
        }
    }

    fn object(row: &parquet::record::Row) -> Value {
        Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect::<Map<_, _>>())
    }

    fn reader(desk: &Desk, name: &str) -> SerializedFileReader<File> {
        SerializedFileReader::new(File::open(desk.path(name)).unwrap()).unwrap()
    }

    /// The rows of a file.
    fn table(desk: &Desk, name: &str) -> Vec<Value> {
        reader(desk, name).get_row_iter(None).unwrap().map(|row| object(&row.unwrap())).collect()
    }

    fn lines(text: &str) -> Vec<Value> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Documents of every format, one that is none and one that is locked.
    fn archive() -> Desk {
        let desk = Desk::new();
        let samples = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")).unwrap();
        for sample in samples.map(|entry| entry.unwrap().path()) {
            let extension = sample.extension().unwrap_or_default();
            if ["hwp", "hwpx", "hml"].iter().any(|known| extension == *known) {
                desk.write(
                    format!("docs/{}", sample.file_name().unwrap().to_str().unwrap()),
                    &fs::read(&sample).unwrap(),
                );
            }
        }
        desk.write("docs/none.hwp", PDF);
        let file = File::options().write(true).open(desk.path("docs/press-release.hwp")).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_micros(1_700_000_000_123_456)).unwrap();
        desk
    }

    #[test]
    fn row_of_a_document_says_what_its_line_and_its_markdown_say() {
        let desk = archive();
        assert_eq!(desk.run(&["docs", "-q", "-o", "new/all.parquet"]).code, 1, "one is no document");
        let rows = table(&desk, "new/all.parquet");
        let lines = lines(&desk.run(&["docs", "-q", "-t", "jsonl"]).stdout);
        assert_eq!(rows.len(), lines.len());
        let mut seen = BTreeMap::<String, usize>::new();
        for (row, line) in rows.iter().zip(&lines) {
            let path = line["source"].as_str().unwrap();
            assert_eq!(row["path"], path);
            assert_eq!(row["length"], fs::metadata(desk.path(path)).unwrap().len());
            if let Some(error) = line.get("error") {
                assert_eq!((&row["error"], &row["text"]), (error, &Value::Null), "{path}");
                assert_eq!(
                    (&row["metadata"], &row["warnings"], &row["title"]),
                    (&Value::Null, &Value::Null, &Value::Null)
                );
                *seen.entry("failed".to_owned()).or_default() += 1;
                continue;
            }
            for (column, name) in [("id", "id"), ("format", "format"), ("text", "text")] {
                assert_eq!(row[column], line[name], "{path}: {column}");
            }
            assert_eq!(row["error"], Value::Null);
            let mut metadata = line["metadata"].as_object().unwrap().clone();
            metadata.retain(|_, value| !value.is_null());
            if let Some(pages) = metadata.get_mut("page_count") {
                assert_eq!(row["pages"], *pages, "{path}");
                *pages = json!(pages.to_string());
            }
            assert_eq!(row["title"], metadata.get("title").cloned().unwrap_or_default(), "{path}");
            assert_eq!(row["metadata"], Value::Object(metadata), "{path}");
            let severities = |warnings: &Value| -> Vec<(Value, Value, Value)> {
                let of = |each: &Value| (each["severity"].clone(), each["message"].clone(), each["count"].clone());
                warnings.as_array().unwrap().iter().map(of).collect()
            };
            assert_eq!(severities(&row["warnings"]), severities(&line["warnings"]), "{path}");
            *seen.entry(row["format"].as_str().unwrap().to_owned()).or_default() += 1;
            *seen.entry("pages".to_owned()).or_default() += usize::from(row["pages"].is_number());
            *seen.entry("warned".to_owned()).or_default() += row["warnings"].as_array().unwrap().len();
        }
        // None of it is compared with nothing.
        for kind in ["failed", "hwp5", "hwpx", "hwp3", "hwpml", "pages", "warned"] {
            assert!(seen.get(kind).is_some_and(|count| *count > 0), "{kind}: {seen:?}");
        }
        let press_release = rows.iter().find(|row| row["path"] == "docs/press-release.hwp").unwrap();
        assert_eq!(press_release["modificationTime"], 1_700_000_000_123_456_u64);
        assert_eq!(press_release["text"], desk.run(&["docs/press-release.hwp", "-q"]).stdout);
        assert_eq!(desk.tree().iter().filter(|name| name.starts_with("new/")).count(), 1);
    }

    #[test]
    fn row_of_a_chunk_says_what_its_line_says() {
        let desk = archive();
        let options = ["docs", "-q", "--chunk-size", "300", "--chunk-overlap", "50"];
        desk.run(&[&options[..], &["-t", "parquet", "--rows", "chunks", "-o", "all.parquet"]].concat());
        let rows = table(&desk, "all.parquet");
        let lines = lines(&desk.run(&[&options[..], &["-t", "chunks"]].concat()).stdout);
        let (failed, chunks): (Vec<&Value>, Vec<&Value>) = rows.iter().partition(|row| !row["error"].is_null());
        assert!(chunks.len() > 50 && chunks.len() == lines.len(), "{} {}", chunks.len(), lines.len());
        for (row, line) in chunks.iter().zip(&lines) {
            let about = &line["metadata"];
            assert_eq!((&row["id"], &row["text"]), (&line["id"], &line["text"]));
            for (column, name) in [
                ("path", "source"),
                ("format", "format"),
                ("index", "index"),
                ("kind", "kind"),
                ("headings", "heading_path"),
                ("page_from", "page_from"),
                ("page_to", "page_to"),
            ] {
                assert_eq!(row[column], about.get(name).cloned().unwrap_or_default(), "{column}");
            }
        }
        let report = failed.iter().map(|row| (row["path"].as_str().unwrap(), row["error"]["kind"].as_str().unwrap()));
        let report: Vec<(&str, &str)> = report.collect();
        assert!(report.contains(&("docs/none.hwp", "not-hwp")) && report.iter().any(|row| row.1 == "encrypted"));
        assert!(failed.iter().all(|row| row["text"].is_null() && row["length"].is_number()));
    }

    /// Documents that fill more than one row group.
    fn large() -> Desk {
        let desk = archive();
        for number in 0..24 {
            let sentences = format!("{number} 나라의 말이 서로 달라. ").repeat(60);
            let paragraphs = format!("<P><TEXT><CHAR>{sentences}</CHAR></TEXT></P>").repeat(400);
            let document = format!("<HWPML Version=\"2.8\"><BODY><SECTION>{paragraphs}</SECTION></BODY></HWPML>");
            desk.write(format!("docs/large-{number:02}.hml"), document.as_bytes());
        }
        desk
    }

    #[test]
    fn bytes_are_the_same_whatever_the_threads_and_processes_and_row_groups_are_bounded() {
        let desk = large();
        let written = |options: &[&str]| {
            let run = desk.run(&[&["docs", "-q", "-o", "all.parquet"], options].concat());
            assert_eq!(run.code, 1, "{}", run.stderr);
            fs::read(desk.path("all.parquet")).unwrap()
        };
        let one = written(&["-j", "1"]);
        assert!(one == written(&["-j", "4"]));
        let reader = reader(&desk, "all.parquet");
        let groups = reader.metadata().row_groups();
        assert!(groups.len() > 1);
        for group in groups {
            let text = group.columns().iter().find(|column| column.column_path().string() == "text").unwrap();
            assert!(text.uncompressed_size() < 20 << 20, "{}", text.uncompressed_size());
        }
        let texts = table(&desk, "all.parquet");
        let last = texts.iter().find(|row| row["path"] == "docs/large-23.hml").unwrap();
        assert_eq!(last["text"], desk.run(&["docs/large-23.hml", "-q"]).stdout);
        let small = |options: &[&str]| written(&[&["--exclude", "large-*"], options].concat());
        assert!(small(&["-j", "1"]) == small(&["-j", "2", "--timeout", "600"]));
        let chunks = small(&["--rows", "chunks", "-j", "1"]);
        assert!(chunks == small(&["--rows", "chunks", "-j", "3", "--timeout", "600"]));
    }

    #[test]
    fn what_a_table_cannot_have_is_a_usage_error() {
        let desk = documents(&["a.hwp", "docs/b.hwp"]);
        fs::create_dir(desk.path("out")).unwrap();
        let refused = |args: &[&str], why: &str| desk.run(&[&["a.hwp"], args].concat()).is_usage_error(why);
        for output in [&[][..], &["-o", "-"], &["-o", "out"], &["-o", "new/"]] {
            refused(&[&["-t", "parquet"], output].concat(), "name it with -o, such as: -o corpus.parquet");
        }
        refused(&["-o", "t.parquet", "--resume"], "a Parquet file is always written as a whole; leave --resume out");
        refused(&["-o", "t.parquet", "--metadata"], "a Parquet file has the metadata in a column");
        refused(&["-o", "t.parquet", "--chunk-size", "99"], "--chunk-size is for chunks; add --rows chunks");
        refused(&["-o", "t.parquet", "--rows", "chunks", "--verify"], "--verify is for Markdown");
        refused(&["-o", "t.parquet", "--rows", "pages"], "[possible values: documents, chunks]");
        refused(&["-o", "t.md", "--rows", "chunks"], "--rows is for Parquet");
        refused(&["-o", "t.xlsx", "-t", "parquet"], ".json, .jsonl, .parquet");
        refused(&["-o", "a.hwp", "-t", "parquet"], "would replace an input");
        refused(&["-o", "t.parquet", "--report", "t.parquet"], "would be the same file");
        refused(&["docs", "-o", "t.parquet", "-t", "text"], "t.parquet: is named like a file");
        assert_eq!(desk.tree(), ["a.hwp", "docs", "docs/b.hwp", "out"]);
    }

    #[test]
    fn table_of_no_chunks_is_a_table_and_a_folder_without_documents_is_a_row() {
        let desk = Desk::new();
        let empty = "<HWPML><BODY><SECTION><P><TEXT></TEXT></P></SECTION></BODY></HWPML>";
        desk.write("a.hml", empty.as_bytes());
        desk.run(&["a.hml", "-q", "--rows", "chunks", "-o", "t.parquet"]).succeeded();
        assert_eq!(table(&desk, "t.parquet").len(), 0);
        desk.run(&["a.hml", "-q", "-o", "t.parquet"]).succeeded();
        assert_eq!(table(&desk, "t.parquet")[0]["text"], desk.run(&["a.hml", "-q"]).stdout);
        fs::create_dir(desk.path("docs")).unwrap();
        let run = desk.run(&["docs", "-q", "-o", "t.parquet"]);
        assert!(run.stderr.starts_with("docs: no documents in this folder"), "{}", run.stderr);
        let rows = table(&desk, "t.parquet");
        assert_eq!((rows.len(), &rows[0]["error"]["kind"], &rows[0]["length"]), (1, &json!("io"), &Value::Null));
    }

    #[test]
    fn table_may_be_verified_reported_and_told_in_korean() {
        let desk = documents(&["a.hwp", "b.hwp"]);
        let args = ["a.hwp", "b.hwp", "-o", "t.parquet", "--verify", "--strict", "--report", "log.ndjson"];
        let run = desk.run(&args);
        assert!(run.code == 0 && run.stderr.contains("2 documents converted, 2 verified"), "{}", run.stderr);
        let report = lines(&desk.read("log.ndjson"));
        assert_eq!((&report[0]["verified"], &report[0]["output"]), (&json!(true), &Value::Null));
        assert_eq!(report[0]["output_bytes"], table(&desk, "t.parquet")[0]["text"].as_str().unwrap().len());
        let help = desk.run(&["--help", "--lang", "ko"]).stdout;
        assert!(help.contains("Parquet 파일(-t parquet)의 행") && help.contains("jsonl, parquet"), "{help}");
        let refused = desk.run(&["a.hwp", "-o", "t.parquet", "--resume", "--lang", "ko"]);
        refused.is_usage_error("--resume을 빼십시오");
    }

    #[cfg(target_os = "linux")]
    mod linux {
        use std::process::{Command, Stdio};

        use super::super::super::hostile::linux::{listens, signal, slow, stopped_worker, wait_until};
        use super::*;
        use crate::support::desk::run;

        #[test]
        fn run_that_is_interrupted_or_killed_leaves_the_older_file() {
            let desk = documents(&["a.hwp"]);
            desk.write("t.parquet", b"older");
            slow(&desk, "b.hml");
            let args = ["b.hml", "a.hwp", "-q", "-j", "1", "-o", "t.parquet"];
            let started = || {
                let child = desk.command(&args).stderr(Stdio::piped()).spawn().unwrap();
                wait_until("the first document", || listens(&child).then_some(()));
                child
            };
            let child = started();
            signal(child.id(), "-INT");
            let ended = child.wait_with_output().unwrap();
            let said = String::from_utf8(ended.stderr).unwrap();
            let why = "hwpconv: t.parquet: not written, because the run was interrupted\nhwpconv: interrupted: ";
            assert!(said.starts_with(why), "{said}");
            assert_eq!((ended.status.code(), desk.read("t.parquet").as_str()), (Some(130), "older"));
            let mut child = started();
            child.kill().unwrap();
            child.wait().unwrap();
            let parts = || desk.tree().iter().filter(|name| name.ends_with(".part")).count();
            assert_eq!((desk.read("t.parquet").as_str(), parts()), ("older", 1));
            desk.run(&["a.hwp", "-q", "-o", "t.parquet"]).succeeded();
            assert_eq!((table(&desk, "t.parquet").len(), parts()), (1, 0));
        }

        #[test]
        fn file_that_cannot_be_written_is_one_line_and_no_file() {
            let desk = documents(&["docs/a.hwp", "docs/b.hwp"]);
            std::os::unix::fs::symlink("/dev/full", desk.path("full")).unwrap();
            desk.run(&["docs", "-q", "-t", "parquet", "-o", "full"]).failed_with("full: no space left on the device\n");
            let program = env!("CARGO_BIN_EXE_hwpconv");
            let mut command = Command::new("sh");
            command.args(["-c", &format!("ulimit -f 2; exec {program} docs -q -o t.parquet")]);
            run(command.current_dir(desk.path(""))).failed_with("t.parquet: larger than the system lets a file be\n");
            assert_eq!(desk.tree(), ["docs", "docs/a.hwp", "docs/b.hwp", "full"]);
        }

        #[test]
        fn document_over_its_time_is_a_row_that_says_so() {
            let desk = documents(&["c.hwp"]);
            slow(&desk, "b.hml");
            let args = ["b.hml", "c.hwp", "-q", "-j", "1", "-o", "t.parquet", "--timeout", "20"];
            let child = desk.command(&args).stderr(Stdio::piped()).spawn().unwrap();
            stopped_worker(&child);
            assert_eq!(child.wait_with_output().unwrap().status.code(), Some(1));
            let rows = table(&desk, "t.parquet");
            assert_eq!((&rows[0]["error"]["kind"], &rows[1]["error"]), (&json!("timeout"), &Value::Null));
            assert_eq!(rows[0]["length"], fs::metadata(desk.path("b.hml")).unwrap().len());
        }
    }
}
