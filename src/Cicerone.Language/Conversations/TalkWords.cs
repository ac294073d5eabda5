using Cicerone.Conversations;
using Cicerone.Language.Transformer;
using Cicerone.Models;

namespace Cicerone.Language.Conversations;

/// <summary>
/// The tokens in which talks are told to the decoders: a few that steer, the places of a list, scores, how high each view ranks, and the values of
/// items. An item has no token: it is told by what is known of it, so that any catalogue with the same columns can be talked about.
/// </summary>
internal sealed class TalkWords
{
    public const int End = 0, Past = 1, Said = 2, Items = 3, Think = 4, Preference = 5, Not = 6, Score = 7, Answer = 8, Why = 9, Behaviour = 10, Want = 11, Less = 12, Others = 13,
        Feedback = 14, Attributes = 15, Target = 16, AnyValue = 17;

    /// <summary>How many steps a score has, and how many a view.</summary>
    public const int Scores = 10, ViewSteps = 5;

    private const int FirstScore = 18, FirstBehaviour = FirstScore + Scores, FirstText = FirstBehaviour + ViewSteps, FirstPlace = FirstText + ViewSteps, MostOfColumn = 2, MostMoves = 10;
    private const char Between = '\t';
    private readonly Dictionary<(string Column, string Value), int> _tokens;
    private readonly (string Column, string Value)[] _values;
    private readonly int _depth, _history;

    /// <param name="values">The values that have a token, column by column.</param>
    /// <param name="options">How many places and items of a history there are.</param>
    private TalkWords((string Column, string Value)[] values, SmtpoOptions options)
    {
        (_values, _depth, _history) = (values, options.Depth, options.History);
        _tokens = values.Index().ToDictionary(value => Key(value.Item.Column, value.Item.Value), value => FirstPlace + _depth + value.Index);
        Columns = [.. values.Select(value => value.Column).Distinct()];
        ValueTokens = [.. _tokens.Values.Order()];
        ScoreTokens = [.. Enumerable.Range(FirstScore, Scores)];
    }

    /// <summary>The columns that are talked about, those of the fewest values first.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The tokens of values, ascending.</summary>
    public IReadOnlyList<int> ValueTokens { get; }

    /// <summary>The tokens of scores, from the lowest.</summary>
    public IReadOnlyList<int> ScoreTokens { get; }

    /// <summary>Tokens in all.</summary>
    public int Count => FirstPlace + _depth + _values.Length;

    /// <summary>The columns of the fewest values and their most frequent values.</summary>
    public static TalkWords Learn(ItemLexicon lexicon, int items, SmtpoOptions options)
    {
        var columns = lexicon.Columns
            .Select(column => (Column: column, Counts: Enumerable.Range(0, items).SelectMany(item => lexicon.ValuesOf(item, column)).CountBy(value => value, StringComparer.OrdinalIgnoreCase).ToArray()))
            .OrderBy(column => column.Counts.Length).ThenBy(column => column.Column, StringComparer.Ordinal).Take(options.Columns);
        (string Column, string Value, int Count)[] all = [.. columns.SelectMany(column => column.Counts.Select(value => (column.Column, value.Key, value.Value)))];
        HashSet<(string, string)> kept = [.. all.OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal).Take(options.Values).Select(value => (value.Column, value.Value))];
        return new TalkWords([.. all.Where(value => kept.Contains((value.Column, value.Value))).Select(value => (value.Column, value.Value))], options);
    }

    /// <summary>Reads the words of a model folder.</summary>
    public static TalkWords Load(ModelReader folder, string name, SmtpoOptions options) => new([.. folder.Texts(name).Select(text => text.Split(Between, 2)).Select(parts => (parts[0], parts[^1]))], options);

    public void Save(ModelWriter folder, string name) => folder.WriteTexts(name, [.. _values.Select(value => $"{value.Column}{Between}{value.Value}")]);

    /// <summary>The token of a place, from 0.</summary>
    public static int Place(int place) => FirstPlace + place;

    /// <summary>The token of a score, 0 to 9.</summary>
    public static int ScoreToken(int score) => FirstScore + score;

    /// <summary>The score of its token.</summary>
    public static int ScoreOf(int token) => token - FirstScore;

    /// <summary>The place of a token; −1 where it is none.</summary>
    public int PlaceOf(int token) => token >= FirstPlace && token < FirstPlace + _depth ? token - FirstPlace : -1;

    /// <summary>Whether a token is a value.</summary>
    public bool IsValue(int token) => token >= FirstPlace + _depth && token < Count;

    /// <summary>The value of a token.</summary>
    public (string Column, string Value) Value(int token) => _values[token - FirstPlace - _depth];

    /// <summary>A move about the value of a token.</summary>
    public Move MoveOf(MoveKind kind, int token)
    {
        (string column, string value) = Value(token);
        return new Move(kind, Column: column, Value: value);
    }

    /// <summary>The token of a value; <see cref="AnyValue"/> where it has none.</summary>
    public int Token(string column, string value) => _tokens.GetValueOrDefault(Key(column, value), AnyValue);

    /// <summary>The tokens of an item's values, column by column.</summary>
    public int[] Tell(int item, ItemLexicon lexicon, int columns = int.MaxValue) =>
        [.. Columns.Take(columns).SelectMany(column => lexicon.ValuesOf(item, column).Select(value => Token(column, value)).Where(token => token != AnyValue).Distinct().Take(MostOfColumn))];

    /// <summary>How high the views rank an item: two tokens.</summary>
    public static int[] Tell(DualScore score) => [FirstBehaviour + StepOf(score.Behaviour), FirstText + StepOf(score.Text)];

    /// <summary>What was chosen before and what is wished for, as a prompt begins.</summary>
    /// <param name="history">The items, oldest first; the last are told.</param>
    /// <param name="said">Moves, oldest first; the last are told, and those that no value is wished for or not by, left out.</param>
    /// <param name="lexicon">Of the items.</param>
    public IEnumerable<int> Tell(IEnumerable<int> history, IEnumerable<Move> said, ItemLexicon lexicon) =>
        [Past, .. history.TakeLast(_history).SelectMany(item => Tell(item, lexicon)), Said, .. said.Select(Tell).Where(told => told.Length > 0).TakeLast(MostMoves).SelectMany(told => told)];

    /// <summary>A move that a value is wished for, or less of it; else nothing.</summary>
    private int[] Tell(Move move) => move.Kind switch
    {
        MoveKind.Want => [Want, Token(move.Column!, move.Value!)],
        MoveKind.Avoid or MoveKind.AvoidSoftly when move.Column is not null => [Less, Token(move.Column, move.Value!)],
        _ => [],
    };

    /// <summary>The shape of a decoder of these words.</summary>
    public DecoderShape Shape(SmtpoOptions options)
    {
        int item = 1 + MostOfColumn * Math.Max(1, options.Columns) + 2, steering = 16, pasts = Math.Max(options.History, SmtpoOptions.PastTold);
        return DecoderShape.Small(Count, options.Width, options.Layers, options.Heads, maxLength: steering + (pasts + options.Depth) * item + 2 * MostMoves + options.MostSaid);
    }

    private static int StepOf(float score) => Math.Clamp((int)((score + 2) / 4 * ViewSteps), 0, ViewSteps - 1);

    private static (string, string) Key(string column, string value) => (column.ToUpperInvariant(), value.ToUpperInvariant());
}
