using System.CommandLine;
using Cicerone.Data.Formats;
using Cicerone.Protocols;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data split</c>: the parts of a split as files, for this and other programs.</summary>
internal sealed class DataSplitCommand : CiceroneCommand
{
    private readonly DataOptions _data = new();
    private readonly Option<string> _out = new("--out") { Description = "Folder for the split.", Required = true, HelpName = "FOLDER" };

    public DataSplitCommand() : base("split", "Writes train, valid and test as files, with the rules under which models are tested.",
        "cicerone data split --data ratings.csv --protocol leave-one-out --out my-split",
        "cicerone data split --data ratings.csv --protocol \"global-time(test=0.2)\" --k-core 5 --out by-time")
    {
        foreach (Option option in _data.All) Add(option);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string folder = call.Value(_out)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CiceroneException($"{folder} is not empty; choose another folder.");
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
        return Task.FromResult(CommandLine.Done);
    }
}
