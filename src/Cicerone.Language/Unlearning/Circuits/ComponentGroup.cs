namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>What a part of a decoder serves, and so how unlearning may change it.</summary>
internal enum ComponentGroup
{
    /// <summary>Nothing that was asked about: it stays as it is, to the bit.</summary>
    Inert,

    /// <summary>What is to be forgotten.</summary>
    Forget,

    /// <summary>What is to be kept.</summary>
    Retain,

    /// <summary>Both.</summary>
    Shared,
}
