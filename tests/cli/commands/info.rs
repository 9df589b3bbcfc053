//! What documents are, completions, and the manual page.

use std::fs;

use serde_json::Value;

use super::converting::documents;
use crate::support::desk::{Desk, PDF};

fn sample(desk: &Desk, name: &str) {
    fs::copy(format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR")), desk.path(name)).unwrap();
}

#[test]
fn document_is_described_in_aligned_lines() {
    let desk = documents(&["a.hwp"]);
    let run = desk.run(&["info", "a.hwp"]);
    run.succeeded();
    for line in [
        "a.hwp",
        "  format         hwp5, version 5.1.1.0",
        "  flags          compressed",
        "  pages          1",
        "  tables         3",
        "  footnotes      1",
    ] {
        assert!(run.stdout.lines().any(|found| found == line), "{line}\n{}", run.stdout);
    }
    assert_eq!(desk.tree(), ["a.hwp"]);
}

#[test]
fn description_is_one_object_a_line() {
    let desk = documents(&["docs/a.hwp", "docs/b.hwp"]);
    sample(&desk, "equations.hwp");
    let run = desk.run(&["info", "--json", "docs", "equations.hwp"]);
    run.succeeded();
    let infos: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(infos.len(), 3);
    assert_eq!((&infos[0]["source"], &infos[0]["pictures"]), (&"docs/a.hwp".into(), &2.into()));
    assert_eq!(infos[0]["metadata"]["keywords"], "견본");
    assert!(infos[2]["equations"].as_u64().unwrap() > 5);
}

#[test]
fn locked_document_is_described_as_far_as_it_says() {
    let desk = Desk::new();
    sample(&desk, "password.hwp");
    sample(&desk, "distribution.hwp");
    let run = desk.run(&["info", "--json", "password.hwp", "distribution.hwp"]);
    run.succeeded();
    let infos: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(infos[0]["flags"], serde_json::json!(["compressed", "password"]));
    assert_eq!((&infos[0]["error"]["kind"], infos[0].get("pages")), (&"encrypted".into(), None));
    assert_eq!(infos[1]["flags"], serde_json::json!(["compressed", "distribution"]));
    desk.run(&["info", "password.hwp"]).succeeded();
}

#[test]
fn what_is_no_document_fails_and_the_others_are_described() {
    let desk = documents(&["b.hwp"]);
    desk.write("a.hwp", PDF);
    let run = desk.run(&["info", "a.hwp", "gone.hwp", "b.hwp"]);
    assert_eq!(run.stderr, "a.hwp: not an HWP document: this is a PDF document\ngone.hwp: not found\n");
    assert!(run.code == 1 && run.stdout.contains("format"), "{}", run.stdout);
    desk.run(&["info"]).is_usage_error("this is missing: <FILE|DIR>...");
}

#[test]
fn file_that_is_called_like_a_command_is_reached_by_its_path() {
    let desk = documents(&["info", "man"]);
    for name in ["./info", "./man"] {
        assert_eq!(desk.run(&[name, "-q"]).code, 0);
    }
    assert_eq!(desk.run(&["-q", "info"]).code, 0, "after an option a command is none");
}

#[test]
fn completions_know_every_option_and_nothing_that_is_not_for_people() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        let run = desk.run(&["completions", shell]);
        run.succeeded();
        for word in ["resume", "files-from", "report-html", "max-memory", "info"] {
            assert!(run.stdout.contains(word), "{shell} {word}");
        }
        assert!(!run.stdout.contains("worker"));
    }
    desk.run(&["completions", "tcsh"]).is_usage_error("bash, zsh, fish");
}

#[test]
fn manual_page_has_the_options_the_commands_and_the_examples() {
    let run = Desk::new().run(&["man"]);
    run.succeeded();
    for part in [".TH hwpconv 1", "\\-\\-resume", ".SS \"hwpconv info\"", "\\-\\-json"] {
        assert!(run.stdout.contains(part), "{part}");
    }
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXAMPLES", "ENVIRONMENT", "FILES"] {
        assert!(run.stdout.contains(&format!("\n.SH {section}\n")), "{section}");
    }
    assert!(run.stdout.contains("\n.SH \"EXIT STATUS\"\n"));
    // Examples keep their lines.
    let examples = run.stdout.split(".SH EXAMPLES\n.nf\n").nth(1).unwrap().split(".fi").next().unwrap();
    assert!(examples.lines().count() > 15 && examples.contains("\nhwpconv \\- < report.hwp"), "{examples}");
}
