using System.Globalization;
using System.Text.RegularExpressions;
using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Data.Dialogues;
using Cicerone.Data.Formats;
using Cicerone.Evaluation.Dialogues;
using Cicerone.Language;
using Cicerone.Language.Conversations;
using Cicerone.Models;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>films TRAINING TEST FILMS FOLDER [seed=1 OPTION=VALUE …]</c>: the list of ten that a conversation shows, in dialogues on films. SMTPO learns from who mentioned what in the training dialogues, and from genres and decades of
/// a table of films (movieId,title,genres); a guide over it is told what was mentioned and what the seeker said, and so is one over its retriever alone. On new items.
/// </summary>
internal static partial class FilmTalks
{
    private const int MostCharacters = 1_000, ListLength = 10;

    public static void Run(string[] arguments)
    {
        Dictionary<string, string> settings = arguments.Skip(4).Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        ulong seed = settings.Remove("seed", out string? text) ? ulong.Parse(text, CultureInfo.InvariantCulture) : 1;
        var items = new DialogueItems();
        IReadOnlyList<Dialogue> learned = DialogueFile.Read(arguments[0], items), test = DialogueFile.Read(arguments[1], items);
        var training = new DialogueTraining(learned, test, items);
        InteractionLog log = training.ToLog();
        ItemTable table = TableOf(items, arguments[2]);
        var catalogue = Catalogue.Of(log, table);
        SmtpoModel model = Fitted(arguments[3], new TrainingData(log, table), catalogue, OptionsBinder.Bind<SmtpoOptions>(settings, "smtpo"), seed);
        GuideRanker Over(string name, IRanker ranker) => new(name, new Guide(new Recommender(ranker, catalogue, new ModelCard { Algorithm = "smtpo", Options = new Dictionary<string, string>(), Seed = seed, TrainingEvents = log.Count })), catalogue);
        IDialogueRanker[] rankers = [MentionRanker.Popularity(training), MentionRanker.CoMention(training), Over("retriever alone", model.Finder), Over("reasoning", model)];
        DialogueFigures[] figures = [.. rankers.Select(ranker => DialogueEvaluator.Evaluate(ranker, test, items, onlyNew: true))];
        foreach (DialogueFigures one in figures)
            Console.WriteLine($"  {one.Name,-24} {string.Join("  ", DialogueEvaluator.Cutoffs.Where(k => k <= ListLength).Select(k => Line($"recall@{k} {one.Recall(k):0.0000}")))}");
        foreach (DialogueFigures other in figures[..3]) DialogueTable.Difference(figures[3], other, ListLength);
    }

    private static SmtpoModel Fitted(string folder, TrainingData data, Catalogue catalogue, SmtpoOptions options, ulong seed)
    {
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"smtpo-{seed}");
        if (!Directory.Exists(path))
        {
            SmtpoModel fitted = Smtpo.Fit(data, options, new FitContext { Seed = seed, Threads = 1, CheckpointFolder = path + ".checkpoint", Resume = true, Progress = new EpochWriter(new EpochTable(path + ".epochs.tsv")) });
            ModelFolder.Save(path, new ModelCard { Algorithm = "smtpo", Options = OptionsBinder.ToSettings(options), Seed = seed, TrainingEvents = data.Log.Count }, fitted, catalogue);
        }
        return (SmtpoModel)ModelFolder.Open(path, new AlgorithmTable([.. AlgorithmTable.ClosedForm, .. LanguageAlgorithms.All])).Model;
    }

    /// <summary>The films of the dialogues with their genres, where the table has a film of that title and year, and their decade.</summary>
    private static ItemTable TableOf(DialogueItems items, string films)
    {
        Dictionary<string, string> genres = [];
        foreach (string[] row in File.ReadLines(films).Skip(1).Select(line => DelimitedRows.Fields(line, ",", quoted: true)).Where(row => row.Length >= 3 && row[2] != "(no genres listed)"))
            genres.TryAdd(KeyOf(row[1]), row[2]);
        string?[] genre = [.. Enumerable.Range(0, items.Count).Select(item => genres.GetValueOrDefault(KeyOf(items.Title(item))))];
        string?[] decade = [.. Enumerable.Range(0, items.Count).Select(item => Year().Match(items.Title(item)) is { Success: true } match ? $"{match.Groups["decade"].Value}0s" : null)];
        Console.WriteLine(Line($"{items.Count:N0} films, {genre.Count(cell => cell is not null):N0} with genres, {decade.Count(cell => cell is not null):N0} with a decade"));
        return items.ToTable(KeyValuePair.Create("genre", genre), KeyValuePair.Create("decade", decade));
    }

    /// <summary>A title that can be compared: letters and digits alone, an article after a comma in its place.</summary>
    private static string KeyOf(string title) => NoLetter().Replace(Article().Replace(title, "${article} ${title}").ToLowerInvariant(), "");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\((?<decade>(19|20)\d)\d\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex("^(?<title>[^,]*), (?<article>The|A|An)(?= \\()", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Article();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoLetter();

    /// <summary>The list that a guide shows to someone who mentioned and said this.</summary>
    private sealed class GuideRanker(string name, IConverses guide, Catalogue catalogue) : IDialogueRanker
    {
        public string Name => name;

        public void Score(DialogueCase dialogueCase, Span<float> scores)
        {
            string said = string.Join(' ', dialogueCase.Dialogue.Turns.Take(dialogueCase.Turn).Where(turn => turn.Speaker == Speaker.Seeker).Select(turn => turn.Text));
            Conversation conversation = guide.OpenAsync([.. dialogueCase.Mentioned.Select(item => catalogue.Ids[item])]).AsTask().GetAwaiter().GetResult();
            if (said.Length > 0) conversation = guide.SayAsync(conversation, said[Math.Max(0, said.Length - MostCharacters)..]).AsTask().GetAwaiter().GetResult();
            scores.Fill(float.MinValue);
            foreach ((int place, Recommendation shown) in conversation.Reply.Items.Index()) scores[catalogue.Ids.Index(shown.Item, "item")] = 1f / (1 + place);
        }
    }
}
