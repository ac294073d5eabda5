using Cicerone.Data;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Paths.Serving;
using Cicerone.Language.Paths.Subgraphs;
using Cicerone.Language.Paths.Writing;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Language.Tests.Paths;

public sealed class WriterTests
{
    private static readonly PathShop Shop = PathShop.Shared;
    private static readonly Catalogue Items = Shop.Recommender.Catalogue;
    private static readonly PathWords Words = new(Items);
    private static readonly PathWriter Writer = Shop.Model.Writer!;

    [Fact]
    public void A_sentence_keeps_the_titles_of_its_paths_as_marks_and_names_no_other()
    {
        (PathRequest request, IReadOnlyList<ChoicePath> paths) = Cases().First(one => one.Paths.Any(path => !path.IsFallback));
        WriterPrompt prompt = Writer.CaseOf(request, paths, Words, Items).Prompt;
        string known = Items.Title(prompt.Named[0]), other = Items.Title(Enumerable.Range(0, Items.Count).First(item => !prompt.Named.Contains(item)));
        IReadOnlySet<string> titles = WriterPrompts.TitlesOf(Items);
        int[] tokens = Writer.Prompts.Sentence($"It is like “{known}” and “{other}”, <explain> and “fine”.", prompt, Items, titles);
        Assert.Equal(Writer.Prompts.End, tokens[^1]);
        (string text, IReadOnlyList<int> named) = Writer.Prompts.Tell(tokens[..^1], prompt, Items);
        Assert.Equal($"It is like “{known}” and something you chose before, explain and fine.", text.Replace("  ", " ", StringComparison.Ordinal));
        Assert.Equal([prompt.Named[0]], named);
        Assert.DoesNotContain("You", Writer.Prompts.Read(prompt), StringComparison.Ordinal);
        Assert.True(PathWriter.IsFaithful(text, named.Select(Items.Title)));
        Assert.False(PathWriter.IsFaithful($"As in “{other}”.", named.Select(Items.Title)));
        string longer = string.Concat(Enumerable.Repeat("One two three four. ", 20));
        Assert.True(Writer.Prompts.Tell(Writer.Prompts.Sentence(longer, prompt, Items, titles)[..^1], prompt, Items).Text.Split(' ').Length <= 50);
    }

    [Fact]
    public void What_the_table_has_of_a_book_is_a_mark_and_so_of_each_book_its_own()
    {
        (PathRequest request, IReadOnlyList<ChoicePath> paths) = Cases().First(one => one.Paths.Any(path => !path.IsFallback));
        WriterPrompt prompt = Writer.CaseOf(request, paths, Words, Items).Prompt;
        string genre = Items.Items.Column("genre")[request.Target]!, mood = Items.Items.Column("mood")[request.Target]!;
        int other = Enumerable.Range(0, Items.Count).First(item => Items.Items.Column("genre")[item] != genre && Items.Items.Column("mood")[item] != mood);
        string told = $"{genre}! It is a {mood} {genre.ToLowerInvariant()} book.";
        int[] tokens = Writer.Prompts.Sentence(told, prompt, Items, WriterPrompts.TitlesOf(Items));
        Assert.Equal(told, Writer.Prompts.Tell(tokens[..^1], prompt, Items).Text);
        WriterPrompt elsewhere = Writer.CaseOf(request with { Target = other }, [], Words, Items).Prompt;
        Assert.Equal($"{Items.Items.Column("genre")[other]}! It is a {Items.Items.Column("mood")[other]} {Items.Items.Column("genre")[other]!.ToLowerInvariant()} book.", Writer.Prompts.Tell(tokens[..^1], elsewhere, Items).Text);
    }

    [Fact]
    public void What_a_sentence_says_of_a_book_that_its_table_has_otherwise_is_seen()
    {
        IReadOnlyList<string?> genres = Items.Items.Column("genre"), moods = Items.Items.Column("mood");
        string genre = genres[0]!, other = genres.First(one => one != genre)!;
        Assert.False(Words.Contradicts($"It is a {moods[0]} {genre.ToUpperInvariant()} book like “A {other} of its own”, and its plot is dull.", 0));
        Assert.True(Words.Contradicts($"It is a {moods[0]} {other} book.", 0));
        Assert.True(Words.Contradicts($"It is {genre}, only {moods.First(one => one != moods[0])}.", 0));
    }

    [Fact]
    public void A_review_is_no_part_of_the_words_that_it_is_learned_from()
    {
        IReadOnlyList<Data.Reviews.Review> reviews = [new("ada", "book-1", 1, 5, "", "A rare word: quixotic quixotic."), new("ada", "book-2", 2, 5, "", "A quixotic map."), new("reader-1", "book-1", 3, 5, "", "A map."), .. Enumerable.Range(2, 8).Select(reader => new Data.Reviews.Review($"reader-{reader}", "book-3", 4, 5, "", "Nothing."))];
        (ReviewWords words, IReadOnlyList<(string Item, string Person)> without) = ReviewWords.Of(reviews, Shop.Log);
        Assert.Equal("quixotic map", words.OfItem(Shop.Log.Items.Index("book-1", "item")));
        Assert.Equal(("map", "map quixotic"), without[0]);
        Assert.Equal("", words.OfPerson(null));
    }

    [Fact]
    public void Sentences_alone_are_learned_and_each_reads_the_soft_prompts_of_its_own_graph()
    {
        WriterExample[] examples = Examples(4);
        var shape = WriterFit.ShapeOf(Writer.Prompts, new MmpReferOptions { WriterWidth = 16, WriterLayers = 1 });
        using var learner = new WriterLearner(examples, shape, experts: 3, Shop.Model.Graph.Width, seed: 1);
        LabelledText text = learner.TextOf(examples[2], place: 2);
        Assert.Equal((examples[2].Case.Prompt.Tokens.Length, 0f), (text.From, text.Before));
        Assert.Equal(Enumerable.Range(shape.Vocabulary + 6, 3), text.Tokens[..3]);
        Assert.Equal(examples[2].Sentence, text.Tokens[text.From..]);

        using DisposeScope scope = torch.NewDisposeScope();
        using ParameterSet parameters = new(seed: 5);
        var graphs = new GraphPrompts(parameters, Shop.Model.Graph.Width, 3, 16);
        parameters.Touch();
        graphs.Take([.. examples.Select(example => example.Case.Graph)], Step.WithoutDropout());
        float[] rows = Neural.Layers.TensorRows.ToFloats(graphs.Rows([6, 7, 8]));
        float[] read = new GraphPromptReader(StoredWeights.Of(parameters).Named, Shop.Model.Graph.Width, 3, 16).Of(examples[2].Case.Graph);
        Assert.Equal(rows.Length, read.Length);
        for (int i = 0; i < rows.Length; i++) Assert.Equal(rows[i], read[i], 1e-4f);
    }

    [Fact]
    public void Learning_lowers_the_loss_and_what_answers_computes_the_loss_that_was_learned()
    {
        WriterExample[] examples = Examples(6);
        var shape = WriterFit.ShapeOf(Writer.Prompts, new MmpReferOptions { WriterWidth = 16, WriterLayers = 1 });
        using var learner = new WriterLearner(examples, shape, experts: 2, Shop.Model.Graph.Width, seed: 1);
        var losses = new List<float>();
        for (int step = 1; step <= 40; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using var now = new Step(1, step, 1, 1);
            var loss = learner.Loss([.. Enumerable.Range(0, examples.Length)], now);
            losses.Add(loss.item<float>());
            loss.backward();
            Adam.Update(learner.Parameters, step, 0.01, 0, 1);
        }
        Assert.True(losses[^1] < 0.6 * losses[0], $"{losses[0]} to {losses[^1]}");
        var writer = new PathWriter(learner.Weights(), shape, 2, Writer.Prompts, ReviewWords.Of(Shop.Reviews, Shop.Log).Words, Shop.Model.Graph);
        using DisposeScope all = torch.NewDisposeScope();
        double expected = learner.Loss([2], Step.WithoutDropout()).item<float>();
        Assert.Equal(expected, writer.Loss(examples[2].Case, examples[2].Sentence), 1e-3);
    }

    [Fact]
    public void Soft_prompts_of_another_pair_raise_the_loss()
    {
        WriterExample[] examples = Examples(200);
        double own = examples.Average(one => Writer.Loss(one.Case, one.Sentence)), others = Enumerable.Range(0, examples.Length).Average(i => Writer.Loss(examples[i].Case, examples[i].Sentence, examples[(i + 57) % examples.Length].Case));
        Assert.True(others > own, $"The loss is {own:0.0000} with their own soft prompts, {others:0.0000} with those of others.");
    }

    private static WriterExample[] Examples(int count)
    {
        IReadOnlySet<string> titles = WriterPrompts.TitlesOf(Items);
        return [.. Shop.Reasons.Where(reason => Shop.HistoryOf(Shop.Log.Users.Index(reason.Review.User, "reader")).ToArray() is { } history && Array.IndexOf(history, reason.Review.Item) > 0).Take(count).Select(reason =>
        {
            (PathRequest request, IReadOnlyList<ChoicePath> paths) = CaseOf(reason.Review.User, reason.Review.Item);
            WriterCase one = Writer.CaseOf(request, paths, Words, Items);
            return new WriterExample(one, Writer.Prompts.Sentence(reason.Review.Text, one.Prompt, Items, titles));
        })];
    }

    private static IEnumerable<(PathRequest Request, IReadOnlyList<ChoicePath> Paths)> Cases() => Shop.Reasons.Where(reason => reason.From is not null).Select(reason => CaseOf(reason.Review.User, reason.Review.Item));

    private static (PathRequest Request, IReadOnlyList<ChoicePath> Paths) CaseOf(string user, string book)
    {
        int person = Shop.Log.Users.Index(user, "reader"), item = Shop.Log.Items.Index(book, "book");
        int[] before = [.. Histories.Of(Shop.Split.Train)[person].Items.ToArray().TakeWhile(other => other != item)];
        PathRequest request = Shop.Model.RequestOf(new Query(History.Of(before), person, TieKey: 0), item);
        return (request, Shop.Model.Search.Find(request));
    }
}
