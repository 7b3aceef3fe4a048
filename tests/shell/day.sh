#!/usr/bin/env bash
# A day's work in a script: build, ask, correct, watch, draw. ARTICLES and WORK are folders.
set -o pipefail
articles=$1 work=$2
cd "$(dirname "$0")/../.."

fail() { echo "failed: $*" >&2; exit 1; }

# A graph from a folder; what is said goes to standard error, so nothing is printed.
printed=$(chancery build "$articles" -o "$work/graph.ron" 2>"$work/said")
[ -z "$printed" ] || fail "build printed: $printed"
grep -q '^documents' "$work/said" || fail "build did not say how much was read"

# One number into a variable.
people=$(chancery query "$work/graph.ron" 'MATCH (p:Person) RETURN count(p)' | tail -n 1)
[ "$people" -gt 10 ] || fail "only $people people"

# A question that finds nothing is no failure; one that is wrong is.
chancery query "$work/graph.ron" "MATCH (p:Person {name: 'Nobody'}) RETURN p" >/dev/null || fail "nothing found"
if chancery query "$work/graph.ron" 'MATCH (p RETURN p' >/dev/null 2>"$work/said"; then fail "a wrong question passed"; fi
grep -q 'expected' "$work/said" || fail "no reason was told"

# Questions from a here-document, the last without a semicolon; a name of the shell as a parameter.
who="Sergei Lavrov"
met=$(chancery query "$work/graph.ron" --param "who=$who" <<'EOF' | tail -n 1
MATCH (p:Person {name: $who}) RETURN count(p);
MATCH (:Person {name: $who})-[:MET]-(other:Person)
RETURN other.name
EOF
)
[ "$met" = "Marco Rubio" ] || fail "$who met $met"

# A correction, its log, and the way back.
chancery query "$work/graph.ron" 'MATCH (p:Person {name: $who}) SET p.checked = true' --param "who=$who" \
    --author desk --reason 'seen twice' -q
chancery log "$work/graph.ron" | grep -q desk || fail "the log does not name the author"
chancery log "$work/graph.ron" --undo -q
chancery log "$work/graph.ron" | grep -q "desk.*(undone)" || fail "the log does not say that the correction was undone"

# What is new in a folder.
mkdir "$work/incoming"
printf 'Envoys meet\ndate 2025-07-01\n\nThe envoys of Peru and Chile met in Quito.\n' >"$work/incoming/one.txt"
chancery watch "$work/incoming" -o "$work/graph.ron" --once --settle 0 2>"$work/said"
grep -q 'read 1' "$work/said" || fail "the new document was not read"
chancery watch "$work/incoming" -o "$work/graph.ron" --once --settle 0 2>"$work/said"
[ ! -s "$work/said" ] || fail "it was read twice"

# A picture, the compact form, and back without a loss.
chancery export "$work/graph.ron" --focus "$who" | grep -q digraph || fail "no picture"
chancery convert "$work/graph.ron" "$work/graph.chy" -q
chancery convert "$work/graph.chy" "$work/again.ron" -q
cmp "$work/graph.ron" "$work/again.ron" || fail "the forms differ"

echo "all is well"
