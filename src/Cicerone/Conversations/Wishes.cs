using System.Globalization;

namespace Cicerone.Conversations;

/// <summary>What is wanted at a moment of a conversation: its moves, one after the other, those that were taken back left out.</summary>
internal sealed class Wishes
{
    private static readonly MoveKind[] Changing = [MoveKind.Want, MoveKind.Avoid, MoveKind.AvoidSoftly, MoveKind.Like, MoveKind.Refuse, MoveKind.Known, MoveKind.Describe, MoveKind.Below, MoveKind.Above, MoveKind.Others];
    private readonly List<Move> _moves = [];
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    private Wishes() { }

    /// <summary>The moves in force, oldest first; none contradicts another.</summary>
    public IReadOnlyList<Move> Moves => _moves;

    /// <summary>Every move that changed something and was not taken back, oldest first, those that later ones contradict included.</summary>
    public IReadOnlyList<Move> Said { get; private set; } = [];

    /// <summary>The moves of a kind.</summary>
    public IEnumerable<Move> Of(MoveKind kind) => _moves.Where(move => move.Kind == kind);

    /// <summary>Ids of what was shown when others were wanted.</summary>
    public IReadOnlySet<string> Passed => _others;

    /// <summary>Columns that were asked about or spoken of.</summary>
    public HashSet<string> Settled { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The turn that an undo would take back; null where there is nothing.</summary>
    public ConversationTurn? Last { get; private set; }

    /// <summary>What is wanted after some turns.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="isSingle">Whether an item has one value of a column at most, so that a later wish for it takes the place of an earlier one.</param>
    public static Wishes After(IEnumerable<ConversationTurn> turns, Predicate<string> isSingle)
    {
        var wishes = new Wishes();
        var inForce = new List<(ConversationTurn Turn, ConversationTurn? Before)>();
        ConversationTurn? before = null;
        foreach (ConversationTurn turn in turns)
        {
            if (turn.Moves.Any(move => move.Kind == MoveKind.Restart)) inForce.Clear();
            else if (turn.Moves.Any(move => move.Kind == MoveKind.Undo)) inForce.RemoveRange(Math.Max(0, inForce.Count - 1), Math.Min(1, inForce.Count));
            else if (turn.Moves.Any(move => Changing.Contains(move.Kind))) inForce.Add((turn, before));
            if (turn.Reply.Asked is { } asked) wishes.Settled.Add(asked.Column);
            before = turn;
        }
        foreach ((ConversationTurn turn, ConversationTurn? shown) in inForce) wishes.Apply(turn, shown, isSingle);
        wishes.Said = [.. inForce.SelectMany(said => said.Turn.Moves).Where(move => Changing.Contains(move.Kind))];
        wishes.Last = inForce.Count == 0 ? null : inForce[^1].Turn;
        return wishes;
    }

    /// <summary>What the list goes by, a few words each.</summary>
    /// <param name="titleOf">What an item is called.</param>
    public IReadOnlyList<string> Told(Func<string, string> titleOf) => [.. _moves.Select(move => Tell(move, titleOf)).Distinct()];

    /// <summary>A move in a few words.</summary>
    public static string Tell(Move move, Func<string, string> titleOf) => move.Kind switch
    {
        MoveKind.Want => move.Value!,
        MoveKind.Avoid => $"without {move.Value}",
        MoveKind.AvoidSoftly => $"less {move.Value}",
        MoveKind.Like => $"like “{titleOf(move.Item!)}”",
        MoveKind.Refuse => $"not “{titleOf(move.Item!)}”",
        MoveKind.Known => $"beside “{titleOf(move.Item!)}”",
        MoveKind.Describe => $"about: {move.Value}",
        MoveKind.Below => $"{move.Column} below {Number(move)}",
        MoveKind.Above => $"{move.Column} above {Number(move)}",
        _ => "",
    };

    private static string Number(Move move) => double.Parse(move.Value!, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture);

    private void Apply(ConversationTurn turn, ConversationTurn? shown, Predicate<string> isSingle)
    {
        foreach (string column in turn.Moves.Where(move => move.Kind == MoveKind.Want).Select(move => move.Column!).Distinct().Where(column => isSingle(column)))
            _moves.RemoveAll(move => move.Kind == MoveKind.Want && move.Column == column); // a change of mind
        foreach (Move move in turn.Moves.Where(move => Changing.Contains(move.Kind)))
        {
            if (move.Column is not null) Settled.Add(move.Column);
            if (move.Kind == MoveKind.Others) _others.UnionWith(shown?.Reply.Items.Select(item => item.Item) ?? []);
            else
            {
                _moves.RemoveAll(other => IsAbout(other, move));
                _moves.Add(move);
            }
        }
    }

    /// <summary>Whether two moves are about the same thing, so that the later one counts.</summary>
    private static bool IsAbout(Move one, Move other) =>
        one.Kind == MoveKind.Describe || other.Kind == MoveKind.Describe ? one == other
        : one.Kind is MoveKind.Below or MoveKind.Above ? one.Kind == other.Kind && one.Column == other.Column
        : other.Kind is not (MoveKind.Below or MoveKind.Above) && one.Item == other.Item && one.Column == other.Column && one.Value == other.Value;
}
