using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Declares reductions.</summary>
public static class Reduction
{
    /// <summary>Makes a reduction with the arithmetic of a reducer. It gives one result for each index of the axes that remain.</summary>
    public static Reduction<T, Tensor<TResult>> Of<T, TState, TResult, TReducer>(TReducer reducer)
        where T : unmanaged where TState : unmanaged where TResult : unmanaged
        where TReducer : struct, IReducer<TReducer, T, TState, TResult> => new Declared<T, TState, TResult, TReducer>(reducer);

    private sealed class Declared<T, TState, TResult, TReducer>(TReducer reducer) : Reduction<T, Tensor<TResult>>(reducer.Name)
        where T : unmanaged where TState : unmanaged where TResult : unmanaged
        where TReducer : struct, IReducer<TReducer, T, TState, TResult>
    {
        internal override Pending<Tensor<TResult>> AddTo(Pass pass, DelayedArray<T> array, Axes axis, bool skipNaN, bool keepAxes)
        {
            var axes = new ReducedAxes(array.Shape, axis.Resolve(array.Shape));
            // Without elements, none was skipped.
            var folding = new Folding<T, TState, TResult, TReducer>(
                reducer, skipNaN && array.ElementType.IsFloat() && array.Shape.Count > 0);
            var sink = new ReductionSink<T, TState, TResult, TReducer>(array.Node, axes, folding);
            return pass.Add(sink, () => sink.Results.ToTensor(keepAxes ? axes.KeptShape : axes.ResultShape));
        }
    }
}
