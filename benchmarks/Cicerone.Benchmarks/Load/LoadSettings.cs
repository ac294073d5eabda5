using System.Globalization;

namespace Cicerone.Benchmarks.Load;

/// <summary>Settings as they are typed: <c>name=value</c>.</summary>
internal sealed class LoadSettings
{
    private readonly Dictionary<string, string> _values;

    /// <exception cref="CiceroneException">A name is unknown.</exception>
    public LoadSettings(IEnumerable<string> typed, params string[] known)
    {
        _values = typed.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1]);
        if (_values.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown) throw CiceroneException.UnknownName("setting", unknown, known);
    }

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public int Whole(string name, int otherwise) => _values.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
