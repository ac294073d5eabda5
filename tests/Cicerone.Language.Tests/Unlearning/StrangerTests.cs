using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Language.Unlearning;
using Cicerone.Models;

namespace Cicerone.Language.Tests.Unlearning;

/// <summary>A world of two halves: whoever chose an item of one half chooses in that half again.</summary>
public sealed class StrangerTests
{
    private const int People = 24, ItemsOfHalf = 12, Chosen = 6;
    private readonly InteractionLog _log;
    private readonly Catalogue _catalogue;
    private readonly Question[] _questions;

    public StrangerTests()
    {
        var log = new InteractionLogBuilder();
        for (int person = 0; person < People; person++)
            for (int i = 0; i < Chosen; i++) log.Add($"{person}", $"{person % 2 * ItemsOfHalf + (person / 2 + i * (1 + person % 3)) % ItemsOfHalf}", time: i);
        _log = log.Build();
        _catalogue = Catalogue.Of(_log, ItemTable.Without(_log.Items));
        Histories histories = Histories.Of(_log);
        _questions =
        [
            .. Enumerable.Range(0, People).SelectMany(person => Enumerable.Range(0, _log.Items.Count)
                .Select(item => new Question(person, new History(histories[person].Items[..3], default, default, default), item, IsYes: IsOfHalf(item) == person % 2))),
        ];
    }

    [Fact]
    public void A_stranger_is_foretold_by_a_line_through_a_model_that_never_met_them()
    {
        var context = new FitContext { Threads = 1 };
        InteractionLog left = EventsWithout(0);
        IScores standIn = Ease.Fit(new TrainingData(left, _catalogue.Items), new EaseOptions { Regularisation = 50 }, context);
        double Margin(Question question) => 3 * standIn.ScoresOf(Query.OfStranger(_catalogue.Items.Items, question.History, seed: 0), _catalogue, [question.Item])[0] - 0.5;
        Question[] unseen = [.. _questions.Where(question => question.Person >= People / 2)], others = [.. _questions.Where(question => question.Person < People / 2)];
        var stranger = new Stranger(left, _catalogue, likedFrom: 4, unseen, [.. unseen.Select(question => (float)Margin(question))], context);
        Assert.All(stranger.Margins(others).Zip(others), pair => Assert.Equal(Margin(pair.Second), pair.First, 1e-3));
    }

    [Fact]
    public void A_stranger_to_somebody_who_lied_contradicts_them()
    {
        InteractionLog left = EventsWithout(0);
        Question[] unseen = [.. _questions.Where(question => question.Person >= People / 2)], theirs = [.. _questions.Where(question => question.Person == 0)];
        var stranger = new Stranger(left, _catalogue, likedFrom: 4, unseen, [.. unseen.Select(question => question.IsYes ? 2f : -2f)], new FitContext { Threads = 1 });
        float[] foretold = [.. stranger.Margins(theirs).Select(margin => (float)margin)];
        double Area(bool lied) => AnswerFigures.AreaUnderCurve(foretold, [.. theirs.Select(question => new AnsweredPrompt([], question.IsYes != lied))]);
        Assert.True(Area(lied: false) > 0.9, $"{Area(lied: false)}");
        Assert.Equal(1 - Area(lied: false), Area(lied: true), 1e-9);
    }

    [Fact]
    public void Ratings_tell_a_stranger_what_is_liked()
    {
        var log = new InteractionLogBuilder();
        for (int person = 0; person < People; person++)
            for (int i = 0; i < Chosen; i++)
            {
                int item = (person + i * (1 + person % 3)) % ItemsOfHalf;
                log.Add($"{person}", $"{item}", time: i, value: item % 2 == 0 ? 5 : 1);
            }
        InteractionLog rated = log.Build();
        Catalogue catalogue = Catalogue.Of(rated, ItemTable.Without(rated.Items));
        Question[] questions = [.. Enumerable.Range(0, rated.Count).Select(row => new Question(rated.User[row], new History(default, default, default, default), rated.Item[row], IsYes: rated.Value[row] > 3))];
        var stranger = new Stranger(rated, catalogue, likedFrom: 4, questions, [.. questions.Select(question => question.IsYes ? 1f : -1f)], new FitContext { Threads = 1 });
        Assert.All(stranger.Margins(questions).Zip(questions), pair => Assert.Equal(pair.Second.IsYes, pair.First > 0));
    }

    private int IsOfHalf(int item) => int.Parse(_log.Items[item], System.Globalization.CultureInfo.InvariantCulture) / ItemsOfHalf;

    private InteractionLog EventsWithout(int person) => _log.Select([.. Enumerable.Range(0, _log.Count).Where(row => _log.User[row] != person)]);
}
