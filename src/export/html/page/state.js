// What is looked at, and how: kept in the address behind `#`, so that it can be shared, and in the browser's history.

const VIEWS = ["graph", "timeline", "map", "table"];
/** A larger graph begins with its best connected nodes. */
const FEW = 300;
const MANY = 450;

const state = fresh();

function fresh() {
    return {
        view: "graph",
        node: -1, edge: -1,
        off: { kind: new Set(["Document"]), sub: new Set(), type: new Set(), fact: new Set() },
        from: null, to: null, undated: true,
        all: false, opened: new Set(), added: new Set(),
    };
}

/** The state as an address: only what is not as at the start. */
function address() {
    const it = new URLSearchParams();
    if (state.view !== "graph") it.set("view", state.view);
    if (state.node >= 0) it.set("node", model.nodes[state.node].key);
    if (state.edge >= 0) it.set("edge", edgeName(model.edges[state.edge]));
    for (const [group, off] of Object.entries(state.off)) {
        for (const name of [...off].sort()) if (group !== "kind" || name !== "Document") it.append(`no-${group}`, name);
    }
    if (state.off.kind.has("Document") === model.real) it.set("documents", model.real ? "off" : "on");
    if (state.from) it.set("from", state.from);
    if (state.to) it.set("to", state.to);
    if (!state.undated) it.set("undated", "off");
    if (state.all) it.set("all", "on");
    for (const place of state.opened) it.append("open", model.nodes[place].key);
    return `#${it}`;
}

/** Takes the state from the address; what is not in the graph is passed over. */
function readAddress() {
    const it = new URLSearchParams(location.hash.slice(1));
    const place = (key) => model.byKey.get(key) ?? -1;
    const old = state.added;
    Object.assign(state, fresh(), { added: old });
    if (VIEWS.includes(it.get("view"))) state.view = it.get("view");
    if (it.has("node")) state.node = place(it.get("node"));
    if (it.has("edge")) state.edge = edgeOfName(it.get("edge"))?.place ?? -1;
    for (const group of Object.keys(state.off)) for (const name of it.getAll(`no-${group}`)) state.off[group].add(name);
    if ((it.get("documents") ?? (model.real ? "on" : "off")) === "on") state.off.kind.delete("Document");
    if (DAY.test(it.get("from") ?? "")) state.from = it.get("from");
    if (DAY.test(it.get("to") ?? "")) state.to = it.get("to");
    state.undated = it.get("undated") !== "off";
    state.all = it.get("all") === "on";
    for (const key of it.getAll("open")) if (place(key) >= 0) state.opened.add(place(key));
}

/** Puts the state in the address: as a step that the browser's back undoes, or in the place of the last one. */
function remember(step) {
    const now = address();
    if (now === (location.hash || "#")) return;
    try {
        history[step ? "pushState" : "replaceState"](null, "", now === "#" ? location.pathname + location.search : now);
    } catch {
        // Some browsers know no history of a file.
        if (step) location.hash = now;
        else location.replace(now);
    }
}

function comeBack() {
    if (!model) return;
    const before = { ...state };
    readAddress();
    refilter();
    if (state.view !== before.view) emit("view");
    emit("select");
}

function select({ node = -1, edge = -1 }, { quiet = false, near = false } = {}) {
    if (state.node === node && state.edge === edge) return;
    Object.assign(state, { node, edge });
    remember(true);
    reveal();
    emit("select", { quiet, near });
}

/** Lets what is selected be drawn, also where it is none of the best connected. */
function reveal() {
    const ends = state.edge >= 0 ? [model.edges[state.edge].from, model.edges[state.edge].to] : [state.node];
    const hidden = ends.filter((place) => place >= 0 && !seen.drawn[place]);
    if (hidden.length === 0) return;
    for (const place of hidden) state.added.add(place);
    redraw();
}

function show(view) {
    if (state.view === view) return;
    state.view = view;
    remember(true);
    emit("view");
}

/** The nodes next to one are drawn, too: at most so many at once, best connected first. */
const AT_ONCE = 150;
function open(place) {
    const before = seen.count;
    state.opened.add(place);
    remember(true);
    redraw();
    const more = seen.count - before;
    announce(more > 0 ? `${plural(more, "node")} more around ${model.nodes[place].name}` : "All of its neighbours are drawn");
    emit("opened");
}
