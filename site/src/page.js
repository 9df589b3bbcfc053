// The page: a list of documents, one of them in view. The worker converts; nothing here reads a document's format.

import { dropped, chosen, MAX_BYTES } from "./files.js";
import { makeEngine } from "./engine.js";
import { EXTENSIONS, fileName, stems } from "./names.js";
import { element, fill, isText, prepare, release, TABS } from "./view.js";
import { words as allWords } from "./words.js";
// Put there by build.mjs.
import workerSource from "worker-source";

const $ = (id) => document.getElementById(id);
const engine = makeEngine(workerSource, $("module").textContent);

/** Every document: `{ file, path, state, about, failure, password }`; `state` is a word of the list, or "ready". */
let documents = [];
let selected;
/** What is in view, for `selected`. */
let view;
let tab = "html";
let language = navigator.language.startsWith("ko") ? "ko" : "en";
/** What the status line says, as a function of the words, so that it follows the language. */
let status = () => "";
/** How many tasks are under way. */
let busy = 0;

const words = () => allWords[language];

// What is shown

function say(sentence) {
  status = sentence;
  $("status").textContent = status(words());
}

function describe({ state, about, failure }) {
  const { failures, pages, pictures, warnings, losses, ...states } = words();
  if (state === "failed") {
    return failures[failure.kind] ?? failure.message;
  }
  if (state !== "ready") {
    return states[state];
  }
  const lost = about.warnings.filter(({ severity }) => severity === "loss").length;
  return [
    about.format.toUpperCase(),
    about.pages && pages(about.pages),
    about.pictures && pictures(about.pictures),
    about.warnings.length && warnings(about.warnings.length),
    lost && losses(lost),
  ].filter(Boolean).join(" · ");
}

/** Says how many documents were read, and how many were not. */
function sayCounts(entries, refused = []) {
  const count = (state) => entries.filter((entry) => entry.state === state).length;
  say((words) => [
    words.done({ ready: count("ready"), locked: count("locked"), failed: count("failed") }),
    refused.length > 0 && words.folderRefused(refused.join(", ")),
  ].filter(Boolean).join(" "));
}

function renderItem(entry) {
  entry.button.replaceChildren(entry.path, element("small", { textContent: describe(entry) }));
  entry.button.className = entry.state;
  entry.button.setAttribute("aria-current", String(entry === selected));
}

function renderAll() {
  document.documentElement.lang = language;
  $("language").textContent = words().language;
  $("language").lang = language === "ko" ? "en" : "ko";
  for (const place of document.querySelectorAll("[data-word]")) {
    place.textContent = words()[place.dataset.word];
  }
  documents.forEach(renderItem);
  $("status").textContent = status(words());
  renderState();
  renderViewer();
}

function renderState() {
  const isAny = documents.some(({ state }) => state === "ready");
  $("all").hidden = documents.length === 0;
  $("progress").hidden = $("stop").hidden = busy === 0;
  for (const id of ["save-all", "save", "copy", "save-with-pictures"]) {
    $(id).disabled = busy > 0 || !isAny;
  }
}

function renderViewer() {
  $("viewer").hidden = !selected;
  if (!selected) {
    return;
  }
  const { state, failure, path } = selected;
  $("name").textContent = fileName(path);
  $("facts").textContent = state === "ready" ? describe(selected) : "";
  $("unlock").hidden = state !== "locked";
  $("unlock-message").textContent = failure?.kind === "wrong-password" ? words().wrongPassword : words().unlock;
  $("failure").hidden = state !== "failed" && state !== "stopped";
  $("failure").textContent = state === "failed" || state === "stopped" ? describe(selected) : "";
  $("content").hidden = !view;
  if (view) {
    renderTabs();
  }
}

function renderTabs() {
  const counts = { outline: view.outline.length, pictures: view.pictures.length, warnings: selected.about.warnings.length };
  $("tabs").replaceChildren(...TABS.map((name) => {
    const button = element("button", {
      type: "button",
      id: `tab-${name}`,
      textContent: words().tabs[name] + (counts[name] ? ` (${counts[name]})` : ""),
      onclick: () => show(name),
      tabIndex: name === tab ? 0 : -1,
    });
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", String(name === tab));
    button.setAttribute("aria-controls", "panel");
    return button;
  }));
  $("actions").hidden = !isText(tab);
  $("save").textContent = words().save(EXTENSIONS[tab] ?? "");
  $("save-with-pictures").hidden = view.pictures.length === 0;
  $("cut").hidden = !view.isCut[tab];
  $("panel").setAttribute("aria-labelledby", `tab-${tab}`);
  fill($("panel"), tab, { view, about: selected.about, name: fileName(selected.path), words: words(), goTo, onFrame: takeDrops });
}

function show(name) {
  tab = name;
  renderTabs();
}

/** Shows a heading in the frame. */
function goTo(position) {
  show("html");
  const frame = $("panel").querySelector("iframe");
  frame.addEventListener("load", () => {
    const heading = frame.contentDocument.querySelectorAll("h1, h2, h3, h4, h5, h6")[position];
    heading?.scrollIntoView();
    frame.focus();
  }, { once: true });
}

// What is done

async function working(task) {
  busy += 1;
  renderState();
  try {
    return await task();
  } finally {
    busy -= 1;
    if (busy === 0) {
      $("progress").removeAttribute("value");
    }
    renderState();
  }
}

/** Takes files into the list and reads them one after another. */
async function take({ files, refused }) {
  if (files.length === 0) {
    say((words) => (refused.length > 0 ? words.folderRefused(refused.join(", ")) : words.nothing));
    return;
  }
  const added = files.map(({ file, path }) => {
    const entry = { file, path, state: "waiting", button: element("button", { type: "button" }) };
    if (file.size > MAX_BYTES) {
      Object.assign(entry, { state: "failed", failure: { kind: "too-large" } });
    }
    entry.button.onclick = () => select(entry);
    return entry;
  });
  documents.push(...added);
  added.forEach(renderItem);
  $("list").append(...added.map(({ button }) => element("li", {}, [button])));
  await working(async () => {
    for (const [index, entry] of added.entries()) {
      if (entry.state === "waiting") {
        say((words) => words.progress(index, added.length));
        $("progress").max = added.length;
        $("progress").value = index;
        await inspect(entry);
      }
    }
  });
  sayCounts(added, refused);
  if (!selected && documents.includes(added[0])) {
    await select(added.find(({ state }) => state === "ready") ?? added[0]);
  }
}

/** Reads a document; `password` takes the place of the one that it has. */
async function inspect(entry, password = entry.password) {
  entry.state = "reading";
  renderItem(entry);
  try {
    entry.about = await engine.ask("inspect", { file: entry.file, password });
    Object.assign(entry, { state: "ready", password, failure: undefined });
  } catch (failure) {
    const state = failure.kind === "stopped" ? "stopped" : failure.needsPassword ? "locked" : "failed";
    Object.assign(entry, { state, failure });
  }
  renderItem(entry);
  renderState();
}

async function select(entry) {
  const before = selected;
  selected = entry;
  release(view);
  view = undefined;
  [before, entry].filter(Boolean).forEach(renderItem);
  renderViewer();
  if (entry.state === "stopped") {
    await working(() => inspect(entry));
  }
  if (entry.state === "ready") {
    const { file, password, path } = entry;
    try {
      const shown = await working(() => engine.ask("show", { file, password, path: fileName(path) }));
      if (selected === entry) {
        view = prepare(shown);
      }
    } catch (failure) {
      Object.assign(entry, { state: failure.kind === "stopped" ? "stopped" : "failed", failure });
      renderItem(entry);
    }
  }
  if (selected === entry) {
    renderViewer();
    (entry.state === "locked" ? $("password") : $("viewer")).focus();
  }
}

/** Tries a password on the document in view and, when it fits, on the others that are locked. */
async function unlock(password) {
  const entry = selected;
  await working(async () => {
    await inspect(entry, password);
    if (entry.state === "ready") {
      for (const other of documents.filter(({ state }) => state === "locked")) {
        await inspect(other, password);
        other.failure &&= { ...other.failure, kind: "encrypted" }; // Nobody typed it for this one.
      }
      sayCounts(documents);
    }
  });
  if (selected === entry) {
    await select(entry);
  }
}

/** What a text tab shows, whole. */
function whole() {
  const { file, password, path } = selected;
  return engine.ask("save", { file, password, path: fileName(path), to: tab });
}

async function copy() {
  try {
    const texts = {};
    await working(async () => {
      const { file, password, path } = selected;
      texts["text/plain"] = await engine.ask("save", { file, password, path: fileName(path), to: tab === "html" ? "text" : tab });
      if (tab === "html") {
        texts["text/html"] = await whole();
      }
    });
    const typed = Object.entries(texts).map(([type, blob]) => [type, new Blob([blob], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(typed))]);
    say((words) => words.copied);
  } catch (failure) {
    say((words) => words.failures[failure?.kind] ?? words.notCopied);
  }
}

async function save() {
  const name = stems([fileName(selected.path)])[0] + EXTENSIONS[tab];
  try {
    download(await working(whole), name);
    say((words) => words.saved(name));
  } catch (failure) {
    say((words) => words.failures[failure.kind] ?? words.stopped);
  }
}

async function saveZip(entries, to, name) {
  const list = entries.filter(({ state }) => state === "ready").map(({ file, path, password }) => ({ file, path, password }));
  try {
    const { blob, failed } = await working(() => engine.ask("zip", { documents: list, to }, (index) => {
      say((words) => words.packing(index, list.length));
      $("progress").max = list.length;
      $("progress").value = index;
    }));
    download(blob, name);
    const missing = entries.length - list.length + failed.length;
    say((words) => (missing > 0 ? words.savedWithout(name, missing) : words.saved(name)));
  } catch (failure) {
    say((words) => words.failures[failure.kind] ?? words.stopped);
  }
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // By then the browser has begun.
}

/** Gives up what is under way and what waits for its turn. */
function stop() {
  for (const entry of documents.filter(({ state }) => state === "waiting")) {
    entry.state = "stopped";
    renderItem(entry);
  }
  engine.stop();
}

function clear() {
  stop();
  documents = [];
  selected = undefined;
  release(view);
  view = undefined;
  $("list").replaceChildren();
  say(() => "");
  renderState();
  renderViewer();
}

// What happens

$("language").onclick = () => {
  language = language === "ko" ? "en" : "ko";
  renderAll();
};
$("choose-files").onclick = () => $("files").click();
$("choose-folder").onclick = () => $("folder").click();
for (const input of [$("files"), $("folder")]) {
  input.onchange = () => {
    const found = chosen(input.files);
    input.value = ""; // The same files can be chosen again.
    take(found);
  };
}
$("stop").onclick = stop;
$("clear").onclick = clear;
$("copy").onclick = copy;
$("save").onclick = save;
$("save-all").onclick = () => saveZip(documents, $("format").value, "hwpconv.zip");
$("save-with-pictures").onclick = () => saveZip([{ ...selected, path: fileName(selected.path) }], tab, `${stems([fileName(selected.path)])[0]}.zip`);
$("unlock").onsubmit = (event) => {
  event.preventDefault();
  const password = $("password").value;
  $("password").value = "";
  unlock(password);
};
$("tabs").onkeydown = (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const to = { Home: TABS[0], End: TABS.at(-1) }[event.key] ?? (step && TABS.at((TABS.indexOf(tab) + step) % TABS.length));
  if (to) {
    event.preventDefault();
    show(to);
    $(`tab-${to}`).focus();
  }
};

/** Takes files that are dropped on a window, which the browser would open in place of the page. */
function takeDrops(target) {
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("over");
  });
  target.addEventListener("dragleave", () => document.body.classList.remove("over"));
  target.addEventListener("drop", async (event) => {
    event.preventDefault();
    document.body.classList.remove("over");
    take(await dropped(event.dataTransfer));
  });
}

takeDrops(window);
renderAll();
engine.start().catch(() => {
  $("trouble").hidden = false;
  $("trouble").textContent = words().noWasm;
  $("choose-files").disabled = $("choose-folder").disabled = true;
});
