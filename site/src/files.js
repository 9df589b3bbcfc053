// Files that are dropped or chosen, with their paths in the folder that was taken.

/** Larger files are refused before anything of them is read. */
export const MAX_BYTES = 256 << 20;

const DOCUMENT = /\.(hwp|hwpx|hwpml|hml|hwt)$/i;

/** Whether a file of a folder is taken: documents, without hidden files and the word processor's own lock files. */
function isWanted(name) {
  return DOCUMENT.test(name) && !name.startsWith(".") && !name.startsWith("~$");
}

/** Files that were dropped. Of folders only documents are taken; `refused` names folders that the browser keeps closed. */
export async function dropped(transfer) {
  // What is dropped is there only until the event ends, so that nothing is waited for before all of it is asked for.
  const items = Array.from(transfer.items, (item) => ({
    file: item.getAsFile(),
    entry: item.webkitGetAsEntry?.(),
    handle: item.getAsFileSystemHandle?.(),
  }));
  const found = { files: [], refused: [] };
  for (const { file, entry, handle } of items) {
    if (!entry?.isDirectory) {
      if (file) {
        found.files.push({ file, path: file.name });
      }
      continue;
    }
    try {
      // Chromium opens handles on pages from the disk as well, where it refuses entries; other browsers have only entries.
      await (handle ? walkHandle(await handle, entry.name, found) : walkEntry(entry, entry.name, found));
    } catch {
      found.refused.push(entry.name);
    }
  }
  return found;
}

/** Files of an input; those of a folder that was chosen say their paths in it. */
export function chosen(files) {
  const isBelowHidden = (path) => path.split("/").slice(1).some((part) => part.startsWith("."));
  return {
    files: Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name })).filter(
      ({ file, path }) => !file.webkitRelativePath || (isWanted(file.name) && !isBelowHidden(path)),
    ),
    refused: [],
  };
}

async function walkHandle(folder, path, found) {
  for await (const handle of folder.values()) {
    const below = `${path}/${handle.name}`;
    if (handle.kind === "directory" && !handle.name.startsWith(".")) {
      await walkHandle(handle, below, found);
    } else if (handle.kind === "file" && isWanted(handle.name)) {
      found.files.push({ file: await handle.getFile(), path: below });
    }
  }
}

async function walkEntry(folder, path, found) {
  const reader = folder.createReader();
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // Some at a time.
    if (entries.length === 0) {
      return;
    }
    for (const entry of entries) {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory && !entry.name.startsWith(".")) {
        await walkEntry(entry, below, found);
      } else if (entry.isFile && isWanted(entry.name)) {
        found.files.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), path: below });
      }
    }
  }
}
