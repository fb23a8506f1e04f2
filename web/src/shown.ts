// Shows an article with its statements, and the overview beside it.
import { type Card, sentence } from "./card.js";
import { CLASSES, line } from "./chain.js";
import { byId, element } from "./dom.js";
import type { Note, Statement, Told } from "./messages.js";
import type { Piece } from "./pieces.js";

type Of<K extends Told["kind"]> = Extract<Told, { kind: K }>;

const PARTS: Record<string, "h2" | "h3" | "blockquote" | "p"> = { title: "h2", heading: "h3", quotation: "blockquote" };
const ASIDE = new Set(["byline", "dateline", "caption", "boilerplate", "credit", "bio", "correction"]);
const SIGNS = { error: "✕", warning: "▲", note: "●" } as const;

export class Shown {
  #statements = new Map<number, Statement>();
  #notes: Note[] = [];
  #anchors: HTMLElement[] = [];
  #publisher = "This article";
  #head: Of<"head"> | undefined;
  #current = 0;
  readonly #card: Card;
  readonly #article = byId("article");
  readonly #findings = byId("findings");

  constructor(card: Card) {
    this.#card = card;
    const article = this.#article;
    article.addEventListener("pointerover", (event) => {
      if (event.pointerType === "mouse") this.#point(event.target);
    });
    article.addEventListener("pointerout", (event) => {
      if (event.pointerType === "mouse") card.leave(document.activeElement);
    });
    article.addEventListener("click", ({ target }) => {
      const words = this.#point(target);
      if (words?.dataset["anchor"]) this.#choose(this.#anchors.indexOf(words));
    });
    article.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement && target.dataset["anchor"]) {
        this.#current = this.#anchors.indexOf(target);
        this.#open(target, Number(target.dataset["anchor"]));
      }
    });
    article.addEventListener("focusout", () => card.leave());
    article.addEventListener("keydown", (event) => this.#key(event));
    this.#findings.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-finding]") : null;
      if (button) this.#jump(Number(button.dataset["finding"]));
    });
  }

  begin(head: Of<"head">): void {
    this.#statements.clear();
    [this.#notes, this.#anchors, this.#current, this.#head] = [[], [], 0, head];
    this.#publisher = head.publisher || "This article";
    this.#article.replaceChildren();
    delete this.#article.dataset["only"];
    this.#findings.replaceChildren();
    scrollTo({ top: 0 });
    const { counts } = head;
    const classes = (Object.keys(CLASSES) as (keyof typeof CLASSES)[]).map((key) => ({ ...CLASSES[key], count: counts[key] }));
    byId("bar").replaceChildren(
      ...classes.filter((c) => c.count > 0).map((c) => {
        const part = element("i", { class: c.short });
        part.style.flexGrow = String(c.count);
        return part;
      }),
    );
    byId("key").replaceChildren(
      ...classes.map((c) => {
        const button = element("button", { type: "button", "aria-pressed": "false", "data-class": c.short }, element("span", { class: `c ${c.short}` }, c.name), ` ${c.count}`);
        button.disabled = c.count === 0;
        button.addEventListener("click", () => this.#only(button));
        return button;
      }),
    );
    const remarks = byId("remarks");
    remarks.replaceChildren(...head.remarks.map((remark) => element("li", {}, remark)));
    remarks.hidden = head.remarks.length === 0;
    this.#sum();
  }

  paragraphs({ paragraphs, statements }: Of<"paragraphs">): void {
    for (const [number, statement] of statements) this.#statements.set(number, statement);
    const made = document.createDocumentFragment();
    for (const { kind, pieces } of paragraphs) {
      const is = PARTS[kind] ?? "p";
      const paragraph = element(is, { class: ASIDE.has(kind) ? "aside" : kind === "deck" ? "deck" : undefined });
      for (const piece of pieces) paragraph.append(...this.#piece(piece));
      made.append(paragraph);
    }
    this.#article.append(made);
  }

  findings({ findings, from }: Of<"findings">): void {
    const made = document.createDocumentFragment();
    findings.forEach((note, i) => {
      const index = from + i;
      this.#notes[index] = note;
      const sign = element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[note.severity]);
      const button = element(
        "button",
        { type: "button", "data-finding": index, class: `finding ${note.severity}` },
        element("span", { class: `ref ${note.severity}`, "aria-hidden": "true" }, String(index + 1)),
        element("span", { class: "said" }, sentence(note.message)),
        element("span", { class: "words" }, note.text),
        element("span", { class: "rule" }, sign, ` ${note.severity} · ${note.code} ${note.rule}`),
      );
      if (note.silenced !== undefined) {
        button.classList.add("silenced");
        button.append(element("span", { class: "rule" }, `allowed: ${note.silenced}`));
      }
      made.append(element("li", {}, button));
    });
    this.#findings.append(made);
    this.#sum();
  }

  end(): void {
    this.#anchors[0]?.setAttribute("tabindex", "0");
    this.#article.dataset["done"] = "";
  }

  #sum(): void {
    const head = this.#head;
    if (!head) return;
    const { firsthand, secondhand, hearsay, unsourced } = head.counts;
    const statements = firsthand + secondhand + hearsay + unsourced;
    const many = (n: number, what: string) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
    const time = head.ms > 0 ? `, read in ${head.ms < 10 ? head.ms.toFixed(1) : Math.round(head.ms)} ms` : "";
    byId("summary").textContent = `${many(statements, "statement")}, ${many(this.#notes.length, "finding")}${time}`;
    byId("findings-title").hidden = this.#notes.length === 0;
    delete this.#article.dataset["done"];
  }

  #piece(piece: Piece): Node[] {
    const nodes: Node[] = [];
    for (const index of piece.findings ?? []) {
      const severity = this.#notes[index]?.severity ?? "note";
      const ref = element("button", { type: "button", class: `ref ${severity}`, tabindex: -1, "data-finding": index, "aria-label": `Finding ${index + 1}` }, String(index + 1));
      ref.addEventListener("click", () => this.#reveal(index));
      nodes.push(ref);
    }
    const owner = piece.cue ?? piece.source ?? piece.content;
    if (owner === undefined && !piece.quoted) return [...nodes, document.createTextNode(piece.text)];
    const classes: string[] = [];
    const content = piece.content === undefined ? undefined : this.#statements.get(piece.content);
    if (content) classes.push("c", CLASSES[content.provenance].short);
    if (piece.deep) classes.push("d2");
    if (piece.quoted) classes.push("q");
    if (piece.source !== undefined) classes.push("s");
    if (piece.cue !== undefined) classes.push("k");
    const words = element("span", { class: classes.join(" "), "data-a": owner }, piece.text);
    const statement = piece.anchor === undefined ? undefined : this.#statements.get(piece.anchor);
    if (statement) {
      words.dataset["anchor"] = String(piece.anchor);
      words.tabIndex = -1;
      words.role = "button";
      words.setAttribute("aria-description", `${CLASSES[statement.provenance].name}: ${line(statement, this.#publisher)}`);
      this.#anchors.push(words);
    }
    nodes.push(words);
    return nodes;
  }

  /** Shows the chain of the words under the pointer. */
  #point(target: EventTarget | null): HTMLElement | undefined {
    const words = target instanceof Element ? target.closest<HTMLElement>("[data-a]") : null;
    if (!words) return undefined;
    this.#open(words, Number(words.dataset["a"]));
    return words;
  }

  #open(words: HTMLElement, index: number): void {
    const statement = this.#statements.get(index);
    if (!statement) return;
    for (const lit of this.#article.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const own of this.#article.querySelectorAll(`[data-a="${index}"]`)) own.classList.add("lit");
    const notes = statement.findings.flatMap((i): [number, Note][] => (this.#notes[i] ? [[i + 1, this.#notes[i]]] : []));
    this.#card.show(words, statement, notes, this.#publisher);
  }

  /** Makes a statement the one that the keyboard is at. */
  #choose(to: number): HTMLElement | undefined {
    const next = this.#anchors[to];
    this.#anchors[this.#current]?.setAttribute("tabindex", "-1");
    this.#current = to;
    next?.setAttribute("tabindex", "0");
    next?.focus({ preventScroll: true });
    return next;
  }

  #move(to: number): void {
    const next = this.#choose(to);
    if (!next) return;
    next.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowRight: this.#current + 1,
      ArrowDown: this.#current + 1,
      ArrowLeft: this.#current - 1,
      ArrowUp: this.#current - 1,
      Home: 0,
      End: this.#anchors.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#move(Math.max(0, Math.min(to, this.#anchors.length - 1)));
  }

  /** Goes from a finding to its words. */
  #jump(index: number): void {
    const attribution = this.#notes[index]?.attribution;
    const anchor = this.#anchors.findIndex((words) => words.dataset["anchor"] === String(attribution));
    if (anchor >= 0) {
      this.#move(anchor);
      return;
    }
    const ref = this.#article.querySelector<HTMLElement>(`[data-finding="${index}"]`);
    ref?.scrollIntoView({ block: "center" });
    ref?.focus({ preventScroll: true });
  }

  /** Goes from words to a finding. */
  #reveal(index: number): void {
    const button = this.#findings.querySelector<HTMLElement>(`[data-finding="${index}"]`);
    button?.scrollIntoView({ block: "nearest" });
    button?.focus({ preventScroll: true });
  }

  #only(button: HTMLButtonElement): void {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    for (const other of byId("key").querySelectorAll("button")) other.setAttribute("aria-pressed", String(isOn && other === button));
    if (isOn) this.#article.dataset["only"] = button.dataset["class"]!;
    else delete this.#article.dataset["only"];
  }
}
