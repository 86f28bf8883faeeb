namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>One evaluation of a run: what went into the step and what came out.</summary>
internal sealed record StepRecord(float[] Sample, float[] Prediction, float[] Noise, float[] Result);
