using TorchSharp;

namespace Cicerone.Neural.Training;

/// <summary>The learned tensors of a network, by name.</summary>
/// <param name="seed">Decides the first weights.</param>
/// <param name="learned">False for a frozen network.</param>
internal sealed class ParameterSet(ulong seed, bool learned = true) : IDisposable
{
    private readonly List<Parameter> _all = [];
    private readonly List<string> _keys = [];

    public IReadOnlyList<Parameter> All => _all;

    /// <summary>A name for each that is unique in the set.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>How many numbers there are.</summary>
    public long Count => _all.Sum(parameter => parameter.Shape.Aggregate(1L, (product, length) => product * length));

    /// <summary>A tensor whose first values are drawn from the normal distribution.</summary>
    public Parameter Normal(string name, double deviation, params long[] shape) => Drawn(name, random => deviation * random.NextNormal(), shape);

    /// <summary>A tensor whose first values are drawn one by one.</summary>
    public Parameter Drawn(string name, Func<RandomSource, double> draw, params long[] shape)
    {
        Parameter parameter = Add(name, shape);
        var random = RandomSource.For(seed, RandomSource.Hash(name));
        foreach (ref float value in parameter.Values) value = (float)draw(random);
        return parameter;
    }

    /// <summary>A tensor whose first values are all the same.</summary>
    public Parameter Constant(string name, float value, params long[] shape)
    {
        Parameter parameter = Add(name, shape);
        parameter.Values.Fill(value);
        return parameter;
    }

    /// <summary>Both sets as one; the parameters are shared.</summary>
    /// <param name="other">The other set.</param>
    /// <param name="prefix">Before the other's names in <see cref="Keys"/>.</param>
    public ParameterSet And(ParameterSet other, string prefix)
    {
        var both = new ParameterSet(seed);
        both._all.AddRange([.. _all, .. other._all]);
        both._keys.AddRange([.. _keys, .. other._keys.Select(key => prefix + key)]);
        return both;
    }

    /// <summary>Begins a step that may read every parameter whole.</summary>
    public void Touch()
    {
        foreach (Parameter parameter in _all) parameter.Touch();
    }

    /// <summary>A copy of all weights, in the order of <see cref="All"/>.</summary>
    public float[][] Copy() => [.. _all.Select(parameter => parameter.Values.ToArray())];

    /// <summary>Puts copied weights back.</summary>
    public void Restore(float[][] weights)
    {
        for (int i = 0; i < _all.Count; i++) weights[i].CopyTo(_all[i].Values);
    }

    public void Dispose() => _all.ForEach(parameter => parameter.Dispose());

    private Parameter Add(string name, long[] shape)
    {
        var parameter = new Parameter(name, torch.zeros(shape).DetachFromDisposeScope(), learned);
        _all.Add(parameter);
        _keys.Add(name);
        return parameter;
    }
}
