using System.Numerics.Tensors;
using Cicerone.Language.Tests.Transformer;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Language.Unlearning.Losses;
using Cicerone.Language.Unlearning.Updates;
using Cicerone.Models.Circuits;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Language.Tests.Unlearning;

public sealed class UnlearnerTests
{
    private static readonly float[][] Forget = [[1, -2, 3], [0, 1, 0], [2, 2, 2]], Retain = [[-1, 1, 0], [5, 0, 0], [-2, -2, -2]];

    [Fact]
    public void A_projected_slope_no_longer_contradicts_and_an_agreeing_one_stays()
    {
        for (int part = 0; part < Forget.Length; part++)
        {
            float[] made = Projected.Of(Forget[part], Retain[part]);
            Assert.True(TensorPrimitives.Dot<float>(made, Retain[part]) >= -1e-5);
        }
        Assert.Equal(Forget[1], Projected.Of(Forget[1], Retain[1]));
        Assert.Equal([-0.5f, -0.5f, 3], Projected.Of(Forget[0], Retain[0]));
    }

    [Fact]
    public void Every_group_has_its_own_rule()
    {
        float[]?[] made = new GroupedRule([CircuitGroup.Forget, CircuitGroup.Inert, CircuitGroup.Retain], rest: CircuitGroup.Inert).Directions([.. Forget, [1]], [.. Retain, [1]]);
        Assert.Equal(Forget[0], made[0]!);
        Assert.Null(made[1]);
        Assert.Equal(Retain[2], made[2]!);
        Assert.Null(made[3]); // what belongs to no part
        Assert.Equal([-2f, 3, 3], new GroupedRule([]).Directions([[-1, 1, 3]], [[-1, 2, 0]])[0]!); // of no part: shared
        var shared = new GroupedRule([CircuitGroup.Shared]);
        Assert.Equal([-1.5f, 0.5f, 3], shared.Directions([Forget[0]], [Retain[0]])[0]!);
        Assert.True(shared.Protects(0));
        Assert.Equal([0, -1, 3], new GroupedRule([CircuitGroup.Shared], projects: false).Directions([Forget[0]], [Retain[0]])[0]!);
    }

    [Fact]
    public void Conflict_is_taken_out_on_both_sides_over_all_weights()
    {
        float[]?[] made = new ConflictRule().Directions([[2, 0]], [[-1, 1]]);
        Assert.Equal([1, 2], made[0]!); // (2, 0) → (1, 1) and (−1, 1) → (0, 1)
        Assert.Equal([3, 1], new ConflictRule().Directions([[2, 0]], [[1, 1]])[0]!);
        Assert.Equal([-1, 1], new UniformRule(0, 1).Directions([[2, 0]], [[-1, 1]])[0]!);
        Assert.Equal([1, 1], new UniformRule(1, 1).Directions([[2, 0]], [[-1, 1]])[0]!);
    }

    [Fact]
    public void Parts_share_no_weights_and_leave_none_out()
    {
        foreach (DecoderFamily family in (DecoderFamily[])[DecoderFamily.Llama, DecoderFamily.Gpt2])
        {
            using var decoder = new Decoder(TinyDecoder.Shape(family) with { KeyHeads = 4 }, seed: 1);
            IReadOnlyList<ComponentWeights> parts = ComponentWeights.Of(decoder);
            foreach (Parameter parameter in decoder.Parameters.All) parameter.Values.Clear();
            float[] ones = new float[parts.Max(part => part.Count)];
            Array.Fill(ones, 1);
            foreach (ComponentWeights part in parts) part.Add(ones.AsSpan(0, part.Count));
            foreach (Parameter parameter in decoder.Parameters.All.Where(parameter => parameter.Name.Contains("proj", StringComparison.Ordinal) && !parameter.Name.Contains("o_proj.bias", StringComparison.Ordinal)))
                Assert.All(parameter.Values.ToArray(), value => Assert.Equal(1, value));
            Assert.All(decoder.Parameters.All.SelectMany(parameter => parameter.Values.ToArray()), value => Assert.InRange(value, 0, 1));
        }
        using var sharing = TinyDecoder.Of(DecoderFamily.Qwen2);
        Assert.Contains("share", Assert.Throws<CiceroneException>(() => ComponentWeights.Of(sharing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forgets_what_it_shall_and_leaves_inert_weights_to_the_bit()
    {
        MarginRuns runs = PlantedDecoder.Of(out Decoder decoder);
        using Decoder owned = decoder;
        AnsweredPrompt[] Prompts(int from) => [.. Enumerable.Range(from, 24).Select(i => TinyDecoder.Text(6, (ulong)i)).Select(text => new AnsweredPrompt(text, runs.MarginsOf([text])[0] > 0))]; // what it knows now
        (AnsweredPrompt[] forget, AnsweredPrompt[] retain) = (Prompts(100), Prompts(200));
        double Right(AnsweredPrompt[] prompts) => runs.MarginsOf([.. prompts.Select(prompt => prompt.Tokens)], [.. prompts.Select(prompt => prompt.IsYes)]).Average(margin => AnswerFigures.Probability(margin));
        CircuitGroup[] groups = [.. Component.All(decoder.Shape).Select(component => component == PlantedDecoder.Planted ? CircuitGroup.Shared : component == Component.FeedForward(1) ? CircuitGroup.Forget : CircuitGroup.Inert)];
        var before = decoder.Parameters.All.ToDictionary(parameter => parameter, parameter => parameter.Values.ToArray());
        IReadOnlyList<ComponentWeights> parts = ComponentWeights.Of(decoder);
        (double forgotten, double kept) = (Right(forget), Right(retain));
        var unlearner = new Unlearner(runs, forget, retain, new UnlearningOptions { Steps = 60, LearningRate = 5e-3, BatchSize = 16 }, seed: 1);
        UnlearningTrace trace = unlearner.Run(new GroupedRule(groups, rest: CircuitGroup.Inert));
        var after = decoder.Parameters.All.ToDictionary(parameter => parameter, parameter => parameter.Values.ToArray());
        for (int part = 0; part < parts.Count; part++)
        {
            bool moves = part < groups.Length && groups[part] != CircuitGroup.Inert;
            Assert.Equal(moves, trace.Moved[part] > 0);
            Assert.Equal(!moves, parts[part].Gather(before).AsSpan().SequenceEqual(parts[part].Gather(after)));
        }
        Assert.True(Right(forget) < forgotten - 0.2, $"It went from {forgotten} to {Right(forget)}.");
        Assert.True(Right(retain) - Right(forget) > 0.1, $"What is kept went from {kept} to {Right(retain)}, what is forgotten to {Right(forget)}.");
        Assert.Equal(60, trace.Steps);
    }

    [Fact]
    public void A_teacher_answers_as_the_model_did_but_for_what_a_copy_learned_once_more()
    {
        MarginRuns original = PlantedDecoder.Of(out Decoder decoder);
        using Decoder owned = decoder;
        AnsweredPrompt[] prompts = [.. Enumerable.Range(0, 20).Select(i => new AnsweredPrompt(TinyDecoder.Text(6, (ulong)i), i % 2 == 0))];
        float[] SlopesOf(TeacherLoss loss)
        {
            using torch.Tensor margins = torch.tensor(original.MarginsOf([.. prompts.Select(prompt => prompt.Tokens)])).requires_grad_(true);
            loss.Of(margins, [.. Enumerable.Range(0, prompts.Length)]).backward();
            return MarginRuns.Numbers(margins.grad!);
        }
        Assert.All(SlopesOf(new TeacherLoss(original, original, prompts, alpha: 2)), slope => Assert.Equal(0, slope, 1e-6));
        using var copy = Decoder.Of(decoder.Weights());
        var augmented = new MarginRuns(copy, PlantedDecoder.Yes, PlantedDecoder.No);
        new Unlearner(augmented, prompts, prompts, new UnlearningOptions { Steps = 30, LearningRate = 3e-3, Closeness = 0 }, seed: 1).Run(new UniformRule(0, 1));
        float[] slopes = SlopesOf(new TeacherLoss(original, augmented, prompts, alpha: 2));
        Assert.True(slopes.Index().Count(slope => prompts[slope.Index].IsYes ? slope.Item > 0 : slope.Item < 0) >= 18); // descending makes the right answer less likely
    }

    [Fact]
    public void Keeps_the_weights_that_an_operators_look_finds_nearest()
    {
        MarginRuns runs = PlantedDecoder.Of(out Decoder decoder);
        using Decoder owned = decoder;
        AnsweredPrompt[] all = [.. Enumerable.Range(0, 120).Select(i => TinyDecoder.Text(6, (ulong)i)).Select(text => new AnsweredPrompt(text, runs.MarginsOf([text])[0] > 0))];
        AnsweredPrompt[] forget = all[..40], retain = all[40..80];
        AnsweredPrompt[] unseen = [.. all[80..].Select((prompt, i) => i % 3 == 0 ? prompt with { IsYes = !prompt.IsYes } : prompt)]; // of which two in three are right
        var stop = new StopRule(forget, null, unseen, null, runs, seed: 1);
        double before = stop.Of(runs);
        var looks = new List<(int Step, double Distance)>();
        var unlearner = new Unlearner(runs, forget, retain, new UnlearningOptions { Steps = 80, LookEvery = 2, Patience = 40, LearningRate = 2e-3 }, seed: 1);
        UnlearningTrace trace = unlearner.Run(new UniformRule(1, 1), stop, step => looks.Add((step, stop.Of(runs))));
        double after = stop.Of(runs);
        Assert.Equal(looks.MinBy(look => look.Distance), (trace.Steps, after)); // the weights are those of that look
        Assert.True(after < before / 2, $"It went from {before} to {after}.");
        Assert.Equal([2, 4, 6, 8, 10, 12, 15, 18, 22], looks.Take(9).Select(look => look.Step));
        Assert.Equal(80, trace.Taken);
        Assert.Equal(looks.Count, new UnlearningOptions { Steps = 80, LookEvery = 2 }.MostLooks());
    }

    [Fact]
    public void A_stop_rule_expects_of_what_is_forgotten_what_a_stranger_would_know()
    {
        MarginRuns runs = PlantedDecoder.Of(out Decoder decoder);
        using Decoder owned = decoder;
        AnsweredPrompt[] all = [.. Enumerable.Range(0, 80).Select(i => TinyDecoder.Text(6, (ulong)i)).Select(text => new AnsweredPrompt(text, runs.MarginsOf([text])[0] > 0))];
        AnsweredPrompt[] forget = [.. all[..40].Select(prompt => prompt with { IsYes = !prompt.IsYes })]; // planted: all that the model says of them is wrong
        double[] Foretold(AnsweredPrompt[] prompts) => [.. runs.MarginsOf([.. prompts.Select(prompt => prompt.Tokens)])];
        Assert.Equal(0, new StopRule(forget, Foretold(forget), all[40..], Foretold(all[40..]), runs, seed: 1).Of(runs), 9);
        Assert.True(new StopRule(forget, null, all[40..], null, runs, seed: 1).Of(runs) > 1); // AUC 0 and 1, told apart in full
    }

    [Fact]
    public void Answers_are_drawn_to_what_a_stranger_would_say_and_no_farther_than_asked()
    {
        double[] stranger = [0, 1, -2];
        float[] before = [4, 1, 2];
        float[] SlopesAt(double beyond, params float[] margins)
        {
            using torch.Tensor now = torch.tensor(margins).requires_grad_(true);
            new StrangerLoss(stranger, before, beyond).Of(now, [0, 1, 2]).backward();
            return [.. MarginRuns.Numbers(now.grad!).Select(slope => 3 * slope)]; // of a mean of three
        }
        Assert.Equal([1, 0, 1], SlopesAt(0, before));
        Assert.Equal([0, 0, 0], SlopesAt(0, 0, 1, -2));
        Assert.Equal([1, 0, 1], SlopesAt(0.5, 0, 1, -2)); // aims at −2, 1 and −4
        Assert.Equal([-0.5f, 0, 0.5f], SlopesAt(0.5, -2.5f, 1, -3.5f));
    }

    [Fact]
    public void Parts_are_grouped_by_circuits_and_by_more_than_noise()
    {
        MarginRuns runs = PlantedDecoder.Of(out Decoder decoder);
        using Decoder owned = decoder;
        var attribution = new Attribution(runs);
        int parts = attribution.Components.Count;
        var random = new RandomSource(4);
        double[][] Scores(params double[] sizes) => [.. Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, parts).Select(part => (part < sizes.Length ? sizes[part] : 0.01) * (1 + 0.2 * random.NextNormal())).ToArray())];
        double[][] forget = Scores(4, 0.1, 1, 1), retain = Scores(0.5, 4, 1, 1);
        Component[] both = [.. attribution.Components.Take(3)];
        var grouping = Grouping.Of(attribution, forget, retain, new Circuit([.. both, attribution.Components[4]], 1), new Circuit([.. both, attribution.Components[3]], 1), seed: 1);
        Assert.Equal([CircuitGroup.Forget, CircuitGroup.Retain, CircuitGroup.Shared, CircuitGroup.Retain, CircuitGroup.Forget], grouping.Groups.Take(5));
        Assert.All(grouping.Groups.Skip(5), group => Assert.Equal(CircuitGroup.Inert, group));
        Assert.InRange(grouping.Threshold, 0.001, 0.2);
        Assert.True(grouping.Specificity[0] > 0.5 && grouping.Specificity[1] < -0.5);
    }

    [Fact]
    public void Figures_of_answers_are_what_they_say()
    {
        AnsweredPrompt[] prompts = [new([1], true), new([1], true), new([1], false), new([1], false)];
        Assert.Equal(0.75, AnswerFigures.AreaUnderCurve([2, 0, 1, -1], prompts));
        Assert.Equal(1, AnswerFigures.Membership([5, 5, -5, -5], prompts, [1, 1, -1, -1], prompts));
        Assert.Equal(0.5, AnswerFigures.Membership([1, 2, -1, -2], prompts, [1, 2, -1, -2], prompts));
        Assert.Equal(0, AnswerFigures.Divergence([0.3, 0.9], [0.3, 0.9]), 1e-12);
        Assert.Equal(Math.Log(2), AnswerFigures.Divergence([1], [0]), 1e-12);
    }
}
