// Written by `npm run types` in web/; edit the types in src instead.

export type Act = "statement" | "question" | "belief" | "intention" | "attitude" | "perception" | "evidence" | "decree";

/** A further statement that a finding is about. */
export interface Also {
  /** The attribution. */
  attribution: Id;
  /** Whether `text` is only the beginning of the range's text. Contents can contain each other, so that the words of all ranges together can be far longer than the article; past a limit, the words of further ranges are cut. */
  cut?: boolean;
  /** Offset just past the last unit. */
  end: number;
  /** Offset of the first unit, from 0; `Document::offsets` is the unit. */
  start: number;
  /** The article's text in this range, or its beginning if `cut` is true. */
  text: string;
}

/** The article's metadata; `null` for what is not known. */
export interface Article {
  agency: string | null;
  byline: string | null;
  dateline: string | null;
  published: string | null;
  publisher: string | null;
  title: string | null;
}

/** One attribution with its chain. */
export interface Attribution {
  /** The act that the cue reports, such as a statement, question or belief. */
  act: Act;
  /** The parties that the words passed through: from the intermediary next to the article to the origin. */
  chain: Link[];
  /** The id of the construction that matched. */
  construction: string;
  /** The attributed words. */
  content: Span[];
  /** The words that attribute the content. */
  cue: Span[];
  /** `a1`, `a2`, … */
  id: Id;
  /** The attribution whose content contains this one. */
  nested_in: Id | null;
  /** The class of the chain: first-hand, second-hand, hearsay or unsourced. */
  provenance: Provenance;
  /** How much of the content is in quotation marks. */
  quotation: QuotationKind;
  /** The outermost quotations inside the content that do not stand in the content of an attribution nested in this one. */
  quotes: Span[];
  /** The words that name who holds the content; empty if there are none. */
  source: Span[];
}

/** The JSON document of one article. */
export interface Document {
  /** The article's metadata. */
  article: Article;
  /** All attributions, in text order. */
  attributions: Attribution[];
  /** All findings, in text order. */
  findings: Finding[];
  /** The article's path, or its id in the JSON Lines input. */
  id: string;
  /** Messages that come from no rule; only in `Document::checked`. */
  notices?: Notice[] | null;
  /** The unit of `start` and `end`. */
  offsets: Offsets;
  /** All parties, in the order of their first mention. */
  parties: Party[];
  /** All quotations, whether or not they are attributed. */
  quotes: Quote[];
  /** Always `SCHEMA_VERSION`. */
  schema_version: number;
}

/** A finding of a rule. */
export interface Finding {
  /** The other statements that it is about. */
  also: Also[];
  /** The attribution that the finding is about. */
  attribution: Id | null;
  /** The rule's code: `SH001`. */
  code: string;
  /** How likely it is right, from 0 to 1. */
  confidence: number;
  /** A hash that identifies the finding across edits elsewhere in the article. Present, like the fields below, only in `Document::checked`. */
  fingerprint?: string | null;
  /** What to do about it; cut in the same way. */
  help: string;
  /** What was found. The middle is left out if it is longer than 1000 characters. */
  message: string;
  /** The codes of the rules whose matter it tells beside its own: `SH007` where the chain is long. */
  properties: string[];
  /** The rule's name: `second-hand-quote`. */
  rule: string;
  /** The severity of the finding. */
  severity: Severity;
  /** The words that the finding is about. */
  span: Span;
  /** Whether the finding is reported, suppressed or in the baseline. */
  status?: Status | null;
  /** Why the finding is suppressed, if it is. */
  suppression?: Suppression | null;
}

/** `a1`, `p1` */
export type Id = string;

/** A party in a chain. */
export interface Link {
  /** The kind of party, such as a person, outlet or document. */
  kind: PartyKind;
  /** The words by which the article puts the party into this chain. */
  mention: Span;
  /** The fullest name that the article gives the party, cut after 200 characters; `Document::parties` has the whole name. */
  name: string;
  /** The party's id in `Document::parties`. */
  party: Id;
  /** How an intermediary got or passed on the words; `null` for the origin. */
  relation: Relation | null;
  /** Whether the party is an intermediary or the origin. */
  role: Role;
  /** Why the party is an intermediary; `null` for the origin. */
  why: Why | null;
}

/** A message that comes from no rule, such as one about an unused suppression. */
export interface Notice {
  /** The notice's code: `unused-suppression`. */
  code: string;
  /** Column in that line, from 1, in characters. */
  column: number;
  /** The name of the file with the cause, cut after 1000 characters. */
  file: string;
  /** What to do about it; cut in the same way. */
  help: string;
  /** Line in that file, from 1. */
  line: number;
  /** What is wrong. The middle is left out if it is longer than 1000 characters. */
  message: string;
  /** The severity of the notice. */
  severity: Severity;
  /** The place in the article's text, if the cause is there. */
  span: Span | null;
}

export type Occasion = "interview" | "report" | "document" | "talk";

/** The unit of offsets. */
export type Offsets = "codepoints" | "bytes" | "utf16";

/** How a file is read and checked. What is left out is as the command has it. */
export interface Options {
  /** The news agency that the article is credited to, where it does not say so. */
  agency?: string;
  /** The day when it was published, as `YYYY-MM-DD`. */
  date?: string;
  /** The rules that do not run. */
  ignore?: string[];
  /** The publisher, where the article does not say it. */
  publisher?: string;
  /** The rules that run, by code or name, or `all` or `default`; other rules do not. */
  select?: string[];
  /** The text of a settings file. The options above override it. */
  settings?: string;
}

/** A part of an article. */
export interface Part {
  /** Offset just past its last unit. */
  end: number;
  /** What it is. */
  kind: PartKind;
  /** Offset of its first unit. */
  start: number;
}

export type PartKind = "block" | "title" | "deck" | "heading" | "paragraph" | "quotation" | "byline" | "dateline" | "caption" | "pull-quote" | "bio" | "correction" | "credit" | "boilerplate" | "comment";

/** A person, organization, outlet, document or unnamed group that occurs in attributions and chains. */
export interface Party {
  /** The article's description of the party. */
  description: string | null;
  /** `p1`, `p2`, … */
  id: Id;
  /** The kind of party, such as a person, outlet or document. */
  kind: PartyKind;
  /** All places that mention the party. */
  mentions: Span[];
  /** The fullest name that the article gives the party. */
  name: string;
}

export type PartyKind = "person" | "unnamed" | "organization" | "outlet" | "document";

export type Provenance = "firsthand" | "secondhand" | "hearsay" | "unsourced";

export type QuotationKind = "direct" | "mixed" | "indirect";

/** A quotation. */
export interface Quote {
  /** The innermost attribution whose content contains the quotation. */
  attribution: Id | null;
  /** Whether the quotation has a closing mark. */
  closed: boolean;
  /** Whether `text` is only the beginning of the range's text. Contents can contain each other, so that the words of all ranges together can be far longer than the article; past a limit, the words of further ranges are cut. */
  cut?: boolean;
  /** Nesting depth; 0 for an outermost quotation. */
  depth: number;
  /** Offset just past the last unit. */
  end: number;
  /** Offset of the first unit, from 0; `Document::offsets` is the unit. */
  start: number;
  /** The article's text in this range, or its beginning if `cut` is true. */
  text: string;
}

export type Relation = "carried" | "received" | "relayed";

export type Role = "intermediary" | "origin";

/** A rule, for programs that let people choose rules. */
export interface Rule {
  /** What it finds, in a sentence. */
  about: string;
  /** `SH001` */
  code: string;
  /** Whether it runs by default. */
  default: boolean;
  /** `second-hand-quote` */
  name: string;
  /** The severity of its findings. */
  severity: Severity;
}

export type Severity = "note" | "warning" | "error";

/** A range of the article's text. */
export interface Span {
  /** Whether `text` is only the beginning of the range's text. Contents can contain each other, so that the words of all ranges together can be far longer than the article; past a limit, the words of further ranges are cut. */
  cut?: boolean;
  /** Offset just past the last unit. */
  end: number;
  /** Offset of the first unit, from 0; `Document::offsets` is the unit. */
  start: number;
  /** The article's text in this range, or its beginning if `cut` is true. */
  text: string;
}

/** The status of a finding. */
export type Status = "reported" | "suppressed" | "baseline";

/** The suppression of a finding. */
export interface Suppression {
  /** `inSource` for a comment in the article, `external` for a file beside the article. */
  kind: string;
  /** The reason as written, cut after 1000 characters. */
  reason: string;
}

/** An article for programs that show it: its text with its parts, and all that was found. All places count UTF-16 units of `text`, as strings of JavaScript do. */
export interface View {
  /** What was found, as `secondhand check --format json` prints it, with places in `text`. */
  found: Document;
  /** What there is to say about how the file was read. */
  notes: string[];
  /** The parts of the text, in its order. */
  parts: Part[];
  /** The text of the article. */
  text: string;
}

/** Why a party is an intermediary. */
export interface Why {
  /** How likely the link is right, from 0 to 1. */
  confidence: number;
  /** The kind of occasion on which the words passed through it. */
  occasion: Occasion;
  /** The sentence that says so. */
  opened: Span | null;
  /** The file of `grammar/occasions` by which the words open it, if there is one. */
  opener: string | null;
  /** Whether that is the sentence of the attribution; otherwise the link is inferred. */
  stated: boolean;
}
