using Cicerone.Models;

namespace Cicerone.Neural.Training;

/// <summary>
/// A training run on disk: weights, the optimiser's moments, the best weights and the <see cref="TrainingState"/>, in one
/// safetensors file that is written aside and moved into place whole. Its random numbers need no room: see <see cref="Step"/>.
/// </summary>
/// <param name="path">Where the file lies.</param>
/// <param name="fingerprint">Decides whether a checkpoint belongs to a run: a hash of options, seed and data.</param>
internal sealed class Checkpoint(string path, ulong fingerprint)
{
    private const string State = "training.state", Owner = "training.fingerprint";

    public bool Exists => File.Exists(path);

    public void Write(ParameterSet parameters, TrainingState state)
    {
        var tensors = new List<(string Name, StoredTensor Tensor)>
        {
            (State, StoredTensor.Of(state.ToNumbers(), state.ToNumbers().Length)),
            (Owner, StoredTensor.Of([(long)fingerprint], 1)),
        };
        for (int i = 0; i < parameters.All.Count; i++)
        {
            (Parameter parameter, string key) = (parameters.All[i], parameters.Keys[i]);
            void Add(string part, float[] values) => tensors.Add(($"{part}.{key}", StoredTensor.Of(values, parameter.Shape)));
            Add("weight", parameter.Values.ToArray());
            if (state.BestWeights is { } best) Add("best", best[i]);
            if (parameter.Moment.Length == 0) continue;
            Add("moment", parameter.Moment);
            if (parameter.SquareMoment.Length > 0) Add("square", parameter.SquareMoment);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string aside = $"{path}.new-{Environment.ProcessId}";
        TensorFile.Write(aside, tensors);
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Puts the weights and moments back; returns where the run was.</summary>
    /// <exception cref="CiceroneException">The file is damaged, or of another run.</exception>
    public TrainingState Read(ParameterSet parameters)
    {
        TensorFile file = TensorFile.Read(path);
        if ((ulong)file[Owner].AsInt64(1)[0] != fingerprint)
            throw new CiceroneException($"{path} is the checkpoint of a run with other options, seed or data, so it cannot be continued. Give the same ones, or begin anew without --resume.");
        TrainingState state = TrainingState.FromNumbers(file[State].AsInt64(new TrainingState().ToNumbers().Length));
        if (state.BestEpoch > 0) state.BestWeights = new float[parameters.All.Count][];
        for (int i = 0; i < parameters.All.Count; i++)
        {
            (Parameter parameter, string key) = (parameters.All[i], parameters.Keys[i]);
            file[$"weight.{key}"].AsFloat32(parameter.Shape).CopyTo(parameter.Values);
            if (state.BestWeights is { } best) best[i] = file[$"best.{key}"].AsFloat32(parameter.Shape);
            if (!file.Has($"moment.{key}")) continue;
            parameter.Moment = file[$"moment.{key}"].AsFloat32(parameter.Shape);
            if (file.Has($"square.{key}")) parameter.SquareMoment = file[$"square.{key}"].AsFloat32(parameter.Shape);
        }
        return state;
    }
}
