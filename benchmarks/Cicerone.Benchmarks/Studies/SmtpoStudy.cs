using System.Diagnostics;
using System.Globalization;
using Cicerone.Conversations;
using Cicerone.Language.Conversations;
using Cicerone.Language.Conversations.Chains;
using Cicerone.Language.Conversations.People;
using Cicerone.Language.Conversations.Reinforcement;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;
using Cicerone.Simulation.Conversations;
using static Cicerone.Benchmarks.Studies.SeekerTalks;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>smtpo FOLDER [seed=1 test=150 train=1000 books=200 OPTION=VALUE …]</c>: SMTPO in the Bookshop. Whether the simulated person answers as the seeker would,
/// whether fine-tuning and then reinforcement help, whether turns do and because of what is said, what biased answers do, and how fast it is.
/// All talks are judged with the oracle user, whom nothing is learned from, and those with the simulated person are told beside.
/// </summary>
internal static class SmtpoStudy
{
    private const int OtherPerson = 7;
    private static readonly double[] Biases = [0.1, 0.3, 0.5];

    public static void Run(string[] arguments)
    {
        Dictionary<string, string> settings = arguments.Skip(1).Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        int Take(string name, int usual) => settings.Remove(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        var seekers = new BookshopSeekers(new BookshopSeekerOptions { Books = Take("books", 200), Circles = Take("circles", 8) });
        var stages = new SmtpoStages(arguments[0], seekers, Take("train", 1_000), Take("seed", 1));
        int[] test = [.. Enumerable.Range(FirstTest, Take("test", 150))];
        var options = OptionsBinder.Bind<SmtpoOptions>(settings, "smtpo");

        SmtpoModel tuned = stages.Of("tuned", options, start: null, training =>
        {
            training.FuseViews();
            training.TunePerson();
            training.FineTune();
        });
        SmtpoModel reinforced = stages.Of("reinforced", options, tuned, training => training.Reinforce());
        Recall(stages, tuned, seekers, test, options);
        People(stages, tuned, seekers, test, options);
        Talks(stages, tuned, reinforced, seekers, test, arguments[0]);
        Swapped("fine-tuned", tuned, stages, seekers, test, options);
        Swapped("reinforced", reinforced, stages, seekers, test, options);
        Speed(stages, tuned, seekers, options);
    }

    /// <summary>How often the book is among what is recalled, with the views fused and with them added; wishes count for both.</summary>
    private static void Recall(SmtpoStages stages, SmtpoModel tuned, BookshopSeekers seekers, int[] test, SmtpoOptions options)
    {
        ItemLexicon lexicon = tuned.LexiconOf(stages.Items);
        Search[] searches = [.. test.Select(number => SmtpoPeople.SearchOf(seekers.Seeker(number)))];
        var truth = new Truth(tuned.Words, lexicon);
        foreach (int depth in (int[])[options.Depth, 50])
        {
            double[] Found(IViewFusion? fusion) => [.. TalkCase.Of(searches, new TalkWorld(tuned.Finder, stages.Catalogue, lexicon, tuned.Words, depth, fusion), truth, options.Turns)
                .GroupBy(moment => moment.Search).Select(of => of.Average(moment => moment.Recalled.Any(score => score.Item == moment.Search.Target) ? 1.0 : 0))];
            double[] fused = Found(tuned.Fusion), added = Found(null);
            Console.WriteLine(Line($"recall@{depth}: views fused {fused.Average():0.000}, added {added.Average():0.000}"));
            Difference("  fused less added", [.. fused.Zip(added, (one, other) => one - other)], $"recall@{depth}");
        }
    }

    private static void People(SmtpoStages stages, SmtpoModel tuned, BookshopSeekers seekers, int[] test, SmtpoOptions options)
    {
        SmtpoModel alone = stages.Of("feedback-alone", options with { AttributeShare = 0, TargetShare = 0 }, start: null, training =>
        {
            training.FuseViews(); // so that only the tasks differ
            training.TunePerson();
        });
        SmtpoModel untuned = stages.Of("untuned", options, start: null, _ => { });
        var people = new SmtpoPeople(stages, tuned, seekers, test, options);
        double[] three = people.Tell("three tasks", tuned), one = people.Tell("feedback alone", alone), none = people.Tell("untuned", untuned);
        Less("three tasks less feedback alone", one);
        Less("three tasks less untuned", none);

        void Less(string name, double[] other) => Difference(name, [.. three.Zip(other, (a, b) => a - b)], "share of feedback that is right");
    }

    private static void Talks(SmtpoStages stages, SmtpoModel tuned, SmtpoModel reinforced, BookshopSeekers seekers, int[] test, string folder)
    {
        var guides = new (string Name, IConverses Guide)[] { ("retriever alone", new Guide(stages.Recommender(tuned.Finder))), ("fine-tuned", new Guide(stages.Recommender(tuned))), ("reinforced", new Guide(stages.Recommender(reinforced))) };
        TalkFigures[] Hold(string name, IConverses guide, int turns, Func<int, ISimulatedPerson> person) =>
            TalkFigures.Kept(stages.PathOf($"{name}.talks.tsv"), () => Each(seekers, guide, test, person, turns).Select(TalkFigures.Of));
        TalkFigures[] Of(int guide, string who, Func<int, ISimulatedPerson> person)
        {
            string name = $"{guides[guide].Name}, {who}";
            TalkFigures[] talks = Hold(name, guides[guide].Guide, Turns, person);
            Tell(name, talks);
            return talks;
        }
        double Mean(IEnumerable<TalkFigures> talks) => talks.Average(talk => talk.Ndcg(Turns, K));
        void Less(string name, TalkFigures[] one, TalkFigures[] other) => Difference(name, [.. one.Zip(other, (a, b) => a.Ndcg(Turns, K) - b.Ndcg(Turns, K))]);

        TalkFigures[][] oracle = [.. guides.Select((_, guide) => Of(guide, "oracle user", number => Oracle(seekers, number)))];
        Less("fine-tuned less retriever alone", oracle[1], oracle[0]);
        Less("reinforced less retriever alone", oracle[2], oracle[0]);
        Less("reinforced less fine-tuned", oracle[2], oracle[1]);
        TalkFigures[] silent = Of(2, "silence", number => new MonotonePerson(Oracle(seekers, number), ""));
        TalkFigures[] passing = Of(2, "“Something else.”", number => new MonotonePerson(Oracle(seekers, number), "Something else."));
        TalkFigures[] swapped = Of(2, "another person’s answers", number => new SwappedPerson(Oracle(seekers, number), Oracle(seekers, number + OtherPerson)));
        Less("reinforced, oracle user less silence", oracle[2], silent);
        Less("reinforced, oracle user less “Something else.”", oracle[2], passing);
        Less("reinforced, another person’s answers less silence", swapped, silent);
        int shots = K * (Turns + 1);
        TalkFigures[] once = Hold("reinforced, one long list", new Guide(stages.Recommender(reinforced), options: new ConversationOptions { ListLength = shots }), 0, number => Oracle(seekers, number));
        Console.WriteLine(Line($"reinforced, one list of {shots}, once: hit {once.Average(talk => talk.Hit(0, shots)):0.000}; in any of {Turns + 1} lists of {K}: {oracle[2].Average(talk => Enumerable.Range(0, Turns + 1).Max(turn => talk.Hit(turn, K))):0.000}"));
        Console.WriteLine(Line($"reinforced, the same talks judged by another seeker’s book: hit@{K} {oracle[2].Select((talk, place) => talk.Last.Contains(oracle[2][(place + 1) % test.Length].Target) ? 1.0 : 0).Average():0.000}; by chance {(double)K / seekers.Shop.BookCount:0.000}"));
        bool[] unseen = [.. test.Select(number => seekers.Seeker(number).IsHeldOut)];
        foreach ((int guide, TalkFigures[] talks) in oracle.Index())
            Console.WriteLine(Line($"{guides[guide].Name}, oracle user, ndcg@{K} after {Turns} answers: {Mean(talks.Where((_, place) => unseen[place])):0.000} for the {unseen.Count(true)} whose pair of genre and mood nobody in training looks for, {Mean(talks.Where((_, place) => !unseen[place])):0.000} for the others"));
        Simulator person = tuned.Person(stages.Items);
        foreach (int guide in (int[])[0, 1, 2])
            Of(guide, "simulated person", number => new SimulatedReader(person, SmtpoPeople.SearchOf(seekers.Seeker(number)), seekers.Opening(seekers.Seeker(number)), stages.Items.Items));
        foreach (double bias in Biases)
        {
            TalkFigures[][] biased = [.. guides.Select(guide => Hold(Line($"{guide.Name}, {bias:0.0} biased"), guide.Guide, Turns, number => new OracleReader(seekers, seekers.Seeker(number), bias)))];
            Console.WriteLine(Line($"{bias:0.0} of the answers biased, ndcg@{K} after {Turns} answers: {string.Join(", ", guides.Zip(biased, (guide, talks) => Line($"{guide.Name} {Mean(talks):0.000}")))}"));
        }
        Write(folder, [.. Each(seekers, guides[2].Guide, test[..Math.Min(20, test.Length)], number => Oracle(seekers, number), Turns)]);
    }

    /// <summary>What becomes of the first three of a list when the chain names no preference, and when its scores are another person's.</summary>
    private static void Swapped(string name, SmtpoModel model, SmtpoStages stages, BookshopSeekers seekers, int[] test, SmtpoOptions options)
    {
        const int Top = 3;
        ItemLexicon lexicon = model.LexiconOf(stages.Items);
        var world = new TalkWorld(model.Finder, stages.Catalogue, lexicon, model.Words, options.Depth, model.Fusion);
        TalkCase[] moments = [.. test.Select(number => SmtpoPeople.SearchOf(seekers.Seeker(number))).Select(search => new TalkCase(search, search.Opening, world.Recall(search.Told, [], search.Opening)))];
        ChainPrompt[] prompts = [.. moments.Select((moment, number) => ChainPrompt.Of(moment, world, RandomSource.For(1, (ulong)number)))];
        IReadOnlyList<Chain> own = model.Say(prompts);
        double Kept(IReadOnlyList<Chain> other) => own.Zip(other, (one, two) => one.Places.Take(Top).Intersect(two.Places.Take(Top)).Count() / (double)Top).Average();
        int[][] silent = [.. own.Select(_ => (int[])[TalkWords.Preference, TalkWords.Not])]; // a preference that names nothing
        int[][] foreign = [.. own.Select((chain, number) => (chain with { Scores = own[(number + 1) % own.Count].Scores }).Tokens()).Select(tokens => tokens[..Array.IndexOf(tokens, TalkWords.Answer)])];
        Console.WriteLine(Line($"{name}: of the first {Top} after the first words stay {Kept(model.Say(prompts, silent)):0.000} without the preference, {Kept(model.Say(prompts, foreign)):0.000} with another person’s scores; by chance {(double)Top / options.Depth:0.000}"));
    }

    private static void Speed(SmtpoStages stages, SmtpoModel tuned, BookshopSeekers seekers, SmtpoOptions options)
    {
        const int People = 32;
        ItemLexicon lexicon = tuned.LexiconOf(stages.Items);
        var world = new TalkWorld(tuned.Finder, stages.Catalogue, lexicon, tuned.Words, options.Depth, tuned.Fusion);
        var rollouts = new Rollouts(world, tuned.Person(stages.Items), options);
        Search[] searches = [.. Enumerable.Range(FirstTest, People).Select(number => SmtpoPeople.SearchOf(seekers.Seeker(number)))];
        (Decoder person, Decoder policy) = tuned.Decoders();
        var reader = new DecoderReader(policy.Weights());
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        RolloutTurn[] turns = [.. rollouts.Run(reader, searches, options.Group, new RandomSource(1)).SelectMany(group => group).SelectMany(talk => talk.Turns)];
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
        Console.WriteLine(Line($"rollouts: {turns.Length / seconds:0} turns and {turns.Sum(turn => turn.Said.Length) / seconds:0} new tokens a second of processor time"));
        person.Dispose();
        policy.Dispose();
    }
}
