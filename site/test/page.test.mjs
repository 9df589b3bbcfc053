// The page as people use it, in Chromium: from the disk and from a server.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readFile, readdir, truncate, writeFile } from "node:fs/promises";
import { randomFillSync } from "node:crypto";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { words } from "../src/words.js";
import { COMMAND, PASSWORD, ROOT, SAMPLES, downloaded, drop, folder, launch, openPage, seriousFindings, serve, settled } from "./browser.mjs";

const MIXED = ["press-release.hwp", "press-release.hwpx", "press-release-hwp3.hwp", "password.hwp"];

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve();
});
after(async () => {
  await browser.close();
  server.close();
});

/** The files that the command makes of a folder of samples, by their paths. */
async function byCommand(names, ...options) {
  const dir = await folder();
  const input = join(dir, "in");
  await mkdir(input);
  await Promise.all(names.map((name) => copyFile(join(SAMPLES, name), join(input, name))));
  execFileSync(COMMAND, [input, "-q", "-o", join(dir, "out"), ...options], { env: { ...process.env, HWPCONV_PASSWORD: PASSWORD } });
  return filesOf(join(dir, "out"));
}

async function filesOf(dir) {
  const files = {};
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !entry.name.startsWith(".")) {
      files[path.slice(dir.length + 1)] = await readFile(path);
    }
  }
  return files;
}

/** The files in an archive, unpacked by another program than the page's. */
async function unpacked(bytes) {
  const dir = await folder();
  await writeFile(join(dir, "all.zip"), bytes);
  execFileSync("python3", ["-m", "zipfile", "-e", join(dir, "all.zip"), join(dir, "all")]);
  return filesOf(join(dir, "all"));
}

const item = (page, name) => page.locator("#list button", { hasText: name }).first();

for (const place of ["disk", "server"]) {
  test(`documents dropped at once on the page from the ${place} become what the command makes of them`, async () => {
    server.asked.length = 0;
    const { page, requests, errors } = await openPage(browser, place === "server" ? { address: server.address } : {});
    await drop(page, MIXED.map((name) => join(SAMPLES, name)));
    await settled(page);
    assert.equal(await page.locator("#status").textContent(), words.ko.done({ ready: 3, locked: 1, failed: 0 }));

    await item(page, "password.hwp").click();
    const password = page.getByLabel(words.ko.password);
    assert.ok(await password.evaluate((field) => field === document.activeElement), "the password is asked for");
    await password.fill("wrong");
    await password.press("Enter");
    await page.getByText(words.ko.wrongPassword).waitFor();
    await password.fill(PASSWORD);
    await password.press("Enter");
    await page.locator("#content").waitFor();

    const expected = await byCommand(MIXED);
    const zip = await downloaded(page, () => page.getByRole("button", { name: words.ko.saveAll }).click());
    assert.equal(zip.name, "hwpconv.zip");
    const files = await unpacked(zip.bytes);
    assert.deepEqual(Object.keys(files).sort(), Object.keys(expected).sort());
    assert.ok(Object.keys(files).some((name) => name.endsWith(".png")), "pictures are compared too");
    for (const [name, bytes] of Object.entries(expected)) {
      assert.ok(bytes.equals(files[name]), name);
    }

    await item(page, "press-release-hwp3.hwp").click();
    for (const [tab, extension, options] of [["Markdown", ".md", []], [words.ko.text, ".txt", ["-t", "text"]], [words.ko.tabs.html, ".html", ["-t", "html", "--embed-media"]]]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      const one = await downloaded(page, () => page.locator("#save").click());
      const name = `press-release-hwp3${extension}`;
      assert.equal(one.name, name);
      assert.ok((await byCommand(["press-release-hwp3.hwp"], ...options))[name].equals(one.bytes), name);
    }

    assert.deepEqual(requests, []);
    assert.deepEqual(errors, []);
    if (place === "server") {
      assert.deepEqual(server.asked, ["/"], "the server was asked for the page alone");
    }
    // That nothing was asked for is no accident: the page may not.
    const attempt = (url) => page.evaluate((url) => fetch(url).then(() => "sent", () => "refused"), url);
    assert.equal(await attempt(`${server.address}upload`), "refused");
    assert.ok(!server.asked.includes("/upload"));
    await page.context().close();
  });
}

test("folder becomes an archive of the same tree, without what is no document", async () => {
  const dir = await folder();
  const input = join(dir, "자료");
  await mkdir(join(input, "회의"), { recursive: true });
  await copyFile(join(SAMPLES, "tables.hwp"), join(input, "표.hwp"));
  await copyFile(join(SAMPLES, "press-release.hwp"), join(input, "회의/보도자료.hwp"));
  await copyFile(join(SAMPLES, "press-release.hwpx"), join(input, "회의/보도자료.hwpx"));
  execFileSync(COMMAND, [input, "-q", "-o", join(dir, "out")]);
  await writeFile(join(input, "~$표.hwp"), "lock");
  await writeFile(join(input, "notes.txt"), "not a document");
  const expected = await filesOf(join(dir, "out"));
  const ways = {
    "dropped on the page from the disk": [undefined, (page) => drop(page, [input])],
    "dropped on the page from a server": [server.address, (page) => drop(page, [input])],
    "dropped in a browser without handles": [server.address, async (page) => {
      await page.evaluate(() => { delete DataTransferItem.prototype.getAsFileSystemHandle; });
      await drop(page, [input]);
    }],
    "chosen with the button": [undefined, async (page) => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: words.ko.chooseFolder }).click()]);
      await chooser.setFiles(input);
    }],
  };
  for (const [way, [address, take]] of Object.entries(ways)) {
    const { page } = await openPage(browser, address ? { address } : {});
    await take(page);
    await settled(page);
    assert.equal(await page.locator("#list button").count(), 3, way);
    const zip = await downloaded(page, () => page.getByRole("button", { name: words.ko.saveAll }).click());
    const files = await unpacked(zip.bytes);
    assert.deepEqual(Object.keys(files).sort(), Object.keys(expected).map((name) => `자료/${name}`).sort(), way);
    for (const [name, bytes] of Object.entries(files)) {
      assert.ok(bytes.equals(expected[name.replace(/^자료\//, "")]), `${name}, ${way}`);
    }
    await page.context().close();
  }

  // A folder that the browser keeps closed is said, with the way that works.
  const { page } = await openPage(browser);
  await page.evaluate(() => { delete DataTransferItem.prototype.getAsFileSystemHandle; });
  await drop(page, [input]);
  await page.getByText(words.ko.folderRefused("자료")).waitFor();
  await page.context().close();
});

test("document is shown with its pictures, outline and warnings, and runs nothing", async () => {
  const { page, errors } = await openPage(browser, { address: server.address });
  await drop(page, [join(SAMPLES, "press-release.hwp")]);
  const frame = page.frameLocator("iframe");
  await frame.locator("table").first().waitFor();
  await drop(page, [join(SAMPLES, "pictures.hwp"), join(SAMPLES, "links.hwp")], "iframe");
  await page.waitForFunction(() => document.querySelectorAll("#list button").length === 3);
  await settled(page);
  const isShown = await frame.locator("img").first().evaluate((img) => img.decode().then(() => img.naturalWidth > 0));
  assert.ok(isShown, "a picture is shown");

  await page.getByRole("tab", { name: /목차/ }).click();
  const heading = page.locator(".outline button").last();
  const text = await heading.textContent();
  await heading.click();
  const target = frame.locator(":is(h1, h2, h3, h4, h5, h6)", { hasText: text }).last();
  await target.waitFor();
  await page.waitForFunction((text) => {
    const document_ = document.querySelector("iframe").contentDocument;
    const heading = [...document_.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.textContent.trim() === text).at(-1);
    const { top } = heading.getBoundingClientRect();
    return top >= 0 && top < document_.defaultView.innerHeight;
  }, text);

  // A note leads to its place in the frame and not to the page itself.
  const note = frame.locator(".reference a").first();
  await note.click();
  assert.equal(await frame.locator("#hwpconv-note-1").count(), 1);
  assert.equal(await page.evaluate(() => document.querySelector("iframe").contentWindow.location.href), "about:srcdoc#hwpconv-note-1");

  await item(page, "pictures.hwp").click();
  await page.getByRole("tab", { name: /그림/ }).click();
  const picture = await downloaded(page, () => page.locator(".pictures a").first().click());
  const expected = await byCommand(["pictures.hwp"]);
  assert.ok(expected[`pictures_media/${picture.name}`].equals(picture.bytes));
  await page.getByRole("tab", { name: /알림/ }).click();
  assert.match(await page.locator(".warnings").textContent(), /그림이나 첨부의 데이터가 없습니다/);

  await page.getByRole("tab", { name: "Markdown" }).click();
  await page.locator("#copy").click();
  await page.getByText(words.ko.copied).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, expected["pictures.md"].toString());

  // Whatever a document held, the frame would run none of it.
  await page.getByRole("tab", { name: words.ko.tabs.html, exact: true }).click();
  const ran = await page.evaluate(async () => {
    const frame = document.querySelector("iframe");
    frame.srcdoc = "<script>parent.ran = true</scr" + "ipt><img src=x onerror='parent.ran = true'>";
    await new Promise((done) => { frame.onload = done; });
    await new Promise((done) => setTimeout(done, 200));
    return globalThis.ran ?? false;
  });
  assert.equal(ran, false);
  assert.ok(errors.every((error) => /sandboxed|Content Security Policy/.test(error)), errors.join("\n"));
  await page.context().close();
});

test("what is too large, a bomb, no document or empty is refused, and the page goes on", async () => {
  const dir = await folder();
  const path = (name) => join(dir, name);
  await writeFile(path("huge.hwp"), "");
  await truncate(path("huge.hwp"), 2 ** 31);
  await writeFile(path("empty.hwp"), "");
  await writeFile(path("picture.hwp"), Buffer.from("\x89PNG\r\n\x1a\n0000000000", "latin1"));
  const bomb = unzipSync(await readFile(join(SAMPLES, "press-release.hwpx")));
  bomb["Contents/section0.xml"] = new Uint8Array(300 << 20).fill(0x20);
  await writeFile(path("bomb.hwpx"), zipSync(bomb, { level: 9 }));
  await copyFile(join(SAMPLES, "press-release.hwp"), path("sound.hwp"));
  const { page, errors } = await openPage(browser);
  await drop(page, ["huge.hwp", "empty.hwp", "picture.hwp", "bomb.hwpx", "sound.hwp"].map(path));
  await settled(page);
  const says = (name) => item(page, name).locator("small").textContent();
  assert.equal(await says("huge.hwp"), words.ko.failures["too-large"]);
  assert.equal(await says("empty.hwp"), words.ko.failures.empty);
  assert.equal(await says("picture.hwp"), words.ko.failures["not-hwp"]);
  assert.match(await says("bomb.hwpx"), /빠진 내용|한도|크거나|손상|본문/);
  assert.match(await says("sound.hwp"), /HWP5/);
  const zip = await downloaded(page, () => page.getByRole("button", { name: words.ko.saveAll }).click());
  const expected = await byCommand(["press-release.hwp"]);
  const files = await unpacked(zip.bytes);
  assert.equal(files["sound.md"].toString().replaceAll("sound_media", "press-release_media"), expected["press-release.md"].toString());
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("document of 100 MB leaves the page responsive", async () => {
  const dir = await folder();
  const parts = unzipSync(await readFile(join(SAMPLES, "press-release.hwpx")));
  const picture = Object.keys(parts).find((name) => name.startsWith("BinData/") && name.endsWith(".png"));
  parts[picture] = Buffer.concat([parts[picture], randomFillSync(Buffer.alloc(100 << 20))]);
  await writeFile(join(dir, "large.hwpx"), zipSync(parts, { level: 0 }));
  const { page } = await openPage(browser);
  await page.evaluate(() => {
    let last = performance.now();
    globalThis.longest = 0;
    setInterval(() => {
      const now = performance.now();
      globalThis.longest = Math.max(globalThis.longest, now - last);
      last = now;
    }, 10);
  });
  const from = Date.now();
  await drop(page, [join(dir, "large.hwpx")]);
  await settled(page);
  await page.frameLocator("iframe").locator("table").first().waitFor();
  const longest = await page.evaluate(() => globalThis.longest);
  console.log(`shown after ${Date.now() - from} ms; the page was busy for ${Math.round(longest)} ms at most`);
  assert.ok(longest < 1_000, `the page did not answer for ${longest} ms`);
  await page.context().close();
});

test("long document is shown in part and copied and downloaded whole", async () => {
  const dir = await folder();
  const paragraphs = Array.from({ length: 20_000 }, (_, index) => `<P><TEXT><CHAR>${index}번째 문단입니다. ${"가나다라 ".repeat(20)}</CHAR></TEXT></P>`);
  const xml = `<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.91"><HEAD SecCnt="1"/><BODY><SECTION Id="0">${paragraphs.join("")}</SECTION></BODY></HWPML>`;
  await writeFile(join(dir, "long.hml"), xml);
  execFileSync(COMMAND, [join(dir, "long.hml"), "-q", "-o", join(dir, "out.md")]);
  const { page } = await openPage(browser);
  await drop(page, [join(dir, "long.hml")]);
  await settled(page);
  await page.getByRole("tab", { name: "Markdown" }).click();
  await page.locator("#cut").waitFor();
  const { bytes } = await downloaded(page, () => page.locator("#save").click());
  assert.ok(bytes.length > 2 << 20, "the sample is longer than what is shown");
  assert.ok(bytes.equals(await readFile(join(dir, "out.md"))));
  await page.context().close();
});

test("page is used by keyboard alone", async () => {
  const { page } = await openPage(browser);
  const choosing = page.waitForEvent("filechooser"); // Before anything can ask for one.
  for (const id of ["", "language", "choose-files"]) {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
  }
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(join(SAMPLES, "press-release.hwp"));
  await settled(page);
  await page.locator("#content").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "viewer", "the document has the focus when it is there");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-markdown");
  assert.match(await page.locator("#panel pre").textContent(), /^#|\n#/);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-warnings");
  await page.context().close();
});

test("work that takes long can be stopped and taken up again", async () => {
  const { page } = await openPage(browser);
  const dir = await folder();
  const many = Array.from({ length: 200 }, (_, index) => join(dir, `${index}.hwp`));
  await Promise.all(many.map((path) => copyFile(join(SAMPLES, "press-release.hwp"), path)));
  // As soon as it can be clicked, which a fast machine does not leave long.
  const stopped = page.waitForFunction(() => {
    const stop = document.querySelector("#stop");
    return !stop.hidden && (stop.click(), true);
  });
  await drop(page, many);
  await stopped;
  await settled(page);
  assert.ok((await page.locator("#list .stopped").count()) > 0);
  await page.locator("#list button").last().click();
  await page.frameLocator("iframe").locator("table").first().waitFor();
  await page.context().close();
});

test("assistive technology finds no serious obstacle", async (context) => {
  const looks = {
    desktop: { viewport: { width: 1280, height: 900 } },
    phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  };
  for (const [name, options] of Object.entries(looks)) {
    const { page } = await openPage(browser, options);
    const check = async (state) => {
      assert.deepEqual(await seriousFindings(page), [], `${name}, ${state}`);
      if (process.env.HWPCONV_SCREENSHOTS) {
        await page.screenshot({ path: join(process.env.HWPCONV_SCREENSHOTS, `${name}-${state}.png`), fullPage: true });
      }
    };
    await check("empty");
    await drop(page, [...MIXED, "pictures.hwp", "links.hwp"].map((file) => join(SAMPLES, file)));
    await settled(page);
    await page.locator("#content").waitFor();
    for (const [index, tab] of (await page.getByRole("tab").all()).entries()) {
      await tab.click();
      await check(`tab-${index}`);
    }
    await item(page, "password.hwp").click();
    await page.locator("#unlock").waitFor();
    await check("locked");
    await page.getByRole("button", { name: "English" }).click();
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await check("english");
    const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(width, 0, `${name}: nothing stands out of the page`);
    await page.context().close();
  }
});

test("browser without WebAssembly is told what to do", async () => {
  const without = await launch("--js-flags=--jitless");
  try {
    const { page } = await openPage(without);
    assert.equal(await page.evaluate(() => typeof WebAssembly), "undefined");
    await page.getByRole("alert").filter({ hasText: "WebAssembly" }).waitFor();
    assert.equal(await page.getByRole("alert").textContent(), words.ko.noWasm);
  } finally {
    await without.close();
  }
});

test("both languages say the same things", () => {
  const shape = (value) => (typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)])) : typeof value);
  assert.deepEqual(shape(words.en), shape(words.ko));
});

test("every kind of warning and failure has a sentence in both languages", async () => {
  const names = async (file, type) => [...(await readFile(join(ROOT, "src", file), "utf8")).matchAll(new RegExp(`${type}::[^=]*=> "([a-z-]+)",`, "g"))].map(([, name]) => name);
  const [kinds, failures] = [await names("warning.rs", "WarningKind"), await names("error.rs", "ErrorKind")];
  assert.ok(kinds.length > 10 && failures.length > 5, "the kinds are found");
  for (const language of Object.values(words)) {
    assert.deepEqual(kinds.filter((name) => !language.kinds[name]), []);
    assert.deepEqual(failures.filter((name) => !language.failures[name]), []);
  }
});

test("package converts in a browser as an ES module", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.address}nothing`);
  const text = await page.evaluate(async () => {
    const { convert } = await import("/bindings/wasm/index.js");
    const bytes = await (await fetch("/samples/press-release.hwp")).arrayBuffer();
    return (await convert(bytes, { to: "text" })).text;
  });
  assert.equal(text, execFileSync(COMMAND, ["-q", "-t", "text", join(SAMPLES, "press-release.hwp")]).toString());
  await page.close();
});
