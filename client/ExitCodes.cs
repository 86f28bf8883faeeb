namespace EdgeAigc.Client;

/// <summary>What the program's exit status tells a script.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The cluster could not do what was asked.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a value in the request is wrong; asking again changes nothing.</summary>
    public const int Invalid = 2;

    /// <summary>No cluster at the address.</summary>
    public const int NoCluster = 3;

    /// <summary>Interrupted by the user (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
