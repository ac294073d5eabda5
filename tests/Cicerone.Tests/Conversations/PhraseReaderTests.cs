using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Conversations;

public sealed class PhraseReaderTests
{
    private static readonly ItemLexicon Lexicon = new(SmallShop.Items);

    /// <summary>Moves as text: kind, then item, column or value.</summary>
    private static async Task<string> ReadAsync(string said)
    {
        Conversation opened = await SmallShop.Guide().OpenAsync([], candidates: null, TestContext.Current.CancellationToken);
        var shown = opened with { Turns = [opened.Turns[0] with { Reply = opened.Reply with { Items = [.. SmallShop.Ids.Take(5).Select(id => new Recommendation(id, id, 0, []))] } }] };
        IReadOnlyList<Move> moves = new PhraseReader(Lexicon, new Vocabulary(SmallShop.Ids)).Read(shown, PlainText.Of(said));
        return string.Join(", ", moves.Select(move => $"{move.Kind}{(move.Item ?? move.Value) switch { null => "", var about => $" {about}" }}"));
    }

    [Theory]
    [InlineData("not so dark", "AvoidSoftly dark")]
    [InlineData("The second is too dark.", "AvoidSoftly dark")]
    [InlineData("less dark, more hopeful", "AvoidSoftly dark, Want hopeful")]
    [InlineData("No mystery, rather science fiction.", "Avoid Mystery, Want Science fiction")]
    [InlineData("no romance or mysteries please", "Avoid Romance, Avoid Mystery")]
    [InlineData("without dragons", "Avoid dragons")]
    [InlineData("I don't want romance but something funny", "Avoid Romance, Want funny")]
    [InlineData("I would like a MYSTERY", "Want Mystery")]
    [InlineData("like the second", "Like lamp")]
    [InlineData("more like this", "Like night")]
    [InlineData("the 3rd one", "Like dragon")]
    [InlineData("nothing like the last", "Refuse letter")]
    [InlineData("not number 4", "Refuse clue")]
    [InlineData("I have read the first", "Known night")]
    [InlineData("like the ninth", "")]
    [InlineData("I loved “The Silent Moor”", "Like moor")]
    [InlineData("i loved the silent moor and a dragon in town", "Like moor, Like dragon")]
    [InlineData("something like Dune", "Like dune")]
    [InlineData("a dune by the sea", "Describe dune sea")]
    [InlineData("why the second?", "Why lamp")]
    [InlineData("something shorter", "Below 250")]
    [InlineData("longer than the second", "Above 250")]
    [InlineData("cheaper", "Unanswerable price")]
    [InlineData("a detective by the sea", "Describe detective sea")]
    [InlineData("Undo!", "Undo")]
    [InlineData("start over", "Restart")]
    [InlineData("something else", "Others")]
    [InlineData("I don't mind", "NoPreference")]
    [InlineData("", "")]
    [InlineData("Ich möchte etwas Heiteres", "")]
    [InlineData("もっと明るいものを", "")]
    public async Task What_is_said_becomes_moves(string said, string moves) => Assert.Equal(moves, await ReadAsync(said));

    [Fact]
    public void Columns_are_told_apart_by_what_they_hold()
    {
        Assert.Equal(["genre", "mood"], Lexicon.Columns.Order(StringComparer.Ordinal));
        Assert.Equal(["pages"], Lexicon.NumberColumns);
        Assert.True(Lexicon.IsSingle("mood"));
        Assert.False(Lexicon.IsSingle("genre"));
        Assert.Equal([0, 1, 3, 7], Lexicon.Holders("genre", "Mystery"));
        Assert.Equal("Mystery", Lexicon.Value("Genre", "mysteries"));
        Assert.Equal([2, 6], Lexicon.Having("dragons"));
    }

    [Fact]
    public void Lists_with_blanks_between_are_told_from_names()
    {
        string[] genres = ["Comedy", "Comedy Drama", "Drama", "Drama War", "War", "Comedy War"], authors = ["Yara Ashdown", "Yara Birch", "Zeno Birch", "Zeno Ashdown", "Yara Ashdown", "Yara Birch"];
        var lexicon = new ItemLexicon(new ItemTable(new Vocabulary(["a", "b", "c", "d", "e", "f"]), new Dictionary<string, string?[]> { ["genre"] = genres, ["author"] = authors }));
        Assert.Equal([0, 1, 5], lexicon.Holders("genre", "Comedy"));
        Assert.Equal([0, 4], lexicon.Holders("author", "Yara Ashdown"));
        Assert.Equal(["Drama", "War"], lexicon.ValuesOf(3, "genre"));
    }
}
