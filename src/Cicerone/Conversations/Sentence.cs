using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>One reading of what is said, from its first word to its last.</summary>
internal sealed class Sentence(ItemLexicon lexicon, Vocabulary ids, Conversation conversation, string said, List<Word> words)
{
    private const int LongestPhrase = 8;

    private readonly List<Move> _moves = [];
    private readonly List<string> _left = [];
    private readonly List<int> _pointed = [];
    private Attitude _attitude;
    private Verb _verb;
    private bool _spent; // whether the attitude has met what it is of

    private IReadOnlyList<Recommendation> Shown => conversation.Turns.Count == 0 ? [] : conversation.Reply.Items;

    /// <summary>What is understood.</summary>
    public List<Move> Moves()
    {
        for (int at = 0; at < words.Count;)
        {
            if (words[at].AfterPause || (_spent && !Joins(at) && !Joins(at - 1))) Turn();
            at += Take(at);
        }
        if (_moves.Count == 0) foreach (int place in _pointed) _moves.Add(new Move(MoveKind.Like, Shown[place].Item));
        if (_left.Count > 0) _moves.Add(new Move(MoveKind.Describe, Value: string.Join(' ', _left)));
        return [.. _moves.Distinct()];
    }

    /// <summary>Takes the longest phrase that begins at a word.</summary>
    /// <returns>How many words were taken, at least 1.</returns>
    private int Take(int at)
    {
        for (int length = Math.Min(LongestPhrase, words.Count - at); length > 0; length--)
        {
            string phrase = string.Join(' ', words.Skip(at).Take(length).Select(word => word.Text));
            if (words.Skip(at + 1).Take(length - 1).Any(word => word.AfterPause) && lexicon.Titled(phrase).Count == 0) continue; // only a title goes on after a comma
            if (TakeTitle(at, length, phrase) || TakeValue(phrase) || TakePlace(phrase) || TakeComparison(phrase) || TakeCue(phrase)) return length;
        }
        TakeWord(words[at].Text);
        return 1;
    }

    private void Turn() => (_attitude, _verb, _spent) = (Attitude.Positive, Verb.None, false);

    /// <summary>Whether a word joins what follows to what came before: "no horror or thrillers".</summary>
    private bool Joins(int at) => words[at].Text is "or" or "and" or "nor";

    private bool TakeTitle(int at, int length, string phrase)
    {
        IReadOnlyList<int> titled = lexicon.Titled(phrase);
        if (titled.Count == 0) return false;
        bool quoted = words[at].Start > 0 && said[words[at].Start - 1] is '"' or '“' or '\'' or '‘' or '«';
        bool named = words[at + length - 1].IsCapital && (words.Count == length || _verb != Verb.None || _attitude != Attitude.Positive);
        bool isWord = !Words.WithoutArticle(phrase).Contains(' ', StringComparison.Ordinal);
        if (isWord && !quoted && (!named || lexicon.Values(phrase).Count > 0)) return false; // a word like any other
        AddItem(ids[Likeliest(titled)]);
        return true;
    }

    /// <summary>Of several items with a title, the one that was shown; else the first.</summary>
    private int Likeliest(IReadOnlyList<int> titled) => titled.FirstOrDefault(item => Shown.Any(shown => shown.Item == ids[item]), titled[0]);

    private bool TakeValue(string phrase)
    {
        if (Phrases.IsCue(phrase)) return false; // "like" is a cue, whatever an item's cell says
        IReadOnlyList<(string Column, string Value)> values = lexicon.Values(phrase);
        if (values.Count == 0) return false;
        MoveKind kind = _attitude switch { Attitude.Positive => MoveKind.Want, Attitude.NotSo => MoveKind.AvoidSoftly, _ => MoveKind.Avoid };
        foreach ((string column, string value) in values) _moves.Add(new Move(kind, Column: column, Value: value));
        _spent = _attitude != Attitude.Positive;
        return true;
    }

    private bool TakePlace(string phrase)
    {
        int? pointed = Phrases.PlaceOf(phrase, Shown.Count) ?? (phrase is "this" or "that" && _verb != Verb.None ? 0 : null);
        if (pointed is not { } place || place < 0 || place >= Shown.Count) return false;
        _pointed.Add(place);
        bool why = words.Any(word => word.Text == "why");
        if (why) _moves.Add(new Move(MoveKind.Why, Shown[place].Item));
        else if (_verb != Verb.None || _attitude != Attitude.Positive) AddItem(Shown[place].Item);
        return true;
    }

    private void AddItem(string item)
    {
        MoveKind kind = _attitude != Attitude.Positive ? MoveKind.Refuse : _verb == Verb.Know ? MoveKind.Known : MoveKind.Like;
        _moves.RemoveAll(move => move.Kind == MoveKind.Known && move.Item == item);
        _moves.Add(new Move(kind, item));
        _spent = _attitude != Attitude.Positive;
    }

    private bool TakeComparison(string phrase)
    {
        if (!Phrases.Comparisons.TryGetValue(phrase, out Comparison? comparison)) return false;
        string? column = lexicon.NumberColumns.FirstOrDefault(name => comparison.Columns.Contains(name, StringComparer.OrdinalIgnoreCase));
        double[] numbers = column is null ? [] : [.. Reference().Select(item => lexicon.Number(item, column)).Where(double.IsFinite).Order()];
        if (numbers.Length == 0) _moves.Add(new Move(MoveKind.Unanswerable, Value: comparison.Columns[0]));
        else _moves.Add(new Move(comparison.Less ? MoveKind.Below : MoveKind.Above, Column: column, Value: numbers[numbers.Length / 2].ToString("R")));
        return true;
    }

    /// <summary>What "shorter" is shorter than: the item that was pointed at, or else the middle of the list.</summary>
    private IEnumerable<int> Reference()
    {
        IEnumerable<string> items = _pointed.Count > 0 ? [Shown[_pointed[^1]].Item] : Shown.Select(shown => shown.Item);
        foreach (string id in items)
            if (ids.TryIndex(id, out int item)) yield return item;
    }

    private bool TakeCue(string phrase)
    {
        if (Phrases.Attitudes.TryGetValue(phrase, out Attitude attitude)) (_attitude, _spent) = (attitude, false);
        else if (Phrases.Verbs.TryGetValue(phrase, out Verb verb)) _verb = verb;
        else if (Phrases.Turns.Contains(phrase)) Turn();
        else if (Phrases.Indifference.Contains(phrase)) _moves.Add(new Move(MoveKind.NoPreference));
        else return false;
        return true;
    }

    private void TakeWord(string word)
    {
        if (Phrases.Fillers.Contains(word) || word.Length < 2 || lexicon.Having(word).Count == 0) return;
        if (_attitude == Attitude.Positive) _left.Add(word);
        else _moves.Add(new Move(_attitude == Attitude.NotSo ? MoveKind.AvoidSoftly : MoveKind.Avoid, Value: word));
        _spent = _attitude != Attitude.Positive;
    }
}
