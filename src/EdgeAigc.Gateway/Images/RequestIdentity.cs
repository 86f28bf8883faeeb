using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeAigc.Gateway.Images;

/// <summary>Ids and seeds of a request. The same idempotency key gives the same ones, so that a request sent again is the same request.</summary>
internal sealed class RequestIdentity
{
    /// <summary>Longest idempotency key in characters.</summary>
    public const int MaxKeyLength = 255;

    /// <summary>Characters of <see cref="Name"/>.</summary>
    public const int NameLength = 32;

    private readonly byte[] _digest;

    private RequestIdentity(byte[] digest) => _digest = digest;

    /// <summary>Name of the request, in hexadecimal digits.</summary>
    public string Name => Convert.ToHexStringLower(_digest.AsSpan(0, NameLength / 2));

    /// <summary>Seed where the request names none: 31 bits, which every client can hold.</summary>
    public long Seed => BinaryPrimitives.ReadInt32LittleEndian(_digest.AsSpan(16)) & int.MaxValue;

    /// <summary>Makes it from the key, apart for each tenant and user; a request without a key has one of its own.</summary>
    /// <param name="key">Idempotency key, or null.</param>
    /// <param name="tenant">Tenant of the caller's API key, or null.</param>
    /// <param name="user">User that the request names, or null.</param>
    public static RequestIdentity Create(string? key, string? tenant, string? user) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(key is null ? $"request\n{Guid.NewGuid():N}" : $"key\n{tenant?.Length ?? -1}\n{tenant}\n{user?.Length ?? -1}\n{user}\n{key}")));

    /// <summary>Id of one of the images.</summary>
    /// <param name="index">Which, from 0.</param>
    public string RequestId(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"http-{Name}-{index}");
}
