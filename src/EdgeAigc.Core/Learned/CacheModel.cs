namespace EdgeAigc.Core.Learned;

/// <summary>What stage one is told of a model.</summary>
/// <param name="RelativeSize">Its size over that of the cache.</param>
/// <param name="Gain">Gain of its best level, as in <see cref="ModelTraits"/>.</param>
/// <param name="StepSeconds">Time of a step in seconds.</param>
public readonly record struct CacheModel(double RelativeSize, double Gain, double StepSeconds);
