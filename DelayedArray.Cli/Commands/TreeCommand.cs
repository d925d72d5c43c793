namespace DelayedArrays;

/// <summary><c>darray tree</c>: prints the expression tree with shapes, types and seeds.</summary>
internal sealed class TreeCommand(Terminal terminal) : LazyCommand("tree", "Prints the expression tree, with shapes, types, sparsity and seeds. Reads no data.")
{
    /// <inheritdoc/>
    public override void Define()
    {
        var options = new SourceOptions(this, withExpression: true);
        SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var array = request.Open();
            if (request.IsJson)
                JsonOutput.Write(terminal.Out, json => json.WriteString("tree", array.ToTree()));
            else
                terminal.Out.WriteLine(array.ToTree());
        });
    }
}
