namespace EdgeAigc.Simulation.Cluster.Memory;

/// <summary>The model files of one node, the longest unused leaving first when room is needed.</summary>
internal sealed class NodeDisk(long capacityBytes, IReadOnlyList<ClusterModel> models, int[] copies)
{
    // The last one is the one used last.
    private readonly List<int> _files = [];
    private long _used;

    /// <summary>The files, by place of their model.</summary>
    public IReadOnlyList<int> Files => _files;

    public bool Has(int model) => _files.Contains(model);

    /// <summary>Whether another node has the files.</summary>
    public bool PeersHave(int model) => copies[model] > (Has(model) ? 1 : 0);

    /// <summary>The files of a model are used, and kept if there is room beside those that must stay.</summary>
    public void Use(int model, Func<int, bool> mustStay)
    {
        if (_files.Remove(model))
        {
            _files.Add(model);
            return;
        }

        for (var place = 0; place < _files.Count && _used + models[model].DiskBytes > capacityBytes;)
        {
            if (mustStay(_files[place]))
                place++;
            else
                Drop(place);
        }

        if (_used + models[model].DiskBytes > capacityBytes)
            return;
        _files.Add(model);
        _used += models[model].DiskBytes;
        copies[model]++;
    }

    private void Drop(int place)
    {
        var model = _files[place];
        _files.RemoveAt(place);
        _used -= models[model].DiskBytes;
        copies[model]--;
    }
}
