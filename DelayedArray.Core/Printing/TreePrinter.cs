using System.Text;

namespace DelayedArrays;

/// <summary>
/// Prints an expression tree, one node per line, with shape, element type and sparsity. A node used in several places is printed once;
/// its other uses refer to its number.
/// </summary>
internal sealed class TreePrinter(Node root)
{
    private const int MaxLines = 200;

    public string Print()
    {
        var numbers = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        var shared = Node.Shared(root);
        var lines = new StringBuilder();
        var stack = new Stack<(Node Node, string Lead, string Below)>();
        stack.Push((root, "", ""));
        var count = 0;
        while (stack.TryPop(out var item))
        {
            if (count++ == MaxLines)
            {
                lines.Append("...\n");
                break;
            }
            var known = numbers.TryGetValue(item.Node, out var number);
            if (!known && shared.Contains(item.Node))
                numbers[item.Node] = number = numbers.Count + 1;
            lines.Append(item.Lead).Append(Describe(item.Node, known, number)).Append('\n');
            if (known)
                continue;
            for (var i = item.Node.Inputs.Length - 1; i >= 0; i--)
            {
                var last = i == item.Node.Inputs.Length - 1;
                stack.Push((item.Node.Inputs[i], item.Below + (last ? "└─ " : "├─ "), item.Below + (last ? "   " : "│  ")));
            }
        }
        return lines.ToString().TrimEnd('\n');
    }

    private static string Describe(Node node, bool known, int number)
    {
        if (known)
            return $"(see #{number})";
        var mark = number > 0 ? $"#{number} " : "";
        return $"{mark}{node.Label}  {node.Shape} {node.TypeName}{(node.IsSparse ? " sparse" : "")}{LostTime(node)}";
    }

    /// <summary>Notes where dates and durations become plain numbers.</summary>
    private static string LostTime(Node node) =>
        node.Time is null && node.Inputs.FirstOrDefault(input => input.Time is not null) is { } timed ? $" ({timed.TypeName} as integers)" : "";
}
