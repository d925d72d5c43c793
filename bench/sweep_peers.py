#!/usr/bin/python3
"""The peers' side of the sweep: NumPy and SciPy on one thread, and whole processes of Python.

usage: sweep_peers.py DIR CELLS [--size N] [--seconds S]

CELLS is what "darray-sweep list" prints. Its expressions are evaluated with the names below, and a line of JSON is printed for
each cell: the least seconds of some runs and a checksum of the result, or why there is no figure.

    x  the input of the cell           y  x with 1 for 0
    o  ones, and a few twos            m  x > 5
    t  the element type of x
"""
import argparse, functools, json, os, subprocess, sys, time, warnings
for library in ("OMP", "OPENBLAS", "MKL"): os.environ[f"{library}_NUM_THREADS"] = "1"
warnings.filterwarnings("ignore")
import h5py, numpy as np, scipy.sparse, scipy.special

ap = argparse.ArgumentParser()
ap.add_argument("dir"); ap.add_argument("cells"); ap.add_argument("--size", type=int, default=4000); ap.add_argument("--seconds", type=float, default=0.2)
a = ap.parse_args()
np.seterr(all="ignore")


@functools.lru_cache(1)
def uniform():
    """Between 0.1 and 9.1, in no order."""
    bits = np.arange(1, a.size * a.size + 1, dtype="u8") * np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    unit = ((bits ^ (bits >> np.uint64(32))) >> np.uint64(40)).astype("f4") * np.float32(2.0 ** -24)
    return (unit * np.float32(9) + np.float32(0.1)).reshape(a.size, a.size)


@functools.lru_cache(1)
def dense(code):
    if code[0] == "f": return uniform().astype(code)
    whole = (uniform() * np.float32(100)).astype("i4")
    if code == "b1": return whole % 7 == 0
    return {"i1": lambda: whole % 200 - 100, "u1": lambda: whole % 256, "i2": lambda: whole - 455}.get(code, lambda: whole)().astype(code)


@functools.lru_cache(1)
def stored(): return read_csr()


@functools.lru_cache(2)
def sparse(layout, code):
    x = stored()
    if code[0] in "iu": x = type(x)((x.data.clip(max=np.iinfo(code).max), x.indices, x.indptr), shape=x.shape)
    return x.astype("?" if code == "b1" else code).asformat(layout)


def read_csr():
    with h5py.File(os.path.join(a.dir, "sparse.h5ad")) as f:
        g = f["X"]
        return scipy.sparse.csr_matrix((g["data"][:], g["indices"][:], g["indptr"][:]), shape=tuple(g.attrs["shape"]))


def read_hdf5(name):
    with h5py.File(os.path.join(a.dir, name)) as f: return f["X"][:]


def read_zarr(name):
    import zarr
    return zarr.open(os.path.join(a.dir, name), mode="r")[:]


def cast(x, code):
    """Saturating, which astype is not: clipped to what both types have."""
    if x.dtype.kind not in "iu" or code[0] not in "iu": return x.astype(code)
    ours, theirs = np.iinfo(x.dtype), np.iinfo(code)
    low, high = max(ours.min, theirs.min), min(ours.max, theirs.max)
    return (x if (low, high) == (ours.min, ours.max) else np.clip(x, x.dtype.type(low), x.dtype.type(high))).astype(code)


def scattered(length, count=None):
    return np.arange(count or length // 2) * 7919 % length


# Counts and non-zeros, sum, mean, variance, least, most, standard deviation: what Statistics has.
def statistics(x, axis):
    variance = x.var(axis, dtype="f8", ddof=1)
    count = np.full(np.shape(variance), x.size // np.size(variance))
    return (count, np.count_nonzero(x, axis=axis), x.sum(axis, dtype="f8"), x.mean(axis, dtype="f8"), variance, x.min(axis), x.max(axis), np.sqrt(variance))


def sparse_var(x, axis):
    n = x.shape[axis] if axis is not None else x.shape[0] * x.shape[1]
    mean = np.asarray(x.mean(axis, dtype="f8"))
    if x.dtype.kind != "f": x = x.astype("f8")
    return (np.asarray(x.multiply(x).sum(axis, dtype="f8")) / n - mean ** 2) * n / (n - 1)


def sparse_statistics(x, axis):
    variance = sparse_var(x, axis)
    count = np.full(np.shape(variance), x.shape[0] * x.shape[1] // np.size(variance))
    return (count, x.getnnz(axis), x.sum(axis, dtype="f8"), x.mean(axis, dtype="f8"), variance, x.min(axis), x.max(axis), np.sqrt(variance))


def python(code):
    """A whole process; the scratch folder is the current one."""
    output = subprocess.run([sys.executable, "-c", code.replace("{dir}", a.dir).replace("{scratch}", ".")], check=True, capture_output=True).stdout
    return np.array(json.loads(output)) if "json.dumps" in code else np.zeros(0)


def checksum(result):
    """As Checksum of darray-sweep."""
    parts = result if isinstance(result, tuple) else (result,)
    values, positions, count = [], [], 0
    for part in parts:
        if scipy.sparse.issparse(part):
            part = part.tocoo()
            positions.append(part.row.astype("i8") * part.shape[1] + part.col + count); values.append(part.data)
            count += part.shape[0] * part.shape[1]
        else:
            part = np.asarray(part).ravel()
            positions.append(np.arange(count, count + part.size)); values.append(part)
            count += part.size
    values, positions = np.concatenate([v.astype("f8") for v in values]), np.concatenate(positions)
    finite = np.isfinite(values)
    values, positions = values[finite], positions[finite]
    return dict(count=count, notFinite=int((~finite).sum()), sum=values.sum(), weighted=(values * (positions * 7919 % 1000) / 1000).sum(),
                magnitude=np.abs(values).sum())


def least(work):
    fewest, spent, runs = 1e9, 0, 0
    while runs < 3 or (spent < a.seconds and runs < 50):
        start = time.perf_counter(); work(); taken = time.perf_counter() - start
        fewest, spent, runs = min(fewest, taken), spent + taken, runs + 1
    return fewest


class Operands(dict):
    """The arrays that expressions name, made when they are first named."""
    def __missing__(self, name):
        kind, _, code = self["input"].partition(" ")
        make = dict(x=lambda: sparse(kind, code or "f4") if kind in ("csr", "csc") else dense(kind), t=lambda: self["x"].dtype.type,
                    y=lambda: np.where(self["x"] == 0, self["t"](1), self["x"]) if (self["x"] == 0).any() and kind != "b1" else self["x"],
                    o=self.ones, m=lambda: self["x"] > 5)
        if name not in make: raise KeyError(name)
        self[name] = make[name]()
        return self[name]

    def ones(self):
        ones = np.ones_like(self["x"])
        ones[range(50), range(50)] = 2
        return ones


operands = Operands(input=None)
for cell in json.load(open(a.cells)):
    if operands["input"] != cell["input"]: operands = Operands(input=cell["input"])
    answer = dict(name=cell["name"])
    try:
        if cell["peer"] is None: raise NotImplementedError("nothing like it")
        code = compile(cell["peer"], cell["name"], "eval")
        result = eval(code, globals(), operands)
        answer |= dict(check=checksum(result), seconds=least(lambda: eval(code, globals(), operands)))
    except (AttributeError, NotImplementedError, TypeError, ValueError, subprocess.CalledProcessError) as missing:
        answer |= dict(missing=f"{type(missing).__name__}: {str(missing).splitlines()[0][:120]}")
    print(json.dumps(answer), flush=True)
