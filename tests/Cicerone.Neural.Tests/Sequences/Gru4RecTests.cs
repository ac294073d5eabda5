using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class Gru4RecTests : ModelContract
{
    protected override string Name => "gru4rec";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "8",
        ["hidden"] = "12",
        ["layers"] = "2",
        ["epochs"] = "1",
        ["max-length"] = "6",
        ["batch-size"] = "64",
    };

    [Fact]
    public void The_recurrent_layer_is_the_library_s_and_answers_as_it_trains()
    {
        NativeTorch.Use();
        using IDisposable _ = torch.no_grad();
        var options = new Gru4RecOptions { Width = 5, Hidden = 7 };
        using var network = new SequenceNetwork(9, new GruBackbone(options), seed: 2);
        int[][] sequences = [[3], [0, 8, 2, 4], [5, 1]];
        RaggedBatch batch = RaggedBatch.Of([.. sequences.Select(items => new ReadOnlyMemory<int>(items))], 50);
        float[] trained = network.Encode(batch, lastOnly: true, Step.WithoutDropout()).data<float>().ToArray(), answered = new float[trained.Length];
        network.Model().Embed([.. sequences.Select(items => new Query(History.Of(items), null, 1))], answered);
        torch.Tensor Weight(string name) => network.Parameters.All.Single(parameter => parameter.Name == name).Leaf;
        for (int i = 0; i < sequences.Length; i++)
        {
            using var library = torch.nn.GRUCell(5, 7);
            library.weight_ih!.set_(Weight("gru.0.input.weight"));
            library.weight_hh!.set_(Weight("gru.0.state.weight"));
            library.bias_ih!.set_(Weight("gru.0.input.bias"));
            library.bias_hh!.set_(Weight("gru.0.state.bias"));
            torch.Tensor state = torch.zeros(1, 7);
            foreach (int item in sequences[i]) state = library.call(Weight("item_emb.weight").narrow(0, item + 1, 1), state);
            float[] expected = torch.nn.functional.linear(state, Weight("dense.weight"), Weight("dense.bias")).data<float>().ToArray();
            for (int k = 0; k < 5; k++)
            {
                Assert.Equal(expected[k], trained[i * 5 + k], 1e-5);
                Assert.Equal(expected[k], answered[i * 5 + k], 1e-5);
            }
        }
    }
}
