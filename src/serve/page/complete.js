// Completion of a question by place: labels in a node, types in a relationship, properties behind a point, else keywords and functions.

let words = { labels: [], types: [], properties: [], keywords: [], functions: [], formats: [] };

/** What may stand at the end of a text, and how much of the text is its beginning. */
function completions(text) {
    const why = /^\s*:why\s+(.*)$/s.exec(text);
    if (why) return { typed: why[1], options: why[1].length > 1 ? find(why[1]).slice(0, 12).map((node) => [node.name, node.kind]) : [] };
    const [typed] = /[\p{L}\p{N}_]*$/u.exec(text);
    const before = text.slice(0, text.length - typed.length);
    const inside = (open, close) => before.lastIndexOf(open) > before.lastIndexOf(close);
    const from = (list, what) => list.filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()) && word !== typed).map((word) => [word, what]);
    if (/[:|]\s*$/.test(before) && inside("[", "]")) return { typed, options: from(words.types, "type") };
    if (/:\s*$/.test(before) && inside("(", ")")) return { typed, options: from(words.labels, "label") };
    if (/[\p{L}\p{N}_`]\.$/u.test(before)) return { typed, options: from(words.properties, "property") };
    if (/[{,]\s*$/.test(before) && inside("{", "}")) return { typed, options: from(words.properties, "property") };
    if (typed.length === 0) return { typed, options: [] };
    return { typed, options: [...from(words.keywords, "keyword"), ...from(words.functions.map((it) => `${it}(`), "function")] };
}

function completing() {
    const box = $("question");
    const list = $("words");
    let options = [];
    let chosen = -1;
    let typed = "";
    const close = () => {
        list.hidden = true;
        chosen = -1;
        box.setAttribute("aria-expanded", "false");
        box.removeAttribute("aria-activedescendant");
    };
    const choose = (i) => {
        chosen = i;
        [...list.children].forEach((it, place) => it.setAttribute("aria-selected", String(place === i)));
        list.children[i]?.scrollIntoView({ block: "nearest" });
        if (list.children[i]) box.setAttribute("aria-activedescendant", list.children[i].id);
        else box.removeAttribute("aria-activedescendant");
    };
    const take = (i) => {
        const [word] = options[i];
        const end = box.selectionEnd;
        box.setRangeText(word, end - typed.length, end, "end");
        close();
        box.focus();
    };
    const offer = () => {
        box.style.height = "auto";
        box.style.height = `${box.scrollHeight + 2}px`;
        ({ typed, options } = completions(box.value.slice(0, box.selectionEnd)));
        options = options.slice(0, 30);
        list.replaceChildren(...options.map(([word, what], i) => el("li", { id: `word-${i}`, role: "option", "aria-selected": "false", on: { pointerdown: (event) => { event.preventDefault(); take(i); } } }, el("span", { text: word }), el("span", { class: "dim", text: what }))));
        list.hidden = options.length === 0;
        box.setAttribute("aria-expanded", String(!list.hidden));
        choose(-1);
    };
    box.addEventListener("input", offer);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
        if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) choose(event.key === "ArrowDown" ? (chosen + 1) % options.length : (Math.max(chosen, 0) + options.length - 1) % options.length);
        else if (!list.hidden && event.key === "Tab") take(Math.max(chosen, 0));
        else if (!list.hidden && event.key === "Enter" && chosen >= 0) take(chosen);
        else if (!list.hidden && event.key === "Escape") close();
        else if (event.key === "Enter" && !event.shiftKey) { close(); $("ask").requestSubmit(); }
        else return;
        event.preventDefault();
    });
}
