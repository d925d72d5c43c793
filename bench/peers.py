#!/usr/bin/python3
"""The peers' side of the whole-job benchmarks: h5py, numpy, numexpr, dask, zarr, anndata, scipy.

usage: peers.py DIR [--runs N] [--only W1,W5] [--json OUT]

DIR holds the inputs made by make_large.py. Every job is run once to warm the page cache, then N times;
the minimum and the median are printed. Rows: job, peer, min seconds, median seconds, check value (so that another
implementation can show that it computed the same thing).

jobs
W1  row sums (float64) of the dense gzip+shuffle HDF5 dataset
W2  column sums of log1p(x / s) of the same, s = one float32 factor per row (1 + row index % 7)
W3  as W2 on the Zarr v2 blosc-lz4 array
W4  row sums of the contiguous HDF5 dataset
W5  sum of log1p(x / 3) over 64 Mi float32 in memory (x = index % 100)
W6  per-column mean and variance of log1p(x / rowsum * 1e4), CSR h5ad group
W7  sum of 500 random rows of the CSR group (sorted indices)
W8  sum of 10 adjacent columns of the CSR group
W9  rewrite the dense gzip HDF5 dataset as Zarr v2 blosc-lz4, chunks 1000 x 1000
S1  row sums of the CSR group, read in panels of rows
S2  write the CSR matrix, in memory, as a gzip-4 group in chunks of 100000
Z1  read the whole Zarr v2 blosc-lz4 array into memory
W10 50 principal components (centred) of log1p(x / rowsum * 1e4) over the 2000 most variable columns, CSR group
"""
import argparse, glob, json, os, shutil, statistics, tempfile, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, h5py

ap = argparse.ArgumentParser()
ap.add_argument("dir"); ap.add_argument("--runs", type=int, default=3); ap.add_argument("--only"); ap.add_argument("--json")
a = ap.parse_args()
only = set(a.only.split(",")) if a.only else None
D = lambda n: os.path.join(a.dir, n)
rows = []

def job(w, peer, fn):
    if only and w not in only: return
    try:
        check = fn(); ts = []
        for _ in range(a.runs):
            t = time.perf_counter(); fn(); ts.append(time.perf_counter() - t)
    except Exception as e:
        print(f"{w:4s} {peer:34s} failed: {type(e).__name__}: {e}", flush=True); return
    rows.append(dict(job=w, peer=peer, min=min(ts), median=statistics.median(ts), check=float(check)))
    print(f"{w:4s} {peer:34s} {min(ts):8.3f} {statistics.median(ts):8.3f}  {float(check):.9g}", flush=True)

def factors(n): return (1 + np.arange(n) % 7).astype("f4")
def panels(d, step=500):
    for i in range(0, d.shape[0], step): yield i, d[i:i + step]

def rowsum(path):
    with h5py.File(path, "r") as f:
        return np.concatenate([b.sum(1, dtype="f8") for _, b in panels(f["X"])]).sum()
job("W1", "h5py panels + numpy", lambda: rowsum(D("dense_gzip.h5")))

def w1_dask():
    import dask.array as da
    with h5py.File(D("dense_gzip.h5"), "r") as f:
        return da.from_array(f["X"], chunks=(2000, 2000)).sum(1, dtype="f8").compute(scheduler="threads").sum()
job("W1", "dask threads", w1_dask)

def w2_hand():
    with h5py.File(D("dense_gzip.h5"), "r") as f:
        d = f["X"]; s = factors(d.shape[0]); out = np.zeros(d.shape[1])
        for i, b in panels(d): out += np.log1p(b / s[i:i + len(b), None]).sum(0, dtype="f8")
        return out.sum()
job("W2", "h5py panels + numpy", w2_hand)

def w2_dask():
    import dask.array as da
    with h5py.File(D("dense_gzip.h5"), "r") as f:
        x = da.from_array(f["X"], chunks=(2000, 2000)); s = factors(x.shape[0])
        return np.log1p(x / s[:, None]).sum(0, dtype="f8").compute(scheduler="threads").sum()
job("W2", "dask threads", w2_dask)

def w3_dask():
    import dask.array as da, zarr
    x = da.from_zarr(zarr.open(D("dense_blosc.zarr"), mode="r")); s = factors(x.shape[0])
    return np.log1p(x / s[:, None]).sum(0, dtype="f8").compute(scheduler="threads").sum()
job("W3", "dask threads + zarr", w3_dask)
job("W4", "h5py panels + numpy", lambda: rowsum(D("dense_contiguous.h5")))

if not only or "W5" in only:
    import numexpr as ne, dask.array as da
    x = (np.arange(64 << 20) % 100).astype("f4"); ne.set_num_threads(2)
    job("W5", "numpy", lambda: np.log1p(x / np.float32(3)).sum(dtype="f8"))
    job("W5", "numexpr 2 threads", lambda: ne.evaluate("log1p(x / 3.0)", casting="same_kind").sum(dtype="f8"))
    job("W5", "dask threads", lambda: np.log1p(da.from_array(x, chunks=4 << 20) / np.float32(3)).sum(dtype="f8").compute(scheduler="threads"))
    del x

def csr(f):
    from anndata._core.sparse_dataset import SparseDataset
    return SparseDataset(f["X"])
def sparse_file(): return D("sparse.h5ad")
def normalized_panels(d, step=2000):
    for i in range(0, d.shape[0], step):
        m = d[i:i + step].astype("f8"); s = np.asarray(m.sum(1)).ravel(); s[s == 0] = 1
        m.data = np.log1p(m.data / np.repeat(s, np.diff(m.indptr)) * 1e4); yield m
def meanvar(d):
    n, c = d.shape; s = np.zeros(c); q = np.zeros(c)
    for m in normalized_panels(d): s += np.asarray(m.sum(0)).ravel(); q += np.asarray(m.multiply(m).sum(0)).ravel()
    mean = s / n; return mean, (q - n * mean ** 2) / (n - 1)
def w6():
    with h5py.File(sparse_file(), "r") as f: return meanvar(csr(f))[1].sum()
job("W6", "anndata backed + scipy", w6)
def w7():
    with h5py.File(sparse_file(), "r") as f:
        d = csr(f); k = np.sort(np.random.default_rng(3).choice(d.shape[0], min(500, d.shape[0]), replace=False)); return d[k].sum(dtype="f8")
job("W7", "anndata backed", w7)
def w8():
    with h5py.File(sparse_file(), "r") as f: return csr(f)[:, 1000:1010].sum(dtype="f8") if csr(f).shape[1] > 1010 else csr(f)[:, :10].sum(dtype="f8")
job("W8", "anndata backed", w8)

def s1():
    with h5py.File(sparse_file(), "r") as f:
        d = csr(f); return sum(d[i:i + 2000].sum(1, dtype="f8").sum() for i in range(0, d.shape[0], 2000))
job("S1", "anndata backed, panels", s1)
if not only or "S2" in only:
    with h5py.File(sparse_file(), "r") as f: whole = csr(f).to_memory()
    def s2(write):
        p = os.path.join(a.dir, "s2-peer.h5")
        try:
            with h5py.File(p, "w") as f: write(f)
            return whole.nnz
        finally: os.remove(p)
    def s2_h5py(f):
        g = f.create_group("X"); kw = dict(chunks=(100000,), compression="gzip", compression_opts=4)
        for n in ("data", "indices"): g.create_dataset(n, data=getattr(whole, n), **kw)
        g.create_dataset("indptr", data=whole.indptr, compression="gzip")
    def s2_anndata(f):
        from anndata.experimental import write_elem
        write_elem(f, "X", whole, dataset_kwargs=dict(chunks=(100000,), compression="gzip", compression_opts=4))
    job("S2", "h5py", lambda: s2(s2_h5py))
    job("S2", "anndata", lambda: s2(s2_anndata))
    del whole

def z1():
    import zarr
    x = zarr.open(D("dense_blosc.zarr"), mode="r")[:]; return x.ravel()[12345] + x[-1, -1]
job("Z1", "zarr-python, whole array", z1)

def w9():
    import zarr, numcodecs
    t = tempfile.mkdtemp(dir=a.dir)
    try:
        with h5py.File(D("dense_gzip.h5"), "r") as f:
            d = f["X"]; z = zarr.open(t, mode="w", shape=d.shape, chunks=(1000, 1000), dtype=d.dtype, compressor=numcodecs.Blosc("lz4", 5, 1))
            for i, b in panels(d, 1000): z[i:i + len(b)] = b
        return sum(os.path.getsize(p) for p in glob.glob(t + "/*") if os.path.isfile(p)) > 0
    finally: shutil.rmtree(t)
job("W9", "h5py -> zarr", w9)

def w10():
    import scipy.sparse as sp
    from scipy.sparse.linalg import svds, LinearOperator
    with h5py.File(sparse_file(), "r") as f:
        d = csr(f); mean, var = meanvar(d); k = np.sort(np.argsort(-var, kind="stable")[:2000])
        m = sp.vstack([p[:, k] for p in normalized_panels(d)]).tocsr(); mu = mean[k]
    op = LinearOperator(m.shape, matvec=lambda v: m @ v - mu @ v, rmatvec=lambda v: m.T @ v - mu * v.sum(), dtype="f8")
    return np.sort(svds(op, k=50, random_state=0)[1])[-1]
job("W10", "anndata + scipy svds (in memory)", w10)

if a.json: json.dump(rows, open(a.json, "w"), indent=1)
