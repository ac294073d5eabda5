using System.Collections.Concurrent;
using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Experiments;

/// <summary>The models of arms, opened once and kept while they are among the versions.</summary>
internal sealed partial class ArmModels(ModelInService model, ILogger<ArmModels> log, ModelVersions? versions = null)
{
    private readonly ConcurrentDictionary<string, ServedModel?> _opened = new();

    /// <summary>The model of an arm: the one in service where it names none; null where its version cannot be served.</summary>
    public ServedModel? Find(string? version)
    {
        ServedModel current = model.Current;
        return version is null || version == current.Version ? current : _opened.GetOrAdd(version, TryOpen);
    }

    /// <summary>The model of a version.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    /// <exception cref="CiceroneException">Its folder is damaged, or the server keeps no versions.</exception>
    public ServedModel Existing(string version)
    {
        ServedModel current = model.Current;
        if (version == current.Version) return current;
        if (versions is null) throw new CiceroneException($"The server keeps no versions of the model, so that there is no '{version}'; start it with --models FOLDER.");
        return _opened.AddOrUpdate(version, name => model.Joined(versions.Open(name)), (name, opened) => opened ?? model.Joined(versions.Open(name)))!;
    }

    /// <summary>Forgets what was opened: versions were removed.</summary>
    public void Clear() => _opened.Clear();

    private ServedModel? TryOpen(string version)
    {
        try
        {
            return versions is null ? null : model.Joined(versions.Open(version));
        }
        catch (Exception fault) when (fault is CiceroneException or NotFoundException)
        {
            LogMissing(log, version, fault);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Version {Version} of the model, which an arm needs, cannot be served; the one in service answers in its place, and does not count.")]
    private static partial void LogMissing(ILogger log, string version, Exception fault);
}
