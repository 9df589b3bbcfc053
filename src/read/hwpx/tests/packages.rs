//! The parts around the sections: their order, metadata, encryption, previews.

use super::*;
use crate::container::package::build::deflated;
use crate::error::{ErrorKind, Lock};
use crate::read::Password;
use crate::warning::WarningKind;

fn word(word: &str) -> Vec<u8> {
    section(&p(&format!("<hp:t>{word}</hp:t>"))).into_bytes()
}

/// The first words of each section.
fn words(bytes: &[u8]) -> Vec<String> {
    reading(bytes).document.sections.iter().map(|section| show(&section.blocks)).collect()
}

fn spine(ids: &[&str]) -> String {
    let items: String = (0..12).map(|n| format!(r#"<opf:item id="s{n}" href="Contents/section{n}.xml"/>"#)).collect();
    let spine: String = ids.iter().map(|id| format!(r#"<opf:itemref idref="{id}"/>"#)).collect();
    format!("<opf:package><opf:manifest>{items}</opf:manifest><opf:spine>{spine}</opf:spine></opf:package>")
}

#[test]
fn sections_come_in_the_order_of_the_spine() {
    let parts = [("Contents/section0.xml", "가"), ("Contents/section1.xml", "나"), ("Contents/section2.xml", "다")];
    let package = |spine: &str| {
        let mut entries = vec![packed("Contents/content.hpf", spine.as_bytes())];
        entries.extend(parts.map(|(name, text)| packed(name, &word(text))));
        zip(&entries)
    };
    assert_eq!(words(&package(&spine(&["s2", "s0", "s1"]))), ["다", "가", "나"]);
    // What the spine forgets is not lost, and what it repeats comes once.
    assert_eq!(words(&package(&spine(&["s1", "s1", "header"]))), ["나", "가", "다"]);
    assert_eq!(words(&package("broken <")), ["가", "나", "다"]);
}

#[test]
fn sections_without_spine_come_in_the_order_of_their_numbers() {
    let bytes = zip(&[10, 2, 1].map(|n| packed(&format!("Contents/section{n}.xml"), &word(&n.to_string()))));
    assert_eq!(words(&bytes), ["1", "2", "10"]);
}

#[test]
fn sections_of_another_name_are_known_by_their_root() {
    let content = r#"<package><manifest><item id="h" href="header.xml"/><item id="b" href="body.xml"/></manifest><spine><itemref idref="h"/><itemref idref="b"/></spine></package>"#;
    let bytes = zip(&[
        packed("Contents/content.hpf", content.as_bytes()),
        packed("Contents/header.xml", HEADER.as_bytes()),
        packed("Contents/body.xml", &word("가")),
    ]);
    assert_eq!(words(&bytes), ["가"]);
}

#[test]
fn references_may_be_relative_to_the_manifest() {
    let content = r#"<package><manifest><item id="b" href="section1.xml"/><item id="a" href="section0.xml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>"#;
    let bytes = zip(&[
        packed("CONTENTS\\content.hpf", content.as_bytes()),
        packed("Contents\\Section0.xml", &word("가")),
        packed("Contents\\Section1.xml", &word("나")),
    ]);
    assert_eq!(words(&bytes), ["나", "가"]);
}

#[test]
fn metadata_come_from_the_package_description() {
    let content = r#"<opf:package><opf:metadata><opf:title> 계획 </opf:title><opf:language>ko</opf:language><opf:meta name="creator" content="text">가람</opf:meta><opf:meta name="subject" content="text"> </opf:meta><opf:meta name="lastsaveby" content="text">나래</opf:meta><opf:meta name="CreatedDate" content="text">2024-01-02T03:04:05Z</opf:meta><opf:meta name="date" content="text">2024년 1월 2일</opf:meta></opf:metadata></opf:package>"#;
    let version = r#"<hv:HCFVersion tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" buildNumber="1" appVersion="11.0.0.1 WIN32"/>"#;
    let bytes = zip(&[
        packed("Contents/content.hpf", content.as_bytes()),
        packed("version.xml", version.as_bytes()),
        packed("Contents/section0.xml", &word("가")),
    ]);
    let metadata = reading(&bytes).document.metadata;
    assert_eq!((metadata.title.as_deref(), metadata.author.as_deref()), (Some("계획"), Some("가람")));
    assert_eq!((metadata.subject, metadata.last_saved_by.as_deref()), (None, Some("나래")));
    assert_eq!((metadata.created.as_deref(), metadata.modified), (Some("2024-01-02T03:04:05Z"), None));
    assert_eq!(metadata.date.as_deref(), Some("2024년 1월 2일"));
    assert_eq!(metadata.format_version.as_deref(), Some("5.1.0.1"));
    assert_eq!(metadata.application.as_deref(), Some("11.0.0.1 WIN32"));
}

#[test]
fn package_without_shapes_keeps_its_words() {
    let bytes = zip(&[packed("Contents/section0.xml", &word("가"))]);
    assert_eq!(words(&bytes), ["가"]);
    let kinds: Vec<&str> = reading(&bytes).warnings.iter().map(|warning| warning.kind.name()).collect();
    assert_eq!(kinds, ["missing-part"]);
}

/// A package whose section is locked with the password `비밀`, by a cipher of this name.
fn locked(cipher: &str) -> Vec<u8> {
    use aes::cipher::{Array, BlockModeEncrypt, KeyIvInit};
    use sha2::Digest;
    let (salt, text) = ([5; 16], word("가"));
    let start: [u8; 32] = sha2::Sha256::digest("비밀").into();
    let key = pbkdf2::pbkdf2_hmac_array::<sha1::Sha1, 32>(&start, &salt, 16);
    let mut data = deflated(&text);
    data.resize(data.len().next_multiple_of(16), 0);
    let blocks = Array::slice_as_chunks_mut(&mut data).0;
    cbc::Encryptor::<aes::Aes256>::new(&key.into(), &salt.into()).encrypt_blocks(blocks);
    let salt = "BQUFBQUFBQUFBQUFBQUFBQ==";
    let checksum = base64(&sha2::Sha256::digest(&text[..text.len().min(1024)]));
    let manifest = format!(
        r#"<odf:manifest xmlns:odf="o"><odf:file-entry full-path="Contents/section0.xml" size="9"><odf:encryption-data checksum-type="urn#sha256-1k" checksum="{checksum}"><odf:algorithm algorithm-name="urn#{cipher}" initialisation-vector="{salt}"/><odf:key-derivation key-derivation-name="urn#pbkdf2" key-size="32" iteration-count="16" salt="{salt}"/><odf:start-key-generation start-key-generation-name="urn#sha256"/></odf:encryption-data></odf:file-entry></odf:manifest>"#
    );
    zip(&[
        stored("mimetype", b"application/hwp+zip"),
        packed("META-INF/manifest.xml", manifest.as_bytes()),
        packed("Contents/header.xml", HEADER.as_bytes()),
        stored("Contents/section0.xml", &data),
    ])
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sextets = |chunk: &[u8]| {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        (0..=chunk.len()).map(|n| LETTERS[(bits >> (18 - 6 * n) & 63) as usize] as char).collect::<String>()
    };
    bytes.chunks(3).map(sextets).collect()
}

#[test]
fn encrypted_package_opens_with_its_password_only() {
    let open = |bytes: &[u8], password: Option<&str>| {
        read(bytes, &ReadOptions { password: password.map(Password::new), ..ReadOptions::default() })
    };
    let bytes = locked("aes256-cbc");
    let opened = open(&bytes, Some("비밀")).unwrap();
    assert_eq!((show(&opened.document.sections[0].blocks).as_str(), opened.warnings), ("가", vec![]));
    assert_eq!(open(&bytes, Some("비법")).unwrap_err().kind(), &ErrorKind::WrongPassword);
    assert_eq!(open(&bytes, None).unwrap_err().kind(), &ErrorKind::Encrypted(Lock::Password));
    let unheard = locked("rot13");
    assert_eq!(open(&unheard, Some("비밀")).unwrap_err().kind(), &ErrorKind::Encrypted(Lock::UnknownCipher));
}

#[test]
fn manifest_that_locks_nothing_asks_for_no_password() {
    let plain = package_with(&p("<hp:t>가</hp:t>"), &[("META-INF/manifest.xml", b"<odf:manifest/>")]);
    assert_eq!(words(&plain), ["가"]);
}

#[test]
fn preview_is_read_when_the_body_is_gone() {
    let bytes =
        zip(&[stored("mimetype", b"application/hwp+zip"), packed("Preview/PrvText.txt", "가\r\n<나><다>".as_bytes())]);
    assert_eq!(words(&bytes), ["가 / <나><다>"]);
    assert!(reading(&bytes).warnings.iter().any(|warning| warning.kind == WarningKind::PreviewOnly));
    let empty = zip(&[stored("mimetype", b"application/hwp+zip")]);
    assert_eq!(read(&empty, &ReadOptions::default()).unwrap_err().kind(), &ErrorKind::NoBody);
}

#[test]
fn empty_section_is_an_empty_document_and_not_a_lost_one() {
    let bytes = package_with("<hp:p><hp:run/></hp:p>", &[("Preview/PrvText.txt", "가".as_bytes())]);
    assert_eq!((words(&bytes), reading(&bytes).warnings), (vec![String::new()], vec![]));
}

#[test]
fn sections_in_utf16_are_read() {
    let text = format!("\u{FEFF}{}", section(&p("<hp:t>가</hp:t>")).replace("UTF-8", "UTF-16"));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(words(&zip(&[packed("Contents/section0.xml", &utf16)])), ["가"]);
}

#[test]
fn names_are_compared_without_their_prefixes() {
    let body = r#"<sec><p><run><t>가</t></run></p><x:p xmlns:x="urn:other"><x:run><x:t>나</x:t></x:run></x:p></sec>"#;
    assert_eq!(words(&zip(&[packed("Contents/section0.xml", body.as_bytes())])), ["가 / 나"]);
}
