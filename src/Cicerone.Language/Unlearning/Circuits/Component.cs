using Cicerone.Language.Transformer;

namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>A part of a decoder that may be responsible for what it does: a head, or the feed-forward network of a layer.</summary>
/// <param name="Layer">Its layer, from 0.</param>
/// <param name="Head">The head, from 0; −1 for the feed-forward network.</param>
internal readonly record struct Component(int Layer, int Head)
{
    private const int Network = -1;

    public bool IsHead => Head != Network;

    /// <summary>The feed-forward network of a layer.</summary>
    public static Component FeedForward(int layer) => new(layer, Network);

    /// <summary>All of a decoder, from below.</summary>
    public static IReadOnlyList<Component> All(DecoderShape shape) =>
        [.. Enumerable.Range(0, shape.Layers).SelectMany(layer => (IEnumerable<Component>)[.. Enumerable.Range(0, shape.Heads).Select(head => new Component(layer, head)), FeedForward(layer)])];

    public override string ToString() => IsHead ? $"layer {Layer + 1}, head {Head + 1}" : $"layer {Layer + 1}, feed-forward";
}
