using System.Runtime.CompilerServices;
using Cicerone.Conversations;
using Cicerone.Models;
using Cicerone.Server.Live;

namespace Cicerone.Server.Conversations;

/// <summary>The guide to the items as they are, for each model: made anew when something was told of an item, and gone with the model.</summary>
internal sealed class ConversationGuides(ToldItems told, ServerOptions options)
{
    private readonly ConditionalWeakTable<Recommender, Made> _made = [];
    private readonly Lock _lock = new();

    /// <summary>The guide over a model's items.</summary>
    public Guide Of(Recommender recommender, LiveItems items)
    {
        lock (_lock) // one is made while others wait for it: making it reads every item's text
        {
            if (_made.TryGetValue(recommender, out Made? made) && made.Of == told.Derived) return made.Guide;
            CandidateCache now = told.Derived;
            var guide = new Guide(recommender, items.TableOf(recommender.Catalogue.Ids), client: options.ChatClient, clock: options.Clock);
            _made.AddOrUpdate(recommender, new Made(guide, now));
            return guide;
        }
    }

    private sealed record Made(Guide Guide, CandidateCache Of);
}
