using System.Text;
using System.Text.Json;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Tests.Data.Formats.TencentGr;

public sealed class AdSequenceTests
{
    private const string Shown = """[7,53,null,{"101":40,"112":19},0,1746077791]""", Clicked = """[7,54,null,{"101":41,"122":"9xq"},1,1746077800]""", Profile = """[7,null,{"103":11,"106":[2,5]},null,null,1746225104]""";

    [Theory]
    [InlineData($"[{Shown},{Clicked},{Profile}]")]
    [InlineData($"[{Profile},{Shown},{Clicked}]")]
    public void A_profile_is_read_from_either_end(string line)
    {
        AdSequence read = Parse(line);
        Assert.Equal("7", read.User);
        Assert.Equal([new AdValue("2", IsUnseen: false), new AdValue("5", IsUnseen: false)], read.Profile["106"]);
        Assert.Equal(["53", "54"], read.Events.Select(one => one.Item));
        Assert.Equal([AdAction.Exposure, AdAction.Click], read.Events.Select(one => one.Action));
        Assert.Equal(1746077800, read.Events[1].Time);
        Assert.Equal([new AdValue("9xq", IsUnseen: true)], read.Events[1].Features["122"]);
        Assert.Empty(read.Events[1].Features["112"]);
    }

    [Fact]
    public void What_is_written_is_what_was_read()
    {
        string line = $"[{Shown},{Clicked},{Profile.Replace("1746225104", "1746077800", StringComparison.Ordinal)}]";
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) Parse(line).Write(json);
        Assert.Equal(line, Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Theory]
    [InlineData("[", "no valid JSON")]
    [InlineData("{}", "no list of records")]
    [InlineData("[]", "no records")]
    [InlineData("[[7,53,null,{},0]]", "record 1 is no list of 6")]
    [InlineData($"[{Shown},[8,54,null,{{}},0,1]]", "record 2 is of user 8")]
    [InlineData($"[{Profile},{Shown},{Profile}]", "second profile")]
    [InlineData($"[{Shown},{Profile},{Clicked}]", "in the middle")]
    [InlineData("[[7,53,null,{},3,1]]", "the action 3")]
    [InlineData("[[7,53,null,{},0,1e99]]", "no time")]
    [InlineData("[[7,53,null,[],0,1]]", "no object")]
    [InlineData("""[[7,53,null,{"101":{}},0,1]]""", "'101'")]
    [InlineData("""[[7,"",null,{},0,1]]""", "no item id")]
    public void A_damaged_line_tells_what_is_wrong(string line, string told) =>
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => Parse(line)).Message, StringComparison.Ordinal);

    private static AdSequence Parse(string line) => AdSequence.Parse(Encoding.UTF8.GetBytes(line));
}
