//! The messages of the command in every language. A sentence has its places `{0}`, `{1}` in both.
//!
//! Korean avoids particles behind a place that is filled in, because their form depends on the last letter of it.

use crate::cli::lang::Text;

macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident: $en:literal, $ko:literal;)*) => {
        $($(#[$meta])* pub(crate) const $name: Text = Text { en: $en, ko: $ko };)*

        /// Every sentence and its name.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, Text)] = &[$((stringify!($name), $name)),*];
    };
}

texts! {
    // How sentences are joined.
    AT: "{0}: {1}", "{0}: {1}";
    TRY_HELP: "Try 'hwpconv --help' for more.", "자세한 사용법은 'hwpconv --help'로 볼 수 있습니다.";
    STANDARD_INPUT: "standard input", "표준 입력";
    STANDARD_OUTPUT: "standard output", "표준 출력";
    REPORT_OF: "{0}: report", "{0}: 보고서";

    // What an I/O error means.
    NOT_FOUND: "not found", "파일이 없습니다";
    PERMISSION_DENIED: "permission denied", "권한이 없습니다";
    STORAGE_FULL: "no space left on the device", "저장 장치에 남은 공간이 없습니다";
    QUOTA_EXCEEDED: "disk quota exceeded", "디스크 할당량을 넘었습니다";
    FILE_TOO_LARGE: "larger than the system lets a file be", "시스템이 허용하는 파일 크기를 넘었습니다";
    READ_ONLY: "the file system is read-only", "읽기 전용 파일 시스템입니다";
    IS_A_FOLDER: "is a folder", "폴더입니다";
    NOT_A_FOLDER: "a part of the path is a file, not a folder", "경로 가운데에 폴더가 아닌 파일이 있습니다";
    INVALID_NAME: "the name is too long or not allowed here", "이름이 너무 길거나 여기에서 쓸 수 없는 이름입니다";

    // Command lines that do not make sense.
    NOTHING_TO_CONVERT: "nothing to convert; name a document, such as: hwpconv report.hwp",
        "변환할 문서가 없습니다. 문서를 지정하십시오. 예: hwpconv report.hwp";
    STDIN_ALONE: "standard input (-) can only be converted alone; name the other documents in a run of their own",
        "표준 입력(-)은 다른 문서와 함께 변환할 수 없습니다. 다른 문서는 따로 실행하십시오";
    STDIN_IS_PASSWORD: "standard input cannot be both the document and the password; name a file for one of them",
        "표준 입력을 문서와 암호로 함께 쓸 수 없습니다. 둘 중 하나는 파일로 지정하십시오";
    STDIN_IS_LIST: "standard input cannot be both the list of files and the password; name a file for one of them",
        "표준 입력을 파일 목록과 암호로 함께 쓸 수 없습니다. 둘 중 하나는 파일로 지정하십시오";
    EMBED_IS_FOR_HTML: "--embed-media is for HTML pages; add -t html", "--embed-media는 HTML에만 씁니다. -t html을 더하십시오";
    VERIFY_IS_FOR_MARKDOWN: "--verify is for Markdown; add -t markdown", "--verify는 Markdown에만 씁니다. -t markdown을 더하십시오";
    WRAP_IS_FOR_TEXT: "--wrap is for plain text; add -t text", "--wrap은 일반 텍스트에만 씁니다. -t text를 더하십시오";
    FOR_CHUNKS_OF_MARKDOWN: "{0} is for Markdown; leave --chunk-format text out",
        "{0}은(는) Markdown에만 씁니다. --chunk-format text를 빼십시오";
    SPLIT_IS_FOR_MARKDOWN: "--split is for Markdown, also in JSON; add -t markdown, json or jsonl",
        "--split은 Markdown과, Markdown을 담은 JSON에만 씁니다. -t markdown, json, jsonl 가운데 하나를 더하십시오";
    METADATA_IS_FOR_MARKDOWN: "--metadata is for Markdown; add -t markdown", "--metadata는 Markdown에만 씁니다. -t markdown을 더하십시오";
    SPANS_ARE_FOR_GFM: "--spans is for merged cells in GFM; add --tables gfm",
        "--spans는 GFM 표의 병합된 셀에만 씁니다. --tables gfm을 더하십시오";
    FOR_CHUNKS: "{0} is for chunks; add -t chunks", "{0}은(는) 조각에만 씁니다. -t chunks를 더하십시오";
    #[cfg_attr(feature = "parquet", allow(dead_code, reason = "of builds without it"))]
    NO_PARQUET: "this build of hwpconv writes no Parquet; build it with: cargo install --path . --features parquet (in Python, hwpconv.to_parquet writes it)",
        "이 hwpconv는 Parquet을 쓰지 못합니다. 다음과 같이 빌드하십시오: cargo install --path . --features parquet (Python에서는 hwpconv.to_parquet을 쓰십시오)";
    PARQUET_IS_A_FILE: "Parquet is written to one file for all documents; name it with -o, such as: -o corpus.parquet",
        "Parquet은 모든 문서를 한 파일에 씁니다. 파일을 -o로 지정하십시오. 예: -o corpus.parquet";
    ROWS_ARE_FOR_PARQUET: "--rows is for Parquet; add -t parquet", "--rows는 Parquet에만 씁니다. -t parquet을 더하십시오";
    RESUME_IS_NOT_FOR_PARQUET: "--resume adds to a folder, and a Parquet file is always written as a whole; leave --resume out",
        "--resume은 폴더에 더하는 옵션이고, Parquet 파일은 언제나 통째로 씁니다. --resume을 빼십시오";
    METADATA_IS_A_COLUMN: "a Parquet file has the metadata in a column; leave --metadata out",
        "Parquet 파일에는 문서 정보가 열로 들어갑니다. --metadata를 빼십시오";
    FOR_CHUNK_ROWS: "{0} is for chunks; add --rows chunks", "{0}은(는) 조각에만 씁니다. --rows chunks를 더하십시오";
    #[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "of builds with it"))]
    TABLE_BROKEN: "the table could not be written: {0}", "표를 쓸 수 없습니다: {0}";
    OVERLAP_TOO_LARGE: "--chunk-overlap {0} is more than half of the size; at most {1} with --chunk-size {2}",
        "--chunk-overlap {0}: 크기의 절반보다 큽니다. --chunk-size {2}이면 {1}까지입니다";
    PICTURES_NEED_FOLDER:
        "the pictures of several documents need a folder of outputs; name it with -o, such as: -o out",
        "여러 문서의 그림을 쓰려면 출력 폴더가 필요합니다. -o로 지정하십시오. 예: -o out";
    RESUME_NEEDS_FOLDER: "--resume compares with the outputs in a folder; name it with -o, such as: -o out/",
        "--resume은 폴더에 있는 출력과 비교합니다. 폴더를 -o로 지정하십시오. 예: -o out/";
    STDOUT_IS_TAKEN: "standard output carries the document only; name a file for the {0}",
        "표준 출력에는 문서만 나갑니다. 파일 이름을 지정하십시오: {0}";
    REPORT: "report", "보고서";
    PAGE: "page of the report", "보고서 웹 페이지";
    LINK_AMONG_OUTPUTS: "{0}: is a link in the folder of outputs, and none there is followed; choose another name",
        "{0}: 출력 폴더 안의 링크입니다. 그 안의 링크는 따라가지 않으니 다른 이름을 고르십시오";
    REPORT_REPLACES_INPUT: "{0}: the {1} would replace an input; choose another name",
        "{0}: 입력 파일을 덮어쓰게 됩니다({1}). 다른 이름을 고르십시오";
    REPORTS_ARE_ONE: "{0}: the report and its page would be the same file", "{0}: 보고서와 보고서 웹 페이지가 같은 파일이 됩니다";
    OUTPUT_REPLACES_INPUT: "{0}: the output would replace an input; choose another name with -o",
        "{0}: 출력이 입력 파일을 덮어쓰게 됩니다. -o로 다른 이름을 고르십시오";
    REPORT_IS_OUTPUT: "{0}: the {1} and an output would be the same file", "{0}: 출력과 같은 파일이 됩니다({1})";
    #[cfg_attr(unix, allow(dead_code, reason = "kept there"))]
    NO_MAX_MEMORY: "--max-memory cannot be kept on this system; --limit document-bytes=… bounds what a document holds",
        "이 시스템에서는 --max-memory를 지킬 수 없습니다. --limit document-bytes=…로 문서 크기를 제한하십시오";
    NEED_FOLDER: "several documents need a folder to be written to; name it with -o, such as: -o out",
        "문서가 여럿이면 출력할 폴더가 필요합니다. -o로 지정하십시오. 예: -o out";
    EMPTY_OUTPUT: "the name after -o is empty; name a file or a folder", "-o 뒤의 이름이 비어 있습니다. 파일이나 폴더를 지정하십시오";
    OUTPUT_IS_FILE: "{0}: is a file, and several documents need a folder; name another with -o",
        "{0}: 파일입니다. 문서가 여럿이면 폴더가 필요하니 -o로 다른 이름을 지정하십시오";
    OUTPUT_NAMED_LIKE_FILE:
        "{0}: is named like a file, and several documents need a folder; name one with -o, such as: -o {1} (or -o {0}/ for a folder of that name)",
        "{0}: 파일 이름처럼 보입니다. 문서가 여럿이면 폴더가 필요하니 -o로 지정하십시오. 예: -o {1} (이 이름의 폴더라면 -o {0}/)";
    UNKNOWN_EXTENSION:
        "{0}: the extension {1} is not one that is written: {2}; -t says what to write into a file of another name",
        "{0}: 쓸 수 없는 확장자입니다({1}). 쓸 수 있는 것: {2}. 다른 이름의 파일에 쓰려면 -t로 형식을 지정하십시오";
    FOREIGN_EXTENSION: "{0}: {1} files are not written; the outputs are {2}",
        "{0}: {1} 파일은 만들지 않습니다. 만들 수 있는 것: {2}";
    OUTPUT_IS_INPUT_FOLDER: "{0}: is the input folder; choose another folder with -o, such as: -o {1}",
        "{0}: 입력 폴더입니다. -o로 다른 폴더를 고르십시오. 예: -o {1}";
    PRUNE_NEEDS_RESUME: "--prune removes what an earlier run wrote; add --resume", "--prune은 이전 실행의 출력을 지웁니다. --resume을 더하십시오";
    NOT_A_PATTERN: "{0} is not a pattern: {1}; see --help for examples", "{0}: 올바른 패턴이 아닙니다({1}). 예는 --help에 있습니다";
    NO_END_OF_LIST: "a bracket is not closed", "대괄호가 닫히지 않았습니다";
    RANGE_IS_REVERSED: "a range in brackets is reversed", "대괄호 안의 범위가 거꾸로 되어 있습니다";
    NO_END_OF_ALTERNATIVES: "a brace is not closed", "중괄호가 닫히지 않았습니다";
    NO_START_OF_ALTERNATIVES: "a brace is closed that was not opened", "열지 않은 중괄호가 닫혔습니다";
    ALTERNATIVES_TOO_DEEP: "braces are nested too deeply", "중괄호가 너무 깊게 중첩되어 있습니다";
    NOTHING_BEHIND_BACKSLASH: "a backslash stands at its end", "백슬래시로 끝납니다";
    LIST_OF_FILES: "{0}: list of files: {1}", "{0}: 파일 목록: {1}";
    #[cfg_attr(unix, allow(dead_code, reason = "paths are bytes there"))]
    SAVE_AS_UTF8: "is not UTF-8 text; save it as UTF-8", "UTF-8 텍스트가 아닙니다. UTF-8로 저장하십시오";
    PASSWORD_FILE: "{0}: password file: {1}", "{0}: 암호 파일: {1}";
    VARIABLE_IS_NO_TEXT: "the environment variable {0} is not UTF-8 text", "환경 변수 {0}의 값이 UTF-8 텍스트가 아닙니다";
    ERRORS_NEED_JSON: "--errors json is for JSON; add -t json", "--errors json은 JSON에만 씁니다. -t json을 더하십시오";

    // What was typed and is no value.
    AT_LEAST_ONE: "give a whole number of at least 1", "1 이상의 정수를 주십시오";
    WHOLE_NUMBER: "give a whole number", "정수를 주십시오";
    SECONDS: "give a number of seconds above 0, such as 30 or 0.5", "0보다 큰 초를 주십시오. 예: 30, 0.5";
    PAGES: "give pages such as 3, 3-5 or 3-", "쪽을 주십시오. 예: 3, 3-5, 3-";
    LIMITS: "give NAME=VALUE, where NAME is one of {0}", "NAME=VALUE로 주십시오. NAME은 다음 가운데 하나입니다: {0}";
    NESTING: "nesting can be {0} at most", "nesting은 {0} 이하여야 합니다";
    BYTES: "give a number of at least 1, such as 65536, 512M or 2G", "1 이상의 수를 주십시오. 예: 65536, 512M, 2G";

    // What the parser of the command line found.
    UNKNOWN_ARGUMENT: "there is no option '{0}'", "'{0}' 옵션이 없습니다";
    UNKNOWN_COMMAND: "there is no command '{0}'", "'{0}' 명령이 없습니다";
    UNEXPECTED_VALUE: "'{0}' takes no value, and was given '{1}'", "'{0}' 옵션은 값을 받지 않습니다: '{1}'";
    INVALID_VALUE: "'{0}' is not a value of '{1}'", "'{1}' 옵션에 쓸 수 없는 값입니다: '{0}'";
    MISSING_VALUE: "'{0}' needs a value", "'{0}' 옵션에는 값이 필요합니다";
    POSSIBLE_VALUES: " [possible values: {0}]", " [가능한 값: {0}]";
    DEFAULT_VALUE: " [default: {0}]", " [기본값: {0}]";
    INVALID_BECAUSE: "'{0}' is not a value of '{1}': {2}", "'{1}' 옵션에 쓸 수 없는 값입니다: '{0}'. {2}";
    CONFLICT: "'{0}' cannot be used with '{1}'", "'{0}' 옵션은 '{1}' 옵션과 함께 쓸 수 없습니다";
    REPEATED: "'{0}' can be given once only", "'{0}' 옵션은 한 번만 쓸 수 있습니다";
    MISSING_ARGUMENT: "this is missing: {0}", "필요한 것이 빠졌습니다: {0}";
    NO_EQUALS: "give the value of '{0}' behind an equals sign, such as {1}", "'{0}' 옵션의 값은 등호 뒤에 주십시오. 예: {1}";
    NOT_UTF8: "a word of the command line is not UTF-8 text", "명령줄에 UTF-8 텍스트가 아닌 것이 있습니다";
    DID_YOU_MEAN: "; did you mean '{0}'?", ". '{0}'을(를) 뜻하셨습니까?";
    AS_A_FILE: "; a file of that name is given as './{0}' or behind '--'", ". 그런 이름의 파일은 './{0}'로 주거나 '--' 뒤에 주십시오";
    NEAR_COMMAND: "; the command is called '{0}': hwpconv {0} …", ". '{0}' 명령이라면: hwpconv {0} …";
    NO_MATCH: "; no file fits this pattern", ". 이 패턴에 맞는 파일이 없습니다";
    UNQUOTED_GLOB:
        "the shell replaced the pattern after {0} with file names; put it into quotes, such as {0} '*.hwp'",
        "{0} 뒤의 패턴을 셸이 파일 이름으로 바꾸었습니다. 따옴표로 묶으십시오. 예: {0} '*.hwp'";

    // The inputs.
    EMPTY_LIST: "the list of files is empty", "파일 목록이 비어 있습니다";
    FILTER_LEAVES_NONE: "--include and --exclude leave no document of this folder", "--include와 --exclude에 맞는 문서가 이 폴더에 없습니다";
    NO_DOCUMENTS: "no documents in this folder (.hwp, .hwpx, .hwpml, .hml, .hwt)", "이 폴더에 문서가 없습니다(.hwp, .hwpx, .hwpml, .hml, .hwt)";
    ONE_LEFT_OUT: "{0}: 1 document left out as asked", "{0}: 요청한 대로 문서 1건을 제외했습니다";
    LEFT_OUT: "{0}: {1} documents left out as asked", "{0}: 요청한 대로 문서 {1}건을 제외했습니다";
    ONE_LINK: "{0}: 1 symbolic link not followed; -L follows it", "{0}: 심볼릭 링크 1개를 따라가지 않았습니다. -L을 쓰면 따라갑니다";
    LINKS: "{0}: {1} symbolic links not followed; -L follows them", "{0}: 심볼릭 링크 {1}개를 따라가지 않았습니다. -L을 쓰면 따라갑니다";
    ONE_HIDDEN: "{0}: 1 hidden file or folder skipped; --hidden takes it", "{0}: 숨은 파일이나 폴더 1개를 건너뛰었습니다. --hidden을 쓰면 포함합니다";
    HIDDEN: "{0}: {1} hidden files or folders skipped; --hidden takes them",
        "{0}: 숨은 파일이나 폴더 {1}개를 건너뛰었습니다. --hidden을 쓰면 포함합니다";
    ONE_REPEATED: "one document was named more than once and is converted once", "두 번 이상 지정한 문서 1건을 한 번만 변환합니다";
    MANY_REPEATED: "{0} documents were named more than once and are converted once", "두 번 이상 지정한 문서 {0}건을 한 번만 변환합니다";
    FILTER_LEAVES_NONE_INSIDE: "--include and --exclude leave no document of this archive",
        "--include와 --exclude에 맞는 문서가 이 압축 파일에 없습니다";
    NO_DOCUMENTS_INSIDE: "no documents in this archive (.hwp, .hwpx, .hwpml, .hml, .hwt)",
        "이 압축 파일에 문서가 없습니다(.hwp, .hwpx, .hwpml, .hml, .hwt)";
    ONE_NESTED: "{0}: 1 archive in this archive not opened; extract it first",
        "{0}: 안에 든 압축 파일 1개를 열지 않았습니다. 먼저 풀어 주십시오";
    NESTED: "{0}: {1} archives in this archive not opened; extract them first",
        "{0}: 안에 든 압축 파일 {1}개를 열지 않았습니다. 먼저 풀어 주십시오";
    ONE_RENAMED_INSIDE: "{0}: 1 path in this archive that leads out of it or is not allowed was changed",
        "{0}: 압축 파일 밖으로 이어지거나 쓸 수 없는 경로 1개를 바꾸었습니다";
    RENAMED_INSIDE: "{0}: {1} paths in this archive that lead out of it or are not allowed were changed",
        "{0}: 압축 파일 밖으로 이어지거나 쓸 수 없는 경로 {1}개를 바꾸었습니다";
    MORE_ENTRIES: "has more than {0} entries, and the others are left out; --limit entries=N allows more",
        "항목이 {0}개보다 많아 나머지를 제외했습니다. --limit entries=N으로 더 허용할 수 있습니다";
    TOO_DEEP: "documents in more than {0} folders in each other are left out: {1}",
        "{0}단계보다 깊은 폴더에 든 문서를 제외했습니다: {1}건";
    NO_DIRECTORY: "is a damaged ZIP archive: the list of its files is missing or broken",
        "손상된 ZIP 파일입니다. 파일 목록이 없거나 깨졌습니다";
    DAMAGED_IN_ARCHIVE: "is damaged in the archive", "압축 파일 안의 데이터가 손상되었습니다";
    ENCRYPTED_IN_ARCHIVE: "is locked by the archive; extract it with the password of the archive first",
        "압축 파일의 암호로 잠겨 있습니다. 먼저 그 암호로 풀어 주십시오";
    METHOD_OF_ARCHIVE: "is compressed by a method that is not supported ({0}); extract it first",
        "지원하지 않는 방식으로 압축되어 있습니다({0}). 먼저 풀어 주십시오";
    RATIO_OF_ARCHIVE: "is more than {0} times its compressed size, which no document is; extract it first if you trust it",
        "압축된 크기의 {0}배가 넘어 문서로 볼 수 없습니다. 믿을 수 있다면 먼저 풀어 주십시오";
    ARCHIVE_ON_STDIN: "; an archive is opened when it is given as a file", ". 압축 파일은 파일로 지정해야 엽니다";
    ARCHIVE_INSIDE: "; an archive in an archive is not opened", ". 압축 파일 안의 압축 파일은 열지 않습니다";
    CANNOT_BE_WALKED: "cannot be walked", "폴더 안을 볼 수 없습니다";
    LINK_LOOP: "is a link to a folder that it is in", "자신이 든 폴더로 이어지는 링크입니다";
    SPECIAL_NOT_A_FILE: "is {0}, not a file", "파일이 아닙니다({0})";
    SPECIAL_REFUSED: "is {0}, not a file; only standard input (-) is read without being one",
        "파일이 아닙니다({0}). 파일이 아닌 것은 표준 입력(-)으로만 읽습니다";
    #[cfg_attr(not(unix), allow(dead_code, reason = "not told apart there"))]
    A_PIPE: "a named pipe", "이름 있는 파이프";
    #[cfg_attr(not(unix), allow(dead_code, reason = "not told apart there"))]
    A_SOCKET: "a socket", "소켓";
    #[cfg_attr(not(unix), allow(dead_code, reason = "not told apart there"))]
    A_DEVICE: "a device", "장치";
    #[cfg_attr(unix, allow(dead_code, reason = "told apart there"))]
    SOMETHING_ELSE: "something else", "다른 것";
    TOO_LARGE: "larger than {0} MiB; --max-input allows more", "{0} MiB보다 큽니다. --max-input으로 더 허용할 수 있습니다";
    NO_MEMORY_LEFT: "the document does not fit into the memory", "문서가 메모리에 들어가지 않습니다";
    LIKE_A_LIST: "; this looks like a list of files, which --files-from - takes", ". 파일 목록으로 보입니다. 목록은 --files-from -로 주십시오";

    // What stands in the way of a file.
    IS_AN_INPUT: "is an input of this run and is not overwritten", "이 실행의 입력이므로 덮어쓰지 않습니다";
    IS_A_LINK: "is a link, and no link in a folder of outputs is followed; remove it or choose another folder",
        "링크입니다. 출력 폴더 안의 링크는 따라가지 않으니 지우거나 다른 폴더를 고르십시오";
    PATH_IS_A_LINK: "{0} is a link, and no link in a folder of outputs is followed; remove it or choose another folder",
        "{0}: 링크입니다. 출력 폴더 안의 링크는 따라가지 않으니 지우거나 다른 폴더를 고르십시오";
    IS_A_PIPE: "is a named pipe, not a file; remove it or choose another folder",
        "파일이 아니라 이름 있는 파이프입니다. 지우거나 다른 폴더를 고르십시오";
    IS_A_DEVICE: "is a device or socket, not a file; remove it or choose another folder",
        "파일이 아니라 장치나 소켓입니다. 지우거나 다른 폴더를 고르십시오";
    HAS_SECOND_NAME: "has a second name (hard link) and is not written to; remove it or choose another folder",
        "다른 이름(하드 링크)이 있어 쓰지 않습니다. 지우거나 다른 폴더를 고르십시오";
    HOLDS_PICTURES_OF: "holds the pictures of {0}; name another with --media, or remove it",
        "다른 문서의 그림이 들어 있습니다({0}). --media로 다른 폴더를 지정하거나 지우십시오";
    HOLDS_ANOTHER: "holds another {0}; name another with --media, or remove it",
        "다른 {0}이(가) 들어 있습니다. --media로 다른 폴더를 지정하거나 지우십시오";

    // One document.
    GIVE_PASSWORD: "; give it with --password-file or in HWPCONV_PASSWORD", ". --password-file이나 HWPCONV_PASSWORD로 주십시오";
    RAISE_LIMIT: "; --limit allows more", ". --limit으로 더 허용할 수 있습니다";
    NO_PAGES: "document: its pages are not known: the file does not store its whole layout; convert it without --pages and --split",
        "문서: 쪽을 알 수 없습니다. 파일에 전체 조판 정보가 없으니 --pages와 --split 없이 변환하십시오";
    PAGES_BEYOND: "document: none of these pages is there; its last is {0}", "문서: 지정한 쪽이 없습니다. 마지막 쪽은 {0}쪽입니다";
    PANIC: "document: error in hwpconv, please report it: {0}", "문서: hwpconv의 오류입니다. 알려 주십시오: {0}";
    NO_PROCESS: "no process for the document: {0}", "문서를 변환할 프로세스를 만들 수 없습니다: {0}";
    NO_PROGRAM: "it is not known how this program is started", "이 프로그램을 다시 시작하는 방법을 알 수 없습니다";
    TIMEOUT: "not converted within {0} s; --timeout allows more", "{0}초 안에 변환하지 못했습니다. --timeout으로 더 허용할 수 있습니다";
    MEMORY: "needs more memory than {0}; --max-memory allows more", "메모리가 {0}보다 더 필요합니다. --max-memory로 더 허용할 수 있습니다";
    THERE_IS: "there is", "있는 것";
    BAD_ANSWER: "document: the process for it gave an answer that is none ({0}), please report it",
        "문서: 변환 프로세스의 답이 올바르지 않습니다({0}). 알려 주십시오";
    CRASH: "document: hwpconv crashed ({0}: {1}), please report it", "문서: hwpconv가 비정상 종료했습니다({0}: {1}). 알려 주십시오";
    SAID_NOTHING: "it said nothing", "아무 말도 없었습니다";
    WRITTEN_AS: "written as {0}, because another document has the same name", "같은 이름의 문서가 있어 {0}에 썼습니다";
    THERE_ALREADY: "its output is there already", "출력이 이미 있습니다";
    CONVERTED_TO: "{0}, {1} in {2} s, {3} out", "{0}, 입력 {1}, {2}초, 출력 {3}";
    WRITTEN_TO: "{0}, {1} in {2} s, {3} to {4}", "{0}, 입력 {1}, {2}초, 출력 {3}: {4}";
    LOST_ONCE: "content was left out once; -v lists what", "빠진 내용이 1곳 있습니다. -v로 목록을 볼 수 있습니다";
    LOST: "content was left out {0} times; -v lists what", "빠진 내용이 {0}곳 있습니다. -v로 목록을 볼 수 있습니다";
    PASSWORD_FOR: "Password for {0}: ", "{0}의 암호: ";
    WRONG_PASSWORD_AGAIN: "Wrong password. Password for {0}: ", "암호가 맞지 않습니다. {0}의 암호: ";

    // A run.
    LINE_WITHOUT_END: "has a line without end, which no run writes; remove it or choose another folder",
        "실행 기록에 있을 수 없는 끝없는 줄이 있습니다. 지우거나 다른 폴더를 고르십시오";
    JOURNAL_OF: "{0}: journal of earlier runs: {1}", "{0}: 이전 실행 기록: {1}";
    JOURNAL_TROUBLE: "{0}: {1}; --resume will make outputs again that are there", "{0}: {1}. 다음 --resume은 이미 있는 출력도 다시 만듭니다";
    NOT_WRITTEN: "{0}: not written, because the run was interrupted", "{0}: 실행이 중단되어 쓰지 않았습니다";
    PAGE_OF: "{0}: page of the report: {1}", "{0}: 보고서 웹 페이지: {1}";
    ONE_INTERRUPTED: "interrupted: 1 document not converted", "중단됨: 문서 1건을 변환하지 못했습니다";
    INTERRUPTED: "interrupted: {0} documents not converted", "중단됨: 문서 {0}건을 변환하지 못했습니다";
    RUN_AGAIN: "; run again with --resume for the rest", ". --resume으로 다시 실행하면 나머지를 변환합니다";
    ONE_CONVERTED: "1 document converted", "문서 1건 변환";
    CONVERTED: "{0} documents converted", "문서 {0}건 변환";
    SUM_SPARED: ", {0} there already", ", 이미 있음 {0}건";
    SUM_VERIFIED: ", {0} verified", ", 확인됨 {0}건";
    SUM_LOSSY: ", {0} with content left out", ", 빠진 내용 있음 {0}건";
    SUM_WARNED: ", {0} with other warnings", ", 다른 경고 있음 {0}건";
    SUM_FAILED: ", {0} failed", ", 실패 {0}건";
    ONE_MADE_AGAIN: "1 output was of another version or other options and made again", "버전이나 옵션이 다른 출력 1건을 다시 만들었습니다";
    MADE_AGAIN: "{0} outputs were of another version or other options and made again", "버전이나 옵션이 다른 출력 {0}건을 다시 만들었습니다";
    RENAMED: "{0}: removed, because its document is now written as {1}", "{0}: 지웠습니다. 이제 {1}에 쓰기 때문입니다";
    PRUNED: "{0}: removed, because its document {1} is gone", "{0}: 지웠습니다. 문서 {1}이(가) 없어졌기 때문입니다";
    KEPT_CHANGED: "{0}: not removed, because it was changed since it was written", "{0}: 쓴 뒤에 바뀌어 지우지 않았습니다";
    PROGRESS: "{0} of {1} documents", "문서 {0}/{1}건";
    PROGRESS_FAILED: ", {0} failed", ", 실패 {0}건";
    PROGRESS_LEFT: ", {0} left", ", 남은 시간 {0}";
    SECONDS_LONG: "{0} s", "{0}초";
    MINUTES_LONG: "{0} min {1} s", "{0}분 {1}초";
    HOURS_LONG: "{0} h {1} min", "{0}시간 {1}분";

    // The manual page.
    MAN_NAME: "NAME", "이름";
    MAN_SYNOPSIS: "SYNOPSIS", "개요";
    MAN_DESCRIPTION: "DESCRIPTION", "설명";
    MAN_TEXT:
        "Reads documents of the Hangul Word Processor (HWP 5, HWPX, HWP 3, HWPML) and writes Markdown, text, HTML, JSON or chunks for retrieval. The format is detected from the content. One document goes to standard output or to a file, several go to a folder. What could not be converted is reported as a warning",
        "한글 문서(HWP 5, HWPX, HWP 3, HWPML)를 읽어 Markdown, 텍스트, HTML, JSON, 검색용 조각을 씁니다. 형식은 내용으로 알아냅니다. 문서 하나는 표준 출력이나 파일로, 여럿은 폴더로 씁니다. 변환하지 못한 것은 경고로 알립니다";
    MAN_OPTIONS: "OPTIONS", "옵션";
    MAN_COMMANDS: "COMMANDS", "명령";

    // Warnings.
    TIMES: " ({0} times)", " ({0}회)";
    LOSS: "loss", "손실";
    CHANGE: "change", "변경";
    REPAIR: "repair", "복구";
    DOCUMENT: "document", "문서";
    DIFFERENCE: "the Markdown differs from the document: {0}", "Markdown이 문서와 다릅니다: {0}";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of a sentence, sorted.
    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<&str> = text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    #[test]
    fn both_languages_have_every_sentence_with_the_same_places() {
        let is_hangul = |c: char| ('가'..='힣').contains(&c);
        for (name, Text { en, ko }) in ALL {
            assert_eq!(places(en), places(ko), "{name}");
            let has_words = en.replace(|c: char| !c.is_alphabetic(), "").len() > 1;
            assert!(!has_words || ko.contains(is_hangul), "{name} is not Korean: {ko}");
            assert!(!en.contains(is_hangul) && !en.ends_with('.') | (*name == "TRY_HELP"), "{name}: {en}");
        }
    }
}
