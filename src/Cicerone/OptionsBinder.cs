using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Cicerone;

/// <summary>Turns options records into settings, JSON and documentation, and back.</summary>
public static class OptionsBinder
{
    private const DynamicallyAccessedMemberTypes Properties = DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>The name of a property outside of C#: <c>MaxLength</c> is <c>max-length</c>.</summary>
    public static string NameOf(string property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var name = new StringBuilder();
        foreach (char c in property)
        {
            if (char.IsUpper(c) && name.Length > 0) name.Append('-');
            name.Append(char.ToLowerInvariant(c));
        }
        return name.ToString();
    }

    /// <summary>What may be set, with the values of the given options as defaults.</summary>
    public static IReadOnlyList<OptionDescription> Describe(OptionSet defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        return [.. All(defaults.GetType()).Select(property => Describe(property, property.GetValue(defaults)!))];
    }

    /// <summary>Default options with the given settings; what is not set keeps its default.</summary>
    /// <inheritdoc cref="Apply{TOptions}"/>
    public static TOptions Bind<[DynamicallyAccessedMembers(Properties)] TOptions>(IReadOnlyDictionary<string, string> settings, string owner)
        where TOptions : OptionSet, new() => Apply(new TOptions(), settings, owner);

    /// <summary>The same options with the given settings changed.</summary>
    /// <param name="options">What keeps its value unless it is set.</param>
    /// <param name="settings">Names and values as a person types them.</param>
    /// <param name="owner">Whose options they are, for messages.</param>
    /// <exception cref="CiceroneException">A name is unknown, a value has the wrong form or is out of range.</exception>
    public static TOptions Apply<TOptions>(TOptions options, IReadOnlyDictionary<string, string> settings, string owner) where TOptions : OptionSet
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        TOptions changed = options with { };
        PropertyInfo[] properties = All(changed.GetType());
        string[] names = [.. properties.Select(property => NameOf(property.Name))];
        if (settings.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown) throw CiceroneException.UnknownName($"option of {owner}", unknown, names);
        foreach (PropertyInfo property in properties) // in the order of the record, so that a preset comes before what is set beside it
            if (settings.TryGetValue(NameOf(property.Name), out string? text)) Set(changed, property, text);
        return changed;
    }

    /// <summary>The settings that would make these options: every option with its value, in the order of the record.</summary>
    public static IReadOnlyDictionary<string, string> ToSettings(OptionSet options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new OrderedDictionary<string, string>(All(options.GetType()).Select(property => KeyValuePair.Create(NameOf(property.Name), Text(property.GetValue(options)!))));
    }

    /// <summary>Reads settings from a JSON object of strings, numbers and booleans.</summary>
    public static IReadOnlyDictionary<string, string> SettingsOf(JsonElement json) =>
        json.EnumerateObject().ToDictionary(member => member.Name,
            member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());

    private static PropertyInfo[] All([DynamicallyAccessedMembers(Properties)] Type type) =>
        [.. type.GetProperties().Where(property => property.GetCustomAttribute<OptionAttribute>() is not null)];

    private static OptionDescription Describe(PropertyInfo property, object value)
    {
        OptionAttribute option = property.GetCustomAttribute<OptionAttribute>()!;
        return new OptionDescription(NameOf(property.Name), TypeName(property.PropertyType), Text(value), option.Min, option.Max, option.Description)
        {
            SearchMin = option.SearchMin,
            SearchMax = option.SearchMax,
            Logarithmic = option.Logarithmic,
        };
    }

    private static string TypeName(Type type) =>
        type.IsEnum ? string.Join('|', Enum.GetNames(type).Select(NameOf))
        : type == typeof(bool) ? "true|false"
        : type == typeof(int) || type == typeof(long) ? "whole number"
        : type == typeof(string) ? "text" : "number";

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum word => NameOf(word.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static void Set(object options, PropertyInfo property, string text)
    {
        object value;
        try
        {
            value = property.PropertyType.IsEnum
                ? Enum.Parse(property.PropertyType, Enum.GetNames(property.PropertyType).FirstOrDefault(word => NameOf(word) == text) ?? "")
                : Convert.ChangeType(text, property.PropertyType, CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException)
        {
            throw new CiceroneException($"Option '{NameOf(property.Name)}' is '{text}', but must be {TypeName(property.PropertyType)}.", fault);
        }
        try
        {
            property.SetValue(options, value);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is CiceroneException range)
        {
            throw new CiceroneException(range.Message, fault);
        }
    }
}
