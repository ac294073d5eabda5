using System.Text.Json;
using Cicerone.Server.Api;

namespace Cicerone.Server.Experiments;

/// <summary>Reads an experiment that is wanted from JSON.</summary>
internal static class ExperimentReader
{
    private const int MostArms = 10;

    /// <summary>The experiment of a body.</summary>
    /// <exception cref="CiceroneException">A field is unknown, missing or out of range.</exception>
    public static Experiment Read(JsonElement json)
    {
        var fields = new JsonFields(json, "the experiment", "name", "arms", "outcome", "windowHours", "effect", "level", "mostComplaints", "mostMilliseconds");
        var wanted = new Experiment
        {
            Name = fields.RequiredText("name"),
            Arms = fields.List("arms", "arm", MostArms, Arm) ?? throw new CiceroneException("The field 'arms' of the experiment is missing."),
            Outcome = fields.RequiredText("outcome"),
            MostMilliseconds = fields.Number("mostMilliseconds"),
        };
        return wanted with
        {
            WindowHours = fields.Number("windowHours") ?? wanted.WindowHours,
            Effect = fields.Number("effect") ?? wanted.Effect,
            Level = fields.Number("level") ?? wanted.Level,
            MostComplaints = fields.Number("mostComplaints") ?? wanted.MostComplaints,
        };
    }

    private static ExperimentArm Arm(JsonElement json, string owner)
    {
        var fields = new JsonFields(json, owner, "name", "share", "model", "merchandising");
        return new ExperimentArm
        {
            Name = fields.RequiredText("name"),
            Share = fields.Number("share") ?? throw new CiceroneException($"The field 'share' of {owner} is missing."),
            Model = fields.Text("model"),
            Merchandising = fields.Text("merchandising"),
        };
    }
}
