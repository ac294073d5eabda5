using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>An item as it is now: what was told of it since the model was fitted, over what the model's catalogue says.</summary>
/// <param name="Told">What was told of it; only its id where nothing was.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="TrainingEvents">How often the model met it in training; 0 for one that came later.</param>
/// <param name="Columns">Its cells.</param>
internal sealed record LiveItem(StoredItem Told, string Title, int TrainingEvents, IReadOnlyDictionary<string, string?> Columns)
{
    public string Id => Told.Id;
}
