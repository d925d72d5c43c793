#!/usr/bin/env bash
# Installs what the library needs and the machine lacks: libhdf5 and the compressors' libraries.
#   eng/setup.sh            for use
#   eng/setup.sh --test     also what the tests compare with (Python with h5py and numpy; where they are to be had SciPy, zarr, anndata, and R with HDF5Array)
#   eng/setup.sh --bench    also the peers of the benchmarks (scipy, dask, numexpr, zarr, anndata)
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

fail() { echo "setup.sh: $1" >&2; exit 1; }

command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing; see https://dotnet.microsoft.com/download"

# The system's own Python, which others on the path may shadow, is the one the distribution's packages are for.
python=/usr/bin/python3
if [ -n "${CONDA_PREFIX:-}" ] || [ ! -x "$python" ]; then python=python3; fi

folders=("${CONDA_PREFIX:-/nonexistent}/lib" /opt/homebrew/lib /usr/local/lib)
known_libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)

has_library() {
    case "$known_libraries" in *"lib$1.so"*) return 0 ;; esac
    local folder
    for folder in "${folders[@]}"; do
        if compgen -G "$folder/lib$1*.dylib" >/dev/null || compgen -G "$folder/lib$1.so*" >/dev/null; then return 0; fi
    done
    return 1
}

has_hdf5() { [ -n "${DELAYEDARRAY_HDF5:-}" ] || has_library hdf5_serial || has_library hdf5; }

has_r() { Rscript -e "q(status = !nzchar(system.file(package = '$1')))" >/dev/null 2>&1; }

# macOS keeps its own libbz2 where no file shows it.
has_bz2() { [ "$(uname)" = Darwin ] || has_library bz2; }

has_python() { "$python" -c "import $1" >/dev/null 2>&1; }

find_missing() {
    missing=()
    has_hdf5 || missing+=(hdf5)
    has_bz2 || missing+=(bz2)
    local item
    for item in deflate zstd lz4 blosc; do has_library "$item" || missing+=("$item"); done
    if $want_test; then
        for item in numpy h5py; do has_python "$item" || missing+=("$item"); done
    fi
    if $want_bench; then
        for item in scipy dask numexpr zarr anndata; do has_python "$item" || missing+=("$item"); done
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "must be root, or have sudo, to run: $*"
    fi
}

# The first of several names that this version of the distribution has a package of.
first_known() {
    local name
    for name in "$@"; do
        if apt-cache policy "$name" 2>/dev/null | grep "Candidate: [0-9]" >/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "$1"
}

install_apt() {
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get update -qq >&2 || echo "setup.sh: apt-get update failed; trying with the package lists there are" >&2
    local packages=() item
    for item in "${missing[@]}"; do
        case "$item" in
            hdf5) packages+=("$(first_known libhdf5-310 libhdf5-103-1t64 libhdf5-103-1 libhdf5-103)") ;;
            deflate) packages+=(libdeflate0) ;;
            zstd) packages+=(libzstd1) ;;
            lz4) packages+=(liblz4-1) ;;
            blosc) packages+=(libblosc1) ;;
            bz2) packages+=(libbz2-1.0) ;;
            HDF5Array) packages+=(r-bioc-hdf5array) ;;
            *) packages+=("python3-$item") ;;
        esac
    done
    echo "setup.sh: installing with apt: ${packages[*]}" >&2
    as_root apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
}

install_conda() {
    local packages=() item
    for item in "${missing[@]}"; do
        case "$item" in
            deflate) packages+=(libdeflate) ;;
            lz4) packages+=(lz4-c) ;;
            bz2) packages+=(bzip2) ;;
            HDF5Array) packages+=(bioconda::bioconductor-hdf5array) ;;
            *) packages+=("$item") ;;
        esac
    done
    echo "setup.sh: installing with conda: ${packages[*]}" >&2
    conda install -y -q -c conda-forge "${packages[@]}" >&2
}

install_brew() {
    local packages=() modules=() item
    for item in "${missing[@]}"; do
        case "$item" in
            deflate) packages+=(libdeflate) ;;
            blosc) packages+=(c-blosc) ;;
            hdf5 | zstd | lz4) packages+=("$item") ;;
            HDF5Array) echo "setup.sh: Homebrew has no HDF5Array; in R: BiocManager::install('HDF5Array')" >&2; return 1 ;;
            *) modules+=("$item") ;;
        esac
    done
    if [ ${#packages[@]} -gt 0 ]; then
        echo "setup.sh: installing with brew: ${packages[*]}" >&2
        brew install "${packages[@]}" >&2
    fi
    if [ ${#modules[@]} -gt 0 ]; then
        echo "setup.sh: installing with pip: ${modules[*]}" >&2
        "$python" -m pip install --user "${modules[@]}" >&2
    fi
}

# What some tests compare with besides; they are skipped where it is not to be had.
install_optional() {
    $want_test || return 0
    local item
    missing=()
    for item in scipy zarr anndata; do has_python "$item" || missing+=("$item"); done
    try_missing
    missing=()
    has_r HDF5Array || missing+=(HDF5Array)
    try_missing
}

try_missing() {
    [ ${#missing[@]} -gt 0 ] || return 0
    ( $install ) || echo "setup.sh: going on without ${missing[*]}; the tests that need them are skipped" >&2
}

if [ -n "${CONDA_PREFIX:-}" ] && command -v conda >/dev/null; then
    install=install_conda
elif command -v apt-get >/dev/null; then
    install=install_apt
elif command -v brew >/dev/null; then
    install=install_brew
else
    install=install_by_hand
fi

install_by_hand() { echo "setup.sh: found neither apt, conda nor brew; install these by hand: ${missing[*]}" >&2; return 1; }

find_missing
if [ ${#missing[@]} -eq 0 ]; then
    install_optional
    exit 0
fi
# In a subshell, so that a failure inside is seen here.
( $install ) || fail "could not install what is missing: ${missing[*]}"
known_libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
find_missing
[ ${#missing[@]} -eq 0 ] || fail "still missing after installing: ${missing[*]}"
install_optional
