using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Generative;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Generative;

/// <summary>What the network of TencentGR sees of its input, and what it must not see.</summary>
public sealed class EventNetworkTests
{
    public EventNetworkTests() => NativeTorch.Use();

    public static TheoryData<string> Kinds => ["recipe", "hstu", "baseline", "defects"];

    /// <summary>As an answer, without native code, the model is what was trained: the last position of the network.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_answers_what_was_trained(string kind)
    {
        TencentGrOptions options = OptionsOf(kind);
        using var network = new EventNetwork(Shape(options), options, seed: 3);
        foreach (Parameter parameter in network.Parameters.All.Where(parameter => parameter.Name.EndsWith("distance", StringComparison.Ordinal)))
            foreach (ref float value in parameter.Values) value = 0.1f; // biases begin as 0, and would not be noticed
        Description[] items = Shape(options).DescribeItems(SmallMarket.Training);
        TencentGrModel model = network.Model(items);
        Query[] queries = SmallMarket.Queries(3);
        float[] answered = SmallMarket.Embed(model, queries);
        for (int q = 0; q < queries.Length; q++)
        {
            float[] trained = Last(network, options, items, queries[q], SequenceOf(queries[q], options));
            if (options.Cosine) Scale(trained, 1 / options.Temperature);
            Assert.All(trained.Zip(answered[(q * options.Width)..]), pair => Assert.Equal(pair.First, pair.Second, 2e-3 * Math.Max(1, options.Sharpness)));
        }
    }

    /// <summary>No position sees a later event, its action or its time.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_happens_later_changes_no_earlier_position(string kind)
    {
        TencentGrOptions options = OptionsOf(kind);
        using var network = new EventNetwork(Shape(options), options, seed: 3);
        Description[] items = Shape(options).DescribeItems(SmallMarket.Training);
        Query query = SmallMarket.Queries(1)[0];
        EventSequence before = SequenceOf(query, options with { Defects = false });
        const int Changed = 4; // events from here on are others
        History events = before.Events;
        int[] others = events.Items.ToArray(), next = [.. before.Next];
        long[] times = events.Times.ToArray();
        byte[] actions = events.Actions.ToArray();
        for (int place = Changed; place < events.Count; place++) (others[place], times[place], actions[place]) = ((others[place] + 7) % items.Length, times[place] + 1_000_000, (byte)(2 - actions[place]));
        int profile = before.Person is null ? 0 : 1;
        for (int token = profile + Changed; token < next.Length; token++) next[token] = 1;
        EventSequence after = before with { Events = new History(others, times, default, actions), Next = next };
        Tensor one = Encode(network, options, items, before), other = Encode(network, options, items, after);
        int same = profile + Changed;
        Assert.Equal(Values(one.narrow(0, 0, same)), Values(other.narrow(0, 0, same)));
        Assert.NotEqual(Values(one[same]), Values(other[same]));
    }

    /// <summary>Sequences lie one after the other without padding: beside which others one lies changes nothing.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Other_sequences_of_a_batch_change_nothing(string kind)
    {
        TencentGrModel model = Untrained(OptionsOf(kind));
        Query[] queries = SmallMarket.Queries(5);
        float[] together = SmallMarket.Embed(model, queries);
        for (int q = 0; q < queries.Length; q++) Assert.Equal(SmallMarket.Embed(model, queries[q]), together[(q * model.ItemVectors.Width)..((q + 1) * model.ItemVectors.Width)]);
    }

    [Theory]
    [InlineData("recipe", true)]
    [InlineData("hstu", true)]
    [InlineData("baseline", true)]
    [InlineData("defects", false)] // the official baseline drops it
    public void The_last_event_counts(string kind, bool counts)
    {
        TencentGrModel model = Untrained(OptionsOf(kind));
        Query query = SmallMarket.Queries(1)[0];
        int[] items = query.History.Items.ToArray();
        items[^1] = (items[^1] + 11) % SmallMarket.Catalogue.Count;
        Query other = query with { History = query.History with { Items = items } };
        Assert.Equal(counts, !SmallMarket.Embed(model, query).SequenceEqual(SmallMarket.Embed(model, other)));
    }

    [Fact]
    public void Only_the_last_events_count()
    {
        TencentGrModel model = Untrained(SmallMarket.Options with { MaxLength = 4 });
        Query query = SmallMarket.Queries(1)[0];
        History all = query.History;
        Range last = (all.Count - 4)..all.Count;
        Query few = query with { History = new History(all.Items[last], all.Times[last], default, all.Actions[last]) };
        Assert.Equal(SmallMarket.Embed(model, few), SmallMarket.Embed(model, query));
    }

    [Fact]
    public void What_is_known_beside_the_events_counts_and_may_be_missing()
    {
        TencentGrModel model = Untrained(SmallMarket.Options);
        Query query = SmallMarket.Queries(1)[0];
        float[] whole = SmallMarket.Embed(model, query);
        Query[] others =
        [
            query with { Context = query.Context with { Action = "click" } },
            query with { Context = query.Context with { Action = null } },
            query with { Context = query.Context with { Profile = null } },
            query with { History = query.History with { Actions = default } },
            query with { History = query.History with { Times = default } },
        ];
        Assert.All(others, other => Assert.NotEqual(whole, SmallMarket.Embed(model, other)));
    }

    [Theory]
    [InlineData("history-actions")]
    [InlineData("next-action")]
    [InlineData("time")]
    [InlineData("profile")]
    public void A_switch_that_is_off_leaves_its_part_out(string option)
    {
        TencentGrOptions options = OptionsBinder.Apply(SmallMarket.Options, new Dictionary<string, string> { [option] = "false" }, "tencentgr");
        if (option == "history-actions") options = options with { NextAction = false }; // what comes next is told by the same actions
        TencentGrModel model = Untrained(options);
        Query query = SmallMarket.Queries(1)[0];
        Query without = option switch
        {
            "history-actions" => query with { History = query.History with { Actions = new byte[query.History.Count] } },
            "next-action" => query with { Context = query.Context with { Action = "click" } },
            "time" => query with { History = query.History with { Times = default } },
            _ => query with { Context = query.Context with { Profile = null } },
        };
        Assert.Equal(SmallMarket.Embed(model, query), SmallMarket.Embed(model, without));
    }

    [Fact]
    public void Columns_that_are_missing_are_refused()
    {
        InteractionLog log = SmallMarket.Data.Split.Train;
        var bare = new InteractionLogBuilder();
        for (int row = 0; row < 50; row++) bare.Add(log.Users[log.User[row]], log.Items[log.Item[row]]);
        InteractionLog timeless = bare.Build();
        var data = new TrainingData(timeless, ItemTable.Without(timeless.Items));
        Assert.Contains("time=false", Assert.Throws<CiceroneException>(() => TencentGr.Fit(data, SmallMarket.Options, new FitContext())).Message, StringComparison.Ordinal);
        Assert.Contains("actions", Assert.Throws<CiceroneException>(() => TencentGr.Fit(data, SmallMarket.Options with { Time = false }, new FitContext())).Message, StringComparison.Ordinal);
        Assert.Contains("heads", Assert.Throws<CiceroneException>(() => TencentGr.Fit(SmallMarket.Training, SmallMarket.Options with { Heads = 3 }, new FitContext())).Message, StringComparison.Ordinal);
        Assert.Contains("negatives", Assert.Throws<CiceroneException>(() => TencentGr.Fit(SmallMarket.Training, SmallMarket.Options with { Negatives = 0, InBatch = false }, new FitContext())).Message, StringComparison.Ordinal);
    }

    private static TencentGrOptions OptionsOf(string kind)
    {
        TencentGrOptions small = SmallMarket.Options, baseline = new TencentGrOptions { Preset = TencentGrPreset.Baseline } with { Width = 16, MaxLength = 20 };
        return kind switch
        {
            "hstu" => small with { Backbone = EventBackbone.Hstu },
            "baseline" => baseline,
            "defects" => baseline with { Defects = true },
            _ => small,
        };
    }

    private static EventShape Shape(TencentGrOptions options) => EventShape.Of(SmallMarket.Training, options);

    private static TencentGrModel Untrained(TencentGrOptions options)
    {
        EventShape shape = Shape(options);
        using var network = new EventNetwork(shape, options, seed: 3);
        return network.Model(shape.DescribeItems(SmallMarket.Training));
    }

    /// <summary>The tokens of a query, as the definitions have them.</summary>
    private static EventSequence SequenceOf(Query query, TencentGrOptions options)
    {
        History all = query.History;
        int end = all.Count - (options.Defects ? 1 : 0);
        Range seen = Math.Max(0, end - options.MaxLength)..end;
        var events = new History(all.Items[seen], all.Times[seen], default, all.Actions[seen]);
        Description person = Shape(options).DescribePerson(query.Person, query.Context.Profile);
        int[] next = [.. events.Actions.ToArray().Select(action => 1 + action), 1 + SmallMarket.Data.Split.Train.Actions.Index("conversion", "action")];
        return new EventSequence(options.Profile ? person : null, events, options.Profile ? next : next[1..], query.Person ?? -1);
    }

    private static Tensor Encode(EventNetwork network, TencentGrOptions options, Description[] items, EventSequence sequence)
    {
        using IDisposable still = torch.no_grad();
        using Step step = Step.WithoutDropout();
        var batch = EventBatch.Of([sequence], Shape(options), options);
        var rows = new DescribedRows(items);
        int[] tokens = rows.Take(batch, [sequence], options.Defects);
        return network.Encode(batch, [sequence], network.Begin(rows.Described, step), tokens, step);
    }

    private static float[] Last(EventNetwork network, TencentGrOptions options, Description[] items, Query query, EventSequence sequence) =>
        Values(Encode(network, options, items, sequence)[sequence.Length - 1]);

    private static float[] Values(Tensor tensor) => [.. tensor.contiguous().data<float>()];

    private static void Scale(float[] vector, double length)
    {
        double norm = Math.Sqrt(vector.Sum(value => (double)value * value));
        for (int i = 0; i < vector.Length; i++) vector[i] = (float)(vector[i] / norm * length);
    }
}
