using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Cicerone.Models;

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
    public static IReadOnlyList<OptionDescription> Describe<[DynamicallyAccessedMembers(Properties)] TOptions>(TOptions defaults)
        where TOptions : AlgorithmOptions =>
        [.. All(typeof(TOptions)).Select(property => Describe(property, property.GetValue(defaults)!))];

    /// <summary>Options with the given settings; what is not set keeps its default.</summary>
    /// <param name="settings">Names and values as a person types them.</param>
    /// <param name="owner">Whose options they are, for messages.</param>
    /// <exception cref="CiceroneException">A name is unknown, a value has the wrong form or is out of range.</exception>
    public static TOptions Bind<[DynamicallyAccessedMembers(Properties)] TOptions>(IReadOnlyDictionary<string, string> settings, string owner)
        where TOptions : AlgorithmOptions, new()
    {
        ArgumentNullException.ThrowIfNull(settings);
        var options = new TOptions();
        Dictionary<string, PropertyInfo> byName = All(typeof(TOptions)).ToDictionary(property => NameOf(property.Name));
        foreach ((string name, string text) in settings)
        {
            if (!byName.TryGetValue(name, out PropertyInfo? property)) throw CiceroneException.UnknownName($"option of {owner}", name, byName.Keys);
            Set(options, property, text);
        }
        return options;
    }

    /// <summary>The settings that would make these options: every option with its value.</summary>
    public static IReadOnlyDictionary<string, string> ToSettings<[DynamicallyAccessedMembers(Properties)] TOptions>(TOptions options)
        where TOptions : AlgorithmOptions =>
        All(typeof(TOptions)).ToDictionary(property => NameOf(property.Name), property => Text(property.GetValue(options)!));

    /// <summary>Reads settings from a JSON object of strings, numbers and booleans.</summary>
    public static IReadOnlyDictionary<string, string> SettingsOf(JsonElement json) =>
        json.EnumerateObject().ToDictionary(member => member.Name,
            member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());

    private static PropertyInfo[] All([DynamicallyAccessedMembers(Properties)] Type type) =>
        [.. type.GetProperties().Where(property => property.GetCustomAttribute<OptionAttribute>() is not null)];

    private static OptionDescription Describe(PropertyInfo property, object value)
    {
        OptionAttribute option = property.GetCustomAttribute<OptionAttribute>()!;
        return new OptionDescription(NameOf(property.Name), TypeName(property.PropertyType), Text(value), option.Min, option.Max, option.Description);
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
                ? Enum.Parse(property.PropertyType, text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)
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
