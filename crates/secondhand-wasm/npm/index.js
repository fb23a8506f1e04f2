import start, { Articles, rules as listed, version as stated } from "./wasm/secondhand.js";

let started;

/** Loads the engine, once. */
export function load(source = new URL("./wasm/secondhand_bg.wasm", import.meta.url)) {
  started ??= start({ module_or_path: source }).then(() => {
    // The grammar is compiled on first use: not while somebody waits.
    new Articles(new TextEncoder().encode("“No,” Ana Ruiz told Der Spiegel."), "", "").free();
  });
  return started;
}

/** Reads a file, analyses its articles, and renders them if a format is given. */
function run(file, name, options, use) {
  const { name: _, ...rest } = options ?? {};
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const articles = new Articles(bytes, name, JSON.stringify(rest));
  try {
    return use(articles);
  } finally {
    articles.free();
  }
}

export function read(file, options) {
  return run(file, options?.name ?? "article", options, (articles) => JSON.parse(articles.views()));
}

export function analyze(text, options) {
  return run(text, options?.name ?? "article.txt", options, (articles) => JSON.parse(articles.views())[0]);
}

export function render(file, format, options) {
  return run(file, options?.name ?? "article", options, (articles) => articles.render(format));
}

export function rules() {
  return JSON.parse(listed());
}

export function version() {
  return stated();
}
