using System.Globalization;
using System.Text;
using Cicerone.Data.Formats;
using Cicerone.Models;

namespace Cicerone.Data.Features;

/// <summary>
/// Vectors that were made elsewhere: a table with a column of item ids and columns of numbers (CSV, TSV, Parquet), a NumPy array
/// (<c>.npy</c>), a safetensors file of one tensor, <c>.fbin</c>, or TencentGR's <c>creative_emb</c> (a folder of JSON lines, or a pickle). Rows belong to items by id alone, never by the order in which the data name items.
/// </summary>
/// <param name="name">What to call the features.</param>
/// <param name="path">The file.</param>
/// <param name="ids">A file with the id of each row, one a line or in <c>.u64bin</c>, where the vectors' own has none.</param>
/// <param name="rowIsId">Whether row r, from 0, is the item whose id is the number r.</param>
public sealed class FeatureFile(string name, string path, string? ids = null, bool rowIsId = false) : IItemSemanticSource
{
    /// <inheritdoc/>
    public Task<FeatureMatrix> ReadAsync(ItemTable items, CancellationToken cancellation = default) => Task.Run(() => Read(items), cancellation);

    /// <summary>The vectors of items.</summary>
    /// <exception cref="CiceroneException">The file cannot be read, its rows belong to no items, or its numbers are bad.</exception>
    public FeatureMatrix Read(ItemTable items)
    {
        ArgumentNullException.ThrowIfNull(items);
        FeatureRows rows = ReadRows();
        string[] idOfRow = IdsOf(rows);
        float[] values = new float[checked(items.Items.Count * rows.Width)];
        bool[] known = new bool[items.Items.Count];
        int strange = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            if (!items.Items.TryIndex(idOfRow[row], out int item))
            {
                strange++;
                continue;
            }
            if (known[item]) throw new CiceroneException($"{path} has two vectors for the item '{idOfRow[row]}'. Keep one.");
            known[item] = true;
            rows.Values.AsSpan(row * rows.Width, rows.Width).CopyTo(values.AsSpan(item * rows.Width));
        }
        return new FeatureMatrix(name, items.Items, rows.Width, values, known) { Origin = path, Remarks = [.. Remarks(known.AsSpan().Count(false), known.Length, strange, rows.Count, rows.EmptyCount)] };
    }

    private IEnumerable<string> Remarks(int without, int items, int strange, int rows, int empty)
    {
        if (without > 0) yield return $"{path} has no vector for {without:N0} of the {items:N0} items; they count as the mean of the others";
        if (empty > 0) yield return $"{empty:N0} rows of {path} have no vector";
        if (strange > 0) yield return $"{strange:N0} of the {rows:N0} rows of {path} belong to no item of the data";
    }

    private FeatureRows ReadRows()
    {
        FeatureRows rows = Directory.Exists(path) ? CreativeVectors.ReadAll(path) : Path.GetExtension(path) switch
        {
            ".pkl" => CreativeVectors.ReadAll(path),
            ".fbin" => FromBinary(),
            ".safetensors" => FromTensors(),
            _ => NumpyFile.Is(path) ? NumpyFile.Read(path) : FromTable(),
        };
        return rows.Count > 0 ? rows : throw new CiceroneException($"{path} has no rows.");
    }

    private FeatureRows FromBinary()
    {
        (int width, float[] values) = BinaryVectors.Read(path);
        return new FeatureRows(width, values, Ids: null);
    }

    private FeatureRows FromTensors()
    {
        TensorFile file = TensorFile.Read(path);
        if (file.Names.Count != 1) throw new CiceroneException($"{path} has {file.Names.Count} tensors ({string.Join(", ", file.Names.Take(5))}), but features are one tensor of shape [items, width].");
        StoredTensor tensor = file[file.Names.First()];
        if (tensor.Shape.Count != 2 || tensor.Shape[1] < 1) throw new CiceroneException($"The tensor of {path} has the shape [{string.Join(", ", tensor.Shape)}], but features have the shape [items, width].");
        return new FeatureRows((int)tensor.Shape[1], tensor.AsFloat32(), Ids: null);
    }

    private FeatureRows FromTable()
    {
        FileSample sample = FileSample.Of(new DataFile(path));
        using TableRows rows = InteractionFormats.OfTable(sample).Open(sample, new ReadOptions(), latin1: false);
        int id = ColumnRoles.ItemId(rows.Columns), width = rows.Columns.Count - 1;
        if (id < 0) throw new CiceroneException($"{path} has {ColumnRoles.MissingAdvice(rows.Columns, ColumnRoles.ItemName, "item ids")}.");
        if (width < 1) throw new CiceroneException($"{path} has a column of item ids and none of numbers.{(rows.Note is { } note ? $" There, {note}; write one number a column, or a .npy file." : "")}");
        var named = new List<string>();
        var values = new List<float>();
        while (rows.Next())
        {
            if (rows.Fault is { } fault) throw new CiceroneException($"{path}, line {rows.Line}: {fault}.");
            named.Add(Encoding.UTF8.GetString(rows[id]));
            for (int column = 0; column < rows.Columns.Count; column++)
            {
                if (column == id) continue;
                if (!float.TryParse(rows[column], NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
                    throw new CiceroneException($"{path}, line {rows.Line}, column '{rows.Columns[column]}': '{Encoding.UTF8.GetString(rows[column])}' is no number.");
                values.Add(value);
            }
        }
        return new FeatureRows(width, [.. values], [.. named]);
    }

    private string[] IdsOf(FeatureRows rows)
    {
        if (rows.Ids is { } own) return ids is null && !rowIsId ? own : throw new CiceroneException($"{path} names its items itself, so neither ids=FILE nor row=index can be given.");
        if (rowIsId) return [.. Enumerable.Range(0, rows.Count).Select(row => row.ToString(CultureInfo.InvariantCulture))];
        if (ids is null) throw new CiceroneException($"{path} does not tell which row is which item. Give a file with the id of each row, one a line ({name}={path},ids=FILE), or {name}={path},row=index where ids are row numbers from 0.");
        if (!File.Exists(ids)) throw new CiceroneException($"There is no file '{ids}' with the ids of {path}.");
        string[] lines = Path.GetExtension(ids) == ".u64bin" ? Array.ConvertAll(BinaryVectors.ReadIds(ids).Ids, id => id.ToString(CultureInfo.InvariantCulture)) : File.ReadAllLines(ids);
        return lines.Length == rows.Count ? lines : throw new CiceroneException($"{ids} has {lines.Length:N0} ids, but {path} {rows.Count:N0} rows.");
    }
}
