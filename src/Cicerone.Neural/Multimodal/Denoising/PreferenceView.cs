using System.Numerics.Tensors;
using Cicerone.Models;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>One way of looking at preferences, behaviour or a modality: a person is the sum of what their items bring, and likes an item by the inner product.</summary>
/// <param name="Name"><c>behaviour</c>, or the name of the features.</param>
/// <param name="Items">What is liked, shape [items, width].</param>
/// <param name="Sources">What each item brings to whoever chose it, of that shape.</param>
internal sealed record PreferenceView(string Name, float[] Items, float[] Sources)
{
    /// <summary>Name of the view that every model has.</summary>
    public const string OfBehaviour = "behaviour";

    /// <summary>Name of the view by a kind of features.</summary>
    public static string NameOf(string features) => $"features.{features}";

    /// <summary>Adds what some items bring.</summary>
    public void AddSources(ReadOnlySpan<int> chosen, Span<float> person)
    {
        foreach (int item in chosen) TensorPrimitives.Add(person, Sources.AsSpan(item * person.Length, person.Length), person);
    }

    /// <summary>
    /// The share of some other items that the view ranks below an item for a person without it, ties counting half: .5 by chance.
    /// </summary>
    /// <param name="person">The sum of what all their items bring, this one among them.</param>
    /// <param name="item">An item of theirs.</param>
    /// <param name="others">Items to compare with.</param>
    public double ShareBelow(ReadOnlySpan<float> person, int item, ReadOnlySpan<int> others)
    {
        int width = person.Length;
        Span<float> without = width <= 256 ? stackalloc float[width] : new float[width];
        TensorPrimitives.Subtract(person, Sources.AsSpan(item * width, width), without);
        float own = TensorPrimitives.Dot<float>(without, Items.AsSpan(item * width, width));
        double below = 0;
        foreach (int other in others)
        {
            float score = TensorPrimitives.Dot<float>(without, Items.AsSpan(other * width, width));
            below += score < own ? 1 : score == own ? 0.5 : 0;
        }
        return below / others.Length;
    }

    /// <summary>The tensors that <see cref="Load"/> reads.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToTensors(int width) =>
        [($"{Name}.items", StoredTensor.Of(Items, Items.Length / width, width)), ($"{Name}.sources", StoredTensor.Of(Sources, Sources.Length / width, width))];

    /// <summary>Reads a view back.</summary>
    public static PreferenceView Load(TensorFile file, string name, int items, int width) =>
        new(name, file[$"{name}.items"].AsFloat32(items, width), file[$"{name}.sources"].AsFloat32(items, width));
}
