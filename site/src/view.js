// One document as it is looked at: the tabs and what they show.

import { EXTENSIONS } from "./names.js";

export const TABS = ["html", "markdown", "text", "outline", "pictures", "warnings"];

/**
 * What the frame may load and where its links lead: pictures of the document, and a tab of their own. A heading that is
 * gone to stands a little below the edge, where rounding cannot cut it.
 */
const FRAME_HEAD = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src blob:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><base target="_blank"><style>:is(h1, h2, h3, h4, h5, h6) { scroll-margin-top: .5rem }</style>`;

/** Links to files beside the document: there are none beside the page. */
const FILE_LINK = / href="(?!#|https?:|mailto:|tel:|ftp:)([^"]*)"/gi;

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** Whether a tab shows text that can be copied and downloaded. */
export function isText(tab) {
  return tab in EXTENSIONS;
}

/** Adds to a document that was opened what the tabs need: addresses of pictures, the page for the frame, headings. */
export function prepare(shown) {
  const pictures = shown.pictures.map((picture) => ({ ...picture, address: URL.createObjectURL(picture.blob) }));
  const addresses = new Map(pictures.map(({ name, address }) => [name, address]));
  // Attributes and text of the page hold no plain quotation marks, so that these patterns fit tags only.
  const page = shown.html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, FRAME_HEAD)
    .replace(FILE_LINK, ' title="$1"')
    .replaceAll(' href="#', ' target="_self" href="about:srcdoc#')
    .replace(/<img src="([^"]*)"/g, (tag, address) => `<img src="${addresses.get(pictureName(address)) ?? ""}"`);
  const headings = new DOMParser().parseFromString(page, "text/html").querySelectorAll("h1, h2, h3, h4, h5, h6");
  const outline = Array.from(headings, (heading) => ({ level: Number(heading.tagName.at(1)), text: heading.textContent.trim() }));
  return { ...shown, pictures, page, outline };
}

/** Gives back what `prepare` took. */
export function release(view) {
  view?.pictures.forEach(({ address }) => URL.revokeObjectURL(address));
}

function pictureName(address) {
  try {
    return decodeURIComponent(address.replace(/&(amp|lt|gt|quot);/g, (entity) => ENTITIES[entity]));
  } catch {
    return address;
  }
}

/** Makes an element. */
export function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Fills the panel with what a tab shows. `goTo` gets the position of a heading, `onFrame` the window of the frame. */
export function fill(panel, tab, { view, about, name, words, goTo, onFrame }) {
  switch (tab) {
    case "html": {
      // Nothing in the frame runs; it is of the page's origin only so that the outline can scroll it.
      const frame = element("iframe", { title: words.frame(name) });
      frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
      frame.srcdoc = view.page;
      frame.addEventListener("load", () => onFrame(frame.contentWindow));
      panel.replaceChildren(frame);
      return;
    }
    case "markdown":
    case "text":
      panel.replaceChildren(element("pre", { textContent: view[tab], tabIndex: 0 }));
      return;
    case "outline":
      panel.replaceChildren(list("ol", "outline", words.noOutline, view.outline.map(({ level, text }, position) => {
        const button = element("button", { type: "button", textContent: text || "–", onclick: () => goTo(position) });
        button.style.marginInlineStart = `${(level - 1) * 1.2}rem`;
        return element("li", {}, [button]);
      })));
      return;
    case "pictures":
      panel.replaceChildren(list("ul", "pictures", words.noPictures, view.pictures.map(({ name, bytes, address }) => element("li", {}, [
        element("img", { src: address, alt: "", loading: "lazy" }),
        element("a", { href: address, download: name, textContent: name }),
        ` ${Math.ceil(bytes / 1024)} KiB`,
      ]))));
      return;
    case "warnings":
      panel.replaceChildren(list("ul", "warnings", words.noWarnings, about.warnings.map(({ severity, kind, place, message, count }) => element("li", {}, [
        element("strong", { textContent: words.severity[severity] }),
        ` ${words.kinds[kind] ?? message}${count > 1 ? ` (${words.times(count)})` : ""}`,
        element("small", { lang: "en", textContent: `${place}: ${message}` }),
      ]))));
  }
}

function list(kind, className, nothing, items) {
  return items.length > 0 ? element(kind, { className }, items) : element("p", { textContent: nothing });
}
