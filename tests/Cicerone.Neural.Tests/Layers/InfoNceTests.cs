using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Layers;

public sealed class InfoNceTests
{
    public InfoNceTests() => NativeTorch.Use();

    /// <summary>By the definition: every negative one by one, those that are the row's own target left out.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_what_its_definition_says(bool corrected)
    {
        int[] targets = [0, 2, 0, 1], counts = [2, 1, 1, 3]; // three drawn negatives are of the last column
        Tensor queries = torch.randn(4, 3), items = torch.randn(4, 3), logits = queries.matmul(items.t());
        float[]? expected = corrected ? [0.3f, -0.2f, 0.1f, -0.7f] : null;
        float[] losses = [.. InfoNce.Of(queries, items, targets, counts, expected).data<float>()];
        for (int row = 0; row < 4; row++)
        {
            double own = logits[row, targets[row]].item<float>(), sum = Math.Exp(own);
            for (int column = 0; column < 4; column++)
                if (column != targets[row]) sum += counts[column] * Math.Exp(logits[row, column].item<float>() - (expected?[column] ?? 0));
            Assert.Equal(Math.Log(sum) - own, losses[row], 1e-4);
        }
    }

    [Fact]
    public void Corrected_in_batch_negatives_tend_to_the_whole_softmax_and_uncorrected_ones_do_not()
    {
        Tensor items = torch.randn(5, 3), query = torch.randn(1, 3);
        double[] share = [0.5, 0.2, 0.15, 0.1, 0.05];
        const int Batch = 100_000;
        int[] counts = [.. share.Select(one => (int)(one * Batch))];
        float[] expected = [.. share.Select(one => (float)Math.Log(one * Batch))];
        float whole = torch.nn.functional.cross_entropy(query.matmul(items.t()), torch.tensor([0L])).item<float>();
        Assert.Equal(whole, InfoNce.Of(query, items, [0], counts, expected).item<float>(), 1e-2);
        Assert.NotEqual(whole, InfoNce.Of(query, items, [0], counts, null).item<float>(), 1e-1);
    }

    [Fact]
    public void The_gradient_of_pointwise_attention_is_that_of_its_definition()
    {
        int[] offsets = [0, 3, 7];
        var shape = new AttentionShape(offsets, 1, Heads: 2, Width: 4, LastOnly: false, OwnStreamOnly: true);
        Tensor[] inputs = [.. Enumerable.Range(0, 4).Select(part => (part < 3 ? torch.randn(7, 4) : torch.randn(2, 5)).requires_grad_(true))];
        Tensor direction = torch.randn(7, 4);
        using Step step = Step.WithoutDropout();
        Tensor own = PointwiseAttention.Of(inputs[0], inputs[1], inputs[2], inputs[3], shape, step);
        (own * direction).sum().backward();
        Tensor[] slopes = [.. inputs.Select(input => input.grad!.clone())];
        foreach (Tensor input in inputs) input.grad!.zero_();
        Tensor defined = Defined(inputs, offsets);
        (defined * direction).sum().backward();
        Assert.True(own.allclose(defined, rtol: 1e-4, atol: 1e-5));
        for (int part = 0; part < inputs.Length; part++) Assert.True(slopes[part].allclose(inputs[part].grad!, rtol: 1e-3, atol: 1e-5), $"part {part}");
    }

    /// <summary>Each sequence and head by itself, with a mask after SiLU.</summary>
    private static Tensor Defined(Tensor[] inputs, int[] offsets)
    {
        var rows = new List<Tensor>();
        for (int sequence = 0; sequence + 1 < offsets.Length; sequence++)
        {
            int start = offsets[sequence], length = offsets[sequence + 1] - start;
            Tensor Part(int part, int head) => inputs[part].narrow(0, start, length).narrow(1, 2 * head, 2);
            var heads = new List<Tensor>();
            for (int head = 0; head < 2; head++)
            {
                Tensor distance = torch.arange(length).unsqueeze(1) - torch.arange(length), mask = (distance >= 0).to(torch.float32);
                Tensor logits = Part(0, head).matmul(Part(1, head).t()) / Math.Sqrt(2) + inputs[3][head].index_select(0, distance.clamp(0, 4).flatten()).view(length, length);
                heads.Add((torch.nn.functional.silu(logits) * mask).matmul(Part(2, head)));
            }
            rows.Add(torch.cat(heads, 1));
        }
        return torch.cat(rows, 0);
    }
}
