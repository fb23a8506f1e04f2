// Takes pictures of the page at several widths, in light and dark, into a folder: `node tests/look.mjs FOLDER`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, serve } from "./browser.mjs";

const folder = process.argv[2] ?? join(import.meta.dirname, "../look");
mkdirSync(folder, { recursive: true });
const site = await serve(join(import.meta.dirname, "../dist"));
const browser = await launch();
for (const [width, height] of [[1280, 860], [768, 1024], [360, 760]]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await (await browser.newContext({ viewport: { width, height }, colorScheme })).newPage();
    const look = (name) => page.screenshot({ path: join(folder, `${width}-${colorScheme}-${name}.png`) });
    await page.goto(site.address);
    await page.waitForSelector("html[data-ready]");
    await look("1-start");
    await page.click("#example");
    await page.waitForSelector("#article[data-done]");
    await page.waitForTimeout(200);
    await look("2-article");
    await page.locator("#article .c.sh[data-anchor]").first().click();
    await page.waitForTimeout(500);
    await look("3-chain");
    await page.keyboard.press("Escape");
    await page.click("#open-settings");
    await page.waitForTimeout(300);
    await look("4-settings");
    await page.context().close();
  }
}
await browser.close();
site.close();
