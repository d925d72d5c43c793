namespace DelayedArrays.Tests;

/// <summary>Compares what a tree reads with what was predicted, and the entries of matrices, in either layout, with the values they should have.</summary>
internal sealed class SparseCheck(TreeCheck check, Twin twin, Random random) : IElementVisitor<bool>
{
    public bool Visit<T>() where T : unmanaged
    {
        var x = (Twin<T>)twin;
        check.Explained(x);
        if (x.Shape.Length == 2)
            Entries(x);
        return true;
    }

    private void Entries<T>(Twin<T> x) where T : unmanaged
    {
        SparseLayout? layout = random.Next(3) switch { 0 => null, 1 => SparseLayout.Csr, _ => SparseLayout.Csc };
        SparseMatrix<T>? matrix = null;
        var entries = check.InEveryWay(options => Values(matrix = x.Array.ToSparse(layout, options)));
        Assert.True(layout is null || matrix!.Layout == layout);
        Assert.True(matrix!.IsCanonical);
        Assert.DoesNotContain(entries, ZeroFacts.IsZero);
        var scattered = new T[x.Naive.Values.Length];
        for (var line = 0L; line < matrix.LineCount; line++)
        {
            var stored = matrix.Line(line);
            for (var i = 0; i < stored.Count; i++)
                scattered[matrix.Layout == SparseLayout.Csr ? (line * matrix.Columns) + stored.Index(i) : (stored.Index(i) * matrix.Columns) + line] = stored.Values[i];
        }
        SameBits<T>.Check(x.Naive.Values, scattered, $"entries of {layout}", EqualityComparer<T>.Default);
    }

    private static T[] Values<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        var values = new T[matrix.NonZeroCount];
        matrix.CopyValues(0, values);
        return values;
    }
}
