using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cicerone.Models;

/// <summary>
/// Options of an algorithm: a record whose properties carry <see cref="OptionAttribute"/>. The same properties are the
/// command line's settings, the JSON in the model folder and the documentation.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract record AlgorithmOptions
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
