//! The sums of a run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use crate::cli::lang::texts;
use crate::cli::record::{Effort, Outcome};

/// What a run came to so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Outputs made.
    pub(crate) converted: u64,
    /// Outputs that were there already.
    pub(crate) spared: u64,
    /// Of the outputs made, those that replace one of another version or other options.
    pub(crate) again: u64,
    /// Of the outputs made, those that were read back and compared with their document.
    pub(crate) verified: u64,
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
        self.verified += u64::from(record.verified && outcome.effort != Effort::Spared);
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

    /// One line, or two.
    pub(crate) fn summary(&self, elapsed: Duration) -> String {
        let mut line = match self.converted {
            1 => texts::ONE_CONVERTED.said(),
            count => texts::CONVERTED.with([count.to_string()]),
        };
        let sums = [
            (self.spared, texts::SUM_SPARED),
            (self.verified, texts::SUM_VERIFIED),
            (self.lossy, texts::SUM_LOSSY),
            (self.warned, texts::SUM_WARNED),
            (self.failed_count(), texts::SUM_FAILED),
        ];
        for (count, text) in sums.into_iter().filter(|(count, _)| *count > 0) {
            line = line.and(&text.with([count.to_string()]));
        }
        let mut line = line.to_string();
        // Writing to a string cannot fail.
        if !self.failed.is_empty() {
            let kinds: Vec<String> = self.failed.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let _ = write!(line, " ({})", kinds.join(", "));
        }
        let _ = writeln!(line, " ({})", speed(self.input_bytes, elapsed));
        match self.again {
            0 => {}
            1 => line.push_str(texts::ONE_MADE_AGAIN.here()),
            more => line.push_str(texts::MADE_AGAIN.with([more.to_string()]).here()),
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
