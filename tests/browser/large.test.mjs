// 5,000 nodes and 20,000 relationships. Times are told, never judged: what is held to is how much is done.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, test } from "node:test";
import { faultless, large, launch, page, settled, stats, visit } from "./browser.mjs";

let context;
let path;
before(async () => { path = page(large()); context = await launch(); });
after(() => context.close());

/** Counts frames while something is done. */
async function frames(tab, act) {
    await tab.evaluate(() => {
        const times = [];
        const go = (now) => { times.push(now); globalThis.counting = requestAnimationFrame(go); };
        globalThis.counted = times;
        globalThis.counting = requestAnimationFrame(go);
    });
    await act();
    return tab.evaluate(() => {
        cancelAnimationFrame(globalThis.counting);
        const times = globalThis.counted;
        const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
        return `${Math.round((1000 * gaps.length) / (times.at(-1) - times[0]))} frames a second, the longest ${Math.round(gaps.at(-1))} ms`;
    });
}

test("a large graph begins with its best connected nodes, and more are drawn on demand", async (t) => {
    assert.ok(statSync(path).size < 4_000_000, "a page of some megabytes");
    const visited = await visit(context, path);
    const { tab, watched } = visited;
    await tab.waitForFunction(() => chancery.stats().paintings > 0);
    t.diagnostic(`opened in ${watched.opened} ms`);
    await settled(tab);
    const few = await stats(tab);
    assert.equal(few.drawn, 300);
    assert.match(await tab.locator("#part-text").textContent(), /The 300 best connected are drawn/);
    await tab.locator("#canvas").focus();
    await tab.keyboard.press("n");
    await tab.keyboard.press("Enter");
    await tab.waitForFunction((before) => chancery.stats().drawn > before, few.drawn);
    assert.ok((await stats(tab)).drawn <= few.drawn + 150, "at most so many at once");
    await tab.keyboard.press("Escape");
    // What is not among them is found, and drawn with it.
    await tab.locator("#search").fill("Person 2499");
    await tab.keyboard.press("Enter");
    assert.equal(await tab.locator("#card-title").textContent(), "Person 2499");
    await faultless(assert, visited);
    await tab.close();
});

test("all of a large graph is drawn, moved, zoomed and dragged", async (t) => {
    const visited = await visit(context, path, "#all=on");
    const { tab, watched } = visited;
    await tab.waitForFunction(() => chancery.stats().paintings > 0);
    t.diagnostic(`opened in ${watched.opened} ms`);
    await settled(tab);
    const still = await stats(tab);
    assert.deepEqual([still.drawn, still.lines], [5000, 20_000]);
    const panned = await frames(tab, async () => {
        await tab.mouse.move(400, 90);
        await tab.mouse.down();
        for (let i = 0; i < 120; i++) await tab.mouse.move(400 + i * 2, 90 + 20 * Math.sin(i / 9));
        await tab.mouse.up();
    });
    t.diagnostic(`panning: ${panned}`);
    // The picture is shifted, not drawn anew at each frame.
    const moved = await stats(tab);
    assert.ok(moved.paintings - still.paintings <= 4, `${moved.paintings - still.paintings} paintings`);
    const zoomed = await frames(tab, async () => {
        await tab.mouse.move(700, 400);
        for (let i = 0; i < 60; i++) await tab.mouse.wheel(0, i < 30 ? -60 : 60);
        await settled(tab);
    });
    t.diagnostic(`zooming: ${zoomed}`);
    const after_ = await stats(tab);
    assert.ok(after_.paintings - moved.paintings <= 40, `${after_.paintings - moved.paintings} paintings`);
    await faultless(assert, visited);
    await tab.close();
});
