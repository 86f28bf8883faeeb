using System.Security.Cryptography;

namespace EdgeAigc.Contracts.Jobs;

/// <summary>Ids of images that are kept: 256 bits by chance, so that who knows one was told it.</summary>
public static class ImageResultId
{
    private const int Digits = 64;

    /// <summary>Makes a new one.</summary>
    public static string Create() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    /// <summary>Whether a text has the form of one.</summary>
    public static bool IsWellFormed(string text) => text is { Length: Digits } && text.All(char.IsAsciiHexDigitLower);
}
