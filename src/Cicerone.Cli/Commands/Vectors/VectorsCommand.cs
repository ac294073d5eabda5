namespace Cicerone.Cli.Commands.Vectors;

/// <summary><c>cicerone vectors</c>: vectors for indexes outside, and how well those find.</summary>
internal sealed class VectorsCommand : System.CommandLine.Command
{
    public VectorsCommand() : base("vectors", "Writes a model's vectors for an index outside of Cicerone, and judges what that index finds.")
    {
        Add(new VectorsExportCommand());
        Add(new VectorsRecallCommand());
    }
}
