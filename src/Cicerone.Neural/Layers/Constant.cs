using System.Collections.Concurrent;
using TorchSharp;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Numbers that tensors are multiplied by or added to. TorchSharp makes an object of each, which the garbage collector may take back while
/// the native code still reads it; these are kept for good. So no number is written beside a tensor, only one of these, and only
/// numbers of which there are few.
/// </summary>
internal static class Constant
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = [];

    public static Scalar Of(double value) => Kept.GetOrAdd(value, number => number.ToScalar());
}
