using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Data.Dialogues;
using Cicerone.Evaluation.Conversations;
using Cicerone.Evaluation.Dialogues;
using Cicerone.Models;
using Cicerone.Simulation;
using Cicerone.Simulation.Conversations;

namespace Cicerone.Tests.Simulation.Conversations;

public sealed class BookshopSeekersTests
{
    private const int People = 60, Turns = 3;
    private static readonly BookshopSeekers Seekers = new(new BookshopSeekerOptions { Books = 200, Circles = 8 });

    [Fact]
    public void Seekers_are_made_by_the_seed_and_want_a_book_of_their_circle()
    {
        foreach (int number in Enumerable.Range(0, 200))
        {
            BookshopSeeker seeker = Seekers.Seeker(number), again = new BookshopSeekers(new BookshopSeekerOptions { Books = 200, Circles = 8 }).Seeker(number);
            Assert.Equal((again.Target, again.Hint, again.Misleads), (seeker.Target, seeker.Hint, seeker.Misleads));
            Assert.All(seeker.Liked, book => Assert.Equal(Seekers.CircleOf(seeker.Target), Seekers.CircleOf(book)));
            Assert.DoesNotContain(seeker.Target, seeker.Liked);
            Book book = Seekers.Shop.Book(seeker.Target);
            Assert.Equal(!seeker.Misleads, seeker.Hint == (seeker.Attribute == "genre" ? book.Genre : book.Mood));
        }
        Assert.InRange(Enumerable.Range(0, 1_000).Count(number => Seekers.Seeker(number).Misleads), 60, 140);
    }

    [Fact]
    public void Training_dialogues_look_for_no_held_out_pair_and_end_with_the_book()
    {
        var items = new DialogueItems();
        int[] training = [.. Seekers.Training().Take(100)];
        Assert.Contains(Enumerable.Range(0, 200), number => Seekers.Seeker(number).IsHeldOut);
        foreach (int number in training)
        {
            BookshopSeeker seeker = Seekers.Seeker(number);
            Assert.False(Seekers.IsHeldOut(Seekers.Shop.GenreOf(seeker.Target), Seekers.Shop.MoodOf(seeker.Target)));
            Dialogue talk = Seekers.Talk(number, items);
            Assert.Equal(Seekers.Shop.Book(seeker.Target).Title, items.Title(talk.Turns[^2].Items[0]));
            Assert.Equal(talk.Turns.Select(turn => turn.Text), Seekers.Talk(number, items).Turns.Select(turn => turn.Text));
            Assert.All(talk.Turns.Take(talk.Turns.Count - 2), turn => Assert.DoesNotContain(Seekers.Shop.Book(seeker.Target).Title, turn.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Answers_help_because_of_what_they_say()
    {
        IConverses guide = new Guide(Fit());
        ConversationTrial[] oracle = await TrialsAsync(guide, Oracle), silent = await TrialsAsync(guide, number => new MonotonePerson(Oracle(number), "")), swapped = await TrialsAsync(guide, number => new SwappedPerson(Oracle(number), Oracle(number + 7)));
        double first = oracle.Average(trial => trial.Ndcg(0, 10)), last = oracle.Average(trial => trial.Ndcg(Turns, 10));
        Assert.True(last > first + 0.1, $"{first} to {last}");
        Assert.True(last > silent.Average(trial => trial.Ndcg(Turns, 10)) + 0.1);
        Assert.Equal(silent.Sum(trial => trial.Ndcg(0, 10)), silent.Sum(trial => trial.Ndcg(Turns, 10)), 1e-9);
        Assert.True(swapped.Average(trial => trial.Ndcg(Turns, 10)) < silent.Average(trial => trial.Ndcg(Turns, 10)));
        double chance = Score(oracle, number => Seekers.Seeker(number + 1).Target); // the same talks, judged by another’s book
        Assert.True(chance < last / 4, $"{chance}");
        Assert.All(oracle.SelectMany(trial => trial.Conversation.Turns).SelectMany(turn => turn.Reply.Items), item => Assert.Contains(item.Item, Books));
    }

    [Fact]
    public async Task The_oracle_never_names_its_book()
    {
        IConverses guide = new Guide(Fit());
        ConversationTrial[] trials = await TrialsAsync(guide, Oracle);
        for (int number = 0; number < trials.Length; number++)
            Assert.All(trials[number].Conversation.Turns, turn => Assert.DoesNotContain(Seekers.Shop.Book(Seekers.Seeker(number).Target).Title, turn.Said, StringComparison.Ordinal));
        using var transcript = new StringWriter();
        trials[0].Write(transcript);
        Assert.Contains($"> {Oracle(0).Open()}", transcript.ToString(), StringComparison.Ordinal);
    }

    private static readonly HashSet<string> Books = [.. Enumerable.Range(0, 200).Select(Bookshop.BookId)];

    private static OracleReader Oracle(int number) => new(Seekers, Seekers.Seeker(number));

    private static async Task<ConversationTrial[]> TrialsAsync(IConverses guide, Func<int, ISimulatedPerson> person)
    {
        var trials = new List<ConversationTrial>();
        for (int number = 0; number < People; number++) trials.Add(await ConversationTrial.RunAsync(guide, person(number), Bookshop.BookId(Seekers.Seeker(number).Target), Turns, TestContext.Current.CancellationToken));
        return [.. trials];
    }

    private static double Score(ConversationTrial[] trials, Func<int, int> target) => trials.Select((trial, number) =>
    {
        string id = Bookshop.BookId(target(number));
        int place = trial.Conversation.Reply.Items.Select(item => item.Item).ToList().IndexOf(id);
        return place < 0 ? 0 : 1 / Math.Log2(place + 2);
    }).Average();

    private static Recommender Fit()
    {
        var items = new DialogueItems();
        ItemTable table = Seekers.Shop.ToTable();
        foreach (string id in table.Items.Ids) items.Add(id, id);
        InteractionLog log = new DialogueTraining([.. Seekers.Training().Skip(300).Take(300).Select(number => Seekers.Talk(number, items))], [], items).ToLog();
        ItemKnn model = ItemKnn.Fit(new TrainingData(log, table), new ItemKnnOptions(), new FitContext { Threads = 1 });
        return new Recommender(model, Catalogue.Of(log, table), new ModelCard { Algorithm = "item-knn", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = log.Count });
    }
}
