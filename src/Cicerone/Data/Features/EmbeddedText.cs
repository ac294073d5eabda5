using Microsoft.Extensions.AI;

namespace Cicerone.Data.Features;

/// <summary>
/// Vectors of items' text by a language model, hosted or local: anything that is an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of
/// Microsoft.Extensions.AI. Texts are sent in batches, a batch that fails is sent again after a while, and what has come back is kept by
/// the hash of the text, so that nothing is asked for twice.
/// </summary>
/// <param name="generator">Makes vectors of texts.</param>
/// <param name="options">How.</param>
public sealed class EmbeddedText(IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddedTextOptions options) : IItemSemanticSource
{
    /// <inheritdoc/>
    public async Task<FeatureMatrix> ReadAsync(ItemTable items, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        string[] texts = [.. Enumerable.Range(0, items.Items.Count).Select(item => ItemText.Of(items, item)).Select(text => text[..Math.Min(text.Length, options.MostCharacters)])];
        Dictionary<string, float[]> vectors = await VectorsOf([.. texts.Where(text => text.Length > 0).Distinct()], cancellation);
        if (vectors.Count == 0) throw new CiceroneException("No item has text. Give a table of items with titles or descriptions.");
        int width = vectors.Values.First().Length, without = texts.Count(text => text.Length == 0);
        float[] values = new float[checked(texts.Length * width)];
        for (int item = 0; item < texts.Length; item++)
            if (texts[item].Length > 0) vectors[texts[item]].CopyTo(values, item * width);
        return new FeatureMatrix(options.Name, items.Items, width, values, [.. texts.Select(text => text.Length > 0)])
        {
            Origin = $"the model '{options.Model}' on the text of the items' table, cut to {options.MostCharacters} characters",
            Remarks = without == 0 ? [] : [$"{without:N0} of the {texts.Length:N0} items have no text; they count as the mean of the others"],
        };
    }

    private async Task<Dictionary<string, float[]>> VectorsOf(string[] texts, CancellationToken cancellation)
    {
        EmbeddingCache? cache = options.CacheFolder is { } folder ? new EmbeddingCache(folder, options.Model) : null;
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (string text in texts)
            if (cache?.Find(text) is { } kept) vectors.Add(text, kept);
        foreach (string[] batch in texts.Where(text => !vectors.ContainsKey(text)).Chunk(options.BatchSize))
        {
            float[][] made = await MakeAsync(batch, cancellation);
            for (int i = 0; i < batch.Length; i++)
            {
                cache?.Store(batch[i], made[i]);
                vectors.Add(batch[i], made[i]);
            }
        }
        int width = vectors.Values.FirstOrDefault()?.Length ?? 0;
        if (vectors.Values.FirstOrDefault(vector => vector.Length != width) is { } other)
            throw new CiceroneException($"The model made vectors of {width} numbers and of {other.Length}: it has changed since some were kept in {options.CacheFolder}. Empty that folder, or name the models apart.");
        return vectors;
    }

    private async Task<float[][]> MakeAsync(string[] batch, CancellationToken cancellation)
    {
        TimeSpan wait = options.FirstWait;
        for (int attempt = 1; ; attempt++, wait *= 2)
        {
            try
            {
                GeneratedEmbeddings<Embedding<float>> made = await generator.GenerateAsync(batch, cancellationToken: cancellation);
                return made.Count == batch.Length ? [.. made.Select(one => one.Vector.ToArray())]
                    : throw new CiceroneException($"The model made {made.Count} vectors of {batch.Length} texts.");
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TimeoutException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                if (attempt == options.Attempts) throw new CiceroneException($"The model that makes vectors of texts did not answer in {attempt} attempts: {fault.Message} What has come back is kept; call again to go on.", fault);
                await Task.Delay(wait, options.Clock, cancellation);
            }
        }
    }
}

/// <summary>Options of <see cref="EmbeddedText"/>.</summary>
public sealed record EmbeddedTextOptions
{
    /// <summary>What the features are called.</summary>
    public string Name { get; init; } = HashedText.Name;

    /// <summary>Name and version of the model: vectors of another are not taken for its own.</summary>
    public required string Model { get; init; }

    /// <summary>Where vectors are kept; null keeps none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Texts that are sent at once, 1 to 4096.</summary>
    public int BatchSize { get; init => field = value is >= 1 and <= 4096 ? value : throw new CiceroneException($"The batch size is {value}, but must lie in 1 to 4096."); } = 64;

    /// <summary>How often a batch is sent at most, 1 to 100.</summary>
    public int Attempts { get; init => field = value is >= 1 and <= 100 ? value : throw new CiceroneException($"The number of attempts is {value}, but must lie in 1 to 100."); } = 5;

    /// <summary>How long to wait after the first failure; each later wait is twice as long.</summary>
    public TimeSpan FirstWait { get; init => field = value >= TimeSpan.Zero ? value : throw new CiceroneException($"The first wait is {value}, but must not be negative."); } = TimeSpan.FromSeconds(1);

    /// <summary>Characters of a text that are sent at most, at least 1.</summary>
    public int MostCharacters { get; init => field = value > 0 ? value : throw new CiceroneException($"The most characters of a text are {value}, but must be at least 1."); } = 4096;

    /// <summary>Times the waiting.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
