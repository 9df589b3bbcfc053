//! Packages that are broken or mean harm: never a panic, a warning or an error that says what is wrong.

use super::*;
use crate::container::package::build::{Entry, locals};
use crate::error::{ErrorKind, LimitKind};
use crate::limits::Limits;
use crate::warning::{Part, WarningKind};

fn kinds(bytes: &[u8]) -> Vec<WarningKind> {
    reading(bytes).warnings.into_iter().map(|warning| warning.kind).collect()
}

#[test]
fn bomb_of_entities_stays_as_it_is_typed() {
    let mut text = String::from("<!DOCTYPE sec [<!ENTITY a0 '하하하하'>");
    for n in 1..40 {
        text.push_str(&format!("<!ENTITY a{n} '&a{0};&a{0};&a{0};'>", n - 1));
    }
    text.push_str("]><sec><p><run><t>&a39;</t></run></p></sec>");
    let bytes = zip(&[packed("Contents/section0.xml", text.as_bytes())]);
    assert_eq!(show(&reading(&bytes).document.sections[0].blocks), "&a39;");
}

#[test]
fn bomb_of_deflate_stops_at_the_limit() {
    let mut text = b"<sec><p><run><t>".to_vec();
    text.resize(8 << 20, b'a');
    let bytes = zip(&[packed("Contents/section0.xml", &text)]);
    let options =
        ReadOptions { limits: Limits { stream_bytes: 1 << 20, ..Limits::default() }, ..ReadOptions::default() };
    let reading = read(&bytes, &options).unwrap();
    assert!(reading.warnings.iter().any(|w| w.kind == WarningKind::LimitMet(LimitKind::StreamBytes(1 << 20))));
    assert!(show(&reading.document.sections[0].blocks).len() <= 1 << 20);
}

#[test]
fn deep_nesting_is_cut_at_the_limit_and_said() {
    let cases = [
        ("<hp:tbl><hp:tr><hp:tc><hp:subList><hp:p><hp:run>", "</hp:run></hp:p></hp:subList></hp:tc></hp:tr></hp:tbl>"),
        ("<hp:container>", "</hp:container>"),
        ("<hp:rect><hp:drawText><hp:subList><hp:p><hp:run>", "</hp:run></hp:p></hp:subList></hp:drawText></hp:rect>"),
        ("<hp:ctrl><hp:footNote><hp:subList><hp:p><hp:run>", "</hp:run></hp:p></hp:subList></hp:footNote></hp:ctrl>"),
        ("<hp:switch><hp:default>", "</hp:default></hp:switch>"),
        ("<hp:t><hp:x>", "</hp:x></hp:t>"),
        ("<hp:novelty>", "</hp:novelty>"),
        ("<hp:ctrl>", "</hp:ctrl>"),
        ("<hp:run>", "</hp:run>"),
        ("<hp:subList>", "</hp:subList>"),
        ("<hp:p>", "</hp:p>"),
        ("<hp:tbl><hp:caption><hp:p><hp:run>", "</hp:run></hp:p></hp:caption></hp:tbl>"),
    ];
    for (open, close) in cases {
        let body = p(&format!("{}<hp:t>깊다</hp:t>{}<hp:t>끝</hp:t>", open.repeat(20_000), close.repeat(20_000)));
        let bytes = package_with(&body, &[]);
        let limit = |kind: &WarningKind| matches!(kind, WarningKind::LimitMet(LimitKind::Nesting(_)));
        assert!(kinds(&bytes).iter().any(limit), "{open}");
        assert!(show(&reading(&bytes).document.sections[0].blocks).contains('끝'), "{open}");
    }
}

#[test]
fn many_open_fields_cost_no_more_than_their_text() {
    let begin = r#"<hp:ctrl><hp:fieldBegin id="1" type="HYPERLINK"><hp:parameters><hp:stringParam name="Path">http://a</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>"#;
    let body = p(&begin.repeat(5_000)) + &p("<hp:t>가</hp:t>").repeat(5_000);
    let bytes = package_with(&body, &[]);
    assert!(kinds(&bytes).contains(&WarningKind::BadRecord { what: Part::DeepField }));
    assert_eq!(reading(&bytes).document.sections[0].blocks.len(), 5_000);
}

#[test]
fn too_many_entries_are_left_out_and_said() {
    let mut entries = vec![packed("Contents/section0.xml", section(&p("<hp:t>가</hp:t>")).as_bytes())];
    entries.extend((0..100_000).map(|n| stored(&format!("x{n}"), b"")));
    let bytes = zip(&entries);
    assert!(kinds(&bytes).contains(&WarningKind::LimitMet(LimitKind::Entries(65_536))));
    assert_eq!(show(&reading(&bytes).document.sections[0].blocks), "가");
}

#[test]
fn entry_outside_the_package_is_left_out_and_said() {
    let bytes = package_with(&p("<hp:t>가</hp:t>"), &[("../../etc/passwd", b"x")]);
    assert_eq!(kinds(&bytes), [WarningKind::BadRecord { what: Part::UnsafeEntry }]);
}

#[test]
fn lying_sizes_change_nothing() {
    let entry = packed("Contents/section0.xml", section(&p("<hp:t>가</hp:t>")).as_bytes());
    for declared in [0, 7, u32::MAX] {
        let data = entry.data.clone();
        let bytes = zip(&[Entry { declared, data, ..stored("Contents/section0.xml", b"") }]);
        let bytes = if declared == 0 {
            bytes
        } else {
            zip(&[Entry { declared, method: 8, data: entry.data.clone(), ..stored("Contents/section0.xml", b"") }])
        };
        let result = read(&bytes, &ReadOptions::default());
        if declared == 0 {
            // Stored data of no length: nothing can be read, and that is said.
            assert!(result.is_err());
        } else {
            assert_eq!(show(&result.unwrap().document.sections[0].blocks), "가");
        }
    }
}

#[test]
fn broken_section_keeps_what_comes_before_and_the_other_sections() {
    let broken = section(&(p("<hp:t>가</hp:t>") + "<hp:p><hp:run><hp:t>나</hp:t><<"));
    let bytes = zip(&[
        packed("Contents/section0.xml", broken.as_bytes()),
        packed("Contents/section1.xml", b"\xB0\xA1 no markup"),
        packed("Contents/section2.xml", section(&p("<hp:t>다</hp:t>")).as_bytes()),
    ]);
    let reading = reading(&bytes);
    let words: Vec<String> = reading.document.sections.iter().map(|section| show(&section.blocks)).collect();
    assert_eq!(words, ["가 / 나", "다"]);
    assert!(reading.warnings.iter().any(|warning| warning.kind == WarningKind::CutOff));
    assert!(reading.warnings.iter().any(|w| w.kind == WarningKind::BadRecord { what: Part::SectionXml }));
}

#[test]
fn section_in_an_unknown_encoding_is_said() {
    let text = b"<?xml version='1.0' encoding='x-unheard'?><sec>\xB0\xA1</sec>";
    let bytes = zip(&[packed("Contents/section0.xml", text), packed("Contents/section1.xml", section("").as_bytes())]);
    assert!(kinds(&bytes).contains(&WarningKind::BadRecord { what: Part::SectionEncoding }));
}

#[test]
fn encrypted_parts_are_said() {
    let locked = Entry { flags: 1, ..stored("Contents/section0.xml", b"xx") };
    let bytes = zip(&[locked]);
    assert_eq!(read(&bytes, &ReadOptions::default()).unwrap_err().kind(), &ErrorKind::NoBody);
}

#[test]
fn cut_package_keeps_the_parts_before_the_cut() {
    let (bytes, offsets) = locals(&[
        stored("mimetype", b"application/hwp+zip"),
        packed("Contents/section0.xml", section(&p("<hp:t>가</hp:t>")).as_bytes()),
        packed("Contents/section1.xml", section(&p("<hp:t>나</hp:t>")).as_bytes()),
    ]);
    let cut = &bytes[..offsets[2] + 9];
    assert_eq!(show(&reading(cut).document.sections[0].blocks), "가");
    assert!(kinds(cut).contains(&WarningKind::Salvaged { what: Part::PackageDirectory }));
}

#[test]
fn every_cut_is_survived() {
    let bytes = package_with(&p("<hp:t>가나다라마바사</hp:t>"), &[]);
    for end in 0..bytes.len() {
        let _ = read(&bytes[..end], &ReadOptions::default());
    }
}

#[test]
fn every_cut_of_a_section_is_survived() {
    let body = section(&p(
        r#"<hp:t>가<hp:tab/>나</hp:t><hp:tbl rowCnt="1"><hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t>다</hp:t></hp:run></hp:p></hp:subList><hp:cellAddr colAddr="0" rowAddr="0"/></hp:tc></hp:tr></hp:tbl><hp:ctrl><hp:fieldBegin id="1" type="MEMO"><hp:subList><hp:p/></hp:subList></hp:fieldBegin></hp:ctrl>"#,
    ));
    for (end, _) in body.char_indices() {
        let _ = read(&zip(&[packed("Contents/section0.xml", &body.as_bytes()[..end])]), &ReadOptions::default());
    }
}
