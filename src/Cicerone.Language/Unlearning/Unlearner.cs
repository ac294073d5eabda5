using System.Numerics.Tensors;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Language.Unlearning.Losses;
using Cicerone.Language.Unlearning.Updates;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// Changes a model step by step so that it no longer knows some answers and still knows others. Which weights move, and along what,
/// is the rule's.
/// </summary>
internal sealed class Unlearner
{
    private readonly MarginRuns _runs;
    private readonly UnlearningOptions _options;
    private readonly IReadOnlyList<AnsweredPrompt> _forget, _retain;
    private readonly IForgetLoss _forgetLoss;
    private readonly RetainLoss _retainLoss;
    private readonly ulong _seed;

    /// <param name="runs">The model; it is changed in place.</param>
    /// <param name="forget">What it shall no longer know.</param>
    /// <param name="retain">What it shall still know.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Decides the steps' prompts.</param>
    /// <param name="forgetLoss">What becomes small as it forgets; null for <see cref="PreferenceLoss"/>.</param>
    public Unlearner(MarginRuns runs, IReadOnlyList<AnsweredPrompt> forget, IReadOnlyList<AnsweredPrompt> retain, UnlearningOptions options, ulong seed, IForgetLoss? forgetLoss = null)
    {
        (_runs, _forget, _retain, _options, _seed) = (runs, forget, retain, options, seed);
        float[] Before(IReadOnlyList<AnsweredPrompt> prompts) => runs.MarginsOf([.. prompts.Select(prompt => prompt.Tokens)]);
        _forgetLoss = forgetLoss ?? new PreferenceLoss(forget, Before(forget), options.Beta);
        _retainLoss = new RetainLoss(retain, Before(retain), options.Closeness);
    }

    /// <summary>Goes on until looks no longer find the model nearer to having forgotten, or the steps are over; the weights of the nearest look are kept.</summary>
    /// <param name="rule">Which weights move, and along what.</param>
    /// <param name="stop">How far it is; null takes all steps.</param>
    /// <param name="looked">Told after every look how many steps were taken.</param>
    public UnlearningTrace Run(IUpdateRule rule, StopRule? stop = null, Action<int>? looked = null)
    {
        IReadOnlyList<ComponentWeights> parts = ComponentWeights.Of(_runs.Decoder);
        StepSizes[] sizes = [.. parts.Select(part => new StepSizes(part.Count, _options.LearningRate))];
        double[] moved = new double[parts.Count];
        int[] partConflicts = new int[parts.Count];
        int conflicts = 0, step = 0, look = _options.NextLook(0), missed = 0;
        double uphill = 0;
        Nearest? nearest = null;
        while (step < _options.Steps && missed < _options.Patience)
        {
            float[][] forget = Slopes(parts, step, isForgetting: true), retain = Slopes(parts, step, isForgetting: false);
            double[] products = [.. forget.Zip(retain, (f, r) => (double)TensorPrimitives.Dot<float>(f, r))];
            if (products.Sum() < 0) conflicts++;
            for (int part = 0; part < parts.Count; part++)
                if (products[part] < 0) partConflicts[part]++;
            float[]?[] directions = rule.Directions(forget, retain);
            step++;
            for (int part = 0; part < parts.Count; part++)
            {
                if (directions[part] is not { } direction) continue;
                float[] taken = sizes[part].Scale(direction, step);
                if (rule.Protects(part))
                {
                    taken = Projected.Of(taken, retain[part]);
                    uphill = Math.Max(uphill, -TensorPrimitives.Dot<float>(taken, retain[part]) / Math.Max(double.Epsilon, TensorPrimitives.Norm<float>(taken) * (double)TensorPrimitives.Norm<float>(retain[part])));
                }
                TensorPrimitives.Negate<float>(taken, taken);
                parts[part].Add(taken);
                moved[part] += TensorPrimitives.Norm<float>(taken);
            }
            if (step != look) continue;
            look = _options.NextLook(step);
            looked?.Invoke(step);
            if (stop?.Of(_runs) is not { } distance) continue;
            missed = distance >= nearest?.Distance ? missed + 1 : 0;
            if (missed == 0) nearest = new Nearest(step, distance, Weights());
        }
        if (nearest is not null) Restore(nearest.Weights);
        return new UnlearningTrace(nearest?.Step ?? step, step, (double)conflicts / step, [.. partConflicts.Select(count => (double)count / step)], uphill, moved);
    }

    private float[][] Weights() => [.. _runs.Decoder.Parameters.All.Select(parameter => parameter.Values.ToArray())];

    private void Restore(float[][] weights)
    {
        foreach ((Parameter parameter, float[] values) in _runs.Decoder.Parameters.All.Zip(weights)) values.CopyTo(parameter.Values);
    }

    private float[][] Slopes(IReadOnlyList<ComponentWeights> parts, int number, bool isForgetting)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        IReadOnlyList<AnsweredPrompt> prompts = isForgetting ? _forget : _retain;
        var random = RandomSource.For(_seed ^ (isForgetting ? 0UL : 1UL), (ulong)number);
        int[] chosen = [.. Enumerable.Range(0, Math.Min(_options.BatchSize, prompts.Count)).Select(_ => random.NextInt(prompts.Count))];
        _runs.Decoder.Parameters.Touch();
        Tensor margins = _runs.Margins([.. chosen.Select(i => prompts[i].Tokens)]);
        Tensor loss = isForgetting ? _forgetLoss.Of(margins, chosen) : _retainLoss.Of(margins, chosen);
        if (!float.IsFinite(loss.item<float>())) throw new CiceroneException($"The loss of {(isForgetting ? "forgetting" : "keeping")} is {loss.item<float>()} at step {number + 1}. Lower the step size.");
        loss.backward();
        var slopes = _runs.Decoder.Parameters.All.ToDictionary(parameter => parameter, parameter => parameter.Leaf.grad is { } slope ? MarginRuns.Numbers(slope) : new float[parameter.Values.Length]);
        return [.. parts.Select(part => part.Gather(slopes))];
    }

    /// <summary>The look at which the model was nearest to having forgotten.</summary>
    private sealed record Nearest(int Step, double Distance, float[][] Weights);

    /// <summary>Adam's scaling of a part's directions (Kingma and Ba, ICLR 2015). A part that never moves has no moments.</summary>
    private sealed class StepSizes(int count, double rate)
    {
        private const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;
        private float[]? _mean, _square;

        public float[] Scale(float[] direction, int step)
        {
            (_mean, _square) = (_mean ?? new float[count], _square ?? new float[count]);
            float correction = (float)(rate / (1 - Math.Pow(Beta1, step))), rootCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
            float[] scaled = new float[count];
            for (int i = 0; i < count; i++)
            {
                _mean[i] = Beta1 * _mean[i] + (1 - Beta1) * direction[i];
                _square[i] = Beta2 * _square[i] + (1 - Beta2) * direction[i] * direction[i];
                scaled[i] = correction * _mean[i] / (MathF.Sqrt(_square[i]) * rootCorrection + Epsilon);
            }
            return scaled;
        }
    }
}
