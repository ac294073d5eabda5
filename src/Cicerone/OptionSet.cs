using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cicerone;

/// <summary>
/// A record whose properties with an <see cref="OptionAttribute"/> can be set. The same properties are the command line's
/// settings, JSON and the documentation; <see cref="OptionsBinder"/> turns one into the other.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract record OptionSet
{
    /// <summary>For <c>init</c> accessors: the value, when it is in the range of the property's <see cref="OptionAttribute"/>.</summary>
    /// <exception cref="CiceroneException">It is outside; the message gives the option and its range.</exception>
    protected T Checked<T>(T value, [CallerMemberName] string property = "") where T : IConvertible
    {
        OptionAttribute option = GetType().GetProperty(property)!.GetCustomAttribute<OptionAttribute>()!;
        double number = value.ToDouble(provider: null);
        if (number >= option.Min && number <= option.Max) return value;
        throw new CiceroneException($"Option '{OptionsBinder.NameOf(property)}' is {value}, but must lie in {option.Min} to {option.Max}: {option.Description}.");
    }
}
