namespace DelayedArrays.Tests;

/// <summary>Commands on a sparse group.</summary>
public sealed class SparseCommandTests : IDisposable
{
    private readonly Darray _darray = new();

    public SparseCommandTests()
    {
        var path = _darray.Path("s.h5");
        // 3 x 4: [[5, 0, 0, 7], [0, 0, 0, 0], [0, 0, 2, 0]]
        Delayed.FromMemory([5f, 7f, 2f], 3).WriteHdf5(path, "X/data");
        Delayed.FromMemory([0, 3, 2], 3).WriteHdf5(path, "X/indices");
        Delayed.FromMemory([0L, 2, 2, 3], 4).WriteHdf5(path, "X/indptr");
        using var file = Hdf5File.OpenEdit(path);
        using var group = file.OpenGroup("X");
        group.Attributes.Set("encoding-type", "csr_matrix");
        group.Attributes.SetArray<long>("shape", [3, 4]);
    }

    public void Dispose() => _darray.Dispose();

    [Fact]
    public void Info_gives_layout_entries_and_density()
    {
        var info = _darray.Json("info", "@/s.h5::X");
        Assert.True(info.GetProperty("sparse").GetBoolean());
        Assert.Equal(3, info.GetProperty("nnz").GetInt64());
        Assert.Equal("csr", info.GetProperty("layout").GetString());
        Assert.Equal("[3,4]", info.GetProperty("shape").GetRawText());
        Assert.Equal(0.25, info.GetProperty("density").GetDouble());
        Assert.Contains("sparse csr, 3 entries", _darray.Run("info", "@/s.h5").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_gives_compressed_rows_of_a_selection()
    {
        var rows = _darray.Json("show", "@/s.h5::X", "--sparse", "--expr", "x[[2, 0], :]");
        Assert.Equal("""{"shape":[2,4],"dtype":"float32","indptr":[0,1,3],"indices":[2,0,3],"data":[2,5,7]}""", rows.GetRawText());
        Assert.Equal("0\t0\t5\n0\t3\t7\n2\t2\t2", _darray.Run("show", "@/s.h5::X", "--sparse").Output.Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Stats_account_for_zeros()
    {
        var columns = _darray.Json("stats", "@/s.h5::X", "--axis", "0", "--stat", "sum,nnz,min,max,count");
        Assert.Equal("[5,0,2,7]", columns.GetProperty("sum").GetRawText());
        Assert.Equal("[1,0,1,1]", columns.GetProperty("nnz").GetRawText());
        Assert.Equal("[0,0,0,0]", columns.GetProperty("min").GetRawText());
        // A row without counts has no shares: 0 / 0.
        var shares = _darray.Json("stats", "@/s.h5::X", "--expr", "x / rowsums(x)", "--axis", "1", "--stat", "sum");
        Assert.Equal("""[1,"NaN",1]""", shares.GetProperty("sum").GetRawText());
    }

    [Fact]
    public void Index_is_made_and_reported()
    {
        Assert.False(_darray.Json("info", "@/s.h5::X").GetProperty("index").GetBoolean());
        var made = _darray.Json("index", "@/s.h5::X");
        Assert.True(File.Exists(made.GetProperty("index").GetString()));
        Assert.True(_darray.Json("info", "@/s.h5::X").GetProperty("index").GetBoolean());
        Assert.Equal("[[7],[0],[0]]", _darray.Json("show", "@/s.h5::X", "--expr", "x[:, 3:4]").GetProperty("values").GetRawText());
        Assert.Equal(2, _darray.Run("index", "@/s.h5").Code);
    }

    [Fact]
    public void Shards_are_written_and_told()
    {
        Assert.Equal(0, _darray.Run("convert", "@/s.h5::X", "@/s.zarr::X", "--sparse", "csc", "--chunks", "2", "--shards", "4").Code);
        Assert.Equal(0, _darray.Run("convert", "@/s.h5::X", "@/s.zarr::dense", "--chunks", "1,2", "--shards", "3,2").Code);
        var sparse = _darray.Json("info", "@/s.zarr::X");
        Assert.Equal(("[2]", "[4]"), (sparse.GetProperty("chunks").GetRawText(), sparse.GetProperty("shards").GetRawText()));
        var dense = _darray.Json("info", "@/s.zarr::dense");
        Assert.Equal(("[1,2]", "[3,2]"), (dense.GetProperty("chunks").GetRawText(), dense.GetProperty("shards").GetRawText()));
        Assert.Equal("""["bytes","blosc"]""", dense.GetProperty("codecs").GetRawText());
        Assert.Contains("chunks 1 x 2, shards 3 x 2, bytes + blosc", _darray.Run("info", "@/s.zarr").Output, StringComparison.Ordinal);
        Assert.Equal(_darray.Run("show", "@/s.h5::X").Output, _darray.Run("show", "@/s.zarr::X").Output);
        Assert.Contains("one number", _darray.Run("convert", "@/s.h5::X", "@/s.zarr::Y", "--sparse", "csr", "--shards", "4,4").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_of_a_zarr_folder_is_made_and_reported()
    {
        Assert.Equal(0, _darray.Run("convert", "@/s.h5::X", "@/s.zarr::X", "--sparse", "csr").Code);
        Assert.False(_darray.Json("info", "@/s.zarr::X").GetProperty("index").GetBoolean());
        var made = _darray.Json("index", "@/s.zarr::X");
        Assert.True(File.Exists(made.GetProperty("index").GetString()));
        Assert.True(_darray.Json("info", "@/s.zarr::X").GetProperty("index").GetBoolean());
        Assert.Equal("[[7],[0],[0]]", _darray.Json("show", "@/s.zarr::X", "--expr", "x[:, 3:4]").GetProperty("values").GetRawText());
        // The store itself is a group, but no matrix.
        Assert.Equal(1, _darray.Run("index", "@/s.zarr").Code);
    }

    [Fact]
    public void A_group_that_contradicts_itself_is_named()
    {
        using (var file = Hdf5File.OpenEdit(_darray.Path("s.h5")))
        using (var group = file.OpenGroup("X"))
            group.Attributes.SetArray<long>("shape", [2, 4]);
        var (code, _, error) = _darray.Run("stats", "@/s.h5::X");
        Assert.Equal(1, code);
        Assert.Contains("s.h5::/X: indptr has 4 elements; 2 compressed rows of the shape 2 x 4 need 3", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_checks_how_the_parts_fit()
    {
        Assert.Contains("/X: sparse csr 3 x 4, 3 entries, indices sorted, 0 duplicates, 0 explicit zeros",
            _darray.Run("verify", "@/s.h5").Output, StringComparison.Ordinal);
        Delayed.FromMemory([0, 9, 2], 3).WriteHdf5(_darray.Path("s.h5"), "X/indices", new() { Overwrite = true });
        var (code, _, error) = _darray.Run("verify", "@/s.h5::X");
        Assert.Equal(1, code);
        Assert.Contains("s.h5::/X", error, StringComparison.Ordinal);
        Assert.Contains("9", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_several_matrices_names_them()
    {
        var (code, _, error) = _darray.Run("stats", "@/s.h5::/");
        Assert.Equal(1, code);
        Assert.Contains("is a group; expected a dataset or a sparse matrix; it contains X: choose one", error, StringComparison.Ordinal);
    }
}
