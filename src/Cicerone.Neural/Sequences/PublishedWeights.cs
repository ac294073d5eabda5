using System.Globalization;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// Weights from elsewhere: a folder of safetensors files whose tensors have their published names. Row r of the item table
/// is the item whose id is the number r; where ids are no numbers, a file <c>items.txt</c> beside the tensors has one id a
/// line, for rows 1, 2, 3 …
/// </summary>
internal static class PublishedWeights
{
    private const string ItemTable = "item_emb.weight", RowFile = "items.txt";

    /// <summary>Puts the weights of a folder into a network.</summary>
    /// <exception cref="CiceroneException">A tensor is missing or of another shape, or an item has no row.</exception>
    public static void Import(string folder, ParameterSet parameters, Vocabulary items)
    {
        if (!Directory.Exists(folder)) throw new CiceroneException($"There is no folder {folder} to import from; give one that holds .safetensors files.");
        Dictionary<string, StoredTensor> tensors = Tensors(folder);
        foreach (Parameter parameter in parameters.All)
        {
            if (!tensors.TryGetValue(parameter.Name, out StoredTensor? tensor))
                throw CiceroneException.UnknownName($"tensor in {folder}", parameter.Name, tensors.Keys);
            if (parameter.Name == ItemTable) CopyRows(folder, tensor, parameter, items);
            else tensor.AsFloat32(parameter.Shape).CopyTo(parameter.Values);
        }
    }

    private static Dictionary<string, StoredTensor> Tensors(string folder)
    {
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*.safetensors").Order(StringComparer.Ordinal))
        {
            TensorFile file = TensorFile.Read(path);
            foreach (string name in file.Names)
                if (!tensors.TryAdd(name, file[name])) throw new CiceroneException($"Tensor '{name}' stands in two files of {folder}; remove one.");
        }
        return tensors;
    }

    private static void CopyRows(string folder, StoredTensor tensor, Parameter table, Vocabulary items)
    {
        int width = (int)table.Shape[1], rows = tensor.Shape.Count == 2 ? (int)tensor.Shape[0] : 0;
        float[] values = tensor.AsFloat32(rows, width);
        int[] rowOfItem = RowsOf(folder, items);
        values.AsSpan(0, width).CopyTo(table.Values);
        for (int item = 0; item < rowOfItem.Length; item++)
        {
            if (rowOfItem[item] >= rows) throw new CiceroneException($"Item '{items[item]}' would be row {rowOfItem[item]} of {ItemTable} in {folder}, which has {rows} rows. Are these weights of the same data?");
            values.AsSpan(rowOfItem[item] * width, width).CopyTo(table.Values[((item + 1) * width)..]);
        }
    }

    /// <summary>The row of each item, at least 1.</summary>
    private static int[] RowsOf(string folder, Vocabulary items)
    {
        string path = Path.Combine(folder, RowFile);
        if (!File.Exists(path))
            return [.. items.Ids.Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row > 0 ? row
                : throw new CiceroneException($"Item id '{id}' is no number from 1 on, so its row in {ItemTable} is unknown. Put a file {RowFile} into {folder} with the id of each row from 1 on, one a line."))];
        var byId = new Vocabulary(File.ReadLines(path));
        return [.. items.Ids.Select(id => byId.Index(id, $"item in {path}") + 1)];
    }
}
