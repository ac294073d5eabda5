using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>What a model keeps of the meaning of its items: their vectors, where own vectors start, and how text becomes a vector.</summary>
/// <param name="Vectors">Shape [items, width].</param>
/// <param name="Known">Whether an item has a vector of its own, rather than the mean.</param>
/// <param name="Components">Gives the start of an item's own vector.</param>
/// <param name="Encoder">Null where vectors were brought.</param>
internal sealed record ItemSemantics(float[] Vectors, bool[] Known, PrincipalComponents Components, HashedTextEncoder? Encoder)
{
    private const string File = "semantics";

    public int Count => Known.Length;

    public int Width => Components.Mean.Length;

    public static ItemSemantics Of(FeatureMatrix features, FaerecOptions options) => new(features.ToArray(), [.. Enumerable.Range(0, features.Items.Count).Select(features.IsKnown)],
        PrincipalComponents.Of(features, options.Width, zeroRows: options.AsReleased ? 2 : 0), features.Encoder);

    /// <summary>The vector of an item.</summary>
    public ReadOnlySpan<float> this[int item] => Vectors.AsSpan(item * Width, Width);

    /// <summary>Puts the components of each vector into the rows of a table of items, whose row 0 is none.</summary>
    public void Start(Parameter table)
    {
        int width = (int)table.Shape[1];
        for (int item = 0; item < Count; item++) Components.Project(this[item], table.Values.Slice((item + 1) * width, width));
    }

    /// <summary>The same with more items.</summary>
    /// <exception cref="CiceroneException">An item has no vector, and its text makes none.</exception>
    public ItemSemantics With(IReadOnlyList<NewItem> items)
    {
        float[] vectors = new float[(Count + items.Count) * Width];
        Vectors.CopyTo(vectors, 0);
        for (int i = 0; i < items.Count; i++) Write(items[i], vectors.AsSpan((Count + i) * Width, Width));
        return this with { Vectors = vectors, Known = [.. Known, .. items.Select(_ => true)] };
    }

    public void Save(ModelWriter folder)
    {
        (string Name, StoredTensor Tensor)[] tensors =
        [
            ("vectors", StoredTensor.Of(Vectors, Count, Width)),
            ("known", StoredTensor.Of(Array.ConvertAll(Known, known => known ? 1 : 0), Count)),
            ("components.mean", StoredTensor.Of(Components.Mean, Width)),
            ("components.directions", StoredTensor.Of(Components.Directions, Components.Count, Width)),
            .. Encoder?.ToTensors() ?? [],
        ];
        folder.WriteTensors(File, tensors);
    }

    public static ItemSemantics Load(ModelReader folder)
    {
        TensorFile file = folder.Tensors(File);
        float[] mean = file["components.mean"].AsFloat32(), directions = file["components.directions"].AsFloat32();
        if (mean.Length == 0 || directions.Length % mean.Length != 0) throw new CiceroneException($"{file.Path} is damaged: its components do not fit together. Fit the model again.");
        return new ItemSemantics(file["vectors"].AsFloat32(folder.ItemCount, mean.Length), Array.ConvertAll(file["known"].AsInt32(folder.ItemCount), known => known != 0),
            new PrincipalComponents(mean, directions), HashedTextEncoder.Load(file, mean.Length));
    }

    private void Write(NewItem item, Span<float> into)
    {
        if (item.Vector is { } vector)
        {
            if (vector.Length != Width) throw new CiceroneException($"The vector of item '{item.Id}' has {vector.Length} numbers, but the model's have {Width}.");
            vector.Span.CopyTo(into);
            foreach (float value in into) if (!float.IsFinite(value)) throw new CiceroneException($"The vector of item '{item.Id}' has {value} in it; every number must be finite.");
            return;
        }
        if (Encoder is null) throw new CiceroneException($"Item '{item.Id}' comes without a vector, and this model learned from vectors that it cannot make of text. Send one of {Width} numbers.");
        if (!Encoder.Encode(ItemText.Of(item.Columns.Values), into)) throw new CiceroneException($"The text of item '{item.Id}' has no word that the model knows, so nothing can be said of it. Send its title, and what else is known of it.");
    }
}
