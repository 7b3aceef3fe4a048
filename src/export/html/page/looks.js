// How kinds of nodes and types of relationships look: a shape and a colour each, so that neither is needed alone.

const SHAPES = {
    Person: "circle", Organization: "square", Country: "hexagon", Place: "drop", Facility: "house", Weapon: "triangle",
    Event: "diamond", Statement: "bubble", Document: "page",
};
const OTHERS = ["pentagon", "circle", "square", "triangle", "hexagon", "diamond"];

/** Relationships from events and statements to those who take part, and those of documents. */
const ROLES = new Set(["ACTOR", "TARGET", "PLACE", "SAID", "ABOUT", "TO"]);
const SOURCES = new Set(["MENTIONS", "REPORTS"]);

const look = { kinds: new Map(), css: null, colours: {} };

/** A shape and a colour for each kind of the graph. */
function dress() {
    const kinds = [...new Set(model.nodes.map((node) => node.kind))];
    const others = kinds.filter((kind) => !Object.hasOwn(SHAPES, kind)).sort();
    look.kinds = new Map(KINDS.map((kind) => [kind, { shape: SHAPES[kind], name: `--k-${kind.toLowerCase()}` }]));
    others.forEach((kind, i) => look.kinds.set(kind, { shape: OTHERS[i % OTHERS.length], name: `--k-other-${i % 6}` }));
    repaintLooks();
}

/** Takes the colours of the theme. */
function repaintLooks() {
    const css = getComputedStyle(document.documentElement);
    for (const it of look.kinds.values()) it.colour = css.getPropertyValue(it.name).trim();
    for (const name of ["ink", "paper", "dim", "accent", "halo", "role", "standing", "deed", "source", "edge-node"]) {
        look.colours[name] = css.getPropertyValue(`--${name}`).trim();
    }
}

const style = (edge) => {
    if (SOURCES.has(edge.type)) return "source";
    if (ROLES.has(edge.type)) return "role";
    return edge.deed || edge.date ? "deed" : "standing";
};

/** Draws the outline of a shape with radius `r` around a point, on a context or a path. */
function outline(shape, path, x, y, r) {
    const corners = (count, turn, size = r) => {
        for (let i = 0; i < count; i++) {
            const angle = turn + (i * 2 * Math.PI) / count;
            path[i === 0 ? "moveTo" : "lineTo"](x + size * Math.cos(angle), y + size * Math.sin(angle));
        }
        path.closePath();
    };
    const line = (...points) => {
        points.forEach(([dx, dy], i) => path[i === 0 ? "moveTo" : "lineTo"](x + dx * r, y + dy * r));
        path.closePath();
    };
    switch (shape) {
        case "square": return path.rect(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72);
        case "hexagon": return corners(6, 0, r * 1.08);
        case "pentagon": return corners(5, -Math.PI / 2, r * 1.08);
        case "diamond": return corners(4, 0, r * 1.18);
        case "triangle": return corners(3, -Math.PI / 2, r * 1.2);
        case "house": return line([-0.85, 0.9], [-0.85, -0.15], [0, -1.05], [0.85, -0.15], [0.85, 0.9]);
        case "bubble": return line([-1, -0.75], [1, -0.75], [1, 0.5], [-0.1, 0.5], [-0.55, 1.05], [-0.55, 0.5], [-1, 0.5]);
        case "page": return line([-0.75, -1], [0.35, -1], [0.75, -0.55], [0.75, 1], [-0.75, 1]);
        case "drop":
            path.moveTo(x, y + r * 1.15);
            path.arc(x, y - r * 0.15, r * 0.85, Math.PI * 0.86, Math.PI * 0.14);
            return path.closePath();
        default:
            path.moveTo(x + r, y);
            return path.arc(x, y, r, 0, 2 * Math.PI);
    }
}

/** The same as a small picture beside a name. */
function badge(kind, size = 16) {
    const { shape, name } = look.kinds.get(kind) ?? { shape: "circle", name: "--dim" };
    const steps = [];
    const path = {
        moveTo: (x, y) => steps.push(`M${x.toFixed(1)} ${y.toFixed(1)}`),
        lineTo: (x, y) => steps.push(`L${x.toFixed(1)} ${y.toFixed(1)}`),
        closePath: () => steps.push("Z"),
        rect: (x, y, w, h) => steps.push(`M${x} ${y}h${w}v${h}h${-w}Z`),
        arc: (x, y, r, from, to) => {
            const whole = to - from >= 2 * Math.PI;
            const at = (angle) => `${(x + r * Math.cos(angle)).toFixed(2)} ${(y + r * Math.sin(angle)).toFixed(2)}`;
            if (whole) steps.push(`A${r} ${r} 0 1 1 ${at(from + Math.PI)}A${r} ${r} 0 1 1 ${at(from)}Z`);
            else steps.push(`L${at(from)}A${r} ${r} 0 1 1 ${at(to)}`);
        },
    };
    outline(shape, path, 10, 10, 7.5);
    const drawn = svg("path", { d: steps.join("") });
    drawn.style.fill = `var(${name})`;
    drawn.style.stroke = "var(--edge-node)";
    return svg("svg", { viewBox: "0 0 20 20", width: size, height: size, class: "badge", "aria-hidden": "true" }, drawn);
}
