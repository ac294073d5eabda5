using Cicerone.Models;

namespace Cicerone.Tests.Models;

public sealed class WantedActionTests
{
    [Fact]
    public void A_text_names_actions_and_what_they_are_worth()
    {
        Assert.Equal([new WantedAction("click", 1), new WantedAction("purchase", 2.5)], WantedAction.ListOf("click, purchase:2.5"));
        Assert.Empty(WantedAction.ListOf(""));
        Assert.Contains("after its colon", Assert.Throws<CiceroneException>(() => WantedAction.ListOf("click:dear")).Message, StringComparison.Ordinal);
        Assert.Contains("more than 0", Assert.Throws<CiceroneException>(() => WantedAction.ListOf("click:0")).Message, StringComparison.Ordinal);
    }
}
