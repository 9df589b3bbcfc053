//! XML as its outline: what is handed out, and what is said to be wrong.

use super::encoding::UnknownEncoding;
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
    assert_eq!(outline("<a>x&#0;&#x110000;&#99999999999;y</a>", 9), "a(xy)!invalid-character");
    assert_eq!(outline("<a>x&#xD800;y&#56320;</a>", 9), "a(x\u{FFFD}y\u{FFFD})!lost-character!lost-character");
}

#[test]
fn elements_beyond_the_depth_limit_are_passed_over() {
    assert_eq!(outline("<a>1<b>2<c>3<d>4</d></c>5</b>6<b/></a>", 2), "a(1b(25)6b())!limit");
    assert_eq!(outline("<a><b><c/></b><b/></a>", 2), "a(b()b())!limit");
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

/// What stands in the root: elements with their attributes, and text.
fn inside(text: &str) -> Vec<String> {
    let mut xml = Xml::new(text, 9);
    let root = xml.root().unwrap();
    let event = |event| match event {
        Event::Start(child) => {
            child.attributes().fold(child.name().to_owned(), |shown, (name, value)| format!("{shown} {name}={value}"))
        }
        Event::Text(text) => format!("'{text}'"),
    };
    std::iter::from_fn(|| xml.next_in(&root)).map(event).collect()
}

#[test]
fn empty_elements_end_outside_of_quotes() {
    for (text, expected) in [
        ("<a><p:b x=\"1\" y=\"\"/><c\n x=\"2\"/><d/></a>", &["b x=1 y=", "c x=2", "d"][..]),
        ("<a><b x=\"/>\"/><c x=\"1>2\" y=\"/>\"/><d/></a>", &["b x=/>", "c x=1>2 y=/>", "d"]),
        ("<a><b x='\"/>\"'/><c x=\"'/>'\"/><d x='1'/></a>", &["b x=\"/>\"", "c x='/>'", "d x=1"]),
        ("<a><b x=\"1\"></b><c x=\"/>\"></c><d/></a>", &["b x=1", "c x=/>", "d"]),
        ("<a>t<b/>u&gt;<c/>&amp;<d/> </a>", &["'t'", "b", "'u'", "'>'", "c", "'&'", "d", "' '"]),
    ] {
        assert_eq!(inside(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_element_may_look_like_an_empty_one() {
    assert_eq!(inside("<a><!--/><b/>--><?c/><d/>?><![CDATA[/><e/>]]><f/></a>"), ["'/><e/>'", "f"]);
    assert_eq!(inside("<a></a/><b/>"), Vec::<String>::new());
    assert_eq!(inside("<a><b x=\"1/><c/>"), Vec::<String>::new());
}

#[test]
fn position_is_where_the_last_token_ended() {
    let mut xml = Xml::new("<a><b/>text<c><d/></c></a>", 9);
    let root = xml.root().unwrap();
    let positions: Vec<u64> = std::iter::from_fn(|| xml.next_in(&root).map(|_| xml.position())).collect();
    assert_eq!(positions, ["<a><b/>", "<a><b/>text", "<a><b/>text<c>"].map(|read| read.len() as u64));
}

#[test]
fn several_attributes_are_found_at_once() {
    let mut xml = Xml::new("<a hp:x=' 1 ' z='no' y='-3' x='4'/>", 9);
    let root = xml.root().unwrap();
    assert_eq!(root.numbers(["y", "x", "z", "absent"]), [Some(-3), Some(1), None, None]);
    assert_eq!(root.raws(["x", "z"]), [Some(" 1 "), Some("no")]);
}

#[test]
fn end_of_what_never_began_ends_the_cursor() {
    assert_eq!(outline("<a>one</a></b><c>two</c>", 9), "a(one)");
}

#[test]
fn rest_of_an_element_is_passed_over_in_one_leap() {
    for text in ["<a><b><c/><d x=\"></b><next/></a>", "<a><b>text<c/></b><next/></a>", "<a><b><c>1</c>2</b><next/></a>"]
    {
        let mut xml = Xml::new(text, 9);
        let root = xml.root().unwrap();
        let element = xml.child_of(&root).unwrap();
        if let Some(Event::Start(child)) = xml.next_in(&element) {
            assert_eq!(xml.text_of(&child).len(), usize::from(text.contains('1')), "{text}");
        }
        xml.leap(&element);
        assert_eq!(xml.child_of(&root).map(|next| next.name()), Some("next"), "{text}");
        assert_eq!(xml.child_of(&root), None);
    }
}

#[test]
fn element_is_passed_over_in_one_leap() {
    for (text, after) in [
        ("<a><x:b><c>b></c><b1></b1></x:b><next/></a>", Some("next")),
        // What is leapt over is not looked at.
        ("<a><b><c x=\"></b><next/></a>", Some("next")),
        ("<a><b/><next/></a>", Some("next")),
        ("<a><b><c/></b ><next/></a>", Some("next")),
        ("<a><b><c/>", None),
        // Where the first end tag may not be its own, nothing is.
        ("<a><b><c><b></b></c></b><next/></a>", Some("next")),
        ("<a><b><!--</b>--><c/></b><next/></a>", Some("next")),
        ("<a><b><![CDATA[</b>]]><c/></b><next/></a>", Some("next")),
        ("<a><b><?c </b>?><c/></b><next/></a>", Some("next")),
        ("<a><b><c b=\"<\"/><y:b/></b><next/></a>", Some("next")),
    ] {
        let mut xml = Xml::new(text, 9);
        let root = xml.root().unwrap();
        let element = xml.child_of(&root).unwrap();
        xml.leap(&element);
        assert_eq!(xml.child_of(&root).map(|next| next.name()), after, "{text}");
        assert_eq!(xml.child_of(&root), None);
    }
}
