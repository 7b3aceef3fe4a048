// Lets the nodes that are drawn find their places: in a worker, else between two frames.

const places = { x: new Float64Array(0), y: new Float64Array(0), placed: [], pinned: new Set(), running: null, size: [] };

const radius = (node) => (node.kind === "Statement" ? 4.5 : 5.5) + 1.7 * Math.sqrt(Math.min(node.degree, 144));

/** Begins anew with a graph. */
function unplace() {
    const { nodes } = model;
    rest();
    Object.assign(places, { x: new Float64Array(nodes.length), y: new Float64Array(nodes.length), placed: new Uint8Array(nodes.length), pinned: new Set() });
    places.size = Float64Array.from(nodes, radius);
}

/** Gives nodes without a place one near a neighbour that has one, else on a spiral: the best connected first. */
function seed(drawn) {
    const { x, y, placed } = places;
    const { nodes, edges } = model;
    const order = drawn.slice().sort((a, b) => nodes[b].degree - nodes[a].degree || a - b);
    let new_ = 0;
    let turn = placed.reduce((sum, on) => sum + on, 0);
    for (const start of order) {
        if (placed[start]) continue;
        const queue = [start];
        const near = nodes[start].edges.map((place) => otherEnd(edges[place], nodes[start]).place).find((place) => placed[place]);
        const [fromX, fromY] = near === undefined ? [0, 0] : [x[near], y[near]];
        for (let head = 0; head < queue.length; head++) {
            const place = queue[head];
            if (placed[place]) continue;
            const angle = turn++ * 2.399963;
            const far = near === undefined ? 13 * Math.sqrt(turn) : 30 + 4 * Math.sqrt(head);
            x[place] = fromX + far * Math.cos(angle);
            y[place] = fromY + far * Math.sin(angle);
            placed[place] = 1;
            new_++;
            if (near !== undefined) continue;
            for (const edge of nodes[place].edges) {
                const other = otherEnd(edges[edge], nodes[place]).place;
                if (seen.drawn[other] && !placed[other]) queue.push(other);
            }
        }
    }
    return new_;
}

const drawnNodes = () => [...seen.drawn.keys()].filter((place) => seen.drawn[place]);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves the drawn nodes until they are at rest. `heat`: 1 anew, less where most have their place. */
function arrange(heat) {
    const drawn = drawnNodes();
    const numbers = new Map(drawn.map((place, i) => [place, i]));
    const pairs = new Map();
    for (const edge of model.edges) {
        if (!seen.line[edge.place] || edge.from === edge.to) continue;
        pairs.set(Math.min(edge.from, edge.to) * model.nodes.length + Math.max(edge.from, edge.to), edge);
    }
    const lines = [...pairs.values()];
    const spec = {
        x: Float64Array.from(drawn, (place) => places.x[place]),
        y: Float64Array.from(drawn, (place) => places.y[place]),
        from: Int32Array.from(lines, (edge) => numbers.get(edge.from)),
        to: Int32Array.from(lines, (edge) => numbers.get(edge.to)),
        size: Float64Array.from(drawn, (place) => places.size[place]),
        fixed: Uint8Array.from(drawn, (place) => (places.pinned.has(place) ? 1 : 0)),
        heat, rounds: drawn.length > 2000 ? 170 : 280,
        // In quarters, so that a slightly other window gives the same picture.
        aspect: clamp(Math.round((stage.width / (stage.height || 1)) * 4) / 4, 0.5, 2),
    };
    rest();
    const run = { drawn, numbers, stopped: false, still: calm() };
    places.running = run;
    const take = (x, y, done) => {
        if (run.stopped) return;
        if (done) places.running = null;
        if (run.still && !done) return;
        for (let i = 0; i < drawn.length; i++) {
            if (places.pinned.has(drawn[i])) continue;
            places.x[drawn[i]] = x[i];
            places.y[drawn[i]] = y[i];
        }
        emit("moved", done);
    };
    if (!inWorker(run, spec, take)) inSlices(run, spec, take);
}

function rest() {
    if (!places.running) return;
    places.running.stopped = true;
    places.running.end?.();
    places.running = null;
}

function inWorker(run, spec, take) {
    const work = `const create = (${forceKernel})(); let force = null;
const go = () => { const until = performance.now() + 30; let on = true;
  while (on && performance.now() < until) on = force.tick();
  postMessage([force.x, force.y, !on]); if (on) setTimeout(go, 0); else force.idle = true; };
onmessage = ({ data: [what, it] }) => { if (what === "create") { force = create(it); go(); }
  else { force.fix(...it); if (force.idle) { force.idle = false; go(); } } };`;
    try {
        const url = URL.createObjectURL(new Blob([work], { type: "text/javascript" }));
        const worker = new Worker(url);
        worker.onmessage = ({ data: [x, y, done] }) => take(x, y, done);
        // A browser that lets no worker run tells so here.
        worker.onerror = () => { worker.terminate(); if (!run.stopped) inSlices(run, spec, take); };
        worker.postMessage(["create", spec]);
        run.fix = (...it) => worker.postMessage(["fix", it]);
        run.end = () => { worker.terminate(); URL.revokeObjectURL(url); };
        run.worker = worker;
        return true;
    } catch {
        return false;
    }
}

function inSlices(run, spec, take) {
    const force = forceKernel()(spec);
    run.fix = (...it) => force.fix(...it);
    run.end = null;
    const go = () => {
        if (run.stopped) return;
        const until = performance.now() + 9;
        let on = true;
        while (on && performance.now() < until) on = force.tick();
        take(force.x, force.y, !on);
        if (on) requestAnimationFrame(go);
    };
    go();
}

/** Holds a node where it is put; its neighbours follow. */
function hold(place, x, y) {
    places.x[place] = x;
    places.y[place] = y;
    places.pinned.add(place);
    const run = places.running;
    if (run?.fix) run.fix(run.numbers.get(place), x, y, true);
    else if (seen.count <= 1500 && !calm()) arrange(0.12);
    emit("moved", false);
}

function free(place) {
    places.pinned.delete(place);
    arrange(0.2);
    announce(`${model.nodes[place].name} moves again`);
}

on("drawn", () => {
    const drawn = drawnNodes();
    const before = places.placed.reduce((sum, on) => sum + on, 0);
    const more = seed(drawn);
    if (more > 0) arrange(before === 0 || more > drawn.length / 2 ? 1 : 0.35);
    emit("moved", false);
});
