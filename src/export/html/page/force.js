// Where nodes stand: springs along relationships, repulsion between all nodes by a quadtree (Barnes and Hut 1986), and a slow
// cooling. One function without anything from outside, since its text also runs in a worker of its own. The same input gives the
// same picture.

function forceKernel() {
    const THETA = 0.9;
    const REPULSION = 190;
    const GRAVITY = 0.05;
    const LENGTH = 26;
    const DEEPEST = 24;

    /** `x`, `y`: where nodes stand at the start; `from`, `to`: relationships; `size`: radii; `fixed`: 1 where a node may not move;
     * `aspect`: width by height of the room. */
    return function create({ x, y, from, to, size, fixed, heat, rounds, aspect }) {
        const count = x.length;
        const [vx, vy] = [new Float64Array(count), new Float64Array(count)];
        const degree = new Float64Array(count);
        for (let i = 0; i < from.length; i++) {
            degree[from[i]]++;
            degree[to[i]]++;
        }
        const weight = Float64Array.from(degree, (d) => 1 + 0.35 * Math.sqrt(d));
        const cool = Math.pow(0.004, 1 / rounds);
        // Cells of the tree: four children each (−1: none, −2 − i: the node i), mass, centre of mass, and width.
        const cells = Math.max(64, count * 4);
        const child = new Int32Array(cells * 4);
        const [mass, cx, cy, wide] = [0, 0, 0, 0].map(() => new Float64Array(cells));
        const stack = new Int32Array(512);
        let used = 0;
        let alpha = heat;

        function cell(width) {
            const id = used++;
            child.fill(-1, id * 4, id * 4 + 4);
            mass[id] = cx[id] = cy[id] = 0;
            wide[id] = width;
            return id;
        }

        function plant() {
            let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
            for (let i = 0; i < count; i++) {
                left = Math.min(left, x[i]); right = Math.max(right, x[i]);
                top = Math.min(top, y[i]); bottom = Math.max(bottom, y[i]);
            }
            const width = Math.max(right - left, bottom - top, 1);
            used = 0;
            cell(width);
            for (let i = 0; i < count; i++) insert(i, left, top, width);
        }

        function insert(i, left, top, width) {
            let at = 0;
            for (let deep = 0; ; deep++) {
                mass[at] += weight[i]; cx[at] += x[i] * weight[i]; cy[at] += y[i] * weight[i];
                width /= 2;
                const east = x[i] >= left + width ? 1 : 0;
                const south = y[i] >= top + width ? 1 : 0;
                left += east * width; top += south * width;
                const slot = at * 4 + south * 2 + east;
                const there = child[slot];
                if (there === -1) { child[slot] = -2 - i; return; }
                if (there >= 0) { at = there; continue; }
                // Too near to be told apart, or no room: the other stands for both.
                if (deep >= DEEPEST || used >= cells - 1) return;
                const other = -2 - there;
                const made = cell(width);
                child[slot] = made;
                const quarter = width / 2;
                const place = made * 4 + (y[other] >= top + quarter ? 2 : 0) + (x[other] >= left + quarter ? 1 : 0);
                child[place] = there;
                mass[made] += weight[other]; cx[made] += x[other] * weight[other]; cy[made] += y[other] * weight[other];
                at = made;
            }
        }

        function push(i, px, py, m) {
            let [dx, dy] = [x[i] - px, y[i] - py];
            let far = dx * dx + dy * dy;
            if (far < 1e-6) {
                // Nodes in one place part in a direction of their own.
                dx = Math.cos(i * 2.4) * 0.1; dy = Math.sin(i * 2.4) * 0.1;
                far = 0.01;
            }
            const force = (REPULSION * alpha * m) / Math.max(far, 40);
            vx[i] += dx * force * 0.5; vy[i] += dy * force * 0.5;
        }

        function repel(i) {
            let depth = 0;
            stack[depth++] = 0;
            while (depth > 0) {
                const at = stack[--depth];
                const [px, py] = [cx[at] / mass[at], cy[at] / mass[at]];
                const [dx, dy] = [x[i] - px, y[i] - py];
                if (wide[at] * wide[at] < THETA * THETA * (dx * dx + dy * dy)) { push(i, px, py, mass[at]); continue; }
                for (let slot = at * 4; slot < at * 4 + 4; slot++) {
                    const there = child[slot];
                    if (there >= 0) stack[depth++] = there;
                    else if (there < -1 && there !== -2 - i) push(i, x[-2 - there], y[-2 - there], weight[-2 - there]);
                }
            }
        }

        function pull() {
            for (let e = 0; e < from.length; e++) {
                const [a, b] = [from[e], to[e]];
                if (a === b) continue;
                const [dx, dy] = [x[b] + vx[b] - x[a] - vx[a], y[b] + vy[b] - y[a] - vy[a]];
                const length = Math.sqrt(dx * dx + dy * dy) || 1;
                const rest = LENGTH + size[a] + size[b];
                const force = (((length - rest) / length) * alpha) / Math.min(degree[a], degree[b]);
                const share = degree[a] / (degree[a] + degree[b]);
                vx[b] -= dx * force * share; vy[b] -= dy * force * share;
                vx[a] += dx * force * (1 - share); vy[a] += dy * force * (1 - share);
            }
        }

        return {
            x, y,
            /** One step; false when all is at rest. */
            tick() {
                if (alpha < 0.004 || count === 0) return false;
                plant();
                for (let i = 0; i < count; i++) repel(i);
                pull();
                for (let i = 0; i < count; i++) {
                    vx[i] = (vx[i] - x[i] * GRAVITY * alpha) * 0.58; vy[i] = (vy[i] - y[i] * GRAVITY * aspect * alpha) * 0.58;
                    if (fixed[i]) { vx[i] = vy[i] = 0; continue; }
                    const speed = Math.sqrt(vx[i] * vx[i] + vy[i] * vy[i]);
                    const brake = speed > 60 ? 60 / speed : 1;
                    x[i] += vx[i] * brake; y[i] += vy[i] * brake;
                }
                alpha *= cool;
                return true;
            },
            fix(i, px, py, on) {
                x[i] = px; y[i] = py; fixed[i] = on ? 1 : 0;
                alpha = Math.max(alpha, 0.12);
            },
        };
    };
}
