// Names of outputs, as the command chooses them.

export const EXTENSIONS = { markdown: ".md", text: ".txt", html: ".html" };

const DOCUMENT = /\.(hwp|hwpx|hwpml|hml|hwt)$/i;

const normalized = (path) => path.normalize("NFC").toLowerCase();

/**
 * The paths of outputs without their extension, none twice, also where case does not count: `a.hwp` makes `a`, or
 * `a.hwp` where another document makes `a` as well, or `a.hwp-2` where that is taken.
 */
export function stems(paths) {
  const plain = paths.map((path) => path.replace(DOCUMENT, ""));
  const isFull = paths.map(() => false);
  const current = () => paths.map((path, index) => (isFull[index] ? path : plain[index]));
  for (let changed = true; changed; ) {
    changed = false;
    const names = current().map(normalized);
    const counts = new Map();
    names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
    names.forEach((name, index) => {
      if (counts.get(name) > 1 && !isFull[index]) {
        isFull[index] = true;
        changed = true;
      }
    });
  }
  const names = current();
  const taken = new Set(names.map(normalized));
  const seen = new Set();
  return names.map((name) => {
    let unique = name;
    if (seen.has(normalized(name))) {
      for (let number = 2; taken.has(normalized(unique)); number += 1) {
        unique = `${name}-${number}`;
      }
    }
    taken.add(normalized(unique));
    seen.add(normalized(unique));
    return unique;
  });
}

/** The last part of a path. */
export function fileName(path) {
  return path.split("/").at(-1);
}
