using System.Runtime.InteropServices;

namespace Cicerone.Neural.Layers;

/// <summary>Hybrid representations of one batch that go through a module together.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Apart">Whether they are blind to each other.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Streams(int Count, bool Apart)
{
    public static Streams One => new(1, Apart: true);
}
