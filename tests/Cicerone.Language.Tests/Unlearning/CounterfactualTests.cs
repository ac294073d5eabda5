using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Language.Unlearning;

namespace Cicerone.Language.Tests.Unlearning;

public sealed class CounterfactualTests
{
    private readonly InteractionLog _log;
    private readonly Catalogue _catalogue;
    private readonly YesNoPrompts _prompts;

    public CounterfactualTests()
    {
        var log = new InteractionLogBuilder();
        for (int person = 0; person < 12; person++)
            for (int i = 0; i < 6; i++) log.Add($"{person}", $"{(person % 2 * 12) + ((person / 2 + i * (1 + person % 3)) % 12)}", time: i, value: 1 + i % 5);
        _log = log.Build();
        var items = ItemTable.Without(_log.Items);
        _catalogue = Catalogue.Of(_log, items);
        _prompts = YesNoPrompts.Learn(items, new YesNoOptions());
    }

    [Fact]
    public void A_walker_is_where_the_equations_say()
    {
        int people = _log.Users.Count, size = people + _log.Items.Count, start = people + 3;
        double[,] met = new double[size, size];
        for (int row = 0; row < _log.Count; row++) met[_log.User[row], people + _log.Item[row]] = met[people + _log.Item[row], _log.User[row]] = 1;
        double[] expected = new double[size];
        for (int round = 0; round < 400; round++)
        {
            double[] next = new double[size];
            next[start] = 0.15;
            for (int from = 0; from < size; from++)
            {
                double degree = Enumerable.Range(0, size).Sum(to => met[from, to]);
                for (int to = 0; to < size; to++) next[to] += 0.85 * expected[from] * met[from, to] / degree;
            }
            expected = next;
        }
        float[] made = new PersonalisedPageRank(_log).FromItem(3);
        for (int item = 0; item < made.Length; item++) Assert.Equal(expected[people + item], made[item], 0.005); // 0.85³⁰ is left after 30 rounds
        int[] others = [.. Enumerable.Range(0, made.Length).Where(item => made[item] > 0)];
        double[] at = new PersonalisedPageRank(_log).At(3, others);
        for (int i = 0; i < others.Length; i++) Assert.Equal(new PersonalisedPageRank(_log).FromItem(others[i])[3] / at[i], new PersonalisedPageRank(_log).FromItem(others[0])[3] / at[0], 1e-3);
        float[] fromPerson = new PersonalisedPageRank(_log).FromPerson(0);
        Assert.True(fromPerson[_log.Items.Index("0", "item")] > 0);
        Assert.Equal(0, fromPerson[_log.Items.Index("13", "item")]); // of the other half of the world
    }

    [Fact]
    public void A_counterfactual_has_the_same_question_at_the_same_place_and_other_weighty_events()
    {
        var counterfactuals = new CounterfactualPrompts(_log, _catalogue, _prompts);
        Histories histories = Histories.Of(_log);
        var random = new RandomSource(1);
        for (int person = 0; person < _log.Users.Count; person++)
        {
            History whole = histories[person], before = new(whole.Items[..5], default, whole.Values[..5], default);
            var question = new Question(person, before, whole.Items.Span[5], IsYes: true);
            foreach (int replaced in (int[])[1, 3])
            {
                PromptPair? pair = counterfactuals.Of(question, told: 10, random, replaced);
                if (pair is null) continue;
                int[] differing = [.. Enumerable.Range(0, pair.Clean.Length).Where(place => pair.Clean[place] != pair.Corrupt[place])];
                Assert.InRange(differing.Length, 1, replaced);
                Assert.Equal(pair.Clean[^2..], pair.Corrupt[^2..]);
                int[] met = [.. whole.Items.ToArray().Select(item => _prompts.Question(item, _catalogue)[0])];
                Assert.All(differing, place => Assert.DoesNotContain(pair.Corrupt[place], met));
                if (replaced > 1) continue;
                var walks = new PersonalisedPageRank(_log);
                int heaviest = before.Items.ToArray().MaxBy(item => walks.FromItem(item)[question.Item]);
                Assert.Equal(_prompts.Question(heaviest, _catalogue)[0], pair.Clean[differing[0]]);
            }
        }
        Assert.Throws<ArgumentException>(() => new PromptPair([1, 2], [1], isYes: true));
    }
}
