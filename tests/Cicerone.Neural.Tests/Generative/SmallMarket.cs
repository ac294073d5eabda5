using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Generative;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Neural.Tests.Generative;

/// <summary>A market so small that a network of it is made in no time.</summary>
internal static class SmallMarket
{
    public static AdMarketSplit Data { get; } = AdMarketSplit.Of(new AdMarketOptions { Users = 60, Items = 300, Days = 60, Conversions = true, Seed = 2 }, new LastAction());

    public static TencentGrOptions Options { get; } = new() { Width = 16, Layers = 2, MaxLength = 20, BatchSize = 16, Epochs = 1, Negatives = 32, TimeBuckets = 8 };

    public static TrainingData Training { get; } = TrainingData.Of(Data.Split, Data.Items, Data.Features);

    public static Catalogue Catalogue { get; } = Catalogue.Of(Data.Split.Train, Data.Items);

    public static TencentGrModel Fit(TencentGrOptions options) => TencentGr.Fit(Training, options, new FitContext { Seed = 5, Threads = 1 });

    /// <summary>Queries of training people, with their profiles, who want a conversion.</summary>
    public static Query[] Queries(int count)
    {
        Histories histories = Histories.Of(Data.Split.Train);
        return [.. Enumerable.Range(0, histories.Count).Where(person => histories[person].Count > 5).Take(count).Select(person =>
            Query.OfPerson(Data.Split.Train.Users, person, histories[person], seed: 1) with { Context = new QueryContext("conversion", Data.Split.People[person]) })];
    }

    public static float[] Embed(IEmbeds model, params Query[] queries)
    {
        float[] vectors = new float[queries.Length * model.ItemVectors.Width];
        model.Embed(queries, vectors);
        return vectors;
    }
}
