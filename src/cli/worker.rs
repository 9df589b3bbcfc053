//! One document in a process of its own, for runs with `--timeout` or `--max-memory`.
//!
//! A thread cannot be stopped from outside, and what it allocated cannot be told from what others did; a process can be
//! ended at any moment, and the system itself keeps it within its memory. What a document does to its process (also a
//! stack that overflows, which no thread survives) reaches no other. That costs some milliseconds a document, so only
//! runs that ask for bounds pay them.
//!
//! The process is this program with the same command line, before which stands a [`Task`]; it reads and converts, and
//! answers on its standard output: one line of JSON, then the text and the pictures. Files are written by the run
//! that started it, so that a process that is ended leaves nothing behind.

use std::borrow::Cow;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::cli::args::ConvertArgs;
use crate::cli::batch::stack_bytes;
use crate::cli::convert::{Conversion, Converted, Failure, Seen, contain};
use crate::cli::limit::show_bytes;
use crate::cli::media::Picture;
use crate::cli::message::explain;
use crate::cli::password;
use crate::cli::plan::{Plan, Source, target};
use crate::cli::record::{Note, to_line};
use crate::cli::report::Exit;

/// What one document may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) timeout: Option<Duration>,
    pub(crate) memory: Option<u64>,
}

/// What the program takes for itself; a bound on memory is meant for the document.
const OWN_BYTES: u64 = 8 << 20;

/// What a process is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    /// The document; `-` for standard input.
    source: PathBuf,
    /// What stands before the names of pictures; without, none are wanted.
    prefix: Option<String>,
}

/// The first argument of a process that works for another. No option for people: those are read by clap.
const MARK: &str = "--hwpconv-worker";

impl Task {
    /// The task before a command line; what is left of `args` is the command line itself.
    pub(crate) fn take(args: &mut Vec<OsString>) -> Option<Task> {
        if args.len() < 4 || args.get(1)? != MARK {
            return None;
        }
        let mut words = args.drain(1..4).skip(1);
        let source = PathBuf::from(words.next()?);
        let prefix = words.next()?.into_string().ok()?;
        Some(Task { source, prefix: prefix.strip_prefix('+').map(str::to_owned) })
    }

    fn words(source: &Path, prefix: Option<&str>) -> [OsString; 3] {
        let prefix = prefix.map_or_else(|| "-".to_owned(), |prefix| format!("+{prefix}"));
        [MARK.into(), source.into(), prefix.into()]
    }
}

/// How much of what a process says on standard error is looked at.
const SAID_BYTES: u64 = 64 << 10;

/// The line before the text and the pictures.
#[derive(Serialize, Deserialize)]
struct Answer<'a> {
    seen: Cow<'a, Seen>,
    failure: Option<(Cow<'static, str>, String)>,
    warnings: Cow<'a, [Note]>,
    text_bytes: u64,
    pictures: Vec<(Cow<'a, str>, u64)>,
}

/// What came of a process.
struct Ended {
    status: ExitStatus,
    answer: io::Result<(Seen, Result<Converted, Failure>)>,
    said: String,
}

/// Converts a document in a process of its own. Pictures are wanted when there is a prefix for them.
pub(crate) fn convert(
    plan: &Plan,
    bounds: Bounds,
    source: &Source,
    prefix: Option<&str>,
    seen: &mut Seen,
) -> Result<Converted, Failure> {
    let cannot = |error: io::Error| Failure::new("io", format!("no process for the document: {}", explain(&error)));
    let path = match source {
        Source::File(path) => path,
        Source::Stdin => Path::new("-"),
        Source::Broken(_, why) => return Err(Failure::new("io", why.clone())),
    };
    let mut child = command(plan, path, prefix).and_then(|mut command| command.spawn()).map_err(cannot)?;
    let Some(ended) = wait(&mut child, bounds.timeout).map_err(cannot)? else {
        let seconds = bounds.timeout.unwrap_or_default().as_secs_f64();
        return Err(Failure::new("timeout", format!("not converted within {seconds} s; --timeout allows more")));
    };
    match ended.answer {
        Ok((was_seen, result)) if ended.status.success() => {
            *seen = was_seen;
            result.map_err(|failure| if failure.kind == "memory" { no_memory(bounds) } else { failure })
        }
        _ if ended.said.contains("memory allocation of") => Err(no_memory(bounds)),
        _ => {
            let why = ended.said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing");
            let message = format!("document: hwpconv crashed ({}: {why}), please report it", ended.status);
            Err(Failure::new("crash", message))
        }
    }
}

fn no_memory(bounds: Bounds) -> Failure {
    let memory = bounds.memory.map_or_else(|| "there is".to_owned(), show_bytes);
    Failure::new("memory", format!("needs more memory than {memory}; --max-memory allows more"))
}

fn command(plan: &Plan, path: &Path, prefix: Option<&str>) -> io::Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.args(Task::words(path, prefix)).args(env::args_os().skip(1));
    if let Some(secret) = &plan.secret {
        command.env(password::VARIABLE, secret.text());
    }
    let stdin = if path == Path::new("-") { Stdio::inherit() } else { Stdio::null() };
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // Ctrl-C in a terminal is meant for the run, which lets documents under way come to their end. Standard input
        // of a terminal belongs to the group of the run.
        if path != Path::new("-") {
            command.process_group(0);
        }
    }
    Ok(command)
}

/// Waits for the answer of a process; `None` when its time was up, and it was ended.
fn wait(child: &mut Child, timeout: Option<Duration>) -> io::Result<Option<Ended>> {
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let (sender, receiver) = mpsc::channel();
    let reader = thread::Builder::new().spawn(move || {
        // Nobody waits any more when the time was up.
        let _ = sender.send(read_answer(BufReader::new(stdout)));
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
    if answer.is_err() {
        // It may have come to its end just now.
        let _ = child.kill();
    }
    let status = child.wait()?;
    // Both end with the process, and neither can panic.
    let _ = reader.join();
    let said = listener.join().unwrap_or_default();
    Ok(answer.ok().map(|answer| Ended { status, answer, said }))
}

fn read_answer(mut stdout: impl BufRead) -> io::Result<(Seen, Result<Converted, Failure>)> {
    let mut line = Vec::new();
    stdout.read_until(b'\n', &mut line)?;
    let answer: Answer<'static> = serde_json::from_slice(&line)?;
    let seen = answer.seen.into_owned();
    if let Some((kind, message)) = answer.failure {
        return Ok((seen, Err(Failure { kind, message })));
    }
    let text = String::from_utf8(read_exactly(&mut stdout, answer.text_bytes)?).map_err(io::Error::other)?;
    let mut pictures = Vec::new();
    for (name, length) in answer.pictures {
        pictures.push(Picture { name: name.into_owned(), data: read_exactly(&mut stdout, length)? });
    }
    Ok((seen, Ok(Converted { text, pictures, warnings: answer.warnings.into_owned() })))
}

fn read_exactly(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    let is_whole = u64::try_from(bytes.len()).is_ok_and(|read| read == length);
    if is_whole { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// The other side: converts the one document that this process is for.
pub(crate) fn run(task: Task, args: &ConvertArgs) -> Exit {
    let source = if task.source == Path::new("-") { Source::Stdin } else { Source::File(task.source) };
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    // The run has looked at the variable and made sure that it is text.
    let secret = password::from_environment().unwrap_or_default();
    let password = secret.map(|secret| secret.password());
    let conversion = Conversion::new(args, target(args.to, output), task.prefix.is_some(), password);
    let nesting = conversion.nesting();
    bound(args, nesting);
    let prefix = task.prefix.unwrap_or_default();
    let work = move || {
        let mut seen = Seen::default();
        let result = contain(|| conversion.run(&source, prefix, &mut seen));
        answer(&seen, result.as_ref())
    };
    let worked = thread::Builder::new().stack_size(stack_bytes(nesting)).spawn(work).map(thread::JoinHandle::join);
    // Who does not read the answer any more has given the document up.
    if matches!(worked, Ok(Ok(Ok(())))) { Exit::Success } else { Exit::Failure }
}

fn answer(seen: &Seen, result: Result<&Converted, &Failure>) -> io::Result<()> {
    let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let converted = result.ok();
    let answer = Answer {
        seen: Cow::Borrowed(seen),
        failure: result.err().map(|failure| (failure.kind.clone(), failure.message.clone())),
        warnings: Cow::Borrowed(converted.map_or(&[], |converted| converted.warnings.as_slice())),
        text_bytes: converted.map_or(0, |converted| length(converted.text.as_bytes())),
        pictures: converted
            .into_iter()
            .flat_map(|converted| &converted.pictures)
            .map(|picture| (Cow::Borrowed(picture.name.as_str()), length(&picture.data)))
            .collect(),
    };
    let mut stdout = io::stdout().lock();
    stdout.write_all(to_line(&answer).as_bytes())?;
    if let Some(converted) = converted {
        stdout.write_all(converted.text.as_bytes())?;
        for picture in &converted.pictures {
            stdout.write_all(&picture.data)?;
        }
    }
    stdout.flush()
}

/// Bounds this process: its memory, and its processor time should the run that started it be gone when time is up.
#[cfg(unix)]
fn bound(args: &ConvertArgs, nesting: u32) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // On Linux what is written to counts; elsewhere that bound is not kept, and all that is mapped counts.
    #[cfg(target_os = "linux")]
    const MEMORY: Resource = Resource::Data;
    #[cfg(not(target_os = "linux"))]
    const MEMORY: Resource = Resource::As;
    let most = |value: u64| Rlimit { current: Some(value), maximum: Some(value) };
    if let Some(memory) = args.running.max_memory {
        let own = OWN_BYTES.saturating_add(u64::try_from(stack_bytes(nesting)).unwrap_or(u64::MAX));
        // A system that refuses would refuse every document in the same way; each is still bounded by its time.
        let _ = setrlimit(MEMORY, most(memory.get().saturating_add(own)));
    }
    if let Some(timeout) = args.running.timeout {
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
        for prefix in [None, Some(""), Some("../a b/"), Some("-x/")] {
            let mut args = vec![OsString::from("hwpconv")];
            args.extend(Task::words(Path::new("-a.hwp"), prefix));
            args.push("a.hwp".into());
            let task = Task { source: PathBuf::from("-a.hwp"), prefix: prefix.map(str::to_owned) };
            assert_eq!(Task::take(&mut args), Some(task));
            assert_eq!(args, ["hwpconv", "a.hwp"]);
        }
    }

    #[test]
    fn command_line_without_task_stays_as_it_is() {
        let mut args = ["hwpconv", "a.hwp", MARK, "x", "-"].map(OsString::from).to_vec();
        assert_eq!(Task::take(&mut args), None);
        assert_eq!(args.len(), 5);
    }

    #[test]
    fn answer_that_was_cut_off_is_an_error() {
        let answer = Answer {
            seen: Cow::Owned(Seen::default()),
            failure: None,
            warnings: Cow::Owned(Vec::new()),
            text_bytes: 4,
            pictures: vec![("a.png".into(), 2)],
        };
        let whole = to_line(&answer) + "textpi";
        let (_, converted) = read_answer(whole.as_bytes()).unwrap();
        let converted = converted.unwrap();
        assert_eq!((converted.text.as_str(), converted.pictures[0].data.as_slice()), ("text", &b"pi"[..]));
        for end in 0..whole.len() {
            assert!(read_answer(&whole.as_bytes()[..end]).is_err(), "{end}");
        }
    }
}
