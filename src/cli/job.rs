//! One job from its source to its files and to what is said about it.

use std::path::Path;
use std::time::Instant;

use crate::cli::convert::{Converted, Failure, Seen, contain};
use crate::cli::destination::Destination;
use crate::cli::journal::{Before, Journal};
use crate::cli::media;
use crate::cli::message::{escape, show_path};
use crate::cli::names::Naming;
use crate::cli::output;
use crate::cli::plan::{Job, Plan, Source, Verbosity};
use crate::cli::record::Record;
use crate::cli::worker;

/// What remains of a job: short, because it may wait for its turn to be reported.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What is known of the document.
    pub(crate) record: Record,
    /// The lines for the stream of a run that has one.
    pub(crate) stream: String,
    /// The lines for standard error.
    pub(crate) lines: String,
    /// Whether the run did anything for it.
    pub(crate) effort: Effort,
}

/// What a run did for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// It was converted, or failed.
    Done,
    /// It was converted again, because what made its output is another version, other options, or not known.
    Again,
    /// Nothing: its output is there already.
    Spared,
}

/// Does a job. Whatever is wrong with the document ends here.
pub(crate) fn run(plan: &Plan, journal: Option<&Journal>, job: &Job) -> Outcome {
    let start = Instant::now();
    let output = plan.output(job);
    let mut effort = Effort::Done;
    if let (Some(journal), Some(output), Source::File(input)) = (journal.filter(|_| plan.resume), &output, &job.source)
    {
        match journal.before(input, job.modified, output, || has_pictures(plan, job, output)) {
            Before::Same(mut record) => {
                record.source = input.to_string_lossy().into_owned();
                record.output = Some(output.to_string_lossy().into_owned());
                let lines = lines(plan, job, Some(output), &record, Effort::Spared);
                return Outcome { record: *record, stream: String::new(), lines, effort: Effort::Spared };
            }
            Before::OtherMaker => effort = Effort::Again,
            Before::Nothing => {}
        }
    }
    let mut record = Record::new(&job.source, output.as_deref(), &plan.made_by);
    record.input_modified = job.modified;
    let mut stream = String::new();
    let failure = contain(|| convert(plan, journal, job, output.as_deref(), &mut record, &mut stream)).err();
    if let (Destination::Stream(_), Some(failure)) = (&plan.destination, &failure) {
        stream = plan.conversion.failed_lines(&job.source, record.sha256.clone(), failure);
    }
    record.seconds = (start.elapsed().as_secs_f64() * 1e6).round() / 1e6;
    record.end(failure);
    if let (Some(journal), Some(output), true) = (journal, &output, record.is_converted()) {
        journal.add(output, &record);
    }
    let lines = lines(plan, job, output.as_deref(), &record, effort);
    Outcome { record, stream, lines, effort }
}

/// Whether the folder for the pictures of a document is there.
fn has_pictures(plan: &Plan, job: &Job, output: &Path) -> bool {
    matches!(plan.media.folder(Some(output), job.relative()), Ok(Some(folder)) if folder.dir.is_dir())
}

fn convert(
    plan: &Plan,
    journal: Option<&Journal>,
    job: &Job,
    output: Option<&Path>,
    record: &mut Record,
    stream: &mut String,
) -> Result<(), Failure> {
    let folder = plan.media.folder(output, job.relative());
    let folder = folder.map_err(|error| Failure::io(output.unwrap_or(job.source.path()), &error))?;
    let prefix = folder.as_ref().map(|folder| folder.prefix.clone());
    let mut seen = Seen::default();
    let converted = match plan.bounds {
        Some(bounds) => worker::convert(plan, bounds, &job.source, prefix.as_deref(), &mut seen),
        None => plan.conversion.run(&job.source, prefix.unwrap_or_default(), &mut seen),
    };
    record.see(seen);
    let Converted { text, pictures, warnings } = converted?;
    record.warnings = warnings;
    if let Some(journal) = journal {
        journal.begin();
    }
    // Pictures first: a text that is there never refers to files that are still to come.
    if let Some(folder) = folder {
        media::save(&pictures, &folder.dir, &plan.inputs)?;
        record.pictures = length(pictures.len());
    }
    record.output_bytes = length(text.len());
    match output {
        None if matches!(plan.destination, Destination::Stream(_)) => *stream = text,
        Some(path) => {
            output::write_file(path, text.as_bytes(), &plan.inputs).map_err(|error| Failure::io(path, &error))?
        }
        None => output::print(&text).map_err(|error| Failure::io(Path::new("standard output"), &error))?,
    }
    Ok(())
}

fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// What is said about a job on standard error.
fn lines(plan: &Plan, job: &Job, output: Option<&Path>, record: &Record, effort: Effort) -> String {
    let name = match &job.source {
        Source::Stdin => "standard input".to_owned(),
        Source::File(path) | Source::Broken(path, _) => show_path(path),
    };
    let mut lines = String::new();
    let mut say = |what: &str| lines.extend([&name, ": ", &escape(what), "\n"]);
    if let Some(error) = &record.error {
        say(&error.message);
        return lines;
    }
    let is_told = plan.verbosity.tells() && effort != Effort::Spared;
    if let (Naming::Extension | Naming::Counted(_), Some(output), true) = (job.naming, output, is_told) {
        say(&format!("written as {}, because another document has the same name", show_path(output)));
    }
    if plan.verbosity == Verbosity::Verbose {
        if effort == Effort::Spared {
            say("its output is there already");
        }
        record.warnings.iter().for_each(|note| say(&note.sentence()));
    } else if record.losses > 0 && (is_told || plan.strict) {
        let times = if record.losses == 1 { "once".to_owned() } else { format!("{} times", record.losses) };
        say(&format!("content was left out {times}; -v lists what"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use hwpconv::{Place, Warning, WarningKind};

    use super::*;
    use crate::cli::args::Args;

    /// What is said about a document that lost two pictures and whose file was mended.
    fn said(options: &[&str], effort: Effort) -> String {
        let args = Args::parse_from([&["hwpconv", "a.hwp"], options].concat());
        let plan = Plan::new(args.convert, true).unwrap();
        let warning = |kind, count| Warning { kind, place: Place::part("DocInfo"), count };
        let warnings = [warning(WarningKind::MissingAttachment, 2), warning(WarningKind::Mended { what: "id" }, 1)];
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
             a.hwp: DocInfo: repair: id mended\n"
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
