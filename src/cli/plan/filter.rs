//! `--include` and `--exclude`: which of the documents in a folder are taken.

use std::path::Path;

use crate::cli::args::SelectionArgs;
use crate::cli::error::UsageError;
use crate::cli::lang::texts;
use crate::cli::plan::glob::Glob;

/// Which paths within a folder are taken.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    /// Without, all are.
    include: Option<Vec<Glob>>,
    exclude: Vec<Glob>,
}

impl Filter {
    pub(crate) fn new(args: &SelectionArgs) -> Result<Self, UsageError> {
        let include = (!args.include.is_empty()).then(|| set(&args.include)).transpose()?;
        Ok(Filter { include, exclude: set(&args.exclude)? })
    }

    /// Whether a path, counted from the folder that was named, is left out whatever is taken.
    pub(crate) fn excludes(&self, relative: &Path) -> bool {
        fits(&self.exclude, relative)
    }

    /// Whether a path, counted from the folder that was named, is taken.
    pub(crate) fn takes(&self, relative: &Path) -> bool {
        self.include.as_ref().is_none_or(|include| fits(include, relative)) && !self.excludes(relative)
    }
}

fn fits(globs: &[Glob], relative: &Path) -> bool {
    globs.iter().any(|glob| glob.is_match(relative))
}

fn set(globs: &[String]) -> Result<Vec<Glob>, UsageError> {
    // A pattern that fits a folder fits everything below it.
    let patterns =
        globs.iter().flat_map(|glob| [anchored(glob), format!("{}/**", anchored(glob))].map(|fitted| (glob, fitted)));
    let built = patterns.map(|(glob, pattern)| {
        Glob::new(&pattern)
            .map_err(|why| UsageError(texts::NOT_A_PATTERN.with([format!("{glob:?}").into(), why.said()])))
    });
    built.collect()
}

/// A pattern without a stroke fits names at any depth, one with a stroke is counted from the folder, as in `.gitignore`.
fn anchored(glob: &str) -> String {
    let glob = glob.trim_end_matches('/');
    match glob.strip_prefix('/').or_else(|| glob.strip_prefix("./")) {
        Some(rest) => rest.to_owned(),
        None if glob.contains('/') => glob.to_owned(),
        None => format!("**/{glob}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(include: Vec<String>, exclude: Vec<String>) -> SelectionArgs {
        SelectionArgs { files_from: None, null: false, include, exclude, hidden: false, follow: false }
    }

    fn taken(include: &[&str], exclude: &[&str]) -> Vec<&'static str> {
        let own = |globs: &[&str]| globs.iter().map(|glob| (*glob).to_owned()).collect();
        let args = selection(own(include), own(exclude));
        let filter = Filter::new(&args).unwrap();
        let paths = ["a.hwp", "b.hwpx", "x/a.hwp", "x/old/c.hwp", "old/d.hwp"];
        paths.into_iter().filter(|path| filter.takes(Path::new(path))).collect()
    }

    #[test]
    fn pattern_without_stroke_fits_names_at_any_depth() {
        assert_eq!(taken(&["*.hwpx"], &[]), ["b.hwpx"]);
        assert_eq!(taken(&["a.*"], &[]), ["a.hwp", "x/a.hwp"]);
        assert_eq!(taken(&[], &["old"]), ["a.hwp", "b.hwpx", "x/a.hwp"]);
    }

    #[test]
    fn pattern_with_stroke_is_counted_from_the_folder() {
        assert_eq!(taken(&["x/*"], &[]), ["x/a.hwp", "x/old/c.hwp"]);
        assert_eq!(taken(&[], &["/old"]), ["a.hwp", "b.hwpx", "x/a.hwp", "x/old/c.hwp"]);
        assert_eq!(taken(&["**/old/**"], &[]), ["x/old/c.hwp", "old/d.hwp"]);
    }

    #[test]
    fn what_is_left_out_counts_more_than_what_is_taken() {
        assert_eq!(taken(&["*.hwp", "*.hwpx"], &["x/**", "{c,d}.hwp"]), ["a.hwp", "b.hwpx"]);
    }

    #[test]
    fn broken_pattern_is_refused() {
        let args = selection(vec!["[a".to_owned()], Vec::new());
        assert!(Filter::new(&args).unwrap_err().to_string().starts_with("\"[a\" is not a pattern: "));
    }
}
