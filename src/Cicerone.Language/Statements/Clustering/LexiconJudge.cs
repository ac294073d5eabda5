using Cicerone.Language.Statements.Extraction;

namespace Cicerone.Language.Statements.Clustering;

/// <summary>
/// Judges without a language model: both statements are read by the patterns of <see cref="LexiconExtractor"/>. The same aspect, opinion, scope, number and use are 1;
/// any other reading is 0. Where a statement cannot be read, the share of common words among all of theirs decides.
/// </summary>
public sealed class LexiconJudge : IPairJudge
{
    private readonly Dictionary<string, (Reading? Reading, HashSet<string> Words)> _read = [];

    /// <inheritdoc/>
    public ValueTask<double> JudgeAsync(string one, string other, CancellationToken cancellation = default) => ValueTask.FromResult(Judge(one, other));

    /// <summary>What the lexicon knows of the meaning of a statement, in its usual words; empty where it cannot be read.</summary>
    internal static string Meaning(string statement) => Grammar.ReadOne(statement) is { } reading ? $"{reading.Aspect} {reading.Class} {reading.Scope} {reading.Rest}".Trim() : "";

    private double Judge(string one, string other)
    {
        (Reading? reading, HashSet<string> words) = Read(one);
        (Reading? otherReading, HashSet<string> otherWords) = Read(other);
        if (reading is not null && otherReading is not null) return reading.Meaning == otherReading.Meaning ? 1 : 0;
        int common = words.Count(otherWords.Contains);
        return (double)common / (words.Count + otherWords.Count - common);
    }

    private (Reading? Reading, HashSet<string> Words) Read(string statement)
    {
        if (!_read.TryGetValue(statement, out (Reading? Reading, HashSet<string> Words) read))
            _read.Add(statement, read = (Grammar.ReadOne(statement), [.. Token.Of(statement).Where(token => token.IsWord).Select(token => token.Word)]));
        return read;
    }
}
