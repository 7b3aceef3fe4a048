// What stands above the drawn graph at every frame: what is selected with its neighbours, what is pointed at, the focus.

/** How many relationships of what is selected are drawn above the rest. */
const ABOVE = 600;

function overlay(context) {
    const grow = grown(camera.k);
    const { nodes, edges } = model;
    const chosen = nodes[state.node];
    const line = edges[state.edge];
    if (chosen && seen.drawn[chosen.place]) {
        const lines = chosen.edges.filter((place) => seen.line[place]).slice(0, ABOVE).map((place) => edges[place]);
        veil(context);
        spread(context, [chosen, ...new Set(lines.map((edge) => otherEnd(edge, chosen)))], lines, grow);
        ring(context, chosen.place, grow, 3);
    } else if (line && seen.line[line.place]) {
        veil(context);
        spread(context, [nodes[line.from], nodes[line.to]], [line], grow);
    }
    const hover = stage.hover;
    if (hover?.node !== undefined && hover.node !== state.node && seen.drawn[hover.node]) {
        const node = nodes[hover.node];
        ring(context, node.place, grow, 1.8);
        const [x, y] = toScreen(node.place);
        context.font = `600 12.5px ${FONT}`;
        label(context, cut(node.name, 60), x, y + places.size[node.place] * grow + 13, null, look.colours.ink, 1);
    } else if (hover?.edge !== undefined && seen.line[hover.edge]) {
        const edge = edges[hover.edge];
        const path = course(edge, toScreen);
        context.strokeStyle = look.colours.accent;
        context.lineWidth = 2.5;
        context.beginPath();
        trace(context, path);
        context.stroke();
        tell(context, edge, path);
    }
    for (const place of places.pinned) if (seen.drawn[place]) pin(context, place, grow);
}

function veil(context) {
    context.globalAlpha = 0.68;
    context.fillStyle = look.colours.paper;
    context.fillRect(0, 0, stage.width, stage.height);
    context.globalAlpha = 1;
}

function spread(context, nodes, lines, grow) {
    const named = new Grid(90);
    const paths = lines.map((edge) => [edge, course(edge, toScreen)]);
    for (const [edge, path] of paths) {
        pen(context, `${style(edge)}${edge.fact === null || edge.fact === "asserted" ? "" : " unsure"}`, true);
        context.globalAlpha = 0.95;
        context.lineWidth = edge.place === state.edge ? 3 : 1.7;
        if (edge.place === state.edge) context.strokeStyle = context.fillStyle = look.colours.accent;
        context.beginPath();
        trace(context, path);
        context.stroke();
        context.setLineDash([]);
        context.beginPath();
        arrow(context, path, places.size[edge.to] * grow, 8);
        context.fill();
    }
    context.globalAlpha = 1;
    for (const node of nodes) {
        const { shape, colour } = look.kinds.get(node.kind);
        const [x, y] = toScreen(node.place);
        const r = places.size[node.place] * grow;
        context.beginPath();
        outline(shape, context, x, y, r);
        context.fillStyle = colour;
        context.strokeStyle = look.colours["edge-node"];
        context.lineWidth = 1.5;
        context.fill();
        context.stroke();
        named.put(x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7, node.place);
    }
    // The name of what is selected is there in any case: the others keep clear of it.
    const [first] = nodes;
    const [firstX, firstY] = toScreen(first.place);
    const below = places.size[first.place] * grow * 1.2 + 18;
    const half = first.name.length > 30 ? 110 : first.name.length * 4;
    named.put(firstX - half, firstY + below - 11, firstX + half, firstY + below + 4, first.place, true);
    for (const node of nodes.slice(1, 120)) {
        const [x, y] = toScreen(node.place);
        name(context, node, x, y, places.size[node.place] * grow, named);
    }
    name(context, first, firstX, firstY, below - 12, null);
    if (camera.k > 0.55) for (const [edge, path] of paths.slice(0, 60)) tell(context, edge, path, named);
}

/** The type of a relationship beside its line. */
function tell(context, edge, { ax, ay, bx, by, mx, my }, taken = null) {
    context.font = `600 10.5px ${FONT}`;
    label(context, edge.type.replaceAll("_", " ").toLowerCase(), (ax + bx + 2 * mx) / 4, (ay + by + 2 * my) / 4 + 3, taken, look.colours.dim, 1);
}

function ring(context, place, grow, width) {
    const [x, y] = toScreen(place);
    context.beginPath();
    context.arc(x, y, places.size[place] * grow * 1.2 + 4, 0, 2 * Math.PI);
    context.strokeStyle = look.colours.accent;
    context.lineWidth = width;
    context.stroke();
}

function pin(context, place, grow) {
    const [x, y] = toScreen(place);
    const r = places.size[place] * grow;
    context.beginPath();
    context.arc(x + r * 0.8, y - r * 0.8, 3, 0, 2 * Math.PI);
    context.fillStyle = look.colours.accent;
    context.strokeStyle = look.colours.halo;
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
}
