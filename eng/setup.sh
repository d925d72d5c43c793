#!/usr/bin/env bash
# Installs what the library needs and the machine lacks: libhdf5 and the compressors' libraries.
#   eng/setup.sh            for use
#   eng/setup.sh --test     also the reference tools of the tests (Python with h5py)
#   eng/setup.sh --bench    also the peers of the benchmarks (dask, numexpr, zarr, anndata)
# Does nothing where all is there.
set -euo pipefail

want_test=false want_bench=false
for option in "$@"; do
    case "$option" in
        --test) want_test=true ;;
        --bench) want_test=true want_bench=true ;;
        *) echo "setup.sh: unknown option $option; expected --test or --bench" >&2; exit 2 ;;
    esac
done

if ! command -v dotnet >/dev/null; then
    echo "setup.sh: the .NET SDK 10 is missing; see https://dotnet.microsoft.com/download" >&2
    exit 1
fi

has_library() {
    local name=$1
    ldconfig -p 2>/dev/null | grep -q "lib$name\.so" && return 0
    local folder
    for folder in "${CONDA_PREFIX:-/nonexistent}/lib" /opt/homebrew/lib /usr/local/lib; do
        compgen -G "$folder/lib$name*.dylib" >/dev/null && return 0
        compgen -G "$folder/lib$name.so*" >/dev/null && return 0
    done
    return 1
}

has_hdf5() { [ -n "${DELAYEDARRAY_HDF5:-}" ] || has_library hdf5_serial || has_library hdf5; }

has_python() { "$python" -c "import $1" >/dev/null 2>&1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# The first of several names that this version of the distribution has.
first_known() {
    local name
    for name in "$@"; do
        if [ -n "$(apt-cache policy "$name" 2>/dev/null | sed -n 's/ *Candidate: //p' | grep -v none)" ]; then
            echo "$name"
            return
        fi
    done
    echo "$1"
}

python=/usr/bin/python3
command -v "$python" >/dev/null || python=python3

missing=()
has_hdf5 || missing+=(hdf5)
has_library deflate || missing+=(deflate)
has_library zstd || missing+=(zstd)
has_library lz4 || missing+=(lz4)
has_library blosc || missing+=(blosc)
if $want_test; then
    has_python numpy || missing+=(numpy)
    has_python h5py || missing+=(h5py)
fi
if $want_bench; then
    for module in scipy dask numexpr zarr anndata; do has_python "$module" || missing+=("$module"); done
fi
[ ${#missing[@]} -gt 0 ] || exit 0
echo "setup.sh: installing ${missing[*]}" >&2

install_apt() {
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get update -qq
    local packages=() item
    for item in "${missing[@]}"; do
        case "$item" in
            hdf5) packages+=("$(first_known libhdf5-103-1 libhdf5-310 libhdf5-103-1t64 libhdf5-103)") ;;
            deflate) packages+=(libdeflate0) ;;
            zstd) packages+=(libzstd1) ;;
            lz4) packages+=(liblz4-1) ;;
            blosc) packages+=(libblosc1) ;;
            *) packages+=("python3-$item") ;;
        esac
    done
    as_root apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
}

install_conda() {
    local packages=() item
    for item in "${missing[@]}"; do
        case "$item" in
            deflate) packages+=(libdeflate) ;;
            lz4) packages+=(lz4-c) ;;
            blosc) packages+=(blosc) ;;
            *) packages+=("$item") ;;
        esac
    done
    conda install -y -q -c conda-forge "${packages[@]}" >&2
}

install_brew() {
    local packages=() modules=() item
    for item in "${missing[@]}"; do
        case "$item" in
            deflate) packages+=(libdeflate) ;;
            blosc) packages+=(c-blosc) ;;
            hdf5 | zstd | lz4) packages+=("$item") ;;
            *) modules+=("$item") ;;
        esac
    done
    [ ${#packages[@]} -eq 0 ] || brew install "${packages[@]}" >&2
    [ ${#modules[@]} -eq 0 ] || "$python" -m pip install --user "${modules[@]}" >&2
}

if [ -n "${CONDA_PREFIX:-}" ] && command -v conda >/dev/null; then
    install_conda
elif command -v apt-get >/dev/null; then
    install_apt
elif command -v brew >/dev/null; then
    install_brew
else
    echo "setup.sh: found neither apt, conda nor brew; install these by hand: ${missing[*]}" >&2
    exit 1
fi
