#!/usr/bin/env bash
# From question to answer: nine openCypher queries on generated graphs of 10 thousand to 1 million relationships, asked of
# Chancery, kglite and Ladybug, and of igraph where it has the algorithm; one core, in one run. Prints best times and ratios, and
# fails where answers differ.
#
#   bench/query.sh [SCALE…]                10k, 100k or 1M; without one: all three
#
# The benchmark (generator, queries, driver) is looked for in ${CHANCERY_BENCH_QUERY:-../shared/bench/query} and copied to a
# temporary folder. The peers are installed once, from PyPI, into ${CHANCERY_QUERY_PEERS:-the user's cache folder}.
# With CHANCERY set to a program that one is measured, otherwise the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
from=$(cd "${CHANCERY_BENCH_QUERY:-../shared/bench/query}" && pwd)
scales=("$@")
[ ${#scales[@]} -gt 0 ] || scales=(10k 100k 1M)
peers=${CHANCERY_QUERY_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/chancery-query-peers}
if [ ! -e "$peers/ready" ]; then
    python3 -m venv "$peers"
    "$peers/bin/pip" install --quiet kglite ladybug igraph pandas
    touch "$peers/ready"
fi
if [ -z "${CHANCERY:-}" ]; then
    cargo build --quiet --release
    CHANCERY=${CARGO_TARGET_DIR:-$here/target}/release/chancery
fi
CHANCERY=$(realpath "$CHANCERY")
export CHANCERY BENCH_ADAPTER=$here/bench/query/adapter.py
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$from/." "$folder"
rm -rf "$folder/data" "$folder/db" "$folder/results"
cd "$folder"
one_core=()
if command -v taskset > /dev/null; then one_core=(taskset -c "${CHANCERY_CORE:-0}"); fi
for scale in "${scales[@]}"; do
    "$peers/bin/python" gen.py "$scale" "data/$scale"
    "${one_core[@]}" "$peers/bin/python" bench.py "$scale" chancery,kglite,ladybug,igraph \
        --n "${CHANCERY_REPEATS:-7}" --limit 60 --loadlimit 600 >&2
done
exec "$peers/bin/python" "$here/bench/query/ratios.py" results "${scales[@]}"
