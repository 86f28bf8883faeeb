using System.Security.Cryptography;
using System.Text;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>
/// The files of the page, out of this assembly. All but the page itself are served under the digest of them all, so that they may be kept for
/// ever: another build has other addresses, and its modules find each other by relative ones.
/// </summary>
internal sealed class DashboardAssets
{
    /// <summary>Where the digest goes in the page.</summary>
    private const string VersionMark = "{version}";

    private const string Prefix = "dashboard/";
    private const string PageName = "index.html";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public DashboardAssets()
    {
        var assembly = typeof(DashboardAssets).Assembly;
        var files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToDictionary(name => name[Prefix.Length..], name => Read(assembly.GetManifestResourceStream(name)!), StringComparer.Ordinal);
        Version = Digest(files.SelectMany(file => Encoding.UTF8.GetBytes(file.Key).Concat(file.Value)));
        Page = new(ContentTypes[".html"], Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files[PageName]).Replace(VersionMark, Version, StringComparison.Ordinal)));
        Files = files.Where(file => file.Key != PageName)
            .ToDictionary(file => file.Key, file => new Asset(ContentTypes[Path.GetExtension(file.Key)], file.Value), StringComparer.Ordinal);
    }

    /// <summary>The page itself.</summary>
    public Asset Page { get; }

    /// <summary>The other files by name.</summary>
    public IReadOnlyDictionary<string, Asset> Files { get; }

    /// <summary>Digest of all files.</summary>
    public string Version { get; }

    private static byte[] Read(Stream stream)
    {
        using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    private static string Digest(IEnumerable<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData([.. bytes]).AsSpan(0, 8));

    /// <summary>A file.</summary>
    /// <param name="ContentType">Media type.</param>
    /// <param name="Bytes">Content.</param>
    internal sealed record Asset(string ContentType, byte[] Bytes);
}
