namespace Cicerone.Models.Circuits;

/// <summary>What a part of a model serves, and so how unlearning may change it.</summary>
public enum CircuitGroup
{
    /// <summary>Nothing that was asked about; by the rule of its group it stays as it is, to the bit.</summary>
    Inert,

    /// <summary>What is to be forgotten.</summary>
    Forget,

    /// <summary>What is to be kept.</summary>
    Retain,

    /// <summary>Both.</summary>
    Shared,
}
