//! The languages of messages, help and the manual page. What programs read (reports, JSON, the journal) is English in
//! every language.
//!
//! [`texts`] is the catalogue of what the command itself says, [`library`] translates the sentences of the library, and
//! [`help`] has the help of every option; the English of that is in `args.rs`, where the option is defined, and in
//! [`english`].

pub(crate) mod english;
pub(crate) mod help;
pub(crate) mod library;
pub(crate) mod texts;

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ValueEnum;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    En,
    Ko,
}

/// Whether messages are Korean. Set once, before anything is said.
static IS_KOREAN: AtomicBool = AtomicBool::new(false);

impl Lang {
    /// The language of `--lang` in a command line that need not make sense otherwise, else that of the system.
    pub(crate) fn wanted(typed: &[OsString]) -> Lang {
        Lang::typed(typed).unwrap_or_else(Lang::of_system)
    }

    /// Says messages in this language from now on.
    pub(crate) fn set(self) {
        IS_KOREAN.store(self == Lang::Ko, Ordering::Relaxed);
    }

    /// The language in which messages are said.
    pub(crate) fn current() -> Lang {
        if IS_KOREAN.load(Ordering::Relaxed) { Lang::Ko } else { Lang::En }
    }

    fn typed(typed: &[OsString]) -> Option<Lang> {
        let words: Vec<&OsStr> = typed.iter().map(OsString::as_os_str).take_while(|word| *word != "--").collect();
        let mut values = words.iter().enumerate().filter_map(|(at, word)| match word.to_str()? {
            "--lang" => words.get(at + 1)?.to_str(),
            word => word.strip_prefix("--lang="),
        });
        values.next_back().and_then(|value| Lang::from_str(value, true).ok())
    }

    /// The first of the variables that is set decides, as in every program of the system.
    fn of_system() -> Lang {
        let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].map(env::var_os);
        match variables.into_iter().flatten().find(|value| !value.is_empty()) {
            Some(locale) => Lang::of_locale(&locale.to_string_lossy()),
            None => Lang::without_variables(),
        }
    }

    #[cfg(windows)]
    fn without_variables() -> Lang {
        sys_locale::get_locale().map_or(Lang::En, |locale| Lang::of_locale(&locale))
    }

    #[cfg(not(windows))]
    fn without_variables() -> Lang {
        Lang::En
    }

    /// `ko_KR.UTF-8`, `ko-KR`, `ko`; every other locale is English.
    fn of_locale(locale: &str) -> Lang {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("ko") { Lang::Ko } else { Lang::En }
    }
}

/// A sentence of the catalogue, in every language. `{0}`, `{1}` and so on are filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) en: &'static str,
    pub(crate) ko: &'static str,
}

impl Text {
    /// The sentence as it is.
    pub(crate) fn said(self) -> Said {
        Said { en: self.en.to_owned(), ko: self.ko.to_owned() }
    }

    /// The sentence with its places filled in.
    pub(crate) fn with<T: Into<Said>, const N: usize>(self, args: [T; N]) -> Said {
        let args = args.map(Into::into);
        Said {
            en: fill(self.en, args.iter().map(|arg| arg.en.as_str())),
            ko: fill(self.ko, args.iter().map(|arg| arg.ko.as_str())),
        }
    }

    /// The sentence in the language of the run.
    pub(crate) fn here(self) -> &'static str {
        match Lang::current() {
            Lang::En => self.en,
            Lang::Ko => self.ko,
        }
    }
}

/// Fills in `{0}`, `{1}` and so on. What is filled in is not looked at again.
fn fill<'a>(text: &str, args: impl Iterator<Item = &'a str> + Clone) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((number, after)) = behind.split_once('}') else { break };
        out.extend(number.parse().ok().and_then(|number| args.clone().nth(number)));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A sentence in every language: for people in theirs, for programs in English.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Said {
    en: String,
    ko: String,
}

impl Said {
    /// A sentence of the library or of another program, with what it is in Korean.
    pub(crate) fn new(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Said { en: en.into(), ko: ko.into() }
    }

    /// For programs.
    pub(crate) fn english(&self) -> &str {
        &self.en
    }

    /// In Korean.
    pub(crate) fn korean(&self) -> &str {
        &self.ko
    }

    /// In the language of the run.
    pub(crate) fn here(&self) -> &str {
        match Lang::current() {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }

    /// The length of the longer one, in bytes.
    pub(crate) fn length(&self) -> usize {
        self.en.len().max(self.ko.len())
    }

    /// With words behind it.
    pub(crate) fn and(mut self, more: &Said) -> Said {
        self.en.push_str(&more.en);
        self.ko.push_str(&more.ko);
        self
    }
}

impl From<String> for Said {
    fn from(text: String) -> Said {
        Said { en: text.clone(), ko: text }
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Said {
        text.to_owned().into()
    }
}

impl From<Text> for Said {
    fn from(text: Text) -> Said {
        text.said()
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.here())
    }
}

/// So that it can be the reason of an I/O error or of a value that is refused.
impl std::error::Error for Said {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_option_and_then_the_locale_decide() {
        let typed = |words: &[&str]| Lang::typed(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(typed(&["hwpconv", "--lang", "ko"]), Some(Lang::Ko));
        assert_eq!(typed(&["hwpconv", "--lang=en", "a.hwp"]), Some(Lang::En));
        assert_eq!(typed(&["hwpconv", "--", "--lang=ko"]), None);
        assert_eq!(typed(&["hwpconv", "--lang", "fr"]), None);
        for (locale, lang) in [("ko_KR.UTF-8", Lang::Ko), ("ko", Lang::Ko), ("kok_IN", Lang::En), ("C.UTF-8", Lang::En)]
        {
            assert_eq!(Lang::of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn places_are_filled_in_once() {
        let text = Text { en: "{1}: {0}", ko: "{0} {1}" };
        let said = text.with(["{1}", "b"]);
        assert_eq!((said.english(), said.ko.as_str()), ("b: {1}", "{1} b"));
    }
}
