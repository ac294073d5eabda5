using Cicerone.Models;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>A network together with what it learns from: all that the trainer needs to know of it.</summary>
internal interface ILearner
{
    /// <summary>How many training examples an epoch passes over.</summary>
    int ExampleCount { get; }

    /// <summary>
    /// How many examples each section has, where not all can be in memory: an epoch takes the sections in a random order, and the examples of one in a
    /// random order before those of the next. One section holds everything as a rule.
    /// </summary>
    IReadOnlyList<int> Sections => [ExampleCount];

    /// <summary>What is learned.</summary>
    ParameterSet Parameters { get; }

    /// <summary>What else is worth knowing of the present epoch, by name.</summary>
    IReadOnlyDictionary<string, double> Figures => new Dictionary<string, double>();

    /// <summary>
    /// Told before the first step of an epoch, and not again when a run is resumed within one: what is worked out here and read later
    /// belongs in <see cref="Parameters"/>.
    /// </summary>
    /// <param name="epoch">The first is 1.</param>
    void BeginEpoch(int epoch)
    {
    }

    /// <summary>Told before the first step of a section, when a run is resumed within one too: examples are then counted from its first.</summary>
    void BeginSection(int section)
    {
    }

    /// <summary>The mean loss of some examples of the present section: a number that can be differentiated.</summary>
    Tensor Loss(int[] examples, Step step);

    /// <summary>The model that the present weights make: what validation judges and a folder keeps.</summary>
    IRanker Model();
}

/// <summary>A learner of a known kind of model, which owns its weights.</summary>
internal interface ILearner<out TModel> : ILearner, IDisposable where TModel : IRanker
{
    /// <inheritdoc cref="ILearner.Model"/>
    new TModel Model();

    IRanker ILearner.Model() => Model();

    void IDisposable.Dispose() => Parameters.Dispose();
}
