// Draws the chain of a statement.
import type { Link } from "secondhand";
import { element } from "./dom.js";
import type { Statement } from "./messages.js";

export const CLASSES = {
  firsthand: { short: "fh", name: "first-hand" },
  secondhand: { short: "sh", name: "second-hand" },
  hearsay: { short: "hs", name: "hearsay" },
  unsourced: { short: "un", name: "unsourced" },
} as const;

/** How an intermediary got or passed on the words. */
function how(link: Link): string {
  switch (link.relation) {
    case "carried":
      return "reported by";
    case "received":
      return "told to";
    case "relayed":
      return link.kind === "document" ? "written in" : "passed on by";
    default:
      return "";
  }
}

/** The links in the order in which the words travelled. */
const travelled = ({ chain }: Statement) => [...chain].reverse();

const nobody = (statement: Statement) => !statement.chain.some((link) => link.role === "origin");

/** The chain in a line, as the reports have it. */
export function line(statement: Statement, article: string): string {
  const names = travelled(statement).map((link) => link.name);
  if (nobody(statement)) names.unshift(statement.provenance === "unsourced" ? "no source" : "nobody named");
  return [...names, article].join(" → ");
}

function node(name: string, kind: string, relation: string, certainty: string | undefined): HTMLLIElement {
  const made = element("li", { class: `node ${kind.replace(" ", "-")}` });
  if (relation) {
    const way = element("span", { class: "way" }, relation);
    if (certainty) way.append(element("small", {}, ` ${certainty}`));
    made.append(way);
  }
  made.append(element("span", { class: "box" }, element("b", {}, name), element("small", {}, kind)));
  return made;
}

/** Returns the chain as a list from the origin to the article. */
export function drawn(statement: Statement, article: string): HTMLOListElement {
  const list = element("ol", { class: "chain", "aria-label": "From the origin to this article" });
  if (nobody(statement)) {
    const what = statement.provenance === "unsourced" ? "no source" : "nobody named";
    list.append(node(what, statement.provenance, "", undefined));
  }
  for (const link of travelled(statement)) {
    const { why } = link;
    const certainty = why && !why.stated ? `(inferred, ${Math.round(why.confidence * 100)} %)` : undefined;
    list.append(node(link.name, link.kind, how(link), certainty));
  }
  const last = statement.provenance === "firsthand" ? "directly" : "repeated in";
  list.append(node(article, "this article", last, undefined));
  return list;
}
