using System.CommandLine;

namespace DelayedArrays;

/// <summary><c>darray show</c>: prints the corners of an array, or all of it.</summary>
internal sealed class ShowCommand(Terminal terminal) : LazyCommand("show", "Prints the corners of an array, or all of it.")
{
    /// <inheritdoc/>
    public override void Define()
    {
        var options = new SourceOptions(this, withExpression: true);
        var all = new Option<bool>("--all") { Description = "print all elements instead of the corners" };
        var sparse = new Option<bool>("--sparse") { Description = "print the non-zero entries: as triples, or with --json as compressed rows" };
        Options.Add(all);
        Options.Add(sparse);
        SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var array = request.Open();
            if (request.IsExplained)
            {
                request.Explain(terminal, array, array.Explain(request.Execution));
                return;
            }
            request.Run("reading", terminal, run =>
            {
                array.Prepare(run);
                if (parsed.GetValue(sparse))
                    return array.ElementType.Dispatch(new SparseVisitor(array, request.IsJson, terminal, run));
                return array.ElementType.Dispatch(new ShowVisitor(array, parsed.GetValue(all), request.IsJson, terminal, run));
            });
        });
    }

    private sealed class SparseVisitor(DelayedArray array, bool json, Terminal terminal, ExecutionOptions run) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            var output = new SparseOutput<T>(array.As<T>().ToSparse(SparseLayout.Csr, run));
            if (json)
                JsonOutput.Write(terminal.Out, writer => output.Write(writer));
            else
                output.Write(terminal.Out);
            return true;
        }
    }

    private sealed class ShowVisitor(DelayedArray array, bool all, bool json, Terminal terminal, ExecutionOptions run) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            if (json)
                WriteJson(array.As<T>());
            else if (all)
                WriteLines(array.As<T>());
            else
                terminal.Out.WriteLine(array);
            return true;
        }

        private void WriteJson<T>(DelayedArray<T> typed) where T : unmanaged
        {
            var values = typed.ToArray(run);
            JsonOutput.Write(terminal.Out, writer =>
            {
                writer.Lengths("shape", typed.Shape);
                writer.WriteString("dtype", typed.TypeName);
                writer.WritePropertyName("values");
                writer.Nested<T>(values, typed.Shape.AsSpan(), typed.Time);
            });
        }

        /// <summary>Writes one line per index of all axes but the last, reading a part of the array at a time.</summary>
        private void WriteLines<T>(DelayedArray<T> typed) where T : unmanaged
        {
            var columns = typed.Rank == 0 ? 1 : typed.Shape[typed.Rank - 1];
            var rows = columns == 0 ? 0 : typed.Shape.Count / columns;
            var first = typed.Rank == 0 ? 1 : typed.Shape[0];
            var step = Math.Max(1, BlockGrid.TargetElements / Math.Max(1, typed.Shape.Count / Math.Max(first, 1)));
            if (typed.Rank <= 1 || rows == 0)
            {
                WriteRows(typed.ToArray(run), (int)columns);
                return;
            }
            for (var start = 0L; start < first; start += step)
                WriteRows(typed[Selection.Slice(start, start + step)].ToArray(run), (int)columns);
        }

        private void WriteRows<T>(T[] values, int columns) where T : unmanaged
        {
            for (var start = 0; start + columns <= values.Length && columns > 0; start += columns)
                terminal.Out.WriteLine(string.Join('\t', values.AsSpan(start, columns).ToArray().Select(value => ElementTypes.Format(value, array.Time))));
        }
    }
}
