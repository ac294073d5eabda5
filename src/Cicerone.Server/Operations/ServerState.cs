using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Operations;

/// <summary>How the server is, beside its store: whether it is stopping, and what is wrong with a model that it was to serve.</summary>
internal sealed partial class ServerState(TimeProvider clock, ILogger<ServerState> log)
{
    private volatile bool _isStopping;
    private volatile string? _modelFault;

    /// <summary>Whether new requests had better go elsewhere.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Why the last exchange of the model was refused; null when it went well.</summary>
    public string? ModelFault => _modelFault;

    /// <summary>When the server started.</summary>
    public DateTimeOffset Started { get; } = clock.GetUtcNow();

    public void Stop() => _isStopping = true;

    public void ModelExchanged() => _modelFault = null;

    public void ModelRefused(string fault)
    {
        _modelFault = fault;
        LogRefused(log, fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A model could not be put in service, and the one before it goes on. {Fault}")]
    private static partial void LogRefused(ILogger log, string fault);
}
