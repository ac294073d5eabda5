using System.Security.Cryptography;
using System.Text.Json;
using Cicerone.Models;

namespace Cicerone.Neural.Catchments;

/// <summary>A calibrated catchment, kept as one file of a folder, with what it came from; nothing in it is executed.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Loss">Name of the loss.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Data">The table, as it was given.</param>
/// <param name="Sha256">Of the table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Scale">What the model counts in.</param>
/// <param name="Calibration">What was found.</param>
/// <param name="Version">Version of the library.</param>
public sealed record CatchmentRun(string Model, string Loss, ulong Seed, string Data, string Sha256, CatchmentColumns Columns, double[] Scale, Calibration Calibration, string Version)
{
    private const string File = "series.json";
    private const long LargestFile = 1 << 24;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Calibrates a model on a table.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="loss">Name of the loss.</param>
    /// <param name="data">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="steps">How many simulations.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Stops it.</param>
    public static CatchmentRun Fit(string model, string loss, string data, CatchmentColumns columns, int steps, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        (CatchmentRecord record, _) = columns.Read(data);
        double[] scale = CatchmentModels.ScaleOf(model, record);
        ICatchment catchment = CatchmentModels.Make(model, scale, columns.Temperature is not null);
        Calibration found = CatchmentModels.Calibrate(catchment, record, loss, steps, new RandomSource(seed), cancellation);
        return new CatchmentRun(model, loss, seed, Path.GetFullPath(data), Hash(data), columns, scale, found, ModelCard.LibraryVersion);
    }

    /// <summary>Opens a run.</summary>
    /// <exception cref="CiceroneException">The folder is no such run, or its file is damaged.</exception>
    public static CatchmentRun Open(string folder)
    {
        string path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path)) throw new CiceroneException($"{folder} is no run of a series: {File} is missing. 'cicerone series fit' makes one.");
        if (new FileInfo(path).Length > LargestFile) throw new CiceroneException($"{path} is larger than any run: {LargestFile:N0} bytes.");
        try
        {
            CatchmentRun run = JsonSerializer.Deserialize<CatchmentRun>(System.IO.File.ReadAllBytes(path))!;
            ICatchment catchment = CatchmentModels.Make(run.Model, run.Scale, run.Columns.Temperature is not null);
            if (run.Calibration.Parameters.Length != catchment.Parameters.Count || !run.Calibration.Parameters.All(double.IsFinite))
                throw new CiceroneException($"{path} is damaged: {run.Model} has {catchment.Parameters.Count} finite parameters. Fit it again.");
            return run;
        }
        catch (Exception fault) when (fault is JsonException or NullReferenceException or ArgumentNullException or IndexOutOfRangeException)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message} Fit it again.", fault);
        }
    }

    /// <summary>Writes the run to a folder that is there.</summary>
    public void Save(string folder) => System.IO.File.WriteAllText(Path.Combine(folder, File), JsonSerializer.Serialize(this, Indented) + "\n");

    /// <summary>The record it was calibrated on, and the flow that it simulates for it.</summary>
    /// <exception cref="CiceroneException">The table has changed or is gone.</exception>
    public (CatchmentRecord Record, IReadOnlyList<long> Times, double[] Flow) Simulate()
    {
        if (Hash(Data) != Sha256) throw new CiceroneException($"{Data} is not the table that this run was calibrated on: its SHA-256 has changed. Fit again.");
        (CatchmentRecord record, IReadOnlyList<long> times) = Columns.Read(Data);
        return (record, times, record.Simulate(CatchmentModels.Make(Model, Scale, Columns.Temperature is not null), Calibration.Parameters));
    }

    private static string Hash(string path)
    {
        try
        {
            using FileStream file = System.IO.File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (IOException fault)
        {
            throw new CiceroneException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
