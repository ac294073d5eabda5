using Cicerone.Conversations;
using Cicerone.Language.Conversations;
using Cicerone.Language.Conversations.People;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Simulation.Conversations;
using static Cicerone.Benchmarks.Studies.SeekerTalks;

namespace Cicerone.Benchmarks.Studies;

/// <summary>How well simulated people answer for seekers whom nothing was learned of; what they should have said is known to the judge alone.</summary>
internal sealed class SmtpoPeople
{
    private const int Answers = 2;
    private readonly Truth _truth;
    private readonly TalkCase[] _moments;
    private readonly PersonExamples _examples;
    private readonly SmtpoStages _stages;

    public SmtpoPeople(SmtpoStages stages, SmtpoModel model, BookshopSeekers seekers, int[] test, SmtpoOptions options)
    {
        _stages = stages;
        ItemLexicon lexicon = model.LexiconOf(stages.Items);
        _truth = new Truth(model.Words, lexicon);
        var world = new TalkWorld(model.Finder, stages.Catalogue, lexicon, model.Words, options.Depth, model.Fusion);
        _moments = [.. TalkCase.Of([.. test.Select(number => SearchOf(seekers.Seeker(number)))], world, _truth, Answers)];
        _examples = new PersonExamples(_moments, world, _truth, stages.Items.Items.Count, options, seed: 1);
    }

    /// <summary>What a seeker is to a simulated person.</summary>
    public static Search SearchOf(BookshopSeeker seeker) => new(seeker.Past, [.. seeker.Liked.Take(2)], seeker.Target, [new Move(MoveKind.Want, Column: seeker.Attribute, Value: seeker.Hint)]);

    /// <summary>Tells how well a model's person does; returns, for each seeker, the share of what they say that is right.</summary>
    public double[] Tell(string name, SmtpoModel model)
    {
        Simulator simulator = model.Person(_stages.Items);
        (Search Who, IReadOnlyList<Move> Said, IReadOnlyList<int> Shown)[] asked = [.. _moments.Select(moment => (moment.Search, moment.Said, (IReadOnlyList<int>)[.. moment.Recalled.Select(score => score.Item)]))];
        IReadOnlyList<IReadOnlyList<Move>> feedback = simulator.Feedback(asked);
        double[] right = [.. _moments.Zip(feedback).GroupBy(one => one.First.Search).Select(of => of.SelectMany(one => one.Second.Where(move => move.Value is not null).Select(move => IsRight(model, one.First.Search, move) ? 1.0 : 0)).DefaultIfEmpty(0).Average())];
        var want = new Counts();
        var avoid = new Counts();
        foreach (((int[] wants, int[] avoids), (Search who, _, IReadOnlyList<int> shown)) in simulator.Attributes(asked).Zip(asked))
        {
            (int[] trueWants, int[] trueAvoids) = _truth.Attributes(who.Target, shown);
            want.Add(wants, trueWants);
            avoid.Add(avoids, trueAvoids);
        }
        (int[] Items, int Place)[] choices = [.. _moments.Select((moment, number) => _examples.ChoicesOf(moment, RandomSource.For(1, (ulong)number)))];
        IReadOnlyList<int> chosen = simulator.Targets([.. _moments.Zip(choices, (moment, choice) => (moment.Search, moment.Said, (IReadOnlyList<int>)choice.Items))]);
        double hit = chosen.Zip(choices, (place, choice) => place == choice.Place ? 1.0 : 0).Average();
        Console.WriteLine(Line($"person, {name}: said {feedback.Average(moves => moves.Count(move => move.Value is not null)):0.00} values a turn, right {right.Average():0.000}; wants {want}; avoids {avoid}; target of {PersonExamples.Choices} found {hit:0.000}"));
        return right;
    }

    private bool IsRight(SmtpoModel model, Search who, Move move) =>
        model.Words.Tell(who.Target, model.LexiconOf(_stages.Items)).Contains(model.Words.Token(move.Column!, move.Value!)) == (move.Kind == MoveKind.Want);

    private sealed class Counts
    {
        private int _said, _true, _both;

        public void Add(int[] said, int[] truth) => (_said, _true, _both) = (_said + said.Length, _true + truth.Length, _both + said.Intersect(truth).Count());

        public override string ToString() => Line($"precision {(double)_both / Math.Max(1, _said):0.000} recall {(double)_both / Math.Max(1, _true):0.000}");
    }
}
