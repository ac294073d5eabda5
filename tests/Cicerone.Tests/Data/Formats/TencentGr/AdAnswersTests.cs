using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Evaluation;
using Cicerone.Protocols;

namespace Cicerone.Tests.Data.Formats.TencentGr;

public sealed class AdAnswersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answers_have_the_contests_form_and_are_read_back()
    {
        string path = Path.Combine(_folder.Path, "result.json");
        var answers = new AdAnswers(1.5, ["user_a", "7"], [["20000000007", "x"], []]);
        answers.Write(path);
        Assert.Equal("""{"time":1.5,"top10s":[[20000000007,"x"],[]],"user":["user_a",7]}""", File.ReadAllText(path));
        AdAnswers read = AdAnswers.Read(path);
        Assert.Equal(answers.Users, read.Users);
        Assert.Equal(answers.Creatives, read.Creatives);
        Assert.Equal(1.5, read.Seconds);
    }

    [Theory]
    [InlineData("""{"time":1,"top10s":[[1]],"user":["a","b"]}""", "1 lists for 2 people")]
    [InlineData("""{"time":1,"top10s":[[1],[2]],"user":["a","a"]}""", "'a' twice")]
    [InlineData("""{"time":1,"user":[]}""", "top10s")]
    [InlineData("""{"time":1,"top10s":[[{}]],"user":["a"]}""", "creative")]
    [InlineData("[", "result.json")]
    public void Damaged_answers_are_told(string text, string told) =>
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => AdAnswers.Read(_folder.Write("result.json", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Answers_are_judged_as_predictions()
    {
        InteractionLog log = Log(("a", "x"), ("a", "y"), ("b", "y"), ("b", "x"), ("a", "z"), ("b", "z"));
        Split split = new LeaveOneOut().Split(log, seed: 1);
        string path = _folder.Write("result.json", """{"time":1,"top10s":[["z","q"],["q","y","z"]],"user":["a","b"]}""");
        var predictions = Predictions.Read(path, split, new ReadOptions());
        Assert.Equal((5, 2), (predictions.Report.RowCount, predictions.UnknownItems));
        Assert.Equal(0, predictions.UnknownPeople);
    }

    private static InteractionLog Log(params (string User, string Item)[] events)
    {
        var log = new InteractionLogBuilder();
        for (int i = 0; i < events.Length; i++) log.Add(events[i].User, events[i].Item, time: i);
        return log.Build();
    }
}
