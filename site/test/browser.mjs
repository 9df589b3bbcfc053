// What the tests share: a browser, the page from the disk or from a server, drops of real files, axe.

import { createServer } from "node:http";
import { readFile, mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const ROOT = resolve(import.meta.dirname, "../..");
export const SAMPLES = join(ROOT, "samples");
export const COMMAND = process.env.HWPCONV ?? join(ROOT, "target/debug/hwpconv");
export const PASSWORD = "hwpconv-2026";
const PAGE = join(ROOT, "site/dist/index.html");

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

export function launch(...args) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", ...(process.getuid() === 0 ? ["--no-sandbox"] : []), ...args],
  });
}

export function folder() {
  return mkdtemp(join(tmpdir(), "hwpconv-page-"));
}

/** Serves the page at `/`, and the checkout below it. `asked` lists what was asked for. */
export async function serve() {
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url);
    const path = request.url === "/" ? PAGE : join(ROOT, request.url);
    try {
      response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
      response.end(await readFile(path));
    } catch {
      response.writeHead(404, { "content-type": "text/html" }).end("nothing here");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { asked, address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Opens the page in Korean. `requests` lists what it asks for after it was loaded. */
export async function openPage(browser, { address = `file://${PAGE}`, ...options } = {}) {
  const context = await browser.newContext({ locale: "ko-KR", permissions: address.startsWith("file:") ? [] : ["clipboard-read", "clipboard-write"], ...options });
  context.setDefaultTimeout(120_000); // A machine that does other work as well is slow, not wrong.
  const page = await context.newPage();
  const requests = [];
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(address);
  context.on("request", (request) => /^(blob|data|about):/.test(request.url()) || requests.push(request.url()));
  page.on("websocket", (socket) => requests.push(socket.url()));
  return { page, context, requests, errors };
}

/** Drops files or folders as a person does: the browser gets their paths. */
export async function drop(page, paths, place = "#drop") {
  const client = await page.context().newCDPSession(page);
  const { x, y, width, height } = await page.locator(place).boundingBox();
  const at = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await client.send("Input.dispatchDragEvent", { type, ...at, data: { items: [], files: paths, dragOperationsMask: 1 } });
  }
  await client.detach();
}

/** Waits until nothing is under way. */
export async function settled(page, timeout = 120_000) {
  await page.waitForFunction(() => document.querySelector("#progress").hidden && document.querySelector("#list button"), null, { timeout });
}

/** Downloads what `act` asks for: its name and bytes. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds that is serious. The frame is a document's, and runs no scripts. */
export async function seriousFindings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { iframes: false }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
