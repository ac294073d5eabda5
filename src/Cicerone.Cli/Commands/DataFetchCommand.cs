using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data.Sources;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data fetch</c>: a well-known data set from its public home.</summary>
internal sealed class DataFetchCommand : CiceroneCommand
{
    private readonly Argument<string> _name = new("name") { Description = "Name of a data set; see 'cicerone list data'." };
    private readonly Option<string?> _out = new("--out") { Description = "Folder for the files; the name of the set unless given.", HelpName = "FOLDER" };

    public DataFetchCommand() : base("fetch", "Fetches a well-known data set from its public home, and pins what came by its SHA-256.",
        "cicerone data fetch ml-100k", "cicerone data fetch ml-1m --out data/ml-1m")
    {
        Add(_name);
        Add(_out);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        PublicDataset set = UsageException.Unless(() => PublicDatasets.Named(call.Value(_name)));
        string folder = call.Value(_out) ?? set.Name;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CiceroneException($"{folder} is not empty; choose another folder.");
        call.Terminal.Remark($"{set.Name}: {set.Terms}");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        FetchReceipt receipt = await FetchAsync(call, new DatasetFetcher(client, PinFile.OfUser()), set, folder);
        if (call.Json) call.Terminal.Document(receipt);
        else call.Terminal.Line($"{folder}: {receipt.Files.Count} files, {receipt.Bytes:N0} bytes fetched, SHA-256 {receipt.Sha256} ({(receipt.IsPinnedNow ? "pinned now" : "as pinned before")}); next: cicerone data describe {folder}");
        return CommandLine.Done;
    }

    private static async Task<FetchReceipt> FetchAsync(Invocation call, DatasetFetcher fetcher, PublicDataset set, string folder)
    {
        using var progress = new ProgressReporter(call.Terminal);
        return await fetcher.FetchAsync(set, folder, progress.Stage($"fetching {set.Address.Host}"), call.Cancellation);
    }
}
