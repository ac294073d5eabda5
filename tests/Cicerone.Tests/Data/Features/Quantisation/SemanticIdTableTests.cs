using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Tests.Data.Formats;

namespace Cicerone.Tests.Data.Features.Quantisation;

public sealed class SemanticIdTableTests
{
    private const int Width = 5, Items = 12 * 30;
    private static readonly float[] Vectors = KMeansTests.Clouds(clouds: 12, each: 30, spread: 0.7, seed: 11);
    private static readonly string[] Topics = [.. Enumerable.Range(0, Items).Select(item => $"{item / 30}")];

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    public void Codes_are_the_nearest_rows_of_the_tables_that_supply_the_vectors(bool nested, int levels)
    {
        (_, SemanticIdTable ids) = SemanticIdTable.Of(Vectors, Width, new SemanticIdOptions { Levels = levels, Codes = 8, Nested = nested }, seed: 1);
        Assert.Equal(ids.Codes, ids.Codebooks.Encode(Vectors, threads: 2));
        float[] stands = new float[Width];
        for (int item = 0; item < Items; item++)
        {
            float[] rest = Vectors[(item * Width)..((item + 1) * Width)];
            for (int level = 0; level < levels; level++)
            {
                float[] table = ids.Codebooks.Table(level, ids[item][0]).ToArray();
                float[] distances = [.. Enumerable.Range(0, 8).Select(code => TensorPrimitives.Distance<float>(rest, table.AsSpan(code * Width, Width)))];
                Assert.Equal(distances.Min(), distances[ids[item][level]], 1e-4f);
                TensorPrimitives.Subtract(rest, table.AsSpan(ids[item][level] * Width, Width), rest);
            }
            ids.Codebooks.Decode(ids[item], stands);
            for (int k = 0; k < Width; k++) Assert.Equal(Vectors[item * Width + k], stands[k] + rest[k], 1e-4f);
        }
    }

    [Fact]
    public void Figures_tell_what_codes_keep()
    {
        SemanticIdTable Ids(int levels) => SemanticIdTable.Of(Vectors, Width, new SemanticIdOptions { Levels = levels, Codes = 12 }, seed: 1).Before;
        SemanticIdTable one = Ids(1), two = Ids(2), three = Ids(3);
        Assert.True(three.Error(Vectors) < two.Error(Vectors) && two.Error(Vectors) < one.Error(Vectors) && one.Error(Vectors) < 0.5);
        Assert.InRange(two.Perplexity(0), 6, 12.001);
        Assert.True(one.Purity(Topics) > 0.7, $"{one.Purity(Topics)}");
        Assert.Equal(1, one.CollisionRate());
        Assert.True(three.CollisionRate() < two.CollisionRate());
    }

    [Fact]
    public void Figures_of_a_table_by_hand()
    {
        var books = new Codebooks(1, 2, [[0f, 10], [0f, 1]]);
        var ids = new SemanticIdTable(books, [0, 0, 0, 1, 1, 1, 1, 1]);
        Assert.Equal(0.5, ids.CollisionRate());
        Assert.Equal(2, ids.Perplexity(0), 1e-12);
        Assert.Equal(Math.Exp(-(0.25 * Math.Log(0.25) + 0.75 * Math.Log(0.75))), ids.Perplexity(1), 1e-12);
        Assert.Equal(0.01 / 101, ids.Error([0, 1, 11, 11.1f]) * (Spread([0, 1, 11, 11.1]) / 101), 1e-6);
        Assert.Equal(0.75, ids.Purity(["a", "b", "c", "c"]));
        Assert.Equal(1, ids.Purity(["a", null, "c", null]));
    }

    [Theory]
    [InlineData(false, 32)]
    [InlineData(true, 48)]
    public void Items_that_share_an_id_are_told_apart_under_their_first_code(bool nested, int codes)
    {
        (SemanticIdTable ids, SemanticIdTable before) = SemanticIdTable.Of(Twice(Vectors), Width, new SemanticIdOptions { Codes = codes, Nested = nested, Balanced = !nested }, seed: 2);
        Assert.InRange(before.CollisionRate(), 0.05, 1);
        Assert.True(ids.CollisionRate() < 0.2 * before.CollisionRate(), $"{before.CollisionRate()} and {ids.CollisionRate()}");
        for (int item = 0; item < ids.Count; item++) Assert.Equal(before[item][0], ids[item][0]);
    }

    [Fact]
    public void A_repair_takes_the_likest_free_code()
    {
        var books = new Codebooks(2, 4, [[0f, 0, 1, 0, 0, 1, 1, 1], [1f, 0, 0, 1, 1, 0.1f, -1, 0]]);
        SemanticIdTable repaired = new SemanticIdTable(books, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]).Repaired(seed: 1);
        Assert.Equal([0, 2, 1, 3, 0, 0], Enumerable.Range(0, 6).Select(item => repaired[item][1])); // the fifth finds no free code
        Assert.Equal(1.0 / 3, repaired.CollisionRate(), 1e-12);
    }

    [Fact]
    public void Ids_are_kept_by_item_and_what_is_damaged_is_refused()
    {
        using var folder = new TemporaryFolder();
        var items = new Vocabulary(Enumerable.Range(0, Items).Select(item => $"i{item}"));
        SemanticIdTable ids = SemanticIdTable.Of(Vectors, Width, new SemanticIdOptions { Codes = 16, Nested = true }, seed: 3).Ids;
        SemanticIdFolder.Write(folder.Path, items, ids, new JsonObject { ["method"] = "rq-kmeans" });
        var others = new Vocabulary(["i7", "i3"]);
        SemanticIdTable read = SemanticIdFolder.Read(folder.Path, others);
        Assert.Equal(ids[7], read[0]);
        Assert.Equal(ids[3], read[1]);
        Assert.Equal(ids.Codebooks.Table(1, 5), read.Codebooks.Table(1, 5));
        Assert.Contains("'new'", Assert.Throws<CiceroneException>(() => SemanticIdFolder.Read(folder.Path, new Vocabulary(["new"]))).Message, StringComparison.Ordinal);
        TensorFile.Write(Path.Combine(folder.Path, "semantic-ids.safetensors"), ids.ToTensors().Select(tensor => tensor.Name == "codes" ? ("codes", StoredTensor.Of([.. Enumerable.Repeat(99, 2 * Items)], Items, 2)) : tensor));
        Assert.Contains("99", Assert.Throws<CiceroneException>(() => SemanticIdFolder.Read(folder.Path, items)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "semantic-ids.json"), "{}");
        Assert.Contains("damaged", Assert.Throws<CiceroneException>(() => SemanticIdFolder.Read(folder.Path, items)).Message, StringComparison.Ordinal);
    }

    /// <summary>Every item and a twin of it, which only a repair can tell apart.</summary>
    private static float[] Twice(float[] vectors) => [.. vectors, .. vectors];

    private static double Spread(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2));
}
