using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;
using Cicerone.Neural.Multimodal;
using Cicerone.Protocols;

namespace Cicerone.Neural.Tests.Multimodal;

/// <summary>
/// A small world whose tastes are known: people and items of eight kinds. Each of two modalities tells half of the kinds apart and has junk beside, so that only both
/// together say what an item is.
/// </summary>
internal sealed class PlantedTastes
{
    public const int Kinds = 8, Informative = 6;
    private const int People = 160, Items = 200, Chosen = 14, Junk = 10;

    public PlantedTastes(ulong seed = 1)
    {
        var random = new RandomSource(seed);
        var items = new Vocabulary(Enumerable.Range(0, Items).Select(item => $"item {item}"));
        var log = new InteractionLogBuilder(new Vocabulary(), items, new Vocabulary());
        for (int person = 0; person < People; person++)
        {
            var met = new HashSet<int>();
            while (met.Count < Chosen) met.Add(Draw(random, person));
            foreach (int item in met) log.Add($"person {person}", $"item {item}");
        }
        Log = log.Build();
        Split = new RandomHoldout { Validation = 0, Test = 0.3 }.Split(Log, seed: 1);
        Features = [Drawn("sight", random, kind => kind / 2), Drawn("sound", random, kind => kind % 4)];
    }

    public InteractionLog Log { get; }

    public Split Split { get; }

    public IReadOnlyList<FeatureMatrix> Features { get; }

    public TrainingData Data => TrainingData.Of(Split, ItemTable.Without(Log.Items), [.. Features]);

    public static int KindOf(int item) => item % Kinds;

    /// <summary>The columns of a modality that tell kinds apart.</summary>
    public Modality WithoutJunk(FeatureMatrix features) => new(new FeatureMatrix(features.Name, Log.Items, Informative,
        [.. Enumerable.Range(0, Items).SelectMany(item => features[item][..Informative].ToArray())], [.. Enumerable.Repeat(true, Items)]));

    /// <summary>Nine times of ten an item of the person's own kind.</summary>
    private static int Draw(RandomSource random, int person) =>
        random.NextInt(10) == 0 ? random.NextInt(Items) : random.NextInt(Items / Kinds) * Kinds + person % Kinds;

    private FeatureMatrix Drawn(string name, RandomSource random, Func<int, int> told)
    {
        const int Width = Informative + Junk;
        float[] centres = [.. Enumerable.Range(0, Kinds * Informative).Select(_ => 1.5f * (float)random.NextNormal())];
        float[] values = [.. Enumerable.Range(0, Items * Width).Select(_ => (float)random.NextNormal())];
        for (int item = 0; item < Items; item++)
            for (int i = 0; i < Informative; i++) values[item * Width + i] += centres[told(KindOf(item)) * Informative + i];
        return new FeatureMatrix(name, Log.Items, Width, values, [.. Enumerable.Repeat(true, Items)]);
    }
}
