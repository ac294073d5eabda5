using Cicerone.Neural.Sequences;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class SequenceOptionsTests
{
    [Fact]
    public void What_is_set_beside_a_preset_wins_whatever_the_order()
    {
        SasRecOptions options = OptionsBinder.Bind<SasRecOptions>(new Dictionary<string, string> { ["layers"] = "3", ["preset"] = "long-history" }, "sasrec");
        Assert.Equal((3, 200, SequenceLoss.SampledSoftmax), (options.Layers, options.MaxLength, options.Loss));
    }

    [Fact]
    public void Options_come_back_from_their_settings()
    {
        FlameOptions options = new() { Preset = SasRecPreset.Gsasrec, Layers = 2, Modules = 3, Partner = FlamePartner.Learning, Watch = "hr@5" };
        Assert.Equal(options, OptionsBinder.Bind<FlameOptions>(OptionsBinder.ToSettings(options).OrderBy(setting => setting.Key, StringComparer.Ordinal).ToDictionary(), "flame"));
    }

    [Fact]
    public void Defaults_are_the_published_settings()
    {
        SasRecOptions options = new();
        Assert.Equal((64, 2, 2, 50, 0.5, 0.02), (options.Width, options.Heads, options.Layers, options.MaxLength, options.Dropout, options.Deviation));
        Assert.Equal((200, 30, 256, 1e-3, "ndcg@20"), (options.Epochs, options.Patience, options.BatchSize, options.LearningRate, options.Watch));
        Assert.Equal((Targets.Last, SequenceLoss.CrossEntropy), (options.Targets, options.Loss));
    }

    [Theory]
    [InlineData("ndcg")]
    [InlineData("ndcg@0")]
    [InlineData("accuracy@10")]
    public void A_figure_to_watch_that_does_not_exist_is_refused(string watch)
    {
        var fault = Assert.Throws<CiceroneException>(() => new SasRecOptions { Watch = watch });
        Assert.Contains("such as ndcg@20", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_that_do_not_divide_the_width_are_refused() =>
        Assert.Throws<CiceroneException>(() => new SasRecOptions { Width = 10, Heads = 3 }.Check());
}
