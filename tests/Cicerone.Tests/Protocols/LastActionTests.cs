using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Tests.Protocols;

public sealed class LastActionTests
{
    private static readonly LastAction Everyone = new() { Test = 0.5, Validation = 0.5 };

    [Fact]
    public void The_last_conversion_is_held_out_and_what_came_strictly_before_is_the_history()
    {
        Split split = Everyone.Split(Log("ada a 1 exposure", "ada b 2 click", "ada c 3 exposure", "ada d 4 conversion", "ada e 4 exposure", "ada f 5 click", "bob a 1 exposure", "bob b 2 click"), seed: 1);
        (InteractionLog adas, InteractionLog bobs) = World.Events(split.Test)[0].StartsWith("ada", StringComparison.Ordinal) ? (split.Test, split.Valid) : (split.Valid, split.Test);
        Assert.Equal(["ada d 4"], World.Events(adas)); // though a click came later
        Assert.Equal(["bob b 2"], World.Events(bobs)); // who has no conversion
        Assert.Equal(["ada a 1", "ada b 2", "ada c 3", "bob a 1"], World.Events(split.FoldIn));
        Assert.Equal(["ada e 4", "ada f 5"], World.Events(split.LeftOut)); // the one of the same moment too
        Assert.Empty(World.Events(split.Train));
    }

    [Fact]
    public void Earlier_events_of_the_item_are_left_out_unless_they_are_kept()
    {
        InteractionLog log = Log("ada a 1 exposure", "ada b 2 exposure", "ada a 3 click", "bob a 1 exposure", "bob b 2 exposure", "bob a 3 click");
        Assert.Equal(["ada b 2", "bob b 2"], World.Events(Everyone.Split(log, seed: 1).FoldIn));
        Assert.Equal(["ada a 1", "ada b 2", "bob a 1", "bob b 2"], World.Events((Everyone with { KeepsTarget = true }).Split(log, seed: 1).FoldIn));
    }

    [Fact]
    public void People_without_an_answer_or_a_history_stay_in_training()
    {
        InteractionLog log = Log("shown a 1 exposure", "shown b 2 exposure", "first a 1 click", "first b 2 exposure", "same a 1 exposure", "same a 2 click", "ada a 1 exposure", "ada b 2 click", "bob a 1 exposure", "bob b 2 click");
        Assert.Equal(6, Everyone.Split(log, seed: 1).Train.Count);
    }

    [Fact]
    public void Rules_tell_the_action_weigh_it_and_leave_the_history_out()
    {
        InteractionLog log = Log("ada a 1 exposure", "ada b 2 click", "bob a 1 exposure", "bob b 2 click");
        SplitRules rules = Everyone.Split(log, seed: 1).Rules;
        Assert.True(rules.TellsAction);
        Assert.Equal(["conversion", "click"], rules.ActionWeights!.Keys);
        Assert.Equal([2.5, 1], rules.ActionWeights!.Values);
        Assert.Equal([SplitPart.Train, SplitPart.FoldIn], rules.Mask);
        var others = (LastAction)Protocol.Named("last-action(tells-action=false, filters-history=false, actions=click:3)");
        rules = (others with { Test = 0.5 }).Split(log, seed: 1).Rules;
        Assert.False(rules.TellsAction);
        Assert.Empty(rules.Mask);
        Assert.Equal([3], rules.ActionWeights!.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("click")]
    [InlineData("click:0")]
    [InlineData("click:1 click:2")]
    [InlineData("click:many")]
    public void Actions_without_good_weights_are_refused(string actions) =>
        Assert.Contains("conversion:2.5 click:1", Assert.Throws<CiceroneException>(() => new LastAction { Actions = actions }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_log_without_actions_is_refused() =>
        Assert.Contains("--columns action=", Assert.Throws<CiceroneException>(() => Everyone.Split(World.Log("a i 1", "a j 2"), seed: 1)).Message, StringComparison.Ordinal);

    private static InteractionLog Log(params string[] events)
    {
        var log = new InteractionLogBuilder();
        foreach (string[] words in events.Select(text => text.Split(' '))) log.Add(words[0], words[1], long.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture), action: words[3]);
        return log.Build();
    }
}
