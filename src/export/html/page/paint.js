// Draws the graph into a picture that is larger than what is seen, a little at a time, so that moving and zooming only shift what
// is drawn already. What is selected is drawn above it at every frame (see overlay.js).

/** More of the picture on each side than is seen, as a share of it. */
const MARGIN = 0.3;
/** How long a piece of drawing may take, in milliseconds. */
const PIECE = 7;
const BATCH = 48;
/** So many of the best connected are named even where that covers others. */
const ALWAYS = 14;

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
const widths = new Map();

/** How wide a text is. */
function widthOf(context, text) {
    const key = context.font + text;
    let width = widths.get(key);
    if (width === undefined) {
        if (widths.size > 20_000) widths.clear();
        width = context.measureText(text).width;
        widths.set(key, width);
    }
    return width;
}

/** Where a node is in a picture and how large. */
const grown = (k) => clamp(Math.pow(k, 0.6), seen.count > 1500 ? 0.2 : 0.4, 1.7);

/** The relationships and nodes that are drawn, by how they look; kept until others are drawn. */
let groups = null;
on("drawn", () => { groups = null; });

function grouping() {
    if (groups) return groups;
    const { nodes, edges } = model;
    const lines = new Map();
    const between = new Map();
    for (const edge of edges) {
        if (!seen.line[edge.place]) continue;
        const pair = Math.min(edge.from, edge.to) * nodes.length + Math.max(edge.from, edge.to);
        const nth = between.get(pair) ?? 0;
        between.set(pair, nth + 1);
        edge.bend = nth === 0 ? 0 : Math.ceil(nth / 2) * (nth % 2 ? 1 : -1) * (edge.from < edge.to ? 1 : -1);
        const key = `${style(edge)}${edge.fact === null || edge.fact === "asserted" ? "" : " unsure"}`;
        if (!lines.has(key)) lines.set(key, []);
        lines.get(key).push(edge);
    }
    const kinds = new Map();
    for (const node of nodes) {
        if (!seen.drawn[node.place]) continue;
        if (!kinds.has(node.kind)) kinds.set(node.kind, []);
        kinds.get(node.kind).push(node);
    }
    const order = ["source", "source unsure", "role", "role unsure", "standing", "standing unsure", "deed", "deed unsure"];
    const byDegree = [...kinds.values()].flat().sort((a, b) => b.degree - a.degree || a.place - b.place);
    groups = { lines: [...lines].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)), kinds, byDegree };
    return groups;
}

/** The path of a relationship in a picture: from, to, the point that it bends towards. */
function course(edge, at) {
    const [ax, ay] = at(edge.from);
    const [bx, by] = at(edge.to);
    if (!edge.bend) return { ax, ay, bx, by, mx: (ax + bx) / 2, my: (ay + by) / 2, straight: true };
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const side = edge.bend * Math.min(18, length * 0.16);
    return { ax, ay, bx, by, mx: (ax + bx) / 2 - ((by - ay) / length) * side * 2, my: (ay + by) / 2 + ((bx - ax) / length) * side * 2, straight: false };
}

function trace(context, { ax, ay, bx, by, mx, my, straight }) {
    context.moveTo(ax, ay);
    if (straight) context.lineTo(bx, by);
    else context.quadraticCurveTo(mx, my, bx, by);
}

/** The point of an arrow at the end of a relationship. */
function arrow(context, { ax, ay, bx, by, mx, my, straight }, r, size) {
    const [fromX, fromY] = straight ? [ax, ay] : [mx, my];
    const length = Math.hypot(bx - fromX, by - fromY);
    if (length < r + size) return;
    const [ux, uy] = [(bx - fromX) / length, (by - fromY) / length];
    const [tipX, tipY] = [bx - ux * (r + 1.5), by - uy * (r + 1.5)];
    context.moveTo(tipX, tipY);
    context.lineTo(tipX - ux * size - uy * size * 0.42, tipY - uy * size + ux * size * 0.42);
    context.lineTo(tipX - ux * size + uy * size * 0.42, tipY - uy * size - ux * size * 0.42);
    context.closePath();
}

/** Sets how a kind of line is drawn. */
function pen(context, key, few) {
    const [name, unsure] = key.split(" ");
    context.strokeStyle = context.fillStyle = look.colours[name];
    context.lineWidth = { deed: 1.5, standing: 1.3, role: 0.9, source: 0.6 }[name] * (few ? 1 : 0.75);
    context.globalAlpha = { deed: 0.85, standing: 0.8, role: 0.6, source: 0.4 }[name] * (few ? 1 : 0.45);
    context.setLineDash(unsure ? [5, 4] : []);
}

/** Draws all, and stops wherever it may be stopped. */
function* painting(context, { width, height, scale, at, k }) {
    const { lines, kinds, byDegree } = grouping();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.globalAlpha = 1;
    context.clearRect(0, 0, width, height);
    const few = seen.lines <= 2500;
    const grow = grown(k);
    const out = (x, y) => (x < 0 ? 1 : x > width ? 2 : 0) | (y < 0 ? 4 : y > height ? 8 : 0);
    for (const [key, edges] of lines) {
        for (let begin = 0; begin < edges.length; begin += BATCH) {
            pen(context, key, few);
            const drawn = [];
            context.beginPath();
            for (const edge of edges.slice(begin, begin + BATCH)) {
                const path = course(edge, at);
                if (out(path.ax, path.ay) & out(path.bx, path.by)) continue;
                trace(context, path);
                drawn.push([path, edge]);
            }
            context.stroke();
            if (few && k > 0.45 && !key.startsWith("source")) {
                context.beginPath();
                for (const [path, edge] of drawn) arrow(context, path, places.size[edge.to] * grow, key.startsWith("role") ? 5 : 7);
                context.fill();
            }
            yield;
        }
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
    for (const [kind, nodes] of kinds) {
        const { shape, colour } = look.kinds.get(kind);
        for (let begin = 0; begin < nodes.length; begin += BATCH * 4) {
            context.beginPath();
            for (const node of nodes.slice(begin, begin + BATCH * 4)) {
                const [x, y] = at(node.place);
                if (out(x, y)) continue;
                outline(shape, context, x, y, places.size[node.place] * grow);
            }
            context.fillStyle = colour;
            context.strokeStyle = look.colours["edge-node"];
            context.lineWidth = 1.3;
            context.fill();
            context.stroke();
            yield;
        }
    }
    yield* naming(context, { width, height, at, k, grow, byDegree, lines });
}

/** Names, the best connected first, none above another. */
function* naming(context, { width, height, at, k, grow, byDegree, lines }) {
    const taken = new Grid(90);
    for (const node of byDegree.slice(0, 700)) {
        const [x, y] = at(node.place);
        const r = places.size[node.place] * grow;
        taken.put(x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7, node.place);
    }
    // The best connected are named even where that covers smaller ones, but not one another.
    const firm = new Grid(90);
    for (const node of byDegree.slice(0, ALWAYS)) {
        const [x, y] = at(node.place);
        const r = places.size[node.place] * grow * 0.7;
        firm.put(x - r, y - r, x + r, y + r, node.place, true);
    }
    let named = 0;
    const most = Math.min(260, 60 + k * 160);
    for (const [i, node] of byDegree.entries()) {
        if (named >= most || i > 2500) break;
        if (node.kind === "Statement" && k < 1.5) continue;
        if ((node.kind === "Event" || node.kind === "Document") && k < 0.95) continue;
        const [x, y] = at(node.place);
        if (x < 0 || y < 0 || x > width || y > height) continue;
        const r = places.size[node.place] * grow;
        if (name(context, node, x, y, r, taken, i < ALWAYS ? firm : null)) named++;
        if (i % 40 === 39) yield;
    }
    if (k < 1.15) return;
    let told = 0;
    for (const [key, edges] of lines) {
        if (!key.startsWith("deed") && !key.startsWith("standing")) continue;
        for (const edge of edges) {
            const path = course(edge, at);
            const [x, y] = [(path.ax + path.bx + 2 * path.mx) / 4, (path.ay + path.by + 2 * path.my) / 4];
            if (x < 0 || y < 0 || x > width || y > height || Math.hypot(path.ax - path.bx, path.ay - path.by) < 70) continue;
            if (told++ > 150) return;
            context.font = `10.5px ${FONT}`;
            label(context, edge.type.replaceAll("_", " ").toLowerCase(), x, y + 3, taken, look.colours[style(edge)], 0.85);
        }
        yield;
    }
}

/** A node's name under it, else above it, else beside it; false where there is no room. */
function name(context, node, x, y, r, taken, firm = null) {
    const large = node.degree > 12 && !FACTS.has(node.kind);
    context.font = `${large ? "600 12.5px" : "11.5px"} ${FONT}`;
    const text = cut(node.name, 30);
    const colour = FACTS.has(node.kind) ? look.colours.dim : look.colours.ink;
    const aside = r + 5 + widthOf(context, text) / 2;
    const spots = taken ? [[x, y + r + 12], [x, y - r - 5], [x + aside, y + 4], [x - aside, y + 4]] : [[x, y + r + 12]];
    return spots.some(([atX, atY]) => label(context, text, atX, atY, taken, colour, 1, node.place, firm));
}

function label(context, text, x, y, taken, colour, alpha, self, firm = null) {
    const half = widthOf(context, text) / 2 + 2;
    const box = [x - half, y - 10, x + half, y + 3, self];
    if (firm ? !firm.put(...box) : taken && !taken.put(...box)) return false;
    if (firm) taken.put(...box, true);
    context.textAlign = "center";
    context.globalAlpha = alpha;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = look.colours.halo;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
    context.globalAlpha = 1;
    return true;
}

/** Rectangles that are taken, in squares, so that a look costs only those near by. */
class Grid {
    constructor(size) { Object.assign(this, { size, squares: new Map() }); }

    /** Takes a rectangle; false where another owner has a part of it, unless it is to be taken anyway. */
    put(left, top, right, bottom, owner = -1, anyway = false) {
        const { size, squares } = this;
        const keys = [];
        for (let row = Math.floor(top / size); row <= Math.floor(bottom / size); row++) {
            for (let column = Math.floor(left / size); column <= Math.floor(right / size); column++) {
                const key = row * 4096 + column;
                for (const it of anyway ? [] : squares.get(key) ?? []) {
                    if ((it[4] !== owner || owner === -1) && left < it[2] && right > it[0] && top < it[3] && bottom > it[1]) return false;
                }
                keys.push(key);
            }
        }
        const box = [left, top, right, bottom, owner];
        for (const key of keys) {
            if (!squares.has(key)) squares.set(key, []);
            squares.get(key).push(box);
        }
        return true;
    }
}
