using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Grains.Routing;

/// <summary>Settings of request routing.</summary>
public sealed class RoutingOptions
{
    /// <summary>Model of requests that name none.</summary>
    /// <value>The default is <c>noto-emoji</c>, which ships with the project.</value>
    [Required]
    public string DefaultModel { get; set; } = "noto-emoji";

    /// <summary>Age in seconds at which what is known of a node is asked for anew; requests meanwhile go by what is known, up to ten times
    /// that age. 0 asks for every request.</summary>
    /// <value>Default 1; from 0 to 60.</value>
    [Range(0.0, 60)]
    public double ViewSeconds { get; set; } = 1;
}
