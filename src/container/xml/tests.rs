//! XML as its outline: what is handed out, and what is said to be wrong.

use super::*;

/// Elements as `name(…)`, text as it is, faults after `!`.
fn outline(text: &str, depth_limit: u32) -> String {
    fn inner(xml: &mut Xml<'_>, element: &Element<'_>, out: &mut String) {
        while let Some(event) = xml.next_in(element) {
            match event {
                Event::Start(child) => {
                    out.push_str(child.name());
                    out.push('(');
                    inner(xml, &child, out);
                    out.push(')');
                }
                Event::Text(text) => out.push_str(&text),
            }
        }
    }
    let mut xml = Xml::new(text, depth_limit);
    let mut out = String::new();
    if let Some(root) = xml.root() {
        out.push_str(root.name());
        out.push('(');
        inner(&mut xml, &root, &mut out);
        out.push(')');
    }
    for fault in xml.faults() {
        out.push('!');
        out.push_str(fault.name());
    }
    out
}

#[test]
fn text_is_exact_and_tails_follow_their_elements() {
    let text = "<?xml version='1.0'?><hp:t> a <hp:tab/>b\t<x:y>c</x:y> &amp;&#44032;&#x41;<![CDATA[<&>]]>\n</hp:t>";
    assert_eq!(outline(text, 9), "t( a tab()b\ty(c) &가A<&>\n)");
}

#[test]
fn unread_children_are_passed_over() {
    let mut xml = Xml::new("<a><b>1<c>2</c></b><d/>3</a>4", 9);
    let root = xml.root().unwrap();
    assert_eq!(xml.child_of(&root).unwrap().name(), "b");
    assert_eq!(xml.child_of(&root).unwrap().name(), "d");
    assert_eq!(xml.next_in(&root), Some(Event::Text("3".into())));
    assert_eq!(xml.next_in(&root), None);
    assert_eq!(xml.next_in(&root), None);
}

#[test]
fn text_of_an_element_holds_the_text_of_its_children_and_no_more() {
    let mut xml = Xml::new("<a><b>1<c>2</c>&lt;</b>3</a>", 9);
    let root = xml.root().unwrap();
    let child = xml.child_of(&root).unwrap();
    assert_eq!(xml.text_of(&child), "12<");
    assert_eq!(xml.next_in(&root), Some(Event::Text("3".into())));
}

#[test]
fn attributes_are_found_by_local_name_in_any_order_and_quoting() {
    let text = "<p xmlns:id='no' hp:id = \"7\"\n ref='a\"&quot;&#xD800;&nbsp;&' on='true' off='0' />";
    let mut xml = Xml::new(text, 9);
    let root = xml.root().unwrap();
    assert_eq!(root.number::<u32>("id"), Some(7));
    assert_eq!(root.attribute("ref").as_deref(), Some("a\"\"\u{FFFD}&nbsp;&"));
    assert!(root.flag("on") && !root.flag("off") && !root.flag("absent"));
    assert_eq!((root.raw("d"), root.number::<u8>("ref")), (None, None));
}

#[test]
fn malformed_xml_keeps_what_came_before() {
    assert_eq!(outline("<a>one<b>two</b><c", 9), "a(oneb(two))!cut-off");
    assert_eq!(outline("<a>one<b>two", 9), "a(oneb(two))!cut-off");
    assert_eq!(outline("<a>one</a><!-- never closed", 9), "a(one)");
    assert_eq!(outline("no markup", 9), "");
}

#[test]
fn every_cut_of_a_file_ends_quietly() {
    let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e 'x'>]><a b='c'>가&amp;<d e=\"f\"/><![CDATA[g]]></a>";
    for (end, _) in text.char_indices() {
        outline(&text[..end], 9);
    }
}

#[test]
fn entities_of_ones_own_are_not_expanded() {
    let mut text = String::from("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for n in 1..30 {
        text.push_str(&format!("<!ENTITY e{n} '&e{};&e{};'>", n - 1, n - 1));
    }
    text.push_str("]><a>&e29;</a>");
    assert_eq!(outline(&text, 9), "a(&e29;)");
}

#[test]
fn references_that_are_no_characters_are_left_out_and_said() {
    assert_eq!(outline("<a>x&#xD800;&#0;&#x110000;&#99999999999;y</a>", 9), "a(xy)!invalid-character");
}

#[test]
fn elements_beyond_the_depth_limit_are_passed_over() {
    assert_eq!(outline("<a>1<b>2<c>3<d>4</d></c>5</b>6<b/></a>", 2), "a(1b(25)6b())!limit");
    let deep = "<a>".repeat(100_000) + "x";
    assert_eq!(outline(&deep, 3), "a(a(a()))!cut-off!limit");
}

#[test]
fn wrong_end_tags_do_not_confuse_the_levels_around() {
    assert_eq!(outline("<a><b>1</x>2</a>3</b>", 9), "a(b(1)2)");
}

#[test]
fn encodings_are_found_by_mark_shape_and_declaration() {
    let utf16 = |text: &str, encode: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(encode).collect::<Vec<u8>>();
    for encode in [u16::to_le_bytes, u16::to_be_bytes] {
        assert_eq!(decode(&utf16("\u{FEFF}<가/>", encode)).as_deref(), Ok("<가/>"));
        assert_eq!(decode(&utf16("<가/>", encode)).as_deref(), Ok("<가/>"));
    }
    assert_eq!(decode(b"\xEF\xBB\xBF<a/>").as_deref(), Ok("<a/>"));
    assert_eq!(decode(b"<?xml encoding='UTF-16'?><a/>").as_deref(), Ok("<?xml encoding='UTF-16'?><a/>"));
    assert!(decode(b"<?xml encoding='euc-kr'?>\xB0\xA1").unwrap().ends_with('가'));
    assert_eq!(decode(b"<?xml encoding='x-none'?>\xB0"), Err(UnknownEncoding));
    assert_eq!(decode(b"\xFF\xFE\0\0<\0\0\0"), Err(UnknownEncoding));
}

fn flat(text: &str) -> Option<Vec<(bool, &str, &str)>> {
    let mut xml = Xml::new(text, 9);
    let root = xml.root().unwrap();
    let array = xml.child_of(&root).unwrap();
    let found = xml.flat_attributes(&array).map(Iterator::collect);
    // Either way, what follows the element comes next.
    assert_eq!(xml.child_of(&root).map(|next| next.name()), Some("next"));
    assert_eq!(xml.next_in(&root), Some(Event::Text("tail".into())));
    assert_eq!(xml.next_in(&root), None);
    found
}

#[test]
fn attributes_of_empty_elements_are_found_without_tokens() {
    let text = r#"<a><p:array><p:line x="1" y=""/><p:line
 x="2"/></p:array><next/>tail</a>"#;
    assert_eq!(flat(text), Some(vec![(true, "x", "1"), (false, "y", ""), (true, "x", "2")]));
    assert_eq!(flat("<a><array></array><next/>tail</a>"), Some(Vec::new()));
}

#[test]
fn attributes_of_what_is_not_flat_are_left_to_the_tokens() {
    for inside in ["<line x='1'/>", "<line x=\"1\"></line>", "<line><deep/></line>"] {
        assert_eq!(flat(&format!("<a><array>{inside}</array><next/>tail</a>")), None);
    }
    assert_eq!(flat("<a><array/><next/>tail</a>"), None);
}

#[test]
fn flat_element_without_end_is_left_to_the_tokens() {
    let mut xml = Xml::new("<a><array><line x=\"1\"/>", 9);
    let root = xml.root().unwrap();
    let array = xml.child_of(&root).unwrap();
    assert!(xml.flat_attributes(&array).is_none());
    assert_eq!(xml.child_of(&array).unwrap().raw("x"), Some("1"));
    assert_eq!(xml.child_of(&array), None);
    assert_eq!(xml.faults().map(|fault| fault.name().to_owned()).collect::<Vec<_>>(), ["cut-off"]);
}

#[test]
fn end_of_what_never_began_ends_the_cursor() {
    assert_eq!(outline("<a>one</a></b><c>two</c>", 9), "a(one)");
}

#[test]
fn element_is_passed_over_in_one_leap() {
    for (text, after) in [
        ("<a><x:b><c>b></c><b1></b1></x:b><next/></a>", Some("next")),
        ("<a><b/><next/></a>", Some("next")),
        ("<a><b><c/></b ><next/></a>", Some("next")),
        ("<a><b><c/>", None),
    ] {
        let mut xml = Xml::new(text, 9);
        let root = xml.root().unwrap();
        let element = xml.child_of(&root).unwrap();
        xml.leap(&element);
        assert_eq!(xml.child_of(&root).map(|next| next.name()), after, "{text}");
        assert_eq!(xml.child_of(&root), None);
    }
}
