using Cicerone.Contracts;

namespace Cicerone.Tests.Models;

public sealed class PopularityTests : ModelContract
{
    protected override string Name => "popularity";

    protected override bool LearnsTaste => false;
}
