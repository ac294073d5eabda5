using Cicerone.Contracts;
using Cicerone.Data.Reviews;

namespace Cicerone.Tests.Data;

public sealed class ExplanationFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void References_and_what_a_method_wrote_are_read()
    {
        File.WriteAllText(_file, """{"uid": 7, "iid": 11, "title": "Taco", "user_summary": "likes tacos", "item_summary": "has tacos", "explanation": "Tacos."}""");
        Assert.Equal([new Explanation("7", "11", "Taco", "likes tacos", "has tacos", "Tacos.")], ExplanationFile.Read(_file));
        File.WriteAllText(_file, """{"prediction": "Fine.", "reference": "Fine tacos."}""");
        Assert.Equal([("Fine.", "Fine tacos.")], ExplanationFile.ReadWritten(_file));
    }

    [Theory]
    [InlineData("""{"uid": 7, "iid": 11, "title": "Taco"}""", "line 1")]
    [InlineData("", "holds no explanation")]
    [InlineData("""{"uid": """, "line 1")]
    public void A_broken_file_says_where(string text, string expected)
    {
        File.WriteAllText(_file, text);
        Assert.Contains(expected, Assert.Throws<CiceroneException>(() => ExplanationFile.Read(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_file_of_Yelp_is_read()
    {
        string path = SharedData.Path("data/xrec-yelp/test.jsonl.gz");
        IReadOnlyList<Explanation> all = ExplanationFile.Read(path);
        Assert.Equal((3_000, 2_228, 2_473), (all.Count, all.Select(one => one.User).Distinct().Count(), all.Select(one => one.Item).Distinct().Count()));
    }
}
