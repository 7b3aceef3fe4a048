// What happened by day: a chart of kinds over time, and below it a list.

const COLUMNS = 56;
/** How many happenings the list has at once; more are added when asked. */
const LISTED = 2000;
let listed = LISTED;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** What is dated and passes the filters, by date. */
function happenings() {
    const nodes = model.nodes.filter((node) => seen.node[node.place] && node.date !== null && node.kind !== "Document");
    const edges = model.edges.filter((edge) => seen.edge[edge.place] && edge.date !== null && edge.deed === null && !ROLES.has(edge.type) && !edge.made);
    const items = [
        ...nodes.map((node) => ({ node, date: node.date, end: node.end, what: node.subs.at(-1) ?? node.kind })),
        ...edges.map((edge) => ({ edge, date: edge.date, end: edge.end, what: edge.type.replaceAll("_", " ").toLowerCase() })),
    ];
    return items.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function drawTimeline() {
    const items = happenings();
    const undated = model.nodes.filter((node) => seen.node[node.place] && node.kind === "Event" && node.date === null);
    const holder = $("timeline");
    if (items.length === 0) {
        holder.replaceChildren(el("p", { class: "empty", text: "Nothing that passes the filters has a date." }), ...(undated.length ? [undatedList(undated)] : []));
        return;
    }
    const months = new Map();
    for (const item of items.slice(0, listed)) {
        const month = item.date.slice(0, 7);
        if (!months.has(month)) months.set(month, new Map());
        const days = months.get(month);
        if (!days.has(item.date)) days.set(item.date, []);
        days.get(item.date).push(item);
    }
    const sections = [...months].map(([month, days]) => {
        const [year, number] = month.split("-");
        return el("section", { class: "month", id: `month-${month}` }, el("h3", { text: `${MONTHS[Number(number) - 1] ?? number} ${year}` }),
            [...days].map(([date, all]) => el("div", { class: "day", id: `day-${date}` }, el("time", { datetime: date, text: date.slice(8) }), el("ul", {}, all.map(happening)))));
    });
    const later = items.length > listed && el("button", { type: "button", class: "more", on: { click: () => { listed += LISTED; drawTimeline(); } }, text: `${grouped(items.length - listed)} later ones` });
    holder.replaceChildren(chart(items), el("div", { class: "months" }, sections, later), ...(undated.length ? [undatedList(undated)] : []));
    markChosen();
}

function happening({ node, edge, end, what }) {
    const chosen = node ? { node: node.place } : { edge: edge.place };
    const it = node ?? edge;
    const who = node ? takingPart(node) : said(edge);
    return el("li", {}, el("button", { type: "button", class: "happening", data: chosen, on: { click: () => select(chosen) } },
        node ? badge(node.kind, 14) : el("span", { class: `line ${style(edge)}` }),
        el("b", { text: cut(what, 40) }), el("span", { text: cut(who || (node ? node.name : ""), 140) }),
        end && el("span", { class: "dim", text: `until ${end}` }),
        it.fact && it.fact !== "asserted" && el("span", { class: "fact unsure", text: it.fact })));
}

/** Who takes part in an event. */
function takingPart(node) {
    const names = (type) => node.edges.map((place) => model.edges[place]).filter((edge) => edge.from === node.place && edge.type === type).map((edge) => model.nodes[edge.to].name);
    const [actors, targets, where] = ["ACTOR", "TARGET", "PLACE"].map(names);
    const text = [actors.join(", "), targets.join(", ")].filter(Boolean).join(" → ");
    return [text, where.length ? `in ${where.join(", ")}` : ""].filter(Boolean).join(" ");
}

function undatedList(nodes) {
    return el("section", { class: "month" }, el("h3", { text: `Without a date (${grouped(nodes.length)})` }),
        el("div", { class: "day" }, el("time", { text: "–" }), el("div", {}, more(nodes.map((node) => ({ node, end: null, what: node.subs.at(-1) ?? node.kind })), happening))));
}

/** Circles by kind and time, as large as what they stand for is many. */
function chart(items) {
    const first = dayNumber(items[0].date);
    const last = Math.max(dayNumber(items.at(-1).date), first);
    const span = Math.max(last - first + 1, 1);
    const columns = Math.min(COLUMNS, span);
    const lanes = [...count(items, (item) => item.what)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 9).map(([what]) => what);
    const other = items.some((item) => !lanes.includes(item.what));
    if (other) lanes.push("other");
    const bins = new Map();
    for (const item of items) {
        const lane = lanes.includes(item.what) ? lanes.indexOf(item.what) : lanes.length - 1;
        const column = Math.min(columns - 1, Math.floor(((dayNumber(item.date) - first) * columns) / span));
        const key = lane * COLUMNS + column;
        if (!bins.has(key)) bins.set(key, { lane, column, items: [] });
        bins.get(key).items.push(item);
    }
    const most = Math.max(...[...bins.values()].map((bin) => bin.items.length));
    const [left, wide, high] = [118, 760, 26];
    const x = (column) => left + ((column + 0.5) * wide) / columns;
    const rows = lanes.map((lane, i) => [
        svg("line", { class: "lane", x1: left, x2: left + wide, y1: i * high + 18, y2: i * high + 18 }),
        svg("text", { x: left - 10, y: i * high + 22, "text-anchor": "end", text: cut(lane, 18) }),
    ]);
    const circles = [...bins.values()].map(({ lane, column, items: some }) => {
        const circle = svg("circle", { cx: x(column), cy: lane * high + 18, r: 3 + 8 * Math.sqrt((some.length - 1) / Math.max(most - 1, 1)), on: { click: () => goTo(some[0]) } });
        circle.append(svg("title", { text: `${lanes[lane]}, ${some[0].date}${some.length > 1 ? ` to ${some.at(-1).date}: ${some.length}` : ""}` }));
        return circle;
    });
    const height = lanes.length * high + 30;
    const ticks = [0, 0.25, 0.5, 0.75, 1].slice(0, span < 5 ? 1 : 5).map((share) => svg("text", { class: "tick", x: left + share * wide, y: height - 4, "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle", text: dayText(first + Math.round(share * (span - 1))) }));
    return el("div", { class: "chart" }, svg("svg", { viewBox: `0 0 ${left + wide + 14} ${height}`, role: "img", "aria-label": `${plural(items.length, "dated thing")} from ${items[0].date} to ${items.at(-1).date}; the list below has each` }, rows, circles, ticks));
}

function goTo(item) {
    while (!$(`day-${item.date}`) && listed < model.nodes.length + model.edges.length) {
        listed += LISTED * 4;
        drawTimeline();
    }
    $(`day-${item.date}`)?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    select(item.node ? { node: item.node.place } : { edge: item.edge.place });
}

/** Shows in lists what is selected. */
function markChosen() {
    for (const it of document.querySelectorAll("[aria-current]")) it.removeAttribute("aria-current");
    const query = state.node >= 0 ? `[data-node="${state.node}"]` : state.edge >= 0 ? `[data-edge="${state.edge}"]` : null;
    if (query) for (const it of document.querySelectorAll(query)) it.setAttribute("aria-current", "true");
}
on("select", markChosen);
