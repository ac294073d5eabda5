using System.Text.Json;
using Cicerone.Server.Api;
using Cicerone.Server.Live;

namespace Cicerone.Server.Merchandising;

/// <summary>Reads merchandising settings from JSON; a fault names the rule.</summary>
internal static class MerchandisingReader
{
    private const int MostRules = 1000;

    /// <summary>The settings of a document.</summary>
    /// <exception cref="CiceroneException">A field is unknown, missing or out of range, or an expression is malformed.</exception>
    public static MerchandisingSettings Read(JsonElement json)
    {
        var fields = new JsonFields(json, "the settings", "stock", "pins", "boosts", "caps", "explorations");
        return new MerchandisingSettings
        {
            Stock = fields.Text("stock") ?? "",
            Pins = fields.List("pins", "pin", MostRules, Pin) ?? [],
            Boosts = fields.List("boosts", "boost", MostRules, Boost) ?? [],
            Caps = fields.List("caps", "cap", MostRules, Cap) ?? [],
            Explorations = fields.List("explorations", "exploration", MostRules, Exploration) ?? [],
        };
    }

    /// <summary>The settings, seen that every item and column they name is there.</summary>
    /// <exception cref="CiceroneException">One is not; the message names the rule and the nearest name.</exception>
    public static MerchandisingSettings Checked(MerchandisingSettings settings, LiveItems items)
    {
        In("the stock", () => items.Parse(settings.Stock));
        Each("pin", settings.Pins, pin => { if (items.Find(pin.Item) is null) throw CiceroneException.UnknownName("item", pin.Item, items.Ids); });
        Each("boost", settings.Boosts, boost => items.Parse(boost.Filter));
        Each("cap", settings.Caps, cap => { if (!items.Columns.Contains(cap.Column, StringComparer.OrdinalIgnoreCase)) throw CiceroneException.UnknownName("item column", cap.Column, items.Columns); });
        Each("exploration", settings.Explorations, exploration => items.Parse(exploration.Filter));
        return settings;
    }

    private static PinRule Pin(JsonElement json, string owner)
    {
        var fields = new JsonFields(json, owner, "item", "position", "when");
        return new PinRule { Item = fields.RequiredText("item"), Position = Required(fields.Whole("position"), "position", owner), When = fields.Text("when") ?? "" };
    }

    private static BoostRule Boost(JsonElement json, string owner)
    {
        var fields = new JsonFields(json, owner, "filter", "by", "when");
        return new BoostRule { Filter = fields.RequiredText("filter"), By = Required(fields.Number("by"), "by", owner), When = fields.Text("when") ?? "" };
    }

    private static CapRule Cap(JsonElement json, string owner)
    {
        var fields = new JsonFields(json, owner, "column", "most", "when");
        return new CapRule { Column = fields.RequiredText("column"), Most = Required(fields.Whole("most"), "most", owner), When = fields.Text("when") ?? "" };
    }

    private static ExplorationRule Exploration(JsonElement json, string owner)
    {
        var fields = new JsonFields(json, owner, "probability", "positions", "filter", "mostTrainingEvents", "among", "when");
        return new ExplorationRule
        {
            Probability = Required(fields.Number("probability"), "probability", owner),
            Positions = fields.Wholes("positions") ?? throw Missing("positions", owner),
            Filter = fields.Text("filter") ?? "",
            MostTrainingEvents = fields.Whole("mostTrainingEvents"),
            Among = fields.Whole("among"),
            When = fields.Text("when") ?? "",
        };
    }

    private static T Required<T>(T? value, string name, string owner) where T : struct => value ?? throw Missing(name, owner);

    private static CiceroneException Missing(string name, string owner) => new($"The field '{name}' of {owner} is missing.");

    private static void Each<T>(string name, IReadOnlyList<T> rules, Action<T> check)
    {
        for (int rule = 0; rule < rules.Count; rule++) In($"{name} {rule + 1}", () => check(rules[rule]));
    }

    private static void In(string place, Action check)
    {
        try
        {
            check();
        }
        catch (CiceroneException fault)
        {
            throw new CiceroneException($"In {place}: {fault.Message}", fault);
        }
    }
}
