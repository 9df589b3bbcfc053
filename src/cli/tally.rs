//! The sums of a run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use crate::cli::job::{Effort, Outcome};

/// What a run came to so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Outputs made.
    pub(crate) converted: u64,
    /// Outputs that were there already.
    pub(crate) spared: u64,
    /// Of the outputs made, those that replace one of another version or other options.
    pub(crate) again: u64,
    /// Outputs with content left out.
    pub(crate) lossy: u64,
    /// Outputs with other warnings only.
    pub(crate) warned: u64,
    /// Documents without output, by kind.
    pub(crate) failed: BTreeMap<String, u64>,
    /// Bytes of the documents that were read.
    pub(crate) input_bytes: u64,
}

impl Tally {
    /// Counts a document.
    pub(crate) fn count(&mut self, outcome: &Outcome) {
        let record = &outcome.record;
        if outcome.effort != Effort::Spared {
            self.input_bytes += record.input_bytes;
        }
        if let Some(error) = &record.error {
            *self.failed.entry(error.kind.to_string()).or_default() += 1;
            return;
        }
        match outcome.effort {
            Effort::Spared => self.spared += 1,
            Effort::Done | Effort::Again => self.converted += 1,
        }
        self.again += u64::from(outcome.effort == Effort::Again);
        self.lossy += u64::from(record.losses > 0);
        self.warned += u64::from(record.losses == 0 && !record.warnings.is_empty());
    }

    /// How many documents had their turn.
    pub(crate) fn document_count(&self) -> u64 {
        self.converted + self.spared + self.failed_count()
    }

    /// How many documents have no output.
    pub(crate) fn failed_count(&self) -> u64 {
        self.failed.values().sum()
    }

    /// One line, with its end.
    pub(crate) fn summary(&self, elapsed: Duration) -> String {
        let documents = if self.converted == 1 { "document" } else { "documents" };
        let mut line = format!("{} {documents} converted", self.converted);
        // Writing to a string cannot fail.
        let mut add = |count: u64, what: &str| {
            if count > 0 {
                let _ = write!(line, ", {count} {what}");
            }
        };
        add(self.spared, "there already");
        add(self.lossy, "with content left out");
        add(self.warned, "with other warnings");
        add(self.failed_count(), "failed");
        if !self.failed.is_empty() {
            let kinds: Vec<String> = self.failed.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let _ = write!(line, " ({})", kinds.join(", "));
        }
        let _ = writeln!(line, " ({})", speed(self.input_bytes, elapsed));
        if self.again > 0 {
            let outputs = if self.again == 1 { "output was" } else { "outputs were" };
            let _ = writeln!(line, "{} {outputs} of another version or other options and made again", self.again);
        }
        line
    }
}

/// `12.3 s, 45.6 MB/s`.
pub(crate) fn speed(bytes: u64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    if bytes == 0 {
        format!("{seconds:.1} s")
    } else {
        format!("{seconds:.1} s, {:.1} MB/s", megabytes / seconds.max(1e-6))
    }
}
