using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Kernels;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Multimodal;
using Cicerone.Neural.Multimodal.Denoising;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Multimodal;

public sealed class DiffusionTests
{
    public DiffusionTests() => NativeTorch.Use();

    [Fact]
    public void Noise_grows_from_nothing_and_leaves_a_third_of_the_signal_by_default()
    {
        var options = new JbmDiffOptions();
        var schedule = new DiffusionSchedule(options.Steps, options.LastNoise);
        Assert.Equal(1, schedule.Kept(0));
        for (int step = 1; step <= schedule.Steps; step++)
        {
            Assert.True(schedule.Kept(step) < schedule.Kept(step - 1));
            Assert.Equal(1, Math.Pow(schedule.Signal(step), 2) + Math.Pow(schedule.Noise(step), 2), 1e-12);
        }
        Assert.InRange(schedule.Kept(schedule.Steps), 0.3, 0.4); // with the usual .02 it would be .9, and the diffusion would do nothing
    }

    [Fact]
    public void Ten_thousand_draws_have_the_mean_and_variance_of_the_definition()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var schedule = new DiffusionSchedule(10, 0.2);
        const float Start = 1.5f;
        Tensor noisy = (float)schedule.Signal(7) * Start + (float)schedule.Noise(7) * NormalNoise.Of([10_000], new RandomSource(3));
        Assert.Equal(schedule.Signal(7) * Start, noisy.mean().item<float>(), 0.02);
        Assert.Equal(1 - schedule.Kept(7), noisy.var().item<float>(), 0.02);
    }

    [Fact]
    public void The_posterior_keeps_what_is_without_noise_and_ends_in_the_estimate()
    {
        var schedule = new DiffusionSchedule(10, 0.2);
        (double ofStart, double ofPresent) = schedule.Posterior(1);
        Assert.Equal(1, ofStart, 1e-12);
        Assert.Equal(0, ofPresent, 1e-12);
        for (int step = 1; step <= schedule.Steps; step++) // from the mean of q at t it leads to the mean of q at t − 1
        {
            (ofStart, ofPresent) = schedule.Posterior(step);
            Assert.Equal(schedule.Signal(step - 1), ofStart + ofPresent * schedule.Signal(step), 1e-12);
        }
    }

    [Fact]
    public void From_step_nought_nothing_is_moved()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (ParameterSet parameters, ModalDenoiser denoiser) = TwoClusters(new JbmDiffOptions { Width = 8, Hidden = 16, StartStep = 0 });
        parameters.Touch();
        Tensor mapped = denoiser.Mapped(), condition = torch.zeros(40, 8);
        Assert.True(mapped.eq(denoiser.Sample(mapped, condition, threads: 1)).all().item<bool>());
        using var step = new Step(seed: 1, number: 0, epoch: 1, threads: 1);
        Assert.True(mapped.eq(denoiser.Estimate(mapped, condition, step)).all().item<bool>());
    }

    [Fact]
    public void The_loss_on_two_clusters_falls_by_half()
    {
        (ParameterSet parameters, ModalDenoiser denoiser) = TwoClusters(new JbmDiffOptions { Width = 8, Hidden = 32, Contrast = 0, Smoothing = false });
        double first = 0, last = 0;
        const int Steps = 300, Averaged = 20;
        for (int number = 0; number < Steps; number++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using var step = new Step(seed: 1, number, epoch: 1, threads: 1);
            parameters.Touch();
            Tensor mapped = denoiser.Mapped(), loss = denoiser.Loss(mapped, mapped.detach(), step);
            loss.backward();
            Adam.Update(parameters, number + 1, 0.01, decay: 0, clip: 0);
            if (number < Averaged) first += loss.item<float>();
            if (number >= Steps - Averaged) last += loss.item<float>();
        }
        Assert.True(last < first / 2, $"the loss fell from {first / Averaged:0.000} to {last / Averaged:0.000}.");
        parameters.Dispose();
        denoiser.Dispose();
    }

    [Fact]
    public void Neither_features_nor_condition_are_changed_by_the_loss_of_the_diffusion()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (ParameterSet parameters, ModalDenoiser denoiser) = TwoClusters(new JbmDiffOptions { Width = 8, Hidden = 16 });
        parameters.Touch();
        using var step = new Step(seed: 1, number: 0, epoch: 1, threads: 1);
        denoiser.Loss(denoiser.Mapped(), torch.randn(40, 8), step).backward();
        Parameter map = parameters.All.Single(parameter => parameter.Name == "clusters.projection");
        Assert.True(map.Leaf.grad is null || map.Leaf.grad.abs().max().item<float>() == 0);
        Assert.Contains(parameters.All, parameter => parameter.Name == "clusters.denoise.1.weight" && parameter.Leaf.grad is not null);
    }

    [Fact]
    public void Items_chosen_together_are_neighbours_in_proportion_to_the_people_they_share()
    {
        var chosen = SparseMatrix.FromRows([[(0, 1), (1, 1)], [(0, 1), (1, 1), (2, 1)], [(3, 1)]], 4);
        SparseMatrix together = ItemsTogether.Of(chosen, new ParallelOptions());
        Assert.Equal([1, 2], together.Indices(0).ToArray());
        Assert.Equal(2 / 3f, together[0, 1], 1e-6);
        Assert.Equal(1, together[3, 3]); // it shares nobody
    }

    private static (ParameterSet Parameters, ModalDenoiser Denoiser) TwoClusters(JbmDiffOptions options)
    {
        var random = new RandomSource(1);
        var items = new Vocabulary(Enumerable.Range(0, 40).Select(item => $"{item}"));
        float[] values = [.. Enumerable.Range(0, 40 * 4).Select(i => (i / 4 % 2 == 0 ? 2f : -2f) + 0.3f * (float)random.NextNormal())];
        var modality = new Modality(new FeatureMatrix("clusters", items, 4, values, [.. Enumerable.Repeat(true, 40)]));
        var parameters = new ParameterSet(seed: 1);
        SparseMatrix alone = SparseMatrix.FromRows([.. Enumerable.Range(0, 40).Select(item => new[] { (item, 1f) })], 40);
        return (parameters, new ModalDenoiser(parameters, modality, alone, options, seed: 1));
    }
}
