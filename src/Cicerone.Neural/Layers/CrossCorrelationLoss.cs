using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Makes dimension k of the items' own vectors vary with dimension k of what their texts were mapped to, and with no other: the
/// form of Barlow Twins (Zbontar et al., ICML 2021), summed over popular and rare items apart (FAERec, SIGIR 2026).
/// </summary>
/// <param name="offDiagonal">Weight γ of the other dimensions.</param>
internal sealed class CrossCorrelationLoss(double offDiagonal)
{
    private const double Epsilon = 1e-5;

    /// <summary>The loss of the rows at or above the median popularity plus that of those below; a group of one row counts nothing.</summary>
    /// <param name="own">Shape [rows, width].</param>
    /// <param name="mapped">Of that shape.</param>
    /// <param name="popularity">Of each row.</param>
    public Tensor Of(Tensor own, Tensor mapped, int[] popularity)
    {
        int median = popularity.Order().ElementAt((popularity.Length - 1) / 2);
        Tensor sum = torch.zeros([]);
        foreach (bool high in (bool[])[true, false])
        {
            int[] rows = [.. Enumerable.Range(0, popularity.Length).Where(row => popularity[row] >= median == high)];
            if (rows.Length < 2) continue;
            Tensor places = torch.tensor(rows, dtype: torch.int32);
            sum = sum.Plus(OfGroup(own.index_select(0, places), mapped.index_select(0, places)));
        }
        return sum;
    }

    private Tensor OfGroup(Tensor own, Tensor mapped)
    {
        Tensor correlation = Standardise(own).t().matmul(Standardise(mapped)).Over(own.shape[0]), diagonal = correlation.diagonal();
        return diagonal.Complement().Squared().sum().Plus((correlation.Squared().sum() - diagonal.Squared().sum()).Times(offDiagonal));
    }

    private static Tensor Standardise(Tensor x) => (x - x.mean([0L], keepdim: true)) / x.std(0, unbiased: true, keepdim: true).Plus(Epsilon);
}
