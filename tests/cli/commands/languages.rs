//! Messages, help and the manual page in English and Korean; what programs read is the same in both.

use std::fs;

use super::converting::documents;
use crate::support::desk::{Desk, PDF, Run, run};

const KOREAN: &str = "HWP 문서가 아닙니다: PDF 문서입니다";

fn in_locale(desk: &Desk, variables: &[(&str, &str)], args: &[&str]) -> Run {
    let mut command = desk.command(args);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    run(command.envs(variables.iter().copied()))
}

#[test]
fn locale_and_then_the_option_choose_the_language() {
    let desk = Desk::with(&["a.hwp"]);
    let korean = |variables: &[(&str, &str)]| in_locale(&desk, variables, &["a.hwp"]).stderr.contains(KOREAN);
    assert!(korean(&[("LC_ALL", "ko_KR.UTF-8")]));
    assert!(korean(&[("LC_MESSAGES", "ko_KR.UTF-8")]) && korean(&[("LANG", "ko_KR")]));
    assert!(!korean(&[]) && !korean(&[("LC_ALL", "C.UTF-8"), ("LANG", "ko_KR.UTF-8")]));
    assert!(korean(&[("LC_ALL", ""), ("LANG", "ko_KR.UTF-8")]));
    assert_eq!(desk.run(&["a.hwp", "--lang", "ko"]).stderr, format!("a.hwp: {KOREAN}\n"));
    assert!(!in_locale(&desk, &[("LC_ALL", "ko_KR.UTF-8")], &["a.hwp", "--lang=en"]).stderr.contains(KOREAN));
    desk.run(&["a.hwp", "--lang", "fr"]).is_usage_error("'fr' is not a value of '--lang <LANG>'");
}

#[test]
fn refusals_hints_summaries_and_warnings_are_korean() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/b.hwp", PDF);
    let said = |args: &[&str]| desk.run(&[args, &["--lang", "ko"]].concat()).stderr;
    assert!(said(&["docs"]).starts_with("문서가 여럿이면 출력할 폴더가 필요합니다"));
    assert!(said(&["--bogus"]).starts_with("'--bogus' 옵션이 없습니다"));
    assert!(said(&["docs", "--jobs", "0"]).contains("1 이상의 정수를 주십시오"));
    assert_eq!(said(&["gone.hwp"]), "gone.hwp: 파일이 없습니다\n");
    let run = said(&["docs", "-o", "out"]);
    assert!(run.contains("문서 1건 변환, ") && run.contains("실패 1건 (1 not-hwp)"), "{run}");
    let lossy = said(&["docs/a.hwp", "-o", "a.md", "-v", "--limit", "stream-bytes=64"]);
    assert!(lossy.contains(": 손실: 한계를 넘"), "{lossy}");
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let desk = documents(&["docs/a.hwp"]);
    desk.write("docs/b.hwp", PDF);
    let outputs = |lang: &str| {
        let out = format!("out-{lang}");
        let args = ["docs", "-o", &out, "--lang", lang, "--report", "report", "-q", "--limit", "stream-bytes=64"];
        desk.run(&args);
        let lines = desk.run(&["docs", "-t", "jsonl", "--lang", lang, "-q"]).stdout;
        let info = desk.run(&["info", "docs", "--json", "--lang", lang]).stdout;
        let report = desk.read("report");
        // Times differ from run to run, and the folder is that of the language.
        let report = report.split("\"seconds\":").map(|part| part.split_once(',').map_or(part, |(_, rest)| rest));
        let page = desk.run(&["docs/a.hwp", "--lang", lang, "-q"]).stdout;
        [lines, info, report.collect::<String>().replace(&out, "out"), page]
    };
    for (english, korean) in outputs("en").iter().zip(outputs("ko")) {
        assert_eq!(english, &korean);
    }
}

#[test]
fn help_is_short_or_long_in_both_languages() {
    let desk = Desk::new();
    for lang in ["en", "ko"] {
        let help = |option: &str| desk.run(&[option, "--lang", lang]).stdout;
        let (short, long) = (help("-h"), help("--help"));
        assert!(short.lines().count() < 65 && long.lines().count() > 2 * short.lines().count(), "{short}");
        assert!(!short.contains("--chunk-overlap") && long.contains("--chunk-overlap"));
        assert!(short.contains("--output") && short.contains("--help"));
    }
    assert!(desk.run(&["--help", "--lang", "ko"]).stdout.contains("종료 상태:"));
}

#[test]
fn help_of_a_command_is_printed_and_a_near_one_is_named() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["help"]).stdout, desk.run(&["--help"]).stdout);
    assert_eq!(desk.run(&["help", "info"]).stdout, desk.run(&["info", "--help"]).stdout);
    desk.run(&["help", "inf"]).is_usage_error("there is no command 'inf'; did you mean 'info'?");
    desk.run(&["help", "inf", "--lang", "ko"]).is_usage_error("'inf' 명령이 없습니다. 'info'");
    desk.run(&["inf"]).failed_with("inf: not found; the command is called 'info': hwpconv info …\n");
    desk.run(&["--reprot", "x"]).is_usage_error("there is no option '--reprot'; did you mean '--report'?");
}

#[test]
fn manual_page_is_there_in_both_languages() {
    let desk = Desk::new();
    let korean = desk.run(&["man", "--lang", "ko"]);
    korean.succeeded();
    assert_eq!(korean.stdout.matches(".TP").count(), desk.run(&["man"]).stdout.matches(".TP").count());
    for part in [".SH 이름", ".SH \"종료 상태\"", ".SH \"환경 변수\"", "\n.SS 입력\n"] {
        assert!(korean.stdout.contains(part), "{part}");
    }
}

#[test]
fn colour_is_for_terminals_and_who_asks_for_it() {
    let desk = Desk::with(&["a.hwp"]);
    let said = |args: &[&str], variables: &[(&str, &str)]| {
        let output = desk.command(args).envs(variables.iter().copied()).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    for args in [&["a.hwp"][..], &["--help"], &["--bogus"]] {
        assert!(!said(args, &[]).contains('\u{1b}'), "{args:?}");
        let always = [args, &["--color", "always"]].concat();
        assert!(said(&always, &[("NO_COLOR", "1")]).contains("\u{1b}["), "{args:?}");
        let never = [args, &["--color=never"]].concat();
        assert!(!said(&never, &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'), "{args:?}");
        assert!(said(args, &[("CLICOLOR_FORCE", "1")]).contains("\u{1b}["), "{args:?}");
    }
    desk.run(&["a.hwp", "--color", "blue"]).is_usage_error("'blue' is not a value of '--color <WHEN>'");
}

#[test]
fn version_tells_how_it_was_built() {
    for option in ["-V", "--version"] {
        let version = Desk::new().run(&[option]).stdout;
        for part in ["\ncommit ", "\ntarget ", "\nprofile ", "\nfeatures "] {
            assert!(version.contains(part), "{part}: {version}");
        }
    }
}

#[test]
fn every_shell_has_completions() {
    let desk = Desk::new();
    for (shell, part) in [
        ("bash", "complete -F _hwpconv"),
        ("zsh", "#compdef hwpconv"),
        ("fish", "complete -c hwpconv"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName 'hwpconv'"),
    ] {
        let script = desk.run(&["completions", shell]);
        script.succeeded();
        assert!(script.stdout.contains(part), "{shell}");
    }
}

/// No sentence for people may stand in the code: it would have no Korean.
#[test]
fn no_message_stands_outside_of_the_catalogue() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli");
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let code = fs::read_to_string(path).unwrap();
        let code = code.split("#[cfg(test)]\nmod tests").next().unwrap();
        for call in
            ["say(\"", "say(format!(\"", "complain(\"", "warn(\"", "usage(\"", "usage(format!", "io::Error::other(\""]
        {
            found.extend(code.contains(call).then(|| format!("{}: {call}", path.display())));
        }
        found.extend(code.contains("io::Error::other(format!").then(|| path.display().to_string()));
    }
    assert_eq!(found, Vec::<String>::new());
}
