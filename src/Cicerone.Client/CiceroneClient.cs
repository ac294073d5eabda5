namespace Cicerone.Client;

/// <summary>
/// A client of a Cicerone server: one property a resource of its API. Requests that may be sent twice are sent again when the server is
/// out of reach or busy; a refusal is a <see cref="CiceroneApiException"/>. Safe for use by several threads.
/// </summary>
public sealed class CiceroneClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _isOwn;

    /// <summary>A client of the server at an address.</summary>
    /// <param name="options">Where it is, and how it is asked.</param>
    public CiceroneClient(CiceroneClientOptions options) : this(options, new HttpClient(), isOwn: true) { }

    /// <summary>A client that sends by an HTTP client of the caller's, who disposes of it.</summary>
    /// <param name="options">Where the server is, and how it is asked.</param>
    /// <param name="http">What sends.</param>
    public CiceroneClient(CiceroneClientOptions options, HttpClient http) : this(options, http, isOwn: false) { }

    private CiceroneClient(CiceroneClientOptions options, HttpClient http, bool isOwn)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(http);
        (_http, _isOwn) = (http, isOwn);
        var channel = new ApiChannel(http, options);
        (Events, Items, People, Recommendations) = (new EventsClient(channel), new ItemsClient(channel), new PeopleClient(channel), new RecommendationsClient(channel));
        (Models, Merchandising, Experiments, Exposures) = (new ModelsClient(channel), new MerchandisingClient(channel), new ExperimentsClient(channel), new ExposuresClient(channel));
        (Conversations, Keys, Tour, Health) = (new ConversationsClient(channel), new KeysClient(channel), new TourClient(channel), new HealthClient(channel));
    }

    /// <summary>What people did.</summary>
    public EventsClient Events { get; }

    /// <summary>What is known of items.</summary>
    public ItemsClient Items { get; }

    /// <summary>Who is known, and what is kept of them.</summary>
    public PeopleClient People { get; }

    /// <summary>Recommendations, with reasons.</summary>
    public RecommendationsClient Recommendations { get; }

    /// <summary>Recommendations in conversation.</summary>
    public ConversationsClient Conversations { get; }

    /// <summary>The model in service, its versions, and runs.</summary>
    public ModelsClient Models { get; }

    /// <summary>The rules by which lists are composed.</summary>
    public MerchandisingClient Merchandising { get; }

    /// <summary>Experiments, and what another model would have earned.</summary>
    public ExperimentsClient Experiments { get; }

    /// <summary>What people were shown.</summary>
    public ExposuresClient Exposures { get; }

    /// <summary>Keys, and what was done with them.</summary>
    public KeysClient Keys { get; }

    /// <summary>The stops of the tour.</summary>
    public TourClient Tour { get; }

    /// <summary>Whether the server runs and can answer.</summary>
    public HealthClient Health { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwn) _http.Dispose();
    }
}
