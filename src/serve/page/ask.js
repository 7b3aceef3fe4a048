// Asks the server. The token stands behind the # of the address that was printed at the start, so that it is never sent as a part
// of an address; the page takes it from there and keeps it for this tab.

const KEPT = "chancery-token";

function takeToken() {
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    try {
        if (given) sessionStorage.setItem(KEPT, given);
    } catch { /* It then holds until the page is loaded again. */ }
    if (given) {
        const rest = new URLSearchParams(location.hash.slice(1));
        rest.delete("token");
        history.replaceState(null, "", String(rest) ? `#${rest}` : location.pathname);
        return given;
    }
    try {
        return sessionStorage.getItem(KEPT) ?? "";
    } catch {
        return "";
    }
}

const token = takeToken();

/** Asks; an error of the server is thrown with its words. */
async function request(path, body = null) {
    const headers = { Authorization: `Bearer ${token}` };
    if (body !== null) headers["Content-Type"] = "application/json";
    let answer;
    try {
        answer = await fetch(path, { method: body === null ? "GET" : "POST", headers, body: body === null ? undefined : JSON.stringify(body) });
    } catch {
        throw { errors: [{ message: "the server does not answer", help: "is chancery serve still running?" }] };
    }
    if (answer.ok) return answer;
    throw await answer.json().catch(() => ({ errors: [{ message: `the server answers with ${answer.status}` }] }));
}

/** Shows the errors of the server: the words, the line with a mark under what is meant, and what mends it. */
function complain(trouble, text) {
    const box = $("trouble");
    box.replaceChildren(...(trouble.errors ?? [{ message: String(trouble) }]).flatMap((error) => [
        el("div", { text: error.message }), mark_in(error, text), error.help && el("div", { class: "dim", text: `help: ${error.help}` }),
    ].filter(Boolean)));
    box.hidden = false;
}

function mark_in({ span, line }, text) {
    if (!span || !text || !line) return null;
    // A span counts bytes; the line and its column are told in characters.
    const bytes = new TextEncoder().encode(text);
    const part = (from, to) => new TextDecoder().decode(bytes.slice(from, to));
    const [before, marked, after] = [part(0, span[0]).split("\n").at(-1), part(span[0], span[1]).split("\n")[0], part(span[1]).split("\n")[0]];
    return el("pre", {}, before, el("mark", { text: marked || " " }), after);
}
