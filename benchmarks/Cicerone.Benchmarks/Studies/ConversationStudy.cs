using System.Diagnostics;
using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Data.Dialogues;
using Cicerone.Evaluation.Conversations;
using Cicerone.Evaluation.Dialogues;
using Cicerone.Models;
using Cicerone.Simulation;
using Cicerone.Simulation.Conversations;
using static Cicerone.Benchmarks.Studies.SeekerTalks;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>conversation FOLDER [PEOPLE]</c>: conversations in the Bookshop with the oracle user, held against silence and another person's answers, turn by
/// turn; without the collaborative view; and with one long list. Transcripts go to the folder.
/// </summary>
internal static class ConversationStudy
{
    private const int TrainingDialogues = 1_000, OtherPerson = 7;

    public static void Run(string[] arguments)
    {
        int people = Study.Number(arguments, 1, 500);
        var seekers = new BookshopSeekers(new BookshopSeekerOptions());
        Recommender recommender = Fit(seekers);
        IConverses guide = new Guide(recommender);
        int[] test = [.. Enumerable.Range(FirstTest, people)];
        long start = Stopwatch.GetTimestamp();
        ConversationTrial[] oracle = Trials("oracle user", seekers, guide, test, number => Oracle(seekers, number));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ConversationTrial[] silent = Trials("silence", seekers, guide, test, number => new MonotonePerson(Oracle(seekers, number), ""));
        ConversationTrial[] passing = Trials("“Something else.”", seekers, guide, test, number => new MonotonePerson(Oracle(seekers, number), "Something else."));
        ConversationTrial[] swapped = Trials("another person’s answers", seekers, guide, test, number => new SwappedPerson(Oracle(seekers, number), Oracle(seekers, number + OtherPerson)));
        Trials("oracle user, no collaborative view", seekers, new Guide(Popular(recommender)), test, number => Oracle(seekers, number));
        int shots = K * (Turns + 1);
        ConversationTrial[] once = [.. Each(seekers, new Guide(recommender, options: new ConversationOptions { ListLength = shots }), test, number => Oracle(seekers, number), turns: 0)];
        Console.WriteLine(Line($"one list of {shots}, once: hit {once.Average(trial => trial.Hit(0, shots)):0.000}; in any of {Turns + 1} lists of {K}: {oracle.Average(trial => Enumerable.Range(0, Turns + 1).Max(turn => trial.Hit(turn, K))):0.000}"));
        Difference("oracle user less silence", oracle, silent);
        Difference("oracle user less “Something else.”", oracle, passing);
        Difference("another person’s answers less silence", swapped, silent);
        bool[] unseen = [.. test.Select(number => seekers.Seeker(number).IsHeldOut)];
        Console.WriteLine(Line($"oracle user, ndcg@{K} after {Turns} answers: {Mean(oracle.Where((_, place) => unseen[place])):0.000} for the {unseen.Count(true)} whose pair of genre and mood no training dialogue looks for, {Mean(oracle.Where((_, place) => !unseen[place])):0.000} for the others"));
        Console.WriteLine(Line($"{oracle.Sum(trial => trial.Conversation.Turns.Count) / seconds:0} turns a second, one thread"));
        Views(seekers, test);
        Write(arguments[0], oracle);
    }

    /// <summary>What each view recalls of the books that dialogues of the test end with.</summary>
    private static void Views(BookshopSeekers seekers, int[] test)
    {
        DialogueItems items = Items(seekers);
        Dialogue[] talks = [.. test.Select(number => seekers.Talk(number, items))];
        foreach (DialogueRetriever view in DialogueRetriever.Fit(Training(seekers, items, talks)))
        {
            DialogueFigures figures = DialogueEvaluator.Evaluate(view, talks, items, onlyNew: true);
            Console.WriteLine(Line($"dialogues, {view.Name}: recall@10 {figures.Recall(10):0.000} recall@50 {figures.Recall(50):0.000}"));
        }
    }

    private static Recommender Fit(BookshopSeekers seekers)
    {
        ItemTable table = seekers.Shop.ToTable();
        InteractionLog log = Training(seekers, Items(seekers), []).ToLog();
        ItemKnn model = ItemKnn.Fit(new TrainingData(log, table), new ItemKnnOptions(), new FitContext { Threads = 1 });
        return new Recommender(model, Catalogue.Of(log, table), Card("item-knn", log));
    }

    /// <summary>All books, in the order of the shop's table.</summary>
    private static DialogueItems Items(BookshopSeekers seekers)
    {
        var items = new DialogueItems();
        for (int book = 0; book < seekers.Shop.BookCount; book++) items.Add(Bookshop.BookId(book), seekers.Shop.Book(book).Title);
        return items;
    }

    private static DialogueTraining Training(BookshopSeekers seekers, DialogueItems items, Dialogue[] test) =>
        new([.. seekers.Training().Take(TrainingDialogues).Select(number => seekers.Talk(number, items))], test, items);

    private static Recommender Popular(Recommender recommender) => new(Popularity.Of(recommender.Catalogue), recommender.Catalogue, recommender.Card with { Algorithm = "popularity" });

    private static ModelCard Card(string algorithm, InteractionLog log) => new() { Algorithm = algorithm, Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = log.Count };
}
