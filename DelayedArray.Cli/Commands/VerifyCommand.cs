using System.CommandLine;

namespace DelayedArrays;

/// <summary><c>darray verify</c>: reads everything and names the first thing that is broken.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("verify", "Reads everything; names the first broken chunk.");
        var options = new SourceOptions(command, withExpression: false);
        command.SetAction(parsed =>
        {
            var request = options.Read(parsed);
            ProgressBar.Run("verifying", request, terminal, run =>
            {
                var lines = new List<string>();
                foreach (var line in ArrayFormats.For(request.Location.Path).Verify(request.Location, run))
                {
                    lines.Add(line);
                    if (!request.Json && !request.Quiet)
                        terminal.Out.WriteLine(line);
                }
                if (request.Json)
                    JsonOutput.Write(terminal.Out, json => { json.WriteBoolean("ok", true); json.WriteNumber("arrays", lines.Count); });
                else
                    terminal.Out.WriteLine($"{lines.Count} arrays, all well");
                return true;
            });
        });
        return command;
    }
}
