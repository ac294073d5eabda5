using Cicerone.Contracts;

namespace Cicerone.Tests.Models;

public sealed class EaseTests : ModelContract
{
    protected override string Name => "ease";

}
