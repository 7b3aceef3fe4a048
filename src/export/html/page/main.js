// Puts the page together.

const DRAW = { timeline: () => drawTimeline(), map: () => drawMap(), table: () => drawTable() };

/** Views are drawn when they are looked at. */
const outdated = new Set();

function showView() {
    for (const view of VIEWS) {
        $(`view-${view}`).hidden = state.view !== view;
        const tab = $(`tab-${view}`);
        tab.setAttribute("aria-selected", String(state.view === view));
        tab.tabIndex = state.view === view ? 0 : -1;
    }
    if (outdated.delete(state.view)) DRAW[state.view]?.();
    if (state.view === "graph") { measure(); repaint(); }
}

function tabs() {
    for (const view of VIEWS) {
        $(`tab-${view}`).addEventListener("click", () => show(view));
        $(`tab-${view}`).addEventListener("keydown", (event) => {
            const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!by) return;
            const next = VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length];
            show(next);
            $(`tab-${next}`).focus();
            event.preventDefault();
        });
    }
}

const THEMES = ["auto", "light", "dark"];
function theme() {
    const button = $("theme");
    const stored = () => { try { return localStorage.getItem("chancery-theme"); } catch { return null; } };
    let now = THEMES.includes(stored()) ? stored() : "auto";
    const set = () => {
        document.documentElement.dataset.theme = now;
        button.setAttribute("aria-label", `Colours: ${now === "auto" ? "as the system has them" : now}`);
        button.title = button.getAttribute("aria-label");
        $("theme-icon").textContent = { auto: "◐", light: "☀", dark: "☾" }[now];
        emit("theme");
    };
    button.addEventListener("click", () => {
        now = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
        try { localStorage.setItem("chancery-theme", now); } catch { /* It then holds until the page is closed. */ }
        set();
        announce(button.title);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => emit("theme"));
    set();
}

function drawers() {
    const toggle = (open) => {
        document.body.classList.toggle("filters-shown", open);
        $("filters-open").setAttribute("aria-expanded", String(document.body.classList.contains("filters-shown")));
    };
    $("filters-open").addEventListener("click", () => { toggle(); if (document.body.classList.contains("filters-shown")) $("filters").focus(); });
    $("filters-close").addEventListener("click", () => { toggle(false); $("filters-open").focus(); });
    $("help-open").addEventListener("click", () => $("help").showModal());
    $("help-close").addEventListener("click", () => $("help").close());
    $("share").addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(location.href);
            announce("The address is copied");
        } catch {
            announce("This browser does not let the address be copied; take it from the address line");
        }
        $("share").classList.add("done");
        setTimeout(() => $("share").classList.remove("done"), 1200);
    });
    $("back").addEventListener("click", () => history.back());
    $("forward").addEventListener("click", () => history.forward());
    $("zoom-in").addEventListener("click", () => zoom(1.4));
    $("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
    $("fit").addEventListener("click", () => fit());
    $("again").addEventListener("click", () => { unplace(); stage.fitted = true; redraw(); });
    $("to-table").addEventListener("click", () => { show("table"); $("table").focus(); });
    document.addEventListener("keydown", (event) => {
        const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !["checkbox", "range"].includes(event.target.type);
        if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
        if (event.key === "/") { $("search").focus(); event.preventDefault(); }
        else if (event.key === "?") $("help").showModal();
        else if (event.key === "Escape" && document.body.classList.contains("filters-shown")) toggle(false);
        else if (event.key === "Escape") select({});
        else if (/^[1-4]$/.test(event.key)) show(VIEWS[event.key - 1]);
    });
}

/** Puts a graph in the page; `keep`: what was looked at is looked at again, as far as it is there. */
function load(data) {
    model = decode(data);
    // What is kept by place is another's place now.
    state.added = new Set();
    stage.hover = null;
    walk = null;
    if (model.real) state.off.kind.delete("Document");
    readAddress();
    dress();
    gatherNames();
    unplace();
    widths.clear();
    buildFilters();
    buildTime();
    Object.assign(stage, { fitted: true, approaching: state.node >= 0 || state.edge >= 0 });
    refilter();
    reveal();
    const isEmpty = model.nodes.every((node) => node.made);
    $("nothing").hidden = !isEmpty;
    $("left-out").hidden = model.of === null;
    if (model.of !== null) $("left-out").textContent = `A part: ${grouped(data.n.length)} of ${plural(model.of, "node")}, the best connected.`;
    emit("view");
    drawCard({ quiet: true });
}

function begin_page(data) {
    on("filter", () => { for (const view of Object.keys(DRAW)) outdated.add(view); if (!$(`view-${state.view}`).hidden && outdated.delete(state.view)) DRAW[state.view](); });
    on("view", showView);
    raise();
    giveHands();
    searching();
    tabs();
    listenToFilters();
    buildTable();
    drawers();
    load(data);
    theme();
    addEventListener("popstate", comeBack);
    addEventListener("hashchange", comeBack);
    document.documentElement.dataset.ready = "yes";
}

// What tests look at; nothing of it changes the page.
globalThis.chancery = Object.freeze({
    stats: () => ({ ...stats, drawn: seen.count, lines: seen.lines, camera: { ...camera }, running: Boolean(places.running) }),
    where: (key) => toScreen(model.byKey.get(key)),
    middleOf: (name) => { const edge = edgeOfName(name); const { ax, ay, bx, by, mx, my } = course(edge, toScreen); return [(ax + bx + 2 * mx) / 4, (ay + by + 2 * my) / 4]; },
});
