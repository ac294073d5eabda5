using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server;

/// <summary>What a server serves, and where.</summary>
public sealed record ServerOptions
{
    /// <summary>The model in service.</summary>
    public required Recommender Recommender { get; init; }

    /// <summary>The algorithms the host knows; a stop of the tour is built when its algorithm is among them.</summary>
    public required AlgorithmTable Algorithms { get; init; }

    /// <summary>Where events are kept: <c>sqlite:FILE</c> or <c>postgres://USER@HOST/DATABASE</c>; see <see cref="Storage.Store.Open"/>.</summary>
    public required string Store { get; init; }

    /// <summary>
    /// Where to listen: addresses such as <c>http://127.0.0.1:5000</c>, several of them with ';' between. Port 0 takes a
    /// free one. A loopback address is reached from this machine only.
    /// </summary>
    /// <exception cref="CiceroneException">An address is malformed, or is not of http.</exception>
    public string Urls { get; init => field = Checked(value); } = "http://127.0.0.1:5000";

    /// <summary>Events to start an empty store with, so that their people are known; null for none.</summary>
    public InteractionLog? Seed { get; init; }

    /// <summary>What the store is to remember <see cref="Seed"/> by, so that it is taken over once; 1 to 512 characters where there is a seed.</summary>
    public string SeedName { get; init; } = "";

    /// <summary>Registers the <see cref="ILiveState"/> that remembers people and conversations, so that several servers need not ask the store each time; null asks it.</summary>
    public Action<IHostApplicationBuilder>? LiveState { get; init; }

    /// <summary>Folder of the run that is served, so that whoever is forgotten is forgotten in its data too; null leaves it as it is.</summary>
    public string? Run { get; init; }

    /// <summary>Folder of the tour's runs, each under the name of its stop; null shows no stop.</summary>
    public string? Tour { get; init; }

    /// <summary>How the server learns from what people do; null serves <see cref="Recommender"/> as it is.</summary>
    public LearningOptions? Learning { get; init; }

    /// <summary>Whether every request needs a key; it does in any case when an address can be reached from other machines. Set it behind a proxy on this machine.</summary>
    public bool RequireKeys { get; init; }

    /// <summary>How many requests a second each key may send, or each address where no key is needed, at least 1; null for any.</summary>
    /// <exception cref="CiceroneException">It is less.</exception>
    public int? RequestsPerSecond
    {
        get;
        init => field = value is null or >= 1 ? value : throw new CiceroneException($"The requests per second are {value}, but must be at least 1.");
    }

    /// <summary>How many events may wait to be stored before senders are told to come back, at least 1.</summary>
    /// <exception cref="CiceroneException">It is less.</exception>
    public int MostWaitingEvents
    {
        get;
        init => field = value >= 1 ? value : throw new CiceroneException($"The most events that may wait are {value}, but must be at least 1.");
    } = 100_000;

    /// <summary>An OpenTelemetry collector that traces and metrics are sent to (OTLP over HTTP, such as <c>http://127.0.0.1:4318</c>); null sends nothing.</summary>
    /// <exception cref="CiceroneException">It is no address of http or https.</exception>
    public string? Collector
    {
        get;
        init => field = value is null || (Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https") ? value : throw new CiceroneException($"'{value}' is no address of a collector; give one such as http://127.0.0.1:4318.");
    }

    /// <summary>Whether logs are lines of JSON, rather than of text.</summary>
    public bool JsonLogs { get; init; }

    /// <summary>Where logs go beside the console; null for nowhere.</summary>
    public ILoggerProvider? Logs { get; init; }

    /// <summary>How long a server that is told to stop goes on answering while <c>/health/ready</c> says no more, so that a balancer can turn elsewhere; 0 to 10 minutes.</summary>
    /// <exception cref="CiceroneException">It is outside.</exception>
    public TimeSpan Drain
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromMinutes(10) ? value : throw new CiceroneException($"The time to drain is {value}, but must lie in 0 to 10 minutes.");
    }
    /// <summary>How many answered lists may wait to be written down before they are lost, and counted; at least 1.</summary>
    /// <exception cref="CiceroneException">It is less.</exception>
    public int MostWaitingExposures
    {
        get;
        init => field = value >= 1 ? value : throw new CiceroneException($"The most exposures that may wait are {value}, but must be at least 1.");
    } = 10_000;

    /// <summary>How long is kept what people were shown, and what was said in a conversation after its last turn; at least an hour.</summary>
    /// <exception cref="CiceroneException">It is shorter.</exception>
    public TimeSpan ExposuresKept
    {
        get;
        init => field = value >= TimeSpan.FromHours(1) ? value : throw new CiceroneException($"Exposures cannot be kept for {value}; give at least an hour.");
    } = TimeSpan.FromDays(90);

    /// <summary>A language model that reads what people say in conversations and words the answers, within what is shown; null for the phrases that are known.</summary>
    public IChatClient? ChatClient { get; init; }

    /// <summary>Tells the time of events that are recorded without one.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal bool IsLoopbackOnly => Addresses.All(HostCheck.IsLoopback);

    internal bool KeysAreRequired => RequireKeys || !IsLoopbackOnly;

    internal IEnumerable<BindingAddress> Addresses => Parse(Urls);

    private static string Checked(string urls)
    {
        ArgumentNullException.ThrowIfNull(urls);
        if (!Parse(urls).Any()) throw new CiceroneException("There is no address to listen on; give one such as http://127.0.0.1:5000.");
        return urls;
    }

    private static IEnumerable<BindingAddress> Parse(string urls)
    {
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress address;
            try
            {
                address = BindingAddress.Parse(url);
            }
            catch (FormatException fault)
            {
                throw new CiceroneException($"'{url}' is no address to listen on; give one such as http://127.0.0.1:5000.", fault);
            }
            if (address.Port is < 0 or > 65_535) throw new CiceroneException($"The port of '{url}' is {address.Port}, but must lie in 0 to 65535; 0 takes a free one.");
            if (address.Scheme != "http" || address.PathBase.Length > 0 || address.IsUnixPipe || address.IsNamedPipe)
                throw new CiceroneException($"'{url}' cannot be listened on: the server speaks http at the root of a host and port. For anything else, put a proxy before it.");
            yield return address;
        }
    }
}
