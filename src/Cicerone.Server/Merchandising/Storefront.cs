using System.Diagnostics;
using Cicerone.Models;
using Cicerone.Server.Experiments;
using Cicerone.Server.Live;
using Cicerone.Server.Operations;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Merchandising;

/// <summary>Answers a request as it is to be shown: the model ranks, the merchandising settings compose, and the list is written down.</summary>
internal sealed class Storefront(LiveRecommender live, ILiveState state, ModelInService model, ToldItems told, MerchandisingBook book, ExperimentRegister experiments, ArmModels models, ExposureIntake exposures, TimeProvider clock, Telemetry telemetry)
{
    /// <summary>How deep the model ranks for a list that is composed: so many times the places that are wanted, and at least so many.</summary>
    private const int Depth = 5, LeastDepth = 100;

    /// <summary>Answers.</summary>
    /// <exception cref="NotFoundException">The store has no event of the person.</exception>
    /// <exception cref="CiceroneException">The filter is malformed.</exception>
    public async Task<AnsweredList> AnswerAsync(LiveRequest request, CancellationToken cancellation)
    {
        long began = clock.GetTimestamp();
        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyList<StoredEvent> past = await PastAsync(request, cancellation);
        (Experiment? experiment, ExperimentArm? arm, ServedModel served) = await ArmOfAsync(request.User, cancellation);
        string name = arm?.Merchandising ?? MerchandisingSettings.Default;
        MerchandisingSettings settings = await book.FindAsync(name, cancellation);

        var items = new LiveItems(told, served.Recommender);
        string[] brought = [.. request.Wanted.History, .. request.Session], history = [.. LiveRecommender.ItemsOf(past), .. brought], refused = LiveRecommender.RefusedOf(past);
        string id = request.Id ?? Guid.CreateVersion7(now).ToString("N");
        var composer = new ListComposer(items, settings, request, new RequestContext(request.Context, now), history, refused);
        RecommendationRequest wanted = request.Wanted with { History = history, Exclude = [.. request.Wanted.Exclude, .. refused], Candidates = items.Candidates(settings.Stock, request.Filter) };
        using Activity? span = Telemetry.Begin("rank");
        (RecommendationList ranked, IReadOnlyList<AnsweredItem> shown) = Compose(served.Recommender, items, composer, wanted, new RandomSource(RandomSource.Hash(id)));

        telemetry.Recommended(ranked.Source);
        exposures.Record(new StoredExposure(id, now.ToUnixTimeMilliseconds(), served.Version)
        {
            User = request.User,
            Merchandising = name,
            Experiment = experiment?.Name,
            Arm = arm?.Name,
            Context = request.Context,
            Query = ExposureQuery.Of(past.Count, brought, request.Wanted.Exclude, request.Filter),
            Milliseconds = clock.GetElapsedTime(began).TotalMilliseconds,
            Items = [.. shown.Select(item => new ExposedItem(item.Item, item.Score, item.Source, item.Propensity))],
        });
        return new AnsweredList(id, ranked.Source, served.Version, experiment?.Name, arm?.Name, shown, ranked.UnknownItems);
    }

    /// <summary>The experiment that runs with the arm of a person, and the model that ranks for them. Nobody in particular, and whose arm is stopped or cannot be served, takes no part.</summary>
    private async ValueTask<(Experiment? Experiment, ExperimentArm? Arm, ServedModel Served)> ArmOfAsync(string? user, CancellationToken cancellation)
    {
        if (user is not null && await experiments.RunningAsync(cancellation) is { } experiment && experiment.ArmOf(user) is { Stopped: null } arm && models.Find(arm.Model) is { } served) return (experiment, arm, served);
        return (null, null, model.Current);
    }

    private async Task<IReadOnlyList<StoredEvent>> PastAsync(LiveRequest request, CancellationToken cancellation)
    {
        if (request.User is not { } user) return [];
        return request.MayBeNew ? await state.HistoryAsync(ExternalId.Checked(user, "user"), cancellation) : await live.HistoryAsync(user, cancellation);
    }

    private static (RecommendationList Ranked, IReadOnlyList<AnsweredItem> Shown) Compose(Recommender recommender, LiveItems items, ListComposer composer, RecommendationRequest wanted, RandomSource chance)
    {
        if (composer.ChangesNothing)
        {
            RecommendationList first = recommender.Recommend(wanted);
            return (first, [.. first.Items.Select(item => new AnsweredItem(item.Item, items.TitleOf(item.Item), item.Score, first.Source, 1, item.Reasons))]);
        }
        RecommendationList ranked = recommender.Recommend(wanted with { Count = Math.Min(Math.Max(wanted.Count * Depth, LeastDepth), RecommendationRequest.MostCount), Reasons = 0 });
        IReadOnlyList<PlacedItem> placed = composer.Compose(ranked.Items, ranked.Source, chance);
        IEnumerable<int> known = placed.Where(item => recommender.Catalogue.Ids.TryIndex(item.Item, out _)).Select(item => recommender.Catalogue.Ids.Index(item.Item, "item"));
        Dictionary<string, Recommendation> scored = recommender.Recommend(wanted with { Candidates = recommender.Catalogue.Restrict(known) }).Items.ToDictionary(item => item.Item);
        return (ranked, [.. placed.Select(item => Answer(item, scored.GetValueOrDefault(item.Item), items.TitleOf(item.Item), wanted.Reasons > 0))]);
    }

    private static AnsweredItem Answer(PlacedItem placed, Recommendation? scored, string title, bool explains) => new(placed.Item, title,
        (scored?.Score ?? 0) + (float)placed.Added.Sum(reason => reason.Contribution ?? 0), placed.Source, placed.Propensity, explains ? [.. scored?.Reasons ?? [], .. placed.Added] : []);
}
