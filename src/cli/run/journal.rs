//! The journal of an output folder: how its outputs were made, for `--resume`.
//!
//! `.hwpconv-journal` in the output folder has a line of JSON for each output, written when the output is there: its
//! place in the folder and the [`Record`] that the report has as well. Lines are only ever added while a run goes, the
//! last about an output counts, and a line that was cut off is passed over: whatever ends a run, at worst some outputs
//! are made again. A run that begins writes a line of its own, and another when it ends; without the second, files that
//! it left half-written are swept away by the next run. A run without `--resume` starts the journal anew.
//!
//! Somebody else may have written into the folder: no link is followed to the journal, and only a file with no other
//! name is one; and no line is longer than a run could write, so that a file without an end does not fill the memory.
//!
//! In memory is a number for each output, not its line.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::cli::display::{encode_path, explain, refused, show_path};
use crate::cli::files::folder::Folder;
use crate::cli::files::open::open_regular;
use crate::cli::lang::{Said, texts};
use crate::cli::plan::names;
use crate::cli::record::{Record, to_line};

/// How long a line may be; one of a document with ten thousands of pictures takes a tenth of it.
const LINE_BYTES: u64 = 64 << 20;

/// The name of the journal in the output folder.
pub(crate) const NAME: &str = ".hwpconv-journal";

/// The journal of one output folder.
pub(crate) struct Journal {
    root: PathBuf,
    path: PathBuf,
    has_ended: bool,
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
    /// The input in full, wherever the command ran; absent when it is no file or its name is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    record: Cow<'a, Record>,
}

/// The outcome of an output that was removed.
const REMOVED: &str = "removed";

/// An output of an earlier run.
pub(crate) struct Other {
    /// Its place in the folder.
    pub(crate) below: PathBuf,
    /// The input in full.
    pub(crate) from: Option<PathBuf>,
    pub(crate) record: Record,
}

/// A line about a run.
#[derive(Serialize, Deserialize)]
struct Mark<'a> {
    run: Cow<'a, str>,
}

/// Appends a line with its end, and gives how long it is; 0 at the end of the file.
fn read_line(reader: &mut BufReader<File>, line: &mut Vec<u8>) -> io::Result<usize> {
    let length = reader.take(LINE_BYTES).read_until(b'\n', line)?;
    let is_full = u64::try_from(length).is_ok_and(|length| length >= LINE_BYTES);
    if is_full && !line.ends_with(b"\n") { Err(refused(texts::LINE_WITHOUT_END)) } else { Ok(length) }
}

impl Journal {
    /// Opens the journal of a folder, which need not exist yet. A run that is resumed learns from it, and from a report
    /// of an earlier run, what is done; the report may be overwritten afterwards.
    ///
    /// What stands in its place and is no file of its own, such as a link or a pipe, is an error: the folder is then
    /// not as a run left it.
    pub(crate) fn open(root: &Path, resume: bool, report: Option<&Path>) -> io::Result<Self> {
        let mut journal = Journal {
            path: root.join(NAME),
            root: root.to_owned(),
            index: HashMap::new(),
            has_ended: true,
            state: Mutex::new(State { keeps: resume, ..State::default() }),
        };
        match Folder::open(root).and_then(|folder| folder.open_to_add(OsStr::new(NAME))) {
            Ok(file) => journal.load(file)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        if let Some(report) = report.filter(|_| resume) {
            journal.import(report)?;
        }
        Ok(journal)
    }

    /// Whether the last run came to its end. If not, it may have left files half-written.
    pub(crate) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Reads the lines that there are.
    fn load(&mut self, file: File) -> io::Result<()> {
        let mut reader = BufReader::new(file);
        let (mut offset, mut line) = (0, Vec::new());
        loop {
            line.clear();
            let length = read_line(&mut reader, &mut line)?;
            if length == 0 {
                break;
            }
            if let Ok(parsed) = serde_json::from_slice::<Line<'_>>(&line) {
                let key = names::hash(parsed.at.as_bytes());
                if parsed.record.outcome == REMOVED {
                    self.index.remove(&key);
                } else {
                    self.index.insert(key, offset);
                }
            }
            // What is neither is a line that was cut off.
            let mark = serde_json::from_slice::<Mark<'_>>(&line).ok();
            self.has_ended = mark.is_some_and(|mark| mark.run == "end");
            offset += u64::try_from(length).unwrap_or(0);
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
        // A pipe or device keeps nothing to be read, and is not opened: that could wait for ever.
        let file = match fs::metadata(report) {
            Ok(there) if !there.is_file() => return Ok(()),
            Ok(_) => open_regular(report)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut is_new = false;
        let (mut reader, mut line) = (BufReader::new(file), Vec::new());
        while read_line(&mut reader, &mut line)? > 0 {
            let read = serde_json::from_slice::<Record>(&line);
            line.clear();
            // What is no record was cut off, or the file is no report.
            let Ok(record) = read else { continue };
            let output = record.output.as_ref().filter(|_| record.is_converted() && record.output_encoded.is_none());
            let Some(below) = output.and_then(|output| Path::new(output).strip_prefix(&self.root).ok()) else {
                continue; // Nothing was made, or not in this folder, or under a name that is no text.
            };
            if !self.index.contains_key(&names::hash(place(below).as_bytes())) {
                self.add(below, &record);
                is_new = true;
            }
        }
        if is_new {
            // Read again with what was added.
            self.lock().reader = None;
            let has_ended = self.has_ended;
            self.load(Folder::open(&self.root)?.open_to_add(OsStr::new(NAME))?)?;
            self.has_ended = has_ended;
        }
        Ok(())
    }

    /// The last record of an output, by its place in the folder.
    pub(crate) fn find(&self, below: &Path) -> Option<Record> {
        let at = place(below);
        let parsed = self.line(*self.index.get(&names::hash(at.as_bytes()))?)?;
        (parsed.at == at).then(|| parsed.record.into_owned())
    }

    fn line(&self, offset: u64) -> Option<Line<'static>> {
        let mut line = Vec::new();
        let mut state = self.lock();
        let reader = state.reader.as_mut()?;
        reader.seek(SeekFrom::Start(offset)).ok()?;
        read_line(reader, &mut line).ok()?;
        drop(state);
        serde_json::from_slice(&line).ok()
    }

    /// What earlier runs wrote and this one does not, in the order in which it was written: outputs whose place is none
    /// of `places`. Places and inputs whose names are no text are left alone.
    pub(crate) fn others(&self, places: &HashSet<PathBuf>) -> Vec<Other> {
        let mut offsets: Vec<u64> = self.index.values().copied().collect();
        offsets.sort_unstable();
        let others = offsets.into_iter().filter_map(|offset| self.line(offset)).filter_map(|line| {
            let below = Path::new(line.at.as_ref());
            let is_plain =
                below.components().all(|part| matches!(part, Component::Normal(_))) && !line.at.contains('\0');
            let is_other = is_plain && !places.contains(below) && line.record.is_converted();
            is_other.then(|| Other {
                below: below.to_owned(),
                from: line.from.map(PathBuf::from),
                record: line.record.into_owned(),
            })
        });
        others.collect()
    }

    /// Enters that an output was removed.
    pub(crate) fn forget(&self, other: &Other) {
        self.begin();
        self.add(&other.below, &Record { outcome: REMOVED.into(), ..other.record.clone() });
    }

    /// Enters that outputs are going to be written. To be called before each; only the first does something.
    pub(crate) fn begin(&self) {
        let mut state = self.lock();
        if !state.has_begun {
            state.has_begun = true;
            self.write(&mut state, &to_line(&Mark { run: Cow::Borrowed("begin") }));
        }
    }

    /// Enters an output that is there, by its place in the folder.
    pub(crate) fn add(&self, below: &Path, record: &Record) {
        let is_named = record.source != "-" && record.source_encoded.is_none();
        let from = std::path::absolute(&record.source).ok().filter(|_| is_named);
        let from = from.and_then(|path| path.to_str().map(str::to_owned));
        let line = to_line(&Line { at: place(below).into(), from, record: Cow::Borrowed(record) });
        self.write(&mut self.lock(), &line);
    }

    /// Ends the run. Says what was wrong with the journal, if anything was.
    pub(crate) fn finish(&self) -> Option<Said> {
        let mut state = self.lock();
        if state.has_begun {
            self.write(&mut state, &to_line(&Mark { run: Cow::Borrowed("end") }));
        }
        let trouble = state.trouble.take()?;
        Some(texts::JOURNAL_TROUBLE.with([show_path(&self.path).into(), explain(&trouble)]))
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
            let (folder, name) = (Folder::make(&self.root)?, OsStr::new(NAME));
            // A journal that is begun anew is another file, whatever stood in its place.
            let is_there = state.keeps && folder.look(name)?.is_some();
            let mut file = if is_there { folder.open_to_add(name)? } else { folder.create(name)? };
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

/// The place of an output in the folder, so that no two are alike. A name that is no text begins with a NUL, which no
/// name has, and has the bytes that are none as `%FF`.
fn place(below: &Path) -> String {
    match below.to_str() {
        Some(text) => text.replace(std::path::MAIN_SEPARATOR, "/"),
        None => format!("\0{}", encode_path(below).unwrap_or_default()),
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
    use super::*;

    /// A folder with a journal that knows of one output, `a.md`.
    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new() -> Self {
            let desk = Desk(tempfile::tempdir().unwrap());
            let journal = desk.journal(false);
            journal.begin();
            journal.add(Path::new("a.md"), &Record::default());
            assert_eq!(journal.finish(), None);
            desk
        }

        fn journal(&self, resume: bool) -> Journal {
            Journal::open(self.0.path(), resume, None).unwrap()
        }
    }

    #[test]
    fn line_that_was_cut_off_costs_itself_only() {
        let desk = Desk::new();
        let path = desk.journal(true).path;
        File::options().append(true).open(&path).unwrap().write_all(b"{\"at\":\"b.md\",\"rec").unwrap();
        let journal = desk.journal(true);
        journal.begin();
        journal.add(Path::new("a.md"), &Record { seconds: 2.0, ..Record::default() });
        assert_eq!(journal.finish(), None);
        assert_eq!(desk.journal(true).find(Path::new("a.md")).unwrap().seconds, 2.0);
    }

    #[test]
    fn run_that_was_cut_short_is_known_by_its_missing_end() {
        let desk = Desk::new();
        assert!(desk.journal(true).has_ended());
        desk.journal(true).begin();
        assert!(!desk.journal(true).has_ended());
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_remembered_apart() {
        use std::os::unix::ffi::OsStrExt;
        let desk = Desk::new();
        let name = |bytes| Path::new(OsStr::from_bytes(bytes));
        let journal = desk.journal(true);
        journal.add(name(b"x/b\xff.md"), &Record { seconds: 1.0, ..Record::default() });
        journal.add(name(b"x/b\xfe.md"), &Record { seconds: 2.0, ..Record::default() });
        journal.add(name(b"x/b%FF.md"), &Record { seconds: 3.0, ..Record::default() });
        let journal = desk.journal(true);
        let seconds =
            [&b"x/b\xff.md"[..], b"x/b\xfe.md", b"x/b%FF.md"].map(|bytes| journal.find(name(bytes)).unwrap().seconds);
        assert_eq!(seconds, [1.0, 2.0, 3.0]);
    }
}
