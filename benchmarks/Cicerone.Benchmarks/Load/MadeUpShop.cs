using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Benchmarks.Load;

/// <summary>
/// <c>shop RUN items=41000</c>: a run to load a server with, made up in seconds. The item vectors are normal random numbers, which is the
/// hard case of exact retrieval: hardly any vector is short enough to be left out by its length alone. Ids and columns are as
/// <see cref="LoadRequests"/> asks for them.
/// </summary>
internal static class MadeUpShop
{
    public const int People = 20_000, EventsOfPerson = 15, Genres = 40, Authors = 5_000, FirstYear = 1950, Years = 75;
    private const int Width = 64;

    public static void Run(string[] arguments)
    {
        LoadSettings settings = new(arguments[1..], "items");
        string run = arguments[0];
        if (Directory.Exists(run)) throw new CiceroneException($"{run} exists; name another folder.");
        int count = settings.Whole("items", 41_000);
        var random = new RandomSource(1);
        InteractionLog log = Events(count, random);
        ItemTable items = Columns(log.Items, random);
        InteractionLog none = log.Select([]);
        Directory.CreateDirectory(run);
        var card = new ModelCard { Algorithm = "als", Options = new AlgorithmTable(AlgorithmTable.ClosedForm)["als"].Complete(new Dictionary<string, string>()), Seed = 1, TrainingEvents = log.Count, ProtocolFingerprint = "made-up" };
        ModelFolder.Save(Path.Combine(run, "model"), card, new MadeUpVectors(Vectors(count, random), count), Catalogue.Of(log, items));
        SplitFolder.Write(Path.Combine(run, "data"), new Split("made-up", log, none, log.Select([0]), SplitRules.FullHistory), ItemTable.Without(log.Items));
        File.WriteAllText(Path.Combine(run, "metrics.json"), "{}\n");
        Console.WriteLine($"{run}: {count:N0} items of width {Width}, {People:N0} people, {log.Count:N0} events");
    }

    public static string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"u{number}");

    public static string Item(int number) => string.Create(CultureInfo.InvariantCulture, $"i{number}");

    private static InteractionLog Events(int items, RandomSource random)
    {
        var log = new InteractionLogBuilder(new Vocabulary(), new Vocabulary(Enumerable.Range(0, items).Select(Item)), new Vocabulary());
        for (int person = 0; person < People; person++)
            for (int place = 0; place < EventsOfPerson; place++) log.Add(Person(person), Item(random.NextInt(items)), time: 1_750_000_000_000L + 60_000L * (person * EventsOfPerson + place), action: "view");
        return log.Build();
    }

    private static ItemTable Columns(Vocabulary items, RandomSource random)
    {
        string?[] Column(Func<int, string> cell) => [.. Enumerable.Range(0, items.Count).Select(cell)];
        return new ItemTable(items, new Dictionary<string, string?[]>
        {
            ["title"] = Column(item => $"The {item}th thing"),
            ["author"] = Column(_ => $"a{random.NextInt(Authors)}"),
            ["genre"] = Column(_ => $"g{random.NextInt(Genres)}|g{random.NextInt(Genres)}|g{random.NextInt(Genres)}"),
            ["year"] = Column(_ => (FirstYear + random.NextInt(Years)).ToString(CultureInfo.InvariantCulture)),
        });
    }

    private static float[] Vectors(int items, RandomSource random)
    {
        float[] vectors = new float[items * Width];
        for (int i = 0; i < vectors.Length; i++) vectors[i] = (float)(0.1 * random.NextNormal());
        return vectors;
    }

    /// <summary>What <see cref="Als"/> reads back as a model that it has learned.</summary>
    private sealed class MadeUpVectors(float[] vectors, int items) : IModel
    {
        public void Save(ModelWriter folder) => folder.WriteTensors("als", ("items", StoredTensor.Of(vectors, items, Width)));
    }
}
