namespace Cicerone.Client;

/// <summary>The rules by which lists are composed.</summary>
public sealed class MerchandisingClient
{
    private readonly ApiChannel _channel;

    internal MerchandisingClient(ApiChannel channel) => _channel = channel;

    /// <summary>Names of the settings.</summary>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default) => _channel.GetAsync<IReadOnlyList<string>>("/v1/merchandising", cancellation);

    /// <summary>Settings of a name.</summary>
    /// <exception cref="CiceroneApiException">There are none.</exception>
    public Task<MerchandisingSettings> GetAsync(string name, CancellationToken cancellation = default) => _channel.GetAsync<MerchandisingSettings>($"/v1/merchandising/{ApiChannel.Id(name, "name")}", cancellation);

    /// <summary>Sets the rules of a name; those named <c>default</c> hold where no experiment says otherwise.</summary>
    /// <exception cref="CiceroneApiException">A rule cannot hold; the message names it.</exception>
    public Task<MerchandisingSettings> PutAsync(string name, MerchandisingSettings settings, CancellationToken cancellation = default) =>
        _channel.PutAsync<MerchandisingSettings, MerchandisingSettings>($"/v1/merchandising/{ApiChannel.Id(name, "name")}", settings, cancellation);

    /// <summary>Removes the rules of a name.</summary>
    /// <exception cref="CiceroneApiException">There are none.</exception>
    public Task<RemovedName> DeleteAsync(string name, CancellationToken cancellation = default) => _channel.DeleteAsync<RemovedName>($"/v1/merchandising/{ApiChannel.Id(name, "name")}", cancellation);
}
