using Cicerone.Data;
using Cicerone.Language.Transformer;

namespace Cicerone.Language.Questions;

/// <summary>The questions that are learned from, with their answers; they differ from epoch to epoch in the items that were not met.</summary>
internal sealed class YesNoExamples(InteractionLog log, Catalogue catalogue, YesNoPrompts prompts, YesNoOptions options, ulong seed)
{
    private const int MostTries = 100;
    private readonly Histories _histories = Histories.Of(log);

    /// <summary>The questions of an epoch, counted from 1, person by person.</summary>
    public IEnumerable<Question> Questions(int epoch)
    {
        for (int person = 0; person < _histories.Count; person++)
        {
            History whole = _histories[person];
            var met = whole.Items.ToArray().ToHashSet();
            var random = RandomSource.For(seed ^ RandomSource.Mix((ulong)(options.FixedNegatives ? 1 : epoch)), (ulong)person);
            for (int place = options.LearnFrom == 0 ? 1 : Math.Max(1, whole.Count - options.LearnFrom); place < whole.Count; place++)
                foreach (Question question in Asked(person, Before(whole, place), whole, place, met, random)) yield return question;
        }
    }

    /// <summary>Questions of events that were held out, each after all of the person's events: their answers were never learned.</summary>
    /// <param name="held">The events, over the same people and items.</param>
    public IEnumerable<Question> HeldOut(InteractionLog held)
    {
        Histories answers = Histories.Of(held);
        for (int person = 0; person < _histories.Count; person++)
        {
            History before = Before(_histories[person], _histories[person].Count), chosen = answers[person];
            var met = before.Items.ToArray().Concat(chosen.Items.ToArray()).ToHashSet();
            var random = RandomSource.For(~seed, (ulong)person);
            for (int place = 0; place < chosen.Count; place++)
                foreach (Question question in Asked(person, before, chosen, place, met, random)) yield return question;
        }
    }

    /// <summary>The same as texts.</summary>
    public IReadOnlyList<LabelledText> Texts(int epoch) => [.. Questions(epoch).Select(Text)];

    /// <summary>A question and its answer as a text.</summary>
    public LabelledText Text(Question question)
    {
        int[] tokens = [.. prompts.Of(question, catalogue), question.IsYes ? prompts.Yes : prompts.No];
        return new LabelledText(tokens, tokens.Length - 1, question.IsYes ? (float)options.PromptWeight : 0); // what was not chosen is not to be expected
    }

    /// <summary>Whether an event's item is liked, and the same of items that were not met.</summary>
    private IEnumerable<Question> Asked(int person, History before, History of, int place, HashSet<int> met, RandomSource random)
    {
        yield return new Question(person, before, of.Items.Span[place], of.Values.IsEmpty || of.Values.Span[place] >= options.LikedFrom);
        for (int drawn = 0; drawn < options.Negatives; drawn++)
            if (Unmet(met, random) is { } item) yield return new Question(person, before, item, IsYes: false);
    }

    private int? Unmet(HashSet<int> met, RandomSource random)
    {
        for (int attempt = 0; attempt < MostTries && met.Count < catalogue.Count; attempt++)
            if (random.NextInt(catalogue.Count) is var item && !met.Contains(item)) return item;
        return null;
    }

    private static History Before(History whole, int place) =>
        new(whole.Items[..place], default, whole.Values.IsEmpty ? default : whole.Values[..place], default);
}
