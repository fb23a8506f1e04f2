// The card beside a statement: its class, its chain and its findings.
import { CLASSES, drawn } from "./chain.js";
import { element } from "./dom.js";
import type { Note, Statement } from "./messages.js";

/** How long the card stays after the pointer has left, so that it can be reached. */
const LINGER = 250;

export class Card {
  #timer: number | undefined;
  #owner: HTMLElement | undefined;
  readonly #card: HTMLElement;

  constructor(card: HTMLElement) {
    this.#card = card;
    card.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    card.addEventListener("pointerleave", () => this.leave(document.activeElement));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    addEventListener("pointerdown", ({ target }) => {
      if (target instanceof Node && !card.contains(target) && !this.#owner?.contains(target)) this.close();
    });
  }

  show(owner: HTMLElement, statement: Statement, notes: [number, Note][], article: string): void {
    clearTimeout(this.#timer);
    this.#owner = owner;
    const { name, short } = CLASSES[statement.provenance];
    const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "✕");
    close.addEventListener("click", () => {
      this.close();
      owner.focus();
    });
    const said = statement.quotation === "direct" ? "quoted" : statement.quotation === "mixed" ? "partly quoted" : "not quoted";
    this.#card.replaceChildren(
      element("header", {}, element("span", { class: `c ${short}` }, name), element("small", {}, `${statement.act}, ${said}`), close),
      drawn(statement, article),
    );
    for (const [number, note] of notes) {
      this.#card.append(
        element(
          "section",
          { class: `note ${note.severity}` },
          element("p", { class: "said" }, element("span", { class: `ref ${note.severity}` }, String(number)), ` ${sentence(note.message)}`),
          element("p", { class: "todo" }, sentence(note.help)),
        ),
      );
    }
    this.#card.hidden = false;
    this.#place(owner);
  }

  /** Puts the card below the words or, if there is no room, above them. Style sheets make it a sheet on small screens. */
  #place(owner: HTMLElement): void {
    const [first] = owner.getClientRects();
    const rect = first ?? owner.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const left = Math.max(12, Math.min(rect.left, document.documentElement.clientWidth - width - 12));
    const bottom = owner.getBoundingClientRect().bottom;
    const fits = bottom + height + 16 < innerHeight || rect.top < height + 16;
    const top = fits ? bottom + 8 : rect.top - height - 8;
    this.#card.style.setProperty("--left", `${left + scrollX}px`);
    this.#card.style.setProperty("--top", `${Math.max(8, top) + scrollY}px`);
  }

  /** Closes soon, unless it belongs to what has the focus. */
  leave(focus: Element | null = null): void {
    clearTimeout(this.#timer);
    if (focus && focus === this.#owner) return;
    this.#timer = window.setTimeout(() => this.close(), LINGER);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#card.hidden = true;
    this.#owner = undefined;
  }
}

/** A message as a sentence. */
export function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
