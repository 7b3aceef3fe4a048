// The camera, and the picture at every frame: the drawn graph shifted to where it is looked at, and what is selected above it.

const camera = { x: 0, y: 0, k: 1 };
/** What the tests and the curious may know of the work that was done. */
const stats = { frames: 0, paintings: 0, pieces: 0, longest: 0, settled: false };

const stage = {
    canvas: null, context: null, width: 0, height: 0, ratio: 1,
    /** The picture that is shown, and the one that is being drawn. */
    front: null, back: null, work: null,
    stale: true, asked: false, hover: null, focus: false, fitted: false, glide: null, approaching: false,
};

function raise() {
    stage.canvas = $("canvas");
    stage.context = stage.canvas.getContext("2d", { alpha: false });
    new ResizeObserver(measure).observe(stage.canvas.parentElement);
    measure();
}

function measure() {
    const box = stage.canvas.parentElement.getBoundingClientRect();
    if (box.width === 0) return;
    const first = stage.width === 0;
    Object.assign(stage, { width: box.width, height: box.height, ratio: Math.min(devicePixelRatio || 1, 2) });
    stage.canvas.width = Math.round(box.width * stage.ratio);
    stage.canvas.height = Math.round(box.height * stage.ratio);
    repaint();
    if (first) fit(false);
}

const toScreen = (place) => [
    (places.x[place] - camera.x) * camera.k + stage.width / 2,
    (places.y[place] - camera.y) * camera.k + stage.height / 2,
];
const toWorld = (x, y) => [(x - stage.width / 2) / camera.k + camera.x, (y - stage.height / 2) / camera.k + camera.y];

/** Asks for a frame. */
function frame() {
    if (stage.asked) return;
    stage.asked = true;
    requestAnimationFrame(step);
}

/** What is drawn is no longer so. */
function repaint() {
    stage.stale = true;
    frame();
}

function step(now) {
    stage.asked = false;
    if (!model || stage.width === 0 || state.view !== "graph") return;
    if (stage.glide) glideOn(now);
    if (!stage.work && needsPainting()) begin();
    if (stage.work) work();
    compose();
    stats.frames++;
    if (stage.work || stage.glide || needsPainting()) frame();
    stats.settled = !stage.work && !stage.glide && !stage.stale && !places.running;
}

/** Is the picture not true any more, or does it not reach as far as is seen? */
function needsPainting() {
    if (stage.stale || !stage.front) return true;
    const { camera: then, width, height } = stage.front;
    if (then.k !== camera.k) return true;
    const [dx, dy] = [Math.abs(then.x - camera.x) * camera.k, Math.abs(then.y - camera.y) * camera.k];
    return dx > (width - stage.width) / 2 - 4 || dy > (height - stage.height) / 2 - 4;
}

function begin() {
    const [width, height] = [stage.width, stage.height].map((it) => Math.round(it * (1 + 2 * MARGIN)));
    const ratio = stage.ratio;
    stage.back ??= document.createElement("canvas");
    if (stage.back.width !== Math.round(width * ratio) || stage.back.height !== Math.round(height * ratio)) {
        stage.back.width = Math.round(width * ratio);
        stage.back.height = Math.round(height * ratio);
    }
    const then = { ...camera };
    const at = (place) => [(places.x[place] - then.x) * then.k + width / 2, (places.y[place] - then.y) * then.k + height / 2];
    stage.stale = false;
    const context = stage.back.getContext("2d", { willReadFrequently: true });
    stage.work = { context, steps: painting(context, { width, height, scale: ratio, at, k: then.k }), picture: { canvas: stage.back, camera: then, width, height } };
}

function work() {
    const start = performance.now();
    let done = false;
    do {
        done = stage.work.steps.next().done;
        stats.pieces++;
        // To read a pixel makes the browser draw now what it would else put off, all of it into one frame.
        if (seen.lines > 1500) stage.work.context.getImageData(0, 0, 1, 1);
    } while (!done && performance.now() - start < PIECE);
    stats.longest = Math.max(stats.longest, performance.now() - start);
    if (!done) return;
    stage.back = stage.front?.canvas ?? null;
    stage.front = stage.work.picture;
    stage.work = null;
    stats.paintings++;
}

function compose() {
    const { context, width, height, ratio, front } = stage;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = look.colours.paper;
    context.fillRect(0, 0, width, height);
    if (front) {
        const zoom = camera.k / front.camera.k;
        const x = (front.camera.x - camera.x) * camera.k + width / 2 - (front.width * zoom) / 2;
        const y = (front.camera.y - camera.y) * camera.k + height / 2 - (front.height * zoom) / 2;
        // Whole pixels keep it sharp, and the copy cheap.
        if (zoom === 1) context.drawImage(front.canvas, Math.round(x * ratio) / ratio, Math.round(y * ratio) / ratio, front.width, front.height);
        else context.drawImage(front.canvas, x, y, front.width * zoom, front.height * zoom);
    }
    overlay(context);
}

/** Zooms by a factor around a point of the screen. */
function zoom(factor, x = stage.width / 2, y = stage.height / 2) {
    const [wx, wy] = toWorld(x, y);
    camera.k = clamp(camera.k * factor, 0.02, 12);
    camera.x = wx - (x - stage.width / 2) / camera.k;
    camera.y = wy - (y - stage.height / 2) / camera.k;
    stage.fitted = false;
    frame();
}

function pan(dx, dy) {
    camera.x -= dx / camera.k;
    camera.y -= dy / camera.k;
    stage.fitted = false;
    frame();
}

/** How much of the picture's height the card leaves free: on a narrow screen it covers the lower half. */
function free_height() {
    const covers = matchMedia("(max-width: 900px)").matches && !$("card").hidden;
    return covers ? Math.max(120, stage.height - $("card").offsetHeight + ($("time").hidden ? 0 : $("time").offsetHeight)) : stage.height;
}

/** Shows all that is drawn. */
function fit(smooth = true) {
    fitTo(drawnNodes(), 1.6, smooth);
    stage.fitted = true;
}

/** Shows some nodes, as near as `nearest` at most. */
function fitTo(drawn, nearest, smooth) {
    if (drawn.length === 0 || stage.width === 0) return;
    // The few that stand far out are not worth making all the rest small.
    const range = (axis) => {
        const sorted = drawn.map((place) => axis[place]).sort((a, b) => a - b);
        const aside = sorted.length > 60 ? Math.floor(sorted.length * 0.005) : 0;
        return [sorted[aside], sorted[sorted.length - 1 - aside]];
    };
    const [[left, right], [top, bottom]] = [range(places.x), range(places.y)];
    const height = free_height();
    const aside = Math.min(150, stage.width * 0.2);
    const k = clamp(Math.min((stage.width - aside) / Math.max(right - left, 1), (height - Math.min(110, height * 0.3)) / Math.max(bottom - top, 1)), 0.02, nearest);
    look_at((left + right) / 2, (top + bottom) / 2 + (stage.height - height) / 2 / k, k, smooth);
}

/** Moves the camera, over a moment where motion is wanted. */
function look_at(x, y, k, smooth) {
    if (!smooth || calm()) {
        Object.assign(camera, { x, y, k });
        stage.glide = null;
    } else {
        stage.glide = { from: { ...camera }, to: { x, y, k }, start: null };
    }
    frame();
}

function glideOn(now) {
    const { from, to } = stage.glide;
    stage.glide.start ??= now;
    const share = clamp((now - stage.glide.start) / 280, 0, 1);
    const eased = 1 - (1 - share) ** 3;
    camera.k = from.k * (to.k / from.k) ** eased;
    camera.x = from.x + (to.x - from.x) * eased;
    camera.y = from.y + (to.y - from.y) * eased;
    if (share === 1) stage.glide = null;
}

/** Brings a node into view. */
function bring(place) {
    const [x, y] = toScreen(place);
    const height = free_height();
    if (x > 60 && y > 50 && x < stage.width - 60 && y < height - 50) return frame();
    stage.fitted = false;
    look_at(places.x[place], places.y[place] + (stage.height - height) / 2 / camera.k, camera.k, true);
}

/** Brings what is selected into view with what it has to do with. */
function approach(smooth = true) {
    const node = model.nodes[state.node];
    const edge = model.edges[state.edge];
    if (!node && !edge) return;
    const around = node ? node.edges.filter((place) => seen.line[place]).map((place) => otherEnd(model.edges[place], node).place) : [edge.from, edge.to];
    stage.fitted = false;
    fitTo([...new Set(node ? [node.place, ...around] : around)].filter((place) => seen.drawn[place]), node ? 1.25 : 1, smooth);
}

on("moved", (done) => {
    // While nodes find their places all of them stay in view, unless the user has moved.
    if (stage.fitted || stats.paintings === 0) fit(false);
    if (done && stage.fitted && stage.approaching) approach(true);
    else if (done && stage.fitted) fit(true);
    if (done) stage.approaching = false;
    repaint();
});
on("drawn", repaint);
on("theme", () => { repaintLooks(); repaint(); });
on("view", frame);
on("select", ({ quiet, near } = {}) => {
    const place = state.node >= 0 ? state.node : model.edges[state.edge]?.from ?? -1;
    // What is not drawn yet has no place that could be looked at.
    if (place >= 0 && places.placed[place] && near) approach();
    else if (place >= 0 && (!quiet || free_height() < stage.height)) bring(place);
    frame();
});
