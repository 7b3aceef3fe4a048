// The page as somebody uses it.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chancery, clickNode, faultless, home, imported, launch, page, seeds, settled, stats, visit } from "./browser.mjs";

let context;
before(async () => { context = await launch(); });
after(() => context.close());

/** A test with a page of its own, which must end without a fault. */
function use(name, make, hash, act) {
    test(name, async () => {
        const visited = await visit(context, make(), hash);
        if (!hash.includes("view=")) await settled(visited.tab);
        await act(visited.tab, visited.watched);
        await faultless(assert, visited);
        await visited.tab.close();
    });
}

const counts = (tab) => tab.locator("#counts").textContent();
const title = (tab) => tab.locator("#card-title").textContent();

use("search finds by a part of a name, whatever the case and accents, with the keys alone", seeds, "", async (tab) => {
    await tab.keyboard.press("/");
    await tab.keyboard.type("ZELÉNSK");
    assert.equal(await tab.locator("#found [role=option]").first().locator(".name").textContent(), "Volodymyr Zelenskyy");
    assert.equal(await tab.locator("#search").getAttribute("aria-activedescendant"), "found-0");
    await tab.keyboard.press("ArrowDown");
    await tab.keyboard.press("ArrowUp");
    await tab.keyboard.press("Enter");
    assert.equal(await title(tab), "Volodymyr Zelenskyy");
    assert.ok((await tab.evaluate(() => location.hash)).includes("node=person%2Fvolodymyr-zelenskyy"));
    assert.equal(await tab.locator("#found").isHidden(), true);
    await tab.locator("#search").fill("nobody at all");
    assert.equal(await tab.locator("#found").textContent(), "Nothing is called so");
});

use("filters take kinds, relationships and factualities out and back", seeds, "", async (tab) => {
    const whole = await stats(tab);
    const box = (group, value) => tab.locator(`input[data-group="${group}"][data-value="${value}"]`);
    await box("kind", "Statement").uncheck();
    const without = await stats(tab);
    assert.equal(whole.drawn - without.drawn, 37);
    await box("type", "ACTOR").uncheck();
    assert.ok((await stats(tab)).lines < without.lines);
    await box("fact", "asserted").uncheck();
    assert.ok((await stats(tab)).drawn < without.drawn);
    const hash = await tab.evaluate(() => location.hash);
    assert.ok(hash.includes("no-kind=Statement") && hash.includes("no-type=ACTOR") && hash.includes("no-fact=asserted"), hash);
    await tab.locator("#reset").click();
    assert.equal((await stats(tab)).drawn, whole.drawn);
    assert.equal(await tab.evaluate(() => location.hash), "");
});

use("documents are drawn when they are asked for, with what they tell of", seeds, "", async (tab) => {
    const whole = await stats(tab);
    await tab.locator('input[data-group="kind"][data-value="Document"]').check();
    const more = await stats(tab);
    assert.equal(more.drawn - whole.drawn, 5);
    assert.ok(more.lines > whole.lines + 100, `${more.lines}`);
});

use("the slider narrows the time, also with the keys, and leaves out what is undated on demand", seeds, "", async (tab) => {
    const whole = await stats(tab);
    await tab.locator("#time-to").focus();
    for (let i = 0; i < 60; i++) await tab.keyboard.press("ArrowLeft");
    await tab.waitForFunction((before) => chancery.stats().drawn < before, whole.drawn);
    assert.match(await tab.locator("#time-to").getAttribute("aria-valuetext"), /^2025-07-\d\d$/);
    assert.match(await tab.evaluate(() => location.hash), /to=2025-07-/);
    await tab.locator("#undated").uncheck();
    const dated = await counts(tab);
    await tab.locator("#tab-timeline").click();
    const days = await tab.locator("#timeline time[datetime]").evaluateAll((all) => all.map((it) => it.dateTime));
    assert.ok(days.length > 3 && days.every((day) => day <= "2025-07-31"), days.join());
    assert.match(dated, /^\d+ nodes, \d+ relationships$/);
});

use("a click on a node shows its card, and one on a relationship the sentence with the words marked", seeds, "", async (tab) => {
    await clickNode(tab, "country/RU");
    assert.equal(await title(tab), "Russia");
    assert.match(await tab.locator("#card").textContent(), /Relationships \(48\)/);
    await tab.locator("#card button.close").click();
    assert.equal(await tab.locator("#card").isHidden(), true);
    const edge = '["person/marco-rubio","MET","person/sergei-lavrov",0]';
    await settled(tab);
    const [x, y] = await tab.evaluate((it) => chancery.middleOf(it), edge);
    await tab.locator("#canvas").click({ position: { x, y } });
    const card = tab.locator("#card");
    assert.match(await card.locator("figure mark").first().textContent(), /Rubio/);
    assert.match(await card.locator("figcaption").first().textContent(), /2025-07-1\d/);
    assert.match(await card.locator(".meter").first().getAttribute("aria-label"), /^confidence \d+ %$/);
    await card.locator(".read-off button").click();
    assert.match(await title(tab), /^Meeting/);
});

use("all of it works with the keys alone", seeds, "", async (tab) => {
    await tab.locator("#canvas").focus();
    await tab.keyboard.press("n");
    const first = await title(tab);
    await tab.keyboard.press("n");
    assert.notEqual(await title(tab), first);
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("Space");
    assert.equal(await tab.evaluate(() => document.activeElement.id), "card");
    await tab.keyboard.press("Escape");
    assert.equal(await tab.locator("#card").isHidden(), true);
    await tab.locator("#tab-graph").focus();
    await tab.keyboard.press("ArrowRight");
    assert.equal(await tab.locator("#view-timeline").isVisible(), true);
    await tab.locator(".happening").first().focus();
    await tab.keyboard.press("Enter");
    assert.equal(await tab.locator("#card").isVisible(), true);
    await tab.keyboard.press("?");
    assert.equal(await tab.locator("#help").isVisible(), true);
    await tab.keyboard.press("Escape");
    // The first stop of the tab key leads to the table, in which everything stands.
    await tab.evaluate(() => { document.activeElement.blur(); getSelection().removeAllRanges(); });
    await tab.locator("#to-table").focus();
    await tab.keyboard.press("Enter");
    assert.equal(await tab.locator("#view-table").isVisible(), true);
});

use("every control has a name, and what happens is told", seeds, "", async (tab) => {
    for (const view of ["graph", "timeline", "map", "table"]) {
        await tab.locator(`#tab-${view}`).click();
        const nameless = await tab.locator("button, input, [role=button], canvas").evaluateAll((all) => all.filter((it) => {
            const name = it.getAttribute("aria-label") ?? (it.textContent.trim() || it.labels?.[0]?.textContent || "");
            return it.checkVisibility() && name.trim() === "";
        }).map((it) => it.outerHTML));
        assert.deepEqual(nameless, []);
    }
    await tab.locator("#search").fill("rubio");
    await tab.keyboard.press("Enter");
    await tab.waitForFunction(() => document.getElementById("live").textContent.startsWith("Marco Rubio, Person, "));
});

use("the browser's back and forward go through what was looked at, and the address holds it", seeds, "", async (tab) => {
    await clickNode(tab, "country/RU");
    await tab.locator("#tab-map").click();
    await tab.locator("#map tbody button", { hasText: "Ukraine" }).click();
    await tab.goBack();
    assert.equal(await title(tab), "Russia");
    await tab.locator("#back").click();
    await tab.waitForFunction(() => !document.getElementById("view-graph").hidden);
    await tab.goForward();
    assert.equal(await tab.locator("#view-map").isVisible(), true);
    await tab.reload();
    await tab.waitForSelector("html[data-ready]");
    assert.equal(await title(tab), "Russia");
    assert.equal(await tab.locator("#view-map").isVisible(), true);
});

use("an address with what is not in the graph shows the graph", seeds, "#view=x&node=nobody&edge=%5B1%5D&from=soon&no-kind=Nothing&open=nobody", async (tab) => {
    assert.equal((await stats(tab)).drawn, 176);
    assert.equal(await tab.locator("#card").isHidden(), true);
});

use("the timeline has each event under its day, the map each country", seeds, "#view=timeline", async (tab) => {
    assert.match(await tab.locator("#month-2025-05 h3").textContent(), /May 2025/);
    await tab.locator("#day-2025-05-24 .happening").first().click();
    assert.match(await title(tab), /2025-05-24/);
    await tab.locator("#tab-map").click();
    const russia = tab.locator('#map [role=button][aria-label^="Russia: 48"]');
    await russia.focus();
    await tab.keyboard.press("Enter");
    assert.equal(await title(tab), "Russia");
    assert.equal(await tab.locator("#map tbody tr").count(), 14);
});

use("the table sorts, filters and turns its pages", seeds, "#view=table", async (tab) => {
    const first = () => tab.locator("#sheet-body tbody tr").first().locator("th").textContent();
    assert.equal(await first(), "Russia");
    await tab.locator('[data-sort="name"]').click();
    assert.equal(await tab.locator('th:has([data-sort="name"])').getAttribute("aria-sort"), "ascending");
    await tab.locator("#sheet-body nav button", { hasText: "Next" }).click();
    assert.match(await tab.locator("#sheet-body caption").textContent(), /101–176 of 176/);
    await tab.locator("#sheet-filter").fill("lavrov");
    await tab.waitForFunction(() => document.querySelector("#sheet-body caption").textContent.includes("of 3") || document.querySelectorAll("#sheet-body tbody tr").length < 9);
    await tab.locator('[data-sheet="docs"]').click();
    await tab.locator("#sheet-filter").fill("");
    await tab.waitForFunction(() => document.querySelectorAll("#sheet-body tbody tr").length === 5);
    await tab.locator("#sheet-body tbody button").first().click();
    assert.match(await tab.locator("#card").textContent(), /Proves \(\d+\)/);
});

use("a node that is dragged stays where it is put, and is let go again", seeds, "", async (tab) => {
    const from = await tab.evaluate(() => chancery.where("country/UA"));
    const box = await tab.locator("#canvas").boundingBox();
    await tab.mouse.move(box.x + from[0], box.y + from[1]);
    await tab.mouse.down();
    await tab.mouse.move(box.x + from[0] + 80, box.y + from[1] + 60, { steps: 6 });
    await tab.mouse.up();
    const to = await tab.evaluate(() => chancery.where("country/UA"));
    assert.ok(Math.abs(to[0] - from[0] - 80) < 6 && Math.abs(to[1] - from[1] - 60) < 6, `${from} ${to}`);
    await clickNode(tab, "country/UA");
    await tab.locator("#card button", { hasText: "Unpin" }).click();
    assert.equal(await tab.locator("#card button", { hasText: "Unpin" }).count(), 0);
});

test("nothing of the graph or of others runs in the page", async () => {
    const hostile = [
        "<script>globalThis.harmed = 1</script>", "</script><script>globalThis.harmed = 1</script>", "<img src=x onerror=globalThis.harmed=1>",
        "\"><svg onload=globalThis.harmed=1>", "<!-- ", "]]>", "javascript:globalThis.harmed=1", "=HYPERLINK(\"x\")", "line\nbreak\r\ttab", "\u202Eevil\u202C", "\u2028\u2029", "👩‍👩‍👧‍👦 é́́́", "x".repeat(20_000), "{{data}}", "&lt;b&gt; &amp;", "__proto__", "constructor",
    ];
    const graph = imported("hostile", { Person: [["id", "name", "<b onclick=x>role"], ...hostile.map((name, i) => [i, name, name])], constructor: [["id", "name"], [100, "toString"]] }, { MET: [["from", "to", "note"], ...hostile.map((name, i) => [i, (i + 1) % hostile.length, name])], hasOwnProperty: [["from", "to"], [100, 1]] });
    const visited = await visit(context, page(graph));
    const { tab } = visited;
    await settled(tab);
    for (const view of ["graph", "timeline", "map", "table"]) await tab.locator(`#tab-${view}`).click();
    const names = await tab.locator("#sheet-body tbody th").allTextContents();
    for (const name of hostile.slice(0, 8)) assert.ok(names.includes(name), name);
    for (const [i, name] of hostile.entries()) {
        await tab.locator("#search").fill(name.slice(0, 60));
        await tab.keyboard.press("Enter");
        if (i < 3) assert.equal(await title(tab), name);
    }
    await tab.locator('[data-sheet="edges"]').click();
    await tab.locator("#sheet-body .why").first().click();
    assert.equal(await tab.evaluate(() => globalThis.harmed), undefined);
    assert.equal(await tab.evaluate(() => Object.prototype.harmed), undefined);
    await faultless(assert, visited);
    // What somebody puts into the page from outside does not run either.
    await tab.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.harmed = 1";
        const image = document.createElement("img");
        image.setAttribute("onerror", "globalThis.harmed = 1");
        image.src = "https://example.invalid/x.png";
        document.body.append(script, image);
        return fetch("https://example.invalid/").catch(() => null);
    });
    await tab.waitForTimeout(300);
    assert.equal(await tab.evaluate(() => globalThis.harmed), undefined);
    const breaches = (await tab.evaluate(() => globalThis.breaches)).join();
    for (const directive of ["script-src", "img-src", "connect-src"]) assert.ok(breaches.includes(directive), breaches);
    await tab.close();
});

test("what an analyst corrected is told on its card", async () => {
    seeds();
    copyFileSync(join(home, "seeds.ron"), join(home, "corrected.ron"));
    chancery("correct", "corrected.ron", "rename", "Marco Rubio", "M. Rubio", "--reason", "as he signs");
    const visited = await visit(context, page("corrected.ron"), "#node=person/marco-rubio");
    assert.match(await visited.tab.locator(".fixes").textContent(), /rename .*Rubio/);
    await faultless(assert, visited);
    await visited.tab.close();
});

test("graphs with next to nothing in them are shown", async () => {
    const empty = imported("empty", { Person: [["id", "name"]] });
    const one = imported("one", { Thing: [["id", "name"], ["1", "Alone"]] });
    const bare = imported("bare", { Person: [["id", "name"], ["1", "Ana"], ["2", "Ben"]] }, { KNOWS: [["from", "to"], ["1", "2"], ["1", "1"]] });
    for (const [graph, drawn, told] of [[empty, 0, "0 nodes, 0 relationships"], [one, 1, "1 node, 0 relationships"], [bare, 2, "2 nodes, 2 relationships"]]) {
        const visited = await visit(context, page(graph));
        const { tab } = visited;
        if (drawn > 0) await settled(tab);
        assert.equal(await counts(tab), told);
        assert.equal(await tab.locator("#nothing").isVisible(), drawn === 0);
        assert.equal(await tab.locator("#time").isHidden(), true);
        for (const view of ["timeline", "map", "table", "graph"]) await tab.locator(`#tab-${view}`).click();
        if (drawn > 0) {
            await tab.locator("#canvas").focus();
            await tab.keyboard.press("n");
            assert.match(await tab.locator("#card").textContent(), /From (one-Thing|bare-Person)\.csv, line 2/);
        }
        await faultless(assert, visited);
        await tab.close();
    }
});

test("a part of the graph is a page, too", async () => {
    seeds();
    const visited = await visit(context, page("seeds.ron", "--focus", "Marco Rubio", "--depth", "1"));
    await settled(visited.tab);
    assert.ok((await stats(visited.tab)).drawn < 12);
    await visited.tab.close();
    const limited = await visit(context, page("seeds.ron", "--limit", "20"));
    assert.match(await limited.tab.locator("#left-out").textContent(), /20 of 176 nodes/);
    await faultless(assert, limited);
    await limited.tab.close();
});

const SHOTS = process.env.CHANCERY_SHOTS;
for (const [width, height] of [[1280, 800], [390, 844]]) {
    for (const scheme of ["light", "dark"]) {
        test(`by ${scheme}, ${width} pixels wide`, async () => {
            const narrow = await launch({ viewport: { width, height }, colorScheme: scheme, hasTouch: width < 600, reducedMotion: "reduce" });
            for (const [name, hash] of [["graph", ""], ["card", "#node=country/UA"], ["evidence", '#edge=["country/RU","ATTACKED","country/UA",0]'], ["timeline", "#view=timeline"], ["map", "#view=map"], ["table", "#view=table"]]) {
                const visited = await visit(narrow, seeds(), hash);
                const { tab } = visited;
                if (hash === "") await settled(tab);
                await tab.waitForTimeout(250);
                const [paper] = (await tab.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/);
                assert.equal(Number(paper) > 128, scheme === "light");
                assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), width, "it is wider than the screen");
                if (SHOTS) { mkdirSync(SHOTS, { recursive: true }); await tab.screenshot({ path: `${SHOTS}/${name}-${width}-${scheme}.png` }); }
                await faultless(assert, visited);
                if (hash === "") {
                    const open = tab.locator("#filters-open");
                    if (width < 600) {
                        await open.click();
                        assert.equal(await tab.locator("#filters").isVisible(), true);
                        await tab.locator("#filters-close").click();
                    } else {
                        assert.equal(await open.isHidden(), true);
                    }
                    await tab.locator("#theme").click();
                    await tab.locator("#theme").click();
                    const dark = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
                    assert.ok(Number(dark.match(/\d+/)[0]) < 128, "the switch makes it dark");
                }
                await tab.evaluate(() => localStorage.clear());
                await tab.close();
            }
            await narrow.close();
        });
    }
}
