using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Sequences;

/// <summary>In a world where each item is followed by the next of a circle, the next is what should come first.</summary>
public sealed class NextItemTests
{
    private const int Circle = 12;

    [Theory]
    [InlineData("sasrec", "cross-entropy", "last")]
    [InlineData("sasrec", "sampled-softmax", "all")]
    [InlineData("sasrec", "gbce", "last")]
    [InlineData("sasrec", "bce", "all")]
    [InlineData("gru4rec", "cross-entropy", "all")]
    [InlineData("flame", "cross-entropy", "last")]
    [InlineData("bert4rec", "cross-entropy", "all")]
    [InlineData("fmlp-rec", "cross-entropy", "last")]
    [InlineData("lru-rec", "sampled-softmax", "all")]
    public void The_next_item_of_the_circle_comes_first(string algorithm, string loss, string targets)
    {
        var builder = new InteractionLogBuilder();
        for (int person = 0; person < 4 * Circle; person++)
            for (int step = 0; step < 8; step++) builder.Add($"person {person}", $"item {(person + step) % Circle}");
        InteractionLog log = builder.Build();
        var settings = new Dictionary<string, string>
        {
            ["loss"] = loss,
            ["targets"] = targets,
            ["width"] = "16",
            ["dropout"] = "0.1",
            ["max-length"] = "8",
            ["negatives"] = "4",
            ["epochs"] = algorithm == "bert4rec" ? "400" : "25", // one window of a person is one example, where a prefix is for the others
            ["batch-size"] = "16",
            ["learning-rate"] = "0.01",
        };
        var model = (IRanker)new AlgorithmTable(NeuralAlgorithms.All)[algorithm].Fit(new TrainingData(log, ItemTable.Without(log.Items)), settings, new FitContext { Threads = 2 });
        var catalogue = Catalogue.Of(log, ItemTable.Without(log.Items));
        int Item(int number) => log.Items.Index($"item {number % Circle}", "item");
        for (int last = 0; last < Circle; last++)
        {
            var first = new TopKResult(1, 1);
            model.TopK([new Query(History.Of(Item(last + 10), Item(last + 11), Item(last)), null, 1)], catalogue, new TopKRequest(1), first);
            Assert.Equal(Item(last + 1), first.Items(0)[0]);
        }
    }
}
