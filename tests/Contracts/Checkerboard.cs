using Cicerone.Data;

namespace Cicerone.Contracts;

/// <summary>
/// A world with one right answer: even people choose the even items and odd people the odd ones, each all but one, so that
/// what is missing is what should be recommended.
/// </summary>
public static class Checkerboard
{
    public const int Size = 40;

    /// <summary>The log; person p has not chosen the item that <see cref="Withheld"/> gives.</summary>
    public static InteractionLog Log()
    {
        var log = new InteractionLogBuilder();
        for (int person = 0; person < Size; person++)
            for (int item = person % 2; item < Size; item += 2)
                if (item != Withheld(person)) log.Add($"person {person}", $"item {item}", time: 1000L * item);
        return log.Build();
    }

    /// <summary>The number of the item that a person has not chosen yet.</summary>
    public static int Withheld(int person) => (7 * person + 2 * (person % 5)) % Size is var item && item % 2 == person % 2 ? item : (item + 1) % Size;
}
