namespace EdgeAigc.Core.Results;

/// <summary>A thing that is kept.</summary>
public sealed class RetainedItem
{
    internal RetainedItem(long bytes, DateTimeOffset expiresAt, Action letGo) => (Bytes, ExpiresAt, LetGo) = (bytes, expiresAt, letGo);

    /// <summary>When it goes at the latest.</summary>
    public DateTimeOffset ExpiresAt { get; }

    internal long Bytes { get; }

    internal Action LetGo { get; }

    internal LinkedListNode<RetainedItem>? Node { get; set; }
}
