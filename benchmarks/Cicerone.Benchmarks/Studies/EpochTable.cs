using System.Globalization;
using Cicerone.Models;

namespace Cicerone.Benchmarks.Studies;

/// <summary>The epochs of a fit on disk, a line each: stage, epoch, loss, validation, processor seconds, other figures.</summary>
internal sealed class EpochTable(string path)
{
    /// <summary>One line.</summary>
    public sealed record Line(string Stage, int Epoch, double Loss, double Validation, double Seconds, string Figures);

    /// <summary>All lines; of an epoch that was run twice, after a stop, the last.</summary>
    public IReadOnlyList<Line> Lines => !File.Exists(path) ? [] :
    [
        .. File.ReadLines(path).Select(line => line.Split('\t'))
            .Select(cells => new Line(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), Number(cells[2]), Number(cells[3]), Number(cells[4]), cells[5]))
            .GroupBy(line => (line.Stage, line.Epoch)).Select(epoch => epoch.Last()),
    ];

    /// <summary>Adds a line.</summary>
    public void Add(string stage, EpochReport epoch, double seconds) => File.AppendAllText(path, string.Join('\t',
        stage, $"{epoch.Epoch}", Text(epoch.Loss), Text(epoch.Validation ?? double.NaN), Text(seconds),
        string.Join(' ', epoch.Figures.Select(figure => $"{figure.Key.Replace(' ', '-')}={Text(figure.Value)}"))) + "\n");

    private static string Text(double number) => number.ToString("0.#####", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
