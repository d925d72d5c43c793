"""Makes the inputs of `changes`: FOLDER/changes-N.h5 of N GB for each N given, with a matrix in compressed rows.

  X       100,000 rows x 30,000 columns, 100 million entries, of which only the chunks at the ends are written
  filler  what makes the file as large as asked for; a hole, so that it takes no room on disk
"""
import os
import sys

import h5py
import numpy as np

ROWS, COLUMNS, PER_ROW = 100_000, 30_000, 1_000


def make(path, gigabytes):
    with h5py.File(path + ".part", "w") as file:
        group = file.create_group("X")
        group.attrs["encoding-type"] = "csr_matrix"
        group.attrs["encoding-version"] = "0.1.0"
        group.attrs["shape"] = np.array([ROWS, COLUMNS])
        entries = ROWS * PER_ROW
        for name, kind in (("data", "f4"), ("indices", "i4")):
            part = group.create_dataset(name, (entries,), kind, chunks=(65_536,), maxshape=(None,), compression="gzip", compression_opts=1)
            last = np.arange(PER_ROW, dtype=kind)
            for row in (0, ROWS - 1):
                part[row * PER_ROW:(row + 1) * PER_ROW] = last + (name == "data")
        group.create_dataset("indptr", data=np.arange(ROWS + 1, dtype="i8") * PER_ROW, chunks=(65_536,), maxshape=(None,))
        filler = file.create_dataset("filler", (gigabytes * 10**9 // 8,), "f8")
        filler[-1] = 1
    os.rename(path + ".part", path)


folder = sys.argv[1]
for gigabytes in map(int, sys.argv[2:]):
    make(os.path.join(folder, f"changes-{gigabytes}.h5"), gigabytes)
