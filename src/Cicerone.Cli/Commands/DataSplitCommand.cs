using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data.Buckets;
using Cicerone.Data.Formats;
using Cicerone.Protocols;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data split</c>: the parts of a split as files, for this and other programs.</summary>
internal sealed class DataSplitCommand : CiceroneCommand
{
    private readonly DataOptions _data = new();
    private readonly Option<string> _out = new("--out") { Description = "Folder for the split.", Required = true, HelpName = "FOLDER" };

    private readonly Option<bool> _stream = new("--stream") { Description = "Split events that are larger than memory, in buckets of people; what is made is for 'fit --stream', and any other reader of Parquet." };
    private readonly Option<int> _buckets = GlobalOptions.Positive(new Option<int>("--buckets") { Description = "With --stream: how many buckets; memory holds the events of one.", DefaultValueFactory = _ => 128, HelpName = "N" });

    public DataSplitCommand() : base("split", "Writes train, valid and test as files, with the rules under which models are tested.",
        "cicerone data split --data ratings.csv --protocol leave-one-out --out my-split",
        "cicerone data split --data ratings.csv --protocol \"global-time(test=0.2)\" --k-core 5 --out by-time",
        "cicerone data split --data events --protocol global-time --stream --out by-time")
    {
        foreach (Option option in _data.All) Add(option);
        Add(_stream);
        Add(_buckets);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string folder = call.Value(_out)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CiceroneException($"{folder} is not empty; choose another folder.");
        if (call.Value(_stream)) SplitStreamed(call, folder);
        else if (call.Has(_buckets)) throw new UsageException("--buckets goes with --stream.");
        else SplitInMemory(call, folder);
        return Task.FromResult(CommandLine.Done);
    }

    private void SplitStreamed(Invocation call, string folder)
    {
        (string path, ReadOptions options, Protocol protocol) = _data.ReadStreamed(call);
        using var progress = new ProgressReporter(call.Terminal);
        BucketSplitter splitter = UsageException.Unless(() => new BucketSplitter { Protocol = protocol, Seed = call.Seed, Buckets = call.Value(_buckets), Progress = progress.Stage("splitting"), Cancellation = call.Cancellation });
        (IReadOnlyDictionary<SplitPart, long> counts, ReadReport report) = splitter.Split(path, options, folder);
        Remarks.Of(report, call.Terminal);
        foreach (string note in report.Notes) call.Terminal.Remark($"{note}.");
        var split = SplitBuckets.Open(folder);
        if (call.Json)
            call.Terminal.Document(new { Folder = folder, split.Protocol, split.Fingerprint, Buckets = split.Count, Train = counts[SplitPart.Train], Valid = counts[SplitPart.Valid], Test = counts[SplitPart.Test] });
        else
            call.Terminal.Line($"{folder}: {split.Protocol}; {counts[SplitPart.Train]:N0} events to train, {counts[SplitPart.Valid]:N0} to validate, {counts[SplitPart.Test]:N0} to test, in {split.Count:N0} buckets of people. Fingerprint {split.Fingerprint}.");
    }

    private void SplitInMemory(Invocation call, string folder)
    {
        SplitData data = _data.Read(call);
        if (data.Report is { } report) Remarks.Of(report, call.Terminal);
        SplitFolder.Write(folder, data.Split, data.Items);
        Split split = data.Split;
        string fingerprint = split.Fingerprint();
        if (call.Json)
            call.Terminal.Document(new { Folder = folder, split.Protocol, Fingerprint = fingerprint, Train = split.Train.Count, Valid = split.Valid.Count, Test = split.Test.Count, FoldIn = split.FoldIn.Count, LeftOut = split.LeftOut.Count });
        else
            call.Terminal.Line($"{folder}: {split.Protocol}; {split.Train.Count:N0} events to train, {split.Valid.Count:N0} to validate, {split.Test.Count:N0} to test"
                + $"{(split.FoldIn.Count > 0 ? $", {split.FoldIn.Count:N0} to fold in" : "")}{(split.LeftOut.Count > 0 ? $"; {split.LeftOut.Count:N0} are in no part and were not written" : "")}. Fingerprint {fingerprint}.");
    }
}
