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
    /// <param name="step">Its randomness.</param>
    /// <param name="probe">Looks into the run.</param>
    public Tensor Margins(IReadOnlyList<int[]> prompts, IReadOnlyList<bool>? answers = null, Step? step = null, Probe? probe = null)
    {
        TokenBatch batch = TokenBatch.Of(prompts);
        Tensor logits = decoder.Logits(decoder.Encode(batch, step ?? Step.WithoutDropout(), probe, batch.LastRows()));
        Tensor margins = logits.select(1, yes) - logits.select(1, no);
        return answers is null ? margins : margins * torch.tensor(answers.Select(answer => answer ? 1f : -1f).ToArray());
    }

    /// <summary>The same as numbers, a few prompts at a time.</summary>
    public float[] MarginsOf(IReadOnlyList<int[]> prompts, IReadOnlyList<bool>? answers = null)
    {
        const int AtOnce = 64;
        float[] margins = new float[prompts.Count];
        for (int start = 0; start < prompts.Count; start += AtOnce)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            decoder.Parameters.Touch();
            Tensor some = Margins([.. prompts.Skip(start).Take(AtOnce)], answers is null ? null : [.. answers.Skip(start).Take(AtOnce)]);
            Numbers(some).CopyTo(margins.AsSpan(start));
        }
        return margins;
    }

    /// <summary>The numbers of a tensor, row after row.</summary>
    public static float[] Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();
}
