using System.Text;
using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>What files and columns call the parts of a split.</summary>
internal static class SplitLabel
{
    public const string Known = "train, valid, test, 0, 1, 2; for labels of another kind, --columns split=COLUMN=LABEL says which are for test, and split=COLUMN=LABEL=LABEL which for validation";

    private static readonly Dictionary<string, SplitPart> Parts = new[]
    {
        (SplitPart.Train, Words: "train training trn base"),
        (SplitPart.Valid, Words: "valid validation val dev"),
        (SplitPart.Test, Words: "test testing tst"),
        (SplitPart.FoldIn, Words: "foldin"),
    }.SelectMany(part => part.Words.Split(' '), (part, word) => (word, part.Item1)).ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, SplitPart>.AlternateLookup<ReadOnlySpan<char>> BySpan = Parts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a part's own files or folder are called.</summary>
    public static string FolderOf(SplitPart part) => part.ToString().ToLowerInvariant();

    /// <summary>The part a cell names: by a word, or 0, 1 and 2 for train, valid and test; with labels of folds, by being one of them or not.</summary>
    public static bool TryPart(ReadOnlySpan<byte> cell, FoldLabels? folds, out SplitPart part)
    {
        if (folds is not null)
        {
            part = folds.PartOf(Encoding.UTF8.GetString(cell));
            return !cell.IsEmpty;
        }
        if (cell is [>= (byte)'0' and <= (byte)'2'])
        {
            part = (SplitPart)(cell[0] - '0');
            return true;
        }
        Span<char> text = stackalloc char[16];
        part = default;
        return cell.Length <= text.Length && Encoding.UTF8.TryGetChars(cell, text, out int length) && BySpan.TryGetValue(text[..length], out part);
    }

    /// <summary>The part a file's name tells, by a word of it such as <c>train</c> in <c>random80_train.txt</c>; null when none does.</summary>
    public static SplitPart? OfFile(string path)
    {
        foreach (string word in DataFile.BareName(path).Split('.', '_', '-', ' '))
            if (BySpan.TryGetValue(word.AsSpan().TrimEnd("0123456789"), out SplitPart part)) return part;
        return null;
    }
}
