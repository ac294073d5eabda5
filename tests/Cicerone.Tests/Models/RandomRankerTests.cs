using Cicerone.Contracts;

namespace Cicerone.Tests.Models;

public sealed class RandomRankerTests : ModelContract
{
    protected override string Name => "random";

    protected override bool LearnsTaste => false;
}
