"""HWP documents as a ``DoclingDocument``, which docling-core saves, loads and exports."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from hwpconv._document import Document, Source
from hwpconv._options import ReadOptions
from hwpconv._pieces import missing

try:
    from docling_core.types.doc import (
        ContentLayer,
        DoclingDocument,
        DocumentOrigin,
        GroupLabel,
        NodeItem,
        TableCell,
        TableData,
    )
    from docling_core.types.doc.labels import DocItemLabel
except ImportError as error:
    raise missing("docling-core", "docling") from error

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["to_docling"]

MEDIA_TYPES = {"hwpml": "application/xml"}
"""Other formats are ``application/x-hwp``; docling knows no type for HWPX, and refuses what it does not know."""


def to_docling(source: Source, **options: Unpack[ReadOptions]) -> DoclingDocument:
    """A document with its headings, paragraphs, lists, tables, formulas, pictures, notes, headers and footers.

    Pages have no geometry, so there is none. Marks of text (bold and the like) are left out, and a table in a cell is
    its words.
    """
    document = Document(source, **options)
    read = json.loads(document.json())
    path = document.source or "document"
    name = os.path.basename(path)
    made = DoclingDocument(name=os.path.splitext(name)[0])
    # Their hash has 64 bits.
    made.origin = DocumentOrigin.model_construct(
        mimetype=MEDIA_TYPES.get(document.format, "application/x-hwp"),
        binary_hash=int(document.id[:16], 16),
        filename=name,
    )
    writer = _Writer(made)
    for section in read["sections"]:
        for each in section.get("furniture", []):
            writer.blocks(each["blocks"], None, ContentLayer.FURNITURE)
        writer.blocks(section["blocks"], None, ContentLayer.BODY)
    return made


class _Writer:
    """Puts the blocks of the JSON form into a DoclingDocument."""

    def __init__(self, document: DoclingDocument) -> None:
        self.document = document

    def blocks(self, blocks: list[dict[str, Any]], parent: NodeItem | None, layer: ContentLayer) -> None:
        items: NodeItem | None = None
        for block in blocks:
            label = block.get("label")
            if block["type"] == "paragraph" and label is not None:
                # Neighbours with labels are one list.
                items = items or self.document.add_list_group(parent=parent, content_layer=layer)
                self.document.add_list_item(
                    _text(block["content"]),
                    enumerated=label["kind"] == "number",
                    marker=label["text"],
                    parent=items,
                    content_layer=layer,
                )
                self.apart(block["content"], parent, layer)
                continue
            items = None
            self.block(block, parent, layer)

    def block(self, block: dict[str, Any], parent: NodeItem | None, layer: ContentLayer) -> None:
        document, kind = self.document, block["type"]
        if kind == "heading":
            text = _labelled(block)
            document.add_heading(text, level=min(block["level"], 100), parent=parent, content_layer=layer)
            self.apart(block["content"], parent, layer)
        elif kind == "paragraph":
            text = _text(block["content"])
            if text:
                document.add_text(DocItemLabel.TEXT, text, parent=parent, content_layer=layer)
            self.apart(block["content"], parent, layer)
        elif kind == "table":
            self.table(block, parent, layer)
        elif kind == "figure":
            group = document.add_group(GroupLabel.PICTURE_AREA, parent=parent, content_layer=layer)
            self.blocks(block["blocks"], group, layer)
            text = _words(block["caption"]["blocks"])
            document.add_text(DocItemLabel.CAPTION, text, parent=group, content_layer=layer)
        elif kind == "equation":
            text = block.get("latex", block["script"])
            document.add_formula(text, orig=block["script"], parent=parent, content_layer=layer)
        elif kind == "frame":
            group = document.add_group(GroupLabel.SECTION, parent=parent, content_layer=layer)
            self.blocks(block["blocks"], group, layer)

    def table(self, block: dict[str, Any], parent: NodeItem | None, layer: ContentLayer) -> None:
        caption = None
        if "caption" in block:
            text = _words(block["caption"]["blocks"])
            caption = self.document.add_text(DocItemLabel.CAPTION, text, parent=parent, content_layer=layer)
        cells = [
            TableCell(
                text=_words(cell["blocks"]),
                row_span=cell["row_span"],
                col_span=cell["column_span"],
                start_row_offset_idx=cell["row"],
                end_row_offset_idx=cell["row"] + cell["row_span"],
                start_col_offset_idx=cell["column"],
                end_col_offset_idx=cell["column"] + cell["column_span"],
                column_header=cell["row"] < block["header_rows"],
                row_header=cell["header"] and cell["row"] >= block["header_rows"],
            )
            for cell in block["cells"]
        ]
        data = TableData(table_cells=cells, num_rows=block["rows"], num_cols=block["columns"])
        self.document.add_table(data, caption=caption, parent=parent, content_layer=layer)

    def apart(self, content: list[dict[str, Any]], parent: NodeItem | None, layer: ContentLayer) -> None:
        """What stands in a paragraph and is an item of its own there: pictures and notes."""
        for inline in content:
            if inline["type"] == "image":
                self.document.add_picture(parent=parent, content_layer=layer)
            elif inline["type"] == "note":
                text = " ".join(filter(None, [inline.get("number"), _words(inline["blocks"])]))
                self.document.add_text(DocItemLabel.FOOTNOTE, text, parent=parent, content_layer=layer)
            elif inline["type"] in ("link", "change"):
                self.apart(inline["content"], parent, layer)


def _labelled(block: dict[str, Any]) -> str:
    label = block.get("label", {}).get("text")
    return " ".join(filter(None, [label, _text(block["content"])]))


def _text(content: list[dict[str, Any]]) -> str:
    parts = []
    for inline in content:
        kind = inline["type"]
        if kind in ("text", "unknown"):
            parts.append(inline["text"])
        elif kind == "line_break":
            parts.append("\n")
        elif kind == "tab":
            parts.append("\t")
        elif kind in ("link", "change"):
            parts.append(_text(inline["content"]))
        elif kind == "equation":
            parts.append(f"${inline.get('latex', inline['script'])}$")
        elif kind == "ruby":
            base = inline["base"]
            parts.append(f"{base if isinstance(base, str) else base['text']}({inline['ruby']})")
    return "".join(parts).strip()


def _words(blocks: list[dict[str, Any]]) -> str:
    """The words of blocks, a line for each paragraph."""
    lines = []
    for block in blocks:
        kind = block["type"]
        if kind in ("paragraph", "heading"):
            lines.append(_labelled(block))
        elif kind == "table":
            lines.extend(_words(cell["blocks"]) for cell in block["cells"])
        elif kind in ("figure", "frame"):
            lines.append(_words(block["blocks"]))
        elif kind == "equation":
            lines.append(f"${block.get('latex', block['script'])}$")
    return "\n".join(filter(None, lines))
