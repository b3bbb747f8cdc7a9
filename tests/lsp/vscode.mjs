// Opens a paper in VS Code, looks at what is shown, adds what is missing, and writes down what has come of it.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { ADDRESS, CHROMIUM, CACHE, OUT, PICTURES } = process.env;
const { chromium } = createRequire(`${CACHE}/package.json`)("playwright-core");
const SQUIGGLE = ".monaco-editor .squiggly-warning, .monaco-editor .squiggly-error";
const ITEM = ".statusbar-item[id$='bibtools']";
const LIST = ".pane:has(.pane-header[aria-label^='Reading List'])";

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
page.setDefaultTimeout(40_000);
const found = {};

async function picture(name) {
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

async function choose(keys, text) {
  await page.keyboard.press(keys);
  const input = page.locator(".quick-input-widget input[type=text]");
  await input.waitFor();
  await input.fill(text);
  await page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: text.replace(/^>/, "") }).waitFor();
  await page.keyboard.press("Enter");
}

async function open(name) {
  await choose("Control+P", name);
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

async function lines() {
  const shown = await page.locator(".editor-instance .view-line").all();
  const placed = await Promise.all(shown.map(async (each) => [parseInt(await each.evaluate((line) => line.style.top)), await each.innerText()]));
  return placed.sort(([one], [other]) => one - other).map(([, text]) => text.replaceAll("\u00a0", " "));
}

async function list() {
  const rows = await page.locator(`${LIST} .monaco-list-row`).all();
  return Promise.all(rows.map((row) => row.getAttribute("aria-label")));
}

try {
  await page.goto(ADDRESS);
  await page.locator(".monaco-workbench").waitFor();
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  await open("refs.bib");
  await open("paper.tex");
  await page.locator(SQUIGGLE).first().waitFor();
  await page.locator(`${LIST} .pane-header`).click(); // the explorer shows new views folded
  await page.locator(`${LIST} .monaco-list-row`).first().waitFor();
  found.linked = await page.locator(".view-line [class*=detected-link]").allInnerTexts();
  found.status = await page.locator(ITEM).getAttribute("aria-label");
  found.listBefore = await list();
  await page.locator(`${LIST} .monaco-list-row`).first().click();
  await page.keyboard.press("Escape");
  await page.locator(`${LIST} .monaco-tl-twistie`).first().click();
  await page.locator(`${LIST} .monaco-list-row`, { hasText: "the arXiv page" }).waitFor();
  found.links = (await list()).slice(1);
  await picture("1-squiggle");

  await page.locator(".view-line", { hasText: "1912.04958" }).click();
  await page.keyboard.press("F8"); // go to the problem
  await page.locator(".peekview-widget, .marker-widget").first().waitFor();
  found.problem = await page.locator(".marker-widget").first().innerText();
  await picture("2-problem");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row", { hasText: "to refs.bib" }).first();
  await action.waitFor();
  found.actions = await page.locator(".action-widget .monaco-list-row").allInnerTexts();
  await picture("3-actions");
  await action.click();
  await page.locator(SQUIGGLE).first().waitFor({ state: "detached" });
  await page.locator(`${LIST} .monaco-list-row[aria-label*="karras2019analyzing"]`).waitFor();
  found.listAfter = await list();
  await picture("4-added");

  await open("refs.bib");
  await page.locator(".view-line", { hasText: "karras2019analyzing" }).waitFor();
  found.library = await lines();
  found.isDirty = (await page.locator(".tab.active.dirty").count()) === 1;
  await picture("5-library");

  await open("second.tex");
  await page.locator(SQUIGGLE).first().waitFor();
  await choose("Control+Shift+P", ">Bibtools: Add all missing papers");
  await page.locator(SQUIGGLE).first().waitFor({ state: "detached" });
  await picture("6-command");
  await open("refs.bib");
  await page.locator(".view-line", { hasText: "@misc{kingma" }).waitFor();
  found.synchronised = await lines();
} catch (error) {
  found.trouble = String(error.stack);
  await picture("trouble");
} finally {
  writeFileSync(OUT, JSON.stringify(found));
  await browser.close();
}
