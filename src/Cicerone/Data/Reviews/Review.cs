using System.Security.Cryptography;
using System.Text;

namespace Cicerone.Data.Reviews;

/// <summary>What a person wrote of an item.</summary>
/// <param name="User">External id of the person.</param>
/// <param name="Item">External id of the item.</param>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="Rating">Stars or the like; not a number where there is none.</param>
/// <param name="Title">Its heading; may be empty.</param>
/// <param name="Text">The review itself.</param>
public sealed record Review(string User, string Item, long Time, double Rating, string Title, string Text)
{
    private const int IdBytes = 8;

    /// <summary>An id that rests on what the review says and not on where it stands in a file, and that does not tell who wrote it: 16 hexadecimal digits.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', User, Item, Time, Title, Text))).AsSpan(0, IdBytes));
}
