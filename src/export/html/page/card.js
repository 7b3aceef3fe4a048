// The card of what is selected: what it is, what is told of it, and the sentences that prove it.

/** How many items of a list are shown before one asks for more. */
const SOME = 12;

function drawCard({ quiet } = {}) {
    const card = $("card");
    const node = model.nodes[state.node];
    const edge = model.edges[state.edge];
    document.body.classList.toggle("has-card", Boolean(node || edge));
    card.hidden = !node && !edge;
    if (node) card.replaceChildren(...ofNode(node));
    else if (edge) card.replaceChildren(...ofEdge(edge));
    card.scrollTop = 0;
    document.title = node || edge ? `${cut(node ? node.name : said(edge), 80)} – Chancery` : "Chancery";
    if (node) announce(`${node.name}, ${node.kind}, ${plural(node.edges.length, "relationship")}`);
    else if (edge) announce(said(edge));
    else if (!quiet) announce("Nothing is selected");
}

const said = (edge) => `${model.nodes[edge.from].name} ${edge.type.replaceAll("_", " ").toLowerCase()} ${model.nodes[edge.to].name}`;

function ofNode(node) {
    const doc = model.docs.find((it) => it.node === node.place);
    const hidden = undrawn(node);
    const isPinned = places.pinned.has(node.place);
    const actions = el("div", { class: "actions" },
        el("button", { type: "button", disabled: hidden === 0, on: { click: () => { show("graph"); open(node.place); } }, id: "expand", text: hidden ? `Show ${plural(hidden, "more neighbour")}` : "All neighbours shown" }),
        el("button", { type: "button", on: { click: () => { show("graph"); reveal(); approach(); } }, text: "Centre" }),
        isPinned && el("button", { type: "button", on: { click: () => { free(node.place); drawCard(); } }, text: "Unpin" }));
    const labels = node.labels.filter((label) => label !== node.kind);
    return [
        heading(badge(node.kind, 26), node.name, [node.kind, ...labels].join(" · "), node.key),
        actions,
        corrections(model.fixes.filter((fix) => fix.nodes.has(node.place))),
        properties(node, ["name", "content", "id"]),
        doc && list("Proves", provedBy(doc), (it) => el("li", {}, nodeLink(it), ...proofsOf(it).filter((quote) => quote.doc === doc).slice(0, 1).map(quoted))),
        FACTS.has(node.kind) ? null : relationships(node),
        evidence(node, FACTS.has(node.kind) || node.kind === "Node" ? "Evidence" : "Named in"),
        FACTS.has(node.kind) ? relationships(node) : null,
        place(node.row),
    ].filter(Boolean);
}

function ofEdge(edge) {
    const [from, to] = [model.nodes[edge.from], model.nodes[edge.to]];
    return [
        heading(el("span", { class: `line ${style(edge)}`, "aria-hidden": "true" }), edge.type.replaceAll("_", " ").toLowerCase(), "Relationship", edge.type),
        el("p", { class: "ends" }, nodeLink(from), el("span", { class: "arrow", text: "→", "aria-label": edge.type }), nodeLink(to)),
        corrections(model.fixes.filter((fix) => fix.edges.has(edge.place))),
        properties(edge, ["event"]),
        edge.deed && el("p", { class: "read-off" }, "Read off ", nodeLink(edge.deed)),
        evidence(edge, "Evidence"),
        place(edge.row),
    ].filter(Boolean);
}

function heading(picture, text, kind, key) {
    return el("header", {},
        el("div", { class: "kind" }, picture, el("span", { text: kind }),
            el("button", { type: "button", class: "close", "aria-label": "Close the card", on: { click: () => select({}) }, text: "×" })),
        el("h2", { text, id: "card-title" }),
        el("p", { class: "key", text: key }));
}

function corrections(fixes) {
    if (fixes.length === 0) return null;
    return el("section", { class: "fixes" }, el("h3", { text: "Corrected by hand" }),
        el("ul", {}, fixes.map((fix) => el("li", {}, el("code", { text: fix.change }), fix.told && el("span", { class: "dim", text: ` ${fix.told}` })))));
}

const plainValue = (value) => (Array.isArray(value) ? value.map(plainValue).join(", ") : String(value));

function properties(it, left_out) {
    // What the heading says already is not said again.
    const known = (name, value) => left_out.includes(name) || (name === "kind" && String(value) === it.kind?.toLowerCase());
    const rows = [...it.props].filter(([name, value]) => !known(name, value)).map(([name, value]) => {
        return [name, name === "aliases" && Array.isArray(value) ? value.filter((one) => one !== it.name) : value];
    }).filter(([, value]) => !Array.isArray(value) || value.length > 0);
    if (rows.length === 0) return null;
    return el("dl", {}, rows.flatMap(([name, value]) => [el("dt", { text: name.replaceAll("_", " ") }), el("dd", {}, worth(name, plainValue(value)))]));
}

function worth(name, text) {
    if (name !== "factuality") return text;
    return el("span", { class: `fact ${text === "asserted" ? "" : "unsure"}`, text });
}

/** What a node is in, by type and direction. */
function relationships(node) {
    const groups = new Map();
    for (const edgePlace of node.edges) {
        const edge = model.edges[edgePlace];
        const key = `${edge.from === node.place ? "→" : "←"} ${edge.type}`;
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(edge);
    }
    if (groups.size === 0) return null;
    const order = (key) => ["deed", "standing", "role", "source"].indexOf(style(groups.get(key)[0]));
    const keys = [...groups.keys()].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
    return el("section", {}, el("h3", { text: `Relationships (${grouped(node.edges.length)})` }), keys.map((key, i) => {
        const edges = groups.get(key);
        const items = (edge) => el("li", {},
            nodeLink(otherEnd(edge, node)),
            edge.props.get("office") && el("span", { class: "dim", text: ` ${plainValue(edge.props.get("office"))}` }),
            el("button", { type: "button", class: "why", on: { click: () => select({ edge: edge.place }) }, "aria-label": `Evidence: ${said(edge)}`, text: edge.date ?? (edge.proofs.length ? `${edge.proofs.length}×` : "more") }));
        return el("details", { open: i < 4 || edges.length < 4 },
            el("summary", {}, el("span", { class: `line ${style(edges[0])}`, "aria-hidden": "true" }), el("span", { text: `${key.slice(0, 1)} ${key.slice(2).replaceAll("_", " ").toLowerCase()}` }), el("span", { class: "count", text: grouped(edges.length) })),
            more(edges, items));
    }));
}

const proofsOf = (it) => it.proofs.map(model.quote);

function evidence(it, title) {
    if (it.proofs.length === 0) {
        return it.made || it.row ? null : el("section", {}, el("h3", { text: title }), el("p", { class: "dim", text: "No sentence is kept for it." }));
    }
    return list(title, it.proofs, (proof) => el("li", {}, quoted(model.quote(proof))));
}

function quoted(quote) {
    const { doc } = quote;
    const words = quote.kept
        ? [quote.before.trimStart(), el("mark", { text: quote.marked }), quote.after.trimEnd()]
        : [el("span", { class: "dim", text: "The words are not kept in this graph." })];
    const told = [doc.source, doc.date].filter(Boolean).join(", ");
    return el("figure", { class: "quote" },
        el("blockquote", {}, words),
        el("figcaption", {},
            nodeLink(model.nodes[doc.node], doc.title ?? doc.id), told && el("span", { text: ` ${told}` }),
            el("span", { class: "frame" }, el("span", { text: quote.frame }), meter(quote.confidence))));
}

function meter(percent) {
    const bar = el("span", { class: "bar" });
    bar.style.width = `${clamp(percent, 0, 100)}%`;
    return el("span", { class: "meter", role: "img", "aria-label": `confidence ${percent} %`, title: `confidence ${percent} %` }, el("span", { class: "track" }, bar), ` ${percent} %`);
}

function place(row) {
    const it = model.row(row);
    return it && el("p", { class: "dim", text: `From ${it.file}, line ${it.line}` });
}

function nodeLink(node, text = node.name) {
    return el("button", { type: "button", class: "node", on: { click: () => select({ node: node.place }) } }, badge(node.kind, 13), el("span", { text: cut(text, 90) }));
}

function list(title, items, draw) {
    if (items.length === 0) return null;
    return el("section", {}, el("h3", { text: `${title} (${grouped(items.length)})` }), more(items, draw));
}

/** A list of which the first few are shown, and more when asked. */
function more(items, draw) {
    const all = el("ul", {});
    const button = el("button", { type: "button", class: "more" });
    let shown = 0;
    const go = () => {
        const next = items.slice(shown, shown + (shown === 0 ? SOME : 100));
        shown += next.length;
        const first = all.children.length;
        all.append(...next.map(draw));
        button.textContent = `${grouped(items.length - shown)} more`;
        if (shown >= items.length) button.remove();
        return first;
    };
    button.addEventListener("click", () => all.children[go()]?.querySelector("button")?.focus());
    go();
    return shown < items.length ? [all, button] : [all];
}

on("select", drawCard);
on("opened", () => { if (state.node >= 0) drawCard({ quiet: true }); });
