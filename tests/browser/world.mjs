// Makes src/export/html/page/world.json, the outlines of countries that the page's map draws, from Natural Earth's
// 1:110 million countries (public domain), as the npm package world-atlas carries them (ISC). Small states that it
// lacks are points, from the 1:50 million ones. Run it with `node world.mjs` after `npm ci`.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const countries = require("i18n-iso-countries");
const atlas = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}`), "utf8"));

// Natural Earth gives no number where there is none in ISO 3166.
const UNNUMBERED = { Kosovo: "XKX" };
const code = (shape) => countries.numericToAlpha3(shape.id) ?? UNNUMBERED[shape.properties.name] ?? "";

// Arcs are steps from point to point in tenths of a degree; steps of nothing are left out.
const STEP = 0.1;
const coarse = atlas("countries-110m.json");
const { scale, translate } = coarse.transform;
const arcs = coarse.arcs.map((arc) => {
    let [x, y, atX, atY] = [0, 0, 0, 0];
    const steps = arc.map(([dx, dy]) => {
        [x, y] = [x + dx, y + dy];
        const to = [x * scale[0] + translate[0], y * scale[1] + translate[1]].map((degrees) => Math.round(degrees / STEP));
        const step = [to[0] - atX, to[1] - atY];
        [atX, atY] = to;
        return step;
    });
    return steps.filter(([dx, dy], place) => place === 0 || dx !== 0 || dy !== 0).flat();
});
const shapes = coarse.objects.countries.geometries.map((shape) => [
    code(shape),
    shape.properties.name,
    shape.type === "Polygon" ? [shape.arcs] : shape.arcs,
]);
const there = new Set(shapes.map(([iso]) => iso));

const fine = atlas("countries-50m.json");
const middle = (shape) => {
    const polygons = shape.geometry.type === "Polygon" ? [shape.geometry.coordinates] : shape.geometry.coordinates;
    const ring = polygons.map(([outer]) => outer).sort((a, b) => b.length - a.length)[0];
    const mean = (axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length;
    return [mean(0), mean(1)].map((degrees) => Math.round(degrees * 10) / 10);
};
const points = feature(fine, fine.objects.countries).features
    .filter((shape) => code(shape) && !there.has(code(shape)))
    .map((shape) => [code(shape), shape.properties.name, ...middle(shape)])
    .sort(([a], [b]) => (a < b ? -1 : 1));

const out = { step: STEP, arcs, shapes, points };
writeFileSync(new URL("../../src/export/html/page/world.json", import.meta.url), JSON.stringify(out) + "\n");
