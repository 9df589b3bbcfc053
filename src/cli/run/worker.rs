//! One document in a process of its own, for runs with `--timeout`, `--max-memory` or `--untrusted`.
//!
//! A thread cannot be stopped from outside, and its allocations cannot be told apart from others; a process can be killed
//! at any time, and the system enforces its memory limit. Damage to the process, such as a stack overflow, does not reach
//! the other documents. This costs some milliseconds per document, so only runs that ask for limits do it.
//!
//! The process is this program with the same command line after a [`Task`]. It reads and converts, and answers on its
//! standard output: one line of JSON, then the text and the pictures. The run that started it writes the files, so a
//! killed process leaves nothing behind. The answer is not trusted and is checked before it is used
//! ([`answer`](crate::cli::run::answer)).
//!
//! On Linux, the process ends together with the run that started it, and it is sandboxed as soon as it has read the bytes
//! of its document ([`confine`](crate::cli::run::confine)).

use std::ffi::OsString;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use hwpconv::archive::Span;
use hwpconv::contain::stack_bytes;

use crate::cli::args::ConvertArgs;
use crate::cli::display::{explain, refused};
use crate::cli::error::{Exit, Failure};
use crate::cli::lang::{Said, texts};
use crate::cli::plan::conversion::{Conversion, target};
use crate::cli::plan::{Bounds, Plan, password};
use crate::cli::record::Seen;
use crate::cli::run::answer::{self, Bad, Expected};
use crate::cli::run::confine::{shut_off_files, shut_off_system_calls};
use crate::cli::run::contain::contain;
use crate::cli::run::convert::{self, Converted};
use crate::cli::source::{self, Inside, Source};
use crate::cli::units::show_bytes;

/// Memory that the program itself needs; the limit is meant for the document.
const OWN_BYTES: u64 = 8 << 20;

/// The task of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    /// The document, or the archive that it is in; `-` for standard input.
    source: PathBuf,
    /// Where it is in the archive, and what it is called.
    inside: Option<(Span, PathBuf)>,
    /// Prefix of the names of pictures; `None` if no pictures are wanted.
    prefix: Option<String>,
    /// Id of the process that waits for the answer.
    parent: u32,
}

/// The first argument of such a process. It is no option for users, so clap does not know it.
const MARK: &str = "--hwpconv-worker";

impl Task {
    /// Takes the task off the front of a command line.
    pub(crate) fn take(args: &mut Vec<OsString>) -> Option<Task> {
        if args.len() < 7 || args.get(1)? != MARK {
            return None;
        }
        let mut words = args.drain(1..7).skip(1);
        let source = PathBuf::from(words.next()?);
        let span = words.next()?.into_string().ok()?;
        let path = PathBuf::from(words.next()?);
        let inside = if span.is_empty() { None } else { Some((parse_span(&span)?, path)) };
        let prefix = words.next()?.into_string().ok()?;
        let parent = words.next()?.to_str()?.parse().ok()?;
        Some(Task { source, inside, prefix: prefix.strip_prefix('+').map(str::to_owned), parent })
    }

    /// The words of a task for a document; `None` for what cannot be read.
    fn words(source: &Source, prefix: Option<&str>, parent: u32) -> Option<[OsString; 6]> {
        let (path, span, name) = match source {
            Source::File(path) => (path.as_path(), String::new(), Path::new("")),
            Source::Inside(inside) => (inside.archive.as_path(), show_span(&inside.span), inside.path.as_path()),
            Source::Stdin => (Path::new("-"), String::new(), Path::new("")),
            Source::Broken(..) => return None,
        };
        let prefix = prefix.map_or_else(|| "-".to_owned(), |prefix| format!("+{prefix}"));
        Some([MARK.into(), path.into(), span.into(), name.into(), prefix.into(), parent.to_string().into()])
    }

    fn source(self) -> Source {
        match self.inside {
            Some((span, path)) => Source::Inside(Box::new(Inside { archive: self.source, path, span })),
            None if self.source == Path::new("-") => Source::Stdin,
            None => Source::File(self.source),
        }
    }
}

fn show_span(span: &Span) -> String {
    let Span { header, packed, end, method, is_encrypted } = span;
    format!("{header},{packed},{end},{method},{}", u8::from(*is_encrypted))
}

fn parse_span(text: &str) -> Option<Span> {
    let mut numbers = text.split(',').map(|number| number.parse::<u64>().ok());
    let mut next = || numbers.next().flatten();
    let (header, packed, end) = (next()?, next()?, next()?);
    Some(Span { header, packed, end, method: u16::try_from(next()?).ok()?, is_encrypted: next()? != 0 })
}

/// How many bytes of standard error are read.
const SAID_BYTES: u64 = 64 << 10;

/// The result of a process.
struct Ended {
    status: ExitStatus,
    answer: Result<(Seen, Result<Converted, Failure>), Bad>,
    said: String,
}

/// Converts a document in a process of its own, with pictures if there is a prefix for them.
pub(crate) fn convert(
    plan: &Plan,
    bounds: Bounds,
    source: &Source,
    prefix: Option<&str>,
    seen: &mut Seen,
) -> Result<Converted, Failure> {
    let cannot = |error: io::Error| Failure::new("io", texts::NO_PROCESS.with([explain(&error)]));
    if let Source::Broken(_, why) = source {
        return Err(Failure::new("io", why.clone()));
    }
    let expected = Expected {
        // No more than the memory limit, and no more than a document may become.
        bytes: bounds
            .memory
            .map_or(u64::MAX, |memory| memory.saturating_add(OWN_BYTES))
            .min(plan.conversion.read.limits.document_bytes.saturating_mul(2)),
        pictures: prefix.is_some(),
    };
    let mut child = command(plan, source, prefix).and_then(|mut command| command.spawn()).map_err(cannot)?;
    let Some(ended) = wait(&mut child, bounds.timeout, expected).map_err(cannot)? else {
        let seconds = bounds.timeout.unwrap_or_default().as_secs_f64();
        return Err(Failure::new("timeout", texts::TIMEOUT.with([seconds.to_string()])));
    };
    match ended.answer {
        Ok((was_seen, result)) if ended.status.success() => {
            *seen = was_seen;
            result.map_err(|failure| if failure.kind == "memory" { no_memory(bounds) } else { failure })
        }
        _ if ended.said.contains("memory allocation of") => Err(no_memory(bounds)),
        Err(Bad::Content(what)) => Err(Failure::new("crash", texts::BAD_ANSWER.with([what]))),
        _ => {
            let why = ended.said.lines().find(|line| !line.trim().is_empty());
            let why = why.map_or_else(|| texts::SAID_NOTHING.said(), Said::from);
            Err(Failure::new("crash", texts::CRASH.with([ended.status.to_string().into(), why])))
        }
    }
}

fn no_memory(bounds: Bounds) -> Failure {
    let memory = bounds.memory.map_or_else(|| texts::THERE_IS.said(), |bytes| show_bytes(bytes).into());
    Failure::new("memory", texts::MEMORY.with([memory]))
}

fn command(plan: &Plan, source: &Source, prefix: Option<&str>) -> io::Result<Command> {
    let [program, arguments @ ..] = plan.again.program.as_slice() else {
        return Err(refused(texts::NO_PROGRAM));
    };
    let mut command = Command::new(program);
    let words = Task::words(source, prefix, std::process::id()).ok_or(io::ErrorKind::NotFound)?;
    command.args(arguments).args(words).args(&plan.again.typed);
    let is_stdin = matches!(source, Source::Stdin);
    if let Some(secret) = &plan.secret {
        command.env(password::VARIABLE, secret.text());
    }
    let stdin = if is_stdin { Stdio::inherit() } else { Stdio::null() };
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // Ctrl-C in a terminal is meant for the run, which lets documents under way come to their end. Standard input
        // of a terminal belongs to the group of the run.
        if !is_stdin {
            command.process_group(0);
        }
    }
    Ok(command)
}

/// Waits for the answer of a process; `None` when its time was up, and it was ended.
fn wait(child: &mut Child, timeout: Option<Duration>, expected: Expected) -> io::Result<Option<Ended>> {
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let (sender, receiver) = mpsc::channel();
    let reader = thread::Builder::new().spawn(move || {
        // Nobody waits any more when the time was up.
        let _ = sender.send(answer::read(BufReader::new(stdout), expected));
    })?;
    let listener = thread::Builder::new().spawn(move || {
        let mut said = Vec::new();
        let mut stderr = stderr.take(SAID_BYTES);
        // What was said before it broke off is enough.
        let _ = stderr.read_to_end(&mut said);
        let _ = io::copy(&mut stderr.into_inner(), &mut io::sink());
        String::from_utf8_lossy(&said).into_owned()
    })?;
    let answer = match timeout {
        Some(timeout) => receiver.recv_timeout(timeout),
        None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    if !matches!(answer, Ok(Ok(_) | Err(Bad::CutOff))) {
        // It may have come to its end just now.
        let _ = child.kill();
    }
    let status = end(child)?;
    // Both end with the process, and neither can panic.
    let _ = reader.join();
    let said = listener.join().unwrap_or_default();
    Ok(answer.ok().map(|answer| Ended { status, answer, said }))
}

/// Waits for a process that has answered to exit, and kills it if it does not.
fn end(child: &mut Child) -> io::Result<ExitStatus> {
    const PATIENCE: Duration = Duration::from_secs(10);
    let start = Instant::now();
    let mut pause = Duration::from_micros(100);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            return child.wait();
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// The other side: converts the one document of this process.
pub(crate) fn run(task: Task, args: &ConvertArgs) -> Exit {
    if !end_with(task.parent) {
        return Exit::Failure;
    }
    // The run has looked at the variable and made sure that it is text.
    let secret = password::from_environment().unwrap_or_default();
    let password = secret.map(|secret| secret.password());
    let conversion = Conversion::new(args, target(args), task.prefix.is_some(), password);
    let nesting = conversion.nesting();
    bound(args, nesting);
    let prefix = task.prefix.clone().unwrap_or_default();
    let source = task.source();
    let fetched = source::fetch(&source, conversion.max_input);
    // From here on the bytes of the document are inflated and parsed. Without kernel support the document is still converted.
    shut_off_files();
    let work = move || {
        shut_off_system_calls();
        let mut seen = Seen::default();
        let result = contain(|| {
            let bytes = fetched?.unpack(conversion.max_input)?;
            convert::convert_bytes(&conversion, &source, bytes, prefix, &mut seen)
        });
        answer::write(&seen, result.as_ref())
    };
    let worked = thread::Builder::new().stack_size(stack_bytes(nesting)).spawn(work).map(thread::JoinHandle::join);
    // A closed pipe means that the run has given up this document.
    if matches!(worked, Ok(Ok(Ok(())))) { Exit::Success } else { Exit::Failure }
}

/// Asks the system to kill this process when its parent ends. Returns false if the parent is already gone.
#[cfg(target_os = "linux")]
fn end_with(parent: u32) -> bool {
    use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};
    // If that is refused, the limit on processor time still ends this process.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    // The parent may have ended before the request.
    getppid().map(Pid::as_raw_nonzero).and_then(|raw| u32::try_from(raw.get()).ok()) == Some(parent)
}

#[cfg(not(target_os = "linux"))]
fn end_with(_parent: u32) -> bool {
    true
}

/// Limits the memory of this process, and its processor time in case its parent is gone when the time is up.
#[cfg(unix)]
fn bound(args: &ConvertArgs, nesting: u32) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Linux counts written pages; other systems do not enforce that, so all mapped memory counts there.
    #[cfg(target_os = "linux")]
    const MEMORY: Resource = Resource::Data;
    #[cfg(not(target_os = "linux"))]
    const MEMORY: Resource = Resource::As;
    let most = |value: u64| Rlimit { current: Some(value), maximum: Some(value) };
    // The parent has validated them.
    let Ok(Some(bounds)) = crate::cli::plan::bounds(&args.running) else { return };
    if let Some(memory) = bounds.memory {
        let own = OWN_BYTES.saturating_add(u64::try_from(stack_bytes(nesting)).unwrap_or(u64::MAX));
        // If the system refuses, the time limit still holds.
        let _ = setrlimit(MEMORY, most(memory.saturating_add(own)));
    }
    if let Some(timeout) = bounds.timeout {
        let _ = setrlimit(Resource::Cpu, most(timeout.as_secs().saturating_add(2)));
    }
}

#[cfg(not(unix))]
fn bound(_args: &ConvertArgs, _nesting: u32) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn task_is_taken_from_before_the_command_line() {
        let span = Span { header: 7, packed: u64::MAX, end: 9, method: 8, is_encrypted: true };
        let inside = Inside { archive: PathBuf::from("-a.zip"), path: PathBuf::from("-a.zip/b, c.hwp"), span };
        for (source, inside) in [
            (Source::File(PathBuf::from("-a.hwp")), None),
            (Source::Inside(Box::new(inside.clone())), Some((span, inside.path))),
        ] {
            for prefix in [None, Some(""), Some("../a b/"), Some("-x/")] {
                let mut args = vec![OsString::from("hwpconv")];
                args.extend(Task::words(&source, prefix, 7).unwrap());
                args.push("a.hwp".into());
                let path = if inside.is_some() { "-a.zip" } else { "-a.hwp" };
                let task = Task {
                    source: PathBuf::from(path),
                    inside: inside.clone(),
                    prefix: prefix.map(str::to_owned),
                    parent: 7,
                };
                assert_eq!(Task::take(&mut args), Some(task));
                assert_eq!(args, ["hwpconv", "a.hwp"]);
            }
        }
        assert_eq!(Task::words(&Source::Broken(PathBuf::new(), Said::default()), None, 7), None);
    }

    #[test]
    fn command_line_without_task_stays_as_it_is() {
        let mut args = ["hwpconv", "a.hwp", MARK, "x", "", "", "-", "7"].map(OsString::from).to_vec();
        assert_eq!(Task::take(&mut args), None);
        assert_eq!(args.len(), 8);
    }
}
