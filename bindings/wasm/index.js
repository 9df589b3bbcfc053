// For browsers and bundlers: the module lies beside this file.

import { setModuleSource } from "./core.js";

setModuleSource(() => new URL("./pkg/hwpconv_bg.wasm", import.meta.url));

export { convert, open, load, version, HwpDocument, HwpError } from "./core.js";
