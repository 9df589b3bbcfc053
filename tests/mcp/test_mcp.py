"""`hwpconv mcp` as the official client of the protocol meets it: what the tools answer, and what they refuse."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

PROGRAM, SAMPLES = sys.argv[1], Path(sys.argv[2])

TOOLS = {"list_documents", "document_info", "read_document", "search_documents", "read_table", "get_picture"}


def facts(result):
    return json.loads(result.content[0].text)


def is_error(result):
    return getattr(result, "isError", None) or getattr(result, "is_error", None)


async def check(folder, outside):
    server = StdioServerParameters(command=PROGRAM, args=["mcp", str(folder)])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS, tools

        async def call(tool, **arguments):
            return await session.call_tool(tool, arguments)

        async def refused(tool, **arguments):
            result = await call(tool, **arguments)
            assert is_error(result), (tool, arguments, result)
            return result.content[0].text

        listed = facts(await call("list_documents"))
        names = {Path(document["path"]).name for document in listed["documents"]}
        assert names == {"pages.hwp", "pictures.hwp", "tables.hwp", "copy.hwpx", "no.hwp"}, names
        assert listed["next"] is None
        below = facts(await call("list_documents", folder="below"))
        assert [Path(document["path"]).name for document in below["documents"]] == ["copy.hwpx", "no.hwp"]

        info = await call("document_info", path="pages.hwp")
        assert json.loads(info.content[1].text)["format"] == "hwp5"

        page = await call("read_document", path="pages.hwp", pages="3")
        text = page.content[1].text
        assert "untrusted" in facts(page)["notice"] and text.strip(), page
        whole = (await call("read_document", path="pages.hwp")).content[1].text
        assert text.strip().splitlines()[0] in whole and len(text) < len(whole)
        assert "첫 쪽의 첫 문단" not in text and "첫 쪽의 첫 문단" in whole
        section = (await call("read_document", path="pages.hwp", section=1)).content[1].text
        assert section.strip()
        assert "no section 99" in await refused("read_document", path="pages.hwp", section=99)

        # In pieces, the whole comes back.
        pieces, cursor = "", 0
        while cursor is not None:
            piece = await call("read_document", path="pages.hwp", cursor=cursor, max_chars=40)
            pieces += piece.content[1].text
            cursor = facts(piece)["next"]
        assert pieces == whole

        found = await call("search_documents", words="첫 문단", path="pages.hwp")
        passage = json.loads(found.content[1].text.splitlines()[0])
        assert passage["page"] == 1 and "첫" in passage["text"] and "headings" in passage, passage
        everywhere = facts(await call("search_documents", words="첫"))
        assert everywhere["found"] >= 1
        assert facts(await call("search_documents", words="qqqq"))["found"] == 0

        table = await call("read_table", path="tables.hwp", table=1)
        assert "|" in table.content[1].text or "<table" in table.content[1].text
        assert "and no table 999" in await refused("read_table", path="tables.hwp", table=999)

        pictures = json.loads((await call("document_info", path="pictures.hwp")).content[1].text)["pictures_by_name"]
        shown = None
        for name in pictures:
            result = await call("get_picture", path="pictures.hwp", name=name)
            if not is_error(result):
                shown = result.content[1]
        assert shown is not None and shown.type == "image" and shown.data, pictures
        assert "has no picture" in await refused("get_picture", path="pictures.hwp", name="../x")

        # Nothing outside of the folder is read: by no way up, by no full path, by no link.
        for path in [
            "../outside.hwp",
            "below/../../outside.hwp",
            str(outside),
            str(folder / "below" / ".." / ".." / outside.name),
            "/etc/passwd",
            "link.hwp",
            "linked/outside.hwp",
        ]:
            words = await refused("read_document", path=path)
            assert "쪽" not in words, words
            await refused("document_info", path=path)
        for path in ["..", "linked", "link.hwp", "/"]:
            result = await call("list_documents", folder=path)
            assert is_error(result) or facts(result)["documents"] == [], (path, result)
            result = await call("search_documents", words="첫", path=path)
            assert is_error(result) or facts(result)["found"] == 0, (path, result)
        assert "not found" in await refused("read_document", path="gone.hwp")
        assert "not called like a document" in await refused("read_document", path="notes.txt")
        # What is no document is refused, and the server goes on.
        assert "PDF" in await refused("read_document", path="below/no.hwp")
        assert (await call("document_info", path="tables.hwp")).content


def main():
    with tempfile.TemporaryDirectory() as made:
        root = Path(os.path.realpath(made))
        folder, outside = root / "docs", root / "outside.hwp"
        (folder / "below").mkdir(parents=True)
        for name in ["pages.hwp", "pictures.hwp", "tables.hwp"]:
            shutil.copy(SAMPLES / name, folder / name)
        shutil.copy(SAMPLES / "pages.hwp", outside)
        shutil.copy(SAMPLES / "tables.hwp", folder / "below" / "copy.hwpx")
        (folder / "notes.txt").write_text("no document")
        (folder / "link.hwp").symlink_to(outside)
        (folder / "linked").symlink_to(root)
        (folder / "below" / "no.hwp").write_bytes(b"%PDF-1.7\nno document")
        asyncio.run(asyncio.wait_for(check(folder, outside), 60))


main()
print("hwpconv mcp: all as it should be")
