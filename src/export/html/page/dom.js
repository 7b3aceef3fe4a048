// Elements. Texts from the graph only ever become text: nothing here reads markup.

const $ = (id) => document.getElementById(id);

/** Makes an element. `props`: `text`, `class`, `on` (listeners), `data`, or else attributes; false and null leave one out. */
function el(name, props = {}, ...children) {
    return furnish(document.createElement(name), props, children);
}

/** The same for SVG. */
function svg(name, props = {}, ...children) {
    return furnish(document.createElementNS("http://www.w3.org/2000/svg", name), props, children);
}

function furnish(element, props, children) {
    for (const [name, value] of Object.entries(props)) {
        if (value === false || value === null || value === undefined) continue;
        if (name === "text") element.textContent = value;
        else if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
        else if (name === "data") Object.assign(element.dataset, value);
        else if (name === "checked" || name === "value" || name === "disabled") element[name] = value;
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

/** Tells a screen reader. */
function announce(text) {
    const live = $("live");
    live.textContent = "";
    // A text that is the same as before would not be read again without a pause.
    setTimeout(() => { live.textContent = text; }, 30);
}

const plural = (n, one, many = `${one}s`) => `${grouped(n)} ${n === 1 ? one : many}`;
const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** A text cut to so many characters, between words where that is not far. */
function cut(text, length) {
    if (text.length <= length) return text;
    const short = [...text.slice(0, length)].join("");
    const blank = short.lastIndexOf(" ");
    return `${blank > length * 0.6 ? short.slice(0, blank) : short}…`;
}

/** What hears of what: `on("filter", act)`, `emit("filter")`. */
const hearers = new Map();
function on(event, act) {
    hearers.set(event, [...(hearers.get(event) ?? []), act]);
}
function emit(event, detail) {
    for (const act of hearers.get(event) ?? []) act(detail);
}

/** Names as they are compared: lower case, without accents, words one blank apart. */
function folded(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    return plain || text.trim();
}

/** Saves text or bytes as a file. */
function save(name, blob) {
    const link = el("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
