//! Files that fuzzing found to be too much for the library, each as small as it can be: `finds/README.md` says what each
//! has shown, docs/fuzzing.md how they are found.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use hwpconv::ReadOptions;

use super::outcome;

/// What the fuzz targets hold against everything that is read and written.
#[path = "../../support/check.rs"]
mod check;

/// No find takes a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Each find with words that are kept, or with the kind of its error, and with its warnings.
const FINDS: &[(&str, Result<&str, &str>, &[&str])] = &[("size-beyond-all-paper.hml", Ok("여느크기이다"), &[])];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/readers/damaged/finds")
}

#[test]
fn find_is_read_in_no_time_and_gets_the_answer_that_it_deserves() {
    for (name, expected, expected_warnings) in FINDS {
        let bytes = fs::read(folder().join(name)).unwrap();
        let start = Instant::now();
        check::reads_and_writes(&bytes);
        (0..=7).for_each(|bit| check::reads_and_writes_with(0xFF >> bit, &bytes));
        match (outcome(name, &bytes, ReadOptions::default()), expected) {
            (Ok(output), Ok(words)) => {
                assert!(output.words.contains(words) && output.text.contains(words), "{name}: {}", output.text);
                let warnings: Vec<_> = output.warnings.iter().map(|warning| warning.kind.name()).collect();
                assert_eq!(warnings, *expected_warnings, "{name}");
            }
            (Err(kind), Err(expected)) => assert_eq!(kind.name(), *expected, "{name}"),
            (Ok(output), Err(_)) => panic!("{name} is read: {}", output.text),
            (Err(kind), Ok(_)) => panic!("{name}: {}", kind.name()),
        }
        assert!(start.elapsed() < PATIENCE, "{name} takes {:?}", start.elapsed());
    }
}

#[test]
fn every_find_is_small_and_has_an_answer_and_a_line_in_the_readme() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let mut count = 0;
    for file in files.filter(|file| file.file_name() != "README.md") {
        let name = file.file_name().into_string().unwrap();
        assert!(FINDS.iter().any(|(known, ..)| *known == name), "{name} has no answer");
        assert!(readme.contains(&format!("`{name}`")), "{name} is not in the readme");
        assert!(file.metadata().unwrap().len() <= 8 << 10, "{name} is large");
        count += 1;
    }
    assert_eq!(count, FINDS.len());
}
