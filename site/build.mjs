// Makes dist/index.html: one file that works from a folder as well as from a server, with the program, the worker and the
// WebAssembly in it. Needs bindings/wasm/pkg.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = (path) => new URL(path, import.meta.url).pathname;

async function bundle(entry, plugins = []) {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    minify: true,
    legalComments: "inline",
    // The glue would look for the module beside itself; here it is handed over.
    define: { "import.meta.url": '"about:blank"' },
    plugins,
  });
  return outputFiles[0].text;
}

const worker = await bundle("src/worker.js");
const page = await bundle("src/page.js", [{
  name: "worker",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^worker-source$/ }, () => ({ path: "worker-source", namespace: "worker" }));
    onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: worker, loader: "text" }));
  },
}]);
// Nothing in a program may end its element.
const script = page.replaceAll("</script", "<\\/script");
const hash = createHash("sha256").update(script).digest("base64");
// No connection of any kind: the page cannot upload. The frame of a document takes over this policy.
const policy = [
  "default-src 'none'",
  "connect-src 'none'",
  `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const module = gzipSync(await readFile(here("../bindings/wasm/pkg/hwpconv_bg.wasm")), { level: 9 });

const parts = {
  POLICY: policy,
  STYLE: await readFile(here("style.css"), "utf8"),
  MODULE: module.toString("base64"),
  SCRIPT: script,
};
const template = await readFile(here("index.html"), "utf8");
const html = template.replace(/\b(POLICY|STYLE|MODULE|SCRIPT)\b/g, (name) => parts[name]);
await mkdir(here("dist"), { recursive: true });
await writeFile(here("dist/index.html"), html);
console.log(`dist/index.html: ${html.length} bytes`);
