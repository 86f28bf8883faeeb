namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// An order of the requests that does not depend on how they were listed: by a hash of their numbers, and by id where that is
/// equal. Sums of floating-point numbers and ties then come out alike, so the answer is the same for a permuted list. The order is
/// unrelated to what requests are worth, which makes every k-th one a fair sample.
/// </summary>
internal sealed class CanonicalOrder
{
    private ulong[] _keys = [];
    private int[] _order = [];

    /// <summary>Indices of the requests in that order; overwritten by the next call.</summary>
    public ReadOnlySpan<int> Of(IReadOnlyList<SlotRequest> requests)
    {
        var count = requests.Count;
        if (_keys.Length < count)
            (_keys, _order) = (new ulong[count], new int[count]);
        for (var i = 0; i < count; i++)
            (_keys[i], _order[i]) = (Key(requests[i]), i);

        Array.Sort(_keys, _order, 0, count);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && _keys[end] == _keys[start])
                end++;
            if (end - start > 1)
                _order.AsSpan(start, end - start).Sort((a, b) => string.CompareOrdinal(requests[a].Id, requests[b].Id));
            start = end;
        }

        return _order.AsSpan(0, count);
    }

    private static ulong Key(SlotRequest request)
    {
        var key = Mix(0, request.Weight);
        key = Mix(key, request.LatencyPreference);
        key = Mix(key, request.WaitSeconds);
        key = Mix(key, request.StepSeconds);
        key = Mix(key, request.FixedComputeSeconds);
        key = Mix(key, request.PayloadBits);
        return Mix(key, request.DeadlineSeconds);
    }

    // The finaliser of MurmurHash3 (public domain).
    private static ulong Mix(ulong key, double value)
    {
        key ^= BitConverter.DoubleToUInt64Bits(value);
        key = (key ^ (key >> 33)) * 0xff51afd7ed558ccdUL;
        key = (key ^ (key >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return key ^ (key >> 33);
    }
}
