using Cicerone.Contracts;

namespace Cicerone.Tests.Models;

public sealed class ItemKnnTests : ModelContract
{
    protected override string Name => "item-knn";

}
