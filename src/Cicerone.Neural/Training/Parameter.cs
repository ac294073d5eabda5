using System.Runtime.InteropServices;
using Cicerone.Models;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>
/// One learned tensor. Each step sees it as a fresh leaf of the graph: all of it, or, of a large table, the touched rows
/// alone, so that neither gradient nor update costs more than what was touched.
/// </summary>
internal sealed class Parameter : IDisposable
{
    private readonly Tensor _value;
    private RowSet? _rows;

    public Parameter(string name, Tensor value, bool learned)
    {
        (Name, Shape, IsLearned) = (name, value.shape, learned);
        _value = Leaf = value;
    }

    /// <summary>Its name in files.</summary>
    public string Name { get; }

    public long[] Shape { get; }

    /// <summary>Whether training changes it.</summary>
    public bool IsLearned { get; }

    /// <summary>Step size of <see cref="Muon"/>, for a matrix inside of a network; 0 leaves it to <see cref="Adam"/>.</summary>
    public double MuonRate { get; set; }

    /// <summary>What the present step computes with.</summary>
    public Tensor Leaf { get; private set; }

    /// <summary>The rows in <see cref="Leaf"/>, ascending; null when it is whole.</summary>
    public int[]? TouchedRows { get; private set; }

    /// <summary>Mean of the gradients, and of their squares, as Adam keeps them; empty before the first step. Muon keeps the first alone.</summary>
    public float[] Moment { get; set; } = [];

    public float[] SquareMoment { get; set; } = [];

    /// <summary>The weights themselves, in native memory.</summary>
    public Span<float> Values => MemoryMarshal.Cast<byte, float>(_value.bytes);

    /// <summary>Begins a step that may read all of it.</summary>
    public void Touch()
    {
        TouchedRows = null;
        Leaf = IsLearned ? _value.detach().requires_grad_(true) : _value;
    }

    /// <summary>Begins a step that reads only some rows, given in any order and with repetitions.</summary>
    public void Touch(params ReadOnlySpan<int[]> rows)
    {
        (_rows ??= new RowSet((int)Shape[0])).Take(rows);
        TouchedRows = _rows.Rows;
        Leaf = _value.index_select(0, Indices(TouchedRows)).requires_grad_(IsLearned);
    }

    /// <summary>Rows of the leaf, by their numbers in the whole: shape [rows, width].</summary>
    public Tensor Rows(int[] rows) =>
        Leaf.index_select(0, Indices(TouchedRows is null ? rows : _rows!.Places(rows)));

    /// <summary>The weights as they go into a file.</summary>
    public StoredTensor ToTensor() => StoredTensor.Of(Values.ToArray(), Shape);

    public void Dispose() => _value.Dispose();

    private static Tensor Indices(int[] rows) => torch.tensor(rows, dtype: torch.int32);
}
