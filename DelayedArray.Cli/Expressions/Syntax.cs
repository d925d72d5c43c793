namespace DelayedArrays;

/// <summary>A part of an expression.</summary>
/// <param name="Column">The column where it starts, from 1.</param>
internal abstract record Syntax(int Column);

/// <summary>A number as written.</summary>
internal sealed record NumberSyntax(double Value, int Column) : Syntax(Column);

/// <summary>A quoted text.</summary>
internal sealed record TextSyntax(string Text, int Column) : Syntax(Column);

/// <summary>An array, or a constant such as pi.</summary>
internal sealed record NameSyntax(string Name, int Column) : Syntax(Column);

/// <summary>An operator before its operand.</summary>
internal sealed record PrefixSyntax(string Symbol, Syntax Operand, int Column) : Syntax(Column);

/// <summary>An operator between its operands.</summary>
internal sealed record InfixSyntax(string Symbol, Syntax Left, Syntax Right, int Column) : Syntax(Column);

/// <summary>A function with its arguments.</summary>
internal sealed record CallSyntax(string Name, IReadOnlyList<Syntax> Arguments, int Column) : Syntax(Column);

/// <summary><c>x.T</c>.</summary>
internal sealed record TransposeSyntax(Syntax Operand, int Column) : Syntax(Column);

/// <summary><c>x[...]</c>.</summary>
internal sealed record IndexSyntax(Syntax Operand, IReadOnlyList<IndexItem> Items, int Column) : Syntax(Column);

/// <summary>An item between brackets, for one axis.</summary>
internal abstract record IndexItem(int Column);

/// <summary><c>start:stop:step</c>.</summary>
internal sealed record SliceItem(long? Start, long? Stop, long Step, int Column) : IndexItem(Column);

/// <summary>One index, which drops the axis.</summary>
internal sealed record SingleItem(long Index, int Column) : IndexItem(Column);

/// <summary><c>[1, 5, 3]</c>.</summary>
internal sealed record ListItem(IReadOnlyList<long> Indices, int Column) : IndexItem(Column);

/// <summary><c>None</c>: a new axis of length 1.</summary>
internal sealed record NewAxisItem(int Column) : IndexItem(Column);

/// <summary><c>...</c>: all axes without an item.</summary>
internal sealed record EllipsisItem(int Column) : IndexItem(Column);
