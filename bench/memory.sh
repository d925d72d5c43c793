#!/usr/bin/env bash
# Peak resident memory of W1 and W2, on an input and on one ten times as tall, with the defaults and with little memory.
#   bench/memory.sh [--scale S] [--inputs DIR]
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
. "$bench/inputs.sh"

scale=1 inputs=
while [ $# -gt 0 ]; do
    case "$1" in
        --scale) scale=$2 ;;
        --inputs) inputs=$2 ;;
        *) echo "memory.sh: unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done

"$bench/../eng/setup.sh" --bench
build_bench
find_inputs "$scale"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/tall"
"$python" "$bench/make_tall.py" "$inputs/dense_gzip.h5" "$scratch/tall/dense_gzip.h5"

peak() {
    "$program" jobs "$1" --only "$2" --runs 1 --json "$scratch/result.json" "${@:3}" >/dev/null
    "$python" -c "import json; print(round(json.load(open('$scratch/result.json'))[0]['peakBytes'] / 1e6))"
}
printf '%-4s %-28s %12s %12s\n' job options "scale $scale" "10 x as tall"
for job in W1 W2; do
    printf '%-4s %-28s %9s MB %9s MB\n' "$job" "defaults" "$(peak "$inputs" $job)" "$(peak "$scratch/tall" $job)"
    printf '%-4s %-28s %9s MB %9s MB\n' "$job" "64 MB budget, 1 thread" \
        "$(peak "$inputs" $job --memory 64 --threads 1)" "$(peak "$scratch/tall" $job --memory 64 --threads 1)"
done
