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
                var (read, unread) = (0, 0);
                List<string> warnings = [];
                foreach (var found in ArrayFormats.For(request.Location.Path).Verify(request.Location, run))
                {
                    (read, unread) = found.IsRead ? (read + 1, unread) : (read, unread + 1);
                    if (!request.Json && !request.Quiet)
                        terminal.Out.WriteLine(found.Line);
                    warnings.AddRange(found.Warnings);
                    foreach (var warning in request.Json ? [] : found.Warnings)
                        terminal.Out.WriteLine($"warning: {warning}");
                }
                if (request.Json)
                    JsonOutput.Write(terminal.Out, json =>
                    {
                        json.WriteBoolean("ok", true);
                        json.WriteNumber("arrays", read);
                        json.WriteNumber("unread", unread);
                        json.Texts("warnings", warnings);
                    });
                else
                    terminal.Out.WriteLine($"{read} arrays, all well{(unread > 0 ? $"; {unread} not read" : "")}{(warnings.Count > 0 ? $"; warnings: {warnings.Count}" : "")}");
                return true;
            });
        });
        return command;
    }
}
