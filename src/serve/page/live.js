// The page of the server: questions, their answers as a table and as a graph, and exports.

/** How much of a large graph comes at the start; search finds only that, a question finds all. */
const AT_START = 5000;
let asked = null;
let whole = null;

function answerView() {
    VIEWS.push("answer");
    $("tab-table").after(el("button", { type: "button", role: "tab", id: "tab-answer", "aria-controls": "view-answer", "aria-selected": "false", tabindex: "-1", text: "Answer" }));
    $("view-table").after(el("section", { id: "view-answer", role: "tabpanel", "aria-labelledby": "tab-answer", hidden: true }, el("div", { id: "answer", class: "page", tabindex: "-1" }, el("p", { class: "empty", text: "Ask something: the answer stands here." }))));
}

/** A value of an answer as text. */
function valueText(value) {
    if (value === null) return "–";
    if (Array.isArray(value)) return value.map(valueText).join(", ");
    if (typeof value !== "object") return String(value);
    const [[name, inner]] = Object.entries(value).length === 1 ? Object.entries(value) : [["", value]];
    if (name === "$node") return inner.properties.name ?? inner.properties.content ?? inner.id;
    if (name === "$relationship") return inner.type;
    if (name === "$path") return inner.nodes.map((node) => valueText({ $node: node })).join(" – ");
    return name.startsWith("$") ? valueText(inner) : JSON.stringify(value);
}

function drawAnswer({ columns, rows, about, warnings }, took) {
    const link = (key, text) => {
        const place = model.byKey.get(key);
        return place === undefined ? text : nodeLink(model.nodes[place], text);
    };
    const cell = (value, keys) => {
        const key = value?.$node?.id ?? (typeof value === "string" && keys.includes(value) ? value : null);
        return el("td", { class: typeof value === "number" ? "number" : null }, key ? link(key, cut(valueText(value), 120)) : cut(valueText(value), 400));
    };
    const shown = rows.slice(0, 1000);
    $("answer").replaceChildren(
        ...warnings.map((text) => el("p", { class: "note", text })),
        el("table", {}, el("caption", { text: `${plural(rows.length, "row")} in ${took} ms${rows.length > shown.length ? `; the first ${grouped(shown.length)} are shown` : ""}` }),
            el("thead", {}, el("tr", {}, columns.map((name) => el("th", { scope: "col", text: name })))),
            el("tbody", {}, shown.map((row, i) => el("tr", {}, row.map((value) => cell(value, about[i])))))));
}

function drawProofs(proofs) {
    const quote = (it) => el("figure", { class: "quote" },
        el("blockquote", {}, it.marked === null ? "The words are not kept in this graph." : [it.before.trimStart(), el("mark", { text: it.marked }), it.after.trimEnd()]),
        el("figcaption", {}, [it.title ?? it.document, it.source, it.date].filter(Boolean).join(", "), el("span", { class: "frame" }, el("span", { text: it.frame }), meter(it.confidence))));
    $("answer").replaceChildren(...proofs.map((proof) => {
        const place = model.byKey.get(proof.key);
        return el("article", { class: "proof" },
            el("h2", {}, place === undefined ? proof.name : nodeLink(model.nodes[place], proof.name)),
            el("p", { class: "dim", text: `${proof.labels.join(", ")} · ${proof.key}` }),
            proof.properties.length > 0 && el("dl", {}, proof.properties.flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })])),
            more(proof.quotes, (it) => el("li", {}, quote(it))),
            proof.facts.slice(0, 60).map((fact) => [el("h3", { text: fact.says }), fact.quotes.slice(0, 2).map(quote)]),
            proof.corrections.map((it) => el("p", { class: "fixes" }, el("code", { text: it.changes.join("; ") }), el("span", { class: "dim", text: ` ${it.told}` }))));
    }));
}

async function ask(text) {
    $("trouble").hidden = true;
    if (text.trim() === "") return;
    const run = $("run");
    run.setAttribute("aria-busy", "true");
    const start = performance.now();
    try {
        const why = /^\s*:why\s+(.+?)\s*;?\s*$/s.exec(text);
        if (why) {
            const { proofs } = await (await request(`/api/why?name=${encodeURIComponent(why[1])}`)).json();
            drawProofs(proofs);
            announce(plural(proofs.length, "thing is", "things are") + " called so");
        } else {
            const answer = await (await request("/api/query", { query: text })).json();
            const took = Math.round(performance.now() - start);
            if (answer.graph) {
                asked = text;
                whole ??= model.raw;
                Object.assign(state, { node: -1, edge: -1 });
                remember(false);
                load(answer.graph);
                $("whole").hidden = false;
            }
            drawAnswer(answer, took);
            announce(`${plural(answer.rows.length, "row")} in ${took} milliseconds`);
        }
        show("answer");
    } catch (trouble) {
        complain(trouble, text);
    } finally {
        run.removeAttribute("aria-busy");
    }
}

async function exportAs(name) {
    $("trouble").hidden = true;
    const format = words.formats.find((it) => it.name === name);
    try {
        const answer = await request("/api/export", asked ? { format: name, query: asked } : { format: name });
        save(`graph.${format?.ending ?? "txt"}`, await answer.blob());
        announce("The file is saved");
    } catch (trouble) {
        complain(trouble, asked);
    }
}

/** Looks now and then whether the graph's file has changed. */
async function lookAtFile() {
    if (document.visibilityState !== "visible") return;
    try {
        $("changed").hidden = !(await (await request("/api/status")).json()).changed;
    } catch { /* A question will tell that the server is gone. */ }
}

async function begin_live() {
    answerView();
    try {
        const [data, schema] = await Promise.all([request(`/api/graph?limit=${AT_START}`), request("/api/schema")].map(async (it) => (await it).json()));
        words = schema;
        $("format").replaceChildren(...words.formats.filter((it) => !it.folder).map((it) => el("option", { value: it.name, text: it.name, title: it.help })));
        begin_page(data);
    } catch (trouble) {
        complain(trouble);
        document.documentElement.dataset.ready = "no";
        return;
    }
    completing();
    $("ask").addEventListener("submit", (event) => { event.preventDefault(); ask($("question").value); });
    $("export").addEventListener("click", () => exportAs($("format").value));
    $("whole").addEventListener("click", () => {
        asked = null;
        $("whole").hidden = true;
        Object.assign(state, { node: -1, edge: -1 });
        remember(false);
        load(whole);
        whole = null;
        if (state.view === "answer") show("graph");
    });
    await lookAtFile();
    setInterval(lookAtFile, 5000);
}

begin_live();
