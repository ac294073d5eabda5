using System.Diagnostics;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Neural;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Fusion;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>faerec-step</c>: the processor time of a training step of SASRec and of FAERec on it, one thread, over made-up data of the size of
/// amazon-beauty's: 256 histories of 9 events, 12,000 items, text vectors of 256 numbers.
/// </summary>
internal static class FusionCost
{
    private const int Items = 12_000, People = 2_048, Length = 10, Width = 256, Warm = 3, Steps = 20;

    public static void Run()
    {
        NativeTorch.Use();
        var random = new RandomSource(1);
        var log = new InteractionLogBuilder();
        for (int item = 0; item < Items; item++) log.Add("everything", $"{item}");
        for (int person = 0; person < People; person++)
            for (int i = 0; i < Length; i++) log.Add($"{person}", $"{(int)(Items * Math.Pow(random.NextDouble(), 3))}");
        InteractionLog events = log.Build();
        var features = new FeatureMatrix("made-up", events.Items, Width, Numbers.Normal(Items * Width), [.. Enumerable.Repeat(true, Items)]);
        var options = new FaerecOptions { Width = 64, MaxLength = 50, Loss = SequenceLoss.SampledSoftmax, Negatives = 256 };
        using var plain = new SasRecNetwork(Items, options, seed: 1);
        double backbone = Measure("sasrec", new SequenceLearner(plain, events, options), 1);
        foreach ((string name, FaerecOptions one) in (ReadOnlySpan<(string, FaerecOptions)>)[("faerec", options), ("faerec, each item of the pool once", options with { UniquePool = true }), ("faerec without alignment", options with { Alignment = 0 })])
        {
            var semantics = ItemSemantics.Of(features, one);
            using var fused = new SasRecNetwork(Items, one, seed: 1, input: parameters => new FusedInput(parameters, semantics, one, new Neural.Sequences.Backbones.TransformerBackbone(one).Tokens));
            Measure(name, new FaerecLearner(new SequenceLearner(fused, events, one), (FusedInput)fused.Input, new int[Items], one), backbone);
        }
    }

    private static double Measure(string name, ILearner learner, double against)
    {
        var random = new RandomSource(2);
        TimeSpan start = default;
        for (int number = 0; number < Warm + Steps; number++)
        {
            if (number == Warm) start = Process.GetCurrentProcess().TotalProcessorTime;
            using DisposeScope scope = torch.NewDisposeScope();
            using var step = new Step(seed: 1, number, epoch: 15, threads: 1);
            learner.Loss([.. Enumerable.Range(0, 256).Select(_ => random.NextInt(learner.ExampleCount))], step).backward();
            Adam.Update(learner.Parameters, number + 1, 1e-3, decay: 0, clip: 0);
        }
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds / Steps;
        Console.WriteLine($"{name,-40} {1000 * seconds,8:0.0} ms of processor a step, {(against == 1 ? 1 : seconds / against),6:0.00} ×");
        return seconds;
    }
}
