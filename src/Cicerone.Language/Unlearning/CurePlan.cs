using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Models.Circuits;

namespace Cicerone.Language.Unlearning;

/// <summary>The circuits behind what is forgotten and behind what is kept, and the groups that follow from them.</summary>
/// <param name="Components">The parts, in the order of the groups.</param>
/// <param name="Forget">The circuit behind what is forgotten.</param>
/// <param name="Retain">The circuit behind what is kept.</param>
/// <param name="Grouping">What each part serves.</param>
internal sealed record CurePlan(IReadOnlyList<Component> Components, Circuit Forget, Circuit Retain, Grouping Grouping)
{
    /// <summary>How many pairs of each side are enough.</summary>
    public const int MostPairs = 128;

    /// <summary>Inputs over which gradients are averaged.</summary>
    public const int Gradients = 3;

    /// <summary>Finds both circuits and sorts the parts.</summary>
    /// <param name="runs">The model.</param>
    /// <param name="forget">Prompts to forget, with counterfactuals.</param>
    /// <param name="retain">As many prompts to keep.</param>
    /// <param name="seed">Decides the halves that the threshold of the groups comes from.</param>
    public static CurePlan Of(MarginRuns runs, IReadOnlyList<PromptPair> forget, IReadOnlyList<PromptPair> retain, ulong seed)
    {
        var attribution = new Attribution(runs);
        double[][] ofForget = attribution.Scores(forget, Gradients), ofRetain = attribution.Scores(retain, Gradients);
        Circuit forgets = Circuit.Find(attribution, forget, Grouping.Weights(ofForget)), keeps = Circuit.Find(attribution, retain, Grouping.Weights(ofRetain));
        return new CurePlan(attribution.Components, forgets, keeps, Grouping.Of(attribution, ofForget, ofRetain, forgets, keeps, seed));
    }

    /// <summary>What is told of the parts after unlearning.</summary>
    /// <param name="trace">What happened to them.</param>
    /// <param name="edges">Ways between them, the weightiest first.</param>
    /// <param name="shown">How many ways are told at most.</param>
    public CircuitMap Map(UnlearningTrace trace, IReadOnlyList<Edge> edges, int shown)
    {
        Component[] parts = [.. Components];
        int? Place(Component part) => Array.IndexOf(parts, part) is var place && Grouping.Groups[place] != CircuitGroup.Inert ? place : null;
        (int? From, int? To, double Score)[] live =
        [
            .. edges.Select(edge => (From: edge.Source is { } source ? Place(source) : null, To: edge.Reader.Kind == EdgeReaderKind.Answer ? null : Place(edge.Reader.Component), Edge: edge))
                .Where(edge => (edge.Edge.Source is null || edge.From is not null) && (edge.Edge.Reader.Kind == EdgeReaderKind.Answer || edge.To is not null))
                .GroupBy(edge => (edge.From, edge.To)).Select(ways => (ways.Key.From, ways.Key.To, ways.Sum(way => way.Edge.Score))) // queries, keys and values of a head are one way
                .OrderByDescending(way => way.Item3).Take(shown),
        ];
        return new CircuitMap(
            [.. parts.Select((part, place) => new CircuitPart(part.Layer, part.IsHead ? part.Head : null, Grouping.Groups[place], Grouping.Forget[place], Grouping.Retain[place], trace.PartConflicts[place], trace.Moved[place]))],
            [.. live.Select(way => new CircuitEdge(way.From, way.To, way.Score / live[0].Score))], Grouping.Threshold);
    }
}
