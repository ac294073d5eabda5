using Cicerone.Data;
using Cicerone.Protocols;
using CsCheck;

namespace Cicerone.Tests.Protocols;

/// <summary>What holds for every protocol.</summary>
public sealed class ProtocolTests
{
    public static TheoryData<string> Names => [.. Protocol.All.Select(protocol => protocol.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Its_text_reads_back_as_itself(string name)
    {
        Protocol protocol = Protocol.Named(name);
        Assert.Equal(protocol, Protocol.Named(protocol.ToString()));
        Assert.StartsWith(protocol.ToString(), protocol.Split(World.Random(1), seed: 7).Protocol, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_event_lands_in_one_part_or_is_counted_as_left_out(string name) => Gen.ULong.Sample(seed =>
    {
        InteractionLog log = World.Random(seed, events: 300);
        foreach (Split split in Protocol.Named(name).Splits(log, seed)) Assert.Equal(World.Events(log).Order(), World.Parts(split).Order());
    }, iter: 20);

    [Theory, MemberData(nameof(Names))]
    public void The_numbers_behind_ids_do_not_matter(string name) => Gen.ULong.Sample(seed =>
    {
        InteractionLog log = World.Random(seed);
        Assert.Equal(Protocol.Named(name).Split(log, seed).Fingerprint(), Protocol.Named(name).Split(World.Renumbered(log), seed).Fingerprint());
    }, iter: 20);

    [Theory, MemberData(nameof(Names))]
    public void Nothing_held_out_is_trained_on(string name)
    {
        Split split = Protocol.Named(name).Split(World.Random(3), seed: 1);
        Assert.NotEqual(0, split.Train.Count);
        Assert.NotEqual(0, split.Valid.Count);
        Assert.NotEqual(0, split.Test.Count);
    }

    [Fact]
    public void Options_in_brackets_are_set_and_the_others_keep_their_default()
    {
        var protocol = (ColdItems)Protocol.Named(" cold-items( test = 0.25, candidates=all )");
        Assert.Equal((0.1, 0.25, CandidateItems.All), (protocol.Validation, protocol.Test, protocol.Candidates));
        Assert.Equal("cold-items(validation=0.1, test=0.25, candidates=all)", protocol.ToString());
        Assert.Equal("leave-one-out", new LeaveOneOut().ToString());
    }

    [Theory]
    [InlineData("leave-one-oot", "leave-one-out")]
    [InlineData("leave-k-out(k=0)", "1 to 1000")]
    [InlineData("leave-k-out(k=two)", "whole number")]
    [InlineData("leave-k-out(j=2)", "option of leave-k-out 'j'")]
    [InlineData("leave-k-out(k=2", "closing bracket")]
    [InlineData("leave-k-out(2)", "name=value")]
    [InlineData("leave-k-out(k=2, k=3)", "twice")]
    [InlineData("leave-one-out(k=2)", "option of leave-one-out 'k'")]
    [InlineData("cold-items(candidates=1)", "all|cold")]
    [InlineData("cold-items(candidates=Cold)", "all|cold")]
    [InlineData("global-time(test=tomorrow)", "2001-01-31")]
    [InlineData("global-time(test=0.6)", "0 to 0.5")]
    [InlineData("random-holdout(test=NaN)", "0 to 0.5")]
    public void A_wrong_text_is_told_with_its_remedy(string text, string told) =>
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => Protocol.Named(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_fingerprint_covers_rules_and_events_but_not_the_name()
    {
        Split split = new ColdUsers().Split(World.Random(5), seed: 1);
        string print = split.Fingerprint();
        Assert.Equal(print, (split with { Protocol = "files" }).Fingerprint());
        Assert.NotEqual(print, (split with { Rules = split.Rules with { Candidates = CandidateItems.Cold } }).Fingerprint());
        Assert.NotEqual(print, (split with { Rules = SplitRules.FullHistory }).Fingerprint());
        Assert.NotEqual(print, (split with { FoldIn = split.FoldIn.Select([0]) }).Fingerprint());
    }
}
