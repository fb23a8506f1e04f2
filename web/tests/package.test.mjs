// The npm package: its functions in Node.js, its types, and its example in a browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { launch, serve } from "./browser.mjs";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "target/npm");
let engine;

before(async () => {
  engine = await import(join(folder, "index.js"));
  await engine.load(readFileSync(join(folder, "wasm/secondhand_bg.wasm")));
});

test("a text is analysed", () => {
  const text = "🌊 “No,” Ana Ruiz told Der Spiegel.";
  const { found, parts } = engine.analyze(text, { publisher: "The Courier" });
  const [attribution] = found.attributions;
  assert.equal(attribution.provenance, "secondhand");
  assert.equal(found.article.publisher, "The Courier");
  assert.equal(text.slice(attribution.cue[0].start, attribution.cue[0].end), "told");
  assert.deepEqual(parts.map(({ kind, start, end }) => [kind, text.slice(start, end)]), [["paragraph", text]]);
});

test("a file of any format is read and rendered", () => {
  const page = readFileSync(join(root, "web/tests/saved.html"));
  const [view] = engine.read(page, { name: "a.html" });
  assert.equal(view.found.article.title, "Harbour talks end without a text");
  assert.match(engine.render(page, "concise", { name: "a.html" }), /^a\.html:15:\d+: note: SH001/);
  assert.equal(engine.rules().length, 17);
  assert.match(engine.version(), /^\d+\.\d+\.\d+$/);
});

test("what is wrong is said", () => {
  assert.throws(() => engine.analyze("No.", { select: ["hearsy"] }), /did you mean `hearsay`/);
  assert.throws(() => engine.analyze("No.", { publsher: "x" }), /unknown field `publsher`/);
  assert.throws(() => engine.read(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])), /not a text file/);
  // The engine goes on.
  assert.equal(engine.analyze("“No,” said Ana Ruiz.").found.attributions.length, 1);
});

test("the types are those of the program", () => {
  execFileSync("node", [join(root, "web/tools/types.mjs"), "--check"], { stdio: "inherit" });
});

test("the example marks an editor's text", async () => {
  const html =
    '<script type="importmap">{"imports":{"secondhand":"./index.js"}}</script>' +
    '<div id="editor" contenteditable><p>The “harbour” was closed, Ana Ruiz <i>told</i> Der Spiegel.</p><p>“It was <b>long</b> over,” said Lena Okafor.</p></div>' +
    '<script type="module">import { mark } from "./example.js"; await mark(document.getElementById("editor"), "The Courier"); document.title = "marked";</script>';
  const site = await serve(folder, { "/index.html": html });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const before = await page.goto(site.address).then(() => page.innerHTML("#editor"));
    await page.waitForFunction(() => document.title === "marked");
    const marked = await page.evaluate(() => [...CSS.highlights.get("secondhand")].map(String));
    assert.deepEqual(marked, ["The “harbour” was closed"]);
    assert.equal(await page.innerHTML("#editor"), before);
  } finally {
    await browser.close();
    site.close();
  }
});
