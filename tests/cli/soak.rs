//! A long batch: memory stays flat, kills cost nothing that is not made up for, the outputs are those of a run in peace.
//!
//! Run by hand, because it takes minutes: `cargo test --release --test cli soak -- --ignored --nocapture`. The documents are
//! those of `samples/`, or those below the folder in `HWPCONV_SOAK_DOCUMENTS`, under other names until there are as many
//! as `HWPCONV_SOAK_COUNT` says (20,000). `HWPCONV_SOAK_OPTIONS` are further options of the runs, such as `--no-media`;
//! `HWPCONV_SOAK_PROGRAM` is the program to run instead of the one just built.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a test program, where failing loudly is right"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

fn program() -> PathBuf {
    std::env::var_os("HWPCONV_SOAK_PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_hwpconv").into(), PathBuf::from)
}

/// Documents under other names, in folders of 500. Links to the same data: 20,000 copies would fill a disk.
fn lay_out(dir: &Path, count: usize) {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples").to_owned();
    let folder = std::env::var("HWPCONV_SOAK_DOCUMENTS").unwrap_or(samples);
    let is_document =
        |path: &Path| path.extension().is_some_and(|name| ["hwp", "hwpx"].iter().any(|known| name == *known));
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let mut data = Vec::new();
    for file in files.filter(|file| file.file_type().is_file() && is_document(file.path())) {
        let copy = dir.join(format!("data-{}", data.len()));
        fs::copy(file.path(), &copy).unwrap();
        data.push((copy, file.path().extension().unwrap().to_owned()));
    }
    assert!(!data.is_empty());
    for number in 0..count {
        let (copy, extension) = &data[number % data.len()];
        let folder = dir.join(format!("docs/{}", number / 500));
        fs::create_dir_all(&folder).unwrap();
        fs::hard_link(copy, folder.join(format!("{number:05}.{}", extension.to_string_lossy()))).unwrap();
    }
}

fn start(dir: &Path, args: &[&str]) -> Child {
    let mut command = Command::new(program());
    let options = std::env::var("HWPCONV_SOAK_OPTIONS").unwrap_or_default();
    command
        .args(args)
        .args(options.split_whitespace())
        .current_dir(dir)
        .env_remove("HWPCONV_PASSWORD")
        .stdout(Stdio::null());
    command.stderr(fs::File::create(dir.join("said")).unwrap()).spawn().unwrap()
}

/// Waits for the end. Returns the peak of the memory as well, in KiB.
fn watch(child: &mut Child) -> (ExitStatus, u64) {
    let mut peak = 0;
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let found = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(found.unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            return (status, peak);
        }
        sleep(Duration::from_millis(20));
    }
}

/// The places of all outputs; the journal is none.
fn outputs(dir: &Path) -> BTreeSet<PathBuf> {
    let files = walkdir::WalkDir::new(dir).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let outputs = files.filter(|entry| entry.file_name() != ".hwpconv-journal");
    outputs.map(|entry| entry.path().strip_prefix(dir).unwrap().to_owned()).collect()
}

/// Fails unless two files are the same, byte by byte.
fn compare(one: &Path, other: &Path) {
    assert!(fs::read(one).unwrap() == fs::read(other).unwrap(), "{} and {} differ", one.display(), other.display());
}

/// The report without times and without the folder of the outputs.
fn report(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).unwrap();
    let mut records: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // The end counts what was there already.
    assert_eq!(records.pop().unwrap()["run"], "complete");
    for record in &mut records {
        record["seconds"] = serde_json::Value::Null;
        record["output"] = record["output"].as_str().and_then(|path| path.split_once('/')).map(|(_, rest)| rest).into();
    }
    records
}

#[test]
#[ignore = "takes minutes; see the head of this file"]
fn batch_survives_three_kills_and_memory_stays_flat() {
    let count = std::env::var("HWPCONV_SOAK_COUNT").map_or(20_000, |count| count.parse().unwrap());
    let desk = tempfile::tempdir().unwrap();
    let dir = desk.path();
    lay_out(dir, count);

    // The documents repeat, so a tenth of them are as demanding as all.
    let list: Vec<String> = (0..count / 10).step_by(500).map(|number| format!("docs/{}", number / 500)).collect();
    fs::write(dir.join("list"), list.join("\n")).unwrap();
    let (_, small) = watch(&mut start(dir, &["--files-from", "list", "-o", "small", "-q"]));

    let begun = Instant::now();
    let (status, peak) = watch(&mut start(dir, &["docs", "-o", "calm", "--report", "calm.ndjson", "-j", "2"]));
    let time = begun.elapsed();
    println!("in peace: {count} documents in {time:.1?}, {status}, peak {peak} KiB; of a tenth: {small} KiB");
    println!("{}", fs::read_to_string(dir.join("said")).unwrap().lines().last().unwrap_or_default());

    let args = ["docs", "-o", "rough", "--report", "rough.ndjson", "--resume", "-j", "2"];
    for kill in 1..=3 {
        let mut child = start(dir, &args);
        sleep(time / 5);
        child.kill().unwrap();
        child.wait().unwrap();
        println!("kill {kill}: {} files", outputs(&dir.join("rough")).len());
    }
    let (resumed, _) = watch(&mut start(dir, &args));
    println!("{}", fs::read_to_string(dir.join("said")).unwrap().lines().last().unwrap_or_default());
    assert_eq!(resumed, status);
    let (calm, rough) = (outputs(&dir.join("calm")), outputs(&dir.join("rough")));
    assert!(calm.len() >= count / 2, "{} outputs", calm.len());
    assert!(calm == rough, "there are other outputs");
    calm.iter().for_each(|place| compare(&dir.join("calm").join(place), &dir.join("rough").join(place)));
    let reports = ["calm.ndjson", "rough.ndjson"].map(|name| report(&dir.join(name)));
    assert!(reports[0] == reports[1], "the reports differ");
    // A plan holds some 300 bytes a document; what documents need comes and goes.
    let plan = u64::try_from(count).unwrap();
    assert!(peak < small + small / 4 + plan + 8_192, "peak {peak} KiB, {small} KiB with a tenth of the documents");
}

/// The one file in the folder of a run that is under way or was killed, which is not its output, and its size. What an
/// earlier run left has been swept by then.
fn left_behind(dir: &Path) -> Option<(PathBuf, u64)> {
    let files = fs::read_dir(dir.join("rough")).ok()?.flatten();
    let files: Vec<_> = files.map(|entry| (entry.path(), entry.metadata().map_or(0, |file| file.len()))).collect();
    let [(path, written)] = files.as_slice() else { return None };
    assert_eq!(path.extension().unwrap(), "part");
    Some((path.clone(), *written))
}

#[test]
#[ignore = "takes minutes; see the head of this file"]
fn file_of_lines_is_there_when_it_is_whole_and_memory_stays_flat() {
    let count = std::env::var("HWPCONV_SOAK_COUNT").map_or(20_000, |count| count.parse().unwrap());
    let desk = tempfile::tempdir().unwrap();
    let dir = desk.path();
    lay_out(dir, count);
    for target in ["jsonl", "chunks"] {
        let begun = Instant::now();
        let (status, peak) = watch(&mut start(dir, &["docs", "-t", target, "-o", "calm.jsonl", "-j", "1"]));
        let time = begun.elapsed();
        let size = fs::metadata(dir.join("calm.jsonl")).unwrap().len();
        println!("{target}: {count} documents, {} MiB in {time:.1?}, {status}, peak {peak} KiB", size >> 20);
        let args = ["docs", "-t", target, "-o", "rough/a.jsonl", "-j", "2"];
        for quarter in 1..=3 {
            let mut child = start(dir, &args);
            while left_behind(dir).is_none_or(|(_, written)| written < size / 4 * quarter) {
                assert!(child.try_wait().unwrap().is_none(), "the run ended before it was killed");
                sleep(Duration::from_millis(5));
            }
            child.kill().unwrap();
            child.wait().unwrap();
            let (name, written) = left_behind(dir).unwrap();
            println!("kill {quarter}: {} MiB in {}", written >> 20, name.display());
        }
        let (again, rough) = watch(&mut start(dir, &args));
        assert_eq!((again, outputs(&dir.join("rough")).len()), (status, 1));
        compare(&dir.join("calm.jsonl"), &dir.join("rough/a.jsonl"));
        let plan = u64::try_from(count).unwrap();
        assert!(peak.max(rough) < 160 * 1_024 + plan, "peak {peak} KiB, {rough} KiB with two threads");
        fs::remove_file(dir.join("rough/a.jsonl")).unwrap();
    }
}
