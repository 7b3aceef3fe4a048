// The panel of filters.

function count(items, name) {
    const counts = new Map();
    for (const it of items) for (const one of [name(it)].flat()) if (one !== null) counts.set(one, (counts.get(one) ?? 0) + 1);
    return counts;
}

function buildFilters() {
    const { nodes, edges } = model;
    const kinds = count(nodes, (node) => node.kind);
    const order = [...KINDS.filter((kind) => kinds.has(kind)), ...[...kinds.keys()].filter((kind) => !KINDS.includes(kind)).sort()];
    const subs = count(nodes, (node) => node.subs);
    const real = edges.filter((edge) => !edge.made);
    const types = count(real, (edge) => edge.type);
    const facts = count([...nodes, ...real.filter((edge) => !edge.deed)], (it) => it.fact);
    const sorted = (counts) => [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    $("filter-groups").replaceChildren(...[
        group("Kinds", "kind", order, kinds, (kind) => badge(kind)),
        subs.size > 1 && group("Kinds of events", "sub", sorted(subs), subs, null, subs.size > 8),
        group("Relationships", "type", sorted(types), types, (type) => el("span", { class: `line ${style(real.find((edge) => edge.type === type))}`, "aria-hidden": "true" }), types.size > 24),
        facts.size > 0 && group("Factuality", "fact", sorted(facts), facts),
    ].filter(Boolean));
}

function group(title, name, values, counts, picture = null, folded_ = false) {
    if (values.length === 0) return null;
    const set = (on) => { for (const it of values) state.off[name][on ? "delete" : "add"](it); changed(); };
    const boxes = values.map((it) => el("li", {}, el("label", {},
        el("input", { type: "checkbox", checked: !isOff(name, it), data: { group: name, value: it }, on: { change: ({ target }) => { state.off[name][target.checked ? "delete" : "add"](it); changed(); } } }),
        picture?.(it), el("span", { class: "name", text: readable(name, it) }), el("span", { class: "count", text: grouped(counts.get(it)) }))));
    return el("details", { class: "group", open: !folded_ },
        el("summary", {}, el("h3", { text: title })),
        el("div", { class: "sets" },
            el("button", { type: "button", "aria-label": `${title}: all`, on: { click: () => set(true) }, text: "all" }),
            el("button", { type: "button", "aria-label": `${title}: none`, on: { click: () => set(false) }, text: "none" })),
        el("ul", {}, boxes));
}

const readable = (group, it) => (group === "type" ? it.replaceAll("_", " ").toLowerCase() : it);

function changed() {
    remember(false);
    refilter();
}

/** Lets the boxes show the state, also after a step back. */
function showFilters() {
    for (const box of document.querySelectorAll("#filter-groups input")) box.checked = !isOff(box.dataset.group, box.dataset.value);
    $("undated").checked = state.undated;
    const nodes = seen.node.reduce((sum, on) => sum + on, 0);
    const edges = seen.edge.reduce((sum, on) => sum + on, 0);
    $("counts").textContent = `${plural(nodes, "node")}, ${plural(edges, "relationship")}`;
    const part = seen.count < nodes;
    $("part").hidden = !part && !state.all;
    $("part-text").textContent = part ? `The ${grouped(seen.count)} best connected are drawn.` : "All are drawn.";
    $("all").textContent = state.all ? "Fewer" : "Draw all";
    const all = Object.values(state.off).every((off) => [...off].every((it) => it === "Document")) && !state.from && !state.to && state.undated;
    $("reset").hidden = all;
    $("filters-open").classList.toggle("on", !all);
}

function listenToFilters() {
    for (const id of ["time-from", "time-to"]) $(id).addEventListener("input", slide);
    $("undated").addEventListener("change", ({ target }) => { state.undated = target.checked; changed(); });
    $("all").addEventListener("click", () => { state.all = !state.all; remember(true); redraw(); emit("filter"); fit(); });
    $("reset").addEventListener("click", () => {
        const off = fresh().off;
        if (model.real) off.kind.delete("Document");
        Object.assign(state, { off, from: null, to: null, undated: true });
        remember(true);
        refilter();
        announce("All filters are off");
    });
    let telling = null;
    on("filter", () => {
        showFilters();
        showTime();
        clearTimeout(telling);
        telling = setTimeout(() => announce($("counts").textContent), 600);
    });
    on("drawn", showFilters);
}
