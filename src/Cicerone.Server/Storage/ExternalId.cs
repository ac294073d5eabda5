using System.Text;

namespace Cicerone.Server.Storage;

/// <summary>What may be an id that comes from outside.</summary>
internal static class ExternalId
{
    public const int MostCharacters = 512;
    private const int MostOfRemark = 8192;

    /// <summary>The id, when it is one.</summary>
    /// <exception cref="CiceroneException">It is empty, too long, or holds what no id may hold.</exception>
    public static string Checked(string id, string name)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > MostCharacters)
            throw new CiceroneException($"The {name} has {id.Length} characters, but must have 1 to {MostCharacters}.");
        int bad = FirstBad(id);
        return bad < 0 ? id
            : throw new CiceroneException($"Character {bad + 1} of the {name} is U+{(int)id[bad]:X4}, a control character or half of one; ids are printable text.");
    }

    /// <summary>A remark, which may be empty and have several lines, when it may be stored.</summary>
    /// <exception cref="CiceroneException">It is too long, or holds what no database keeps.</exception>
    public static string CheckedRemark(string remark, string name)
    {
        ArgumentNullException.ThrowIfNull(remark);
        if (remark.Length > MostOfRemark) throw new CiceroneException($"The {name} has {remark.Length} characters, but may have {MostOfRemark}.");
        int bad = FirstBad(remark, allowed: "\t\n\r");
        return bad < 0 ? remark : throw new CiceroneException($"Character {bad + 1} of the {name} is U+{(int)remark[bad]:X4}, a control character or half of one.");
    }

    /// <summary>Position of a control character or an unpaired surrogate (which no database keeps as it is); −1 when there is none.</summary>
    private static int FirstBad(string id, string allowed = "")
    {
        for (int i = 0; i < id.Length; i++)
        {
            if (char.IsControl(id[i]) && !allowed.Contains(id[i])) return i;
            if (!char.IsSurrogate(id[i])) continue;
            if (!Rune.TryGetRuneAt(id, i, out _)) return i;
            i++;
        }
        return -1;
    }
}
