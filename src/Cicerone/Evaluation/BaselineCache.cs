using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// Keeps the figures of baselines, so that each split is computed once: one small JSON file a split. A file that cannot be
/// read counts as absent, because what it held can be computed again.
/// </summary>
/// <param name="folder">Where the files lie; made when needed.</param>
public sealed class BaselineCache(string folder)
{
    /// <summary>The cache of the current person: <c>$CICERONE_CACHE</c>, else <c>$XDG_CACHE_HOME/cicerone</c>, else the system's place for such files.</summary>
    public static BaselineCache OfUser()
    {
        string? own = Environment.GetEnvironmentVariable("CICERONE_CACHE");
        string? system = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(system)) system = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new BaselineCache(Path.Combine(string.IsNullOrEmpty(own) ? Path.Combine(system, "cicerone") : own, "baselines"));
    }

    /// <summary>What decides the figures: the split, the cutoffs, the seed of ties, and this very build of the library.</summary>
    internal static string KeyOf(Split split, EvaluationOptions options)
    {
        string told = $"{split.Fingerprint()}|{string.Join(',', options.Cutoffs)}|{options.Seed}|{typeof(BaselineCache).Module.ModuleVersionId}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)));
    }

    internal IReadOnlyList<Baseline>? Find(string key)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(key)), BaselineJson.Default.BaselineArray);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Store(string key, Baseline[] baselines)
    {
        Directory.CreateDirectory(folder);
        string aside = $"{PathOf(key)}.new-{Environment.ProcessId}";
        File.WriteAllBytes(aside, JsonSerializer.SerializeToUtf8Bytes(baselines, BaselineJson.Default.BaselineArray));
        File.Move(aside, PathOf(key), overwrite: true);
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".json");
}
