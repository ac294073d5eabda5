using Cicerone.Models;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>What <see cref="ExpGcn"/> learns: rows of one width each.</summary>
/// <param name="Width">Length of a vector.</param>
/// <param name="People">For ranking items, shape [people, width].</param>
/// <param name="Items">Likewise, shape [items, width].</param>
/// <param name="Sources">What each item brings to a new person's vector before division by √(their items), shape [items, width].</param>
/// <param name="PersonAspects">For ranking statements, uᴬ, shape [people, width].</param>
/// <param name="ItemAspects">Likewise iᴬ, shape [items, width].</param>
/// <param name="ByPeople">sᵁ, shape [statements, width].</param>
/// <param name="OnItems">sᴵ, shape [statements, width].</param>
internal sealed record ExpGcnVectors(int Width, float[] People, float[] Items, float[] Sources, float[] PersonAspects, float[] ItemAspects, float[] ByPeople, float[] OnItems)
{
    /// <summary>The vectors [sᵁ, sᴵ] of the statements, whose inner product with [uᴬ, iᴬ] is the score.</summary>
    public ItemVectors Statements()
    {
        float[] joined = new float[2 * ByPeople.Length];
        for (int statement = 0; statement < ByPeople.Length / Width; statement++)
        {
            ByPeople.AsSpan(statement * Width, Width).CopyTo(joined.AsSpan(2 * statement * Width));
            OnItems.AsSpan(statement * Width, Width).CopyTo(joined.AsSpan((2 * statement + 1) * Width));
        }
        return new ItemVectors(joined, 2 * Width);
    }

    /// <summary>Ranks statements.</summary>
    public StatementFactors ToRanker() => new(PersonAspects, Width, ItemAspects, Width, Statements());
}
