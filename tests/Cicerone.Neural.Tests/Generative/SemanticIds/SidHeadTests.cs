using Cicerone.Data;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Generative.SemanticIds;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Generative.SemanticIds;

public sealed class SidHeadTests
{
    private const int Width = 6, Codes = 5, Items = 60;

    static SidHeadTests() => NativeTorch.Use();

    /// <summary>A search wide enough to lose nothing gives every id the likelihood that the loss takes, worked out apart.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_wide_search_finds_every_item_by_its_likelihood(int levels)
    {
        (SidHead head, ParameterSet parameters, SemanticIdTable ids) = Make(levels);
        using (parameters)
        {
            float[] query = Normal(Width, seed: 9);
            var beam = new SidBeam(StoredWeights.Of(parameters).Named, Width, ids, firsts: 1_000, ids: 1_000);
            IReadOnlyList<(int Item, float LogLikelihood)> found = beam.Search(query);
            Assert.Equal(Enumerable.Range(0, Items), found.Select(one => one.Item).Order());
            Assert.Equal(found.Select(one => one.LogLikelihood).OrderDescending(), found.Select(one => one.LogLikelihood));
            parameters.Touch();
            foreach ((int item, float likelihood) in found)
            {
                using Tensor loss = head.Loss(torch.tensor(query, 1, Width), ids[item].ToArray(), threads: 1);
                Assert.Equal(-loss.item<float>(), likelihood, 1e-4f);
            }
        }
    }

    [Fact]
    public void A_narrow_search_finds_what_begins_likeliest()
    {
        (_, ParameterSet parameters, SemanticIdTable ids) = Make(levels: 2);
        using (parameters)
        {
            float[] query = Normal(Width, seed: 9);
            Func<string, StoredTensor> weights = StoredWeights.Of(parameters).Named;
            IReadOnlyList<(int Item, float LogLikelihood)> all = new SidBeam(weights, Width, ids, firsts: 1_000, ids: 1_000).Search(query), few = new SidBeam(weights, Width, ids, firsts: 1, ids: 2).Search(query);
            Assert.All(few, one => Assert.Contains(one, all));
            Assert.Single(few.Select(one => ids[one.Item][0]).Distinct());
            Assert.InRange(few.Select(one => ids[one.Item][1]).Distinct().Count(), 1, 2);
        }
    }

    [Fact]
    public void It_learns_which_id_belongs_to_a_query()
    {
        (SidHead head, ParameterSet parameters, SemanticIdTable ids) = Make(levels: 2);
        using (parameters)
        {
            float[] queries = Normal(Items * Width, seed: 12);
            float Step(long number)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                parameters.Touch();
                Tensor loss = head.Loss(torch.tensor(queries, Items, Width), ids.Codes.ToArray(), threads: 1);
                loss.backward();
                Adam.Update(parameters, number, rate: 0.03, decay: 0, clip: 0);
                return loss.item<float>();
            }
            float first = Step(1), last = first;
            for (int number = 2; number <= 150; number++) last = Step(number);
            Assert.InRange(first, 2, 5); // two codes of five by chance: 2 ln 5 = 3.2
            Assert.True(last < 0.5 * first, $"{first} and {last}");
        }
    }

    [Fact]
    public void What_is_found_comes_first_by_the_tower_or_by_likelihood_and_the_rest_after_it()
    {
        InteractionLog log = Cicerone.Contracts.Checkerboard.Log();
        var catalogue = Catalogue.Of(log, ItemTable.Without(log.Items));
        var options = new SidHeadOptions { Width = 8, Layers = 1, Epochs = 1, HeadEpochs = 1, Codes = 6, Beam = 2, Found = 4 };
        SidHeadModel Fit(SidHeadOptions options) => SidHeadModel.Fit(new TrainingData(log, catalogue.Items), options, new FitContext { Seed = 2, Threads = 1 });
        int[] byTower = Ranked(Fit(options)), byLikelihood = Ranked(Fit(options with { Rerank = false })), whole = Ranked(Fit(options with { Beam = 6, Found = 1_000 }));
        int found = Enumerable.Range(0, log.Items.Count).Last(place => byTower[place] != byLikelihood[place]) + 1;
        Assert.InRange(found, 2, log.Items.Count / 2);
        HashSet<int> first = [.. byTower.Take(found)];
        Assert.Equal(first, byLikelihood.Take(found).ToHashSet());
        Assert.Equal(whole.Where(first.Contains), byTower.Take(found)); // a search that finds everything leaves the tower's order
        Assert.Equal(whole.Where(item => !first.Contains(item)), byTower.Skip(found));

        int[] Ranked(SidHeadModel model)
        {
            float[] scores = new float[catalogue.Count];
            model.Score([Query.OfStranger(log.Items, History.Of(2, 4, 6), seed: 1)], catalogue, scores);
            return [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item])];
        }
    }

    private static (SidHead Head, ParameterSet Parameters, SemanticIdTable Ids) Make(int levels)
    {
        var parameters = new ParameterSet(seed: 4);
        var head = new SidHead(parameters, Width, levels, Codes);
        SemanticIdTable ids = SemanticIdTable.Of(Normal(Items * Width, seed: 5), Width, new SemanticIdOptions { Levels = levels, Codes = Codes }, seed: 6).Before;
        return (head, parameters, ids);
    }

    private static float[] Normal(int count, ulong seed)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }
}
