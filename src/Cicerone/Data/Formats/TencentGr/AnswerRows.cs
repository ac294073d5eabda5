using System.Globalization;
using System.Text;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary><see cref="AdAnswers"/> as rows of a person, a creative and its rank.</summary>
internal sealed class AnswerRows(AdAnswers answers) : TableRows
{
    private int _person, _place = -1;

    public override IReadOnlyList<string> Columns { get; } = ["user", "item", "rank"];

    /// <summary>The number of the person: the file is one line.</summary>
    public override long Line => _person + 1;

    public override string? Fault => null;

    public override string Text => string.Join(' ', Enumerable.Range(0, Columns.Count).Select(Field));

    public override ReadOnlySpan<byte> this[int column] => Encoding.UTF8.GetBytes(Field(column));

    public override bool Next()
    {
        for (_place++; _person < answers.Users.Count; _person++, _place = 0)
            if (_place < answers.Creatives[_person].Count) return true;
        return false;
    }

    public override void Dispose() { }

    private string Field(int column) => column switch
    {
        0 => answers.Users[_person],
        1 => answers.Creatives[_person][_place],
        _ => (_place + 1).ToString(CultureInfo.InvariantCulture),
    };
}
