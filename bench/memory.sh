#!/usr/bin/env bash
# Peak resident memory of W1 and W2, on an input and on one ten times as tall, with the defaults and with little memory; and of
# conversions of inputs that are, decoded, 20 times as large as the memory they may use.
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
dotnet build "$bench/../DelayedArray.Cli" -c Release --nologo -v quiet
darray="$bench/../artifacts/bin/DelayedArray.Cli/release/darray"
find_inputs "$scale"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/tall"
"$python" "$bench/make_tall.py" "$inputs/dense_gzip.h5" "$scratch/tall/dense_gzip.h5"

# The factors of W2, one per row.
factors() {
    "$python" - "$1" "$2" <<'PY'
import sys, h5py, numpy
rows = h5py.File(sys.argv[1])["X"].shape[0]
h5py.File(sys.argv[2], "w")["s"] = (1 + numpy.arange(rows) % 7).astype("f4")[:, None]
PY
}
factors "$inputs/dense_gzip.h5" "$scratch/factors.h5"
factors "$scratch/tall/dense_gzip.h5" "$scratch/tall/factors.h5"

# Megabytes of the largest resident set of the command as a whole process.
peak() {
    "$python" - "$@" <<'PY'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6))
PY
}
w1() { peak "$darray" stats "$1::X" --axis 1 --stat sum "${@:3}"; }
w2() { peak "$darray" stats "$1::X" --in "s=$2::s" --expr "log1p(x / s)" --single --axis 0 --stat sum "${@:3}"; }

printf '%-4s %-32s %12s %12s\n' job options "scale $scale" "10 x as tall"
for job in w1 w2; do
    for options in "" "--memory 64MB --threads 1"; do
        # shellcheck disable=SC2086
        printf '%-4s %-32s %9s MB %9s MB\n' "${job^^}" "${options:-defaults}" \
            "$($job "$inputs/dense_gzip.h5" "$scratch/factors.h5" $options)" \
            "$($job "$scratch/tall/dense_gzip.h5" "$scratch/tall/factors.h5" $options)"
    done
done

rm -rf "$scratch/tall"

# So often that they have 1.28 GB, or as much in entries of 8 bytes.
times=$("$python" -c "print(max(1, round(2 / $scale)))")
sparse_times=$("$python" -c "print(max(1, round(15 / $scale)))")
# Linked chunks have to be where the inputs are.
linked="$inputs/tall-$$.zarr"
trap 'rm -rf "$scratch" "$linked"' EXIT
"$python" "$bench/make_tall.py" "$inputs/dense_gzip.h5" "$scratch/dense.h5" "$times"
"$python" "$bench/make_tall.py" "$inputs/dense_blosc.zarr" "$linked" "$times"
"$python" "$bench/make_tall.py" "$inputs/sparse.h5ad" "$scratch/sparse.h5" "$sparse_times"

# convert NAME SOURCE TARGET [OPTION...]: what it takes with 64 MB.
convert() {
    printf '%-46s %9s MB\n' "$1" "$(peak "$darray" convert "$2" "$scratch/$3" --overwrite --memory 64MB --quiet "${@:4}")"
}
shards=(--zarr-version 3 --chunks 500,500 --shards 1000,1000)
printf '\n%-46s %12s\n' "convert --memory 64MB" "peak"
convert "HDF5 to Zarr" "$scratch/dense.h5::X" out.zarr
convert "HDF5 to Zarr, shards of 1000 x 1000" "$scratch/dense.h5::X" out.zarr "${shards[@]}"
convert "Zarr to Zarr" "$linked" out.zarr
convert "Zarr to Zarr, chunks of 100 x 8000" "$linked" out.zarr --chunks 100,8000
convert "Zarr to Zarr, shards of 1000 x 1000" "$linked" out.zarr "${shards[@]}"
convert "Zarr shards to Zarr" "$scratch/out.zarr" back.zarr --chunks 500,500
convert "Zarr to a zip file" "$linked" out.zarr.zip
rm -rf "$scratch"/*.zarr "$scratch"/*.zip
convert "HDF5 CSR group to Zarr" "$scratch/sparse.h5::X" rows.zarr::X --sparse csr
convert "HDF5 CSR group to HDF5" "$scratch/sparse.h5::X" out.h5::X --sparse csr
convert "HDF5 CSR group to columns in HDF5" "$scratch/sparse.h5::X" out.h5::X --sparse csc
rm -f "$scratch/out.h5"
convert "Zarr CSR group to Zarr" "$scratch/rows.zarr::X" out.zarr::X --sparse csr
rm -rf "$scratch/out.zarr"
convert "HDF5 CSR group to columns in Zarr" "$scratch/sparse.h5::X" out.zarr::X --sparse csc
rm -rf "$scratch/out.zarr"
convert "Zarr CSR group to columns in Zarr" "$scratch/rows.zarr::X" out.zarr::X --sparse csc
