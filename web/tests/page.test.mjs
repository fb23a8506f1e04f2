// The page in Chromium: what is pasted and dropped, the keyboard, exports, hostile and long articles.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, serve } from "./browser.mjs";

const root = join(import.meta.dirname, "../..");
const ARTICLE = readFileSync(join(root, "examples/border-talks.txt"), "utf8");
const HOSTILE =
  '<script>document.title = "owned"</script> “<img src=x onerror=alert(1)>,” Ana <b>Ruiz</b> told Der Spiegel.\n\n' +
  'The Post quoted Lena Okafor as saying "it\'s </style><script>alert(2)</script> [a link](javascript:alert(3))."\n\n' +
  'Reportedly <a href="javascript:alert(4)">it rained</a>.';

/** The command, if it was built. */
const built = ["debug", "release"].map((profile) => join(root, "target", profile, "secondhand"));
const command = [process.env.SECONDHAND ?? "", ...built].find(existsSync);

let browser, site, page;
const errors = [];

before(async () => {
  site = await serve(join(root, "web/dist"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Opens the page anew. Whatever it asks of another address is an error. */
async function open(options = {}) {
  await page?.context().close();
  const context = await browser.newContext({ acceptDownloads: true, permissions: ["clipboard-read", "clipboard-write"], ...options });
  page = await context.newPage();
  errors.length = 0;
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("dialog", (dialog) => (errors.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.address) && !/^(blob|data):/.test(request.url())) errors.push(`asks ${request.url()}`);
  });
  await page.goto(site.address);
  await page.waitForSelector("html[data-ready]").catch((error) => assert.fail(`${error.message} ${errors}`));
}

const paste = async (text) => {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.focus("#text");
  await page.keyboard.press("Control+V");
  await page.waitForSelector("#article[data-done]");
};

async function drop(name, type, text) {
  const data = await page.evaluateHandle(
    ([name, type, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type }));
      return data;
    },
    [name, type, text],
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: data });
  assert.ok(await page.isVisible("#drop"));
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

async function download(format) {
  await page.click("#export summary");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-format=${format}]`)]);
  assert.equal(download.suggestedFilename(), `article-secondhand.${format}`);
  return readFileSync(await download.path(), "utf8");
}

test("what is pasted is marked, and no word is lost", async () => {
  await open();
  await paste(ARTICLE);
  assert.equal(await page.textContent("#article h2"), "Kestria and Velmark to reopen Lend border crossing after six years");
  const shown = await page.$$eval("#article > *", (parts) =>
    parts.map((part) => {
      const copy = part.cloneNode(true);
      for (const ref of copy.querySelectorAll(".ref")) ref.remove();
      return copy.textContent;
    }),
  );
  assert.equal(shown.join(" ").split(/\s+/).join(" "), ARTICLE.trim().split(/\s+/).join(" "));
  assert.match(await page.textContent("#summary"), /^\d+ statements, 6 findings, read in [\d.]+ ms$/);
  assert.equal(await page.locator("#findings li").count(), 6);
  assert.ok((await page.locator("#article .c.sh").count()) > 3);
  assert.deepEqual(errors, []);
});

test("the first result comes within a tenth of a second", async () => {
  await open();
  const long = ARTICLE.repeat(3).slice(0, 5000);
  await page.fill("#text", long);
  // On a busy machine one measure says little: the best of five.
  const times = [];
  for (let i = 0; i < 5; i++) {
    times.push(
      await page.evaluate(
        () =>
          new Promise((done) => {
            const from = performance.now();
            const article = document.getElementById("article");
            delete article.dataset.done;
            new MutationObserver(() => "done" in article.dataset && done(performance.now() - from)).observe(article, { attributes: true });
            document.getElementById("go").click();
          }),
      ),
    );
    await page.click("#again");
  }
  console.log(`first results after ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
  assert.ok(Math.min(...times) < 100, String(times));
});

test("pointing at words draws their chain", async () => {
  await open();
  await paste(ARTICLE);
  await page.hover('#article .c.sh:has-text("the decision was made")');
  assert.match(await page.textContent("#card header"), /second-hand/);
  assert.deepEqual(await page.$$eval("#card .box b", (names) => names.map((name) => name.textContent)), ["Ilan Morava", "The Washington Post", "UPI"]);
  assert.match(await page.textContent("#card .note"), /not first-hand/);
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#card"));
});

test("all can be done by keyboard", async () => {
  await open();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the text");
  await page.focus("#text");
  await page.keyboard.insertText(ARTICLE);
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector("#article[data-done]");
  const reached = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement.dataset.anchor ?? document.activeElement.dataset.finding ?? document.activeElement.id);
    reached.push(await page.evaluate(() => document.activeElement.closest("#article, #findings, nav, #key")?.id ?? ""));
    if (reached.at(-1) === "article") break;
    assert.notEqual(at, undefined);
  }
  assert.equal(reached.at(-1), "article", reached.join());
  assert.ok(reached.includes("findings"));
  const first = await page.evaluate(() => document.activeElement.dataset.anchor);
  assert.ok(await page.isVisible("#card"));
  await page.keyboard.press("ArrowRight");
  const second = await page.evaluate(() => document.activeElement.dataset.anchor);
  assert.notEqual(first, second);
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-description")), /(first|second)-hand: .* → UPI/);
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.anchor), first);
  // A finding leads to its words.
  await page.focus("#findings li:nth-child(2) button");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement.closest("#article") !== null));
  assert.match(await page.textContent("#card"), /Ilan Morava/);
  assert.deepEqual(errors, []);
});

test("settings change what is found", async () => {
  await open();
  await paste("“No,” Ana Ruiz told Der Spiegel on Monday.");
  assert.equal(await page.locator("#findings li").count(), 1);
  await page.click("#open-settings");
  await page.fill("[name=publisher]", "Der Spiegel");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelectorAll("#findings li").length === 0);
  assert.equal(await page.locator("#article .c.sh").count(), 0);
  await page.click("#open-settings");
  await page.fill("[name=publisher]", "");
  await page.click("[data-rules=none]");
  await page.click("#settings .primary");
  await page.waitForSelector("#article .c.sh");
  assert.equal(await page.locator("#findings li").count(), 0);
});

test("exports are what the command prints", async () => {
  await open();
  await paste(ARTICLE);
  const html = await download("html");
  assert.match(html, /^<!DOCTYPE html>/);
  const json = await download("json");
  assert.equal(JSON.parse(json).findings.length, 6);
  const csv = await download("csv");
  assert.equal(csv.trim().split("\r\n").length, 7);
  if (!command) return;
  for (const [format, exported] of Object.entries({ html, json, csv })) {
    const args = ["check", "--no-config", "--fail-on", "never", "--stdin-filename", "article.txt", "--format", format, "-"];
    assert.equal(exported, execFileSync(command, args, { input: ARTICLE, encoding: "utf8" }), format);
  }
});

test("a saved page is read without what stands around the article", async () => {
  await open();
  await drop("talks.html", "text/html", readFileSync(join(root, "web/tests/saved.html"), "utf8"));
  await page.waitForSelector("#article[data-done]");
  const shown = await page.textContent("#article");
  assert.match(shown, /Nobody has shown us a text/);
  assert.doesNotMatch(shown, /Subscribe|script/);
  assert.equal(await page.textContent("#article h2"), "Harbour talks end without a text");
  await page.hover('#article .c.sh:has-text("Nobody has shown us a text")');
  assert.match(await page.textContent("#card"), /Der Spiegel/);
  assert.deepEqual(errors, []);
});

test("a file of several articles lists them", async () => {
  await open();
  const lines = ["Ana Ruiz", "Lena Okafor"].map((who) => JSON.stringify({ id: who, title: `Of ${who}`, text: `“No,” ${who} told Der Spiegel.` }));
  await drop("two.jsonl", "", lines.join("\n"));
  await page.waitForSelector("#article[data-done]");
  assert.deepEqual(await page.$$eval("#which option", (options) => options.map((o) => o.textContent)), ["Of Ana Ruiz", "Of Lena Okafor"]);
  await page.selectOption("#which", "1");
  await page.waitForFunction(() => document.querySelector("#article").textContent.includes("Okafor"));
});

test("what cannot be read is named, and the next article is read", async () => {
  await open();
  await drop("picture.png", "image/png", "\u0089PNG\r\n\u001a\n\0\0\0");
  await page.waitForSelector("#problem:not([hidden])");
  assert.match(await page.textContent("#problem"), /not a text file/);
  await paste(ARTICLE);
  assert.ok(await page.isHidden("#problem"));
});

test("a hostile article brings no markup", async () => {
  await open();
  await paste(HOSTILE);
  assert.equal(await page.locator("#article script, #article img, #article a, #card script").count(), 0);
  assert.match(await page.textContent("#article"), /<script>document\.title = "owned"<\/script>/);
  for (const words of await page.$$("#article [data-anchor]")) await words.focus();
  assert.doesNotMatch(await page.title(), /owned/);
  const report = await download("html");
  const context = await browser.newContext();
  const opened = await context.newPage();
  opened.on("dialog", (dialog) => (errors.push("dialog in the report"), dialog.dismiss()));
  await opened.setContent(report);
  assert.equal(await opened.locator("script, img, a[href^=javascript]").count(), 0);
  await context.close();
  assert.deepEqual(errors, []);
});

test("an article of 1 MB does not block the page", async () => {
  await open();
  const long = `${ARTICLE}\n\n`.repeat(Math.ceil(1_000_000 / ARTICLE.length));
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await page.setInputFiles("#file", { name: "long.txt", mimeType: "text/plain", buffer: Buffer.from(long) });
  // The page answers meanwhile.
  await page.click("#open-settings");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => "done" in document.getElementById("article").dataset, undefined, { timeout: 60_000 });
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const names = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const main = new Set(names.map(thread));
  // The time of the processor: what else the machine does is not the page's.
  const tasks = traceEvents.filter((event) => event.name === "RunTask" && main.has(thread(event)));
  const longest = Math.max(...tasks.map(({ tdur }) => (tdur ?? 0) / 1000));
  console.log(`the longest of ${tasks.length} tasks took ${longest.toFixed(0)} ms`);
  assert.ok(longest < 250, String(longest));
  assert.ok((await page.locator("#article > *").count()) > 4000);
});

test("it fits a small screen", async () => {
  await open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(await fits(), "before");
  await page.click("#example");
  await page.waitForSelector("#article[data-done]");
  assert.ok(await fits(), "with an article");
  await page.locator("#article .c.sh[data-anchor]").first().tap();
  await page.waitForTimeout(400);
  assert.ok(await page.isVisible("#card"));
  const box = await page.locator("#card").boundingBox();
  assert.ok(box.width <= 360 && box.y + box.height <= 741, JSON.stringify(box));
});

test("words can be read in both colours", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await open({ colorScheme });
    await paste(ARTICLE);
    const low = await page.evaluate(() => {
      const parse = (color) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
      };
      const over = ([r, g, b, a], under) => [r, g, b].map((v, i) => (v * a + under[i] * (255 - a)) / 255);
      const behind = (element) => {
        const above = element.parentElement ? behind(element.parentElement) : [255, 255, 255];
        return over(parse(getComputedStyle(element).backgroundColor), above);
      };
      const light = (color) => {
        const [r, g, b] = color.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const low = [];
      for (const element of document.querySelectorAll("body *")) {
        const has = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!has || element.getClientRects().length === 0) continue;
        const [front, back] = [parse(getComputedStyle(element).color).slice(0, 3), behind(element)].map(light);
        const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
        if (contrast < 4.5 && !element.closest(":disabled")) low.push(`${element.className} ${element.textContent.slice(0, 30)} ${contrast.toFixed(2)}`);
      }
      return low;
    });
    assert.deepEqual(low, [], colorScheme);
  }
});

test("secondhand serve opens the page", { skip: !command }, async () => {
  const server = spawn(command, ["serve", "--port", "0", "--page", join(root, "web/dist")]);
  try {
    const address = String(await new Promise((told) => server.stdout.once("data", told))).trim();
    const opened = await browser.newPage();
    const refused = [];
    opened.on("console", (message) => message.type() === "error" && refused.push(message.text()));
    await opened.goto(address);
    await opened.waitForSelector("html[data-ready]");
    await opened.click("#example");
    await opened.waitForSelector("#article[data-done]");
    assert.equal(await opened.locator("#findings li").count(), 6);
    assert.deepEqual(refused, []);
    await opened.close();
  } finally {
    server.kill();
  }
});
