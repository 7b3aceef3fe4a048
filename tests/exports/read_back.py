"""Reads exports back with the tools that they are for, and compares them with what the program answers.

Usage: read_back.py PROGRAM GRAPH...  (needs what requirements.txt lists)
"""

import json
import math
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import igraph
import kglite
import networkx as nx
import pandas as pd
import pyoxigraph as ox
import yaml
from followthemoney import model

PROGRAM = os.path.abspath(sys.argv[1])
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True).stdout


def ask(graph, question):
    return json.loads(run("query", graph, question, "--format", "json", "--max-rows", "1000000"))["rows"]


def export(graph, form, path):
    run("export", graph, "--format", form, "-o", str(path))
    return str(path)


class Truth:
    """What the program says is in the graph."""

    def __init__(self, graph):
        self.graph = graph
        self.nodes = {}
        for (node,) in ask(graph, "MATCH (n) RETURN n"):
            node = node["$node"]
            self.nodes[node["id"]] = node
        rows = ask(graph, "MATCH ()-[r]->() RETURN r")
        self.links = {row[0]["$relationship"]["id"]: row[0]["$relationship"] for row in rows}
        self.kinds = [self.kinds_of(self.nodes.values()), self.kinds_of(self.links.values())]

    @staticmethod
    def kinds_of(things):
        kinds = {}
        for thing in things:
            for name, value in thing["properties"].items():
                kinds.setdefault(name, set()).add(kind(value))
        for name, found in kinds.items():
            if "list:" in found and any(k.startswith("list:") and k != "list:" for k in found):
                found.discard("list:")
        return kinds

    def mixed(self, name, which):
        found = self.kinds[which][name]
        return len(found) > 1 or "mixed" in found or "list:mixed" in found


def kind(value):
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        kinds = {kind(item) for item in value}
        return "list:" + ("" if not kinds else kinds.pop() if len(kinds) == 1 else "mixed")
    name = next(iter(value))
    return "float" if name == "$float" else name


def loose(value):
    """Times to the minute: the program shows `+00:00[UTC]` and seconds that are none, exports do not."""
    if isinstance(value, list):
        return [loose(item) for item in value]
    if isinstance(value, dict):
        return {k: v[:16] if k == "$datetime" or k == "$localdatetime" else v[:5] if k.endswith("time") and k[0] == "$" else loose(v) for k, v in value.items()}
    return value


def plain(value):
    """The text of a value in columns of text."""
    if isinstance(value, dict):
        (name, text), = value.items()
        return {"NaN": "NaN", "inf": "INF", "-inf": "-INF"}[text] if name == "$float" else text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return value
    return value


def same(told, value, mixed, xml=True):
    """Is what a tool read the value of a property?"""
    if mixed:
        return loose(json.loads(told)) == loose(value)
    if isinstance(value, dict) and next(iter(value)).endswith("time"):
        return str(told)[:5] == plain(value)[:5]
    if isinstance(value, dict) and "$float" in value:
        value = float(value["$float"])
    if isinstance(value, bool):
        return bool(told) == value
    if isinstance(value, float):
        return float(told) == value or (math.isnan(value) and math.isnan(float(told)))
    if isinstance(value, list):
        return loose(json.loads(told)) == loose(value)
    value = plain(value)
    if xml and isinstance(value, str):
        value = CONTROL.sub(lambda c: "\\u{%x}" % ord(c.group()), value)
    return told == value


def check(what, condition, *details):
    if not condition:
        sys.exit(f"{what}: {details}")


def networkx_reads(truth, home):
    for form in ["graphml", "gexf"]:
        path = export(truth.graph, form, home / f"g.{form}")
        read = nx.read_graphml(path, force_multigraph=True) if form == "graphml" else nx.read_gexf(path)
        check(form, read.number_of_nodes() == len(truth.nodes), read.number_of_nodes())
        check(form, read.number_of_edges() == len(truth.links), read.number_of_edges())
        for _, data in read.nodes(data=True):
            node = truth.nodes[data["_key"]]
            check(form, json.loads(data["_labels"]) == node["labels"], data)
            for name, value in node["properties"].items():
                if form == "gexf" and name in ("label", "start", "end", "id"):
                    continue  # networkx keeps its own under these names
                check(form, same(data[name], value, truth.mixed(name, 0)), name, data.get(name), value)
        told = sorted(
            (read.nodes[a]["_key"], read.nodes[b]["_key"], data["_type"]) for a, b, data in read.edges(data=True)
        )
        check(form, told == sorted((r["start"], r["end"], r["type"]) for r in truth.links.values()))
    read = igraph.Graph.Read_GraphML(str(home / "g.graphml"))
    check("igraph", (read.vcount(), read.ecount()) == (len(truth.nodes), len(truth.links)))
    for vertex in read.vs:
        node = truth.nodes[vertex["_key"]]
        for name, value in node["properties"].items():
            if kind(value) == "int" and not truth.mixed(name, 0):
                check("igraph", vertex[name] == float(value), name)  # it has no whole numbers
            elif name != "id":
                check("igraph", same(vertex[name], value, truth.mixed(name, 0)), name, vertex[name], value)


def json_reads(truth, home):
    told = json.loads(Path(export(truth.graph, "json", home / "g.json")).read_text())
    read = nx.node_link_graph(told, edges="links")
    check("json", (len(read), read.number_of_edges()) == (len(truth.nodes), len(truth.links)))
    for key, data in read.nodes(data=True):
        check("json", loose(data["properties"]) == loose(truth.nodes[key]["properties"]), key)
        check("json", data["labels"] == truth.nodes[key]["labels"], key)
    for a, b, key, data in read.edges(keys=True, data=True):
        link = truth.links[key]
        check("json", loose([a, b, data["type"], data["properties"]]) == loose([link["start"], link["end"], link["type"], link["properties"]]))


QUESTIONS = [
    "MATCH (n) RETURN count(n)",
    "MATCH ()-[r]->() RETURN type(r), count(*)",
    "MATCH (n) UNWIND labels(n) AS l RETURN l, count(*)",
    "MATCH (a:Person)-[r]->(b) RETURN a.name, type(r), b.name",
    "MATCH (e:Event)-[:ACTOR]->(a) WHERE e.date IS NOT NULL RETURN e.name, a.name, e.tellings",
    "MATCH (a)-[:PART_OF]->(b)<-[:PART_OF]-(c) WHERE a.name < c.name RETURN a.name, b.name, c.name",
    "MATCH (p:Person) OPTIONAL MATCH (p)-[r:HOLDS_OFFICE]->() RETURN p.name, r.office",
    "MATCH (n) WHERE n.name CONTAINS 'a' RETURN n.name, size(n.aliases)",
]


def script_statements(text):
    """Statements of a script: each ends with ; at the end of a line, and no text in it has a line end."""
    return [part.strip() for part in text.split(";\n") if part.strip()]


def cypher_reads(truth, home):
    text = Path(export(truth.graph, "cypher", home / "g.cypher")).read_text()
    read = kglite.KnowledgeGraph()
    for statement in script_statements(text):
        read.cypher(statement)
    asked = 0
    for question in QUESTIONS:
        want = sorted(map(repr, ask(truth.graph, question)))
        got = sorted(repr(list(row.values())) for row in read.cypher(question).to_list())
        if "labels(n)" in question:  # it calls nodes without a label Node
            got = [row for row in got if "'Node'" not in row]
        check("cypher", got == want, question, got[:3], want[:3])
        asked += 1
    for row in read.cypher("MATCH (n) RETURN n._key AS k, properties(n) AS p").to_list():
        node = truth.nodes[row["k"]]
        for name, value in node["properties"].items():
            told = row["p"].get(name)
            if isinstance(value, (str, int, bool)):
                check("cypher", told == value, name, told, value)
            elif kind(value) == "float":
                wanted = float(plain(value)) if isinstance(value, dict) else value
                check("cypher", told == wanted or math.isnan(wanted) and math.isnan(told), name, told)
            elif isinstance(value, dict) and "$date" in value:
                check("cypher", str(told) == value["$date"], name, told)
            else:
                check("cypher", told is not None, name)
    return asked


def rdf_reads(truth, home):
    for form, kind_of in [("turtle", ox.RdfFormat.TURTLE), ("nquads", ox.RdfFormat.N_QUADS)]:
        store = ox.Store()
        store.load(path=export(truth.graph, form, home / f"g.{form}"), format=kind_of)

        def select(query):
            return [[term.value if term else None for term in row] for row in store.query(PREFIXES + query)]

        (count,), = select("SELECT (COUNT(DISTINCT ?n) AS ?c) { ?n a cv:Node }")
        check(form, int(count) == len(truth.nodes), count)
        (count,), = select("SELECT (COUNT(DISTINCT ?r) AS ?c) { ?r a cv:Relationship }")
        check(form, int(count) == len(truth.links), count)
        keys = {row[0]: row[1] for row in select("SELECT ?n ?k { ?n cv:key ?k }")}
        for subject, key in keys.items():
            for name, value in truth.nodes[key]["properties"].items():
                if isinstance(value, list):
                    continue
                prop = ox.NamedNode("urn:chancery:property:" + quote(name))
                found = [q.object.value for q in store.quads_for_pattern(ox.NamedNode(subject), prop, None, ox.DefaultGraph())]
                check(form, len(found) == 1, key, name, found)
                if isinstance(value, (str, int)) and not isinstance(value, bool):
                    check(form, found[0] == str(value), name, found[0], value)
                elif isinstance(value, dict) and "$date" in value:
                    check(form, found[0] == value["$date"], name)
        wanted = sorted(ask(truth.graph, "MATCH (a)-[:MET]->(b) RETURN DISTINCT a.name, b.name"))
        got = sorted(select("SELECT DISTINCT ?a ?b { ?x <urn:chancery:type:MET> ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"))
        check(form, got == wanted, got[:3], wanted[:3])
        if form == "nquads":
            graphs = select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
            documents = ask(truth.graph, "MATCH (d:Document) RETURN count(d)")[0][0]
            check(form, len(graphs) == documents, len(graphs), documents)
        proofs = select("SELECT (COUNT(?e) AS ?c) { ?e a cv:Evidence ; prov:hadPrimarySource ?d ; cv:start ?s ; cv:frame ?f }")
        pieces = {row[0] for row in select("SELECT ?e { ?e a cv:Evidence }")}
        check(form, int(proofs[0][0]) == len(pieces))


PREFIXES = """PREFIX cv: <urn:chancery:vocabulary:> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """


def quote(text):
    keep = set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/")
    return "".join(chr(b) if b in keep else "%%%02X" % b for b in text.encode())


def ftm_reads(truth, home):
    seen, links = set(), []
    for line in Path(export(truth.graph, "ftm", home / "g.ftm.json")).read_text().splitlines():
        data = json.loads(line)
        schema = model.get(data["schema"])
        check("ftm", schema is not None and not schema.abstract, data)
        schema.validate(data)
        for name in data["properties"]:
            check("ftm", name in schema.properties, data["schema"], name)
        for name in schema.required:
            check("ftm", data["properties"].get(name), data["id"], data["schema"], name)
        proxy = model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            check("ftm", len(proxy.get(name)) >= 1, data["id"], name, values)
            if schema.get(name).type.name == "entity":
                links += [(data["id"], value) for value in values]
        seen.add(data["id"])
    for where, value in links:
        check("ftm", value in seen, where, value)
    check("ftm", len(seen) >= len(truth.nodes))


def tables_read(truth, home):
    csv, parquet = export(truth.graph, "csv", home / "csv"), export(truth.graph, "parquet", home / "parquet")
    for name in ["nodes", "relationships", "events", "statements", "evidence"]:
        columns = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{parquet}/{name}.parquet')").fetchall()
        rows = duckdb.sql(f"SELECT count(*) FROM read_parquet('{parquet}/{name}.parquet')").fetchall()[0][0]
        frame = pd.read_parquet(f"{parquet}/{name}.parquet")
        text = pd.read_csv(f"{csv}/{name}.csv", dtype=str, keep_default_na=False)
        check(name, len(frame) == len(text) == rows, len(frame), len(text), rows)
        check(name, len(columns) == len(text.columns), columns)
        for column in text.columns:
            check(name, not text[column].str.match(r"\s*[=@+]").any(), column)
    cursor = duckdb.sql(f"SELECT * FROM read_parquet('{parquet}/nodes.parquet')")
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        row = dict(zip(names, row))
        node = truth.nodes[row["_key"]]
        check("parquet", row["_labels"] == node["labels"], row)
        for name, value in node["properties"].items():
            told = row[name]
            if truth.mixed(name, 0):
                check("parquet", loose(json.loads(told)) == loose(value), name, told, value)
            elif isinstance(value, (str, int, bool)):
                check("parquet", told == value, name, told, value)
            elif kind(value) == "float":
                check("parquet", same(told, value, False), name, told)
            elif isinstance(value, dict) and "$date" in value:
                check("parquet", str(told) == value["$date"], name, told)
            elif isinstance(value, list):
                check("parquet", len(told) == len(value), name, told)
                if all(isinstance(item, str) for item in value):
                    check("parquet", told == value, name, told)
            else:
                check("parquet", told is not None, name)
    got = duckdb.sql(f"SELECT _type, count(*) FROM read_parquet('{parquet}/relationships.parquet') GROUP BY 1").fetchall()
    want = ask(truth.graph, "MATCH ()-[r]->() RETURN type(r), count(*)")
    check("parquet", sorted(map(list, got)) == sorted(want))
    got = duckdb.sql(f"SELECT count(DISTINCT \"Event ID\") FROM read_parquet('{parquet}/events.parquet')").fetchall()[0][0]
    check("parquet", got == ask(truth.graph, "MATCH (e:Event) RETURN count(e)")[0][0])
    got = duckdb.sql(f"SELECT count(*) FROM read_parquet('{parquet}/statements.parquet')").fetchall()[0][0]
    check("parquet", got == ask(truth.graph, "MATCH (e:Statement) RETURN count(e)")[0][0])


def records(path):
    """Records of CSV, where what is quoted and empty is text and what is empty is nothing."""
    text, row, cell, quoted, inside, at = Path(path).read_bytes().decode(), [], "", False, False, 0
    while at < len(text):
        c = text[at]
        if inside:
            if c == '"' and text[at + 1 : at + 2] == '"':
                cell, at = cell + '"', at + 1
            elif c == '"':
                inside = False
            else:
                cell += c
        elif c == '"':
            inside = quoted = True
        elif c in ",\n":
            row.append(cell if cell or quoted else None)
            cell, quoted = "", False
            if c == "\n":
                yield row
                row = []
        else:
            cell += c
        at += 1


def neo4j_reads(truth, home):
    folder = Path(export(truth.graph, "neo4j", home / "neo4j"))
    script = (folder / "import.sh").read_text()
    subprocess.run(["sh", "-n", str(folder / "import.sh")], check=True)
    nodes = links = 0
    for path in sorted(folder.glob("*.csv")):
        check("neo4j", f"={path.name} " in script, path)
        rows = records(path)
        heads = [re.match(r"(.*):([^:]*)$", head, re.S).groups() for head in next(rows)]
        for row in rows:
            told = {head: cell for head, cell in zip(heads, row) if cell is not None}
            if path.name.startswith("relationships"):
                links += 1
                continue
            nodes += 1
            node = truth.nodes[told["_key", "ID"]]
            check("neo4j", told.get(("", "LABEL"), "").split("\x1f") == (node["labels"] or [""]), told)
            for (name, kind_of), cell in told.items():
                value = node["properties"].get(name)
                if value is None:
                    continue
                if kind_of.endswith("[]"):
                    check("neo4j", (cell.split("\x1f") if value else [""]) == [str(plain(v)) for v in value] or not value, name)
                elif isinstance(value, str):
                    check("neo4j", cell == value or json.loads(cell) == value, name, cell, value)
                elif kind_of == "long":
                    check("neo4j", int(cell) == value, name)
                elif kind_of == "double":
                    check("neo4j", same(cell.replace("Infinity", "inf"), value, False), name)
            check("neo4j", len(told) >= len(node["properties"]), told)
    check("neo4j", (nodes, links) == (len(truth.nodes), len(truth.links)), nodes, links)


def notes_read(truth, home):
    folder = Path(export(truth.graph, "obsidian", home / "notes"))
    notes = {str(path.relative_to(folder))[:-3]: path for path in folder.rglob("*.md")}
    check("obsidian", len({name.lower() for name in notes}) == len(truth.nodes), len(notes))
    for name, path in notes.items():
        check("obsidian", not re.search(r'[<>:"\\|?*\x00-\x1f]', name), name)
        text = path.read_text()
        head = yaml.safe_load(text.split("---\n")[1])
        node = truth.nodes[head["key"]]
        check("obsidian", head["labels"] == node["labels"], name)
        for key, value in node["properties"].items():
            told = head[key + "_" if key in ("key", "tags", "labels", "origin") else key]
            if isinstance(value, (str, int, bool)):
                check("obsidian", told == value, name, key, told, value)
            elif isinstance(value, dict) and "$date" in value:
                check("obsidian", str(told) == value["$date"], name, key)
        for link in re.findall(r"(?<!\\)\[\[([^|\]]+)\|", text):
            check("obsidian", link in notes, name, link)


def main():
    for graph in sys.argv[2:]:
        truth = Truth(graph)
        for read in [networkx_reads, json_reads, cypher_reads, rdf_reads, ftm_reads, tables_read, neo4j_reads, notes_read]:
            with tempfile.TemporaryDirectory() as home:
                read(truth, Path(home))
        print(f"{graph}: {len(truth.nodes)} nodes and {len(truth.links)} relationships are the same in every tool")


main()
