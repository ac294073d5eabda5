using Cicerone.Data.Reviews;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Extraction;

namespace Cicerone.Language.Tests.Statements;

public sealed class ExtractionTests(BookshopCorpus corpus) : IClassFixture<BookshopCorpus>
{
    [Fact]
    public void Statements_are_found_in_wordings_that_the_rules_know_and_fewer_in_others()
    {
        ExtractionQuality known = ExtractionQuality.Of(corpus.Truth, verify: true), raw = ExtractionQuality.Of(corpus.Truth, verify: false), other = ExtractionQuality.Of(corpus.OtherWording, verify: true), heldOut = ExtractionQuality.Of(corpus.HeldOutWording, verify: true);
        Assert.True(known.Precision > 0.97 && known.Recall > 0.95, $"{known}");
        Assert.True(known.Precision > raw.Precision + 0.05, $"verified {known}, not verified {raw}");
        Assert.True(known.Recall > raw.Recall - 0.05, $"verified {known}, not verified {raw}");
        Assert.True(other.Recall < known.Recall && heldOut.Recall < known.Recall && heldOut.Precision > 0.7 && heldOut.Recall > 0.25, $"{other} {heldOut}");
    }

    [Fact]
    public void Sentences_that_state_nothing_are_rejected_whatever_their_kind()
    {
        IReadOnlyDictionary<string, double> rejected = ExtractionQuality.Rejected(corpus.Truth);
        Assert.Equal(9, rejected.Count);
        Assert.All(rejected, kind => Assert.True(kind.Value >= 0.95, $"{kind.Key}: {kind.Value:0.000}"));
    }

    [Fact]
    public void Every_statement_is_one_short_fact_with_words_in_its_review()
    {
        foreach (ExtractedReview one in corpus.Extracted.Reviews)
            foreach (StatementCandidate statement in one.Statements)
            {
                Assert.True(statement.LiesIn(one.Review.Text));
                string[] words = statement.Text.Split(' ');
                Assert.True(words.Length <= 12, statement.Text);
                string quote = one.Review.Text.Substring(statement.Start, statement.Length).ToLowerInvariant();
                Assert.Contains(words, word => word.Length > 3 && quote.Contains(word, StringComparison.Ordinal));
            }
    }

    [Theory]
    [InlineData("The fabric is soft and warm.", "the product's fabric is soft [positive]|the product's fabric is warm [neutral]")]
    [InlineData("The plot and the characters are gripping.", "the product's characters are gripping [positive]|the product's plot is gripping [positive]")]
    [InlineData("The pump leaks but the scent is not overpowering.", "the product's pump leaks [negative]|the product's scent is not overpowering [positive]")]
    [InlineData("It is easy to rinse out. It comes with three brushes.", "the product is easy to rinse out [positive]|the product has 3 brushes [neutral]")]
    [InlineData("Perfect for dry skin!", "the product is suitable for dry skin [positive]")]
    [InlineData("My daughter loves the soft fabric. Is the print small?", "")]
    [InlineData("The plum is beautiful. The relic is great.", "")]
    [InlineData("The story is slow and the story is slow.", "the product's story is slow [neutral]")]
    public void A_sentence_gives_its_facts_one_by_one(string text, string expected)
    {
        var review = new Review("u", "i", 0, 5, "", text);
        ExtractedReview found = ExtractedReviews.Offline([review], new ParallelOptions()).Reviews[0];
        Assert.Equal(expected, string.Join('|', found.Statements.Select(one => new Statement(one.Text, one.Sentiment).Key)));
    }

    [Theory]
    [InlineData("The &#39;LID&#39;  ﬁts “WELL”, overall", "the lid fits well")]
    [InlineData("This item is soft – very soft.", "the product is soft very soft")]
    [InlineData("See http://x.y/z for TWO maps", "see url for 2 maps")]
    [InlineData("good", null)]
    [InlineData("the product", null)]
    public void Writing_is_brought_to_one_form(string statement, string? expected) => Assert.Equal(expected, StatementNormaliser.Normalise(statement));
}
