using System.Globalization;
using Cicerone.Models;

namespace Cicerone.Server.Api;

/// <summary>What is known of the model in service.</summary>
internal static class ModelApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/model", Get)
        .WithTags("Model")
        .Describe("getModel", "The model in service",
            """
            { "algorithm": "ease", "options": { "regularisation": "250" }, "seed": "1", "items": 300, "trainingEvents": 9000,
              "protocolFingerprint": "", "metrics": { "ndcg@10": 0.31 }, "version": "0.1.0" }
            """);

    private static ModelMessage Get(Recommender recommender)
    {
        ModelCard card = recommender.Card;
        return new ModelMessage(card.Algorithm, card.Options, card.Seed.ToString(CultureInfo.InvariantCulture),
            recommender.Catalogue.Count, card.TrainingEvents, card.ProtocolFingerprint, card.Metrics, card.Version);
    }
}

/// <summary>A model's card as the API gives it.</summary>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Options">Every option with its value.</param>
/// <param name="Seed">The seed of the fit, as text: it may not fit a number of JavaScript.</param>
/// <param name="Items">How many items it knows.</param>
/// <param name="TrainingEvents">How many events it has learned from.</param>
/// <param name="ProtocolFingerprint">Hash of the data and the way they were split; empty when unknown.</param>
/// <param name="Metrics">Test figures by key; empty before evaluation.</param>
/// <param name="Version">Version of the library that fitted it.</param>
internal sealed record ModelMessage(string Algorithm, IReadOnlyDictionary<string, string> Options, string Seed, int Items, long TrainingEvents,
    string ProtocolFingerprint, IReadOnlyDictionary<string, double> Metrics, string Version);
