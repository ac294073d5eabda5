using Cicerone.Models;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Generative;
using Cicerone.Neural.Generative.SemanticIds;
using Cicerone.Neural.Multimodal;
using Cicerone.Neural.Multimodal.Denoising;
using Cicerone.Neural.Rules;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Fusion;

namespace Cicerone.Neural;

/// <summary>The algorithms of this assembly.</summary>
public static class NeuralAlgorithms
{
    /// <summary>All of them: adding one adds one line here.</summary>
    public static IEnumerable<Algorithm> All { get; } =
    [
        Algorithm.Of<Bert4RecOptions>("bert4rec", "Self-attention from both sides, which learns to fill in hidden events (Sun et al., CIKM 2019).", Bert4Rec.Fit, Bert4Rec.Load, sharesBatches: true),
        Algorithm.Of<Bm3Options>("bm3", "Vectors over the graph of who chose what that predict each other and are predicted by features, without negatives (Zhou et al., WWW 2023).", Bm3.Fit, Bm3.Load, takesWeights: true),
        Algorithm.Of<BprMfOptions>("bpr-mf", "Vectors of people and items, trained by pairwise ranking (Rendle et al., UAI 2009).", BprMf.Fit, BprMf.Load, takesWeights: true, sharesBatches: true),
        Algorithm.Of<FaerecOptions>("faerec", "A sequence model whose items are behaviour and text, aligned and joined by a gate: for items few people chose (SIGIR 2026).", Faerec.Fit, Faerec.Load),
        Algorithm.Of<FlameOptions>("flame", "SASRec that learns beside a frozen partner, by making hybrids of their modules agree (SIGIR 2026).", Flame.Fit, Flame.Load),
        Algorithm.Of<FmlpRecOptions>("fmlp-rec", "Filters over the frequencies of the last events (Zhou et al., WWW 2022).", FmlpRec.Fit, FmlpRec.Load, FmlpRec.Fit, sharesBatches: true),
        Algorithm.Of<FreedomOptions>("freedom", "LightGCN with a frozen graph of items alike by their features, on a graph of choices without a share of its edges (Zhou and Shen, MM 2023).", Freedom.Fit, Freedom.Load, takesWeights: true),
        Algorithm.Of<Gru4RecOptions>("gru4rec", "A recurrent network over the last events (Hidasi et al., ICLR 2016), trained with the full softmax.", Gru4Rec.Fit, Gru4Rec.Load, Gru4Rec.Fit, sharesBatches: true),
        Algorithm.Of<JbmDiffOptions>("jbm-diff", "Features denoised by diffusion under behaviour, fused with it, and training pairs weighed by credibility (a reconstruction of arXiv 2604.03654).", JbmDiff.Fit, JbmDiff.Load, takesWeights: true),
        Algorithm.Of<LiaOptions>("lia", "AND and OR rules over the history whose weights add up to the score (arXiv 2604.04270).", Lia.Fit, Lia.Load),
        Algorithm.Of<LightGcnOptions>("lightgcn", "Vectors spread over the graph of who chose what (He et al., SIGIR 2020).", LightGcn.Fit, LightGcn.Load, takesWeights: true, sharesBatches: true),
        Algorithm.Of<LruRecOptions>("lru-rec", "A linear recurrence over the last events (Yue et al., WSDM 2024).", LruRec.Fit, LruRec.Load, LruRec.Fit, sharesBatches: true),
        Algorithm.Of<MultVaeOptions>("mult-vae", "A variational autoencoder of people's choices (Liang et al., WWW 2018).", MultVae.Fit, MultVae.Load, sharesBatches: true),
        Algorithm.Of<SasRecOptions>("sasrec", "Self-attention over the last events (Kang and McAuley, ICDM 2018), trained with the full softmax.", SasRec.Fit, SasRec.Load, SasRec.Fit, sharesBatches: true),
        Algorithm.Of<SidHeadOptions>("sid-head", "A few codes stand for each item and are predicted one after the other; what is found is ranked by a sasrec tower (after OnePiece, TencentGR's contest).", SidHeadModel.Fit, SidHeadModel.Load),
        Algorithm.Of<TencentGrOptions>("tencentgr", "A causal network over exposures, clicks and conversions, their times, fields and vectors (arXiv 2604.04976).", TencentGr.Fit, TencentGr.Load),
        Algorithm.Of<VbprOptions>("vbpr", "Vectors of which half is mapped from the items' features, trained by pairwise ranking (He and McAuley, AAAI 2016).", Vbpr.Fit, Vbpr.Load, takesWeights: true, sharesBatches: true),
    ];
}
