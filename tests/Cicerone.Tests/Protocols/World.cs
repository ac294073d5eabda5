using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Tests.Protocols;

/// <summary>Logs and parts of splits as the tests write them: "person item time".</summary>
internal static class World
{
    public static InteractionLog Log(params string[] events)
    {
        var log = new InteractionLogBuilder();
        foreach (string[] words in events.Select(text => text.Split(' '))) log.Add(words[0], words[1], words.Length > 2 ? long.Parse(words[2]) : null);
        return log.Build();
    }

    /// <summary>A log of many people, items and moments, some of them shared; every third event is a click.</summary>
    public static InteractionLog Random(ulong seed, int people = 30, int items = 40, int events = 400, int moments = 150)
    {
        var random = new RandomSource(seed);
        var log = new InteractionLogBuilder();
        for (int i = 0; i < events; i++) log.Add($"p{random.NextInt(people)}", $"i{random.NextInt(items)}", random.NextInt(moments), action: i % 3 == 0 ? "click" : "exposure");
        return log.Build();
    }

    /// <summary>The same events with people and items named in another order, rows kept: only ids may matter to a draw.</summary>
    public static InteractionLog Renumbered(InteractionLog log)
    {
        var renumbered = new InteractionLogBuilder(new Vocabulary(log.Users.Ids.Reverse()), new Vocabulary(log.Items.Ids.Reverse()), new Vocabulary());
        for (int row = 0; row < log.Count; row++) renumbered.Add(log.Users[log.User[row]], log.Items[log.Item[row]], log.HasTimes ? log.Time[row] : null, action: log.HasActions ? log.Actions[log.Action[row]] : null);
        return renumbered.Build();
    }

    public static string[] Events(InteractionLog log) =>
        [.. Enumerable.Range(0, log.Count).Select(row => $"{log.Users[log.User[row]]} {log.Items[log.Item[row]]}{(log.HasTimes ? $" {log.Time[row]}" : "")}")];

    public static string[] Parts(Split split) =>
        [.. Enum.GetValues<SplitPart>().SelectMany(part => Events(split[part])), .. Events(split.LeftOut)];
}
