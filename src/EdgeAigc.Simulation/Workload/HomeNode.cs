using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace EdgeAigc.Simulation.Workload;

/// <summary>The node of a tenant: md5 of its name as a big-endian integer, modulo the number of nodes.</summary>
public static class HomeNode
{
    /// <summary>Place of the node.</summary>
    /// <param name="tenant">Name of the tenant.</param>
    /// <param name="nodes">Number of nodes.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "Spreads names over nodes; nothing is protected by it.")]
    public static int Of(string tenant, int nodes) =>
        (int)(new BigInteger(MD5.HashData(Encoding.UTF8.GetBytes(tenant)), isUnsigned: true, isBigEndian: true) % nodes);
}
