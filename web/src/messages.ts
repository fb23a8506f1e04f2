// What the page and its worker tell each other.
import type { Attribution, Finding, Options, Rule } from "secondhand";
import type { Paragraph } from "./pieces.js";

export type Asked =
  | { kind: "read"; id: number; name: string; bytes: Uint8Array<ArrayBuffer>; options: Options }
  | { kind: "show"; id: number; index: number }
  | { kind: "render"; id: number; format: string };

/** An attribution with what the page says of it. */
export type Statement = Pick<Attribution, "act" | "chain" | "provenance" | "quotation" | "source"> & {
  findings: number[];
};

export type Note = Pick<Finding, "code" | "help" | "message" | "rule" | "severity"> & {
  text: string;
  /** Where it leads: its attribution, if it has one. */
  attribution: number | undefined;
  /** Why it is not reported, if it is not. */
  silenced: string | undefined;
};

export interface Counts {
  firsthand: number;
  secondhand: number;
  hearsay: number;
  unsourced: number;
}

export type Told =
  | { kind: "ready"; rules: Rule[]; version: string }
  | { kind: "head"; id: number; names: string[]; index: number; title: string; publisher: string; counts: Counts; remarks: string[]; ms: number }
  | { kind: "paragraphs"; id: number; from: number; paragraphs: Paragraph[]; statements: [number, Statement][] }
  | { kind: "findings"; id: number; from: number; findings: Note[] }
  | { kind: "done"; id: number }
  | { kind: "rendered"; id: number; format: string; text: string }
  // After a crash the engine is unusable: the page starts another.
  | { kind: "failed"; id: number; message: string; crashed: boolean };
