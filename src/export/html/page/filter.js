// What the filters let through, and what of it is drawn.

/** `node`, `edge`: 1 where the filters let it through; `drawn`, `line`: 1 where it is in the picture, too. */
const seen = { node: [], edge: [], drawn: [], line: [], count: 0, lines: 0 };

const isOff = (group, name) => state.off[group].has(name);

/** Is a thing in the time that is looked at? */
function inTime(it) {
    if (it.date === null) return state.undated;
    return (!state.from || (it.end ?? it.date) >= state.from) && (!state.to || it.date <= state.to);
}

/** Cost: linear in the graph. */
function refilter() {
    const { nodes } = model;
    if (!isOff("kind", "Document")) joinDocuments();
    const { edges } = model;
    const narrowed = state.from || state.to || !state.undated;
    const passes = (it) => it.fact === null || !isOff("fact", it.fact);
    seen.node = new Uint8Array(nodes.length);
    seen.edge = new Uint8Array(edges.length);
    for (const node of nodes) {
        const isDated = node.date !== null || FACTS.has(node.kind);
        const wanted = node.subs.length === 0 || node.subs.some((sub) => !isOff("sub", sub));
        seen.node[node.place] = !isOff("kind", node.kind) && wanted && passes(node) && (node.kind === "Document" || !isDated || inTime(node));
    }
    for (const edge of edges) {
        const datable = edge.date !== null || edge.deed !== null;
        seen.edge[edge.place] = seen.node[edge.from] && seen.node[edge.to] && !isOff("type", edge.type) && passes(edge) && (!datable || inTime(edge));
    }
    if (narrowed) {
        // Who does nothing in that time is left out; who never did anything stays.
        for (const node of nodes) {
            if (FACTS.has(node.kind) || node.date !== null || node.degree === 0) continue;
            if (!node.edges.some((place) => seen.edge[place])) seen.node[node.place] = 0;
        }
    }
    redraw();
    emit("filter");
}

/** Picks what is drawn: all, or of a large graph the best connected and what was opened. Cost: linear, and sorting the nodes. */
function redraw() {
    const { nodes, edges } = model;
    const through = nodes.filter((node) => seen.node[node.place]);
    const byDegree = (a, b) => b.degree - a.degree || a.place - b.place;
    if (state.all || through.length <= MANY) {
        seen.drawn = seen.node.slice();
    } else {
        seen.drawn = new Uint8Array(nodes.length);
        const draw = (node) => { if (seen.node[node.place]) seen.drawn[node.place] = 1; };
        through.sort(byDegree).slice(0, FEW).forEach(draw);
        for (const place of state.added) draw(nodes[place]);
        for (const place of state.opened) {
            draw(nodes[place]);
            const around = nodes[place].edges.filter((edge) => seen.edge[edge]).map((edge) => otherEnd(edges[edge], nodes[place]));
            [...new Set(around)].sort(byDegree).slice(0, AT_ONCE).forEach(draw);
        }
    }
    seen.line = seen.edge.map((on, place) => on && seen.drawn[edges[place].from] && seen.drawn[edges[place].to]);
    seen.count = seen.drawn.reduce((sum, on) => sum + on, 0);
    seen.lines = seen.line.reduce((sum, on) => sum + on, 0);
    emit("drawn");
}

/** How many neighbours of a node the filters let through and the picture lacks. */
function undrawn(node) {
    const around = node.edges.filter((place) => seen.edge[place]).map((place) => otherEnd(model.edges[place], node).place);
    return new Set(around.filter((place) => !seen.drawn[place])).size;
}
