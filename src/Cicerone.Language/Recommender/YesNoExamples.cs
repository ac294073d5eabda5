using Cicerone.Data;
using Cicerone.Language.Transformer;

namespace Cicerone.Language.Recommender;

/// <summary>The prompts that are learned from, with their answers; they differ from epoch to epoch in the items that were not met.</summary>
internal sealed class YesNoExamples(InteractionLog log, Catalogue catalogue, YesNoPrompts prompts, YesNoOptions options, ulong seed)
{
    private const int MostTries = 100;
    private readonly Histories _histories = Histories.Of(log);

    /// <summary>The examples of an epoch, counted from 1.</summary>
    public IReadOnlyList<LabelledText> Of(int epoch)
    {
        var texts = new List<LabelledText>();
        for (int person = 0; person < _histories.Count; person++)
        {
            History whole = _histories[person];
            var met = whole.Items.ToArray().ToHashSet();
            var random = RandomSource.For(seed ^ RandomSource.Mix((ulong)epoch), (ulong)person);
            for (int place = options.LearnFrom == 0 ? 1 : Math.Max(1, whole.Count - options.LearnFrom); place < whole.Count; place++)
            {
                int[] beginning = prompts.Beginning(Before(whole, place), catalogue);
                texts.Add(Text(beginning, whole.Items.Span[place], whole.Values.IsEmpty || whole.Values.Span[place] >= options.LikedFrom));
                for (int drawn = 0; drawn < options.Negatives; drawn++)
                    if (Unmet(met, random) is { } item) texts.Add(Text(beginning, item, isYes: false));
            }
        }
        return texts;
    }

    private LabelledText Text(int[] beginning, int item, bool isYes)
    {
        int[] tokens = [.. beginning, .. prompts.Question(item, catalogue), isYes ? prompts.Yes : prompts.No];
        return new LabelledText(tokens, tokens.Length - 1, isYes ? (float)options.PromptWeight : 0); // what was not chosen is not to be expected
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
