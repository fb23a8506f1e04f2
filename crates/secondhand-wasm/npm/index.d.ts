import type { Options as Settings, Rule, View } from "./types.js";

export type * from "./types.js";

/** How a file is read and checked. */
export interface Options extends Settings {
  /** The name of the file, which tells its format where its content does not. */
  name?: string;
}

/** The formats of `secondhand check`. */
export type Format =
  | "concise" | "csv" | "dot" | "github" | "html" | "json" | "jsonl" | "junit" | "mermaid" | "sarif" | "webannotation";

/**
 * Loads the engine, once. To be awaited before anything else is called. Without
 * a source, `secondhand_bg.wasm` is fetched from beside the module.
 */
export function load(source?: BufferSource | WebAssembly.Module | Response | Promise<Response> | URL | string): Promise<void>;

/** Analyses a plain text. Places count UTF-16 units, as strings do. */
export function analyze(text: string, options?: Options): View;

/** Reads a file of any format that the command reads, and analyses its articles. */
export function read(file: Uint8Array | string, options?: Options): View[];

/** Renders a file in a format of the command: the same bytes, in UTF-8. */
export function render(file: Uint8Array | string, format: Format, options?: Options): string;

/** All rules. */
export function rules(): Rule[];

/** The version of the engine. */
export function version(): string;
