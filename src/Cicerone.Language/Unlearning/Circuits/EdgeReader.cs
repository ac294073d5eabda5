namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>What reads the residual: the query, key or value of a head, a feed-forward network, or the answer.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Component">Whose it is; without meaning for the answer.</param>
internal readonly record struct EdgeReader(EdgeReaderKind Kind, Component Component)
{
    /// <summary>Whether what a part adds to the residual is there when this reads.</summary>
    /// <param name="source">The part; null for the tokens' vectors.</param>
    public bool Sees(Component? source) => source is not { } part || Kind == EdgeReaderKind.Answer || part.Layer < Component.Layer
        || (part.Layer == Component.Layer && part.IsHead && Kind == EdgeReaderKind.FeedForward);
}

/// <summary>Kinds of <see cref="EdgeReader"/>.</summary>
internal enum EdgeReaderKind
{
    /// <summary>What a head asks with.</summary>
    Query,

    /// <summary>What a head is found by.</summary>
    Key,

    /// <summary>What a head passes on.</summary>
    Value,

    /// <summary>A feed-forward network.</summary>
    FeedForward,

    /// <summary>The last norm and the head of the decoder.</summary>
    Answer,
}
