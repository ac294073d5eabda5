using System.CommandLine;
using Cicerone.Evaluation.OffPolicy;
using Cicerone.Models;
using Cicerone.Server.Experiments;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone off-policy</c>: what a model would have earned, from what a server has shown.</summary>
internal sealed class OffPolicyCommand : CiceroneCommand
{
    private readonly Argument<string> _model = new("MODEL") { Description = "Folder of a model: RUN/model, or a version of a server's." };
    private readonly Option<string> _store = new("--store") { Description = "The server's store.", Required = true, HelpName = "sqlite:FILE|postgres://USER@HOST/DATABASE" };
    private readonly Option<string> _outcome = new("--outcome") { Description = "The action that counts.", Required = true, HelpName = "ACTION" };
    private readonly Option<TimeSpan> _window = new("--window") { Description = "How long after a list it counts.", DefaultValueFactory = _ => TimeSpan.FromDays(1), HelpName = "TIME" };

    public OffPolicyCommand() : base("off-policy", "Estimates what a model would have earned at the places that a server has drawn, with 95 % intervals.",
        "cicerone off-policy runs/other/model --store sqlite:runs/shop.db --outcome purchase", "cicerone off-policy runs/shop-models/000002/model --store sqlite:runs/shop.db --outcome purchase --window 06:00:00 --json")
    {
        Add(_model);
        Add(_store);
        Add(_outcome);
        Add(_window);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        Recommender target = Recommender.Open(call.Value(_model), Known.Algorithms);
        await using Store store = Store.Open(call.Value(_store)!);
        OffPolicyEstimates estimates = await PolicyComparison.EstimateAsync(store, target, call.Value(_outcome)!, call.Value(_window), TimeProvider.System.GetUtcNow(), call.Cancellation);
        if (call.Json) call.Terminal.Document(estimates);
        else
        {
            call.Terminal.Table(["estimate", "value", "low", "high"],
            [
                Row("as it was shown", estimates.Logged), Row("inverse propensity", estimates.InversePropensity), Row("self-normalised", estimates.SelfNormalised), Row("doubly robust", estimates.DoublyRobust), Row("covered", estimates.Covered),
            ]);
            call.Terminal.Line($"{estimates.Choices:N0} choices of {estimates.People:N0} people weigh as much as {estimates.EffectiveChoices:N0} of equal weight.");
        }
        return CommandLine.Done;
    }

    private static string[] Row(string name, OffPolicyEstimate estimate) => [name, $"{estimate.Value:0.0000}", $"{estimate.Interval.Low:0.0000}", $"{estimate.Interval.High:0.0000}"];
}
