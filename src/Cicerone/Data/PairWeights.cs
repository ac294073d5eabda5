using System.Globalization;
using System.Text;
using Cicerone.Data.Formats;

namespace Cicerone.Data;

/// <summary>
/// How much each pair of person and item counts in training, by external ids: the credibility of a click, say. A pair that is not told
/// counts 1. Immutable.
/// </summary>
public sealed class PairWeights
{
    private const string UserColumn = "user", ItemColumn = "item", WeightColumn = "weight";
    private readonly Dictionary<(string User, string Item), float> _weights = [];

    /// <summary>Weights of some pairs.</summary>
    /// <param name="weights">Each pair once; weights are finite and not below 0, and one is above.</param>
    /// <exception cref="CiceroneException">A weight is no such number, a pair is told twice, or every weight is 0.</exception>
    public PairWeights(IEnumerable<(string User, string Item, float Weight)> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach ((string user, string item, float weight) in weights)
        {
            if (!float.IsFinite(weight) || weight < 0) throw new CiceroneException($"The weight of '{user}' and '{item}' is {weight}, but must be a finite number that is not below 0.");
            if (!_weights.TryAdd((user, item), weight)) throw new CiceroneException($"The weight of '{user}' and '{item}' is told twice. Keep one.");
        }
        if (_weights.Count == 0 || _weights.Values.All(weight => weight == 0)) throw new CiceroneException("No pair has a weight above 0, so there would be nothing to learn from.");
    }

    /// <summary>How many pairs are told.</summary>
    public int Count => _weights.Count;

    /// <summary>The weight of a pair.</summary>
    public float this[string user, string item] => _weights.GetValueOrDefault((user, item), 1);

    /// <summary>Reads a table with the columns <c>user</c>, <c>item</c> and <c>weight</c> (CSV, TSV, Parquet), as <see cref="Write"/> makes it.</summary>
    /// <exception cref="CiceroneException">A column is missing, or a line is bad.</exception>
    public static PairWeights Read(string path)
    {
        FileSample sample = FileSample.Of(new DataFile(path));
        using TableRows rows = InteractionFormats.OfTable(sample).Open(sample, new ReadOptions(), latin1: false);
        int user = Column(path, rows, UserColumn), item = Column(path, rows, ItemColumn), weight = Column(path, rows, WeightColumn);
        var read = new List<(string, string, float)>();
        while (rows.Next())
        {
            if (rows.Fault is { } fault) throw new CiceroneException($"{path}, line {rows.Line}: {fault}.");
            if (!float.TryParse(rows[weight], NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
                throw new CiceroneException($"{path}, line {rows.Line}, column '{WeightColumn}': '{Encoding.UTF8.GetString(rows[weight])}' is no number.");
            read.Add((Encoding.UTF8.GetString(rows[user]), Encoding.UTF8.GetString(rows[item]), value));
        }
        try
        {
            return new PairWeights(read);
        }
        catch (CiceroneException fault)
        {
            throw new CiceroneException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>Writes the weights as CSV, in the order they were told.</summary>
    public void Write(string path) => DelimitedText.WriteFile(path, ',', [UserColumn, ItemColumn, WeightColumn],
        _weights.Select(pair => (string?[])[pair.Key.User, pair.Key.Item, pair.Value.ToString("R", CultureInfo.InvariantCulture)]));

    /// <summary>How many of the pairs are in a log.</summary>
    public int CountIn(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return Enumerable.Range(0, log.Count).Select(row => (log.Users[log.User[row]], log.Items[log.Item[row]])).Distinct().Count(_weights.ContainsKey);
    }

    private static int Column(string path, TableRows rows, string name) =>
        Array.IndexOf([.. rows.Columns], name) is >= 0 and int place ? place
            : throw new CiceroneException($"{path} has no column '{name}'; its columns are {string.Join(", ", rows.Columns)}. Weights are a table of {UserColumn}, {ItemColumn} and {WeightColumn}.");
}
