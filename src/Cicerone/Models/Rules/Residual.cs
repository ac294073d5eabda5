using Cicerone.Kernels;

namespace Cicerone.Models.Rules;

/// <summary>What a model of weighted rules leaves unexplained: c (x − y) for each person, where c is how much the person counts.</summary>
internal sealed class Residual
{
    private readonly float[] _values; // [people, items]
    private readonly double[] _importance, _importanceOfItems;
    private readonly int _items;

    /// <param name="people">x: who chose what.</param>
    /// <param name="scores">y, shape [people, items].</param>
    /// <param name="importance">c of each person.</param>
    public Residual(SparseMatrix people, PanelMatrix scores, double[] importance)
    {
        (_items, _importance) = (people.Columns, importance);
        _values = new float[checked(people.Rows * _items)];
        _importanceOfItems = new double[_items];
        for (int person = 0; person < people.Rows; person++)
        {
            Span<float> row = _values.AsSpan(person * _items, _items);
            scores.CopyRow(person, row);
            foreach (int item in people.Indices(person))
            {
                row[item] -= 1;
                _importanceOfItems[item] += importance[person];
            }
            double squares = 0;
            foreach (ref float value in row)
            {
                squares += (double)value * value;
                value *= -(float)importance[person];
            }
            Loss += importance[person] * squares;
        }
    }

    /// <summary>Σᵤ c ‖x − y‖².</summary>
    public double Loss { get; }

    /// <summary>c (x − y) of a person, by item; to be changed where more is explained.</summary>
    public Span<float> Row(int person) => _values.AsSpan(person * _items, _items);

    /// <summary>c of a person.</summary>
    public double ImportanceOf(int person) => _importance[person];

    /// <summary>c of all who chose an item, added.</summary>
    public double ImportanceOfItem(int item) => _importanceOfItems[item];
}
