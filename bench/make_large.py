#!/usr/bin/env python3
"""Deterministic large benchmark inputs.   /usr/bin/python3 make_large.py OUTDIR [--scale S] [--only a,b,c,d,e]

20000 x 8000 single-cell-like counts (cells x genes, about 7 % non-zero, negative
binomial), the same values in every file; --scale multiplies the rows:
  a dense_gzip.h5        /X float32 gzip-4 + shuffle, chunks 500x500
  b dense_contiguous.h5  /X float32, contiguous, no filter
  c sparse.h5ad          /X CSR, /layers/csc CSC (float32, int32, int64; gzip-4, chunk 100000), obs/var
  d dense_blosc.zarr     Zarr v2, blosc-lz4 (shuffle, clevel 5), chunks 500x500
  e tenx_v3.h5           10x v3: /matrix, genes x cells CSC (data int32, indices int64, indptr int64, shape int32), gzip-4
and facts.json: shape, nnz, sum, some row and column sums, sha256 of the dense bytes.
Rows are made in blocks of 500, each from its own Philox stream (seed, block), so a
smaller --scale gives a prefix of the rows of a larger one.
Sizes at --scale 1: a about 35 MB, b 640 MB, c about 60 MB, d about 80 MB, e about 20 MB.
"""
import argparse, hashlib, json, os, time
import numpy as np, h5py
ROWS, COLS, BLK, SEED = 20000, 8000, 500, 20240607

def gene_params():
    r = np.random.Generator(np.random.Philox(key=[SEED, 1 << 40]))
    mean = np.exp(r.normal(-3.85, 1.9, COLS)).clip(1e-4, 60)     # a few strong genes, many weak ones
    disp = r.gamma(2.0, 0.6, COLS) + 0.15                       # NB size
    return mean, disp

def block(b, n, mean, disp):
    r = np.random.Generator(np.random.Philox(key=[SEED, b]))
    size = np.exp(r.normal(0.0, 0.35, (BLK, 1)))                # library size per cell
    lam = r.gamma(disp[None, :], mean[None, :] * size / disp[None, :])
    return r.poisson(lam).astype(np.float32)[:n]                # gamma-Poisson = negative binomial

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out"); ap.add_argument("--scale", type=float, default=1.0); ap.add_argument("--only", default="a,b,c,d,e")
    a = ap.parse_args(); want = set(a.only.split(",")); os.makedirs(a.out, exist_ok=True)
    rows = max(1, int(round(ROWS * a.scale))); P = lambda f: os.path.join(a.out, f)
    mean, disp = gene_params(); t0 = time.time()
    gz = dict(compression="gzip", compression_opts=4)
    fa = fb = z = None
    if "a" in want:
        fa = h5py.File(P("dense_gzip.h5"), "w"); da = fa.create_dataset("X", (rows, COLS), "<f4", chunks=(min(500, rows), 500), shuffle=True, **gz)
    if "b" in want:
        fb = h5py.File(P("dense_contiguous.h5"), "w"); db = fb.create_dataset("X", (rows, COLS), "<f4")
    if "d" in want:
        import zarr, numcodecs
        z = zarr.open(P("dense_blosc.zarr"), mode="w", shape=(rows, COLS), chunks=(500, 500), dtype="<f4", fill_value=0.0,
                      compressor=numcodecs.Blosc("lz4", clevel=5, shuffle=numcodecs.Blosc.SHUFFLE))
    data, idx, cnt = [], [], []
    sha = hashlib.sha256(); total = 0.0; rsum = np.zeros(rows); csum = np.zeros(COLS)
    for b in range(-(-rows // BLK)):
        n = min(BLK, rows - b * BLK); x = block(b, n, mean, disp); s = slice(b * BLK, b * BLK + n)
        if fa: da[s] = x
        if fb: db[s] = x
        if z is not None: z[s] = x
        nz = x != 0; i, j = np.nonzero(nz)
        data.append(x[nz]); idx.append(j.astype(np.int32)); cnt.append(nz.sum(1))
        sha.update(x.tobytes()); x8 = x.astype(np.float64); rsum[s] = x8.sum(1); csum += x8.sum(0); total += x8.sum()
    for f in (fa, fb):
        if f: f.close()
    data = np.concatenate(data); idx = np.concatenate(idx); indptr = np.concatenate([[0], np.cumsum(np.concatenate(cnt))]).astype(np.int64)
    import scipy.sparse as sp
    csr = sp.csr_matrix((data, idx, indptr), shape=(rows, COLS))
    facts = {"shape": [rows, COLS], "nnz": int(csr.nnz), "density": csr.nnz / (rows * COLS), "sum": total, "max": float(data.max()),
             "row_sums": {str(k): rsum[k] for k in sorted({0, 1, rows // 2, rows - 1})},
             "col_sums": {str(k): csum[k] for k in (0, 1, COLS // 2, COLS - 1)}, "dense_f32_sha256": sha.hexdigest(), "numpy": np.__version__}
    cells = np.array([f"CELL{i:07d}-1" for i in range(rows)], dtype=object); genes = np.array([f"GENE{j:05d}" for j in range(COLS)], dtype=object)
    if want & {"c", "e"}: csc = csr.tocsc()
    if "c" in want:
        st = h5py.string_dtype()
        with h5py.File(P("sparse.h5ad"), "w") as f:
            f.attrs["encoding-type"], f.attrs["encoding-version"] = "anndata", "0.1.0"
            def put(name, m, enc):
                g = f.create_group(name); g.attrs["encoding-type"], g.attrs["encoding-version"] = enc, "0.1.0"; g.attrs["shape"] = np.array(m.shape, np.int64)
                for k, v, t in (("data", m.data, "<f4"), ("indices", m.indices, "<i4"), ("indptr", m.indptr, "<i8")):
                    d = g.create_dataset(k, data=v.astype(t), chunks=(min(100000, max(1, v.size)),), **gz); d.attrs["encoding-type"], d.attrs["encoding-version"] = "array", "0.2.0"
            def frame(name, index):
                g = f.create_group(name); g.attrs["encoding-type"], g.attrs["encoding-version"] = "dataframe", "0.2.0"
                g.attrs["_index"] = "_index"; g.attrs.create("column-order", np.array([], dtype=object), dtype=st)
                d = g.create_dataset("_index", data=index, dtype=st); d.attrs["encoding-type"], d.attrs["encoding-version"] = "string-array", "0.2.0"
            put("X", csr, "csr_matrix")
            L = f.create_group("layers"); L.attrs["encoding-type"], L.attrs["encoding-version"] = "dict", "0.1.0"
            put("layers/csc", csc, "csc_matrix"); frame("obs", cells); frame("var", genes)
            for k in ("obsm", "varm", "obsp", "varp", "uns"):
                g = f.create_group(k); g.attrs["encoding-type"], g.attrs["encoding-version"] = "dict", "0.1.0"
    if "e" in want:
        with h5py.File(P("tenx_v3.h5"), "w") as f:
            f.attrs["chemistry_description"] = "Single Cell 3' v3"; f.attrs["filetype"] = "matrix"; f.attrs["version"] = 2
            g = f.create_group("matrix"); kw = lambda v: dict(chunks=(min(80000, max(1, len(v))),), shuffle=True, **gz)
            # genes x cells CSC has the arrays of cells x genes CSR
            for k, v, t in (("data", csr.data, "<i4"), ("indices", csr.indices, "<i8"), ("indptr", csr.indptr, "<i8")): g.create_dataset(k, data=v.astype(t), **kw(v))
            g.create_dataset("shape", data=np.array([COLS, rows], "<i4")); g.create_dataset("barcodes", data=cells.astype("S"), **kw(cells))
            h = g.create_group("features"); n = genes.astype("S")
            for k, v in (("id", n), ("name", n), ("feature_type", np.full(COLS, b"Gene Expression")), ("genome", np.full(COLS, b"synthetic"))): h.create_dataset(k, data=v, **kw(v))
            h.create_dataset("_all_tag_keys", data=np.array([b"genome"]))
    json.dump(facts, open(P("facts.json"), "w"), indent=1)
    print(json.dumps(facts)[:300], f"{time.time() - t0:.1f}s")
    for n in sorted(os.listdir(a.out)):
        p = P(n); print(n, sum(os.path.getsize(os.path.join(d, q)) for d, _, qs in os.walk(p) for q in qs) if os.path.isdir(p) else os.path.getsize(p))

if __name__ == "__main__": main()
