//! Inputs as they were typed to jobs: files as they are, folders and ZIP archives as the documents in them.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use hwpconv::archive::Archive;

use crate::cli::args::ConvertArgs;
use crate::cli::display::show_path;
use crate::cli::error::{UsageError, usage};
use crate::cli::files::identity::FileId;
use crate::cli::lang::{Said, Text, texts};
use crate::cli::plan::archive::{self, Contents, Inner, Look, MAX_DEPTH};
use crate::cli::plan::filter::Filter;
use crate::cli::plan::job::Job;
use crate::cli::plan::list;
use crate::cli::plan::walk::{self, Found, Ways};
use crate::cli::source::{Inside, Source};

/// The inputs as they were typed, or standard input when nothing was.
pub(crate) fn inputs_of(args: &ConvertArgs, stdin_is_terminal: bool) -> Result<Vec<PathBuf>, UsageError> {
    if !args.inputs.is_empty() || args.selection.files_from.is_some() {
        return Ok(args.inputs.clone());
    }
    if stdin_is_terminal {
        return usage(texts::NOTHING_TO_CONVERT);
    }
    Ok(vec![PathBuf::from("-")])
}

/// What an archive holds for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Documents,
    /// Documents that the filter leaves out.
    LeftOut,
    Nothing,
}

/// The inputs, looked at.
pub(crate) struct Gathered {
    /// The documents in order.
    pub(crate) jobs: Vec<Job>,
    /// What may not be written.
    pub(crate) ids: Vec<FileId>,
    /// The folders that were named.
    pub(crate) folders: Vec<PathBuf>,
    /// Folders and archives, in full, that were walked whole and hold documents.
    pub(crate) walked: Vec<PathBuf>,
    /// What should be known about the inputs.
    pub(crate) notes: Vec<Said>,
    /// Whether several inputs or a folder were named, even if a single document came of it.
    pub(crate) is_batch: bool,
    /// Whether standard input is the document.
    pub(crate) reads_stdin: bool,
    /// Which documents in folders are taken.
    filter: Filter,
    ways: Ways,
}

impl Gathered {
    /// Looks at the inputs that were named, then at those of a list, if there is one.
    pub(crate) fn new(
        inputs: Vec<PathBuf>,
        listed: Option<Vec<PathBuf>>,
        filter: Filter,
        ways: Ways,
    ) -> Result<Self, UsageError> {
        let mut gathered = Gathered {
            jobs: Vec::new(),
            ids: Vec::new(),
            is_batch: listed.is_some() || inputs.len() > 1 || inputs.iter().any(|path| walk::is_dir(path)),
            reads_stdin: inputs.iter().any(|path| path == Path::new("-")),
            folders: Vec::new(),
            walked: Vec::new(),
            notes: Vec::new(),
            filter,
            ways,
        };
        if gathered.reads_stdin && (inputs.len() > 1 || listed.is_some()) {
            return usage(texts::STDIN_ALONE);
        }
        let may_repeat = inputs.len() > 1 || listed.is_some();
        if inputs.is_empty() && listed.as_ref().is_some_and(Vec::is_empty) {
            gathered.notes.push(texts::EMPTY_LIST.said());
        }
        for input in inputs {
            gathered.take(input);
        }
        let listed = listed.unwrap_or_default();
        let common = list::common_parts(&listed);
        for path in listed {
            gathered.take_listed(path, common);
        }
        if may_repeat {
            gathered.drop_repeated();
        }
        Ok(gathered)
    }

    fn take(&mut self, input: PathBuf) {
        if input == Path::new("-") {
            // Standard input may be a file as well, and then it must not be written either.
            let stdin = Path::new("/dev/stdin");
            self.ids.extend(fs::metadata(stdin).ok().and_then(|metadata| FileId::new(stdin, &metadata)));
            self.jobs.push(Job::new(Source::Stdin, None, 0));
        } else if walk::is_dir(&input) {
            self.take_folder(input);
        } else {
            let root_parts = input.components().count().saturating_sub(1);
            let metadata = fs::metadata(&input).ok();
            self.take_named(input, metadata.as_ref(), root_parts);
        }
    }

    /// A listed file keeps its place: in a list, unlike on a command line, there are mostly files of many folders.
    /// `common` is how many parts lead to the folder that all listed files with a full path are in.
    fn take_listed(&mut self, path: PathBuf, common: usize) {
        if walk::is_dir(&path) {
            return self.take_folder(path);
        }
        let metadata = fs::metadata(&path).ok();
        let root_parts = if path.is_absolute() { common.max(list::root_parts(&path)) } else { list::root_parts(&path) };
        self.take_named(path, metadata.as_ref(), root_parts);
    }

    /// Takes a file that was named: a ZIP archive is opened, whatever it is called.
    fn take_named(&mut self, path: PathBuf, metadata: Option<&Metadata>, root_parts: usize) {
        match archive::look(&path, self.ways.entries) {
            Look::Archive(archive) => {
                self.is_batch = true;
                let why = match self.take_archive(&path, metadata, root_parts, archive, Path::new("")) {
                    Held::Documents => return,
                    Held::LeftOut => texts::FILTER_LEAVES_NONE_INSIDE,
                    Held::Nothing => texts::NO_DOCUMENTS_INSIDE,
                };
                self.take_broken(path, why.said());
            }
            Look::Broken(why) => self.take_broken(path, why),
            Look::Document | Look::Other => self.take_file(path, metadata, root_parts),
        }
    }

    /// Takes the documents of an archive. `below` is the way to it from the folder that was named.
    fn take_archive(
        &mut self,
        path: &Path,
        metadata: Option<&Metadata>,
        root_parts: usize,
        archive: Archive,
        below: &Path,
    ) -> Held {
        self.ids.extend(metadata.and_then(|metadata| FileId::new(path, metadata)));
        let is_over_limit = archive.is_over_limit;
        let contents = archive::contents(archive, self.ways.hidden, |way| self.filter.takes(&below.join(way)));
        let Contents { documents, left_count, hidden_count, nested_count, renamed_count, deep_count } = contents;
        let held = match (documents.is_empty(), left_count) {
            (false, _) => Held::Documents,
            (true, 0) => Held::Nothing,
            (true, _) => Held::LeftOut,
        };
        let folder = archive::folder(path);
        for Inner { way, size, span } in documents {
            let inside = Inside { archive: path.to_owned(), path: path.join(&way), span };
            self.jobs.push(Job::inside(inside, metadata, root_parts, size, folder.join(way)));
        }
        if is_over_limit {
            self.take_broken(path.to_owned(), texts::MORE_ENTRIES.with([self.ways.entries.to_string()]));
        }
        if deep_count > 0 {
            self.take_broken(path.to_owned(), texts::TOO_DEEP.with([MAX_DEPTH.to_string(), deep_count.to_string()]));
        }
        if held == Held::Documents {
            self.note(left_count, texts::ONE_LEFT_OUT, texts::LEFT_OUT, path);
        }
        self.note(hidden_count, texts::ONE_HIDDEN, texts::HIDDEN, path);
        self.note(nested_count, texts::ONE_NESTED, texts::NESTED, path);
        self.note(renamed_count, texts::ONE_RENAMED_INSIDE, texts::RENAMED_INSIDE, path);
        if held == Held::Documents && left_count + hidden_count + deep_count == 0 && !is_over_limit {
            self.walked.extend(std::path::absolute(path));
        }
        held
    }

    fn take_file(&mut self, path: PathBuf, metadata: Option<&Metadata>, root_parts: usize) {
        self.ids.extend(metadata.and_then(|metadata| FileId::new(&path, metadata)));
        // A file that cannot be looked at fails when it is opened, with a reason.
        self.jobs.push(Job::new(Source::File(path), metadata, root_parts));
    }

    fn take_folder(&mut self, dir: PathBuf) {
        let root_parts = dir.components().count();
        let (mut is_empty, mut link_count, mut left_count, mut hidden_count) = (true, 0, 0, 0);
        let mut is_whole = true;
        let ways = self.ways.clone();
        for found in walk::walk(&dir, &ways) {
            if let Found::Document(path, _) | Found::Trouble(path, _) = &found
                && !self.filter.takes(path.strip_prefix(&dir).unwrap_or(path))
            {
                left_count += 1;
                continue;
            }
            match found {
                Found::Archive(path, metadata) => {
                    let below = path.strip_prefix(&dir).unwrap_or(&path).to_owned();
                    if self.filter.excludes(&below) {
                        left_count += 1;
                        continue;
                    }
                    match archive::look(&path, ways.entries) {
                        Look::Archive(archive) => {
                            match self.take_archive(&path, Some(&metadata), root_parts, archive, &below) {
                                Held::Documents => is_empty = false,
                                Held::LeftOut => left_count += 1,
                                Held::Nothing => {}
                            }
                        }
                        Look::Document if self.filter.takes(&below) => {
                            is_empty = false;
                            self.take_file(path, Some(&metadata), root_parts);
                        }
                        Look::Document => left_count += 1,
                        Look::Other => {}
                        Look::Broken(why) => {
                            is_whole = false;
                            self.take_broken(path, why);
                        }
                    }
                }
                Found::Document(path, metadata) => {
                    is_empty = false;
                    self.take_file(path, Some(&metadata), root_parts);
                }
                Found::Trouble(path, why) => {
                    is_whole = false;
                    self.take_broken(path, why);
                }
                Found::Link => link_count += 1,
                Found::Hidden => hidden_count += 1,
            }
        }
        if is_empty && left_count > 0 {
            self.take_broken(dir.clone(), texts::FILTER_LEAVES_NONE.said());
        } else if is_empty {
            self.take_broken(dir.clone(), texts::NO_DOCUMENTS.said());
        } else {
            self.note(left_count, texts::ONE_LEFT_OUT, texts::LEFT_OUT, &dir);
        }
        self.note(link_count, texts::ONE_LINK, texts::LINKS, &dir);
        self.note(hidden_count, texts::ONE_HIDDEN, texts::HIDDEN, &dir);
        if is_whole && !is_empty {
            self.walked.extend(std::path::absolute(&dir));
        }
        self.folders.push(dir);
    }

    /// Says how many of something there were in a folder.
    fn note(&mut self, count: u64, one: Text, many: Text, dir: &Path) {
        match count {
            0 => {}
            1 => self.notes.push(one.with([show_path(dir)])),
            more => self.notes.push(many.with([show_path(dir), more.to_string()])),
        }
    }

    fn take_broken(&mut self, path: PathBuf, why: Said) {
        let root_parts = path.components().count().saturating_sub(1);
        self.jobs.push(Job::new(Source::Broken(path, why), None, root_parts));
    }

    /// A document that was named twice, or named and found, is converted once where it would be called the same.
    fn drop_repeated(&mut self) {
        let count = self.jobs.len();
        let mut seen = HashSet::new();
        self.jobs.retain(|job| {
            let (path, place) = match &job.source {
                Source::File(path) => (path, 0),
                // Two documents of an archive may be called the same.
                Source::Inside(inside) => (&inside.archive, inside.span.header),
                Source::Stdin | Source::Broken(..) => return true,
            };
            let full = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            seen.insert((full, place, job.relative().to_owned()))
        });
        match count - self.jobs.len() {
            0 => {}
            1 => self.notes.push(texts::ONE_REPEATED.said()),
            more => self.notes.push(texts::MANY_REPEATED.with([more.to_string()])),
        }
    }
}
