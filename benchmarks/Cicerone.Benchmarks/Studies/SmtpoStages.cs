using System.Diagnostics;
using Cicerone.Data;
using Cicerone.Language;
using Cicerone.Language.Conversations;
using Cicerone.Models;
using Cicerone.Simulation;
using Cicerone.Simulation.Conversations;
using static Cicerone.Benchmarks.Studies.SeekerTalks;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Models of seekers' talks, each kept in a folder of its own: what is there is not trained again, and training that was stopped goes on.</summary>
internal sealed class SmtpoStages
{
    private static readonly AlgorithmTable Algorithms = new([.. AlgorithmTable.ClosedForm, .. LanguageAlgorithms.All]);
    private readonly string _folder;
    private readonly ulong _seed;
    private readonly InteractionLog _log;

    /// <param name="folder">Where models are kept.</param>
    /// <param name="seekers">Who talks.</param>
    /// <param name="people">How many are learned from.</param>
    /// <param name="seed">Of the training.</param>
    public SmtpoStages(string folder, BookshopSeekers seekers, int people, int seed)
    {
        (_folder, _seed, Items) = (Directory.CreateDirectory(folder).FullName, (ulong)seed, seekers.Shop.ToTable());
        var log = new InteractionLogBuilder(new Vocabulary(), new Vocabulary(Items.Items.Ids), new Vocabulary());
        foreach (BookshopSeeker seeker in seekers.Training().Take(people).Select(seekers.Seeker))
            foreach (int book in (int[])[.. seeker.Past, .. seeker.Liked.Take(2), seeker.Target]) log.Add(seeker.Id, Bookshop.BookId(book));
        _log = log.Build();
        Catalogue = Catalogue.Of(_log, Items);
    }

    public ItemTable Items { get; }

    public Catalogue Catalogue { get; }

    /// <summary>The model of a stage.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="start">The model it goes on from; null begins anew.</param>
    /// <param name="train">What is trained.</param>
    public SmtpoModel Of(string name, SmtpoOptions options, SmtpoModel? start, Action<SmtpoTraining> train)
    {
        string path = PathOf(name), checkpoint = path + ".checkpoint";
        if (!Directory.Exists(path))
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            var context = new FitContext { Seed = _seed, Threads = 1, CheckpointFolder = checkpoint, Resume = true, Progress = new EpochWriter(new EpochTable(path + ".epochs.tsv")) };
            using var training = new SmtpoTraining(new TrainingData(_log, Items), options, context, start);
            train(training);
            ModelFolder.Save(path, Card() with { Options = OptionsBinder.ToSettings(options) }, training.Model(), Catalogue);
            if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true);
            Console.WriteLine(Line($"{name}, seed {_seed}: {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:0} CPU-seconds"));
        }
        return (SmtpoModel)ModelFolder.Open(path, Algorithms).Model;
    }

    /// <summary>Where something of this seed is kept.</summary>
    public string PathOf(string name) => Path.Combine(_folder, $"{_seed}-{name}");

    public Recommender Recommender(IRanker ranker) => new(ranker, Catalogue, Card());

    private ModelCard Card() => new() { Algorithm = "smtpo", Options = new Dictionary<string, string>(), Seed = _seed, TrainingEvents = _log.Count };
}
