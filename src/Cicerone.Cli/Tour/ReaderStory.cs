using Cicerone.Cli.Commands;
using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Simulation;

namespace Cicerone.Cli.Tour;

/// <summary>The story of one reader: what she read, what she might read next, and why.</summary>
/// <param name="Reader">Her id.</param>
/// <param name="History">Titles of what she chose, oldest first.</param>
/// <param name="Recommendations">What is recommended to her, with reasons.</param>
internal sealed record ReaderStory(string Reader, IReadOnlyList<string> History, RecommendationList Recommendations)
{
    private const int HistoryShown = 6, Wanted = 5, ReasonsShown = 3;

    /// <summary>Ada's story in a world.</summary>
    public static ReaderStory Of(TourWorld world)
    {
        string ada = Bookshop.ReaderId(Bookshop.Ada);
        InteractionLog log = InteractionLog.Concat(world.Result.Split.Train, world.Result.Split.Valid, world.Result.Split.Test);
        int[] books = Histories.Of(log)[log.Users.Index(ada, "reader")].Items.ToArray();
        var recommender = new Recommender(world.Result.Model, world.Result.Catalogue, world.Result.Card);
        RecommendationList list = recommender.Recommend(new RecommendationRequest([.. books.Select(book => log.Items[book])]) { Count = Wanted, Reasons = ReasonsShown });
        return new ReaderStory(ada, [.. books.Select(world.Result.Catalogue.Title)], list);
    }

    /// <summary>Prints Ada's story.</summary>
    public static void Print(Terminal terminal, TourWorld world)
    {
        ReaderStory story = Of(world);
        terminal.Line("A Reader in the Bookshop");
        terminal.Line();
        FigureTable.Print(terminal, world.Result);
        terminal.Line($"Ada has chosen {story.History.Count} books. The latest:");
        foreach (string title in story.History.TakeLast(HistoryShown)) terminal.Line($"     {title}");
        terminal.Line();
        terminal.Line("What she might read next, and why (contributions add up to the score):");
        RecommendationText.Print(terminal, story.Recommendations);
        terminal.Line();
    }
}
