namespace Cicerone.Data;

/// <summary>An item that joins a catalogue after a model was fitted.</summary>
/// <param name="Id">Its external id.</param>
/// <param name="Columns">What is known of it, by the names of the catalogue's columns (title, author …).</param>
/// <param name="Vector">Its vector, for a model that learned from vectors that were brought; null where its text makes one.</param>
public sealed record NewItem(string Id, IReadOnlyDictionary<string, string?> Columns, ReadOnlyMemory<float>? Vector = null);
