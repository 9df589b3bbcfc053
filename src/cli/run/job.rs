//! One job from its source to its files and to what is said about it.

use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use crate::cli::display::{escape, explain, print, show_path};
use crate::cli::error::Failure;
use crate::cli::files::folder::Place;
use crate::cli::files::identity::resolve;
use crate::cli::files::write::write_file;
use crate::cli::lang::{Said, texts};
use crate::cli::plan::destination::Destination;
use crate::cli::plan::job::Job;
use crate::cli::plan::names::Naming;
use crate::cli::plan::{Plan, Verbosity};
use crate::cli::record::{Effort, Outcome, Problem, Record, Seen, to_line};
use crate::cli::rows::Facts;
#[cfg(feature = "parquet")]
use crate::cli::rows::{Content, Rows};
use crate::cli::run::contain::contain;
use crate::cli::run::convert::{self, Converted};
use crate::cli::run::journal::Journal;
use crate::cli::run::resume::{self, Before};
use crate::cli::run::{pictures, worker};
use crate::cli::source::{Source, hash};
use crate::cli::units::show_bytes;

/// Does a job. Whatever is wrong with the document ends here.
pub(crate) fn run(plan: &Plan, journal: Option<&Journal>, job: &Job) -> Outcome {
    let start = Instant::now();
    let output = plan.output(job);
    let mut effort = Effort::Done;
    let journal_before = journal.zip(plan.resume);
    let is_file = matches!(job.source, Source::File(_) | Source::Inside(_));
    if let (Some((journal, how)), Some(place), true) = (journal_before, &output, is_file) {
        let media = plan.media.folder(Some(place), job.relative()).ok().flatten();
        let made = resume::Made { job, place, media: media.as_ref(), made_by: &plan.made_by };
        match resume::before(journal, how, &made) {
            Before::Same(mut record) => {
                let path = place.path();
                record.name(&job.source, Some(&path));
                let lines = lines(plan, job, Some(&path), &record, Effort::Spared);
                return Outcome { lines, ..Outcome::new(*record, Effort::Spared) };
            }
            Before::OtherMaker => effort = Effort::Again,
            Before::Nothing => {}
        }
    }
    let path = output.as_ref().map(Place::path);
    let mut record = Record::new(&job.source, path.as_deref(), &plan.made_by);
    record.input_modified = job.modified;
    let mut made = Made::default();
    let failure = contain(|| convert(plan, journal, job, output.as_ref(), &mut record, &mut made)).err();
    let mut stream = made.lines;
    if let (Destination::Stream(_), Some(failure)) = (&plan.destination, &failure) {
        stream = plan.conversion.failed_lines(&job.source, record.sha256.clone(), failure);
    }
    record.seconds = (start.elapsed().as_secs_f64() * 1e6).round() / 1e6;
    let why = failure.as_ref().map(|failure| failure.message.clone());
    record.end(failure);
    if let Some(error) = record.error.as_ref().filter(|_| plan.answers_errors) {
        let answer = Answer { error, source: &record.source, format: record.format.as_deref() };
        // What went wrong is said on standard error as well.
        let _ = print(&to_line(&answer));
    }
    if let (Some(journal), Some(output), true) = (journal, &output, record.is_converted()) {
        journal.add(&output.below, &record);
    }
    let lines = match why {
        Some(why) => line(job, why),
        None => lines(plan, job, path.as_deref(), &record, effort),
    };
    #[cfg(feature = "parquet")]
    let rows = plan.conversion.rows.map(|_| {
        let length = if record.input_bytes > 0 { record.input_bytes } else { job.size };
        let is_known = record.input_bytes > 0 || record.input_modified.is_some();
        Rows { length: is_known.then_some(length), facts: made.facts, content: made.content }
    });
    Outcome {
        stream,
        lines,
        #[cfg(feature = "parquet")]
        rows,
        ..Outcome::new(record, effort)
    }
}

/// What a document became for the stream or table of a run that has one.
#[derive(Default)]
struct Made {
    lines: String,
    facts: Facts,
    #[cfg(feature = "parquet")]
    content: Option<Content>,
}

impl Made {
    #[cfg_attr(not(feature = "parquet"), expect(unused_variables, reason = "a stream is lines there"))]
    fn take(&mut self, text: String, plan: &Plan) -> Result<(), Failure> {
        #[cfg(feature = "parquet")]
        if let Some(rows) = plan.conversion.rows {
            let bad = || Failure::new("crash", texts::BAD_ANSWER.with(["its chunks are none"]));
            self.content = Some(Content::new(text, rows).ok_or_else(bad)?);
            return Ok(());
        }
        self.lines = text;
        Ok(())
    }
}

fn convert(
    plan: &Plan,
    journal: Option<&Journal>,
    job: &Job,
    output: Option<&Place>,
    record: &mut Record,
    made: &mut Made,
) -> Result<(), Failure> {
    let path = output.map(Place::path);
    let folder = plan.media.folder(output, job.relative());
    let folder = folder.map_err(|error| Failure::io(path.as_deref().unwrap_or(job.source.path()), &error))?;
    let prefix = folder.as_ref().map(|folder| folder.prefix.clone());
    let mut seen = Seen::default();
    let converted = match plan.bounds {
        Some(bounds) => worker::convert(plan, bounds, &job.source, prefix.as_deref(), &mut seen),
        None => convert::convert(&plan.conversion, &job.source, prefix.unwrap_or_default(), &mut seen),
    };
    made.facts = std::mem::take(&mut seen.facts);
    record.see(seen);
    let Converted { text, pictures, warnings } = converted?;
    record.warnings = warnings;
    if let Some(journal) = journal {
        journal.begin();
    }
    // A run that is resumed compares with them.
    let is_hashed = journal.is_some() || plan.conversion.hashes;
    // Pictures first: a text that is there never refers to files that are still to come.
    if let Some(folder) = folder {
        pictures::save(&pictures, &folder, &owner(path.as_deref(), job), &plan.inputs)?;
        record.pictures = length(pictures.len());
        if is_hashed {
            record.picture_files = pictures::files(&pictures);
        }
    }
    record.output_bytes = length(text.len());
    if is_hashed {
        record.output_sha256 = Some(hash(text.as_bytes()));
    }
    match (&plan.destination, output) {
        (Destination::Stream(_), _) => made.take(text, plan)?,
        (Destination::File(path), _) => {
            write_file(path, text.as_bytes(), &plan.inputs).map_err(|error| Failure::io(path, &error))?
        }
        (Destination::Folder { .. }, Some(place)) => {
            let written = place.make().and_then(|(folder, name)| folder.write(name, text.as_bytes(), &plan.inputs));
            written.map_err(|error| Failure::io(&place.path(), &error))?;
        }
        (Destination::Stdout | Destination::Folder { .. }, _) => {
            print(&text).map_err(|error| {
                Failure::new("io", texts::AT.with([texts::STANDARD_OUTPUT.said(), explain(&error)]))
            })?;
        }
    }
    Ok(())
}

/// What a folder for pictures remembers of the document that they are of: its output in full, else its input.
fn owner(output: Option<&Path>, job: &Job) -> String {
    match output {
        Some(path) => show_path(&resolve(path).unwrap_or_else(|_| path.to_owned())),
        None => format!("what was printed of {}", show_path(job.source.path())),
    }
}

fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// What is printed in place of a document that failed (`--errors json`).
#[derive(Serialize)]
struct Answer<'a> {
    error: &'a Problem,
    source: &'a str,
    format: Option<&'a str>,
}

/// A line about a document.
fn line(job: &Job, what: Said) -> String {
    let said = texts::AT.with([job.source.shown(), what]);
    format!("{}\n", escape(said.here()))
}

/// What is said on standard error about a document that has an output.
fn lines(plan: &Plan, job: &Job, output: Option<&Path>, record: &Record, effort: Effort) -> String {
    let mut lines = String::new();
    let mut say = |what: Said| lines.push_str(&line(job, what));
    let is_told = plan.verbosity.tells() && effort != Effort::Spared;
    if let (Naming::Extension | Naming::Counted(_), Some(output), true) = (job.naming, output, is_told) {
        say(texts::WRITTEN_AS.with([show_path(output)]));
    }
    if plan.verbosity == Verbosity::Everything && effort != Effort::Spared {
        let format = record.format.as_deref().unwrap_or_default().to_owned();
        let (seconds, size) = (format!("{:.3}", record.seconds), show_bytes(record.output_bytes));
        let sums = [format, show_bytes(record.input_bytes), seconds, size];
        say(match output {
            Some(path) => {
                let [format, input, seconds, size] = sums;
                texts::WRITTEN_TO.with([format, input, seconds, size, show_path(path)])
            }
            None => texts::CONVERTED_TO.with(sums),
        });
    }
    if plan.verbosity.lists() {
        if effort == Effort::Spared {
            say(texts::THERE_ALREADY.said());
        }
        record.warnings.iter().for_each(|note| say(note.sentence()));
    } else if record.losses > 0 && (is_told || plan.strict) {
        match record.losses {
            1 => say(texts::LOST_ONCE.said()),
            more => say(texts::LOST.with([more.to_string()])),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use hwpconv::{Part, Place, Warning, WarningKind};

    use super::*;
    use crate::cli::args::Args;

    /// What is said about a document that lost two pictures and whose file was repaired.
    fn said(options: &[&str], effort: Effort) -> String {
        let args = Args::parse_from([&["hwpconv", "a.hwp"], options].concat());
        let plan = Plan::new(args.convert, true).unwrap();
        let mut warnings = [WarningKind::MissingAttachment, WarningKind::Repaired { what: Part::CompressionFlag }]
            .map(|kind| Warning::new(kind, Place::part("DocInfo")));
        warnings[0].count = 2;
        let mut record = Record::new(&plan.jobs[0].source, None, "");
        record.warnings.extend(warnings.map(Into::into));
        record.end(None);
        lines(&plan, &plan.jobs[0], None, &record, effort)
    }

    #[test]
    fn losses_are_one_line_and_every_warning_only_when_asked_for() {
        assert_eq!(said(&[], Effort::Done), "a.hwp: content was left out 2 times; -v lists what\n");
        assert_eq!(
            said(&["-v"], Effort::Done),
            "a.hwp: DocInfo: loss: the data of a picture or attachment are missing (2 times)\n\
             a.hwp: DocInfo: repair: compression flag repaired\n"
        );
    }

    #[test]
    fn quiet_run_is_silent_about_losses_unless_they_fail_it() {
        assert_eq!(said(&["-q"], Effort::Done), "");
        assert_eq!(said(&["-q", "--strict"], Effort::Done), "a.hwp: content was left out 2 times; -v lists what\n");
    }

    #[test]
    fn losses_of_an_output_that_was_there_are_not_said_again_unless_they_fail_the_run() {
        assert_eq!(said(&[], Effort::Spared), "");
        assert_eq!(said(&["--strict"], Effort::Spared), "a.hwp: content was left out 2 times; -v lists what\n");
    }
}
