using Cicerone.Data;
using Cicerone.Data.Features;
using Microsoft.Extensions.AI;

namespace Cicerone.Tests.Data.Features;

public sealed class EmbeddedTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-embeddings-").FullName;
    private readonly ItemTable _items = new(new Vocabulary(["a", "b", "c", "d"]), new Dictionary<string, string?[]> { ["title"] = ["one", "three", null, "one"] });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Texts_are_sent_once_in_batches_and_kept_by_their_contents()
    {
        var model = new LengthModel();
        FeatureMatrix features = await Read(model);
        Assert.Equal([3, 1], features[0].ToArray());
        Assert.Equal([5, 1], features[1].ToArray());
        Assert.False(features.IsKnown(2));
        Assert.Equal(["one", "three"], model.Asked); // the two batches of one; equal texts are sent once
        FeatureMatrix again = await Read(model);
        Assert.Equal(features.ToArray(), again.ToArray());
        Assert.Equal(2, model.Asked.Count);
        await Read(model, "another model");
        Assert.Equal(4, model.Asked.Count);
    }

    [Fact]
    public async Task A_batch_that_fails_is_sent_again_and_in_the_end_the_fault_is_told()
    {
        FeatureMatrix features = await Read(new LengthModel { Failures = 2 });
        Assert.Equal([3, 1], features[0].ToArray());
        var fault = await Assert.ThrowsAsync<CiceroneException>(() => Read(new LengthModel { Failures = 3 }, "deaf"));
        Assert.Contains("3 attempts", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_has_changed_is_noticed()
    {
        await Read(new LengthModel());
        foreach (string file in Directory.GetFiles(_folder, "*.f32", SearchOption.AllDirectories).Take(1)) await File.WriteAllBytesAsync(file, new byte[12], TestContext.Current.CancellationToken);
        Assert.Contains("has changed", (await Assert.ThrowsAsync<CiceroneException>(() => Read(new LengthModel()))).Message, StringComparison.Ordinal);
    }

    private Task<FeatureMatrix> Read(LengthModel model, string name = "length") =>
        new EmbeddedText(model, new EmbeddedTextOptions { Model = name, CacheFolder = _folder, BatchSize = 1, Attempts = 3, FirstWait = TimeSpan.Zero }).ReadAsync(_items, TestContext.Current.CancellationToken);

    /// <summary>Stands for a language model: the vector of a text is its length and 1.</summary>
    private sealed class LengthModel : IEmbeddingGenerator<string, Embedding<float>>
    {
        public int Failures { get; set; }

        public List<string> Asked { get; } = [];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (Failures-- > 0) throw new HttpRequestException("busy");
            string[] texts = [.. values];
            Asked.AddRange(texts);
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(new float[] { text.Length, 1 }))));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
