using System.Text.Json;
using System.Xml.Linq;
using Cicerone.Evaluation.Forgetting;
using Cicerone.Models.Circuits;

namespace Cicerone.Tests.Evaluation.Forgetting;

public sealed class CircuitDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly CircuitMap Map = new(
    [
        new CircuitPart(0, 0, CircuitGroup.Shared, 0.5, 0.5, 0.6, 1.25), new CircuitPart(0, 1, CircuitGroup.Inert, 0.02, 0.03, 0, 0), new CircuitPart(0, null, CircuitGroup.Forget, 0.3, 0.1, 0.9, 2),
        new CircuitPart(1, 0, CircuitGroup.Retain, 0.1, 0.3, 0.25, 0.5), new CircuitPart(1, 1, CircuitGroup.Inert, 0, 0, 0, 0), new CircuitPart(1, null, CircuitGroup.Shared, 0.08, 0.07, 0.5, 0.75),
    ],
    [new CircuitEdge(null, 0, 1), new CircuitEdge(0, 2, 0.5), new CircuitEdge(2, null, 0.25)], Noise: 0.1);

    [Fact]
    public void It_is_well_formed_and_tells_what_it_shows()
    {
        XElement picture = XDocument.Parse(CircuitDrawing.Of(Map)).Root!;
        string[] named = picture.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(["title", "desc"], named.Select(id => picture.Elements().Single(element => element.Attribute("id")?.Value == id).Name.LocalName));
        Assert.Equal("img", picture.Attribute("role")!.Value);
        Assert.Contains("Of 6 parts, 1 serves what is forgotten, 1 serves what is kept, 2 serve both, and 2 serve neither", picture.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_is_a_disc_and_every_way_a_line_within_the_picture()
    {
        XElement picture = XDocument.Parse(CircuitDrawing.Of(Map)).Root!;
        double[] box = [.. picture.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        XElement[] discs = [.. picture.Elements(Svg + "g").Select(part => part.Element(Svg + "circle")!)];
        double Number(XElement of, string name) => double.Parse(of.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Map.Parts.Count, discs.Length);
        Assert.Equal(Map.Edges.Count, picture.Elements(Svg + "line").Count());
        Assert.All(discs, disc => Assert.True(Number(disc, "cx") > 0 && Number(disc, "cx") < box[2] && Number(disc, "cy") > 0 && Number(disc, "cy") < box[3]));
        Assert.Equal(discs[0], discs.MaxBy(disc => Number(disc, "r"))); // the weightiest is the largest
        Assert.True(Number(discs[3], "cy") < Number(discs[0], "cy")); // the second layer is above the first
        Assert.Equal(["S", "", "F", "R", "", "S"], picture.Elements(Svg + "g").Select(part => part.Element(Svg + "text")!.Value)); // not by colour alone
    }

    [Fact]
    public void A_map_is_read_back_as_it_was_written_and_a_damaged_one_is_refused()
    {
        Assert.Equal(Map.ToJson().ToJsonString(), CircuitMap.Of(Map.ToJson()).ToJson().ToJsonString());
        Assert.Equal(0.5, Map.Parts[2].Specificity, 1e-12);
        var damaged = Map.ToJson();
        damaged["parts"]![0]!["group"] = "some";
        Assert.Contains("'some'", Assert.Throws<JsonException>(() => CircuitMap.Of(damaged)).Message, StringComparison.Ordinal);
        damaged.Remove("edges");
        damaged["parts"]![0]!["group"] = "inert";
        Assert.Contains("'edges'", Assert.Throws<JsonException>(() => CircuitMap.Of(damaged)).Message, StringComparison.Ordinal);
    }
}
