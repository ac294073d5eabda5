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

    /// <summary>The sum of what some items bring: the person who chose them.</summary>
    public float[] PersonOf(ReadOnlySpan<int> chosen, int width)
    {
        float[] person = new float[width];
        foreach (int item in chosen) TensorPrimitives.Add(person, Sources.AsSpan(item * width, width), person);
        return person;
    }

    /// <summary>The tensors that <see cref="Load"/> reads.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToTensors(int width) =>
        [($"{Name}.items", StoredTensor.Of(Items, Items.Length / width, width)), ($"{Name}.sources", StoredTensor.Of(Sources, Sources.Length / width, width))];

    /// <summary>Reads a view back.</summary>
    public static PreferenceView Load(TensorFile file, string name, int items, int width) =>
        new(name, file[$"{name}.items"].AsFloat32(items, width), file[$"{name}.sources"].AsFloat32(items, width));
}
