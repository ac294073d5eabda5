using System.Runtime.InteropServices;
using Cicerone.Language.Transformer;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>Runs of a decoder over prompts, judged by the margin of the right answer over the wrong one, as a difference of logits.</summary>
internal sealed class MarginRuns(Decoder decoder, int yes, int no)
{
    public DecoderShape Shape => decoder.Shape;

    public Decoder Decoder => decoder;

    /// <summary>The margin of each prompt: shape [prompts]. The parameters must have been touched.</summary>
    /// <param name="prompts">Tokens up to the answer.</param>
    /// <param name="answers">The right answers; null gives the margin of yes over no.</param>
    /// <param name="probe">Looks into the run.</param>
    public Tensor Margins(IReadOnlyList<int[]> prompts, IReadOnlyList<bool>? answers = null, Probe? probe = null)
    {
        Tensor logits = Logits(prompts, probe), margins = logits.select(1, 0) - logits.select(1, 1);
        return answers is null ? margins : margins * torch.tensor(answers.Select(answer => answer ? 1f : -1f).ToArray());
    }

    /// <summary>The same as numbers, a few prompts at a time.</summary>
    public float[] MarginsOf(IReadOnlyList<int[]> prompts, IReadOnlyList<bool>? answers = null) =>
        [.. LogitsOf(prompts).Select((logits, i) => answers is null || answers[i] ? logits.Yes - logits.No : logits.No - logits.Yes)];

    /// <summary>The logits of both answers to each prompt.</summary>
    public IReadOnlyList<(float Yes, float No)> LogitsOf(IReadOnlyList<int[]> prompts)
    {
        const int AtOnce = 64;
        var logits = new List<(float, float)>(prompts.Count);
        for (int start = 0; start < prompts.Count; start += AtOnce)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            decoder.Parameters.Touch();
            float[] numbers = Numbers(Logits([.. prompts.Skip(start).Take(AtOnce)], probe: null));
            for (int i = 0; i < numbers.Length; i += 2) logits.Add((numbers[i], numbers[i + 1]));
        }
        return logits;
    }

    /// <summary>The numbers of a tensor, row after row.</summary>
    public static float[] Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();

    /// <summary>The logits of yes and of no: shape [prompts, 2].</summary>
    private Tensor Logits(IReadOnlyList<int[]> prompts, Probe? probe)
    {
        TokenBatch batch = TokenBatch.Of(prompts);
        Tensor states = decoder.Encode(batch, Step.WithoutDropout(), probe, batch.LastRows());
        return decoder.Logits(states).index_select(1, torch.tensor((int[])[yes, no]));
    }
}
