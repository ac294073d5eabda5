using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>A ranker that answers otherwise for another wanted action (<see cref="QueryContext.Action"/>): what would be clicked is not what would be bought.</summary>
public interface IConditions : IRanker
{
    /// <summary>Names of the actions it has learned.</summary>
    IReadOnlyList<string> Actions { get; }

    /// <summary>Writes how likely each item of the vocabulary is to be the one that the wanted action comes to: a row sums to 1.</summary>
    /// <param name="queries">The queries, each with its wanted action.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="shares">Shape [queries, items]; overwritten.</param>
    void Shares(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> shares);
}
