using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Grains.Coordination;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Hosting;

/// <summary>Ends the start when the weights of a learned policy cannot decide here; the first request would be too late.</summary>
internal sealed class LearnedPolicyValidator(
    IServiceProvider services, IOptions<NegotiationOptions> negotiation, IOptions<CoordinationOptions> coordination, TimeProvider time) : IConfigurationValidator
{
    private const string WayOut =
        "Train weights for the models of this cluster (EdgeAigc.Training t2drl-scenario, then t2drl; docs/operations.md, Learned policies), or choose another policy.";

    public void ValidateConfiguration()
    {
        Check<NegotiationOptions>("EdgeAigc:Negotiation:Allocator:Weights", negotiation.Value.Allocator.Weights, () => SlotAllocators.Create(negotiation.Value.Policy, negotiation.Value.Allocator, time));
        Check<CoordinationOptions>("EdgeAigc:Coordination:Weights", coordination.Value.Weights, services.GetRequiredService<StageOnePolicy>);
    }

    private static void Check<TOptions>(string setting, string path, Func<object> create)
    {
        try
        {
            create();
        }
        catch (InvalidDataException fault)
        {
            throw new OptionsValidationException(setting, typeof(TOptions), [$"{setting} is '{path}': {fault.Message} {WayOut}"]);
        }
    }
}
