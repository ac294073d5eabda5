using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Sequences;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class PublishedWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-import-").FullName;
    private readonly SasRecOptions _options;

    public PublishedWeightsTests()
    {
        _options = new SasRecOptions { Width = 4, Heads = 2, Layers = 1, MaxLength = 5, Epochs = 0, Import = _folder };
        NativeTorch.Use();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_row_of_the_item_table_is_the_item_of_that_number()
    {
        float[] table = Write(rows: 4);
        TrainingData data = Data("3", "1", "2");
        SequenceModel model = SasRec.Fit(data, _options, new FitContext { Threads = 1 });
        Assert.Equal(table[12..16], model.ItemVectors[data.Log.Items.Index("3", "item")].ToArray());
        Assert.Equal(table[4..8], model.ItemVectors[data.Log.Items.Index("1", "item")].ToArray());
    }

    [Fact]
    public void Names_of_items_need_a_list_of_rows()
    {
        float[] table = Write(rows: 4);
        TrainingData data = Data("pear", "fig", "plum");
        var fault = Assert.Throws<CiceroneException>(() => SasRec.Fit(data, _options, new FitContext { Threads = 1 }));
        Assert.Contains("items.txt", fault.Message, StringComparison.Ordinal);
        File.WriteAllLines(Path.Combine(_folder, "items.txt"), ["fig", "plum", "pear"]);
        Assert.Equal(table[12..16], SasRec.Fit(data, _options, new FitContext { Threads = 1 }).ItemVectors[0].ToArray());
    }

    [Fact]
    public void Weights_of_another_shape_or_too_few_rows_are_refused()
    {
        Write(rows: 3);
        var fault = Assert.Throws<CiceroneException>(() => SasRec.Fit(Data("3", "1", "2"), _options, new FitContext { Threads = 1 }));
        Assert.Contains("3 rows", fault.Message, StringComparison.Ordinal);
        Write(rows: 4);
        Assert.Throws<CiceroneException>(() => SasRec.Fit(Data("3", "1", "2"), _options with { MaxLength = 6 }, new FitContext { Threads = 1 }));
        Assert.Throws<CiceroneException>(() => SasRec.Fit(Data("3", "1", "2"), _options with { Layers = 2 }, new FitContext { Threads = 1 }));
    }

    /// <summary>Weights of a network of other items, in two files; returns its item table.</summary>
    private float[] Write(int rows)
    {
        using var network = new SasRecNetwork(rows - 1, _options, seed: 77);
        (string Name, StoredTensor Tensor)[] tensors = [.. network.Parameters.All.Select(parameter => (parameter.Name, parameter.ToTensor()))];
        TensorFile.Write(Path.Combine(_folder, "a.safetensors"), tensors[..1]);
        TensorFile.Write(Path.Combine(_folder, "b.safetensors"), tensors[1..]);
        return network.Items.Values.ToArray();
    }

    private static TrainingData Data(params string[] items)
    {
        var log = new InteractionLogBuilder();
        foreach (string item in items) log.Add("someone", item);
        InteractionLog built = log.Build();
        return new TrainingData(built, ItemTable.Without(built.Items));
    }
}
