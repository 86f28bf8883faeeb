namespace EdgeAigc.Core.Negotiation;

/// <summary>What a tenant's bids of one slot may take.</summary>
/// <param name="ComputeSeconds">F: device seconds that may be committed to them.</param>
/// <param name="LinkShare">Part of the link that is theirs, above 0.</param>
/// <param name="DevicePart">ρ: part of the device that may be promised to the tenant, above 0.</param>
/// <param name="Price">Price of compute beyond the slot, in utility per device second.</param>
/// <param name="Idle">Whether nothing is promised to the tenant: then one image may exceed F, or a short horizon would keep out large ones for ever.</param>
internal readonly record struct SlotBudget(double ComputeSeconds, double LinkShare, double DevicePart, double Price, bool Idle);
