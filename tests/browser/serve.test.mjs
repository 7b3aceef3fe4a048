// The server, as its page and as other programs use it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, copyFileSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { faultless, home, launch, program, seeds, settled, stats, visit } from "./browser.mjs";

let context;
let server;
let address;

/** Starts the server; its address, once it is told. */
function start(...options) {
    const child = spawn(program, ["serve", ...options], { cwd: home, stdio: ["ignore", "pipe", "pipe"] });
    return new Promise((resolve, reject) => {
        let [out, err] = ["", ""];
        child.stdout.on("data", (more) => { out += more; if (out.includes("\n")) resolve([child, new URL(out.trim())]); });
        child.stderr.on("data", (more) => { err += more; });
        child.on("exit", () => reject(new Error(err)));
    });
}

before(async () => {
    seeds();
    copyFileSync(join(home, "seeds.ron"), join(home, "served.ron"));
    [server, address] = await start("served.ron", "--max-rows", "500", "--timeout", "5");
    context = await launch({ acceptDownloads: true });
});
after(async () => {
    await context.close();
    server.kill();
});

const token = () => new URLSearchParams(address.hash.slice(1)).get("token");

/** A request as another program makes it. */
function ask(path, { method = "GET", body, headers = {} } = {}) {
    return new Promise((resolve, reject) => {
        const all = { Authorization: `Bearer ${token()}`, ...(body ? { "Content-Type": "application/json" } : {}), ...headers };
        for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
        const sent = request({ host: "127.0.0.1", port: address.port, path, method, headers: all }, (answer) => {
            let text = "";
            answer.on("data", (more) => { text += more; });
            answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) }));
        });
        sent.on("error", reject);
        sent.end(body && (typeof body === "string" ? body : JSON.stringify(body)));
    });
}

const query = (text, parameters) => ask("/api/query", { method: "POST", body: { query: text, parameters } });

test("the address is this machine's, with a token behind the #", () => {
    assert.equal(address.hostname, "127.0.0.1");
    assert.match(token(), /^[0-9a-f]{32}$/);
});

test("only who shows the token is answered, by the right name, and not for pages of others", async () => {
    const code = async (options) => { const answer = await ask("/api/status", options); return [answer.status, answer.json().errors?.[0].code]; };
    assert.deepEqual(await code({}), [200, undefined]);
    assert.deepEqual(await code({ headers: { Authorization: null } }), [401, "NoToken"]);
    assert.deepEqual(await code({ headers: { Authorization: `Bearer ${token().slice(1)}0` } }), [401, "NoToken"]);
    assert.deepEqual(await code({ headers: { Host: `evil.example:${address.port}` } }), [421, "WrongHost"]);
    assert.deepEqual(await code({ headers: { Host: "127.0.0.1" } }), [421, "WrongHost"]);
    assert.deepEqual(await code({ headers: { Origin: "http://evil.example" } }), [403, "WrongOrigin"]);
    assert.deepEqual(await code({ headers: { Origin: "null" } }), [403, "WrongOrigin"]);
    assert.deepEqual(await code({ headers: { Origin: address.origin } }), [200, undefined]);
    const page = await ask("/", { headers: { Authorization: null } });
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes("Zelenskyy") && !page.text.includes(token()), "the page itself holds nothing of the graph");
    for (const name of ["x-content-type-options", "x-frame-options", "referrer-policy", "content-security-policy", "cache-control"]) assert.ok(page.headers[name], name);
    assert.match(page.headers["content-security-policy"], /default-src 'none'.*frame-ancestors 'none'/);
});

test("questions are answered, and errors have the words of the command line", async () => {
    const answer = (await query("MATCH (p:Person {name: $name}) RETURN p, p.name AS name", { name: "Marco Rubio" })).json();
    assert.deepEqual(answer.columns, ["p", "name"]);
    assert.equal(answer.rows[0][1], "Marco Rubio");
    assert.deepEqual(answer.about, [["person/marco-rubio"]]);
    assert.equal(answer.graph.n.length, 1);
    const failed = await query("MATCH (p) RETURN p.nme.");
    assert.equal(failed.status, 400);
    assert.ok(failed.json().errors[0].span, failed.text);
    const written = await query("CREATE (p:Person) RETURN p");
    assert.deepEqual([written.status, written.json().errors[0].severity], [403, "error"]);
    assert.match(written.json().errors[0].help, /only read/);
    assert.equal((await query("UNWIND range(1, 1000) AS x RETURN x")).status, 422);
    assert.match((await query("MATCH (p:Persn) RETURN p")).json().warnings[0], /no label Persn/);
    assert.equal((await ask("/api/query", { method: "POST", body: "{" })).status, 400);
    assert.equal((await ask("/api/query", { method: "POST", body: { query: "RETURN 1", other: 1 } })).json().errors[0].code, "BadRequest");
    assert.equal((await ask("/api/query")).status, 405);
    assert.equal((await ask("/nothing")).json().errors[0].code, "NoSuchPath");
    assert.equal((await ask("/api/query", { method: "POST", body: { query: "RETURN 1 //" + "x".repeat(300_000) } })).status, 413);
});

test("what takes too long ends", async () => {
    const began = Date.now();
    const answer = await query("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*)");
    assert.equal(answer.json().errors?.length, 1, answer.text);
    assert.ok(Date.now() - began < 60_000);
});

test("proofs, parts, words and exports are given", async () => {
    const { proofs } = (await ask("/api/why?name=rubio")).json();
    assert.equal(proofs[0].key, "person/marco-rubio");
    assert.equal((await ask("/api/why?name=nobody")).status, 404);
    const part = (await ask("/api/graph?focus=Marco%20Rubio&depth=1")).json();
    assert.ok(part.n.length > 1 && part.n.length < 20);
    const words = (await ask("/api/schema")).json();
    assert.ok(words.labels.includes("Person") && words.types.includes("MET") && words.keywords.includes("MATCH"));
    for (const { name } of words.formats.filter((format) => !format.folder)) {
        const file = await ask("/api/export", { method: "POST", body: { format: name } });
        assert.equal(file.status, 200, `${name}: ${file.text.slice(0, 300)}`);
        assert.ok(file.text.length > 100, name);
    }
    const dot = await ask("/api/export", { method: "POST", body: { format: "dot", query: "MATCH (p:Person {name: 'Marco Rubio'}) RETURN p" } });
    assert.match(dot.text, /^digraph/);
    assert.equal((await ask("/api/export", { method: "POST", body: { format: "none" } })).status, 400);
});

test("the description names every path, and answers have its fields", async () => {
    const description = (await ask("/api/openapi.json", { headers: { Authorization: null } })).json();
    assert.equal(description.openapi, "3.1.0");
    for (const path of Object.keys(description.paths)) assert.notEqual((await ask(path)).status, 404, path);
    const status = (await ask("/api/status")).json();
    const { required } = description.paths["/api/status"].get.responses["200"].content["application/json"].schema;
    assert.deepEqual(Object.keys(status).sort(), [...required].sort());
});

test("the page asks, completes, shows the answer as table and graph, and saves", async () => {
    const visited = await visit(context, address.origin, `/${address.hash}`);
    const { tab, watched } = visited;
    await settled(tab);
    assert.equal((await stats(tab)).drawn, 176);
    assert.ok(!tab.url().includes(token()), "the token does not stay in the address");
    const box = tab.locator("#question");
    await box.pressSequentially("MATCH (p:Per");
    assert.equal(await tab.locator("#words li").first().locator("span").first().textContent(), "Person");
    await tab.keyboard.press("Tab");
    assert.equal(await box.inputValue(), "MATCH (p:Person");
    await box.pressSequentially(")-[m:ME");
    assert.deepEqual(await tab.locator("#words li > span:first-child").allTextContents(), ["MENTIONS", "MET"]);
    await tab.keyboard.press("ArrowUp");
    await tab.keyboard.press("Enter");
    await box.pressSequentially("]-(q:Person) WHERE p.nam");
    await tab.keyboard.press("Tab");
    await box.pressSequentially(" CONTAINS 'Rubio' RETURN p, m, q.name");
    await tab.keyboard.press("Enter");
    await tab.locator("#view-answer table").waitFor();
    assert.match(await tab.locator("#view-answer caption").textContent(), /^1 row in \d+ ms$/);
    assert.match(await tab.locator("#view-answer tbody").textContent(), /Marco Rubio.*Sergei Lavrov/s);
    await tab.locator("#view-answer tbody button").first().click();
    assert.equal(await tab.locator("#card-title").textContent(), "Marco Rubio");
    await tab.locator("#tab-graph").click();
    assert.equal((await stats(tab)).drawn, 2);
    if (process.env.CHANCERY_SHOTS) { await tab.locator("#tab-answer").click(); await tab.screenshot({ path: `${process.env.CHANCERY_SHOTS}/live-1280-light.png` }); }
    const download = tab.waitForEvent("download");
    await tab.locator("#format").selectOption("dot");
    await tab.locator("#export").click();
    assert.match(readFileSync(await (await download).path(), "utf8"), /^digraph[\s\S]*Rubio/);
    await tab.locator("#whole").click();
    assert.equal((await stats(tab)).drawn, 176);
    await box.fill(":why Marco Rubio");
    await tab.locator("#run").click();
    await tab.locator("#answer .proof mark").first().waitFor();
    await box.fill("MATCH (p:Person) RETURN q");
    await tab.locator("#run").click();
    await tab.locator("#trouble mark").waitFor();
    assert.equal(await tab.locator("#trouble mark").textContent(), "q");
    // A refusal of the server stands in the console, too; nothing else may.
    assert.deepEqual(watched.errors.filter((error) => !error.includes("400")), []);
    watched.errors.length = 0;
    assert.ok(watched.requests.every((url) => url.startsWith(`${address.origin}/`) || url.startsWith("blob:")), watched.requests.join());
    watched.requests.length = 0;
    await faultless(assert, visited);
    await tab.reload();
    await tab.waitForSelector("html[data-ready=yes]");
    await tab.close();
});

test("a page without the token says what is wrong", async () => {
    const other = await launch();
    const tab = await other.newPage();
    await tab.goto(address.origin);
    await tab.locator("#trouble").waitFor();
    assert.match(await tab.locator("#trouble").textContent(), /the token is missing or wrong/);
    await other.close();
});

test("a file that changes is told", async () => {
    assert.equal((await ask("/api/status")).json().changed, false);
    appendFileSync(join(home, "served.ron"), "\n");
    assert.equal((await ask("/api/status")).json().changed, true);
});

test("an interrupt ends it in order, and a port that is taken is told", async () => {
    const [other, at] = await start("seeds.ron", "--token", "0123456789abcdef");
    assert.equal(at.hash, "#token=0123456789abcdef");
    await assert.rejects(start("seeds.ron", "--port", at.port), /cannot serve on port/);
    await assert.rejects(start("seeds.ron", "--token", "short"), /16 characters/);
    const ended = new Promise((resolve) => other.on("exit", (code, signal) => resolve([code, signal])));
    other.kill("SIGINT");
    assert.deepEqual(await ended, [0, null]);
});
