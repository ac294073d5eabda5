using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Data;

public sealed class PairWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-weights-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back_whatever_the_ids_hold()
    {
        string path = Path.Combine(_folder, "weights.csv");
        new PairWeights([("ann, \"the first\"", "1", 0.1f), ("bob", "é", 0), ("bob", "1", 3.25f)]).Write(path);
        var read = PairWeights.Read(path);
        Assert.Equal(3, read.Count);
        Assert.Equal([0.1f, 0, 3.25f, 1], new[] { read["ann, \"the first\"", "1"], read["bob", "é"], read["bob", "1"], read["bob", "never told"] });
    }

    [Theory]
    [InlineData("user,item\na,b\n", "no column 'weight'")]
    [InlineData("user,item,weight\na,b,much\n", "line 2, column 'weight': 'much' is no number")]
    [InlineData("user,item,weight\na,b,-1\n", "not below 0")]
    [InlineData("user,item,weight\na,b,NaN\n", "finite")]
    [InlineData("user,item,weight\na,b,1\na,b,1\n", "told twice")]
    [InlineData("user,item,weight\na,b,0\n", "nothing to learn from")]
    public void A_bad_file_is_refused_with_what_is_wrong(string text, string expected)
    {
        string path = Path.Combine(_folder, "bad.csv");
        File.WriteAllText(path, text);
        var fault = Assert.Throws<CiceroneException>(() => PairWeights.Read(path));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains("bad.csv", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_algorithm_that_cannot_learn_by_weights_refuses_them()
    {
        var log = new InteractionLogBuilder();
        log.Add("ann", "book");
        InteractionLog events = log.Build();
        var data = new TrainingData(events, ItemTable.Without(events.Items)) { Weights = new PairWeights([("ann", "book", 0.5f)]) };
        var fault = Assert.Throws<CiceroneException>(() => new AlgorithmTable(AlgorithmTable.ClosedForm)["ease"].Fit(data, new FitContext()));
        Assert.Contains("ease does not learn by weights", fault.Message, StringComparison.Ordinal);
    }
}
