using System.Text;

namespace Cicerone.Cli.Tour;

/// <summary>Writes to two writers: one that is read afterwards, one that a person watches.</summary>
internal sealed class EchoWriter(TextWriter kept, TextWriter watched) : TextWriter
{
    public override Encoding Encoding => kept.Encoding;

    public override void Write(char value)
    {
        kept.Write(value);
        watched.Write(value);
    }
}
