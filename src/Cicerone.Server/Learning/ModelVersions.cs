using System.Globalization;
using System.Text.Json;
using Cicerone.Models;
using Cicerone.Server.Live;

namespace Cicerone.Server.Learning;

/// <summary>
/// The versions of the model in their folder: <c>000001/model</c> with <c>000001/version.json</c>, and so on; <c>in-service.json</c>
/// names the one in service and those before it. Each file is written aside and moved into place, so that a crash leaves
/// the old or the new.
/// </summary>
internal sealed class ModelVersions
{
    /// <summary>The name of the model that the server was started with.</summary>
    public const string Run = "run";

    private const string PointerFile = "in-service.json", CardFile = "version.json", ModelPart = "model";
    private readonly string _folder;
    private ServedModel? _run;
    private readonly AlgorithmTable _algorithms;
    private Pointer _pointer;

    public ModelVersions(string folder, ServedModel run, AlgorithmTable algorithms)
    {
        (_folder, _run, _algorithms) = (Path.GetFullPath(folder), run, algorithms);
        Directory.CreateDirectory(_folder);
        _pointer = ReadPointer();
    }

    /// <summary>The name of the version in service.</summary>
    public string InService => _pointer.Served[^1];

    /// <summary>All versions, the newest first.</summary>
    public IReadOnlyList<VersionCard> All =>
        [.. Names.OrderDescending(StringComparer.Ordinal).Select(ReadCard), .. _pointer.WithoutRun || _run is not { } run ? [] : (VersionCard[])[new(Run, run.Recommender.Card.Algorithm, Time: null, run.Recommender.Card.TrainingEvents, run.LastArrival, Judged: null)]];

    private IEnumerable<string> Names => Directory.EnumerateDirectories(_folder).Select(path => Path.GetFileName(path)!).Where(name => IsName(name) && File.Exists(Path.Combine(_folder, name, CardFile)));

    /// <summary>Reads a version.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    /// <exception cref="CiceroneException">Its folder is damaged.</exception>
    public ServedModel Open(string version)
    {
        if (version == Run && !_pointer.WithoutRun && _run is { } run) return run;
        if (!Names.Contains(version)) throw new NotFoundException(CiceroneException.UnknownName("version of the model", version, Names).Message);
        try
        {
            return new ServedModel(Recommender.Open(Path.Combine(_folder, version, ModelPart), _algorithms), version, ReadCard(version).LastArrival);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) // a file was taken away or cut short while it was read
        {
            throw new CiceroneException($"The folder of version {version} cannot be read: {fault.Message} It is damaged, or somebody else writes to it.", fault);
        }
    }

    /// <summary>What the model folder of a version says.</summary>
    /// <exception cref="CiceroneException">It is damaged.</exception>
    public ModelCard ReadModelCard(string version) => version == Run && _run is { } run ? run.Recommender.Card : ModelFolder.ReadCard(Path.Combine(_folder, version, ModelPart));

    /// <summary>Opens the version in service, or where it is damaged the one that was before it.</summary>
    /// <param name="remarks">Told what was damaged.</param>
    public ServedModel OpenInService(ICollection<string> remarks)
    {
        while (true)
        {
            try
            {
                return Open(InService);
            }
            catch (Exception fault) when (fault is CiceroneException or NotFoundException && _pointer.Served.Count > 1)
            {
                remarks.Add($"Version {InService} of the model cannot be served: {fault.Message} Version {Before} is served in its place.");
                RollBack();
            }
        }
    }

    /// <summary>Keeps a fitted model as a new version.</summary>
    /// <param name="recommender">The model.</param>
    /// <param name="save">Writes it to the folder that it is given.</param>
    /// <param name="card">What is known of it; its name is given here.</param>
    public VersionCard Add(Recommender recommender, Action<string> save, VersionCard card)
    {
        string version = (Names.Select(name => int.Parse(name, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max() + 1).ToString("000000", CultureInfo.InvariantCulture);
        string place = Path.Combine(_folder, version), aside = place + ".new";
        if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(aside);
        save(Path.Combine(aside, ModelPart));
        card = card with { Version = version, Algorithm = recommender.Card.Algorithm };
        Write(Path.Combine(aside, CardFile), card);
        Directory.Move(aside, place);
        return card;
    }

    /// <summary>Names a version as the one in service.</summary>
    public void Promote(string version) => Write(_pointer with { Served = [.. _pointer.Served.Where(served => served != version), version] });

    /// <summary>The version that was in service before this one.</summary>
    /// <exception cref="CiceroneException">There is none.</exception>
    public string Before => _pointer.Served.Count > 1 ? _pointer.Served[^2] : throw new CiceroneException($"Version {InService} is the first in service; there is none to go back to.");

    /// <summary>Takes the version in service out of it, for the one before.</summary>
    public void RollBack() => Write(_pointer with { Served = _pointer.Served[..^1] });

    /// <summary>Removes versions, but never the one in service.</summary>
    /// <param name="kept">How many of the newest stay beside it.</param>
    /// <param name="held">Versions that stay in any case.</param>
    /// <returns>The names of those that were removed.</returns>
    public IReadOnlyList<string> RemoveOld(int kept, IReadOnlyList<string> held)
    {
        string[] old = [.. Names.Where(name => name != InService && !held.Contains(name)).OrderDescending(StringComparer.Ordinal).Skip(kept)];
        Write(_pointer with { Served = [.. _pointer.Served.Where(served => !old.Contains(served))] });
        foreach (string version in old) Directory.Delete(Path.Combine(_folder, version), recursive: true);
        return old;
    }

    /// <summary>Removes every version but the one in service; the run cannot be served again either.</summary>
    /// <returns>The names of those that were removed.</returns>
    public IReadOnlyList<string> RemoveOthers()
    {
        bool hadRun = !_pointer.WithoutRun;
        Write(new Pointer([InService], WithoutRun: true));
        _run = null; // out of memory too
        return [.. RemoveOld(kept: 0, held: []), .. hadRun ? [Run] : (string[])[]];
    }

    private static bool IsName(string name) => name.Length == 6 && name.All(char.IsAsciiDigit);

    private VersionCard ReadCard(string version)
    {
        string path = Path.Combine(_folder, version, CardFile);
        try
        {
            return JsonSerializer.Deserialize<VersionCard>(File.ReadAllBytes(path))! with { Version = version };
        }
        catch (JsonException fault)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message} Remove the folder {version}.", fault);
        }
    }

    private Pointer ReadPointer()
    {
        string path = Path.Combine(_folder, PointerFile);
        if (!File.Exists(path)) return new Pointer([Run], WithoutRun: false);
        try
        {
            Pointer pointer = JsonSerializer.Deserialize<Pointer>(File.ReadAllBytes(path))!;
            return pointer.Served is { Count: > 0 } served && served.TrueForAll(name => name == Run || IsName(name)) ? pointer : throw new JsonException("it names no version");
        }
        catch (JsonException fault)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message} Remove it to serve the run.", fault);
        }
    }

    private void Write(Pointer pointer)
    {
        Write(Path.Combine(_folder, PointerFile), pointer);
        _pointer = pointer;
    }

    private static void Write<T>(string path, T content)
    {
        string aside = path + ".new";
        using (FileStream file = File.Create(aside))
        {
            JsonSerializer.Serialize(file, content);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>What is in service.</summary>
    /// <param name="Served">The versions that were in service, the one that is last.</param>
    /// <param name="WithoutRun">Whether the run may not be served, because somebody it has learned from was forgotten.</param>
    private sealed record Pointer(List<string> Served, bool WithoutRun);
}
