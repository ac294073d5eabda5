using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Cicerone.Cli.Commands.Doctors;
using Cicerone.Cli.Reports;
using Cicerone.Models;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone doctor</c>: whether this machine, a server or a store has what is needed, tried and not guessed.</summary>
internal sealed class DoctorCommand : CiceroneCommand
{
    private const double FewestGigabytes = 1;

    private readonly Option<string?> _server = new("--server") { Description = "Look at a server that runs. A key with the scope admin is read from CICERONE_KEY.", HelpName = "URL" };
    private readonly Option<string?> _store = new("--store") { Description = "Look at a store; it stays as it is.", HelpName = "sqlite:FILE|postgres://USER@HOST/DATABASE" };
    private readonly Option<string?> _models = new("--models") { Description = "Look at the versions of the model in a folder.", HelpName = "FOLDER" };

    public DoctorCommand() : base("doctor", "Tries what Cicerone needs of this machine, or looks at a server, a store and models, and says what to do where something is missing.",
        "cicerone doctor", "cicerone doctor --json", "cicerone doctor --server http://127.0.0.1:5000", "cicerone doctor --store sqlite:runs/first.db --models runs/first-models")
    {
        Add(_server);
        Add(_store);
        Add(_models);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        (string? server, string? store, string? models) = (call.Value(_server), call.Value(_store), call.Value(_models));
        IReadOnlyList<Finding> findings = server is null && store is null && models is null ? OfMachine()
            : [.. server is null ? [] : await ServerDoctor.LookAsync(server, call.Cancellation), .. await StoreDoctor.LookAsync(store, models, call.Cancellation)];
        if (call.Json) call.Terminal.Document(new { Ok = findings.All(finding => finding.Ok), Findings = findings });
        else call.Terminal.Table(["", "what", "found"], findings.Select(finding => new[] { finding.Ok ? "ok" : "FAILS", finding.What, finding.Ok ? finding.Found : $"{finding.Found}: {finding.Remedy}" }));
        return findings.All(finding => finding.Ok) ? CommandLine.Done : CommandLine.Failed;
    }

    private static Finding[] OfMachine() =>
    [
        new("Cicerone", Ok: true, ModelCard.LibraryVersion, ""),
        new(".NET", Ok: true, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}", ""),
        new("Processors", Ok: true, $"{Environment.ProcessorCount}, {Vectors()}", ""),
        Memory(),
        Try("Temporary files", WriteTemporaryFile, "give the account a writable temporary folder (TMPDIR)"),
        Try("Plots", Plots.Try, "SkiaSharp's native library does not load; on Linux it needs glibc 2.28 or newer"),
        Try("SQLite", StoreCheck.Try, "the bundled e_sqlite3 library does not load on this system"),
    ];

    private static string Vectors() => Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2: slower, same results";

    private static Finding Memory()
    {
        double gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return new Finding("Memory", gigabytes >= FewestGigabytes, $"{gigabytes:0.0} GB", $"fits need {FewestGigabytes} GB or more");
    }

    private static string WriteTemporaryFile()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "doctor");
        File.Delete(path);
        return Path.GetTempPath();
    }

    private static Finding Try(string what, Func<string> attempt, string remedy)
    {
        try
        {
            return new Finding(what, Ok: true, attempt(), "");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DllNotFoundException or TypeInitializationException or InvalidOperationException or CiceroneException or BadImageFormatException)
        {
            return new Finding(what, Ok: false, fault.Message, remedy);
        }
    }
}
