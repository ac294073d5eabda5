using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// A protocol whose options are its properties; it is written <c>global-time(validation=0.1, test=0.1)</c>, and what is not
/// given keeps its default. <see cref="Named"/> reads that text.
/// </summary>
public abstract record Protocol : OptionSet, IProtocol
{
    /// <summary>Every protocol with its default options: adding one adds one line here.</summary>
    public static IReadOnlyList<Protocol> All { get; } =
    [
        new LeaveOneOut(),
        new LeaveKOut(),
        new RandomHoldout(),
        new GlobalTime(),
        new RollingWindows(),
        new ColdItems(),
        new ColdUsers(),
        new LastAction(),
    ];

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Summary { get; }

    /// <summary>What can be set, with the values it has.</summary>
    public IReadOnlyList<OptionDescription> Options => OptionsBinder.Describe(this);

    /// <summary>The protocol of a text: a name, or a name with options in brackets.</summary>
    /// <param name="text"><c>cold-items</c>, <c>cold-items(test=0.2, candidates=all)</c>.</param>
    /// <exception cref="CiceroneException">There is no such protocol or option, the value is out of range, or the text is no such text.</exception>
    public static Protocol Named(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int bracket = text.IndexOf('(', StringComparison.Ordinal);
        string name = (bracket < 0 ? text : text[..bracket]).Trim();
        Protocol protocol = All.FirstOrDefault(protocol => protocol.Name == name) ?? throw CiceroneException.UnknownName("protocol", name, All.Select(protocol => protocol.Name));
        if (bracket < 0) return protocol;
        string end = text.TrimEnd();
        if (end[^1] != ')') throw new CiceroneException($"The protocol '{text}' lacks its closing bracket; write {protocol}.");
        return protocol.With(SettingsOf(end[(bracket + 1)..^1], protocol));
    }

    /// <summary>The same protocol with the given settings changed.</summary>
    /// <exception cref="CiceroneException">A name is unknown, a value has the wrong form or is out of range.</exception>
    public Protocol With(IReadOnlyDictionary<string, string> settings) => OptionsBinder.Apply(this, settings, Name);

    /// <inheritdoc/>
    public abstract Split Split(InteractionLog log, ulong seed);

    /// <summary>Whether it splits people bucket by bucket too, because what becomes of an event does not depend on who else there is, but for moments that a pass over all times tells.</summary>
    public virtual bool SplitsBuckets => false;

    /// <summary>How it splits each bucket of people; the buckets' splits are together the split of everybody.</summary>
    /// <param name="times">The times of each bucket's events; passed over as often as is needed, or not at all.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    internal virtual Func<InteractionLog, Split> OfBuckets(IEnumerable<ReadOnlyMemory<long>> times, ulong seed) => bucket => Split(bucket, seed);

    /// <inheritdoc/>
    public virtual IReadOnlyList<Split> Splits(InteractionLog log, ulong seed) => [Split(log, seed)];

    /// <summary>The text that <see cref="Named"/> reads back: the name, and every option with its value.</summary>
    public sealed override string ToString()
    {
        IReadOnlyDictionary<string, string> settings = OptionsBinder.ToSettings(this);
        return settings.Count == 0 ? Name : $"{Name}({string.Join(", ", settings.Select(option => $"{option.Key}={option.Value}"))})";
    }

    /// <summary>A split from the part of each row, null for a row that is in none; rows keep the order of the log.</summary>
    private protected static Split ByPart(string protocol, InteractionLog log, SplitPart?[] parts, SplitRules rules)
    {
        InteractionLog Rows(SplitPart? part) => log.Select([.. Enumerable.Range(0, log.Count).Where(row => parts[row] == part)]);
        return new Split(protocol, Rows(SplitPart.Train), Rows(SplitPart.Valid), Rows(SplitPart.Test), rules)
        {
            FoldIn = Rows(SplitPart.FoldIn),
            LeftOut = Rows(null),
        };
    }

    /// <summary>The parts of a log's rows, all training until told otherwise.</summary>
    private protected static SplitPart?[] AllTraining(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var parts = new SplitPart?[log.Count];
        Array.Fill(parts, SplitPart.Train);
        return parts;
    }

    /// <summary>This protocol's text with the seed that a draw used.</summary>
    private protected string Seeded(ulong seed) => $"{this}, seed {seed}";

    private static Dictionary<string, string> SettingsOf(string options, Protocol protocol)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string option in options.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw new CiceroneException($"'{option}' is no option of {protocol.Name}; write name=value, as in {protocol}.");
            if (!settings.TryAdd(option[..equals].TrimEnd(), option[(equals + 1)..].TrimStart()))
                throw new CiceroneException($"Option '{option[..equals].TrimEnd()}' of {protocol.Name} is given twice; give it once.");
        }
        return settings;
    }
}
