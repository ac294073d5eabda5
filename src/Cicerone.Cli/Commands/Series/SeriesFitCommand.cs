using System.CommandLine;
using Cicerone.Cli.Reports;
using Cicerone.Evaluation;
using Cicerone.Neural.Catchments;

namespace Cicerone.Cli.Commands.Series;

/// <summary><c>cicerone series fit</c>: calibrates a catchment model, and keeps it in a folder with its report.</summary>
internal sealed class SeriesFitCommand : CiceroneCommand
{
    private readonly Argument<string> _model = new("model") { Description = string.Join(" ", CatchmentModels.All.Select(model => $"{model.Name}: {model.Summary}")) };
    private readonly Option<string> _data = new("--data") { Description = "A table with a row a day and a column of dates.", Required = true, HelpName = "FILE" };
    private readonly Option<string> _flow = Column("--flow", "q_mm", "Observed flow, mm a day; may have gaps.");
    private readonly Option<string> _rain = Column("--rain", "p_mm", "Precipitation, mm a day.");
    private readonly Option<string> _evaporation = Column("--evaporation", "pet_mm", "Potential evapotranspiration, mm a day.");
    private readonly Option<string?> _temperature = new("--temperature") { Description = "Mean temperature, °C, where there is snow.", HelpName = "COLUMN" };
    private readonly Option<string> _loss = new("--loss") { Description = $"What is made small: {string.Join(", ", SeriesLosses.Names)}.", DefaultValueFactory = _ => SeriesLosses.Names[0], HelpName = "NAME" };
    private readonly Option<int> _steps = GlobalOptions.Positive(new Option<int>("--steps") { Description = "How many simulations.", DefaultValueFactory = _ => 500 });
    private readonly Option<string> _out = new("--out") { Description = "Folder for the run.", Required = true, HelpName = "RUN" };

    public SeriesFitCommand() : base("fit", "Calibrates a catchment model on the first half of a record, chooses by the next 15 %, and tests once on the rest.",
        "cicerone series fit mcp --data leaf-river.csv --loss jkge-ss --out runs/leaf",
        "cicerone series fit mcp --data piscataquis.csv --temperature t_c --loss nse --out runs/snow")
    {
        Add(_model);
        foreach (Option option in (Option[])[_data, _flow, _rain, _evaporation, _temperature, _loss, _steps, _out]) Add(option);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string model = call.Value(_model), loss = call.Value(_loss)!, folder = call.Value(_out)!;
        UsageException.Unless(() => CatchmentModels.All.Any(known => known.Name == model) ? model : throw CiceroneException.UnknownName("catchment model", model, CatchmentModels.All.Select(known => known.Name)));
        UsageException.Unless(() => SeriesLosses.Names.Contains(loss) ? loss : throw CiceroneException.UnknownName("loss of a series", loss, SeriesLosses.Names));
        RunFolder.CheckVacant(folder, overwrite: false);
        var columns = new CatchmentColumns(call.Value(_flow)!, call.Value(_rain)!, call.Value(_evaporation)!, call.Value(_temperature));
        CatchmentRun run = CatchmentRun.Fit(model, loss, call.Value(_data)!, columns, call.Value(_steps), call.Seed, call.Cancellation);
        Directory.CreateDirectory(folder);
        run.Save(folder);
        SeriesReport.Write(folder, run);
        SeriesReportCommand.Print(call, folder, run);
        return Task.FromResult(CommandLine.Done);
    }

    private static Option<string> Column(string name, string usual, string description) => new(name) { Description = description, DefaultValueFactory = _ => usual, HelpName = "COLUMN" };
}
