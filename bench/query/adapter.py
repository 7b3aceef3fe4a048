"""Chancery as an engine of the query benchmark: its CSV files are imported, and one process answers `query --batch`.

CHANCERY names the program. What is measured is the whole round trip, JSON and pipe included, as a program in another
language would have it."""
import csv, json, os, subprocess

PROGRAM = os.environ.get("CHANCERY", "chancery")
NODES = {"person": "Person", "organization": "Organization", "country": "Country", "event": "Event"}
RELATIONSHIPS = {"met": "MET", "said": "SAID", "attacked": "ATTACKED", "located_in": "LOCATED_IN", "participant": "PARTICIPANT"}
NUMBERS = {"id": int, "born": int, "deaths": int, "tone": float}


class Chancery:
    dialect = None

    def __init__(self, db):
        self.file = db + ".chy"
        self.p = None

    def load(self, data):
        command = [PROGRAM, "import"]
        for file, label in NODES.items():
            command += ["--nodes", f"{label}={data}/{file}.csv"]
        for file, kind in RELATIONSHIPS.items():
            command += ["--relationships", f"{kind}={data}/{file}.csv"]
        done = subprocess.run(command + ["-o", self.file], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode == 0:
            self.open()
        elif os.environ.get("CHANCERY_IMPORT") == "batch":
            self.create(data)
        else:
            raise RuntimeError(done.stderr.decode()[-300:])

    def open(self, ro=False):
        self.start([self.file])
        self.ask("RETURN 1")

    def start(self, graph):
        command = [PROGRAM, "query", *graph, "--batch"]
        self.p = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def create(self, data):
        """Without `import`: the rows are written by the language itself, into a graph that is gone with the process."""
        self.start([])
        for file, label in NODES.items():
            for rows in chunks(read(f"{data}/{file}.csv")):
                self.ask(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=rows)
        for file, kind in RELATIONSHIPS.items():
            for rows in chunks(read(f"{data}/{file}.csv")):
                kept = ", ".join(f"{name}: row.{name}" for name in rows[0] if name not in ("src", "dst"))
                self.ask(
                    "UNWIND $rows AS row MATCH (a {id: row.src}) MATCH (b {id: row.dst}) "
                    f"CREATE (a)-[:{kind} {{{kept}}}]->(b)", rows=rows)

    def ask(self, query, **params):
        self.p.stdin.write(json.dumps({"query": query, "params": params}).encode() + b"\n")
        self.p.stdin.flush()
        answer = json.loads(self.p.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["rows"]

    def save(self):
        pass

    def q(self, query, name):
        return self.ask(query)

    def mem(self):
        for line in open(f"/proc/{self.p.pid}/status"):
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024

    def close(self):
        self.p.stdin.close()
        self.p.wait()


def read(path):
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            yield {name: NUMBERS.get(name, int if name in ("src", "dst") else str)(value) for name, value in row.items()}


def chunks(rows, size=5000):
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


ENGINES = {"chancery": Chancery}
