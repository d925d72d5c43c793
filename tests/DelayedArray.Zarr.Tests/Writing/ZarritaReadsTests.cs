namespace DelayedArrays.ZarrTests;

/// <summary>Arrays of version 3, with and without shards, that are written here are read by zarrita.</summary>
public sealed class ZarritaReadsTests : IDisposable
{
    /// <summary>A store that reads the folder named last on the command line.</summary>
    internal const string StoreOfFolder =
        """
        const folder = process.argv.at(-1);
        // The package for folders is one more to install; this is all it takes.
        const store = {
            async get(key) {
                try { return new Uint8Array(fs.readFileSync(path.join(folder, key))); } catch { return undefined; }
            },
            async getRange(key, range) {
                const all = await this.get(key);
                if (all === undefined)
                    return undefined;
                return "suffixLength" in range ? all.slice(all.length - range.suffixLength) : all.slice(range.offset, range.offset + range.length);
            },
        };
        """;

    private const string Script =
        StoreOfFolder +
        """

        const root = await zarr.open.v3(zarr.root(store), { kind: "group" });
        let count = 0;
        for (const name of fs.readdirSync(folder)) {
            if (name === "zarr.json")
                continue;
            const array = await zarr.open.v3(root.resolve(name), { kind: "array" });
            const { data, shape, stride } = await zarr.get(array);
            const values = Array.from(data, Number);
            for (let i = 0; i < 7; i++)
                for (let j = 0; j < 11; j++)
                    for (let k = 0; k < 3; k++) {
                        const expected = ((i * 11 + j) * 3 + k) * 37 % 101;
                        const found = values[i * stride[0] + j * stride[1] + k * stride[2]];
                        if (found !== (name.startsWith("bool") ? expected % 2 : expected))
                            throw new Error(`${name} [${i}, ${j}, ${k}]: ${found}, expected ${expected}`);
                    }
            count++;
        }
        console.log(count);
        """;

    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [ZarritaFact]
    public void ShardsOfASparseMatrix()
    {
        var matrix = Delayed.FromFunction<int>([50, 40], at => at[0] % 3 == 0 ? (int)(at[0] + at[1]) : 0);
        matrix.WriteZarrSparse(_folder["s.zarr"], "m", new() { ChunkLength = 16, ShardLength = 64 });
        var script = $$"""
            {{StoreOfFolder}}
            const read = async name => (await zarr.get(await zarr.open.v3(zarr.root(store).resolve("m/" + name), { kind: "array" }))).data;
            const [data, indices, indptr] = [await read("data"), await read("indices"), await read("indptr")];
            let sum = 0;
            for (let i = 0; i < data.length; i++)
                sum += data[i] * (indices[i] + 1);
            console.log(data.length, sum, indptr.length, Number(indptr.at(-1)));
            """;
        var entries = matrix.CountNonZero();
        var sum = (matrix * Delayed.FromMemory([.. Enumerable.Range(1, 40)], 1, 40)).ToArray().Sum(value => (long)value);
        Assert.Equal($"{entries} {sum} 51 {entries}", Zarrita.Run(script, _folder["s.zarr"]));
    }

    [ZarritaFact]
    public void EveryTypeOrderSeparatorAndCodec()
    {
        var count = 0;
        // Not all versions of zarrita and of node have float16.
        foreach (var type in WriteSamples.Types.Where(type => type != ElementType.Float16))
        {
            foreach (var compression in (string[])["none", "gzip", "zstd", "blosc"])
            {
                for (var variant = 0; variant < 16; variant++)
                    Write(type, compression, variant, ref count);
            }
        }
        Assert.Equal($"{count}", Zarrita.Run(Script, _folder["all.zarr"]));
    }

    private void Write(ElementType type, string compression, int variant, ref int count)
    {
        WriteSamples.Array(type, 7, 11, 3).WriteZarr(_folder["all.zarr"], $"{type.Name()}-{compression}-{variant}", new()
        {
            Version = 3,
            Chunks = [4, 5, 3],
            Shards = (variant & 1) != 0 ? [8, 5, 3] : [],
            Compression = compression != "blosc" ? compression : (variant & 8) != 0 ? "blosc-zstd" : "blosc-lz4",
            IsFortranOrder = (variant & 2) != 0,
            Separator = (variant & 4) != 0 ? '/' : '.',
            IsBigEndian = (variant & 8) != 0,
            FillValue = type == ElementType.Boolean ? true : 5,
            SkipFillChunks = variant == 5,
        });
        count++;
    }
}
