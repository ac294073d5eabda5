using Cicerone.Neural.Layers;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>Everything that the present weights see of people and items.</summary>
/// <param name="Spreads">Behaviour after 0, 1 … spreads, and their mean.</param>
/// <param name="People">That mean, of people.</param>
/// <param name="Items">That mean, of items.</param>
/// <param name="Condition">What the denoisers are told of the items.</param>
/// <param name="Modal">Preferences by each kind of features; empty without that view.</param>
/// <param name="Alike">Items spread over the graph of each kind of features; empty without that view.</param>
/// <param name="Weights">Weight of each kind of features in the fusion.</param>
/// <param name="FusedPeople">What ranks.</param>
/// <param name="FusedItems">What is ranked.</param>
internal sealed record FusedViews(IReadOnlyList<Tensor> Spreads, Tensor People, Tensor Items, Tensor Condition, IReadOnlyList<ModalView> Modal, IReadOnlyList<Tensor> Alike, Tensor Weights, Tensor FusedPeople, Tensor FusedItems)
{
    /// <summary>What each kind of features makes of the items, by all views of it that there are.</summary>
    public IEnumerable<Tensor> Contents()
    {
        for (int i = 0; i < Math.Max(Modal.Count, Alike.Count); i++)
            yield return Alike.Count == 0 ? Modal[i].Liked : Modal.Count == 0 ? Alike[i] : Alike[i].Plus(Modal[i].Liked);
    }
}
