using System.Text.RegularExpressions;
using Cicerone.Contracts;
using Cicerone.Data.Formats;

namespace Cicerone.Parquet.Tests;

public sealed class FormatsPageTests
{
    [Fact]
    public void The_page_lists_every_format_in_the_order_they_are_tried_with_Parquet_last()
    {
        ParquetFiles.Register();
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "formats.md"));
        string[] listed = [.. Regex.Matches(page, "^\\| `(?<name>[a-z0-9-]+)` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["name"].Value)];
        Assert.Equal(InteractionFormats.All.Select(format => format.Name).OrderBy(name => name == "parquet"), listed);
    }
}
