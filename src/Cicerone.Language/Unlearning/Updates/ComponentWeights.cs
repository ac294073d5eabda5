using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Unlearning.Updates;

/// <summary>The weights that belong to a part of a decoder, wherever they lie: as one row of numbers.</summary>
internal sealed class ComponentWeights
{
    private readonly List<(Parameter Parameter, int Start, int Length)> _runs = [];

    private ComponentWeights(IEnumerable<(Parameter Parameter, int Start, int Length)> runs)
    {
        _runs.AddRange(runs);
        Count = _runs.Sum(run => run.Length);
    }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>The weights of each part of a decoder in the order of <see cref="Component.All"/>, and last all weights that belong to none of them.</summary>
    /// <exception cref="CiceroneException">Heads share keys, so that weights would belong to several.</exception>
    public static IReadOnlyList<ComponentWeights> Of(Decoder decoder)
    {
        DecoderShape shape = decoder.Shape;
        if (shape.KeyHeads != shape.Heads) throw new CiceroneException($"The decoder's {shape.Heads} heads share {shape.KeyHeads} key heads, so their weights cannot be told apart. Unlearning by circuits needs a key head for each head.");
        var parameters = decoder.Parameters.All.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        ComponentWeights[] parts = [.. Component.All(shape).Select(component => new ComponentWeights(component.IsHead ? OfHead(parameters, shape, component) : OfNetwork(parameters, component)))];
        var owned = parts.SelectMany(part => part._runs).ToLookup(run => run.Parameter);
        return [.. parts, new ComponentWeights(decoder.Parameters.All.Where(parameter => !owned.Contains(parameter)).Select(Whole))];
    }

    /// <summary>The numbers of this part, out of an array for each parameter.</summary>
    public float[] Gather(IReadOnlyDictionary<Parameter, float[]> from)
    {
        float[] row = new float[Count];
        int place = 0;
        foreach ((Parameter parameter, int start, int length) in _runs)
        {
            from[parameter].AsSpan(start, length).CopyTo(row.AsSpan(place));
            place += length;
        }
        return row;
    }

    /// <summary>Moves the weights by a step.</summary>
    public void Add(ReadOnlySpan<float> step)
    {
        int place = 0;
        foreach ((Parameter parameter, int start, int length) in _runs)
        {
            Span<float> values = parameter.Values.Slice(start, length);
            for (int i = 0; i < length; i++) values[i] += step[place++];
        }
    }

    private static IEnumerable<(Parameter, int, int)> OfHead(Dictionary<string, Parameter> parameters, DecoderShape shape, Component head)
    {
        string name = $"{DecoderNames.Layer(head.Layer)}.self_attn";
        int first = head.Head * shape.HeadWidth;
        foreach (string layer in (string[])["q_proj", "k_proj", "v_proj"])
        {
            yield return (parameters[$"{name}.{layer}.weight"], first * shape.Width, shape.HeadWidth * shape.Width);
            if (shape.HasQueryBias) yield return (parameters[$"{name}.{layer}.bias"], first, shape.HeadWidth);
        }
        for (int row = 0; row < shape.Width; row++) yield return (parameters[$"{name}.o_proj.weight"], row * shape.QueryWidth + first, shape.HeadWidth);
    }

    private static IEnumerable<(Parameter, int, int)> OfNetwork(Dictionary<string, Parameter> parameters, Component network) =>
        parameters.Values.Where(parameter => parameter.Name.StartsWith($"{DecoderNames.Layer(network.Layer)}.mlp.", StringComparison.Ordinal)).Select(Whole);

    private static (Parameter Parameter, int Start, int Length) Whole(Parameter parameter) => (parameter, 0, parameter.Values.Length);
}
