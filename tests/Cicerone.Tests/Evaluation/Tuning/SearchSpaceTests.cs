using Cicerone.Evaluation.Tuning;
using Cicerone.Models;
using CsCheck;

namespace Cicerone.Tests.Evaluation.Tuning;

public sealed class SearchSpaceTests
{
    private static readonly Algorithm Algorithm = Algorithm.Of<ToyOptions>("toy", "A toy.", (_, _, _) => throw new NotSupportedException(), (_, _) => throw new NotSupportedException());

    private static SearchSpace Of(params (string Name, string Range)[] ranges) => SearchSpace.Of(Algorithm, ranges.ToDictionary(range => range.Name, range => range.Range));

    [Fact]
    public void Without_ranges_the_options_say_what_is_worth_trying() =>
        Assert.Equal(["factors=8..128 log", "rate=0.001..0.1 log"], Of().Dimensions.Select(dimension => dimension.ToString()));

    [Fact]
    public void What_algorithms_say_is_worth_trying_is_allowed_and_holds_the_default()
    {
        foreach (Algorithm algorithm in AlgorithmTable.ClosedForm)
            foreach (OptionDescription option in algorithm.Options.Where(option => !double.IsNaN(option.SearchMin)))
            {
                SearchDimension dimension = SearchSpace.Of(algorithm, new Dictionary<string, string>()).Dimensions.Single(dimension => dimension.Name == option.Name);
                Assert.InRange(double.Parse(option.Default), dimension.Low, dimension.High);
            }
    }

    [Fact]
    public void Ranges_words_and_the_options_own_are_understood()
    {
        Assert.Equal(["factors=1..5 log", "dropout=0..0.5", "loss=cross-entropy|pairwise", "bias=true|false", "name=a|b", "rate=0.01|0.5"],
            Of(("dropout", ""), ("factors", "1..5"), ("bias", ""), ("loss", ""), ("name", "a|b"), ("rate", "0.01|0.5")).Dimensions.OrderBy(dimension => dimension.Name switch { "factors" => 0, "dropout" => 1, "loss" => 2, "bias" => 3, "name" => 4, _ => 5 }).Select(dimension => dimension.ToString()));
        Assert.Equal("dropout=0.1..0.4 log", Of(("dropout", "0.1..0.4 log")).Dimensions.Single().ToString());
    }

    [Theory]
    [InlineData("factor", "1..2", "'factors'")]
    [InlineData("factors", "1..2000", "must lie in 1 to 1024")]
    [InlineData("factors", "1.5..3", "whole number")]
    [InlineData("factors", "5", "LOW..HIGH")]
    [InlineData("dropout", "0..0.5 log", "above 0")]
    [InlineData("dropout", "0.4..0.1", "must lie in")]
    [InlineData("free", "", "two ends")]
    [InlineData("loss", "cross-entropy|none", "cross-entropy|pairwise")]
    [InlineData("name", "", "A|B|C")]
    public void A_wrong_range_is_told_with_its_remedy(string name, string range, string told) =>
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => Of((name, range))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_algorithm_that_says_nothing_needs_to_be_told_where_to_search() =>
        Assert.Contains("where to search", Assert.Throws<CiceroneException>(() => SearchSpace.Of(new AlgorithmTable(AlgorithmTable.ClosedForm)["random"], new Dictionary<string, string>())).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_place_gives_a_valid_setting_and_a_setting_has_its_place() => Gen.Double[0, 1].Sample(place =>
    {
        foreach (SearchDimension dimension in Of(("factors", ""), ("rate", ""), ("dropout", ""), ("loss", ""), ("bias", "")).Dimensions)
        {
            string setting = dimension.At(place);
            Algorithm.Complete(new Dictionary<string, string> { [dimension.Name] = setting });
            Assert.InRange(dimension.PlaceOf(setting), 0, 1);
            Assert.Equal(setting, dimension.At(dimension.PlaceOf(setting)));
        }
    });

    [Fact]
    public void Whole_numbers_and_magnitudes_are_tried_evenly()
    {
        SearchDimension few = Of(("factors", "1..4 log")).Dimensions.Single(), even = new("n", 1, 4, IsWhole: true, IsLogarithmic: false, []), rate = Of().Dimensions[1];
        Assert.Equal(["1", "2", "3", "4"], Enumerable.Range(0, 4).Select(i => even.At(i / 4.0 + 0.01)));
        Assert.Equal(("1", "4"), (few.At(0), few.At(1)));
        Assert.Equal("0.01", rate.At(0.5)); // half-way by magnitude between 0.001 and 0.1
    }

    private enum ToyLoss
    {
        CrossEntropy,
        Pairwise,
    }

    private sealed record ToyOptions : AlgorithmOptions
    {
        [Option("length", Min = 1, Max = 1024, SearchMin = 8, SearchMax = 128, Logarithmic = true)]
        public int Factors { get; init => field = Checked(value); } = 64;

        [Option("learning rate", Min = 1e-6, Max = 1, SearchMin = 1e-3, SearchMax = 0.1, Logarithmic = true)]
        public double Rate { get; init => field = Checked(value); } = 0.01;

        [Option("dropout", Min = 0, Max = 0.5)]
        public double Dropout { get; init => field = Checked(value); }

        [Option("no bounds")]
        public double Free { get; init; }

        [Option("loss")]
        public ToyLoss Loss { get; init; }

        [Option("bias")]
        public bool Bias { get; init; }

        [Option("name")]
        public string Name { get; init; } = "";
    }
}
