using Cicerone.Contracts;

namespace Cicerone.Tests.Models;

public sealed class AlsTests : ModelContract
{
    protected override string Name => "als";

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["factors"] = "4" };
}

public sealed class AlsCholeskyTests : ModelContract
{
    protected override string Name => "als";

    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["factors"] = "4", ["solver"] = "cholesky", ["scale-by-frequency"] = "true", ["regularisation"] = "0.01" };
}
