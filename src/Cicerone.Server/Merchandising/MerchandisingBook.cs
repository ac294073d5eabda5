using System.Text.Json;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Merchandising;

/// <summary>The merchandising settings of the site, by name.</summary>
internal sealed class MerchandisingBook(Store store, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly DocumentCache<MerchandisingSettings> _documents = new(store.Merchandising, Read, clock);

    /// <summary>All settings.</summary>
    public ValueTask<IReadOnlyDictionary<string, MerchandisingSettings>> AllAsync(CancellationToken cancellation) => _documents.AllAsync(cancellation);

    /// <summary>Settings of a name; no rules where there are none of it.</summary>
    public async ValueTask<MerchandisingSettings> FindAsync(string name, CancellationToken cancellation) => (await AllAsync(cancellation)).GetValueOrDefault(name) ?? MerchandisingSettings.None;

    /// <summary>Settings that are there.</summary>
    /// <exception cref="NotFoundException">There are none of this name; the message gives the nearest.</exception>
    public async Task<MerchandisingSettings> ExistingAsync(string name, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, MerchandisingSettings> all = await AllAsync(cancellation);
        return all.GetValueOrDefault(name) ?? throw new NotFoundException(CiceroneException.UnknownName("merchandising settings", name, all.Keys).Message);
    }

    /// <summary>Stores settings; those of the same name are replaced.</summary>
    public Task PutAsync(string name, MerchandisingSettings settings, CancellationToken cancellation) => _documents.PutAsync(new StoredDocument(name, JsonSerializer.Serialize(settings, Web)), cancellation);

    /// <summary>Removes settings.</summary>
    /// <returns>Whether they were there.</returns>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellation) => _documents.RemoveAsync(name, cancellation);

    private static MerchandisingSettings Read(StoredDocument document)
    {
        using JsonDocument json = JsonDocument.Parse(document.Json);
        return MerchandisingReader.Read(json.RootElement);
    }
}
