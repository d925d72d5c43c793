// A container of sparse matrices of one's own: a folder of files of raw elements. The library brings what is common to all of them.
using DelayedArrays;
using DelayedArrays.Samples;

var path = Directory.CreateTempSubdirectory("parts-").FullName;
try
{
    var counts = Delayed.FromFunction<int>(new Shape(500, 80), at => (at[0] + (3 * at[1])) % 10 == 0 ? (int)(at[0] % 7) + 1 : 0);
    using (var change = new PartFolderChange(new PartFolder(path)))
    {
        change.Write(counts, new SparseWriteOptions { Layout = SparseLayout.Csr });
        change.Commit();
    }
    Console.WriteLine(string.Join(", ", Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal)));

    // The matrix is an array like any other, and evaluated by its entries.
    var group = new PartFolder(path);
    var matrix = group.OpenMatrix().As<int>();
    Console.WriteLine(matrix.ToTree());
    Console.WriteLine($"sum: {matrix.Sum()}, as computed: {counts.Sum()}");

    using (var change = new PartFolderChange(group))
    {
        change.Append(counts[..25, ..]);
        change.Commit();
    }
    using (var change = new PartFolderChange(group))
    {
        change.SetValues((500, 0), Delayed.FromMemory([100], 1, 1));
        change.Commit();
    }
    var longer = group.OpenMatrix().As<int>();
    Console.WriteLine($"{longer.Shape}: sum {longer.Sum()}, largest {longer.Max()}");
    Console.WriteLine($"verified: {(group.Verify().IsValid ? "valid" : "not valid")}");
}
finally
{
    Directory.Delete(path, recursive: true);
}
