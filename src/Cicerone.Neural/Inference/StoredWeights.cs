using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Inference;

/// <summary>The weights of a model as its folder keeps them.</summary>
/// <param name="All">Every tensor with its name.</param>
internal sealed record StoredWeights(IReadOnlyList<(string Name, StoredTensor Tensor)> All)
{
    public static StoredWeights Of(TensorFile file) => new([.. file.Names.Select(name => (name, file[name]))]);

    public static StoredWeights Of(ParameterSet parameters) => new([.. parameters.All.Select(parameter => (parameter.Name, parameter.ToTensor()))]);

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="CiceroneException">There is none.</exception>
    public StoredTensor Named(string name) => All.FirstOrDefault(weight => weight.Name == name).Tensor
        ?? throw new CiceroneException($"The model folder has no tensor '{name}': it is damaged, or its options are not those of the fit.");

    /// <summary>The same with another tensor under a name.</summary>
    public StoredWeights With(string name, StoredTensor tensor) => new([.. All.Select(weight => weight.Name == name ? (name, tensor) : weight)]);
}
