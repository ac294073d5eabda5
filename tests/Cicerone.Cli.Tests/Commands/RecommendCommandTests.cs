using System.Text.Json.Nodes;
using Cicerone.Contracts;

namespace Cicerone.Cli.Tests.Commands;

public sealed class RecommendCommandTests : CommandLineContext
{
    [Fact]
    public async Task A_person_of_the_data_gets_what_is_missing_with_reasons_that_add_up()
    {
        JsonNode list = await JsonAsync("recommend", await FitAsync(), "--user", "person 2", "-n", "3", "--explain");
        Assert.Equal("ease", list["source"]!.GetValue<string>());
        Assert.Equal($"item {Checkerboard.Withheld(2)}", list["items"]![0]!["item"]!.GetValue<string>());
        foreach (JsonNode? item in list["items"]!.AsArray())
        {
            double sum = item!["reasons"]!.AsArray().Sum(reason => reason!["contribution"]!.GetValue<double>());
            Assert.Equal(item["score"]!.GetValue<double>(), sum, 1e-4);
        }
    }

    [Fact]
    public async Task A_stranger_is_recommended_to_by_ids_or_by_titles_alike()
    {
        string run = await FitAsync();
        JsonNode ids = await JsonAsync("recommend", run, "--history", "item 2,item 4", "--explain");
        JsonNode titles = await JsonAsync("recommend", run, "--history", "Title of item 2", "--history", "title of ITEM 4", "--explain");
        Assert.Equal(ids.ToJsonString(), titles.ToJsonString());
        Assert.All(ids["items"]!.AsArray().Take(5), item => Assert.Equal(0, int.Parse(item!["item"]!.GetValue<string>()[5..]) % 2));
    }

    [Fact]
    public async Task The_text_shows_titles_and_reasons()
    {
        (_, string output, _) = await RunAsync("recommend", await FitAsync(), "--user", "person 2", "-n", "1", "--explain");
        Assert.Contains($"Title of item {Checkerboard.Withheld(2)}", output, StringComparison.Ordinal);
        Assert.Contains("You chose “Title of item", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reason_of_one_item_is_told()
    {
        JsonNode explained = await JsonAsync("explain", await FitAsync(), "--history", "item 2,item 4,item 6", "--item", "Title of item 8");
        Assert.Equal("item 8", explained["item"]!.GetValue<string>());
        Assert.Equal(explained["score"]!.GetValue<double>(), explained["reasons"]!.AsArray().Sum(reason => reason!["contribution"]!.GetValue<double>()), 1e-4);
    }

    [Theory]
    [InlineData("Did you mean 'person 4'", "--user", "persom 4")]
    [InlineData("Did you mean 'Title of item 4'", "--history", "Title of itm 4")]
    [InlineData("--user ID or --history")]
    [InlineData("--user ID or --history", "--user", "person 4", "--history", "item 2")]
    public async Task A_name_that_is_unknown_or_missing_is_wrong_usage(string expected, params string[] whom)
    {
        (int code, _, string error) = await RunAsync(["recommend", await FitAsync(), .. whom]);
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_no_run_is_refused()
    {
        (int code, _, string error) = await RunAsync("recommend", At("nothing"), "--user", "x");
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("is no run", error, StringComparison.Ordinal);
    }
}
