// The graph, from the page's data (see data.rs for its form).

/** Kinds of nodes that are known, in the order in which they are listed, and those that have no date of their own. */
const KINDS = ["Person", "Organization", "Country", "Place", "Facility", "Weapon", "Event", "Statement", "Document"];
const FACTS = new Set(["Event", "Statement"]);
/** Properties that date a thing, the first that is there counts; and those that end it. */
const DATES = ["date", "start_date", "start", "begin", "since", "from"];
const ENDS = ["date_end", "end_date", "end", "until", "to"];
const DAY = /^[-+]?\d{4,}-\d\d-\d\d/;

let model = null;

function decode(data) {
    const text = (place) => (place < 0 ? null : data.s[place]);
    const value = (it) => {
        if (typeof it === "number") return data.s[it];
        if (Array.isArray(it)) return it[0];
        return typeof it === "object" ? it.l.map(value) : it;
    };
    const properties = (list) => {
        const all = new Map();
        for (let place = 0; place < list.length; place += 2) all.set(data.s[list[place]], value(list[place + 1]));
        return all;
    };
    const docs = data.d.map(([id, title, date, source]) =>
        ({ id: text(id), title: text(title), date: text(date), source: text(source), node: -1 }));
    const nodes = data.n.map(([key, labels, props, proofs, row], place) => {
        const node = { place, key: data.s[key], labels: data.l[labels].map(text), props: properties(props), proofs, row, edges: [], degree: 0 };
        return named(node);
    });
    const byKey = new Map(nodes.map((node) => [node.key, node.place]));
    for (const doc of docs) {
        doc.node = byKey.get(doc.id) ?? nodes.length;
        if (doc.node < nodes.length) continue;
        const props = new Map([["title", doc.title], ["date", doc.date], ["source", doc.source]].filter(([, it]) => it !== null));
        const node = { place: doc.node, key: doc.id, labels: ["Document"], props, proofs: [], row: 0, edges: [], degree: 0, made: true };
        nodes.push(named(node));
        byKey.set(doc.id, doc.node);
    }
    const edges = data.e.map(([from, to, type, props, proofs, row], place) =>
        dated({ place, from, to, type: data.s[type], props: properties(props), proofs, row }));
    for (const edge of edges) {
        nodes[edge.from].edges.push(edge.place);
        if (edge.to !== edge.from) nodes[edge.to].edges.push(edge.place);
        const event = nodes[byKey.get(edge.props.get("event"))];
        edge.deed = event ?? null;
        edge.fact ??= event?.fact ?? null;
        edge.date ??= event?.date ?? null;
        edge.end ??= event?.end ?? null;
    }
    for (const node of nodes) node.degree = node.edges.length;
    const quote = (place) => {
        const [sentence, start, end, frame, confidence] = data.q.slice(place * 5, place * 5 + 5);
        const [doc, words] = data.t[sentence];
        const whole = data.s[words];
        return {
            doc: docs[doc], frame: data.s[frame], confidence, kept: whole !== "",
            before: whole.slice(0, start), marked: whole.slice(start, end), after: whole.slice(end),
        };
    };
    const fixes = data.c.map(([told, change, ofNodes, ofEdges]) =>
        ({ told: data.s[told], change: data.s[change], nodes: new Set(ofNodes), edges: new Set(ofEdges) }));
    const row = (it) => (it === 0 ? null : { file: text(data.r[it[0]]), line: it[1] });
    const docOf = (place) => data.t[data.q[place * 5]][0];
    const real = nodes.some((node) => node.labels.includes("Document") && !node.made);
    return { raw: data, nodes, edges, docs, byKey, quote, docOf, fixes, row, of: data.of, real, joined: false };
}

/** A node with its kind, name, date and factuality. */
function named(node) {
    const props = node.props;
    node.kind = KINDS.find((kind) => node.labels.includes(kind)) ?? node.labels[0] ?? "Node";
    const said = props.get("content");
    const name = [props.get("name"), props.get("title")].find((it) => typeof it === "string" && it !== "");
    node.name = name ?? (typeof said === "string" ? `“${said}”` : node.key);
    node.subs = node.kind === "Event" ? node.labels.filter((label) => label !== "Event") : [];
    return dated(node);
}

function dated(it) {
    const day = (names) => {
        for (const name of names) {
            const found = it.props.get(name);
            if (typeof found === "string" && DAY.test(found)) return found.slice(0, 10);
        }
        return null;
    };
    it.date = day(DATES);
    it.end = it.date && day(ENDS);
    if (it.end !== null && it.end < it.date) it.end = null;
    const fact = it.props.get("factuality");
    it.fact = typeof fact === "string" ? fact : null;
    return it;
}

/** Draws the relationships of documents that are only known as sources: to what each of them proves. */
function joinDocuments() {
    if (model.joined) return;
    model.joined = true;
    for (const node of model.nodes.slice()) {
        if (node.made) continue;
        const type = FACTS.has(node.kind) ? "REPORTS" : "MENTIONS";
        const byDoc = new Map();
        for (const proof of node.proofs) {
            const doc = model.docOf(proof);
            byDoc.set(doc, [...(byDoc.get(doc) ?? []), proof]);
        }
        for (const [doc, proofs] of byDoc) {
            const from = model.docs[doc].node;
            if (!model.nodes[from].made) continue;
            const edge = { place: model.edges.length, from, to: node.place, type, props: new Map(), proofs, row: 0, date: null, end: null, fact: null, deed: null, made: true };
            model.edges.push(edge);
            model.nodes[from].edges.push(edge.place);
            node.edges.push(edge.place);
        }
    }
}

const otherEnd = (edge, node) => model.nodes[edge.from === node.place ? edge.to : edge.from];

/** What a document proves. Cost: linear in the graph's evidence. */
function provedBy(doc) {
    const place = model.docs.indexOf(doc);
    const proves = (it) => it.proofs.some((proof) => model.docOf(proof) === place);
    return model.nodes.filter((node) => !node.made && proves(node));
}

/** How a relationship is named in an address. */
function edgeName(edge) {
    const { nodes, edges } = model;
    const alike = nodes[edge.from].edges.map((place) => edges[place]).filter((it) => it.from === edge.from && it.to === edge.to && it.type === edge.type);
    return JSON.stringify([nodes[edge.from].key, edge.type, nodes[edge.to].key, alike.indexOf(edge)]);
}

function edgeOfName(name) {
    try {
        const [from, type, to, nth] = JSON.parse(name);
        const [start, end] = [model.byKey.get(from), model.byKey.get(to)];
        const alike = model.nodes[start].edges.map((place) => model.edges[place]);
        return alike.filter((it) => it.from === start && it.to === end && it.type === type)[nth] ?? null;
    } catch {
        return null;
    }
}
