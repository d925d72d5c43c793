#!/usr/bin/env python3
"""An input several times as tall as another, made without computing it anew.   make_tall.py SOURCE TARGET [TIMES]

SOURCE is an HDF5 file with a dataset X, of which compressed chunks are copied; one with a CSR group X, whose rows are repeated; or
a Zarr 2 folder, whose chunks are linked."""
import json
import os
import sys
import h5py
import numpy


def tall_zarr(source, target, times):
    os.makedirs(target)
    with open(os.path.join(source, ".zarray")) as file:
        about = json.load(file)
    rows = about["shape"][0] // about["chunks"][0]            # whole chunks only
    about["shape"][0] = rows * about["chunks"][0] * times
    for name in os.listdir(source):
        if name.startswith("."):
            continue
        i, j = map(int, name.split("."))
        for k in range(times if i < rows else 0):
            os.link(os.path.join(source, name), os.path.join(target, f"{k * rows + i}.{j}"))
    with open(os.path.join(target, ".zarray"), "w") as file:
        json.dump(about, file)


def tall_dense(x, new, times):
    (rows, columns), (tall, wide) = x.shape, x.chunks
    rows -= rows % tall                                       # whole chunks only
    y = new.create_dataset("X", (rows * times, columns), x.dtype, chunks=x.chunks, compression=x.compression,
                           compression_opts=x.compression_opts, shuffle=x.shuffle)
    for i in range(0, rows, tall):
        for j in range(0, columns, wide):
            mask, chunk = x.id.read_direct_chunk((i, j))
            for k in range(times):
                y.id.write_direct_chunk((k * rows + i, j), chunk, mask)


def tall_sparse(x, new, times):
    y = new.create_group("X")
    rows, columns = (int(length) for length in x.attrs["shape"])
    y.attrs.update({"encoding-type": "csr_matrix", "encoding-version": "0.1.0", "shape": numpy.array([rows * times, columns])})
    for name in ("data", "indices"):
        values = x[name][:]
        array = y.create_dataset(name, (len(values) * times,), values.dtype, chunks=(100_000,), compression="gzip", compression_opts=1)
        for k in range(times):
            array[k * len(values):(k + 1) * len(values)] = values
    offsets = x["indptr"][:].astype("i8")
    y["indptr"] = numpy.concatenate([[0]] + [offsets[1:] + k * offsets[-1] for k in range(times)])


source, target, times = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10
if os.path.isdir(source):
    tall_zarr(source, target, times)
else:
    with h5py.File(source, "r") as old, h5py.File(target, "w", libver="latest") as new:
        (tall_sparse if isinstance(old["X"], h5py.Group) else tall_dense)(old["X"], new, times)
