using System.Text.Json;

namespace DelayedArrays;

/// <summary><c>darray verify</c>: reads everything and reports errors.</summary>
internal sealed class VerifyCommand(Terminal terminal) : LazyCommand("verify", "Reads everything and names the first broken chunk of each array.")
{
    /// <inheritdoc/>
    public override void Define()
    {
        var options = new SourceOptions(this, withExpression: false);
        SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var tally = request.Run("verifying", terminal, run => Check(request, terminal, run));
            if (request.IsJson)
                JsonOutput.Write(terminal.Out, tally.Write);
            else if (tally.Read + tally.Unread > 0 || tally.Problems.Count != 1)
                terminal.Out.WriteLine(tally);
            return tally.Problems.Count == 0 ? 0 : DarrayCommand.Failed;
        });
    }

    private static Tally Check(SourceRequest request, Terminal terminal, ExecutionOptions run)
    {
        var tally = new Tally();
        foreach (var found in ArrayFormats.Verify(request.Location, run))
        {
            tally.Add(found);
            if (found.Outcome == Outcome.Failed)
                terminal.Complain(found.Line);
            else if (!request.IsJson && !request.IsQuiet)
                terminal.Out.WriteLine(found.Line);
            foreach (var warning in request.IsJson ? [] : found.Warnings)
                terminal.Out.WriteLine($"warning: {warning}");
        }
        return tally;
    }

    /// <summary>Counts the arrays that were read, and keeps the errors of others.</summary>
    private sealed class Tally
    {
        public int Read { get; private set; }

        public int Unread { get; private set; }

        public List<string> Problems { get; } = [];

        public List<string> Warnings { get; } = [];

        public void Add(Verified found)
        {
            Warnings.AddRange(found.Warnings);
            if (found.Outcome == Outcome.Failed)
                Problems.Add(found.Line);
            else if (found.Outcome == Outcome.Read)
                Read++;
            else
                Unread++;
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteBoolean("ok", Problems.Count == 0);
            json.WriteNumber("arrays", Read);
            json.WriteNumber("unread", Unread);
            json.WriteNumber("failed", Problems.Count);
            json.Texts("problems", Problems);
            json.Texts("warnings", Warnings);
        }

        public override string ToString() =>
            $"{Read} arrays{(Problems.Count == 0 ? ", all well" : $" read, {Problems.Count} cannot be")}{(Unread > 0 ? $"; {Unread} not read" : "")}{(Warnings.Count > 0 ? $"; warnings: {Warnings.Count}" : "")}";
    }
}
