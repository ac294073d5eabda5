using System.Globalization;

namespace Cicerone.Server.Live.Filters;

/// <summary>Reads a filter from its text.</summary>
internal sealed class FilterParser
{
    private const int MostCharacters = 4096, MostDepth = 50;
    private readonly List<FilterToken> _tokens;
    private int _next, _depth;

    private FilterParser(string text) => _tokens = FilterTokens.Of(text);

    private FilterToken Next => _tokens[_next];

    /// <summary>The filter of a text.</summary>
    /// <param name="text">The text, of at most 4,096 characters.</param>
    /// <param name="columns">The columns that items have; null takes any.</param>
    /// <exception cref="CiceroneException">It is malformed or too long, or names a column that no item has; the message gives the place.</exception>
    public static ItemFilter Parse(string text, IReadOnlyCollection<string>? columns)
    {
        if (text.Length > MostCharacters) throw new CiceroneException($"The filter has {text.Length} characters, but may have {MostCharacters}.");
        var parser = new FilterParser(text);
        ItemFilter filter = parser.Either();
        if (parser.Next.Kind != FilterTokenKind.End) throw parser.Unexpected("'and', 'or' or the end");
        if (columns is null) return filter;
        foreach (string column in filter.Columns)
            if (!columns.Contains(column, StringComparer.OrdinalIgnoreCase)) throw CiceroneException.UnknownName("item column", column, columns);
        return filter;
    }

    private ItemFilter Either() => Joined("or", Both, parts => new ItemFilter.Any(parts));

    private ItemFilter Both() => Joined("and", One, parts => new ItemFilter.All(parts));

    private ItemFilter Joined(string word, Func<ItemFilter> part, Func<IReadOnlyList<ItemFilter>, ItemFilter> join)
    {
        List<ItemFilter> parts = [part()];
        while (Takes(word)) parts.Add(part());
        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private ItemFilter One()
    {
        if (++_depth > MostDepth) throw new CiceroneException($"The filter is nested more than {MostDepth} deep.");
        try
        {
            if (Takes("not")) return new ItemFilter.Not(One());
            if (!Takes("(")) return Comparison();
            ItemFilter inner = Either();
            Require(")");
            return inner;
        }
        finally
        {
            _depth--;
        }
    }

    private ItemFilter Comparison()
    {
        if (Next.Kind is not (FilterTokenKind.Word or FilterTokenKind.Name)) throw Unexpected("the name of a column");
        string column = Take().Text;
        if (Takes("exists")) return new ItemFilter.Exists(column);
        if (Takes("in")) return new ItemFilter.OneOf(column, Values(), ByEntry: false);
        if (Takes("has")) return new ItemFilter.OneOf(column, Next.Text == "(" ? Values() : new HashSet<string> { Value().Text }, ByEntry: true);
        if (Next.Text is not ("=" or "!=" or "<" or "<=" or ">" or ">=") || Next.Kind != FilterTokenKind.Sign) throw Unexpected("=, !=, <, <=, >, >=, 'in', 'has' or 'exists'");
        string sign = Take().Text;
        FilterToken value = Value();
        double? number = value.Kind == FilterTokenKind.Number ? Number(value) : null;
        ItemFilter equal = number is { } exact ? new ItemFilter.EqualsNumber(column, exact) : new ItemFilter.OneOf(column, new HashSet<string> { value.Text }, ByEntry: false);
        return sign switch
        {
            "=" => equal,
            "!=" => new ItemFilter.Not(equal),
            _ => new ItemFilter.Side(column, value.Text, number, Below: sign[0] == '<', OrEqual: sign.Length > 1),
        };
    }

    private HashSet<string> Values()
    {
        Require("(");
        HashSet<string> values = [Value().Text];
        while (Takes(",")) values.Add(Value().Text);
        Require(")");
        return values;
    }

    private FilterToken Value() => Next.Kind is FilterTokenKind.Text or FilterTokenKind.Number ? Take() : throw Unexpected("a number, or text in \"quotes\"");

    private static double Number(FilterToken token) =>
        double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw new CiceroneException($"'{token.Text}', at character {token.Place} of the filter, is no number; text stands in \"quotes\".");

    private bool Takes(string word)
    {
        if (Next.Kind is not (FilterTokenKind.Word or FilterTokenKind.Sign) || !Next.Text.Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        _next++;
        return true;
    }

    private void Require(string sign)
    {
        if (!Takes(sign)) throw Unexpected($"'{sign}'");
    }

    private FilterToken Take() => _tokens[_next++];

    private CiceroneException Unexpected(string wanted) => new(Next.Kind == FilterTokenKind.End
        ? $"The filter ends too early: {wanted} must follow."
        : $"At character {Next.Place} of the filter there must be {wanted}, but there is '{Next.Text}'.");
}
