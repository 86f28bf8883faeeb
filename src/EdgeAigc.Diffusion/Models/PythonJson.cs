using System.Text.RegularExpressions;

namespace EdgeAigc.Diffusion.Models;

/// <summary>Python writes numbers that JSON does not have; diffusers puts <c>-Infinity</c> into files of DPM-Solver, meaning that the
/// key is not used.</summary>
internal static partial class PythonJson
{
    /// <summary>The same text with null in place of infinities and NaN; strings stay as they are.</summary>
    public static string WithoutInfinities(string json) =>
        StringOrInfinity().Replace(json, static match => match.ValueSpan[0] == '"' ? match.Value : "null");

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"|-?\bInfinity\b|\bNaN\b
        """)]
    private static partial Regex StringOrInfinity();
}
