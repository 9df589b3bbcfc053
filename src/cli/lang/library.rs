//! Sentences of the library in Korean. Their English is the library's own and is taken apart here by its fixed words, so
//! that a warning that came from another process, or out of a journal, is translated like one of this process.

use crate::cli::lang::texts;
use crate::cli::lang::{Said, fill};

/// A sentence of the library in every language. What has no translation stays English.
pub(crate) fn said(english: &str) -> Said {
    Said::new(english, korean(english, 3))
}

/// A place in a document; most are names of parts of the file, which are the same in every language.
pub(crate) fn place(english: &str) -> Said {
    match english.strip_prefix("document") {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => texts::DOCUMENT.said().and(&rest.into()),
        _ => english.into(),
    }
}

/// `depth` bounds sentences within sentences.
fn korean(english: &str, depth: u32) -> String {
    let known = SENTENCES.iter().chain(WORDS).find_map(|(en, ko)| Some((*ko, parts(en, english)?)));
    match known {
        Some((ko, args)) if depth > 0 => {
            let args: Vec<String> = args.into_iter().map(|arg| korean(arg, depth - 1)).collect();
            fill(ko, args.iter().map(String::as_str))
        }
        _ => english.to_owned(),
    }
}

/// What stands at the places of a sentence, which come in their order; `None` when it is another sentence.
fn parts<'a>(sentence: &str, english: &'a str) -> Option<Vec<&'a str>> {
    let mut words = sentence.split('{').map(|part| part.split_once('}').map_or(part, |(_, words)| words));
    let mut rest = english.strip_prefix(words.next()?)?;
    let mut parts = Vec::new();
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let (part, behind) = match words.peek() {
            Some(_) => rest.split_once(word)?,
            None => (rest.strip_suffix(word)?, ""),
        };
        parts.push(part);
        rest = behind;
    }
    rest.is_empty().then_some(parts)
}

/// Whole sentences; those with fewer places stand before those that would fit as well.
const SENTENCES: &[(&str, &str)] = &[
    ("empty: the input has no bytes", "비어 있습니다: 입력에 내용이 없습니다"),
    ("not an HWP document: this is {0}", "HWP 문서가 아닙니다: {0}"),
    ("unsupported: this is {0}", "읽을 수 없는 문서입니다: {0}"),
    ("encrypted: a password is needed to open this document", "암호가 걸려 있습니다: 열려면 암호가 필요합니다"),
    (
        "encrypted: the password scheme of this document is not known",
        "암호가 걸려 있습니다: 알려지지 않은 암호 방식입니다",
    ),
    (
        "encrypted: protected by digital rights management; only the issuing system can open it",
        "DRM으로 보호된 문서입니다: 발급한 시스템에서만 열 수 있습니다",
    ),
    (
        "encrypted: locked with a certificate; only the holder of its key can open it",
        "인증서로 잠긴 문서입니다: 인증서를 가진 사람만 열 수 있습니다",
    ),
    ("wrong password: the password does not open this document", "암호가 맞지 않습니다"),
    ("damaged: {0}", "손상된 문서입니다: {0}"),
    ("no body: nothing of the document's text is left in the file", "본문이 없습니다: 파일에 남은 글이 없습니다"),
    ("the data of a picture or attachment are missing", "그림이나 첨부의 데이터가 없습니다"),
    ("data cut off or damaged; what comes before is kept", "데이터가 잘렸거나 손상되어 그 앞까지만 남겼습니다"),
    ("the body is gone; only the preview text is left", "본문이 없어 미리보기 글만 남겼습니다"),
    (
        "private-use character U+{0} has no known meaning and is kept as it is",
        "사용자 정의 문자 U+{0}의 뜻을 알 수 없어 그대로 두었습니다",
    ),
    (
        "character code {0} has no known meaning and is shown as U+FFFD",
        "문자 코드 {0}의 뜻을 알 수 없어 U+FFFD로 나타냈습니다",
    ),
    ("a character that cannot stand in text is left out", "글에 올 수 없는 문자를 뺐습니다"),
    ("equation shown as typed", "수식을 입력한 그대로 나타냈습니다"),
    ("link target of an unsafe kind shown as text", "안전하지 않은 링크 대상을 글로 나타냈습니다"),
    (
        "a picture is kept as stored, which browsers may not show: {0}",
        "그림을 저장된 그대로 두어 브라우저에서 보이지 않을 수 있습니다: {0}",
    ),
    ("picture from the web shown as a link", "웹에 있는 그림을 링크로 나타냈습니다"),
    ("further different warnings", "그 밖의 다른 경고"),
    ("control `{0}` is not known", "알 수 없는 컨트롤입니다: `{0}`"),
    ("record `{0}` is not known", "알 수 없는 레코드입니다: `{0}`"),
    ("limit {0}; the rest is left out", "한계를 넘어 나머지를 뺐습니다: {0}"),
    ("limit {0}", "한계를 넘었습니다: {0}"),
    (
        "stream_bytes: one stream inflates to more than {0} bytes",
        "stream_bytes: 압축을 푼 스트림 하나가 {0}바이트를 넘습니다",
    ),
    (
        "document_bytes: the document inflates to more than {0} bytes",
        "document_bytes: 압축을 푼 문서가 {0}바이트를 넘습니다",
    ),
    ("nesting: content nested deeper than {0}", "nesting: 내용이 {0}단계보다 깊습니다"),
    ("table_slots: a table of more than {0} places", "table_slots: 표의 칸이 {0}개를 넘습니다"),
    ("records: a document of more than {0} records or elements", "records: 문서의 레코드나 요소가 {0}개를 넘습니다"),
    (
        "body_bytes: the text of the document inflates to more than {0} bytes",
        "body_bytes: 압축을 푼 본문이 {0}바이트를 넘습니다",
    ),
    ("output_bytes: an output of more than {0} bytes", "output_bytes: 출력이 {0}바이트를 넘습니다"),
    ("entries: a container of more than {0} entries", "entries: 항목이 {0}개를 넘습니다"),
    ("{0} skipped: its record is damaged", "레코드가 손상되어 건너뛰었습니다: {0}"),
    ("{0} broken; its content was salvaged", "손상된 것에서 내용을 건졌습니다: {0}"),
    ("{0}: `{1}` expected, `{2}` found, after `{3}`", "{0}: `{3}` 뒤에 `{1}`이(가) 와야 하는데 `{2}`이(가) 있습니다"),
    ("{0} not converted", "변환하지 않았습니다: {0}"),
    ("{0} not expressed", "나타내지 못했습니다: {0}"),
    ("{0} missing", "없습니다: {0}"),
    ("{0} repaired", "고쳤습니다: {0}"),
];

/// What sentences are about.
const WORDS: &[(&str, &str)] = &[
    ("a Microsoft Word document", "Microsoft Word 문서입니다"),
    ("a Microsoft Excel workbook", "Microsoft Excel 통합 문서입니다"),
    ("a Microsoft PowerPoint presentation", "Microsoft PowerPoint 프레젠테이션입니다"),
    ("a compound file of another application", "다른 프로그램의 복합 파일입니다"),
    ("a Word document (docx)", "Word 문서(docx)입니다"),
    ("an Excel workbook (xlsx)", "Excel 통합 문서(xlsx)입니다"),
    ("a PowerPoint presentation (pptx)", "PowerPoint 프레젠테이션(pptx)입니다"),
    ("an OpenDocument file", "OpenDocument 파일입니다"),
    ("a ZIP archive", "ZIP 압축 파일입니다"),
    ("a PDF document", "PDF 문서입니다"),
    ("a PNG picture", "PNG 그림입니다"),
    ("a JPEG picture", "JPEG 그림입니다"),
    ("a GIF picture", "GIF 그림입니다"),
    ("a BMP picture", "BMP 그림입니다"),
    ("a TIFF picture", "TIFF 그림입니다"),
    ("a WebP picture", "WebP 그림입니다"),
    ("a WMF picture", "WMF 그림입니다"),
    ("an EMF picture", "EMF 그림입니다"),
    ("a PCX picture", "PCX 그림입니다"),
    ("an SVG picture", "SVG 그림입니다"),
    ("a PostScript file", "PostScript 파일입니다"),
    ("an MP4 video", "MP4 동영상입니다"),
    ("an RTF document", "RTF 문서입니다"),
    ("a 7z archive", "7z 압축 파일입니다"),
    ("a RAR archive", "RAR 압축 파일입니다"),
    ("an HTML page", "HTML 파일입니다"),
    ("an XML file of another kind", "다른 종류의 XML 파일입니다"),
    ("a text file", "텍스트 파일입니다"),
    ("data of an unknown kind", "알 수 없는 종류의 데이터입니다"),
    (
        "an HWP 1.x document; save it again with a newer word processor",
        "HWP 1.x 문서입니다. 새 버전의 한글에서 다시 저장하십시오",
    ),
    (
        "an HWP 2.x document; save it again with a newer word processor",
        "HWP 2.x 문서입니다. 새 버전의 한글에서 다시 저장하십시오",
    ),
    ("its data are damaged", "데이터가 손상되었습니다"),
    ("its kind is not known", "알 수 없는 종류입니다"),
    ("it is larger than the limit", "한계보다 큽니다"),
    ("it shows nothing", "보이는 것이 없습니다"),
    ("link without words", "글이 없는 링크"),
    ("cut level of a NUMBERING", "잘린 문단 번호 수준"),
    ("video", "동영상"),
    ("table grid", "표의 격자"),
    ("section that is not XML", "XML이 아닌 구역"),
    ("section in an unknown encoding", "알 수 없는 인코딩의 구역"),
    ("package entry with an unsafe name", "이름이 안전하지 않은 패키지 항목"),
    ("package directory", "패키지 목록"),
    ("equation (EQEDIT)", "수식(EQEDIT)"),
    ("control", "컨트롤"),
    ("compression flag", "압축 표시"),
    ("chart", "차트"),
    ("version in an unknown encoding", "알 수 없는 인코딩의 버전 정보"),
    ("the file ends in its header", "파일이 머리 부분에서 끝납니다"),
    ("the compound file holds no stream that can be found", "복합 파일에서 찾을 수 있는 스트림이 없습니다"),
    ("the XML is not HWPML", "XML이 HWPML이 아닙니다"),
    ("the XML is in an unknown encoding", "XML의 인코딩을 알 수 없습니다"),
    ("text outside of its paragraph", "문단 밖의 글"),
    ("text of a comment", "메모의 글"),
    ("text element of another name", "이름이 다른 글 요소"),
    ("text art", "글맵시"),
    ("table", "표"),
    ("table of shapes (header.xml)", "모양 표(header.xml)"),
    ("size of a table", "표의 크기"),
    ("shapes in an unknown encoding", "알 수 없는 인코딩의 모양 정보"),
    ("section", "구역"),
    ("ruby", "덧말"),
    ("reply to a comment", "메모의 답글"),
    ("replies to comments", "메모의 답글"),
    ("paragraph header", "문단 머리"),
    ("package part in an unknown compression", "알 수 없는 압축 방식의 패키지 부분"),
    ("package description in an unknown encoding", "알 수 없는 인코딩의 패키지 정보"),
    ("overlapped characters", "글자 겹침"),
    ("master page", "바탕쪽"),
    ("master page that is not XML", "XML이 아닌 바탕쪽"),
    ("link within a link", "링크 안의 링크"),
    ("link of a drawing object", "그리기 개체의 링크"),
    ("id", "아이디"),
    ("further repetition of a picture", "더 반복되는 그림"),
    ("formula as MathML", "MathML 수식"),
    ("form of content nested deeper than JSON parsers take", "JSON 파서가 받는 것보다 깊은 내용의 형식"),
    ("form object", "양식 개체"),
    ("folder of a linked picture", "연결된 그림의 폴더"),
    ("file header", "파일 머리"),
    ("field within too many open fields", "너무 많이 열린 필드 안의 필드"),
    ("tracked change within too many open changes", "너무 많이 열린 변경 안의 변경 내용"),
    ("field command", "필드 명령"),
    ("end of an equation (EQEDIT)", "수식(EQEDIT)의 끝"),
    ("encrypted package part", "암호화된 패키지 부분"),
    ("embedded object", "삽입 개체"),
    ("embedded object that was shown before", "앞에서 보인 삽입 개체"),
    ("document information (marks, numbers and pictures)", "문서 정보(글자 모양, 번호, 그림)"),
    ("distribution document that is not encrypted", "암호화되지 않은 배포용 문서"),
    ("control without a place in the text", "글 안에 자리가 없는 컨트롤"),
    ("compound file", "복합 파일"),
    ("comment without a place in the text", "글 안에 자리가 없는 메모"),
    ("character count of a paragraph", "문단의 글자 수"),
    ("automatic number", "자동 번호"),
    ("SVG picture in its place", "제자리의 SVG 그림"),
    ("text after a broken control", "깨진 컨트롤 뒤의 글"),
    ("text after a broken paragraph", "깨진 문단 뒤의 글"),
    ("text after a paragraph without end", "끝이 없는 문단 뒤의 글"),
    ("LIST_HEADER of a cell", "셀의 LIST_HEADER"),
    ("merged cells", "합친 셀"),
    ("several header rows", "여러 줄의 제목 행"),
    ("several blocks in a table cell", "셀 안의 여러 문단"),
    ("table within a table", "표 안의 표"),
    ("words", "글자"),
    ("marks", "글자 모양"),
    ("heading", "제목"),
    ("list", "목록"),
    ("note", "주석"),
    ("link", "링크"),
    ("equation", "수식"),
    ("picture", "그림"),
    ("paragraph", "문단"),
    ("markup", "마크업"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use hwpconv::{Damage, ErrorKind, LimitKind, Lock, NotShown, Part, Unsupported, WarningKind};

    use super::*;

    fn ko(english: &str) -> String {
        said(english).ko
    }

    fn is_korean(text: &str) -> bool {
        text.contains(|c: char| ('가'..='힣').contains(&c))
    }

    /// The names that a file gives kinds: `=> "name",`.
    fn names(file: &str) -> BTreeSet<String> {
        let code = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let body = code.split("pub fn name(&self)").nth(1).unwrap().split("\n    }\n").next().unwrap();
        body.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_error_of_the_library_has_korean_words() {
        let locks = [Lock::Password, Lock::UnknownCipher, Lock::Drm, Lock::Certificate];
        let mut kinds: Vec<ErrorKind> = locks.map(ErrorKind::Encrypted).into();
        kinds.extend([ErrorKind::Empty, ErrorKind::WrongPassword, ErrorKind::NoBody]);
        kinds.extend([ErrorKind::NotHwp { found: "x" }, ErrorKind::Unsupported { what: Unsupported::Hwp2 }]);
        kinds.extend([ErrorKind::Damaged { what: Damage::Header }, ErrorKind::Limit(LimitKind::Nesting(3))]);
        let known: BTreeSet<String> = kinds.iter().map(|kind| kind.name().to_owned()).collect();
        assert_eq!(known, names("src/error.rs"), "an error that this test does not know");
        kinds.iter().for_each(|kind| assert!(is_korean(&ko(&kind.to_string())), "{kind}"));
    }

    #[test]
    fn every_warning_of_the_library_has_korean_words() {
        let limits = [
            LimitKind::StreamBytes(1),
            LimitKind::DocumentBytes(1),
            LimitKind::Nesting(1),
            LimitKind::TableSlots(1),
            LimitKind::Entries(1),
            LimitKind::Records(1),
            LimitKind::BodyBytes(1),
            LimitKind::OutputBytes(1),
        ];
        for limit in limits {
            let korean = ko(&WarningKind::LimitMet(limit).to_string());
            assert!(is_korean(korean.rsplit(": ").next().unwrap()), "{korean}");
        }
        let what = Part::Chart;
        let kinds = [
            WarningKind::UnknownControl { id: "x".into() },
            WarningKind::UnknownRecord { tag: "x".into() },
            WarningKind::NotConverted { what },
            WarningKind::MissingPart { what },
            WarningKind::MissingAttachment,
            WarningKind::CutOff,
            WarningKind::BadRecord { what },
            WarningKind::LimitMet(LimitKind::Nesting(1)),
            WarningKind::PreviewOnly,
            WarningKind::UnknownCharacter { code: 1 },
            WarningKind::LostCharacter { code: 1 },
            WarningKind::InvalidCharacter,
            WarningKind::EquationAsTyped,
            WarningKind::PictureAsStored { why: NotShown::Damaged },
            WarningKind::UnsafeLink,
            WarningKind::RemotePicture,
            WarningKind::FormNotExpressed { what },
            WarningKind::Salvaged { what },
            WarningKind::Repaired { what },
            WarningKind::More,
        ];
        let known: BTreeSet<String> = kinds.iter().map(|kind| kind.name().to_owned()).collect();
        assert_eq!(known, names("src/warning.rs"), "a warning that this test does not know");
        kinds.iter().for_each(|kind| assert!(is_korean(&ko(&kind.to_string())), "{kind}"));
    }

    #[test]
    fn words_within_a_sentence_are_translated_and_unknown_ones_are_kept() {
        assert_eq!(ko("not an HWP document: this is a PDF document"), "HWP 문서가 아닙니다: PDF 문서입니다");
        assert_eq!(ko("{0} skipped: its record is damaged"), "레코드가 손상되어 건너뛰었습니다: {0}");
        assert_eq!(
            ko("words: `5` expected, `6` found, after `3~`"),
            "글자: `3~` 뒤에 `5`이(가) 와야 하는데 `6`이(가) 있습니다"
        );
        assert_eq!(ko("something else"), "something else");
    }

    /// What a sentence is about is a word in the source: each must be known here.
    #[test]
    fn every_word_that_warnings_and_errors_are_about_has_korean_words() {
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
            let path = entry.unwrap().into_path();
            let name = path.to_string_lossy().replace('\\', "/");
            if name.ends_with(".rs") && !name.contains("/cli/") && !name.contains("tests") {
                files.push(path);
            }
        }
        let mut unknown = BTreeSet::new();
        for file in files {
            let code = fs::read_to_string(file).unwrap();
            let code = code.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
            for start in ["what: \"", "found: \"", "lose(\"", "form(\""] {
                let words = code.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
                unknown.extend(words.filter(|word| !WORDS.iter().any(|(en, _)| en == word)));
            }
        }
        assert_eq!(unknown, BTreeSet::new(), "add them to WORDS in {}", file!());
    }

    #[test]
    fn place_that_is_not_known_is_the_document() {
        assert_eq!(place("document (record 3)").ko, "문서 (record 3)");
        assert_eq!(place("DocInfo at 0x1").ko, "DocInfo at 0x1");
    }
}
