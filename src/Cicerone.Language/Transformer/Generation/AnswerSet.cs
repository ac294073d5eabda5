namespace Cicerone.Language.Transformer.Generation;

/// <summary>The texts that may be generated, as a tree of their tokens.</summary>
internal sealed class AnswerSet : IAllowedTexts
{
    private readonly Dictionary<int, AnswerSet> _next = [];

    /// <summary>A tree of answers, none of them empty.</summary>
    public static AnswerSet Of(IEnumerable<IReadOnlyList<int>> answers)
    {
        var root = new AnswerSet();
        foreach (IReadOnlyList<int> answer in answers)
        {
            if (answer.Count == 0) throw new CiceroneException("An answer that may be generated is empty.");
            AnswerSet place = root;
            foreach (int token in answer)
            {
                if (!place._next.TryGetValue(token, out AnswerSet? next)) place._next.Add(token, next = new AnswerSet());
                place = next;
            }
            place.IsEnd = true;
        }
        return root._next.Count > 0 ? root : throw new CiceroneException("There is no answer that may be generated.");
    }

    /// <inheritdoc/>
    public bool IsEnd { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyCollection<int> Tokens => _next.Keys;

    /// <inheritdoc/>
    public IAllowedTexts? After(int token) => _next.GetValueOrDefault(token);

    /// <summary>Whether an answer is the beginning of another, so that only a stop token tells them apart.</summary>
    public bool NeedsStop => (IsEnd && _next.Count > 0) || _next.Values.Any(next => next.NeedsStop);
}
