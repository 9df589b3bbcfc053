//! The command line to [`Args`]: the parser in the language of the user, and what it says when it cannot.

use std::ffi::OsString;
use std::fmt::Write as _;

use anstream::ColorChoice;
use clap::builder::styling::{AnsiColor, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error, FromArgMatches, ValueEnum};

use crate::cli::args::{Args, ColorArg};
use crate::cli::display::{self, complain};
use crate::cli::error::Exit;
use crate::cli::lang::english::{COMPLETIONS, ENVIRONMENT, EXAMPLES, EXIT_STATUS, FEW_EXAMPLES, FILES, INFO};
use crate::cli::lang::{Lang, Said, help, texts};

/// Takes `--lang` and `--color` out of a command line, wherever they stand, and does what they say: what is wrong with
/// the rest is then already said as they want it. Values that are none stay, to be refused with the rest.
pub(crate) fn settle_language_and_colour(typed: &mut Vec<OsString>) {
    Lang::wanted(typed).set();
    take_out::<Lang>(typed, "--lang");
    let choice = match take_out::<ColorArg>(typed, "--color") {
        Some(ColorArg::Always) => ColorChoice::Always,
        Some(ColorArg::Never) => ColorChoice::Never,
        Some(ColorArg::Auto) | None => ColorChoice::Auto,
    };
    choice.write_global();
}

/// The last value of an option, which is taken out with the option.
fn take_out<T: ValueEnum>(typed: &mut Vec<OsString>, option: &str) -> Option<T> {
    let mut last = None;
    let mut at = 1;
    while let Some(word) = typed.get(at).filter(|word| *word != "--") {
        let word = word.to_str().unwrap_or_default();
        let behind = || typed.get(at + 1).and_then(|word| word.to_str());
        let (value, length) = match word.strip_prefix(option).map(|rest| rest.strip_prefix('=')) {
            Some(Some(value)) => (Some(value), 1),
            Some(None) if word == option => (behind(), 2),
            _ => (None, 0),
        };
        match value.and_then(|value| T::from_str(value, true).ok()) {
            Some(value) => {
                last = Some(value);
                typed.drain(at..at + length);
            }
            None => at += 1,
        }
    }
    last
}

/// Reads a command line. Help and the version are printed, and what makes no sense is said. `more` is what is told behind
/// the version.
pub(crate) fn parse(typed: Vec<OsString>, more: impl FnOnce() -> String) -> Result<Args, Exit> {
    let matches = command(Lang::current()).try_get_matches_from(typed);
    let args = matches.and_then(|mut matches| Args::from_arg_matches_mut(&mut matches));
    args.map_err(|error| answer(&error, more))
}

/// Prints the help of a command, or that of converting.
pub(crate) fn print_help(name: Option<&str>) -> Exit {
    let mut command = command(Lang::current());
    command.build();
    let help = match name {
        None => command.render_long_help(),
        Some(name) => match command.find_subcommand_mut(name) {
            Some(command) => command.render_long_help(),
            None => {
                let near = near_command(name).map(|near| texts::DID_YOU_MEAN.with([near]));
                let said = texts::UNKNOWN_COMMAND.with([name]).and(&near.unwrap_or_default());
                complain(format!("{said}\n{}", texts::TRY_HELP.here()));
                return Exit::Usage;
            }
        },
    };
    let _ = display::print_help(help.ansi().to_string());
    Exit::Success
}

/// The name of the command that somebody may have meant.
pub(crate) fn near_command(typed: &str) -> Option<String> {
    let command = Args::command();
    let names = command.get_subcommands().map(Command::get_name);
    let near = names.map(|name| (strsim::damerau_levenshtein(name, &typed.to_lowercase()), name));
    near.filter(|(distance, name)| *distance <= name.len().min(6) / 3).min().map(|(_, name)| name.to_owned())
}

/// Help and the version go to standard output, everything else is a command line that makes no sense.
fn answer(error: &Error, more: impl FnOnce() -> String) -> Exit {
    let text = if error.kind() == ErrorKind::DisplayVersion {
        version() + &more()
    } else if error.kind() == ErrorKind::DisplayHelp {
        error.render().ansi().to_string()
    } else {
        complain(format!("{}\n{}", sentence(error), texts::TRY_HELP.here()));
        return Exit::Usage;
    };
    // A closed pipe is no matter.
    let _ = display::print_help(text);
    Exit::Success
}

/// The version, and behind it how this program was built.
fn version() -> String {
    let mut text = format!("hwpconv {}\n", env!("CARGO_PKG_VERSION"));
    let commit = option_env!("HWPCONV_COMMIT").unwrap_or("unknown");
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    let target = format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS);
    let features: Vec<&str> = FEATURES.iter().filter(|(_, is_on)| *is_on).map(|(name, _)| *name).collect();
    let rows = [("commit", commit), ("target", &target), ("profile", profile), ("features", &features.join(", "))];
    for (name, value) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<9} {value}");
    }
    text
}

/// The features of the package that a program can be built with or without.
const FEATURES: &[(&str, bool)] = &[("cli", cfg!(feature = "cli")), ("mcp", cfg!(feature = "mcp"))];

/// What is wrong with a command line.
#[expect(clippy::wildcard_enum_match_arm, reason = "what has no words here is worded by the parser")]
fn sentence(error: &Error) -> Said {
    let value = |kind| error.get(kind).map(words).unwrap_or_default();
    let (argument, given) = (value(ContextKind::InvalidArg), value(ContextKind::InvalidValue));
    let said = match error.kind() {
        ErrorKind::UnknownArgument => texts::UNKNOWN_ARGUMENT.with([argument.clone()]),
        ErrorKind::InvalidValue if given.is_empty() => texts::MISSING_VALUE.with([argument.clone()]),
        ErrorKind::InvalidValue => texts::INVALID_VALUE.with([given, argument.clone()]),
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error);
            let why = source.and_then(|source| source.downcast_ref::<Said>()).cloned();
            let why = why.or_else(|| Some(source?.to_string().into())).unwrap_or_default();
            texts::INVALID_BECAUSE.with([given.into(), argument.clone().into(), why])
        }
        ErrorKind::NoEquals => texts::NO_EQUALS.with([argument.clone(), example(&argument)]),
        ErrorKind::TooManyValues => texts::UNEXPECTED_VALUE.with([argument.clone(), given]),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => texts::MISSING_VALUE.with([argument.clone()]),
        ErrorKind::ArgumentConflict => match value(ContextKind::PriorArg) {
            prior if prior == argument || prior.is_empty() => texts::REPEATED.with([argument.clone()]),
            prior => texts::CONFLICT.with([argument.clone(), prior]),
        },
        ErrorKind::MissingRequiredArgument => texts::MISSING_ARGUMENT.with([argument.clone()]),
        ErrorKind::InvalidSubcommand => texts::UNKNOWN_COMMAND.with([value(ContextKind::InvalidSubcommand)]),
        ErrorKind::InvalidUtf8 => texts::NOT_UTF8.said(),
        // Of no use here, or of a later version of the parser, which words it itself.
        _ => error.render().to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").into(),
    };
    let hints = [
        (ContextKind::ValidValue, texts::POSSIBLE_VALUES),
        (ContextKind::SuggestedArg, texts::DID_YOU_MEAN),
        (ContextKind::SuggestedValue, texts::DID_YOU_MEAN),
        (ContextKind::SuggestedSubcommand, texts::DID_YOU_MEAN),
    ];
    let hints = hints.into_iter().map(|(kind, text)| (value(kind), text)).filter(|(words, _)| !words.is_empty());
    let said = hints.fold(said, |said, (words, text)| said.and(&text.with([words])));
    if error.kind() == ErrorKind::UnknownArgument && value(ContextKind::SuggestedArg).is_empty() {
        return said.and(&texts::AS_A_FILE.with([argument]));
    }
    said
}

/// `--resume=VALUE`, for an option that needs the sign.
fn example(option: &str) -> String {
    format!("{}=…", option.split(['=', '[', ' ']).next().unwrap_or(option))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(_) | ContextValue::None => String::new(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

/// The parser, with its help in a language.
pub(crate) fn command(lang: Lang) -> Command {
    let heading = AnsiColor::Green.on_default().bold();
    let option = AnsiColor::Cyan.on_default().bold();
    let styles =
        Styles::styled().header(heading).usage(heading).literal(option).placeholder(AnsiColor::Cyan.on_default());
    let english =
        Args::command().styles(styles).override_usage(USAGE).after_help(FEW_EXAMPLES).after_long_help(long_end());
    let english = english.mut_subcommand("info", |command| command.after_help(INFO));
    let english = english.mut_subcommand("completions", |command| command.after_help(COMPLETIONS));
    match lang {
        Lang::En => english,
        Lang::Ko => in_korean(english),
    }
}

pub(crate) const USAGE: &str = "\
hwpconv [OPTIONS] [FILE|DIR]...
       hwpconv info [OPTIONS] <FILE|DIR>...
       hwpconv completions <SHELL> | man | help [COMMAND]";

fn long_end() -> String {
    [EXAMPLES, ENVIRONMENT, FILES, EXIT_STATUS].join("\n\n")
}

fn in_korean(english: Command) -> Command {
    let end = [help::EXAMPLES, help::ENVIRONMENT, help::FILES, help::EXIT_STATUS].join("\n\n");
    let command = translate(english, "");
    let command = command.override_usage(help::USAGE).subcommand_help_heading(help::COMMANDS);
    let command = command.after_help(help::FEW_EXAMPLES).after_long_help(end);
    let command = command.mut_subcommand("info", |command| command.after_help(help::INFO));
    let command = command.mut_subcommand("completions", |command| command.after_help(help::COMPLETIONS));
    command.mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        let usage = help::SUBCOMMAND_USAGES.iter().find(|(command, _)| *command == name);
        let command = translate(command, &name);
        usage.into_iter().fold(command, |command, (_, usage)| command.override_usage(*usage))
    })
}

const TEMPLATE: &str = "{about-with-newline}\n사용법: {usage}\n\n{all-args}{after-help}";

/// Puts the words of one command into Korean; `name` is that of a subcommand.
fn translate(command: Command, name: &str) -> Command {
    let about = help::about(name).unwrap_or_default();
    let command = command.about(about).help_template(TEMPLATE);
    command.mut_args(|arg| {
        let Some(text) = help::option(arg.get_id().as_str()) else { return arg };
        let heading = arg.get_help_heading().and_then(help::heading);
        let (short, long) = text.split_once("\n\n").unwrap_or((text, ""));
        let values = values(&arg);
        let short = short.to_owned() + values.korean();
        let takes_values = arg.get_action().takes_values();
        let arg = if long.is_empty() { arg } else { arg.long_help(format!("{short}\n\n{long}")) };
        let arg = arg.help(short).hide_default_value(takes_values).hide_possible_values(takes_values);
        heading.into_iter().fold(arg, |arg, heading| arg.help_heading(heading))
    })
}

/// What the parser would say of an option's values in English.
pub(crate) fn values(arg: &Arg) -> Said {
    let mut said = Said::default();
    if !arg.get_action().takes_values() {
        return said;
    }
    let default: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into()).collect();
    if !default.is_empty() {
        said = said.and(&texts::DEFAULT_VALUE.with([default.join(" ")]));
    }
    let possible: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if !possible.is_empty() {
        said = said.and(&texts::POSSIBLE_VALUES.with([possible.join(", ")]));
    }
    said
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn command_line_is_a_sound_one_in_both_languages() {
        for lang in [Lang::En, Lang::Ko] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn every_command_option_and_heading_has_korean_help_and_there_is_none_left_over() {
        let command = command(Lang::En);
        let commands = || command.get_subcommands().chain([&command]);
        let args = || commands().flat_map(Command::get_arguments);
        let ids: BTreeSet<&str> = args().map(|arg| arg.get_id().as_str()).collect();
        assert_eq!(ids, help::OPTIONS.iter().map(|(id, _)| *id).collect(), "add it to {}", "src/cli/lang/help.rs");
        let headings: BTreeSet<&str> = args().filter_map(Arg::get_help_heading).collect();
        assert_eq!(headings, help::HEADINGS.iter().map(|(english, _)| *english).collect());
        let names: BTreeSet<&str> = command.get_subcommands().map(Command::get_name).chain([""]).collect();
        assert_eq!(names, help::ABOUTS.iter().map(|(name, _)| *name).collect());
        assert_eq!(help::SUBCOMMAND_USAGES.len() + 1, names.len());
        // Every option stands under a heading: the parser's own would be English.
        assert!(args().all(|arg| arg.get_help_heading().is_some()));
    }

    #[test]
    fn korean_help_has_no_english_words_of_the_parser() {
        for name in ["", "info", "completions", "man", "mcp", "help"] {
            let mut command = command(Lang::Ko);
            command.build();
            let command = command.find_subcommand_mut(name).cloned().unwrap_or(command);
            let help = command.clone().render_long_help().to_string();
            for english in ["Usage:", "Options:", "Arguments:", "Commands:", "[default:", "[possible", "Print"] {
                assert!(!help.contains(english), "{english} in the help of {name:?}: {help}");
            }
        }
    }

    #[test]
    fn language_and_colour_are_taken_out_wherever_they_stand() {
        let mut typed = ["hwpconv", "--color=never", "a.hwp", "--color", "always", "--", "--color=auto"]
            .map(OsString::from)
            .to_vec();
        assert_eq!(take_out::<ColorArg>(&mut typed, "--color"), Some(ColorArg::Always));
        assert_eq!(typed, ["hwpconv", "a.hwp", "--", "--color=auto"]);
        let mut typed = ["hwpconv", "--lang", "fr"].map(OsString::from).to_vec();
        assert_eq!(take_out::<Lang>(&mut typed, "--lang"), None);
        assert_eq!(typed.len(), 3);
    }

    #[test]
    fn command_that_is_nearly_typed_is_found() {
        assert_eq!(near_command("inf").as_deref(), Some("info"));
        assert_eq!(near_command("Info").as_deref(), Some("info"));
        assert_eq!(near_command("completion").as_deref(), Some("completions"));
        assert_eq!(near_command("report"), None);
    }
}
