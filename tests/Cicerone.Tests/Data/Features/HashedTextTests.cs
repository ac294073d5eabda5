using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Data.Features;

namespace Cicerone.Tests.Data.Features;

public sealed class HashedTextTests
{
    private static readonly string?[] Titles =
    [
        "Red nail lacquer", "Blue nail lacquer", "Nail lacquer in green", "Shampoo for dry hair", "Dry hair conditioner", "Conditioner, shampoo: for hair", null,
    ];

    private readonly FeatureMatrix _features = new HashedText().Read(Table(Titles));

    [Fact]
    public void Texts_that_share_words_are_near_and_others_are_not()
    {
        FeatureMatrix two = new HashedText(2).Read(Table(Titles)); // as many directions as there are kinds of things
        double Cosine(int one, int other) => TensorPrimitives.CosineSimilarity(two[one], two[other]);
        Assert.True(Cosine(0, 1) > 0.8);
        Assert.True(Cosine(3, 5) > 0.8);
        Assert.True(Math.Abs(Cosine(0, 3)) < 0.2);
        Assert.Equal(1, TensorPrimitives.Norm(_features[2]), 1e-5);
    }

    [Fact]
    public void An_item_without_text_is_told_apart_and_has_the_mean()
    {
        Assert.False(_features.IsKnown(6));
        Assert.Equal(6, _features.KnownCount);
        for (int k = 0; k < _features.Width; k++) Assert.Equal(Enumerable.Range(0, 6).Average(item => _features[item][k]), _features[6][k], 1e-6);
        Assert.Contains("1 of the 7 items", _features.Remarks.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_text_gets_the_vector_that_the_same_text_had()
    {
        float[] vector = new float[_features.Width];
        Assert.True(_features.Encoder!.Encode("RED  nail-lacquer", vector));
        Assert.Equal(_features[0].ToArray(), vector);
        Assert.False(_features.Encoder.Encode("something else entirely", vector));
        Assert.All(vector, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Threads_change_no_bit() =>
        Assert.Equal(new HashedText(parallel: new ParallelOptions { MaxDegreeOfParallelism = 1 }).Read(Table(Titles)).ToArray(), new HashedText(parallel: new ParallelOptions { MaxDegreeOfParallelism = 2 }).Read(Table(Titles)).ToArray());

    [Fact]
    public void Nothing_to_read_and_nothing_in_common_are_refused()
    {
        Assert.Contains("--item-text", Assert.Throws<CiceroneException>(() => new HashedText().Read(Table([null, ""]))).Message, StringComparison.Ordinal);
        Assert.Contains("share a word", Assert.Throws<CiceroneException>(() => new HashedText().Read(Table(["one", "two"]))).Message, StringComparison.Ordinal);
    }

    private static ItemTable Table(string?[] titles) =>
        new(new Vocabulary(titles.Select((_, item) => $"{item}")), new Dictionary<string, string?[]> { ["title"] = titles });
}
