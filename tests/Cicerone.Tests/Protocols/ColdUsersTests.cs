using Cicerone.Data;
using Cicerone.Protocols;
using CsCheck;

namespace Cicerone.Tests.Protocols;

public sealed class ColdUsersTests
{
    [Fact]
    public void Held_out_people_are_known_by_their_first_events_and_tested_on_the_others()
    {
        InteractionLog log = World.Log("a i 3", "a j 1", "a k 2", "a l 4", "b i 4", "b j 3", "b k 2", "b l 1");
        Split split = new ColdUsers { Test = 0.5, Validation = 0, History = 0.5 }.Split(log, seed: 1);
        string held = World.Events(split.Test)[0][..1];
        Assert.Equal(held == "a" ? ["a j 1", "a k 2"] : ["b k 2", "b l 1"], World.Events(split.FoldIn));
        Assert.Equal(held == "a" ? ["a i 3", "a l 4"] : ["b i 4", "b j 3"], World.Events(split.Test));
        Assert.DoesNotContain(World.Events(split.Train), text => text.StartsWith(held, StringComparison.Ordinal));
        Assert.Equal(SplitRules.FoldedIn, split.Rules);
    }

    [Fact]
    public void Every_person_is_trained_on_validated_or_tested_and_never_two_of_them() => Gen.Select(Gen.ULong, Gen.Double[0, 1]).Sample((seed, history) =>
    {
        Split split = new ColdUsers { Test = 0.3, Validation = 0.2, History = history }.Split(World.Random(seed, events: 200), seed);
        int[] train = People(split.Train), valid = People(split.Valid), test = People(split.Test);
        Assert.Empty(train.Intersect(valid).Concat(train.Intersect(test)).Concat(valid.Intersect(test)));
        Assert.Equal(valid.Concat(test).Order(), People(split.FoldIn).Order());
    }, iter: 30);

    [Fact]
    public void A_person_with_one_event_stays_in_training()
    {
        Split split = new ColdUsers { Test = 0.5, Validation = 0.5 }.Split(World.Log("one i", "two i", "two j", "six i", "six j"), seed: 1);
        Assert.Equal(["one i"], World.Events(split.Train));
    }

    private static int[] People(InteractionLog log) => [.. log.User.ToArray().Distinct()];
}
