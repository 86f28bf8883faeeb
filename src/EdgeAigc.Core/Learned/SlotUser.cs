namespace EdgeAigc.Core.Learned;

/// <summary>What stage two is told of one user in a slot.</summary>
/// <param name="Cached">Whether the user is served here, so that steps are to be chosen.</param>
/// <param name="Gain">Channel gain over noise density, above 0.</param>
/// <param name="InputBits">Bits to send up, above 0.</param>
/// <param name="OutputBits">Bits to send down, above 0.</param>
/// <param name="Model">The model; does not matter where it is not cached.</param>
public readonly record struct SlotUser(bool Cached, double Gain, double InputBits, double OutputBits, ModelTraits Model);
