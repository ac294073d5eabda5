using Cicerone.Data;

namespace Cicerone.Language.Questions;

/// <summary>Whether somebody, after some events, likes an item.</summary>
/// <param name="Person">Who.</param>
/// <param name="History">What they had done before.</param>
/// <param name="Item">What is asked about.</param>
/// <param name="IsYes">The answer.</param>
internal sealed record Question(int Person, History History, int Item, bool IsYes);
