using System.CommandLine;

namespace DelayedArrays;

/// <summary><c>darray tree</c>: the expression with shapes, types and seeds.</summary>
internal static class TreeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("tree", "The expression tree, with shapes, types, sparsity and seeds. Reads no data.");
        var options = new SourceOptions(command, withExpression: true);
        command.SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var array = request.Open();
            if (request.Json)
                JsonOutput.Write(terminal.Out, json => json.WriteString("tree", array.ToTree()));
            else
                terminal.Out.WriteLine(array.ToTree());
        });
        return command;
    }
}
