using System.Globalization;
using Cicerone.Language.Questions;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>cure</c>: unlearning of people of the Bookshop by circuits, beside its baselines and controls, against retraining averaged over several
/// seeds. A line a method; after them the gate (whether there was anything to forget) and the claims C1 to C7. With <c>out=FOLDER</c> a case that was told is
/// not run again; with <c>films=FILE</c> the people are those of ml-1m-ood, with <c>ratings=FILE</c> those of ml-100k.
/// </summary>
internal static class CureStudy
{
    public static void Run(string[] arguments)
    {
        Dictionary<string, string> settings = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        int Number(string name, int usual) => settings.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        var size = new CureSize(Number("epochs", 15), Number("retrains", 3), Number("steps", 150), Number("learn-from", 0), Number("width", 96), Number("layers", 3), 1e-3 * Number("rate", 2), Number("curves", 0) == 1, Number("requests", 0), settings.GetValueOrDefault("names") == "titles" ? ItemNames.Titles : ItemNames.Tokens);
        string[] sets = settings.TryGetValue("sets", out string? named) ? named.Split('+') : ["random", "community", "planted"];
        Console.WriteLine(CureFigures.Columns);
        foreach (string set in sets)
            for (int seed = Number("seed", 1); seed < Number("seed", 1) + Number("seeds", 2); seed++)
            {
                string? file = settings.TryGetValue("out", out string? folder) ? Path.Combine(Directory.CreateDirectory(folder).FullName, $"{set}-{seed}.tsv") : null;
                if (file is null || !File.Exists(file))
                {
                    var told = new List<string>();
                    CureWorld world = settings.TryGetValue("films", out string? films) ? CureWorld.Films(films)
                        : settings.TryGetValue("ratings", out string? ratings) ? CureWorld.Ratings(ratings)
                        : CureWorld.Bookshop(Number("readers", 300), Number("books", 150), (ulong)seed);
                    new CureCase(size, world, set, (ulong)seed, line =>
                    {
                        told.Add(line);
                        Console.WriteLine(line);
                    }).Run();
                    if (file is not null) File.WriteAllLines(file, told);
                }
                else foreach (string line in File.ReadLines(file)) Console.WriteLine(line);
            }
    }
}

/// <summary>The size of a case.</summary>
/// <param name="Epochs">Epochs of every training.</param>
/// <param name="Retrains">How many models learn without the people.</param>
/// <param name="Steps">The most steps of unlearning.</param>
/// <param name="LearnFrom">The last events of each person that are learned from; 0 takes all.</param>
/// <param name="Width">Length of a token's vector.</param>
/// <param name="Layers">Layers of the decoder.</param>
/// <param name="Rate">Step size of every training.</param>
/// <param name="Curves">Whether every look is told.</param>
/// <param name="Requests">In how many requests the people ask one after the other too; 0 leaves that out.</param>
/// <param name="Names">What an item is called in a prompt.</param>
internal sealed record CureSize(int Epochs, int Retrains, int Steps, int LearnFrom, int Width, int Layers, double Rate, bool Curves, int Requests, ItemNames Names);
