using System.Globalization;

namespace Cicerone.Server.Live.Filters;

/// <summary>
/// Which items may be recommended, as an expression over their columns:
/// <c>author = "Stanisław Lem" and (year &gt;= 1960 or not genre has "horror")</c>. See docs/server.md for the language.
/// </summary>
internal abstract record ItemFilter
{
    /// <summary>The expression that all of some filters make; null where they are empty and let all be.</summary>
    /// <param name="columns">The columns that items have; null takes any.</param>
    /// <param name="filters">The filters.</param>
    /// <exception cref="CiceroneException">A filter is malformed, or names a column that no item has.</exception>
    public static ItemFilter? Parse(IReadOnlyCollection<string>? columns, params string[] filters)
    {
        ItemFilter[] parts = [.. filters.Where(filter => filter.Length > 0).Select(filter => FilterParser.Parse(filter, columns))];
        return parts.Length switch { 0 => null, 1 => parts[0], _ => new All(parts) };
    }

    /// <summary>Whether an item fits.</summary>
    public abstract bool Accepts(ItemCells cells);

    /// <summary>Every column that is asked for.</summary>
    public abstract IEnumerable<string> Columns { get; }

    /// <summary>All of the parts hold.</summary>
    internal sealed record All(params IReadOnlyList<ItemFilter> Parts) : ItemFilter
    {
        public override bool Accepts(ItemCells cells)
        {
            foreach (ItemFilter part in Parts) if (!part.Accepts(cells)) return false;
            return true;
        }

        public override IEnumerable<string> Columns => Parts.SelectMany(part => part.Columns);
    }

    /// <summary>One of the parts holds.</summary>
    internal sealed record Any(params IReadOnlyList<ItemFilter> Parts) : ItemFilter
    {
        public override bool Accepts(ItemCells cells)
        {
            foreach (ItemFilter part in Parts) if (part.Accepts(cells)) return true;
            return false;
        }

        public override IEnumerable<string> Columns => Parts.SelectMany(part => part.Columns);
    }

    /// <summary>The part does not hold.</summary>
    internal sealed record Not(ItemFilter Part) : ItemFilter
    {
        public override bool Accepts(ItemCells cells) => !Part.Accepts(cells);

        public override IEnumerable<string> Columns => Part.Columns;
    }

    /// <summary>The cell is there.</summary>
    internal sealed record Exists(string Column) : ItemFilter
    {
        public override bool Accepts(ItemCells cells) => cells.Cell(Column) is { Length: > 0 };

        public override IEnumerable<string> Columns => [Column];
    }

    /// <summary>The cell, or one of its entries, is one of the values.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Values">The values.</param>
    /// <param name="ByEntry">Whether the cell is a list.</param>
    internal sealed record OneOf(string Column, IReadOnlySet<string> Values, bool ByEntry) : ItemFilter
    {
        public override bool Accepts(ItemCells cells) =>
            ByEntry ? cells.Entries(Column).Any(Values.Contains) : cells.Cell(Column) is { } cell && Values.Contains(cell);

        public override IEnumerable<string> Columns => [Column];
    }

    /// <summary>The cell lies on the wanted side of a value: by number where the value is one, else by code points.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Value">The value as text.</param>
    /// <param name="Number">The value as a number; null for text.</param>
    /// <param name="Below">Whether smaller cells are wanted, rather than greater ones.</param>
    /// <param name="OrEqual">Whether equal ones are wanted too.</param>
    internal sealed record Side(string Column, string Value, double? Number, bool Below, bool OrEqual) : ItemFilter
    {
        public override bool Accepts(ItemCells cells)
        {
            if (cells.Cell(Column) is not { } cell) return false;
            int order;
            if (Number is not { } number) order = string.CompareOrdinal(cell, Value);
            else if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double found) && double.IsFinite(found)) order = found.CompareTo(number);
            else return false;
            return order == 0 ? OrEqual : order < 0 == Below;
        }

        public override IEnumerable<string> Columns => [Column];
    }

    /// <summary>The cell is a number equal to the value, however it is written.</summary>
    internal sealed record EqualsNumber(string Column, double Value) : ItemFilter
    {
        public override bool Accepts(ItemCells cells) =>
            double.TryParse(cells.Cell(Column), NumberStyles.Float, CultureInfo.InvariantCulture, out double found) && found.Equals(Value);

        public override IEnumerable<string> Columns => [Column];
    }
}
