#!/usr/bin/env bash
# Times every declared operation here and with NumPy, SciPy or a process of Python, checks that both compute the same, and prints a table.
#   bench/sweep.sh [--threads N] [--only PATTERN] [--json FILE] [--quick] [--scale S] [--inputs DIR]
# PATTERN is a regular expression that names of cells match, such as '^f4 ' or ' argmax '. --quick takes smaller matrices and fewer runs.
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
. "$bench/inputs.sh"

threads=2 only=. json= scale=1 inputs= size=4000 seconds=0.2
while [ $# -gt 0 ]; do
    case "$1" in
        --quick) size=1000 seconds=0.02 scale=0.1; shift; continue ;;
        --threads) threads=$2 ;;
        --only) only=$2 ;;
        --json) json=$(realpath -m "$2") ;;
        --scale) scale=$2 ;;
        --inputs) inputs=$(realpath -m "$2") ;;
        *) echo "sweep.sh: unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done

"$bench/../eng/setup.sh" --bench
build=$(dotnet build "$bench/DelayedArray.Sweep" -c Release --nologo -v quiet 2>&1) || { echo "$build" >&2; exit 1; }
program="$bench/../artifacts/bin/DelayedArray.Sweep/release/darray-sweep"
find_inputs "$scale"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
cd "$results"
"$python" - "$inputs" <<'PY'
import sys, h5py, numpy
rows = h5py.File(f"{sys.argv[1]}/dense_gzip.h5")["X"].shape[0]
h5py.File("factors.h5", "w")["s"] = (1 + numpy.arange(rows) % 7).astype("f4")[:, None]
PY

"$program" list "$inputs" --size "$size" --only "$only" > cells.json
# Input after input, and the sides in turn, so that noise meets both.
"$python" -c "import json; print(*dict.fromkeys(cell['input'] for cell in json.load(open('cells.json'))), sep='\n')" > inputs.txt
while read -r input; do
    echo "$input" >&2
    "$program" list "$inputs" --size "$size" --only "$only" --input "$input" > chosen.json
    "$python" "$bench/sweep_peers.py" "$inputs" chosen.json --size "$size" --seconds "$seconds" >> peers.jsonl < /dev/null
    "$program" run "$inputs" --size "$size" --only "$only" --input "$input" --seconds "$seconds" >> one.jsonl < /dev/null
    "$program" run "$inputs" --size "$size" --only "$only" --input "$input" --seconds "$seconds" --threads "$threads" >> several.jsonl < /dev/null
done < inputs.txt

"$python" "$bench/sweep_table.py" . "$threads" ${json:+--json "$json"}
