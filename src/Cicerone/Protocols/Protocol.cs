using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>The protocols by name, and what they share.</summary>
public static class Protocol
{
    /// <summary>Every protocol with its default options.</summary>
    public static IReadOnlyList<IProtocol> All { get; } = [new LeaveOneOut(), new RandomHoldout()];

    /// <summary>The protocol of a name.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public static IProtocol Named(string name) =>
        All.FirstOrDefault(protocol => protocol.Name == name) ?? throw CiceroneException.UnknownName("protocol", name, All.Select(protocol => protocol.Name));

    /// <summary>A split from the part of each row; rows keep the order of the log.</summary>
    internal static Split ByPart(string name, InteractionLog log, SplitPart[] parts, SplitRules rules)
    {
        InteractionLog Rows(SplitPart part) => log.Select([.. Enumerable.Range(0, log.Count).Where(row => parts[row] == part)]);
        return new Split(name, Rows(SplitPart.Train), Rows(SplitPart.Valid), Rows(SplitPart.Test), rules);
    }
}
