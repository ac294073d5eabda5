using Cicerone.Language.Transformer.Inference;

namespace Cicerone.Language.Transformer.Generation;

/// <summary>Continues texts, many at once; what becomes of one does not depend on the others, but for its place among them, which its draws are keyed by.</summary>
internal static class TextGenerator
{
    /// <summary>The new tokens of each prompt, without stop tokens.</summary>
    /// <param name="reader">The model.</param>
    /// <param name="prompts">Token ids, none of them empty.</param>
    /// <param name="options">How to go on.</param>
    /// <param name="answers">What may be said; null for anything.</param>
    /// <exception cref="CiceroneException">A prompt is too long, or answers can be told apart only by a stop token and there is none.</exception>
    public static IReadOnlyList<int[]> Generate(DecoderReader reader, IReadOnlyList<int[]> prompts, GenerationOptions options, AnswerSet? answers = null)
    {
        if (answers is { NeedsStop: true } && options.StopTokens.Count == 0)
            throw new CiceroneException("One answer is the beginning of another, so only a stop token can end it: give one.");
        Text[] texts = [.. prompts.Select((_, place) => new Text(reader.NewCache(), RandomSource.For(options.Seed, (ulong)place), answers))];
        try
        {
            var live = new List<Text>(texts);
            float[] states = reader.Read([.. prompts.Select((prompt, place) => new Reading(texts[place].Cache, prompt))]);
            float[] logits = new float[live.Count * reader.Shape.Vocabulary];
            while (live.Count > 0)
            {
                reader.Logits(states, logits.AsSpan(0, live.Count * reader.Shape.Vocabulary));
                for (int i = 0; i < live.Count; i++) live[i].Choose(logits.AsSpan(i * reader.Shape.Vocabulary, reader.Shape.Vocabulary), options);
                live.RemoveAll(text => text.IsDone || text.Tokens.Count == options.MaxTokens);
                states = reader.Read([.. live.Select(text => new Reading(text.Cache, new[] { text.Tokens[^1] }))]);
            }
            return [.. texts.Select(text => text.Tokens.ToArray())];
        }
        finally
        {
            foreach (Text text in texts) text.Cache.Dispose();
        }
    }

    /// <summary>A text that is being continued.</summary>
    private sealed class Text(KeyValueCache cache, RandomSource random, AnswerSet? answers)
    {
        private AnswerSet? _place = answers; // among the answers; null when anything may be said

        public KeyValueCache Cache { get; } = cache;

        public List<int> Tokens { get; } = [];

        public bool IsDone { get; private set; }

        public void Choose(Span<float> logits, GenerationOptions options)
        {
            IReadOnlyCollection<int>? allowed = _place is null ? null : _place.IsEnd ? [.. _place.Tokens, .. options.StopTokens] : _place.Tokens;
            int token = TokenChoice.Of(logits, allowed, options, random);
            if (options.StopTokens.Contains(token) && _place?.After(token) is null)
            {
                IsDone = true;
                return;
            }
            Tokens.Add(token);
            _place = _place?.After(token);
            IsDone = _place is { IsEnd: true, Tokens.Count: 0 };
        }
    }
}
