using System.Net;

namespace DelayedArrays.Tests;

/// <summary>How <c>darray</c> opens stores: options by name, links, servers, zip files of folders.</summary>
public sealed class StoreOptionTests : IDisposable
{
    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [Theory]
    [InlineData("retries", "expected name=value")]
    [InlineData("=5", "expected name=value")]
    [InlineData("retires=5", "there is no store option 'retires'; expected one of retries, timeout")]
    [InlineData("retries=few", "the option retries cannot be 'few'; expected retries=NUMBER")]
    [InlineData("timeout=0", "the option timeout cannot be '0'")]
    [InlineData("untrusted=yes", "expected untrusted=true|false")]
    public void Options_that_make_no_sense_are_refused(string option, string problem)
    {
        foreach (var command in (string[])["info", "stats", "show", "tree", "verify", "index"])
        {
            var (code, _, error) = _darray.Run(command, "@/a.h5::X", "--store-option", option);
            Assert.Equal(2, code);
            Assert.StartsWith($"darray: --store-option {option}: ", error, StringComparison.Ordinal);
            Assert.Contains(problem, error, StringComparison.Ordinal);
            Assert.DoesNotContain("Parameter", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Help_names_every_option()
    {
        var (code, output, _) = _darray.Run("stats", "--help");
        Assert.Equal(0, code);
        Assert.All(ZarrStoreSetting.All, setting => Assert.Contains($"{setting.Name}={setting.Values}", output, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_out_of_a_store_are_followed_unless_it_is_untrusted()
    {
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::X");
        Succeeds("convert", "@/a.h5::X", "@/group.zarr::Y");
        Directory.CreateSymbolicLink(_darray.Path("group.zarr/X"), "../z.zarr/X");
        Assert.Equal(Sum(), _darray.Json("stats", "@/group.zarr::X", "--stat", "sum").GetProperty("sum").GetInt64());
        Assert.Equal(2, _darray.Json("verify", "@/group.zarr").GetProperty("arrays").GetInt32());
        foreach (var command in (string[])["stats", "info", "verify", "show", "tree"])
        {
            var (code, _, error) = _darray.Run(command, "@/group.zarr::X", "--store-option", "untrusted=true");
            Assert.Equal(1, code);
            Assert.Contains("'X' is a symbolic link that leads out of the store, which was opened as untrusted (option untrusted", error, StringComparison.Ordinal);
        }
        Assert.Equal(Sum(), _darray.Json("stats", "@/group.zarr::Y", "--stat", "sum", "--store-option", "untrusted=true", "--store-option", "retries=1").GetProperty("sum").GetInt64());
    }

    [Fact]
    public void A_server_that_forbids_what_is_absent_is_read()
    {
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::X", "--zarr-version", "2", "--chunks", "10,10");
        File.Delete(_darray.Path("z.zarr/X/1.0"));
        using Server server = new(_darray.Path(""));
        var expected = Darray.Counts[..10].Sum();
        Assert.Equal(expected, _darray.Json("stats", server.Address + "z.zarr::X", "--stat", "sum").GetProperty("sum").GetInt64());
        Assert.Equal(expected, _darray.Json("stats", server.Address + "z.zarr::X", "--stat", "sum", "--store-option", "forbidden-means-missing=true").GetProperty("sum").GetInt64());
        var (code, _, error) = _darray.Run("stats", server.Address + "z.zarr::X", "--stat", "sum", "--store-option", "forbidden-means-missing=false");
        Assert.Equal(1, code);
        Assert.Contains("status 403", error, StringComparison.Ordinal);
        Assert.Contains("option forbidden-means-missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_one_store_in_a_zip_file_is_taken_and_several_are_named()
    {
        Succeeds("convert", "@/a.h5::X", "@/zip/example.zarr::X");
        System.IO.Compression.ZipFile.CreateFromDirectory(_darray.Path("zip"), _darray.Path("one.zip"));
        foreach (var path in (string[])["@/one.zip::X", "@/one.zip::example.zarr/X"])
            Assert.Equal(Sum(), _darray.Json("stats", path, "--stat", "sum").GetProperty("sum").GetInt64());
        var info = _darray.Json("info", "@/one.zip");
        Assert.Equal("example.zarr", info.GetProperty("store").GetString());
        Assert.Equal("X", Assert.Single(info.GetProperty("members").EnumerateArray()).GetProperty("path").GetString());
        Assert.Contains("store    example.zarr, the one inside of ", Succeeds("info", "@/one.zip"), StringComparison.Ordinal);
        Assert.Contains("store    example.zarr, the one inside of ", Succeeds("info", "@/one.zip::X"), StringComparison.Ordinal);
        Assert.Contains("example.zarr/X: 200 elements read", Succeeds("verify", "@/one.zip"), StringComparison.Ordinal);
        Assert.False(_darray.Json("info", "@/one.zip::example.zarr/X").TryGetProperty("store", out _));

        File.WriteAllBytes(_darray.Path("setup.run"), [.. "#!/bin/sh\n"u8, .. File.ReadAllBytes(_darray.Path("one.zip"))]);
        Assert.Equal(Sum(), _darray.Json("stats", "@/setup.run::X", "--stat", "sum").GetProperty("sum").GetInt64());
        File.Copy(_darray.Path("a.h5"), _darray.Path("hdf5.dat"));
        File.AppendAllBytes(_darray.Path("hdf5.dat"), File.ReadAllBytes(_darray.Path("one.zip")));
        Assert.Equal("hdf5", _darray.Json("info", "@/hdf5.dat::X").GetProperty("format").GetString());

        Succeeds("convert", "@/a.h5::X", "@/zip/deep/other.zarr::X");
        System.IO.Compression.ZipFile.CreateFromDirectory(_darray.Path("zip"), _darray.Path("two.zip"));
        foreach (var command in (string[])["stats", "info", "verify"])
        {
            var (code, _, error) = _darray.Run(command, "@/two.zip");
            Assert.Equal(1, code);
            Assert.Contains("two.zip: there is no array or group; found example.zarr, deep/other.zarr", error, StringComparison.Ordinal);
        }
        Assert.Equal(Sum(), _darray.Json("stats", "@/two.zip::deep/other.zarr/X", "--stat", "sum").GetProperty("sum").GetInt64());
    }

    [Fact]
    public void Files_that_no_key_names_are_said()
    {
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::X", "--zarr-version", "2", "--chunks", "10,10");
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::S", "--zarr-version", "2", "--sparse", "csr");
        Assert.False(_darray.Json("info", "@/z.zarr::X").TryGetProperty("warnings", out _));
        Assert.Equal(0, _darray.Json("verify", "@/z.zarr").GetProperty("warnings").GetArrayLength());
        Directory.CreateDirectory(_darray.Path("z.zarr/X/0"));
        File.Move(_darray.Path("z.zarr/X/0.0"), _darray.Path("z.zarr/X/0/0"));
        File.WriteAllText(_darray.Path("z.zarr/S/data/7"), "x");
        const string Named = "1 file (0/0) of chunks named by another rule are not read";

        Assert.Contains($"warning  {Named}", Succeeds("info", "@/z.zarr::X"), StringComparison.Ordinal);
        Assert.Contains(Named, Assert.Single(_darray.Json("info", "@/z.zarr::X").GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Contains($"warning: X: {Named}", Succeeds("info", "@/z.zarr"), StringComparison.Ordinal);
        Assert.Contains("warning: S: data: 1 file (7) of chunks beyond the array's shape are not read", Succeeds("info", "@/z.zarr"), StringComparison.Ordinal);
        var members = _darray.Json("info", "@/z.zarr").GetProperty("members").EnumerateArray();
        Assert.All(members, member => Assert.Equal(1, member.GetProperty("warnings").GetArrayLength()));

        var verified = Succeeds("verify", "@/z.zarr");
        Assert.Contains($"warning: X: {Named}", verified, StringComparison.Ordinal);
        Assert.Contains("2 arrays, all well; warnings: 2", verified, StringComparison.Ordinal);
        Assert.Equal(2, _darray.Json("verify", "@/z.zarr").GetProperty("warnings").GetArrayLength());
    }

    private static long Sum() => Darray.Counts.Sum();

    private string Succeeds(params string[] arguments)
    {
        var (code, output, error) = _darray.Run(arguments);
        Assert.True(code == 0, error);
        return output;
    }

    /// <summary>Serves the files of a folder, and status 403 for missing ones.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly string _folder;

        public Server(string folder)
        {
            _folder = folder;
            for (var port = 20_000 + Random.Shared.Next(20_000); ; port++)
            {
                Address = $"http://127.0.0.1:{port}/";
                _listener.Prefixes.Add(Address);
                try
                {
                    _listener.Start();
                    break;
                }
                catch (HttpListenerException)
                {
                    _listener.Prefixes.Clear();
                }
            }
            new Thread(Serve) { IsBackground = true }.Start();
        }

        public string Address { get; }

        public void Dispose() => _listener.Close();

        private void Serve()
        {
            try
            {
                while (true)
                    Answer(_listener.GetContext());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed.
            }
        }

        private void Answer(HttpListenerContext context)
        {
            var path = Path.Combine(_folder, context.Request.Url!.AbsolutePath.TrimStart('/'));
            var isThere = File.Exists(path);
            context.Response.StatusCode = isThere ? 200 : 403;
            context.Response.Close(isThere ? File.ReadAllBytes(path) : [], willBlock: true);
        }
    }
}
