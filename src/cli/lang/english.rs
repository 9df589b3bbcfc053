//! The ends of the help and the manual page in English.

/// The end of `-h`.
pub(crate) const FEW_EXAMPLES: &str = "\
Examples:
  hwpconv report.hwp -o report.md           one document, with its pictures in report_media/
  hwpconv archive -o out                    a whole folder, mirrored under out/
  hwpconv info report.hwp                   what a document is, without converting it

--help lists all options, and hwpconv man prints the manual page.";

/// The end of `--help`, and the end of the manual page.
pub(crate) const EXAMPLES: &str = "\
Examples:
  hwpconv report.hwp                        Markdown on standard output
  hwpconv report.hwp -o report.md           a file, with its pictures in report_media/
  hwpconv report.hwpx -t text | less        plain text
  hwpconv report.hwp -o report.html         a page for the browser
  hwpconv report.hwp -t json | jq           the whole document for programs
  hwpconv archive -t jsonl > archive.jsonl  a line of JSON for each document
  hwpconv archive -t chunks -o index.jsonl  pieces for retrieval
  hwpconv - < report.hwp                    from standard input
  hwpconv *.hwp -o out                      several documents into a folder
  hwpconv archive -o out --report log.ndjson
                                            a whole tree, mirrored under out/
  hwpconv archive -o out --resume           what is missing or changed since then
  find . -name '*.hwp' -print0 | hwpconv --files-from - -o out
                                            a list of documents
  hwpconv archive -o out --untrusted        untrusted documents
  hwpconv info report.hwp                   what a document is, without converting it";

/// How the command ends.
pub(crate) const EXIT_STATUS: &str = "\
Exit status:
  0    every document was converted
  1    at least one document failed; see standard error
  2    the command line does not make sense
  130  Ctrl-C; the documents under way were finished, --resume converts the rest
  143  the same after a request to end (SIGTERM)";

/// What is asked of the environment.
pub(crate) const ENVIRONMENT: &str = "\
Environment:
  HWPCONV_PASSWORD          the password of locked documents
  LC_ALL, LC_MESSAGES, LANG the language of messages: Korean if the first that is set begins with ko
  NO_COLOR                  no colour, whatever its value";

/// What is left in the folder of outputs.
pub(crate) const FILES: &str = "\
Files:
  OUT/.hwpconv-journal      what made each output in OUT; --resume and --prune read it
  OUT/.hwpconv-*.tmp        an output that is being written; swept away by the next run
  NAME_media/               the pictures of NAME.md";

pub(crate) const INFO: &str = "\
Examples:
  hwpconv info report.hwp
  hwpconv info archive --json > archive.ndjson
  hwpconv ./info                            converts a file that is called info";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  hwpconv completions bash > ~/.local/share/bash-completion/completions/hwpconv
  hwpconv completions zsh > \"${fpath[1]}/_hwpconv\"
  hwpconv completions fish > ~/.config/fish/completions/hwpconv.fish
  hwpconv completions powershell >> $PROFILE";
