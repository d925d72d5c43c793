#!/usr/bin/env python3
"""Prints figures of the library code: its size, where it repeats itself, and what is long.

    eng/figures.py [TREE] [--list]

TREE is a checkout (default: this one). --list names the places behind the counts. Lines are told apart by text, not by a
compiler, so counts of methods and parameters are off by a few; they are for comparing two trees.
"""
import collections
import pathlib
import re
import subprocess
import sys

RUN = 6  # lines that make a repeated run
MOST_FILE, MOST_METHOD, MOST_KERNEL, MOST_PARAMETERS = 250, 40, 60, 6

STATIC_CLASS = re.compile(r"^\s*internal (?:static|unsafe static|static unsafe)(?: partial)? class (\w+)", re.M)
PUBLIC_TYPE = re.compile(
    r"^public (?:(?:static|abstract|sealed|readonly|partial|unsafe|ref)\s+)*(?:record struct|record|class|struct|interface|enum) (\w+)"
    r"|^public (?:unsafe )?delegate [\w<>\[\]?, ]+? (\w+)", re.M)
COMMENT_OR_TEXT = re.compile(
    r'//[^\n]*|/\*.*?\*/|\$*"""(?:.|\n)*?"""|\$?@\$?"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)
HEADER = re.compile(r"(?:^|\n)[ \t]*((?:(?:public|private|internal|protected|static|override|virtual|sealed|async|unsafe|extern|"
                    r"abstract|partial|new|readonly)\s+)*[\w<>\[\]?,.() ]*?\b(\w+)(?:<[\w, ]+>)?)\s*\(")
NOT_METHODS = {"if", "for", "foreach", "while", "switch", "using", "lock", "catch", "fixed", "return", "when", "nameof", "sizeof", "typeof",
               "checked", "unchecked", "base", "this", "new", "throw", "await", "case", "else", "do", "in", "is", "and", "or", "not"}
TYPES = {"class", "struct", "record", "interface", "extension", "delegate"}


def libraries(tree):
    names = subprocess.run(["git", "-C", tree, "ls-files", "--cached", "--others", "--exclude-standard", "DelayedArray.*/*.cs"],
                           capture_output=True, text=True, check=True).stdout.split()
    return [pathlib.Path(tree, name) for name in names if pathlib.Path(tree, name).exists()]


def blanked(text):
    """The text with comments and literals made blank; lines stay where they are."""
    return COMMENT_OR_TEXT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def closing(code, start, opening, ending):
    depth = 0
    for i in range(start, len(code)):
        depth += (code[i] == opening) - (code[i] == ending)
        if depth == 0:
            return i
    return len(code) - 1


def methods(code):
    """Name, first line, lines and parameters of each method that has a body."""
    for found in HEADER.finditer(code):
        name = found.group(2)
        words = found.group(1).split()
        if name in NOT_METHODS | TYPES or set(words) & (NOT_METHODS | TYPES) - {"new"}:
            continue
        opened = found.end() - 1
        closed = closing(code, opened, "(", ")")
        rest = code[closed + 1:closed + 400]
        body = re.match(r"\s*(?::\s*(?:base|this)\s*\([^{;]*\))?(?:\s*where [^{;=]+?)*\s*(\{|=>)", rest)
        if not body or not re.match(r"(public|private|internal|protected|static|void|[A-Z\w])", found.group(1)):
            continue
        start = closed + 1 + body.start(1)
        end = closing(code, start, "{", "}") if body.group(1) == "{" else code.find(";", start)
        inner = code[opened + 1:closed]
        depth, parameters = 0, 1 if inner.strip() else 0
        for sign in inner:
            depth += (sign in "(<[{") - (sign in ")>]}")
            parameters += sign == "," and depth == 0
        first = code.count("\n", 0, found.start(1)) + 1
        yield name, first, code.count("\n", 0, end) + 2 - first, parameters


def significant(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        line = " ".join(line.split())
        if len(line) > 1 and not line.startswith(("//", "using ", "namespace ", "{", "}", ")", "(", "///")) and line not in ("});", "else"):
            yield line, path, number


def repeated(lines_of):
    """Pairs of places that share runs of lines."""
    windows = collections.defaultdict(list)
    for index, lines in enumerate(lines_of):
        for i in range(len(lines) - RUN + 1):
            windows[tuple(line for line, _, _ in lines[i:i + RUN])].append((index, i))
    pairs = {}
    for places in windows.values():
        for k, a in enumerate(places):
            for b in places[k + 1:k + 8]:
                if a[0] != b[0] or b[1] - a[1] >= RUN:
                    pairs[(a[0], b[0], b[1] - a[1], a[1])] = True
    runs = []
    for key in sorted(pairs):
        if (key[0], key[1], key[2], key[3] - 1) in pairs:
            continue
        length = RUN
        while (key[0], key[1], key[2], key[3] + length - RUN + 1) in pairs:
            length += 1
        a, b = lines_of[key[0]][key[3]], lines_of[key[1]][key[3] + key[2]]
        runs.append((length, a[1], a[2], b[1], b[2]))
    return sorted(runs, reverse=True, key=lambda run: (run[0], str(run[1]), -run[2]))


def friends(tree):
    found = []
    for project in sorted(pathlib.Path(tree).glob("DelayedArray.*/*.csproj")):
        for name in re.findall(r'InternalsVisibleTo Include="([^"]+)"', project.read_text()):
            if not name.endswith((".Tests", "bench", "sweep")):
                found.append(f"{project.stem} to {name}")
    return found


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    tree = arguments[0] if arguments else str(pathlib.Path(__file__).resolve().parent.parent)
    listed = "--list" in sys.argv
    rows, places, all_lines = [], collections.defaultdict(list), []
    for path in libraries(tree):
        text = path.read_text()
        code = blanked(text)
        name = str(path.relative_to(tree))
        lines = text.count("\n")
        statics = STATIC_CLASS.findall(text)
        rows.append((name.split("/")[0], lines, sum(1 for line in code.split("\n") if line.strip()), len(statics)))
        places["internal static classes"] += [f"{name}: {static}" for static in statics]
        if lines > MOST_FILE:
            places[f"files over {MOST_FILE} lines"].append(f"{name}: {lines}")
        public = {a or b for a, b in PUBLIC_TYPE.findall(text)}
        stem = path.name.split(".")[0].split("{")[0]
        places["public types in a file of another name"] += [f"{name}: {kind}" for kind in sorted(public) if kind != stem]
        for method, first, length, parameters in methods(code):
            if length > MOST_METHOD:
                places[f"methods over {MOST_METHOD} lines"].append(f"{name}:{first}: {method}, {length}")
            if length > MOST_KERNEL:
                places[f"methods over {MOST_KERNEL} lines"].append(f"{name}:{first}: {method}, {length}")
            if parameters > MOST_PARAMETERS:
                places[f"parameter lists over {MOST_PARAMETERS}"].append(f"{name}:{first}: {method}, {parameters}")
        for found in re.finditer(r"\b(?:record struct|record|class|struct) (\w+)(?:<[\w, ]+>)?\(", code):
            closed = closing(code, found.end() - 1, "(", ")")
            inner = re.sub(r"<[^<>]*>|\([^()]*\)", "", code[found.end():closed])
            if inner.count(",") + 1 > MOST_PARAMETERS:
                places[f"parameter lists over {MOST_PARAMETERS}"].append(f"{name}: {found.group(1)}, {inner.count(',') + 1}")
        all_lines.append(list(significant(name, text)))
    places["friends among libraries"] = friends(tree)
    shaped = [[(re.sub(r'"[^"]*"|\b\w+\b', "x", line), path, number) for line, path, number in lines] for lines in all_lines]
    for what, runs in ("repeated runs, same lines", repeated(all_lines)), ("repeated runs, same shape", repeated(shaped)):
        places[what] = [f"{a}:{at} ~ {b}:{to}, {length} lines" for length, a, at, b, to in runs]
    report(rows, places, listed)


def report(rows, places, listed):
    print(f"{'library':<24}{'files':>7}{'lines':>8}{'code':>8}{'static':>8}")
    totals = collections.defaultdict(lambda: [0, 0, 0, 0])
    for library, lines, code, statics in rows:
        for key in library, "total":
            totals[key] = [a + b for a, b in zip(totals[key], (1, lines, code, statics))]
    for key in sorted(totals, key=lambda key: (key == "total", key)):
        print(f"{key:<24}" + "".join(f"{value:>{7 if i == 0 else 8}}" for i, value in enumerate(totals[key])))
    print()
    for what in sorted(places):
        print(f"{what}: {len(places[what])}")
        if listed:
            print("".join(f"    {place}\n" for place in places[what]), end="")


main()
