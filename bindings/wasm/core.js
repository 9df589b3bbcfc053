// The interface of the package over the glue that wasm-bindgen makes; index.js and node.js say where the module is.

import init, { Opened, version as glueVersion, __wbg_reset_state } from "./pkg/hwpconv.js";

/** Why a document could not be converted. */
export class HwpError extends Error {
  constructor({ kind, message, needsPassword = false }) {
    super(message);
    this.name = "HwpError";
    this.kind = kind;
    this.needsPassword = needsPassword;
  }
}

let findModule = () => {
  throw new HwpError({ kind: "options", message: "call load() with the module first" });
};
let loading;

/** Sets how the module is found when nobody calls `load` with one. */
export function setModuleSource(find) {
  findModule = find;
}

/** Loads the module; needs to be called only to choose where it comes from, or to have it early. */
export function load(source) {
  loading ??= compile(source).catch((error) => {
    loading = undefined; // The next call tries again.
    throw error;
  });
  return loading;
}

async function compile(source) {
  const module_or_path = await (source ?? findModule());
  await init({ module_or_path });
}

/** Converts one document. */
export async function convert(bytes, options = {}) {
  const document = await open_with(bytes, { ...options });
  try {
    const { text, warnings } = document.write(options.to, options);
    const pictures = document.pictures.map((picture, position) => ({ ...picture, data: document.picture(position) }));
    const { format, formatVersion, flags, pages, metadata } = document;
    return { text, format, formatVersion, flags, pages, metadata, warnings: [...document.warnings, ...warnings], pictures };
  } finally {
    document.close();
  }
}

/** Reads a document, to be written several times. */
export function open(bytes, options = {}) {
  return open_with(bytes, { ...options, everything: true });
}

/** The version of hwpconv. */
export async function version() {
  await load();
  return glueVersion();
}

async function open_with(bytes, options) {
  await load();
  const view = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
  return guarded(() => new HwpDocument(new Opened(view, JSON.stringify(options)), options));
}

/** A document that was read and takes memory until it is closed. */
export class HwpDocument {
  #opened;
  #options;
  #generation = generation;

  constructor(opened, options) {
    this.#opened = opened;
    this.#options = options;
    Object.assign(this, JSON.parse(opened.about()));
  }

  /** Writes the document; the options go before those it was opened with. */
  write(to = "markdown", options = {}) {
    const opened = this.#open();
    return guarded(() => {
      const written = opened.write(JSON.stringify({ ...this.#options, ...options, to }));
      return { warnings: JSON.parse(written.warnings()), text: written.into_text() };
    });
  }

  /** The data of a picture, by its position in `pictures`. */
  picture(position) {
    const opened = this.#open();
    return guarded(() => opened.picture(position));
  }

  /** Frees the memory. */
  close() {
    if (this.#opened && this.#generation === generation) {
      this.#opened.free();
    }
    this.#opened = undefined;
  }

  #open() {
    if (!this.#opened || this.#generation !== generation) {
      throw new HwpError({ kind: "closed", message: "the document is closed" });
    }
    return this.#opened;
  }
}

/** Counts the instances of the module. Documents of an earlier one are gone. */
let generation = 0;

/**
 * Makes errors of the module what callers expect. A module that stopped in the middle (no memory, no stack, an error in
 * hwpconv) is in no state to go on, so a new instance takes its place.
 */
function guarded(work) {
  try {
    return work();
  } catch (error) {
    if (typeof error === "string") {
      throw new HwpError(JSON.parse(error));
    }
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      generation += 1;
      __wbg_reset_state();
      throw new HwpError({ kind: "crash", message: `the document needs more memory than there is, or hwpconv has an error: ${error.message}` });
    }
    throw error;
  }
}
