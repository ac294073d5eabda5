using Cicerone.Models;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Rules;
using Cicerone.Neural.Sequences;

namespace Cicerone.Neural;

/// <summary>The algorithms of this assembly.</summary>
public static class NeuralAlgorithms
{
    /// <summary>All of them: adding one adds one line here.</summary>
    public static IEnumerable<Algorithm> All { get; } =
    [
        Algorithm.Of<BprMfOptions>("bpr-mf", "Vectors of people and items, trained by pairwise ranking (Rendle et al., UAI 2009).", BprMf.Fit, BprMf.Load),
        Algorithm.Of<FlameOptions>("flame", "SASRec that learns beside a frozen partner, by making hybrids of their modules agree (SIGIR 2026).", Flame.Fit, Flame.Load),
        Algorithm.Of<Gru4RecOptions>("gru4rec", "A recurrent network over the last events (Hidasi et al., ICLR 2016), trained with the full softmax.", Gru4Rec.Fit, Gru4Rec.Load),
        Algorithm.Of<LiaOptions>("lia", "AND and OR rules over the history, learned by gradients, whose weights add up to the score (arXiv 2604.04270).", Lia.Fit, Lia.Load),
        Algorithm.Of<LightGcnOptions>("lightgcn", "Vectors spread over the graph of who chose what (He et al., SIGIR 2020).", LightGcn.Fit, LightGcn.Load),
        Algorithm.Of<MultVaeOptions>("mult-vae", "A variational autoencoder of people's choices (Liang et al., WWW 2018).", MultVae.Fit, MultVae.Load),
        Algorithm.Of<SasRecOptions>("sasrec", "Self-attention over the last events (Kang and McAuley, ICDM 2018), trained with the full softmax.", SasRec.Fit, SasRec.Load),
    ];
}
