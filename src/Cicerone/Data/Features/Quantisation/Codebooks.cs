using System.Numerics.Tensors;
using Cicerone.Models;

namespace Cicerone.Data.Features.Quantisation;

/// <summary>
/// The tables of a residual quantiser: a vector's code of a level is the row nearest to what the levels before it have left over, and the sum of its
/// rows is what the codes stand for. The codes come from the same tables as the vectors.
/// </summary>
public sealed class Codebooks
{
    private const long MostNumbers = 1L << 28;
    private readonly float[][] _tables;

    /// <summary>Tables of some levels.</summary>
    /// <param name="width">Length of a vector.</param>
    /// <param name="tables">Of each level, shape [codes, width]; nested ones after the first, shape [codes of the first level, codes, width].</param>
    /// <param name="codes">How many codes a level has.</param>
    public Codebooks(int width, int codes, IReadOnlyList<float[]> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        (Width, Codes, _tables) = (width, codes, [.. tables]);
        int flat = checked(codes * width);
        if (_tables.Length == 0 || _tables[0].Length != flat || _tables[1..].Any(table => table.Length != flat && table.Length != (long)codes * flat) || _tables[1..].Select(table => table.Length).Distinct().Count() > 1)
            throw new CiceroneException($"The tables of semantic ids have {string.Join(", ", _tables.Select(table => table.Length))} numbers, which are not {codes} codes of {width}, nor {codes} times as many after the first.");
        Nested = _tables.Length > 1 && _tables[1].Length > flat;
    }

    /// <summary>Length of a vector.</summary>
    public int Width { get; }

    /// <summary>How many codes a level has.</summary>
    public int Codes { get; }

    /// <summary>Codes of an id.</summary>
    public int Levels => _tables.Length;

    /// <summary>Whether the later levels have a table for each code of the first.</summary>
    public bool Nested { get; }

    /// <summary>The table of a level, shape [<see cref="Codes"/>, <see cref="Width"/>].</summary>
    /// <param name="level">From 0.</param>
    /// <param name="first">The code of the first level, which nested tables depend on.</param>
    public ReadOnlySpan<float> Table(int level, int first) => _tables[level].AsSpan((Nested && level > 0 ? first : 0) * Codes * Width, Codes * Width);

    /// <summary>The codes of vectors, shape [vectors, levels].</summary>
    /// <param name="vectors">Shape [vectors, width].</param>
    /// <param name="threads">Processors to use; they change no bit.</param>
    public int[] Encode(ReadOnlySpan<float> vectors, int threads = 1)
    {
        float[] rest = vectors.ToArray();
        int[] codes = new int[rest.Length / Width * Levels];
        for (int level = 0; level < Levels; level++)
            foreach ((int first, int[] rows) in Groups(codes, level))
            {
                float[] some = Gather(rest, rows);
                int[] nearest = new NearestCentres(Table(level, first), Width).Of(some, threads);
                for (int i = 0; i < rows.Length; i++) codes[rows[i] * Levels + level] = nearest[i];
                Subtract(rest, rows, nearest, Table(level, first));
            }
        return codes;
    }

    /// <summary>The sum of an id's rows.</summary>
    /// <param name="codes">One of each level.</param>
    /// <param name="vector">Shape [width]; overwritten.</param>
    public void Decode(ReadOnlySpan<int> codes, Span<float> vector)
    {
        vector.Clear();
        for (int level = 0; level < Levels; level++) TensorPrimitives.Add(vector, Table(level, codes[0]).Slice(codes[level] * Width, Width), vector);
    }

    /// <summary>Residual k-means: k-means on the vectors, then on what they leave over, level after level (RQ-KMeans).</summary>
    /// <param name="vectors">Shape [vectors, width].</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="options">How many codes, and how they are found.</param>
    /// <param name="seed">Decides where k-means begins.</param>
    /// <param name="threads">Processors to use; they change no bit.</param>
    /// <returns>The tables and the codes of the vectors, shape [vectors, levels]; unless balanced, those that <see cref="Encode"/> gives.</returns>
    /// <exception cref="CiceroneException">The tables would be too large.</exception>
    public static (Codebooks Tables, int[] Codes) Fit(ReadOnlySpan<float> vectors, int width, SemanticIdOptions options, ulong seed, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Nested && (long)options.Codes * options.Codes * width > MostNumbers)
            throw new CiceroneException($"Nested tables of {options.Codes} × {options.Codes} codes of {width} numbers have more than {MostNumbers:N0} numbers. Lower 'codes', or set nested=false.");
        float[] rest = vectors.ToArray();
        int flat = options.Codes * width;
        int[] codes = new int[rest.Length / width * options.Levels];
        float[][] tables = [.. Enumerable.Range(0, options.Levels).Select(level => new float[options.Nested && level > 0 ? options.Codes * flat : flat])];
        var found = new Codebooks(width, options.Codes, tables);
        var means = new KMeans(options.Iterations, options.Balanced, threads);
        for (int level = 0; level < options.Levels; level++)
            foreach ((int first, int[] rows) in found.Groups(codes, level))
            {
                (float[] centres, int[] clusters) = means.Fit(found.Gather(rest, rows), width, options.Codes, RandomSource.For(seed, (ulong)(level * options.Codes + first)));
                centres.CopyTo(tables[level], found.Nested && level > 0 ? first * flat : 0);
                for (int i = 0; i < rows.Length; i++) codes[rows[i] * options.Levels + level] = clusters[i];
                found.Subtract(rest, rows, clusters, centres);
            }
        return (found, codes);
    }

    /// <summary>Tensors to be kept.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToTensors() => _tables.Select((table, level) =>
        ($"codebook.{level}", StoredTensor.Of(table, Nested && level > 0 ? [Codes, Codes, Width] : [Codes, Width])));

    /// <summary>The tables that a file keeps.</summary>
    /// <exception cref="CiceroneException">It keeps none, or they do not fit together.</exception>
    public static Codebooks Of(TensorFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        StoredTensor first = file["codebook.0"];
        if (first.Shape.Count != 2 || first.Shape.Any(length => length is < 1 or > int.MaxValue)) throw new CiceroneException($"Tensor 'codebook.0' of {file.Path} has the shape [{string.Join(", ", first.Shape)}], where [codes, width] is expected.");
        var tables = new List<float[]>();
        while (file.Has($"codebook.{tables.Count}")) tables.Add(file[$"codebook.{tables.Count}"].AsFloat32());
        return new Codebooks((int)first.Shape[1], (int)first.Shape[0], tables);
    }

    /// <summary>The rows that share a table of a level, by the code of the first level; all of them where there is one table.</summary>
    private IEnumerable<(int First, int[] Rows)> Groups(int[] codes, int level)
    {
        int levels = Levels;
        IEnumerable<int> rows = Enumerable.Range(0, codes.Length / levels);
        return Nested && level > 0 ? [.. rows.GroupBy(row => codes[row * levels]).OrderBy(group => group.Key).Select(group => (group.Key, group.ToArray()))] : codes.Length == 0 ? [] : [(0, rows.ToArray())];
    }

    private float[] Gather(float[] rest, int[] rows)
    {
        float[] some = new float[rows.Length * Width];
        for (int i = 0; i < rows.Length; i++) rest.AsSpan(rows[i] * Width, Width).CopyTo(some.AsSpan(i * Width));
        return some;
    }

    private void Subtract(float[] rest, int[] rows, int[] clusters, ReadOnlySpan<float> centres)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> one = rest.AsSpan(rows[i] * Width, Width);
            TensorPrimitives.Subtract(one, centres.Slice(clusters[i] * Width, Width), one);
        }
    }
}
