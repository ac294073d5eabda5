using Cicerone.Conversations;
using Cicerone.Language.Conversations;
using Cicerone.Language.Conversations.People;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Tests.Conversations;

public sealed class PersonTests
{
    private static readonly SmallShop Shop = new(new SmtpoOptions { Depth = 12 });

    [Fact]
    public void Who_knows_the_book_says_one_thing_at_a_time_and_nothing_twice()
    {
        Assert.Equal([SmallShop.Less("Romance"), SmallShop.Want("Mystery")], Shop.Truth.Feedback(target: 12, shown: [1], said: []));
        Assert.Equal([SmallShop.Less("dark"), SmallShop.Want("hopeful")], Shop.Truth.Feedback(target: 12, shown: [1], said: [SmallShop.Want("Mystery")]));
        Assert.Equal([new Move(MoveKind.Others)], Shop.Truth.Feedback(target: 12, shown: [3], said: []));
    }

    [Fact]
    public void The_person_is_told_nothing_of_the_book_they_look_for()
    {
        var prompts = new PersonPrompts(Shop.Words, Shop.Lexicon);
        int[] Asked(int target) => prompts.Feedback(new Search([4, 13], [0, 9], target, []), [SmallShop.Want("Mystery")], [1, 2, 3]);
        Assert.Equal(Asked(12), Asked(26));
        int[] Aligned(int target) => prompts.Attributes(new Search([4, 13], [0, 9], target, []), [], [1, 2, 3]);
        Assert.Equal(Aligned(12), Aligned(26));
        var moments = Enumerable.Range(0, 400).Select(number => new TalkCase(new Search([], [0], 12, []), [], [.. Enumerable.Range(0, 12).Select(item => new DualScore(item, 0, 0))]));
        var examples = new PersonExamples([.. moments], Shop.World, Shop.Truth, itemCount: 27, Shop.Options, seed: 1);
        int[] places = [.. moments.Select((moment, number) => examples.ChoicesOf(moment, RandomSource.For(5, (ulong)number)).Place)];
        Assert.All(Enumerable.Range(0, PersonExamples.Choices), place => Assert.InRange(places.Count(one => one == place), 25, 80)); // anywhere among the choices alike
    }

    [Fact]
    public async Task In_words_the_feedback_is_understood_as_it_was_meant()
    {
        using var decoder = new Decoder(Shop.Words.Shape(new SmtpoOptions { Depth = 12, Width = 16, Layers = 1 }), seed: 4);
        var simulator = new Simulator(decoder.Weights(), Shop.Words, Shop.Lexicon);
        Search who = new([4, 13], [0, 9], 26, [SmallShop.Want("Mystery")]); // a wrong wish, so that it is not found at once
        var person = new SimulatedReader(simulator, who, "I would like something mystery.", Shop.Items.Items);
        Guide guide = Shop.Guide();
        Conversation talk = await guide.OpenAsync([], candidates: null, TestContext.Current.CancellationToken);
        talk = await guide.SayAsync(talk, person.Open(), candidates: null, TestContext.Current.CancellationToken);
        IReadOnlyList<Move> meant = simulator.Feedback([(who, who.Opening, [.. talk.Reply.Items.Select(item => Shop.Items.Items.Index(item.Item, "item"))])])[0];
        talk = await guide.SayAsync(talk, person.Respond(talk.Reply)!, candidates: null, TestContext.Current.CancellationToken);
        Assert.Equal(meant, talk.Turns[^1].Moves);
        Assert.Null(person.Respond(talk.Reply with { Items = [new Recommendation("b26", "", 0, [])] })); // the book that they look for
    }

    [Fact]
    public void It_learns_to_ask_for_what_its_past_shares()
    {
        SmtpoOptions options = Shop.Options with { Width = 32, Layers = 2, AttributeShare = 0, TargetShare = 0 };
        Search[] people = [.. Enumerable.Range(0, 27).Select(target => new Search([], [(target + 9) % 27, (target + 18) % 27], target, []))]; // who have chosen what has the target's genre and mood
        static int[] Shown(Search who) => [(who.Target + 1) % 27, (who.Target + 4) % 27, (who.Target + 7) % 27]; // of another genre
        TalkCase[] moments = [.. people.Select(who => new TalkCase(who, [], [.. Shown(who).Select(item => new DualScore(item, 0, 0))]))];
        using var decoder = new Decoder(Shop.Words.Shape(options), seed: 4);
        Learning.Run(decoder, new PersonExamples(moments, Shop.World, Shop.Truth, itemCount: 27, options, seed: 1).Texts, epochs: 300, rate: 3e-3);
        var simulator = new Simulator(decoder.Weights(), Shop.Words, Shop.Lexicon);
        int right = people.Count(who => simulator.Feedback([(who, [], Shown(who))])[0].SequenceEqual(Shop.Truth.Feedback(who.Target, Shown(who), [])));
        Assert.True(right >= 22, $"{right} of 27 asked for what they want.");
    }
}

/// <summary>A few steps over texts.</summary>
internal static class Learning
{
    public static void Run(Decoder decoder, Func<int, IReadOnlyList<LabelledText>> texts, int epochs, double rate)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            using var step = new Step(seed: 1, epoch, epoch, threads: 1);
            decoder.Parameters.Touch();
            LanguageLearner.Loss(decoder, texts(epoch), step).backward();
            Adam.Update(decoder.Parameters, epoch, rate, decay: 0, clip: 1);
        }
    }
}
