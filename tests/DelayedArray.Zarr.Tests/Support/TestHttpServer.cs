using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>What a client asked; Range is null without one, and Attempt counts the requests of this path from 1.</summary>
public sealed record TestRequest(string Method, string Path, string Query, string? Range, int Attempt);

/// <summary>What the server sends, as it is: nothing is added but the end of the head.</summary>
public sealed record TestAnswer(string Head, byte[] Body)
{
    /// <summary>Sent after the body, again and again until the client goes away.</summary>
    public byte[]? Endless { get; init; }

    /// <summary>What the server's clock is moved by once the client waits for the body, which then does not come.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>What the server's clock is moved by before each byte of the body.</summary>
    public TimeSpan Drip { get; init; }

    /// <summary>Whether the connection is closed afterwards.</summary>
    public bool Close { get; init; }

    /// <summary>An answer with a status and nothing else.</summary>
    public static TestAnswer Status(int status, string headers = "") =>
        new($"HTTP/1.1 {status} Status\r\nContent-Length: 0\r\n{headers}", []);
}

/// <summary>A small web server that knows ranges, and misbehaves on demand.</summary>
public sealed class TestHttpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private int _atOnce;
    private int _maxAtOnce;

    /// <summary>Starts a server.</summary>
    public TestHttpServer(IReadOnlyDictionary<string, byte[]> values)
    {
        Values = values;
        _listener.Start();
        Start(Accept);
    }

    /// <summary>What the server has, by key.</summary>
    public IReadOnlyDictionary<string, byte[]> Values { get; }

    /// <summary>An answer other than the right one; null for that.</summary>
    public Func<TestRequest, TestAnswer?> Misbehave { get; set; } = _ => null;

    /// <summary>The clock that the server moves; clients that are to see its pauses wait by it.</summary>
    public ManualClock Clock { get; } = new();

    /// <summary>Whether ranges are known.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Whether the lengths of bodies are told; otherwise they are sent in chunks.</summary>
    public bool TellsLengths { get; set; } = true;

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<TestRequest> Requests { get; } = new();

    /// <summary>The most requests that were answered at once.</summary>
    public int MaxAtOnce => _maxAtOnce;

    /// <summary>The address of the root.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data/store.zarr";

    /// <summary>The answer of a server that behaves.</summary>
    public TestAnswer RightAnswer(TestRequest request)
    {
        var path = Uri.UnescapeDataString(request.Path);
        const string root = "/data/store.zarr/";
        if (!path.StartsWith(root, StringComparison.Ordinal) || !Values.TryGetValue(path[root.Length..], out var value))
            return TestAnswer.Status(404);
        var status = "200 OK";
        var body = value;
        if (request.Range is { } range && KnowsRanges)
        {
            (var first, var end) = Resolve(range, value.Length);
            if (first >= end)
                return TestAnswer.Status(416, $"Content-Range: bytes */{value.Length}\r\n");
            body = value[(int)first..(int)end];
            status = $"206 Part\r\nContent-Range: bytes {first}-{end - 1}/{value.Length}";
        }
        if (TellsLengths)
            return new TestAnswer($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n", body);
        byte[] chunk = [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n"u8];
        return new TestAnswer($"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n", [.. body.Length > 0 ? chunk : [], .. "0\r\n\r\n"u8]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _clients)
            client.Dispose();
    }

    private static void Start(Action action) =>
        new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The other side went away.
            }
        })
        { IsBackground = true }.Start();

    private void Accept()
    {
        while (true)
        {
            var client = _listener.AcceptTcpClient();
            client.NoDelay = true;
            _clients.Add(client);
            Start(() => Serve(client));
        }
    }

    private void Serve(TcpClient client)
    {
        using (client)
        using (var stream = client.GetStream())
        using (var reader = new StreamReader(stream, Encoding.ASCII))
        {
            while (ReadRequest(reader) is { } request)
            {
                Requests.Enqueue(request);
                var atOnce = Interlocked.Increment(ref _atOnce);
                InterlockedMax(ref _maxAtOnce, atOnce);
                var answer = Misbehave(request) ?? RightAnswer(request);
                var waits = Clock.Begun;
                stream.Write(Encoding.ASCII.GetBytes(answer.Head + "\r\n"));
                if (answer.Pause > TimeSpan.Zero)
                {
                    Clock.AwaitMoreThan(waits);
                    Clock.Advance(answer.Pause);
                    return;
                }
                // Before the client can have all of it and ask for more.
                Interlocked.Decrement(ref _atOnce);
                if (request.Method != "HEAD")
                    Send(stream, answer);
                while (answer.Endless is { } more)
                    stream.Write(more);
                if (answer.Close)
                    return;
            }
        }
    }

    private void Send(NetworkStream stream, TestAnswer answer)
    {
        if (answer.Drip == TimeSpan.Zero)
        {
            stream.Write(answer.Body);
            return;
        }
        foreach (var value in answer.Body)
        {
            Clock.Advance(answer.Drip);
            stream.WriteByte(value);
        }
    }

    private TestRequest? ReadRequest(StreamReader reader)
    {
        if (reader.ReadLine() is not { } first)
            return null;
        string? range = null;
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                range = line[13..];
        }
        var parts = first.Split(' ');
        var target = parts[1].Split('?', 2);
        var attempt = _attempts.AddOrUpdate(target[0], 1, (_, count) => count + 1);
        return new TestRequest(parts[0], target[0], target.Length > 1 ? target[1] : "", range, attempt);
    }

    private static (long First, long End) Resolve(string range, long length)
    {
        var ends = range.Split('-');
        if (ends[0].Length == 0)
            return (Math.Max(0, length - long.Parse(ends[1], CultureInfo.InvariantCulture)), length);
        var last = long.Parse(ends[1], CultureInfo.InvariantCulture);
        return (long.Parse(ends[0], CultureInfo.InvariantCulture), Math.Min(length - 1, last) + 1);
    }

    private static void InterlockedMax(ref int max, int value)
    {
        for (var seen = max; seen < value;)
            seen = Interlocked.CompareExchange(ref max, value, seen);
    }
}
