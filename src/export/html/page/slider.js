// The time slider: two handles on the days of what is dated.

const time = { days: [], first: 0, last: 0 };
const dayNumber = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
const dayText = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

function buildTime() {
    const dated_ = [...model.nodes.filter((node) => node.kind !== "Document"), ...model.edges.filter((edge) => !edge.deed && !edge.made)].filter((it) => it.date !== null);
    const days = dated_.map((it) => dayNumber(it.date)).filter(Number.isFinite).sort((a, b) => a - b);
    Object.assign(time, { days, first: days[0] ?? 0, last: days.at(-1) ?? 0 });
    // Of one day there is nothing to choose.
    $("time").hidden = time.first === time.last;
    if (time.first === time.last) return;
    for (const id of ["time-from", "time-to"]) Object.assign($(id), { min: time.first, max: time.last, step: 1 });
    const bins = 80;
    const heights = new Array(bins).fill(0);
    for (const day of days) heights[Math.min(bins - 1, Math.floor(((day - time.first) / (time.last - time.first || 1)) * bins))]++;
    const most = Math.max(...heights);
    $("time-bars").replaceChildren(svg("svg", { viewBox: `0 0 ${bins} 20`, preserveAspectRatio: "none", "aria-hidden": "true" },
        heights.map((height, i) => svg("rect", { x: i + 0.1, y: 20 - (height ? 2 + (18 * height) / most : 0), width: 0.8, height: height ? 2 + (18 * height) / most : 0 }))));
    $("time-min").textContent = dayText(time.first);
    $("time-max").textContent = dayText(time.last);
    showTime();
}

function showTime() {
    if (time.first === time.last) return;
    const [from, to] = [state.from ? clamp(dayNumber(state.from), time.first, time.last) : time.first, state.to ? clamp(dayNumber(state.to), time.first, time.last) : time.last];
    for (const [id, day] of [["time-from", from], ["time-to", to]]) {
        $(id).value = day;
        $(id).setAttribute("aria-valuetext", dayText(day));
    }
    const width = time.last - time.first || 1;
    $("time-span").style.left = `${((from - time.first) / width) * 100}%`;
    $("time-span").style.right = `${((time.last - to) / width) * 100}%`;
    const whole = from === time.first && to === time.last;
    $("time-told").textContent = whole ? `${dayText(from)} to ${dayText(to)}` : from === to ? dayText(from) : `${dayText(from)} to ${dayText(to)}`;
    $("time-told").classList.toggle("on", !whole);
}

let waiting = null;
function slide(event) {
    let [from, to] = [Number($("time-from").value), Number($("time-to").value)];
    if (from > to) {
        // A handle does not pass the other.
        if (event.target.id === "time-from") from = to;
        else to = from;
    }
    state.from = from > time.first ? dayText(from) : null;
    state.to = to < time.last ? dayText(to) : null;
    showTime();
    // The filters are worked out once a frame, however fast the handle moves.
    waiting ??= requestAnimationFrame(() => { waiting = null; changed(); });
}
