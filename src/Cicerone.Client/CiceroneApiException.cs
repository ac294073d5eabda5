using System.Net;

namespace Cicerone.Client;

/// <summary>The server has refused a request, and says why: its problem document (RFC 9457).</summary>
public sealed class CiceroneApiException : Exception
{
    /// <summary>A refusal with its status, and what the server says.</summary>
    public CiceroneApiException(HttpStatusCode status, string message) : base(message) => Status = status;

    /// <summary>A refusal with a message and its cause.</summary>
    public CiceroneApiException(string message, Exception cause) : base(message, cause) { }

    /// <summary>A refusal with a message.</summary>
    public CiceroneApiException(string message) : base(message) { }

    /// <summary>A refusal without a message; prefer one that says what to do.</summary>
    public CiceroneApiException() { }

    /// <summary>The status of the answer; 0 where there was none.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Whether what was asked for is not there.</summary>
    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>Whether the server takes no more for the moment, and the same may be sent again.</summary>
    public bool IsBusy => Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
}
