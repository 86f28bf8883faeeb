using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>The node's link to its clients.</summary>
public sealed class EgressLinkOptions
{
    /// <summary>What the node may send in all, in Mbit/s.</summary>
    /// <value>Default 1,000; from 0.001 to 1,000,000.</value>
    [Range(0.001, 1_000_000)]
    public double EgressMegabits { get; set; } = 1000;

    /// <summary>What one client may receive, in Mbit/s, unless its request says less; 0 does not limit it.</summary>
    /// <value>Default 0; from 0 to 1,000,000.</value>
    [Range(0.0, 1_000_000)]
    public double ClientMegabits { get; set; }

    /// <summary>The link's capacity in bits per second.</summary>
    internal double EgressBitsPerSecond => EgressMegabits * 1e6;

    /// <summary>A client's cap in bits per second; infinite without one.</summary>
    internal double ClientBitsPerSecond => ClientMegabits > 0 ? ClientMegabits * 1e6 : double.PositiveInfinity;
}
