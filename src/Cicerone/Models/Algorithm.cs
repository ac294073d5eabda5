using System.Diagnostics.CodeAnalysis;
using Cicerone.Data.Buckets;

namespace Cicerone.Models;

/// <summary>
/// A way of learning a model: one line in its assembly's table. The settings are names and values as a person types
/// them; what they mean is in the options record.
/// </summary>
public sealed class Algorithm
{
    private readonly Func<TrainingData, IReadOnlyDictionary<string, string>, FitContext, IModel> _fit;
    private readonly Func<SplitBuckets, IReadOnlyDictionary<string, string>, FitContext, IModel>? _stream;
    private readonly Func<ModelReader, IReadOnlyDictionary<string, string>, IModel> _load;
    private readonly Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> _complete;

    private Algorithm(string name, string summary, IReadOnlyList<OptionDescription> options,
        Func<TrainingData, IReadOnlyDictionary<string, string>, FitContext, IModel> fit,
        Func<SplitBuckets, IReadOnlyDictionary<string, string>, FitContext, IModel>? stream,
        Func<ModelReader, IReadOnlyDictionary<string, string>, IModel> load,
        Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> complete)
    {
        (Name, Summary, Options) = (name, summary, options);
        (_fit, _stream, _load, _complete) = (fit, stream, load, complete);
    }

    /// <summary>Its name on the command line and in model folders.</summary>
    public string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>What can be set.</summary>
    public IReadOnlyList<OptionDescription> Options { get; }

    /// <summary>Whether it learns bucket by bucket too, from more events than memory holds.</summary>
    public bool Streams => _stream is not null;

    /// <summary>Whether it learns by <see cref="TrainingData.Weights"/>.</summary>
    public bool TakesWeights { get; private init; }

    /// <summary>Whether several processes can train it together (<see cref="IProcessGroup"/>): it learns by batches whose loss is a mean over examples that do not see each other.</summary>
    public bool SharesBatches { get; private init; }

    /// <summary>An algorithm with its options record.</summary>
    /// <param name="name">Its name on the command line and in model folders.</param>
    /// <param name="summary">What it is, in a sentence.</param>
    /// <param name="fit">Learns a model.</param>
    /// <param name="load">Reads a model back from its folder.</param>
    /// <param name="stream">Learns a model bucket by bucket; null where it needs all events at once.</param>
    /// <param name="takesWeights">Whether it learns by the weights of pairs.</param>
    /// <param name="sharesBatches">Whether several processes can train it together.</param>
    public static Algorithm Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, string summary,
        Func<TrainingData, TOptions, FitContext, IModel> fit,
        Func<ModelReader, TOptions, IModel> load,
        Func<SplitBuckets, TOptions, FitContext, IModel>? stream = null,
        bool takesWeights = false, bool sharesBatches = false) where TOptions : AlgorithmOptions, new()
    {
        TOptions Bind(IReadOnlyDictionary<string, string> settings) => OptionsBinder.Bind<TOptions>(settings, name);
        return new Algorithm(name, summary, OptionsBinder.Describe(new TOptions()),
            (data, settings, context) => fit(data, Bind(settings), context),
            stream is null ? null : (split, settings, context) => stream(split, Bind(settings), context),
            (folder, settings) => load(folder, Bind(settings)),
            settings => OptionsBinder.ToSettings(Bind(settings)))
        { TakesWeights = takesWeights, SharesBatches = sharesBatches };
    }

    /// <summary>Every option with the value it has under these settings.</summary>
    /// <exception cref="CiceroneException">A setting is unknown or out of range.</exception>
    public IReadOnlyDictionary<string, string> Complete(IReadOnlyDictionary<string, string> settings) => _complete(settings);

    /// <summary>Learns a model.</summary>
    /// <exception cref="CiceroneException">A setting is unknown or out of range, or the data lack what the algorithm needs.</exception>
    public IModel Fit(TrainingData data, IReadOnlyDictionary<string, string> settings, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (data.Log.Count == 0) throw new CiceroneException($"There are no training events for {Name} to learn from.");
        if (data.Weights is not null && !TakesWeights) throw new CiceroneException($"{Name} does not learn by weights of pairs. Leave them out, or take an algorithm that does ('cicerone list algorithms' marks them).");
        CheckShared(context.Processes?.Count ?? 1);
        return _fit(data, settings, context);
    }

    /// <summary>Checks that so many processes can train it together.</summary>
    /// <exception cref="CiceroneException">They cannot.</exception>
    public void CheckShared(int processes)
    {
        if (processes > 1 && !SharesBatches)
            throw new CiceroneException($"{Name} cannot be trained by {processes} processes: it does not learn by batches whose loss is a mean over examples that do not see each other. Start one process, without mpirun, or take an algorithm that does ('cicerone list algorithms' marks them).");
    }

    /// <summary>Learns a model bucket by bucket.</summary>
    /// <exception cref="CiceroneException">It does not learn so, or a setting is unknown or out of range.</exception>
    public IModel Fit(SplitBuckets split, IReadOnlyDictionary<string, string> settings, FitContext context) =>
        (_stream ?? throw new CiceroneException($"{Name} needs all training events at once and cannot learn bucket by bucket. 'cicerone list algorithms' says which can."))(split, settings, context);

    /// <summary>Learns a model with default options.</summary>
    public IModel Fit(TrainingData data, FitContext context) => Fit(data, new Dictionary<string, string>(), context);

    internal IModel Load(ModelReader folder, IReadOnlyDictionary<string, string> settings) => _load(folder, settings);
}
