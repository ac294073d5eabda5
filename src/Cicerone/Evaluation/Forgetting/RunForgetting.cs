using System.Diagnostics;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation.Forgetting;

/// <summary>
/// Forgets people in a run: its data are rewritten without them, its model is freed of them or learned anew, every figure and report is made
/// again of what is left, and nothing of the former run is kept. The run is changed in place, whole or not at all.
/// </summary>
public sealed record RunForgetting
{
    private static readonly string[] Remains =
    [
        "Other runs on the same data, and copies of this one, hold what they held: forget there too.",
        "The files that the run was fitted on are not touched, nor are backups; a fit on them would learn from the people again.",
        "A disk may keep blocks of files that were removed until it writes there again.",
    ];

    /// <summary>The run.</summary>
    public required string Path { get; init; }

    /// <summary>External ids of the people.</summary>
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>The algorithms that are known.</summary>
    public required AlgorithmTable Algorithms { get; init; }

    /// <summary>Gives an experiment what the model learned from beside events, such as vectors of items and reviews: a run does not keep it.</summary>
    public Func<Experiment, Experiment> Inputs { get; init; } = experiment => experiment;

    /// <summary>Threads, progress and cancellation; the seed is that of the run.</summary>
    public FitContext Fit { get; init; } = new();

    /// <summary>Cutoffs, threads, seed of ties.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Where baselines' figures are kept; those of the former split are removed.</summary>
    public BaselineCache? Cache { get; init; }

    /// <summary>Tells the time of the receipt.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Forgets them.</summary>
    /// <param name="addTo">Adds files of the caller's own, such as a report, to the folder that it is given, by what was found of the model that is left and by the receipt.</param>
    /// <exception cref="CiceroneException">Somebody is not in the run, nothing would be left to train on or to test, or the model cannot be learned anew; the run is as it was.</exception>
    public ForgetReceipt Run(Action<string, ExperimentResult, ForgetReceipt>? addTo = null)
    {
        RunFolder run = RunFolder.Open(Path, Algorithms);
        SplitFiles files = run.ReadFiles();
        HashSet<string> people = Checked(files.Split);
        (Split left, ItemTable items) = files.Split.Without(people, files.Items);
        if (left.Train.Count == 0 || left.Test.Count == 0)
            throw new CiceroneException($"Without these {people.Count} people the run {Path} has no events for {(left.Train.Count == 0 ? "training" : "test")}, and nobody was forgotten. Remove the run, and fit another.");

        IReadOnlyList<string> fingerprints = run.ReadFingerprints();
        JsonArray receipts = ReceiptFile.Read(Path);
        long start = Stopwatch.GetTimestamp();
        FitContext fit = Fit with { Seed = run.Model.Card.Seed };
        Experiment after = Inputs(ExperimentOf(run, left, items, fit));
        TrainingData old = TrainingData.Of(files.Split, files.Items), remaining = TrainingData.Of(left, items);
        Forgotten? freed = (run.Model.Model as IForgets)?.Forget(old, remaining, fit);
        bool holds = freed is { Holds: true };
        TimeSpan freeing = Stopwatch.GetElapsedTime(start);
        ExperimentResult result = (after with { Learned = holds ? freed!.Model : null }).Run();
        var receipt = new ForgetReceipt(Clock.GetUtcNow().UtcDateTime, people.Count, Lost(files.Split, left), files.Items.Items.Count - items.Items.Count, run.Model.Card.Algorithm,
            holds ? freed!.How : HowAnew(freed), freed?.Checks ?? [], (freeing + result.FitTime).TotalSeconds, Removed(byTime: fingerprints.Count > 1), [.. holds ? freed!.Remains : [], .. Remains])
        {
            Lists = StayingLists.Between((run.Model.Model, old), (result.Model, remaining), fit.Seed),
            Circuits = holds ? freed!.Circuits : null,
        };
        receipts.Add((JsonNode)receipt.ToJson());
        RunFolder.Write(Path, overwrite: true, result, folder =>
        {
            ReceiptFile.Write(folder, receipts);
            addTo?.Invoke(folder, result, receipt);
        });
        RunFolder.RemoveCheckpoint(Path);
        foreach (string fingerprint in fingerprints) Cache?.Forget(fingerprint);
        return receipt;
    }

    private Experiment ExperimentOf(RunFolder run, Split split, ItemTable items, FitContext fit) => new()
    {
        Algorithm = Algorithms[run.Model.Card.Algorithm],
        Settings = run.Model.Card.Options,
        Split = split,
        Items = items,
        Provenance = run.ReadProvenance(),
        Evaluation = Evaluation,
        Fit = fit,
        Cache = Cache,
    };

    private HashSet<string> Checked(Split split)
    {
        if (People.Count == 0) throw new CiceroneException("There is nobody to forget: the list is empty.");
        string[] strangers = [.. People.Where(person => !split.Train.Users.TryIndex(person, out _))];
        if (strangers.Length > 0)
            throw new CiceroneException($"'{strangers[0]}'{(strangers.Length > 1 ? $" and {strangers.Length - 1} more" : "")} of the {People.Count} people are not in the data of the run {Path}, and nobody was forgotten.");
        return [.. People];
    }

    private static string HowAnew(Forgotten? freed) => (freed switch
    {
        null => "",
        { Model: null } => freed.How + " ",
        _ => "The people were taken out of the model, but a check did not hold. ",
    }) + "The model was learned anew, with its options and seed, of what is left.";

    private static OrderedDictionary<string, int> Lost(Split before, Split left) =>
        new(Enum.GetValues<SplitPart>().Where(part => before[part].Count > 0).Select(part => KeyValuePair.Create(part.ToString().ToLowerInvariant(), before[part].Count - left[part].Count)));

    private static List<string> Removed(bool byTime) =>
    [
        "the model, the figures, the test person by person and the report of the former run, each made again of what is left",
        "what the cache held of the baselines on the former split, person by person",
        .. byTime ? (string[])["the column by time, whose split is not kept in a run"] : [],
    ];
}
