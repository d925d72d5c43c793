using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Joins arrays along an axis.</summary>
public sealed class Concatenate<T> : Node<T> where T : unmanaged
{
    // Longer concatenations are not flattened, because an array that grows part by part would copy all its parts each time.
    private const int MaxFlattened = 1024;

    private readonly ImmutableArray<Node<T>> _parts;
    private readonly long[] _starts;

    private Concatenate(ImmutableArray<Node<T>> parts, int axis)
        : base(parts[0].Shape.With(axis, parts.Sum(part => part.Shape[axis])), [.. parts.Cast<Node>()], axis)
    {
        _parts = parts;
        Axis = axis;
        _starts = new long[parts.Length + 1];
        for (var i = 0; i < parts.Length; i++)
            _starts[i + 1] = _starts[i] + parts[i].Shape[axis];
        Layout = BuildLayout();
        Time = parts.All(part => part.Time == parts[0].Time) ? parts[0].Time : null;
        IsSparse = parts.All(part => part.IsSparse);
    }

    /// <summary>The axis along which the parts are joined.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override TimeType? Time { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => $"Concatenate(axis {Axis})";

    /// <summary>Joins arrays. A single part is returned unchanged. Nested concatenations along the same axis are flattened unless they
    /// are long.</summary>
    /// <exception cref="ShapeMismatchException">The parts differ in another axis.</exception>
    internal static Node<T> Of(IReadOnlyList<Node<T>> parts, int axis)
    {
        if (parts.Count == 0)
            throw new ArgumentException("there is nothing to concatenate", nameof(parts));
        var first = parts[0].Shape;
        axis = first.CheckAxis(axis);
        var flat = ImmutableArray.CreateBuilder<Node<T>>();
        foreach (var part in parts)
        {
            if (part.Shape.Rank != first.Rank || part.Shape.With(axis, 0) != first.With(axis, 0))
                throw new ShapeMismatchException($"arrays of shapes {first} and {part.Shape} cannot be concatenated along axis {axis}");
            if (part is Concatenate<T> nested && nested.Axis == axis && nested._parts.Length <= MaxFlattened)
                flat.AddRange(nested._parts);
            else
                flat.Add(part);
        }
        return flat.Count == 1 ? flat[0] : new Concatenate<T>(flat.DrainToImmutable(), axis);
    }

    /// <summary>Drops the parts that a selection misses. Returns null if it misses none.</summary>
    internal (Node<T> Input, ImmutableArray<AxisSelection> Axes)? Prune(ImmutableArray<AxisSelection> axes)
    {
        var selection = axes[Axis];
        if (selection.Count == 0)
            return _parts.Length > 1 ? (_parts[0], axes) : null;
        var (minimum, maximum) = selection.Bounds();
        var (first, last) = (PartOf(minimum), PartOf(maximum));
        if (first == 0 && last == _parts.Length - 1)
            return null;
        var shifted = selection.IsRange
            ? AxisSelection.Range(selection.Start - _starts[first], selection.Count, selection.Step)
            : AxisSelection.List([.. selection.Indices.ToArray().Select(index => index - _starts[first])]);
        return (Of([.. _parts[first..(last + 1)]], Axis), axes.SetItem(Axis, shifted));
    }

    internal override long HeldStripBytes(BlockRequest request) =>
        IsSparse ? Split(request.Axes[Axis]).Parts.Count * EntryBuffer<T>.HeldBytes : 0;

    internal override void Ask(BlockRequest request, RequestSink inputs)
    {
        foreach (var (part, selection) in Split(request.Axes[Axis]).Parts)
            inputs(_parts[part], request.With(request.Axes.SetItem(Axis, selection), request.Order));
    }

    internal override void Trace(Footprint footprint, FootprintSink inputs)
    {
        if (footprint.IsIrregular)
        {
            base.Trace(footprint, inputs);
            return;
        }
        var (parts, segments) = Split(footprint.Axes[Axis].Selection);
        var isScattered = segments.Count != parts.Count;
        var first = 0L;
        foreach (var (part, selection) in isScattered ? parts : [.. segments.Select(segment => parts[segment.Part])])
        {
            inputs(_parts[part], isScattered ? Footprint.Irregular : footprint.OfPart(Axis, first, selection));
            first += selection.Count;
        }
    }

    internal override Node WithInputs(ImmutableArray<Node> inputs) => Of([.. inputs.Cast<Node<T>>()], Axis);

    internal override BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        var (parts, segments) = Split(request.Axes[Axis]);
        if (parts.Count == 1 && segments.Count == 1)
            return context.Open(_parts[parts[0].Part], request.With(request.Axes.SetItem(Axis, parts[0].Selection), request.Order));
        var inner = Inner(request);
        var cursors = new List<BlockCursor<T>>(parts.Count);
        foreach (var (part, selection) in parts)
            cursors.Add(context.Open(_parts[part], request.With(request.Axes.SetItem(Axis, selection), request.Order)));
        return new ConcatenateCursor<T>([.. cursors], [.. parts.Select(part => (int)part.Selection.Count)], [.. segments], inner);
    }

    internal override SparseCursor<T> OpenSparse(BlockRequest request, BlockContext context)
    {
        var (parts, segments) = Split(request.Axes[Axis]);
        // A range takes each part once, in order. A list may alternate between parts.
        if (segments.Count != parts.Count || segments.Where((segment, i) => segment.Part != i).Any())
            return base.OpenSparse(request, context);
        var inner = Inner(request);
        var cursors = new List<SparseCursor<T>>(parts.Count);
        foreach (var (part, selection) in parts)
            cursors.Add(context.OpenSparse(_parts[part], request.With(request.Axes.SetItem(Axis, selection), request.Order)));
        return cursors.Count == 1
            ? cursors[0]
            : new SparseConcatenateCursor<T>([.. cursors], [.. parts.Select(part => (int)part.Selection.Count * inner)]);
    }

    /// <summary>Counts the elements of a block for each index of the axis.</summary>
    private int Inner(BlockRequest request)
    {
        var inner = 1;
        for (var k = request.Rank - 1; request.Order[k] != Axis; k--)
            inner *= (int)request.Axes[request.Order[k]].Count;
        return inner;
    }

    private int PartOf(long index)
    {
        var found = Array.BinarySearch(_starts, index);
        if (found < 0)
            return ~found - 1;
        // Empty parts have the same start as the part that follows.
        while (_starts[found + 1] == index)
            found++;
        return found;
    }

    /// <summary>
    /// Splits a selection: the selection to request from each part it touches, and the order in which the results interleave.
    /// </summary>
    private (List<(int Part, AxisSelection Selection)> Parts, List<ConcatenateSegment> Segments) Split(AxisSelection selection)
    {
        var wanted = new SortedDictionary<int, List<long>>();
        var runs = new List<(int Part, int First, int Count)>();
        if (selection.IsRange)
            return SplitRange(selection);
        for (var i = 0L; i < selection.Count; i++)
        {
            var part = PartOf(selection[i]);
            if (!wanted.TryGetValue(part, out var list))
                wanted.Add(part, list = []);
            if (runs.Count > 0 && runs[^1].Part == part)
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add((part, list.Count, 1));
            list.Add(selection[i] - _starts[part]);
        }
        var slots = wanted.Keys.Select((part, slot) => (part, slot)).ToDictionary(pair => pair.part, pair => pair.slot);
        return ([.. wanted.Select(pair => (pair.Key, AxisSelection.List([.. pair.Value])))],
            [.. runs.Select(run => new ConcatenateSegment(slots[run.Part], run.First, run.Count))]);
    }

    private (List<(int, AxisSelection)>, List<ConcatenateSegment>) SplitRange(AxisSelection selection)
    {
        var parts = new List<(int, AxisSelection)>();
        var segments = new List<ConcatenateSegment>();
        for (var i = 0L; i < selection.Count;)
        {
            var part = PartOf(selection[i]);
            var room = selection.Step > 0 ? _starts[part + 1] - 1 - selection[i] : selection[i] - _starts[part];
            var count = Math.Min((room / Math.Abs(selection.Step)) + 1, selection.Count - i);
            segments.Add(new ConcatenateSegment(parts.Count, 0, (int)count));
            parts.Add((part, AxisSelection.Range(selection[i] - _starts[part], count, selection.Step)));
            i += count;
        }
        return (parts, segments);
    }

    private ChunkLayout BuildLayout()
    {
        var dominating = ChunkLayout.Dominating([.. _parts]);
        var along = AxisTicks.Concatenate([.. _parts.Select(part => part.Layout.Ticks[Axis])]).ForDepth(Depth);
        return dominating with
        {
            Ticks = dominating.Ticks.SetItem(Axis, along),
            LargestChunk = Math.Min(_parts.Max(part => part.Layout.LargestChunk), ChunkLayout.LargestHeld([.. _parts])),
        };
    }
}

/// <summary>A stretch of a concatenated block along its axis: <c>[First, First + Count)</c> of the indices taken from one part.</summary>
internal readonly record struct ConcatenateSegment(int Part, int First, int Count);
