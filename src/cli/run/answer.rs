//! The answer of the process for one document: a line of JSON, then the text and the pictures.
//!
//! A document may have taken the process over, so that its answer is read like a document: within bounds, and only what
//! has the form of an answer is one. A text can then still be any text, which is what a document can have anyway; it
//! cannot fill the memory, choose a file, or put words into the report that are not its own.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Serialize};

use crate::cli::error::Failure;
use crate::cli::lang::Said;
use crate::cli::record::{Note, Seen, to_line};
use crate::cli::run::convert::Converted;
use crate::cli::run::pictures::{Picture, is_plain_name};

/// How long the line may be. A thousand warnings with long places take a tenth of it.
const LINE_BYTES: u64 = 16 << 20;

/// How many bytes the words of a failure may have.
const MESSAGE_BYTES: usize = 64 << 10;

/// What an answer may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected {
    /// Bytes of the text and the pictures together.
    pub(crate) bytes: u64,
    /// Whether pictures are wanted.
    pub(crate) pictures: bool,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Bad {
    /// It broke off.
    CutOff,
    /// It has not the form of one, in this respect.
    Content(&'static str),
}

impl From<io::Error> for Bad {
    fn from(_: io::Error) -> Bad {
        Bad::CutOff
    }
}

/// The line before the text and the pictures.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer<'a> {
    seen: Cow<'a, Seen>,
    failure: Option<(Cow<'static, str>, Said)>,
    warnings: Cow<'a, [Note]>,
    text_bytes: u64,
    pictures: Vec<(Cow<'a, str>, u64)>,
}

/// Answers on standard output.
pub(crate) fn write(seen: &Seen, result: Result<&Converted, &Failure>) -> io::Result<()> {
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

/// Reads an answer to its end.
pub(crate) fn read(mut input: impl BufRead, expected: Expected) -> Result<(Seen, Result<Converted, Failure>), Bad> {
    let mut line = Vec::new();
    input.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line)?;
    if !line.ends_with(b"\n") {
        let is_full = u64::try_from(line.len()).is_ok_and(|length| length >= LINE_BYTES);
        return Err(if is_full { Bad::Content("its line does not end") } else { Bad::CutOff });
    }
    let answer: Answer<'static> = serde_json::from_slice(&line).map_err(|_| Bad::Content("its line is no answer"))?;
    check(&answer, expected)?;
    let seen = answer.seen.into_owned();
    let result = match answer.failure {
        Some((kind, message)) => Err(Failure { kind, message }),
        None => {
            let text = String::from_utf8(read_exactly(&mut input, answer.text_bytes)?);
            let text = text.map_err(|_| Bad::Content("its text is no text"))?;
            let mut pictures = Vec::new();
            for (name, length) in answer.pictures {
                pictures.push(Picture { name: name.into_owned(), data: read_exactly(&mut input, length)? });
            }
            Ok(Converted { text, pictures, warnings: answer.warnings.into_owned() })
        }
    };
    if input.fill_buf()?.is_empty() { Ok((seen, result)) } else { Err(Bad::Content("it goes on behind its end")) }
}

/// Whether the line says what an answer can say.
fn check(answer: &Answer<'_>, expected: Expected) -> Result<(), Bad> {
    let is_one_of = |word: &str, words: &[&str]| words.contains(&word);
    let seen = &answer.seen;
    if seen.format.as_deref().is_some_and(|format| !is_one_of(format, &["hwp5", "hwpx", "hwp3", "hwpml"])) {
        return Err(Bad::Content("its format is not known"));
    }
    let is_hash = |hash: &str| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if seen.sha256.as_deref().is_some_and(|hash| !is_hash(hash)) {
        return Err(Bad::Content("its hash is none"));
    }
    let is_word = |word: &str| {
        word.len() <= 64 && word.bytes().all(|byte| byte.is_ascii_lowercase() || b"-0123456789".contains(&byte))
    };
    if answer.failure.as_ref().is_some_and(|(kind, message)| !is_word(kind) || message.length() > MESSAGE_BYTES) {
        return Err(Bad::Content("its failure is none"));
    }
    let severities = ["loss", "change", "repair"];
    if !answer.warnings.iter().all(|note| is_one_of(&note.severity, &severities) && is_word(&note.kind)) {
        return Err(Bad::Content("its warnings are none"));
    }
    let is_field = |name: &str| name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !seen.facts.metadata.iter().all(|(name, _)| is_field(name)) {
        return Err(Bad::Content("its metadata are none"));
    }
    let mut names = HashSet::new();
    let are_pictures = answer.pictures.iter().all(|(name, _)| is_plain_name(name) && names.insert(name.to_lowercase()));
    if !are_pictures || !(expected.pictures || answer.pictures.is_empty()) {
        return Err(Bad::Content("its pictures have no names"));
    }
    let bytes = answer.pictures.iter().try_fold(answer.text_bytes, |sum, (_, length)| sum.checked_add(*length));
    if bytes.is_none_or(|bytes| bytes > expected.bytes) {
        return Err(Bad::Content("it is too large"));
    }
    Ok(())
}

fn read_exactly(input: &mut impl Read, length: u64) -> Result<Vec<u8>, Bad> {
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    let is_whole = u64::try_from(bytes.len()).is_ok_and(|read| read == length);
    if is_whole { Ok(bytes) } else { Err(Bad::CutOff) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const EXPECTED: Expected = Expected { bytes: 6, pictures: true };

    fn answer() -> Value {
        json!({
            "seen": {
                "format": "hwp5",
                "input_bytes": 9,
                "sha256": "a".repeat(64),
                "facts": { "pages": 1, "metadata": [["title", "x"]] },
            },
            "failure": null,
            "warnings": [{ "severity": "loss", "kind": "cut-off", "place": "x", "message": "y", "count": 1 }],
            "text_bytes": 4,
            "pictures": [["a.png", 2]],
        })
    }

    fn read_line(line: &Value, rest: &str, expected: Expected) -> Result<(Seen, Result<Converted, Failure>), Bad> {
        read(format!("{line}\n{rest}").as_bytes(), expected)
    }

    #[test]
    fn answer_that_was_cut_off_is_none() {
        let whole = format!("{}\ntextpi", answer());
        let (_, converted) = read(whole.as_bytes(), EXPECTED).unwrap();
        let converted = converted.unwrap();
        assert_eq!((converted.text.as_str(), converted.pictures[0].data.as_slice()), ("text", &b"pi"[..]));
        for end in 0..whole.len() {
            assert!(matches!(read(&whole.as_bytes()[..end], EXPECTED), Err(Bad::CutOff)), "{end}");
        }
    }

    #[test]
    fn answer_that_says_what_none_can_say_is_refused() {
        let changes: [(&str, Value); 11] = [
            ("/seen/format", json!("doc")),
            ("/seen/sha256", json!("../x")),
            ("/seen/facts/metadata/0/0", json!("Title\u{1b}")),
            ("/failure", json!(["Panic\u{1b}", { "en": "x", "ko": "x" }])),
            ("/failure", json!(["panic", { "en": "x".repeat(MESSAGE_BYTES + 1), "ko": "" }])),
            ("/warnings/0/severity", json!("none")),
            ("/pictures/0/0", json!("../a.png")),
            ("/pictures/0/1", json!(3)),
            ("/pictures/0/1", json!(u64::MAX)),
            ("/text_bytes", json!(5)),
            ("/text_bytes", json!(-1)),
        ];
        for (at, value) in changes {
            let mut line = answer();
            *line.pointer_mut(at).unwrap() = value;
            assert!(matches!(read_line(&line, "textpi", EXPECTED), Err(Bad::Content(_))), "{at}");
        }
        let unwanted = Expected { pictures: false, ..EXPECTED };
        assert!(matches!(read_line(&answer(), "textpi", unwanted), Err(Bad::Content(_))));
        assert!(matches!(read_line(&answer(), "textpi!", EXPECTED), Err(Bad::Content(_))));
        assert!(matches!(read(&b"\xff\n"[..], EXPECTED), Err(Bad::Content(_))));
        let mut twice = answer();
        twice["pictures"] = json!([["a.png", 1], ["A.PNG", 1]]);
        assert!(matches!(read_line(&twice, "textpi", EXPECTED), Err(Bad::Content(_))));
    }

    #[test]
    fn line_without_end_is_read_no_further_than_allowed() {
        let endless = io::BufReader::new(io::repeat(b' '));
        assert!(matches!(read(endless, EXPECTED), Err(Bad::Content("its line does not end"))));
    }
}
