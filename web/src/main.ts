// The page: takes an article, lets the worker read it, shows what it says.
import type { Options, Rule } from "secondhand";
import example from "../../examples/border-talks.txt?raw";
import { Card } from "./card.js";
import { byId, element } from "./dom.js";
import type { Asked, Told } from "./messages.js";
import { Shown } from "./shown.js";

/** The largest file that is read, as in the command. */
const MOST = 1 << 22;

const [input, text, problem, busy] = [byId("input"), byId<HTMLTextAreaElement>("text"), byId("problem"), byId("busy")];
const settings = byId<HTMLDialogElement>("settings");
const which = byId<HTMLSelectElement>("which");
const card = new Card(byId("card"));
const shown = new Shown(card);

let worker = start();
let rules: Rule[] = [];
let asked = 0;
let name = "article.txt";
let bytes: Uint8Array<ArrayBuffer> | undefined;
let waiting: number | undefined;

function start(): Worker {
  const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<Told>) => hear(data));
  started.addEventListener("error", () => fail("The engine does not start. Reload the page."));
  return started;
}

function ask(question: Asked): void {
  worker.postMessage(question);
}

function hear(told: Told): void {
  if (told.kind === "ready") {
    if (rules.length === 0) {
      rules = told.rules;
      listRules();
    }
    byId("version").textContent = `Places to look, not verdicts. secondhand ${told.version}`;
    document.documentElement.dataset["ready"] = "";
    return;
  }
  if (told.id !== asked) return;
  switch (told.kind) {
    case "head":
      settle();
      input.hidden = true;
      for (const id of ["result", "again", "export"]) byId(id).hidden = false;
      byId("several").hidden = told.names.length < 2;
      which.replaceChildren(...told.names.map((title, i) => element("option", { value: i }, title)));
      which.value = String(told.index);
      shown.begin(told);
      break;
    case "paragraphs":
      shown.paragraphs(told);
      break;
    case "findings":
      shown.findings(told);
      break;
    case "done":
      shown.end();
      break;
    case "rendered":
      save(told.format, told.text);
      break;
    case "failed":
      fail(told.crashed ? "The engine stopped at this article. It can be used again for others." : told.message);
      if (told.crashed) restart();
  }
}

function fail(message: string): void {
  settle();
  problem.textContent = message;
  problem.hidden = false;
  if (byId("result").hidden) input.hidden = false;
}

/** What stopped the engine must not stop the next article. */
function restart(): void {
  worker.terminate();
  worker = start();
}

function settle(): void {
  clearTimeout(waiting);
  busy.hidden = true;
  problem.hidden = true;
}

function options(): Options {
  const given = new FormData(settings.querySelector("form")!);
  const chosen = given.getAll("rule").map(String);
  const value = (key: string) => String(given.get(key) ?? "").trim() || undefined;
  const made: Options = {};
  for (const key of ["publisher", "agency", "date"] as const) {
    const said = value(key);
    if (said) made[key] = said;
  }
  if (rules.length > 0) made.select = chosen;
  return made;
}

function read(): void {
  if (!bytes) return;
  if (bytes.length > MOST) {
    fail(`This file has ${bytes.length.toLocaleString("en")} bytes. The page reads up to ${MOST.toLocaleString("en")}.`);
    return;
  }
  asked += 1;
  card.close();
  problem.hidden = true;
  waiting = window.setTimeout(() => {
    busy.textContent = "Reading …";
    busy.hidden = false;
  }, 150);
  ask({ kind: "read", id: asked, name, bytes, options: options() });
}

function readText(): void {
  if (text.value.trim() === "") {
    fail("There is no text yet: paste an article.");
    return;
  }
  name = "article.txt";
  bytes = new TextEncoder().encode(text.value);
  read();
}

async function readFile(file: File | undefined): Promise<void> {
  if (!file) return;
  try {
    name = file.name;
    bytes = new Uint8Array(await file.arrayBuffer());
    read();
  } catch (error) {
    fail(`${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function save(format: string, content: string): void {
  const types: Record<string, string> = { csv: "text/csv", html: "text/html", json: "application/json" };
  const address = URL.createObjectURL(new Blob([content], { type: types[format] ?? "text/plain" }));
  const stem = name.replace(/\.[^.]*$/, "") || "article";
  element("a", { href: address, download: `${stem}-secondhand.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function listRules(): void {
  const rows = rules.map((rule) =>
    element(
      "label",
      { class: "rule" },
      element("input", { type: "checkbox", name: "rule", value: rule.code, checked: rule.default }),
      element("span", {}, element("b", {}, `${rule.code} ${rule.name}`), element("small", {}, rule.about)),
    ),
  );
  byId("rules").replaceChildren(...rows);
}

input.addEventListener("submit", (event) => {
  event.preventDefault();
  readText();
});
text.addEventListener("paste", () => setTimeout(readText));
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) readText();
});
byId("choose").addEventListener("click", () => byId("file").click());
byId<HTMLInputElement>("file").addEventListener("change", ({ target }) => {
  const chosen = target as HTMLInputElement;
  void readFile(chosen.files?.[0]);
  chosen.value = "";
});
byId("example").addEventListener("click", () => {
  text.value = example;
  readText();
});
byId("again").addEventListener("click", () => {
  asked += 1;
  settle();
  card.close();
  for (const id of ["result", "again", "export"]) byId(id).hidden = true;
  input.hidden = false;
  text.focus();
  text.select();
});
which.addEventListener("change", () => {
  asked += 1;
  card.close();
  ask({ kind: "show", id: asked, index: Number(which.value) });
});

// Files can be dropped, and text pasted, anywhere.
const drop = byId("drop");
addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.hidden = false;
});
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) drop.hidden = true;
});
addEventListener("drop", (event) => {
  event.preventDefault();
  drop.hidden = true;
  const { files } = event.dataTransfer ?? {};
  if (files && files.length > 0) void readFile(files[0]);
  else if (event.dataTransfer) pasted(event.dataTransfer.getData("text/plain"));
});
addEventListener("paste", (event) => {
  if (event.target instanceof Element && event.target.matches("input, textarea")) return;
  const { files } = event.clipboardData ?? {};
  if (files && files.length > 0) void readFile(files[0]);
  else pasted(event.clipboardData?.getData("text/plain") ?? "");
});

function pasted(words: string): void {
  if (words.trim() === "") return;
  text.value = words;
  readText();
}

byId("open-settings").addEventListener("click", () => settings.showModal());
settings.addEventListener("click", (event) => {
  if (event.target === settings) settings.close();
});
settings.addEventListener("close", read);
for (const button of settings.querySelectorAll<HTMLButtonElement>("[data-rules]")) {
  button.addEventListener("click", () => {
    const is = button.dataset["rules"];
    const defaults = new Set(rules.filter((rule) => rule.default).map((rule) => rule.code));
    for (const box of settings.querySelectorAll<HTMLInputElement>("[name=rule]")) {
      box.checked = is === "all" || (is === "default" && defaults.has(box.value));
    }
  });
}

const menu = byId<HTMLDetailsElement>("export");
for (const button of menu.querySelectorAll<HTMLButtonElement>("[data-format]")) {
  button.addEventListener("click", () => {
    menu.open = false;
    menu.querySelector("summary")?.focus();
    ask({ kind: "render", id: asked, format: button.dataset["format"]! });
  });
}
addEventListener("click", ({ target }) => {
  if (target instanceof Node && !menu.contains(target)) menu.open = false;
});
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

const schemes = ["light dark", "light", "dark"];
const theme = byId("theme");
theme.addEventListener("click", () => {
  const root = document.documentElement.style;
  const next = schemes[(schemes.indexOf(root.colorScheme || "light dark") + 1) % schemes.length]!;
  root.colorScheme = next;
  theme.setAttribute("aria-label", `Colours: ${next === "light dark" ? "as the system" : next}`);
});

