using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Security;

/// <summary>
/// Keys of the API. A key is <c>cicerone_ID_SECRET</c>: 8 and 32 bytes of chance, in Base64url without its underscore. The secret is
/// shown once and kept as its SHA-256: it is not guessable, so that no slow hash is needed. Keys that another program changes
/// are known within five seconds.
/// </summary>
public sealed class ApiKeys
{
    private const string Prefix = "cicerone";
    private const int IdBytes = 8, SecretBytes = 32;
    private static readonly TimeSpan LongestBelief = TimeSpan.FromSeconds(5);
    private readonly KeyStore _store;
    private readonly TimeProvider _clock;
    private volatile Known? _known;

    /// <summary>The keys of a store.</summary>
    public ApiKeys(KeyStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>Every key, without secrets.</summary>
    public Task<IReadOnlyList<StoredKey>> AllAsync(CancellationToken cancellation) => _store.AllAsync(cancellation);

    /// <summary>Makes a key.</summary>
    /// <param name="note">Whose it is, or what it is for.</param>
    /// <param name="scopes">What it may do; at least one.</param>
    /// <param name="lifetime">How long it is taken; null for ever.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The whole key, which cannot be had again.</returns>
    /// <exception cref="CiceroneException">There is no scope, or the lifetime is not positive.</exception>
    public async Task<string> AddAsync(string note, IReadOnlyCollection<Scope> scopes, TimeSpan? lifetime, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Count == 0) throw new CiceroneException($"A key needs at least one scope: {string.Join(", ", Enum.GetNames<Scope>()).ToLowerInvariant()}.");
        if (lifetime <= TimeSpan.Zero) throw new CiceroneException($"The lifetime of the key is {lifetime}, but must be positive.");
        DateTimeOffset now = _clock.GetUtcNow();
        string id = Chance(IdBytes), secret = Chance(SecretBytes);
        await PutAsync(new StoredKey(id, Hash(secret), [.. scopes.Distinct().Order()], note, now, now + lifetime), cancellation);
        return $"{Prefix}_{id}_{secret}";
    }

    /// <summary>Gives a key a new secret.</summary>
    /// <param name="id">The key.</param>
    /// <param name="overlap">How long the former secret is taken too.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The whole key, which cannot be had again; null when there is none of this id.</returns>
    public async Task<string?> RotateAsync(string id, TimeSpan overlap, CancellationToken cancellation)
    {
        if ((await AllAsync(cancellation)).SingleOrDefault(key => key.Id == id) is not { } key) return null;
        string secret = Chance(SecretBytes);
        await PutAsync(key with { Hash = Hash(secret), FormerHash = key.Hash, FormerUntil = _clock.GetUtcNow() + overlap }, cancellation);
        return $"{Prefix}_{id}_{secret}";
    }

    /// <summary>Revokes a key at once.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellation)
    {
        bool there = await _store.RemoveAsync(id, cancellation);
        _known = null;
        return there;
    }

    /// <summary>The key that a request brings; null when it is wrong or expired.</summary>
    internal async Task<StoredKey?> CheckAsync(string presented, CancellationToken cancellation)
    {
        string[] parts = presented.Split('_');
        if (parts is not [Prefix, var id, var secret] || !(await KnownAsync(cancellation)).TryGetValue(id, out StoredKey? key)) return null;
        DateTimeOffset now = _clock.GetUtcNow();
        byte[] hash = Encoding.ASCII.GetBytes(Hash(secret));
        bool matches = CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(key.Hash))
            || (key.FormerHash is { } former && now < key.FormerUntil && CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(former)));
        return matches && !(now >= key.Expires) ? key : null;
    }

    private async Task PutAsync(StoredKey key, CancellationToken cancellation)
    {
        await _store.PutAsync(key, cancellation);
        _known = null;
    }

    private async Task<IReadOnlyDictionary<string, StoredKey>> KnownAsync(CancellationToken cancellation)
    {
        if (_known is { } known && _clock.GetElapsedTime(known.Read) < LongestBelief) return known.Keys;
        long read = _clock.GetTimestamp();
        Dictionary<string, StoredKey> keys = (await _store.AllAsync(cancellation)).ToDictionary(key => key.Id);
        _known = new Known(keys, read);
        return keys;
    }

    private static string Chance(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes)).Replace('_', '.');

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Known(IReadOnlyDictionary<string, StoredKey> Keys, long Read);
}
