/** What to write. */
export type Target = "markdown" | "text" | "html" | "json" | "chunks" | "jsonl";

/** How a document is read. */
export interface ReadOptions {
  /** Opens a locked document. */
  password?: string;
  /** Whether the data of pictures is wanted. Default: false for `convert`, true for `open`. */
  pictures?: boolean;
  /** Tracked changes taken over, taken back, or both shown. Default: "accept". */
  trackChanges?: "accept" | "reject" | "all";
  /** The document's own headings and text that looks like one, its own only, or none. Default: "auto". */
  headings?: "auto" | "outline" | "none";
  /** Typed marks such as Ⅰ. 1. 가. □ ○ - kept as text, or made a nested list. Default: "keep". */
  outline?: "keep" | "list";
  /** Whether text is bold, italic and underlined. Default: "keep". */
  emphasis?: "keep" | "drop";
  /** Pairs of the first and the last page that are wanted, counted from 1. Default: all. */
  pages?: [first: number, last: number][];
  /** How much a document may cost. */
  limits?: Limits;
}

/** How a document is written. Options that a target has no use for are ignored. */
export interface WriteOptions {
  /** How Markdown tables are written; "auto" takes HTML where GFM cannot say it. Default: "auto". */
  tables?: "auto" | "gfm" | "html";
  /** What GFM tables have where a merged cell goes on: its content again, or nothing. Default: "repeat". */
  spans?: "repeat" | "blank";
  /** Columns after which plain text is wrapped. Default: a paragraph is a line. */
  wrap?: number;
  /** Whether comments (memos) are written. Default: "keep". */
  comments?: "keep" | "drop";
  /** Whether headers, footers and master pages are written, once each. Default: "keep". */
  furniture?: "keep" | "drop";
  /** Whether page breaks are written. Give it when the document is opened. Default: false. */
  pageBreaks?: boolean;
  /** Whether Markdown and HTML begin with links to the headings. Default: false. */
  toc?: boolean;
  /** Whether Markdown begins with YAML front matter. Default: false. */
  metadata?: boolean;
  /** What stands before the names of pictures, such as "report_media/". Default: nothing. */
  mediaPrefix?: string;
  /** Whether an HTML page holds its pictures itself. Default: false. */
  embedMedia?: boolean;
  /** Whether pictures on the web are shown, which tells their servers who looks. Default: false. */
  remotePictures?: boolean;
  /** How chunks are cut. Default: 1,200 characters without overlap. */
  chunks?: { size?: number; overlap?: number; unit?: "chars" | "tokens" };
  /** The name of the document, for targets that tell it. Default: none. */
  source?: string;
}

export interface ConvertOptions extends ReadOptions, WriteOptions {
  /** Default: "markdown". */
  to?: Target;
}

/** Upper bounds on what one document may cost; `hwpconv --help` lists the defaults. `nesting` can only be lowered. */
export interface Limits {
  streamBytes?: number;
  documentBytes?: number;
  bodyBytes?: number;
  nesting?: number;
  tableSlots?: number;
  entries?: number;
  records?: number;
  picturePixels?: number;
  outputBytes?: number;
  warnings?: number;
}

/** Something that was left out ("loss"), changed or repaired. */
export interface Warning {
  severity: "loss" | "change" | "repair";
  /** One stable word, such as "unknown-control". */
  kind: string;
  /** What it happened to, in one stable word, where the kind leaves that open. */
  what?: string;
  place: string;
  /** An English sentence. */
  message: string;
  count: number;
}

/** A picture that the text shows. */
export interface Picture {
  name: string;
  mediaType: string;
  bytes: number;
}

/** What a document says about itself; null where it says nothing. */
export interface Metadata {
  title: string | null;
  subject: string | null;
  author: string | null;
  keywords: string | null;
  comments: string | null;
  lastSavedBy: string | null;
  created: string | null;
  modified: string | null;
  date: string | null;
  application: string | null;
  license: string | null;
}

/** What a document is. */
export interface About {
  format: "hwp5" | "hwpx" | "hwp3" | "hwpml";
  formatVersion: string | null;
  /** Such as "compressed", "password", "distribution". */
  flags: string[];
  /** Number of pages; null when the file does not store its layout, or `convert` had no need of it. */
  pages: number | null;
  metadata: Metadata;
  warnings: Warning[];
}

export interface Conversion extends About {
  text: string;
  /** Empty unless `pictures` is asked for. */
  pictures: (Picture & { data: Uint8Array })[];
}

/** A document that was read and takes memory until it is closed. */
export interface HwpDocument extends About {
  pictures: Picture[];
  /** Writes the document; the options go before those it was opened with. */
  write(to?: Target, options?: WriteOptions & { limits?: Limits }): { text: string; warnings: Warning[] };
  /** The data of a picture, by its position in `pictures`. */
  picture(position: number): Uint8Array;
  /** Frees the memory. */
  close(): void;
}

export declare class HwpError extends Error {
  /**
   * One stable word: "empty", "not-hwp", "unsupported", "encrypted", "wrong-password", "damaged", "no-body", "limit",
   * "no-pages", "options", "closed", "crash".
   */
  readonly kind: string;
  /** Whether a password, or another one, may open the document. */
  readonly needsPassword: boolean;
}

/** Converts one document. Rejects with an `HwpError` when there is nothing to convert. */
export declare function convert(bytes: BufferSource, options?: ConvertOptions): Promise<Conversion>;

/** Reads a document, to be written several times. */
export declare function open(bytes: BufferSource, options?: ReadOptions & WriteOptions): Promise<HwpDocument>;

/** Loads the module; needs to be called only to choose where it comes from, or to have it early. */
export declare function load(source?: URL | string | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** The version of hwpconv. */
export declare function version(): Promise<string>;
