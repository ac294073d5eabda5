using System.Security.Cryptography;
using System.Text;
using Cicerone.Data;
using Cicerone.Metrics;

namespace Cicerone.Evaluation;

/// <summary>
/// Keeps what baselines earned, so that each is computed once a split: an <see cref="EvaluationFile"/> each. A file that
/// cannot be read counts as absent, because what it held can be computed again.
/// </summary>
/// <param name="folder">Where the files lie; made when needed.</param>
public sealed class BaselineCache(string folder)
{
    /// <summary>The cache of the current person: <c>$CICERONE_CACHE</c>, else <c>$XDG_CACHE_HOME/cicerone</c>, else the system's place for such files.</summary>
    public static BaselineCache OfUser() => new(Path.Combine(UserCache.Folder, "baselines"));

    /// <summary>What decides the figures: the algorithm, the split, the items and their categories, the options that figures depend on, and this very build of the library.</summary>
    internal static string KeyOf(string algorithm, string fingerprint, ItemTable items, EvaluationOptions options)
    {
        ulong itemsHash = 0;
        foreach (string? text in items.Items.Ids.Concat(ItemSets.CategoryColumn(items) is { } column ? items.Column(column) : []))
            itemsHash = RandomSource.Mix(itemsHash ^ RandomSource.Hash(text));
        string told = $"{algorithm}|{fingerprint}|{itemsHash}|{string.Join(',', options.Cutoffs)}|{options.Detailed}|{options.TailShare:R}|{options.PropensityExponent:R}|{options.Seed}|{typeof(BaselineCache).Module.ModuleVersionId}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)));
    }

    internal EvaluationResult? Find(string key, Vocabulary people)
    {
        try
        {
            return EvaluationFile.Read(PathOf(key), people);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CiceroneException)
        {
            return null;
        }
    }

    /// <summary>Keeps figures, where the folder can be written: a fit must not fail for the lack of a cache.</summary>
    internal void Store(string key, EvaluationResult result, Vocabulary people)
    {
        string aside = $"{PathOf(key)}.new-{Guid.NewGuid():N}"; // others may store the same figures now
        try
        {
            Directory.CreateDirectory(folder);
            EvaluationFile.Write(aside, result, people);
            File.Move(aside, PathOf(key), overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(aside);
        }
    }

    /// <summary>Removes what is kept of a split, person by person.</summary>
    /// <param name="fingerprint">Fingerprint of the split.</param>
    /// <returns>How many files there were.</returns>
    internal int Forget(string fingerprint)
    {
        if (!Directory.Exists(folder)) return 0;
        string[] files = [.. Directory.GetFiles(folder, "*.jsonl").Where(file => EvaluationFile.FingerprintOf(file) == fingerprint)];
        foreach (string file in files) File.Delete(file);
        return files.Length;
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".jsonl");
}
