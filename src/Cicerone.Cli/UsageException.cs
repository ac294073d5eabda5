namespace Cicerone.Cli;

/// <summary>A call that cannot be meant as it was typed: the exit code is <see cref="CommandLine.WrongUsage"/>.</summary>
/// <param name="message">What is wrong and what to type.</param>
public sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Looks up something the person named; a name that does not exist, or a value out of range, is wrong usage.</summary>
    public static T Unless<T>(Func<T> lookUp)
    {
        ArgumentNullException.ThrowIfNull(lookUp);
        try
        {
            return lookUp();
        }
        catch (CiceroneException fault)
        {
            throw new UsageException(fault.Message);
        }
    }
}
