//! Packages built in the test, and documents shown as one line of text.

mod body;
mod hostile;
mod objects;
mod packages;

use crate::container::package::build::{packed, stored, zip};
use crate::document::{Block, Cell, Document, Inline, Marks, Note, Paragraph};
use crate::read::{ReadOptions, Reading, TrackChanges, read};

/// Shapes that tests refer to.
///
/// Characters: 0 plain, 1 bold, 2 italic and underlined, 3 struck, 4 struck for show only, 5 super- and subscript, 6
/// underlined through the middle. Paragraphs: 0 plain, 1 and 2 outline, 3 and 4 numbered, 5 bullet, 6 checked bullet,
/// 7 centred on a new page, 8 outline on level 9 in newer programs.
const HEADER: &str = r##"<?xml version="1.0" encoding="UTF-8"?><hh:head xmlns:hh="h" xmlns:hp="p" version="1.4"><hh:refList>
<hh:fontfaces><hh:fontface lang="HANGUL"><hh:font id="0" face="바탕"/></hh:fontface></hh:fontfaces>
<hh:charProperties>
<hh:charPr id="0" height="1000"><hh:underline type="NONE" shape="SOLID"/><hh:strikeout shape="NONE"/></hh:charPr>
<hh:charPr id="1"><hh:bold/></hh:charPr>
<hh:charPr id="2"><hh:italic/><hh:underline type="BOTTOM" shape="SOLID" color="#000000"/></hh:charPr>
<hh:charPr id="3"><hh:strikeout shape="SOLID" color="#000000"/></hh:charPr>
<hh:charPr id="4"><hh:underline type="CENTER" shape="3D"/><hh:strikeout shape="3D" color="#000000"/></hh:charPr>
<hh:charPr id="5"><hh:supscript/><hh:subscript/></hh:charPr>
<hh:charPr id="6"><hh:underline type="CENTER" shape="DASH"/></hh:charPr>
</hh:charProperties>
<hh:numberings>
<hh:numbering id="1" start="0"><hh:paraHead level="1" start="1" numFormat="DIGIT">제^1장</hh:paraHead><hh:paraHead level="2" start="1" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead></hh:numbering>
<hh:numbering id="7" start="0"><hh:paraHead level="2" start="3" numFormat="DIGIT">^2)</hh:paraHead><hh:paraHead level="1" start="1" numFormat="LATIN_SMALL">(^1)</hh:paraHead></hh:numbering>
</hh:numberings>
<hh:bullets><hh:bullet id="1" char="&#xF06C;" checkedChar="✔" useImage="0"><hh:paraHead level="0"/></hh:bullet></hh:bullets>
<hh:paraProperties>
<hh:paraPr id="0"><hh:align horizontal="LEFT"/><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>
<hh:paraPr id="1"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>
<hh:paraPr id="2"><hh:heading type="OUTLINE" idRef="0" level="1"/></hh:paraPr>
<hh:paraPr id="3"><hh:heading type="NUMBER" idRef="7" level="0"/></hh:paraPr>
<hh:paraPr id="4"><hh:heading type="NUMBER" idRef="7" level="1"/></hh:paraPr>
<hh:paraPr id="5"><hh:heading type="BULLET" idRef="1" level="2"/></hh:paraPr>
<hh:paraPr id="6" checked="1"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>
<hh:paraPr id="7"><hh:align horizontal="CENTER"/><hh:breakSetting pageBreakBefore="1"/></hh:paraPr>
<hh:paraPr id="8"><hp:switch><hp:case hp:required-namespace="http://www.hancom.co.kr/hwpml/2016/paragraph"><hh:heading type="OUTLINE" idRef="1" level="8"/></hp:case><hp:default><hh:heading type="OUTLINE" idRef="1" level="6"/></hp:default></hp:switch></hh:paraPr>
</hh:paraProperties>
<hh:styles><hh:style id="4" type="PARA" name="개요" paraPrIDRef="1"/></hh:styles>
<hh:trackChanges><hh:trackChange id="1" type="Insert" date="2024-05-06T07:08:00Z" authorID="1"/><hh:trackChange id="2" type="Delete" date="" authorID="9"/></hh:trackChanges>
<hh:trackChangeAuthors><hh:trackChangeAuthor id="0" name="가람"/></hh:trackChangeAuthors>
</hh:refList></hh:head>"##;

const CONTENT: &str = r#"<opf:package xmlns:opf="o"><opf:metadata><opf:title>제목</opf:title></opf:metadata><opf:manifest>
<opf:item id="header" href="Contents/header.xml"/><opf:item id="section0" href="Contents/section0.xml"/>
<opf:item id="image1" href="BinData/image1.png" media-type="image/jpg" isEmbeded="1"/>
<opf:item id="image2" href="D:\그림\a.png" isEmbeded="0"/>
<opf:item id="master0" href="Contents/masterpage0.xml"/>
</opf:manifest><opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>"#;

/// A section with these paragraphs.
fn section(body: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><hs:sec xmlns:hs="s" xmlns:hp="p">{body}</hs:sec>"#)
}

/// A package with a section of these paragraphs, and further parts.
fn package_with(body: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries = vec![
        stored("mimetype", b"application/hwp+zip"),
        packed("Contents/content.hpf", CONTENT.as_bytes()),
        packed("Contents/header.xml", HEADER.as_bytes()),
        packed("Contents/section0.xml", section(body).as_bytes()),
        stored("BinData/image1.png", b"\x89PNG\r\n\x1a\n"),
    ];
    entries.extend(parts.iter().map(|(name, data)| packed(name, data)));
    zip(&entries)
}

fn reading(bytes: &[u8]) -> Reading {
    read(bytes, &ReadOptions { track_changes: TrackChanges::All, ..ReadOptions::default() }).unwrap()
}

fn document_with(body: &str, parts: &[(&str, &[u8])]) -> Document {
    reading(&package_with(body, parts)).document
}

/// What becomes of these paragraphs.
fn shown(body: &str) -> String {
    show(&document_with(body, &[]).sections[0].blocks)
}

/// What becomes of the content of one run.
fn run(content: &str) -> String {
    shown(&p(content))
}

/// The names of the warnings about these paragraphs.
fn warnings(body: &str) -> Vec<&'static str> {
    reading(&package_with(body, &[])).warnings.iter().map(|warning| warning.kind.name()).collect()
}

/// A paragraph with a run of this content.
fn p(content: &str) -> String {
    format!(r#"<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0">{content}</hp:run></hp:p>"#)
}

/// A paragraph of this shape with a word.
fn shaped(shape: u32, word: &str) -> String {
    format!(r#"<hp:p paraPrIDRef="{shape}"><hp:run><hp:t>{word}</hp:t></hp:run></hp:p>"#)
}

/// Blocks one after the other, divided by ` / `.
fn show(blocks: &[Block]) -> String {
    blocks.iter().map(show_block).collect::<Vec<String>>().join(" / ")
}

fn show_block(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => show_paragraph(paragraph),
        Block::Heading(heading) => format!("h{} {}", heading.level, show_paragraph(&heading.paragraph)),
        Block::Table(table) => {
            let cells: Vec<String> = table.cells.iter().map(show_cell).collect();
            let shown = format!("table{}x{}({})", table.rows, table.columns, cells.join(" | "));
            table.caption.as_deref().map_or(shown.clone(), |caption| format!("{shown} cap({})", show(&caption.blocks)))
        }
        Block::Figure(figure) => {
            let side = if figure.caption.before { "before" } else { "after" };
            format!("figure({} cap-{side}({}))", show(&figure.blocks), show(&figure.caption.blocks))
        }
        Block::Equation(equation, _) => format!("equation({})", equation.script),
        Block::Frame(frame) => format!("frame({})", show(&frame.blocks)),
        Block::Break(kind, _) => format!("{kind:?}"),
    }
}

fn show_cell(cell: &Cell) -> String {
    let span = if (cell.row_span, cell.column_span) == (1, 1) {
        String::new()
    } else {
        format!("{}x{}", cell.row_span, cell.column_span)
    };
    let header = if cell.header { "!" } else { "" };
    format!("{},{}{span}{header} {}", cell.row, cell.column, show(&cell.blocks))
}

fn show_paragraph(paragraph: &Paragraph) -> String {
    let content = show_inlines(&paragraph.content);
    paragraph.label.as_deref().map_or(content.clone(), |label| format!("[{}·{}] {content}", label.text, label.level))
}

fn show_inlines(inlines: &[Inline]) -> String {
    inlines.iter().map(show_inline).collect()
}

fn show_inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) if text.marks == Marks::NONE => text.text.to_string(),
        Inline::Text(text) => {
            let letters = Marks::EACH.iter().zip("biusPB".chars()).filter(|(mark, _)| text.marks.contains(**mark));
            format!("{}<{}>", letters.map(|(_, letter)| letter).collect::<String>(), text.text)
        }
        Inline::LineBreak => "↵".to_owned(),
        Inline::Tab => "→".to_owned(),
        Inline::Link(link) => format!("link[{}]({})", link.target, show_inlines(&link.content)),
        Inline::Image(image) => {
            let name = image.asset.map(|asset| asset.to_string()).or(image.source.clone());
            format!("image[{}]({})", name.unwrap_or_default(), image.alt)
        }
        Inline::Equation(equation) => format!("equation({})", equation.script),
        Inline::Note(note) => show_note(note),
        Inline::Ruby(ruby) => format!("ruby({}|{})", ruby.base.text, ruby.ruby),
        Inline::Anchor(name) => format!("#{name}#"),
        Inline::Change(change) => {
            let by = [change.author.as_deref(), change.date.as_deref()].map(Option::unwrap_or_default).join("@");
            format!("{:?}[{by}]({})", change.kind, show_inlines(&change.content))
        }
        Inline::Unknown(unknown) => format!("?{}?", unknown.id),
    }
}

fn show_note(note: &Note) -> String {
    let author = note.author.as_deref().unwrap_or_default();
    format!("{:?}[{}{author}]({})", note.kind, note.number, show(&note.blocks))
}
