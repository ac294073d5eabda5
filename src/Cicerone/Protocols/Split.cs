using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>A log in three parts over the same vocabularies, and the rules under which models are tested on it.</summary>
/// <param name="Protocol">How it was made, with every option: "leave-one-out", "random-holdout(…)", "files".</param>
/// <param name="Train">Training events.</param>
/// <param name="Valid">Validation events; may be empty.</param>
/// <param name="Test">Test events.</param>
/// <param name="Rules">History, mask and candidates at test time.</param>
public sealed record Split(string Protocol, InteractionLog Train, InteractionLog Valid, InteractionLog Test, SplitRules Rules)
{
    private static readonly ConditionalWeakTable<Split, string> Fingerprints = []; // beside the record, so that 'with' does not copy them

    /// <summary>What people who are kept out of training are known by; empty under most protocols.</summary>
    public InteractionLog FoldIn { get; init; } = Train.Select([]);

    /// <summary>Events that the protocol leaves out of every part, so that a report can count them; empty under most protocols.</summary>
    public InteractionLog LeftOut { get; init; } = Train.Select([]);

    /// <summary>What is known of the people beside their events; columns may be none.</summary>
    public PersonTable People { get; init; } = PersonTable.Without(Train.Users);

    /// <summary>The events of a part.</summary>
    public InteractionLog this[SplitPart part] => part switch
    {
        SplitPart.Train => Train,
        SplitPart.Valid => Valid,
        SplitPart.FoldIn => FoldIn,
        _ => Test,
    };

    /// <summary>
    /// The split without some people, over vocabularies that lack them and the items that were known through them alone: those that nobody
    /// else has an event with, and of which the table says nothing.
    /// </summary>
    /// <param name="people">External ids.</param>
    /// <param name="items">What is known of the items.</param>
    internal (Split Split, ItemTable Items) Without(IReadOnlySet<string> people, ItemTable items)
    {
        var users = new Vocabulary(Train.Users.Ids.Where(id => !people.Contains(id)));
        InteractionLog[] parts = [Train, Valid, Test, FoldIn];
        bool[] known = new bool[items.Items.Count], byThem = new bool[known.Length];
        foreach (InteractionLog part in parts)
            for (int row = 0; row < part.Count; row++)
                (people.Contains(part.Users[part.User[row]]) ? byThem : known)[part.Item[row]] = true;
        int[] kept = [.. Enumerable.Range(0, known.Length).Where(item => known[item] || !byThem[item] || items.Columns.Any(column => items.Column(column)[item] is not null))];
        ItemTable table = kept.Length == known.Length ? items : items.Take(kept);
        return (this with
        {
            Train = Train.Over(users, table.Items),
            Valid = Valid.Over(users, table.Items),
            Test = Test.Over(users, table.Items),
            FoldIn = FoldIn.Over(users, table.Items),
            LeftOut = LeftOut.Over(users, table.Items),
            People = People.For(users),
        }, table);
    }

    /// <summary>How much each of some people counts in the weighted score: by the action of the first event that is held out. Null where the rules weigh none.</summary>
    internal double[]? WeightsOf(SplitPart part, IEnumerable<int> people)
    {
        InteractionLog log = this[part];
        if (Rules.ActionWeights is not { } weights || !log.HasActions) return null;
        Histories held = Histories.Of(log);
        return [.. people.Select(person => weights.GetValueOrDefault(log.Actions[held[person].Actions.Span[0]]))];
    }

    /// <summary>The catalogue with the candidates that the rules allow.</summary>
    internal Catalogue Candidates(Catalogue catalogue)
    {
        if (Rules.Candidates == CandidateItems.All) return catalogue;
        HashSet<int> trained = [.. Train.Item];
        return catalogue.Restrict(Enumerable.Range(0, catalogue.Count).Where(item => catalogue.IsCandidate(item) && !trained.Contains(item)));
    }

    /// <summary>SHA-256 over the rules and every event of every part, with external ids: equal splits have equal fingerprints.</summary>
    public string Fingerprint() => Fingerprints.GetValue(this, split => split.Hash());

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Rules);
        foreach (SplitPart part in Enum.GetValues<SplitPart>())
        {
            Append(hash, part);
            Append(hash, this[part]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Begins the bytes that a fingerprint is of.</summary>
    internal static void Append(IncrementalHash hash, SplitRules rules) =>
        Append(hash, $"{string.Join(',', rules.History)}|{string.Join(',', rules.Mask)}|{rules.Candidates}{(rules.TellsAction ? "|tells action" : "")}\n");

    /// <summary>Goes on with a part, whose events follow.</summary>
    internal static void Append(IncrementalHash hash, SplitPart part) => Append(hash, $"{part}\n");

    /// <summary>Goes on with events of a part.</summary>
    internal static void Append(IncrementalHash hash, InteractionLog log)
    {
        for (int row = 0; row < log.Count; row++)
        {
            Append(hash, log.Users[log.User[row]]);
            Append(hash, log.Items[log.Item[row]]);
            Append(hash, $"{(log.HasTimes ? log.Time[row] : null)}|{(log.HasValues ? log.Value[row] : null):R}|{(log.HasActions ? log.Actions[log.Action[row]] : null)}");
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
