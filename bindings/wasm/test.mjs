// The package in Node: every sample in every format becomes the same bytes as with the command.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { convert, HwpError, open, version } from "./node.js";

const ROOT = resolve(import.meta.dirname, "../..");
const COMMAND = process.env.HWPCONV ?? join(ROOT, "target/debug/hwpconv");
const PASSWORD = "hwpconv-2026";
const TARGETS = ["markdown", "text", "html", "json", "chunks", "jsonl"];

const samples = (await readdir(join(ROOT, "samples"))).filter((name) => /\.(hwp|hwpx|hml)$/.test(name)).map((name) => `samples/${name}`);
const bytesOf = (name) => readFile(join(ROOT, name));

function byCommand(...args) {
  return execFileSync(COMMAND, ["-q", ...args], { cwd: ROOT, env: { ...process.env, HWPCONV_PASSWORD: PASSWORD }, maxBuffer: 1 << 28 }).toString();
}

test("every sample in every format is what the command writes", async () => {
  assert.ok(samples.length > 20);
  for (const sample of samples) {
    const bytes = await bytesOf(sample);
    const opened = await open(bytes, { password: PASSWORD, source: sample });
    for (const to of TARGETS) {
      const expected = byCommand(sample, "-t", to);
      const { text } = await convert(bytes, { to, password: PASSWORD, source: sample });
      assert.equal(text, expected, `${sample} as ${to}`);
      assert.equal(opened.write(to).text, expected, `${sample}, opened, as ${to}`);
    }
    opened.close();
  }
});

test("options are those of the command", async () => {
  const cases = [
    [{ tables: "gfm" }, "--tables", "gfm"],
    [{ headings: "none", outline: "list" }, "--headings", "none", "--outline", "list"],
    [{ comments: "drop", furniture: "drop", metadata: true }, "--comments", "drop", "--furniture", "drop", "--metadata"],
    [{ trackChanges: "all" }, "--track-changes", "all"],
    [{ to: "text", wrap: 40 }, "-t", "text", "--wrap", "40"],
    [{ to: "html", embedMedia: true }, "-t", "html", "--embed-media"],
    [{ to: "chunks", chunks: { size: 300, overlap: 50, unit: "tokens" } }, "-t", "chunks", "--chunk-size", "300", "--chunk-overlap", "50", "--chunk-unit", "tokens"],
    [{ pageBreaks: true }, "--page-breaks"],
    [{ toc: true }, "--toc"],
    [{ pages: [[2, 2]] }, "--pages", "2"],
  ];
  for (const [options, ...args] of cases) {
    for (const sample of ["samples/press-release.hwp", "samples/tables.hwp", "samples/tracked.hwp", "samples/comments.hwp", "samples/pages.hwp"]) {
      if (options.pages && sample !== "samples/pages.hwp") {
        continue;
      }
      const { text } = await convert(await bytesOf(sample), { source: sample, ...options });
      assert.equal(text, byCommand(sample, ...args), `${sample} with ${args.join(" ")}`);
    }
  }
});

test("what a document is, its warnings and its pictures are told", async () => {
  const bytes = await bytesOf("samples/pictures.hwp");
  const { format, metadata, warnings, pictures } = await convert(bytes, { pictures: true });
  assert.equal(format, "hwp5");
  assert.equal(typeof metadata.title, "string");
  assert.ok(warnings.some(({ kind, severity }) => kind === "missing-attachment" && severity === "loss"));
  assert.ok(pictures.length > 1);
  for (const { mediaType, bytes: size, data } of pictures) {
    assert.ok(data instanceof Uint8Array && data.length === size && mediaType.startsWith("image/"));
  }
  assert.deepEqual((await convert(bytes)).pictures, []);
});

test("failures say their kind and whether a password would help", async () => {
  const kinds = [
    [new Uint8Array(), {}, "empty", false],
    [new TextEncoder().encode("%PDF-1.7"), {}, "not-hwp", false],
    [await bytesOf("samples/password.hwp"), {}, "encrypted", true],
    [await bytesOf("samples/password.hwp"), { password: "wrong" }, "wrong-password", true],
    [await bytesOf("samples/press-release.hwp"), { limits: { entries: 1 } }, "no-body", false],
    [await bytesOf("samples/press-release.hwp"), { colour: "red" }, "options", false],
    [await bytesOf("samples/press-release.hwp"), { limits: { nesting: 65 } }, "options", false],
    [await bytesOf("samples/press-release.hwp"), { pages: [[2, 1]] }, "options", false],
  ];
  for (const [bytes, options, kind, needsPassword] of kinds) {
    await assert.rejects(convert(bytes, options), (error) => {
      assert.ok(error instanceof HwpError, String(error));
      assert.deepEqual([error.kind, error.needsPassword], [kind, needsPassword]);
      return true;
    });
  }
});

/** A document of boxes of two columns in each other. */
function nested(depth) {
  const cell = (column, content) =>
    `<CELL ColAddr="${column}" ColSpan="1" RowAddr="0" RowSpan="1" Width="100"><PARALIST>${content}</PARALIST></CELL>`;
  const text = (words) => `<P><TEXT><CHAR>${words}</CHAR></TEXT></P>`;
  let content = text("innermost");
  for (let level = 0; level < depth; level += 1) {
    content = `<P><TEXT><TABLE ColCount="2" RowCount="1"><ROW>${cell(0, content)}${cell(1, text(`level ${level}`))}</ROW></TABLE></TEXT></P>`;
  }
  const xml = `<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.91"><HEAD SecCnt="1"/><BODY><SECTION Id="0">${content}</SECTION></BODY></HWPML>`;
  return new TextEncoder().encode(xml);
}

test("stack has room for all that the library lets nest", async () => {
  const bytes = nested(200);
  let last;
  for (const to of TARGETS) {
    const { text, warnings } = await convert(bytes, { to });
    assert.ok(warnings.some(({ kind, message }) => kind === "limit" && message.includes("nesting")), to);
    assert.match(text, /199/);
    last = text;
  }
  assert.ok(last.length > 1_000);
});

test("document that is closed says so, and leaves others alone", async () => {
  const [one, other] = await Promise.all([open(await bytesOf("samples/tables.hwp")), open(await bytesOf("samples/notes.hwp"))]);
  one.close();
  one.close();
  assert.throws(() => one.write(), { kind: "closed" });
  assert.ok(other.write().text.length > 0);
  other.close();
});

test("what needs more memory than there is fails alone", async () => {
  const bytes = await bytesOf("samples/notes.hwp");
  const before = await open(bytes);
  await assert.rejects(convert(new Uint8Array(2 ** 32 - 2 ** 17)), { name: "HwpError", kind: "crash" });
  assert.throws(() => before.write(), { kind: "closed" });
  before.close();
  assert.equal((await convert(bytes)).text, byCommand("samples/notes.hwp"));
});

test("version is that of the crate", async () => {
  assert.equal(`hwpconv ${await version()}`, byCommand("--version").trim().split("\n")[0]);
});
