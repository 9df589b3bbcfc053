//! One job from its source to its files and to what is said about it.

use std::path::Path;
use std::time::{Duration, Instant};

use hwpconv::{Format, Severity, Warning};

use crate::cli::convert::{Converted, Failure, contain};
use crate::cli::input;
use crate::cli::media::{self, Saved};
use crate::cli::message::{escape, show_path};
use crate::cli::names::Naming;
use crate::cli::output;
use crate::cli::plan::{Job, Plan, Source, Verbosity};
use crate::cli::record;

/// What remains of a job: short, because it may wait for its turn to be reported.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Whether there is no output.
    pub(crate) is_failed: bool,
    /// Whether there is an output and content is missing from it.
    pub(crate) is_lossy: bool,
    /// The lines for standard error.
    pub(crate) lines: String,
    /// The line for the report, when there is one.
    pub(crate) record: Option<String>,
}

/// What is known about a job so far; stays when the job fails on the way.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) format: Option<Format>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) input_bytes: u64,
    pub(crate) output_bytes: u64,
    pub(crate) pictures: u64,
    pub(crate) elapsed: Duration,
}

impl Facts {
    /// How often something of a severity happened.
    pub(crate) fn count(&self, severity: Severity) -> u64 {
        let of_severity = self.warnings.iter().filter(|warning| warning.kind.severity() == severity);
        of_severity.map(|warning| u64::from(warning.count)).sum()
    }
}

/// Does a job. Whatever is wrong with the document ends here.
pub(crate) fn run(plan: &Plan, job: &Job) -> Outcome {
    let start = Instant::now();
    let output = plan.output(job);
    let mut facts = Facts::default();
    let failure = contain(|| convert(plan, job, output.as_deref(), &mut facts)).err();
    facts.elapsed = start.elapsed();
    let record = plan.report.is_some().then(|| record::line(job, output.as_deref(), &facts, failure.as_ref()));
    Outcome {
        is_failed: failure.is_some(),
        is_lossy: failure.is_none() && facts.count(Severity::Loss) > 0,
        lines: lines(plan, job, output.as_deref(), &facts, failure.as_ref()),
        record,
    }
}

fn convert(plan: &Plan, job: &Job, output: Option<&Path>, facts: &mut Facts) -> Result<(), Failure> {
    let bytes = input::read(job, plan.conversion.max_input)?;
    facts.input_bytes = length(&bytes);
    facts.format = hwpconv::detect(&bytes);
    let folder = plan.media.folder(output, job.relative());
    let folder = folder.map_err(|error| Failure::io(output.unwrap_or(job.source.path()), &error))?;
    let prefix = folder.as_ref().map_or_else(String::new, |folder| folder.prefix.clone());
    let Converted { format, document, text, warnings } = plan.conversion.run(&bytes, job.source.name(), prefix)?;
    drop(bytes);
    facts.format = Some(format);
    facts.warnings = warnings;
    // Pictures first: a text that is there never refers to files that are still to come.
    if let Some(folder) = folder {
        let furniture = plan.conversion.writes_furniture();
        let Saved { count, warnings } = media::save(&document, furniture, &folder.dir, &plan.inputs)?;
        facts.pictures = count;
        facts.warnings.extend(warnings);
    }
    match output {
        Some(path) => {
            output::write_file(path, text.as_bytes(), &plan.inputs).map_err(|error| Failure::io(path, &error))?
        }
        None => output::print(&text).map_err(|error| Failure::io(Path::new("standard output"), &error))?,
    }
    facts.output_bytes = length(text.as_bytes());
    Ok(())
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// What is said about a job on standard error.
fn lines(plan: &Plan, job: &Job, output: Option<&Path>, facts: &Facts, failure: Option<&Failure>) -> String {
    let name = match &job.source {
        Source::Stdin => "standard input".to_owned(),
        Source::File(path) | Source::Broken(path, _) => show_path(path),
    };
    let mut lines = String::new();
    let mut say = |what: &str| lines.extend([&name, ": ", &escape(what), "\n"]);
    if let Some(failure) = failure {
        say(&failure.message);
        return lines;
    }
    if let (Naming::Extension | Naming::Counted(_), Some(output), true) = (job.naming, output, plan.verbosity.tells()) {
        say(&format!("written as {}, because another document has the same name", show_path(output)));
    }
    let losses = facts.count(Severity::Loss);
    if plan.verbosity == Verbosity::Verbose {
        facts.warnings.iter().for_each(|warning| say(&warning.to_string()));
    } else if losses > 0 && (plan.verbosity.tells() || plan.strict) {
        let times = if losses == 1 { "once".to_owned() } else { format!("{losses} times") };
        say(&format!("content was left out {times}; -v lists what"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use hwpconv::{Place, WarningKind};

    use super::*;
    use crate::cli::args::Args;

    /// What is said about a document that lost two pictures and whose file was mended.
    fn said(options: &[&str]) -> String {
        let args = Args::parse_from([&["hwpconv", "a.hwp"], options].concat());
        let plan = Plan::new(args.convert, true).unwrap();
        let warning = |kind, count| Warning { kind, place: Place::part("DocInfo"), count };
        let warnings = vec![warning(WarningKind::MissingAttachment, 2), warning(WarningKind::Mended { what: "id" }, 1)];
        lines(&plan, &plan.jobs[0], None, &Facts { warnings, ..Facts::default() }, None)
    }

    #[test]
    fn losses_are_one_line_and_every_warning_only_when_asked_for() {
        assert_eq!(said(&[]), "a.hwp: content was left out 2 times; -v lists what\n");
        assert_eq!(
            said(&["-v"]),
            "a.hwp: DocInfo: loss: the data of a picture or attachment are missing (2 times)\n\
             a.hwp: DocInfo: repair: id mended\n"
        );
    }

    #[test]
    fn quiet_run_is_silent_about_losses_unless_they_fail_it() {
        assert_eq!(said(&["-q"]), "");
        assert_eq!(said(&["-q", "--strict"]), "a.hwp: content was left out 2 times; -v lists what\n");
    }
}
