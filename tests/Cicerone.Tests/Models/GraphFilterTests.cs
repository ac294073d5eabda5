using Cicerone.Contracts;

namespace Cicerone.Tests.Models;

public sealed class GraphFilterTests : ModelContract
{
    protected override string Name => "gf-cf";
}
