namespace EdgeAigc.Contracts.Keys;

/// <summary>Holds the holder of an API key to its quota, wherever in the cluster its requests arrive; the key is the id of the API key.</summary>
[Alias("edgeaigc.IWorkQuotaGrain"), GrainInterfaceType("edgeaigc.work-quota")]
public interface IWorkQuotaGrain : IGrainWithStringKey
{
    /// <summary>Charges a request its expected work, or refuses it.</summary>
    /// <param name="quota">The quota of the key.</param>
    /// <param name="request">Id of the request; sent again, it costs nothing more.</param>
    /// <param name="work">Expected work in megapixel-steps.</param>
    [Alias("Reserve")]
    Task<QuotaReply> ReserveAsync(WorkQuota quota, string request, double work);

    /// <summary>Charges a request the work that was made instead of what was expected.</summary>
    /// <param name="request">Id of the request.</param>
    /// <param name="work">Work made, in megapixel-steps.</param>
    [Alias("Settle")]
    Task SettleAsync(string request, double work);
}
