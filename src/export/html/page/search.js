// Search with completion: by name, other name or key, whatever the accents and the case.

const MOST_FOUND = 12;
let entries = [];

function gatherNames() {
    entries = model.nodes.map((node) => {
        const other = node.props.get("aliases");
        const names = [node.name, ...(Array.isArray(other) ? other.filter((it) => typeof it === "string") : []), node.key];
        return { node, names: names.map(folded) };
    });
}

/** The nodes that fit best, the best connected first among equals. Cost: linear in the names. */
function find(text) {
    const wanted = folded(text);
    if (wanted === "") return [];
    const words = wanted.split(" ");
    const rank = (name) => {
        if (name === wanted) return 0;
        if (name.startsWith(wanted)) return 1;
        if (` ${name}`.includes(` ${wanted}`)) return 2;
        if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 3;
        return name.includes(wanted) ? 4 : 9;
    };
    const found = [];
    for (const { node, names } of entries) {
        const best = names.reduce((least, name) => Math.min(least, rank(name)), 9);
        if (best < 9) found.push([best, node]);
    }
    found.sort(([a, x], [b, y]) => a - b || y.degree - x.degree || x.place - y.place);
    return found.map(([, node]) => node);
}

function searching() {
    const box = $("search");
    const list = $("found");
    let found = [];
    let chosen = -1;

    const close = () => {
        list.hidden = true;
        box.setAttribute("aria-expanded", "false");
        box.removeAttribute("aria-activedescendant");
        chosen = -1;
    };
    const choose = (i) => {
        chosen = i;
        [...list.children].forEach((it, place) => it.setAttribute("aria-selected", String(place === i)));
        const option = list.children[i];
        if (!option) return box.removeAttribute("aria-activedescendant");
        box.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
    };
    const take = (node) => {
        box.value = "";
        close();
        if (node.kind === "Document" && isOff("kind", "Document") && state.view === "graph") select({ node: node.place }, { quiet: true });
        else select({ node: node.place }, { near: true });
        if (state.view === "graph" && matchMedia("(min-width: 900px)").matches) stage.canvas.focus({ preventScroll: true });
    };
    const look_up = () => {
        const all = find(box.value);
        found = all.slice(0, MOST_FOUND);
        list.replaceChildren(...found.map((node, i) => el("li", {
            id: `found-${i}`, role: "option", "aria-selected": "false",
            on: { pointerdown: (event) => { event.preventDefault(); take(node); } },
        }, badge(node.kind), el("span", { class: "name", text: cut(node.name, 70) }), el("span", { class: "dim", text: `${node.kind} · ${grouped(node.degree)}` }))));
        if (box.value.trim() !== "" && found.length === 0) list.append(el("li", { class: "dim none", text: "Nothing is called so" }));
        list.hidden = box.value.trim() === "";
        box.setAttribute("aria-expanded", String(!list.hidden));
        choose(found.length > 0 ? 0 : -1);
        if (!list.hidden) announce(all.length === 0 ? "Nothing is called so" : `${plural(all.length, "match", "matches")}; ${found[0].name}`);
    };
    box.addEventListener("input", look_up);
    box.addEventListener("blur", close);
    box.addEventListener("focus", () => { if (box.value) look_up(); });
    box.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            if (list.hidden) look_up();
            else if (found.length) choose((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
            event.preventDefault();
        } else if (event.key === "Enter" && found[chosen] && !list.hidden) {
            take(found[chosen]);
            event.preventDefault();
        } else if (event.key === "Escape") {
            if (list.hidden) box.value = "";
            close();
        }
    });
}
