using System.Globalization;
using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// TencentGR's task offline (arXiv 2604.04976): a share of the people, drawn by chance, is kept out of training; of each, the last conversion, or else
/// the last click, is held out, and what came strictly before it is the history. Other events of the same item are left out of that history, as the
/// contest has it, and so is what came later. People without such an event, or without one before it, stay in training.
/// </summary>
public sealed record LastAction : Protocol
{
    private const char Colon = ':';

    /// <summary>Share of the people for validation, 0 to 0.5.</summary>
    [Option("share of the people for validation", Min = 0, Max = 0.5)]
    public double Validation { get; init => field = Checked(value); } = 0.1;

    /// <summary>Share of the people for test, 0 to 0.5.</summary>
    [Option("share of the people for test", Min = 0, Max = 0.5)]
    public double Test { get; init => field = Checked(value); } = 0.1;

    /// <summary>What may be held out, the most wanted first: names of actions, each with its weight in the weighted score, blanks between.</summary>
    [Option("actions that may be held out, the most wanted first, each with its weight in the score: conversion:2.5 click:1")]
    public string Actions { get; init => field = Checked(value); } = "conversion:2.5 click:1";

    /// <summary>Whether a query tells which action is held out.</summary>
    [Option("whether a query tells which action is held out")]
    public bool TellsAction { get; init; } = true;

    /// <summary>Whether earlier events of the held-out item stay in the history.</summary>
    [Option("whether earlier events of the held-out item stay in the history")]
    public bool KeepsTarget { get; init; }

    /// <summary>Whether items of the history are no candidates.</summary>
    [Option("whether items of the history are left out of the ranking")]
    public bool FiltersHistory { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "last-action";

    /// <inheritdoc/>
    public override string Summary => "A share of the people, drawn by chance, is kept out of training: their last conversion, or else click, is held out after strictly earlier events (TencentGR).";

    /// <inheritdoc/>
    public override Split Split(InteractionLog log, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(log);
        Histories histories = HistoriesOf(log);
        int[] people = Draw.InOrder(Enumerable.Range(0, histories.Count).Where(person => TargetOf(histories[person], log.Actions) >= 0), log.Users, seed);
        int test = (int)(people.Length * Test), valid = (int)(people.Length * Validation);
        return Hold(log, histories, [.. people.Skip(test).Take(valid)], [.. people.Take(test)], Seeded(seed));
    }

    /// <summary>The split with given people held out; those without a target are left out.</summary>
    internal Split Split(InteractionLog log, IEnumerable<int> valid, IEnumerable<int> test)
    {
        Histories histories = HistoriesOf(log);
        return Hold(log, histories, valid, test, ToString());
    }

    private static Histories HistoriesOf(InteractionLog log) => log.HasActions && log.HasTimes
        ? Histories.Of(log)
        : throw new CiceroneException("last-action needs to know what people did and when, and the data have no column of actions or none of times. Name them with --columns action=…,time=…, or use cold-users.");

    private Split Hold(InteractionLog log, Histories histories, IEnumerable<int> valid, IEnumerable<int> test, string name)
    {
        SplitPart?[] parts = AllTraining(log);
        void Take(IEnumerable<int> people, SplitPart part)
        {
            foreach (int person in people)
            {
                History history = histories[person];
                ReadOnlySpan<int> rows = histories.Rows(person);
                int target = TargetOf(history, log.Actions);
                for (int place = 0; place < rows.Length; place++) parts[rows[place]] = target >= 0 && IsKnown(history, place, target) ? SplitPart.FoldIn : null;
                if (target >= 0) parts[rows[target]] = part;
            }
        }
        Take(valid, SplitPart.Valid);
        Take(test, SplitPart.Test);
        SplitRules rules = FiltersHistory ? SplitRules.FoldedIn : SplitRules.FoldedIn with { Mask = [] };
        return ByPart(name, log, parts, rules with { TellsAction = TellsAction, ActionWeights = Weights() });
    }

    /// <summary>The place of the event to hold out: the last of the most wanted action that has something known before it; −1 where there is none.</summary>
    private int TargetOf(History history, Vocabulary actions)
    {
        foreach (string wanted in Weights().Keys)
        {
            if (!actions.TryIndex(wanted, out int action)) continue;
            int last = history.Actions.Span.LastIndexOf((byte)action);
            if (last < 0) continue;
            for (int place = 0; place < last; place++)
                if (IsKnown(history, place, last)) return last;
        }
        return -1;
    }

    private bool IsKnown(History history, int place, int target) =>
        history.Times.Span[place] < history.Times.Span[target] && (KeepsTarget || history.Items.Span[place] != history.Items.Span[target]);

    /// <summary>Weights by action, in the order in which they are wanted.</summary>
    private OrderedDictionary<string, double> Weights() => Parse(Actions);

    private static string Checked(string actions)
    {
        Parse(actions);
        return actions;
    }

    private static OrderedDictionary<string, double> Parse(string actions)
    {
        var weights = new OrderedDictionary<string, double>();
        foreach (string word in actions.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = word.Split(Colon);
            if (parts is not [{ Length: > 0 } name, { } number] || !double.TryParse(number, CultureInfo.InvariantCulture, out double weight) || weight is not (> 0 and <= 1e6) || !weights.TryAdd(name, weight))
                throw new CiceroneException($"Option 'actions' is '{actions}', but must be names of different actions, each with a weight above 0, as in conversion:2.5 click:1.");
        }
        return weights.Count > 0 ? weights : throw new CiceroneException("Option 'actions' is empty, but must name what may be held out, as in conversion:2.5 click:1.");
    }
}
