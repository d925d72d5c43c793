#!/usr/bin/python3
"""Prints the table of a sweep: each cell with one thread of ours, with several, and the peer; then what is slower, and the medians.

usage: sweep_table.py RESULTS THREADS [--json OUT]

RESULTS holds cells.json and, as lines of JSON, one.jsonl, several.jsonl and peers.jsonl. A cell that takes us less than 2 ms is met,
whatever the ratio. Ends with 1 if results differ or a cell failed.
"""
import argparse, json, os, re, statistics, sys

MET = 0.002
# How far sums may be from each other, relative to the sum of magnitudes: the rounding of the narrowest type that takes part. SciPy adds
# up the columns of CSR, and the rows of CSC, in float32.
TOLERANCES = {"f2": 2e-3, "f4": 1e-6, "csr": 1e-5, "csc": 1e-5, "process": 1e-6}

ap = argparse.ArgumentParser()
ap.add_argument("results"); ap.add_argument("threads"); ap.add_argument("--json")
a = ap.parse_args()


def load(name):
    with open(os.path.join(a.results, name)) as lines: return {answer["name"]: answer for answer in map(json.loads, lines)}


def tolerance(cell):
    narrow = [TOLERANCES.get(word, 0) for word in re.split(r"[ ']", f"{cell['input']} {cell['name']}")]
    return max([1e-10, *narrow])


def differs(cell, ours, peer):
    if ours["count"] != peer["count"] or ours["notFinite"] != peer["notFinite"]: return True
    most = tolerance(cell) * max(ours["magnitude"], peer["magnitude"]) + 1e-300
    return abs(ours["sum"] - peer["sum"]) > most or abs(ours["weighted"] - peer["weighted"]) > most


cells = json.load(open(os.path.join(a.results, "cells.json")))
one, several, peers = load("one.jsonl"), load("several.jsonl"), load("peers.jsonl")
rows, wrong, alone = [], [], []
print(f"{'cell':34} {'cold':>9} {'1 thread':>9} {a.threads + ' threads':>9} {'peer':>9} {'ratio 1':>8} {'ratio ' + a.threads:>8}   (seconds; ratio = peer / ours)")
for cell in cells:
    name = cell["name"]
    ours, ours_several, peer = one.get(name), several.get(name), peers.get(name)
    if not ours or not ours_several or ours["failure"] or ours_several["failure"]:
        wrong.append(f"{name}: {(ours or {}).get('failure') or (ours_several or {}).get('failure') or 'did not run'}")
        continue
    row = dict(name=name, kind=cell["input"].split(" ")[0], cold=ours["cold"], one=ours["seconds"], several=ours_several["seconds"])
    text = f"{name:34} {row['cold']:9.4f} {row['one']:9.4f} {row['several']:9.4f} "
    if not peer or "missing" in peer:
        alone.append(f"{name}: {(peer or {}).get('missing', 'did not run')}")
        rows.append(row | dict(peer=None))
        print(text + f"{'-':>9}")
        continue
    row |= dict(peer=peer["seconds"], ratio_one=peer["seconds"] / row["one"], ratio_several=peer["seconds"] / row["several"])
    rows.append(row)
    if differs(cell, ours["check"], peer["check"]):
        wrong.append(f"{name}: the results differ: {ours['check']} here, {peer['check']} there")
    print(text + f"{row['peer']:9.4f} {row['ratio_one']:8.2f} {row['ratio_several']:8.2f}")

compared = [row for row in rows if row["peer"] is not None]
slower = {key: sorted((row for row in compared if row[f"ratio_{key}"] < 1 and row[key] >= MET), key=lambda row: row[f"ratio_{key}"]) for key in ("one", "several")}
print(f"\nbelow 1 with {a.threads} threads:")
for row in slower["several"]:
    print(f"  {row['name']:34} {row['several']:9.4f} {row['peer']:9.4f} {row['ratio_several']:8.2f}")
print("\nwithout a peer:", *alone, sep="\n  ")
print()
for title, chosen in (("dense", lambda kind: kind not in ("csr", "csc", "file", "process")), ("sparse", lambda kind: kind in ("csr", "csc", "file")),
                      ("process", lambda kind: kind == "process")):
    ratios = {key: [row[f"ratio_{key}"] for row in compared if chosen(row["kind"])] for key in ("one", "several")}
    if ratios["one"]:
        print(f"{title:8} {len(ratios['one'])} cells with a peer;", "; ".join(
            f"{threads} thread{'s' * (threads != '1')}: median {statistics.median(ratios[key]):.2f}, {sum(chosen(row['kind']) for row in slower[key])} below 1"
            for key, threads in (("one", "1"), ("several", a.threads))))
if wrong:
    print("\nWRONG:", *wrong, sep="\n  ")
if a.json:
    json.dump(rows, open(a.json, "w"), indent=1)
sys.exit(1 if wrong else 0)
