#!/usr/bin/env python3
"""Compares two builds of darray over every file and array below a folder: what they print and their exit codes, to the letter.

    bench/compare_results.py OLD NEW DIR [--most N] [--messages]

OLD and NEW are folders with darray.dll. Of each container at most N arrays (default 40) are looked at; with --messages, what is
written to standard error is compared, too. Prints what differs, and ends with 1 if anything does. darray-bench must have been built.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parent.parent / "artifacts/bin/DelayedArray.Bench/release/darray-bench"
NAMES = (".h5", ".hdf5", ".h5ad", ".h5mu", ".loom", ".nc", ".nc4", ".h5seurat", ".mat", ".he5", ".zip")
MOST_READ = 100_000_000  # elements of arrays that are read whole
MOST_SHOWN = 20_000  # elements of arrays that are shown whole, converted, and used in long expressions

EXPRESSIONS = [
    "log1p(abs(x))", "x * 2 + 1", "x - x / 3", "sqrt(abs(x)) > 1", "(x > 0) & (x < 10)", "where(x > 1, x, -x)", "clip(x, 0, 3)",
    "x.T", "x // 2 % 3", "maximum(x, 1) ** 2", "round(x / 7)", "isnan(x / 0)", "cast(x, 'float32') * 0.1",
]
MATRIX_EXPRESSIONS = [
    "x[1:, ::2]", "x[::-1, :]", "x / rowsums(x)", "x - colmeans(x)", "log1p(x / rowsums(x) * 1e4)", "concat(0, x, x * 2)",
    "x * rowmeans(x) + colsums(x)",
]


class Host:
    """One build, which answers command lines."""

    def __init__(self, folder):
        self.folder, self.process = folder, None

    def run(self, *arguments):
        for _ in range(2):
            if self.process is None:
                self.process = subprocess.Popen([BENCH, "commands", os.path.join(self.folder, "darray.dll")], text=True,
                                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            try:
                self.process.stdin.write(json.dumps(arguments) + "\n")
                self.process.stdin.flush()
                answer = self.process.stdout.readline()
            except BrokenPipeError:
                answer = ""
            if answer:
                return tuple(json.loads(answer).values())
            self.process = None
        return ("the program fell",)


class Comparison:
    def __init__(self, arguments):
        self.hosts = [Host(arguments.old), Host(arguments.new)]
        self.messages = arguments.messages
        self.most, self.counts, self.differences = arguments.most, collections.Counter(), []
        self.scratch = tempfile.mkdtemp(prefix="compare-")

    def both(self, *arguments):
        """The answer of both builds, or of the old one where they differ, which is noted."""
        old, new = (host.run(*arguments) for host in self.hosts)
        self.counts["failures" if old[0] else "answers"] += 1
        if self.seen(old) != self.seen(new):
            self.differences.append((arguments, old, new))
            print("DIFFERS:", *arguments, *(f"\n    {str(answer)[:600]}" for answer in (old, new)), flush=True)
        return old

    def seen(self, answer):
        """What counts of an answer: exit code, output, and messages if they are compared."""
        return answer if self.messages else answer[:2]

    def container(self, path):
        self.counts["containers"] += 1
        left, groups = self.most, [str(path)]
        while groups and left > 0:
            address = groups.pop(0)
            answer = self.both("info", address, "--json")
            if answer[0] != 0:
                continue
            try:
                info = json.loads(answer[1])
            except json.JSONDecodeError:
                continue
            if info.get("shape") is not None:
                left -= 1
                self.array(address, info["shape"])
            for member in info.get("members", []):
                groups.append(f"{path}::{member['path'].lstrip('/')}")

    def array(self, address, shape):
        self.counts["arrays"] += 1
        size = 1
        for length in shape:
            size *= length
        self.both("info", address)
        self.both("show", address)
        self.both("tree", address)
        if size > MOST_READ:
            return
        self.both("verify", address)
        self.both("stats", address, "--json")
        for axis in range(min(len(shape), 2)):
            self.both("stats", address, "--axis", str(axis), "--json", "--stat", "sum,mean,var,sd,min,max,nnz,count")
        if size > MOST_SHOWN or not shape:
            return
        self.both("show", address, "--all", "--json")
        for expression in EXPRESSIONS + (MATRIX_EXPRESSIONS if len(shape) == 2 else []):
            self.both("show", address, "--expr", expression, "--all", "--json")
        self.both("stats", address, "--expr", "log1p(abs(x)) * 2", "--axis", "0", "--json")
        self.both("stats", address, "--expr", "log1p(abs(x)) * 2", "--explain")
        self.convert(address, len(shape))

    def convert(self, address, rank):
        """Each build converts; the old one reads what both wrote, and values in Zarr folders are the same bytes."""
        for target, options in (("a.h5::x", []), ("b.zarr", []), ("c.zarr", ["--codec", "gzip"]), ("d.h5::m", ["--sparse", "csr"]), ("e.zarr", ["--sparse", "csc"])):
            if "--sparse" in options and rank != 2:
                continue
            read = []
            for i, host in enumerate(self.hosts):
                folder = os.path.join(self.scratch, str(i))
                shutil.rmtree(folder, ignore_errors=True)
                os.mkdir(folder)
                code, _, error = host.run("convert", address, os.path.join(folder, target), "--quiet", *options)
                shown = self.hosts[0].run("show", os.path.join(folder, target), "--all", "--json")
                read.append((code, error.replace(folder, "") if self.messages else "", tuple(part.replace(folder, "") if isinstance(part, str) else part for part in shown),
                             contents(folder)))
            self.counts["conversions"] += 1
            if read[0] != read[1]:
                self.differences.append((("convert", address, target, *options), *read))
                print("DIFFERS:", "convert", address, target, *options, *(f"\n    {str(answer)[:600]}" for answer in read), flush=True)


def contents(folder):
    """The files of Zarr folders."""
    return sorted((str(file.relative_to(folder)), file.read_bytes()) for file in pathlib.Path(folder).rglob("*")
                  if file.is_file() and ".zarr" in str(file.relative_to(folder)) and not file.name.endswith(".lock"))


def containers(folder):
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file() and path.suffix in NAMES:
            yield path
        elif path.is_dir() and any((path / name).exists() for name in (".zarray", ".zgroup", "zarr.json")):
            if not any((parent / name).exists() for parent in path.parents for name in (".zgroup", "zarr.json")):
                yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("folder")
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--messages", action="store_true")
    arguments = parser.parse_args()
    comparison = Comparison(arguments)
    for path in containers(arguments.folder):
        comparison.container(path)
    shutil.rmtree(comparison.scratch)
    print(", ".join(f"{count} {what}" for what, count in comparison.counts.items()) + f"; {len(comparison.differences)} differ")
    sys.exit(1 if comparison.differences or not comparison.counts["arrays"] else 0)


main()
