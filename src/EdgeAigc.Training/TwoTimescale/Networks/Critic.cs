using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>Q(s, a): of the whole state and action at once, or as a sum over users that each see the mean of all features.</summary>
internal sealed class Critic(int users, int features, int hidden, bool additive) : IDisposable
{
    /// <summary>Numbers that tell what was done for a user: steps and share.</summary>
    public const int PerUser = 2;

    public Mlp Network { get; } = additive ? new((2 * features) + PerUser, hidden, hidden, 1) : new(users * (features + PerUser), hidden, hidden, 1);

    public IEnumerable<Parameter> Parameters => Network.Parameters;

    /// <summary>Values [B].</summary>
    /// <param name="states">[B, users·features].</param>
    /// <param name="executed">[B, users·2]: steps of all users, then shares.</param>
    public Tensor Value(Tensor states, Tensor executed)
    {
        if (!additive)
            return Network.Forward(cat([states, executed], 1)).squeeze(1);
        var rows = states.shape[0];
        var each = states.view(rows, users, features);
        var context = each.mean([1], keepdim: true).expand(rows, users, features);
        var done = executed.view(rows, PerUser, users).permute(0, 2, 1);
        return Network.Forward(cat([each, context, done], 2)).sum([1, 2]);
    }

    public void Dispose() => Network.Dispose();
}
