// A map of the countries that the graph names, as dark as much is told of them, with the relationships between them; and the same
// as a table. Outlines: Natural Earth, public domain. Projection: Equal Earth (Šavrič, Patterson and Jenny 2018).

let world = null;

/** A place on the globe, in degrees, on the map: 960 wide, 467 high. */
function project(longitude, latitude) {
    const [a, b, c, d] = [1.340264, -0.081106, 0.000893, 0.003796];
    const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
    const t = Math.asin((Math.sqrt(3) / 2) * Math.sin(phi));
    const t2 = t * t;
    const t6 = t2 * t2 * t2;
    const x = (lambda * Math.cos(t)) / ((Math.sqrt(3) / 2) * (a + 3 * b * t2 + t6 * (7 * c + 9 * d * t2)));
    const y = t * (a + b * t2 + t6 * (c + d * t2));
    return [480 + x * 177, 233.5 - y * 177];
}

function readWorld() {
    if (world) return world;
    const raw = JSON.parse($("world").textContent);
    const arcs = raw.arcs.map((steps) => {
        const points = [];
        for (let [i, x, y] = [0, 0, 0]; i < steps.length; i += 2) {
            x += steps[i]; y += steps[i + 1];
            points.push([x * raw.step, y * raw.step]);
        }
        return points;
    });
    const ring = (places_) => {
        const points = unrolled(places_.flatMap((place) => (place < 0 ? arcs[~place].slice().reverse() : arcs[place])));
        return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${project(x, y).map((it) => it.toFixed(1)).join(" ")}`).join("") + "Z";
    };
    const largest = (polygons) => polygons.map(([outer]) => outer.flatMap((place) => (place < 0 ? arcs[~place] : arcs[place]))).sort((a, b) => b.length - a.length)[0];
    // The far south is left out: no news comes from there, and it would take a sixth of the height.
    const shapes = raw.shapes.filter(([iso]) => iso !== "ATA").map(([iso, title, polygons]) => {
        const points = largest(polygons);
        const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
        const middle = project((Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2);
        return { iso, title, path: polygons.map((rings) => rings.map(ring).join("")).join(""), middle };
    });
    const dots = raw.points.map(([iso, title, x, y]) => ({ iso, title, path: null, middle: project(x, y) }));
    // Where most of a country's people or weight is, for those whose outline misleads.
    const own = { USA: [-98, 39], FRA: [2.5, 46.5], RUS: [60, 58], NOR: [9, 61.5], CAN: [-105, 56] };
    for (const shape of shapes) if (own[shape.iso]) shape.middle = project(...own[shape.iso]);
    world = [...shapes, ...dots];
    return world;
}

/** A ring that crosses the line of dates goes on beyond 180 degrees instead of around the globe. */
function unrolled(points) {
    let turn = 0;
    const on_ = points.map(([x, y], i) => {
        const step_ = i === 0 ? 0 : x - points[i - 1][0];
        if (step_ > 180) turn -= 360;
        else if (step_ < -180) turn += 360;
        return [x + turn, y];
    });
    const mean = on_.reduce((sum, [x]) => sum + x, 0) / on_.length;
    const back = mean < -180 ? 360 : mean > 190 ? -360 : 0;
    return on_.map(([x, y]) => [x + back, y]);
}

/** How much passes the filters at each country, by its place in the graph. */
function perCountry() {
    const found = [];
    for (const node of model.nodes) {
        if (node.kind !== "Country" || !seen.node[node.place]) continue;
        const lines = node.edges.filter((place) => seen.edge[place]).map((place) => model.edges[place]);
        const events = new Set(lines.filter((edge) => ROLES.has(edge.type)).map((edge) => otherEnd(edge, node)).filter((it) => it.kind === "Event").map((it) => it.place));
        const iso = [node.props.get("iso3"), node.props.get("iso_a3")].find((it) => typeof it === "string");
        found.push({ node, iso: iso?.toUpperCase() ?? null, lines: lines.length, events: events.size, uttered: lines.filter((edge) => edge.type === "SAID" || edge.type === "ABOUT").length });
    }
    return found.sort((a, b) => b.lines - a.lines || (a.node.name < b.node.name ? -1 : 1));
}

function drawMap() {
    const holder = $("map");
    const countries = perCountry();
    if (countries.length === 0) {
        holder.replaceChildren(el("p", { class: "empty", text: "No country passes the filters." }));
        return;
    }
    const byIso = new Map(countries.filter((it) => it.iso).map((it) => [it.iso, it]));
    const most = Math.max(1, ...countries.map((it) => it.lines));
    const level = (it) => (it.lines === 0 ? 0 : 1 + Math.min(4, Math.floor((Math.log(it.lines) / Math.log(most + 1)) * 5)));
    const drawn = readWorld().map((shape) => {
        const it = byIso.get(shape.iso);
        if (!it && !shape.path) return null;
        const of_country = it ? {
            class: `country level-${level(it)}`, tabindex: "0", role: "button", data: { node: it.node.place },
            "aria-label": `${it.node.name}: ${plural(it.lines, "relationship")}`,
            on: { click: () => select({ node: it.node.place }), keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select({ node: it.node.place }); } } },
        } : { class: "country", "aria-hidden": "true" };
        const element = shape.path ? svg("path", { d: shape.path, ...of_country }) : svg("circle", { cx: shape.middle[0], cy: shape.middle[1], r: 3.2, ...of_country });
        element.append(svg("title", { text: it ? `${it.node.name}: ${plural(it.lines, "relationship")}` : shape.title }));
        return element;
    });
    const middles = new Map(readWorld().map((shape) => [shape.iso, shape.middle]));
    const room = new Grid(60);
    const named_ = countries.filter((it) => {
        const [x, y] = middles.get(it.iso) ?? [];
        const half = it.node.name.length * 3.1;
        return x !== undefined && it.lines > 0 && room.put(x - half, y - 7, x + half, y + 5);
    }).slice(0, 24).map((it) => svg("text", { class: "country-name", "text-anchor": "middle", x: middles.get(it.iso)[0], y: middles.get(it.iso)[1] + 3, text: it.node.name }));
    const picture = svg("svg", { viewBox: "20 6 930 432", role: "group", "aria-label": "Map of the countries that the graph names" },
        svg("g", {}, drawn.filter(Boolean)), svg("g", { "aria-hidden": "true" }, bridges(countries, middles)), svg("g", { "aria-hidden": "true" }, named_));
    const off = countries.filter((it) => !it.iso || !middles.has(it.iso)).length;
    holder.replaceChildren(
        el("div", { class: "atlas" }, picture, legend(most)),
        el("table", {}, el("caption", { text: `Countries${off ? ` (${off} of them not on the map)` : ""}` }),
            el("thead", {}, el("tr", {}, ["Country", "Relationships", "Events", "Statements"].map((text, i) => el("th", { scope: "col", class: i > 0 && "number", text })))),
            el("tbody", {}, countries.map((it) => el("tr", { data: { node: it.node.place } }, el("th", { scope: "row" }, nodeLink(it.node)), [it.lines, it.events, it.uttered].map((n) => el("td", { class: "number", text: grouped(n) })))))));
    const atlas = holder.querySelector(".atlas");
    atlas.scrollLeft = (atlas.scrollWidth - atlas.clientWidth) / 2;
    markChosen();
}

/** Lines between countries: what one did to another or has to do with it, as thick as it is much. */
function bridges(countries, middles) {
    const pairs = new Map();
    const places_ = new Map(countries.filter((it) => it.iso && middles.has(it.iso)).map((it) => [it.node.place, it.iso]));
    for (const edge of model.edges) {
        if (!seen.edge[edge.place] || !places_.has(edge.from) || !places_.has(edge.to) || edge.from === edge.to) continue;
        const key = [edge.from, edge.to].sort((a, b) => a - b).join(" ");
        if (!pairs.has(key)) pairs.set(key, { edge, count: 0 });
        pairs.get(key).count++;
    }
    return [...pairs.values()].sort((a, b) => b.count - a.count).slice(0, 200).map(({ edge, count: n }) => {
        const [[ax, ay], [bx, by]] = [edge.from, edge.to].map((place) => middles.get(places_.get(place)));
        const [mx, my] = [(ax + bx) / 2, (ay + by) / 2 - Math.hypot(bx - ax, by - ay) * 0.22];
        const line = svg("path", { class: `bridge ${style(edge)}`, d: `M${ax} ${ay}Q${mx} ${my} ${bx} ${by}` });
        line.style.strokeWidth = String(1 + Math.min(4, Math.log2(n)));
        return line;
    });
}

function legend(most) {
    return el("p", { class: "legend", "aria-hidden": "true" }, "few", [1, 2, 3, 4, 5].map((i) => el("span", { class: `level-${i}` })), `${grouped(most)} relationships`, el("span", { class: "dim", text: "Outlines: Natural Earth" }));
}
