#!/usr/bin/env bash
# Runs whole jobs here and with the peers (h5py, numpy, numexpr, dask, zarr, anndata), checks that both compute the same, and prints a table.
#   bench/compare.sh [--scale S] [--runs N] [--only W1,W5] [--inputs DIR]
# Inputs are made once and kept in ${XDG_CACHE_HOME:-$HOME/.cache}/delayedarray-bench, or in DIR.
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
. "$bench/inputs.sh"

scale=1 runs=5 only=W1,W2,W3,W4,W5,W6,W7,W8,W9,S1,S2,Z1 inputs=
while [ $# -gt 0 ]; do
    case "$1" in
        --scale) scale=$2 ;;
        --runs) runs=$2 ;;
        --only) only=$2 ;;
        --inputs) inputs=$2 ;;
        *) echo "compare.sh: unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done

"$bench/../eng/setup.sh" --bench
build_bench
find_inputs "$scale"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# A process for each job, so that peak memory is the job's own, and the two sides in turn, so that noise meets both.
for job in ${only//,/ }; do
    "$program" jobs "$inputs" --runs "$runs" --only "$job" --json "$results/ours-$job.json"
    "$python" "$bench/peers.py" "$inputs" --runs "$runs" --only "$job" --json "$results/peers-$job.json"
done

"$python" - "$results" "$only" <<'PY'
import json, os, sys
folder, wrong = sys.argv[1], 0
load = lambda name: json.load(open(os.path.join(folder, name)))
print(f"\n{'job':4} {'ours s':>8} {'peak MB':>8}  {'peer':26} {'peer s':>8} {'ratio':>6}   (minimum of the runs; ratio = peer / ours)")
for job in sys.argv[2].split(","):
    ours = load(f"ours-{job}.json")
    if not ours:
        print(f"{job:4} no such job here"); wrong += 1; continue
    ours, peers = ours[0], load(f"peers-{job}.json")
    if not peers:
        print(f"{job:4} {ours['min']:8.3f} {ours['peakBytes'] / 1e6:8.0f}  no peer ran"); wrong += 1
    for peer in peers:
        differs = abs(peer["check"] - ours["check"]) > 1e-6 * abs(peer["check"])
        wrong += differs
        print(f"{job:4} {ours['min']:8.3f} {ours['peakBytes'] / 1e6:8.0f}  {peer['peer']:26} {peer['min']:8.3f} {peer['min'] / ours['min']:6.1f}"
              + (f"   DIFFERS: {ours['check']} here, {peer['check']} there" if differs else ""))
sys.exit(1 if wrong else 0)
PY
