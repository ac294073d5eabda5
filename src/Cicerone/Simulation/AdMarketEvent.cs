using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Simulation;

/// <summary>An advertisement before a person of an <see cref="AdMarket"/>.</summary>
/// <param name="Ad">Its number, from 0.</param>
/// <param name="Action">What the person did.</param>
/// <param name="Time">Unix seconds.</param>
/// <param name="Wanted">The topic that the person wanted then: the truth.</param>
public readonly record struct AdMarketEvent(int Ad, AdAction Action, long Time, int Wanted);
