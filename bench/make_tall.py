#!/usr/bin/env python3
"""A dataset several times as tall as another, made by copying its compressed chunks.   make_tall.py SOURCE TARGET [TIMES]"""
import sys
import h5py

source, target, times = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10
with h5py.File(source, "r") as old, h5py.File(target, "w", libver="latest") as new:
    x = old["X"]
    (rows, columns), (tall, wide) = x.shape, x.chunks
    rows -= rows % tall                                       # whole chunks only
    y = new.create_dataset("X", (rows * times, columns), x.dtype, chunks=x.chunks, compression=x.compression,
                           compression_opts=x.compression_opts, shuffle=x.shuffle)
    for i in range(0, rows, tall):
        for j in range(0, columns, wide):
            mask, chunk = x.id.read_direct_chunk((i, j))
            for k in range(times):
                y.id.write_direct_chunk((k * rows + i, j), chunk, mask)
