using Cicerone.Conversations;
using Cicerone.Language.Conversations;
using Cicerone.Language.Conversations.Chains;
using Cicerone.Language.Conversations.Searches;

namespace Cicerone.Language.Tests.Conversations;

public sealed class ChainTests
{
    private static readonly SmallShop Shop = new(new SmtpoOptions { Depth = 12 });

    /// <summary>A mystery (0, 3, 6 …) that is dark (0 to 2, 9 to 11 …) was liked; a hopeful one, book 12, is looked for.</summary>
    private static readonly Search Who = new([], [0, 9], 12, [SmallShop.Want("Mystery")]);

    private static ChainGrammar Grammar => new(Shop.Words, 3, [Shop.Token("Mystery")], [Shop.Token("dark")]);

    [Fact]
    public void What_is_said_is_read_back()
    {
        var chain = new Chain([Shop.Token("Mystery")], [Shop.Token("dark")], [1, 9, 0], [2, 0, 1], TalkWords.Behaviour);
        Chain read = Chain.Read(chain.Tokens(), Grammar, Shop.Words)!;
        Assert.Equal(chain.Want, read.Want);
        Assert.Equal(chain.Avoid, read.Avoid);
        Assert.Equal(chain.Scores, read.Scores);
        Assert.Equal(chain.Places, read.Places);
        Assert.Equal(chain.Why, read.Why);
    }

    [Fact]
    public void What_lists_twice_or_lists_what_was_not_recalled_or_too_little_is_no_chain()
    {
        static Chain? Read(params int[] places) => Chain.Read(new Chain([], [], [0, 0, 0], places, TalkWords.Behaviour).Tokens(), Grammar, Shop.Words);
        Assert.NotNull(Read(0, 2, 1));
        Assert.Null(Read(0, 0, 1));
        Assert.Null(Read(0, 1, 3));
        Assert.Null(Read(0, 1));
        Assert.Null(Chain.Read([], Grammar, Shop.Words));
    }

    [Fact]
    public void Nobody_is_taken_to_want_what_they_gave_no_sign_of()
    {
        Chain? Read(string want, string avoid, int why) => Chain.Read(new Chain([Shop.Token(want)], [Shop.Token(avoid)], [0, 0, 0], [0, 1, 2], why).Tokens(), Grammar, Shop.Words);
        Assert.NotNull(Read("Mystery", "dark", Shop.Token("Mystery")));
        Assert.Null(Read("Romance", "dark", TalkWords.Behaviour));
        Assert.Null(Read("Mystery", "funny", TalkWords.Behaviour));
        Assert.Null(Read("Mystery", "dark", Shop.Token("dark"))); // the reason must be of the preference
    }

    [Fact]
    public void The_chain_to_learn_reasons_from_the_preference_to_the_list()
    {
        var random = new RandomSource(3);
        DualScore[] recalled = [new(12, 0, 0), new(0, 1, 0), new(6, 0.5f, 0), new(1, 2, 0)]; // hopeful mystery, dark mystery, funny mystery, dark romance
        var moment = new TalkCase(Who, [SmallShop.Want("Mystery"), SmallShop.Less("dark"), SmallShop.Want("hopeful")], recalled);
        var prompt = ChainPrompt.Of(moment, Shop.World, random);
        Chain chain = new ChainExamples([moment], Shop.World, Shop.Truth, seed: 1).Best(moment, prompt);
        Assert.Equal([Shop.Token("Mystery"), Shop.Token("hopeful")], chain.Want.Order());
        Assert.Equal([Shop.Token("dark")], chain.Avoid);
        Assert.Equal([12, 6, 0, 1], chain.Places.Select(place => prompt.Places[place].Item));
        Assert.Equal([5, 3, 2, 0], chain.Places.Select(place => chain.Scores[place]));
    }

    [Fact]
    public void A_wish_that_was_wrong_is_not_part_of_the_preference()
    {
        (int[] want, int[] avoid) = Shop.Truth.Supported(Who, [SmallShop.Want("funny"), SmallShop.Less("dark")]);
        Assert.Equal([Shop.Token("Mystery")], want); // of the books that were liked
        Assert.Equal([Shop.Token("dark")], avoid);
    }

    [Fact]
    public void Only_what_the_policy_says_itself_is_learned()
    {
        var moment = new TalkCase(Who, [SmallShop.Want("Mystery")], [new DualScore(12, 0, 0), new DualScore(0, 1, 0)]);
        var text = new ChainExamples([moment], Shop.World, Shop.Truth, seed: 1).Texts(epoch: 1)[0];
        Assert.Equal(TalkWords.Think, text.Tokens[text.From - 1]);
        Assert.Equal(TalkWords.Preference, text.Tokens[text.From]);
        Assert.Equal(TalkWords.Why, text.Tokens[^2]);
        Assert.Equal(0, text.Before);
    }
}
