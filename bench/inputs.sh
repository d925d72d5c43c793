# Sourced by compare.sh and memory.sh: makes the inputs of the whole jobs, or finds those made before.

python=/usr/bin/python3
if [ -n "${CONDA_PREFIX:-}" ] || [ ! -x "$python" ]; then python=python3; fi

# Whether a folder holds complete inputs of a scale. facts.json is written last.
has_inputs() {
    [ -f "$1/dense_gzip.h5" ] && [ -f "$1/dense_contiguous.h5" ] && [ -f "$1/sparse.h5ad" ] && [ -d "$1/dense_blosc.zarr" ] \
        && [ -f "$1/w7_rows.txt" ] && "$python" - "$1" "$2" <<'PY'
import json, os, sys
import h5py
folder, scale = sys.argv[1], float(sys.argv[2])
try:
    facts = json.load(open(os.path.join(folder, "facts.json")))
    shapes = [h5py.File(os.path.join(folder, name), "r")["X"].shape for name in ("dense_gzip.h5", "dense_contiguous.h5")]
except (OSError, ValueError, KeyError):
    sys.exit(1)
wanted = (max(1, round(20000 * scale)), 8000)
sys.exit(0 if all(tuple(shape) == wanted for shape in [facts["shape"], *shapes]) else 1)
PY
}

# Sets $inputs to a folder that holds the inputs of a scale. A folder that was given is filled only if it is new or empty.
find_inputs() {
    local scale=$1
    if [ -n "$inputs" ] && [ -n "$(ls -A "$inputs" 2>/dev/null)" ] && ! has_inputs "$inputs" "$scale"; then
        echo "$inputs is not empty and does not hold all inputs of scale $scale; nothing was changed" >&2
        exit 2
    fi
    inputs=${inputs:-${XDG_CACHE_HOME:-$HOME/.cache}/delayedarray-bench/scale-$scale}
    if ! has_inputs "$inputs" "$scale"; then
        echo "making the inputs in $inputs (about $("$python" -c "print(round(800 * $scale))") MB; a minute or two per unit of scale)" >&2
        rm -f "$inputs/facts.json"
        "$python" "$bench/make_large.py" "$inputs" --scale "$scale" --only a,b,c,d >&2
        # The rows that the peers choose, so that both sides take the same.
        "$python" - "$inputs" "$scale" >&2 <<'PY'
import os, sys
import numpy as np
rows = max(1, round(20000 * float(sys.argv[2])))
chosen = np.sort(np.random.default_rng(3).choice(rows, min(500, rows), replace=False))
open(os.path.join(sys.argv[1], "w7_rows.txt"), "w").write("\n".join(map(str, chosen)) + "\n")
PY
    fi
}

build_bench() {
    local build
    build=$(dotnet build "$bench/DelayedArray.Bench" -c Release --nologo -v quiet 2>&1) || { echo "$build" >&2; exit 1; }
    program="$bench/../artifacts/bin/DelayedArray.Bench/release/darray-bench"
}
