using Cicerone.Data;
using Cicerone.Language.Questions;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// Prompts whose weightiest events were replaced. The weight of an event is how often a walker from its item is at the item asked
/// about (personalised PageRank over the training events); what takes its place is an item of the same tenth of popularity and the
/// same number of tokens that the person has not met and is far from. That PageRank makes the counterfactual inputs is the
/// paper's; the rest is ours.
/// </summary>
internal sealed class CounterfactualPrompts
{
    private const int Tenths = 10;
    private readonly PersonalisedPageRank _walks;
    private readonly Histories _histories;
    private readonly Catalogue _catalogue;
    private readonly YesNoPrompts _prompts;
    private readonly int[] _tenthOf;
    private readonly ILookup<int, int> _byTenth;
    private readonly Dictionary<int, float[]> _fromPeople = [];

    /// <param name="log">The training events.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="prompts">How prompts are written.</param>
    public CounterfactualPrompts(InteractionLog log, Catalogue catalogue, YesNoPrompts prompts)
    {
        (_walks, _histories, _catalogue, _prompts) = (new PersonalisedPageRank(log), Histories.Of(log), catalogue, prompts);
        int[] order = [.. Enumerable.Range(0, catalogue.Count).OrderByDescending(item => catalogue.TrainingCounts[item])];
        _tenthOf = new int[order.Length];
        for (int place = 0; place < order.Length; place++) _tenthOf[order[place]] = place * Tenths / order.Length;
        _byTenth = order.ToLookup(item => _tenthOf[item]);
    }

    /// <summary>A question and its counterfactual; null when no event can be replaced.</summary>
    /// <param name="question">The question.</param>
    /// <param name="replaced">How many events to replace at most; null for half of those told, rounded up.</param>
    /// <param name="byWeight">Whether the weightiest events are replaced; any others are a control.</param>
    /// <param name="random">Chooses among the items that are far away.</param>
    /// <param name="told">How many events a prompt tells.</param>
    public PromptPair? Of(Question question, int told, RandomSource random, int? replaced = null, bool byWeight = true)
    {
        int first = Math.Max(0, question.History.Count - told), count = replaced ?? (question.History.Count - first + 1) / 2;
        int[] items = question.History.Items.ToArray(), places = [.. Enumerable.Range(first, items.Length - first)];
        if (byWeight) places = [.. places.Zip(_walks.At(question.Item, places.Select(place => items[place]))).OrderByDescending(pair => pair.Second).Select(pair => pair.First)];
        else random.Shuffle(places.AsSpan());
        var met = _histories[question.Person].Items.ToArray().ToHashSet();
        met.Add(question.Item);
        bool changed = false;
        foreach (int place in places.Take(count))
        {
            if (Replacement(question.Person, items[place], met, random) is not { } other) continue;
            items[place] = other;
            met.Add(other);
            changed = true;
        }
        return changed ? new PromptPair(_prompts.Of(question, _catalogue), _prompts.Of(question with { History = question.History with { Items = items } }, _catalogue), question.IsYes) : null;
    }

    /// <summary>Pairs of some of the questions that follow several events, drawn at random.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="most">How many pairs at most.</param>
    /// <param name="told">How many events a prompt tells.</param>
    /// <param name="random">Draws questions and replacements.</param>
    /// <param name="byWeight">Whether the weightiest events are replaced; any others are a control.</param>
    public PromptPair[] Pairs(IEnumerable<Question> questions, int most, int told, RandomSource random, bool byWeight = true)
    {
        const int FewestEvents = 3;
        Question[] drawn = [.. questions.Where(question => question.History.Count >= FewestEvents)];
        random.Shuffle(drawn.AsSpan());
        return [.. drawn.Take(most).Select(question => Of(question, told, random, byWeight: byWeight)).OfType<PromptPair>()];
    }

    /// <summary>One of the quarter of fitting items that a walker from the person reaches least.</summary>
    private int? Replacement(int person, int item, HashSet<int> met, RandomSource random)
    {
        if (!_fromPeople.TryGetValue(person, out float[]? nearness)) _fromPeople.Add(person, nearness = _walks.FromPerson(person));
        int length = _prompts.Question(item, _catalogue).Length;
        int[] fitting = [.. _byTenth[_tenthOf[item]].Where(other => !met.Contains(other) && _prompts.Question(other, _catalogue).Length == length).OrderBy(other => nearness[other])];
        return fitting.Length == 0 ? null : fitting[random.NextInt((fitting.Length + 3) / 4)];
    }
}
