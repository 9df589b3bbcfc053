//! What a folder of outputs remembers of how they were made, so that a run can be resumed.
//!
//! `.hwpconv-journal` in the output folder has a line of JSON for each output, written when the output is there: its
//! place in the folder and the [`Record`] that the report has as well. Lines are only ever added while a run goes, the
//! last about an output counts, and a line that was cut off is passed over: whatever ends a run, at worst some outputs
//! are made again. A run that begins writes a line of its own, and another when it ends; without the second, files that
//! it left half-written are swept away by the next run. A run without `--resume` starts the journal anew.
//!
//! In memory is a number for each output, not its line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::cli::convert::hash;
use crate::cli::message::{explain, show_path};
use crate::cli::names;
use crate::cli::output::sweep;
use crate::cli::record::{Record, to_line};

/// The name of the journal in the output folder.
const NAME: &str = ".hwpconv-journal";

/// The journal of one output folder.
pub(crate) struct Journal {
    root: PathBuf,
    path: PathBuf,
    made_by: String,
    /// Where the last line about an output is, by the hash of its place.
    index: HashMap<u64, u64>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    reader: Option<BufReader<File>>,
    writer: Option<File>,
    /// Whether what is there already is kept.
    keeps: bool,
    has_begun: bool,
    trouble: Option<io::Error>,
}

/// A line about an output.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    /// The place of the output in the folder.
    at: Cow<'a, str>,
    record: Cow<'a, Record>,
}

/// A line about a run.
#[derive(Serialize, Deserialize)]
struct Mark<'a> {
    run: Cow<'a, str>,
}

/// What is known of an output before a run.
pub(crate) enum Before {
    /// There is none, or not of this input.
    Nothing,
    /// There is one, and what made it is another version, other options, or not known.
    OtherMaker,
    /// There is the one that this run would make.
    Same(Box<Record>),
}

impl Journal {
    /// Opens the journal of a folder, which need not exist yet. A run that is resumed learns from it, and from a report
    /// of an earlier run, what is done; the report may be overwritten afterwards.
    pub(crate) fn open(root: &Path, made_by: &str, resume: bool, report: Option<&Path>) -> io::Result<Self> {
        let mut journal = Journal {
            path: root.join(NAME),
            root: root.to_owned(),
            made_by: made_by.to_owned(),
            index: HashMap::new(),
            state: Mutex::new(State { keeps: resume, ..State::default() }),
        };
        match File::open(&journal.path) {
            Ok(file) if file.metadata()?.is_file() => journal.load(file)?,
            // A device or pipe in its place has no end that could be read up to.
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        if let Some(report) = report.filter(|_| resume) {
            journal.import(report)?;
        }
        Ok(journal)
    }

    /// Reads the lines that there are; sweeps when the last run did not come to its end.
    fn load(&mut self, file: File) -> io::Result<()> {
        let mut reader = BufReader::new(file);
        let (mut offset, mut line, mut has_ended) = (0, Vec::new(), true);
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line)?;
            if length == 0 {
                break;
            }
            if let Ok(parsed) = serde_json::from_slice::<Line<'_>>(&line) {
                self.index.insert(names::hash(parsed.at.as_bytes()), offset);
            }
            // What is neither is a line that was cut off.
            let mark = serde_json::from_slice::<Mark<'_>>(&line).ok();
            has_ended = mark.is_some_and(|mark| mark.run == "end");
            offset += u64::try_from(length).unwrap_or(0);
        }
        if !has_ended {
            sweep(&self.root);
        }
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if state.keeps {
            state.reader = Some(reader);
        } else {
            self.index.clear();
        }
        Ok(())
    }

    /// Takes over what a report knows and the journal does not.
    fn import(&mut self, report: &Path) -> io::Result<()> {
        let file = match File::open(report) {
            Ok(file) if file.metadata()?.is_file() => file,
            // A pipe or device keeps nothing to be read.
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut is_new = false;
        for line in BufReader::new(file).split(b'\n') {
            // What is no record was cut off, or the file is no report.
            let Ok(record) = serde_json::from_slice::<Record>(&line?) else { continue };
            let Some(output) = record.output.clone().map(PathBuf::from).filter(|_| record.is_converted()) else {
                continue; // Nothing was made.
            };
            if self.place(&output).is_some_and(|at| !self.index.contains_key(&names::hash(at.as_bytes()))) {
                self.add(&output, &record);
                is_new = true;
            }
        }
        if is_new {
            // Read again with what was added.
            self.lock().reader = None;
            self.load(File::open(&self.path)?)?;
        }
        Ok(())
    }

    /// What is known of an output. `has_pictures` says whether the folder for its pictures is there.
    pub(crate) fn before(
        &self,
        input: &Path,
        modified: Option<u64>,
        output: &Path,
        has_pictures: impl FnOnce() -> bool,
    ) -> Before {
        let (Ok(there), Ok(source)) = (fs::metadata(output), fs::metadata(input)) else { return Before::Nothing };
        let Some(record) = self.find(output) else { return Before::OtherMaker };
        if !there.is_file() || there.len() != record.output_bytes || (record.pictures > 0 && !has_pictures()) {
            return Before::Nothing;
        }
        if record.made_by != self.made_by {
            return Before::OtherMaker;
        }
        if source.len() != record.input_bytes {
            return Before::Nothing;
        }
        if modified.is_some() && modified == record.input_modified {
            return Before::Same(Box::new(record));
        }
        // Touched, copied or fetched anew: what counts is what is in it.
        match fs::read(input) {
            Ok(bytes) if record.sha256.as_ref() == Some(&hash(&bytes)) => {
                let record = Record { input_modified: modified, ..record };
                self.begin();
                self.add(output, &record);
                Before::Same(Box::new(record))
            }
            // What cannot be read fails when it is converted, with a reason.
            Ok(_) | Err(_) => Before::Nothing,
        }
    }

    fn find(&self, output: &Path) -> Option<Record> {
        let at = self.place(output)?;
        let offset = *self.index.get(&names::hash(at.as_bytes()))?;
        let mut line = Vec::new();
        let mut state = self.lock();
        let reader = state.reader.as_mut()?;
        reader.seek(SeekFrom::Start(offset)).ok()?;
        reader.read_until(b'\n', &mut line).ok()?;
        drop(state);
        let parsed: Line<'_> = serde_json::from_slice(&line).ok()?;
        (parsed.at == at).then(|| parsed.record.into_owned())
    }

    /// The place of an output in the folder. Names that are no text are not remembered: those are made again.
    fn place(&self, output: &Path) -> Option<String> {
        let relative = output.strip_prefix(&self.root).ok()?;
        Some(relative.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// Enters that outputs are going to be written. To be called before each; only the first does something.
    pub(crate) fn begin(&self) {
        let mut state = self.lock();
        if !state.has_begun {
            state.has_begun = true;
            self.write(&mut state, &to_line(&Mark { run: Cow::Borrowed("begin") }));
        }
    }

    /// Enters an output that is there.
    pub(crate) fn add(&self, output: &Path, record: &Record) {
        let Some(at) = self.place(output) else { return };
        let line = to_line(&Line { at: at.into(), record: Cow::Borrowed(record) });
        self.write(&mut self.lock(), &line);
    }

    /// Ends the run. Says what was wrong with the journal, if anything was.
    pub(crate) fn finish(&self) -> Option<String> {
        let mut state = self.lock();
        if state.has_begun {
            self.write(&mut state, &to_line(&Mark { run: Cow::Borrowed("end") }));
        }
        let trouble = state.trouble.take()?;
        let (path, why) = (show_path(&self.path), explain(&trouble));
        Some(format!("{path}: {why}; --resume will make outputs again that are there\n"))
    }

    /// Adds a line. After the first that cannot be written there are no more: outputs matter more than the journal.
    fn write(&self, state: &mut State, line: &str) {
        if state.trouble.is_some() {
            return;
        }
        let written = self.open_writer(state).and_then(|mut writer| writer.write_all(line.as_bytes()));
        if let Err(error) = written {
            state.trouble = Some(error);
            state.writer = None;
        }
    }

    fn open_writer<'s>(&self, state: &'s mut State) -> io::Result<&'s File> {
        if state.writer.is_none() {
            fs::create_dir_all(&self.root)?;
            if !state.keeps {
                File::create(&self.path)?;
            }
            let mut file = OpenOptions::new().create(true).read(true).append(true).open(&self.path)?;
            if !ends_a_line(&mut file)? {
                file.write_all(b"\n")?;
            }
            state.writer = Some(file);
        }
        state.writer.as_ref().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether what is added to a file begins a line.
fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    fn record(output: &Path, input: &str) -> Record {
        Record {
            output: Some(output.to_string_lossy().into_owned()),
            outcome: "converted".into(),
            input_bytes: input.len() as u64,
            input_modified: Some(7),
            sha256: Some(hash(input.as_bytes())),
            output_bytes: 4,
            made_by: "maker".to_owned(),
            ..Record::default()
        }
    }

    struct Desk(tempfile::TempDir);

    impl Desk {
        /// A folder with an input of the words `input`, an output of four bytes, and a journal that knows it.
        fn new() -> Self {
            let desk = Desk(tempfile::tempdir().unwrap());
            fs::create_dir(desk.0.path().join("out")).unwrap();
            fs::write(desk.input(), "input").unwrap();
            fs::write(desk.output(), "text").unwrap();
            let journal = desk.journal("maker", false);
            journal.begin();
            journal.add(&desk.output(), &record(&desk.output(), "input"));
            assert_eq!(journal.finish(), None);
            desk
        }

        fn input(&self) -> PathBuf {
            self.0.path().join("a.hwp")
        }

        fn output(&self) -> PathBuf {
            self.0.path().join("out/a.md")
        }

        fn journal(&self, maker: &str, resume: bool) -> Journal {
            Journal::open(&self.0.path().join("out"), maker, resume, None).unwrap()
        }

        fn before(&self, maker: &str, modified: u64) -> &'static str {
            match self.journal(maker, true).before(&self.input(), Some(modified), &self.output(), || true) {
                Before::Nothing => "nothing",
                Before::OtherMaker => "other maker",
                Before::Same(_) => "same",
            }
        }
    }

    #[test]
    fn output_of_the_same_input_is_known() {
        assert_eq!(Desk::new().before("maker", 7), "same");
    }

    #[test]
    fn input_that_was_only_touched_is_the_same_and_one_that_changed_is_not() {
        let desk = Desk::new();
        assert_eq!(desk.before("maker", 8), "same");
        fs::write(desk.input(), "INPUT").unwrap();
        assert_eq!(desk.before("maker", 9), "nothing");
        fs::write(desk.input(), "longer input").unwrap();
        assert_eq!(desk.before("maker", 8), "nothing");
    }

    #[test]
    fn output_that_is_gone_or_has_another_length_is_not_taken() {
        let desk = Desk::new();
        fs::write(desk.output(), "tex").unwrap();
        assert_eq!(desk.before("maker", 7), "nothing");
        fs::remove_file(desk.output()).unwrap();
        assert_eq!(desk.before("maker", 7), "nothing");
    }

    #[test]
    fn output_of_another_maker_or_of_none_that_is_known_is_told_apart() {
        let desk = Desk::new();
        assert_eq!(desk.before("other", 7), "other maker");
        fs::remove_file(desk.journal("maker", true).path).unwrap();
        assert_eq!(desk.before("maker", 7), "other maker");
    }

    #[test]
    fn line_that_was_cut_off_costs_itself_only() {
        let desk = Desk::new();
        let path = desk.journal("maker", true).path;
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"at\":\"b.md\",\"rec").unwrap();
        let journal = desk.journal("maker", true);
        journal.begin();
        journal.add(&desk.output(), &Record { seconds: 2.0, ..record(&desk.output(), "input") });
        assert_eq!(journal.finish(), None);
        assert_eq!(desk.journal("maker", true).find(&desk.output()).unwrap().seconds, 2.0);
    }

    #[test]
    fn report_stands_in_for_a_journal_that_is_gone() {
        let desk = Desk::new();
        let report = desk.0.path().join("report");
        fs::write(&report, format!("{}no record\n", record(&desk.output(), "input").line())).unwrap();
        fs::remove_file(desk.journal("maker", true).path).unwrap();
        let journal = Journal::open(&desk.0.path().join("out"), "maker", true, Some(&report)).unwrap();
        assert!(journal.find(&desk.output()).is_some());
        assert_eq!(desk.before("maker", 7), "same");
    }

    #[test]
    fn half_written_files_of_a_run_that_was_cut_short_are_swept() {
        let desk = Desk::new();
        let left = desk.0.path().join("out/.hwpconv-abc.tmp");
        fs::write(&left, "").unwrap();
        File::options().write(true).open(&left).unwrap().set_modified(UNIX_EPOCH).unwrap();
        desk.journal("maker", true);
        assert!(left.exists(), "the last run came to its end: nothing is looked for");
        desk.journal("maker", true).begin();
        desk.journal("maker", true);
        assert!(!left.exists());
    }
}
