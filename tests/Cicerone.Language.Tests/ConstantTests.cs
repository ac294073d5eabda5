using Cicerone.Contracts;
using TorchSharp;

namespace Cicerone.Language.Tests;

public sealed class ConstantTests
{
    [Fact]
    public void No_number_stands_beside_a_tensor() =>
        Assert.Equal("", string.Join('\n', NumbersBesideTensors.In(typeof(LanguageAlgorithms).Assembly, typeof(Scalar))));
}
