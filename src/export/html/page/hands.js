// Mouse, pen, fingers and keys on the picture.

/** How far a pointer may move and still click, in pixels. */
const SLIP = 5;

/** What stands at a point of the screen: a node, else a relationship, else nothing. Cost: linear in what is drawn. */
function hit(x, y, edges = true) {
    const grow = grown(camera.k);
    let [best, nearest] = [-1, Infinity];
    for (let place = 0; place < seen.drawn.length; place++) {
        if (!seen.drawn[place]) continue;
        const [px, py] = toScreen(place);
        const far = Math.hypot(px - x, py - y) - places.size[place] * grow;
        if (far < 5 && far < nearest) [best, nearest] = [place, far];
    }
    if (best >= 0) return { node: best };
    if (!edges) return null;
    nearest = 6;
    for (const edge of model.edges) {
        if (!seen.line[edge.place]) continue;
        const path = course(edge, toScreen);
        if (Math.min(path.ax, path.bx) - 40 > x || Math.max(path.ax, path.bx) + 40 < x || Math.min(path.ay, path.by) - 40 > y || Math.max(path.ay, path.by) + 40 < y) continue;
        const far = distance(path, x, y);
        if (far < nearest) [best, nearest] = [edge.place, far];
    }
    return best >= 0 ? { edge: best } : null;
}

/** From a point to the line of a relationship. */
function distance({ ax, ay, bx, by, mx, my, straight }, x, y) {
    const pieces = straight ? 1 : 8;
    let [least, fromX, fromY] = [Infinity, ax, ay];
    for (let i = 1; i <= pieces; i++) {
        const t = i / pieces;
        const toX = straight ? bx : (1 - t) ** 2 * ax + 2 * t * (1 - t) * mx + t * t * bx;
        const toY = straight ? by : (1 - t) ** 2 * ay + 2 * t * (1 - t) * my + t * t * by;
        const [dx, dy] = [toX - fromX, toY - fromY];
        const along = clamp(((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1), 0, 1);
        least = Math.min(least, Math.hypot(x - fromX - along * dx, y - fromY - along * dy));
        [fromX, fromY] = [toX, toY];
    }
    return least;
}

function giveHands() {
    const canvas = stage.canvas;
    const pointers = new Map();
    let grip = null;
    const at = (event) => [event.offsetX, event.offsetY];

    canvas.addEventListener("pointerdown", (event) => {
        const [x, y] = at(event);
        canvas.setPointerCapture(event.pointerId);
        pointers.set(event.pointerId, [x, y]);
        stage.glide = null;
        if (pointers.size === 2) { grip = { pinch: spanOf(pointers) }; return; }
        grip = { x, y, found: hit(x, y), moved: false };
    });
    canvas.addEventListener("pointermove", (event) => {
        const [x, y] = at(event);
        if (!pointers.has(event.pointerId)) return point(x, y);
        const [oldX, oldY] = pointers.get(event.pointerId);
        pointers.set(event.pointerId, [x, y]);
        if (grip?.pinch) {
            const now = spanOf(pointers);
            zoom(now.length / grip.pinch.length, now.x, now.y);
            pan(now.x - grip.pinch.x, now.y - grip.pinch.y);
            grip.pinch = now;
            return;
        }
        if (!grip) return;
        if (!grip.moved && Math.hypot(x - grip.x, y - grip.y) < SLIP) return;
        grip.moved = true;
        canvas.classList.add("held");
        if (grip.found?.node !== undefined) hold(grip.found.node, ...toWorld(x, y));
        else pan(x - oldX, y - oldY);
    });
    const release = (event) => {
        if (!pointers.delete(event.pointerId)) return;
        canvas.classList.remove("held");
        if (grip && !grip.pinch && !grip.moved && event.type === "pointerup") click(grip.found);
        grip = null;
    };
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", () => { if (stage.hover) { stage.hover = null; frame(); } });
    canvas.addEventListener("dblclick", (event) => {
        const found = hit(...at(event), false);
        if (found) open(found.node);
        else zoom(1.8, ...at(event));
    });
    canvas.addEventListener("wheel", (event) => {
        event.preventDefault();
        // A line or a page of a wheel in pixels.
        const unit = [1, 16, 400][event.deltaMode] ?? 1;
        zoom(Math.exp(clamp(-event.deltaY * unit, -240, 240) * (event.ctrlKey ? 0.01 : 0.0018)), ...at(event));
    }, { passive: false });
    canvas.addEventListener("keydown", keys);
}

function spanOf(pointers) {
    const [[ax, ay], [bx, by]] = [...pointers.values()];
    return { x: (ax + bx) / 2, y: (ay + by) / 2, length: Math.hypot(ax - bx, ay - by) || 1 };
}

function point(x, y) {
    const found = hit(x, y, seen.lines < 4000);
    if (found?.node === stage.hover?.node && found?.edge === stage.hover?.edge) return;
    stage.hover = found;
    stage.canvas.style.cursor = found ? "pointer" : "";
    frame();
}

function click(found) {
    if (found?.node !== undefined) select({ node: found.node }, { quiet: true });
    else if (found?.edge !== undefined) select({ edge: found.edge }, { quiet: true });
    else select({});
}

/** The drawn node that is nearest in a direction, from the one that is selected or the middle of what is seen. */
function nextTo(dx, dy) {
    const [x, y] = state.node >= 0 && seen.drawn[state.node] ? toScreen(state.node) : [stage.width / 2, stage.height / 2];
    let [best, least] = [-1, Infinity];
    for (const place of drawnNodes()) {
        if (place === state.node) continue;
        const [px, py] = toScreen(place);
        const along = (px - x) * dx + (py - y) * dy;
        const aside = Math.abs((px - x) * dy - (py - y) * dx);
        if (along > 1 && along + aside * 2 < least) [best, least] = [place, along + aside * 2];
    }
    return best;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ARROWS[event.key];
    if (way && event.shiftKey) pan(-way[0] * 60, -way[1] * 60);
    else if (way) step_to(nextTo(...way));
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else if (event.key === "n" || event.key === "p") around(event.key === "n" ? 1 : -1);
    else if (event.key === "Enter" && state.node >= 0) open(state.node);
    else if (event.key === " " && (state.node >= 0 || state.edge >= 0)) $("card").focus();
    else if (event.key === "f" && state.node >= 0) (places.pinned.has(state.node) ? free : (it) => hold(it, places.x[it], places.y[it]))(state.node);
    else if (event.key === "Escape") select({});
    else return;
    event.preventDefault();
}

function step_to(place) {
    if (place >= 0) select({ node: place });
    else announce("No node further that way");
}

/** Steps through the neighbours of the node from which the stepping began. */
let walk = null;
function around(by) {
    if (state.node < 0) return step_to(grouping().byDegree[0]?.place ?? -1);
    if (walk?.at !== state.node) {
        const node = model.nodes[state.node];
        const ring = [...new Set(node.edges.filter((place) => seen.line[place]).map((place) => otherEnd(model.edges[place], node).place))];
        walk = { ring, i: by > 0 ? -1 : 0, at: state.node };
    }
    if (walk.ring.length === 0) return announce("It has no neighbours here");
    walk.i = (walk.i + by + walk.ring.length) % walk.ring.length;
    walk.at = walk.ring[walk.i];
    select({ node: walk.at });
}
