using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Cicerone.Language.Statements.Files;

/// <summary>
/// Reads lists and objects of texts and numbers as Python prints them, which JSON is one way of: what cells of the benchmark's tables hold. Nothing is executed; depth is bounded.
/// </summary>
internal ref struct PythonLiteral
{
    private const int Deepest = 4;
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private PythonLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The value of a text; null where it is none.</summary>
    /// <exception cref="FormatException">It is no such literal.</exception>
    public static JsonNode? Parse(ReadOnlySpan<char> text)
    {
        var literal = new PythonLiteral(text);
        JsonNode? value = literal.Value(0);
        literal.Skip();
        return literal._at == text.Length ? value : throw literal.Wrong();
    }

    private JsonNode? Value(int depth)
    {
        Skip();
        if (depth > Deepest || _at == _text.Length) throw Wrong();
        switch (_text[_at])
        {
            case '[': return List(depth);
            case '{': return Object(depth);
            case '\'' or '"': return JsonValue.Create(Text());
            default:
                int start = _at;
                while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.')) _at++;
                ReadOnlySpan<char> word = _text[start.._at];
                if (word is "None" or "null") return null;
                return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? JsonValue.Create(number) : throw Wrong();
        }
    }

    private JsonArray List(int depth)
    {
        var list = new JsonArray();
        _at++;
        while (!Ends(']'))
        {
            list.Add(Value(depth + 1));
            Part(']');
        }
        return list;
    }

    private JsonObject Object(int depth)
    {
        var made = new JsonObject();
        _at++;
        while (!Ends('}'))
        {
            Skip();
            if (_at == _text.Length || _text[_at] is not ('\'' or '"')) throw Wrong();
            string key = Text();
            Skip();
            if (_at == _text.Length || _text[_at++] != ':') throw Wrong();
            made[key] = Value(depth + 1);
            Part('}');
        }
        return made;
    }

    private string Text()
    {
        char quote = _text[_at++];
        var text = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            char character = _text[_at++];
            if (character != '\\')
            {
                text.Append(character);
                continue;
            }
            if (_at == _text.Length) throw Wrong();
            char escaped = _text[_at++];
            int digits = escaped switch { 'u' => 4, 'x' => 2, _ => 0 };
            if (digits == 0) text.Append(escaped switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => escaped });
            else if (_at + digits <= _text.Length && ushort.TryParse(_text.Slice(_at, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ushort code))
            {
                text.Append((char)code);
                _at += digits;
            }
            else throw Wrong();
        }
        return _at++ < _text.Length ? text.ToString() : throw Wrong();
    }

    /// <summary>Steps over the end of a list or object, when it is next.</summary>
    private bool Ends(char end)
    {
        Skip();
        if (_at == _text.Length) throw Wrong();
        if (_text[_at] != end) return false;
        _at++;
        return true;
    }

    /// <summary>Steps over a comma; what is neither that nor the end is wrong.</summary>
    private void Part(char end)
    {
        Skip();
        if (_at < _text.Length && _text[_at] == ',') _at++;
        else if (_at == _text.Length || _text[_at] != end) throw Wrong();
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private readonly FormatException Wrong() => new($"character {_at + 1} is out of place in a list as Python or JSON writes it");
}
