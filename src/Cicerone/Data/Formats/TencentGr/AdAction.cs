namespace Cicerone.Data.Formats.TencentGr;

/// <summary>What a person did with an advertisement; the number is that of the files.</summary>
public enum AdAction
{
    /// <summary>It was shown.</summary>
    Exposure = 0,

    /// <summary>It was clicked.</summary>
    Click = 1,

    /// <summary>What it is for was bought, or done.</summary>
    Conversion = 2,
}
