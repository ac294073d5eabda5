using Cicerone.Language.Transformer.Inference;

namespace Cicerone.Language.Transformer.Generation;

/// <summary>
/// Continues texts, many at once; what becomes of one does not depend on the others, but for its place among them, which its draws are keyed by.
/// A prompt that several texts share, one array, is read once.
/// </summary>
internal static class TextGenerator
{
    /// <summary>The new tokens of each prompt, without stop tokens.</summary>
    /// <param name="reader">The model.</param>
    /// <param name="prompts">Token ids, none of them empty.</param>
    /// <param name="options">How to go on.</param>
    /// <param name="answers">What may be said; null for anything.</param>
    /// <param name="soft">For each prompt, vectors of its own for tokens past the vocabulary; null where there are none.</param>
    /// <exception cref="CiceroneException">A prompt is too long, or answers can be told apart only by a stop token and there is none.</exception>
    public static IReadOnlyList<int[]> Generate(DecoderReader reader, IReadOnlyList<int[]> prompts, GenerationOptions options, AnswerSet? answers = null, IReadOnlyList<float[]>? soft = null)
    {
        if (answers is { NeedsStop: true } && options.StopTokens.Count == 0)
            throw new CiceroneException("One answer is the beginning of another, so only a stop token can end it: give one.");
        return Generate(reader, prompts, options, _ => answers, soft);
    }

    /// <summary>The same where each text has its own rules.</summary>
    /// <param name="reader">The model.</param>
    /// <param name="prompts">Token ids, none of them empty.</param>
    /// <param name="options">How to go on.</param>
    /// <param name="allowed">What may be said after the prompt of a number; null for anything.</param>
    /// <param name="soft">For each prompt, vectors of its own for tokens past the vocabulary; null where there are none.</param>
    /// <exception cref="CiceroneException">A prompt is too long.</exception>
    public static IReadOnlyList<int[]> Generate(DecoderReader reader, IReadOnlyList<int[]> prompts, GenerationOptions options, Func<int, IAllowedTexts?> allowed, IReadOnlyList<float[]>? soft = null)
    {
        if (prompts.Count == 0) return [];
        (int[] Prompt, float[]? Soft)[] asked = [.. prompts.Select((prompt, place) => (prompt, soft?[place]))];
        var number = new Dictionary<(int[] Prompt, float[]? Soft), int>(); // arrays equal themselves alone
        (int[] Prompt, float[]? Soft)[] different = [.. asked.Where(one => number.TryAdd(one, number.Count))];
        KeyValueCache[] read = [.. different.Select(_ => reader.NewCache())];
        Text[] texts = [];
        try
        {
            int width = reader.Shape.Width;
            float[] ends = reader.Read([.. different.Select((one, place) => new Reading(read[place], one.Prompt, one.Soft))]);
            texts = [.. asked.Select((one, place) => new Text(read[number[one]].Continue(), RandomSource.For(options.Seed, (ulong)place), allowed(place)))];
            float[] states = [.. asked.SelectMany(one => new ArraySegment<float>(ends, number[one] * width, width))];
            var live = new List<Text>(texts);
            float[] logits = new float[live.Count * reader.Shape.Vocabulary];
            while (true)
            {
                reader.Logits(states, logits.AsSpan(0, live.Count * reader.Shape.Vocabulary));
                for (int i = 0; i < live.Count; i++) live[i].Choose(logits.AsSpan(i * reader.Shape.Vocabulary, reader.Shape.Vocabulary), options);
                live.RemoveAll(text => text.IsDone);
                if (live.Count == 0) return [.. texts.Select(text => text.Tokens.ToArray())];
                states = reader.Read([.. live.Select(text => new Reading(text.Cache, text.TakeUnread()))]);
            }
        }
        finally
        {
            foreach (Text text in texts) text.Cache.Dispose();
            foreach (KeyValueCache cache in read) cache.Dispose();
        }
    }

    /// <summary>A text that is being continued.</summary>
    private sealed class Text(KeyValueCache cache, RandomSource random, IAllowedTexts? allowed)
    {
        private IAllowedTexts? _place = allowed; // null when anything may be said
        private int _read;

        public KeyValueCache Cache { get; } = cache;

        public List<int> Tokens { get; } = [];

        public bool IsDone { get; private set; }

        /// <summary>The tokens that were said and not yet read.</summary>
        public int[] TakeUnread()
        {
            int from = _read;
            _read = Tokens.Count;
            return [.. Tokens.Skip(from)];
        }

        public void Choose(Span<float> logits, GenerationOptions options)
        {
            IReadOnlyCollection<int>? next = _place is null ? null : _place.IsEnd ? [.. _place.Tokens, .. options.StopTokens] : _place.Tokens;
            int token = TokenChoice.Of(logits, next, options, random);
            if (options.StopTokens.Contains(token) && _place?.After(token) is null) IsDone = true;
            else Say(token, options.MaxTokens);
        }

        /// <summary>Says a token, and those after it that can be no others.</summary>
        private void Say(int token, int most)
        {
            Tokens.Add(token);
            _place = _place?.After(token);
            IsDone = Tokens.Count == most || _place is { IsEnd: true, Tokens.Count: 0 };
            if (!IsDone && _place is { IsEnd: false, Tokens.Count: 1 }) Say(_place.Tokens.First(), most);
        }
    }
}
