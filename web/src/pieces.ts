// Divides an article into paragraphs, and these into pieces that are shown in
// one way each.
import type { Attribution, PartKind, View } from "secondhand";

/** Words of the article that are marked in one way. */
export interface Piece {
  text: string;
  /** The innermost attribution whose content has these words. */
  content?: number;
  /** Whether that is inside the content of another. */
  deep?: boolean;
  /** The attribution whose source or cue these words are. */
  source?: number;
  cue?: number;
  /** Whether they stand in quotation marks. */
  quoted?: boolean;
  /** The attribution that is reached here by the keyboard. */
  anchor?: number;
  /** The findings that begin here. */
  findings?: number[];
}

export interface Paragraph {
  kind: PartKind;
  pieces: Piece[];
}

type What = "content" | "source" | "cue" | "quote" | "finding";
interface Event {
  at: number;
  opens: boolean;
  what: What;
  index: number;
}

/** Keeps what is open at a place; the last that was opened counts. */
class Open {
  readonly #stack: number[] = [];
  readonly #open = new Map<number, number>();
  size = 0;

  set(index: number, opens: boolean): void {
    this.size += opens ? 1 : -1;
    this.#open.set(index, (this.#open.get(index) ?? 0) + (opens ? 1 : -1));
    if (opens) this.#stack.push(index);
  }

  get last(): number | undefined {
    while (this.#stack.length > 0 && (this.#open.get(this.#stack.at(-1)!) ?? 0) <= 0) this.#stack.pop();
    return this.#stack.at(-1);
  }
}

function events({ found }: View): Event[] {
  const all: Event[] = [];
  const add = (what: What, index: number, { start, end }: { start: number; end: number }) => {
    if (start >= end) return;
    all.push({ at: start, opens: true, what, index }, { at: end, opens: false, what, index });
  };
  found.attributions.forEach((attribution, i) => {
    for (const span of attribution.content) add("content", i, span);
    for (const span of attribution.source) add("source", i, span);
    for (const span of attribution.cue) add("cue", i, span);
  });
  found.quotes.forEach((quote, i) => add("quote", i, quote));
  found.findings.forEach((finding, i) => all.push({ at: finding.span.start, opens: true, what: "finding", index: i }));
  // At one place, what ends is before what begins, and the longer before what is inside.
  const ends = new Map<Event, number>();
  for (let i = 0; i + 1 < all.length; i++) if (all[i]!.opens && !all[i + 1]!.opens) ends.set(all[i]!, all[i + 1]!.at);
  return all.sort(
    (a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || (ends.get(b) ?? 0) - (ends.get(a) ?? 0),
  );
}

/** Where each attribution is reached by the keyboard: a place of its own, in the order of the text. */
function anchorsOf(attributions: Attribution[]): [number, number][] {
  const taken = new Set<number>();
  const anchors: [number, number][] = [];
  attributions.forEach(({ content, cue, source }, i) => {
    const own = [...content, ...cue, ...source].find(({ start }) => !taken.has(start));
    if (!own) return;
    taken.add(own.start);
    anchors.push([own.start, i]);
  });
  return anchors.sort((a, b) => a[0] - b[0]);
}

/** Returns the paragraphs of an article one by one. */
export function* paragraphs(view: View): Generator<Paragraph> {
  const { text, parts, found } = view;
  const all = events(view);
  const open = { content: new Open(), source: new Open(), cue: new Open(), quote: new Open() };
  const anchors = anchorsOf(found.attributions);
  let [next, anchor] = [0, 0];
  let findings: number[] = [];
  for (const part of parts) {
    const pieces: Piece[] = [];
    let at = part.start;
    const put = (end: number) => {
      if (end <= at) return;
      const piece: Piece = { text: text.slice(at, end) };
      const content = open.content.last;
      if (content !== undefined) piece.content = content;
      if (open.content.size > 1) piece.deep = true;
      if (open.source.last !== undefined) piece.source = open.source.last;
      if (open.cue.last !== undefined) piece.cue = open.cue.last;
      if (open.quote.size > 0) piece.quoted = true;
      if (findings.length > 0) [piece.findings, findings] = [findings, []];
      while (anchor < anchors.length && anchors[anchor]![0] < end) {
        piece.anchor ??= anchors[anchor]![1];
        anchor += 1;
      }
      pieces.push(piece);
      at = end;
    };
    for (; next < all.length && all[next]!.at < part.end; next++) {
      const event = all[next]!;
      put(Math.min(event.at, part.end));
      if (event.what === "finding") findings.push(event.index);
      else open[event.what].set(event.index, event.opens);
    }
    put(part.end);
    if (part.kind !== "comment") yield { kind: part.kind, pieces };
  }
}
