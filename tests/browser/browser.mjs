// Chromium, graphs made by the program, and pages that are watched while a test uses them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const program = resolve(process.env.CHANCERY ?? join(root, "target/release/chancery"));
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
export const home = mkdtempSync(join(tmpdir(), "chancery-browser-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));

/** Runs the program in the folder of this run. */
export function chancery(...arguments_) {
    return execFileSync(program, arguments_, { cwd: home, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** The graph of the articles that come with the program, and its page. */
export function seeds() {
    if (!existsSync(join(home, "seeds.ron"))) chancery("build", join(root, "seeds"), "-o", "seeds.ron");
    return page("seeds.ron");
}

/** Writes the page of a graph; its path. */
export function page(graph, ...more) {
    const path = join(home, `${graph}${more.join("")}.html`.replaceAll(/[^\w.]/g, "-"));
    if (!existsSync(path)) chancery("export", graph, "--format", "html", "-o", path, ...more);
    return path;
}

/** Makes a graph of tables: `{ Person: [["1", "Ana"]] }`, `{ MET: [["1", "2"]] }`, each with a first row of columns. */
export function imported(name, nodes, relationships = {}) {
    const cell = (text) => (/[",\n\r]/.test(text) ? `"${String(text).replaceAll('"', '""')}"` : String(text));
    const table = (label, rows) => {
        writeFileSync(join(home, `${name}-${label}.csv`), rows.map((row) => row.map(cell).join(",") + "\n").join(""));
        return `${label}=${name}-${label}.csv`;
    };
    const options = Object.entries(nodes).flatMap(([label, rows]) => ["--nodes", table(label, rows)]);
    options.push(...Object.entries(relationships).flatMap(([type, rows]) => ["--relationships", table(type, rows)]));
    chancery("import", ...options, "-o", `${name}.ron`);
    return `${name}.ron`;
}

/** 5,000 nodes and 20,000 relationships, the same at each run. */
export function large() {
    // Numbers by Park and Miller's generator.
    let seed = 20_260_701;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const day = () => `2024-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-${String(1 + Math.floor(random() * 28)).padStart(2, "0")}`;
    const nodes = { Person: [["id", "name"]], Organization: [["id", "name"]], Event: [["id", "name", "date"]] };
    for (let i = 0; i < 5000; i++) {
        if (i < 2500) nodes.Person.push([i, `Person ${i}`]);
        else if (i < 3200) nodes.Organization.push([i, `Organisation ${i}`]);
        else nodes.Event.push([i, `Meeting ${i}`, day()]);
    }
    const any = () => Math.floor(5000 * random() ** 2);
    const lines = { MET: [["from", "to", "date"]], ACTOR: [["from", "to"]] };
    for (let i = 0; i < 20_000; i++) {
        if (i % 2) lines.MET.push([any(), any(), day()]);
        else lines.ACTOR.push([any(), any()]);
    }
    return imported("large", nodes, lines);
}

/** A browser with a new profile. */
export async function launch(options = {}) {
    const profile = mkdtempSync(join(home, "profile-"));
    return chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS,
        viewport: { width: 1280, height: 800 }, ...options,
    });
}

/** Opens a page and watches it: `watched` has every request, error and breach of its policy. */
export async function visit(context, path, hash = "") {
    const tab = await context.newPage();
    const watched = { requests: [], errors: [], breaches: [] };
    tab.on("request", (request) => watched.requests.push(request.url()));
    tab.on("pageerror", (error) => watched.errors.push(error.stack ?? String(error)));
    tab.on("console", (message) => { if (message.type() === "error") watched.errors.push(message.text()); });
    tab.on("dialog", (dialog) => { watched.errors.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
    await tab.addInitScript(() => {
        globalThis.breaches = [];
        document.addEventListener("securitypolicyviolation", (event) => globalThis.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    const url = path.startsWith("http") ? path : pathToFileURL(path).href;
    const start = performance.now();
    await tab.goto(url + hash);
    await tab.waitForSelector("html[data-ready]");
    watched.opened = Math.round(performance.now() - start);
    return { tab, watched };
}

/** Waits until nothing moves any more and all is drawn. */
export const settled = (tab) => tab.waitForFunction(() => globalThis.chancery.stats().settled, null, { timeout: 60_000 });

export const stats = (tab) => tab.evaluate(() => globalThis.chancery.stats());

/** Clicks the node with this key in the picture. */
export async function clickNode(tab, key, options = {}) {
    const at = await tab.evaluate((it) => globalThis.chancery.where(it), key);
    await tab.locator("#canvas").click({ position: { x: at[0], y: at[1] }, ...options });
}

/** What a page may not have done: asked for anything but itself, failed, or broken its policy. */
export async function faultless(assert, { tab, watched }) {
    const others = watched.requests.filter((url) => url.split("#")[0] !== tab.url().split("#")[0] && !url.startsWith("blob:"));
    assert.deepEqual(others, [], "a request left the page");
    assert.deepEqual(watched.errors, []);
    assert.deepEqual(await tab.evaluate(() => globalThis.breaches), []);
}
