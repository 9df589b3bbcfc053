// Converts away from the page, so that the page goes on answering. One document at a time.

import { gunzipSync, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { load, open } from "../../bindings/wasm/core.js";
import { EXTENSIONS, fileName, stems } from "./names.js";

/** Those of the command's --untrusted: above the largest real documents, and within what a tab may have. */
const LIMITS = { streamBytes: 128 << 20, documentBytes: 256 << 20, tableSlots: 1_000_000, entries: 16_384, records: 1_000_000 };

/** What is shown of a long document; copies and downloads have all of it. */
const SHOWN_BYTES = { html: 4 << 20, markdown: 1 << 20, text: 1 << 20 };

/** Kinds of pictures that do not get smaller. */
const DEFLATED = /^image\/(png|jpeg|gif|webp)$/;

const tasks = {
  /** Takes the module: gzip as base64. */
  async start({ module }) {
    await load(gunzipSync(Uint8Array.from(atob(module), (c) => c.charCodeAt(0))));
  },

  /** Says what a document is and what is lost when it is converted. */
  async inspect({ file, password }) {
    return using(file, { password }, (document) => {
      const { warnings } = document.write("markdown");
      return { ...about(document), warnings: [...document.warnings, ...warnings] };
    });
  },

  /** The document to look at, with its pictures. */
  async show({ file, password, path }) {
    return using(file, { password, source: path }, (document) => {
      const shown = (to, options) => document.write(to, { ...options, limits: { ...LIMITS, outputBytes: SHOWN_BYTES[to] } });
      const views = { html: shown("html"), markdown: shown("markdown", { mediaPrefix: mediaPrefix(stems([path])[0]) }), text: shown("text") };
      const isCut = Object.fromEntries(Object.entries(views).map(([to, view]) => [to, view.warnings.some(({ kind }) => kind === "limit")]));
      const pictures = document.pictures.map(({ name, mediaType, bytes }, index) => {
        return { name, bytes, blob: new Blob([document.picture(index)], { type: mediaType }) };
      });
      return { html: views.html.text, markdown: views.markdown.text, text: views.text.text, isCut, pictures };
    });
  },

  /** The whole document in one format; a page holds its pictures. */
  async save({ file, password, path, to }) {
    return using(file, { password, source: path }, (document) => {
      // Plain text alone names no pictures, as with the command.
      const prefix = to === "markdown" ? mediaPrefix(stems([path])[0]) : "";
      const { text } = document.write(to, { embedMedia: to === "html", mediaPrefix: prefix });
      return new Blob([text]);
    });
  },

  /** Documents and their pictures as a ZIP archive, laid out as the command lays out a folder. */
  async zip({ documents, to }, report) {
    const names = stems(documents.map(({ path }) => path));
    let parts = [];
    const archive = new Zip((error, chunk) => {
      if (error) {
        throw error;
      }
      parts.push(chunk);
    });
    const add = (name, data, isDeflated) => {
      const entry = isDeflated ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      archive.add(entry);
      entry.push(data, true);
    };
    const failed = [];
    for (const [index, { file, password, path }] of documents.entries()) {
      report(index);
      const stem = names[index];
      try {
        await using(file, { password, source: path }, (document) => {
          const { text } = document.write(to, { mediaPrefix: mediaPrefix(stem) });
          add(stem + EXTENSIONS[to], new TextEncoder().encode(text), false);
          document.pictures.forEach(({ name, mediaType }, at) => {
            add(`${stem}_media/${name}`, document.picture(at), DEFLATED.test(mediaType));
          });
        });
      } catch (error) {
        failed.push({ path, ...failure(error) });
      }
      parts = [new Blob(parts)]; // Leaves the memory of the worker.
    }
    archive.end();
    return { blob: new Blob(parts, { type: "application/zip" }), failed };
  },
};

/** Reads a document, uses it and frees it. */
async function using(file, options, use) {
  const document = await open(await file.arrayBuffer(), { ...options, limits: LIMITS });
  try {
    return use(document);
  } finally {
    document.close();
  }
}

function mediaPrefix(stem) {
  return `${fileName(stem)}_media/`;
}

function about({ format, formatVersion, pages, metadata, flags, pictures }) {
  return { format, formatVersion, pages, title: metadata.title, flags, pictures: pictures.length };
}

function failure(error) {
  const isUnreadable = error instanceof DOMException;
  return { kind: isUnreadable ? "io" : (error.kind ?? "crash"), message: String(error.message ?? error), needsPassword: error.needsPassword ?? false };
}

let queue = Promise.resolve();

self.onmessage = ({ data: { call, task, input } }) => {
  queue = queue.then(async () => {
    try {
      const answer = await tasks[task](input, (progress) => self.postMessage({ call, progress }));
      self.postMessage({ call, answer });
    } catch (error) {
      self.postMessage({ call, failure: failure(error) });
    }
  });
};
