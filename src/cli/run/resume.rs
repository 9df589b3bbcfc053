//! Selection of the outputs of an earlier run that stay as they are.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};

use crate::cli::args::ResumeArg;
use crate::cli::error::Failure;
use crate::cli::files::folder::{Folder, Place};
use crate::cli::files::open::open_regular;
use crate::cli::plan::destination::MediaFolder;
use crate::cli::plan::job::Job;
use crate::cli::record::{PictureFile, Record};
use crate::cli::run::journal::Journal;
use crate::cli::run::pictures::is_plain_name;
use crate::cli::source::{self, Source, hash};

/// What is known of an output before a run.
pub(crate) enum Before {
    /// There is none, or not of this input.
    Nothing,
    /// There is one, and what made it is another version, other options, or not known.
    OtherMaker,
    /// There is the one that this run would make.
    Same(Box<Record>),
}

/// What this run would make of what.
pub(crate) struct Made<'a> {
    pub(crate) job: &'a Job,
    pub(crate) place: &'a Place,
    /// Where its pictures go.
    pub(crate) media: Option<&'a MediaFolder>,
    pub(crate) made_by: &'a str,
}

/// What is known of an output. What cannot be looked at is made again, which fails with a reason if need be.
pub(crate) fn before(journal: &Journal, how: ResumeArg, made: &Made<'_>) -> Before {
    let Job { source, modified, .. } = made.job;
    let (Ok(Some(there)), Ok(input_bytes)) = (made.place.find(), length(made.job)) else { return Before::Nothing };
    let Some(record) = journal.find(&made.place.below) else { return Before::OtherMaker };
    let (folder, name, there) = there;
    if !there.is_file() || there.bytes != record.output_bytes {
        return Before::Nothing;
    }
    if record.made_by != made.made_by {
        return Before::OtherMaker;
    }
    // Written by a version that remembered less.
    let Some(output_hash) = &record.output_sha256 else { return Before::OtherMaker };
    if input_bytes != record.input_bytes || !has_pictures(how, made.media, &record) {
        return Before::Nothing;
    }
    if how == ResumeArg::Verify && !contains(&folder, name, record.output_bytes, output_hash) {
        return Before::Nothing;
    }
    let is_untouched = modified.is_some() && *modified == record.input_modified;
    if is_untouched && (how == ResumeArg::Sizes || record.sha256.is_none()) {
        return Before::Same(Box::new(record));
    }
    // Touched, copied or fetched anew: what counts is what is in it.
    match hash_of(source, record.input_bytes) {
        Ok(hash) if record.sha256.as_ref() == Some(&hash) => {
            let record = Record { input_modified: *modified, ..record };
            if !is_untouched {
                journal.begin();
                journal.add(&made.place.below, &record);
            }
            Before::Same(Box::new(record))
        }
        Ok(_) | Err(_) => Before::Nothing,
    }
}

/// Whether every picture is there as it was written.
fn has_pictures(how: ResumeArg, media: Option<&MediaFolder>, record: &Record) -> bool {
    if record.pictures == 0 {
        return true;
    }
    let count = u64::try_from(record.picture_files.len()).unwrap_or(u64::MAX);
    let folder = media.map(|media| Folder::open(&media.root).and_then(|folder| folder.step_into(&media.below, false)));
    let Some(Ok(folder)) = folder.filter(|_| count == record.pictures) else { return false };
    record.picture_files.iter().all(|PictureFile { name, bytes, sha256 }| {
        let is_plain = is_plain_name(name);
        let name = OsStr::new(name);
        let is_there = is_plain
            && folder.look(name).is_ok_and(|there| there.is_some_and(|there| there.is_file() && there.bytes == *bytes));
        is_there && (how == ResumeArg::Sizes || contains(&folder, name, *bytes, sha256))
    })
}

/// Whether the content of a file is the one that was written.
fn contains(folder: &Folder, name: &OsStr, bytes: u64, expected: &str) -> bool {
    folder.open_file(name).and_then(|file| hash_all(file, bytes)).is_ok_and(|found| found == expected)
}

/// How many bytes an input has now.
fn length(job: &Job) -> io::Result<u64> {
    match &job.source {
        Source::File(path) => fs::metadata(path).map(|metadata| metadata.len()),
        // The archive has just been opened.
        Source::Inside(_) => Ok(job.size),
        Source::Stdin | Source::Broken(..) => Err(io::ErrorKind::NotFound.into()),
    }
}

/// The hash of an input, if it has as many bytes as it is said to have.
fn hash_of(source: &Source, bytes: u64) -> Result<String, Failure> {
    match source {
        Source::File(path) => open_regular(path).and_then(|file| hash_all(file, bytes)),
        Source::Inside(_) | Source::Stdin | Source::Broken(..) => return source::read(source, bytes).map(|b| hash(&b)),
    }
    .map_err(|error| Failure::io(source.path(), &error))
}

fn hash_all(file: fs::File, bytes: u64) -> io::Result<String> {
    let mut content = Vec::new();
    file.take(bytes).read_to_end(&mut content)?;
    Ok(hash(&content))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    fn record(output: &Path, input: &str) -> Record {
        Record {
            output: Some(output.to_string_lossy().into_owned()),
            outcome: "converted".into(),
            input_bytes: input.len() as u64,
            input_modified: Some(7),
            sha256: Some(hash(input.as_bytes())),
            output_bytes: 4,
            output_sha256: Some(hash(b"text")),
            pictures: 1,
            picture_files: vec![PictureFile { name: "image1.png".to_owned(), bytes: 7, sha256: hash(b"picture") }],
            made_by: "maker".to_owned(),
            ..Record::default()
        }
    }

    struct Desk(tempfile::TempDir);

    impl Desk {
        /// A folder with an input of the words `input`, an output of four bytes with a picture, and a journal of them.
        fn new() -> Self {
            let desk = Desk(tempfile::tempdir().unwrap());
            fs::create_dir_all(desk.0.path().join("out/a_media")).unwrap();
            fs::write(desk.input(), "input").unwrap();
            fs::write(desk.output(), "text").unwrap();
            fs::write(desk.picture(), "picture").unwrap();
            let journal = desk.journal(false);
            journal.begin();
            journal.add(Path::new("a.md"), &record(&desk.output(), "input"));
            assert_eq!(journal.finish(), None);
            desk
        }

        fn input(&self) -> PathBuf {
            self.0.path().join("a.hwp")
        }

        fn output(&self) -> PathBuf {
            self.0.path().join("out/a.md")
        }

        fn picture(&self) -> PathBuf {
            self.0.path().join("out/a_media/image1.png")
        }

        fn journal(&self, resume: bool) -> Journal {
            Journal::open(&self.0.path().join("out"), resume, None).unwrap()
        }

        fn looked(&self, how: ResumeArg, made_by: &str, modified: u64) -> &'static str {
            let root = self.0.path().join("out");
            let media =
                MediaFolder { root: root.clone(), below: "a_media".into(), is_shared: false, prefix: String::new() };
            let place = Place { root, below: "a.md".into() };
            let mut job = Job::new(Source::File(self.input()), None, 0);
            job.modified = Some(modified);
            let made = Made { job: &job, place: &place, media: Some(&media), made_by };
            match before(&self.journal(true), how, &made) {
                Before::Nothing => "nothing",
                Before::OtherMaker => "other maker",
                Before::Same(_) => "same",
            }
        }

        fn before(&self, made_by: &str, modified: u64) -> &'static str {
            self.looked(ResumeArg::Sizes, made_by, modified)
        }
    }

    #[test]
    fn output_of_the_same_input_is_known() {
        assert_eq!(Desk::new().before("maker", 7), "same");
        assert_eq!(Desk::new().looked(ResumeArg::Verify, "maker", 7), "same");
    }

    #[test]
    fn input_that_was_only_touched_is_the_same_and_one_that_changed_is_not() {
        let desk = Desk::new();
        assert_eq!(desk.before("maker", 8), "same");
        fs::write(desk.input(), "INPUT").unwrap();
        assert_eq!(desk.before("maker", 9), "nothing");
        assert_eq!(desk.looked(ResumeArg::Verify, "maker", 8), "nothing", "read although it looks untouched");
        fs::write(desk.input(), "longer input").unwrap();
        assert_eq!(desk.before("maker", 8), "nothing");
    }

    #[test]
    fn output_or_picture_that_is_gone_or_has_another_length_is_not_taken() {
        for file in [Desk::output, Desk::picture] {
            let desk = Desk::new();
            fs::write(file(&desk), "").unwrap();
            assert_eq!(desk.before("maker", 7), "nothing");
            fs::remove_file(file(&desk)).unwrap();
            assert_eq!(desk.before("maker", 7), "nothing");
        }
    }

    #[test]
    fn output_or_picture_of_the_same_length_and_other_content_is_found_by_reading_it() {
        for file in [Desk::output, Desk::picture] {
            let desk = Desk::new();
            let length = fs::metadata(file(&desk)).unwrap().len();
            fs::write(file(&desk), vec![0; length as usize]).unwrap();
            assert_eq!(desk.before("maker", 7), "same");
            assert_eq!(desk.looked(ResumeArg::Verify, "maker", 7), "nothing");
        }
    }

    #[test]
    fn output_of_another_maker_or_of_none_that_is_known_is_told_apart() {
        let desk = Desk::new();
        assert_eq!(desk.before("other", 7), "other maker");
        fs::remove_file(desk.0.path().join("out/.hwpconv-journal")).unwrap();
        assert_eq!(desk.before("maker", 7), "other maker");
    }

    #[test]
    fn report_stands_in_for_a_journal_that_is_gone() {
        let desk = Desk::new();
        let report = desk.0.path().join("report");
        fs::write(&report, format!("{}no record\n", record(&desk.output(), "input").line())).unwrap();
        fs::remove_file(desk.0.path().join("out/.hwpconv-journal")).unwrap();
        let journal = Journal::open(&desk.0.path().join("out"), true, Some(&report)).unwrap();
        assert!(journal.find(Path::new("a.md")).is_some());
        assert_eq!(desk.before("maker", 7), "same");
    }
}
