namespace EdgeAigc.Core.Caching.Market;

/// <summary>A bounded map: when it is full, what was not touched for longest is forgotten.</summary>
internal sealed class RecentMap<T>(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value)> _order = new();

    /// <summary>The values, last touched first.</summary>
    public IEnumerable<T> Values => _order.Select(pair => pair.Value);

    public T? Find(string key) => _nodes.TryGetValue(key, out var node) ? node.Value.Value : default;

    public T Touch(string key, Func<string, T> make)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value.Value;
        }

        if (_nodes.Count >= capacity)
        {
            _nodes.Remove(_order.Last!.Value.Key);
            _order.RemoveLast();
        }

        node = _order.AddFirst((key, make(key)));
        _nodes.Add(key, node);
        return node.Value.Value;
    }
}
