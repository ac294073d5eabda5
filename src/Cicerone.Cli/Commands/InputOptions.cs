using System.CommandLine;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Reviews;

namespace Cicerone.Cli.Commands;

/// <summary>What an algorithm may learn from beside events: vectors of items, reviews, weights of pairs.</summary>
internal sealed class InputOptions
{
    private readonly FeatureOptions _features = new();
    private readonly Option<string?> _reviews = new("--reviews") { Description = "What people wrote of items, JSON lines such as the Amazon Reviews, for algorithms that read it.", HelpName = "FILE" };
    private readonly Option<string?> _weights = new("--weights") { Description = "How much each training pair counts: a table of user, item and weight, such as 'cicerone credibility' writes. Leaves out the column by time, which such weights may have looked beyond.", HelpName = "FILE" };

    public IEnumerable<Option> All => [_features.Option, _reviews, _weights];

    public bool HasWeights(Invocation call) => call.Has(_weights);

    public IReadOnlyList<FeatureMatrix> Features(Invocation call, ItemTable items) => _features.Read(call, items);

    /// <summary>Reads the reviews, and tells which of them are of nobody and nothing that the data have.</summary>
    public IReadOnlyList<Review> Reviews(Invocation call, InteractionLog log)
    {
        if (call.Value(_reviews) is not { } path) return [];
        var read = ReviewFile.Read(path);
        Remarks.Of(read.Report, call.Terminal);
        int strange = read.Reviews.Count(review => !log.Users.TryIndex(review.User, out _) || !log.Items.TryIndex(review.Item, out _));
        if (strange > 0) call.Terminal.Remark($"{strange:N0} of the {read.Reviews.Count:N0} reviews are of people or items that the data do not have, and were left out.");
        return read.Reviews;
    }

    /// <summary>Reads the weights, of which one at least must be of a training pair.</summary>
    public PairWeights? Weights(Invocation call, InteractionLog train)
    {
        if (call.Value(_weights) is not { } file) return null;
        var weights = PairWeights.Read(file);
        int found = weights.CountIn(train);
        if (found == 0) throw new CiceroneException($"None of the {weights.Count:N0} pairs of {file} is in the training data. Are its ids those of the data?");
        call.Terminal.Remark($"{file} weighs {found:N0} training pairs; every other counts 1. {weights.Count - found:N0} of its pairs are not in training.");
        return weights;
    }
}
