//! XML changed as no byte flip would: elements and attributes vanish, repeat, move, nest in themselves and lie.

use crate::support::random::Random;

/// Values that no sound document has in an attribute or an element.
const LIES: [&str; 16] = [
    "-1",
    "0",
    "1",
    "2147483647",
    "-2147483648",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e999",
    "NaN",
    "",
    " ",
    "true",
    "../../../etc/passwd",
    "&#0;&#xD800;&#x10FFFF;&x;",
    "javascript:alert(1)",
];

/// Pieces that end, open or upset what stands around them.
const UPSETS: [&str; 12] = [
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "</p></run></t>",
    "<",
    "&",
    "&#x1B;[2J",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;",
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    "\u{0}",
    "<a b='c' b=\"d\" e>",
];

/// The borders of a tag, from `<` to behind `>`.
type Tag = (usize, usize);

fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let Some(end) = text[start..].find('>').map(|found| start + found + 1) else { break };
        tags.push((start, end));
        at = end;
    }
    tags
}

/// The element that begins with this tag: the tag alone when it is empty or an end.
fn element(text: &str, tags: &[Tag], index: usize) -> Tag {
    let (start, end) = tags[index];
    if text[..end].ends_with("/>") || text[start..].starts_with("</") || text[start..].starts_with("<?") {
        return (start, end);
    }
    let mut depth = 0_usize;
    for (from, to) in &tags[index..] {
        if text[*from..].starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !text[..*to].ends_with("/>") && !text[*from..].starts_with("<?") {
            depth += 1;
        }
        if depth == 0 {
            return (start, *to);
        }
    }
    (start, text.len())
}

/// Changes a document once. Says what it did.
pub fn mutate(text: &mut String, random: &mut Random) -> String {
    let tags = tags(text);
    if tags.is_empty() {
        return "nothing".to_owned();
    }
    let index = random.next(tags.len());
    let (start, end) = tags[index];
    let (_, last) = element(text, &tags, index);
    let whole = text[start..last].to_owned();
    let (other, behind) = tags[random.next(tags.len())];
    let name: String = whole.chars().take(24).collect();
    match random.next(14) {
        0 => {
            text.replace_range(start..end, "");
            format!("tag {name} removed")
        }
        1 => {
            text.replace_range(start..last, "");
            format!("element {name} removed")
        }
        2 => {
            let count = [2, 3, 50, 400][random.next(4)].min(400_000 / whole.len().max(1) + 2);
            text.insert_str(start, &whole.repeat(count));
            format!("element {name} {count} times more")
        }
        3 => {
            text.insert_str(other, &whole);
            format!("element {name} once more at {other}")
        }
        4 => {
            let count = [1, 10, 300][random.next(3)];
            text.insert_str(start, &text[start..end].repeat(count));
            format!("tag {name} {count} times more")
        }
        5 => renest(text, (start, last), &whole, random),
        6 => {
            let tag = text[other..behind].to_owned();
            text.replace_range(start..end, &tag);
            format!("tag {name} becomes {tag}")
        }
        7..=9 => lie(text, (start, end), random),
        10 => {
            let upset = UPSETS[random.next(UPSETS.len())];
            text.insert_str(end, upset);
            format!("{upset} behind {name}")
        }
        11 => {
            let at = random.next(text.len());
            let from = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(from);
            format!("cut to {from}")
        }
        12 => {
            let long = "가".repeat([100, 20_000][random.next(2)]);
            text.insert_str(end, &long);
            format!("{} bytes of text behind {name}", long.len())
        }
        _ => {
            text.replace_range(end..last.max(end), LIES[random.next(LIES.len())]);
            format!("content of {name} lies")
        }
    }
}

/// Puts an element into itself, or what is in it outside.
fn renest(text: &mut String, (start, last): Tag, whole: &str, random: &mut Random) -> String {
    let opening = whole.find('>').map_or(0, |end| end + 1);
    let closing = whole.rfind("</").unwrap_or(opening).max(opening);
    if random.next(3) == 0 {
        text.replace_range(start..last, &whole[opening..closing]);
        return "element gives way to its content".to_owned();
    }
    let depth = [1, 5, 100][random.next(3)].min(200_000 / whole.len().max(1) + 1);
    let (open, close) = (&whole[..opening], &whole[closing..]);
    let nested = format!("{}{whole}{}", open.repeat(depth), close.repeat(depth));
    text.replace_range(start..last, &nested);
    format!("element {depth} times within itself")
}

/// Changes the value of an attribute of a tag, or takes the attribute away.
fn lie(text: &mut String, (start, end): Tag, random: &mut Random) -> String {
    let quotes: Vec<usize> = text[start..end].match_indices('"').map(|(at, _)| start + at).collect();
    let pairs: Vec<(usize, usize)> = quotes.chunks_exact(2).map(|pair| (pair[0] + 1, pair[1])).collect();
    if pairs.is_empty() {
        return "no attribute".to_owned();
    }
    let (from, to) = pairs[random.next(pairs.len())];
    if random.next(8) == 0 {
        let name = text[start..from].rfind(' ').map_or(start + 1, |at| start + at);
        text.replace_range(name..=to, "");
        return format!("attribute at {name} removed");
    }
    let lie = if random.next(12) == 0 { "9".repeat(3_000) } else { LIES[random.next(LIES.len())].to_owned() };
    text.replace_range(from..to, &lie);
    format!("{:?} at {from}", &lie[..lie.len().min(24)])
}
