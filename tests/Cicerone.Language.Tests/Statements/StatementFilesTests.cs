using Cicerone.Data.Reviews;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Language.Statements.Files;
using Cicerone.Protocols;

namespace Cicerone.Language.Tests.Statements;

public sealed class StatementFilesTests(BookshopCorpus corpus) : IClassFixture<BookshopCorpus>, IDisposable
{
    private readonly StatementFolder _folder = new(Directory.CreateTempSubdirectory("cicerone-statements-").FullName);

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        StatementCorpus surface = _folder.WriteExtracted(corpus.Extracted.Reviews);
        ClusterFiles.Write(_folder, corpus.Clusters, surface.Statements, new ClusteringOptions());
        _folder.Write(corpus.Merged, StatementFolder.Merged);
        var split = StatementSplit.Of(corpus.Merged);
        _folder.Write(split, corpus.Merged);

        AssertSame(surface, _folder.Read(StatementFolder.Surface));
        StatementCorpus merged = _folder.Read(StatementFolder.Merged);
        AssertSame(corpus.Merged, merged);
        Assert.Equal(split.Parts.OrderBy(part => part.Key), _folder.ReadSplit(merged).Parts.OrderBy(part => part.Key));
        StatementClusters clusters = ClusterFiles.Read(_folder);
        Assert.Equal(corpus.Clusters.ClusterOf, clusters.ClusterOf);
        Assert.Equal(corpus.Clusters.Representatives, clusters.Representatives);
        Assert.Equal(corpus.Clusters.Pairs, clusters.Pairs);
        Assert.Equal(corpus.Clusters.ClusterOf.Index().ToDictionary(), ClusterFiles.ReadMap(_folder));
        (int[] indices, float[] cosines, int width) = ClusterFiles.ReadNeighbours(_folder);
        Assert.Equal((128, surface.Statements.Count * 128), (width, indices.Length));
        NearPair nearest = corpus.Clusters.Pairs.Select(judged => judged.Pair).Where(pair => pair.One == 0 || pair.Other == 0).MaxBy(pair => pair.Cosine)!;
        Assert.Equal(nearest.Cosine, cosines[0]);
        Assert.Contains(-1, indices);
        Assert.Equal(corpus.Extracted.Reviews.Select(one => one.Statements.Count), _folder.ReadPasses().Select(pass => pass.Cleaned!.Count));
        Assert.Equal(corpus.Extracted.Reviews.Select(one => one.Review), ReviewFile.Read(Path.Combine(_folder.Path, "reviews.jsonl")).Reviews);
    }

    [Fact]
    public void Files_of_the_benchmark_are_read_as_Python_prints_them()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "statements_vC.csv"), ",statement,sentiment,frequency\n0,the product's pump leaks,-1,2\n1,\"the product's scent is 'fresh', or so\",positive,1\n");
        File.WriteAllText(Path.Combine(_folder.Path, "dataset_vC.csv"), """
            user_id,item_id,timestamp,rating,review_title,review,statements,statement_ids,sentiments
            a,x,1400000000,4.0,Good,"It leaks, alas.","[""the product's pump leaks"", 'a \u00e9t\xe9 ""\\n"" ']","[0, 1]","[-1, 1]"
            b,x,1400000001,5,,"Line
            break",['the product'],[1],[1]

            """);
        using (FileStream file = File.Create(Path.Combine(_folder.Path, "train_idx.npy"))) NumpyNumbers.Write<int>(file, [1], 1);
        using (FileStream file = File.Create(Path.Combine(_folder.Path, "eval_idx.npy"))) NumpyNumbers.Write<int>(file, [], 0);
        using (FileStream file = File.Create(Path.Combine(_folder.Path, "test_idx.npy"))) NumpyNumbers.Write<int>(file, [0], 1);
        StatementCorpus read = _folder.Read(StatementFolder.Merged);
        Assert.Equal([new Statement("the product's pump leaks", Sentiment.Negative), new Statement("the product's scent is 'fresh', or so", Sentiment.Positive)], read.Statements);
        Assert.Equal([[0, 1], [1]], read.Reviews.Select(one => one.Statements));
        Assert.Equal((1_400_000_000_000, "Line\nbreak"), (read.Reviews[0].Review.Time, read.Reviews[1].Review.Text));
        StatementSplit split = _folder.ReadSplit(read);
        Assert.Equal([[1], [0], []], new[] { SplitPart.Train, SplitPart.Test, SplitPart.Valid }.Select(part => split.Rows(read, part)));
    }

    [Theory]
    [InlineData("['it\\'s', \"a\", 1, -2.5, None, {'k': [1]}]", """["it's","a",1,-2.5,null,{"k":[1]}]""")]
    [InlineData("[1, 2", null)]
    [InlineData("[[[[[[1]]]]]]", null)]
    [InlineData("['a' 'b']", null)]
    [InlineData("__import__('os')", null)]
    public void Only_literals_are_read(string text, string? expected)
    {
        if (expected is null) Assert.Throws<FormatException>(() => PythonLiteral.Parse(text));
        else Assert.Equal(expected, PythonLiteral.Parse(text)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void A_broken_cell_or_an_id_outside_of_the_table_is_told_with_its_place()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "statements_vC.csv"), "statement,sentiment\nthe product leaks,-1\n");
        void Dataset(string ids) => File.WriteAllText(Path.Combine(_folder.Path, "dataset_vC.csv"), $"user_id,item_id,timestamp,rating,review_title,review,statement_ids\na,x,1,4,,Leaks.,{ids}\n");
        Dataset("[0");
        Assert.Contains("line 2, column 'statement_ids'", Assert.Throws<CiceroneException>(() => _folder.Read(StatementFolder.Merged)).Message, StringComparison.Ordinal);
        Dataset("[7]");
        Assert.Contains("outside of the table of 1", Assert.Throws<CiceroneException>(() => _folder.Read(StatementFolder.Merged)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(_folder.Path, "train_idx.npy"), [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 0xFF, 0xFF]);
        Dataset("[0]");
        StatementCorpus read = _folder.Read(StatementFolder.Merged);
        Assert.Contains("train_idx.npy", Assert.Throws<CiceroneException>(() => _folder.ReadSplit(read)).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(StatementCorpus expected, StatementCorpus actual)
    {
        Assert.Equal(expected.Statements, actual.Statements);
        Assert.Equal(expected.Reviews.Select(one => one.Review), actual.Reviews.Select(one => one.Review));
        Assert.Equal(expected.Reviews.SelectMany(one => one.Statements), actual.Reviews.SelectMany(one => one.Statements));
        Assert.Equal(expected.Reviews.SelectMany(one => one.Spans), actual.Reviews.SelectMany(one => one.Spans));
    }
}
