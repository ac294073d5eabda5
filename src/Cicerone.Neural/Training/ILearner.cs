using Cicerone.Models;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>A network together with what it learns from: all that the trainer needs to know of it.</summary>
internal interface ILearner
{
    /// <summary>How many training examples an epoch passes over.</summary>
    int ExampleCount { get; }

    /// <summary>What is learned.</summary>
    ParameterSet Parameters { get; }

    /// <summary>What else is worth knowing of the present epoch, by name.</summary>
    IReadOnlyDictionary<string, double> Figures => new Dictionary<string, double>();

    /// <summary>The mean loss of some examples: a number that can be differentiated.</summary>
    Tensor Loss(int[] examples, Step step);

    /// <summary>The model that the present weights make: what validation judges and a folder keeps.</summary>
    IRanker Model();
}
