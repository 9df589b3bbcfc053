//! The habits of `habits`, in Korean: what is refused, hinted at or done is the same, and every sentence is Korean.
//!
//! | what people type or meet | English | Korean |
//! |---|---|---|
//! | locale, `--lang`, machine outputs | `languages` | `languages` |
//! | `-h`, `--help`, `help`, `help inf`, a near option | `languages` | `languages`, here |
//! | colour, `--version`, completions, manual page | `languages`, `info` | `languages`, here |
//! | password on a terminal, the bar | `habits::terminal` | `habits::terminal` |
//! | `. -o out`, `-o x.md` with several, `-o x.pdf` | `habits` | here |
//! | unquoted pattern, `find | hwpconv -` | `habits` | here |
//! | hidden files, links, `--files-from` | `habits` | here |
//! | `--report -`, `--errors json`, `-vv`, page of the report | `habits` | here |
//! | `--resume` with a twin, `--prune` | `habits` | here |
//! | ZIP archives | `archives` | `archives` |

use std::fs;

use serde_json::Value;

use super::converting::{documents, outputs};
use crate::support::desk::{Desk, PDF, Run};

const REFUSED: &str = "HWP 문서가 아닙니다: PDF 문서입니다";

fn korean(desk: &Desk, args: &[&str]) -> Run {
    desk.run(&[args, &["--lang", "ko"]].concat())
}

#[test]
fn folder_of_outputs_in_the_input_folder_is_left_out_and_the_summary_is_korean() {
    let desk = documents(&["a.hwp"]);
    for _ in 0..2 {
        let run = korean(&desk, &[".", "-o", "out"]);
        assert!(run.stderr.starts_with("문서 1건 변환") && run.code == 0, "{}", run.stderr);
    }
    korean(&desk, &[".", "-o", "."]).is_usage_error(".: 입력 폴더입니다. -o로 다른 폴더를 고르십시오");
}

#[test]
fn names_of_outputs_that_cannot_be_are_refused_in_korean() {
    let desk = documents(&["a.hwp", "b.hwp"]);
    korean(&desk, &["a.hwp", "b.hwp", "-o", "all.md"]).is_usage_error("all.md: 파일 이름처럼 보입니다");
    for name in ["x.pdf", "x.docx"] {
        let extension = name.trim_start_matches('x');
        let said =
            format!("{name}: {extension} 파일은 만들지 않습니다. 만들 수 있는 것: .md, .txt, .html, .json, .jsonl");
        korean(&desk, &["a.hwp", "-o", name]).is_usage_error(&said);
    }
    korean(&desk, &["a.hwp", "-o", "x.mdx"]).is_usage_error("x.mdx: 쓸 수 없는 확장자입니다(.mdx)");
}

#[test]
fn patterns_and_lists_that_went_wrong_are_hinted_at_in_korean() {
    let desk = documents(&["a.hwp", "b.hwp", "c.hwp"]);
    korean(&desk, &["*.hwpx"]).failed_with("*.hwpx: 파일이 없습니다. 이 패턴에 맞는 파일이 없습니다\n");
    let run = korean(&desk, &["--include", "a.hwp", "b.hwp", "c.hwp", "-o", "out"]);
    assert!(run.stderr.starts_with("--include 뒤의 패턴을 셸이 파일 이름으로 바꾸었습니다"), "{}", run.stderr);
    let run = desk.run_with_stdin(&["-", "--lang", "ko"], b"a.hwp\nb.hwp\n");
    assert!(run.stderr.ends_with(". 파일 목록으로 보입니다. 목록은 --files-from -로 주십시오\n"), "{}", run.stderr);
    korean(&desk, &["inf"]).failed_with("inf: 파일이 없습니다. 'info' 명령이라면: hwpconv info …\n");
    korean(&desk, &["--reprot", "x"]).is_usage_error("'--reprot' 옵션이 없습니다. '--report'");
}

#[test]
fn hidden_files_are_counted_in_korean() {
    let desk = Desk::with(&["docs/a.hwp", "docs/~$a.hwp", "docs/.b.hwp"]);
    let run = korean(&desk, &["docs", "-o", "out"]);
    let said = "docs: 숨은 파일이나 폴더 2개를 건너뛰었습니다. --hidden을 쓰면 포함합니다\n";
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
    assert_eq!(korean(&desk, &["docs", "-q", "-o", "out", "--hidden"]).stderr.matches(REFUSED).count(), 3);
}

#[cfg(unix)]
#[test]
fn links_are_counted_and_followed_in_korean() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&["docs/a.hwp", "other/b.hwp"]);
    symlink("../other", desk.path("docs/other")).unwrap();
    symlink("docs", desk.path("link")).unwrap();
    let run = korean(&desk, &["link", "-o", "out"]);
    let said = "link: 심볼릭 링크 1개를 따라가지 않았습니다. -L을 쓰면 따라갑니다\n";
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
    symlink(".", desk.path("docs/loop")).unwrap();
    let run = korean(&desk, &["docs", "-o", "out", "-q", "-L"]);
    assert!(run.stderr.contains("docs/loop: 자신이 든 폴더로 이어지는 링크입니다\n"), "{}", run.stderr);
}

#[test]
fn list_with_full_paths_is_mirrored_and_an_empty_one_is_said_in_korean() {
    let desk = documents(&["data/x/a.hwp", "data/y/b.hwp"]);
    let full = |name: &str| desk.path(name).display().to_string();
    desk.write("list", format!("{}\n{}\n", full("data/x/a.hwp"), full("data/y/b.hwp")).as_bytes());
    korean(&desk, &["--files-from", "list", "-q", "-o", "out"]).succeeded();
    assert_eq!(outputs(&desk), ["out/x/a.md", "out/y/b.md"]);
    desk.write("empty", b"");
    let run = korean(&desk, &["--files-from", "empty", "-o", "out"]);
    assert!(run.stderr.starts_with("파일 목록이 비어 있습니다\n"), "{}", run.stderr);
}

#[test]
fn reports_and_answers_are_english_and_their_refusals_korean() {
    let desk = Desk::with(&["a.hwp", "b.hwp"]);
    let run = korean(&desk, &["a.hwp", "b.hwp", "-q", "-o", "out", "--report", "-"]);
    let first: Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(first["error"]["message"], super::REFUSED);
    korean(&desk, &["a.hwp", "--report", "-"])
        .is_usage_error("표준 출력에는 문서만 나갑니다. 파일 이름을 지정하십시오: 보고서");
    let run = korean(&desk, &["a.hwp", "-t", "json", "--errors", "json"]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&answer["error"]["message"], run.stderr), (&super::REFUSED.into(), format!("a.hwp: {REFUSED}\n")));
    korean(&desk, &["a.hwp", "--errors", "json"]).is_usage_error("-t json을 더하십시오");
}

#[test]
fn twice_verbose_run_says_what_became_of_each_document_in_korean() {
    let desk = documents(&["a.hwp"]);
    let run = korean(&desk, &["a.hwp", "-o", "a.md", "-vv"]);
    assert!(run.stderr.starts_with("a.hwp: hwp5, 입력 ") && run.stderr.contains(": a.md\n"), "{}", run.stderr);
}

#[test]
fn outputs_of_twins_and_of_documents_that_are_gone_are_removed_in_korean() {
    let desk = documents(&["docs/a.hwp", "docs/c.hwp"]);
    let resume = ["docs", "-o", "out", "--resume"];
    assert_eq!(korean(&desk, &resume).code, 0);
    assert!(korean(&desk, &resume).stderr.contains("이미 있음 2건"));
    fs::copy(desk.path("docs/a.hwp"), desk.path("docs/a.hwpx")).unwrap();
    let run = korean(&desk, &resume);
    assert!(run.stderr.contains("out/a.md: 지웠습니다. 이제 out/a.hwp.md에 쓰기 때문입니다\n"), "{}", run.stderr);
    fs::remove_file(desk.path("docs/c.hwp")).unwrap();
    let run = korean(&desk, &[&resume[..], &["--prune"]].concat());
    assert!(run.stderr.contains("out/c.md: 지웠습니다. 문서 docs/c.hwp이(가) 없어졌기 때문입니다\n"), "{}", run.stderr);
    assert_eq!(outputs(&desk), ["out/a.hwp.md", "out/a.hwpx.md"]);
    korean(&desk, &["docs", "-o", "out", "--prune"]).is_usage_error("--resume을 더하십시오");
}

#[test]
fn version_completions_and_page_of_the_report_are_there_in_korean() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/b.hwp", PDF);
    // What programs read is not translated.
    assert_eq!(korean(&desk, &["--version"]).stdout, desk.run(&["--version"]).stdout);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = korean(&desk, &["completions", shell]);
        script.succeeded();
        assert!(script.stdout.contains("files-from"), "{shell}");
    }
    korean(&desk, &["docs", "-q", "-o", "out", "--report-html", "page.html"]);
    assert!(desk.read("page.html").contains("docs/b.hwp<td class=bad>not-hwp"), "{}", desk.read("page.html"));
}

#[test]
fn manual_page_has_the_same_sections_in_korean_and_examples_keep_their_lines() {
    let page = korean(&Desk::new(), &["man"]).stdout;
    for section in ["이름", "개요", "설명", "옵션", "명령", "예", "\"종료 상태\"", "\"환경 변수\"", "파일"]
    {
        assert!(page.contains(&format!("\n.SH {section}\n")), "{section}");
    }
    let examples = page.split("\n.SH 예\n.nf\n").nth(1).unwrap().split(".fi").next().unwrap();
    assert!(examples.lines().count() > 15 && examples.contains("\nhwpconv \\- < report.hwp"), "{examples}");
}

#[test]
fn colour_is_the_same_in_korean() {
    let desk = Desk::with(&["a.hwp"]);
    let plain = korean(&desk, &["a.hwp", "--color", "never"]).stderr;
    assert_eq!(plain, format!("a.hwp: {REFUSED}\n"));
    let output = desk.command(&["a.hwp", "--lang", "ko", "--color", "always"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("\u{1b}[1m\u{1b}[31mhwpconv:") && said.contains(REFUSED), "{said:?}");
    let help = desk.command(&["--help", "--lang", "ko", "--color", "always"]).output().unwrap();
    assert!(String::from_utf8(help.stdout).unwrap().contains("\u{1b}["));
    korean(&desk, &["a.hwp", "--color", "blue"]).is_usage_error("'--color <WHEN>' 옵션에 쓸 수 없는 값입니다: 'blue'");
}
