using System.CommandLine;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;

namespace Cicerone.Cli.Commands;

/// <summary>The run a command works on, and the person or history it is about.</summary>
internal static class RunArgument
{
    public static Argument<string> Make() => new("run") { Description = "Folder of a run, as 'cicerone fit' made it." };

    /// <summary>The items of a person's events, oldest first.</summary>
    public static IReadOnlyList<string> HistoryOf(RunFolder run, string user)
    {
        InteractionLog log = run.ReadLog();
        int person = UsageException.Unless(() => log.Users.Index(user, "person in the run's data"));
        return [.. Histories.Of(log)[person].Items.ToArray().Select(item => log.Items[item])];
    }

    /// <summary>The items of a typed history: each value is an id or a title, or several ids with commas between.</summary>
    public static IReadOnlyList<string> HistoryOf(RunFolder run, IEnumerable<string> typed)
    {
        Catalogue catalogue = run.Model.Catalogue;
        bool IsOne(string text) => catalogue.Ids.TryIndex(text, out _) || !text.Contains(',') || ItemLookup.IsTitle(catalogue, text);
        return [.. typed.SelectMany(value => IsOne(value) ? [value] : value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(text => UsageException.Unless(() => ItemLookup.Find(catalogue, text)))];
    }
}
