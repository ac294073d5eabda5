using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Storage;

public sealed class StoredEventTests
{
    [Theory]
    [InlineData("")]
    [InlineData("line\nfeed")]
    [InlineData("nul\0")]
    [InlineData("delete\u007F")]
    public void An_id_is_printable_text(string id)
    {
        Assert.Contains("user", Assert.Throws<CiceroneException>(() => new StoredEvent(id, "item")).Message, StringComparison.Ordinal);
        Assert.Contains("item", Assert.Throws<CiceroneException>(() => new StoredEvent("user", id)).Message, StringComparison.Ordinal);
        Assert.Contains("action", Assert.Throws<CiceroneException>(() => new StoredEvent("user", "item") { Action = id }).Message, StringComparison.Ordinal);
        Assert.Contains("id", Assert.Throws<CiceroneException>(() => new StoredEvent("user", "item") { Id = id }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_holds_no_half_of_a_character()
    {
        string half = "\U0001F4DA"[..1];
        Assert.Contains("Character 4 of the user is U+D83D", Assert.Throws<CiceroneException>(() => new StoredEvent("ada" + half, "item")).Message, StringComparison.Ordinal);
        Assert.Equal("ada\U0001F4DA", new StoredEvent("ada\U0001F4DA", "item").User);
    }

    [Fact]
    public void An_id_has_at_most_512_characters()
    {
        Assert.Equal(512, new StoredEvent(new string('a', 512), "item").User.Length);
        Assert.Contains("513", Assert.Throws<CiceroneException>(() => new StoredEvent(new string('a', 513), "item")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(StoredEvent.EarliestTime - 1)]
    [InlineData(StoredEvent.EndOfTime)]
    [InlineData(long.MaxValue)]
    public void A_time_lies_in_the_years_1900_to_2199(long time) =>
        Assert.Contains("1900 to 2199", Assert.Throws<CiceroneException>(() => new StoredEvent("user", "item") { Time = time }).Message, StringComparison.Ordinal);

    [Fact]
    public void The_bounds_of_time_are_the_turns_of_years()
    {
        Assert.Equal(StoredEvent.EarliestTime, new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        Assert.Equal(StoredEvent.EndOfTime, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_is_finite(float value) =>
        Assert.Contains("finite", Assert.Throws<CiceroneException>(() => new StoredEvent("user", "item") { Value = value }).Message, StringComparison.Ordinal);
}
