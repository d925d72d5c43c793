namespace DelayedArrays;

/// <summary>A result that is available after its <see cref="Pass"/> has run.</summary>
public sealed class Pending<TResult>
{
    private Func<TResult>? _value;

    internal Pending() { }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The pass has not run yet.</exception>
    public TResult Value => _value is null ? throw new InvalidOperationException("the pass has not run yet") : _value();

    internal void Set(TResult value) => _value = () => value;

    /// <summary>Derives a value from the result, once it is available.</summary>
    internal Pending<TOther> Then<TOther>(Func<TResult, TOther> make)
    {
        var made = new Lazy<TOther>(() => make(Value));
        return new Pending<TOther> { _value = () => made.Value };
    }
}
