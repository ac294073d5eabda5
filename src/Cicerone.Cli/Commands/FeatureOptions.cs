using System.CommandLine;
using Cicerone.Cli.Pictures;
using Cicerone.Data;
using Cicerone.Data.Features;

namespace Cicerone.Cli.Commands;

/// <summary>Vectors of the items that a command is given.</summary>
internal sealed class FeatureOptions
{
    private const int TextWidth = 128;

    private readonly Option<string[]> _features = new("--features")
    {
        Description = "Vectors of the items (.npy, .safetensors, or a table such as CSV or Parquet); ids=FILE has the id of each row where the file has none, row=index takes row numbers, from 0, as ids; a folder of pictures, each named after its item, is described with ',pictures', or by an encoder of your own, an ONNX file, with ',onnx=FILE'; 'text' alone makes vectors of the words of the items' table. May be repeated.",
        HelpName = "NAME=FILE[,ids=FILE|,row=index|,pictures|,onnx=FILE]",
    };

    public Option Option => _features;

    /// <summary>Reads them, and tells what they do not cover.</summary>
    public IReadOnlyList<FeatureMatrix> Read(Invocation call, ItemTable items)
    {
        var all = new List<FeatureMatrix>();
        foreach (string typed in call.Value(_features) ?? [])
        {
            FeatureMatrix features = Source(typed, call).ReadAsync(items, call.Cancellation).GetAwaiter().GetResult();
            if (all.Exists(other => other.Name == features.Name)) throw new UsageException($"--features names '{features.Name}' twice.");
            call.Terminal.Remark($"features '{features.Name}': {features.Width} numbers for {features.KnownCount:N0} of {items.Items.Count:N0} items.");
            foreach (string remark in features.Remarks) call.Terminal.Remark($"{remark}.");
            all.Add(features);
        }
        return all;
    }

    private static IItemSemanticSource Source(string typed, Invocation call)
    {
        if (typed == HashedText.Name) return new HashedText(TextWidth, call.Seed, new ParallelOptions { MaxDegreeOfParallelism = call.Threads });
        string[] parts = typed.Split(',');
        if (parts[0].Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } path]) throw Wrong(typed);
        return parts[1..] switch
        {
            [] => new FeatureFile(name, path),
            ["pictures"] => new PictureFolder(name, path, () => new ColoursAndEdges()),
            [var onnx] when onnx.StartsWith("onnx=", StringComparison.Ordinal) && onnx.Length > 5 => new PictureFolder(name, path, () => new OnnxEncoder(onnx[5..], call.Threads)),
            ["row=index"] => new FeatureFile(name, path, rowIsId: true),
            [var ids] when ids.StartsWith("ids=", StringComparison.Ordinal) && ids.Length > 4 => new FeatureFile(name, path, ids[4..]),
            _ => throw Wrong(typed),
        };
    }

    private static UsageException Wrong(string typed) => new($"--features takes NAME=FILE, NAME=FILE,ids=FILE, NAME=FILE,row=index, NAME=FOLDER,pictures, NAME=FOLDER,onnx=FILE or {HashedText.Name}, not '{typed}'.");
}
