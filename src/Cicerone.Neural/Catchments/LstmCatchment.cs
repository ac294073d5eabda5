using System.Numerics.Tensors;

namespace Cicerone.Neural.Catchments;

/// <summary>
/// A long short-term memory over the weather of each day (Hochreiter and Schmidhuber, 1997), a linear head and a softplus for flow, differentiated
/// by hand through all days. It keeps no account of water: its balance is all nought. Inputs are divided by the largest value that it is told of each.
/// </summary>
public sealed class LstmCatchment : IDifferentiableCatchment
{
    private const int Gates = 4;
    private readonly int _hidden, _inputs, _inward, _recurrent, _bias, _head;
    private readonly double[] _scale;

    /// <param name="hidden">Cells, 1 to 256.</param>
    /// <param name="scale">The largest rain, evaporation and, where there is one, temperature of the days that it is calibrated on.</param>
    public LstmCatchment(int hidden, IReadOnlyList<double> scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        if (hidden is < 1 or > 256) throw new CiceroneException($"The cells are {hidden}, but must lie in 1 to 256.");
        if (scale.Count is < 2 or > 3 || scale.Any(value => !(value > 0))) throw new CiceroneException("An LSTM needs the largest rain and evaporation, and temperature where there is one, each above 0.");
        (_hidden, _inputs, _scale) = (hidden, scale.Count, [.. scale]);
        (_inward, _recurrent) = (0, Gates * hidden * _inputs);
        _bias = _recurrent + Gates * hidden * hidden;
        _head = _bias + Gates * hidden;
        Parameters = [.. Enumerable.Range(0, _head + hidden + 1).Select(number => $"w{number}")];
    }

    /// <inheritdoc/>
    public string Name => "lstm";

    /// <inheritdoc/>
    public IReadOnlyList<string> Parameters { get; }

    /// <inheritdoc/>
    public double[] Start(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double reach = 1 / Math.Sqrt(_hidden);
        double[] start = [.. Parameters.Select(_ => reach * (2 * random.NextDouble() - 1))];
        for (int cell = 0; cell < _hidden; cell++) start[_bias + _hidden + cell] = 3; // forget little at first
        return start;
    }

    /// <inheritdoc/>
    public WaterBalance Simulate(Forcing forcing, ReadOnlySpan<double> parameters, Span<double> flow)
    {
        ArgumentNullException.ThrowIfNull(forcing);
        Run(forcing, parameters, flow, new Tape(forcing.Days, _hidden, Gates));
        return default;
    }

    /// <inheritdoc/>
    public void Differentiate(Forcing forcing, ReadOnlySpan<double> parameters, ReadOnlySpan<double> byFlow, Span<double> byParameter)
    {
        ArgumentNullException.ThrowIfNull(forcing);
        var tape = new Tape(forcing.Days, _hidden, Gates);
        double[] flow = new double[forcing.Days], byHidden = new double[_hidden], byCell = new double[_hidden], byGate = new double[Gates * _hidden];
        Run(forcing, parameters, flow, tape);
        byParameter.Clear();
        Span<double> input = stackalloc double[_inputs];
        for (int day = forcing.Days - 1; day >= 0; day--)
        {
            Input(forcing, day, input);
            ReadOnlySpan<double> gates = tape.Gates(day), cells = tape.Cells(day + 1), before = tape.Cells(day), hidden = tape.Hidden(day + 1), last = tape.Hidden(day);
            double byHead = byFlow[day] * (1 - Math.Exp(-flow[day])); // the slope of softplus, told by its value
            TensorPrimitives.MultiplyAdd(hidden, byHead, byParameter.Slice(_head, _hidden), byParameter.Slice(_head, _hidden));
            byParameter[_head + _hidden] += byHead;
            TensorPrimitives.MultiplyAdd(parameters.Slice(_head, _hidden), byHead, byHidden, byHidden);
            for (int cell = 0; cell < _hidden; cell++)
            {
                double write = gates[cell], keep = gates[_hidden + cell], candidate = gates[2 * _hidden + cell], show = gates[3 * _hidden + cell], squashed = Math.Tanh(cells[cell]);
                double by = byCell[cell] + byHidden[cell] * show * (1 - squashed * squashed);
                byGate[cell] = by * candidate * Gate.Slope(write);
                byGate[_hidden + cell] = by * before[cell] * Gate.Slope(keep);
                byGate[2 * _hidden + cell] = by * write * (1 - candidate * candidate);
                byGate[3 * _hidden + cell] = byHidden[cell] * squashed * Gate.Slope(show);
                byCell[cell] = by * keep;
            }
            Array.Clear(byHidden);
            for (int gate = 0; gate < byGate.Length; gate++)
            {
                Span<double> recurrent = byParameter.Slice(_recurrent + gate * _hidden, _hidden);
                TensorPrimitives.MultiplyAdd(last, byGate[gate], recurrent, recurrent);
                TensorPrimitives.MultiplyAdd(parameters.Slice(_recurrent + gate * _hidden, _hidden), byGate[gate], byHidden, byHidden);
                for (int i = 0; i < _inputs; i++) byParameter[_inward + gate * _inputs + i] += byGate[gate] * input[i];
                byParameter[_bias + gate] += byGate[gate];
            }
        }
    }

    private void Run(Forcing forcing, ReadOnlySpan<double> parameters, Span<double> flow, Tape tape)
    {
        if (parameters.Length != Parameters.Count) throw new ArgumentException($"There are {parameters.Length} parameters instead of {Parameters.Count}.", nameof(parameters));
        if (_inputs == 3 && forcing.Temperature.Count != forcing.Days) throw new CiceroneException("This LSTM was made with temperatures, and the weather has none.");
        Span<double> input = stackalloc double[_inputs];
        for (int day = 0; day < forcing.Days; day++)
        {
            Input(forcing, day, input);
            Span<double> gates = tape.Gates(day), cells = tape.Cells(day + 1), hidden = tape.Hidden(day + 1);
            ReadOnlySpan<double> last = tape.Hidden(day), before = tape.Cells(day);
            for (int gate = 0; gate < gates.Length; gate++)
            {
                double sum = parameters[_bias + gate] + TensorPrimitives.Dot(parameters.Slice(_recurrent + gate * _hidden, _hidden), last);
                for (int i = 0; i < _inputs; i++) sum += parameters[_inward + gate * _inputs + i] * input[i];
                gates[gate] = gate / _hidden == 2 ? Math.Tanh(sum) : Gate.Logistic(sum);
            }
            for (int cell = 0; cell < _hidden; cell++)
            {
                cells[cell] = gates[_hidden + cell] * before[cell] + gates[cell] * gates[2 * _hidden + cell];
                hidden[cell] = gates[3 * _hidden + cell] * Math.Tanh(cells[cell]);
            }
            double head = parameters[_head + _hidden] + TensorPrimitives.Dot(parameters.Slice(_head, _hidden), hidden);
            flow[day] = head > 30 ? head : Math.Log(1 + Math.Exp(head));
        }
    }

    private void Input(Forcing forcing, int day, Span<double> input)
    {
        input[0] = forcing.Rain[day] / _scale[0];
        input[1] = forcing.Evaporation[day] / _scale[1];
        if (_inputs == 3) input[2] = forcing.Temperature[day] / _scale[2];
    }

    /// <summary>What is kept of each day to go back through: gates, and cells and outputs before the first day and after each.</summary>
    private sealed class Tape(int days, int hidden, int gates)
    {
        private readonly double[] _gates = new double[days * gates * hidden], _cells = new double[(days + 1) * hidden], _hidden = new double[(days + 1) * hidden];

        public Span<double> Gates(int day) => _gates.AsSpan(day * gates * hidden, gates * hidden);

        public Span<double> Cells(int day) => _cells.AsSpan(day * hidden, hidden);

        public Span<double> Hidden(int day) => _hidden.AsSpan(day * hidden, hidden);
    }
}
