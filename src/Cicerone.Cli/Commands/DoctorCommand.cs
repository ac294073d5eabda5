using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Cicerone.Cli.Reports;
using Cicerone.Models;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone doctor</c>: whether this machine has what is needed, tried and not guessed.</summary>
internal sealed class DoctorCommand : CiceroneCommand
{
    private const double FewestGigabytes = 1;

    public DoctorCommand() : base("doctor", "Tries what Cicerone needs of this machine, and says what to do where something is missing.",
        "cicerone doctor", "cicerone doctor --json")
    { }

    protected override Task<int> RunAsync(Invocation call)
    {
        Finding[] findings =
        [
            new("Cicerone", Ok: true, ModelCard.LibraryVersion, ""),
            new(".NET", Ok: true, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}", ""),
            new("Processors", Ok: true, $"{Environment.ProcessorCount}, {Vectors()}", ""),
            Memory(),
            Try("Temporary files", WriteTemporaryFile, "give the account a writable temporary folder (TMPDIR)"),
            Try("Plots", Plots.Try, "SkiaSharp's native library does not load; on Linux it needs glibc 2.28 or newer"),
            Try("SQLite", StoreCheck.Try, "the bundled e_sqlite3 library does not load on this system"),
        ];
        if (call.Json) call.Terminal.Document(new { Ok = findings.All(finding => finding.Ok), Findings = findings });
        else call.Terminal.Table(["", "what", "found"], findings.Select(finding => new[] { finding.Ok ? "ok" : "FAILS", finding.What, finding.Ok ? finding.Found : $"{finding.Found}: {finding.Remedy}" }));
        return Task.FromResult(findings.All(finding => finding.Ok) ? CommandLine.Done : CommandLine.Failed);
    }

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

    private sealed record Finding(string What, bool Ok, string Found, string Remedy);
}
