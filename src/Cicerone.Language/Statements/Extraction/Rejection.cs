namespace Cicerone.Language.Statements.Extraction;

/// <summary>Why a candidate is no statement.</summary>
public enum Rejection
{
    /// <summary>It tells of the writer, the reader or their families.</summary>
    Personal,

    /// <summary>It is of delivery.</summary>
    Delivery,

    /// <summary>It is of whoever sells the product.</summary>
    Seller,

    /// <summary>It advises, or tells of buying and giving.</summary>
    Advice,

    /// <summary>It compares with something else.</summary>
    Comparison,

    /// <summary>It asks.</summary>
    Question,

    /// <summary>It is of sending back.</summary>
    Return,

    /// <summary>It wishes or supposes.</summary>
    Wish,

    /// <summary>A candidate of the same review says the same, or more.</summary>
    Implied,

    /// <summary>What it is about is in no list: a word that happened to stand there, or the kind of product itself.</summary>
    NoAspect,

    /// <summary>Nothing is left of it after normalisation, or it says several things.</summary>
    Malformed,
}
