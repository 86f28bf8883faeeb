using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Grains.Routing;

/// <summary>Settings of request routing.</summary>
public sealed class RoutingOptions
{
    /// <summary>Model of requests that name none.</summary>
    /// <value>The default is <c>noto-emoji</c>, which ships with the project.</value>
    [Required]
    public string DefaultModel { get; set; } = "noto-emoji";
}
