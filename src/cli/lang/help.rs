//! The help in Korean. The English stands in `args.rs`, where each option is defined; a test holds both together.

pub(crate) const USAGE: &str = "\
hwpconv [옵션] [FILE|DIR]...
        hwpconv info [옵션] <FILE|DIR>...
        hwpconv completions <SHELL> | man | help [COMMAND]";

/// How each command is called.
pub(crate) const SUBCOMMAND_USAGES: &[(&str, &str)] = &[
    ("info", "hwpconv info [옵션] <FILE|DIR>..."),
    ("completions", "hwpconv completions [옵션] <SHELL>"),
    ("man", "hwpconv man [옵션]"),
    #[cfg(feature = "mcp")]
    ("mcp", "hwpconv mcp [옵션] <DIR>..."),
    ("help", "hwpconv help [옵션] [COMMAND]"),
];

pub(crate) const COMMANDS: &str = "명령";

pub(crate) const FEW_EXAMPLES: &str = "\
예:
  hwpconv report.hwp -o report.md           문서 하나. 그림은 report_media/에 씁니다
  hwpconv archive -o out                    폴더 전체를 out/ 아래에 같은 구조로
  hwpconv info report.hwp                   변환하지 않고 문서 정보 보기

모든 옵션은 --help에, 설명서는 hwpconv man에 있습니다.";

pub(crate) const EXAMPLES: &str = "\
예:
  hwpconv report.hwp                        Markdown을 표준 출력으로
  hwpconv report.hwp -o report.md           파일로. 그림은 report_media/에 씁니다
  hwpconv report.hwpx -t text | less        일반 텍스트
  hwpconv report.hwp -o report.html         브라우저에서 볼 페이지
  hwpconv report.hwp -t json | jq           프로그램에서 쓸 문서 전체
  hwpconv archive -t jsonl > archive.jsonl  문서마다 JSON 한 줄
  hwpconv archive -t chunks -o index.jsonl  검색용 조각
  hwpconv - < report.hwp                    표준 입력에서
  hwpconv *.hwp -o out                      여러 문서를 폴더로
  hwpconv archive -o out --report log.ndjson
                                            폴더 전체를 out/ 아래에 같은 구조로
  hwpconv archive -o out --resume           그 뒤로 빠졌거나 바뀐 것만
  find . -name '*.hwp' -print0 | hwpconv --files-from - -o out
                                            문서 목록
  hwpconv archive -o out --untrusted        믿을 수 없는 문서
  hwpconv info report.hwp                   변환하지 않고 문서 정보 보기";

pub(crate) const EXIT_STATUS: &str = "\
종료 상태:
  0    모든 문서를 변환했습니다
  1    변환하지 못한 문서가 있습니다. 표준 오류를 보십시오
  2    명령줄이 올바르지 않습니다
  130  Ctrl-C. 진행 중이던 문서는 마쳤고, --resume으로 나머지를 변환합니다
  143  종료 요청(SIGTERM)을 받은 경우로, 위와 같습니다";

pub(crate) const ENVIRONMENT: &str = "\
환경 변수:
  HWPCONV_PASSWORD          잠긴 문서의 암호
  LC_ALL, LC_MESSAGES, LANG 메시지의 언어. 처음으로 설정된 것이 ko로 시작하면 한국어
  NO_COLOR                  값에 관계없이 색을 쓰지 않습니다";

pub(crate) const FILES: &str = "\
파일:
  OUT/.hwpconv-journal      OUT 안의 출력을 무엇으로 만들었는지. --resume과 --prune이 읽습니다
  OUT/.hwpconv-*.tmp        쓰고 있는 출력. 남은 것은 다음 실행이 지웁니다
  NAME_media/               NAME.md의 그림";

pub(crate) const INFO: &str = "\
예:
  hwpconv info report.hwp
  hwpconv info archive --json > archive.ndjson
  hwpconv ./info                            이름이 info인 파일을 변환";

pub(crate) const COMPLETIONS: &str = "\
예:
  hwpconv completions bash > ~/.local/share/bash-completion/completions/hwpconv
  hwpconv completions zsh > \"${fpath[1]}/_hwpconv\"
  hwpconv completions fish > ~/.config/fish/completions/hwpconv.fish
  hwpconv completions powershell >> $PROFILE";

/// What each command does; the one without a name converts.
pub(crate) const ABOUTS: &[(&str, &str)] = &[
    ("", "한글 문서(.hwp, .hwpx, .hml)를 Markdown, 텍스트, HTML, JSON으로 변환합니다."),
    ("info", "문서의 형식, 잠금, 크기, 개수, 문서 정보를 보여 줍니다"),
    ("completions", "셸 자동 완성 스크립트를 출력합니다"),
    ("man", "설명서(troff)를 출력합니다"),
    #[cfg(feature = "mcp")]
    ("mcp", "MCP(Model Context Protocol)로 에이전트에 문서를 제공합니다"),
    ("help", "명령의 도움말을 출력합니다"),
];

/// The headings of options.
pub(crate) const HEADINGS: &[(&str, &str)] = &[
    ("Inputs", "입력"),
    ("Output", "출력"),
    ("Pictures", "그림"),
    ("Content", "내용"),
    ("Chunks", "조각"),
    ("Reading", "읽기"),
    ("Running", "실행"),
    ("Other", "그 밖"),
];

/// What each option does.
pub(crate) const OPTIONS: &[(&str, &str)] = &[
    (
        "inputs",
        "문서, 문서를 찾을 폴더, 문서를 묶은 ZIP 파일, 또는 표준 입력(-)\n\n폴더 안의 .zip 파일도 엽니다. ZIP 파일은 같은 이름의 폴더처럼 다루고, 그 안의 ZIP 파일은 열지 않습니다.",
    ),
    (
        "files_from",
        "이 파일(-이면 표준 입력)에 적힌 경로를 변환합니다. 한 줄에 하나이거나 NUL로 끝납니다. 폴더 구조를 출력 폴더에 옮깁니다",
    ),
    ("null", "--files-from의 경로가 NUL로 끝납니다 [기본값: NUL이 있으면]"),
    (
        "include",
        "폴더와 ZIP 파일 안에서 맞는 문서만 변환합니다. 예: '*.hwpx', 'minutes/**'\n\n/가 없는 패턴은 어느 깊이의 이름에나 맞고, /가 있으면 폴더에서부터 셉니다.",
    ),
    ("exclude", "폴더와 ZIP 파일 안에서 경로가 이 패턴에 맞는 문서와 폴더를 뺍니다"),
    ("hidden", "폴더와 ZIP 파일 안의 숨은 파일(.으로 시작)과 잠금 파일(~$로 시작)도 변환합니다"),
    ("follow", "폴더 안의 심볼릭 링크를 따라갑니다"),
    (
        "output",
        "쓸 파일, 또는 여러 문서를 쓸 폴더\n\n입력 폴더는 하위까지 찾아 같은 구조로 옮깁니다. JSON 줄(jsonl, chunks)은 이름이 .jsonl이면 모든 문서를 한 파일에, 아니면 표준 출력에 씁니다",
    ),
    (
        "to",
        "출력 형식 [기본값: OUT의 확장자에 따르고, 없으면 markdown]\n\njsonl은 문서마다 JSON 한 줄, chunks는 검색용 조각마다 한 줄입니다.",
    ),
    ("rows", "Parquet 파일(-t parquet)의 행: 문서마다 하나(documents), 조각마다 하나(chunks) [기본값: documents]"),
    (
        "report",
        "문서마다 JSON 한 줄을 이 파일에 씁니다\n\n입력 순서대로 씁니다. -이면, 문서가 표준 출력으로 나가지 않을 때 표준 출력에 씁니다.",
    ),
    ("report_html", "사람이 볼 보고서 페이지를 씁니다: 종류별 실패, 느린 문서, 경고, 모든 문서"),
    ("errors", "실패를 알리는 방법. json이면 -t json 문서가 실패할 때 표준 출력에 {\"error\": …}를 씁니다"),
    ("media", "그림을 쓸 폴더. 문서가 여럿이면 그 안에 문서마다 하나 [기본값: 출력 옆의 NAME_media]"),
    ("no_media", "그림을 쓰지 않습니다. 그림의 자리는 글에 남습니다"),
    ("embed_media", "그림을 HTML 페이지 안에 넣습니다"),
    (
        "pictures",
        "그림을 쓰는 형식: 브라우저가 보여 주는 것(web), 문서에 저장된 그대로(original), 둘 다(both)\n\nBMP, PCX, TIFF는 PNG로, WMF와 EMF는 SVG로 바꿉니다.",
    ),
    ("drawings", "그림을 쓸 때, 묶은 도형들을 SVG 그림으로도 쓸지. 그 글은 언제나 본문에 남습니다"),
    (
        "remote_pictures",
        "문서에 없고 웹에 있는 그림을 보여 줍니다. 문서를 누가 보는지 작성자가 알 수 있습니다. 없으면 링크로 씁니다",
    ),
    (
        "tables",
        "Markdown 표를 쓰는 방법. auto는 GFM으로 나타낼 수 없는 표를 HTML로 씁니다 [기본값: auto, 조각에서는 gfm]",
    ),
    (
        "spans",
        "GFM 표(--tables gfm)에서 병합된 셀이 이어지는 자리: 내용을 되풀이(repeat), 비움(blank) [기본값: repeat]\n\n열이 8개를 넘는 표, 곧 양식에서는 아래로만 되풀이하고 옆으로는 되풀이하지 않으며, 내용이 있는 셀이 시작하지 않는 열은 뺍니다.",
    ),
    ("wrap", "일반 텍스트를 N칸에서 줄바꿈합니다. 없으면 표에서도 문단이 한 줄입니다"),
    ("comments", "메모를 쓸지"),
    ("track_changes", "변경 내용 추적: 반영, 되돌림, 둘 다 표시"),
    ("furniture", "머리말, 꼬리말, 바탕쪽을 구역 뒤에 한 번씩 쓸지 [기본값: keep, 조각에서는 drop]"),
    ("emphasis", "굵은, 기울인, 밑줄 글자 모양을 쓸지 [기본값: keep, 조각에서는 drop]"),
    ("page_breaks", "쪽 나눔을 씁니다. 조판 정보가 있으면 모두, 없으면 강제 쪽 나눔만"),
    ("toc", "Markdown과 HTML 앞에 차례를 씁니다. 찾은 제목으로 가는 링크입니다\n\n다른 형식에는 차례가 없습니다."),
    ("metadata", "Markdown 앞에 제목, 지은이, 날짜 등을 YAML로 씁니다"),
    ("pages", "이 쪽만 변환합니다. 예: 3-5,8. 조판 정보를 담은 문서에만 쪽이 있습니다"),
    (
        "split",
        "Markdown을 쪽마다 나눕니다. 쪽 앞에 <!-- page 3 -->을, 쪽 뒤에 그 쪽의 주석을 씁니다. 조판 정보를 담은 문서에만 쪽이 있습니다\n\n-t json에서는 문서 대신, -t jsonl에서는 글 대신 쪽마다의 Markdown을 목록으로 씁니다.",
    ),
    ("outline", "Ⅰ. 1. 가. □ ○ - 같은 머리 기호: 글로 두거나 여러 수준의 목록으로"),
    ("headings", "제목으로 삼을 것: 개요와 제목처럼 보이는 것, 개요만, 없음"),
    ("chunk_size", "조각의 최대 크기 [기본값: 1200]"),
    ("chunk_unit", "크기의 단위. 토큰 수는 추정입니다 [기본값: chars]"),
    ("chunk_overlap", "앞 조각의 끝을 다음 조각이 얼마나 되풀이할지. 크기의 절반까지 [기본값: 0]"),
    (
        "chunk_format",
        "조각에 담을 글의 형식. text에는 서식 기호가 없고, 표의 행마다 한 줄이며 셀 사이는 탭입니다 [기본값: markdown]",
    ),
    (
        "password_file",
        "FILE의 첫 줄을 암호로 써서 잠긴 문서를 엽니다\n\n-이면 표준 입력의 첫 줄입니다. 환경 변수 HWPCONV_PASSWORD도 같습니다. 둘 다 없으면 문서 하나의 암호는 터미널에서 묻습니다.",
    ),
    ("max_input", "이 MiB보다 큰 입력을 거부합니다 [기본값: 2048, --untrusted에서는 256]"),
    (
        "limit",
        "한계를 바꿉니다: stream-bytes (256M), document-bytes (1G), body-bytes (128M), nesting (64), table-slots (4000000), entries (65536), records (4000000), picture-pixels (50000000), output-bytes (1G), warnings (1000)",
    ),
    ("jobs", "동시에 변환할 문서 수 [기본값: 코어마다 하나]"),
    (
        "resume",
        "이전 실행 뒤로 빠졌거나 바뀐 것만 변환합니다\n\n같은 입력, 같은 버전, 같은 옵션으로 만든 출력과 그림이 쓴 크기 그대로 있는 문서를 건너뜁니다. verify는 내용까지 읽어 비교합니다.",
    ),
    (
        "prune",
        "--resume과 함께: 없어진 문서의 출력과 그림을 지웁니다\n\n이 실행의 폴더에서 없어진 문서를 말합니다. 출력 폴더의 기록에 있고 쓴 그대로인 것만 지웁니다.",
    ),
    (
        "untrusted",
        "믿을 수 없는 문서용: 문서마다 프로세스 하나와 낮은 한계\n\n60초, 메모리 1 GiB, 입력 256 MiB, 낮은 한계입니다. --timeout, --max-memory, --max-input, --limit은 따로 바꿀 수 있습니다.",
    ),
    ("timeout", "이 초가 지나면 그 문서를 포기합니다. 문서마다 프로세스를 따로 씁니다"),
    ("max_memory", "메모리가 이보다 더 필요한 문서를 포기합니다. 예: 512M, 2G. 문서마다 프로세스를 따로 씁니다"),
    ("verify", "쓴 Markdown을 다시 읽어 문서와 비교합니다. 다르면 빠진 내용으로 셉니다"),
    ("strict", "빠진 내용이 있는 문서를 종료 상태에서 실패로 셉니다. 출력은 씁니다"),
    ("quiet", "오류만 알립니다"),
    ("verbose", "모든 경고를 알립니다. -vv는 문서마다 결과도 알립니다"),
    ("json", "문서마다 JSON 한 줄을 출력합니다"),
    ("shell", "셸"),
    #[cfg(feature = "mcp")]
    ("folders", "문서를 읽을 수 있는 폴더. 그 안의 링크는 따라가지 않습니다"),
    ("command", "명령. 없으면 변환 도움말"),
    ("lang", "메시지와 도움말의 언어 [기본값: 로캘의 언어]"),
    ("color", "메시지와 도움말에 색을 쓸지. auto는 터미널이고 NO_COLOR가 없을 때"),
    ("help", "도움말을 출력합니다. --help는 모든 옵션을 보입니다"),
    ("version", "버전과 빌드 정보를 출력합니다"),
];

pub(crate) fn about(name: &str) -> Option<&'static str> {
    find(ABOUTS, name)
}

pub(crate) fn heading(english: &str) -> Option<&'static str> {
    find(HEADINGS, english)
}

pub(crate) fn option(id: &str) -> Option<&'static str> {
    find(OPTIONS, id)
}

fn find(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}
