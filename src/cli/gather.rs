//! Inputs as they were typed to jobs: files as they are, folders as the documents in them.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::ConvertArgs;
use crate::cli::filter::Filter;
use crate::cli::identity::FileId;
use crate::cli::list;
use crate::cli::message::show_path;
use crate::cli::plan::{Job, Source, UsageError, usage};
use crate::cli::walk::{self, Found};

/// The inputs as they were typed, or standard input when nothing was.
pub(crate) fn inputs_of(args: &ConvertArgs, stdin_is_terminal: bool) -> Result<Vec<PathBuf>, UsageError> {
    if !args.inputs.is_empty() || args.selection.files_from.is_some() {
        return Ok(args.inputs.clone());
    }
    if stdin_is_terminal {
        return usage("nothing to convert; name a document, such as: hwpconv report.hwp");
    }
    Ok(vec![PathBuf::from("-")])
}

/// The inputs, looked at.
pub(crate) struct Gathered {
    /// The documents in order.
    pub(crate) jobs: Vec<Job>,
    /// What may not be written.
    pub(crate) ids: Vec<FileId>,
    /// The folders that were named.
    pub(crate) folders: Vec<PathBuf>,
    /// What should be known about the inputs.
    pub(crate) notes: Vec<String>,
    /// Whether several inputs or a folder were named, even if a single document came of it.
    pub(crate) is_batch: bool,
    /// Whether standard input is the document.
    pub(crate) reads_stdin: bool,
    /// Which documents in folders are taken.
    filter: Filter,
}

impl Gathered {
    /// Looks at the inputs that were named, then at those of a list, if there is one.
    pub(crate) fn new(inputs: Vec<PathBuf>, listed: Option<Vec<PathBuf>>, filter: Filter) -> Result<Self, UsageError> {
        let mut gathered = Gathered {
            jobs: Vec::new(),
            ids: Vec::new(),
            is_batch: listed.is_some() || inputs.len() > 1 || inputs.iter().any(|path| walk::is_dir(path)),
            reads_stdin: inputs.iter().any(|path| path == Path::new("-")),
            folders: Vec::new(),
            notes: Vec::new(),
            filter,
        };
        if gathered.reads_stdin && (inputs.len() > 1 || listed.is_some()) {
            return usage(
                "standard input (-) can only be converted alone; name the other documents in a run of their own",
            );
        }
        let may_repeat = inputs.len() > 1 || listed.is_some();
        if inputs.is_empty() && listed.as_ref().is_some_and(Vec::is_empty) {
            gathered.notes.push("the list of files is empty".to_owned());
        }
        for input in inputs {
            gathered.take(input);
        }
        for path in listed.unwrap_or_default() {
            gathered.take_listed(path);
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
            self.take_file(input, metadata.as_ref(), root_parts);
        }
    }

    /// A listed file keeps its place: in a list, unlike on a command line, there are mostly files of many folders.
    fn take_listed(&mut self, path: PathBuf) {
        if walk::is_dir(&path) {
            return self.take_folder(path);
        }
        let metadata = fs::metadata(&path).ok();
        let root_parts = list::root_parts(&path);
        self.take_file(path, metadata.as_ref(), root_parts);
    }

    fn take_file(&mut self, path: PathBuf, metadata: Option<&fs::Metadata>, root_parts: usize) {
        self.ids.extend(metadata.and_then(|metadata| FileId::new(&path, metadata)));
        // A file that cannot be looked at fails when it is opened, with a reason.
        self.jobs.push(Job::new(Source::File(path), metadata, root_parts));
    }

    fn take_folder(&mut self, dir: PathBuf) {
        let root_parts = dir.components().count();
        let (mut is_empty, mut link_count, mut left_count) = (true, 0_u64, 0_u64);
        for found in walk::walk(&dir) {
            if let Found::Document(path, _) | Found::Trouble(path, _) = &found
                && !self.filter.takes(path.strip_prefix(&dir).unwrap_or(path))
            {
                left_count += 1;
                continue;
            }
            match found {
                Found::Document(path, metadata) => {
                    is_empty = false;
                    self.take_file(path, Some(&metadata), root_parts);
                }
                Found::Trouble(path, why) => self.take_broken(path, why),
                Found::Link => link_count += 1,
            }
        }
        if is_empty && left_count > 0 {
            self.take_broken(dir.clone(), "--include and --exclude leave no document of this folder".to_owned());
        } else if is_empty {
            let why = "no documents in this folder (.hwp, .hwpx, .hwpml, .hml, .hwt)".to_owned();
            self.take_broken(dir.clone(), why);
        } else if left_count > 0 {
            let documents = if left_count == 1 { "document" } else { "documents" };
            self.notes.push(format!("{}: {left_count} {documents} left out as asked", show_path(&dir)));
        }
        if link_count > 0 {
            let links = if link_count == 1 { "symbolic link" } else { "symbolic links" };
            self.notes.push(format!("{}: {link_count} {links} not followed", show_path(&dir)));
        }
        self.folders.push(dir);
    }

    fn take_broken(&mut self, path: PathBuf, why: String) {
        let root_parts = path.components().count().saturating_sub(1);
        self.jobs.push(Job::new(Source::Broken(path, why), None, root_parts));
    }

    /// A document that was named twice, or named and found, is converted once where it would be called the same.
    fn drop_repeated(&mut self) {
        let count = self.jobs.len();
        let mut seen = HashSet::new();
        self.jobs.retain(|job| {
            let Source::File(path) = &job.source else { return true };
            let full = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            seen.insert((full, job.relative().to_owned()))
        });
        match count - self.jobs.len() {
            0 => {}
            1 => self.notes.push("one document was named more than once and is converted once".to_owned()),
            more => self.notes.push(format!("{more} documents were named more than once and are converted once")),
        }
    }
}
