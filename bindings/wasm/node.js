// For Node, whose fetch reads no files.

import { readFile } from "node:fs/promises";
import { setModuleSource } from "./core.js";

setModuleSource(() => readFile(new URL("./pkg/hwpconv_bg.wasm", import.meta.url)));

export { convert, open, load, version, HwpDocument, HwpError } from "./core.js";
