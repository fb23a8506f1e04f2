// Reads articles, away from the page, which stays usable meanwhile.
import { load, read, render, rules, version, type Options, type View } from "secondhand";
import example from "../../examples/border-talks.txt?raw";
import type { Asked, Counts, Note, Statement, Told } from "./messages.js";
import { paragraphs, type Paragraph } from "./pieces.js";

/** How many characters and findings are sent at a time, so that the page draws in between. */
const CHARACTERS = 4_000;
const FINDINGS = 25;

let file: { name: string; bytes: Uint8Array<ArrayBuffer>; options: Options; views: View[] } | undefined;

const tell = (told: Told) => postMessage(told);
const numberOf = (id: string | null | undefined) => (id ? Number(id.slice(1)) - 1 : undefined);

function show(id: number, index: number, ms: number): void {
  const views = file?.views ?? [];
  const view = views[index];
  if (!view) throw new Error("there is no article in this file");
  const { found } = view;
  const counts: Counts = { firsthand: 0, secondhand: 0, hearsay: 0, unsourced: 0 };
  for (const attribution of found.attributions) counts[attribution.provenance] += 1;
  const concerned = new Map<number, number[]>();
  found.findings.forEach((finding, i) => {
    const own = [finding.attribution, ...finding.also.map((also) => also.attribution)];
    for (const at of new Set(own.map(numberOf))) {
      if (at === undefined) continue;
      const list = concerned.get(at);
      if (list) list.push(i);
      else concerned.set(at, [i]);
    }
  });
  const remarks = [...view.notes, ...(found.notices ?? []).map((notice) => notice.message)];
  tell({
    kind: "head", id, index, counts, remarks, ms,
    names: views.map((one) => one.found.article.title ?? one.found.id),
    title: found.article.title ?? "",
    publisher: found.article.agency ?? found.article.publisher ?? "",
  });
  const notes: Note[] = found.findings.map((finding) => ({
    code: finding.code, help: finding.help, message: finding.message, rule: finding.rule, severity: finding.severity,
    text: finding.span.text,
    attribution: numberOf(finding.attribution),
    silenced: finding.status === "suppressed" ? (finding.suppression?.reason ?? "") : undefined,
  }));
  for (let from = 0; from < notes.length; from += FINDINGS) {
    tell({ kind: "findings", id, from, findings: notes.slice(from, from + FINDINGS) });
  }
  let batch: Paragraph[] = [];
  let [from, size] = [0, 0];
  const send = () => {
    const anchored = batch.flatMap((p) => p.pieces).flatMap((piece) => [piece.anchor, piece.content, piece.source, piece.cue]);
    const numbers = [...new Set(anchored.filter((n) => n !== undefined))];
    const statements = numbers.map((n): [number, Statement] => {
      const { act, chain, provenance, quotation, source } = found.attributions[n]!;
      return [n, { act, chain, provenance, quotation, source, findings: concerned.get(n) ?? [] }];
    });
    tell({ kind: "paragraphs", id, from, paragraphs: batch, statements });
    from += batch.length;
    [batch, size] = [[], 0];
  };
  for (const paragraph of paragraphs(view)) {
    batch.push(paragraph);
    size += paragraph.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
    if (size > CHARACTERS) send();
  }
  send();
  tell({ kind: "done", id });
}

function answer(asked: Asked): void {
  switch (asked.kind) {
    case "read": {
      const { name, bytes, options } = asked;
      const before = performance.now();
      const views = read(bytes, { ...options, name });
      file = { name, bytes, options, views };
      show(asked.id, 0, performance.now() - before);
      break;
    }
    case "show":
      show(asked.id, asked.index, 0);
      break;
    case "render":
      if (file) {
        const text = render(file.bytes, asked.format as Parameters<typeof render>[1], { ...file.options, name: file.name });
        tell({ kind: "rendered", id: asked.id, format: asked.format, text });
      }
  }
}

const loaded = load().then(() => {
  // The browser compiles on first use: not while somebody waits.
  read(example);
  tell({ kind: "ready", rules: rules(), version: version() });
});

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  loaded.then(() => answer(data)).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const crashed = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    tell({ kind: "failed", id: data.id, message, crashed });
  });
});
