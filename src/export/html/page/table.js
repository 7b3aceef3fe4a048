// Everything as tables: each node, relationship and document can be reached without the picture.

const PAGE = 100;
const sheet = { what: "nodes", sort: "degree", down: true, page: 0, text: "" };

const SHEETS = {
    nodes: {
        title: "Nodes",
        rows: () => model.nodes.filter((node) => seen.node[node.place] && !(node.made && node.kind === "Document")),
        columns: [
            ["name", "Name", (node) => node.name, (node) => nodeLink(node)],
            ["kind", "Kind", (node) => [node.kind, ...node.subs].join(" · ")],
            ["degree", "Relationships", (node) => node.degree],
            ["date", "Date", (node) => node.date ?? ""],
            ["fact", "Factuality", (node) => node.fact ?? ""],
            ["proofs", "Sentences", (node) => node.proofs.length],
        ],
        key: (node) => ({ node: node.place }),
        text: (node) => [node.name, node.key, node.kind, ...node.subs].join(" "),
    },
    edges: {
        title: "Relationships",
        rows: () => model.edges.filter((edge) => seen.edge[edge.place] && !edge.made),
        columns: [
            ["from", "From", (edge) => model.nodes[edge.from].name, (edge) => nodeLink(model.nodes[edge.from])],
            ["type", "Type", (edge) => edge.type, (edge) => el("button", { type: "button", class: "why", text: edge.type.replaceAll("_", " ").toLowerCase(), "aria-label": said(edge), on: { click: () => select({ edge: edge.place }) } })],
            ["to", "To", (edge) => model.nodes[edge.to].name, (edge) => nodeLink(model.nodes[edge.to])],
            ["date", "Date", (edge) => edge.date ?? ""],
            ["fact", "Factuality", (edge) => edge.fact ?? ""],
            ["proofs", "Sentences", (edge) => edge.proofs.length],
        ],
        key: (edge) => ({ edge: edge.place }),
        text: (edge) => [model.nodes[edge.from].name, edge.type, model.nodes[edge.to].name].join(" "),
    },
    docs: {
        title: "Documents",
        rows: () => model.docs.map((doc) => model.nodes[doc.node]),
        columns: [
            ["name", "Title", (node) => node.name, (node) => nodeLink(node)],
            ["source", "Publisher", (node) => String(node.props.get("source") ?? "")],
            ["date", "Date", (node) => node.date ?? ""],
            ["key", "Id", (node) => node.key],
        ],
        key: (node) => ({ node: node.place }),
        text: (node) => [node.name, node.key, node.props.get("source")].join(" "),
    },
};

function drawTable() {
    const holder = $("table");
    const { columns, rows, text } = SHEETS[sheet.what];
    const wanted = folded(sheet.text);
    const all = rows().filter((it) => wanted === "" || folded(text(it)).includes(wanted));
    const by = (columns.find(([name]) => name === sheet.sort) ?? columns[0])[2];
    const compare = (a, b) => (typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0);
    const values = new Map(all.map((it) => [it, by(it)]));
    // What has no value stands last, whichever way is sorted.
    all.sort((a, b) => {
        const [x, y] = [values.get(a), values.get(b)];
        if ((x === "") !== (y === "")) return x === "" ? 1 : -1;
        return (sheet.down ? -compare(x, y) : compare(x, y)) || a.place - b.place;
    });
    const pages = Math.max(1, Math.ceil(all.length / PAGE));
    sheet.page = clamp(sheet.page, 0, pages - 1);
    const shown = all.slice(sheet.page * PAGE, (sheet.page + 1) * PAGE);
    const from = all.length ? sheet.page * PAGE + 1 : 0;
    const told = `${grouped(from)}–${grouped(sheet.page * PAGE + shown.length)} of ${grouped(all.length)}`;
    $("sheet-body").replaceChildren(
        el("div", { class: "sheet-scroll" }, el("table", {},
            el("caption", { text: `${SHEETS[sheet.what].title}: ${told}` }),
            el("thead", {}, el("tr", {}, columns.map(([name, title]) => el("th", { scope: "col", "aria-sort": sheet.sort === name ? (sheet.down ? "descending" : "ascending") : "none" },
                el("button", { type: "button", data: { sort: name }, on: { click: () => sortBy(name) } }, title, el("span", { class: "sort", "aria-hidden": "true", text: sheet.sort === name ? (sheet.down ? "▼" : "▲") : "" })))))),
            el("tbody", {}, shown.map((it) => el("tr", { data: SHEETS[sheet.what].key(it) }, columns.map(([, , value, cell], i) => {
                const content = cell ? cell(it) : typeof value(it) === "number" ? grouped(value(it)) : value(it);
                return el(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: typeof value(it) === "number" ? "number" : null }, content);
            })))))),
        el("nav", { class: "pages", "aria-label": "Pages of the table" },
            el("button", { type: "button", disabled: sheet.page === 0, on: { click: () => turn(-1) }, text: "Previous" }),
            el("span", { text: `${sheet.page + 1} of ${grouped(pages)}` }),
            el("button", { type: "button", disabled: sheet.page === pages - 1, on: { click: () => turn(1) }, text: "Next" })));
    for (const button of holder.querySelectorAll("[data-sheet]")) button.setAttribute("aria-pressed", String(button.dataset.sheet === sheet.what));
    markChosen();
}

function sortBy(name) {
    Object.assign(sheet, { sort: name, down: sheet.sort === name ? !sheet.down : ["degree", "proofs"].includes(name), page: 0 });
    drawTable();
    $("table").querySelector(`[data-sort="${name}"]`).focus();
    announce(`Sorted by ${name}, ${sheet.down ? "descending" : "ascending"}`);
}

function turn(by) {
    sheet.page += by;
    drawTable();
    $("sheet-body").querySelector(".sheet-scroll").scrollTop = 0;
    announce($("sheet-body").querySelector("caption").textContent);
}

function buildTable() {
    const pick = (what) => { Object.assign(sheet, { what, page: 0, sort: what === "nodes" ? "degree" : "date", down: true }); drawTable(); };
    let waits = null;
    const filter = ({ target }) => {
        clearTimeout(waits);
        waits = setTimeout(() => { Object.assign(sheet, { text: target.value, page: 0 }); drawTable(); }, 120);
    };
    $("table").replaceChildren(
        el("div", { class: "sheet-head" },
            el("div", { class: "switch", role: "group", "aria-label": "What the table lists" }, Object.entries(SHEETS).map(([what, { title }]) => el("button", { type: "button", data: { sheet: what }, on: { click: () => pick(what) }, text: title }))),
            el("label", { class: "filter" }, el("span", { class: "unseen", text: "Filter the table" }), el("input", { type: "search", placeholder: "Filter the table", id: "sheet-filter", on: { input: filter } }))),
        el("div", { id: "sheet-body" }));
}
