using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Tests.Protocols;

public sealed class LeaveKOutTests
{
    [Fact]
    public void The_last_k_are_for_test_and_the_k_before_for_validation()
    {
        Split split = new LeaveKOut { K = 2 }.Split(World.Log("a f 6", "a e 5", "a d 4", "a c 3", "a b 2", "a a 1"), seed: 1);
        Assert.Equal(["a b 2", "a a 1"], World.Events(split.Train));
        Assert.Equal(["a d 4", "a c 3"], World.Events(split.Valid));
        Assert.Equal(["a f 6", "a e 5"], World.Events(split.Test));
    }

    [Fact]
    public void People_with_no_event_to_train_on_stay_whole_in_training()
    {
        Split split = new LeaveKOut { K = 2 }.Split(World.Log("four a", "four b", "four c", "four d", "five a", "five b", "five c", "five d", "five e"), seed: 1);
        Assert.Equal(["five d", "five e"], World.Events(split.Test));
        Assert.Equal(5, split.Train.Count);
    }

    [Fact]
    public void One_event_out_is_leave_one_out()
    {
        InteractionLog log = World.Random(11);
        Assert.Equal(new LeaveOneOut().Split(log, 1).Fingerprint(), new LeaveKOut { K = 1 }.Split(log, 1).Fingerprint());
    }
}
