namespace Cicerone.Client;

/// <summary>What the stop of JKGE_ss shows: a bookshop whose seasons move, as a model and a forecast from before see it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Sees">What the reader sees there.</param>
/// <param name="Months">By how many months the seasons came later after the break, 0 to 6.</param>
/// <param name="Books">Whether other books sold after it.</param>
/// <param name="Break">When it was.</param>
/// <param name="Before">How the forecast of demand did before the break.</param>
/// <param name="After">How it did after it.</param>
/// <param name="Genres">Demand for each genre, as it was and as it was forecast.</param>
/// <param name="Hits">What lists held, period by period.</param>
/// <param name="Alarms">What the alarms found.</param>
/// <param name="Retrained">The model that was learned anew after the first alarm; null where all stayed silent.</param>
public sealed record SeasonExhibit(string Method, string Sees, int Months, bool Books, DateTimeOffset Break, SeasonScore Before, SeasonScore After,
    IReadOnlyList<SeasonGenre> Genres, IReadOnlyList<SeasonHits> Hits, IReadOnlyList<SeasonAlarm> Alarms, SeasonRetrained? Retrained);

/// <summary>How shares of demand were forecast: medians over genres.</summary>
/// <param name="JkgeSs">JKGE_ss; 1 when perfect, null where nothing can be told.</param>
/// <param name="Level">M*, the error of level.</param>
/// <param name="Variability">V*, the error of variability.</param>
/// <param name="Timing">R*, the error of timing.</param>
/// <param name="Ceiling">JKGE_ss of one half of the readers by the other: what noise leaves to be known.</param>
public sealed record SeasonScore(double? JkgeSs, double? Level, double? Variability, double? Timing, double? Ceiling);

/// <summary>Demand for a genre, a value a week.</summary>
/// <param name="Genre">Its name.</param>
/// <param name="Observed">Its share of what was chosen; null in weeks with too few events.</param>
/// <param name="Forecast">The share that was forecast.</param>
public sealed record SeasonGenre(string Genre, IReadOnlyList<double?> Observed, IReadOnlyList<double> Forecast);

/// <summary>The share of readers whose list of ten held something that they chose in a week.</summary>
/// <param name="Start">When the week began.</param>
/// <param name="Model">The model that was fitted before.</param>
/// <param name="RecentPopularity">Recent popularity, learned anew each week.</param>
public sealed record SeasonHits(DateTimeOffset Start, double Model, double RecentPopularity);

/// <summary>What an alarm found.</summary>
/// <param name="Watches">What it watches.</param>
/// <param name="FiredAt">When it fired; null where it stayed silent.</param>
/// <param name="FalseAlarms">The chance that it ever fires although no more has changed than is tolerated.</param>
/// <param name="InTwin">Whether it fired in the twin, the same shop in which nothing changed.</param>
public sealed record SeasonAlarm(string Watches, DateTimeOffset? FiredAt, double FalseAlarms, bool InTwin);

/// <summary>A model that was learned anew and judged as the server judges one.</summary>
/// <param name="At">When.</param>
/// <param name="Promoted">Whether it took the place of the one in service.</param>
/// <param name="Judged">How it was found against that.</param>
public sealed record SeasonRetrained(DateTimeOffset At, bool Promoted, Judgement? Judged);
