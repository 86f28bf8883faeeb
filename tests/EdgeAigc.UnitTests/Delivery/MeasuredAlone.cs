namespace EdgeAigc.UnitTests.Delivery;

/// <summary>Tests on the real clock: no other test takes processor time from them.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
