using Cicerone.Data;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class SequenceExamplesTests
{
    [Fact]
    public void Every_prefix_of_the_last_events_is_an_example()
    {
        // max-length 2, so the last three of a b c d e: c → d, c d → e; and of the one who did a single thing, nothing
        var examples = new SequenceExamples(Log(), new SasRecOptions { MaxLength = 2 });
        Assert.Equal(["2 3 > 4", "2 > 3"], Told(examples));
    }

    [Fact]
    public void Longer_training_slides_the_window()
    {
        var examples = new SequenceExamples(Log(), new SasRecOptions { MaxLength = 2, LearnFrom = 10 });
        Assert.Equal(["0 1 > 2", "0 > 1", "1 2 > 3", "2 3 > 4"], Told(examples));
    }

    [Fact]
    public void All_positions_take_each_event_as_a_target_once()
    {
        var examples = new SequenceExamples(Log(), new SasRecOptions { MaxLength = 3, LearnFrom = 10, Targets = Targets.All });
        Assert.Equal(["0 > 1", "1 2 3 > 2 3 4"], Told(examples));
    }

    [Fact]
    public void Slots_end_at_the_end_of_the_window()
    {
        RaggedBatch batch = RaggedBatch.Of([new int[] { 7, 8, 9 }, new int[] { 5 }], 2);
        Assert.Equal([8, 9, 5], batch.Items);
        Assert.Equal([48, 49, 49], batch.Slots(50));
        Assert.Equal([1, 2, 4, 5], batch.LastTokens(streams: 2));
    }

    [Theory]
    [InlineData("amazon-beauty", 128_031)]
    [InlineData("amazon-toys", 106_592)]
    public void The_published_number_of_training_examples_is_met(string data, int expected)
    {
        var log = new InteractionLogBuilder();
        foreach (string line in File.ReadLines(Contracts.SharedData.Path($"data/{data}/sequences.txt")))
        {
            string[] parts = line.Split(' ');
            foreach (string item in parts[1..^2]) log.Add(parts[0], item); // the last two are for validation and test
        }
        Assert.Equal(expected, new SequenceExamples(log.Build(), new SasRecOptions()).Count);
    }

    private static InteractionLog Log()
    {
        var log = new InteractionLogBuilder();
        foreach (string item in (string[])["a", "b", "c", "d", "e"]) log.Add("many", item);
        log.Add("one", "a");
        return log.Build();
    }

    private static string[] Told(SequenceExamples examples) =>
        [.. Enumerable.Range(0, examples.Count).Select(example => examples.Take([example])).Select(taken => $"{string.Join(' ', taken.Batch.Items)} > {string.Join(' ', taken.Targets)}").Order(StringComparer.Ordinal)];
}
