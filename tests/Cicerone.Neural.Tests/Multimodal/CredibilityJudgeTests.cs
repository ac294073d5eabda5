using Cicerone.Neural.Multimodal.Denoising;

namespace Cicerone.Neural.Tests.Multimodal;

public sealed class CredibilityJudgeTests
{
    private const int Items = 50, Width = 8;

    [Fact]
    public void It_is_the_share_of_the_others_that_each_view_ranks_below_for_the_person_without_the_item()
    {
        PreferenceView[] views = [View("behaviour", 1), View("features.sight", 2)];
        int[] chosen = [3, 7, 8, 20, 21, 22, 40]; // of fewer items than are compared, all others are
        float[] judged = new CredibilityJudge(views, Items, seed: 1).Judge(chosen);
        for (int i = 0; i < chosen.Length; i++)
        {
            double share = views.Average(view =>
            {
                double Score(int item) => Enumerable.Range(0, Width).Sum(k => (double)view.Items[item * Width + k] * chosen.Where(other => other != chosen[i]).Sum(other => view.Sources[other * Width + k]));
                return Enumerable.Range(0, Items).Except(chosen).Average(other => Score(other) < Score(chosen[i]) ? 1.0 : 0);
            });
            Assert.Equal(Math.Pow(Math.Min(1, share / 0.7), 2), judged[i], 1e-5);
        }
        Assert.Contains(judged, one => one < 0.9);
    }

    [Fact]
    public void Where_there_is_nothing_to_judge_by_everything_is_believed()
    {
        var judge = new CredibilityJudge([View("behaviour", 1)], Items, seed: 1);
        Assert.Equal([1f], judge.Judge([4]));
        Assert.All(judge.Judge([.. Enumerable.Range(0, Items)]), one => Assert.Equal(1, one));
    }

    private static PreferenceView View(string name, ulong seed)
    {
        var random = new RandomSource(seed);
        float[] Draw() => [.. Enumerable.Range(0, Items * Width).Select(_ => (float)random.NextNormal())];
        return new PreferenceView(name, Draw(), Draw());
    }
}
