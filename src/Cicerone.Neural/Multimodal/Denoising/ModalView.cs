using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>What a kind of features says of preferences.</summary>
/// <param name="Mapped">x₀, shape [items, width].</param>
/// <param name="Denoised">x̃.</param>
/// <param name="Liked">x̃ brought to length 1: hᵢ.</param>
/// <param name="Preferences">hᵤ = Σ hᵢ/√(degree · degree) over what a person chose, shape [people, width].</param>
internal sealed record ModalView(Tensor Mapped, Tensor Denoised, Tensor Liked, Tensor Preferences);
