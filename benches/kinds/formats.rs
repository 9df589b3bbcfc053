//! The kinds of archives, and how their documents become files.

use std::io::{Cursor, Read};

use flate2::{Compress, Compression, FlushCompress};

use crate::builder::Document;
use crate::builder_hwpx::zip::{self, Entry};
use crate::content;
use crate::random::Random;
use crate::{builder_hwp3_document, builder_hwpml_document, builder_hwpx};

/// A kind of archive.
pub struct Kind {
    pub name: &'static str,
    /// How many documents it has.
    pub files: usize,
    pub content: fn(&mut Random) -> Document,
    pub pack: fn(&Document) -> Vec<u8>,
}

const fn kind(
    name: &'static str,
    files: usize,
    content: fn(&mut Random) -> Document,
    pack: fn(&Document) -> Vec<u8>,
) -> Kind {
    Kind { name, files, content, pack }
}

pub const KINDS: &[Kind] = &[
    kind("hwp5 press releases", 10, content::press_release, hwp5),
    kind("hwp5 prose", 6, content::prose_alone, hwp5),
    kind("hwp5 text in Latin letters", 6, content::latin_text, hwp5),
    kind("hwp5 one line", 60, content::one_line, hwp5),
    kind("hwp5 statutes", 6, content::statute, hwp5),
    kind("hwp5 huge tables", 2, content::huge_table, hwp5),
    kind("hwp5 merged cells", 4, content::merged_cells, hwp5),
    kind("hwp5 tables in tables", 6, content::nested_tables, hwp5),
    kind("hwp5 forms", 4, content::form, hwp5),
    kind("hwp5 form objects", 4, content::form_objects, hwp5),
    kind("hwp5 small runs", 6, content::small_runs, hwp5),
    kind("hwp5 many styles", 6, content::many_styles, hwp5),
    kind("hwp5 empty paragraphs", 6, content::empty_paragraphs, hwp5),
    kind("hwp5 symbols of private use", 6, content::known_symbols, hwp5),
    kind("hwp5 unknown symbols", 6, content::unknown_symbols, hwp5),
    kind("hwp5 private text", 6, content::private_text, hwp5),
    kind("hwp5 old Hangul", 6, content::old_hangul, hwp5),
    kind("hwp5 unknown controls", 4, content::unknown_controls, hwp5),
    kind("hwp5 pictures", 4, content::pictures, hwp5),
    kind("hwp5 bitmaps", 4, content::bitmaps, hwp5),
    kind("hwp5 charts", 6, content::charts, hwp5),
    kind("hwp5 embedded objects", 6, content::objects, hwp5),
    kind("hwp5 equations", 4, content::equations, hwp5),
    kind("hwp5 footnotes", 4, content::footnotes, hwp5),
    kind("hwp5 links and fields", 4, content::fields, hwp5),
    kind("hwp5 tracked changes", 4, content::changes, hwp5),
    kind("hwp5 comments", 4, content::comments, hwp5),
    kind("hwp5 lists", 6, content::lists, hwp5),
    kind("hwp5 text boxes", 4, content::text_boxes, hwp5),
    kind("hwp5 sections", 4, content::sections, hwp5),
    kind("hwp5 distribution", 10, content::distribution, Document::build),
    kind("hwpx press releases", 10, content::press_release, hwpx),
    kind("hwpx prose", 6, content::prose_alone, hwpx),
    kind("hwpx one line", 60, content::one_line, hwpx),
    kind("hwpx statutes", 6, content::statute, hwpx),
    kind("hwpx huge tables", 2, content::huge_table, hwpx),
    kind("hwpx forms", 4, content::form, hwpx),
    kind("hwpx many runs", 6, content::small_runs, hwpx),
    kind("hwpx many styles", 6, content::many_styles, hwpx),
    kind("hwpx empty elements", 6, content::empty_paragraphs, hwpx),
    kind("hwpx unknown symbols", 6, content::unknown_symbols, hwpx),
    kind("hwpx references", 6, content::references, hwpx),
    kind("hwpx pictures", 4, content::pictures, hwpx),
    kind("hwpx equations", 4, content::equations, hwpx),
    kind("hwpx links and fields", 4, content::fields, hwpx),
    kind("hwpx text boxes", 4, content::text_boxes, hwpx),
    kind("hwp3 prose", 6, content::prose_alone, hwp3),
    kind("hwp3 text and tables", 6, content::text_and_tables, hwp3),
    kind("hwpml prose", 6, content::prose_alone, hwpml),
    kind("hwpml text and tables", 6, content::text_and_tables, hwpml),
];

/// How many bytes the word processor deflates before it flushes what it has.
const PIECE: usize = 4_096;

/// A file whose text is packed as the word processor packs it: in short blocks, each with codes of its own, which is what
/// inflating costs most for.
fn hwp5(document: &Document) -> Vec<u8> {
    let mut plain = document.clone();
    plain.uncompressed();
    let mut file = cfb::CompoundFile::open(Cursor::new(plain.build())).unwrap();
    let mut stream = |path: &str| {
        let mut data = Vec::new();
        file.open_stream(path).unwrap().read_to_end(&mut data).unwrap();
        data
    };
    let sections = (0..document.sections.len()).map(|number| format!("BodyText/Section{number}"));
    let parts: Vec<(String, Vec<u8>)> =
        sections.chain(["DocInfo".to_owned()]).map(|path| (path.clone(), deflated(&stream(&path)))).collect();
    let mut document = document.clone();
    for (path, data) in parts {
        document.stream(&path, data);
    }
    document.build()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut packer = Compress::new(Compression::default(), false);
    let mut out = Vec::with_capacity(data.len() + 1_024);
    for piece in data.chunks(PIECE) {
        packer.compress_vec(piece, &mut out, FlushCompress::Sync).unwrap();
    }
    packer.compress_vec(&[], &mut out, FlushCompress::Finish).unwrap();
    out
}

/// The lines that the word processor lays out, in every paragraph.
const LINES: &str = "<hp:linesegarray><hp:lineseg textpos=\"0\" vertpos=\"0\" vertsize=\"1000\" textheight=\"1000\" \
                     baseline=\"850\" spacing=\"600\" horzpos=\"0\" horzsize=\"42520\" flags=\"393216\"/></hp:linesegarray></hp:p>";

fn hwpx(document: &Document) -> Vec<u8> {
    let entries: Vec<Entry> = zip::unpack(&builder_hwpx::package(document))
        .into_iter()
        .map(|(name, data)| match name.as_str() {
            "mimetype" => Entry::stored(&name, data),
            section if section.starts_with("Contents/section") => {
                let text = String::from_utf8(data).unwrap();
                Entry::deflated(&name, text.replace("</hp:p>", LINES).into_bytes())
            }
            _ => Entry::deflated(&name, data),
        })
        .collect();
    zip::pack(&entries)
}

fn hwp3(document: &Document) -> Vec<u8> {
    builder_hwp3_document::file(&builder_hwp3_document::within_hwp_3(document.clone()))
}

fn hwpml(document: &Document) -> Vec<u8> {
    builder_hwpml_document::file(document).into_bytes()
}
