"""Prints the times of the query benchmark side by side, and how many times as long the others take; fails where an answer differs.

usage: ratios.py RESULTS SCALE…"""
import json, os, sys

FAILED = []


def show(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"


for scale in sys.argv[2:]:
    names = ["chancery", "kglite", "ladybug", "igraph"]
    paths = {name: os.path.join(sys.argv[1], f"{scale}.{name}.json") for name in names}
    found = {name: json.load(open(path)) for name, path in paths.items() if os.path.exists(path)}
    own = found["chancery"]["q"]
    print(f"\n{scale} edges: best time in milliseconds, and how many times that of chancery")
    print(f"{'':14}" + "".join(f"{name:>20}" for name in found))
    for query in own:
        line = f"{query:14}"
        hashes = {}
        for name, result in found.items():
            answer = result["q"].get(query, {})
            if "ms" not in answer:
                line += f"{'error' if name == 'chancery' else '-':>20}"
                if name == "chancery":
                    FAILED.append(f"{scale} {query}: {answer}")
                continue
            hashes[name] = answer["h"]
            ratio = "" if name == "chancery" or "ms" not in own[query] else f" ({show(answer['ms'] / own[query]['ms'])}x)"
            line += f"{show(answer['ms']) + ratio:>20}"
        print(line)
        if len(set(hashes.values())) > 1:
            FAILED.append(f"{scale} {query}: the answers differ: {hashes}")
    loads = {name: result.get("load", {}) for name, result in found.items()}
    print(f"{'load s':14}" + "".join(f"{show(load.get('s', 0)):>20}" for load in loads.values()))
    print(f"{'open s':14}" + "".join(f"{show(result.get('open_s', 0)):>20}" for result in found.values()))
    print(f"{'memory MB':14}" + "".join(f"{result.get('mem_mb', 0):>20}" for result in found.values()))
print("\n".join(FAILED) or "\nall answers agree")
sys.exit(1 if FAILED else 0)
